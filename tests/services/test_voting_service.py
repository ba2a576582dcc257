"""Votes in a meeting: by name, recorded, secret, elections, rounds, other bases and results with their reasons."""

from datetime import date, timedelta

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.ballots import Ballot, BallotChoice
from coordinator_app.domain.elections import Tally
from coordinator_app.domain.meetings import Attendance, Meeting
from coordinator_app.domain.resolutions import Implementation, ResolutionState, ResolutionType
from coordinator_app.domain.votes import Count, Majority, Outcome, Procedure
from coordinator_app.services.resolution_numbers import draw_number
from coordinator_app.services.resolutions import VoteEntry
from tests.meeting_scenario import Progress, Steering

B = BallotChoice
ROLL = Procedure.ROLL_CALL


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


@pytest.fixture
def motion(steering: Steering) -> int:
    return steering.workspace.resolutions.draft(steering.treff)


@pytest.fixture
def election(steering: Steering) -> int:
    item = steering.workspace.meetings.agenda.add(
        steering.second, title="Wahl der Sprecherin", item_type=ItemType.ELECTION
    )
    return steering.workspace.resolutions.draft(item)


def key(steering: Steering, name: str) -> int:
    return steering.lines[name]


def test_roll_lists_everybody_entitled_now(steering: Steering, motion: int) -> None:
    voters = steering.workspace.resolutions.voters(motion)
    assert [voter.words for voter in voters] == [
        "Rico Böhme",
        "Jens Hempel",
        "Cornelia Marschner",
        "Dr. Petra Nitzsche",
        "Maren Roth (für Kathrin Vogel)",
        "Torsten Seidel",
    ]
    attendance = steering.workspace.meetings.attendance
    attendance.recuse(steering.treff, key(steering, "Böhme"))
    steering.clock.moment += timedelta(minutes=5)
    attendance.arrive([key(steering, "Vogel")])
    attendance.arrive([key(steering, "Lorenz")])
    names = [voter.name for voter in steering.workspace.resolutions.voters(motion)]
    assert names == [
        "Jens Hempel",
        "Anke Lorenz",
        "Cornelia Marschner",
        "Dr. Petra Nitzsche",
        "Torsten Seidel",
        "Kathrin Vogel",
    ]


def test_vote_by_name_is_summed_from_its_ballots(steering: Steering, motion: int) -> None:
    resolutions = steering.workspace.resolutions
    choices = {key(steering, name): B.YES for name in ("Böhme", "Hempel", "Marschner")}
    choices |= {key(steering, "Roth"): B.NO, key(steering, "Seidel"): B.ABSTAIN}
    found = resolutions.vote(motion, VoteEntry(procedure=ROLL, choices=choices, count=Count(yes=99), present=50))
    assert found.count == Count(yes=3, no=1, abstain=1, not_voting=1)
    assert (found.terms.present, found.result.checks) == (6, ())
    assert "in namentlicher Abstimmung angenommen" in found.sentence
    vote = resolutions.votes(motion)[-1]
    assert (vote.yes, vote.no, vote.abstain, vote.not_voting, vote.present) == (3, 1, 1, 1, 6)
    ballots = resolutions.ballots(vote.id)
    assert [(ballot.name, ballot.choice) for ballot in ballots] == [
        ("Rico Böhme", B.YES),
        ("Jens Hempel", B.YES),
        ("Cornelia Marschner", B.YES),
        ("Dr. Petra Nitzsche", B.NOT_VOTING),
        ("Maren Roth", B.NO),
        ("Torsten Seidel", B.ABSTAIN),
    ]
    assert ballots[4].represents == "Kathrin Vogel"
    assert sum(ballot.weight for ballot in ballots) == vote.present


def test_weights_count_also_by_name(steering: Steering, motion: int) -> None:
    with steering.workspace.store.write("Test") as unit:
        unit.change(Attendance, key(steering, "Marschner"), None, weight=3)
        unit.change(Attendance, key(steering, "Vogel"), None, weight=2)
    choices = {key(steering, "Marschner"): B.NO, key(steering, "Roth"): B.YES, key(steering, "Böhme"): B.YES}
    found = steering.workspace.resolutions.preview(motion, VoteEntry(procedure=ROLL, choices=choices))
    assert found.count == Count(yes=3, no=3, not_voting=3)
    assert (found.terms.present, found.result.tie, found.result.outcome) == (9, True, Outcome.REJECTED)


@pytest.mark.parametrize("procedure", [ROLL, Procedure.OPEN])
def test_who_was_absent_cannot_vote(steering: Steering, motion: int, procedure: Procedure) -> None:
    entry = VoteEntry(procedure=procedure, choices={key(steering, "Lorenz"): B.YES})
    with pytest.raises(UserError, match=r"Anke Lorenz war um 17:02.Uhr nicht stimmberechtigt anwesend"):
        steering.workspace.resolutions.vote(motion, entry)
    later = VoteEntry(
        procedure=ROLL, choices={key(steering, "Hempel"): B.YES}, at=steering.clock.moment - timedelta(hours=1)
    )
    with pytest.raises(UserError, match="Jens Hempel war"):
        steering.workspace.resolutions.vote(motion, later)
    assert steering.workspace.resolutions.votes(motion) == []


def test_recused_cannot_vote_by_name(steering: Steering, motion: int) -> None:
    steering.workspace.meetings.attendance.recuse(steering.treff, key(steering, "Böhme"))
    with pytest.raises(UserError, match="Rico Böhme"):
        steering.workspace.resolutions.preview(
            motion, VoteEntry(procedure=ROLL, choices={key(steering, "Böhme"): B.YES})
        )


def test_single_vote_is_recorded_in_an_open_vote(steering: Steering, motion: int) -> None:
    resolutions = steering.workspace.resolutions
    entry = VoteEntry(count=Count(yes=5, no=1), choices={key(steering, "Hempel"): B.NO})
    found = resolutions.vote(motion, entry)
    assert (found.count, found.result.checks) == (Count(yes=5, no=1), ())
    ballots = resolutions.ballots(resolutions.votes(motion)[-1].id)
    assert [(ballot.name, ballot.choice) for ballot in ballots] == [("Jens Hempel", B.NO)]


def test_recorded_vote_that_was_not_counted_is_told(steering: Steering, motion: int) -> None:
    entry = VoteEntry(count=Count(yes=6), choices={key(steering, "Hempel"): B.NO})
    found = steering.workspace.resolutions.preview(motion, entry)
    assert found.result.checks == ("Namentlich vermerkt: 1 Nein-Stimme, gezählt: 0.",)


def test_secret_vote_keeps_no_names(steering: Steering, motion: int) -> None:
    resolutions = steering.workspace.resolutions
    with pytest.raises(UserError, match="geheimen"):
        resolutions.vote(motion, VoteEntry(procedure=Procedure.SECRET, choices={key(steering, "Hempel"): B.NO}))
    found = resolutions.vote(motion, VoteEntry(procedure=Procedure.SECRET, count=Count(yes=3, no=2, invalid=1)))
    assert "in geheimer Abstimmung" in found.sentence
    with steering.workspace.store.read() as unit:
        assert unit.find(Ballot) == []


def test_roll_call_entered_by_numbers_only_is_possible(steering: Steering, motion: int) -> None:
    found = steering.workspace.resolutions.vote(motion, VoteEntry(procedure=ROLL, count=Count(yes=4, no=1)))
    assert found.result.checks == ("1 Stimme fehlt: 5 von 6 erfasst.",)


def test_another_base_or_result_needs_its_reason(steering: Steering, motion: int) -> None:
    resolutions = steering.workspace.resolutions
    with pytest.raises(UserError, match="sind 6 Stimmen anwesend, eingegeben sind 7"):
        resolutions.vote(motion, VoteEntry(count=Count(yes=7), present=7))
    with pytest.raises(UserError, match="Begründung"):
        resolutions.vote(motion, VoteEntry(count=Count(yes=7), outcome=Outcome.REJECTED))
    entry = VoteEntry(
        count=Count(yes=7),
        present=7,
        base_reason="per Telefon zugeschaltet",
        outcome=Outcome.REJECTED,
        override_reason="Verfahrensfehler",
    )
    assert resolutions.vote(motion, entry).result.outcome is Outcome.REJECTED
    vote = resolutions.votes(motion)[-1]
    assert (vote.present, vote.base_reason, vote.override_reason) == (7, "per Telefon zugeschaltet", "Verfahrensfehler")


def test_vote_corrected_after_the_meeting_keeps_its_base(steering: Steering) -> None:
    resolutions = steering.workspace.resolutions
    decided = steering.hold_second()
    first = resolutions.votes(decided)[0]
    resolutions.reopen(decided)
    steering.clock.moment += timedelta(days=3)
    found = resolutions.vote(decided, VoteEntry(count=Count(yes=6, no=1)))
    assert (found.moment, found.terms.present, found.result.checks) == (first.taken_at, 7, ())


def test_vote_entered_after_the_meeting_counts_who_was_there(steering: Steering) -> None:
    resolutions = steering.workspace.resolutions
    steering.hold_second()
    steering.clock.moment += timedelta(days=3)
    late = resolutions.draft(steering.treff, wording="Nachgetragen.")
    found = resolutions.vote(late, VoteEntry(count=Count(yes=7)))
    assert (found.terms.present, found.result.checks) == (7, ())
    assert found.moment == steering.workspace.meetings.agenda.get(steering.treff).started_at
    opening = steering.workspace.meetings.agenda.view(steering.second).lines[0].id
    assert resolutions.preview(resolutions.draft(opening, wording="Text"), VoteEntry()).terms.present == 6


def test_rounds_stay_and_the_number_too(steering: Steering, motion: int) -> None:
    resolutions = steering.workspace.resolutions
    resolutions.vote(motion, VoteEntry(count=Count(yes=3, no=3)))
    number = resolutions.get(motion).number
    resolutions.reopen(motion)
    resolutions.vote(motion, VoteEntry(count=Count(yes=4, no=2)))
    votes = resolutions.votes(motion)
    assert [(vote.round, vote.outcome) for vote in votes] == [(1, Outcome.REJECTED), (2, Outcome.ADOPTED)]
    assert (resolutions.get(motion).number, resolutions.get(motion).state) == (number, ResolutionState.ADOPTED)


def test_number_comes_from_the_term_of_the_meeting(steering: Steering, motion: int) -> None:
    workspace = steering.workspace
    other = workspace.bodies.add_term(
        steering.body, title="Wahlperiode 7", starts_on=date(2027, 1, 1), ends_on=date(2031, 12, 31)
    )
    with workspace.store.write("Test") as unit:
        unit.change(Meeting, steering.second, None, term_id=other)
    assert workspace.resolutions.preview(motion, VoteEntry(count=Count(yes=6))).next_number == "Wahlperiode 7/01"
    workspace.resolutions.vote(motion, VoteEntry(count=Count(yes=6)))
    drawn = workspace.resolutions.get(motion)
    assert (drawn.number, drawn.sequence, drawn.term_id) == ("Wahlperiode 7/01", 1, other)
    later, first = workspace.bodies.terms(steering.body)
    assert (later.next_resolution_number, first.next_resolution_number) == (2, 10)


def test_number_is_drawn_once(steering: Steering, motion: int) -> None:
    workspace = steering.workspace
    draw_number(workspace.store, motion, date(2026, 11, 26))
    first = workspace.resolutions.get(motion)
    draw_number(workspace.store, motion, date(2026, 11, 26))
    assert workspace.resolutions.get(motion) == first
    assert workspace.bodies.terms(steering.body)[0].next_resolution_number == 11
    with pytest.raises(UserError):
        workspace.store.undo()  # nothing before the number can be undone


def test_body_without_a_term_gets_one_with_its_first_number(steering: Steering) -> None:
    workspace = steering.workspace
    body = workspace.bodies.create(name="AG Licht", valid_from=date(2026, 1, 1))
    workspace.bodies.add_seat(body, seat="Bauamt", starts_on=date(2026, 1, 1))
    id = workspace.circulations.create(body_id=body, title="Lampen", wording="Ja zu Lampen.")
    workspace.circulations.start(id)
    view = workspace.circulations.view(id)
    assert view.next_number == ""
    workspace.circulations.answer(view.ballots[0].id, B.YES)
    assert workspace.circulations.close(id).resolution.number == "2026/01"
    (term,) = workspace.bodies.terms(body)
    assert (term.starts_on, term.ends_on, term.next_resolution_number) == (date(2026, 1, 1), date(2026, 12, 31), 2)


# --- elections -------------------------------------------------------------------------------------------------------


def test_election_needs_candidates(steering: Steering, election: int) -> None:
    resolutions = steering.workspace.resolutions
    drafted = resolutions.get(election)
    assert (drafted.resolution_type, drafted.wording) == (ResolutionType.ELECTION, "Wahl der Sprecherin")
    with pytest.raises(UserError, match="fehlen die Wahlvorschläge"):
        resolutions.vote(election, VoteEntry(count=Count(yes=6)))
    assert resolutions.get(election).number == ""


def test_only_candidate_is_elected_by_yes(steering: Steering, election: int) -> None:
    resolutions = steering.workspace.resolutions
    resolutions.write(election, "candidates", "Anna Weber")
    found = resolutions.vote(election, VoteEntry(procedure=Procedure.SECRET, count=Count(yes=5, no=1)))
    assert found.sentence.replace("\u00a0", " ") == (
        "Anna Weber wird bei 5 Ja-Stimmen und 1 Nein-Stimme in geheimer Abstimmung gewählt."
    )
    stored = resolutions.get(election)
    assert (stored.elected, stored.implementation) == ("Anna Weber", Implementation.DONE)
    resolutions.reopen(election)
    again = resolutions.get(election)
    assert (again.elected, again.implementation, again.state) == ("", Implementation.OPEN, ResolutionState.TO_VOTE)
    resolutions.vote(election, VoteEntry(count=Count(no=6)))
    assert (resolutions.get(election).elected, resolutions.get(election).state) == ("", ResolutionState.REJECTED)


def test_second_ballot_is_another_round(steering: Steering, election: int) -> None:
    resolutions = steering.workspace.resolutions
    resolutions.write(election, "candidates", "Anna Weber\nRico Böhme\nJens Hempel")
    first = VoteEntry(
        majority=Majority.ABSOLUTE_CAST,
        tallies=(Tally("Anna Weber", 3), Tally("Rico Böhme", 2), Tally("Jens Hempel", 1)),
    )
    found = resolutions.vote(election, first)
    assert (found.elected, found.runoff, resolutions.get(election).number) == ("", ("Anna Weber", "Rico Böhme"), "")
    assert resolutions.get(election).state is ResolutionState.TO_VOTE
    second = VoteEntry(majority=Majority.ABSOLUTE_CAST, tallies=(Tally("Anna Weber", 3), Tally("Rico Böhme", 3)))
    assert resolutions.preview(election, second).elected == ""
    tie = VoteEntry(tallies=second.tallies, elected="Rico Böhme")
    assert "Das Los fiel auf Rico Böhme" in resolutions.vote(election, tie).headline
    stored = resolutions.get(election)
    assert (stored.elected, stored.state, bool(stored.number)) == ("Rico Böhme", ResolutionState.ADOPTED, True)
    votes = resolutions.votes(election)
    assert [vote.candidates for vote in votes] == [
        "3 Anna Weber\n2 Rico Böhme\n1 Jens Hempel",
        "3 Anna Weber\n3 Rico Böhme",
    ]
    assert votes[0].sentence.endswith("Damit ist noch niemand gewählt.")


def test_free_statement_names_who_is_elected(steering: Steering, election: int) -> None:
    resolutions = steering.workspace.resolutions
    resolutions.write(election, "candidates", "Anna Weber\nRico Böhme")
    tallies = (Tally("Anna Weber", 2), Tally("Rico Böhme", 4))
    stated = VoteEntry(
        majority=Majority.FREE, tallies=tallies, elected="Anna Weber", override_reason="Los nach Absprache"
    )
    assert resolutions.preview(election, stated).elected == "Anna Weber"
    without = VoteEntry(majority=Majority.FREE, tallies=tallies, elected="Anna Weber")
    assert resolutions.preview(election, without).elected == ""
