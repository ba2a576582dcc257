"""Preparing a meeting from the last one: which agenda items come along, and why.

`plan` is a pure function and idempotent: every line has a key, and a key already on the agenda (or thrown away
by the user) is never proposed again. The six steps are: recurring items,
approval of minutes, follow-up of resolutions and tasks, postponed items and open topics, due ideas, finished tasks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.agenda import ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class LastItem:
    """An item of the previous meeting (in reading order) or of an agenda template."""

    id: int
    title: str
    item_type: ItemType = ItemType.CONSULTATION
    minutes: int = 0
    public: bool = True
    recurring: bool = False
    postponed: bool = False
    is_heading: bool = False
    topic_id: int | None = None
    facts: str = ""
    proposal: str = ""
    reporter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTopic:
    """A topic that is not ticked off or has open tasks."""

    id: int
    title: str
    open_tasks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """Something due before the next meeting: an entry of the store of topics, or a deadline."""

    key: str
    title: str
    due: date | None = None
    minutes: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything the carry-over looks at.

    `taken` holds the keys of lines already on the new agenda, including those the user threw away;
    `unapproved` is (id of the minutes, day of their meeting) of final minutes without approval.
    """

    last: Sequence[LastItem] = ()
    last_day: date | None = None
    unapproved: Sequence[tuple[int, date]] = ()
    open_resolutions: int = 0
    open_tasks: int = 0
    topics: Sequence[OpenTopic] = ()
    ideas: Sequence[Idea] = ()
    finished_tasks: Sequence[str] = ()
    horizon: date | None = None
    taken: frozenset[str] = frozenset()
    taken_topics: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line to put on the agenda; `reason` says in German why it is there."""

    key: str
    title: str
    reason: str
    item_type: ItemType
    minutes: int = 0
    public: bool = True
    recurring: bool = False
    is_heading: bool = False
    topic_id: int | None = None
    facts: str = ""
    proposal: str = ""
    reporter: str = ""
    previous_id: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the carry-over adds (`lines`, in agenda order) and what it only offers (`offers`)."""

    lines: tuple[NewLine, ...] = ()
    offers: tuple[Idea, ...] = ()


_AUTOMATIC = frozenset({ItemType.MINUTES_APPROVAL, ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS})


def plan(situation: Situation) -> Plan:
    """The lines to add in agenda order: opening, follow-up, regular items, postponed ones and topics, the end."""
    recurring = _recurring(situation)
    opening = recurring[:1] if recurring and recurring[0].item_type is ItemType.INFORMATION else []
    closing = [line for line in recurring if line.item_type is ItemType.MISCELLANEOUS]
    middle = [line for line in recurring if line not in opening and line not in closing]
    postponed = _postponed(situation)
    seen = situation.taken_topics | {line.topic_id for line in [*recurring, *postponed] if line.topic_id}
    topics = _topics(situation, frozenset(seen))
    lines = [*opening, *_follow_up(situation), *middle, *postponed, *topics, *closing]
    offers = tuple(idea for idea in situation.ideas if idea.key not in situation.taken and _due(idea, situation))
    return Plan(tuple(line for line in lines if line.key not in situation.taken), offers)


def _day(situation: Situation) -> str:
    return f" vom {format_date(situation.last_day)}" if situation.last_day else ""


def _recurring(situation: Situation) -> list[NewLine]:
    """Step 1; automatic kinds are left to step 2 and 3, and a postponed item comes with its text instead."""
    reason = f"Wiederkehrender Tagesordnungspunkt aus der Sitzung{_day(situation)}."
    return [
        NewLine(
            key=f"recurring:{item.id}",
            title=item.title,
            reason=reason,
            item_type=item.item_type,
            minutes=item.minutes,
            public=item.public,
            recurring=True,
            is_heading=item.is_heading,
            topic_id=item.topic_id,
            reporter=item.reporter,
            previous_id=item.id,
        )
        for item in situation.last
        if item.recurring and not item.postponed and item.item_type not in _AUTOMATIC
    ]


def _follow_up(situation: Situation) -> list[NewLine]:
    """Steps 2, 3 and 6."""
    lines = [
        NewLine(
            key=f"minutes:{minutes_id}",
            title=f"Genehmigung der Niederschrift vom {format_date(day)}",
            reason=f"Die Niederschrift der Sitzung vom {format_date(day)} ist fertig und noch nicht genehmigt.",
            item_type=ItemType.MINUTES_APPROVAL,
            minutes=5,
            proposal=f"Die Niederschrift der Sitzung vom {format_date(day)} wird genehmigt.",
        )
        for minutes_id, day in situation.unapproved
    ]
    if situation.open_resolutions:
        count = plural(situation.open_resolutions, "Beschluss ist", "Beschlüsse sind")
        lines.append(
            NewLine(
                key="control:resolutions",
                title="Beschlusskontrolle",
                reason=f"{count} noch nicht umgesetzt.",
                item_type=ItemType.RESOLUTION_CONTROL,
                minutes=10,
            )
        )
    if situation.open_tasks or situation.finished_tasks:
        lines.append(_task_line(situation))
    return lines


def _task_line(situation: Situation) -> NewLine:
    parts: list[str] = []
    if situation.open_tasks:
        parts.append(plural(situation.open_tasks, "Aufgabe ist offen", "Aufgaben sind offen"))
    if situation.finished_tasks:
        parts.append(plural(len(situation.finished_tasks), "Aufgabe wurde erledigt", "Aufgaben wurden erledigt"))
    facts = "\n".join(["Seit der letzten Sitzung erledigt:", *situation.finished_tasks])
    return NewLine(
        key="control:tasks",
        title="Offene Aufgaben",
        reason=f"{', '.join(parts)}.",
        item_type=ItemType.OPEN_TASKS,
        minutes=10,
        facts=facts if situation.finished_tasks else "",
    )


def _postponed(situation: Situation) -> list[NewLine]:
    """First half of step 4: postponed items return with their text."""
    return [
        NewLine(
            key=f"postponed:{item.id}",
            title=item.title,
            reason=f"In der Sitzung{_day(situation)} vertagt.",
            item_type=item.item_type,
            minutes=item.minutes,
            public=item.public,
            recurring=item.recurring,
            topic_id=item.topic_id,
            facts=item.facts,
            proposal=item.proposal,
            reporter=item.reporter,
            previous_id=item.id,
        )
        for item in situation.last
        if item.postponed
    ]


def _topics(situation: Situation, seen: frozenset[int]) -> list[NewLine]:
    """Second half of step 4: topics that are not finished and not on the agenda by another way."""
    return [
        NewLine(
            key=f"topic:{topic.id}",
            title=topic.title,
            reason=_topic_reason(topic),
            item_type=ItemType.CONSULTATION,
            topic_id=topic.id,
        )
        for topic in situation.topics
        if topic.id not in seen
    ]


def _topic_reason(topic: OpenTopic) -> str:
    if topic.open_tasks:
        return f"{plural(topic.open_tasks, 'Aufgabe', 'Aufgaben')} zu diesem Thema offen."
    return "Das Thema ist noch nicht abgeschlossen."


def _due(idea: Idea, situation: Situation) -> bool:
    """Step 5: ideas without a date or due up to the horizon."""
    return idea.due is None or situation.horizon is None or idea.due <= situation.horizon


@dataclass(frozen=True, slots=True)
class Preparation:
    """What preparing did: the plan that was carried out and the ids of the new lines."""

    plan: Plan
    item_ids: tuple[int, ...] = field(default=())
