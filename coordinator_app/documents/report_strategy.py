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
    SourceNote,
    Table,
    TableColumn,
    Text,
    bold,
    footnote,
    missing,
)
from coordinator_app.documents.goal_blocks import IndicatorView
from coordinator_app.documents.report_situation import latest_words, series_title
from coordinator_app.documents.series_sheet import RecordedSeries
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
    leading = sorted((need for need in facts.needs if need.rank and need.finding), key=_by_rank)
    if leading:
        blocks += [Heading(2, "Was für die Prioritäten spricht"), BulletList(tuple(_finding(need) for need in leading))]
    if facts.series:
        items = tuple((bold(f"{series_title(found)}: "), latest_words(found)) for found in facts.series)
        sources = dict.fromkeys(found.source for found in facts.series if found.source)
        blocks += [Heading(2, "Was die Kennzahlen sagen"), BulletList(items)]
        blocks += [SourceNote("; ".join(sources))] if sources else []
    if facts.strengths:
        blocks += [Heading(2, "Worauf sich aufbauen lässt"), BulletList(facts.strengths)]
    if facts.needs:
        blocks += [Heading(2, "Alle Bedarfe"), _needs_table(facts.needs)]
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


def _by_rank(need: AnalysedNeed) -> int:
    return need.rank


def _needs_table(needs: Sequence[AnalysedNeed]) -> Table:
    columns = (
        TableColumn("Bedarf", width=5.4),
        TableColumn("Handlungsfeld", width=4),
        TableColumn("Belegarten", Kind.INTEGER, width=2),
        TableColumn("gedeckt", width=1.9),
        TableColumn("Entscheidung", width=2.6),
    )
    rows = tuple(
        (need.title, need.field or None, need.kinds, need.coverage.label, need.decision or None) for need in needs
    )
    return Table(columns, rows, "Bedarfe, Belege und Entscheidung", compact=True)


# --- Ziele und Maßnahmen ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal of a measure; "" as goal = the measure alone, "" as measure = it is not set yet.

    `told_at` = the rank the measure was told at already.
    """

    measure: str
    goal: str = ""
    who: str = ""
    due: date | None = None
    until: str = ""
    indicators: tuple[IndicatorView, ...] = ()
    told_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityGoals:
    """A priority with what is to be done about it."""

    rank: int
    title: str
    responsible: str = ""
    reason: str = ""
    lines: tuple[GoalLine, ...] = ()


def goals_blocks(found: Sequence[PriorityGoals], *, public: bool) -> tuple[Block, ...]:
    """One table over all priorities; what is not set yet is marked."""
    if not found:
        return (Paragraph("Prioritäten, zu denen Ziele und Maßnahmen gehören, sind noch nicht beschlossen."),)
    columns = (
        TableColumn("Ziel", width=4.6),
        TableColumn("Maßnahme", width=3.3),
        TableColumn("Zuständig", width=2.9),
        TableColumn("Frist", width=2.1),
        TableColumn("Indikator", width=4),
    )
    rows: list[Row] = []
    for item in found:
        who = f" – zuständig: {item.responsible}" if item.responsible else ""
        rows.append(GroupRow(f"Rang {item.rank}: {item.title}{who}" if item.rank else f"{item.title}{who}"))
        bare = not any(line.goal or line.told_at for line in item.lines)
        rows += [
            _goal_row(line, _open("Ziel", public=public) if bare and not number else None)
            for number, line in enumerate(item.lines)
        ]
        if not item.lines:
            marked = (_open("Ziel", public=public), _open("Maßnahme", public=public))
            rows.append((*marked, item.responsible or None, None, None))
    return Paragraph(_goals_summary(found)), Table(columns, tuple(rows), "Ziele und Maßnahmen", compact=True)


def _open(what: str, *, public: bool) -> Text:
    return OPEN_GOAL if public else missing(what)


def _goal_row(line: GoalLine, gap: Text | None) -> Row:
    """`gap` marks where the first goal of a priority should be."""
    if line.told_at:
        return f"siehe Rang {line.told_at}", line.measure, line.who or None, line.until or None, None
    due = format_date(line.due) if line.due is not None else line.until
    indicators = "\n".join(_indicator(view) for view in line.indicators)
    return line.goal or gap, line.measure or None, line.who or None, due or None, indicators or None


def _indicator(view: IndicatorView) -> str:
    """„Beschwerden je Jahr (Fälle): 47 → ≤ 25“."""
    start = value_text(view.indicator.baseline, view.indicator)
    target = target_text(view.indicator)
    course = f"{start} → {target}" if start and target else target or start
    return f"{named(view.indicator)}: {course}" if course else named(view.indicator)


def _goals_summary(found: Sequence[PriorityGoals]) -> str:
    lines = [line for item in found for line in item.lines]
    goals = sum(bool(line.goal) for line in lines)
    measures = len({line.measure for line in lines if line.measure})
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
