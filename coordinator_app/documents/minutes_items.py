"""Agenda items of minutes as blocks: texts, resolutions with votes and ballots, tasks, approvals, enclosures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from coordinator_app.common.german import enumerate_words, format_date, format_time_span, plural
from coordinator_app.documents.content import (
    Block,
    Boxed,
    Heading,
    NumberedList,
    Paragraph,
    Row,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.margin_note import MarginNote
from coordinator_app.documents.prose import prose
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.minutes_content import (
    AttachmentContent,
    BallotContent,
    ItemContent,
    MinutesContent,
    ObjectionContent,
    PersonContent,
    ResolutionContent,
    TaskContent,
)
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.domain.publicity import segments
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.sentences import clock_time

NOT_PUBLIC = "nicht öffentlich"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOptions:
    """How items are told: `course` with discussion, times and who came or went; `public` for everybody.

    `marks` puts „nicht öffentlich“ beside what is not public. `events` are comings and goings by item number.
    """

    course: bool = False
    public: bool = False
    marks: bool = False
    events: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


def item_blocks(item: ItemContent, options: ItemOptions) -> list[Block]:
    """One agenda item with its heading."""
    if item.is_heading:
        return [Heading(1, item.title)]
    blocks: list[Block] = []
    if options.marks and not item.public:
        blocks.append(MarginNote(NOT_PUBLIC))
    blocks.append(Heading(min(item.depth, 2) + 1, item.title, label=f"TOP {item.number}"))
    return [*blocks, *item_body(item, options)]


def item_body(item: ItemContent, options: ItemOptions) -> list[Block]:
    """What stands below the heading of an item."""
    blocks: list[Block] = []
    if options.course:
        blocks += _course_head(item)
        happened = " ".join(options.events.get(item.number, ()))
        blocks += [Paragraph(happened, style=Style.SMALL)] if happened else []
    if item.urgent:
        blocks.append(Paragraph(item.urgent, style=Style.SMALL))
    blocks += _text(item.facts, options)
    if options.course:
        blocks += _text(item.discussion, options)
    blocks += _text(item.outcome, options)
    blocks += _control(item) + _objections(item) + _state(item) + _recused(item)
    for resolution in item.resolutions:
        blocks += _resolution(resolution, options)
    blocks += _approved(item)
    if item.tasks:
        blocks.append(tasks_table(item.tasks, public=options.public))
    return blocks + _enclosures(item.attachments)


def _text(text: str, options: ItemOptions) -> list[Block]:
    """A long field; non-public paragraphs get a note in the margin (the public extract has none left)."""
    blocks: list[Block] = []
    for part in segments(text):
        if not part.public and not options.public:
            blocks.append(MarginNote(NOT_PUBLIC))
        blocks += prose(part.text)
    return blocks


def _course_head(item: ItemContent) -> list[Block]:
    """Who reported, who was heard, and when: only in a Verlaufsprotokoll."""
    words: list[str] = []
    if item.begin is not None:
        words.append(format_time_span(item.begin, item.end))
    words += [f"Berichterstattung: {item.reporter}"] if item.reporter else []
    words += [f"als Gast: {item.guests}"] if item.guests else []
    return [Paragraph(" · ".join(words), style=Style.SMALL, keep=True)] if words else []


def _control(item: ItemContent) -> list[Block]:
    """How matters of earlier meetings stand; resolutions with their number."""
    if not item.control:
        return []
    numbered = any(line.number for line in item.control)
    columns = (
        TableColumn("Beschluss" if numbered else "Aufgabe", width=5),
        TableColumn("Verantwortlich", width=3),
        TableColumn("Frist", Kind.DATE, width=1.9),
        TableColumn("Stand", width=1.9),
    )
    rows: list[Row] = [
        (
            "\n".join(filter(None, (f"{line.number} {line.title}".strip(), line.report))),
            line.responsible or None,
            line.due,
            line.state,
        )
        for line in item.control
    ]
    return [Table(columns, tuple(rows))]


def _objections(item: ItemContent) -> list[Block]:
    """The objections an approval item deals with."""
    if item.approval is None or not item.approval.objections:
        return []
    count = plural(len(item.approval.objections), "Einwendung", "Einwendungen")
    verb = "liegt" if len(item.approval.objections) == 1 else "liegen"
    return [
        Paragraph(f"Gegen die Niederschrift {verb} {count} vor:", keep=True),
        NumberedList(tuple(_objection(entry) for entry in item.approval.objections)),
    ]


def _approved(item: ItemContent) -> list[Block]:
    """How the approval ended, where a resolution does not say the same already."""
    if item.approval is None or not item.approval.sentence or (item.resolutions and not item.approval.objections):
        return []
    return [Paragraph(item.approval.sentence)]


def _objection(entry: ObjectionContent) -> Text:
    where = f" zu {entry.item}" if entry.item else ""
    came = f", eingegangen am {format_date(entry.raised_on)}" if entry.raised_on else ""
    late = ", nach Ablauf der Einwendungsfrist" if entry.is_late else ""
    decision = {
        ObjectionDecision.ACCEPTED: "Die Einwendung wird übernommen.",
        ObjectionDecision.REJECTED: "Die Einwendung wird zurückgewiesen.",
        ObjectionDecision.OPEN: "Über die Einwendung ist noch nicht entschieden.",
    }[entry.decision]
    reason = f" {entry.decision_text}" if entry.decision_text else ""
    return (bold(f"{entry.name}{where}"), f"{came}{late}: {entry.text}\n{decision}{reason}")


def _state(item: ItemContent) -> list[Block]:
    if item.state is ItemState.POSTPONED:
        where = f" auf die {item.moved_to}" if item.moved_to else ""
        return [Paragraph(f"Der Tagesordnungspunkt wird{where} vertagt.")]
    if item.state is ItemState.DROPPED:
        return [Paragraph("Der Tagesordnungspunkt wird von der Tagesordnung abgesetzt.")]
    return []


def _recused(item: ItemContent) -> list[Block]:
    if not item.recused:
        return []
    verb = "nimmt" if len(item.recused) == 1 else "nehmen"
    names = enumerate_words(list(item.recused))
    return [Paragraph(f"Wegen Befangenheit {verb} an Beratung und Abstimmung nicht teil: {names}.")]


# --- resolutions -----------------------------------------------------------------------------------------------------


def _resolution(resolution: ResolutionContent, options: ItemOptions) -> list[Block]:
    """The wording with its vote in a box; grounds, earlier rounds and ballots after it."""
    blocks: list[Paragraph] = []
    if resolution.mover and options.course:
        blocks.append(Paragraph((bold("Antrag: "), resolution.mover)))
    blocks.append(Paragraph(_wording(resolution.wording, options) or missing("Wortlaut des Beschlusses")))
    blocks += [Paragraph((bold("Gewählt: "), resolution.elected))] if resolution.elected else []
    if options.course:
        blocks += [
            Paragraph((bold(f"{number}. Abstimmung: "), sentence))
            for number, sentence in enumerate(resolution.earlier, 1)
        ]
    blocks.append(_vote(resolution))
    if resolution.override_reason:
        blocks.append(Paragraph(f"Das Ergebnis wurde abweichend festgestellt: {resolution.override_reason}"))
    if resolution.circulation is not None:
        blocks.append(Paragraph(_circulation(resolution), style=Style.SMALL))
    title = f"Beschluss {resolution.number}".strip() if resolution.number else "Beschlussvorschlag"
    found: list[Block] = [Boxed(tuple(blocks), title=title)]
    if resolution.grounds:
        found.append(Paragraph((bold("Begründung: "), _wording(resolution.grounds, options))))
    return found + _ballots(resolution.ballots)


def _wording(text: str, options: ItemOptions) -> str:
    """A text within a box: non-public paragraphs are told in words."""
    if options.public:
        return text
    return "\n".join(part.text if part.public else f"({NOT_PUBLIC}:) {part.text}" for part in segments(text))


def _vote(resolution: ResolutionContent) -> Paragraph:
    if resolution.sentence:
        return Paragraph((bold("Abstimmung: "), resolution.sentence))
    if resolution.state in (ResolutionState.DRAFT, ResolutionState.TO_VOTE):
        return Paragraph((bold("Abstimmung: "), missing("Ergebnis der Abstimmung")))
    return Paragraph(f"Der Beschlussvorschlag wird {resolution.state.label}.")


def _circulation(resolution: ResolutionContent) -> str:
    days = resolution.circulation
    if days is None:
        return ""
    words = [
        f"{label} {format_date(day)}"
        for label, day in (
            ("versendet am", days.sent_on),
            ("Antwort bis", days.reply_until),
            ("ausgezählt am", days.closed_on),
        )
        if day
    ]
    return f"Umlaufverfahren: {', '.join(words)}." if words else "Umlaufverfahren."


def _ballots(ballots: Sequence[BallotContent]) -> list[Block]:
    """Votes by name as a table: one row per choice, so that twenty names take five lines."""
    rows: list[Row] = []
    for choice in BallotChoice:
        named = [_voter(ballot) for ballot in ballots if ballot.choice is choice]
        if named and choice is not BallotChoice.OPEN:
            weight = sum(ballot.weight for ballot in ballots if ballot.choice is choice)
            rows.append((choice.label, weight, ", ".join(named)))
    if not rows:
        return []
    columns = (
        TableColumn("Stimme", width=2),
        TableColumn("Zahl", Kind.INTEGER, width=1),
        TableColumn("Namen", width=8),
    )
    return [Table(columns, tuple(rows))]


def _voter(ballot: BallotContent) -> str:
    words = f"{ballot.name} (für {ballot.represents})" if ballot.represents else ballot.name
    return f"{words} ({ballot.weight} Stimmen)" if ballot.weight > 1 else words


# --- tasks and enclosures --------------------------------------------------------------------------------------------


def tasks_table(tasks: Sequence[TaskContent], *, public: bool) -> Table:
    """Festlegungen; for the public without people."""
    if public:
        rows = tuple((task.title, task.due) for task in tasks)
        return Table((TableColumn("Festlegung", width=8), TableColumn("Frist", Kind.DATE, width=2)), rows)
    columns = (
        TableColumn("Festlegung", width=6),
        TableColumn("Verantwortlich", width=3),
        TableColumn("Frist", Kind.DATE, width=2),
    )
    return Table(
        columns,
        tuple((task.title, task.responsible or missing("Verantwortliche Person"), task.due) for task in tasks),
    )


def _enclosures(entries: Sequence[AttachmentContent]) -> list[Block]:
    """The attachments of an item as a numbered list."""
    if not entries:
        return []
    return [
        Paragraph(bold("Anlagen zu diesem Punkt"), keep=True),
        NumberedList(tuple(_enclosure(entry) for entry in entries)),
    ]


def _enclosure(entry: AttachmentContent) -> str:
    words = [f"vom {format_date(entry.dated)}"] if entry.dated else []
    words += ["vertraulich"] if entry.confidential else []
    return f"{entry.title} ({', '.join(words)})" if words else entry.title


# --- comings and goings ----------------------------------------------------------------------------------------------


def room_events(content: MinutesContent) -> dict[str, list[str]]:
    """Sentences about who came or went while an item was treated, by the number of the item."""
    found: dict[str, list[str]] = {}
    for moment, sentence in sorted(_moments(content)):
        number = _running_item(content, moment)
        if number:
            found.setdefault(number, []).append(sentence)
    return found


def _moments(content: MinutesContent) -> list[tuple[datetime, str]]:
    found: list[tuple[datetime, str]] = []
    for person in content.people:
        for start, end in person.spans:
            if content.begin is not None and start > content.begin:
                found.append((start, f"{_named(person)} kommt um {clock_time(start)} Uhr."))
            if end is not None and content.end is not None and end < content.end:
                found.append((end, f"{_named(person)} geht um {clock_time(end)} Uhr."))
    for entry in content.breaks:
        if entry.begin is not None:
            reason = f" ({entry.reason})" if entry.reason else ""
            span = format_time_span(entry.begin, entry.end)
            found.append((entry.begin, f"Die Sitzung ist unterbrochen: {span}{reason}."))
    return found


def _named(person: PersonContent) -> str:
    return f"{person.name} (für {person.represents})" if person.represents else person.name


def _running_item(content: MinutesContent, moment: datetime) -> str:
    """The item that was treated at a moment, else the last one called before it."""
    called = [(item.begin, item.number) for item in content.items if item.begin is not None and item.begin <= moment]
    return max(called, default=(None, ""))[1]
