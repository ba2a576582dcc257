"""What the projector shows of a running meeting, and what it never shows.

Personal remarks (notes), the minutes as they are written, and in a meeting with public items everything that is not
public stay off the wall unless they are switched on. In a meeting without any public item nobody but its own people
is in the room: there its items are shown.
"""

from dataclasses import dataclass, replace
from enum import Enum

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meeting_breaks import running_break
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.publicity import public_text, without_marks
from coordinator_app.domain.resolutions import DECIDED, OPEN, Resolution, ResolutionState, Vote
from coordinator_app.domain.sentences import clock_time
from coordinator_app.services.agenda import AgendaLine, AgendaView, agenda_view
from coordinator_app.services.meeting_breaks import breaks_of
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

HIDDEN_TITLE = "Nicht öffentlicher Tagesordnungspunkt"
_MOST = 3  # resolutions of one item that fit the wall in readable type: the latest
_PASSED = (ItemState.DONE, ItemState.POSTPONED, ItemState.DROPPED)


class Scene(Enum):
    """What stands in the middle."""

    WELCOME = "welcome"  # no item is called yet, or all are treated
    ITEM = "item"
    BREAK = "break"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Shown:
    """A resolution on the wall: its wording, and the result once it was voted on ("" before)."""

    label: str
    wording: str
    verdict: str = ""
    sentence: str = ""
    adopted: bool | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One place of the progress line."""

    number: str
    title: str
    passed: bool
    current: bool


@dataclass(frozen=True, slots=True)
class PresentationView:
    """Everything on the wall; `text` are paragraphs of the minutes and empty unless they are switched on."""

    title: str
    place: str
    scene: Scene
    number: str = ""
    heading: str = ""
    words: str = ""
    resolutions: tuple[Shown, ...] = ()
    text: str = ""
    steps: tuple[Step, ...] = ()
    following: str = ""

    @property
    def position(self) -> str:
        """„Punkt 5 von 8“."""
        current = next((place for place, step in enumerate(self.steps, 1) if step.current), 0)
        return f"Punkt {current} von {len(self.steps)}" if current else ""

    @property
    def spoken(self) -> str:
        """The whole wall in words, for assistive technology."""
        parts = [self.title, f"{self.number} {self.heading}".strip(), self.words]
        for shown in self.resolutions:
            parts += [shown.label, shown.wording, shown.verdict, shown.sentence]
        return ". ".join(part.rstrip(".") for part in (*parts, self.text, self.position, self.following) if part)


class Presentations:
    """Reads what the projector shows."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def view(self, meeting_id: int, *, with_minutes: bool = False, with_private: bool = False) -> PresentationView:
        """The wall as it is now."""
        with self._store.read() as unit:
            meeting = unit.get(Meeting, meeting_id)
            agenda = agenda_view(unit, meeting)
            return _view(unit, meeting, agenda, with_minutes=with_minutes, with_private=with_private)


def _view(
    unit: ReadUnit, meeting: Meeting, agenda: AgendaView, *, with_minutes: bool, with_private: bool
) -> PresentationView:
    counted = [line for line in agenda.lines if line.number]
    open_room = with_private or not any(line.item.public for line in counted)
    current = agenda.current
    steps = tuple(
        Step(line.label, _title(line, open_room=open_room), line.item.state in _PASSED, line is current)
        for line in counted
    )
    frame = PresentationView(title=meeting.title, place=_place(meeting), scene=Scene.WELCOME, steps=steps)
    since = running_break(breaks_of(unit, meeting.id))
    if meeting.actual_end is not None or meeting.state in (MeetingState.HELD, MeetingState.CLOSED):
        words = f"Ende {clock_time(meeting.actual_end)} Uhr" if meeting.actual_end else ""
        return replace(frame, scene=Scene.ENDED, heading="Die Sitzung ist beendet", words=words)
    if since is not None and since.starts_at is not None:
        words = f"seit {clock_time(since.starts_at)} Uhr"
        return replace(frame, scene=Scene.BREAK, heading="Die Sitzung ist unterbrochen", words=words)
    if current is None:
        done = bool(counted) and all(line.item.state in _PASSED for line in counted)
        words = "Alle Punkte sind behandelt." if done else _place(meeting)
        return replace(frame, scene=Scene.WELCOME, heading=meeting.title, words=words)
    visible = open_room or current.item.public
    return replace(
        frame,
        scene=Scene.ITEM,
        number=current.label,
        heading=_title(current, open_room=open_room),
        words=current.item.reporter if visible else "",
        resolutions=_resolutions(unit, current, open_room=open_room) if visible else (),
        text=_minutes(current, open_room=open_room) if visible and with_minutes else "",
        following=_following(counted, current, open_room=open_room),
    )


def _title(line: AgendaLine, *, open_room: bool) -> str:
    return line.item.title if open_room or line.item.public else HIDDEN_TITLE


def _place(meeting: Meeting) -> str:
    moment = meeting.actual_start or meeting.starts_at
    day = format_weekday_date(local(moment).date()) if moment else ""
    return " · ".join(part for part in (day, meeting.place) if part)


def _following(counted: list[AgendaLine], current: AgendaLine, *, open_room: bool) -> str:
    behind = counted[counted.index(current) + 1 :] if current in counted else counted
    waiting = next((line for line in behind if line.item.state not in _PASSED), None)
    return f"Danach: {waiting.label} {_title(waiting, open_room=open_room)}" if waiting else ""


def _resolutions(unit: ReadUnit, line: AgendaLine, *, open_room: bool) -> tuple[Shown, ...]:
    found = unit.find(Resolution, agenda_item_id=line.id, order="id")
    shown = [_shown(unit, each) for each in found if open_room or each.public]
    if not found and line.item.proposal.strip():
        words = without_marks(line.item.proposal) if open_room else public_text(line.item.proposal)
        shown.append(Shown("Beschlussvorschlag", words.strip()))
    return tuple(each for each in shown if each.wording)[-_MOST:]


def _shown(unit: ReadUnit, resolution: Resolution) -> Shown:
    if resolution.state in OPEN:
        return Shown("Beschlussvorschlag", resolution.wording.strip())
    votes = unit.find(Vote, resolution_id=resolution.id, order="round")
    word = resolution.state.label
    return Shown(
        f"Beschluss {resolution.number}".strip(),
        resolution.wording.strip(),
        f"{word[:1].upper()}{word[1:]}",
        votes[-1].sentence if votes and resolution.state in DECIDED else "",
        resolution.state is ResolutionState.ADOPTED if resolution.state in DECIDED else None,
    )


def _minutes(line: AgendaLine, *, open_room: bool) -> str:
    item = line.item
    parts = (item.facts, item.discussion, item.outcome)
    return "\n\n".join(
        words for part in parts if (words := (without_marks(part) if open_room else public_text(part)).strip())
    )
