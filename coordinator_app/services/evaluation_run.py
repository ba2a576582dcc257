"""Everything a survey says at once, for report and tables volume; importance against satisfaction."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator_app.domain.evaluation_plan import Subject
from coordinator_app.domain.questionnaire_rules import blocks
from coordinator_app.domain.results import (
    Figure,
    Frequencies,
    Portfolio,
    PortfolioField,
    PortfolioPoint,
    Result,
    ResultKind,
    Shown,
)
from coordinator_app.domain.survey_run import ModuleResults, SurveyRun
from coordinator_app.services.evaluation_data import Prepared, standard_groups
from coordinator_app.services.evaluation_safety import limits_of, shown_counts
from coordinator_app.services.evaluation_tables import View

if TYPE_CHECKING:
    from coordinator_app.services.evaluation import Evaluation

_LEAST_POINTS = 3


def run_of(evaluation: "Evaluation", survey_id: int) -> SurveyRun:
    """The whole run; weighted where the survey is set to be."""
    prepared = evaluation.prepared(survey_id)
    view = View(weighted=prepared.survey.weighted)
    modules = tuple(_module(evaluation, survey_id, prepared, title, view) for title in _titles(evaluation, survey_id))
    modules = tuple(module for module in modules if module.results)
    groups = standard_groups(prepared)
    keys = [f"index:{index.id}" for index in prepared.indices]
    indices = [evaluation.result(survey_id, key, view) for key in keys]
    indices += [evaluation.result(survey_id, key, replace(view, group=group)) for key in keys for group in groups[:1]]
    shown = [result for module in modules for result in (*module.results, *module.compared)]
    hidden, bracketed = shown_counts([*shown, *indices])
    return SurveyRun(
        basis=evaluation.basis(survey_id),
        weighting=evaluation.weighting(survey_id),
        modules=modules,
        indices=tuple(indices),
        portfolios=evaluation.portfolios(survey_id),
        perceived=evaluation.perceived(survey_id),
        hidden=hidden,
        bracketed=bracketed,
        least=limits_of(prepared.survey).least,
    )


def _titles(evaluation: "Evaluation", survey_id: int) -> list[str]:
    return list(dict.fromkeys(title for title, _ in blocks(evaluation.form(survey_id).questions)))


def _module(evaluation: "Evaluation", survey_id: int, prepared: Prepared, title: str, view: View) -> ModuleResults:
    results: list[Result] = []
    compared: list[Result] = []
    waves: list[Result] = []
    counts: list[Frequencies] = []
    for subject in prepared.subjects:
        if subject.block != title or not prepared.data.size:
            continue
        result = evaluation.result(survey_id, subject.key, view)
        if not result.columns:
            continue
        results.append(result)
        counts += evaluation.frequencies(survey_id, subject.key, view)
        if subject.kind is ResultKind.TEXTS:
            continue
        groups = standard_groups(prepared)
        others = [] if subject.key in groups else groups
        compared += [evaluation.result(survey_id, subject.key, replace(view, group=group)) for group in others]
        earlier = [survey.id for survey in evaluation.earlier(survey_id, subject.key)]
        if earlier and result.summary:
            waves.append(evaluation.waves(survey_id, subject.key, earlier, view))
    return ModuleResults(title, tuple(results), tuple(compared), tuple(waves), tuple(counts))


# --- importance and satisfaction ------------------------------------------------------------------------------


def portfolios_of(evaluation: "Evaluation", survey_id: int) -> tuple[Portfolio, ...]:
    """One portfolio per pair of a question on importance and one on satisfaction with at least three equal rows."""
    prepared = evaluation.prepared(survey_id)
    if not prepared.data.size:
        return ()
    scales = [each for each in prepared.subjects if each.kind is ResultKind.LIKERT and len(each.parts) >= _LEAST_POINTS]
    important = [each for each in scales if "wichtig" in each.reading.summary]
    satisfied = [each for each in scales if "zufrieden" in each.reading.summary]
    view = View(weighted=prepared.survey.weighted)
    found: list[Portfolio] = []
    for first in important:
        for second in satisfied:
            results = evaluation.result(survey_id, first.key, view), evaluation.result(survey_id, second.key, view)
            points = _points(first, second, results)
            if len(points) >= _LEAST_POINTS:
                found.append(_portfolio(first, second, points))
    return tuple(found)


def _points(first: Subject, second: Subject, results: tuple[Result, Result]) -> list[tuple[str, Figure, Figure, int]]:
    """Label, importance and satisfaction of every aspect both questions have and whose figures may be shown."""
    rows = {part.label.strip().lower(): row for part, row in zip(second.parts, results[1].rows, strict=True)}
    found: list[tuple[str, Figure, Figure, int]] = []
    for part, row in zip(first.parts, results[0].rows, strict=True):
        other = rows.get(part.label.strip().lower())
        if other is None or row.summary is None or other.summary is None:
            continue
        if Shown.HIDDEN not in (row.summary.shown, other.summary.shown):
            found.append((part.label, row.summary, other.summary, min(row.base, other.base)))
    return found


def _portfolio(first: Subject, second: Subject, points: Sequence[tuple[str, Figure, Figure, int]]) -> Portfolio:
    cut_x = sum(x.value or 0.0 for _, x, _, _ in points) / len(points)
    cut_y = sum(y.value or 0.0 for _, _, y, _ in points) / len(points)
    return Portfolio(
        title=first.title.partition(":")[0],
        x_label=f"Anteil „{first.reading.summary}“",
        y_label=f"Anteil „{second.reading.summary}“",
        x_cut=cut_x,
        y_cut=cut_y,
        points=tuple(
            PortfolioPoint(label, x, y, _field(x.value or 0.0, y.value or 0.0, cut_x, cut_y), base)
            for label, x, y, base in points
        ),
        notes=(
            "Die Felder trennt der Durchschnitt aller Themen; nahe an der Trennlinie ist die Zuordnung unsicher.",
            "„Handlungsbedarf“: überdurchschnittlich wichtig, unterdurchschnittlich zufrieden.",
        ),
    )


def _field(x: float, y: float, cut_x: float, cut_y: float) -> PortfolioField:
    if x >= cut_x:
        return PortfolioField.ACT if y < cut_y else PortfolioField.KEEP
    return PortfolioField.WATCH if y < cut_y else PortfolioField.OVER
