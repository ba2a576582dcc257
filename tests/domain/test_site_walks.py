"""Rules of site walks."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.site_walks import (
    SiteWalkFinding,
    WalkState,
    by_feature,
    check_rating,
    check_walk_state,
    rating_text,
    task_priority,
    task_title,
)

TODAY = date(2026, 11, 9)


@pytest.mark.parametrize(("rating", "words"), [(1, "1 gut"), (5, "5 schlecht"), (None, ""), (7, "")])
def test_a_rating_stands_in_words(rating: int | None, words: str) -> None:
    assert rating_text(rating) == words


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_other_ratings_are_refused(rating: int) -> None:
    with pytest.raises(UserError, match="von 1"):
        check_rating(rating)


@pytest.mark.parametrize(
    ("state", "day", "findings", "problem"),
    [
        (WalkState.PLANNED, None, 0, ""),
        (WalkState.HELD, TODAY, 0, ""),
        (WalkState.HELD, None, 0, "den Tag"),
        (WalkState.HELD, date(2026, 11, 10), 0, "Zukunft"),
        (WalkState.EVALUATED, TODAY, 1, ""),
        (WalkState.EVALUATED, TODAY, 0, "mindestens einen Befund"),
    ],
)
def test_a_state_has_its_guards(state: WalkState, day: date | None, findings: int, problem: str) -> None:
    if not problem:
        check_walk_state(state, day, findings, TODAY)
        return
    with pytest.raises(UserError, match=problem):
        check_walk_state(state, day, findings, TODAY)


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"text": "dunkel", "measure": "Leuchte reparieren", "spot": "Nordseite"}, "Leuchte reparieren (Nordseite)"),
        ({"text": "Nordseite dunkel", "spot": "Nordseite"}, "Nordseite dunkel"),
        ({"text": "dunkel"}, "dunkel"),
    ],
)
def test_a_task_says_what_to_do_and_where(values: dict[str, str], title: str) -> None:
    assert task_title(SiteWalkFinding(**values)) == title


@pytest.mark.parametrize(("rating", "priority"), [(5, 1), (3, 3), (1, 5), (None, 3)])
def test_a_bad_finding_is_urgent(rating: int | None, priority: int) -> None:
    assert task_priority(SiteWalkFinding(rating=rating)) == priority


def test_features_are_compared_the_worst_first() -> None:
    findings = [
        SiteWalkFinding(feature_id=1, rating=2),
        SiteWalkFinding(feature_id=2, rating=5),
        SiteWalkFinding(feature_id=2, rating=4),
        SiteWalkFinding(feature_id=3),
        SiteWalkFinding(rating=2),
    ]
    assert [(mean.feature_id, mean.count, mean.mean, mean.worst) for mean in by_feature(findings)] == [
        (2, 2, 4.5, 5),
        (None, 1, 2.0, 2),
        (1, 1, 2.0, 2),
    ]
