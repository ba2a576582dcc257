"""Beschlussregister and task lists as documents."""

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.documents.content import Document
from coordinator_app.documents.registers import RegisterEntry, TaskEntry, resolution_register, task_list
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.contacts import Person
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.resolutions import DECIDED, Resolution, ResolutionState, Vote
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskState, Urgency
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, Workspace, letterhead_of
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.tasks import TaskView, by_urgency, task_views
from coordinator_app.storage.queries.resolutions import bodies_with_numbers
from coordinator_app.storage.unit_of_work import ReadUnit


def _register(workspace: Workspace, id: int, options: Options) -> Document:
    body: Body = workspace.bodies.get(id)
    with workspace.store.read() as unit:
        found = unit.find(Resolution, body_id=id)
        numbered = [entry for entry in found if entry.number]
        if options["scope"] == "open":
            numbered = [entry for entry in numbered if entry.state is ResolutionState.ADOPTED]
            numbered = [entry for entry in numbered if entry.implementation in ("open", "in_progress")]
        ordered = sorted(numbered, key=lambda entry: (entry.decided_on or today(unit.clock), entry.sequence or 0))
        entries = _register_entries(unit, ordered)
    return resolution_register(
        body.name,
        entries,
        as_of=today(workspace.clock),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _register_entries(unit: ReadUnit, resolutions: list[Resolution]) -> list[RegisterEntry]:
    people = unit.titles("person", [entry.responsible_id for entry in resolutions])
    organisations = unit.titles("organisation", [entry.responsible_organisation_id for entry in resolutions])
    found: list[RegisterEntry] = []
    for entry in resolutions:
        vote = next(iter(unit.find(Vote, resolution_id=entry.id, order="-round")), None)
        adopted = entry.state is ResolutionState.ADOPTED
        decided = vote is not None and entry.state in DECIDED
        found.append(
            RegisterEntry(
                number=entry.number,
                decided_on=entry.decided_on,
                title=entry.title,
                wording=entry.wording,
                result=entry.state.label,
                votes=f"{vote.yes} / {vote.no} / {vote.abstain}" if vote and decided else "–",
                implementation=entry.implementation.label if adopted else "–",
                due=entry.due_on,
                responsible=people.get(entry.responsible_id or 0, "")
                or organisations.get(entry.responsible_organisation_id or 0, ""),
            )
        )
    return found


def _body_tasks(workspace: Workspace, id: int, options: Options) -> Document:
    views = workspace.tasks.open_of_body(id)
    return task_list(
        workspace.bodies.get(id).name,
        _task_entries(workspace, views),
        as_of=today(workspace.clock),
        by_person=bool(options["by_person"]),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _person_tasks(workspace: Workspace, id: int, _options: Options) -> Document:
    with workspace.store.read() as unit:
        name = unit.title("person", id)
    return task_list(
        name,
        _task_entries(workspace, workspace.tasks.open_of_person(id)),
        as_of=today(workspace.clock),
        by_person=False,
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _all_tasks(workspace: Workspace, _id: int, options: Options) -> Document:
    with workspace.store.read() as unit:
        found = unit.find(Task, state=tuple(OPEN_TASKS))
        views = task_views(unit, sorted(found, key=by_urgency))
    return task_list(
        "alle Gremien und Projekte",
        _task_entries(workspace, views),
        as_of=today(workspace.clock),
        by_person=bool(options["by_person"]),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _task_entries(workspace: Workspace, views: list[TaskView]) -> list[TaskEntry]:
    with workspace.store.read() as unit:
        meetings = unit.many(Meeting, {view.task.meeting_id for view in views if view.task.meeting_id})
    return [
        TaskEntry(
            title=view.task.title,
            responsible=view.responsible,
            due=view.task.due_on,
            standing=view.due,
            is_overdue=view.urgency is Urgency.OVERDUE,
            state="" if view.task.state is TaskState.OPEN and view.due else view.task.state.label,
            origin=_origin(meetings.get(view.task.meeting_id or 0)),
        )
        for view in views
    ]


def _origin(meeting: Meeting | None) -> str:
    if meeting is None:
        return ""
    day = meeting_day(meeting)
    return meeting.title if day is None or " am " in meeting.title else f"{meeting.title}, {format_date(day)}"


# --- kinds ---------------------------------------------------------------------------------------------------------


def _register_stem(workspace: Workspace, id: int) -> str:
    body: Body = workspace.bodies.get(id)
    return f"{today(workspace.clock):%Y-%m-%d} {body.short_name or body.name} Beschlussregister"


def _body_tasks_stem(workspace: Workspace, id: int) -> str:
    body: Body = workspace.bodies.get(id)
    return f"{today(workspace.clock):%Y-%m-%d} {body.short_name or body.name} Aufgabenliste"


def _person_tasks_stem(workspace: Workspace, id: int) -> str:
    with workspace.store.read() as unit:
        name = unit.title("person", id)
    return f"{today(workspace.clock):%Y-%m-%d} Aufgaben {name}"


def _all_tasks_stem(workspace: Workspace, _id: int) -> str:
    return f"{today(workspace.clock):%Y-%m-%d} KPR Aufgabenliste gesamt"


def _bodies_with_resolutions(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        holders = bodies_with_numbers(unit)
        return [body.id for body in unit.find(Body) if body.id in holders]


def _bodies_with_tasks(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        tasks = unit.find(Task, state=tuple(OPEN_TASKS))
        return [body.id for body in unit.find(Body) if any(task.body_id == body.id for task in tasks)]


def _people_with_tasks(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        ids = {task.person_id for task in unit.find(Task, state=tuple(OPEN_TASKS)) if task.person_id}
        return list(unit.many(Person, sorted(ids)))


def _any_tasks(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [0] if unit.find(Task, state=tuple(OPEN_TASKS)) else []


_BY_PERSON = DocumentOption("by_person", "Nach Verantwortlichen gliedern", default=True)

KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="resolution_register",
        label="Beschlussregister",
        subject="body",
        build=_register,
        subjects=_bodies_with_resolutions,
        file_stem=_register_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(
            DocumentOption(
                "scope",
                "Umfang",
                default="all",
                choices=(("all", "alle Beschlüsse"), ("open", "nur noch nicht umgesetzte (Beschlusskontrolle)")),
            ),
        ),
    ),
    DocumentKind(
        key="task_list",
        label="Aufgabenliste eines Gremiums",
        subject="body",
        build=_body_tasks,
        subjects=_bodies_with_tasks,
        file_stem=_body_tasks_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(_BY_PERSON,),
    ),
    DocumentKind(
        key="person_task_list",
        label="Aufgabenliste einer Person",
        subject="person",
        build=_person_tasks,
        subjects=_people_with_tasks,
        file_stem=_person_tasks_stem,
        formats=("docx", "pdf", "xlsx"),
    ),
    DocumentKind(
        key="all_tasks",
        label="Aufgabenliste gesamt",
        subject="",
        build=_all_tasks,
        subjects=_any_tasks,
        file_stem=_all_tasks_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(_BY_PERSON,),
    ),
)
