"""Tasks that come back, change hands, are put off, copied, and whose people have left."""

from datetime import date, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.contacts import Affiliation, PersonStatus
from coordinator_app.domain.recurrence import Rhythm, write_rule
from coordinator_app.domain.tasks import Task, TaskState, Urgency
from coordinator_app.services.meeting_lists import TaskList
from coordinator_app.services.workspace import Workspace

TODAY = date(2026, 11, 9)


def tasks_of(workspace: Workspace, *states: TaskState) -> list[Task]:
    with workspace.store.read() as unit:
        return unit.find(Task, order="id", state=states or tuple(TaskState))


@pytest.fixture
def anna(workspace: Workspace) -> int:
    return workspace.contacts.create_person(first_name="Anna", last_name="Zeidler")


@pytest.fixture
def bruno(workspace: Workspace) -> int:
    return workspace.contacts.create_person(first_name="Bruno", last_name="Arnold")


# --- coming back


def test_finishing_makes_the_next_one_exactly_once(workspace: Workspace, anna: int) -> None:
    first = workspace.tasks.create(
        title="Quartalsbericht", due_on=date(2026, 11, 30), rhythm=Rhythm.QUARTERLY, person_id=anna
    )
    second = workspace.tasks.set_state(first, TaskState.DONE, "liegt vor")
    assert second is not None
    found = workspace.tasks.get(second)
    assert (found.due_on, found.repeats_id, found.person_id) == (date(2027, 2, 28), first, anna)
    assert (found.state, found.result) == (TaskState.OPEN, "")
    assert [event.text for event in workspace.tasks.history(second)] == [
        "Wiederholung nach „erledigt“ am 09.11.2026",
    ]
    workspace.tasks.set_state(first, TaskState.OPEN)
    assert workspace.tasks.set_state(first, TaskState.DONE) is None
    workspace.tasks.discard(second)
    workspace.tasks.set_state(first, TaskState.OPEN)
    assert workspace.tasks.set_state(first, TaskState.DONE) is None
    assert len(tasks_of(workspace)) == 1


def test_undo_takes_the_next_one_along(workspace: Workspace) -> None:
    first = workspace.tasks.create(title="Aushang", due="morgen", rhythm=Rhythm.WEEKLY)
    second = workspace.tasks.set_state(first, TaskState.DONE)
    assert workspace.store.undo() == "Aufgabe erledigt"
    assert workspace.tasks.get(first).state is TaskState.OPEN
    with pytest.raises(UserError):
        workspace.tasks.get(second or 0)
    workspace.store.redo()
    assert workspace.tasks.get(second or 0).repeats_id == first


def test_dropping_ends_the_series(workspace: Workspace) -> None:
    first = workspace.tasks.create(title="Aushang", due="morgen", rhythm=Rhythm.WEEKLY)
    assert workspace.tasks.set_state(first, TaskState.DROPPED, "nicht mehr nötig") is None
    assert len(tasks_of(workspace)) == 1


def test_rhythm_counts_from_the_date_and_rest_days_are_told(workspace: Workspace) -> None:
    task = workspace.tasks.create(title="Aushang", due_on=date(2026, 11, 25))
    assert workspace.tasks.repetition(workspace.tasks.get(task)) is None
    workspace.tasks.set_rhythm(task, Rhythm.MONTHLY)
    source = TaskList(workspace.store)
    column = next(each for each in source.columns if each.key == "rhythm")
    assert column.value(source.rows([task])[task]) == "jeden Monat am 25."
    assert source.ids(ListFilter(equals={"recurring": True})) == [task]
    found = workspace.tasks.repetition(workspace.tasks.get(task))
    assert found is not None
    assert (found.rhythm, found.words, found.next_day) == (Rhythm.MONTHLY, "jeden Monat am 25.", date(2026, 12, 25))
    assert found.rest_day == "ist ein Feiertag"
    workspace.tasks.update(task, None, due_on=date(2026, 11, 28))
    workspace.tasks.set_rhythm(task, Rhythm.WEEKLY)
    saturday = workspace.tasks.repetition(workspace.tasks.get(task))
    assert saturday is not None
    assert (saturday.next_day, saturday.rest_day) == (date(2026, 12, 5), "ist ein Samstag")
    workspace.tasks.set_rhythm(task, Rhythm.ONCE)
    assert workspace.tasks.get(task).recurrence == ""
    assert [event.text for event in workspace.tasks.history(task)][-2:] == [
        "Wiederholung: jede Woche am Samstag",
        "Wiederholung: einmalig",
    ]


def test_rhythm_needs_a_date(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="zuerst eine Frist"):
        workspace.tasks.create(title="Aushang", rhythm=Rhythm.WEEKLY)
    task = workspace.tasks.create(title="Aushang", due="morgen", rhythm=Rhythm.WEEKLY)
    with pytest.raises(UserError, match="zuerst eine Frist"):
        workspace.tasks.update(task, None, due_on=None)
    plain = workspace.tasks.create(title="Anruf")
    with pytest.raises(UserError, match="zuerst eine Frist"):
        workspace.tasks.set_rhythm(plain, Rhythm.YEARLY)
    with pytest.raises(UserError, match="nicht lesbar"):
        workspace.tasks.update(task, None, recurrence="RRULE:FREQ=DAILY")


def test_the_calendar_ends(workspace: Workspace) -> None:
    rule = write_rule(Rhythm.YEARLY, date(9999, 12, 31))
    task = workspace.tasks.create(title="Weit weg", due_on=date(9999, 12, 31), recurrence=rule)
    found = workspace.tasks.repetition(workspace.tasks.get(task))
    assert found is not None
    assert (found.next_day, found.rest_day) == (None, "")
    with pytest.raises(UserError, match="nicht weiter verschieben"):
        workspace.tasks.several.put_off([task], "um 1 Woche")


# --- hands


def test_handing_over_stands_in_the_history(workspace: Workspace, anna: int, bruno: int) -> None:
    task = workspace.tasks.create(title="Flyer", person_id=anna)
    workspace.tasks.hand_over(task, person_id=bruno, text="Anna ist in Elternzeit")
    assert workspace.tasks.get(task).person_id == bruno
    organisation = workspace.contacts.create_organisation(name="Jugendhaus")
    workspace.tasks.update(task, None, organisation_id=organisation)
    workspace.tasks.update(task, None, due_on="morgen")
    assert [event.text for event in workspace.tasks.history(task)][1:] == [
        "Übergeben von Anna Zeidler an Bruno Arnold",
        "Anna ist in Elternzeit",
        "Übergeben von Bruno Arnold an Bruno Arnold, Jugendhaus",
        "Frist: keine → 10.11.2026",
    ]
    with pytest.raises(UserError, match="wer die Aufgabe übernimmt"):
        workspace.tasks.hand_over(task)


def test_who_left_is_told(workspace: Workspace, anna: int, bruno: int, clock: FixedClock) -> None:
    club = workspace.contacts.create_organisation(name="SV Mühlwerda")
    ended = {"organisation_id": club, "end": TODAY - timedelta(days=10)}
    workspace.contacts.add_part(Affiliation(person_id=bruno, **ended))
    alone = workspace.contacts.create_person(last_name="Ohne", first_name="Arbeit")
    late, left, fine = (
        workspace.tasks.create(title=title, person_id=person)
        for title, person in (("a", anna), ("b", bruno), ("c", alone))
    )
    assert workspace.tasks.departed(workspace.tasks.get(late)) == ""
    workspace.contacts.update_person(anna, None, status=PersonStatus.LEFT)
    told = {id: workspace.tasks.departed(workspace.tasks.get(id)) for id in (late, left, fine)}
    assert told == {
        late: "Anna Zeidler ist ausgeschieden.",
        left: "Bruno Arnold ist seit 30.10.2026 nicht mehr bei „SV Mühlwerda“.",
        fine: "",
    }
    source = TaskList(workspace.store)
    assert set(source.ids(ListFilter(equals={"departed": True}))) == {late, left}
    workspace.contacts.add_part(Affiliation(person_id=bruno, organisation_id=club))
    assert source.ids(ListFilter(equals={"departed": True})) == [late]
    workspace.contacts.discard_person(alone)
    assert workspace.tasks.departed(workspace.tasks.get(fine)) == "Wer verantwortlich war, liegt im Papierkorb."
    workspace.tasks.set_state(late, TaskState.DONE)
    assert workspace.tasks.departed(workspace.tasks.get(late)) == ""


def test_responsibles_are_those_with_tasks(workspace: Workspace, anna: int, bruno: int) -> None:
    club = workspace.contacts.create_organisation(name="Bürgerverein")
    task = workspace.tasks.create(title="a", person_id=bruno)
    other = workspace.tasks.create(title="b", organisation_id=club)
    assert workspace.tasks.responsibles() == [(bruno, "Bruno Arnold"), (-club, "Bürgerverein")]
    source = TaskList(workspace.store)
    assert source.ids(ListFilter(equals={"responsible": bruno})) == [task]
    assert source.ids(ListFilter(equals={"responsible": -club})) == [other]
    assert source.ids(ListFilter(equals={"unassigned": True})) == []
    assert source.ids(ListFilter(equals={"responsible": anna})) == []


# --- several at once


def test_several_are_finished_as_one_step(workspace: Workspace) -> None:
    ids = [workspace.tasks.create(title=f"Aufgabe {number}", due="morgen") for number in range(3)]
    again = workspace.tasks.create(title="Aushang", due="morgen", rhythm=Rhythm.WEEKLY)
    workspace.tasks.set_state(ids[0], TaskState.DONE)
    assert workspace.tasks.several.set_state([*ids, again], TaskState.DONE) == 3
    assert len(tasks_of(workspace, TaskState.OPEN)) == 1
    assert workspace.store.undo() == "4 Aufgaben erledigt"
    assert len(tasks_of(workspace, TaskState.OPEN)) == 3


def test_several_are_put_off(workspace: Workspace) -> None:
    first = workspace.tasks.create(title="a", due_on=date(2026, 11, 10))
    second = workspace.tasks.create(title="b", due_on=date(2026, 12, 1))
    bare = workspace.tasks.create(title="c")
    done = workspace.tasks.create(title="d", due_on=TODAY)
    workspace.tasks.set_state(done, TaskState.DONE)
    assert workspace.tasks.several.put_off([first, second, bare, done], "um 2 Wochen") == 3
    dates = [workspace.tasks.get(id).due_on for id in (first, second, bare, done)]
    assert dates == [date(2026, 11, 24), date(2026, 12, 15), date(2026, 11, 23), TODAY]
    workspace.tasks.several.put_off([first, second], "31.01.")
    assert [workspace.tasks.get(id).due_on for id in (first, second)] == [date(2027, 1, 31)] * 2
    assert workspace.tasks.history(first)[-1].text == "Frist: 24.11.2026 → 31.01.2027"
    for words in ("", "irgendwann"):
        with pytest.raises(UserError, match="Datum"):
            workspace.tasks.several.put_off([first], words)


def test_several_change_hands(workspace: Workspace, anna: int, bruno: int) -> None:
    ids = [workspace.tasks.create(title=title, person_id=anna) for title in "ab"]
    assert workspace.tasks.several.hand_over(ids, person_id=bruno) == 2
    assert {task.person_id for task in tasks_of(workspace)} == {bruno}
    workspace.store.undo()
    assert {task.person_id for task in tasks_of(workspace)} == {anna}


def test_a_copy_has_a_history_of_its_own(workspace: Workspace) -> None:
    task = workspace.tasks.create(title="Flyer", due="morgen")
    workspace.tasks.set_state(task, TaskState.DONE)
    copied = workspace.tasks.duplicate(task)
    assert workspace.tasks.get(copied).state is TaskState.OPEN
    assert [event.text for event in workspace.tasks.history(copied)] == ["Aufgabe kopiert"]


def test_reminder_days_decide_what_is_soon(workspace: Workspace) -> None:
    near = workspace.tasks.create(title="a", due_on=TODAY + timedelta(days=20), remind_days=30)
    far = workspace.tasks.create(title="b", due_on=TODAY + timedelta(days=3), remind_days=2)
    edge = workspace.tasks.create(title="c", due_on=TODAY + timedelta(days=7))
    source = TaskList(workspace.store)
    assert set(source.ids(ListFilter(equals={"urgency": Urgency.SOON}))) == {near, edge}
    assert source.ids(ListFilter(equals={"urgency": Urgency.LATER})) == [far]
    shown = {column.key: column.value for column in source.columns}
    rows = source.rows([near, far, edge])
    assert [shown["urgency"](rows[id]) for id in (near, far, edge)] == [Urgency.SOON, Urgency.LATER, Urgency.SOON]
    with pytest.raises(UserError, match="0 bis 365"):
        workspace.tasks.update(near, None, remind_days=-1)


def test_tasks_from_other_records(workspace: Workspace) -> None:
    need = workspace.needs.create(title="Unsicherheit am Bahnhof")
    task = workspace.tasks.create_from("need", need, title="Begehung planen", due="morgen")
    assert [view.id for view in workspace.tasks.of_source("need", need)] == [task]
    assert workspace.tasks.get(task).body_id is None
    with pytest.raises(ValueError, match="moon"):
        workspace.tasks.create_from("moon", 1, title="x")
