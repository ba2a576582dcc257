"""Weights of a survey: inverse inclusion by stratum, raked to the register, with the report on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coordinator_app.common.errors import UserError
from coordinator_app.domain.evaluation_plan import Subject
from coordinator_app.domain.register_margins import by_variable, margin_codes, margin_variables
from coordinator_app.domain.results import MarginLine, WeightingReport
from coordinator_app.domain.sampling import RegisterMargin, SurveyStratum
from coordinator_app.survey.data_set import DataSet, Design, Floats, Places
from coordinator_app.survey.weighting import Margin, Weighting, base_weights, kish, rake


@dataclass(frozen=True, eq=False)
class Weighted:
    """The design with weights, the one without, and what happened."""

    weighted: Design
    plain: Design
    report: WeightingReport


def weigh(
    data: DataSet,
    district: Subject | None,
    strata: Sequence[SurveyStratum],
    margins: Sequence[RegisterMargin],
    titles: Mapping[str, str],
    shown: Mapping[str, Sequence[int]],
) -> Weighted:
    """Design and report for the sheets of a survey; `titles` name the variables of the margins.

    `shown` has the codes of variables some answers of which are too rare to be shown: the report leaves these out.

    Whatever stands against a part of it is said in words, and the answers stay unweighted by it.
    """
    plain = Design.equal(data.size)
    words: list[str] = []
    usable = [each for each in strata if each.code is not None and each.inhabitants and each.letters]
    asked = district.variable if district is not None and usable else ""
    codes = data.columns.get(asked)
    base = np.ones(data.size)
    if codes is not None:
        persons = {each.code or 0: float(each.inhabitants or 0) for each in usable}
        base = base_weights(codes, persons, {each.code or 0: float(each.letters or 0) for each in usable})
        words.append("Grundgewicht: Personen im Melderegister je Anschreiben, nach Ortsteilen.")
    cells = _margins(data, margins, titles, words)
    if not data.size or (codes is None and not cells):
        words.append("Ungewichtet: Es sind weder Schichten noch Registerzahlen eingetragen.")
        return Weighted(plain, plain, WeightingReport(False, words=tuple(words)))
    try:
        done = rake(base, cells)
    except UserError as error:
        words.append(error.text)
        if codes is None:
            return Weighted(plain, plain, WeightingReport(False, words=tuple(words)))
        deff, effective = kish(base)
        relative = base / base.mean()
        report = WeightingReport(
            True, (), deff, effective, float(relative.min()), float(relative.max()), words=tuple(words)
        )
        return Weighted(_design(base, codes, usable, ()), plain, report)
    raked = tuple(cell.places for cell in cells) if done.converged else ()
    return Weighted(
        _design(done.weights, codes, usable, raked),
        plain,
        _report(done, lines_of(done, base, cells, margins, titles, shown, data), cells, words),
    )


def _design(
    weights: Floats,
    codes: "np.ndarray[tuple[int, ...], np.dtype[np.int32]] | None",
    strata: Sequence[SurveyStratum],
    raked: tuple[Places, ...],
) -> Design:
    """Strata are the Ortsteile with finite size; sheets without one are a stratum of their own without correction."""
    if codes is None:
        return Design(weights, margins=raked)
    known = {each.code or 0: float(each.inhabitants or 0) for each in strata}
    stratum = np.where(np.isin(codes, list(known)), codes, -1)
    population = np.full(codes.size, np.inf)
    for code, persons in known.items():
        at = stratum == code
        population[at] = max(persons, float(at.sum()))
    return Design(weights, strata=stratum, population=population, margins=raked)


def _margins(
    data: DataSet, margins: Sequence[RegisterMargin], titles: Mapping[str, str], words: list[str]
) -> list[Margin]:
    """The margins whose variables the answers have, as places of their cells."""
    found: list[Margin] = []
    for variable, cells in by_variable(margins).items():
        names = margin_variables(variable)
        if not all(name in data for name in names):
            words.append(f"„{variable}“ kommt in den Antworten nicht vor und wird nicht zum Gewichten benutzt.")
            continue
        places = np.full(data.size, -1, dtype=np.intp)
        for place, cell in enumerate(cells):
            inside = np.ones(data.size, dtype=np.bool_)
            for name, codes in zip(names, margin_codes(cell.codes), strict=True):
                inside &= np.isin(data[name], list(codes))
            places[inside] = place
        register = np.array([float(cell.persons) for cell in cells])
        found.append(Margin(_title(variable, titles), places, register, tuple(cell.label_text for cell in cells)))
    return found


def _title(variable: str, titles: Mapping[str, str]) -> str:
    return " × ".join(titles.get(name, name) for name in margin_variables(variable))


def lines_of(
    done: Weighting,
    base: Floats,
    cells: Sequence[Margin],
    margins: Sequence[RegisterMargin],
    titles: Mapping[str, str],
    shown: Mapping[str, Sequence[int]],
    data: DataSet,
) -> tuple[MarginLine, ...]:
    """Register, answers and shares before and after, counted as the tables of the variables are."""
    after = {(each.margin, each.label): each for each in done.margins}
    found: list[MarginLine] = []
    known = {_title(variable, titles): (variable, group) for variable, group in by_variable(margins).items()}
    for cell in cells:
        variable, group = known[cell.name]
        visible = cell.places >= 0
        for name in margin_variables(variable):
            visible &= np.isin(data[name], list(shown[name])) if name in shown else True
        size = len(cell.labels)
        answers = np.bincount(cell.places[visible], minlength=size)
        before = np.bincount(cell.places[visible], base[visible], minlength=size) / base[visible].sum()
        for place, label in enumerate(cell.labels):
            check = after[cell.name, label]
            persons = group[place].persons
            shares = check.register, int(answers[place]), float(before[place]), check.after
            found.append(MarginLine(cell.name, label, persons, *shares))
    return tuple(found)


def _report(
    done: Weighting, lines: tuple[MarginLine, ...], cells: Sequence[Margin], words: list[str]
) -> WeightingReport:
    if cells:
        words.append("Angepasst an das Melderegister: " + ", ".join(cell.name for cell in cells) + ".")
    if done.words:
        words.append(done.words)
    return WeightingReport(
        True, lines, done.deff, done.effective, done.least, done.most, done.trimmed, done.rounds, tuple(words)
    )
