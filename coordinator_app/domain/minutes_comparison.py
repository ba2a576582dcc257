"""What differs between two versions of minutes, field by field, in German words.

Agenda items are matched by their record, in versions sealed before ids were kept by their title; people by name. The
words of a changed field are compared one by one, so that a reader sees what was put in and what was taken out.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from coordinator_app.common.german import format_date, format_date_time, format_time, format_time_span
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.minutes_content import (
    AttachmentContent,
    BreakContent,
    ControlContent,
    ItemContent,
    MinutesContent,
    ObjectionContent,
    PersonContent,
    ResolutionContent,
    TaskContent,
)
from coordinator_app.domain.publicity import spelled_marks
from coordinator_app.domain.text_comparison import Change

Fields = dict[str, str]
T = TypeVar("T")


def compare(old: MinutesContent, new: MinutesContent) -> tuple[Change, ...]:
    """All differences in the order of the minutes; () when they say the same."""
    found = list(_differences("Kopf", _head(old), _head(new)))
    found += _people(old, new)
    found += _items(old, new)
    return tuple(found)


def _differences(section: str, old: Fields, new: Fields) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield Change(section, name, before, after)


# --- fields as words -------------------------------------------------------------------------------------------------


def _yes(value: bool) -> str:
    return "ja" if value else "nein"


def _head(content: MinutesContent) -> Fields:
    return {
        "Titel": content.title,
        "Gremium": content.body,
        "Tag": format_date(content.day),
        "Beginn": format_time(content.begin),
        "Ende": format_time(content.end),
        "Unterbrechungen": "\n".join(_break(entry) for entry in content.breaks),
        "Ort": content.place,
        "Leitung": content.chair,
        "Schriftführung": content.minute_taker,
        "Art der Niederschrift": content.minutes_type.label,
        "Eingeladen am": format_date(content.invited_on),
        "Ladung": content.notice.label,
        "Beschlussfähigkeit": _quorum(content),
        "Stimmberechtigte Mitglieder": str(content.members),
        "Anlagen zur Sitzung": _attachments(content.attachments),
        "Nächste Sitzung": format_date(content.next_meeting),
    }


def _quorum(content: MinutesContent) -> str:
    if not content.quorum_noted:
        return ""
    return "beschlussfähig" if content.quorum_met else "nicht beschlussfähig"


def _break(entry: BreakContent) -> str:
    span = format_time_span(entry.begin, entry.end) if entry.begin else ""
    return f"{span} ({entry.reason})" if entry.reason else span


def _people(old: MinutesContent, new: MinutesContent) -> Iterator[Change]:
    before, after = _named(old.people), _named(new.people)
    for key in dict.fromkeys([*before, *after]):
        yield from _differences(f"Anwesenheit: {key}", _person(before.get(key)), _person(after.get(key)))


def _named(people: Sequence[PersonContent]) -> dict[str, PersonContent]:
    """People by their words; a second one of the same name is numbered."""
    found: dict[str, PersonContent] = {}
    for person in people:
        words = f"{person.name} (für {person.represents})" if person.represents else person.name
        number, key = 1, words
        while key in found:
            number += 1
            key = f"{words} ({number})"
        found[key] = person
    return found


def _person(person: PersonContent | None) -> Fields:
    if person is None:
        return {}
    spans = (format_time_span(start, end) for start, end in person.spans)
    return {
        "Anwesenheit": ", ".join(spans) or person.status.label,
        "Funktion": person.function,
        "Organisation": person.organisation,
        "Rolle": person.role.label,
        "Stimmrecht": _yes(person.has_vote),
        "Grund": person.reason,
    }


def _items(old: MinutesContent, new: MinutesContent) -> Iterator[Change]:
    for before, after in _pairs(old.items, new.items):
        section = _label(after or before or ItemContent())
        yield from _differences(section, _item(before), _item(after))
        yield from _nested(section, before, after)


def _label(item: ItemContent) -> str:
    return f"TOP {item.number} {item.title}" if item.number else f"Zwischentitel {item.title}"


def _pairs(
    old: Sequence[ItemContent], new: Sequence[ItemContent]
) -> list[tuple[ItemContent | None, ItemContent | None]]:
    """Items that are the same one, in the order of the new version; removed ones at the end."""
    with_ids = all(item.id for item in (*old, *new))
    before = {_item_key(item, with_ids=with_ids): item for item in reversed(old)}
    pairs = [(before.pop(_item_key(item, with_ids=with_ids), None), item) for item in new]
    left = {id(item) for item in before.values()}
    return [*pairs, *((item, None) for item in old if id(item) in left)]


def _item_key(item: ItemContent, *, with_ids: bool) -> str:
    return str(item.id) if with_ids else f"{item.title.casefold()}|{item.is_heading}"


def _item(item: ItemContent | None) -> Fields:
    if item is None:
        return {}
    return {
        "Nummer": item.number,
        "Titel": item.title,
        "Öffentlich": "" if item.is_heading else _yes(item.public),
        "Stand": "" if item.is_heading else item.state.label,
        "Berichterstattung": item.reporter,
        "Gäste": item.guests,
        "Zeit": _times(item),
        "Dringlich": item.urgent,
        "Sachverhalt": spelled_marks(item.facts),
        "Diskussion": spelled_marks(item.discussion),
        "Ergebnis": spelled_marks(item.outcome),
        "Vertagt auf": item.moved_to,
        "Befangen": ", ".join(item.recused),
        "Anlagen": _attachments(item.attachments),
        "Stand früherer Vorgänge": "\n".join(_control(line) for line in item.control),
        "Genehmigung": item.approval.sentence if item.approval else "",
        "Einwendungen": "\n".join(_objection(entry) for entry in item.approval.objections) if item.approval else "",
    }


def _times(item: ItemContent) -> str:
    return format_time_span(item.begin, item.end) if item.begin else ""


def _attachments(entries: Sequence[AttachmentContent]) -> str:
    return "\n".join(f"{entry.number}. {entry.title}" for entry in entries)


def _control(line: ControlContent) -> str:
    return ", ".join(filter(None, (f"{line.number} {line.title}".strip(), line.responsible, line.state)))


def _objection(entry: ObjectionContent) -> str:
    return f"{entry.name}: {entry.text} ({entry.decision.label})"


def _nested(section: str, before: ItemContent | None, after: ItemContent | None) -> Iterator[Change]:
    old, new = (before.resolutions if before else ()), (after.resolutions if after else ())
    for left, right in _by_place(old, new):
        name = next((entry.number for entry in (right, left) if entry and entry.number), "")
        yield from _differences(f"{section}, Beschluss {name}".rstrip(), _resolution(left), _resolution(right))
    old_tasks = {task.title: task for task in (before.tasks if before else ())}
    new_tasks = {task.title: task for task in (after.tasks if after else ())}
    for title in dict.fromkeys([*old_tasks, *new_tasks]):
        fields = _task(old_tasks.get(title)), _task(new_tasks.get(title))
        yield from _differences(f"{section}, Festlegung „{title}“", *fields)


def _by_place(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[T | None, T | None]]:
    for place in range(max(len(old), len(new))):
        yield (old[place] if place < len(old) else None), (new[place] if place < len(new) else None)


def _resolution(entry: ResolutionContent | None) -> Fields:
    if entry is None:
        return {}
    return {
        "Nummer": entry.number,
        "Wortlaut": spelled_marks(entry.wording),
        "Ergebnis": entry.state.label,
        "Abstimmung": entry.sentence,
        "Stimmen": f"{entry.yes} Ja, {entry.no} Nein, {entry.abstain} Enthaltung, {entry.invalid} ungültig"
        if entry.sentence
        else "",
        "Begründung": spelled_marks(entry.grounds),
        "Antrag von": entry.mover,
        "Gewählt": entry.elected,
        "Abweichende Feststellung": entry.override_reason,
        "Einzelstimmen": "\n".join(
            f"{ballot.name}: {ballot.choice.label}"
            for ballot in entry.ballots
            if ballot.choice is not BallotChoice.OPEN
        ),
        "Öffentlich": _yes(entry.public),
    }


def _task(task: TaskContent | None) -> Fields:
    if task is None:
        return {}
    return {
        "Festlegung": task.title,
        "Verantwortlich": task.responsible,
        "Frist": format_date(task.due),
        "Öffentlich": _yes(task.public),
    }


def version_words(number: int, made_at: datetime | None = None) -> str:
    """How a version is called: „Fassung 2 vom 01.12.2026 10:12“; 0 is the state that is being worked on."""
    if number == 0:
        return "aktueller Stand"
    return f"Fassung {number}" + (f" vom {format_date_time(made_at)}" if made_at else "")
