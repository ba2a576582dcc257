"""What a report takes in: the records of its period, its fields of action and areas, read once per report."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import cast

from coordinator_app.domain.fields import Record
from coordinator_app.domain.need_matrix import below
from coordinator_app.domain.needs import Evidence, Need, NeedStatus
from coordinator_app.domain.projects import OPEN, Project
from coordinator_app.domain.report_period import Period, ran_in
from coordinator_app.domain.resolutions import Resolution, ResolutionState, ResolutionType
from coordinator_app.services.report_content import ChapterContext

FORMAL = frozenset({ResolutionType.PROCEDURAL, ResolutionType.NOTED, ResolutionType.ELECTION})
"""Kinds of resolutions that carry nothing out."""


class Scope:
    """The records a report tells of, in order; those in the Papierkorb never are.

    The filters of the plan hold for needs, projects and events: a record without areas concerns the whole town and
    stays in. The public variant has only projects and resolutions marked as public.
    """

    def __init__(self, context: ChapterContext) -> None:
        self.context = context
        self.workspace = context.workspace
        self.is_public = context.is_public
        self.period = Period(context.start, context.end)

    @cached_property
    def as_of(self) -> date:
        """The last day known: the end of the period, today while it runs or lies ahead."""
        return min(self.period.end, self.context.today)

    @property
    def begin(self) -> date:
        """The first day measures count from: the begin of the period, today for one that lies ahead."""
        return min(self.period.start, self.context.today)

    @property
    def is_ahead(self) -> bool:
        """Whether the period has not begun yet (a strategy)."""
        return self.period.start > self.context.today

    @property
    def is_running(self) -> bool:
        """Whether the period is not over yet."""
        return self.period.end >= self.context.today

    @cached_property
    def labels(self) -> dict[int, str]:
        """All fields of action in the order of the catalogue."""
        return {entry.id: entry.label for entry in self.workspace.catalogues.entries("field_of_action")}

    @cached_property
    def evidence_codes(self) -> dict[int, str]:
        """The codes of the kinds of evidence."""
        return {entry.id: entry.code for entry in self.workspace.catalogues.entries("evidence_kind")}

    @cached_property
    def _areas(self) -> frozenset[int]:
        parents = {area.id: area.parent_id for area in self.workspace.municipality.areas()}
        return frozenset(id for wanted in self.context.plan.areas for id in below(wanted, parents))

    def takes(self, fields: Iterable[int], areas: Iterable[int]) -> bool:
        """Whether something with these fields of action and areas is in the report."""
        wanted, found = self.context.plan.fields, set(areas)
        return (not wanted or bool(set(wanted) & set(fields))) and (
            not self._areas or not found or bool(self._areas & found)
        )

    def takes_area(self, area: int | None) -> bool:
        """Whether something of this area (None = the whole town) is in the report."""
        return area is None or not self._areas or area in self._areas

    # --- projects

    @cached_property
    def every_project(self) -> list[Project]:
        """All projects and offers that may be told of, by their number."""
        with self.workspace.store.read() as unit:
            found = unit.find(Project, order="number,id")
        return [
            item
            for item in found
            if self.takes(item.fields_of_action, item.areas) and (item.is_public or not self.is_public)
        ]

    @cached_property
    def projects(self) -> list[Project]:
        """Those at work in the period; before it begins those at work today."""
        period = Period(self.context.today, self.context.today) if self.is_ahead else self.period
        return [item for item in self.every_project if ran_in(item, period)]

    @cached_property
    def planned(self) -> list[Project]:
        """Those that are to begin after the period (or, of a period ahead, in it or later), the next first."""
        day = self.context.today if self.is_ahead else self.period.end
        found = [item for item in self.every_project if item.start is not None and item.start > day]
        return sorted((item for item in found if item.status in OPEN), key=_by_start)

    # --- needs

    @cached_property
    def needs(self) -> list[Need]:
        """The needs reported by the end of the period and not rejected."""
        with self.workspace.store.read() as unit:
            found = unit.find(Need)
        return [
            need
            for need in found
            if need.status is not NeedStatus.REJECTED
            and (need.first_reported is None or need.first_reported <= self.as_of)
            and self.takes(filter(None, [need.field_of_action_id]), need.areas)
        ]

    @cached_property
    def evidence(self) -> dict[int, list[Evidence]]:
        """What backs the needs, observed by the end of the period, the newest first."""
        found: dict[int, list[Evidence]] = {need.id: [] for need in self.needs}
        with self.workspace.store.read() as unit:
            for item in unit.find(Evidence, order="-observed,id"):
                if item.need_id in found and (item.observed is None or item.observed <= self.as_of):
                    found[item.need_id].append(item)
        return found

    # --- resolutions

    @cached_property
    def decided(self) -> list[Resolution]:
        """The resolutions decided in the period in order of days (adopted or rejected)."""
        wanted = (ResolutionState.ADOPTED, ResolutionState.REJECTED)
        with self.workspace.store.read() as unit:
            found = unit.find(Resolution, state=wanted, order="decided_on,sequence,id")
        return [item for item in found if self.period.holds(item.decided_on)]

    def may_name(self, resolution: Resolution) -> bool:
        """Whether title and wording of a resolution may stand in the report."""
        return resolution.public or not self.is_public

    # --- words

    def titles(self, record_type: type[Record], ids: Iterable[int | None]) -> dict[int, str]:
        """Display titles of referenced records."""
        with self.workspace.store.read() as unit:
            return unit.titles(record_type.kind, [id for id in ids if id])


def _by_start(project: Project) -> tuple[date, str]:
    return project.start or date.max, project.number


def scope_of(context: ChapterContext) -> Scope:
    """The scope of a report, made once."""
    if "scope" not in context.shared:
        context.shared["scope"] = Scope(context)
    return cast("Scope", context.shared["scope"])
