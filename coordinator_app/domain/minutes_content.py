"""The content of minutes as plain values: what a sealed version holds and what the printed pages are made from.

A draft fills it from the live records, a final version keeps it as JSON: both print through the same builder,
so a version prints the same for ever, whatever happens to contacts, bodies or rules later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.meetings import AttendanceStatus, MeetingType, NoticeAnswer
from coordinator_app.domain.minutes import MinutesType
from coordinator_app.domain.resolutions import ResolutionState

SHAPE = 1  # raised when fields change meaning; fields added later have defaults, so old versions stay readable


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonContent:
    """A line of the attendance list; `spans` are the times of presence (empty = was not there).

    `is_person` is False where the name is that of an institution or a seat.
    """

    name: str
    function: str = ""
    organisation: str = ""
    role: Role = Role.MEMBER
    status: AttendanceStatus = AttendanceStatus.EXPECTED
    has_vote: bool = False
    represents: str = ""
    reason: str = ""
    is_person: bool = True
    spans: tuple[tuple[datetime, datetime | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskContent:
    """A Festlegung: what, who, by when."""

    title: str
    responsible: str = ""
    due: date | None = None
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionContent:
    """A resolution with its vote; `sentence` is the result in words ("" = no vote)."""

    number: str = ""
    title: str = ""
    wording: str = ""
    grounds: str = ""
    state: ResolutionState = ResolutionState.DRAFT
    sentence: str = ""
    yes: int = 0
    no: int = 0
    abstain: int = 0
    invalid: int = 0
    not_voting: int = 0
    present: int = 0
    override_reason: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlContent:
    """A line of Beschlusskontrolle or „Offene Aufgaben“: what earlier meetings left, and how it stands.

    `number` is that of a resolution ("" = a task).
    """

    number: str = ""
    title: str = ""
    responsible: str = ""
    due: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """An agenda item as it was treated; `recused` are names."""

    number: str = ""
    depth: int = 0
    is_heading: bool = False
    title: str = ""
    item_type: ItemType = ItemType.CONSULTATION
    public: bool = False
    state: ItemState = ItemState.NOTED
    reporter: str = ""
    facts: str = ""
    discussion: str = ""
    outcome: str = ""
    recused: tuple[str, ...] = ()
    moved_to: str = ""
    resolutions: tuple[ResolutionContent, ...] = ()
    tasks: tuple[TaskContent, ...] = ()
    control: tuple[ControlContent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesContent:
    """Everything minutes tell. `body_genitive` is the body's name after „Sitzung“."""

    shape: int = SHAPE
    town: str = ""
    letterhead: tuple[str, ...] = ()
    body: str = ""
    body_short: str = ""
    body_genitive: str = ""
    title: str = ""
    number: int | None = None
    meeting_type: MeetingType = MeetingType.ORDINARY
    day: date | None = None
    begin: datetime | None = None
    end: datetime | None = None
    place: str = ""
    chair: str = ""
    minute_taker: str = ""
    minutes_type: MinutesType = MinutesType.RESULT
    invited_on: date | None = None
    notice: NoticeAnswer = NoticeAnswer.OPEN
    quorum_noted: bool = False
    quorum_met: bool = False
    members: int = 0
    people: tuple[PersonContent, ...] = ()
    items: tuple[ItemContent, ...] = ()
    next_meeting: date | None = None
    sign_chair: bool = True
    sign_minute_taker: bool = True
    sign_member: bool = False

    def people_present(self) -> list[PersonContent]:
        """Everybody who was there at any time."""
        return [person for person in self.people if person.spans]


T = TypeVar("T")


def to_plain(content: MinutesContent) -> dict[str, Any]:
    """The content as JSON values: dates and times in ISO form, vocabulary members as codes."""
    return _plain(asdict(content))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in cast("Sequence[Any]", value)]
    if isinstance(value, StrEnum):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def from_plain(values: Mapping[str, Any]) -> MinutesContent:
    """The content of a sealed version; values it does not have yet get their defaults, unknown ones are ignored."""
    return _record(MinutesContent, values)


def _record(record_type: type[T], values: Mapping[str, Any]) -> T:
    hints = _hints(record_type)
    return record_type(**{name: _value(hints[name], value) for name, value in values.items() if name in hints})


@cache
def _hints(record_type: type) -> dict[str, Any]:
    hints = get_type_hints(record_type)
    return {item.name: hints[item.name] for item in fields(record_type)}


def _value(hint: Any, value: Any) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return None if value is None else _value(next(arg for arg in args if arg is not NoneType), value)
    if origin is tuple:
        if args[-1] is Ellipsis:
            return tuple(_value(args[0], part) for part in value)
        return tuple(_value(arg, part) for arg, part in zip(args, value, strict=True))
    if is_dataclass(hint):
        return _record(cast("type[Any]", hint), value)
    if hint in (date, datetime):
        return cast("type[date]", hint).fromisoformat(value)
    return hint(value)
