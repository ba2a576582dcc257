"""Bodies, rules, terms and seats through the service."""

from datetime import UTC, date, datetime

import pytest

from coordinator_app.common.errors import StaleRecord, UserError
from coordinator_app.domain.attendance import QuorumKind
from coordinator_app.domain.bodies import BodyRules, Role, RulesPreset
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.notice import NoticePeriod
from coordinator_app.domain.votes import TieRule
from coordinator_app.services.bodies import RulesUse, SeatDraft
from coordinator_app.services.overview import USUAL_PERIOD
from coordinator_app.services.workspace import Workspace

START = date(2026, 1, 1)


@pytest.fixture
def body(workspace: Workspace) -> int:
    return workspace.bodies.create(
        name=" Lenkungsgruppe ",
        valid_from=START,
        preset=RulesPreset.CHAIR_DECIDES,
        seats=(SeatDraft(seat="Bürgermeisteramt", role=Role.CHAIR), SeatDraft(seat="Polizeirevier")),
    )


def test_body_starts_with_rules_and_seats_in_one_step(workspace: Workspace, body: int) -> None:
    assert workspace.bodies.get(body).name == "Lenkungsgruppe"
    assert workspace.bodies.rules(body).tie_rule is TieRule.CHAIR_DECIDES
    assert [view.name for view in workspace.bodies.seats(body)] == ["Bürgermeisteramt", "Polizeirevier"]
    assert workspace.store.undo() == "Gremium angelegt"
    assert workspace.bodies.tree() == []


def test_unreadable_number_pattern_is_refused(workspace: Workspace, body: int) -> None:
    with pytest.raises(UserError, match="Beschlussnummer"):
        workspace.bodies.create(name="AG", number_pattern="{jahr}")
    with pytest.raises(UserError, match="Beschlussnummer"):
        workspace.bodies.update(body, None, number_pattern="{0}")


def test_bodies_form_a_tree(workspace: Workspace, body: int) -> None:
    child = workspace.bodies.create(name="AG Graffiti", parent_id=body, valid_from=START)
    grandchild = workspace.bodies.create(name="AG Tags", parent_id=child, valid_from=START, active=False)
    assert [(entry.name, depth) for entry, depth in workspace.bodies.tree()] == [
        ("Lenkungsgruppe", 0),
        ("AG Graffiti", 1),
    ]
    assert [depth for _, depth in workspace.bodies.tree(inactive=True)] == [0, 1, 2]
    with pytest.raises(UserError, match="zu sich selbst"):
        workspace.bodies.update(body, None, parent_id=grandchild)
    workspace.bodies.update(grandchild, None, parent_id=body, short_name="Tags")
    workspace.bodies.discard(child)
    assert len(workspace.bodies.tree(inactive=True)) == 2


def test_stale_body_is_not_overwritten(workspace: Workspace, body: int) -> None:
    version = workspace.bodies.get(body).version
    workspace.bodies.update(body, version, short_name="KPR")
    with pytest.raises(StaleRecord):
        workspace.bodies.update(body, version, short_name="LG")
    assert workspace.bodies.get(body).short_name == "KPR"


def test_new_rules_copy_the_old_ones(workspace: Workspace, body: int) -> None:
    new = workspace.bodies.add_rules(body, valid_from=date(2027, 1, 1), notice_days=7)
    assert workspace.bodies.rules(body, date(2026, 12, 31)).notice_days == 14
    later = workspace.bodies.rules(body, date(2027, 1, 1))
    assert (later.id, later.notice_days, later.tie_rule) == (new, 7, TieRule.CHAIR_DECIDES)
    with pytest.raises(UserError, match="gilt schon ein Regelwerk"):
        workspace.bodies.add_rules(body, valid_from=date(2027, 1, 1))
    workspace.bodies.add_rules(body, valid_from=date(2028, 1, 1), preset=RulesPreset.WORKING_GROUP)
    workspace.bodies.update_rules(new, None, notice_days=10)
    assert [rules.notice_days for rules in workspace.bodies.all_rules(body)] == [7, 10, 14]


def test_terms_of_a_body_do_not_overlap(workspace: Workspace, body: int) -> None:
    term = workspace.bodies.add_term(body, title="2026", starts_on=START, ends_on=date(2026, 12, 31))
    with pytest.raises(UserError, match="überschneidet"):
        workspace.bodies.add_term(body, title="x", starts_on=date(2026, 6, 1), ends_on=date(2027, 1, 1))
    workspace.bodies.update_term(term, None, ends_on=date(2026, 6, 30))
    workspace.bodies.add_term(body, title="2026 II", starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31))
    assert [entry.title for entry in workspace.bodies.terms(body)] == ["2026 II", "2026"]


def test_seats_outlive_the_people_who_hold_them(workspace: Workspace, body: int) -> None:
    revier = workspace.contacts.create_organisation(name="Polizeirevier Mühlwerda")
    old = workspace.contacts.create_person(first_name="Alt", last_name="Revierleiter")
    new = workspace.contacts.create_person(first_name="Neu", last_name="Revierleiterin", organisation_id=revier)
    seat = workspace.bodies.add_seat(body, organisation_id=revier, person_id=old, starts_on=START)
    deputy = workspace.bodies.add_seat(body, seat="Vertretung", deputy_for_id=seat, starts_on=START)
    successor = workspace.bodies.hand_over(seat, person_id=new, day=date(2026, 7, 1))
    assert workspace.bodies.votes(body, date(2026, 8, 1)) == 3
    views = {view.id: view for view in workspace.bodies.seats(body, date(2026, 8, 1))}
    assert views[successor].name == "Neu Revierleiterin"
    assert views[successor].organisation == "Polizeirevier Mühlwerda"
    assert views[successor].seat.seat == "Polizeirevier Mühlwerda"
    assert [view.id for view in workspace.bodies.seats(body, date(2026, 2, 1))][2:] == [seat, deputy]
    assert {view.id for view in workspace.bodies.former_seats(body, date(2026, 8, 1))} == {seat}


def test_seats_are_changed_ended_and_thrown_away(workspace: Workspace, body: int) -> None:
    chair, police = (view.id for view in workspace.bodies.seats(body))
    workspace.bodies.update_seat(police, None, weight=2)
    assert workspace.bodies.votes(body) == 3
    with pytest.raises(UserError, match="endet, bevor"):
        workspace.bodies.end_seat(police, date(2025, 1, 1))
    workspace.bodies.end_seat(police, date(2026, 6, 30))
    assert workspace.bodies.votes(body) == 1
    workspace.bodies.discard_seat(chair)
    assert workspace.bodies.seats(body) == []


def test_seat_needs_words(workspace: Workspace, body: int) -> None:
    with pytest.raises(UserError, match="„Sitz“ fehlt"):
        workspace.bodies.add_seat(body)


def test_meeting_without_a_term_makes_one_that_fits(workspace: Workspace, body: int) -> None:
    workspace.bodies.add_term(body, title="2026", starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 31))
    workspace.bodies.add_term(body, title="H2", starts_on=date(2026, 10, 1), ends_on=date(2027, 3, 31))
    meeting = workspace.meetings.create(body_id=body, starts_at=datetime(2026, 7, 1, 12, tzinfo=UTC))
    term = next(t for t in workspace.bodies.terms(body) if t.id == workspace.meetings.get(meeting).term_id)
    assert (term.title, term.starts_on, term.ends_on) == ("2026a", date(2026, 6, 1), date(2026, 9, 30))


def test_body_without_rules_follows_the_usual_ones(workspace: Workspace, body: int) -> None:
    with workspace.store.write("x") as unit:
        unit.discard(BodyRules, workspace.bodies.rules(body).id)
    usual = workspace.bodies.rules(body)
    assert (usual.id, usual.title, usual.notice_days) == (0, "Übliche Regeln", 14)
    assert NoticePeriod(usual.notice_days, usual.notice_count) == USUAL_PERIOD
    meeting = workspace.meetings.create(body_id=body, starts_at=datetime(2026, 12, 3, 16, tzinfo=UTC))
    assert "Ladungsfrist 14 Tage" in workspace.meetings.invitations.check(meeting).sentence
    assert workspace.bodies.add_rules(body, valid_from=START)


def test_bodies_move_in_the_tree(workspace: Workspace, body: int) -> None:
    first = workspace.bodies.create(name="AG A", parent_id=body)
    second = workspace.bodies.create(name="AG B", parent_id=body)
    assert workspace.bodies.indent(second)
    assert workspace.bodies.get(second).parent_id == first
    assert workspace.bodies.outdent(second)
    assert workspace.bodies.get(second).parent_id == body
    assert workspace.bodies.outdent(second)
    assert workspace.bodies.get(second).parent_id is None
    assert not workspace.bodies.outdent(second)
    assert not workspace.bodies.indent(first)
    assert not workspace.bodies.indent(9999)
    with pytest.raises(UserError, match="zu sich selbst"):
        workspace.bodies.move(body, first)


def test_a_body_that_met_is_dissolved_instead_of_deleted(workspace: Workspace, body: int) -> None:
    meeting = workspace.meetings.create(body_id=body, starts_at=datetime(2026, 12, 3, 16, tzinfo=UTC))
    with pytest.raises(UserError, match="„Lenkungsgruppe“ hat 1 Sitzung"):
        workspace.bodies.discard(body)
    with pytest.raises(UserError, match=r"nach dem 30.11.2026 noch Sitzungen"):
        workspace.bodies.dissolve(body, date(2026, 11, 30))
    workspace.bodies.dissolve(body, date(2026, 12, 31))
    assert workspace.bodies.tree() == []
    assert [entry.name for entry, _ in workspace.bodies.tree(inactive=True)] == ["Lenkungsgruppe"]
    assert workspace.bodies.votes(body, date(2026, 12, 31)) == 2
    assert workspace.bodies.votes(body, date(2027, 1, 1)) == 0
    assert workspace.bodies.reactivate(body) == 2
    assert workspace.bodies.votes(body, date(2027, 1, 1)) == 2
    workspace.meetings.cancel(meeting, "Ausfall")
    workspace.bodies.dissolve(body, date(2026, 11, 30))
    assert workspace.bodies.get(body).dissolved_on == date(2026, 11, 30)


def test_dissolving_takes_later_seats_away(workspace: Workspace, body: int) -> None:
    later = workspace.bodies.add_seat(body, seat="Später", starts_on=date(2028, 1, 1))
    workspace.bodies.dissolve(body, date(2027, 1, 1))
    assert later not in {view.id for view in workspace.bodies.former_seats(body)}
    workspace.bodies.update(body, None, dissolved_on=None)
    assert workspace.bodies.reactivate(body) == 0


def test_a_body_with_others_below_it_is_not_deleted(workspace: Workspace, body: int) -> None:
    child = workspace.bodies.create(name="AG A", parent_id=body)
    with pytest.raises(UserError, match="gehört noch „AG A“"):
        workspace.bodies.discard(body)
    workspace.bodies.discard(child)
    workspace.bodies.discard(body)
    assert workspace.bodies.tree() == []


def test_rules_that_were_used_stay_and_impossible_ones_are_refused(workspace: Workspace, body: int) -> None:
    first = workspace.bodies.rules(body).id
    with pytest.raises(UserError, match="Zahl von 0 bis 366"):
        workspace.bodies.update_rules(first, None, notice_days=-3)
    workspace.bodies.update_rules(first, None, quorum_kind=QuorumKind.SHARE)
    assert workspace.bodies.rules(body).quorum_value == 50
    workspace.bodies.update_rules(first, None, quorum_kind=QuorumKind.NUMBER)
    assert workspace.bodies.rules(body).quorum_value == 50
    second = workspace.bodies.add_rules(body, valid_from=date(2026, 6, 1))
    with workspace.store.write("x") as unit:
        for month, state in ((3, MeetingState.CLOSED), (9, MeetingState.PLANNED)):
            moment = datetime(2026, month, 5, 16, tzinfo=UTC)
            unit.add(Meeting(body_id=body, title="S", starts_at=moment, state=state))
    assert workspace.bodies.rules_use(first) == RulesUse(1, date(2026, 3, 5))
    assert workspace.bodies.rules_use(second) == RulesUse(0, None)
    with pytest.raises(UserError, match="schon Sitzungen gehalten"):
        workspace.bodies.discard_rules(first)
    workspace.bodies.discard_rules(second)
    assert [rules.id for rules in workspace.bodies.all_rules(body)] == [first]


def test_numbers_of_a_term_never_go_back(workspace: Workspace, body: int) -> None:
    term = workspace.bodies.add_term(body, title="2026", starts_on=START, ends_on=date(2026, 12, 31))
    workspace.bodies.update_term(term, None, next_meeting_number=7, next_resolution_number=12)
    with workspace.store.write("x") as unit:
        moment = datetime(2026, 3, 5, 16, tzinfo=UTC)
        unit.add(Meeting(body_id=body, term_id=term, title="S", starts_at=moment, number=7))
    with pytest.raises(UserError, match="frühestens 8"):
        workspace.bodies.update_term(term, None, next_meeting_number=3)
    with pytest.raises(UserError, match="liegt 1 Sitzung"):
        workspace.bodies.discard_term(term)
    other = workspace.bodies.add_term(body, title="2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    workspace.bodies.discard_term(other)
    assert [entry.id for entry in workspace.bodies.terms(body)] == [term]
