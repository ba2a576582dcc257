"""Chapters of reports on a year: introduction, figures, events, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import (
    counted,
    enumerate_words,
    format_date,
    format_integer,
    format_long_date,
    in_words,
    sentence_start,
)
from coordinator_app.documents.balance_sheet import figure_blocks
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Heading,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Text,
    bold,
)
from coordinator_app.documents.levels import without_empty
from coordinator_app.documents.prose import prose
from coordinator_app.documents.report_figures import year_charts
from coordinator_app.domain.balance import Figure, balance_sentences
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.outcomes import quoted
from coordinator_app.domain.report_period import Period
from coordinator_app.domain.small_numbers import told

_NAMED_PRESS = 6
_BARS = 3  # fewer are read in the table
_DRAWN = frozenset(
    {
        *("meetings", "adopted", "implemented", "needs", "projects_running", "projects_done", "events_held"),
        *("applied", "granted", "spent"),
    }
)
"""Figures drawn as bars; all of them stand in the table."""


# --- Einleitung -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionFacts:
    """What the report is about and who stands behind it; `steps_done` of the cooperation, `next_step` after them."""

    town: str
    period: Period
    as_of: date
    council: str = ""
    founded_on: date | None = None
    basis: str = ""
    groups: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    steps_done: tuple[tuple[str, date | None], ...] = ()
    next_step: str = ""


def introduction_blocks(facts: IntroductionFacts) -> tuple[Block, ...]:
    """Subject and period, the bodies, how far the cooperation is."""
    where = f" in {facts.town}" if facts.town else ""
    first = (
        f"Dieser Bericht beschreibt die Arbeit der kommunalen Prävention{where} {facts.period.words}. "
        f"Er gibt den Stand vom {format_date(facts.as_of)} wieder."
    )
    if facts.fields:
        what = "das Handlungsfeld" if len(facts.fields) == 1 else f"{len(facts.fields)} Handlungsfelder"
        first += (
            f" Betrachtet {'wird' if len(facts.fields) == 1 else 'werden'} {what}: {enumerate_words(facts.fields)}."
        )
    blocks: list[Block] = [Paragraph(first)]
    if facts.council:
        since = f" besteht seit dem {format_long_date(facts.founded_on)}" if facts.founded_on else " besteht"
        words = f"Das Gremium „{facts.council}“{since}"
        words += f"; darunter arbeiten: {enumerate_words(facts.groups)}." if facts.groups else "."
        blocks += [Paragraph(words), *prose(facts.basis)]
    if facts.steps_done:
        steps = enumerate_words(
            [f"{title}{f' ({format_date(day)})' if day else ''}" for title, day in facts.steps_done]
        )
        words = f"Von den Schritten der Zusammenarbeit mit dem Landespräventionsrat sind abgeschlossen: {steps}."
        words += f" Als Nächstes steht an: {facts.next_step}." if facts.next_step else ""
        blocks.append(Paragraph(words))
    return tuple(blocks)


# --- Das Jahr in Zahlen -----------------------------------------------------------------------------------------


def figures_chapter(figures: Sequence[Figure], period: Period, *, running: bool) -> tuple[Block, ...]:
    """The year in sentences, as bars and as a table with the period before."""
    if not any(figure.value for figure in figures):
        return (Paragraph(f"Zu zählen gab es {period.words} nichts."),)
    told_ = " ".join(balance_sentences(tuple(figures), period.words, period.before.label))
    drawn = [figure for figure in figures if figure.info.key in _DRAWN]
    charts = year_charts(period.start.year, drawn) if period.is_one_year else []
    charts = [chart for chart in charts if len(chart.description.categories) >= _BARS]
    words = [Paragraph(told_)] if told_ else []
    return (*words, *charts, *figure_blocks(figures, period, running=running))


# --- Öffentlichkeitsarbeit --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event of the period; `participants` None = not counted."""

    title: str
    day: date | None
    place: str = ""
    participants: int | None = None
    press: str = ""
    is_held: bool = True
    is_cancelled: bool = False


def publicity_blocks(found: Sequence[EventLine], *, public: bool) -> tuple[Block, ...]:
    """Events with the people they reached, and where the press told of them."""
    held = [line for line in found if line.is_held]
    cancelled = [line for line in found if line.is_cancelled]
    if not held:
        words = "Veranstaltungen fanden im Berichtszeitraum nicht statt."
        return (Paragraph(" ".join(filter(None, (words, _cancelled(cancelled))))),)
    blocks: list[Block] = [Paragraph(" ".join(filter(None, (_held(held), _cancelled(cancelled)))))]
    columns = (
        TableColumn("Datum", Kind.DATE, width=1.9),
        TableColumn("Veranstaltung", width=6),
        TableColumn("Ort", width=3.6),
        TableColumn("Teilnehmende", Kind.INTEGER, width=2.2),
    )
    rows = tuple((line.day, line.title, line.place or None, _people(line, public=public)) for line in held)
    blocks.append(without_empty(Table(columns, rows, "Veranstaltungen im Berichtszeitraum")))
    press = [line for line in held if line.press.strip()]
    if press:
        blocks.append(Paragraph("In der Presse:", keep=True))
        blocks.append(BulletList(tuple(_press(line) for line in press[:_NAMED_PRESS])))
    return tuple(blocks)


def _people(line: EventLine, *, public: bool) -> str | None:
    return None if line.participants is None else told(line.participants, public=public)


def _held(held: Sequence[EventLine]) -> str:
    known = [line for line in held if line.participants]
    start = counted(len(held), "eine Veranstaltung fand", "Veranstaltungen fanden")
    words = f"{sentence_start(start)} im Berichtszeitraum statt."
    if known:
        people = format_integer(sum(line.participants or 0 for line in known))
        if len(known) == len(held):
            who = "Sie erreichte" if len(held) == 1 else "Zusammen erreichten sie"
            words += f" {who} {people} Menschen."
        else:
            words += f" Gezählt wurde bei {in_words(len(known), 'einer')} davon: {people} Menschen."
        largest = max(known, key=_size)
        if len(known) > 1:
            words += (
                f" Die größte war {quoted(largest.title)} mit {format_integer(largest.participants)} Teilnehmenden."
            )
    return words


def _size(line: EventLine) -> int:
    return line.participants or 0


def _cancelled(found: Sequence[EventLine]) -> str:
    if not found:
        return ""
    names = enumerate_words([quoted(line.title) for line in found])
    return f"Ausgefallen {'ist' if len(found) == 1 else 'sind'}: {names}."


def _press(line: EventLine) -> Text:
    return (bold(f"{line.title}: "), " ".join(line.press.split()))


# --- Ausblick ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """A project or measure that is to begin."""

    title: str
    carrier: str = ""
    start: date | None = None
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookFacts:
    """What comes after the period; days are those ahead of `as_of`."""

    as_of: date
    planned: tuple[PlannedLine, ...] = ()
    meetings: tuple[tuple[date, str], ...] = ()
    events: tuple[tuple[date, str], ...] = ()
    goals: tuple[tuple[date, str], ...] = ()
    resolutions: tuple[tuple[date | None, str], ...] = ()
    tasks_open: int = 0
    tasks_late: int = 0


def outlook_blocks(facts: OutlookFacts) -> tuple[Block, ...]:
    """New projects, days to come, what is still to be done."""
    blocks: list[Block] = []
    if facts.planned:
        blocks.append(Paragraph(_coming(facts), keep=True))
        columns = (
            TableColumn("Vorhaben", width=5.6),
            TableColumn("Träger", width=4),
            TableColumn("Beginn", Kind.DATE, width=2),
            TableColumn("Stand heute", width=2.4),
        )
        rows: tuple[Row, ...] = tuple(
            (line.title, line.carrier or None, line.start, line.status) for line in facts.planned
        )
        blocks.append(without_empty(Table(columns, rows, "Neue Vorhaben")))
    days = [
        *(("Sitzung", day, title) for day, title in facts.meetings),
        *(("Veranstaltung", day, title) for day, title in facts.events),
        *(("Ziel", day, title) for day, title in facts.goals),
    ]
    if days:
        columns = (
            TableColumn("Tag", Kind.DATE, width=2),
            TableColumn("Was", width=2.2),
            TableColumn("Inhalt", width=9),
        )
        found = tuple((day, what, title) for what, day, title in sorted(days, key=_by_day))
        blocks += [Heading(2, "Nächste Termine"), Table(columns, found, f"Termine nach dem {format_date(facts.as_of)}")]
    left = _left(facts)
    if left:
        blocks += [Heading(2, f"Offen am {format_date(facts.as_of)}"), *left]
    return tuple(blocks) or (Paragraph("Neue Vorhaben, Termine oder offene Punkte sind nicht eingetragen."),)


def _coming(facts: OutlookFacts) -> str:
    begun = sum(line.start is not None and line.start <= facts.as_of for line in facts.planned)
    ahead = len(facts.planned) - begun
    words: list[str] = []
    if begun:
        count = counted(begun, "hat ein neues Vorhaben", "neue Vorhaben")
        words.append(f"Seit dem Ende des Berichtszeitraums {count if begun == 1 else f'haben {count}'} begonnen.")
    if ahead:
        count = counted(
            ahead, "ein weiteres Vorhaben" if begun else "ein neues Vorhaben", "weitere" if begun else "neue Vorhaben"
        )
        words.append(f"Geplant {'ist' if ahead == 1 else 'sind'} {count}.")
    return " ".join(words)


def _by_day(entry: tuple[str, date, str]) -> tuple[date, str, str]:
    return entry[1], entry[0], entry[2]


def _left(facts: OutlookFacts) -> list[Block]:
    blocks: list[Block] = []
    if facts.resolutions:
        count = counted(len(facts.resolutions), "ein Beschluss ist", "Beschlüsse sind")
        blocks.append(Paragraph(f"{sentence_start(count)} noch nicht umgesetzt:", keep=True))
        items = tuple(f"{title} (bis {format_date(day)})" if day else title for day, title in facts.resolutions)
        blocks.append(BulletList(items))
    if facts.tasks_open:
        late = f", davon {in_words(facts.tasks_late, 'eine')} überfällig" if facts.tasks_late else ""
        verb = "ist" if facts.tasks_open == 1 else "sind"
        blocks.append(Paragraph(f"Offen {verb} {counted(facts.tasks_open, 'eine Aufgabe', 'Aufgaben')}{late}."))
    return blocks
