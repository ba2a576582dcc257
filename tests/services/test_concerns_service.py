"""Concerns on a real file: taken in, followed up, counted into needs, and the contact really gone."""

from datetime import date, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.concerns import ConcernState
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.queries.needs import evidence_scores

DAY = date(2026, 11, 9)
CONTACT = "Frau Kirschblüte, 0371 4711-0815"


def taken_in(workspace: Workspace, title: str = "Scherben im Stadtpark", **values: object) -> int:
    return workspace.concerns.create(title=title, **values)


def test_concern_is_anonymous_until_a_contact_is_given(workspace: Workspace) -> None:
    first = taken_in(workspace)
    found = workspace.concerns.get(first)
    assert (found.anonymous, found.received_on, found.state) == (True, DAY, ConcernState.NEW)
    workspace.concerns.update(first, None, reply_to=CONTACT)
    assert not workspace.concerns.get(first).anonymous
    for values in ({"reply_to": ""}, {"anonymous": True}):
        with pytest.raises(UserError, match="Kontaktangabe löschen"):
            workspace.concerns.update(first, None, **values)


def test_ways_ask_for_a_reason_and_for_somebody_in_charge(workspace: Workspace) -> None:
    concern = taken_in(workspace)
    with pytest.raises(UserError, match="Zuständig"):
        workspace.concerns.move(concern, ConcernState.FORWARDED)
    office = workspace.contacts.create_organisation(name="Ordnungsamt")
    workspace.concerns.update(concern, None, responsible_id=office)
    workspace.concerns.move(concern, ConcernState.FORWARDED)
    with pytest.raises(UserError, match="begründen"):
        workspace.concerns.move(concern, ConcernState.DISMISSED)
    workspace.concerns.move(concern, ConcernState.SETTLED, answer="Am Montag gereinigt.")
    found = workspace.concerns.get(concern)
    assert (found.settled_on, found.delete_after, found.answer) == (DAY, None, "Am Montag gereinigt.")
    with pytest.raises(UserError, match="nicht direkt"):
        workspace.concerns.move(concern, ConcernState.FORWARDED)
    workspace.concerns.move(concern, ConcernState.IN_PROGRESS)
    assert workspace.concerns.get(concern).settled_on is None
    assert workspace.concerns.open_count() == 1


def test_contact_is_erased_when_its_day_has_come_and_no_byte_of_it_stays(
    workspace: Workspace, clock: FixedClock
) -> None:
    concern = taken_in(workspace, reply_to=CONTACT)
    binned = taken_in(workspace, "Lärm", reply_to="Herr Zwetschge")
    for id in (concern, binned):
        workspace.concerns.move(id, ConcernState.NOT_OURS, reason="Sache der Bahn.")
    workspace.concerns.discard(binned)
    assert workspace.concerns.get(concern).delete_after == DAY + timedelta(days=183)
    assert workspace.concerns.erase_due() == 0
    assert "Kirschblüte".encode() in workspace.store.path.read_bytes()
    clock.moment += timedelta(days=183)
    assert workspace.concerns.card(concern).contact_due
    assert workspace.concerns.erase_due() == 2
    found = workspace.concerns.get(concern)
    assert (found.reply_to, found.anonymous, found.delete_after) == ("", True, None)
    assert found.contact_erased_on == DAY + timedelta(days=183)
    assert workspace.store.undo_name == "", "nothing brings it back"
    content = workspace.store.path.read_bytes()
    assert not any(word.encode() in content for word in ("Kirschblüte", "4711-0815", "Zwetschge"))


def test_contact_goes_when_the_file_is_opened_after_its_day(workspace: Workspace, clock: FixedClock) -> None:
    concern = taken_in(workspace, reply_to=CONTACT)
    workspace.concerns.move(concern, ConcernState.SETTLED)
    path = workspace.store.path
    workspace.store.close()
    Workspace.open(path, clock=clock).store.close()
    assert "Kirschblüte".encode() in path.read_bytes()
    clock.moment += timedelta(days=183)
    looking = Workspace.open(path, clock=clock, read_only=True)
    assert looking.concerns.get(concern).reply_to == CONTACT, "a file open for reading stays as it is"
    looking.store.close()
    again = Workspace.open(path, clock=clock)
    assert again.concerns.get(concern).contact_erased_on == DAY + timedelta(days=183)
    again.store.close()
    assert "Kirschblüte".encode() not in path.read_bytes()


def test_contact_can_be_erased_at_once_and_given_late_ones_get_a_day(workspace: Workspace) -> None:
    concern = taken_in(workspace)
    workspace.concerns.move(concern, ConcernState.SETTLED)
    workspace.concerns.update(concern, None, reply_to=CONTACT)
    assert workspace.concerns.get(concern).delete_after == DAY + timedelta(days=183)
    workspace.concerns.erase_contact(concern)
    assert workspace.concerns.get(concern).reply_to == ""
    assert "Kirschblüte".encode() not in workspace.store.path.read_bytes()


def test_contact_is_in_no_list_and_no_search(workspace: Workspace) -> None:
    concern = taken_in(workspace, reply_to=CONTACT)
    source = workspace.concerns.list()
    assert "reply_to" not in [column.key for column in source.columns]
    assert source.ids(ListFilter(text="Kirschblüte")) == []
    assert workspace.search.find("Kirschblüte") == []
    row = source.rows(source.ids(ListFilter(text="scherben")))[concern]
    assert next(column for column in source.columns if column.key == "state").value(row) is ConcernState.NEW


def test_concerns_count_as_one_kind_of_evidence(workspace: Workspace) -> None:
    need = workspace.needs.create(title="Vermüllung")
    press = workspace.catalogues.find("evidence_kind", "press")
    assert press is not None
    workspace.needs.add_evidence(need_id=need, evidence_kind_id=press, statement="Ein Bericht")
    ids = [taken_in(workspace, received_on=date(2026, month, 3)) for month in (5, 6, 7)]
    workspace.concerns.tie(ids, need)
    workspace.concerns.move(ids[2], ConcernState.DISMISSED, reason="Kein Ort, kein Tag.")
    card = workspace.needs.card(need)
    voiced = [view for view in card.evidence if view.is_concerns]
    assert [view.evidence.statement for view in voiced] == [
        "2\u00a0Anliegen aus der Bürgerschaft, 03.05.2026 bis 03.06.2026"
    ]
    assert voiced[0].kind_label == "Anliegen aus der Bürgerschaft"
    assert card.score == 2
    with workspace.store.read() as unit:
        assert evidence_scores(unit.connection, [need]) == {need: 2}
    workspace.concerns.tie(ids, None)
    assert workspace.needs.card(need).score == 1


def test_doubles_are_merged_and_count_once(workspace: Workspace) -> None:
    need = workspace.needs.create(title="Vermüllung")
    first, second, third = (taken_in(workspace) for _ in range(3))
    workspace.concerns.tie([third], need)
    workspace.concerns.merge([third], second)
    workspace.concerns.merge([second, first], first)
    card = workspace.concerns.card(first)
    assert card.doubles == ((second, "Scherben im Stadtpark"), (third, "Scherben im Stadtpark"))
    assert workspace.concerns.card(third).merged_into == "Scherben im Stadtpark"
    assert card.concern.need_id == need
    assert [each.id for each in workspace.needs.card(need).concerns] == [first]
    with pytest.raises(UserError, match="selbst schon"):
        workspace.concerns.merge([first], second)
    workspace.concerns.move(third, ConcernState.NEW)
    assert workspace.concerns.get(third).merged_into_id is None
    assert workspace.store.undo() == "Anliegen neu"


def test_need_is_made_of_concerns_in_one_step(workspace: Workspace) -> None:
    first = taken_in(workspace, text="Jeden Montag.", place="Pavillon", received_on=date(2026, 9, 1))
    second = taken_in(workspace, "Müll", text="Am Spielplatz.")
    proposed = workspace.concerns.proposed_need([first, second])
    assert proposed == {
        "title": "Scherben im Stadtpark",
        "description": "Jeden Montag.\n\nAm Spielplatz.",
        "areas": (),
        "place": "Pavillon",
    }
    need = workspace.concerns.make_need([first, second], **proposed)
    assert workspace.needs.get(need).first_reported == date(2026, 9, 1)
    assert len(workspace.needs.card(need).concerns) == 2
    assert workspace.store.undo() == "Bedarf aus Anliegen angelegt"
    assert workspace.needs.all() == []
    assert workspace.concerns.get(first).need_id is None


def test_discarded_concern_comes_back_by_undo(workspace: Workspace) -> None:
    concern = taken_in(workspace)
    workspace.concerns.discard(concern)
    assert workspace.concerns.open_count() == 0
    workspace.store.undo()
    assert workspace.concerns.open_count() == 1
