"""The Niederschrift: as Ergebnis- or Verlaufsprotokoll, complete or as an extract for the public.

The extract holds public items only, no attendance list and no names: those of people who were there are
replaced by a visible marker where they stand in the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator_app.common.german import (
    enumerate_words,
    format_date,
    format_long_date,
    format_time,
    format_time_span,
    plural,
)
from coordinator_app.documents.content import (
    Block,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    Letterhead,
    NumberedList,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.minutes_items import ItemOptions, item_blocks, item_body, room_events, tasks_table
from coordinator_app.documents.minutes_parts import separated
from coordinator_app.documents.minutes_public import public_content
from coordinator_app.domain.meetings import AttendanceStatus, MeetingType, NoticeAnswer
from coordinator_app.domain.minutes import MinutesType
from coordinator_app.domain.minutes_content import ItemContent, MinutesContent, PersonContent
from coordinator_app.domain.sentences import clock_time


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesOptions:
    """How minutes are printed; `marking` stands on every page („Entwurf“).

    `separate` puts what is not public onto pages of its own at the end, so that the first part can be handed out.
    `seal` names version and checksum of a sealed version below the signatures.
    """

    minutes_type: MinutesType = MinutesType.RESULT
    public: bool = False
    attendance: bool = True
    tasks: bool = True
    line_numbers: bool = False
    separate: bool = False
    marking: str = ""
    seal: str = ""
    created: datetime | None = None


def minutes(content: MinutesContent, options: MinutesOptions, letterhead: Letterhead | None = None) -> Document:
    """The whole document."""
    shown = public_content(content) if options.public else content
    told = ItemOptions(
        course=options.minutes_type is MinutesType.COURSE and not options.public,
        public=options.public,
        marks=not options.public and not options.separate and _is_mixed(content.items),
        events=room_events(content),
    )
    blocks: list[Block] = [_head(content, options), *_opening(shown)]
    if options.separate and not options.public:
        blocks += separated(shown, told)
    else:
        for item in shown.items:
            blocks += item_blocks(item, told)
    blocks += _closing(shown, content, options)
    if not options.public:
        blocks.append(_signatures(shown))
        blocks += [Paragraph(options.seal, style=Style.SMALL)] if options.seal else []
        blocks += _annexes(shown, options)
    return Document(
        title=_title(options),
        subtitle=_subtitle(shown),
        subject=shown.title,
        author=shown.town,
        letterhead=letterhead,
        footer=f"{shown.body_short or shown.body} · {shown.title}",
        marking=options.marking,
        line_numbers=options.line_numbers,
        created=options.created,
        blocks=tuple(blocks),
    )


def _title(options: MinutesOptions) -> str:
    if options.public:
        return "Auszug aus der Niederschrift"
    return "Niederschrift" if options.minutes_type is MinutesType.RESULT else "Niederschrift (Verlaufsprotokoll)"


def _is_mixed(items: Sequence[ItemContent]) -> bool:
    """Whether public and other items stand side by side; in a body without public items marks would say nothing."""
    return len({item.public for item in items if not item.is_heading}) > 1


# --- one item ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractOptions:
    """How an extract of one item is printed; `certified` adds the Beglaubigungsvermerk."""

    minutes_type: MinutesType = MinutesType.RESULT
    public: bool = False
    certified: bool = True
    marking: str = ""
    seal: str = ""
    created: datetime | None = None


def minutes_extract(
    content: MinutesContent, item_id: int, number: str, options: ExtractOptions, letterhead: Letterhead | None = None
) -> Document:
    """The Protokollauszug: one item with the head of the minutes, its decision, and who certifies the copy.

    Of an item that is not public the public extract says no more than that.
    """
    shown = public_content(content) if options.public else content
    item = shown.item_of(item_id, number)
    told = ItemOptions(
        course=options.minutes_type is MinutesType.COURSE and not options.public,
        public=options.public,
        events=room_events(content),
    )
    whole = MinutesOptions(public=options.public, attendance=False)
    blocks: list[Block] = [_head(content, whole), *_opening(shown)]
    if item is None:
        blocks.append(Paragraph("Der Tagesordnungspunkt wurde nicht öffentlich behandelt."))
    else:
        blocks += [Heading(1, item.title, label=f"TOP {item.number}"), *item_body(item, told)]
    blocks += _certificate(content, options) if options.certified else [_signatures(shown)]
    if options.seal:
        blocks.append(Paragraph(options.seal, style=Style.SMALL))
    return Document(
        title="Auszug aus der Niederschrift",
        subtitle=_subtitle(shown),
        subject=f"{shown.title}, TOP {number}",
        author=shown.town,
        letterhead=letterhead,
        footer=f"{shown.body_short or shown.body} · {shown.title} · TOP {number}",
        marking=options.marking,
        created=options.created,
        blocks=tuple(blocks),
    )


def _certificate(content: MinutesContent, options: ExtractOptions) -> list[Block]:
    """„Für die Richtigkeit des Auszugs“: signed by hand, with seal of office where there is one."""
    what = "dem öffentlichen Teil der Niederschrift" if options.public else "der Niederschrift"
    words = f"Für die Richtigkeit des Auszugs: Er stimmt mit {what} überein."
    place = f"{content.town}, den" if content.town else ""
    return [Paragraph(words, keep=True), Signatures((Signature("Geschäftsstelle"), Signature("(Dienstsiegel)")), place)]


def _subtitle(content: MinutesContent) -> str:
    title, _, _ = content.title.partition(" am ")
    start = "über den" if content.meeting_type is MeetingType.CIRCULATION else "über die"
    day = f" am {format_long_date(content.day)}" if content.day else ""
    return f"{start} {title}{day}"


# --- head ----------------------------------------------------------------------------------------------------------


def _head(content: MinutesContent, options: MinutesOptions) -> KeyValues:
    pairs: list[tuple[str, Text]] = [
        ("Ort", content.place or missing("Ort der Sitzung")),
        ("Beginn / Ende", _times(content)),
    ]
    if content.breaks:
        pairs.append(("Unterbrechung" if len(content.breaks) == 1 else "Unterbrechungen", _breaks(content, options)))
    if not options.public:
        pairs += [
            ("Leitung", _with_function(content, content.chair) or missing("Leitung der Sitzung")),
            ("Schriftführung", content.minute_taker or missing("Schriftführung")),
        ]
    pairs.append(("Anwesend", _present(content, options)))
    if not options.public:
        for label, status in (("Entschuldigt", AttendanceStatus.EXCUSED), ("Fehlend", AttendanceStatus.UNEXCUSED)):
            names = [_excused(person) for person in content.people if person.status is status and not person.spans]
            if names:
                pairs.append((label, ", ".join(names)))
    return KeyValues(tuple(pairs))


def _breaks(content: MinutesContent, options: MinutesOptions) -> str:
    """Times of the breaks; the reasons are nobody else's business."""
    words: list[str] = []
    for entry in content.breaks:
        if entry.begin is not None:
            reason = f" ({entry.reason})" if entry.reason and not options.public else ""
            words.append(f"{format_time_span(entry.begin, entry.end)}{reason}")
    return ", ".join(words)


def _times(content: MinutesContent) -> Text:
    if content.begin is None:
        return missing("Beginn der Sitzung")
    end: Text = format_time(content.end) if content.end else missing("Ende der Sitzung")
    return (f"{format_time(content.begin)} / ", end)


def _with_function(content: MinutesContent, name: str) -> str:
    person = next((entry for entry in content.people if entry.name == name and entry.function), None)
    return f"{name}, {person.function}" if person and name else name


def _excused(person: PersonContent) -> str:
    return f"{person.name} ({person.reason})" if person.reason else person.name


def _present(content: MinutesContent, options: MinutesOptions) -> str:
    there = content.people_present()
    names = {person.name for person in there}
    voting = sum(person.has_vote and person.represents not in names for person in there)
    guests = sum(person.status is AttendanceStatus.GUEST for person in there)
    advising = sum(not person.has_vote and person.status is not AttendanceStatus.GUEST for person in there)
    word = "stimmberechtigten Mitglied" if content.members == 1 else "stimmberechtigten Mitgliedern"
    parts = [f"{voting} von {content.members} {word}"]
    parts += [f"{advising} beratend"] if advising else []
    parts += [plural(guests, "Gast", "Gäste")] if guests else []
    annex = " (Anlage 1)" if options.attendance and not options.public else ""
    return f"{', '.join(parts)}{annex}"


def _opening(content: MinutesContent) -> list[Block]:
    """What was established at the start: invitation and quorum."""
    sent = f" mit Schreiben vom {format_date(content.invited_on)}" if content.invited_on else ""
    notice = {
        NoticeAnswer.YES: f"dass{sent} ordnungsgemäß und fristgerecht eingeladen wurde",
        NoticeAnswer.WAIVED: f"dass{sent} nicht fristgerecht eingeladen wurde, dem aber niemand widerspricht",
        NoticeAnswer.NO: f"dass{sent} nicht ordnungsgemäß eingeladen wurde",
    }
    parts = [notice[content.notice]] if content.notice in notice else []
    if content.quorum_noted:
        parts.append(f"dass das Gremium {'' if content.quorum_met else 'nicht '}beschlussfähig ist")
    if not parts:
        return []
    return [Paragraph(f"Es wird festgestellt, {enumerate_words(parts)}.")]


# --- end -----------------------------------------------------------------------------------------------------------


def _closing(shown: MinutesContent, content: MinutesContent, options: MinutesOptions) -> list[Block]:
    blocks: list[Block] = []
    if shown.next_meeting:
        blocks.append(Paragraph((bold("Nächste Sitzung: "), format_date(shown.next_meeting))))
    hidden = sum(not item.is_heading for item in content.items) - sum(not item.is_heading for item in shown.items)
    if options.public and hidden:
        verb = "wurde" if hidden == 1 else "wurden"
        items = plural(hidden, "Tagesordnungspunkt", "Tagesordnungspunkte")
        blocks.append(Paragraph(f"{items} {verb} nicht öffentlich behandelt."))
    return blocks


def _signatures(content: MinutesContent) -> Signatures:
    entries = [Signature("Leitung der Sitzung", content.chair)] if content.sign_chair else []
    entries += [Signature("Schriftführung", content.minute_taker)] if content.sign_minute_taker else []
    entries += [Signature("Mitglied")] if content.sign_member else []
    return Signatures(tuple(entries or [Signature("Leitung der Sitzung", content.chair)]))


def _annexes(content: MinutesContent, options: MinutesOptions) -> list[Block]:
    """Attendance, tasks and enclosures on pages of their own, numbered by what is there."""
    tasks = [task for item in content.items for task in item.tasks]
    ordered = sorted(tasks, key=lambda task: (task.due is None, task.due or content.day, task.title))
    parts: list[tuple[str, Block]] = [("Anwesenheit", _attendance(content))] if options.attendance else []
    if options.tasks and tasks:
        parts.append(("Aufgaben aus dieser Sitzung", tasks_table(ordered, public=False)))
    enclosures = _enclosures(content)
    if enclosures:
        parts.append(("Verzeichnis der Anlagen", NumberedList(tuple(enclosures))))
    blocks: list[Block] = [PageBreak()] if parts else []
    for number, (title, block) in enumerate(parts, 1):
        blocks += [Heading(1, title, label=f"Anlage {number}"), block]
    return blocks


def _enclosures(content: MinutesContent) -> list[str]:
    """All enclosures of the meeting and its items in one list."""
    found = [entry.title for entry in content.attachments]
    return found + [f"{entry.title} (zu TOP {item.number})" for item in content.items for entry in item.attachments]


def _attendance(content: MinutesContent) -> Table:
    columns = (
        TableColumn("Name", width=4),
        TableColumn("Funktion, Institution", width=5),
        TableColumn("Zeit", width=3),
    )
    rows: list[Row] = []
    for title, people in _groups(content):
        if people:
            rows.append(GroupRow(title))
            rows += [(person.name, _function(person), _presence(content, person)) for person in people]
    return Table(columns, tuple(rows), empty_text="Es ist niemand eingetragen.")


def _groups(content: MinutesContent) -> list[tuple[str, list[PersonContent]]]:
    there = content.people_present()
    away = [person for person in content.people if not person.spans]
    guests = [person for person in there if person.status is AttendanceStatus.GUEST]
    members = [person for person in there if person not in guests]
    excused = [person for person in away if person.status is AttendanceStatus.EXCUSED]
    represented = [person for person in away if person.status is AttendanceStatus.REPRESENTED]
    rest = [p for p in away if p not in excused and p not in represented and p.status is not AttendanceStatus.GUEST]
    return [
        ("Stimmberechtigt", [person for person in members if person.has_vote]),
        ("Beratend", [person for person in members if not person.has_vote]),
        ("Gäste", guests),
        ("Vertreten", represented),
        ("Entschuldigt", excused),
        ("Nicht anwesend", rest),
    ]


def _function(person: PersonContent) -> str:
    deputy = f"in Vertretung für {person.represents}" if person.represents else ""
    parts = [person.function if not person.function.startswith("Vertretung für") else "", deputy, person.organisation]
    return ", ".join(part for part in dict.fromkeys(parts) if part and part != person.name)


def _presence(content: MinutesContent, person: PersonContent) -> str:
    """Times only for people who were not there from the beginning to the end."""
    if not person.spans:
        return person.reason
    whole = len(person.spans) == 1 and person.spans[0][0] <= (content.begin or person.spans[0][0])
    end = person.spans[-1][1]
    if whole and (end is None or (content.end is not None and end >= content.end)):
        return "ganze Sitzung"
    return ", ".join(
        f"{clock_time(start)}–{clock_time(stop)} Uhr" if stop else f"ab {clock_time(start)} Uhr"
        for start, stop in person.spans
    )
