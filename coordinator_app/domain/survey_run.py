"""Everything a survey publishes at once: the results of one run, made safe together, as the report prints them.

Small cells are hidden over all tables of the run at once (`services.evaluation`), so that no two of them give a
hidden number away. Screen, report, Word, PDF and the tables volume show the same run.
"""

from dataclasses import dataclass

from coordinator_app.domain.results import (
    DataBasis,
    Frequencies,
    Perceived,
    Portfolio,
    Result,
    WeightingReport,
)


@dataclass(frozen=True, slots=True)
class ModuleResults:
    """The results of one block of the questionnaire in its order.

    `compared` are the same questions by group (Ortsteil, age, sex), `waves` against earlier surveys; `frequencies`
    are the plain counts for the tables volume.
    """

    title: str
    results: tuple[Result, ...]
    compared: tuple[Result, ...] = ()
    waves: tuple[Result, ...] = ()
    frequencies: tuple[Frequencies, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRun:
    """One run: what it rests on, how it was weighted, and all results.

    `hidden` and `bracketed` count the figures not shown and shown in brackets; `least` is the smallest count shown.
    """

    basis: DataBasis
    weighting: WeightingReport
    modules: tuple[ModuleResults, ...] = ()
    indices: tuple[Result, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    perceived: Perceived | None = None
    hidden: int = 0
    bracketed: int = 0
    least: int = 5
