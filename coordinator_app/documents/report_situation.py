"""Chapters of reports on the situation: figures over time in one table and one by one, and where the data come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator_app.common.german import (
    NBSP,
    counted,
    enumerate_words,
    format_decimal,
    in_words,
    plural,
    sentence_start,
)
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Chart,
    Heading,
    Paragraph,
    SourceNote,
    Style,
    Table,
    TableColumn,
    Text,
    footnote,
)
from coordinator_app.documents.series_sheet import RecordedSeries, series_chart
from coordinator_app.domain.data_series import (
    ENOUGH_FOR_SHARES,
    DataPoint,
    Measure,
    PeriodKind,
    kind_of_period,
    latest_in_words,
    period_text,
    read_breaks,
    segments,
)
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.recorded_crime import PKS_LIMITS
from coordinator_app.domain.small_numbers import SMALLEST_TOLD, counts_people, is_small

_FEW = 3  # values from which a course is told
_NOT_COUNTED = frozenset({Measure.POPULATION, Measure.RATE})
NO_FIGURES = "Für den Berichtszeitraum liegen keine Kennzahlen vor."


def told_series(found: RecordedSeries, until: str, *, public: bool) -> RecordedSeries | None:
    """A series as the report may tell it: values up to a period (ISO), small counts left out; None for none."""
    if public and not found.series.public:
        return None
    points = [point for point in found.points if point.period <= until]
    if public and _counts(found):
        points = [_guarded(point) for point in points]
    return replace(found, points=points) if any(point.value is not None for point in points) else None


def _counts(found: RecordedSeries) -> bool:
    series = found.series
    return series.measure not in _NOT_COUNTED and (
        series.measure is not Measure.OTHER or counts_people(f"{series.unit} {series.title}")
    )


def _guarded(point: DataPoint) -> DataPoint:
    if not is_small(point.value):
        return point
    return replace(point, value=None, comment=", ".join(filter(None, (point.comment, f"unter {SMALLEST_TOLD}"))))


# --- Ausgangslage ---------------------------------------------------------------------------------------------


def situation_blocks(found: Sequence[RecordedSeries]) -> tuple[Block, ...]:
    """All figures: first the newest values in one table, then each in words and as a chart."""
    if not found:
        return (Paragraph(NO_FIGURES),)
    sources = list(dict.fromkeys(each.source for each in found if each.source))
    blocks: list[Block] = [Paragraph(_introduction(found)), _overview(found)]
    blocks += [SourceNote("; ".join(sources))] if sources else []
    if any(each.series.key for each in found):
        blocks += [Paragraph("Zur Polizeilichen Kriminalstatistik ist zu beachten:", keep=True), BulletList(PKS_LIMITS)]
    for each in found:
        blocks += [Heading(2, series_title(each)), *series_words(each), *series_figure(each)]
    return tuple(blocks)


def _introduction(found: Sequence[RecordedSeries]) -> str:
    if len(found) == 1:
        return "Zur Lage wird eine Kennzahl fortgeschrieben."
    broken = sum(bool(each.series.breaks.strip()) for each in found)
    words = f"Die Lage wird an {in_words(len(found))} Kennzahlen beschrieben."
    if broken:
        which = f"{in_words(broken, 'einer')} von ihnen"
        words += (
            f" Bei {which} hat sich die Erfassung geändert: Werte vor und nach einem solchen Bruch sind nicht "
            "vergleichbar, in den Diagrammen beginnt die Linie dort neu."
        )
    return words


def series_title(found: RecordedSeries) -> str:
    """The name of a figure with its area."""
    return f"{found.series.title} ({found.area})" if found.area else found.series.title


def _overview(found: Sequence[RecordedSeries]) -> Table:
    columns = (
        TableColumn("Kennzahl", width=5.6),
        TableColumn("Zeitraum", width=1.7),
        TableColumn("Wert", Kind.DECIMAL, width=1.8),
        TableColumn("davor", Kind.DECIMAL, width=1.8),
        TableColumn("Veränderung", Kind.DECIMAL, width=2.4),
    )
    return Table(columns, tuple(_overview_row(each) for each in found), "Kennzahlen im Überblick")


def _overview_row(found: RecordedSeries) -> tuple[Text | None, ...]:
    known = _known(found)
    last, before = known[-1], known[-2] if len(known) > 1 else None
    unit = found.series.unit
    name = f"{series_title(found)}, in {unit}" if unit in _SIGNS else series_title(found)
    if before is None:
        return name, period_text(last.period), _number(last.value or 0), None, None
    crossed = any(before.period < each.period <= last.period for each in read_breaks(found.series.breaks))
    change = "Bruch" if crossed else _change(last.value or 0, before.value or 0)
    return name, period_text(last.period), _number(last.value or 0), _number(before.value or 0), change


_SIGNS = frozenset({"€", "%", "‰"})


def _known(found: RecordedSeries) -> list[DataPoint]:
    return sorted((point for point in found.points if point.value is not None), key=_by_period)


def _by_period(point: DataPoint) -> str:
    return point.period


def _number(value: float) -> str:
    return format_decimal(value, 0 if float(value).is_integer() else 1)


def _change(now: float, before: float) -> str:
    if now == before:
        return "±0"
    sign = "+" if now > before else "−"
    part = format_decimal(abs(now - before) / before * 100, 0) if before >= ENOUGH_FOR_SHARES else "0"
    share = f" ({sign}{part}{NBSP}%)" if part != "0" else ""
    return f"{sign}{_number(abs(now - before))}{share}"


def latest_words(found: RecordedSeries) -> str:
    """The newest value as a sentence: „2025 waren es 57 Fälle, 9 weniger als 2024 (−14 %).“."""
    last = _known(found)[-1].period
    words = latest_in_words(found.points, read_breaks(found.series.breaks), found.series.unit)
    return f"{_when(last)} waren es {words.removeprefix(f'{period_text(last)}: ')}"


def series_words(found: RecordedSeries, *, with_chart: bool = True) -> list[Paragraph]:
    """The newest value and the course since the last break as sentences; the source where no chart names it."""
    breaks, known = read_breaks(found.series.breaks), _known(found)
    text = " ".join(filter(None, (latest_words(found), _course(found))))
    sourced = found.source and (not with_chart or len(known) == 1)
    blocks = [Paragraph((text, footnote(f"Quelle: {found.source}")) if sourced else text)]
    shown = [each for each in breaks if known[0].period < each.period <= known[-1].period]
    blocks += [Paragraph(f"Bruch ab {period_text(each.period)}: {each.reason}.", style=Style.SMALL) for each in shown]
    hidden = sum(f"unter {SMALLEST_TOLD}" in point.comment for point in found.points)
    if hidden:
        verb = "ist" if hidden == 1 else "sind"
        words_ = f"{plural(hidden, 'Wert', 'Werte')} unter {SMALLEST_TOLD} {verb} nicht genannt."
        blocks.append(Paragraph(words_, style=Style.SMALL))
    return blocks


def _when(period: str) -> str:
    kind, words = kind_of_period(period), period_text(period)
    return {PeriodKind.YEAR: "", PeriodKind.DAY: "Am "}.get(kind, "Im ") + words


def _course(found: RecordedSeries) -> str:
    """„Seit 2021 lag der Wert zwischen 1.102 (2023) und 1.260 (2021).“; "" for too few values."""
    pieces = segments(_known(found), read_breaks(found.series.breaks))
    last = pieces[-1] if pieces else []
    if len(last) < _FEW:
        return ""
    low, high = min(last, key=_by_value), max(last, key=_by_value)
    if low.value == high.value:
        return f"Seit {period_text(last[0].period)} ist der Wert unverändert."
    return (
        f"Seit {period_text(last[0].period)} lag der Wert zwischen {_number(low.value or 0)} "
        f"({period_text(low.period)}) und {_number(high.value or 0)} ({period_text(high.period)})."
    )


def _by_value(point: DataPoint) -> float:
    return point.value or 0.0


def series_figure(found: RecordedSeries) -> list[Block]:
    """The chart with the source below it, and the limits of the data; no chart of a single value."""
    blocks: list[Block] = []
    if len(_known(found)) > 1:
        unit = found.series.unit
        drawn = series_chart(found.series, found.points)
        caption = f"{series_title(found)}, {unit}" if unit and unit not in _SIGNS else series_title(found)
        blocks.append(Chart(replace(drawn, unit=unit if unit in _SIGNS else ""), caption))
        blocks.append(SourceNote(found.source or "nicht angegeben"))
    blocks += [Paragraph(text, style=Style.SMALL) for text in (found.series.caveats,) if text.strip()]
    return blocks


# --- Vorgehensweise -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachFacts:
    """What the needs rest on.

    `kinds` are the kinds of evidence with how many pieces and how many needs they back; `backed` counts needs with
    two kinds of evidence at least. `offers` and `organisations` count the resources that were surveyed.
    """

    needs: int
    strengths: int
    evidence: int
    backed: int
    kinds: tuple[tuple[str, int, int], ...] = ()
    series: int = 0
    sources: tuple[str, ...] = ()
    surveys: tuple[str, ...] = ()
    walks: tuple[str, ...] = ()
    concerns: int = 0
    offers: int = 0
    organisations: int = 0
    fields: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()


def approach_blocks(facts: ApproachFacts) -> tuple[Block, ...]:
    """How the needs were found: steps, data, resources, fields of action."""
    blocks: list[Block] = [Paragraph(_steps(facts)), Heading(2, "Datengrundlage"), *_data(facts)]
    blocks += [Heading(2, "Gesellschaftliche Ressourcen"), Paragraph(_resources(facts))]
    if facts.fields:
        blocks += [Heading(2, "Handlungsfelder"), Paragraph(_fields(facts))]
    return tuple(blocks)


def _steps(facts: ApproachFacts) -> str:
    if not facts.needs:
        return "Bedarfe sind noch nicht erfasst; die Analyse beginnt mit dem Zusammentragen der Hinweise."
    needs = sentence_start(counted(facts.needs, "ein Bedarf ist", "Bedarfe sind"))
    if not facts.evidence:
        found = f"{needs} erfasst, noch ohne Beleg."
    else:
        found = f"{needs} erfasst und mit {counted(facts.evidence, 'einem Beleg', 'Belegen')} hinterlegt."
    if facts.backed:
        which = counted(facts.backed, "einen Bedarf", "Bedarfe")
        found += f" Für {which} sprechen mindestens zwei voneinander unabhängige Arten von Belegen."
    if facts.strengths == 1:
        found += " Dazu kommt eine Stärke, auf der sich aufbauen lässt."
    elif facts.strengths:
        found += f" Dazu kommen {in_words(facts.strengths)} Stärken, auf denen sich aufbauen lässt."
    if facts.rounds:
        found += f" Bewertet wurden die Bedarfe in {enumerate_words([f'„{title}“' for title in facts.rounds])}."
    return found


def _data(facts: ApproachFacts) -> list[Block]:
    items: list[str] = []
    if facts.series:
        origin = f" aus {enumerate_words(facts.sources)}" if facts.sources else ""
        items.append(f"{plural(facts.series, 'Kennzahl', 'Kennzahlen')}{origin}")
    items += [f"Befragung: {title}" for title in facts.surveys]
    items += [f"Begehung: {title}" for title in facts.walks]
    if facts.concerns:
        items.append(f"{plural(facts.concerns, 'Anliegen', 'Anliegen')} von Bürgerinnen und Bürgern")
    if not items and not facts.kinds:
        return [Paragraph("Es liegen noch keine Daten vor.")]
    blocks: list[Block] = [Paragraph("Ausgewertet wurden:", keep=True), BulletList(tuple(items))] if items else []
    if facts.kinds:
        columns = (
            TableColumn("Art des Belegs", width=6),
            TableColumn("Belege", Kind.INTEGER, width=2),
            TableColumn("für Bedarfe", Kind.INTEGER, width=2),
        )
        blocks.append(Table(columns, facts.kinds, "Belege nach ihrer Art"))
    return blocks


def _resources(facts: ApproachFacts) -> str:
    if not facts.offers:
        return "Angebote und Projekte sind noch nicht erfasst."
    who = f" von {counted(facts.organisations, 'einem Träger', 'Trägern')}" if facts.organisations else ""
    verb = "steht" if facts.offers == 1 else "stehen"
    there = counted(facts.offers, "ein Angebot oder Projekt", "Angebote und Projekte")
    return (
        f"Dem Bedarf gegenüber {verb} {there}{who}. "
        "In den Kapiteln zu den Handlungsfeldern steht, auf welche Bedarfe sie antworten."
    )


def _fields(facts: ApproachFacts) -> str:
    if len(facts.fields) == 1:
        return f"Der Bericht behandelt das Handlungsfeld {facts.fields[0]}."
    count, names = in_words(len(facts.fields)), enumerate_words(facts.fields)
    return f"Die Bedarfe verteilen sich auf {count} Handlungsfelder: {names}."
