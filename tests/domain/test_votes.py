"""Vectors of the majority rules, ties, consensus, overriding, and laws that hold for any numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.domain.votes import (
    ChairVote,
    Count,
    Majority,
    Outcome,
    Procedure,
    TieRule,
    VoteResult,
    VoteTerms,
    decided_early,
    evaluate,
    headline,
    override,
)

A, R, U = Outcome.ADOPTED, Outcome.REJECTED, Outcome.UNDECIDED
M = Majority


@pytest.mark.parametrize(
    ("present", "members", "yes", "no", "abstain", "majority", "expected"),
    [
        # the vectors of the data model
        (14, 14, 7, 7, 0, M.SIMPLE, R),
        (14, 14, 5, 4, 5, M.SIMPLE, A),
        (14, 14, 5, 4, 5, M.ABSOLUTE_PRESENT, R),
        (14, 14, 6, 3, 5, M.TWO_THIRDS_CAST, A),  # 18 >= 18
        (9, 17, 8, 0, 1, M.ABSOLUTE_MEMBERS, R),  # 16 > 17 is false
        # one vote on either side of each threshold
        (14, 14, 1, 0, 13, M.SIMPLE, A),
        (14, 14, 0, 0, 14, M.SIMPLE, R),
        (14, 14, 8, 6, 0, M.ABSOLUTE_CAST, A),
        (14, 14, 5, 4, 1, M.ABSOLUTE_CAST, R),
        (14, 14, 6, 4, 1, M.ABSOLUTE_CAST, A),
        (14, 14, 7, 0, 7, M.ABSOLUTE_PRESENT, R),
        (14, 14, 8, 6, 0, M.ABSOLUTE_PRESENT, A),
        (13, 17, 9, 4, 0, M.ABSOLUTE_MEMBERS, A),
        (14, 14, 5, 3, 6, M.TWO_THIRDS_CAST, R),
        (14, 14, 0, 0, 14, M.TWO_THIRDS_CAST, R),
        (14, 18, 12, 2, 0, M.TWO_THIRDS_MEMBERS, A),
        (14, 18, 11, 0, 3, M.TWO_THIRDS_MEMBERS, R),
        (0, 0, 0, 0, 0, M.TWO_THIRDS_MEMBERS, R),
        (1, 1, 1, 0, 0, M.TWO_THIRDS_MEMBERS, A),
        (1, 1, 1, 0, 0, M.TWO_THIRDS_CAST, A),
        (14, 14, 9, 5, 0, M.FREE, U),
    ],
)
def test_majority_gives_result(
    present: int, members: int, yes: int, no: int, abstain: int, majority: Majority, expected: Outcome
) -> None:
    terms = VoteTerms(majority=majority, present=present, members=members)
    assert evaluate(Count(yes=yes, no=no, abstain=abstain), terms).outcome is expected


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "expected"), [(5, 4, 5, R), (8, 4, 2, A), (7, 4, 3, R), (7, 7, 0, R), (1, 0, 0, A)]
)
def test_abstentions_count_when_the_rules_say_so(yes: int, no: int, abstain: int, expected: Outcome) -> None:
    result = evaluate(Count(yes=yes, no=no, abstain=abstain), VoteTerms(abstentions_count=True, present=14))
    assert result.outcome is expected


@pytest.mark.parametrize(
    ("rule", "chair", "expected", "words"),
    [
        (TieRule.REJECTED, ChairVote.YES, R, "nach dem Regelwerk abgelehnt"),
        (TieRule.CHAIR_DECIDES, ChairVote.NONE, U, "Der Vorsitz entscheidet"),
        (TieRule.CHAIR_DECIDES, ChairVote.YES, A, "gab den Ausschlag (dafür)"),
        (TieRule.CHAIR_DECIDES, ChairVote.NO, R, "gab den Ausschlag (dagegen)"),
    ],
)
def test_tie_is_settled_by_the_rule(rule: TieRule, chair: ChairVote, expected: Outcome, words: str) -> None:
    result = evaluate(Count(yes=7, no=7), VoteTerms(present=14, tie_rule=rule, chair_vote=chair))
    assert (result.outcome, result.tie) == (expected, True)
    assert words in result.reason


@pytest.mark.parametrize(
    ("count", "terms", "tie"),
    [
        (Count(yes=3, no=3, abstain=8), VoteTerms(present=14), True),
        (Count(yes=3, no=3, abstain=8), VoteTerms(present=14, abstentions_count=True), False),
        (Count(yes=7, no=7), VoteTerms(present=14, abstentions_count=True), True),
        (Count(yes=7, no=7), VoteTerms(present=14, majority=M.ABSOLUTE_CAST), True),
        (Count(yes=7, no=7), VoteTerms(present=14, majority=M.ABSOLUTE_PRESENT), False),
        (Count(abstain=14), VoteTerms(present=14), False),
    ],
)
def test_tie_matters_only_where_one_more_vote_adopts(count: Count, terms: VoteTerms, tie: bool) -> None:
    assert evaluate(count, terms).tie is tie


@pytest.mark.parametrize(
    ("no", "expected", "reason"),
    [
        (0, A, "Konsens: ohne Gegenstimme."),
        (1, R, "Kein Konsens: 1 Gegenstimme."),
        (2, R, "Kein Konsens: 2 Gegenstimmen."),
    ],
)
def test_consensus_needs_no_vote_against(no: int, expected: Outcome, reason: str) -> None:
    result = evaluate(Count(no=no), VoteTerms(procedure=Procedure.CONSENSUS, present=14))
    assert (result.outcome, result.reason, result.tie) == (expected, reason, False)


@pytest.mark.parametrize(
    ("count", "terms", "checks"),
    [
        (Count(yes=14), VoteTerms(present=14), ()),
        (Count(yes=13), VoteTerms(present=14), ("1 Stimme fehlt: 13 von 14 erfasst.",)),
        (Count(yes=12), VoteTerms(present=14), ("2 Stimmen fehlen: 12 von 14 erfasst.",)),
        (Count(yes=15), VoteTerms(present=14), ("1 Stimme zu viel: 15 erfasst, 14 stimmberechtigt.",)),
        (
            Count(yes=10, no=2, abstain=1, invalid=1, not_voting=2),
            VoteTerms(present=14),
            ("2 Stimmen zu viel: 16 erfasst, 14 stimmberechtigt.",),
        ),
        (Count(), VoteTerms(procedure=Procedure.CONSENSUS, present=14), ()),
        (Count(), VoteTerms(procedure=Procedure.ACCLAMATION, present=14), ()),
        (Count(), VoteTerms(present=14), ("14 Stimmen fehlen: 0 von 14 erfasst.",)),
        (
            Count(yes=13),
            VoteTerms(procedure=Procedure.CONSENSUS, present=14),
            ("1 Stimme fehlt: 13 von 14 erfasst.",),
        ),
        (Count(yes=3), VoteTerms(present=3, members=3), ()),
        (
            Count(yes=3),
            VoteTerms(present=3, members=2),
            ("Mehr Stimmberechtigte anwesend (3) als das Gremium Mitglieder hat.",),
        ),
    ],
)
def test_numbers_that_do_not_fit_are_told(count: Count, terms: VoteTerms, checks: tuple[str, ...]) -> None:
    assert evaluate(count, terms).checks == checks


@pytest.mark.parametrize(
    ("majority", "words"),
    [
        (M.SIMPLE, "5 Ja-Stimmen und 4 Nein-Stimmen; nötig sind mehr Ja- als Nein-Stimmen."),
        (
            M.ABSOLUTE_PRESENT,
            "5 Ja-Stimmen, nötig sind mindestens 8 (mehr als die Hälfte von 14 stimmberechtigten Anwesenden).",
        ),
        (M.ABSOLUTE_CAST, "5 Ja-Stimmen, nötig sind mindestens 8 (mehr als die Hälfte von 14 abgegebenen Stimmen)."),
        (
            M.TWO_THIRDS_CAST,
            "5 Ja-Stimmen, nötig sind mindestens 6 (zwei Drittel von 9 abgegebenen Ja- und Nein-Stimmen).",
        ),
    ],
)
def test_reason_tells_how_the_result_comes_about(majority: Majority, words: str) -> None:
    terms = VoteTerms(majority=majority, present=14, members=17)
    assert evaluate(Count(yes=5, no=4, abstain=5), terms).reason == words


def test_reason_with_abstentions_names_its_base() -> None:
    result = evaluate(Count(yes=5, no=4, abstain=5), VoteTerms(present=14, abstentions_count=True))
    assert result.reason == (
        "5 Ja-Stimmen, nötig sind mindestens 8 (mehr als die Hälfte von 14 Stimmen einschließlich Enthaltungen)."
    )


@pytest.mark.parametrize(
    ("majority", "base"),
    [
        (M.ABSOLUTE_MEMBERS, "9 (mehr als die Hälfte von 17 stimmberechtigten Mitgliedern)"),
        (M.TWO_THIRDS_MEMBERS, "12 (zwei Drittel von 17 stimmberechtigten Mitgliedern)"),
    ],
)
def test_reason_names_all_members(majority: Majority, base: str) -> None:
    result = evaluate(Count(yes=8, no=1), VoteTerms(majority=majority, present=9, members=17))
    assert result.reason == f"8 Ja-Stimmen, nötig sind mindestens {base}."


def test_reason_of_a_free_statement_and_of_ties() -> None:
    free = evaluate(Count(yes=1), VoteTerms(majority=M.FREE, present=1))
    assert (free.reason, free.tie) == ("Freie Feststellung: Bitte das Ergebnis mit Begründung festhalten.", False)
    tie = evaluate(Count(yes=2, no=2), VoteTerms(present=4))
    assert tie.reason == "Stimmengleichheit (2 zu 2): nach dem Regelwerk abgelehnt."
    chair = VoteTerms(present=4, tie_rule=TieRule.CHAIR_DECIDES)
    assert evaluate(Count(yes=2, no=2), chair).reason == "Stimmengleichheit (2 zu 2): Der Vorsitz entscheidet."
    voted = VoteTerms(present=4, tie_rule=TieRule.CHAIR_DECIDES, chair_vote=ChairVote.NO)
    assert evaluate(Count(yes=2, no=2), voted).reason == (
        "Stimmengleichheit (2 zu 2): Die Stimme des Vorsitzes gab den Ausschlag (dagegen)."
    )


@pytest.mark.parametrize(
    ("count", "waiting", "terms", "decided"),
    [
        (Count(yes=5, no=3), 1, VoteTerms(present=9), True),
        (Count(yes=5, no=3), 2, VoteTerms(present=10), False),
        (Count(yes=1, no=6), 4, VoteTerms(present=11), True),
        (Count(yes=4, no=4), 0, VoteTerms(present=8, tie_rule=TieRule.CHAIR_DECIDES), False),
        (Count(yes=9), 1, VoteTerms(majority=M.FREE, present=10), False),
    ],
)
def test_result_is_certain_when_no_vote_can_change_it(
    count: Count, waiting: int, terms: VoteTerms, decided: bool
) -> None:
    assert decided_early(count, waiting, terms) is decided


def test_nothing_is_assumed_without_being_told() -> None:
    assert Count() == Count(yes=0, no=0, abstain=0, invalid=0, not_voting=0)
    assert VoteTerms() == VoteTerms(
        majority=M.SIMPLE,
        procedure=Procedure.OPEN,
        present=0,
        members=0,
        abstentions_count=False,
        tie_rule=TieRule.REJECTED,
        chair_vote=ChairVote.NONE,
    )
    bare = VoteResult(outcome=A, computed=A, reason="")
    assert (bare.tie, bare.checks, bare.override_reason) == (False, (), "")


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [
        (
            Majority,
            {
                "simple": "einfache Mehrheit",
                "absolute_cast": "Mehrheit der abgegebenen Stimmen",
                "absolute_present": "Mehrheit der Anwesenden",
                "absolute_members": "Mehrheit der Mitglieder",
                "two_thirds_cast": "Zweidrittelmehrheit der abgegebenen Stimmen",
                "two_thirds_members": "Zweidrittelmehrheit der Mitglieder",
                "free": "freie Feststellung",
            },
        ),
        (
            Procedure,
            {
                "open": "offen",
                "secret": "geheim",
                "roll_call": "namentlich",
                "consensus": "Konsens",
                "circulation": "Umlauf",
                "acclamation": "per Akklamation",
            },
        ),
        (TieRule, {"rejected": "abgelehnt", "chair_decides": "Vorsitz entscheidet"}),
        (ChairVote, {"none": "keine Entscheidung", "yes": "dafür", "no": "dagegen"}),
        (Outcome, {"adopted": "angenommen", "rejected": "abgelehnt", "undecided": "offen"}),
    ],
)
def test_codes_are_stored_in_files_and_never_change(vocabulary: type[Vocabulary], words: dict[str, str]) -> None:
    assert {str(member): member.label for member in vocabulary} == words


def test_reason_uses_the_singular() -> None:
    result = evaluate(Count(yes=1), VoteTerms(majority=M.TWO_THIRDS_CAST, present=1))
    assert result.reason.startswith("1 Ja-Stimme, nötig ist mindestens 1 (")
    assert evaluate(Count(yes=1, no=1, abstain=1), VoteTerms(present=3, abstentions_count=True)).outcome is R
    one = evaluate(Count(yes=2, no=1), VoteTerms(present=3))
    assert one.reason == "2 Ja-Stimmen und 1 Nein-Stimme; nötig sind mehr Ja- als Nein-Stimmen."


def test_negative_numbers_are_refused() -> None:
    for count in (Count(yes=-1), Count(no=-1), Count(abstain=-1), Count(invalid=-1), Count(not_voting=-1)):
        with pytest.raises(UserError, match=r"^Stimmenzahlen dürfen nicht negativ sein"):
            evaluate(count, VoteTerms())
    for terms in (VoteTerms(present=-1), VoteTerms(members=-1)):
        with pytest.raises(UserError, match="nicht negativ"):
            evaluate(Count(), terms)


def test_another_result_needs_a_reason() -> None:
    result = evaluate(Count(yes=5, no=4), VoteTerms(present=9))
    with pytest.raises(UserError, match=r"^Ein von der Berechnung abweichendes Ergebnis braucht eine Begründung"):
        override(result, R, "  ")
    with pytest.raises(UserError, match=r"^Bitte „angenommen“ oder „abgelehnt“ als Ergebnis festhalten"):
        override(result, U, "weil")
    changed = override(result, R, " Verfahrensfehler ")
    assert (changed.outcome, changed.computed, changed.override_reason) == (R, A, "Verfahrensfehler")
    assert changed.overridden
    assert not result.overridden


@pytest.mark.parametrize(
    ("count", "terms", "line"),
    [
        (
            Count(yes=9, no=1, abstain=1),
            VoteTerms(present=11),
            "Angenommen. 11 von 11 stimmberechtigten Anwesenden, einfache Mehrheit.",
        ),
        (Count(no=9), VoteTerms(present=11), "Abgelehnt. 9 von 11 stimmberechtigten Anwesenden, einfache Mehrheit."),
        (
            Count(yes=9, not_voting=5),
            VoteTerms(present=14, procedure=Procedure.CIRCULATION),
            "Angenommen. 9 von 14 stimmberechtigten Mitgliedern, einfache Mehrheit.",
        ),
        (Count(), VoteTerms(procedure=Procedure.CONSENSUS), "Angenommen. Konsens, 0 Gegenstimmen."),
        (Count(no=1), VoteTerms(procedure=Procedure.CONSENSUS), "Abgelehnt. Konsens, 1 Gegenstimme."),
        (
            Count(yes=1),
            VoteTerms(present=1, majority=M.FREE),
            "Noch offen. 1 von 1 stimmberechtigten Anwesenden, freie Feststellung.",
        ),
    ],
)
def test_headline_says_result_and_base(count: Count, terms: VoteTerms, line: str) -> None:
    assert headline(evaluate(count, terms), count, terms) == line


counts = st.integers(min_value=0, max_value=60)
majorities = st.sampled_from([entry for entry in M if entry is not M.FREE])


@given(counts, counts, counts, majorities, st.booleans())
def test_one_more_yes_never_turns_adoption_into_rejection(
    yes: int, no: int, abstain: int, majority: Majority, abstentions_count: bool
) -> None:
    terms = VoteTerms(majority=majority, present=60, members=60, abstentions_count=abstentions_count)
    before = evaluate(Count(yes=yes, no=no, abstain=abstain), terms).outcome
    after = evaluate(Count(yes=yes + 1, no=no, abstain=abstain), terms).outcome
    assert not (before is A and after is R)


@given(counts, counts, counts)
def test_rules_equal_their_formulas(yes: int, no: int, abstain: int) -> None:
    count, base = Count(yes=yes, no=no, abstain=abstain), yes + no + abstain
    formulas = {
        M.SIMPLE: yes > no,
        M.ABSOLUTE_CAST: 2 * yes > base,
        M.ABSOLUTE_PRESENT: 2 * yes > 60,
        M.ABSOLUTE_MEMBERS: 2 * yes > 70,
        M.TWO_THIRDS_CAST: yes > 0 and 3 * yes >= 2 * (yes + no),
        M.TWO_THIRDS_MEMBERS: 3 * yes >= 2 * 70,
    }
    for majority, adopted in formulas.items():
        result = evaluate(count, VoteTerms(majority=majority, present=60, members=70))
        assert (result.outcome is A) == adopted, majority
    counted = evaluate(count, VoteTerms(present=60, abstentions_count=True))
    assert (counted.outcome is A) == (2 * yes > base)
