"""Who is present and who may vote at a moment, and whether the body has a quorum.

Presence is a set of events (somebody comes, somebody goes); stored spans carry exactly these events, so any
order of entering them gives the same presence. Moments are aware UTC datetimes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from coordinator_app.common.clock import local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.vocabulary import Vocabulary


class QuorumKind(Vocabulary):
    """How many entitled members must be present for decisions."""

    NONE = "none", "keine Beschlussfähigkeit verlangt"
    AT_LEAST_HALF = "at_least_half", "mindestens die Hälfte"
    MORE_THAN_HALF = "more_than_half", "mehr als die Hälfte"
    SHARE = "share", "Anteil in Prozent"
    NUMBER = "number", "feste Anzahl"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A time of presence; `end` None = until the end of the meeting.

    `start == end` marks a departure for which no arrival is known yet; it counts as no presence, but an
    arrival entered later is ended by it.
    """

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """One line of the attendance list as the rules see it; `represents` is the id of the absent principal."""

    id: int
    has_vote: bool = True
    weight: int = 1
    represents: int | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Presence:
    """The people at one moment: ids present, ids entitled to vote among them, and the votes these hold."""

    present: frozenset[int]
    entitled: frozenset[int]
    votes: int


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether the body can decide; `needed` votes, and a German sentence saying so."""

    met: bool
    needed: int
    sentence: str


_LEAVES, _ARRIVES = 0, 1  # at the same moment somebody leaves before coming back

Event = tuple[datetime, int]


def _events(spans: Iterable[Span]) -> set[Event]:
    found: set[Event] = set()
    for span in spans:
        if span.start != span.end:
            found.add((span.start, _ARRIVES))
        if span.end is not None:
            found.add((span.end, _LEAVES))
    return found


def _spans(events: Iterable[Event]) -> tuple[Span, ...]:
    """Spans carrying exactly these events, in order of time."""
    spans: list[Span] = []
    arrival: datetime | None = None
    for moment, kind in sorted(events):
        if kind == _ARRIVES:
            if arrival is not None:
                spans.append(Span(arrival))
            arrival = moment
        else:
            spans.append(Span(arrival if arrival is not None else moment, moment))
            arrival = None
    if arrival is not None:
        spans.append(Span(arrival))
    return tuple(spans)


def arrive(spans: Iterable[Span], moment: datetime) -> tuple[Span, ...]:
    """The spans after somebody came; commutes with every other arrival or departure."""
    return _spans(_events(spans) | {(moment, _ARRIVES)})


def leave(spans: Iterable[Span], moment: datetime) -> tuple[Span, ...]:
    """The spans after somebody went; commutes with every other arrival or departure."""
    return _spans(_events(spans) | {(moment, _LEAVES)})


def visible_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The real times of presence: arrivals while present and lone departures dropped."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda item: item.start):
        if span.start == span.end:
            continue
        if merged and merged[-1].end is None:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def take_back(spans: Iterable[Span], moment: datetime) -> tuple[Span, ...]:
    """The spans without an arrival at the moment: it was entered by mistake, or the person went within the minute."""
    return _spans(_events(spans) - {(moment, _ARRIVES)})


def closing_minute(spans: Iterable[Span], minute: datetime) -> datetime:
    """The minute at which a meeting ends that is closed within `minute`.

    Times are kept to the minute. Somebody who came within the very minute the meeting is closed was there, so the
    end is rounded up instead of down: it ends one minute later, and the presence has a length.
    """
    comes = any(span.end is None and span.start == minute for span in spans)
    return minute + timedelta(minutes=1) if comes else minute


def close(spans: Iterable[Span], moment: datetime) -> tuple[Span, ...]:
    """The times of presence with an open end closed at the end of the meeting; later starts are dropped."""
    closed = [Span(span.start, moment if span.end is None else span.end) for span in visible_spans(spans)]
    return tuple(span for span in closed if span.end is not None and span.start < span.end)


def reopen(spans: Iterable[Span], moment: datetime) -> tuple[Span, ...]:
    """The times of presence before they were closed at the end of the meeting."""
    return tuple(Span(span.start) if span.end == moment and span.start < moment else span for span in spans)


def check_spans(spans: Sequence[Span], end: datetime | None, what: str = "Anwesenheit") -> tuple[Span, ...]:
    """Times entered by hand, in order, open ends closed at the end of the meeting (None = it goes on).

    Raises `UserError` for a time that ends before it begins, two that overlap, or one after the meeting.
    """
    ordered = sorted(spans, key=lambda span: span.start)
    for span in ordered:
        if span.end is not None and span.end <= span.start:
            raise UserError(f"Eine {what} endet, bevor sie beginnt. Bitte prüfen Sie die Uhrzeiten.")
        if end is not None and (span.start >= end or (span.end is not None and span.end > end)):
            raise UserError(
                f"Die Sitzung endete um {local(end):%H:%M} Uhr. Bitte geben Sie Zeiten bis dahin ein, oder lassen "
                "Sie das Ende leer."
            )
    for span, following in pairwise(ordered):
        if span.end is None or following.start < span.end:
            raise UserError(
                f"Die {what} ab {local(span.start):%H:%M} Uhr reicht in die nächste hinein. Bitte prüfen Sie, wann "
                "sie endete."
            )
    return tuple(Span(span.start, span.end or end) for span in ordered)


def distinct_names(people: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Names of people (id, name, what tells them apart): who shares a name is told with function or organisation.

    Without such words they are numbered in the order given: „Anna Müller (2)“.
    """
    known = list(people)
    count = Counter(name for _, name, _ in known)
    found: dict[int, str] = {}
    for id, name, words in known:
        shown = f"{name} ({words})" if count[name] > 1 and words else name
        taken = set(found.values())
        number = 2
        while count[name] > 1 and shown in taken:
            shown, number = f"{name} ({number})", number + 1
        found[id] = shown
    return found


def is_present(spans: Iterable[Span], moment: datetime) -> bool:
    """Whether the last event up to the moment (inclusive) is an arrival."""
    latest = max((event for event in _events(spans) if event[0] <= moment), default=None)
    return latest is not None and latest[1] == _ARRIVES


def presence_at(
    participants: Sequence[Participant], moment: datetime, recused: frozenset[int] = frozenset()
) -> Presence:
    """Who is present and who may vote.

    A deputy votes with the principal's weight, and only while the principal is absent; a recused person
    (or the deputy of one, or a recused deputy) is not part of the base. Several deputies of one principal hold
    one vote.
    """
    present = {person.id for person in participants if is_present(person.spans, moment)}
    by_id = {person.id: person for person in participants}
    weights: dict[int, int] = {}
    represented: set[int] = set()
    for person in sorted(participants, key=lambda item: item.id):
        if person.id not in present or person.id in recused:
            continue
        if person.has_vote:
            weights[person.id] = person.weight
            continue
        principal = by_id.get(person.represents or 0)
        if principal is None or not principal.has_vote or principal.id in present | represented | recused:
            continue
        represented.add(principal.id)
        weights[person.id] = principal.weight
    return Presence(frozenset(present), frozenset(weights), sum(weights.values()))


def quorum_needed(kind: QuorumKind, value: int, members: int) -> int:
    """Entitled votes needed; `value` is a number or a percentage, by `kind`.

    9 of 18 are „mindestens die Hälfte“ but not „mehr als die Hälfte“.
    """
    if kind is QuorumKind.NONE:
        return 0
    if kind is QuorumKind.AT_LEAST_HALF:
        return (members + 1) // 2
    if kind is QuorumKind.MORE_THAN_HALF:
        return members // 2 + 1
    if kind is QuorumKind.SHARE:
        return -(-members * value // 100)
    return value


def quorum(kind: QuorumKind, value: int, present: int, members: int) -> Quorum:
    """Whether `present` of `members` entitled votes make the body able to decide.

    With nobody there who may vote no body can decide, whatever its rules say.
    """
    needed = quorum_needed(kind, value, members)
    count = f"{present} von {plural(members, 'Stimme', 'Stimmen')} anwesend"
    if present <= 0:
        why = "Es ist niemand Stimmberechtigtes da" if members > 0 else "Das Gremium hat keine stimmberechtigten Sitze"
        return Quorum(met=False, needed=max(needed, 1), sentence=f"{why}: nicht beschlussfähig.")
    if kind is QuorumKind.NONE:
        return Quorum(met=True, needed=0, sentence=f"{count}; das Regelwerk verlangt keine Mindestzahl.")
    met = present >= needed
    word = "beschlussfähig" if met else "nicht beschlussfähig"
    return Quorum(met=met, needed=needed, sentence=f"{count}, nötig {needed}: {word}.")
