"""The Niederschrift: as Ergebnis- or Verlaufsprotokoll, complete or as an extract for the public.

The extract holds public items only, no attendance list and no names: those of people who were there are
replaced by a visible marker where they stand in the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coordinator_app.common.german import enumerate_words, format_date, format_long_date, format_time, plural
from coordinator_app.documents.content import (
    Block,
    Boxed,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    Letterhead,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.meetings import AttendanceStatus, MeetingType, NoticeAnswer
from coordinator_app.domain.minutes import MinutesType
from coordinator_app.domain.minutes_content import (
    ItemContent,
    MinutesContent,
    PersonContent,
    ResolutionContent,
    TaskContent,
)
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.sentences import clock_time

NAME_REMOVED = "[Name]"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesOptions:
    """How minutes are printed; `marking` stands on every page („Entwurf“)."""

    minutes_type: MinutesType = MinutesType.RESULT
    public: bool = False
    attendance: bool = True
    tasks: bool = True
    line_numbers: bool = False
    marking: str = ""
    created: datetime | None = None


def minutes(content: MinutesContent, options: MinutesOptions, letterhead: Letterhead | None = None) -> Document:
    """The whole document."""
    shown = public_content(content) if options.public else content
    blocks: list[Block] = [_head(shown, options), *_opening(shown)]
    for item in shown.items:
        blocks += _item(item, options)
    blocks += _closing(shown, content, options)
    if not options.public:
        blocks.append(_signatures(shown))
        blocks += _annexes(shown, options)
    return Document(
        title="Niederschrift" if not options.public else "Auszug aus der Niederschrift",
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


# --- items ---------------------------------------------------------------------------------------------------------


def _item(item: ItemContent, options: MinutesOptions) -> list[Block]:
    if item.is_heading:
        return [Heading(1, item.title)]
    blocks: list[Block] = [Heading(min(item.depth, 2) + 1, item.title, label=f"TOP {item.number}")]
    blocks += prose(item.facts)
    if options.minutes_type is MinutesType.COURSE and not options.public:
        blocks += prose(item.discussion)
    blocks += prose(item.outcome)
    blocks += _control(item)
    blocks += _state(item)
    if item.recused:
        names = enumerate_words(list(item.recused))
        verb = "nimmt" if len(item.recused) == 1 else "nehmen"
        blocks.append(Paragraph(f"Wegen Befangenheit {verb} an Beratung und Abstimmung nicht teil: {names}."))
    for resolution in item.resolutions:
        blocks += _resolution(resolution)
    if item.tasks:
        blocks.append(_tasks(item.tasks, public=options.public))
    return blocks


def _control(item: ItemContent) -> list[Block]:
    """How matters of earlier meetings stand; resolutions with their number."""
    if not item.control:
        return []
    numbered = any(line.number for line in item.control)
    columns = [
        TableColumn("Beschluss" if numbered else "Aufgabe", width=5),
        TableColumn("Verantwortlich", width=3),
        TableColumn("Frist", Kind.DATE, width=1.9),
        TableColumn("Stand", width=1.9),
    ]
    rows: list[Row] = [
        (f"{line.number} {line.title}".strip(), line.responsible or None, line.due, line.state) for line in item.control
    ]
    return [Table(tuple(columns), tuple(rows))]


def _state(item: ItemContent) -> list[Block]:
    if item.state is ItemState.POSTPONED:
        where = f" auf die {item.moved_to}" if item.moved_to else ""
        return [Paragraph(f"Der Tagesordnungspunkt wird{where} vertagt.")]
    if item.state is ItemState.DROPPED:
        return [Paragraph("Der Tagesordnungspunkt wird von der Tagesordnung abgesetzt.")]
    return []


def _resolution(resolution: ResolutionContent) -> list[Block]:
    blocks: list[Paragraph] = [Paragraph(resolution.wording or missing("Wortlaut des Beschlusses"))]
    if resolution.sentence:
        blocks.append(Paragraph((bold("Abstimmung: "), resolution.sentence)))
    elif resolution.state in (ResolutionState.DRAFT, ResolutionState.TO_VOTE):
        blocks.append(Paragraph((bold("Abstimmung: "), missing("Ergebnis der Abstimmung"))))
    else:
        blocks.append(Paragraph(f"Der Beschlussvorschlag wird {resolution.state.label}."))
    if resolution.override_reason:
        blocks.append(Paragraph(f"Das Ergebnis wurde abweichend festgestellt: {resolution.override_reason}"))
    title = f"Beschluss {resolution.number}".strip() if resolution.number else "Beschlussvorschlag"
    found: list[Block] = [Boxed(tuple(blocks), title=title)]
    if resolution.grounds:
        found += [Paragraph((bold("Begründung: "), resolution.grounds))]
    return found


def _tasks(tasks: Sequence[TaskContent], *, public: bool) -> Table:
    if public:
        rows = tuple((task.title, task.due) for task in tasks)
        return Table((TableColumn("Festlegung", width=8), TableColumn("Frist", Kind.DATE, width=2)), rows)
    columns = (
        TableColumn("Festlegung", width=6),
        TableColumn("Verantwortlich", width=3),
        TableColumn("Frist", Kind.DATE, width=2),
    )
    return Table(columns, tuple(_task_row(task) for task in tasks))


def _task_row(task: TaskContent) -> Row:
    return (task.title, task.responsible or missing("Verantwortliche Person"), task.due)


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
    blocks: list[Block] = []
    if options.attendance:
        blocks += [PageBreak(), Heading(1, "Anwesenheit", label="Anlage 1"), _attendance(content)]
    tasks = [task for item in content.items for task in item.tasks]
    if options.tasks and tasks:
        number = 2 if options.attendance else 1
        ordered = sorted(tasks, key=lambda task: (task.due is None, task.due or content.day, task.title))
        blocks += [
            *(() if options.attendance else (PageBreak(),)),
            Heading(1, "Aufgaben aus dieser Sitzung", label=f"Anlage {number}"),
            _tasks(ordered, public=False),
        ]
    return blocks


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
    parts = [person.function, person.organisation]
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


# --- extract for the public ----------------------------------------------------------------------------------------


def public_content(content: MinutesContent) -> MinutesContent:
    """Public items only, names of people replaced, people kept for counting but nameless."""
    pattern = _names_pattern(content)
    items = tuple(_public_item(item, pattern) for item in content.items if item.is_heading or item.public)
    kept = tuple(item for place, item in enumerate(items) if not item.is_heading or _has_items(items, place))
    return replace(content, items=kept, chair="", minute_taker="")


def _has_items(items: Sequence[ItemContent], place: int) -> bool:
    """Whether a heading has a public item below it."""
    following = items[place + 1 : place + 2]
    return bool(following) and not following[0].is_heading


def _public_item(item: ItemContent, names: re.Pattern[str] | None) -> ItemContent:
    def clean(text: str) -> str:
        return names.sub(NAME_REMOVED, text) if names else text

    return replace(
        item,
        title=clean(item.title),
        facts=clean(item.facts),
        outcome=clean(item.outcome),
        reporter="",
        recused=(),
        control=(),
        resolutions=tuple(
            replace(entry, wording=clean(entry.wording), grounds=clean(entry.grounds))
            for entry in item.resolutions
            if entry.public
        ),
        tasks=tuple(replace(task, title=clean(task.title), responsible="") for task in item.tasks if task.public),
    )


def _names_pattern(content: MinutesContent) -> re.Pattern[str] | None:
    """Full names and surnames of everybody on the list, with „Herr“/„Frau“ and degrees in front."""
    names = {person.name for person in content.people if person.is_person} | {content.chair, content.minute_taker}
    words = {name for name in names if name} | {name.split()[-1] for name in names if name.strip()}
    if not words:
        return None
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:\b(?:Herrn?|Frau)\s+)?(?:\b(?:Prof\.|Dr\.)\s+)*\b(?:{alternatives})(?:s\b|\b)")
