"""Task lists and letters about open tasks as documents."""

from collections.abc import Callable

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Document
from coordinator_app.documents.registers import TaskEntry, task_list
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.contacts import Person
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskState, Urgency
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    body_word,
    letterhead_of,
)
from coordinator_app.services.letters import Letters, letter_kind
from coordinator_app.services.task_origins import origins
from coordinator_app.services.tasks import TaskView, by_urgency, task_views


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
        told = origins(unit, [view.task for view in views])
    return [
        TaskEntry(
            title=view.task.title,
            responsible=view.responsible,
            due=view.task.due_on,
            standing=view.due,
            is_overdue=view.urgency is Urgency.OVERDUE,
            state="" if view.task.state is TaskState.OPEN and view.due else view.task.state.label,
            origin=told.get(view.id, ""),
        )
        for view in views
    ]


def _letters_of_body(workspace: Workspace, id: int, _options: Options) -> Letters:
    made: Letters = workspace.task_letters.letters(body_id=id)
    return made


def _letters_to_all(workspace: Workspace, _id: int, _options: Options) -> Letters:
    made: Letters = workspace.task_letters.letters()
    return made


def _letter_to_person(workspace: Workspace, id: int, _options: Options) -> Letters:
    made: Letters = workspace.task_letters.letters(keys=[id])
    return made


def _letter_to_organisation(workspace: Workspace, id: int, _options: Options) -> Letters:
    made: Letters = workspace.task_letters.letters(keys=[-id])
    return made


def _people_with_letters(workspace: Workspace) -> list[int]:
    return [one.key for one in workspace.task_letters.debtors() if one.key > 0]


def _organisations_with_letters(workspace: Workspace) -> list[int]:
    return [-one.key for one in workspace.task_letters.debtors() if one.key < 0]


def _letter_stem(kind: str) -> Callable[[Workspace, int], str]:
    def stem(workspace: Workspace, id: int) -> str:
        with workspace.store.read() as unit:
            name = unit.title(kind, id) if kind else "an alle"
        return f"{today(workspace.clock):%Y-%m-%d} Offene Aufgaben Brief {name}"

    return stem


def _body_tasks_stem(workspace: Workspace, id: int) -> str:
    body: Body = workspace.bodies.get(id)
    return f"{today(workspace.clock):%Y-%m-%d} {body_word(body)} Aufgabenliste"


def _person_tasks_stem(workspace: Workspace, id: int) -> str:
    with workspace.store.read() as unit:
        name = unit.title("person", id)
    return f"{today(workspace.clock):%Y-%m-%d} Aufgaben {name}"


def _all_tasks_stem(workspace: Workspace, _id: int) -> str:
    return f"{today(workspace.clock):%Y-%m-%d} KPR Aufgabenliste gesamt"


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
    letter_kind(
        key="task_letter",
        label="Brief: Ihre offenen Aufgaben",
        subject="person",
        letters=_letter_to_person,
        subjects=_people_with_letters,
        file_stem=_letter_stem("person"),
    ),
    letter_kind(
        key="organisation_task_letter",
        label="Brief an die Organisation: offene Aufgaben",
        subject="organisation",
        letters=_letter_to_organisation,
        subjects=_organisations_with_letters,
        file_stem=_letter_stem("organisation"),
    ),
    letter_kind(
        key="body_task_letters",
        label="Briefe zu offenen Aufgaben des Gremiums",
        subject="body",
        letters=_letters_of_body,
        subjects=_bodies_with_tasks,
        file_stem=_letter_stem("body"),
    ),
    letter_kind(
        key="task_letters",
        label="Briefe zu offenen Aufgaben an alle",
        subject="",
        letters=_letters_to_all,
        subjects=_any_tasks,
        file_stem=_letter_stem(""),
    ),
)
