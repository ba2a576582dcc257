"""One project as a file for another town: JSON, format „kpr-projekt“, version 1.

    {"format": "kpr-projekt", "version": 1, "written": "2026-11-26",
     "origin": {"municipality": "Mühlwerda", "official_key": "14000000"},
     "project": {"uuid": …, "title": …, "project_type": "offer", "start": "2026-01-01", "costs": 125000,
                 "fields_of_action": [{"code": "drugs", "label": "Suchtprävention"}], "areas": ["Mitte"], …},
     "carrier": "Jugendhaus", "partners": [{"name": …, "role": "partner", "contribution": …}],
     "goals": [{"uuid": …, "parent": "", "text": …, "indicators": [{…, "measurements": [{…}]}]}],
     "milestones": [{…}], "answers": [{…}], "people": {"responsible": …, "actors": [{"name": …, "role": …}]}}

Days are ISO days, amounts euro cents, choices their codes. Absent = not told. „people“ is there only if chosen.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import FieldInfo, Kind, Record, fields_of
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.project_course import Milestone
from coordinator_app.domain.projects import Project, ProjectActor
from coordinator_app.domain.quality import QualityAnswer
from coordinator_app.domain.vocabulary import Vocabulary

FORMAT, VERSION = "kpr-projekt", 1
HELP = "projekt-weitergeben"
MAX_BYTES = 5 * 1024 * 1024

# What leaves the house. Notes, needs, resolutions, grants, papers and pictures stay inside.
PROJECT_FIELDS = (
    *("title", "short_description", "project_type", "status", "fields_of_action", "target_groups", "age_groups"),
    *("settings", "prevention_types", "areas", "location", "start", "end", "is_permanent", "costs", "funding"),
    *("funding_source", "activities", "planned_reach", "evidence_level", "green_list_name", "is_pit", "factors"),
    *("logic_model", "lessons_learned"),
)
LOCAL_FIELDS = frozenset(
    {"status", "areas", "location", "start", "end", "costs", "funding", "funding_source", "planned_reach"}
)
GOAL_FIELDS = (
    *("level", "text", "is_specific", "is_measurable", "is_accepted", "is_realistic", "is_timed", "due"),
    *("status", "assessment"),
)
INDICATOR_FIELDS = (
    *("name", "unit", "direction", "indicator_type", "baseline", "baseline_on", "target", "target_on"),
    *("source", "method", "interval"),
)
MEASUREMENT_FIELDS = ("measured_on", "value", "spread", "source", "comment")
MILESTONE_FIELDS = ("title", "planned_on", "reached_on", "state")
ANSWER_FIELDS = ("set_version", "question_key", "step", "answer", "fulfilment", "reason")
ACTOR_FIELDS = ("role", "contribution")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of a catalogue as it travels."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class FileIndicator:
    """An indicator with its measured values."""

    uuid: str
    values: Mapping[str, Any]
    measurements: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class FileGoal:
    """A goal with its indicators; `parent` is the uuid of the goal above."""

    uuid: str
    parent: str
    values: Mapping[str, Any]
    indicators: tuple[FileIndicator, ...] = ()


@dataclass(frozen=True, slots=True)
class FileActor:
    """Who takes part, by name."""

    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFile:
    """The content of an exchange file; `problems` are German sentences about what could not be read."""

    uuid: str
    town: str
    official_key: str
    written: date | None
    values: Mapping[str, Any]
    carrier: str = ""
    partners: tuple[FileActor, ...] = ()
    goals: tuple[FileGoal, ...] = ()
    milestones: tuple[Mapping[str, Any], ...] = ()
    answers: tuple[Mapping[str, Any], ...] = ()
    responsible: str = ""
    people: tuple[FileActor, ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """The title of the project."""
        return str(self.values["title"])


def encoded(record: Record, names: Sequence[str], words: Mapping[int, Word], titles: Mapping[int, str]) -> Json:
    """The named fields of a record as JSON values; empty ones and personal data are left out."""
    found: Json = {}
    for name in names:
        info, value = fields_of(type(record))[name], getattr(record, name)
        if value in (None, "", (), False) or info.personal is not None:
            continue
        if info.kind is Kind.CATALOGUES:
            value = [{"code": words[id].code, "label": words[id].label} for id in value if id in words]
        elif info.kind is Kind.REFERENCES:
            value = [titles[id] for id in value if id in titles]
        elif isinstance(value, Vocabulary):
            value = value.value
        elif isinstance(value, date):
            value = value.isoformat()
        found[name] = value
    return found


def written(content: Json) -> bytes:
    """The bytes of a file with this content: the same content gives the same bytes."""
    return (json.dumps({"format": FORMAT, "version": VERSION, **content}, ensure_ascii=False, indent=1) + "\n").encode()


def is_project_file(data: bytes) -> bool:
    """Whether bytes look like an exchange file, whatever its name."""
    head = data[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith(b"{") and f'"{FORMAT}"'.encode() in head


def read_project(data: bytes, name: str) -> ProjectFile:
    """The content of a file; `UserError` when it is none of ours, damaged or of a newer program."""
    refused = f"„{name}“ ist keine Austauschdatei eines Projekts. Bitte eine Datei wählen, die auf „.json“ endet."
    if len(data) > MAX_BYTES or not is_project_file(data):
        raise UserError(refused, help_topic=HELP)
    try:
        content: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        text = f"„{name}“ ist beschädigt. Bitte die Kommune um eine neue Datei bitten."
        raise UserError(text, help_topic=HELP) from None
    reader = _Reader()
    root = reader.object(content)
    version = root.get("version")
    if root.get("format") != FORMAT or not isinstance(version, int):
        raise UserError(refused, help_topic=HELP)
    if version > VERSION:
        text = f"„{name}“ stammt aus einer neueren Fassung des Programms. Bitte zuerst das Programm aktualisieren."
        raise UserError(text, help_topic=HELP)
    return reader.file(root, name)


class _Reader:
    """Takes a file apart, noting what has the wrong form instead of failing."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def object(self, value: Any) -> Json:
        """An object, empty when the value is none."""
        return cast("Json", value) if isinstance(value, dict) else {}

    def objects(self, value: Any) -> list[Json]:
        """A list of objects; other members are left out."""
        if not isinstance(value, list):
            return []
        return [cast("Json", item) for item in cast("list[Any]", value) if isinstance(item, dict)]

    def file(self, root: Json, name: str) -> ProjectFile:
        """The whole content."""
        project = self.object(root.get("project"))
        values = self.values(Project, PROJECT_FIELDS, project)
        if not values.get("title"):
            raise UserError(f"In „{name}“ fehlt der Titel des Projekts. Die Datei ist unvollständig.", help_topic=HELP)
        origin, people = self.object(root.get("origin")), self.object(root.get("people"))
        return ProjectFile(
            uuid=self.text(project.get("uuid")),
            town=self.text(origin.get("municipality")),
            official_key=self.text(origin.get("official_key")),
            written=self.day(root.get("written")),
            values=values,
            carrier=self.text(root.get("carrier")),
            partners=self.actors(root.get("partners")),
            goals=tuple(self.goal(item) for item in self.objects(root.get("goals")) if self.text(item.get("text"))),
            milestones=self.parts(Milestone, MILESTONE_FIELDS, root.get("milestones"), "title"),
            answers=self.parts(QualityAnswer, ANSWER_FIELDS, root.get("answers"), "question_key"),
            responsible=self.text(people.get("responsible")),
            people=self.actors(people.get("actors")),
            problems=tuple(dict.fromkeys(self.problems)),
        )

    def goal(self, item: Json) -> FileGoal:
        """One goal with its indicators."""
        indicators = [
            FileIndicator(
                self.text(one.get("uuid")),
                self.values(Indicator, INDICATOR_FIELDS, one),
                self.parts(Measurement, MEASUREMENT_FIELDS, one.get("measurements"), "value"),
            )
            for one in self.objects(item.get("indicators"))
            if self.text(one.get("name"))
        ]
        values = self.values(Goal, GOAL_FIELDS, item)
        return FileGoal(self.text(item.get("uuid")), self.text(item.get("parent")), values, tuple(indicators))

    def actors(self, value: Any) -> tuple[FileActor, ...]:
        """Those taking part who have a name."""
        found = [
            FileActor(self.text(item.get("name")), self.values(ProjectActor, ACTOR_FIELDS, item))
            for item in self.objects(value)
        ]
        return tuple(actor for actor in found if actor.name)

    def parts(
        self, record_type: type[Record], names: Sequence[str], value: Any, needed: str
    ) -> tuple[Mapping[str, Any], ...]:
        """Parts as values; those without what names them are left out."""
        found = [self.values(record_type, names, item) for item in self.objects(value)]
        return tuple(values for values in found if values.get(needed) is not None)

    def values(self, record_type: type[Record], names: Sequence[str], content: Json) -> dict[str, Any]:
        """The named fields with their types; one of a wrong form is told and left out."""
        found: dict[str, Any] = {}
        for name in names:
            if name not in content:
                continue
            info = fields_of(record_type)[name]
            value = self.value(info, content[name])
            if value is None:
                self.problems.append(f"„{info.label}“ war nicht lesbar und bleibt leer.")
            else:
                found[name] = value
        return found

    def value(self, info: FieldInfo, value: Any) -> Any:
        """One value; None when it has the wrong form."""
        if info.kind is Kind.CATALOGUES:
            words = [Word(self.text(item.get("code")), self.text(item.get("label"))) for item in self.objects(value)]
            return tuple(word for word in words if word.label)
        if info.kind is Kind.REFERENCES:
            items = cast("list[Any]", value) if isinstance(value, list) else []
            return tuple(text for item in items if (text := self.text(item)))
        if info.kind is Kind.DATE:
            return self.day(value)
        if info.kind is Kind.CHOICE:
            return next((item for item in info.choices or () if item.value == value), None)
        if info.kind is Kind.YES_NO:
            return value if isinstance(value, bool) else None
        if info.kind in {Kind.TEXT, Kind.LONG_TEXT}:
            return self.text(value)[: info.max_length] or None
        return self.number(info, value)

    def number(self, info: FieldInfo, value: Any) -> Any:
        """A number of the field's kind; None for anything else."""
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e14:
            return None
        if info.kind is Kind.DECIMAL:
            return float(value)
        return value if isinstance(value, int) else None

    def day(self, value: Any) -> date | None:
        """An ISO day; None for anything else."""
        try:
            return date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None

    def text(self, value: Any) -> str:
        """A text without control characters; "" for anything else."""
        if not isinstance(value, str):
            return ""
        return "".join(sign for sign in value if sign in "\n\t" or ord(sign) >= 32).strip()
