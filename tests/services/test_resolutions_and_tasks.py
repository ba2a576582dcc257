"""Votes, numbers, following up, tasks and their lists through the services."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.resolutions import Implementation, ResolutionState, ResolutionType
from coordinator_app.domain.tasks import TaskState, Urgency
from coordinator_app.domain.votes import ChairVote, Count, Majority, Outcome, Procedure, TieRule
from coordinator_app.services.meeting_lists import TaskList, meeting_list
from coordinator_app.services.resolution_lists import resolution_control, resolution_register
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import TREFF, Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


def decide(steering: Steering, item: int, yes: int, no: int = 0) -> int:
    resolution = steering.workspace.resolutions.draft(item, wording="Es wird beschlossen.")
    steering.workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=yes, no=no)))
    return resolution


# --- votes


def test_draft_starts_from_the_items_proposal(steering: Steering, workspace: Workspace) -> None:
    resolution = workspace.resolutions.get(workspace.resolutions.draft(steering.treff))
    assert (resolution.wording, resolution.title) == (TREFF, "Offener Treff am Bahnhof")
    assert (resolution.state, resolution.public, resolution.number) == (ResolutionState.TO_VOTE, True, "")
    empty = workspace.resolutions.draft(workspace.meetings.agenda.view(steering.second).lines[0].id)
    assert workspace.resolutions.get(empty).state is ResolutionState.DRAFT
    workspace.resolutions.write(empty, "wording", "Neu")
    assert workspace.resolutions.get(empty).state is ResolutionState.TO_VOTE
    workspace.resolutions.write(empty, "title", "Titel")
    workspace.resolutions.write(empty, "wording", " ")
    with pytest.raises(UserError, match="keinen Wortlaut"):
        workspace.resolutions.vote(empty, VoteEntry())


def test_preview_stores_nothing(steering: Steering, workspace: Workspace) -> None:
    resolution = workspace.resolutions.draft(steering.treff)
    found = workspace.resolutions.preview(resolution, VoteEntry(count=Count(yes=4, no=1)))
    assert (found.terms.present, found.terms.members) == (6, 8)
    assert found.headline == "Angenommen. 5 von 6 stimmberechtigten Anwesenden, einfache Mehrheit."
    assert found.result.checks == ("1 Stimme fehlt: 5 von 6 erfasst.",)
    assert found.next_number == "2026/10"
    assert workspace.resolutions.votes(resolution) == []


def test_vote_draws_the_number_and_fixes_the_wording(steering: Steering, workspace: Workspace) -> None:
    resolution = decide(steering, steering.treff, 6)
    found = workspace.resolutions.get(resolution)
    assert (found.state, found.number, found.decided_on) == (ResolutionState.ADOPTED, "2026/10", date(2026, 11, 26))
    vote = workspace.resolutions.votes(resolution)[0]
    assert (vote.round, vote.present, vote.members, vote.outcome) == (1, 6, 8, Outcome.ADOPTED)
    assert vote.sentence == "Der Beschlussvorschlag wird einstimmig (bei 6 Ja-Stimmen) angenommen."
    for change in ("wording", "grounds"):
        with pytest.raises(UserError, match="steht fest"):
            workspace.resolutions.write(resolution, change, "anders")
    with pytest.raises(UserError, match="steht fest"):
        workspace.resolutions.update(resolution, None, wording="anders")
    workspace.resolutions.update(resolution, None, due_on=date(2027, 1, 1))
    with pytest.raises(UserError, match="schon entschieden"):
        workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=1)))
    with pytest.raises(UserError, match="bleibt im Beschlussregister"):
        workspace.resolutions.discard(resolution)


def test_numbers_have_no_gaps_and_are_never_given_twice(steering: Steering, workspace: Workspace) -> None:
    """Undo, voting again, withdrawing and throwing away, in any mixture."""
    first = decide(steering, steering.treff, 6)
    assert workspace.store.undo() == "Abstimmung eingetragen"
    assert workspace.resolutions.get(first).state is ResolutionState.TO_VOTE
    second = decide(steering, steering.treff, 2, 4)
    workspace.resolutions.vote(first, VoteEntry(count=Count(yes=6)))
    workspace.resolutions.reopen(second)
    third = decide(steering, steering.treff, 6)
    workspace.resolutions.settle(second, ResolutionState.WITHDRAWN)
    unused = workspace.resolutions.draft(steering.treff)
    workspace.resolutions.discard(unused)
    fourth = decide(steering, steering.treff, 6)
    numbers = [workspace.resolutions.get(id).number for id in (first, second, third, fourth)]
    assert numbers == ["2026/10", "2026/11", "2026/12", "2026/13"]
    with pytest.raises(UserError, match="2026/11"):
        workspace.resolutions.discard(second)


def test_voting_again_counts_a_new_round(steering: Steering, workspace: Workspace) -> None:
    resolution = decide(steering, steering.treff, 2, 4)
    workspace.resolutions.reopen(resolution)
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=5, no=1)))
    assert [vote.round for vote in workspace.resolutions.votes(resolution)] == [1, 2]
    assert workspace.resolutions.get(resolution).state is ResolutionState.ADOPTED


def test_base_is_changed_only_with_a_reason(steering: Steering, workspace: Workspace) -> None:
    resolution = workspace.resolutions.draft(steering.treff)
    entry = VoteEntry(count=Count(yes=5), present=5)
    with pytest.raises(UserError, match="sind 6 Stimmen anwesend, eingegeben sind 5"):
        workspace.resolutions.vote(resolution, entry)
    assert workspace.resolutions.get(resolution).number == ""
    told = VoteEntry(count=Count(yes=5), present=5, base_reason="Kurz draußen")
    workspace.resolutions.vote(resolution, told)
    assert workspace.resolutions.votes(resolution)[0].base_reason == "Kurz draußen"


def test_chair_settles_a_tie(steering: Steering, workspace: Workspace) -> None:
    rules = workspace.bodies.rules(steering.body)
    workspace.bodies.update_rules(rules.id, None, tie_rule=TieRule.CHAIR_DECIDES)
    resolution = workspace.resolutions.draft(steering.treff)
    tie = VoteEntry(count=Count(yes=3, no=3))
    assert workspace.resolutions.preview(resolution, tie).result.outcome is Outcome.UNDECIDED
    with pytest.raises(UserError, match="Der Vorsitz entscheidet"):
        workspace.resolutions.vote(resolution, tie)
    assert (workspace.resolutions.get(resolution).number, workspace.resolutions.votes(resolution)) == ("", [])
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=3, no=3), chair_vote=ChairVote.YES))
    assert workspace.resolutions.get(resolution).state is ResolutionState.ADOPTED


def test_another_result_is_recorded_with_its_reason(steering: Steering, workspace: Workspace) -> None:
    resolution = workspace.resolutions.draft(steering.treff)
    with pytest.raises(UserError, match="Begründung"):
        workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=6), outcome=Outcome.REJECTED))
    free = VoteEntry(
        count=Count(yes=6), majority=Majority.FREE, outcome=Outcome.ADOPTED, override_reason="Zuruf der Versammlung"
    )
    workspace.resolutions.vote(resolution, free)
    vote = workspace.resolutions.votes(resolution)[0]
    assert (vote.outcome, vote.override_reason) == (Outcome.ADOPTED, "Zuruf der Versammlung")


def test_circulation_counts_all_members(steering: Steering, workspace: Workspace) -> None:
    resolution = workspace.resolutions.draft(steering.treff)
    entry = VoteEntry(count=Count(yes=4), procedure=Procedure.CIRCULATION)
    found = workspace.resolutions.preview(resolution, entry)
    assert (found.terms.present, found.terms.majority) == (8, Majority.ABSOLUTE_MEMBERS)
    assert found.result.outcome is Outcome.REJECTED


def test_bodies_that_seek_consensus_vote_by_it(steering: Steering, workspace: Workspace) -> None:
    rules = workspace.bodies.rules(steering.body)
    workspace.bodies.update_rules(rules.id, None, default_consensus=True)
    resolution = workspace.resolutions.draft(steering.treff)
    found = workspace.resolutions.vote(resolution, VoteEntry())
    assert found.sentence == "Der Beschlussvorschlag wird ohne Gegenstimme im Konsens angenommen."


def test_motions_on_procedure_are_carried_out_at_once(steering: Steering, workspace: Workspace) -> None:
    approval = workspace.meetings.agenda.view(steering.second).lines[1].id
    resolution = workspace.resolutions.draft(approval)
    assert workspace.resolutions.get(resolution).resolution_type is ResolutionType.PROCEDURAL
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=6)))
    assert workspace.resolutions.get(resolution).implementation is Implementation.DONE


def test_settling_without_a_vote(steering: Steering, workspace: Workspace) -> None:
    resolution = workspace.resolutions.draft(steering.treff)
    with pytest.raises(ValueError, match="adopted"):
        workspace.resolutions.settle(resolution, ResolutionState.ADOPTED)
    workspace.resolutions.settle(resolution, ResolutionState.REFERRED)
    with pytest.raises(UserError, match="steht fest"):
        workspace.resolutions.settle(resolution, ResolutionState.WITHDRAWN)
    assert [entry.id for entry in workspace.resolutions.of_item(steering.treff)] == [resolution]


def test_following_up_ends_resolution_control(steering: Steering, workspace: Workspace) -> None:
    resolution = decide(steering, steering.treff, 6)
    control = resolution_control(workspace.store)
    still = ListFilter(equals={"open": True})
    assert resolution in control.ids(still)
    with pytest.raises(UserError, match="wie der Beschluss"):
        workspace.resolutions.follow_up(resolution, Implementation.DONE)
    workspace.resolutions.follow_up(resolution, Implementation.DONE, report="Eröffnet am 05.01.")
    assert workspace.resolutions.get(resolution).implemented_on == date(2026, 11, 26)
    assert resolution not in control.ids(still)
    other = decide(steering, steering.treff, 6)
    workspace.resolutions.follow_up(resolution, Implementation.REPLACED, replaced_by_id=other)
    assert workspace.resolutions.get(resolution).replaced_by_id == other


def test_register_lists_what_holds_a_number(steering: Steering, workspace: Workspace) -> None:
    rejected = decide(steering, steering.treff, 1, 5)
    workspace.resolutions.draft(steering.treff)
    register = resolution_register(workspace.store, body_id=steering.body)
    ids = register.ids(ListFilter(sort="number"))
    shown = {column.key: column for column in register.columns}
    rows = register.rows(ids)
    assert [shown["number"].value(rows[id]) for id in ids] == ["2026/09", "2026/10"]
    assert shown["state"].value(rows[rejected]) is ResolutionState.REJECTED
    assert shown["responsible_id"].value(rows[rejected]) == ""


# --- tasks


def test_task_with_a_date_in_words(steering: Steering, workspace: Workspace) -> None:
    hempel = steering.people["Hempel"]
    task = workspace.tasks.create_in_item(steering.treff, title=" Plan ", due="in 2 Wochen", person_id=hempel)
    found = workspace.tasks.get(task)
    assert (found.title, found.due_on, found.body_id) == ("Plan", date(2026, 12, 10), steering.body)
    assert [view.responsible for view in workspace.tasks.of_source("agenda_item", steering.treff)] == ["Jens Hempel"]
    with pytest.raises(UserError, match="keine nächste Sitzung"):
        workspace.tasks.create_in_item(steering.treff, title="x", due="bis zum nächsten KPR")
    workspace.meetings.create(body_id=steering.body, starts_at=datetime(2027, 2, 4, 16, tzinfo=UTC))
    assert workspace.tasks.parse_due("bis zum nächsten KPR", meeting_id=steering.second) == date(2027, 2, 4)
    assert workspace.tasks.parse_due("nächste Sitzung", body_id=steering.body) == date(2027, 2, 4)
    workspace.tasks.update(task, None, due_on="morgen", priority=1)
    assert workspace.tasks.get(task).due_on == date(2026, 11, 27)
    with pytest.raises(UserError, match="kein erkennbares Datum"):
        workspace.tasks.update(task, None, due_on="bald")
    with pytest.raises(ValueError, match="state"):
        workspace.tasks.update(task, None, state=TaskState.DONE)


def test_history_tells_every_step(steering: Steering, workspace: Workspace, clock: FixedClock) -> None:
    task = workspace.tasks.create(title="Plan", due="morgen")
    clock.moment += timedelta(hours=1)
    workspace.tasks.comment(task, "Nachgefragt", meeting_id=steering.second)
    clock.moment += timedelta(hours=1)
    workspace.tasks.set_state(task, TaskState.DONE, "Fertig")
    clock.moment += timedelta(hours=1)
    done = workspace.tasks.get(task)
    assert (done.done_on, done.result) == (date(2026, 11, 26), "Fertig")
    workspace.tasks.set_state(task, TaskState.OPEN)
    assert workspace.tasks.get(task).done_on is None
    events = workspace.tasks.history(task)
    assert [event.text for event in events] == ["Aufgabe angelegt", "Nachgefragt", "Fertig", ""]
    assert [event.new_state for event in events] == [TaskState.OPEN, None, TaskState.DONE, TaskState.OPEN]
    with pytest.raises(UserError, match="warum"):
        workspace.tasks.set_state(task, TaskState.DROPPED)


def test_lists_know_what_is_overdue(steering: Steering, workspace: Workspace) -> None:
    hempel = steering.people["Hempel"]
    late = workspace.tasks.create(title="Spät", due_on=date(2026, 11, 20), person_id=hempel)
    soon = workspace.tasks.create(title="Bald", due="morgen", organisation_id=steering.organisations["Diakonie"])
    none = workspace.tasks.create(title="Ohne")
    done = workspace.tasks.create(title="Fertig", due_on=date(2026, 11, 1))
    workspace.tasks.set_state(done, TaskState.DONE)
    source = TaskList(workspace.store)
    assert source.ids(ListFilter(equals={"urgency": Urgency.OVERDUE})) == [late]
    assert set(source.ids(ListFilter(equals={"urgency": (Urgency.SOON, Urgency.NONE)}))) == {soon, none}
    assert source.ids(ListFilter(equals={"urgency": Urgency.SETTLED})) == [done]
    ids = source.ids(ListFilter(equals={"open": True}, sort="due_on"))
    assert (ids[0], ids[-1]) == (late, none)
    shown = {column.key: column.value for column in source.columns}
    rows = source.rows([late, soon, done])
    assert shown["standing"](rows[late]) == "überfällig seit 6 Tagen"
    assert shown["standing"](rows[done]) == ""
    assert shown["urgency"](rows[late]) is Urgency.OVERDUE
    assert (shown["person_id"](rows[late]), shown["person_id"](rows[soon])) == ("Jens Hempel", "Diakonie")
    assert next(view.id for view in workspace.tasks.open_of_person(hempel)) == late
    workspace.tasks.discard(late)
    assert late not in source.ids(ListFilter())


def test_meetings_are_listed_by_day(steering: Steering, workspace: Workspace) -> None:
    source = meeting_list(workspace.store, body_id=steering.body)
    assert source.ids(ListFilter(sort="starts_at", descending=True)) == [steering.second, steering.first]
    assert source.ids(ListFilter(text="lenkungsgruppe 3")) == [steering.first]
