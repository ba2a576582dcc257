"""The course of a project on paper: line, milestones, events with counts, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.documents.content import (
    Block,
    Figure,
    Heading,
    Orientation,
    Paragraph,
    Table,
    TableColumn,
    Text,
)
from coordinator_app.documents.layout import line_width
from coordinator_app.documents.timeline_figure import timeline_figure
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.project_course import Event, EventTotals, Milestone, event_totals, is_late
from coordinator_app.domain.project_timeline import Timeline
from coordinator_app.domain.projects import period_text


@dataclass(frozen=True, slots=True)
class SheetPhoto:
    """A picture that may leave the house: JPEG bytes, description, caption."""

    image: bytes
    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCourse:
    """What happened and what is planned as of `day`; pictures come checked and small."""

    day: date
    milestones: tuple[Milestone, ...] = ()
    events: tuple[Event, ...] = ()
    line: Timeline | None = None
    photos: tuple[SheetPhoto, ...] = ()


def course_blocks(course: SheetCourse) -> list[Block]:
    """Headings with what there is; nothing at all for a project without dates and events."""
    blocks: list[Block] = []
    if course.milestones:
        blocks.append(Heading(1, "Zeitplan"))
        if course.line is not None and len(course.line.marks) > 1:
            blocks.append(timeline_figure(course.line, line_width(Orientation.PORTRAIT)))
        blocks.append(milestone_table(course.milestones, course.day))
    if course.events:
        blocks += [Heading(1, "Veranstaltungen"), Paragraph(_totals(event_totals(course.events)), keep=True)]
        blocks.append(event_table(course.events))
    return blocks


def photo_blocks(photos: Sequence[SheetPhoto]) -> list[Block]:
    """The pictures below one another, each with description and caption."""
    return (
        [
            Heading(1, "Bilder"),
            *(Figure(photo.image, photo.alt, caption=photo.caption, width=0.62) for photo in photos),
        ]
        if photos
        else []
    )


def milestone_table(milestones: Sequence[Milestone], day: date) -> Table:
    """Milestones in their order with plan and fact."""
    columns = (
        TableColumn("Meilenstein", width=5.4),
        TableColumn("Geplant", Kind.DATE, width=1.8),
        TableColumn("Erreicht", Kind.DATE, width=1.8),
        TableColumn("Stand", width=1.8),
    )
    rows = tuple(
        (item.title, item.planned_on, item.reached_on, "überfällig" if is_late(item, day) else item.state.label)
        for item in milestones
    )
    return Table(columns, rows)


def event_table(events: Sequence[Event]) -> Table:
    """Events with counts, the oldest first."""
    columns = (
        TableColumn("Wann", width=2.2),
        TableColumn("Veranstaltung", width=5.6),
        TableColumn("Stand", width=2.0),
        TableColumn("Teilnehmende", Kind.INTEGER, width=1.9),
    )
    ordered = sorted(events, key=_by_day)
    return Table(columns, tuple(_event(item) for item in ordered))


def _by_day(item: Event) -> tuple[date, int]:
    return item.starts_on or date.max, item.id


def _event(item: Event) -> tuple[Text | int | None, ...]:
    when = period_text(item.starts_on, item.ends_on or item.starts_on, False)
    title = item.title + (f"\n{item.place}" if item.place else "") + (f"\n{item.outcome}" if item.outcome else "")
    return when or None, title, item.state.label, item.participants


def _totals(totals: EventTotals) -> str:
    return f"{totals.words()}. Gezählt wird ohne Namen."
