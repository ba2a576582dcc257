"""Elections: who is elected under each majority, ties, lots, second ballots, names."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.elections import (
    Tally,
    count_tallies,
    evaluate_election,
    parse_candidates,
    parse_tallies,
    state_elected,
    tallies_text,
)
from coordinator_app.domain.sentences import election_sentence, single_election_sentence
from coordinator_app.domain.votes import Count, Majority, Outcome, Procedure, VoteTerms

M = Majority
NAMES = ("Marschner", "Böhme", "Hempel", "Vogel")


def tallies(*votes: int) -> tuple[Tally, ...]:
    return tuple(Tally(name, number) for name, number in zip(NAMES, votes, strict=False))


@pytest.mark.parametrize(
    ("votes", "abstain", "majority", "elected", "runoff"),
    [
        ((7, 4), 0, M.SIMPLE, "Marschner", ()),
        ((4, 3, 3), 0, M.SIMPLE, "Marschner", ()),  # the most votes, not more than all others together
        ((4, 3, 3), 0, M.ABSOLUTE_CAST, "", ("Marschner", "Böhme", "Hempel")),
        ((5, 3, 2, 1), 0, M.ABSOLUTE_CAST, "", ("Marschner", "Böhme")),
        ((6, 3, 2), 0, M.ABSOLUTE_CAST, "Marschner", ()),
        ((6, 5), 1, M.ABSOLUTE_CAST, "", ("Marschner", "Böhme")),  # the abstention is part of the base
        ((7, 4), 0, M.ABSOLUTE_PRESENT, "", ("Marschner", "Böhme")),  # 7 of 14
        ((8, 4), 0, M.ABSOLUTE_PRESENT, "Marschner", ()),
        ((8, 4), 0, M.ABSOLUTE_MEMBERS, "", ("Marschner", "Böhme")),  # 8 of 17
        ((9, 4), 0, M.ABSOLUTE_MEMBERS, "Marschner", ()),
        ((8, 4), 0, M.TWO_THIRDS_CAST, "Marschner", ()),
        ((8, 5), 0, M.TWO_THIRDS_CAST, "", ("Marschner", "Böhme")),
        ((11, 2), 0, M.TWO_THIRDS_MEMBERS, "", ("Marschner", "Böhme")),
        ((12, 2), 0, M.TWO_THIRDS_MEMBERS, "Marschner", ()),
        ((7, 4), 0, M.FREE, "", ()),
        ((0, 0), 3, M.SIMPLE, "", ()),
        ((5, 5), 0, M.SIMPLE, "", ("Marschner", "Böhme")),
        ((5, 5, 1), 0, M.SIMPLE, "", ("Marschner", "Böhme")),
    ],
)
def test_majority_says_who_is_elected(
    votes: tuple[int, ...], abstain: int, majority: Majority, elected: str, runoff: tuple[str, ...]
) -> None:
    terms = VoteTerms(majority=majority, present=14, members=17)
    found = evaluate_election(tallies(*votes), Count(abstain=abstain), terms)
    assert (found.elected, found.runoff) == (elected, runoff)
    assert found.result.outcome is (Outcome.ADOPTED if elected else Outcome.UNDECIDED)
    assert found.result.computed is found.result.outcome
    level = len(votes) > 1 and votes[0] == votes[1] > 0
    assert found.result.tie is level


@pytest.mark.parametrize(
    ("votes", "terms", "reason"),
    [
        (
            (1, 0),
            VoteTerms(majority=M.ABSOLUTE_PRESENT, present=3),
            (
                "Marschner: 1 Stimme, nötig sind 2 (mehr als die Hälfte von 3 stimmberechtigten Anwesenden). "
                "Ein weiterer Wahlgang ist nötig."
            ),
        ),
        ((1, 0), VoteTerms(present=1), "Marschner hat 1 Stimme, nötig sind die meisten Stimmen."),
        ((7, 4), VoteTerms(present=11), "Marschner hat 7 Stimmen, nötig sind die meisten Stimmen."),
        (
            (5, 3, 2),
            VoteTerms(majority=M.ABSOLUTE_CAST, present=10),
            (
                "Marschner: 5 Stimmen, nötig sind 6 (mehr als die Hälfte von 10 abgegebenen Stimmen). "
                "Ein weiterer Wahlgang ist nötig."
            ),
        ),
        (
            (3, 3),
            VoteTerms(majority=M.TWO_THIRDS_CAST, present=6),
            (
                "Marschner und Böhme: je 3 Stimmen, nötig sind 4 (zwei Drittel der abgegebenen Stimmen). "
                "Ein weiterer Wahlgang ist nötig."
            ),
        ),
        (
            (1, 1),
            VoteTerms(present=2),
            "Stimmengleichheit zwischen Marschner und Böhme (je 1 Stimme): Stichwahl oder Los.",
        ),
        ((0, 0), VoteTerms(), "Noch hat niemand eine Stimme."),
        ((1, 0), VoteTerms(majority=M.FREE, present=1), "Freie Feststellung: Bitte angeben, wer gewählt ist."),
    ],
)
def test_reason_tells_how_it_comes_about(votes: tuple[int, ...], terms: VoteTerms, reason: str) -> None:
    assert evaluate_election(tallies(*votes), Count(), terms).result.reason == reason


def test_simple_majority_with_abstentions_needs_more_than_half() -> None:
    terms = VoteTerms(abstentions_count=True, present=14)
    assert evaluate_election(tallies(6, 4), Count(abstain=2), terms).elected == ""
    assert evaluate_election(tallies(7, 3), Count(abstain=2), terms).elected == "Marschner"


def test_lot_counts_only_between_equal_votes() -> None:
    tie = evaluate_election(tallies(5, 5, 1), Count(), VoteTerms(present=11), "Böhme")
    assert (tie.elected, tie.by_lot, tie.result.tie) == ("Böhme", True, True)
    assert tie.result.reason == (
        "Stimmengleichheit zwischen Marschner und Böhme (je 5 Stimmen): Das Los fiel auf Böhme."
    )
    other = evaluate_election(tallies(5, 5, 1), Count(), VoteTerms(present=11), "Hempel")
    assert (other.elected, other.by_lot, other.result.tie) == ("", False, True)
    clear = evaluate_election(tallies(6, 5), Count(), VoteTerms(present=11), "Böhme")
    assert (clear.elected, clear.by_lot) == ("Marschner", False)


def test_numbers_are_checked_against_those_present() -> None:
    found = evaluate_election(tallies(6, 3), Count(abstain=1, invalid=1), VoteTerms(present=14))
    assert found.result.checks == ("3 Stimmen fehlen: 11 von 14 erfasst.",)
    with pytest.raises(UserError, match="nicht negativ"):
        evaluate_election(tallies(6, -1), Count(), VoteTerms(present=14))


def test_another_result_needs_a_reason_and_a_candidate() -> None:
    found = evaluate_election(tallies(6, 3), Count(), VoteTerms(majority=M.FREE, present=9))
    stated = state_elected(found, "Marschner", NAMES, "allgemeine Zustimmung")
    assert (stated.elected, stated.result.outcome, stated.result.overridden) == ("Marschner", Outcome.ADOPTED, True)
    with pytest.raises(UserError, match="Begründung"):
        state_elected(found, "Marschner", NAMES, " ")
    with pytest.raises(UserError) as refused:
        state_elected(found, "Krause", NAMES, "weil")
    assert refused.value.text == "„Krause“ steht nicht bei den Wahlvorschlägen. Bitte wählen Sie einen davon."


def test_two_candidates_both_go_into_the_second_ballot() -> None:
    terms = VoteTerms(majority=M.ABSOLUTE_MEMBERS, present=9, members=17)
    assert evaluate_election(tallies(5, 0), Count(), terms).runoff == ("Marschner", "Böhme")
    assert Tally("Anna").votes == 0


def test_candidates_are_typed_one_per_line() -> None:
    assert parse_candidates(" Anna  Weber \n\nRico Böhme; Jens Hempel") == ("Anna Weber", "Rico Böhme", "Jens Hempel")
    assert parse_candidates("") == ()
    with pytest.raises(UserError, match=r"^„anna weber“ steht zweimal"):
        parse_candidates("Anna Weber\nanna weber")


def test_tallies_survive_storage() -> None:
    found = tallies(7, 0, 12)
    assert parse_tallies(tallies_text(found)) == found
    assert parse_tallies("kaputt\n\n3\n4 Anna") == (Tally("Anna", 4),)
    assert count_tallies(found, Count(abstain=1, invalid=2, not_voting=3)) == Count(
        yes=12, no=7, abstain=1, invalid=2, not_voting=3
    )
    assert count_tallies((), Count()) == Count()


@pytest.mark.parametrize(
    ("count", "elected", "procedure", "lot", "sentence"),
    [
        (
            Count(abstain=1, invalid=1),
            "Marschner",
            Procedure.SECRET,
            False,
            (
                "In geheimer Wahl entfallen 7 Stimmen auf Marschner und 1 Stimme auf Böhme bei 1 Enthaltung und "
                "1 ungültigen Stimme. Gewählt ist Marschner."
            ),
        ),
        (
            Count(),
            "",
            Procedure.OPEN,
            False,
            "Es entfallen 7 Stimmen auf Marschner und 1 Stimme auf Böhme. Damit ist noch niemand gewählt.",
        ),
        (
            Count(invalid=2),
            "Böhme",
            Procedure.ROLL_CALL,
            True,
            (
                "In namentlicher Wahl entfallen 7 Stimmen auf Marschner und 1 Stimme auf Böhme bei "
                "2 ungültigen Stimmen. Gewählt ist Böhme durch Los."
            ),
        ),
    ],
)
def test_sentence_gives_the_votes_of_each(
    count: Count, elected: str, procedure: Procedure, lot: bool, sentence: str
) -> None:
    found = election_sentence([("Marschner", 7), ("Böhme", 1)], count, elected, procedure=procedure, lot=lot)
    assert found.replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome.ADOPTED, "Anna Weber wird bei 8 Ja-Stimmen und 1 Nein-Stimme in geheimer Abstimmung gewählt."),
        (Outcome.REJECTED, "Anna Weber wird bei 8 Ja-Stimmen und 1 Nein-Stimme in geheimer Abstimmung nicht gewählt."),
        (Outcome.UNDECIDED, ""),
    ],
)
def test_single_candidate_is_elected_by_yes_and_no(outcome: Outcome, sentence: str) -> None:
    found = single_election_sentence("Anna Weber", Count(yes=8, no=1), outcome, procedure=Procedure.SECRET)
    assert found.replace("\u00a0", " ") == sentence
