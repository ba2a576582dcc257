"""Single ballots: sums, keys, who may vote, when a circulation may be counted early."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.ballots import (
    KEYS,
    BallotChoice,
    Voter,
    check_ballots,
    count_of,
    early_result,
    open_votes,
    recorded_checks,
)
from coordinator_app.domain.votes import Count, Majority, Outcome, Procedure, TieRule, VoteTerms, evaluate

B = BallotChoice
ANNA, MAREN = Voter(key=1, name="Anna Weber"), Voter(key=2, name="Maren Roth", represents="Kathrin Vogel")


def test_sums_add_weights_and_unanswered_took_no_part() -> None:
    ballots = [(B.YES, 2), (B.YES, 1), (B.NO, 1), (B.ABSTAIN, 3), (B.INVALID, 1), (B.NOT_VOTING, 1), (B.OPEN, 2)]
    assert count_of(ballots) == Count(yes=3, no=1, abstain=3, invalid=1, not_voting=3)
    assert open_votes(ballots) == 2
    assert count_of([]) == Count()


def test_codes_are_stored_in_files_and_never_change() -> None:
    assert {str(choice): choice.label for choice in BallotChoice} == {
        "open": "offen",
        "yes": "Ja",
        "no": "Nein",
        "abstain": "Enthaltung",
        "invalid": "ungültig",
        "not_voting": "nicht teilgenommen",
    }


@pytest.mark.parametrize(
    ("key", "choice"),
    [("j", B.YES), ("n", B.NO), ("e", B.ABSTAIN), ("-", B.NOT_VOTING), ("–", B.NOT_VOTING), ("u", B.INVALID)],
)
def test_each_vote_has_a_key(key: str, choice: BallotChoice) -> None:
    assert KEYS[key] is choice


def test_voter_is_named_with_the_principal() -> None:
    assert (ANNA.words, MAREN.words) == ("Anna Weber", "Maren Roth (für Kathrin Vogel)")


def test_people_entitled_may_be_recorded() -> None:
    check_ballots(Procedure.OPEN, (ANNA, MAREN), {1: B.NO}, {}, "17:05 Uhr")
    check_ballots(Procedure.ROLL_CALL, (ANNA, MAREN), {1: B.NO, 2: B.YES}, {}, "17:05 Uhr")
    check_ballots(Procedure.SECRET, (ANNA,), {}, {}, "17:05 Uhr")


@pytest.mark.parametrize(
    ("procedure", "choices", "words"),
    [
        (Procedure.SECRET, {1: B.YES}, "geheimen Abstimmung"),
        (Procedure.OPEN, {3: B.YES}, "Rico Böhme war um 17:05 Uhr nicht stimmberechtigt anwesend und kann nicht mit"),
        (Procedure.ROLL_CALL, {3: B.YES, 4: B.NO}, "Rico Böhme und Eine Person waren um 17:05 Uhr nicht .* und können"),
    ],
)
def test_others_cannot_vote(procedure: Procedure, choices: dict[int, BallotChoice], words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_ballots(procedure, (ANNA, MAREN), choices, {3: "Rico Böhme"}, "17:05 Uhr")


def test_recorded_votes_never_exceed_those_counted() -> None:
    count = Count(yes=9, no=1)
    assert recorded_checks(count, [(B.NO, 1), (B.YES, 1)]) == ()
    assert recorded_checks(count, [(B.NO, 2), (B.ABSTAIN, 1)]) == (
        "Namentlich vermerkt: 2 Nein-Stimmen, gezählt: 1.",
        "Namentlich vermerkt: 1 Enthaltung, gezählt: 0.",
    )


TERMS = st.builds(
    VoteTerms,
    majority=st.sampled_from(list(Majority)),
    procedure=st.just(Procedure.CIRCULATION),
    abstentions_count=st.booleans(),
    tie_rule=st.sampled_from(list(TieRule)),
)
VOTES = st.lists(st.tuples(st.sampled_from([B.YES, B.NO, B.ABSTAIN, B.INVALID, B.OPEN]), st.integers(1, 2)), max_size=6)


@given(VOTES, TERMS)
def test_early_result_is_what_every_possible_end_gives(
    ballots: list[tuple[BallotChoice, int]], terms: VoteTerms
) -> None:
    total = sum(weight for _, weight in ballots)
    fixed = VoteTerms(
        majority=terms.majority,
        procedure=terms.procedure,
        present=total,
        members=total,
        abstentions_count=terms.abstentions_count,
        tie_rule=terms.tie_rule,
    )
    places = [place for place, (choice, _) in enumerate(ballots) if choice is B.OPEN]
    ends: set[Outcome] = set()
    for choices in product((B.YES, B.NO, B.ABSTAIN, B.INVALID, B.NOT_VOTING), repeat=len(places)):
        filled = list(ballots)
        for place, choice in zip(places, choices, strict=True):
            filled[place] = (choice, ballots[place][1])
        ends.add(evaluate(count_of(filled), fixed).outcome)
    if not places:
        assert early_result(ballots, fixed)
    else:
        assert early_result(ballots, fixed) == (len(ends) == 1 and Outcome.UNDECIDED not in ends)
