"""Results of single subjects from the engine: shares, scales, multiple choices, rankings, numbers, open answers.

What comes out here is exact and not yet safe to publish; `services.evaluation` puts a whole run through suppression.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from coordinator_app.domain.answer_rules import MissingRule, missing_counted
from coordinator_app.domain.evaluation_plan import Part, Subject, rare_note
from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.domain.result_sentences import coded_words
from coordinator_app.domain.results import YEARS, Figure, Result, ResultKind, ResultRow, TestResult, row_key
from coordinator_app.services.evaluation_data import Grouping, Prepared
from coordinator_app.services.evaluation_tests import differences, mean_differences, table_test
from coordinator_app.survey.data_set import Design, Floats, Places, encode
from coordinator_app.survey.means import Means, means, quantiles
from coordinator_app.survey.multiple import multiple_table
from coordinator_app.survey.shares import ShareTable, share_table

MEAN = "Mittelwert"
RANK = "mittlerer Rang"
NAMED = "genannt"
TOTAL = "insgesamt"


@dataclass(frozen=True, slots=True)
class View:
    """How a result is wanted: compared by the subject `group` ("" = not), weighted, „weiß nicht“ as an answer."""

    group: str = ""
    weighted: bool = True
    dont_know: bool = False


@dataclass(frozen=True, eq=False)
class Asked:
    """What is computed: a subject of a survey, by groups where there are some."""

    prepared: Prepared
    subject: Subject
    design: Design
    groups: Grouping | None
    dont_know: bool


def result_of(prepared: Prepared, subject: Subject, view: View, groups: Grouping | None = None) -> Result:
    """The exact result of a subject, by `groups` where given."""
    design = prepared.design(weighted=view.weighted)
    made = _MAKERS[subject.kind](Asked(prepared, subject, design, groups, view.dont_know))
    weighted = view.weighted and prepared.weighting.applied
    least = max(prepared.survey.smallest_count, 1)
    notes = [rare_note("", subject.dropped, least)] if subject.dropped else []
    if groups is not None and groups.dropped:
        notes.append(rare_note(groups.title, groups.dropped, least))
    title = groups.title if groups is not None else ""
    return replace(made, weighted=weighted, group=title, notes=(*made.notes, *notes))


def _base(subject: Subject, columns: tuple[str, ...]) -> Result:
    return Result(
        key=subject.key,
        kind=subject.kind,
        title=subject.title,
        wording=subject.wording,
        number=subject.number,
        variable=subject.variable,
        columns=columns,
        rows=(),
    )


# --- one answer of several ------------------------------------------------------------------------------------


def _choice(asked: Asked) -> Result:
    """Shares of the answers; one row per matrix row or group, summed up by the top answers or the mean."""
    prepared, subject, groups, design = asked.prepared, asked.subject, asked.groups, asked.design
    reading = subject.reading
    rule = MissingRule.WITH_UNSURE if asked.dont_know else MissingRule.VALID
    extra = shown_missing(prepared, subject, rule)
    codes = (*subject.codes, *(code for code, _ in extra))
    columns = (*subject.labels, *(label for _, label in extra))
    rows: list[ResultRow] = []
    test: TestResult | None = None
    several = len(subject.parts) > 1
    for part in subject.parts:
        places = encode(prepared.data[part.variable], codes)
        summed = summary_places(places, codes, reading.summary_codes)
        scores = _scores(prepared, part, codes) if reading.mean else None
        made = _choice_rows(places, len(codes), design, groups, summed, scores)
        rows += named(made, part.variable, part.label if several else "", groups)
        if groups is not None and not several:
            test = table_test(places, groups, design)
    return replace(
        _base(subject, columns),
        codes=codes,
        good=reading.good if not extra else 0,
        rows=tuple(rows),
        summary=MEAN if reading.mean else reading.summary,
        summary_codes=reading.summary_codes,
        summary_unit="" if reading.mean else "%",
        test=test,
    )


def shown_missing(prepared: Prepared, subject: Subject, rule: MissingRule) -> tuple[tuple[int, str], ...]:
    """The missing codes that stand as answers of their own under a rule and were really given."""
    known = dict(subject.missing)
    found = [code for code in missing_counted(rule) if code in known and _occurs(prepared, subject, code)]
    return tuple((code, known[code]) for code in found)


def _occurs(prepared: Prepared, subject: Subject, code: int) -> bool:
    return any(bool((prepared.data[part.variable] == code).any()) for part in subject.parts)


def summary_places(places: Places, codes: Sequence[int], summed: Sequence[int]) -> Places | None:
    """0 for answers outside the sum, 1 for those in it, −1 for no answer."""
    if not summed:
        return None
    table = np.array([*(int(code in summed) for code in codes), -1], dtype=np.intp)
    return table[places]


def _scores(prepared: Prepared, part: Part, codes: Sequence[int]) -> Floats:
    column = prepared.data[part.variable]
    return np.where(np.isin(column, [code for code in codes if code >= 0]), column, np.nan).astype(np.float64)


def _choice_rows(
    places: Places, columns: int, design: Design, groups: Grouping | None, summed: Places | None, scores: Floats | None
) -> list[ResultRow]:
    """The row of everybody and, with groups, one for each."""
    rows = [*_rows_of(share_table(places, columns, design), [TOTAL])]
    by_group: list[ResultRow] = []
    if groups is not None:
        size = len(groups.labels)
        table = share_table(places, columns, design, groups=groups.places, rows=size)
        by_group = _rows_of(table, groups.labels)
    if summed is not None:
        rows = _summed(rows, share_table(summed, 2, design))
        if groups is not None:
            size = len(groups.labels)
            by_group = _summed(by_group, share_table(summed, 2, design, groups=groups.places, rows=size))
            by_group = differences(by_group, summed, groups, design)
    elif scores is not None:
        rows = _averaged(rows, means(scores, design))
        if groups is not None:
            size = len(groups.labels)
            by_group = _averaged(by_group, means(scores, design, groups=groups.places, rows=size))
            by_group = mean_differences(by_group, scores, groups, design)
    return rows + by_group


def _rows_of(table: ShareTable, labels: Sequence[str]) -> list[ResultRow]:
    found: list[ResultRow] = []
    for place, label in enumerate(labels):
        cells = tuple(share_figure(table, place, column) for column in range(table.share.shape[1]))
        base, effective = int(table.base[place, 0]), float(np.nan_to_num(table.effective[place, 0]))
        found.append(ResultRow(label, base, effective, cells))
    return found


def share_figure(table: ShareTable, row: int, column: int) -> Figure:
    """One share of a table with its interval."""
    value, low, high = table.share[row, column], table.low[row, column], table.high[row, column]
    return Figure(known(value), known(low), known(high), int(table.count[row, column]))


def known(value: float) -> float | None:
    """A number of the engine; None for „there is none“ (nan)."""
    return None if np.isnan(value) else float(value)


def _summed(rows: list[ResultRow], table: ShareTable) -> list[ResultRow]:
    return [replace(row, summary=share_figure(table, place, 1)) for place, row in enumerate(rows)]


def _averaged(rows: list[ResultRow], table: Means) -> list[ResultRow]:
    return [replace(row, summary=_mean_figure(table, place)) for place, row in enumerate(rows)]


def _mean_figure(table: Means, place: int) -> Figure:
    count = int(table.base[place])
    return Figure(known(table.value[place]), known(table.low[place]), known(table.high[place]), count)


def named(rows: Sequence[ResultRow], variable: str, heading: str, groups: Grouping | None) -> list[ResultRow]:
    """Rows with names and keys (see `row_key`): the matrix row itself, or groups under its heading."""
    if groups is None:
        return [replace(rows[0], label=heading or TOTAL, key=variable)]
    keys = [variable, *(row_key(variable, groups.variable, code) for code in groups.codes)]
    return [replace(row, key=key, section=heading) for row, key in zip(rows, keys, strict=True)]


# --- several answers ------------------------------------------------------------------------------------------


def _multiple(asked: Asked) -> Result:
    """Shares of those who marked anything at all, one column per option; they add up to more than 100 %."""
    subject, groups, design = asked.subject, asked.groups, asked.design
    items = [asked.prepared.data[part.variable] for part in subject.parts]
    rows = _rows_of(multiple_table(items, design).table, [TOTAL])
    if groups is not None:
        size = len(groups.labels)
        rows += _rows_of(multiple_table(items, design, groups=groups.places, rows=size).table, groups.labels)
    rows = named(rows, subject.variable, "", groups)
    base = _base(subject, tuple(part.label for part in subject.parts))
    return replace(base, codes=tuple(part.code for part in subject.parts), rows=tuple(rows))


def _ranking(asked: Asked) -> Result:
    """Per option the shares of the ranks among those who ranked it, and the mean rank (1 = first)."""
    subject, groups = asked.subject, asked.groups
    size = len(subject.parts)
    ranks = tuple(range(1, size + 1))
    rows: list[ResultRow] = []
    for part in subject.parts:
        column = asked.prepared.data[part.variable]
        places = encode(column, ranks)
        scores = np.where(places >= 0, column, np.nan).astype(np.float64)
        made = _choice_rows(places, size, asked.design, groups, None, scores)
        rows += named(made, part.variable, part.label, groups)
    base = _base(subject, tuple(f"Rang {rank}" for rank in ranks))
    return replace(base, codes=ranks, rows=tuple(rows), summary=RANK, summary_unit="")


# --- numbers --------------------------------------------------------------------------------------------------


def _numbers(asked: Asked) -> Result:
    """Mean, median and quartiles of a number or year."""
    subject, groups, design = asked.subject, asked.groups, asked.design
    column = asked.prepared.data[subject.variable]
    scores = np.where(column >= 0, column, np.nan).astype(np.float64)
    rows = number_rows(scores, design, None, (TOTAL,))
    if groups is not None:
        by_group = number_rows(scores, design, groups.places, groups.labels)
        rows += mean_differences(by_group, scores, groups, design)
    rows = named(rows, subject.variable, "", groups)
    columns = (MEAN, "Median", "unteres Viertel", "oberes Viertel")
    unit = YEARS if subject.type is QuestionType.YEAR else subject.unit
    return replace(_base(subject, columns), rows=tuple(rows), unit=unit)


def number_rows(scores: Floats, design: Design, places: Places | None, labels: Sequence[str]) -> list[ResultRow]:
    """Mean, median and both quartiles of any scores (nan = missing), one row per group."""
    size = len(labels)
    tables = [means(scores, design, groups=places, rows=size)]
    tables += [quantiles(scores, design, at, groups=places, rows=size) for at in (0.5, 0.25, 0.75)]
    first = tables[0]
    return [
        ResultRow(
            label,
            int(first.base[place]),
            float(np.nan_to_num(first.effective[place])),
            tuple(_mean_figure(table, place) for table in tables),
        )
        for place, label in enumerate(labels)
    ]


# --- open answers ---------------------------------------------------------------------------------------------


def _texts(asked: Asked) -> Result:
    """Categories of the written answers, counted without weights; never by group."""
    prepared, subject = asked.prepared, asked.subject
    written = [answer for part in subject.parts for answer in prepared.texts.get(part.variable, ())]
    coded = [set(answer.categories) for answer in written if answer.categories]
    names = {part.variable for part in subject.parts}
    counts = [
        (sum(category.code in codes for codes in coded), category)
        for category in prepared.categories
        if category.variable in names
    ]
    counts.sort(key=lambda pair: -pair[0])
    cells = tuple(Figure(count / len(coded) if coded else None, count=count) for count, _ in counts)
    row = ResultRow(TOTAL, len(coded), float(len(coded)), cells, key=subject.variable)
    base = _base(subject, tuple(category.title for _, category in counts))
    notes = (coded_words(len(written), len(coded)),)
    return replace(base, codes=tuple(category.code for _, category in counts), rows=(row,), notes=notes)


_MAKERS = {
    ResultKind.SHARES: _choice,
    ResultKind.LIKERT: _choice,
    ResultKind.MULTIPLE: _multiple,
    ResultKind.RANKING: _ranking,
    ResultKind.NUMBERS: _numbers,
    ResultKind.TEXTS: _texts,
}
