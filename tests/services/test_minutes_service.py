"""Minutes: check, sealed versions that print the same for ever, the public extract, corrections."""

from datetime import date, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import Document, Run, walk
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.contacts import Organisation, Person
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.minutes import MinutesState, MinutesType, MinutesVersion, Stage
from coordinator_app.domain.minutes_check import Severity
from coordinator_app.domain.resolutions import Implementation
from coordinator_app.domain.votes import Count
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import SEATS, Progress, Steering, make_steering

CONFIRMED = date(2026, 12, 1)


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


def text_of(document: Document) -> str:
    parts = [node for node in walk(document) if isinstance(node, str)]
    return "\n".join(parts + [node.text for node in walk(document) if isinstance(node, Run)])


def minutes_text(workspace: Workspace, meeting: int, **options: str) -> str:
    return text_of(workspace.documents.document("minutes", meeting, options))


def test_check_names_what_is_missing(steering: Steering, workspace: Workspace) -> None:
    assert workspace.minutes.check(steering.second) == ()
    workspace.tasks.create_in_item(steering.treff, title="Ohne Person", due="morgen")
    workspace.tasks.create_in_item(steering.treff, title="Ohne Frist", person_id=steering.people["Hempel"])
    workspace.meetings.update(steering.second, None, place="", minute_taker_id=None)
    found = workspace.minutes.check(steering.second)
    assert [(finding.severity, finding.text) for finding in found] == [
        (Severity.ERROR, "Der Ort der Sitzung fehlt."),
        (Severity.ERROR, "Die Schriftführung fehlt."),
        (Severity.ERROR, "Niemand ist verantwortlich für die Aufgabe „Ohne Person“."),
        (Severity.WARNING, "Die Aufgabe „Ohne Frist“ hat keine Frist."),
    ]
    with pytest.raises(UserError, match="Der Ort der Sitzung fehlt"):
        workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)


def test_vote_that_does_not_add_up_is_a_hint(steering: Steering, workspace: Workspace) -> None:
    resolution = workspace.resolutions.of_item(steering.treff)[0].id
    workspace.resolutions.reopen(resolution)
    undecided = [finding.text for finding in workspace.minutes.check(steering.second)]
    assert undecided == ["TOP 6: Der Beschluss „Offener Treff am Bahnhof“ hat kein Ergebnis."]
    moment = workspace.meetings.get(steering.second).actual_start
    assert moment is not None
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=3), at=moment + timedelta(minutes=30)))
    assert [finding.text for finding in workspace.minutes.check(steering.second)] == [
        "TOP 6: Die Abstimmung geht nicht auf: 3 Stimmen bei 7 Stimmberechtigten."
    ]


def test_final_minutes_print_the_same_bytes_after_contacts_change(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    before = {ending: workspace.documents.render("minutes", steering.second, ending) for ending in ("docx", "pdf")}
    clock.moment += timedelta(days=400)
    with workspace.store.write("Alles umbenannt") as unit:
        for person in unit.find(Person):
            unit.change(Person, person.id, None, last_name="Anders", display_name="Ganz Anders")
        for organisation in unit.find(Organisation):
            unit.change(Organisation, organisation.id, None, name="Umbenannt")
        unit.change(Body, steering.body, None, name="Neuer Name", short_name="NN")
        unit.change(Meeting, steering.second, None, place="Anderswo", title="Anders")
        own = workspace.municipality.own()
        assert own is not None
        unit.change(type(own), own.id, None, name="Neustadt", street="Neue Straße 1")
    after = {ending: workspace.documents.render("minutes", steering.second, ending) for ending in ("docx", "pdf")}
    assert after == before


def test_erasing_a_person_keeps_the_name_in_final_minutes(steering: Steering, workspace: Workspace) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    with workspace.store.write("Person gelöscht") as unit:
        unit.erase(Person, steering.people["Hempel"])
    assert "Jens Hempel" in minutes_text(workspace, steering.second)
    assert workspace.minutes.broken(steering.second) == ()
    assert all("Hempel" not in view.responsible for view in workspace.tasks.open_of_body(steering.body))


def test_draft_follows_the_records(steering: Steering, workspace: Workspace) -> None:
    assert workspace.documents.document("minutes", steering.second).marking == "Entwurf"
    workspace.meetings.agenda.write(steering.treff, "outcome", "Neues Ergebnis")
    assert "Neues Ergebnis" in minutes_text(workspace, steering.second)
    workspace.minutes.submit(steering.second)
    assert workspace.documents.document("minutes", steering.second).marking == "Entwurf zur Abstimmung"
    workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    assert workspace.documents.document("minutes", steering.second).marking == ""


def test_course_tells_the_discussion_and_result_does_not(steering: Steering, workspace: Workspace) -> None:
    assert "fragt nach der Reinigung" not in minutes_text(workspace, steering.second)
    assert "fragt nach der Reinigung" in minutes_text(workspace, steering.second, type="course")
    workspace.minutes.set_type(steering.second, MinutesType.COURSE)
    assert "fragt nach der Reinigung" in minutes_text(workspace, steering.second)


def test_public_extract_holds_no_names_and_no_internal_items(steering: Steering, workspace: Workspace) -> None:
    agenda = workspace.meetings.agenda
    agenda.write(steering.treff, "outcome", "Frau Dr. Nitzsche, Jens Hempel und Seidels Vertreter danken.")
    internal = next(line.id for line in agenda.view(steering.second).lines if line.item.title == "Lagebild")
    agenda.write(internal, "facts", "Vertrauliche Zahlen")
    text = minutes_text(workspace, steering.second, variant="public")
    for _, surname, *_rest in SEATS:
        assert surname not in text
    for word in ("Wagner", "Roth", "Vertrauliche Zahlen", "Lagebild", "Reinigung.", "Urlaub"):
        assert word not in text
    assert "[Name], [Name] und [Name] Vertreter danken." in text
    assert "7 Tagesordnungspunkte wurden nicht öffentlich behandelt." in text
    assert "Reinigungsplan abstimmen" in text  # a public item's task, without the person


def test_correction_makes_a_new_version_and_chain(steering: Steering, workspace: Workspace) -> None:
    assert workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED) == 1
    with pytest.raises(UserError, match="Begründung"):
        workspace.minutes.correct(steering.second, "")
    with pytest.raises(UserError, match="Art steht fest"):
        workspace.minutes.set_type(steering.second, MinutesType.COURSE)
    with pytest.raises(UserError, match="schon abgeschlossen"):
        workspace.minutes.confirm(steering.second, None)
    workspace.minutes.correct(steering.second, "Zahl falsch")
    assert workspace.meetings.get(steering.second).state is MeetingState.HELD
    assert workspace.documents.document("minutes", steering.second).marking == "Entwurf der Berichtigung"
    workspace.meetings.agenda.write(steering.treff, "facts", "Berichtigt.")
    assert workspace.minutes.finalise(steering.second) == 2
    first, second = workspace.minutes.versions(steering.second)
    assert (second.stage, second.reason, second.previous_hash) == (Stage.CORRECTED, "Zahl falsch", first.content_hash)
    old = workspace.minutes.content(steering.second, 1)
    assert "Berichtigt." not in [item.facts for item in old.items]
    assert "Berichtigt." in [item.facts for item in workspace.minutes.content(steering.second).items]
    with pytest.raises(UserError, match="Fassung 7"):
        workspace.minutes.content(steering.second, 7)


def test_tampering_is_noticed(steering: Steering, workspace: Workspace) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    version = workspace.minutes.versions(steering.second)[0]
    with workspace.store.write("Gefälscht") as unit:
        changed = version.content_json.replace("Wagner", "Wegner")
        unit.change(MinutesVersion, version.id, None, content_json=changed)
    assert workspace.minutes.broken(steering.second) == (1,)


def test_states_follow_their_order(steering: Steering, workspace: Workspace) -> None:
    minutes = workspace.minutes
    with pytest.raises(UserError, match="kann nicht auf"):
        minutes.approve(steering.second)
    minutes.submit(steering.second)
    minutes.take_back(steering.second)
    minutes.confirm(steering.second, CONFIRMED)
    minutes.submit(steering.second)
    minutes.finalise(steering.second)
    minutes.approve(steering.second)
    found = minutes.of_meeting(steering.second)
    assert found is not None
    assert (found.state, found.approved_on) == (MinutesState.APPROVED, date(2026, 11, 26))
    assert minutes.get(found.id) == found
    with pytest.raises(UserError, match="kann nicht auf"):
        minutes.correct(steering.second, "zu spät")


def test_minutes_begin_with_the_meeting(steering: Steering, workspace: Workspace) -> None:
    third = workspace.meetings.create(body_id=steering.body)
    assert workspace.minutes.of_meeting(third) is None
    assert workspace.minutes.versions(third) == []
    with pytest.raises(UserError, match="eröffnen Sie zuerst"):
        workspace.minutes.ensure(third)
    assert workspace.minutes.ensure(steering.second)


def test_every_document_of_a_meeting_is_made(steering: Steering, workspace: Workspace) -> None:
    """All kinds for all their subjects, in the quick format; names of files carry day, body and number."""
    for kind in workspace.documents.kinds():
        if kind.key in ("invitation", "agenda", "attendance_list", "minutes", "resolution_register", "task_list"):
            for subject in kind.subjects(workspace):
                assert workspace.documents.document(kind.key, subject).title
    assert workspace.documents.file_stem("minutes", steering.second) == "2026-11-26 KPR Niederschrift 4. Sitzung"
    assert workspace.documents.file_stem("resolution_register", steering.body) == "2026-11-26 KPR Beschlussregister"
    hempel = steering.people["Hempel"]
    assert workspace.documents.file_stem("person_task_list", hempel) == "2026-11-26 Aufgaben Jens Hempel"


def test_registers_tell_numbers_votes_and_origin(steering: Steering, workspace: Workspace) -> None:
    register = text_of(workspace.documents.document("resolution_register", steering.body))
    for words in ("2026/09", "8 / 0 / 0", "2026/11", "5 / 1 / 1", "3 Beschlüsse, Stand 26.11.2026."):
        assert words in register
    control = text_of(workspace.documents.document("resolution_register", steering.body, {"scope": "open"}))
    assert "2 Beschlüsse" in control  # the approval of the minutes is carried out
    for key, subject in (
        ("task_list", steering.body),
        ("person_task_list", steering.people["Hempel"]),
        ("all_tasks", 0),
    ):
        tasks = text_of(workspace.documents.document(key, subject))
        assert "Reinigungsplan abstimmen" in tasks
        assert "4. Sitzung der Lenkungsgruppe, 26.11.2026" in tasks
        assert "2 offene Aufgaben" in tasks


def test_papers_before_the_meeting(workspace: Workspace, clock: FixedClock) -> None:
    made = make_steering(workspace, clock)
    invitation = text_of(workspace.documents.document("invitation", made.second))
    assert "zur Sitzung der Lenkungsgruppe am 26.\u00a0November 2026" in invitation
    assert "Donnerstag, 26.\u00a0November 2026" in invitation
    assert "Offener Treff am Bahnhof" in invitation
    assert "Verteiler: " in invitation
    assert "Verteiler: " not in text_of(workspace.documents.document("invitation", made.second, {"recipients": False}))
    listed = text_of(workspace.documents.document("attendance_list", made.second))
    assert listed.index("Cornelia Marschner") < listed.index("Rico Böhme") < listed.index("Julia Albrecht")
    made.start_second()
    signed = text_of(workspace.documents.document("attendance_list", made.second))
    assert "entschuldigt" in signed
    assert "Mirko Wagner" in signed


def test_control_items_tell_what_earlier_meetings_left(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    lines = {line.item.title: line.id for line in workspace.meetings.agenda.view(steering.second).lines}
    (resolution,) = workspace.minutes.control(lines["Beschlusskontrolle"])
    assert (resolution.number, resolution.title, resolution.state) == ("2026/09", "Beleuchtung Bahnhofstunnel", "offen")
    (task,) = workspace.minutes.control(lines["Offene Aufgaben"])
    assert (task.title, task.responsible, task.state) == ("Angebot einholen", "Jens Hempel", "offen")
    assert workspace.minutes.control(lines["Lagebild"]) == ()
    assert "2026/09 Beleuchtung Bahnhofstunnel" in minutes_text(workspace, steering.second)
    assert "Angebot einholen" not in minutes_text(workspace, steering.second, variant="public")
    first = workspace.resolutions.of_meeting(steering.first)[0].id
    workspace.resolutions.follow_up(first, Implementation.DONE, report="Erneuert.")
    (resolution,) = workspace.minutes.control(lines["Beschlusskontrolle"])
    assert resolution.state == "umgesetzt"
    third = workspace.meetings.prepare_next(body_id=steering.body, starts_at=clock.moment + timedelta(days=60))
    control = next(
        line.id for line in workspace.meetings.agenda.view(third).lines if line.item.title == "Beschlusskontrolle"
    )
    assert [line.number for line in workspace.minutes.control(control)] == ["2026/11"]
