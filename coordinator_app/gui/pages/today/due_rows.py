"""The lines of „Aufgaben und Fristen“ on „Heute“: everything that is due, in the order of its day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coordinator_app.common.german import format_weekday_date
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.chips import ChipStyle, due_chip

if TYPE_CHECKING:
    from coordinator_app.services.overview import Today

_CHIP_WIDTH = 168
_NO_DATE = ("ohne Frist", ChipStyle("neutral", "clock"))
_NEVER = 100_000  # days: what has no date stands last


class DueRow(NamedTuple):
    """A line with the days until it is due, and the record a click opens."""

    days: int
    row: ListRow
    kind: str
    id: int


def due_rows(found: "Today") -> list[DueRow]:
    """What is due, the most urgent first; on the same day meetings before deadlines before tasks."""
    return sorted((*_of_meetings(found), *_of_deadlines(found), *_of_tasks(found)), key=_by_days)


def _by_days(line: DueRow) -> int:
    return line.days


def _of_meetings(found: "Today") -> Iterator[DueRow]:
    for line in found.minutes_due:
        chip = ("offen", ChipStyle("attention", "pencil")) if line.days is None else due_chip(line.days)
        row = ListRow(f"Niederschrift abschließen: {line.title}", chip=chip, chip_width=_CHIP_WIDTH)
        yield DueRow(line.days or 0, row, "meeting", line.id)
    for vote in found.circulations:
        ready = vote.days < 0 or vote.answered == vote.asked
        chip = ("auszählen", ChipStyle("attention", "gavel")) if ready else due_chip(vote.days)
        answers = f"{vote.answered} von {vote.asked} Antworten"
        row = ListRow(f"Umlaufbeschluss: {vote.title}", addition=answers, chip=chip, chip_width=_CHIP_WIDTH)
        yield DueRow(min(vote.days, 0) if ready else vote.days, row, "circulation", vote.id)


def _of_deadlines(found: "Today") -> Iterator[DueRow]:
    for line in found.resolutions:
        addition = f"Beschluss {line.number} umsetzen"
        chip = due_chip(line.days)
        row = ListRow(line.title, addition=addition, value=line.responsible, chip=chip, chip_width=_CHIP_WIDTH)
        yield DueRow(line.days, row, "resolution", line.id)
    for near in found.deadlines:
        row = ListRow(near.title, addition=near.about, chip=due_chip(near.days), chip_width=_CHIP_WIDTH)
        yield DueRow(near.days, row, near.kind, near.id)


def _of_tasks(found: "Today") -> Iterator[DueRow]:
    for item in found.tasks:
        chip = _NO_DATE if item.days is None else due_chip(item.days)
        row = ListRow(item.title, addition=item.source, value=item.responsible, chip=chip, chip_width=_CHIP_WIDTH)
        if item.due_on:
            row.setToolTip(format_weekday_date(item.due_on))
        yield DueRow(_NEVER if item.days is None else item.days, row, "task", item.id)
