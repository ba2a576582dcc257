"""Chapters on the bodies: work of the year, structure, the resolution behind a strategy, all resolutions."""

from collections.abc import Sequence

from coordinator_app.documents.content import Block
from coordinator_app.documents.report_board import (
    BoardFacts,
    BodyLine,
    Decided,
    MeetingLine,
    ResolutionLine,
    board_blocks,
    decided_blocks,
    resolution_annex,
    structure_blocks,
)
from coordinator_app.domain.bodies import Body, Membership, Role, seats_on
from coordinator_app.domain.catalogues import CatalogEntry
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.meetings import Attendance, AttendanceStatus, Meeting, MeetingState
from coordinator_app.domain.resolutions import Resolution, ResolutionState, Vote
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.report_chapters.ranks import told_round
from coordinator_app.services.report_chapters.scope import FORMAL, Scope, scope_of
from coordinator_app.services.report_content import ChapterContext

_HELD = (MeetingState.HELD, MeetingState.CLOSED)
_THERE = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.ONLINE})


def board_work(context: ChapterContext) -> Sequence[Block]:
    """Meetings, attendance, resolutions and tasks of the period."""
    scope = scope_of(context)
    bodies = bodies_of(scope)
    meetings = _meetings(scope)
    tasks = _tasks(scope, meetings)
    left = [task for task in tasks if task.state in OPEN_TASKS]
    met = {meeting.body_id for meeting in meetings}
    lines = resolution_lines(scope)
    facts = BoardFacts(
        bodies=tuple(bodies.values()),
        meetings=_meeting_lines(scope, meetings, bodies),
        resolutions=tuple(line for line in lines if line.title),
        silent=tuple(name for id, name in bodies.items() if id not in met) if meetings else (),
        unnamed=sum(not line.title for line in lines),
        tasks_done=len(tasks) - len(left),
        tasks_open=len(left),
        tasks_late=sum(task.due_on is not None and task.due_on < context.today for task in left),
    )
    return board_blocks(facts)


def bodies_of(scope: Scope) -> dict[int, str]:
    """The bodies there were in the period, parents before their working groups."""
    with scope.workspace.store.read() as unit:
        found = unit.find(Body)
    there = [
        body
        for body in found
        if (body.founded_on is None or body.founded_on <= scope.as_of)
        and (body.dissolved_on is None or body.dissolved_on >= scope.period.start)
    ]
    parents = {body.id: body.parent_id for body in there}
    return {
        body.id: body.name
        for body in sorted(there, key=lambda body: (_depth(body.id, parents), body.founded_on or scope.as_of, body.id))
    }


def _depth(id: int, parents: dict[int, int | None]) -> int:
    depth, current = 0, parents.get(id)
    while current is not None and depth < len(parents):
        depth, current = depth + 1, parents.get(current)
    return depth


def _meetings(scope: Scope) -> list[Meeting]:
    with scope.workspace.store.read() as unit:
        found = unit.find(Meeting, state=_HELD, order="starts_at,id")
    return [meeting for meeting in found if scope.period.holds(meeting_day(meeting))]


def _meeting_lines(scope: Scope, meetings: Sequence[Meeting], bodies: dict[int, str]) -> tuple[MeetingLine, ...]:
    """Counted as in the Bilanz: seats with a vote that were there, a deputy in place of the one represented."""
    ids = tuple(meeting.id for meeting in meetings)
    there: dict[int, int] = {}
    entitled: dict[int, int] = {}
    with scope.workspace.store.read() as unit:
        for line in unit.find(Attendance, meeting_id=ids, order="id") if ids else []:
            if line.has_vote and line.status is not AttendanceStatus.REPRESENTED:
                entitled[line.meeting_id] = entitled.get(line.meeting_id, 0) + 1
                there[line.meeting_id] = there.get(line.meeting_id, 0) + (line.status in _THERE)
    return tuple(
        MeetingLine(
            day=meeting_day(meeting),
            title=meeting.title,
            body=bodies.get(meeting.body_id, ""),
            present=there.get(meeting.id, 0),
            entitled=entitled.get(meeting.id, 0),
        )
        for meeting in meetings
    )


def _tasks(scope: Scope, meetings: Sequence[Meeting]) -> list[Task]:
    ids = tuple(meeting.id for meeting in meetings)
    with scope.workspace.store.read() as unit:
        return unit.find(Task, meeting_id=ids, order="id") if ids else []


def resolution_lines(scope: Scope) -> list[ResolutionLine]:
    """The resolutions of the period; one that may not be named has no title."""
    bodies = scope.titles(Body, (item.body_id for item in scope.decided))
    offices = scope.titles(Organisation, (item.responsible_organisation_id for item in scope.decided))
    return [_line(scope, item, bodies, offices) for item in scope.decided]


def _line(scope: Scope, item: Resolution, bodies: dict[int, str], offices: dict[int, str]) -> ResolutionLine:
    adopted = item.state is ResolutionState.ADOPTED
    return ResolutionLine(
        number=item.number,
        title=item.title if scope.may_name(item) else "",
        body=bodies.get(item.body_id, ""),
        decided_on=item.decided_on,
        result=item.state.label,
        implementation=item.implementation if adopted else None,
        is_formal=item.resolution_type in FORMAL,
        responsible=offices.get(item.responsible_organisation_id or 0, ""),
        due=item.due_on,
    )


def annex_resolutions(context: ChapterContext) -> Sequence[Block]:
    """All resolutions of the period in one table."""
    lines = resolution_lines(scope_of(context))
    named = [line for line in lines if line.title]
    return resolution_annex(named, len(lines) - len(named))


# --- structure --------------------------------------------------------------------------------------------------


def structure(context: ChapterContext) -> Sequence[Block]:
    """The bodies with their seats as of the end of the period (or today)."""
    scope = scope_of(context)
    names = bodies_of(scope)
    with scope.workspace.store.read() as unit:
        bodies = unit.many(Body, list(names))
        members: dict[int, list[Membership]] = {}
        for seat in unit.find(Membership, order="id"):
            members.setdefault(seat.body_id, []).append(seat)
    kinds = scope.titles(CatalogEntry, (body.body_kind_id for body in bodies.values()))
    return structure_blocks([_body_line(scope, bodies[id], names, members.get(id, []), kinds) for id in names])


def _body_line(
    scope: Scope, body: Body, names: dict[int, str], members: list[Membership], kinds: dict[int, str]
) -> BodyLine:
    seats = [seat for seat in seats_on(members, scope.as_of) if seat.deputy_for_id is None]
    return BodyLine(
        name=body.name,
        kind=kinds.get(body.body_kind_id or 0, ""),
        parent=names.get(body.parent_id or 0, ""),
        founded_on=body.founded_on,
        basis=body.basis,
        seats=tuple(_seat(seat) for seat in seats if seat.has_vote),
        advisory=tuple(_seat(seat) for seat in seats if not seat.has_vote),
        fields=tuple(scope.labels[id] for id in body.fields_of_action if id in scope.labels),
    )


def _seat(seat: Membership) -> str:
    """Function or institution, never the person; offices by their name."""
    role = f" ({seat.role.label})" if seat.role not in {Role.MEMBER, Role.ADVISORY} else ""
    vacant = " – unbesetzt" if seat.vacant else ""
    return f"{seat.seat}{role if seat.role.label.lower() not in seat.seat.lower() else ''}{vacant}"


# --- the resolution behind a strategy -----------------------------------------------------------------------------


def resolution(context: ChapterContext) -> Sequence[Block]:
    """The resolution the report belongs to, or that of the round whose priorities it follows."""
    scope = scope_of(context)
    report, round_ = context.report, told_round(scope)
    wanted = report.subject_id if report.subject_kind == Resolution.kind else round_.resolution_id if round_ else None
    with scope.workspace.store.read() as unit:
        found = unit.many(Resolution, [wanted]).get(wanted) if wanted else None
        votes = unit.find(Vote, resolution_id=found.id, order="-round,-id") if found is not None else []
        body = unit.title(Body.kind, found.body_id) if found is not None else ""
    if found is None or found.deleted_at is not None or found.decided_on is None:
        return decided_blocks(None)
    if not scope.may_name(found):
        return decided_blocks(Decided(number="", title="", body=body, decided_on=found.decided_on, wording=""))
    return decided_blocks(
        Decided(
            number=found.number,
            title=found.title,
            body=body,
            decided_on=found.decided_on,
            wording=found.wording,
            sentence=votes[0].sentence if votes else "",
        )
    )
