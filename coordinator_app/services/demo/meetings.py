"""Bodies and meetings of the example: every meeting runs through the same services a coordinator uses."""

from datetime import date, datetime, time, timedelta
from typing import Any

from coordinator_app.common.clock import BERLIN
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.bodies import Role, RulesPreset
from coordinator_app.domain.elections import Tally
from coordinator_app.domain.letter_templates import TemplatePurpose
from coordinator_app.domain.meetings import Reply
from coordinator_app.domain.resolutions import Implementation, Resolution, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS, TaskState
from coordinator_app.domain.votes import Count, Procedure
from coordinator_app.services.bodies import SeatDraft
from coordinator_app.services.demo import circulations, planning
from coordinator_app.services.demo.bodies import change_bodies
from coordinator_app.services.demo.stage import Stage, content
from coordinator_app.services.letter_templates import CERTIFICATE_EXAMPLE, EXAMPLE
from coordinator_app.services.resolutions import VoteEntry

_BEGIN, _LENGTH = time(17, 0), timedelta(hours=2)
_OWN_TYPES = frozenset({ItemType.MINUTES_APPROVAL, ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS})


def fill(stage: Stage) -> None:
    """Write bodies, the meetings held with final minutes, the next one and one that is invited."""
    found = content("meetings")
    for entry in found["bodies"]:
        _body(stage, entry)
    following = next_thursday(stage.day)
    for entry in found["meetings"]:
        _held(stage, entry, following - timedelta(weeks=entry["weeks"]))
    _settle_old_tasks(stage)
    _carry_out_old_resolutions(stage)
    for entry in found["tasks"]:
        _task(stage, entry)
    change_bodies(stage, found)
    circulations.fill(stage)
    stage.go_to(-3)
    following_id = _prepare(stage, found["next"], following)
    _invited(stage, found["invited"])
    planning.fill(stage, following_id, _moment(following + timedelta(weeks=8)))


def next_thursday(day: date) -> date:
    """The Thursday two to three weeks ahead."""
    return day + timedelta(days=(3 - day.weekday()) % 7 + 14)


def _body(stage: Stage, entry: dict[str, Any]) -> None:
    stage.go_to(-7 * entry["founded"])
    parent = entry.get("parent")
    founded = stage.weeks_ago(entry["founded"])
    seats = [
        SeatDraft(
            seat=seat,
            role=Role(role),
            has_vote=role != "advisory",
            person_id=stage.id("person", person),
            organisation_id=stage.id("organisation", organisation),
        )
        for seat, role, person, organisation in entry["seats"]
    ]
    id = stage.workspace.bodies.create(
        name=entry["name"],
        short_name=entry["short"],
        body_kind_id=stage.entry("body_kind", entry["kind"]),
        parent_id=stage.id("body", parent) if parent else None,
        preset=RulesPreset(entry["preset"]),
        founded_on=founded,
        valid_from=founded,
        seats=seats,
    )
    stage.keep("body", entry["key"], id)
    for year in range(founded.year, stage.day.year + 2):
        begin, end = date(year, 1, 1), date(year, 12, 31)
        stage.workspace.bodies.add_term(id, title=str(year), starts_on=begin, ends_on=end)


def _moment(day: date, clock_time: time = _BEGIN) -> datetime:
    return datetime.combine(day, clock_time, BERLIN)


def _prepare(stage: Stage, entry: dict[str, Any], day: date) -> int:
    """Make the meeting from the last one of its body and add the items of the content file."""
    meetings = stage.workspace.meetings
    chair = "wagner" if entry["body"] == "jugend" else "marschner"
    id = meetings.prepare_next(
        body_id=stage.id("body", entry["body"]),
        starts_at=_moment(day),
        ends_at=_moment(day) + _LENGTH,
        place=entry["place"],
        chair_id=stage.id("person", chair),
        minute_taker_id=stage.id("person", "albrecht"),
    )
    for item in entry["items"]:
        meetings.agenda.add(
            id,
            title=item["title"],
            item_type=ItemType(item["type"]),
            minutes=item["minutes"],
            facts=item.get("facts", ""),
            proposal=item.get("proposal", item.get("resolution", "")),
            projects=stage.several("project", item.get("projects", ())),
            needs=stage.several("need", item.get("needs", ())),
        )
    return id


def _held(stage: Stage, entry: dict[str, Any], day: date) -> None:
    meetings, clock = stage.workspace.meetings, stage.clock
    clock.moment = _moment(day, time(9, 0)) - timedelta(days=24)
    id = _prepare(stage, entry, day)
    clock.moment = _moment(day, time(9, 0)) - timedelta(days=16)
    meetings.invitations.invite(id)
    clock.moment = _moment(day) + timedelta(minutes=2)
    meetings.live.start(id)
    _attend(stage, entry, id)
    meetings.live.note_quorum(id)
    own = {item["title"]: item for item in entry["items"]}
    for line in meetings.agenda.view(id).lines:
        if meetings.live.call_next(id) is None:
            break
        _treat(stage, line.item.id, line.item.item_type, own.get(line.item.title, {}))
        clock.moment += timedelta(minutes=max(4, line.item.minutes - 3))
    meetings.live.finish(id)
    clock.moment = _moment(day, time(11, 0)) + timedelta(days=6)
    stage.workspace.minutes.submit(id)
    clock.moment += timedelta(days=3)
    stage.workspace.minutes.finalise(id, confirmed_on=clock.moment.date())
    clock.moment += timedelta(days=1)
    stage.workspace.minutes.send(id)


def _attend(stage: Stage, entry: dict[str, Any], id: int) -> None:
    """Everybody comes on time except the excused and one who is late; somebody away says so before."""
    attendance = stage.workspace.meetings.attendance
    absent = set(stage.several("person", entry["absent"]))
    late, minutes = entry.get("late", ["", 0])
    late_id = stage.id("person", late) if late else 0
    lines = attendance.view(id).lines
    by_person = {line.attendance.person_id: line.id for line in lines}
    begin = stage.clock.moment
    attendance.arrive([line for person, line in by_person.items() if person not in absent and person != late_id])
    for person in absent:
        if person in by_person:
            attendance.mark_absent(by_person[person], excused=True, reason="dienstlich verhindert")
    if late_id in by_person:
        stage.clock.moment = begin + timedelta(minutes=minutes)
        attendance.arrive([by_person[late_id]])


def _treat(stage: Stage, item_id: int, item_type: ItemType, entry: dict[str, Any]) -> None:
    agenda, workspace = stage.workspace.meetings.agenda, stage.workspace
    if item_type is ItemType.MINUTES_APPROVAL:
        draft = workspace.resolutions.draft(item_id)
        everybody = workspace.resolutions.preview(draft, VoteEntry(count=Count())).terms.present
        workspace.resolutions.vote(draft, VoteEntry(count=Count(yes=everybody)))
        return
    if item_type in _OWN_TYPES:
        agenda.write(item_id, "discussion", "Die Koordinationsstelle berichtet. Es gibt keine Einwände.")
        return
    if entry.get("discussion"):
        field = "discussion" if item_type is ItemType.RESOLUTION else "outcome"
        agenda.write(item_id, field, entry["discussion"])
    if entry.get("resolution"):
        _resolve(stage, item_id, entry)
    if entry.get("candidates"):
        _elect(stage, item_id, entry)
    for title, due, responsible in entry.get("tasks", ()):
        workspace.tasks.create_in_item(item_id, title=title, due=due, person_id=stage.id("person", responsible))


def _resolve(stage: Stage, item_id: int, entry: dict[str, Any]) -> None:
    """Vote with the wished proportions, fitted to those present when the vote is taken."""
    resolutions = stage.workspace.resolutions
    id = resolutions.draft(item_id, wording=entry["resolution"], title=entry["title"])
    present = resolutions.preview(id, VoteEntry(count=Count())).terms.present
    against, abstain = entry.get("no", 0), entry.get("abstain", 0)
    count = Count(yes=present - against - abstain, no=against, abstain=abstain)
    if entry.get("by_name"):
        choices = {voter.key: BallotChoice.YES for voter in resolutions.voters(id)}
        choices |= dict.fromkeys(list(choices)[:against], BallotChoice.NO)
        choices |= dict.fromkeys(list(choices)[len(choices) - abstain :], BallotChoice.ABSTAIN)
        resolutions.vote(id, VoteEntry(procedure=Procedure.ROLL_CALL, choices=choices))
    else:
        resolutions.vote(id, VoteEntry(count=count))
    if entry.get("key"):
        stage.keep("resolution", entry["key"], id)


def _elect(stage: Stage, item_id: int, entry: dict[str, Any]) -> None:
    """A secret election; the first candidate gets what the others leave."""
    resolutions = stage.workspace.resolutions
    id = resolutions.draft(item_id, candidates="\n".join(entry["candidates"]))
    present = resolutions.preview(id, VoteEntry(count=Count())).terms.present
    others: list[int] = entry["votes"]
    votes = [present - sum(others), *others]
    tallies = tuple(Tally(name, number) for name, number in zip(entry["candidates"], votes, strict=True))
    resolutions.vote(id, VoteEntry(procedure=Procedure.SECRET, tallies=tallies))


def _settle_old_tasks(stage: Stage) -> None:
    """What was due long ago is done; the recent tasks stay open, some of them overdue."""
    tasks = stage.workspace.tasks
    for body in stage.ids["body"].values():
        for view in tasks.open_of_body(body):
            due = view.task.due_on
            if due is None or due > stage.weeks_ago(2) or view.task.state not in OPEN_TASKS:
                continue
            stage.clock.moment = _moment(due, time(10, 0))
            tasks.set_state(view.task.id, TaskState.DONE, "Erledigt, das Ergebnis liegt der Koordinationsstelle vor.")


def _carry_out_old_resolutions(stage: Stage) -> None:
    """Resolutions of the first year are carried out, the later ones are still being followed up."""
    with stage.workspace.store.read() as unit:
        adopted = unit.find(Resolution, state=ResolutionState.ADOPTED, order="decided_on,id")
    for resolution in adopted:
        if resolution.decided_on is not None and resolution.decided_on < stage.weeks_ago(40):
            stage.clock.moment = _moment(resolution.decided_on + timedelta(weeks=9), time(10, 0))
            stage.workspace.resolutions.follow_up(
                resolution.id, Implementation.DONE, report="Umgesetzt wie beschlossen."
            )


def _task(stage: Stage, entry: dict[str, Any]) -> None:
    stage.go_to(min(-20, entry["days"] - 20))
    kind = "need" if "need" in entry else "project"
    due = stage.day + timedelta(days=entry["days"])
    stage.workspace.tasks.create(
        title=entry["title"],
        due=f"{due:%d.%m.%Y}",
        person_id=stage.id("person", entry["person"]),
        source_kind=kind,
        source_id=stage.id(kind, entry[kind]),
    )


def _invited(stage: Stage, entry: dict[str, Any]) -> None:
    invitations = stage.workspace.meetings.invitations
    day = stage.day + timedelta(days=entry["days"])
    stage.go_to(-12)
    id = _prepare(stage, entry, day)
    stage.go_to(-10)
    invitations.invite(id)
    stage.go_to(-2)
    for invitation, answer in zip(invitations.of_meeting(id), entry["replies"], strict=False):
        kind, _, deputy = answer.partition(":")
        if kind != "open":
            invitations.reply(invitation.id, Reply(kind), deputy_name=deputy)
    templates = stage.workspace.letter_templates
    templates.add(EXAMPLE, title="Kopfbogen der Stadt (Beispiel)")
    templates.add(CERTIFICATE_EXAMPLE, title="Urkunde der Stadt (Beispiel)", purpose=TemplatePurpose.CERTIFICATE)
