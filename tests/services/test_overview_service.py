"""Heute is read by plain SQL; here the same is worked out from records with the rules of the domain."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock, local
from coordinator_app.domain.bodies import Body, BodyRules, Membership, seats_on
from coordinator_app.domain.contacts import PrivacyBasis
from coordinator_app.domain.deadlines import DayCount
from coordinator_app.domain.meetings import BEFORE, Invitation, Meeting, MeetingState, Reply
from coordinator_app.domain.needs import Need, NeedStatus
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType, needs_confirmation
from coordinator_app.domain.resolutions import UNFINISHED, Resolution, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.services.invitations import notice_check
from coordinator_app.services.overview import Today
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.unit_of_work import ReadUnit

MOMENTS = [
    datetime(2024, 12, 1, 9, 0, tzinfo=UTC),  # before anything was held
    datetime(2026, 11, 9, 9, 0, tzinfo=UTC),  # the day of the demo town
    datetime(2026, 11, 9, 23, 30, tzinfo=UTC),  # already the tenth in Germany
    datetime(2026, 11, 26, 20, 0, tzinfo=UTC),
    datetime(2027, 2, 1, 9, 0, tzinfo=UTC),
    datetime(2031, 1, 1, 9, 0, tzinfo=UTC),  # nothing is ahead any more
]


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment:%Y-%m-%d %H:%M}")
def test_heute_says_what_the_records_say(demo_file: Path, moment: datetime) -> None:
    workspace = Workspace.open(demo_file, clock=FixedClock(moment), read_only=True)
    found = workspace.overview.today(tasks=1000, gaps=1000)
    day = local(moment).date()
    with workspace.store.read() as unit:
        compare_meeting(unit, found, moment, day)
        compare_replies(unit, found, moment)
        compare_tasks(unit, found, day)
        compare_resolutions(unit, found, day)
        compare_review(unit, found, day)
        compare_gaps(unit, found)
    workspace.store.close()


def compare_meeting(unit: ReadUnit, found: Today, moment: datetime, day: date) -> None:
    meetings = [one for one in unit.find(Meeting, order="starts_at") if one.starts_at]
    running = [one for one in meetings if one.state is MeetingState.RUNNING][::-1]
    ahead = [one for one in meetings if one.state in BEFORE and one.starts_at and one.starts_at >= since(moment)]
    wanted = next(iter(running + ahead), None)
    if wanted is None:
        assert found.meeting is None
        return
    shown = found.meeting
    assert shown is not None
    assert (shown.id, shown.title, shown.state) == (wanted.id, wanted.title, wanted.state)
    assert (shown.starts_at, shown.ends_at, shown.place) == (wanted.starts_at, wanted.ends_at, wanted.place)
    assert shown.body == unit.get(Body, wanted.body_id).name
    assert shown.members == len(seats_on(unit.find(Membership, body_id=wanted.body_id), day))
    uninvited = wanted.state in {MeetingState.DRAFT, MeetingState.PLANNED}
    assert shown.notice == (notice_check(unit, wanted) if uninvited else None)


def compare_replies(unit: ReadUnit, found: Today, moment: datetime) -> None:
    invited = unit.find(Meeting, state=MeetingState.INVITED, order="starts_at")
    wanted: list[tuple[int, ...]] = []
    for meeting in [one for one in invited if one.starts_at and one.starts_at >= since(moment)][:2]:
        replies = [one.reply for one in unit.find(Invitation, meeting_id=meeting.id)]
        if replies:
            counts = (replies.count(reply) for reply in (Reply.YES, Reply.NO, Reply.DEPUTY, Reply.OPEN))
            wanted.append((meeting.id, *counts))
    assert [(one.meeting_id, one.yes, one.no, one.deputy, one.pending) for one in found.replies] == wanted


def compare_tasks(unit: ReadUnit, found: Today, day: date) -> None:
    tasks = unit.find(Task, state=tuple(OPEN_TASKS))
    tasks.sort(key=lambda task: (task.due_on is None, task.due_on or day, task.priority, task.id))
    people, organisations = (
        unit.titles("person", [task.person_id for task in tasks if task.person_id]),
        unit.titles("organisation", [task.organisation_id for task in tasks if task.organisation_id]),
    )
    wanted = [
        (
            task.id,
            task.title,
            task.due_on,
            people.get(task.person_id or 0) or organisations.get(task.organisation_id or 0, ""),
        )
        for task in tasks
    ]
    assert [(task.id, task.title, task.due_on, task.responsible) for task in found.tasks] == wanted
    overdue = sum(task.due_on is not None and task.due_on < day for task in tasks)
    due = sum(task.due_on == day for task in tasks)
    assert found.due == (overdue, due, len(tasks) - overdue - due)


def compare_resolutions(unit: ReadUnit, found: Today, day: date) -> None:
    adopted = unit.find(Resolution, state=ResolutionState.ADOPTED, order="due_on")
    near = [
        (entry.id, entry.number, (entry.due_on - day).days)
        for entry in adopted
        if entry.implementation in UNFINISHED and entry.due_on and entry.due_on <= day + timedelta(days=7)
    ]
    assert [(line.id, line.number, line.days) for line in found.resolutions] == near[:3]


def compare_review(unit: ReadUnit, found: Today, day: date) -> None:
    offers = unit.find(Project, project_type=ProjectType.OFFER, status=ProjectStatus.RUNNING)
    assert found.unconfirmed_offers == sum(needs_confirmation(offer, day) for offer in offers)
    due = [
        basis.person_id
        for basis in unit.find(PrivacyBasis)
        if (basis.review_on and basis.review_on <= day) or (basis.delete_after and basis.delete_after <= day)
    ]
    assert found.expired_contacts == len(set(due))
    held = unit.find(Meeting, state=MeetingState.HELD, order="starts_at")
    assert [line.id for line in found.minutes_due] == [meeting.id for meeting in held[:3]]
    assert all(line.days is not None for line in found.minutes_due)


def compare_gaps(unit: ReadUnit, found: Today) -> None:
    projects, tasks = unit.find(Project, deleted=None), unit.find(Task)
    tied = {id for project in projects for id in project.needs}
    carried = {id for project in projects for id in project.resolutions}
    carried |= {task.source_id for task in tasks if task.source_kind == "resolution" and task.source_id}
    items = {task.source_id for task in tasks if task.source_kind == "agenda_item"}
    settled = {NeedStatus.REJECTED, NeedStatus.DONE, NeedStatus.WATCHED}
    needs = [("need", need.id) for need in unit.find(Need) if need.status not in settled and need.id not in tied]
    resolutions = [
        ("resolution", one.id)
        for one in unit.find(Resolution, state=ResolutionState.ADOPTED, implementation=tuple(UNFINISHED))
        if one.id not in carried and (one.agenda_item_id is None or one.agenda_item_id not in items)
    ]
    wanted = sorted(needs, key=lambda one: -one[1]) + sorted(resolutions, key=lambda one: -one[1])
    assert [(gap.kind, gap.id) for gap in found.gaps] == wanted
    assert found.gap_count == len(wanted)


def since(moment: datetime) -> datetime:
    return moment - timedelta(hours=12)


def test_task_names_the_record_it_comes_from(workspace: Workspace) -> None:
    need = workspace.needs.create(title="Graffiti am Bahnhof")
    with workspace.store.write("Aufgabe angelegt") as unit:
        unit.add(Task(title="Reinigung anfragen", source_kind="need", source_id=need))
        unit.add(Task(title="Ohne Quelle", source_kind="need", source_id=None))
        unit.add(Task(title="Fremde Quelle", source_kind="priority", source_id=1))
    sources = {task.title: task.source for task in workspace.overview.today().tasks}
    assert sources == {
        "Reinigung anfragen": "Bedarf Graffiti am Bahnhof",
        "Ohne Quelle": "",
        "Fremde Quelle": "",
    }


@pytest.mark.parametrize(
    ("valid_from", "days"),
    [((date(2020, 1, 1), date(2026, 1, 1), date(2027, 1, 1)), 11), ((date(2027, 1, 1), date(2028, 1, 1)), 10)],
    ids=["the newest that holds", "the first before any holds"],
)
def test_notice_period_is_that_of_the_rules_of_the_day(
    workspace: Workspace, valid_from: tuple[date, ...], days: int
) -> None:
    body, id = planned(workspace)
    with workspace.store.write("Regelwerke angelegt") as unit:
        for number, day in enumerate(valid_from, 10):
            unit.add(BodyRules(body_id=body, valid_from=day, notice_days=number, notice_count=DayCount.WORKING))
        meeting = unit.get(Meeting, id)
        wanted = notice_check(unit, meeting)
    found = workspace.overview.today().meeting
    assert found is not None
    assert found.notice == wanted
    assert f"Ladungsfrist {days} Werktage" in wanted.sentence


def test_body_without_rules_follows_the_usual_period(workspace: Workspace) -> None:
    planned(workspace)
    found = workspace.overview.today().meeting
    assert found is not None
    assert found.notice is not None
    assert "Ladungsfrist 14 Tage" in found.notice.sentence


def planned(workspace: Workspace) -> tuple[int, int]:
    """A body without rules and its planned meeting."""
    with workspace.store.write("Sitzung angelegt") as unit:
        body = unit.add(Body(name="Lenkungsgruppe"))
        begin = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
        return body, unit.add(Meeting(body_id=body, title="4. Sitzung", starts_at=begin, state=MeetingState.PLANNED))
