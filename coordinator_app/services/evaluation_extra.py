"""Indices, plain counts, waves: results that are made of more than one question or survey."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import NBSP, format_decimal, format_percent, plural
from coordinator_app.domain.answers import MODES, NOT_ASKED, AnswerMode
from coordinator_app.domain.evaluation import SurveyIndex
from coordinator_app.domain.evaluation_plan import Part, Subject, rare_note
from coordinator_app.domain.result_sentences import wave_words
from coordinator_app.domain.results import (
    Frequencies,
    FrequencyLine,
    Result,
    ResultKind,
    ResultRow,
    row_key,
)
from coordinator_app.services.evaluation_data import Grouping, Prepared
from coordinator_app.services.evaluation_tables import MEAN, TOTAL, named, number_rows, share_figure, summary_places
from coordinator_app.services.evaluation_tests import mean_differences
from coordinator_app.survey.comparison import between
from coordinator_app.survey.data_set import Codes, Design, Mask, encode
from coordinator_app.survey.means import means
from coordinator_app.survey.scales import Alpha, Deletion, IndexItem, alpha, index_scores, scores
from coordinator_app.survey.shares import share_table

HELP = "auswertung"
WAVE = "wave"
TOGETHER = -1_000
"""Stands for all missing answers of a variable together."""

ONLINE = MODES.index(AnswerMode.ONLINE)


# --- indices --------------------------------------------------------------------------------------------------


def index_items(prepared: Prepared, index: SurveyIndex) -> list[IndexItem]:
    """The items of an index with the ends of their scales; `UserError` names what cannot be used."""
    found: list[IndexItem] = []
    for line in filter(None, map(str.strip, index.variables.splitlines())):
        name = line.lstrip("-").strip()
        subject = prepared.of_variable(name)
        if subject is None or subject.kind not in {ResultKind.LIKERT, ResultKind.SHARES} or len(subject.codes) < 2:
            raise UserError(
                f"Index „{index.title}“: Die Variable „{name}“ gibt es nicht oder sie hat keine Skala. "
                "Bitte ändern Sie den Index.",
                help_topic=HELP,
            )
        values = scores(prepared.data[name])
        found.append(IndexItem(values, min(subject.codes), max(subject.codes), turned=line.startswith("-")))
    if len(found) < 2:
        raise UserError(f"Index „{index.title}“: Ein Index braucht mindestens zwei Fragen.", help_topic=HELP)
    return found


def index_result(prepared: Prepared, index: SurveyIndex, design: Design, groups: Grouping | None) -> Result:
    """Mean, median and quartiles of an index by group, with alpha in the notes."""
    items = index_items(prepared, index)
    values = index_scores(items, least_valid=index.least_valid, rescaled=index.rescaled)
    rows = number_rows(values, design, None, (TOTAL,))
    if groups is not None:
        by_group = number_rows(values, design, groups.places, groups.labels)
        rows += mean_differences(by_group, values, groups, design)
    key = f"index:{index.id}"
    notes = [f"Hohe Werte: {index.meaning}."] if index.meaning else []
    notes += [
        f"Mittel aus {plural(len(items), 'Frage', 'Fragen')}"
        + (", auf 0 bis 100 umgerechnet" if index.rescaled else "")
        + f"; mindestens {index.least_valid} gültige Antworten.",
        alpha_words(alpha([item.aligned for item in items], Deletion.LISTWISE)),
    ]
    return Result(
        key=key,
        kind=ResultKind.INDEX,
        title=index.title,
        wording=index.title,
        variable=key,
        columns=(MEAN, "Median", "unteres Viertel", "oberes Viertel"),
        rows=tuple(named(rows, key, "", groups)),
        unit="",
        group=groups.title if groups else "",
        notes=tuple(notes),
    )


def alpha_words(found: Alpha | None) -> str:
    """„Cronbachs Alpha 0,81 (alle Fragen gültig, n = 380): die Fragen passen gut zusammen.“ or why there is none."""
    if found is None or np.isnan(found.value):
        return "Cronbachs Alpha lässt sich nicht berechnen: zu wenige vollständige Antworten."
    value = found.value
    judged = (
        "die Fragen passen gut zusammen"
        if value >= 0.7
        else "die Fragen passen mäßig zusammen"
        if value >= 0.6
        else "die Fragen messen nicht dasselbe; der Index ist nicht zu empfehlen"
    )
    number = format_decimal(value, 2, fixed=True)
    return f"Cronbachs Alpha {number} (fallweiser Ausschluss, ungewichtet, n{NBSP}={NBSP}{found.answers}): {judged}."


# --- plain counts ---------------------------------------------------------------------------------------------

COUNTED = frozenset({ResultKind.SHARES, ResultKind.LIKERT, ResultKind.RANKING})
"""Kinds whose answers are counted one by one; of a multiple choice the result itself is the count."""


def frequencies_of(prepared: Prepared, subject: Subject, part: Part, design: Design, least: int) -> Frequencies:
    """Counts of all answers among the sheets asked, also of those that count as missing; exact, not yet safe.

    Where rare answers are not shown they are one line with the missing ones; where these are fewer than `least`
    together, only the valid answers are counted.
    """
    column = prepared.data[part.variable]
    if subject.kind is ResultKind.RANKING:
        labels = {rank: f"Rang {rank}" for rank in range(1, len(subject.parts) + 1)}
    else:
        labels = dict(sorted(zip(subject.codes, subject.labels, strict=True)))
    asked = column != NOT_ASKED
    places = encode(column, tuple(labels))
    others = _others(column, asked & (places < 0), subject, least)
    if others is None:
        asked, others = places >= 0, []
    table = share_table(places, len(labels), design)
    whole = float(design.weights[asked].sum())
    lines: list[FrequencyLine] = []
    reached = 0.0
    for place, (code, label) in enumerate(labels.items()):
        here = column == code
        valid = share_figure(table, 0, place)
        reached += valid.value or 0.0
        cumulated = None if valid.value is None else min(reached, 1.0)
        share = float(design.weights[here].sum()) / whole if whole else None
        lines.append(FrequencyLine(code, label, int(here.sum()), share, valid, cumulated))
    for code, label, here in others:
        share = float(design.weights[here].sum()) / whole if whole else None
        lines.append(FrequencyLine(code, label, int(here.sum()), share, missing=True))
    title = part.label if len(subject.parts) > 1 else subject.title
    weighted = prepared.weighting.applied and design is prepared.weighted
    notes = (rare_note("", subject.dropped, least),) if subject.dropped else ()
    return Frequencies(part.variable, title, tuple(lines), int(asked.sum()), int((places >= 0).sum()), weighted, notes)


def _others(column: Codes, rest: Mask, subject: Subject, least: int) -> list[tuple[int, str, Mask]] | None:
    """The lines of missing answers: code, words, sheets; None when they are too few to be told at all."""
    codes = sorted({int(code) for code in column[rest]}, reverse=True)
    if not codes:
        return []
    if not subject.dropped:
        return [(code, subject.without_answer(code), column == code) for code in codes]
    return [(TOGETHER, "ohne oder nicht ausgewiesene Angabe", rest)] if int(rest.sum()) >= least else None


# --- waves ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Wave:
    """One survey in a comparison: its name, answers and protected result of the question."""

    name: str
    prepared: Prepared
    subject: Subject
    result: Result


def wave_result(waves: Sequence[Wave], *, weighted: bool) -> Result:
    """The same question from several surveys, the oldest first, as one result.

    Rows are surveys, under the heading of the matrix row; each says how it differs from the survey before.
    """
    newest = waves[-1]
    several = len(newest.subject.parts) > 1
    rows: list[ResultRow] = []
    for place, part in enumerate(newest.subject.parts):
        before: tuple[Wave, ResultRow] | None = None
        for number, wave in enumerate(waves):
            row = wave.result.rows[place]
            words = ""
            if before is not None and row.summary is not None:
                words = _difference(before, (wave, row), place, weighted=weighted)
            key = row_key(part.variable, WAVE, number)
            rows.append(replace(row, label=wave.name, section=part.label if several else "", differs=words, key=key))
            before = wave, row
    names = " / ".join(wave.name for wave in waves)
    notes = (*newest.result.notes, *_mode_note(waves))
    return replace(newest.result, rows=tuple(rows), wave=names, group="", test=None, notes=notes)


def _difference(first: tuple[Wave, ResultRow], second: tuple[Wave, ResultRow], place: int, *, weighted: bool) -> str:
    """Words on the difference of two independent samples in the summary; „" where one of them is hidden."""
    if any(row.summary is None or row.summary.value is None for _, row in (first, second)):
        return ""
    spreads = [value for wave, _ in (first, second) for value in _spread(wave, place, weighted=weighted)]
    found = between(*(np.array([value]) for value in spreads))
    if np.isnan(found.low[0]):
        return ""
    unit = second[0].result.summary_unit
    low, high = float(found.low[0]), float(found.high[0])
    return wave_words(float(found.value[0]), low, high, unit, first[0].name)


def _spread(wave: Wave, place: int, *, weighted: bool) -> tuple[float, float, float]:
    """Value, standard error and degrees of freedom of the summary of a row."""
    design = wave.prepared.design(weighted=weighted)
    column = wave.prepared.data[wave.subject.parts[place].variable]
    codes, summed = wave.subject.codes, wave.subject.reading.summary_codes
    places = summary_places(encode(column, codes), codes, summed)
    if places is not None:
        table = share_table(places, 2, design)
        return float(table.share[0, 1]), float(table.se[0, 1]), float(table.df[0, 1])
    values = np.where(encode(column, codes) >= 0, column, np.nan).astype(np.float64)
    found = means(values, design)
    return float(found.value[0]), float(found.se[0]), float(found.df[0])


def _mode_note(waves: Sequence[Wave]) -> tuple[str, ...]:
    """What to keep in mind when people answered in different ways."""
    shares = [float((wave.prepared.data.mode == ONLINE).mean()) if wave.prepared.data.size else 0.0 for wave in waves]
    if max(shares) - min(shares) < 0.1:
        return ()
    parts = ", ".join(f"{wave.name}: {format_percent(share)}" for wave, share in zip(waves, shares, strict=True))
    return (f"Anteil der Online-Antworten: {parts}. Unterschiede können auch daran liegen.",)
