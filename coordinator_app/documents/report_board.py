"""Chapters of reports on the bodies: meetings, resolutions, how they are made up, the resolution behind a strategy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import (
    counted,
    enumerate_words,
    format_date,
    format_long_date,
    format_percent,
    in_words,
    plural,
    sentence_start,
    times,
)
from coordinator_app.documents.content import (
    Block,
    Boxed,
    Heading,
    Paragraph,
    Row,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.resolutions import UNFINISHED, Implementation

NO_MEETING = "Im Berichtszeitraum hat kein Gremium getagt."
NO_RESOLUTION = "Im Berichtszeitraum wurde kein Beschluss gefasst."


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting held: `present` of `entitled` seats with a vote were there."""

    day: date | None
    title: str
    body: str
    present: int = 0
    entitled: int = 0

    @property
    def share(self) -> float | None:
        """The share that was there; None where nobody is entitled."""
        return self.present / self.entitled if self.entitled else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionLine:
    """A resolution; `is_formal` carries nothing out (minutes approved, elections); "" as title may not be named."""

    number: str
    title: str
    body: str
    decided_on: date | None
    result: str
    implementation: Implementation | None
    is_formal: bool = False
    responsible: str = ""
    due: date | None = None
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFacts:
    """What the bodies did; `silent` are bodies without a meeting, `tasks_*` count those given in meetings."""

    bodies: tuple[str, ...]
    meetings: tuple[MeetingLine, ...]
    resolutions: tuple[ResolutionLine, ...]
    silent: tuple[str, ...] = ()
    unnamed: int = 0
    tasks_done: int = 0
    tasks_open: int = 0
    tasks_late: int = 0


def board_blocks(facts: BoardFacts) -> tuple[Block, ...]:
    """Meetings with attendance, resolutions with their state, tasks."""
    blocks: list[Block] = [*_meetings(facts), Heading(2, "Beschlüsse und ihr Stand"), *_resolutions(facts)]
    tasks = _tasks(facts)
    if tasks:
        blocks += [Heading(2, "Aufgaben aus den Sitzungen"), Paragraph(tasks)]
    return tuple(blocks)


# --- meetings ---------------------------------------------------------------------------------------------------


def _meetings(facts: BoardFacts) -> list[Block]:
    if not facts.meetings:
        return [Paragraph(NO_MEETING)]
    blocks: list[Block] = [Paragraph(_summary(facts))]
    columns = (
        TableColumn("Datum", Kind.DATE, width=2),
        TableColumn("Sitzung", width=7),
        TableColumn("Anwesend", Kind.TEXT, width=3),
    )
    rows = tuple((line.day, line.title, _presence(line)) for line in facts.meetings)
    return [*blocks, Table(columns, rows, "Sitzungen und anwesende Stimmberechtigte")]


def _summary(facts: BoardFacts) -> str:
    by_body = {body: sum(line.body == body for line in facts.meetings) for body in facts.bodies}
    words = [f"{body} ({times(found)})" for body, found in by_body.items() if found]
    count = counted(len(facts.meetings), "eine Sitzung", "Sitzungen")
    verb = "fand" if len(facts.meetings) == 1 else "fanden"
    sentence = f"Im Berichtszeitraum {verb} {count} statt: {enumerate_words(words)}."
    shares = [line.share for line in facts.meetings if line.share is not None]
    if shares:
        mean = sum(shares) / len(shares)
        sentence += f" Im Mittel waren {format_percent(mean, 0)} der stimmberechtigten Sitze vertreten."
    if facts.silent:
        verb = "tagte" if len(facts.silent) == 1 else "tagten"
        sentence += f" Nicht {verb}: {enumerate_words(facts.silent)}."
    return sentence


def _presence(line: MeetingLine) -> str | None:
    if line.share is None:
        return None
    return f"{line.present} von {line.entitled} ({format_percent(line.share, 0)})"


# --- resolutions ------------------------------------------------------------------------------------------------


def _resolutions(facts: BoardFacts) -> list[Block]:
    if not facts.resolutions and not facts.unnamed:
        return [Paragraph(NO_RESOLUTION)]
    matters = [line for line in facts.resolutions if not line.is_formal]
    formal = len(facts.resolutions) - len(matters)
    blocks: list[Block] = [Paragraph(_standing(matters, formal, facts.unnamed))]
    named = [line for line in matters if line.title]
    if named:
        columns = (
            TableColumn("Beschluss", width=6.4),
            TableColumn("Gremium", width=3.2),
            TableColumn("Datum", Kind.DATE, width=1.9),
            TableColumn("Umsetzung", width=2.4),
        )
        rows = tuple((_named(line), line.body, line.decided_on, _state(line)) for line in named)
        blocks.append(Table(columns, rows, "Beschlüsse und Stand der Umsetzung"))
    return blocks


def _standing(matters: Sequence[ResolutionLine], formal: int, unnamed: int) -> str:
    adopted = [line for line in matters if line.implementation is not None]
    refused = len(matters) - len(adopted)
    found: list[str] = []
    if adopted:
        count = counted(len(adopted), "ein Beschluss", "Beschlüsse")
        verb = "wurde" if len(adopted) == 1 else "wurden"
        found.append(f"Im Berichtszeitraum {verb} {count} in der Sache gefasst; {_by_state(adopted)}.")
    elif not unnamed:
        found.append("Beschlüsse in der Sache wurden im Berichtszeitraum nicht gefasst.")
    if refused:
        count = counted(refused, "ein Vorschlag", "Vorschläge")
        found.append(f"Abgelehnt {'wurde' if refused == 1 else 'wurden'} {count}.")
    if formal:
        what = counted(formal, "ein Beschluss", "Beschlüsse")
        verb = "kommt" if formal == 1 else "kommen"
        found.append(f"Hinzu {verb} {what} zum Verfahren, etwa zur Genehmigung von Niederschriften oder Wahlen.")
    if unnamed:
        verb = "wurde" if unnamed == 1 else "wurden"
        found.append(
            f"{sentence_start(counted(unnamed, 'ein Beschluss', 'Beschlüsse'))} {verb} nicht öffentlich gefasst."
        )
    return " ".join(found)


def _by_state(adopted: Sequence[ResolutionLine]) -> str:
    """„davon sind drei umgesetzt und zwei in Arbeit“, the furthest first."""
    counts = [(sum(line.implementation is state for line in adopted), state.label) for state in _FURTHEST_FIRST]
    told = [(count, label) for count, label in counts if count]
    if len(adopted) == 1:
        return f"er ist {told[0][1]}"
    if len(told) == 1:
        return f"alle sind {told[0][1]}"
    words = enumerate_words([counted(count, f"einer {label}", label) for count, label in told])
    return f"davon {'ist' if told[0][0] == 1 else 'sind'} {words}"


_FURTHEST_FIRST = (
    *(Implementation.DONE, Implementation.IN_PROGRESS, Implementation.OPEN),
    *(Implementation.REPLACED, Implementation.VOID),
)


def _named(line: ResolutionLine) -> Text:
    return (bold(f"{line.number} "), line.title) if line.number else line.title


def _state(line: ResolutionLine) -> str:
    return line.implementation.label if line.implementation is not None else line.result


def _tasks(facts: BoardFacts) -> str:
    given = facts.tasks_done + facts.tasks_open
    if not given:
        return ""
    verb = "ging" if given == 1 else "gingen"
    start = f"Aus den Sitzungen des Berichtszeitraums {verb} {counted(given, 'eine Aufgabe', 'Aufgaben')} hervor."
    late = f", davon {in_words(facts.tasks_late, 'eine')} überfällig" if facts.tasks_late else ""
    if not facts.tasks_open:
        return f"{start} {'Sie ist' if given == 1 else 'Alle sind'} erledigt."
    if not facts.tasks_done:
        return f"{start} {'Sie ist' if given == 1 else 'Alle sind'} noch offen{late if given > 1 else ''}."
    done, left = in_words(facts.tasks_done, "eine"), in_words(facts.tasks_open, "eine")
    return f"{start} Davon {'ist' if facts.tasks_done == 1 else 'sind'} {done} erledigt und {left} offen{late}."


def resolution_annex(found: Sequence[ResolutionLine], unnamed: int = 0) -> tuple[Block, ...]:
    """All resolutions of the period in one table."""
    if not found and not unnamed:
        return (Paragraph(NO_RESOLUTION),)
    columns = (
        TableColumn("Nummer", width=1.5),
        TableColumn("Datum", Kind.DATE, width=1.9),
        TableColumn("Gremium", width=3),
        TableColumn("Beschluss", width=5.4),
        TableColumn("Ergebnis", width=2.1),
        TableColumn("Umsetzung", width=2.6),
    )
    rows: list[Row] = [
        (line.number or None, line.decided_on, line.body, line.title, line.result, _carried_out(line)) for line in found
    ]
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(columns, tuple(rows), "Beschlüsse des Berichtszeitraums", compact=True))
    if unnamed:
        count = counted(unnamed, "ein Beschluss", "Beschlüsse")
        which = "der nicht öffentlich gefasst wurde" if unnamed == 1 else "die nicht öffentlich gefasst wurden"
        words = f"Nicht aufgeführt {'ist' if unnamed == 1 else 'sind'} {count}, {which}."
        blocks.append(Paragraph(words, style=Style.SMALL))
    return tuple(blocks)


def _carried_out(line: ResolutionLine) -> str | None:
    """„in Arbeit, bis 17.12.2026“; None for what carries nothing out."""
    if line.implementation is None or line.is_formal:
        return None
    due = f", bis {format_date(line.due)}" if line.due and line.implementation in UNFINISHED else ""
    return line.implementation.label + due


# --- structure --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """A body: `seats` are functions and institutions with a vote, `advisory` those without; no persons."""

    name: str
    kind: str = ""
    parent: str = ""
    founded_on: date | None = None
    basis: str = ""
    seats: tuple[str, ...] = ()
    advisory: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def structure_blocks(found: Sequence[BodyLine]) -> tuple[Block, ...]:
    """Each body with what it is, what it rests on and who has a seat."""
    if not found:
        return (Paragraph("Ein Gremium ist noch nicht eingerichtet."),)
    names = enumerate_words([line.name for line in found])
    who = counted(len(found), "ein Gremium", "Gremien")
    verb = "trägt" if len(found) == 1 else "tragen"
    blocks: list[Block] = [Paragraph(f"Die Präventionsarbeit {verb} {who}: {names}.")]
    for line in found:
        blocks += [Heading(2, line.name), Paragraph(_body(line))]
        blocks += prose(line.basis)
        if line.seats:
            blocks.append(Paragraph(f"Stimmberechtigt sind: {'; '.join(line.seats)}."))
        if line.advisory:
            blocks.append(Paragraph(f"Beratend wirken mit: {'; '.join(line.advisory)}."))
    return tuple(blocks)


def _body(line: BodyLine) -> str:
    """In one line: kind, since when, what it belongs to, how many seats."""
    parts: list[str] = []
    if line.founded_on is not None:
        parts.append(f"gegründet am {format_long_date(line.founded_on)}")
    if line.parent:
        parts.append(f"gehört zu: {line.parent}")
    seats = plural(len(line.seats), "stimmberechtigter Sitz", "stimmberechtigte Sitze") if line.seats else ""
    parts += [seats] if seats else []
    if line.fields:
        parts.append(f"Handlungsfelder: {', '.join(line.fields)}")
    if line.kind and line.kind.lower() not in line.name.lower():
        parts.insert(0, line.kind)
    return f"{sentence_start('; '.join(parts))}." if parts else "Näheres ist nicht eingetragen."


# --- the resolution behind a strategy -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A resolution in full; `sentence` is the result of its vote in words. "" as title = it may not be named."""

    number: str
    title: str
    body: str
    decided_on: date | None
    wording: str
    sentence: str = ""


def decided_blocks(found: Decided | None) -> tuple[Block, ...]:
    """The wording with its vote; without one the sentence that it is still to come."""
    if found is None:
        return (Paragraph("Ein Beschluss zu dieser Strategie ist noch nicht gefasst."),)
    when = f" am {format_long_date(found.decided_on)}" if found.decided_on else ""
    if not found.title:
        return (Paragraph(f"Der Beschluss dazu wurde{when} im Gremium „{found.body}“ nicht öffentlich gefasst."),)
    number = f" (Beschluss {found.number})" if found.number else ""
    vote = (Paragraph(found.sentence, style=Style.SMALL),) if found.sentence else ()
    return (
        Paragraph(f"Im Gremium „{found.body}“ wurde{when} beschlossen{number}:", keep=True),
        Boxed((*prose(found.wording), *vote), found.title),
    )
