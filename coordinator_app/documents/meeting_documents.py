"""Before the meeting: invitation, agenda with start times, attendance list to sign."""

import re
from dataclasses import dataclass
from datetime import datetime

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_long_date, format_time, format_time_span, plural
from coordinator_app.documents.content import (
    Alignment,
    Block,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    LabelledItem,
    LabelledList,
    Letterhead,
    Paragraph,
    Row,
    Run,
    Signature,
    Signatures,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.letters import EVERYBODY

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_SITTING = re.compile(r"(?:(\w+e) )?((?:\d+\. )?\w*[Ss]itzung\b.*)", re.DOTALL)
_SALUTATION = re.compile(r"\s*(?:Sehr geehrte|Liebe|Guten Tag|Hallo|Werte)[^\n]{0,120}[,!]\s*\n\s*")
GUEST_LINES = 4  # empty lines for people who come unannounced


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHead:
    """What stands at the top of every paper of a meeting; `genitive` is the body's name after „Sitzung“."""

    title: str
    body: str = ""
    genitive: str = ""
    town: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    place: str = ""
    online_link: str = ""
    chair: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """An agenda item: `label` „TOP 4.2“ ("" = heading), planned start, minutes, what it is, titles of enclosures."""

    label: str
    title: str
    start: datetime | None = None
    minutes: int = 0
    reporter: str = ""
    kind: str = ""
    public: bool = False
    depth: int = 0
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A line of the attendance list: name, function or organisation; `mark` e.g. „entschuldigt“."""

    name: str
    function: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PersonGroup:
    """A group of the attendance list: „Stimmberechtigte Mitglieder“ with its lines."""

    title: str
    people: tuple[ListedPerson, ...]


def subtitle_of(head: MeetingHead, lead: str) -> str:
    """„zur 4. Sitzung der Lenkungsgruppe am 26. November 2026“; an automatic title already carries the day."""
    day = f" am {format_long_date(local(head.begin).date())}" if head.begin else ""
    return meeting_words(head, lead) + day


def meeting_words(head: MeetingHead, lead: str) -> str:
    """The meeting after words ending in „zur“, „der“ or „die“: „zur außerordentlichen Sitzung der Lenkungsgruppe“.

    A title of somebody's own is quoted, its gender is not known: „zu „Klausurtag Prävention““.
    """
    title, _, _ = head.title.partition(" am ")
    found = _SITTING.fullmatch(title)
    before, _, article = lead.rpartition(" ")
    if found is None:
        words = " ".join(filter(None, (before, "zu" if article == "zur" else "")))
        return f"{words} „{title}“".strip()
    kind = (found[1] or "").lower()
    if kind and article != "die":
        kind = f"{kind}n"
    return " ".join(filter(None, (lead, kind, found[2])))


def head_pairs(head: MeetingHead) -> KeyValues:
    """Day, time and place."""
    pairs: list[tuple[str, Text]] = [("Tag", _day(head)), ("Zeit", _time(head)), ("Ort", head.place or _place(head))]
    if head.online_link:
        pairs.append(("Einwahl", head.online_link))
    if head.chair:
        pairs.append(("Leitung", head.chair))
    return KeyValues(tuple(pairs))


def _place(head: MeetingHead) -> Text:
    return "online" if head.online_link else missing("Ort der Sitzung")


def _day(head: MeetingHead) -> Text:
    if head.begin is None:
        return missing("Datum der Sitzung")
    day = local(head.begin).date()
    return f"{WEEKDAYS[day.weekday()]}, {format_long_date(day)}"


def _time(head: MeetingHead) -> Text:
    if head.begin is None:
        return missing("Beginn der Sitzung")
    return format_time_span(head.begin, head.end) if head.end else format_time(head.begin)


def opening_words(head: MeetingHead, text: str) -> str:
    """The words an invitation begins with after the salutation; one typed into `text` is left out."""
    words = _SALUTATION.sub("", text.strip(), count=1).strip()
    return words or f"{meeting_words(head, 'zur')} lade ich Sie herzlich ein."


def invitation(
    head: MeetingHead,
    entries: tuple[AgendaEntry, ...],
    *,
    text: str = "",
    recipients: tuple[str, ...] = (),
    deputies_allowed: bool = True,
    times: bool = False,
    letterhead: Letterhead | None = None,
) -> Document:
    """The invitation with its agenda; `text` replaces the usual opening words, `times` prints planned start times."""
    opening = f"{EVERYBODY},\n\n{opening_words(head, text)}"
    if not text.strip():
        opening += " Die Tagesordnung finden Sie unten."
    reply = "Bitte geben Sie Bescheid, ob Sie teilnehmen."
    if deputies_allowed:
        reply += " Wenn Sie verhindert sind, informieren Sie bitte Ihre Vertretung und teilen Sie mit, wer kommt."
    blocks: list[Block] = [head_pairs(head), *prose(opening), Heading(1, "Tagesordnung")]
    blocks += [agenda_list(entries, times=times), Paragraph(reply), Paragraph("Mit freundlichen Grüßen", keep=True)]
    blocks.append(Signatures((Signature("Leitung der Sitzung", head.chair),)))
    if recipients:
        blocks.append(Paragraph((bold("Verteiler: "), "; ".join(recipients)), style=Style.SMALL))
    return Document(
        title="Einladung",
        subtitle=subtitle_of(head, "zur"),
        subject=head.title,
        author=head.town,
        letterhead=letterhead,
        footer=head.body,
        blocks=tuple(blocks),
    )


def agenda_list(entries: tuple[AgendaEntry, ...], *, times: bool = False) -> Block:
    """The agenda as a list with labels, with planned start times if wanted."""
    if not entries:
        return Paragraph(missing("Tagesordnung"))
    items = (LabelledItem(entry.label, _title(entry), _detail(entry, times=times)) for entry in entries)
    return LabelledList(tuple(items))


def _title(entry: AgendaEntry) -> Text:
    return entry.title if entry.label else Run(entry.title, bold=True)


def _detail(entry: AgendaEntry, *, times: bool = False) -> str:
    parts = [f"ab {format_time(entry.start)}"] if times and entry.start and entry.label else []
    parts += [entry.kind] if entry.kind else []
    parts += [f"Berichterstattung: {entry.reporter}"] if entry.reporter else []
    return " · ".join([*parts, *entry.enclosures])


def agenda(
    head: MeetingHead,
    entries: tuple[AgendaEntry, ...],
    *,
    times: bool = True,
    letterhead: Letterhead | None = None,
) -> Document:
    """The agenda as a table; with `times` also planned start times, minutes and their sum."""
    mixed = len({entry.public for entry in entries if entry.label}) > 1
    columns = [TableColumn("TOP", width=1.1)]
    columns += [TableColumn("Beginn", width=1.5)] if times else []
    told = any(entry.reporter for entry in entries)
    columns += [TableColumn("Thema", width=6 if told else 9)]
    columns += [TableColumn("Berichterstattung", width=3)] if told else []
    columns += [TableColumn("öffentlich", width=1.9, alignment=Alignment.CENTER)] if mixed else []
    columns += [TableColumn("Min.", Kind.INTEGER, width=0.9)] if times else []
    rows = tuple(_agenda_row(entry, mixed=mixed, times=times, told=told) for entry in entries)
    total = sum(entry.minutes for entry in entries) if times else 0
    ends = f"Vorgesehen sind {plural(total, 'Minute', 'Minuten')}."
    return Document(
        title="Tagesordnung",
        subtitle=subtitle_of(head, "für die"),
        subject=head.title,
        author=head.town,
        letterhead=letterhead,
        footer=head.body,
        blocks=(
            head_pairs(head),
            Table(tuple(columns), rows, empty_text="Die Tagesordnung ist noch leer."),
            *((Paragraph(ends, style=Style.SMALL),) if total else ()),
        ),
    )


def _agenda_row(entry: AgendaEntry, *, mixed: bool, times: bool, told: bool) -> Row:
    if not entry.label:
        return GroupRow(entry.title)
    kind = "".join(f"\n{words}" for words in (entry.kind, *entry.enclosures) if words)
    cells: list[object] = [entry.label.removeprefix("TOP ")]
    cells += [f"{local(entry.start):%H:%M}" if entry.start else None] if times else []
    cells += [(Run(entry.title, bold=entry.depth == 0), kind)]
    cells += [entry.reporter] if told else []
    cells += ["ja" if entry.public else "nein"] if mixed else []
    cells += [entry.minutes or None] if times else []
    return tuple(cells)


def attendance_list(
    head: MeetingHead, groups: tuple[PersonGroup, ...], *, letterhead: Letterhead | None = None
) -> Document:
    """The list to sign: groups of people, then empty lines for guests."""
    rows: list[Row] = []
    number = 0
    for group in groups:
        if not group.people:
            continue
        rows.append(GroupRow(group.title))
        for person in group.people:
            number += 1
            rows.append((str(number), person.name, person.function, person.mark))
    rows.append(GroupRow("Weitere Teilnehmende"))
    # Numbered on: a page that holds only empty lines would have nothing to read for assistive technology.
    rows += [(str(number + line), "", "", "") for line in range(1, GUEST_LINES + 1)]
    columns = (
        TableColumn("Nr.", width=0.7),
        TableColumn("Name", width=4),
        TableColumn("Funktion, Institution", width=4.5),
        TableColumn("Unterschrift", width=4),
    )
    return Document(
        title="Anwesenheitsliste",
        subtitle=subtitle_of(head, "zur"),
        subject=head.title,
        author=head.town,
        letterhead=letterhead,
        footer=head.body,
        blocks=(head_pairs(head), Table(columns, tuple(rows), row_height=9)),
    )
