"""Registers that outlive a meeting: Beschlussregister and task lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, plural
from coordinator_app.documents.content import (
    Document,
    GroupRow,
    Letterhead,
    Orientation,
    Paragraph,
    Row,
    Run,
    Style,
    Table,
    TableColumn,
    Text,
)
from coordinator_app.domain.fields import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A numbered resolution with its votes („9 / 1 / 1“) and how far it is carried out."""

    number: str
    decided_on: date | None
    title: str
    wording: str = ""
    result: str = ""
    votes: str = ""
    implementation: str = ""
    report: str = ""
    due: date | None = None
    responsible: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEntry:
    """A task; `standing` „überfällig seit 3 Tagen“, `origin` „4. Sitzung der Lenkungsgruppe, 26.11.2026“."""

    title: str
    responsible: str = ""
    due: date | None = None
    standing: str = ""
    is_overdue: bool = False
    state: str = ""
    origin: str = ""


def resolution_register(
    body: str,
    entries: Sequence[RegisterEntry],
    *,
    as_of: date,
    notes: Sequence[str] = (),
    town: str = "",
    letterhead: Letterhead | None = None,
) -> Document:
    """The register of a body, lying, in the order given; entries with a `group` are set under its heading.

    `notes` tell below the table whether numbers are missing.
    """
    columns = (
        TableColumn("Nummer", width=1.5),
        TableColumn("Datum", Kind.DATE, width=1.7),
        TableColumn("Beschluss", width=6.4),
        TableColumn("Ergebnis", width=2.4),
        TableColumn("Ja / Nein / Enth.", width=1.7),
        TableColumn("Umsetzung", width=3.2),
        TableColumn("Verantwortlich", width=2.6),
        TableColumn("Frist", Kind.DATE, width=1.7),
    )
    rows: list[Row] = []
    for group in dict.fromkeys(entry.group for entry in entries):
        if group:
            rows.append(GroupRow(group))
        rows += [_register_row(entry) for entry in entries if entry.group == group]
    count = plural(len(entries), "Beschluss", "Beschlüsse")
    return Document(
        title="Beschlussregister",
        subtitle=body,
        subject=f"Beschlüsse: {body}",
        author=town,
        letterhead=letterhead,
        footer=body,
        orientation=Orientation.LANDSCAPE,
        blocks=(
            Paragraph(f"{count}, Stand {format_date(as_of)}.", style=Style.SMALL),
            Table(columns, tuple(rows), empty_text="Es wurde noch nichts beschlossen."),
            *(Paragraph(note, style=Style.SMALL) for note in notes),
        ),
    )


def _register_row(entry: RegisterEntry) -> Row:
    done: Text = (entry.implementation, f"\n{entry.report}") if entry.report else entry.implementation
    return (
        entry.number,
        entry.decided_on,
        _wording(entry),
        entry.result,
        entry.votes,
        done,
        entry.responsible or None,
        entry.due,
    )


def _wording(entry: RegisterEntry) -> Text:
    if not entry.wording or entry.wording == entry.title:
        return entry.wording or entry.title
    return (Run(entry.title, bold=True), f"\n{entry.wording}")


def task_list(
    title: str,
    entries: Sequence[TaskEntry],
    *,
    as_of: date,
    by_person: bool = True,
    town: str = "",
    letterhead: Letterhead | None = None,
) -> Document:
    """Open tasks, the most urgent first; `by_person` groups them by who is responsible."""
    columns = [TableColumn("Aufgabe", width=6), TableColumn("Frist", Kind.DATE, width=1.9)]
    columns += [TableColumn("Stand", width=3.2), TableColumn("Herkunft", width=4)]
    rows: list[Row] = []
    if by_person:
        people = dict.fromkeys(entry.responsible for entry in entries)
        for person in sorted(people, key=lambda name: (not name, name.casefold())):
            rows.append(GroupRow(person or "Noch niemand verantwortlich"))
            rows += [_task_row(entry) for entry in entries if entry.responsible == person]
    else:
        rows = [_task_row(entry) for entry in entries]
    late = sum(entry.is_overdue for entry in entries)
    state = plural(len(entries), "offene Aufgabe", "offene Aufgaben")
    state += f", davon {late} überfällig" if late else ""
    return Document(
        title="Offene Aufgaben",
        subtitle=title,
        subject=f"Offene Aufgaben: {title}",
        author=town,
        letterhead=letterhead,
        footer=title,
        blocks=(
            Paragraph(f"{state}, Stand {format_date(as_of)}.", style=Style.SMALL),
            Table(tuple(columns), tuple(rows), empty_text="Es ist nichts offen."),
        ),
    )


def _task_row(entry: TaskEntry) -> Row:
    standing: Text = Run(entry.standing, bold=True) if entry.is_overdue else entry.standing
    return (entry.title, entry.due, (standing, f"\n{entry.state}") if entry.standing else entry.state, entry.origin)
