"""Laws of sealed minutes: they print the same bytes whatever happens; deleting people empties lists only."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.bodies import Body, Membership
from coordinator_app.domain.contacts import Organisation, Person
from coordinator_app.domain.fields import Record
from coordinator_app.domain.meetings import Attendance, Meeting
from coordinator_app.domain.tasks import Task
from coordinator_app.services.contact_lists import PersonList
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.queries.minutes import minutes_naming
from tests.meeting_scenario import SEATS, Progress, Steering
from tests.services.test_minutes_service import minutes_text, text_of

CONFIRMED = date(2026, 12, 1)
LAW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.text(alphabet="abcäöü ", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ("rename", "discard", "erase", "organisation", "body", "meeting", "seat", "attendance", "task")
        ),
        st.integers(0, 8),
        WORDS,
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


def apply(workspace: Workspace, steering: Steering, step: str, place: int, words: str) -> None:
    """Change a record a reader of the minutes would know."""
    with workspace.store.write("Geändert") as unit:
        people = unit.find(Person, deleted=None, order="id")
        organisations = unit.find(Organisation, order="id")
        seats = unit.find(Membership, order="id")
        rows = unit.find(Attendance, meeting_id=steering.second, order="id")
        person = people[place % len(people)].id if people else 0
        changes: dict[str, tuple[type[Record], int, dict[str, Any]]] = {
            "rename": (Person, person, {"last_name": words, "display_name": words}),
            "organisation": (Organisation, organisations[place % len(organisations)].id, {"name": words}),
            "body": (Body, steering.body, {"name": words, "short_name": words}),
            "meeting": (Meeting, steering.second, {"title": words, "place": words, "chair_id": None}),
            "seat": (Membership, seats[place % len(seats)].id, {"seat": words, "ends_on": date(2026, 1, 1)}),
            "attendance": (Attendance, rows[place % len(rows)].id, {"name": words}),
        }
        if step in changes and changes[step][1]:
            record_type, id, values = changes[step]
            unit.change(record_type, id, None, **values)
        elif step == "task":
            for task in unit.find(Task, order="id"):
                unit.change(Task, task.id, None, title=words, person_id=None)
        elif person:
            (unit.discard if step == "discard" else unit.erase)(Person, person)


@LAW
@given(steps=STEPS)
def test_a_sealed_version_prints_the_same_bytes_for_ever(
    steering: Steering, workspace: Workspace, clock: FixedClock, steps: list[tuple[str, int, str]]
) -> None:
    if workspace.minutes.versions(steering.second) == []:
        workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    render = workspace.documents.render
    before = {ending: render("minutes", steering.second, ending) for ending in ("docx", "pdf")}
    for step in steps:
        apply(workspace, steering, *step)
    assert {ending: render("minutes", steering.second, ending) for ending in before} == before
    assert workspace.minutes.broken(steering.second) == ()


@pytest.mark.parametrize("way", ["discard", "erase"])
@pytest.mark.parametrize("place", range(len(SEATS)))
def test_deleting_a_person_keeps_the_name_in_sealed_minutes_and_in_no_list(
    steering: Steering, workspace: Workspace, way: str, place: int
) -> None:
    """Property 11, for every person of the scenario and both ways of deleting."""
    surname = SEATS[place][1]
    workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    before = minutes_text(workspace, steering.second)
    assert surname in before
    person = steering.people[surname]
    sentence = workspace.contacts.named_for_good(person)
    assert "2 abgeschlossenen Niederschriften genannt; aus allen Listen verschwindet der Name." in sentence
    if way == "discard":
        workspace.contacts.discard_person(person)
    else:
        with workspace.store.write("Person gelöscht") as unit:
            unit.erase(Person, person)
    assert minutes_text(workspace, steering.second) == before
    for words in listed(workspace, steering):
        assert surname not in words


def listed(workspace: Workspace, steering: Steering) -> list[str]:
    """Names as lists show them: people, seats, recipients, tasks, search, registers on paper, Heute."""
    bodies, meetings = workspace.bodies, workspace.meetings
    lines = workspace.tasks.open_of_body(steering.body)
    found = [person.display_name for person in workspace.contacts.persons()]
    source = PersonList(workspace.store)
    with workspace.store.read() as unit:
        found += [str(row) for row in source.rows([person.id for person in unit.find(Person)]).values()]
    found += [view.name for view in bodies.seats(steering.body, date(2026, 11, 26))]
    found += [view.name for view in bodies.former_seats(steering.body)]
    found += [recipient.name for recipient in meetings.invitations.recipients(steering.second)]
    found += [view.responsible for view in lines]
    found += [view.chair for view in (meetings.view(steering.second), meetings.view(steering.first))]
    found += [meetings.view(steering.second).minute_taker]
    found += [task.responsible for task in workspace.overview.today().tasks]
    for key, subject in (("task_list", steering.body), ("resolution_register", steering.body), ("all_tasks", 0)):
        found.append(text_of(workspace.documents.document(key, subject)))
    return found


def test_undoing_the_deletion_brings_the_name_back(steering: Steering, workspace: Workspace) -> None:
    workspace.contacts.discard_person(steering.people["Hempel"])
    workspace.store.undo()
    assert "Jens Hempel" in [view.responsible for view in workspace.tasks.open_of_body(steering.body)]


def test_who_is_named_nowhere_is_deleted_without_a_word(steering: Steering, workspace: Workspace) -> None:
    person = workspace.contacts.create_person(first_name="Nie", last_name="Genannt")
    assert workspace.contacts.named_for_good(person) == ""
    with workspace.store.read() as unit:
        assert minutes_naming(unit, " ") == []
        assert minutes_naming(unit, "Cornelia Marschner") == ["Niederschrift 3. Sitzung der Lenkungsgruppe"]
    sentence = workspace.contacts.named_for_good(steering.people["Marschner"])
    assert "in der abgeschlossenen „Niederschrift 3. Sitzung der Lenkungsgruppe“ genannt" in sentence
