"""What a coordinator does in a day, as single steps through the services in random order; used by `kill_session`.

Every step leaves whole records behind and may run again on whatever the file holds by then.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.meetings import Attendance, Meeting, MeetingState
from coordinator_app.domain.needs import Need
from coordinator_app.domain.projects import Project
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.domain.votes import Count
from coordinator_app.exchange.tables import read_tables
from coordinator_app.services.list_import_plan import ImportOptions
from coordinator_app.services.project_import import ProjectImport
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import SECOND, make_steering

LIST = Path(__file__).parents[1] / "data" / "projektliste_aus_quelldokumenten.xlsx"
WORDS = "Am Bahnhof fehlt Licht, die Anwohner melden Graffiti und Lärm; das Straßenfest verlief ruhig".split()


def prepare(path: Path) -> None:
    """A file with a steering body, one held meeting and one that is running, and the imported list."""
    clock = FixedClock(SECOND)
    workspace = Workspace.create(path, clock=clock, user="Probe")
    make_steering(workspace, clock).start_second()
    import_list(Session(workspace, clock, random.Random(0)))
    workspace.store.close()


class Session:
    """An open file, its clock, and the dice that choose what is done next."""

    def __init__(self, workspace: Workspace, clock: FixedClock, chance: random.Random) -> None:
        self.workspace = workspace
        self.clock = clock
        self.chance = chance

    def go_on(self) -> None:
        """Do one step some seconds after the last one."""
        self.clock.moment += timedelta(seconds=self.chance.uniform(0.2, 6))
        step = self.chance.choices(STEPS, WEIGHTS)[0]
        step(self)

    def text(self, count: int) -> str:
        """Some words."""
        return " ".join(self.chance.choices(WORDS, k=count))

    def one_of(self, record_type: type[Any], **equals: Any) -> Any:
        """A random record, None when there is none."""
        with self.workspace.store.read() as unit:
            found: Sequence[Any] = unit.find(record_type, **equals)
        return self.chance.choice(found) if found else None

    def running_meeting(self) -> int:
        """The meeting being held."""
        return int(self.one_of(Meeting, state=MeetingState.RUNNING).id)

    def item(self) -> int:
        """One of the items of the running meeting that is no heading."""
        lines = self.workspace.meetings.agenda.view(self.running_meeting()).lines
        return self.chance.choice([line.id for line in lines if not line.item.is_heading])


def add_project(session: Session) -> None:
    """A new project."""
    session.workspace.projects.create(title=f"Projekt {session.text(2)}", short_description=session.text(30))


def change_project(session: Session) -> None:
    """Several fields of a project, one after the other, as autosave does."""
    project = session.one_of(Project)
    for name in ("short_description", "location", "note"):
        session.workspace.projects.update(project.id, None, **{name: session.text(12)})


def discard_project(session: Session) -> None:
    """Into the Papierkorb, and back again or not."""
    project = session.one_of(Project)
    session.workspace.projects.discard(project.id)
    if session.chance.random() < 0.7:
        session.workspace.search.restore("project", project.id)


def add_need(session: Session) -> None:
    """A need with two pieces of evidence, tied to a project."""
    workspace = session.workspace
    need = workspace.needs.create(title=f"Bedarf {session.text(3)}", description=session.text(40))
    for entry in workspace.catalogues.entries("evidence_kind")[:2]:
        workspace.needs.add_evidence(need_id=need, evidence_kind_id=entry.id, statement=session.text(15))
    workspace.needs.link_project(need, session.one_of(Project).id)


def change_need(session: Session) -> None:
    """The text of a need."""
    need = session.one_of(Need)
    if need is not None:
        session.workspace.needs.update(need.id, None, causes=session.text(20))


def type_minutes(session: Session) -> None:
    """Typing under an item: every pause stores what stands there, all in one undo step."""
    item, text = session.item(), ""
    for _ in range(session.chance.randrange(2, 6)):
        text += session.text(6) + " "
        session.clock.moment += timedelta(seconds=0.4)
        session.workspace.meetings.agenda.write(item, "discussion", text)


def vote(session: Session) -> None:
    """A resolution on an item of its own: worded, voted on, numbered."""
    workspace = session.workspace
    item = workspace.meetings.agenda.add(
        session.running_meeting(), title=session.text(3), item_type=ItemType.RESOLUTION, proposal=session.text(20)
    )
    resolution = workspace.resolutions.draft(item)
    workspace.resolutions.write(resolution, "wording", session.text(25))
    present = int(workspace.resolutions.preview(resolution, VoteEntry(count=Count())).terms.present)
    against = session.chance.randrange(present + 1)
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=present - against, no=against)))
    if session.chance.random() < 0.2:
        workspace.resolutions.reopen(resolution)
        workspace.resolutions.settle(resolution, ResolutionState.POSTPONED)


def add_task(session: Session) -> None:
    """A Festlegung with its due date."""
    session.workspace.tasks.create_in_item(session.item(), title=session.text(4), due="in 2 Wochen")


def work_on_task(session: Session) -> None:
    """A comment, then done."""
    task = session.one_of(Task)
    session.workspace.tasks.comment(task.id, session.text(10))
    if task.state is not TaskState.DONE:
        session.workspace.tasks.set_state(task.id, TaskState.DONE, session.text(5))


def come_and_go(session: Session) -> None:
    """Somebody enters or leaves the room."""
    line = session.one_of(Attendance, meeting_id=session.running_meeting())
    session.workspace.meetings.attendance.toggle(line.id)


def attach(session: Session) -> None:
    """A file beside a project, sometimes a large one."""
    content = session.chance.randbytes(session.chance.choice((100, 20_000, 400_000)))
    project = session.one_of(Project)
    session.workspace.attachments.add_bytes(content, name="Foto.jpg", title="Foto", kind="project", id=project.id)


def add_contact(session: Session) -> None:
    """An organisation and a person who works there."""
    contacts = session.workspace.contacts
    organisation = contacts.create_organisation(name=session.text(2))
    contacts.create_person(
        first_name="Ada", last_name=session.text(1), organisation_id=organisation, function="Leitung"
    )


def import_list(session: Session) -> None:
    """The Excel list: the first time it makes projects, later it completes them."""
    service = ProjectImport(session.workspace)
    found = service.understand(read_tables(LIST).sheets[0])
    if found is not None:
        service.run(service.plan(LIST.name, found.data, ImportOptions(found.targets, found.words)))


def undo(session: Session) -> None:
    """Some steps back, some of them again."""
    for _ in range(session.chance.randrange(1, 4)):
        with suppress(UserError):
            session.workspace.store.undo()
    if session.chance.random() < 0.6:
        with suppress(UserError):
            session.workspace.store.redo()


def back_up(session: Session) -> None:
    """A backup while working."""
    session.workspace.backups.make("zur Probe")


def reopen(session: Session) -> None:
    """Close (with its backup) and open again."""
    path = session.workspace.store.path
    session.workspace.close()
    session.workspace = Workspace.open(path, clock=session.clock, user="Probe")


WEIGHTED: dict[Callable[[Session], None], int] = {
    add_project: 8,
    change_project: 12,
    discard_project: 5,
    add_need: 8,
    change_need: 6,
    type_minutes: 20,
    vote: 10,
    add_task: 8,
    work_on_task: 6,
    come_and_go: 6,
    attach: 6,
    add_contact: 5,
    import_list: 3,
    undo: 10,
    back_up: 2,
    reopen: 2,
}
STEPS, WEIGHTS = list(WEIGHTED), list(WEIGHTED.values())
