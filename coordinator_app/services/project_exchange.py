"""Passing one project on to another town, and taking one over: as a pattern or just as it is there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import NAMESPACE_URL, uuid5

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.domain.contacts import Person
from coordinator_app.domain.fields import Kind, fields_of
from coordinator_app.domain.goals import Goal, GoalStatus, Indicator, Measurement
from coordinator_app.domain.municipality import Municipality
from coordinator_app.domain.project_course import Milestone, MilestoneState
from coordinator_app.domain.projects import Project, ProjectActor, ProjectStatus, project_number
from coordinator_app.domain.quality import QualityAnswer
from coordinator_app.exchange.matching import organisation_key, person_name, title_key, vocabularies
from coordinator_app.exchange.project_file import (
    ACTOR_FIELDS,
    ANSWER_FIELDS,
    GOAL_FIELDS,
    INDICATOR_FIELDS,
    LOCAL_FIELDS,
    MEASUREMENT_FIELDS,
    MILESTONE_FIELDS,
    PROJECT_FIELDS,
    FileGoal,
    Json,
    ProjectFile,
    Word,
    encoded,
    read_project,
    written,
)
from coordinator_app.storage.queries.project_import import known_words
from coordinator_app.storage.queries.projects import next_serial
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TakeOver:
    """The dry run of taking a project over: what comes, what is new to this file, what is there already."""

    file: ProjectFile
    as_pattern: bool
    lines: tuple[tuple[str, str], ...]
    new_words: tuple[str, ...]
    left_out: tuple[str, ...]
    same_id: int = 0
    same_number: str = ""
    like: str = ""


class ProjectExchange:
    """Exchange files of single projects."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._store = workspace.store

    # ---------------------------------------------------------------- out

    def content(self, project_id: int, *, people: bool = False) -> Json:
        """What the file of a project holds; names of people only if `people`."""
        with self._store.read() as unit:
            return _content(unit, unit.get(Project, project_id), people=people)

    def export(self, project_id: int, *, people: bool = False) -> bytes:
        """The file of a project."""
        return written(self.content(project_id, people=people))

    # ---------------------------------------------------------------- in

    def read(self, data: bytes, name: str) -> ProjectFile:
        """A file somebody sent; `UserError` when it is none."""
        return read_project(data, name)

    def plan(self, file: ProjectFile, *, as_pattern: bool = True) -> TakeOver:
        """The dry run; as a pattern what belongs to the other place stays out: days, money, areas, values, people."""
        with self._store.read() as unit:
            taken = _taken(file, as_pattern=as_pattern)
            new = [f"{fields_of(Project)[name].label}: {word.label}" for name, word in _new_words(unit, taken)]
            if not as_pattern:
                new += _new_names(unit, file)
            same = next(iter(unit.find(Project, uuid=_own_uuid(unit, file, as_pattern=as_pattern), deleted=None)), None)
            key = title_key(file.title)
            like = [item for item in unit.find(Project) if title_key(item.title) == key and item != same]
        return TakeOver(
            file,
            as_pattern,
            tuple(_lines(file, taken, as_pattern=as_pattern)),
            tuple(new),
            tuple(_left_out(file) if as_pattern else ()),
            same.id if same else 0,
            same.number if same else "",
            f"{like[0].title} ({like[0].number})" if like else "",
        )

    def take_over(self, plan: TakeOver) -> int:
        """Store the project as one undoable step; its id. One that was taken over before stays as it is."""
        if plan.same_id:
            return plan.same_id
        file = plan.file
        with self._store.write(f"Projekt „{file.title[:60]}“ übernommen") as unit:
            return _Taking(self._workspace, unit, plan).all()


def _content(unit: ReadUnit, project: Project, *, people: bool) -> Json:
    wanted: list[int] = []
    for name in PROJECT_FIELDS:
        if fields_of(Project)[name].kind is Kind.CATALOGUES:
            wanted += getattr(project, name)
    words = {id: Word(entry.code, entry.label) for id, entry in unit.many(CatalogEntry, wanted).items()}
    areas = unit.titles("area", project.areas)
    own = next(iter(unit.find(Municipality, is_own=True)), None)
    actors = unit.find(ProjectActor, project_id=project.id, order="id")
    organisations = unit.titles("organisation", [*(actor.organisation_id for actor in actors), project.carrier_id])
    content: Json = {
        "written": today(unit.clock).isoformat(),
        "origin": {"municipality": own.name if own else "", "official_key": own.official_key if own else ""},
        "project": {"uuid": project.uuid, **encoded(project, PROJECT_FIELDS, words, areas)},
        "carrier": organisations.get(project.carrier_id or 0, ""),
        "partners": [
            {"name": organisations[actor.organisation_id or 0], **encoded(actor, ACTOR_FIELDS, {}, {})}
            for actor in actors
            if actor.organisation_id in organisations
        ],
        "goals": [_goal(unit, goal) for goal in unit.find(Goal, project_id=project.id, order="id")],
        "milestones": [
            encoded(item, MILESTONE_FIELDS, {}, {}) for item in unit.find(Milestone, project_id=project.id, order="id")
        ],
        "answers": [
            encoded(item, ANSWER_FIELDS, {}, {}) for item in unit.find(QualityAnswer, project_id=project.id, order="id")
        ],
    }
    if people:
        names = unit.titles("person", [*(actor.person_id for actor in actors), project.responsible_id])
        content["people"] = {
            "responsible": names.get(project.responsible_id or 0, ""),
            "actors": [
                {"name": names[actor.person_id or 0], **encoded(actor, ACTOR_FIELDS, {}, {})}
                for actor in actors
                if actor.person_id in names
            ],
        }
    return content


def _goal(unit: ReadUnit, goal: Goal) -> Json:
    above = next(iter(unit.find(Goal, id=goal.parent_id)), None) if goal.parent_id else None
    indicators: list[Json] = []
    for item in unit.find(Indicator, goal_id=goal.id, order="id"):
        values = unit.find(Measurement, indicator_id=item.id, order="measured_on")
        indicators.append(
            {
                "uuid": item.uuid,
                **encoded(item, INDICATOR_FIELDS, {}, {}),
                "measurements": [encoded(value, MEASUREMENT_FIELDS, {}, {}) for value in values],
            }
        )
    return {
        "uuid": goal.uuid,
        "parent": above.uuid if above else "",
        **encoded(goal, GOAL_FIELDS, {}, {}),
        "indicators": indicators,
    }


# -------------------------------------------------------------------- the dry run


def _taken(file: ProjectFile, *, as_pattern: bool) -> dict[str, Any]:
    return {name: value for name, value in file.values.items() if not (as_pattern and name in LOCAL_FIELDS)}


def _own_uuid(unit: ReadUnit, file: ProjectFile, *, as_pattern: bool) -> str:
    """The same for the same file, so that taking over twice is taking over once; a pattern is a project of its own."""
    own = next(iter(unit.find(Municipality, is_own=True)), None)
    mark = f"{file.uuid or file.title}:{own.uuid if own else ''}"
    return str(uuid5(NAMESPACE_URL, mark)) if as_pattern or not file.uuid else file.uuid


def _catalogues(taken: dict[str, Any]) -> dict[str, str]:
    declared = fields_of(Project)
    return {name: declared[name].catalogue for name in taken if declared[name].kind is Kind.CATALOGUES}


def _new_words(unit: ReadUnit, taken: dict[str, Any]) -> list[tuple[str, Word]]:
    """Entries this file's catalogues do not have."""
    return [
        (name, word)
        for name, catalogue in _catalogues(taken).items()
        for word in taken[name]
        if _known_entry(unit, catalogue, word) is None
    ]


def _known_entry(unit: ReadUnit, catalogue: str, word: Word) -> int | None:
    entries = unit.find(CatalogEntry, catalogue=Catalogue(catalogue), order="position")
    for entry in entries:
        if word.code and entry.code == word.code:
            return entry.id
    match = vocabularies({catalogue: [(item.id, item.label, item.short) for item in entries]})[catalogue].find(
        word.label
    )
    return match.id if match is not None and match.exact else None


def _new_names(unit: ReadUnit, file: ProjectFile) -> list[str]:
    """Areas and organisations that would be made."""
    known = vocabularies(known_words(unit.connection))
    found = [f"Gebiet: {name}" for name in file.values.get("areas", ()) if not _exact(known["area"].find(name))]
    names = dict.fromkeys(filter(None, (file.carrier, *(actor.name for actor in file.partners))))
    found += [f"Organisation: {name}" for name in names if not _exact(known["organisation"].find(name))]
    return found


def _exact(match: Any) -> bool:
    return match is not None and match.exact


def _lines(file: ProjectFile, taken: dict[str, Any], *, as_pattern: bool) -> list[tuple[str, str]]:
    found = [("Titel", file.title)]
    declared = fields_of(Project)
    shown = ("project_type", "short_description", "fields_of_action", "target_groups", "start", "end")
    found += [(declared[name].label, shown_value(taken[name])) for name in shown if name in taken]
    if file.carrier and not as_pattern:
        found.append(("Träger", file.carrier))
    indicators = sum(len(goal.indicators) for goal in file.goals)
    counts = [
        plural(len(file.goals), "Ziel", "Ziele") if file.goals else "",
        plural(indicators, "Indikator", "Indikatoren") if indicators else "",
        plural(len(file.milestones), "Meilenstein", "Meilensteine") if file.milestones else "",
        plural(len(file.answers), "Antwort zur Qualität", "Antworten zur Qualität") if file.answers else "",
    ]
    parts = [part for part in counts if part]
    return [*found, ("Dazu", ", ".join(parts))] if parts else found


def shown_value(value: Any) -> str:
    """A value of an exchange file in words (amounts apart)."""
    if isinstance(value, tuple):
        parts = cast("tuple[Word | str, ...]", value)
        return ", ".join(part.label if isinstance(part, Word) else part for part in parts)
    if isinstance(value, date):
        return format_date(value)
    return "ja" if value is True else str(getattr(value, "label", value))


def _left_out(file: ProjectFile) -> list[str]:
    found = [fields_of(Project)[name].label for name in file.values if name in LOCAL_FIELDS]
    found += ["Träger und Partner"] if file.carrier or file.partners else []
    found += ["Namen"] if file.responsible or file.people else []
    values = any(item.measurements for goal in file.goals for item in goal.indicators)
    return [*found, "Messwerte"] if values else found


# -------------------------------------------------------------------- taking over


class _Taking:
    """One project being stored."""

    def __init__(self, workspace: "Workspace", unit: WriteUnit, plan: TakeOver) -> None:
        self._workspace = workspace
        self._unit = unit
        self._file = plan.file
        self._pattern = plan.as_pattern
        self._known = vocabularies(known_words(unit.connection))
        self._made: dict[tuple[str, str], int] = {}

    def all(self) -> int:
        """Project, goals, milestones, answers; the id of the project."""
        unit, file = self._unit, self._file
        values = _taken(file, as_pattern=self._pattern)
        for name, catalogue in _catalogues(values).items():
            values[name] = tuple(dict.fromkeys(self._entry(catalogue, word) for word in values[name]))
        values["areas"] = tuple(self._id("area", name) for name in values.get("areas", ()))
        if self._pattern:
            values["status"] = ProjectStatus.IDEA
        elif file.carrier:
            values["carrier_id"] = self._id("organisation", file.carrier)
        if not self._pattern and file.responsible:
            values["responsible_id"] = self._person(file.responsible)
        project = Project(
            **values,
            uuid=_own_uuid(unit, file, as_pattern=self._pattern),
            number=project_number(next_serial(unit.connection)),
            note=self._origin(),
        )
        id = unit.add(project)
        self._goals(id)
        for item in file.milestones:
            changes = {"reached_on": None, "planned_on": None, "state": MilestoneState.PLANNED} if self._pattern else {}
            unit.add(replace(Milestone(project_id=id, **item), **changes))
        for item in file.answers:
            unit.add(QualityAnswer(project_id=id, **item))
        if not self._pattern:
            self._actors(id)
        return id

    def _origin(self) -> str:
        file = self._file
        day = f" vom {format_date(file.written)}" if file.written else ""
        how = "Vorlage" if self._pattern else "Projekt"
        return f"{how} aus {file.town or 'einer anderen Kommune'} (Austauschdatei{day})."

    def _goals(self, project_id: int) -> None:
        ids: dict[str, int] = {}
        for goal in _parents_first(self._file.goals):
            values = dict(goal.values)
            if self._pattern:
                values |= {"due": None, "status": GoalStatus.OPEN, "assessment": ""}
            new = self._unit.add(Goal(project_id=project_id, parent_id=ids.get(goal.parent), **values))
            ids[goal.uuid] = new
            for item in goal.indicators:
                own = dict(item.values)
                if self._pattern:
                    own |= {"baseline": None, "baseline_on": None, "target_on": None}
                indicator = self._unit.add(Indicator(goal_id=new, **own))
                for values in () if self._pattern else item.measurements:
                    if values.get("measured_on") is not None:
                        self._unit.add(Measurement(indicator_id=indicator, **values))

    def _actors(self, project_id: int) -> None:
        for actor in self._file.partners:
            organisation = self._id("organisation", actor.name)
            self._unit.add(ProjectActor(project_id=project_id, organisation_id=organisation, **actor.values))
        for actor in self._file.people:
            person = self._person(actor.name)
            if person is not None:
                self._unit.add(ProjectActor(project_id=project_id, person_id=person, **actor.values))

    def _entry(self, catalogue: str, word: Word) -> int:
        known = _known_entry(self._unit, catalogue, word)
        if known is not None:
            return known
        return self._workspace.catalogues.create(catalogue=catalogue, label=word.label, code=word.code)

    def _id(self, kind: str, name: str) -> int:
        match = self._known[kind].find(name)
        if match is not None and match.exact:
            return match.id
        key = (kind, organisation_key(name))
        if key not in self._made:
            if kind == "organisation":
                self._made[key] = self._workspace.contacts.create_organisation(name=name)
            else:
                self._made[key] = self._workspace.municipality.add_area(name=name)
        return self._made[key]

    def _person(self, text: str) -> int | None:
        """The person of this name, made when nobody is called so; None when the text is no name."""
        name = person_name(text)
        if name is None:
            return None
        known = [item for item in self._unit.find(Person) if item.display_name == text]
        if known:
            return known[0].id
        return self._workspace.contacts.create_person(
            salutation=name.salutation,
            academic_title=name.academic_title,
            first_name=name.first_name,
            last_name=name.last_name,
        )


def _parents_first(goals: Sequence[FileGoal]) -> list[FileGoal]:
    """Goals in an order in which the one above comes first; one whose parent never comes stands for itself."""
    found: list[FileGoal] = []
    waiting = list(goals)
    while waiting:
        known = {goal.uuid for goal in found}
        ready = [goal for goal in waiting if not goal.parent or goal.parent in known]
        ready = ready or waiting[:1]
        found += ready
        waiting = [goal for goal in waiting if goal not in ready]
    return found
