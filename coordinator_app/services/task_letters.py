"""„Ihre offenen Aufgaben“: a letter or an e-mail draft to everybody who still has something to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.letter_text import plain_text
from coordinator_app.documents.letters import LetterBody
from coordinator_app.documents.task_letter import SUBJECT, LetterTask, task_blocks
from coordinator_app.domain.bodies import Body, genitive
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.letters import Addressee
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskState, Urgency
from coordinator_app.exchange.mail_drafts import MailAddress, MailDraft, draft_bytes
from coordinator_app.services.document_files import WhenEdited
from coordinator_app.services.documents import Workspace
from coordinator_app.services.letters import Letters
from coordinator_app.services.task_origins import origins
from coordinator_app.services.tasks import TaskView, by_urgency, task_views
from coordinator_app.storage.unit_of_work import ReadUnit

COUNCIL = "des Kommunalen Präventionsrates"
TARGETS = {True: "person", False: "organisation"}


@dataclass(frozen=True, slots=True)
class Debtor:
    """Somebody with open tasks: `key` is the id of a person or the negative id of an organisation.

    `contributing` are tasks of others this person works on; `last` is the day of the last such letter.
    """

    key: int
    name: str
    addressee: Addressee
    tasks: tuple[TaskView, ...]
    contributing: tuple[TaskView, ...]
    last: date | None

    @property
    def overdue(self) -> int:
        """How many of the own tasks are overdue."""
        return sum(view.urgency is Urgency.OVERDUE for view in self.tasks)


@dataclass(frozen=True, slots=True)
class Written:
    """What was put into a folder: the files, who gets a mail, who a letter."""

    files: tuple[Path, ...]
    mails: tuple[Debtor, ...]
    letters: tuple[Debtor, ...]


class TaskLetters:
    """`workspace.task_letters`: who has open tasks, their letters and mail drafts, and the note that they left."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def debtors(self, *, body_id: int | None = None, keys: Sequence[int] | None = None) -> list[Debtor]:
        """Everybody with open tasks (of a body; only these keys), by name."""
        only = {} if body_id is None else {"body_id": body_id}
        with self._workspace.store.read() as unit:
            found: list[Task] = unit.find(Task, state=tuple(OPEN_TASKS), **only)
            views = task_views(unit, sorted(found, key=by_urgency))
            return _debtors(unit, self._workspace, views, keys)

    def letters(self, *, body_id: int | None = None, keys: Sequence[int] | None = None) -> Letters:
        """The letters of these people, ready to be made."""
        found = self.debtors(body_id=body_id, keys=keys)
        people = [one.addressee for one in found]
        return Letters(recipients=people, body=self._body(found, body_id), title=SUBJECT, body_id=body_id)

    def _body(self, found: Sequence[Debtor], body_id: int | None) -> "_Words":
        with self._workspace.store.read() as unit:
            council = genitive(unit.get(Body, body_id)) if body_id is not None else COUNCIL
            told = origins(unit, [view.task for one in found for view in (*one.tasks, *one.contributing)])
        return _Words(found, told, council, today(self._workspace.clock), self._workspace.store.user)

    def write(
        self,
        context: JobContext,
        folder: Path,
        *,
        body_id: int | None = None,
        keys: Sequence[int] | None = None,
        layout: str = "",
    ) -> Written:
        """Put mail drafts for those with an address and one file of letters for the others into a folder."""
        found = self.debtors(body_id=body_id, keys=keys)
        if not found:
            raise UserError("Es gibt niemanden mit offenen Aufgaben.", help_topic="aufgaben")
        body = self._body(found, body_id)
        mails = tuple(one for one in found if one.addressee.email)
        letters = tuple(one for one in found if not one.addressee.email)
        files: list[Path] = []
        for done, one in enumerate(mails):
            context.progress(done, len(mails) + 1, one.name)
            files.append(self._save(folder, f"E-Mail an {one.name}.eml", self._draft(one, body)))
        if letters:
            context.progress(len(mails), len(mails) + 1, "Briefe werden gesetzt")
            people = [one.addressee for one in letters]
            ending, data = self._workspace.letters.file(people, body, title=SUBJECT, layout=layout, body_id=body_id)
            files.append(self._save(folder, f"Briefe.{ending}", data))
        context.progress(len(mails) + 1, len(mails) + 1, "Fertig")
        return Written(tuple(files), mails, letters)

    def note_sent(self, written: Written) -> None:
        """Note that the drafts and letters have left the house; one undo step for all."""
        with self._workspace.store.write("Versand vermerkt"):
            for people, way in ((written.mails, "E-Mail"), (written.letters, "Post")):
                for one in people:
                    address = one.addressee.email or ", ".join(one.addressee.address)
                    self._workspace.dispatches.record(
                        Occasion.TASKS,
                        TARGETS[one.key > 0],
                        abs(one.key),
                        way=way,
                        recipients=[", ".join(filter(None, (one.name, address)))],
                        contents="\n".join(view.task.title for view in (*one.tasks, *one.contributing)),
                    )

    def _draft(self, one: Debtor, body: "_Words") -> bytes:
        words = body(one.addressee)
        sender = self._workspace.letters.sender()
        lines = [words.signatory, *(sender.letterhead.lines if sender.letterhead is not None else ())]
        text = "\n\n".join(
            (f"{one.addressee.salutation},", plain_text(words.blocks), words.closing, "\n".join(filter(None, lines)))
        )
        own = MailAddress(sender.name, sender.email) if sender.email else None
        to = MailAddress(one.name, one.addressee.email)
        return draft_bytes(MailDraft(subject=SUBJECT, text=text, to=[to], sender=own))

    def _save(self, folder: Path, name: str, data: bytes) -> Path:
        path = folder / file_name(f"{today(self._workspace.clock):%Y-%m-%d} Offene Aufgaben {name}", 150)
        written: Path = self._workspace.documents.files.write(path, data, WhenEdited.BESIDE)
        return written


class _Words:
    """The letter of each recipient; called with the addressee."""

    def __init__(self, found: Sequence[Debtor], told: dict[int, str], council: str, day: date, signatory: str) -> None:
        self._by_addressee = {(one.addressee.person_id, one.addressee.organisation_id): one for one in found}
        self._told, self._council, self._day, self._signatory = told, council, day, signatory

    def __call__(self, addressee: Addressee) -> LetterBody:
        one = self._by_addressee[(addressee.person_id, addressee.organisation_id)]
        return LetterBody(
            subject=SUBJECT,
            blocks=task_blocks(
                [self._line(view, own=True) for view in one.tasks],
                [self._line(view, own=False) for view in one.contributing],
                as_of=self._day,
                council=self._council,
            ),
            signatory=self._signatory,
        )

    def _line(self, view: TaskView, *, own: bool) -> LetterTask:
        task = view.task
        return LetterTask(
            title=task.title,
            due=task.due_on,
            standing=view.due,
            is_overdue=view.urgency is Urgency.OVERDUE,
            state="" if task.state is TaskState.OPEN else task.state.label,
            origin=self._told.get(task.id, ""),
            shared="" if own else view.responsible,
        )


def _debtors(unit: ReadUnit, workspace: Workspace, views: list[TaskView], keys: Sequence[int] | None) -> list[Debtor]:
    own: dict[int, list[TaskView]] = {}
    shared: dict[int, list[TaskView]] = {}
    for view in views:
        task = view.task
        key = task.person_id or -(task.organisation_id or 0)
        if key:
            own.setdefault(key, []).append(view)
        for person in task.contributors:
            if person != task.person_id:
                shared.setdefault(person, []).append(view)
    wanted = [key for key in {**own, **shared} if keys is None or key in keys]
    pairs = [(key, _house(own.get(key, []))) if key > 0 else (None, -key) for key in wanted]
    addressees: list[Addressee] = workspace.letters.addressees(pairs)
    people = unit.titles("person", [key for key in wanted if key > 0])
    houses = unit.titles("organisation", [-key for key in wanted if key < 0])
    last = _last_letters(unit)
    names = {key: people.get(key, "") if key > 0 else houses.get(-key, "") for key in wanted}
    found = [
        Debtor(
            key,
            names[key],
            addressee,
            tuple(own.get(key, ())),
            tuple(shared.get(key, ())),
            last.get((TARGETS[key > 0], abs(key))),
        )
        for key, addressee in zip(wanted, addressees, strict=True)
        if names[key]  # who lies in the Papierkorb is written to no more
    ]
    return sorted(found, key=lambda one: (-one.overdue, one.name.rpartition(" ")[2].casefold(), one.key))


def _house(views: Sequence[TaskView]) -> int | None:
    """The organisation a person does the tasks for, where a task names one."""
    return next((view.task.organisation_id for view in views if view.task.organisation_id), None)


def _last_letters(unit: ReadUnit) -> dict[tuple[str, int], date]:
    """The newest letter of this kind to each person or organisation."""
    found: dict[tuple[str, int], date] = {}
    for sent in unit.find(Dispatch, occasion=Occasion.TASKS, order="sent_on"):
        if sent.sent_on is not None:
            found[(sent.target_kind, sent.target_id)] = sent.sent_on
    return found
