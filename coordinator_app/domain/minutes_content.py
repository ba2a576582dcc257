"""The content of minutes as plain values: what a sealed version holds and what the printed pages are made from.

A draft fills it from the live records, a final version keeps it as JSON: both print through the same builder,
so a version prints the same for ever, whatever happens to contacts, bodies or rules later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.meetings import AttendanceStatus, MeetingType, NoticeAnswer
from coordinator_app.domain.minutes import MinutesType
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.votes import Procedure

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
class BallotContent:
    """How somebody voted by name; `represents` is the principal of a deputy."""

    name: str
    choice: BallotChoice = BallotChoice.OPEN
    represents: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculationContent:
    """The days of a written vote."""

    sent_on: date | None = None
    reply_until: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionContent:
    """A resolution with its vote; `sentence` is the result in words ("" = no vote).

    `earlier` are the sentences of votes that were repeated, `circulation` is set for an Umlaufbeschluss.
    """

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
    mover: str = ""
    elected: str = ""
    procedure: Procedure = Procedure.OPEN
    earlier: tuple[str, ...] = ()
    ballots: tuple[BallotContent, ...] = ()
    circulation: CirculationContent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentContent:
    """An enclosure of an agenda item; `number` counts within it. The file itself stays in the municipality file."""

    number: int = 0
    title: str = ""
    dated: date | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionContent:
    """An objection treated under „Genehmigung der Niederschrift“; `item` names what it is about („TOP 3 …“)."""

    name: str = ""
    raised_on: date | None = None
    version: int = 1
    item: str = ""
    text: str = ""
    is_late: bool = False
    decision: ObjectionDecision = ObjectionDecision.OPEN
    decision_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalContent:
    """What an approval item did: which minutes, how it ended in a sentence, the objections."""

    minutes: str = ""
    sentence: str = ""
    objections: tuple[ObjectionContent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakContent:
    """A break of the meeting."""

    begin: datetime | None = None
    end: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlContent:
    """A line of Beschlusskontrolle or „Offene Aufgaben“: what earlier meetings left, and how it stands.

    `number` is that of a resolution ("" = a task), `report` the last word on it.
    """

    number: str = ""
    title: str = ""
    responsible: str = ""
    due: date | None = None
    state: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """An agenda item as it was treated; `recused` are names.

    `id` is that of the record, to find the item again; `urgent` says why it came onto the agenda in the meeting.
    """

    id: int = 0
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
    begin: datetime | None = None
    end: datetime | None = None
    guests: str = ""
    urgent: str = ""
    attachments: tuple[AttachmentContent, ...] = ()
    approval: ApprovalContent | None = None


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
    breaks: tuple[BreakContent, ...] = ()
    attachments: tuple[AttachmentContent, ...] = ()
    next_meeting: date | None = None
    sign_chair: bool = True
    sign_minute_taker: bool = True
    sign_member: bool = False

    def people_present(self) -> list[PersonContent]:
        """Everybody who was there at any time."""
        return [person for person in self.people if person.spans]

    def item_of(self, item_id: int, number: str = "") -> ItemContent | None:
        """The item with an id; in versions sealed before ids were kept, the one with that number."""
        same = (item for item in self.items if item.id == item_id)
        by_number = (item for item in self.items if not item.id and number and item.number == number)
        return next(same, None) or next(by_number, None)


def settled(live: MinutesContent, sealed: MinutesContent) -> MinutesContent:
    """What a corrected version tells: the records as they stand now, but what went on since as it stood then.

    Kept from the sealed version are names of body and town, the number of members, the date of the next meeting,
    where items were moved to, and how matters of earlier meetings stood. Tasks are told as they stand now: a
    correction may be about them, and the comparison shows it before the version is sealed.
    """
    items = [_settled_item(item, sealed.item_of(item.id, item.number)) for item in live.items]
    names = ("town", "letterhead", "body", "body_short", "body_genitive", "next_meeting", "members")
    kept = {name: getattr(sealed, name) for name in names}
    return replace(live, items=tuple(items), **kept)


def _settled_item(live: ItemContent, sealed: ItemContent | None) -> ItemContent:
    if sealed is None:
        return live
    return replace(live, control=sealed.control, moved_to=sealed.moved_to or live.moved_to, approval=sealed.approval)


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
