"""Causes in order, how far a need is covered and why not."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.need_offers import (
    Coverage,
    Factor,
    FactorKind,
    checked_importance,
    coverage_of,
    gap_reason,
    in_order,
)
from coordinator_app.domain.projects import ProjectStatus

RUNS, RESTS, PLANS = ProjectStatus.RUNNING, ProjectStatus.DORMANT, ProjectStatus.PLANNING


@pytest.mark.parametrize(
    ("offers", "judged", "coverage", "reason"),
    [
        ({}, {}, Coverage.NONE, "kein Projekt"),
        ({1: RUNS}, {}, Coverage.PARTIAL, ""),
        ({1: RUNS}, {1: Coverage.NONE}, Coverage.NONE, "gar nicht"),
        ({1: RUNS, 2: RUNS}, {1: Coverage.NONE, 2: Coverage.FULL}, Coverage.FULL, ""),
        ({1: RESTS}, {1: Coverage.FULL}, Coverage.NONE, "nichts davon läuft"),
        ({1: PLANS, 2: RESTS}, {}, Coverage.NONE, "erst geplant"),
    ],
)
def test_coverage_counts_only_what_is_offered_now(
    offers: dict[int, ProjectStatus], judged: dict[int, Coverage], coverage: Coverage, reason: str
) -> None:
    assert coverage_of(offers, judged) is coverage
    found = gap_reason(offers, judged)
    assert (reason in found) if reason else found == ""


def test_factors_stand_by_kind_and_weight() -> None:
    factors = [
        Factor(id=1, text="Jugendarbeit", factor_kind=FactorKind.PROTECTIVE, importance=5),
        Factor(id=2, text="Licht", importance=2),
        Factor(id=3, text="Alkohol", importance=4),
    ]
    assert [factor.id for factor in in_order(factors)] == [3, 2, 1]


@pytest.mark.parametrize("value", [None, 0, 6])
def test_importance_outside_the_scale_is_refused(value: int | None) -> None:
    with pytest.raises(UserError, match="1 "):
        checked_importance(value)
    assert checked_importance(5) == 5
