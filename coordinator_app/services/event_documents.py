"""The list „Veranstaltungen“ of a year, with counts, for print and Excel."""

from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Document, Orientation, Paragraph, Row, Style, Table, TableColumn
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.project_course import Event, event_totals
from coordinator_app.domain.projects import period_text
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    dated_stem,
    letterhead_of,
)

_THIS, _LAST, _ALL = "this", "last", "all"
_YEAR = DocumentOption(
    "year", "Zeitraum", default=_THIS, choices=((_THIS, "dieses Jahr"), (_LAST, "letztes Jahr"), (_ALL, "alle"))
)
_COLUMNS = (
    TableColumn("Wann", width=2.1),
    TableColumn("Veranstaltung", width=4.4),
    TableColumn("Projekt", width=3.6),
    TableColumn("Stand", width=1.9),
    TableColumn("Teilnehmende", Kind.INTEGER, width=1.9),
    TableColumn("Kosten", Kind.MONEY, width=1.9),
)


def _span(day: date, wanted: str) -> tuple[date, date]:
    if wanted == _ALL:
        return date.min, date.max
    year = day.year - (wanted == _LAST)
    return date(year, 1, 1), date(year, 12, 31)


def _list(workspace: Workspace, _id: int, options: Options) -> Document:
    day = today(workspace.clock)
    first, last = _span(day, str(options["year"]))
    events: list[Event] = workspace.project_course.events_between(first, last)
    with workspace.store.read() as unit:
        titles: dict[int, str] = unit.titles("project", [id for event in events for id in event.projects])
    totals = event_totals(events)
    rows: tuple[Row, ...] = tuple(_row(event, titles) for event in events)
    years = "alle Jahre" if options["year"] == _ALL else str(first.year)
    name: str = workspace.municipality.name()
    return Document(
        title="Veranstaltungen",
        subtitle=years,
        subject="Veranstaltungen",
        blocks=(
            Paragraph(f"{totals.words() or 'Keine Veranstaltungen'}. Gezählt wird ohne Namen.", style=Style.SMALL),
            Table(
                _COLUMNS,
                rows,
                totals=("Summe", "", "", "", totals.participants, totals.costs) if rows else None,
                empty_text="In diesem Zeitraum ist keine Veranstaltung eingetragen.",
            ),
        ),
        letterhead=letterhead_of(workspace),
        footer=name,
        author=name,
        orientation=Orientation.LANDSCAPE,
    )


def _row(event: Event, titles: dict[int, str]) -> Row:
    when = period_text(event.starts_on, event.ends_on or event.starts_on, False)
    projects = "; ".join(titles[id] for id in event.projects if id in titles)
    title = event.title + (f"\n{event.place}" if event.place else "")
    return when, title, projects or None, event.state.label, event.participants, event.costs


def _subjects(workspace: Workspace) -> list[int]:
    return [0] if workspace.project_course.events_between(date.min, date.max) else []


def _stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Veranstaltungen")


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="event_list",
        label="Veranstaltungen",
        subject="",
        build=_list,
        subjects=_subjects,
        file_stem=_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(_YEAR,),
    ),
)
