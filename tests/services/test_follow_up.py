"""Beschlusskontrolle: reports as a history, chains of replacement, gaps of numbers, the lists of resolutions."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.resolutions import Implementation, Resolution, ResolutionState
from coordinator_app.domain.tasks import Urgency
from coordinator_app.services.resolution_lists import (
    resolution_control,
    resolution_register,
    responsibles,
    years_decided,
)
from coordinator_app.services.workspace import Workspace

TODAY = date(2026, 11, 9)


@pytest.fixture
def body(workspace: Workspace) -> int:
    return workspace.bodies.create(name="Lenkungsgruppe", short_name="LG")


@pytest.fixture
def term(workspace: Workspace, body: int) -> int:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    return workspace.bodies.add_term(body, title="2026", starts_on=first, ends_on=last)


class Register:
    """Writes adopted resolutions straight into the file."""

    def __init__(self, workspace: Workspace, body: int, term: int) -> None:
        self._workspace, self._body, self._term = workspace, body, term

    def add(self, sequence: int, **values: object) -> int:
        usual = {
            "title": f"Beschluss {sequence}",
            "number": f"2026/{sequence}",
            "state": ResolutionState.ADOPTED,
            "decided_on": date(2026, 3, 1) + timedelta(days=sequence),
        }
        with self._workspace.store.write("Beschluss eingetragen") as unit:
            record = Resolution(body_id=self._body, term_id=self._term, sequence=sequence, **{**usual, **values})
            return unit.add(record)


@pytest.fixture
def register(workspace: Workspace, body: int, term: int) -> Register:
    return Register(workspace, body, term)


def test_reports_are_a_history(workspace: Workspace, register: Register, clock: FixedClock) -> None:
    id = register.add(1)
    workspace.follow_up.report(id, "Angebot angefordert", state=Implementation.IN_PROGRESS)
    clock.moment += timedelta(days=3)
    workspace.follow_up.report(id, "Zwei Angebote liegen vor")
    clock.moment += timedelta(days=3)
    workspace.follow_up.report(id, state=Implementation.DONE)
    found = workspace.resolutions.get(id)
    assert (found.implementation, found.implemented_on) == (Implementation.DONE, date(2026, 11, 15))
    assert found.report == "Zwei Angebote liegen vor"
    assert [(each.day, each.step, each.text) for each in workspace.follow_up.reports(id)] == [
        (date(2026, 11, 15), "in Arbeit → umgesetzt", ""),
        (date(2026, 11, 12), "", "Zwei Angebote liegen vor"),
        (TODAY, "offen → in Arbeit", "Angebot angefordert"),
    ]
    workspace.follow_up.report(id, "Doch noch nicht fertig", state=Implementation.OPEN)
    assert workspace.resolutions.get(id).implemented_on is None
    workspace.store.undo()
    assert workspace.resolutions.get(id).implementation is Implementation.DONE
    assert len(workspace.follow_up.reports(id)) == 3


def test_a_report_given_in_a_meeting_has_its_day(workspace: Workspace, register: Register, body: int) -> None:
    id = register.add(1)
    meeting = workspace.meetings.create(body_id=body, starts_at=datetime(2026, 10, 1, 15, tzinfo=UTC), title="Sitzung")
    workspace.follow_up.report(id, "Erledigt", state=Implementation.DONE, meeting_id=meeting)
    assert workspace.resolutions.get(id).implemented_on == date(2026, 10, 1)
    assert workspace.follow_up.reports(id)[0].meeting != ""


def test_a_report_from_before_has_no_day(workspace: Workspace, register: Register) -> None:
    id = register.add(1, report="Wird beobachtet")
    assert [(each.day, each.text) for each in workspace.follow_up.reports(id)] == [(None, "Wird beobachtet")]


def test_a_report_needs_words_or_a_step(workspace: Workspace, register: Register) -> None:
    id = register.add(1)
    with pytest.raises(UserError, match="wie es um die Umsetzung steht"):
        workspace.follow_up.report(id, "  ")
    with pytest.raises(UserError, match="wie der Beschluss umgesetzt"):
        workspace.follow_up.report(id, state=Implementation.DONE)
    with pytest.raises(UserError, match="der diesen ablöst"):
        workspace.follow_up.report(id, state=Implementation.REPLACED)
    rejected = register.add(2, state=ResolutionState.REJECTED)
    with pytest.raises(UserError, match="Nur angenommene"):
        workspace.follow_up.report(rejected, "x")


def test_chain_of_replacement(workspace: Workspace, register: Register) -> None:
    first, second, third = (register.add(number) for number in (1, 2, 3))
    workspace.follow_up.report(first, state=Implementation.REPLACED, replaced_by_id=second)
    workspace.follow_up.report(second, state=Implementation.REPLACED, replaced_by_id=third)
    chain = workspace.follow_up.chain(second)
    assert (chain.before, chain.after) == (((first, "2026/1 Beschluss 1"),), ((third, "2026/3 Beschluss 3"),))
    assert workspace.follow_up.chain(third).before == ((second, "2026/2 Beschluss 2"), (first, "2026/1 Beschluss 1"))
    for loop in (third, first):
        with pytest.raises(UserError, match="nicht selbst ablösen"):
            workspace.follow_up.report(third, state=Implementation.REPLACED, replaced_by_id=loop)
    rejected = register.add(4, state=ResolutionState.REJECTED)
    with pytest.raises(UserError, match="kann keinen Beschluss ablösen"):
        workspace.follow_up.report(third, state=Implementation.REPLACED, replaced_by_id=rejected)
    workspace.follow_up.report(first, state=Implementation.OPEN)
    assert workspace.resolutions.get(first).replaced_by_id is None


def test_gaps_are_found(workspace: Workspace, register: Register, body: int, term: int) -> None:
    assert workspace.follow_up.numbers(body) == []
    register.add(1)
    register.add(2, state=ResolutionState.WITHDRAWN)
    lost = register.add(4)
    workspace.bodies.update_term(term, None, next_resolution_number=6)
    with workspace.store.write("x") as unit:
        unit.discard(Resolution, lost)
    (check,) = workspace.follow_up.numbers(body)
    assert (check.term, check.gaps, check.thrown, check.sound) == ("2026", (3, 5), ("2026/4",), False)
    assert "2026/2 (zurückgezogen)" in check.sentence


def test_register_sorts_numbers_as_numbers(workspace: Workspace, register: Register) -> None:
    ten, nine, two = register.add(10), register.add(9), register.add(2, state=ResolutionState.TO_VOTE)
    bare = register.add(11, number="")
    source = resolution_register(workspace.store)
    assert source.ids(ListFilter(sort="number")) == [two, nine, ten]
    assert source.ids(ListFilter(sort="number", descending=True)) == [ten, nine, two]
    assert resolution_control(workspace.store).ids(ListFilter(sort="number")) == [nine, ten, bare]


def test_register_filters(workspace: Workspace, register: Register) -> None:
    anna = workspace.contacts.create_person(first_name="Anna", last_name="Zeidler")
    club = workspace.contacts.create_organisation(name="Bürgerverein")
    old = register.add(1, decided_on=date(2025, 12, 31), responsible_id=anna)
    late = register.add(2, due_on=TODAY - timedelta(days=1), responsible_organisation_id=club)
    soon = register.add(3, due_on=TODAY + timedelta(days=7), public=True)
    far = register.add(4, due_on=TODAY + timedelta(days=8), public=True, published_on=TODAY)
    done = register.add(5, implementation=Implementation.DONE, implemented_on=TODAY, due_on=TODAY)
    source = resolution_register(workspace.store)

    def found(**equals: object) -> list[int]:
        return sorted(source.ids(ListFilter(equals=equals)))

    assert found(year=2025) == [old]
    assert found(responsible=anna) == [old]
    assert found(responsible=-club) == [late]
    assert found(standing=Urgency.OVERDUE) == [late]
    assert found(standing=(Urgency.SOON, Urgency.DUE)) == [soon]
    assert found(standing=Urgency.LATER) == [far]
    assert found(standing=Urgency.NONE) == [old]
    assert found(open=True) == [old, late, soon, far]
    assert found(unpublished=True) == [soon]
    assert found(newly_done=True) == [done]
    assert (years_decided(workspace.store), responsibles(workspace.store)) == (
        [2026, 2025],
        [(-club, "Bürgerverein"), (anna, "Anna Zeidler")],
    )


def test_control_tells_the_last_report(workspace: Workspace, register: Register) -> None:
    id = register.add(1, due_on=TODAY - timedelta(days=2))
    workspace.follow_up.report(id, "Angebot fehlt noch", state=Implementation.IN_PROGRESS)
    source = resolution_control(workspace.store)
    shown = {column.key: column.value for column in source.columns}
    row = source.rows([id])[id]
    told = [shown[key](row) for key in ("number", "standing", "implementation", "reported_on", "report", "votes")]
    assert told == ["2026/1", "überfällig seit 2 Tagen", Implementation.IN_PROGRESS, TODAY, "Angebot fehlt noch", ""]
    workspace.follow_up.report(id, state=Implementation.DONE)
    assert shown["standing"](source.rows([id])[id]) == ""


def test_done_ones_are_new_until_the_next_meeting(
    workspace: Workspace, register: Register, body: int, clock: FixedClock
) -> None:
    id = register.add(1)
    workspace.follow_up.report(id, "Fertig", state=Implementation.DONE)
    source = resolution_control(workspace.store)
    newly = ListFilter(equals={"newly_done": True})
    assert source.ids(newly) == [id]
    meeting = workspace.meetings.create(body_id=body, starts_at=clock.now() + timedelta(days=1))
    workspace.meetings.agenda.add(meeting, title="Bericht")
    assert source.ids(newly) == [id]
    with workspace.store.write("x") as unit:
        unit.change(Meeting, meeting, None, state=MeetingState.HELD)
    assert source.ids(newly) == []
