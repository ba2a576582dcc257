"""The words of the letter „Ihre offenen Aufgaben“ to one person or organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, plural
from coordinator_app.documents.content import Block, Paragraph, Row, Run, Table, TableColumn, Text
from coordinator_app.domain.fields import Kind

SUBJECT = "Ihre offenen Aufgaben"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTask:
    """An open task; `standing` „überfällig seit 3 Tagen“, `origin` where it comes from, `state` if it is not open.

    `shared` are the others: who is responsible where the reader only contributes, else who contributes.
    """

    title: str
    due: date | None = None
    standing: str = ""
    is_overdue: bool = False
    state: str = ""
    origin: str = ""
    shared: str = ""


def task_blocks(
    tasks: Sequence[LetterTask], contributions: Sequence[LetterTask], *, as_of: date, council: str
) -> tuple[Block, ...]:
    """What stands between salutation and closing; the sentence after the salutation begins small."""
    late = sum(task.is_overdue for task in tasks)
    blocks: list[Block] = []
    stand = f"(Stand {format_date(as_of)})"
    if tasks:
        are = "ist" if len(tasks) == 1 else "sind"
        overdue = f", davon {late} überfällig" if late else ""
        count = plural(len(tasks), "Aufgabe", "Aufgaben")
        opening = f"nach unseren Unterlagen {are} aus der Arbeit {council} {count} bei Ihnen offen{overdue} {stand}."
    else:
        opening = f"in der Arbeit {council} wirken Sie an Aufgaben mit, die noch offen sind {stand}."
    blocks.append(Paragraph(opening))
    if tasks:
        blocks.append(_table(tasks, "Mitwirkend"))
    if contributions:
        if tasks:
            blocks.append(Paragraph("Außerdem wirken Sie mit bei:", keep=True))
        blocks.append(_table(contributions, "Verantwortlich"))
    ask = "Bitte teilen Sie uns kurz mit, wie es darum steht und was inzwischen erledigt ist."
    if late:
        ask += " Für Überfälliges nennen Sie uns bitte einen neuen Termin oder was Ihnen dazu fehlt."
    blocks.append(Paragraph(ask))
    return tuple(blocks)


def _table(tasks: Sequence[LetterTask], others: str) -> Table:
    columns = (
        TableColumn("Aufgabe", width=5),
        TableColumn("Herkunft", width=3.3),
        TableColumn("Frist", Kind.DATE, width=1.9),
        TableColumn("Stand", width=3.1),
    )
    return Table(columns, tuple(_row(task, others) for task in tasks))


def _row(task: LetterTask, others: str) -> Row:
    title: Text = (task.title, f"\n{others}: {task.shared}") if task.shared else task.title
    parts = [Run(task.standing, bold=True) if task.is_overdue else task.standing] if task.standing else []
    if task.state:
        parts.append(f", {task.state}" if parts else task.state)
    return (title, task.origin or None, task.due, tuple(parts) or None)
