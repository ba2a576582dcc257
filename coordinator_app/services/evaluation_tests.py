"""Tests beside results: each group against the others, a whole cross table, in words."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coordinator_app.domain.result_sentences import rest_words, test_words
from coordinator_app.domain.results import ResultRow, TestResult
from coordinator_app.services.evaluation_data import Grouping
from coordinator_app.survey.comparison import Differences, compare_means, compare_shares
from coordinator_app.survey.contingency import rao_scott
from coordinator_app.survey.data_set import Design, Floats, Places

RAO_SCOTT = "Rao-Scott"


def differences(rows: Sequence[ResultRow], summed: Places, groups: Grouping, design: Design) -> list[ResultRow]:
    """The rows of groups, each with words on its difference from all others in the share of place 1 (Holm)."""
    found = compare_shares(summed, (0.0, 1.0), design, groups=groups.places, rows=len(groups.labels))
    return _with_words(rows, found)


def mean_differences(rows: Sequence[ResultRow], scores: Floats, groups: Grouping, design: Design) -> list[ResultRow]:
    """The same for means of scores."""
    return _with_words(rows, compare_means(scores, design, groups=groups.places, rows=len(groups.labels)))


def _with_words(rows: Sequence[ResultRow], found: Differences) -> list[ResultRow]:
    return [
        replace(row, differs="" if np.isnan(p) else rest_words(float(value), float(p)))
        for row, value, p in zip(rows, found.value, found.holm, strict=True)
    ]


def table_test(places: Places, groups: Grouping, design: Design) -> TestResult | None:
    """Whether the answers depend on the group (Rao–Scott F); None where there is nothing to test."""
    found = rao_scott(groups.places, places, design)
    if found is None:
        return None
    return TestResult(RAO_SCOTT, found.statistic, found.first_df, found.second_df, found.p, test_words(found.p))
