"""The words of minutes."""

from datetime import UTC, date, datetime

import pytest

from coordinator_app.domain.sentences import clock_time, due_phrase, surname_first, vote_sentence
from coordinator_app.domain.votes import Count, Outcome, Procedure

A, R = Outcome.ADOPTED, Outcome.REJECTED


@pytest.mark.parametrize(
    ("count", "outcome", "sentence"),
    [
        (Count(yes=11, no=1, abstain=2), A, "bei 11 Ja-Stimmen, 1 Nein-Stimme und 2 Enthaltungen angenommen."),
        (Count(yes=1, no=0, abstain=1), A, "mit 1 Ja-Stimme ohne Gegenstimmen bei 1 Enthaltung angenommen."),
        (Count(yes=12, abstain=2), A, "mit 12 Ja-Stimmen ohne Gegenstimmen bei 2 Enthaltungen angenommen."),
        (Count(yes=14), A, "einstimmig (bei 14 Ja-Stimmen) angenommen."),
        (Count(no=14), R, "einstimmig (bei 14 Nein-Stimmen) abgelehnt."),
        (Count(no=1), R, "einstimmig (bei 1 Nein-Stimme) abgelehnt."),
        (Count(yes=3, no=9), R, "bei 3 Ja-Stimmen und 9 Nein-Stimmen abgelehnt."),
        (Count(no=9, abstain=1), R, "bei 0 Ja-Stimmen, 9 Nein-Stimmen und 1 Enthaltung abgelehnt."),
        (Count(abstain=5), A, "bei 0 Ja-Stimmen, 0 Nein-Stimmen und 5 Enthaltungen angenommen."),
        (Count(), A, "ohne Gegenstimme angenommen."),
        (Count(), R, "abgelehnt."),
    ],
)
def test_vote_sentence_gives_the_numbers(count: Count, outcome: Outcome, sentence: str) -> None:
    assert vote_sentence(count, outcome) == f"Der Beschlussvorschlag wird {sentence}"


@pytest.mark.parametrize(
    ("procedure", "words"),
    [
        (Procedure.OPEN, "einstimmig (bei 9 Ja-Stimmen) angenommen."),
        (Procedure.SECRET, "einstimmig (bei 9 Ja-Stimmen) in geheimer Abstimmung angenommen."),
        (Procedure.ROLL_CALL, "einstimmig (bei 9 Ja-Stimmen) in namentlicher Abstimmung angenommen."),
        (Procedure.CONSENSUS, "einstimmig (bei 9 Ja-Stimmen) im Konsens angenommen."),
        (Procedure.CIRCULATION, "einstimmig (bei 9 Ja-Stimmen) im Umlaufverfahren angenommen."),
        (Procedure.ACCLAMATION, "einstimmig (bei 9 Ja-Stimmen) per Akklamation angenommen."),
    ],
)
def test_vote_sentence_names_the_procedure(procedure: Procedure, words: str) -> None:
    assert vote_sentence(Count(yes=9), A, procedure=procedure, subject="Der Antrag") == f"Der Antrag wird {words}"


def test_vote_sentence_tells_a_tie_and_is_silent_while_undecided() -> None:
    assert vote_sentence(Count(yes=7, no=7), R, tie=True).endswith("abgelehnt (Stimmengleichheit).")
    assert vote_sentence(Count(yes=7, no=7), Outcome.UNDECIDED) == ""


@pytest.mark.parametrize("yes", range(4))
@pytest.mark.parametrize("no", range(4))
@pytest.mark.parametrize("abstain", range(4))
def test_unanimous_is_said_only_without_votes_against_and_abstentions(yes: int, no: int, abstain: int) -> None:
    for outcome in (A, R):
        sentence = vote_sentence(Count(yes=yes, no=no, abstain=abstain), outcome)
        losers = no if outcome is A else yes
        assert ("einstimmig" in sentence) == (losers == 0 and abstain == 0 and yes + no > 0)
        assert "mehrheitlich" not in sentence


@pytest.mark.parametrize(
    ("due", "phrase"),
    [
        (None, ""),
        (date(2026, 11, 26), "heute fällig"),
        (date(2026, 11, 27), "morgen fällig"),
        (date(2026, 12, 8), "in 12 Tagen"),
        (date(2026, 11, 25), "überfällig seit 1 Tag"),
        (date(2026, 11, 23), "überfällig seit 3 Tagen"),
    ],
)
def test_due_phrase_counts_from_today(due: date | None, phrase: str) -> None:
    assert due_phrase(due, date(2026, 11, 26)) == phrase


def test_times_are_local() -> None:
    assert clock_time(datetime(2026, 11, 26, 16, 12, tzinfo=UTC)) == "17:12"


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Cornelia Marschner", "Marschner, Cornelia"),
        ("Dr. Petra Nitzsche", "Nitzsche, Dr. Petra"),
        ("Anna von der Aue", "von der Aue, Anna"),
        ("von Aue", "Aue, von"),
        ("Marschner", "Marschner"),
        ("", ""),
    ],
)
def test_lists_name_people_by_surname(name: str, listed: str) -> None:
    assert surname_first(name) == listed
