"""What a vote, a follow-up and throwing away need."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.resolutions import (
    Implementation,
    Resolution,
    ResolutionState,
    check_discard,
    check_implementation,
    check_successor,
    check_votable,
    state_of,
)
from coordinator_app.domain.votes import Outcome

S = ResolutionState


def test_outcome_gives_the_state() -> None:
    assert [state_of(outcome) for outcome in Outcome] == [S.ADOPTED, S.REJECTED, S.TO_VOTE]


def test_vote_needs_a_wording_and_an_open_resolution() -> None:
    check_votable(Resolution(wording="Der Rat empfiehlt …", state=S.TO_VOTE))
    with pytest.raises(UserError, match="keinen Wortlaut"):
        check_votable(Resolution(wording="  "))
    with pytest.raises(UserError, match=r"schon entschieden \(angenommen\)"):
        check_votable(Resolution(wording="x", state=S.ADOPTED))


def test_a_numbered_resolution_stays_in_the_register() -> None:
    check_discard(Resolution())
    with pytest.raises(UserError, match="Die Nummer 2026/07 ist vergeben"):
        check_discard(Resolution(number="2026/07"))


def test_following_up_needs_adoption_report_and_successor() -> None:
    adopted = Resolution(state=S.ADOPTED)
    check_implementation(adopted, Implementation.IN_PROGRESS, "", None)
    check_implementation(adopted, Implementation.DONE, "Aufgestellt.", None)
    check_implementation(adopted, Implementation.REPLACED, "", 5)
    for resolution, target, words in (
        (Resolution(state=S.REJECTED), Implementation.DONE, "Nur angenommene"),
        (adopted, Implementation.DONE, "wie der Beschluss umgesetzt"),
        (adopted, Implementation.REPLACED, "der diesen ablöst"),
    ):
        with pytest.raises(UserError, match=words):
            check_implementation(resolution, target, "", None)


def test_a_successor_is_later_and_not_refused() -> None:
    check_successor(1, Resolution(id=2), {3: 1})
    check_successor(1, Resolution(id=2), {2: 5, 5: 2})
    for successor, chain in ((1, {}), (2, {2: 3, 3: 1})):
        with pytest.raises(UserError, match="nicht selbst ablösen"):
            check_successor(1, Resolution(id=successor), chain)
    for state in (S.REJECTED, S.WITHDRAWN):
        with pytest.raises(UserError, match="kann keinen Beschluss ablösen"):
            check_successor(1, Resolution(id=2, title="Neu", state=state), {})
