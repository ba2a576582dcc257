"""Constituting a body anew: one step, one guard, everything else as it was."""

from datetime import UTC, date, datetime

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.constitution import SeatChoice, SeatFate
from coordinator_app.domain.meetings import MeetingType
from coordinator_app.services.bodies import SeatDraft
from coordinator_app.services.constitutions import ConstitutionPlan
from coordinator_app.services.workspace import Workspace

START, BEGIN, END = date(2021, 9, 1), date(2027, 9, 1), date(2032, 8, 31)
LATER = date(2027, 10, 1)


@pytest.fixture
def body(workspace: Workspace) -> int:
    chair = workspace.contacts.create_person(first_name="Cornelia", last_name="Marschner")
    body = workspace.bodies.create(
        name="Kommunaler Präventionsrat",
        valid_from=START,
        seats=(
            SeatDraft(seat="Bürgermeisteramt", role=Role.CHAIR, person_id=chair),
            SeatDraft(seat="Polizei"),
            SeatDraft(seat="Schule"),
            SeatDraft(seat="Sportverein"),
        ),
    )
    workspace.bodies.add_term(body, title="2021–2026", starts_on=START, ends_on=date(2026, 8, 31))
    workspace.bodies.add_term(body, title="2026–2031", starts_on=date(2026, 9, 1), ends_on=date(2031, 8, 31))
    seats = {view.seat.seat: view.id for view in workspace.bodies.seats(body)}
    deputy = workspace.contacts.create_person(first_name="Dora", last_name="Stell")
    for seat in ("Polizei", "Sportverein"):
        workspace.bodies.add_seat(body, seat="Vertretung", person_id=deputy, deputy_for_id=seats[seat], starts_on=START)
    return body


def plan(workspace: Workspace, body: int, **values: object) -> ConstitutionPlan:
    fates = {"Polizei": SeatFate.REPLACE, "Schule": SeatFate.VACATE, "Sportverein": SeatFate.END}
    new = workspace.contacts.create_person(first_name="Neu", last_name="Revierleiter")
    choices = []
    for view in workspace.bodies.constitution.seats(body, BEGIN):
        fate = fates.get(view.seat.seat, SeatFate.KEEP)
        choices.append(SeatChoice(view.id, fate, new if fate is SeatFate.REPLACE else None))
    return ConstitutionPlan(**({"begin": BEGIN, "end": END, "choices": choices} | values))  # type: ignore[arg-type]  # fields


def test_everything_happens_in_one_step(workspace: Workspace, body: int) -> None:
    before = [(view.seat.seat, view.name) for view in workspace.bodies.seats(body)]
    chosen = plan(
        workspace,
        body,
        new_rules=True,
        meets_at=datetime(2027, 9, 15, 15, tzinfo=UTC),
        meeting_values={"place": "Rathaus"},
    )
    made = workspace.bodies.constitution.constitute(body, chosen)
    after = [(view.seat.seat, view.name) for view in workspace.bodies.seats(body, LATER)]
    assert after == [
        ("Bürgermeisteramt", "Cornelia Marschner"),
        ("Polizei", "Neu Revierleiter"),
        ("Vertretung", "Dora Stell"),
        ("Schule", "unbesetzt"),
    ]
    assert workspace.bodies.votes(body, LATER) == 2
    assert [view.seat.starts_on for view in workspace.bodies.seats(body, LATER)] == [BEGIN] * 4
    terms = [(term.title, term.ends_on) for term in workspace.bodies.terms(body)]
    assert terms[:2] == [("2027–2032", END), ("2026–2031", date(2027, 8, 31))]
    assert workspace.bodies.rules(body, BEGIN).id == made.rules_id
    meeting = workspace.meetings.get(made.meeting_id)
    assert (meeting.meeting_type, meeting.place, meeting.term_id) == (MeetingType.CONSTITUENT, "Rathaus", made.term_id)
    assert meeting.chair_id is not None
    agenda = workspace.meetings.agenda.view(made.meeting_id)
    assert [line.item.item_type for line in agenda.lines].count(ItemType.ELECTION) == 2
    assert workspace.bodies.get(body).constituted_on == BEGIN
    assert workspace.store.undo() == "Gremium neu konstituiert"
    assert [(view.seat.seat, view.name) for view in workspace.bodies.seats(body, LATER)] == before
    assert workspace.bodies.get(body).constituted_on is None
    assert len(workspace.bodies.terms(body)) == 2


def test_doing_it_twice_is_refused_and_changes_nothing(workspace: Workspace, body: int) -> None:
    workspace.bodies.constitution.constitute(body, plan(workspace, body))
    seats = workspace.bodies.seats(body, LATER)
    with pytest.raises(UserError, match=r"zum 01.09.2027 schon neu konstituiert"):
        workspace.bodies.constitution.constitute(body, plan(workspace, body))
    assert workspace.bodies.seats(body, LATER) == seats


def test_terms_may_stay_as_they_are(workspace: Workspace, body: int) -> None:
    made = workspace.bodies.constitution.constitute(body, plan(workspace, body, end=None))
    assert (made.term_id, made.rules_id, made.meeting_id) == (0, 0, 0)
    assert [term.title for term in workspace.bodies.terms(body)] == ["2026–2031", "2021–2026"]


def test_a_meeting_in_the_way_stops_everything(workspace: Workspace, body: int) -> None:
    workspace.meetings.create(body_id=body, starts_at=datetime(2028, 1, 20, 16, tzinfo=UTC))
    with pytest.raises(UserError, match=r"gibt es schon eine Sitzung am 20.01.2028"):
        workspace.bodies.constitution.constitute(body, plan(workspace, body))
    assert workspace.bodies.get(body).constituted_on is None
    assert len(workspace.bodies.seats(body, LATER)) == 6


def test_unused_later_terms_make_room(workspace: Workspace, body: int) -> None:
    begin = date(2026, 3, 1)
    choices = [SeatChoice(view.id) for view in workspace.bodies.constitution.seats(body, begin)]
    new = ConstitutionPlan(begin=begin, end=date(2031, 2, 28), title="VII. Wahlperiode", choices=choices)
    workspace.bodies.constitution.constitute(body, new)
    assert [term.title for term in workspace.bodies.terms(body)] == ["VII. Wahlperiode", "2021–2026"]


def test_the_draft_proposes_the_next_term_and_all_seats(workspace: Workspace, body: int) -> None:
    draft = workspace.bodies.constitution.draft(body)
    assert (draft.begin, draft.end, draft.title) == (date(2031, 9, 1), date(2036, 8, 31), "2031–2036")
    assert len(draft.seats) == 6
    assert draft.new_term
    yearly = workspace.bodies.create(name="AK", valid_from=START)
    workspace.bodies.add_term(yearly, title="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert not workspace.bodies.constitution.draft(yearly).new_term


def test_rules_of_that_day_are_not_copied_again(workspace: Workspace, body: int) -> None:
    own = workspace.bodies.add_rules(body, valid_from=BEGIN, notice_days=21)
    made = workspace.bodies.constitution.constitute(body, plan(workspace, body, new_rules=True))
    assert made.rules_id == own
    assert len(workspace.bodies.all_rules(body)) == 2


def test_a_dissolved_body_is_taken_up_first(workspace: Workspace, body: int) -> None:
    workspace.bodies.dissolve(body, date(2027, 1, 1))
    with pytest.raises(UserError, match="ist aufgelöst"):
        workspace.bodies.constitution.constitute(body, ConstitutionPlan(begin=BEGIN, end=END))
