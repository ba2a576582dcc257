"""Preparing a meeting from the last one: which agenda items come along, and why.

`plan` is a pure function and idempotent: every line has a key, and a key already on the agenda (or thrown away or
moved to another meeting by the user) is never proposed again. The six steps are: recurring items or the template,
approval of minutes, follow-up of resolutions and tasks, postponed items and open topics, due ideas, finished tasks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.agenda import ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class LastItem:
    """An item of an earlier meeting or a line of an agenda template; lists of them stand in reading order.

    `day` is the day of its meeting where that is not the last one.
    """

    id: int
    title: str
    item_type: ItemType = ItemType.CONSULTATION
    parent_id: int | None = None
    minutes: int = 0
    public: bool = True
    recurring: bool = False
    postponed: bool = False
    is_heading: bool = False
    topic_id: int | None = None
    facts: str = ""
    proposal: str = ""
    reporter: str = ""
    projects: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTopic:
    """A topic that is not ticked off or has open tasks."""

    id: int
    title: str
    open_tasks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """Something due before the next meeting: an entry of the store of topics, or a deadline.

    `source` says where it comes from, in words.
    """

    key: str
    title: str
    due: date | None = None
    minutes: int = 0
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything the carry-over looks at.

    `template` holds the lines of an agenda template; they stand in for `last` when there is no earlier meeting with
    an agenda. `postponed` are items of still earlier meetings that nobody took up. `taken` holds the keys of lines
    already on the new agenda, including those thrown away or moved to another meeting; `unapproved` is (id of the
    minutes, day of their meeting) of final minutes without approval, `circulations` (id, number, result in words) of
    written votes no agenda has told yet.
    """

    last: Sequence[LastItem] = ()
    last_day: date | None = None
    template: Sequence[LastItem] = ()
    template_title: str = ""
    postponed: Sequence[LastItem] = ()
    unapproved: Sequence[tuple[int, date]] = ()
    circulations: Sequence[tuple[int, str, str]] = ()
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
    """A line to put on the agenda; `reason` says in German why it is there, `parent_key` under which other line."""

    key: str
    title: str
    reason: str
    item_type: ItemType
    parent_key: str = ""
    minutes: int = 0
    public: bool = True
    recurring: bool = False
    is_heading: bool = False
    topic_id: int | None = None
    facts: str = ""
    proposal: str = ""
    reporter: str = ""
    projects: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()
    previous_id: int | None = None
    keeps_public: bool = False  # whether `public` is a decision to keep, else the body's usual one counts


@dataclass(frozen=True, slots=True)
class Plan:
    """What the carry-over adds (`lines`, in agenda order) and what it only offers (`offers`)."""

    lines: tuple[NewLine, ...] = ()
    offers: tuple[Idea, ...] = ()


AUTOMATIC = frozenset({ItemType.MINUTES_APPROVAL, ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS})
"""Kinds of items the carry-over makes itself when there is a reason for them."""


def plan(situation: Situation) -> Plan:
    """The lines to add in agenda order: opening, follow-up, regular items, postponed ones and topics, the end.

    Where the last agenda or the template holds a place for the approval of minutes, the follow-up of resolutions or
    the open tasks, they stand there.
    """
    regular = _recurring(situation) if situation.last else template_lines(situation.template, situation.template_title)
    follow_up = _follow_up(situation)
    blocks = _blocks(_filled(regular, follow_up))
    closing = [block for block in blocks if block[0].item_type is ItemType.MISCELLANEOUS]
    middle = [block for block in blocks if block not in closing]
    opening = middle[:1] if middle and middle[0][0].item_type is ItemType.INFORMATION else []
    postponed = _postponed(situation)
    placed = {line.key for block in blocks for line in block}
    seen = situation.taken_topics | {line.topic_id for line in [*regular, *postponed] if line.topic_id}
    lines = [
        *(line for block in opening for line in block),
        *(line for line in follow_up if line.key not in placed),
        *(line for block in middle[len(opening) :] for line in block),
        *postponed,
        *_topics(situation, frozenset(seen)),
        *(line for block in closing for line in block),
    ]
    offers = tuple(idea for idea in situation.ideas if idea.key not in situation.taken and _due(idea, situation))
    return Plan(tuple(line for line in lines if line.key not in situation.taken), offers)


def _filled(regular: Sequence[NewLine], follow_up: Sequence[NewLine]) -> list[NewLine]:
    """The regular lines with the follow-up put where a line of that kind holds the place; empty places fall away.

    What stands there is recurring like the line before it, so that the place is kept for the next time.
    """
    waiting = list(follow_up)
    found: list[NewLine] = []
    for line in regular:
        if line.item_type not in AUTOMATIC:
            found.append(line)
            continue
        here = [entry for entry in waiting if entry.item_type is line.item_type]
        found += [replace(entry, parent_key=line.parent_key, recurring=line.recurring) for entry in here]
        waiting = [entry for entry in waiting if entry not in here]
    return found


def _blocks(lines: Sequence[NewLine]) -> list[list[NewLine]]:
    """Lines of the top level, each with those under it; a line whose parent does not come stands at the top."""
    keys = {line.key for line in lines}
    blocks: list[list[NewLine]] = []
    for line in lines:
        if line.parent_key in keys and blocks:
            blocks[-1].append(line)
        else:
            blocks.append([replace(line, parent_key="")])
    return blocks


def template_lines(items: Sequence[LastItem], title: str) -> list[NewLine]:
    """All lines of an agenda template as new lines of an agenda."""
    return [
        replace(_line(item, f"template:{item.id}", f"Aus der Vorlage „{title}“."), parent_key=_parent(item, "template"))
        for item in items
    ]


def _parent(item: LastItem, prefix: str) -> str:
    return f"{prefix}:{item.parent_id}" if item.parent_id else ""


def _line(item: LastItem, key: str, reason: str) -> NewLine:
    return NewLine(
        key=key,
        title=item.title,
        reason=reason,
        item_type=item.item_type,
        minutes=item.minutes,
        public=item.public,
        keeps_public=True,
        recurring=item.recurring,
        is_heading=item.is_heading,
        topic_id=item.topic_id,
        facts=item.facts,
        proposal=item.proposal,
        reporter=item.reporter,
        projects=item.projects,
        needs=item.needs,
    )


def _day(situation: Situation) -> str:
    return f" vom {format_date(situation.last_day)}" if situation.last_day else ""


def _recurring(situation: Situation) -> list[NewLine]:
    """Step 1; a postponed item comes with its text instead, and a topic on the agenda already does not come again."""
    reason = f"Wiederkehrender Tagesordnungspunkt aus der Sitzung{_day(situation)}."
    return [
        replace(
            _line(item, f"recurring:{item.id}", reason),
            parent_key=_parent(item, "recurring"),
            facts="",
            proposal="",
            projects=(),
            needs=(),
            previous_id=item.id,
        )
        for item in situation.last
        if item.recurring and not item.postponed and item.topic_id not in situation.taken_topics
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
    lines += [
        NewLine(
            key=f"circulation:{circulation_id}",
            title=f"Bekanntgabe: Umlaufbeschluss {number}",
            reason="Seit der letzten Sitzung im Umlaufverfahren entschieden.",
            item_type=ItemType.INFORMATION,
            minutes=5,
            facts=sentence,
        )
        for circulation_id, number, sentence in situation.circulations
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
    """First half of step 4: postponed items return with their text, the oldest first."""
    found: list[NewLine] = []
    for item in [*situation.postponed, *(item for item in situation.last if item.postponed)]:
        day = f" vom {format_date(item.day)}" if item.day else _day(situation)
        line = _line(item, f"postponed:{item.id}", f"In der Sitzung{day} vertagt.")
        found.append(replace(line, previous_id=item.id, is_heading=False))
    return found


def _topics(situation: Situation, seen: frozenset[int]) -> list[NewLine]:
    """Second half of step 4: topics that are not finished and not on the agenda by another way."""
    return [
        NewLine(
            key=f"topic:{topic.id}",
            title=topic.title,
            reason=_topic_reason(topic),
            item_type=ItemType.CONSULTATION,
            minutes=10,
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


# --- telling what was done


_ORIGINS = {
    "recurring": "wiederkehrend",
    "template": "aus der Vorlage",
    "minutes": "Genehmigung",
    "control": "Nachverfolgung",
    "postponed": "vertagt",
    "topic": "offenes Thema",
    "circulation": "Bekanntgabe",
    "backlog": "aus dem Themenspeicher",
}


def origin_word(key: str) -> str:
    """Where a line with this key comes from, in a word or two; "" for one added by hand."""
    return _ORIGINS.get(key.partition(":")[0], "")


def summary(keys: Sequence[str]) -> str:
    """„12 Punkte übernommen: 5 wiederkehrend, 2 vertagt, 1 Genehmigung“; "" for none."""
    counts = dict.fromkeys(_ORIGINS.values(), 0)
    for key in keys:
        word = origin_word(key)
        if word:
            counts[word] += 1
    parts = [f"{count} {word}" for word, count in counts.items() if count]
    total = plural(sum(counts.values()), "Punkt", "Punkte")
    return f"{total} übernommen: {', '.join(parts)}." if parts else ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What preparing did: the plan that was carried out and the ids of the new lines."""

    plan: Plan
    item_ids: tuple[int, ...] = field(default=())

    @property
    def words(self) -> str:
        """What was taken over, in a sentence."""
        return summary([line.key for line in self.plan.lines]) or "Es gibt nichts zu übernehmen."
