"""Chapters of a strategy: the analysis in short, and goal, measure, who, until when, indicator in one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import counted, enumerate_words, format_date, in_words, sentence_start
from coordinator_app.documents.content import (
    Block,
    BulletList,
    GroupRow,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    TableColumn,
    Text,
    bold,
    footnote,
    missing,
)
from coordinator_app.documents.goal_blocks import IndicatorView
from coordinator_app.documents.report_situation import series_title
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.domain.data_series import latest_in_words, read_breaks
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.indicator_words import named, target_text, value_text
from coordinator_app.domain.need_offers import Coverage
from coordinator_app.domain.outcomes import quoted

OPEN_GOAL = "noch festzulegen"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedNeed:
    """A need in one line of the analysis; `finding` is what speaks for it most, with where it comes from."""

    title: str
    field: str = ""
    rank: int = 0
    finding: str = ""
    source: str = ""
    kinds: int = 0
    coverage: Coverage = Coverage.NONE
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisFacts:
    """The analysis in short."""

    as_of: date
    needs: tuple[AnalysedNeed, ...] = ()
    strengths: tuple[str, ...] = ()
    series: tuple[RecordedSeries, ...] = ()
    offers: int = 0


def analysis_blocks(facts: AnalysisFacts) -> tuple[Block, ...]:
    """Figures, findings behind the priorities, strengths, all needs in one table."""
    if not facts.needs and not facts.series:
        return (Paragraph("Bedarfe und Kennzahlen sind noch nicht erfasst."),)
    blocks: list[Block] = [Paragraph(_summary(facts))]
    leading = [need for need in facts.needs if need.rank and need.finding]
    if leading:
        blocks += [Heading(2, "Was für die Prioritäten spricht"), BulletList(tuple(_finding(need) for need in leading))]
    if facts.series:
        items = tuple(_figure(found) for found in facts.series)
        blocks += [Heading(2, "Was die Kennzahlen sagen"), BulletList(items)]
    if facts.strengths:
        blocks += [Heading(2, "Worauf sich aufbauen lässt"), BulletList(facts.strengths)]
    if facts.needs:
        blocks += [Heading(2, "Bedarfe nach Handlungsfeld"), _needs_table(facts.needs)]
    return tuple(blocks)


def _summary(facts: AnalysisFacts) -> str:
    day = format_date(facts.as_of)
    if not facts.needs:
        return f"Bis zum {day} sind noch keine Bedarfe erfasst."
    fields = len({need.field for need in facts.needs if need.field})
    where = f" in {counted(fields, 'einem Handlungsfeld', 'Handlungsfeldern')}" if fields else ""
    needs = counted(len(facts.needs), "ist ein Bedarf", "Bedarfe")
    words = f"Bis zum {day} {needs if len(facts.needs) == 1 else f'sind {needs}'}{where} erfasst."
    backed = sum(need.kinds > 1 for need in facts.needs)
    if backed:
        count = sentence_start(counted(backed, "einer davon ruht", "davon ruhen"))
        words += f" {count} auf mindestens zwei Arten von Belegen."
    if facts.offers:
        there = counted(facts.offers, "ein laufendes Angebot oder Projekt", "laufende Angebote und Projekte")
        words += f" Dem {'steht' if facts.offers == 1 else 'stehen'} {there} gegenüber."
    gaps = [need for need in facts.needs if need.coverage is Coverage.NONE]
    if gaps:
        which = f"den Bedarf {quoted(gaps[0].title)}" if len(gaps) == 1 else f"{in_words(len(gaps))} Bedarfe"
        words += f" Für {which} gibt es noch kein laufendes Angebot."
    return words


def _finding(need: AnalysedNeed) -> Text:
    head = bold(f"Rang {need.rank}, {need.title}: ")
    return (head, need.finding, footnote(need.source)) if need.source else (head, need.finding)


def _figure(found: RecordedSeries) -> Text:
    words = latest_in_words(found.points, read_breaks(found.series.breaks), found.series.unit)
    head = bold(f"{series_title(found)}: ")
    return (head, words, footnote(f"Quelle: {found.source}")) if found.source else (head, words)


def _needs_table(needs: Sequence[AnalysedNeed]) -> Table:
    columns = (
        TableColumn("Bedarf", width=5.6),
        TableColumn("Arten von Belegen", Kind.INTEGER, width=2),
        TableColumn("gedeckt", width=2),
        TableColumn("Entscheidung", width=3),
    )
    rows: list[Row] = []
    for field in dict.fromkeys(need.field for need in needs):
        rows.append(GroupRow(field or "Ohne Handlungsfeld"))
        rows += [
            (need.title, need.kinds, need.coverage.label, need.decision or None)
            for need in needs
            if need.field == field
        ]
    return Table(columns, tuple(rows), "Bedarfe, Belege und Entscheidung")


# --- Ziele und Maßnahmen ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal of a measure; without a goal ("") the measure alone."""

    measure: str
    goal: str = ""
    who: str = ""
    due: date | None = None
    until: str = ""
    indicators: tuple[IndicatorView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityGoals:
    """A priority with what is to be done about it."""

    rank: int
    title: str
    responsible: str = ""
    reason: str = ""
    lines: tuple[GoalLine, ...] = ()


def goals_blocks(found: Sequence[PriorityGoals], *, public: bool) -> tuple[Block, ...]:
    """One table over all priorities on lying pages; what is not set yet is marked."""
    if not found:
        return (Paragraph("Prioritäten, zu denen Ziele und Maßnahmen gehören, sind noch nicht beschlossen."),)
    columns = (
        TableColumn("Ziel", width=5),
        TableColumn("Maßnahme", width=3.6),
        TableColumn("Zuständig", width=3),
        TableColumn("Frist", width=2),
        TableColumn("Indikator", width=4.4),
    )
    rows: list[Row] = []
    for item in found:
        who = f" – zuständig: {item.responsible}" if item.responsible else ""
        rows.append(GroupRow(f"Rang {item.rank}: {item.title}{who}" if item.rank else f"{item.title}{who}"))
        rows += [_goal_row(line, public=public) for line in item.lines]
        if not item.lines:
            bare = (_open("Ziel", public=public), _open("Maßnahme", public=public))
            rows.append((*bare, item.responsible or None, None, None))
    table = Table(columns, tuple(rows), "Ziele und Maßnahmen", compact=True)
    return Paragraph(_goals_summary(found)), Section((table,))


def _open(what: str, *, public: bool) -> Text:
    return OPEN_GOAL if public else missing(what)


def _goal_row(line: GoalLine, *, public: bool) -> Row:
    due = format_date(line.due) if line.due is not None else line.until
    indicators = "\n".join(_indicator(view) for view in line.indicators)
    return line.goal or _open("Ziel", public=public), line.measure, line.who or None, due or None, indicators or None


def _indicator(view: IndicatorView) -> str:
    """„Beschwerden je Jahr (Fälle): 47 → ≤ 25“."""
    start = value_text(view.indicator.baseline, view.indicator)
    target = target_text(view.indicator)
    course = f"{start} → {target}" if start and target else target or start
    return f"{named(view.indicator)}: {course}" if course else named(view.indicator)


def _goals_summary(found: Sequence[PriorityGoals]) -> str:
    lines = [line for item in found for line in item.lines]
    goals = sum(bool(line.goal) for line in lines)
    measures = len({line.measure for line in lines})
    belongs = "gehört" if measures < 2 else "gehören"
    named_ = counted(measures, "eine Maßnahme", "Maßnahmen") if measures else "noch keine Maßnahme"
    which = "der Priorität" if len(found) == 1 else f"den {in_words(len(found))} Prioritäten"
    words = f"Zu {which} {belongs} {named_}"
    words += f" mit {counted(goals, 'einem Ziel', 'Zielen')}." if goals else "; Ziele sind noch nicht festgelegt."
    bare = [item.title for item in found if not item.lines]
    if bare:
        titles = enumerate_words([quoted(title) for title in bare])
        words += f" Noch ohne Maßnahme {'ist' if len(bare) == 1 else 'sind'}: {titles}."
    return words
