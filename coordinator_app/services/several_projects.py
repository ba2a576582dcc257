"""What is done to several projects at once; every method is one undo step and tells what it could not change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.project_states import Finding, project_findings, step_findings
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.services.project_card import project_facts
from coordinator_app.services.projects import Projects
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

HELP = "projekte"
LISTS = (
    "fields_of_action",
    "target_groups",
    "age_groups",
    "settings",
    "areas",
    "prevention_types",
    "needs",
    "resolutions",
)
SINGLE = (
    "carrier_id",
    "responsible_id",
    "project_type",
    "start",
    "end",
    "is_permanent",
    "location",
    "funding_source",
    "evidence_level",
    "is_pit",
    "is_public",
)


class Way(Enum):
    """What happens to a list of entries (Handlungsfelder, Gebiete …)."""

    ADD = auto()
    REMOVE = auto()
    REPLACE = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were changed, and for each that was not its title with the reason."""

    changed: int
    refused: tuple[tuple[str, str], ...] = ()


class SeveralProjects:
    """`workspace.projects.several`: use cases over several projects."""

    def __init__(self, store: Store, projects: Projects) -> None:
        self._store = store
        self._projects = projects

    def change_list(self, ids: Sequence[int], name: str, way: Way, entries: Sequence[int]) -> Outcome:
        """Add entries to a list field of all, take them away, or put them in place of what is there."""
        if way is not Way.REPLACE and not entries:
            raise UserError("Bitte wählen Sie wenigstens einen Eintrag.", help_topic=HELP)
        with self._store.write(self._step(name, ids)) as unit:
            changed = 0
            for project in unit.many(Project, ids).values():
                before: tuple[int, ...] = getattr(project, name)
                after = _changed(before, way, tuple(dict.fromkeys(entries)))
                if after != before:
                    unit.change(Project, project.id, None, **{name: after})
                    changed += 1
        return Outcome(changed)

    def change_value(self, ids: Sequence[int], name: str, value: Any) -> Outcome:
        """Give all the same value; those it contradicts (an end before the beginning) stay as they are."""
        refused: list[tuple[str, str]] = []
        with self._store.write(self._step(name, ids)) as unit:
            changed = 0
            for project in unit.many(Project, ids).values():
                if getattr(project, name) == value:
                    continue
                blocking = [item.text for item in project_findings(replace(project, **{name: value})) if item.blocks]
                if blocking:
                    refused.append((project.title, blocking[0]))
                    continue
                unit.change(Project, project.id, None, **{name: value})
                changed += 1
        return Outcome(changed, tuple(refused))

    def set_status(self, ids: Sequence[int], target: ProjectStatus, *, reason: str = "") -> Outcome:
        """Move all to another state; those the step is closed to stay where they are."""
        refused: list[tuple[str, str]] = []
        with self._store.write(f"{_count(ids)}: Status „{target.label}“") as unit:
            changed = 0
            for project in unit.many(Project, ids).values():
                if project.status is target:
                    continue
                blocking = _blocking(unit, project, target, reason)
                if blocking:
                    refused.append((project.title, blocking))
                    continue
                unit.change(Project, project.id, None, status=target, status_reason=reason.strip())
                changed += 1
        return Outcome(changed, tuple(refused))

    def confirm(self, ids: Sequence[int], by: str = "") -> Outcome:
        """Note that all entries are right as of today."""
        with self._store.write(f"{_count(ids)} bestätigt") as unit:
            for id in ids:
                unit.change(Project, id, None, confirmed_on=today(self._store.clock), confirmed_by=by.strip())
        return Outcome(len(ids))

    def duplicate(self, ids: Sequence[int]) -> list[int]:
        """Copies of all as plans for the next year; the new ids."""
        with self._store.write(f"{_count(ids)} für das nächste Jahr kopiert"):
            return [self._projects.duplicate(id) for id in ids]

    def _step(self, name: str, ids: Sequence[int]) -> str:
        return f"{fields_of(Project)[name].label} geändert: {_count(ids)}"


def _count(ids: Sequence[int]) -> str:
    return plural(len(ids), "Projekt", "Projekte")


def _changed(before: tuple[int, ...], way: Way, entries: tuple[int, ...]) -> tuple[int, ...]:
    if way is Way.ADD:
        return (*before, *(entry for entry in entries if entry not in before))
    if way is Way.REMOVE:
        return tuple(entry for entry in before if entry not in entries)
    return entries


def _blocking(unit: WriteUnit, project: Project, target: ProjectStatus, reason: str) -> str:
    found: tuple[Finding, ...] = step_findings(project, target, project_facts(unit, project.id), reason=reason)
    return next((finding.text for finding in found if finding.blocks), "")
