"""Carries out a planned import as one undoable step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator_app.common.german import format_date, format_money
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.projects import ActorRole, Project, ProjectActor, project_number
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.exchange.parsed_rows import ParsedRow
from coordinator_app.exchange.project_columns import CATALOGUES, Target
from coordinator_app.services.import_words import WordBook
from coordinator_app.services.list_import_plan import ORGANISATION, ImportPlan, ImportResult, RowChoice
from coordinator_app.storage.queries.projects import next_serial
from coordinator_app.storage.unit_of_work import WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

NOTE_LENGTH = fields_of(Project)["note"].max_length
_AT_ONCE = 500  # new projects stored together
CUT = "\n… (gekürzt, der vollständige Text steht im Einlesebericht)"


def carry_out(workspace: "Workspace", plan: ImportPlan, job: JobContext) -> ImportResult:
    """Store the rows of a plan; whatever goes wrong, nothing is stored."""
    count = len(plan.taken)
    step = f"Projektliste eingelesen ({count} {'Zeile' if count == 1 else 'Zeilen'})"
    with workspace.store.write(step) as unit:
        return _Run(workspace, plan, unit, job).all(step)


class _Run:
    """One import under way: remembers what was made for which word, person and line."""

    def __init__(self, workspace: "Workspace", plan: ImportPlan, unit: WriteUnit, job: JobContext) -> None:
        self._plan = plan
        self._unit = unit
        self._job = job
        self._book = WordBook(workspace, plan, unit)
        self._serial = next_serial(unit.connection)
        self._by_line: dict[int, int] = {}
        self._waiting: dict[int, tuple[Project, Sequence[int]]] = {}
        self._merged = 0
        self._unchanged = 0

    def all(self, step: str) -> ImportResult:
        """Take every row of the plan."""
        created = 0
        for place, plan in enumerate(self._plan.rows):
            if place % 20 == 0:
                self._job.progress(place, len(self._plan.rows), f"Zeile {plan.row.line} wird übernommen …")
            if plan.same_line in self._waiting:
                self._store_waiting()
            target = plan.same_id or self._by_line.get(plan.same_line, 0)
            if plan.choice is RowChoice.SKIP:
                if target:
                    self._by_line[plan.row.line] = target
            elif plan.choice is RowChoice.MERGE and target:
                self._merge(plan.row, target)
            else:
                self._create(plan.row)
                created += 1
        self._store_waiting()
        skipped = len(self._plan.rows) - len(self._plan.taken)
        changed = created + self._merged + len(self._book.made)
        return ImportResult(self._by_line, created, self._merged, self._unchanged, skipped, step if changed else "")

    # ---------------------------------------------------------------- rows

    def _create(self, row: ParsedRow) -> None:
        values, partners = self._values(row)
        number = project_number(self._serial)
        self._serial += 1
        self._waiting[row.line] = (Project(**values, number=number, note=_note(row.note)), partners)
        if len(self._waiting) >= _AT_ONCE:
            self._store_waiting()

    def _store_waiting(self) -> None:
        """Store the new projects of the last rows together."""
        ids = self._unit.add_many([project for project, _ in self._waiting.values()])
        actors: list[ProjectActor] = []
        for id, (line, (_, partners)) in zip(ids, self._waiting.items(), strict=True):
            self._by_line[line] = id
            actors += [ProjectActor(project_id=id, organisation_id=one, role=ActorRole.PARTNER) for one in partners]
        self._unit.add_many(actors)
        self._waiting.clear()

    def _merge(self, row: ParsedRow, id: int) -> None:
        """Fill what is empty, add what is missing, keep what differs in the note."""
        project = self._unit.get(Project, id)
        values, partners = self._values(row)
        wanted: dict[str, Any] = {}
        for name, value in values.items():
            current = getattr(project, name)
            if name in _SEVERAL:
                wanted[name] = tuple(dict.fromkeys([*current, *value]))
            elif current in (None, "") or (name == "is_permanent" and value and project.end is None):
                wanted[name] = value
            elif current != value and not _derived(name, row):
                row.remember(*self._difference(row, name, value))
        note = [line for line in row.note if line not in project.note.split("\n")]
        wanted["note"] = _note([*filter(None, [project.note]), *note])
        _drop_contradictions(project, wanted)
        changed = self._unit.change(Project, id, None, **wanted) != project.version
        known = {actor.organisation_id for actor in self._unit.find(ProjectActor, project_id=id)}
        for partner in partners:
            if partner not in known:
                changed = True
                self._unit.add(ProjectActor(project_id=id, organisation_id=partner, role=ActorRole.PARTNER))
        self._by_line[row.line] = id
        self._merged += changed
        self._unchanged += not changed

    def _difference(self, row: ParsedRow, name: str, value: Any) -> tuple[str, str]:
        """Column and text under which a differing value is kept."""
        if name == "carrier_id":
            return row.columns[Target.CARRIER], row.carrier
        if name == "responsible_id":
            return row.columns.get(
                Target.RESPONSIBLE, row.columns.get(Target.CARRIER, "Verantwortlich")
            ), row.responsible
        label = fields_of(Project)[name].label
        return f"{label} laut Liste", _shown(name, value)

    def _values(self, row: ParsedRow) -> tuple[dict[str, Any], list[int]]:
        values = dict(row.values)
        for target, words in row.words.items():
            values[Target(target).value] = self._book.ids(
                CATALOGUES.get(target, "area"), words, row, row.columns[target]
            )
        if row.carrier:
            carrier = self._book.id(ORGANISATION, row.carrier, row, row.columns[Target.CARRIER])
            values["carrier_id"] = carrier or None
        if row.responsible:
            values["responsible_id"] = self._book.person(row.responsible)
        partners = self._book.ids(ORGANISATION, row.partners, row, row.columns.get(Target.PARTNERS, ""))
        return values, list(dict.fromkeys(id for id in partners if id and id != values.get("carrier_id")))


_SEVERAL = frozenset({Target(target).value for target in (*CATALOGUES, Target.AREAS)})


def _derived(name: str, row: ParsedRow) -> bool:
    """Whether the program concluded a value and no column of the list says it."""
    source = {"status": Target.STATUS, "project_type": Target.TYPE}.get(name)
    return name == "is_permanent" or (source is not None and source not in row.columns)


def _drop_contradictions(project: Project, wanted: dict[str, Any]) -> None:
    """Leave out dates that would end before they start once both are together."""
    merged = replace(project, **wanted)
    if merged.start is not None and merged.end is not None and merged.end < merged.start:
        for name in ("start", "end"):
            day = wanted.pop(name, None)
            if day is not None and day != getattr(project, name):
                line = f"{fields_of(Project)[name].label} laut Liste: {day:%d.%m.%Y}"
                if line not in wanted["note"]:
                    wanted["note"] = _note([*filter(None, [wanted["note"]]), line])


def _shown(name: str, value: Any) -> str:
    if name in {"costs", "funding"}:
        return format_money(value)
    if isinstance(value, Vocabulary):
        return value.label
    return format_date(value) if isinstance(value, date) else str(value)


def _note(lines: list[str]) -> str:
    text = "\n".join(lines)
    return text if len(text) <= NOTE_LENGTH else text[: NOTE_LENGTH - len(CUT)] + CUT
