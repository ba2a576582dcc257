"""Umlaufbeschlüsse from preparing to counting, and everything that is refused on the way."""

from datetime import date, timedelta

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.bodies import BodyRules, Membership
from coordinator_app.domain.circulations import CirculationState
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.resolutions import Implementation, ResolutionState, ResolutionType
from coordinator_app.domain.votes import ChairVote, Count, Majority, Outcome, TieRule
from coordinator_app.services.circulation_reads import unreported
from coordinator_app.services.resolutions import VoteEntry
from tests.meeting_scenario import SECOND, Steering

B = BallotChoice
TEXT = "Die Lenkungsgruppe stimmt dem Antrag zu."


@pytest.fixture
def prepared(steering: Steering) -> int:
    return steering.workspace.circulations.create(body_id=steering.body, title="Antrag Förderung", wording=TEXT)


@pytest.fixture
def running(steering: Steering, prepared: int) -> int:
    steering.workspace.circulations.start(prepared)
    return prepared


def set_rules(steering: Steering, **values: object) -> None:
    rules = steering.workspace.bodies.rules(steering.body)
    steering.workspace.bodies.update_rules(rules.id, None, **values)


def answer(steering: Steering, id: int, *choices: BallotChoice) -> None:
    ballots = steering.workspace.circulations.view(id).ballots
    for ballot, choice in zip(ballots, choices, strict=False):
        steering.workspace.circulations.answer(ballot.id, choice, way="E-Mail")


def test_circulation_decides_with_a_number(steering: Steering, running: int) -> None:
    circulations = steering.workspace.circulations
    view = circulations.view(running)
    assert (view.circulation.state, view.circulation.reply_until) == (CirculationState.RUNNING, date(2026, 11, 23))
    assert (len(view.ballots), view.terms.members, view.terms.majority) == (8, 8, Majority.ABSOLUTE_MEMBERS)
    assert {ballot.choice for ballot in view.ballots} == {B.OPEN}
    assert (view.waiting, view.may_close, view.next_number, view.standing) == (8, False, "2026/10", "noch 14 Tage")
    answer(steering, running, B.YES, B.YES, B.YES, B.YES, B.NO)
    assert circulations.view(running).headline.startswith("Abgelehnt. 5 von 8 stimmberechtigten Mitgliedern")
    with pytest.raises(UserError, match="3 offene Stimmen können"):
        circulations.close(running)
    answer(steering, running, *[B.YES] * 5)
    view = circulations.view(running)
    assert (view.count, view.waiting, view.may_close) == (Count(yes=5, not_voting=3), 3, True)
    closed = circulations.close(running)
    assert (closed.circulation.state, closed.resolution.number) == (CirculationState.CLOSED, "2026/10")
    assert (closed.resolution.state, closed.resolution.decided_on) == (ResolutionState.ADOPTED, date(2026, 11, 9))
    assert closed.sentence.endswith("im Umlaufverfahren angenommen.")
    vote = steering.workspace.resolutions.votes(closed.resolution.id)[0]
    assert (vote.yes, vote.not_voting, vote.present, vote.sentence) == (5, 3, 8, closed.sentence)
    assert not closed.may_close
    assert circulations.of_resolution(closed.resolution.id) == running
    assert circulations.of_resolution(999) == 0


def test_after_the_deadline_missing_answers_took_no_part(steering: Steering, running: int) -> None:
    circulations = steering.workspace.circulations
    answer(steering, running, B.YES, B.YES, B.NO)
    steering.clock.moment += timedelta(days=15)
    assert circulations.view(running).standing == "Frist abgelaufen seit 1 Tag"
    closed = circulations.close(running)
    assert (closed.resolution.state, closed.count) == (ResolutionState.REJECTED, Count(yes=2, no=1, not_voting=5))


def test_sending_is_recorded(steering: Steering, prepared: int) -> None:
    steering.workspace.circulations.start(prepared, way="Post")
    (sent,) = steering.workspace.dispatches.of("circulation", prepared)
    assert (sent.occasion, sent.sent_on, sent.way) == (Occasion.CIRCULATION, date(2026, 11, 9), "Post")
    assert len(sent.recipients.splitlines()) == 8
    assert "Antrag Förderung" in sent.contents


def test_members_are_fixed_at_the_start(steering: Steering, running: int) -> None:
    seat = steering.workspace.bodies.seats(steering.body)[1]
    steering.workspace.bodies.update_seat(seat.id, None, weight=5)
    steering.workspace.bodies.add_seat(steering.body, seat="Neues Mitglied", starts_on=date(2026, 1, 1))
    set_rules(steering, circulation_majority=Majority.SIMPLE)
    view = steering.workspace.circulations.view(running)
    assert (len(view.ballots), view.terms.members, view.terms.majority) == (8, 8, Majority.ABSOLUTE_MEMBERS)


def test_deputies_and_vacant_seats_are_not_asked(steering: Steering, prepared: int) -> None:
    bodies = steering.workspace.bodies
    seats = bodies.seats(steering.body)
    bodies.add_seat(steering.body, seat="Vertretung", deputy_for_id=seats[1].id, starts_on=date(2026, 1, 1))
    with steering.workspace.store.write("Test") as unit:
        unit.change(Membership, seats[2].id, None, vacant=True, person_id=None)
        unit.change(Membership, seats[3].id, None, weight=3)
    steering.workspace.circulations.start(prepared)
    view = steering.workspace.circulations.view(prepared)
    assert (len(view.ballots), view.terms.members) == (7, 9)
    assert seats[2].name not in {ballot.name for ballot in view.ballots}


def test_answers_can_be_changed_and_taken_back(steering: Steering, running: int) -> None:
    circulations = steering.workspace.circulations
    first = circulations.view(running).ballots[0]
    steering.clock.moment += timedelta(days=2)
    circulations.answer(first.id, B.NO, on=date(2026, 11, 10), way=" Post ")
    ballot = circulations.view(running).ballots[0]
    assert (ballot.choice, ballot.cast_on, ballot.way) == (B.NO, date(2026, 11, 10), "Post")
    circulations.answer(first.id, B.ABSTAIN)
    assert circulations.view(running).ballots[0].cast_on == date(2026, 11, 11)
    circulations.answer(first.id, B.OPEN)
    ballot = circulations.view(running).ballots[0]
    assert (ballot.choice, ballot.cast_on, ballot.way) == (B.OPEN, None, "")
    assert steering.workspace.store.undo() == "Antwort eingetragen"
    assert circulations.view(running).ballots[0].choice is B.ABSTAIN


def test_late_answers_count_only_with_more_time(steering: Steering, running: int) -> None:
    circulations = steering.workspace.circulations
    first = circulations.view(running).ballots[0]
    steering.clock.moment += timedelta(days=16)
    with pytest.raises(UserError, match="nach der Frist"):
        circulations.answer(first.id, B.YES)
    circulations.extend(running, date(2026, 12, 1))
    circulations.answer(first.id, B.YES)
    with pytest.raises(UserError, match=r"schon eine Antwort vom 25\.11\.2026"):
        circulations.extend(running, date(2026, 11, 24))


def test_chair_settles_a_tie(steering: Steering, prepared: int) -> None:
    set_rules(steering, circulation_majority=Majority.SIMPLE, tie_rule=TieRule.CHAIR_DECIDES)
    circulations = steering.workspace.circulations
    circulations.start(prepared)
    answer(steering, prepared, *[B.YES] * 4, *[B.NO] * 4)
    with pytest.raises(UserError, match="Der Vorsitz entscheidet"):
        circulations.close(prepared)
    assert circulations.get(prepared).state is CirculationState.RUNNING
    assert circulations.view(prepared, ChairVote.YES).result.outcome is Outcome.ADOPTED
    closed = circulations.close(prepared, chair_vote=ChairVote.YES)
    assert (closed.resolution.state, closed.resolution.number) == (ResolutionState.ADOPTED, "2026/10")
    assert circulations.view(prepared).result.outcome is Outcome.ADOPTED


def test_free_statement_needs_its_reason(steering: Steering, prepared: int) -> None:
    set_rules(steering, circulation_majority=Majority.FREE)
    circulations = steering.workspace.circulations
    circulations.start(prepared)
    answer(steering, prepared, *[B.YES] * 8)
    with pytest.raises(UserError, match="Freie Feststellung"):
        circulations.close(prepared)
    with pytest.raises(UserError, match="Begründung"):
        circulations.close(prepared, outcome=Outcome.ADOPTED)
    closed = circulations.close(prepared, outcome=Outcome.ADOPTED, override_reason="alle einverstanden")
    assert (closed.result.outcome, closed.result.override_reason) == (Outcome.ADOPTED, "alle einverstanden")


def test_counted_circulation_can_be_corrected(steering: Steering, running: int) -> None:
    circulations = steering.workspace.circulations
    answer(steering, running, *[B.YES] * 8)
    circulations.close(running)
    with pytest.raises(UserError, match="ausgezählt"):
        answer(steering, running, B.NO)
    circulations.reopen(running)
    answer(steering, running, *[B.NO] * 8)
    closed = circulations.close(running)
    assert (closed.resolution.number, closed.resolution.state) == ("2026/10", ResolutionState.REJECTED)
    assert len(steering.workspace.resolutions.votes(closed.resolution.id)) == 1
    with pytest.raises(UserError, match="bleibt erhalten"):
        circulations.discard(running)


def test_only_a_counted_one_is_opened_again(steering: Steering, running: int) -> None:
    with pytest.raises(UserError, match="ausgezähltes"):
        steering.workspace.circulations.reopen(running)


def test_motion_on_procedure_is_carried_out_by_its_adoption(steering: Steering) -> None:
    circulations = steering.workspace.circulations
    id = circulations.create(body_id=steering.body, title="X", wording=TEXT, resolution_type=ResolutionType.PROCEDURAL)
    circulations.start(id)
    answer(steering, id, *[B.YES] * 8)
    assert circulations.close(id).resolution.implementation is Implementation.DONE
    circulations.reopen(id)
    assert circulations.view(id).resolution.implementation is Implementation.OPEN


def test_breaking_off_needs_a_reason(steering: Steering, running: int) -> None:
    circulations = steering.workspace.circulations
    with pytest.raises(UserError, match="warum"):
        circulations.stop(running, " ")
    circulations.stop(running, "Antrag zurückgezogen")
    view = circulations.view(running)
    assert (view.circulation.state, view.circulation.stop_reason) == (CirculationState.STOPPED, "Antrag zurückgezogen")
    assert (view.resolution.state, view.resolution.number) == (ResolutionState.WITHDRAWN, "")
    with pytest.raises(UserError, match="abgebrochen"):
        circulations.stop(running, "noch einmal")
    circulations.discard(running)
    assert circulations.of_body(steering.body) == []


def test_objection_ends_it_where_the_rules_say_so(steering: Steering, running: int) -> None:
    circulations = steering.workspace.circulations
    ballot = circulations.view(running).ballots[0]
    assert not circulations.view(running).objection_allowed
    with pytest.raises(UserError, match="beendet ein Widerspruch"):
        circulations.object(ballot.id)
    set_rules(steering, circulation_objection=True)
    assert circulations.view(running).objection_allowed
    circulations.object(ballot.id)
    view = circulations.view(running)
    assert view.circulation.stop_reason == f"{ballot.name} widerspricht der Entscheidung im Umlaufverfahren."
    assert view.resolution.state is ResolutionState.POSTPONED


def test_rules_may_forbid_it(steering: Steering) -> None:
    set_rules(steering, circulation_allowed=False)
    with pytest.raises(UserError, match="erlaubt keinen Umlaufbeschluss"):
        steering.workspace.circulations.create(body_id=steering.body, title="X", wording=TEXT)


def test_start_needs_wording_and_members(steering: Steering) -> None:
    circulations, bodies = steering.workspace.circulations, steering.workspace.bodies
    empty = circulations.create(body_id=steering.body, title="Ohne Text")
    assert circulations.view(empty).resolution.state is ResolutionState.DRAFT
    with pytest.raises(UserError, match="keinen Wortlaut"):
        circulations.start(empty)
    circulations.write(empty, "wording", TEXT)
    circulations.write(empty, "title", "Mit Text")
    circulations.write(empty, "letter", "Liebe Mitglieder")
    view = circulations.view(empty)
    assert (view.resolution.state, view.resolution.title) == (ResolutionState.TO_VOTE, "Mit Text")
    assert (view.circulation.title, view.circulation.letter) == ("Mit Text", "Liebe Mitglieder")
    circulations.write(empty, "wording", " ")
    assert circulations.view(empty).resolution.state is ResolutionState.DRAFT
    circulations.discard(empty)
    lonely = bodies.create(name="Leeres Gremium", valid_from=date(2026, 1, 1))
    id = circulations.create(body_id=lonely, title="X", wording=TEXT)
    with pytest.raises(UserError, match="keine stimmberechtigten Sitze"):
        circulations.start(id)


def test_circulation_from_the_papierkorb_brings_its_resolution(steering: Steering, prepared: int) -> None:
    workspace = steering.workspace
    workspace.circulations.discard(prepared)
    workspace.search.restore("circulation", prepared)
    workspace.circulations.start(prepared)
    assert workspace.circulations.view(prepared).resolution.deleted_at is None


def test_wording_is_fixed_while_it_runs(steering: Steering, running: int) -> None:
    workspace = steering.workspace
    resolution = workspace.circulations.view(running).resolution.id
    with pytest.raises(UserError, match="stehen fest"):
        workspace.circulations.write(running, "wording", "anders")
    with pytest.raises(UserError, match="Umlaufverfahren entschieden"):
        workspace.resolutions.write(resolution, "wording", "anders")
    with pytest.raises(UserError, match="Umlaufverfahren entschieden"):
        workspace.resolutions.update(resolution, None, wording="anders")
    with pytest.raises(UserError, match="Umlaufverfahren entschieden"):
        workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=8)))
    for wish in (workspace.resolutions.discard, workspace.circulations.from_resolution):
        with pytest.raises(UserError, match="Umlaufverfahren entschieden"):
            wish(resolution)
    with pytest.raises(UserError, match="Umlaufverfahren entschieden"):
        workspace.resolutions.settle(resolution, ResolutionState.WITHDRAWN)
    answer(steering, running, *[B.YES] * 8)
    workspace.circulations.close(running)
    with pytest.raises(UserError, match="Umlaufverfahren entschieden"):
        workspace.resolutions.reopen(resolution)


def test_what_a_meeting_leaves_goes_round(steering: Steering) -> None:
    workspace = steering.workspace
    draft = workspace.resolutions.draft(steering.treff)
    workspace.resolutions.write(draft, "grounds", "Die Frist drängt.")
    id = workspace.circulations.from_resolution(draft)
    view = workspace.circulations.view(id)
    assert workspace.resolutions.get(draft).state is ResolutionState.REFERRED
    assert (view.resolution.grounds, view.resolution.meeting_id) == ("Die Frist drängt.", None)
    assert view.circulation.agenda_item_id == steering.treff
    with pytest.raises(UserError, match="verwiesen"):
        workspace.circulations.from_resolution(draft)


def test_result_is_told_once_in_the_next_meeting(steering: Steering, running: int) -> None:
    workspace = steering.workspace
    with workspace.store.read() as unit:
        assert unreported(unit, steering.body) == []
    answer(steering, running, *[B.YES] * 8)
    workspace.circulations.close(running)
    with workspace.store.read() as unit:
        ((id, number, words),) = unreported(unit, steering.body)
    assert (id, number) == (running, "2026/10")
    assert words.startswith("Antrag Förderung: Der Beschlussvorschlag wird einstimmig")
    made = workspace.meetings.prepare_next(body_id=steering.body, starts_at=SECOND + timedelta(days=90))
    told = [item for item in items_of(steering, made) if item.origin_key == f"circulation:{running}"]
    assert [(item.title, item.facts) for item in told] == [("Bekanntgabe: Umlaufbeschluss 2026/10", words)]
    with workspace.store.read() as unit:
        assert unreported(unit, steering.body) == []


def items_of(steering: Steering, meeting_id: int) -> list[AgendaItem]:
    return [line.item for line in steering.workspace.meetings.agenda.view(meeting_id).lines]


def test_list_shows_running_ones_first(steering: Steering) -> None:
    circulations = steering.workspace.circulations
    ids = [circulations.create(body_id=steering.body, title=title, wording=TEXT) for title in "ABCD"]
    circulations.start(ids[0], reply_until=date(2026, 12, 20))
    circulations.start(ids[1], reply_until=date(2026, 12, 1))
    circulations.start(ids[2])
    circulations.stop(ids[2], "erledigt")
    answer(steering, ids[0], B.YES)
    lines = circulations.of_body(steering.body)
    assert [line.circulation.title for line in lines] == ["B", "A", "D", "C"]
    assert (lines[1].answered, lines[1].asked, lines[3].outcome) == (1, 8, ResolutionState.WITHDRAWN)
    assert circulations.usual_deadline(ids[3], date(2026, 12, 1)) == date(2026, 12, 15)


def test_ballot_of_a_meeting_is_no_answer(steering: Steering) -> None:
    workspace = steering.workspace
    steering.start_second()
    draft = workspace.resolutions.draft(steering.treff)
    workspace.resolutions.vote(draft, VoteEntry(count=Count(yes=5, no=1), choices={steering.lines["Hempel"]: B.NO}))
    (ballot,) = workspace.resolutions.ballots(workspace.resolutions.votes(draft)[0].id)
    with pytest.raises(UserError, match="keinem Umlaufverfahren"):
        workspace.circulations.answer(ballot.id, B.YES)


def test_rules_are_those_of_the_day_of_sending(steering: Steering, prepared: int) -> None:
    steering.workspace.bodies.add_rules(steering.body, valid_from=date(2026, 11, 8), circulation_days=3)
    steering.workspace.circulations.start(prepared, sent_on=date(2026, 11, 1))
    assert steering.workspace.circulations.get(prepared).reply_until == date(2026, 11, 15)
    assert BodyRules(circulation_days=3).circulation_days == 3


def test_heute_tells_of_deadlines_and_full_answers(steering: Steering, running: int) -> None:
    overview = steering.workspace.overview
    assert overview.today().circulations == ()
    steering.clock.moment += timedelta(days=7)
    (line,) = overview.today().circulations
    assert (line.id, line.title, line.days, line.answered, line.asked) == (running, "Antrag Förderung", 7, 0, 8)
    steering.workspace.circulations.extend(running, date(2026, 12, 30))
    assert overview.today().circulations == ()
    answer(steering, running, *[B.YES] * 8)
    (line,) = overview.today().circulations
    assert (line.answered, line.asked) == (8, 8)
    steering.workspace.circulations.close(running)
    assert overview.today().circulations == ()
