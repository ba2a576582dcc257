"""Setting up a new municipality file: municipality, areas, bodies with rules, Handlungsfelder.

All of it is written before the file is handed out; if anything fails, no file is left behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coordinator_app.common.clock import Clock, today
from coordinator_app.common.german import file_name, search_form
from coordinator_app.domain.bodies import RulesPreset
from coordinator_app.domain.catalogues import SEEDS, Catalogue
from coordinator_app.services.workspace import Workspace

FILE_ENDING = ".kpr"


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """A body to be made; `kind_code` is the code of its entry in the catalogue body_kind."""

    name: str
    preset: RulesPreset
    short_name: str = ""
    kind_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingPlan:
    """What the coordinator entered. `fields_of_action` are labels in the order wanted; seeds left out are switched off.

    The first body is the one the others belong to.
    """

    name: str
    official_key: str = ""
    district: str = ""
    areas: tuple[str, ...] = ()
    bodies: tuple[BodyPlan, ...] = ()
    fields_of_action: tuple[str, ...] = ()


SUGGESTED_BODIES = (
    BodyPlan("Kommunaler Präventionsrat", RulesPreset.STEERING, "KPR", "council"),
    BodyPlan("Lenkungsgruppe", RulesPreset.STEERING, "LG", "steering"),
    BodyPlan("Arbeitskreis Jugend und Schule", RulesPreset.WORKING_GROUP, "AK Jugend", "working_circle"),
    BodyPlan("Arbeitskreis Sicherheit im öffentlichen Raum", RulesPreset.WORKING_GROUP, "AK Raum", "working_circle"),
    BodyPlan("Sicherheitsabsprache mit der Polizei", RulesPreset.WORKING_GROUP, "Absprache", "security_talk"),
)


def suggested_fields_of_action() -> list[str]:
    """The Handlungsfelder the program comes with."""
    return [label for _, label, _ in SEEDS[Catalogue.FIELD_OF_ACTION]]


def suggested_file(name: str) -> str:
    """The file name to propose: „Mühlwerda.kpr“."""
    return f"{file_name(name.strip()) or 'Kommune'}{FILE_ENDING}"


def split_areas(text: str) -> list[str]:
    """The areas of a text, one per line; empty lines and repetitions are dropped."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name = line.strip().lstrip("-•*").strip()
        if name:
            found.setdefault(search_form(name), name)
    return list(found.values())


def found_municipality(path: Path, plan: FoundingPlan, *, clock: Clock, user: str) -> Workspace:
    """Make the file and fill it; returns it open. Raises `UserError` and leaves nothing behind when that fails."""
    workspace = Workspace.create(path, clock=clock, user=user)
    try:
        # One step that cannot be undone: an emptied file would be of no use to anybody.
        with workspace.store.write("Kommune angelegt", undoable=False):
            workspace.municipality.create(
                name=plan.name.strip(), official_key=plan.official_key, district=plan.district.strip()
            )
            for area in plan.areas:
                workspace.municipality.add_area(name=area)
            _add_bodies(workspace, plan.bodies, today(clock))
            _choose_fields(workspace, plan.fields_of_action)
    except BaseException:
        workspace.store.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def _add_bodies(workspace: Workspace, plans: Sequence[BodyPlan], day: date) -> None:
    kinds = {entry.code: entry.id for entry in workspace.catalogues.entries(Catalogue.BODY_KIND)}
    parent: int | None = None
    for plan in plans:
        body = workspace.bodies.create(
            name=plan.name,
            preset=plan.preset,
            valid_from=day,
            short_name=plan.short_name,
            body_kind_id=kinds.get(plan.kind_code),
            parent_id=parent,
        )
        workspace.bodies.add_term(
            body, title=str(day.year), starts_on=date(day.year, 1, 1), ends_on=date(day.year, 12, 31)
        )
        parent = parent or body


def _choose_fields(workspace: Workspace, wanted: Sequence[str]) -> None:
    """Keep, add and order the Handlungsfelder as wanted; those left out are no longer offered."""
    if not wanted:
        return
    catalogues = workspace.catalogues
    known = {search_form(entry.label): entry for entry in catalogues.entries(Catalogue.FIELD_OF_ACTION)}
    order: list[int] = []
    for label in wanted:
        entry = known.pop(search_form(label), None)
        made = entry.id if entry is not None else catalogues.create(catalogue=Catalogue.FIELD_OF_ACTION, label=label)
        order.append(made)
    for entry in known.values():
        catalogues.update(entry.id, None, active=False)
    catalogues.reorder([*order, *(entry.id for entry in known.values())])
