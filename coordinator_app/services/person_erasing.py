"""Erasing a person (Art. 17 GDPR): everything but final minutes, and afterwards no trace of it in the file.

First `plan` shows what goes, which texts name the person and what stands against it; `erase` does it in one
transaction that cannot be undone, rewrites the file so that freed parts of it hold nothing any more, and keeps a
note without data of the person (`ErasureNote`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.attachments import Document
from coordinator_app.domain.ballots import Ballot
from coordinator_app.domain.bodies import Membership
from coordinator_app.domain.contacts import Person, is_current
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.meetings import Attendance, Invitation, Meeting, MeetingState
from coordinator_app.domain.minutes import SEALED, Minutes
from coordinator_app.domain.name_traces import GONE, REPLACEMENT, without, without_lines
from coordinator_app.domain.network import ErasureNote, ErasureReason, Interaction
from coordinator_app.domain.objections import Objection
from coordinator_app.domain.projects import Project
from coordinator_app.domain.report_comparison import content_hash
from coordinator_app.domain.reports import ReportRun
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.domain.written_files import WrittenFile
from coordinator_app.services.person_traces import (
    SETTING,
    Attached,
    Passage,
    PersonTraces,
    Progress,
    file_names_with,
    person_traces,
    with_nobody_else,
)
from coordinator_app.services.seats import vacate_seats_of
from coordinator_app.storage.queries.file_settings import write_setting
from coordinator_app.storage.queries.search import record_type_of
from coordinator_app.storage.queries.text_traces import forget_user
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

if TYPE_CHECKING:
    from coordinator_app.storage.store import Store

_HELD = frozenset({MeetingState.RUNNING, MeetingState.HELD, MeetingState.CLOSED})


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What erasing a person means; `obstacles` are sentences about what should be settled before.

    `passages` are the texts to decide about; `snapshots` counts names in lists of the past, replaced without asking.
    """

    person: Person
    obstacles: tuple[str, ...]
    passages: tuple[Passage, ...]
    attached: tuple[Attached, ...]
    snapshots: int
    interactions: int
    sealed: tuple[str, ...]
    older_backups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the user decided: why, which passages stay, which attachments go, whether older backups go too."""

    reason: ErasureReason = ErasureReason.NOT_NEEDED
    keep: frozenset[str] = field(default_factory=frozenset[str])
    drop: frozenset[int] = field(default_factory=frozenset[int])
    remove_backups: bool = False


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: passages cleaned, kept by decision, attachments removed, minutes that keep the name."""

    passages: int
    kept: int
    attachments: int
    sealed: tuple[str, ...]
    backups: int = 0

    def sentence(self) -> str:
        """The result in words, without any data of the person."""
        words = ["Die Person ist endgültig gelöscht."]
        if self.passages:
            words.append(f"{plural(self.passages, 'Textstelle', 'Textstellen')} bereinigt.")
        if self.kept:
            words.append(f"{plural(self.kept, 'Stelle nennt', 'Stellen nennen')} den Namen auf Ihren Wunsch weiter.")
        if self.sealed:
            words.append(f"{plural(len(self.sealed), 'Niederschrift bleibt', 'Niederschriften bleiben')} unverändert.")
        if self.backups:
            words.append(f"{plural(self.backups, 'ältere Sicherung', 'ältere Sicherungen')} entfernt.")
        return " ".join(words)


def usual_decision(plan: ErasurePlan, reason: ErasureReason = ErasureReason.NOT_NEEDED) -> Decision:
    """What is proposed: clean what certainly means the person, keep the rest; own attachments go."""
    return Decision(
        reason=reason,
        keep=frozenset(passage.key for passage in plan.passages if not passage.sure),
        drop=frozenset(attached.id for attached in plan.attached if attached.own and not attached.sealed),
    )


class PersonErasing:
    """`workspace.person_erasing`."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def traces(self, person_id: int, progress: Progress | None = None) -> PersonTraces:
        """Everything the file holds about a person; call it in a job."""
        with self._store.read() as unit:
            return person_traces(unit, person_id, progress)

    def plan(self, person_id: int, progress: Progress | None = None) -> ErasurePlan:
        """What erasing this person means; call it in a job, it looks through the whole file."""
        with self._store.read() as unit:
            found = person_traces(unit, person_id, progress)
            obstacles = _obstacles(unit, person_id)
        asked = tuple(passage for passage in found.passages if not passage.is_snapshot)
        return ErasurePlan(
            person=found.person,
            obstacles=tuple(obstacles),
            passages=asked,
            attached=found.attached,
            snapshots=len(found.passages) - len(asked),
            interactions=sum(with_nobody_else(row) for row in found.interactions),
            sealed=found.sealed,
            older_backups=len(self._backups()),
        )

    def erase(self, person_id: int, decision: Decision | None = None, progress: Progress | None = None) -> Erased:
        """Erase a person for good; without a decision the usual one. `UserError` when the file cannot be cleaned."""
        with self._store.write("Person endgültig gelöscht", undoable=False) as unit:
            found = person_traces(unit, person_id, progress)
            chosen = decision or _usual(found)
            result = _erase(unit, found, chosen)
            unit.add(
                ErasureNote(
                    subject_uuid=found.person.uuid,
                    erased_on=today(unit.clock),
                    reason=chosen.reason,
                    passages=result.passages,
                    kept=len(found.sealed),
                )
            )
        self._store.compact()
        removed = self._remove_backups() if chosen.remove_backups else 0
        return Erased(result.passages, result.kept, result.attachments, result.sealed, removed)

    def notes(self) -> list[ErasureNote]:
        """What was erased when and why, the latest first."""
        with self._store.read() as unit:
            return unit.find(ErasureNote, order="-erased_on,-id")

    def erase_again(self, notes: Sequence[ErasureNote]) -> int:
        """After an older backup was restored: erase those again who had been erased since; returns how many."""
        with self._store.read() as unit:
            known = {note.subject_uuid for note in unit.find(ErasureNote, deleted=None)}
            people = {person.uuid: person.id for person in unit.find(Person, deleted=None)}
        again = [note for note in notes if note.subject_uuid in people]
        for note in again:
            self.erase(people[note.subject_uuid], self._repeated(people[note.subject_uuid], note))
        missing = [note for note in notes if note.subject_uuid not in known and note.subject_uuid not in people]
        if missing:
            with self._store.write("Löschvermerke übernommen", undoable=False) as unit:
                for note in missing:
                    unit.add(note)
        return len(again)

    def _repeated(self, person_id: int, note: ErasureNote) -> Decision:
        return usual_decision(self.plan(person_id), note.reason)

    def _backups(self) -> list[Path]:
        from coordinator_app.services.backups import Backups
        from coordinator_app.storage.backup import listed

        backups = Backups(self._store)
        second = backups.second_folder()
        return [found.path for folder in (backups.folder, second) if folder is not None for found in listed(folder)]

    def _remove_backups(self) -> int:
        """Make a backup of the cleaned file, then remove all that are older."""
        from coordinator_app.services.backups import Backups

        older = self._backups()
        Backups(self._store).make("nach dem Löschen einer Person")
        left = [path for path in older if not _unlinked(path)]
        if left:
            raise UserError(
                f"Die Person ist gelöscht. Diese ältere Sicherung ließ sich nicht entfernen: „{left[0].name}“. "
                "Bitte löschen Sie sie im Ordner der Sicherungen von Hand.",
                help_topic="datenschutz",
            )
        return len(older)


def _unlinked(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _usual(found: PersonTraces) -> Decision:
    asked = tuple(passage for passage in found.passages if not passage.is_snapshot)
    return usual_decision(ErasurePlan(found.person, (), asked, found.attached, 0, 0, found.sealed, 0))


# --- what stands against it


def _obstacles(unit: ReadUnit, person_id: int) -> list[str]:
    """What should be settled before, as sentences; nothing of it forbids the erasing."""
    found: list[str] = []
    tasks = unit.find(Task, person_id=person_id, state=tuple(OPEN_TASKS))
    if tasks:
        found.append(f"{plural(len(tasks), 'offene Aufgabe verliert', 'offene Aufgaben verlieren')} die Zuständigkeit.")
    projects = unit.find(Project, responsible_id=person_id)
    if projects:
        found.append(f"{plural(len(projects), 'Projekt verliert', 'Projekte verlieren')} die verantwortliche Person.")
    day = today(unit.clock)
    seats = [row for row in unit.find(Membership, person_id=person_id) if is_current(row.starts_on, row.ends_on, day)]
    if seats:
        found.append(f"{plural(len(seats), 'Sitz wird', 'Sitze werden')} unbesetzt.")
    return found + _open_minutes(unit, person_id)


def _open_minutes(unit: ReadUnit, person_id: int) -> list[str]:
    meetings = {row.meeting_id for row in unit.find(Attendance, person_id=person_id)}
    held = [row for row in unit.many(Meeting, sorted(meetings)).values() if row.state in _HELD and not row.deleted_at]
    sealed = {row.meeting_id for row in unit.find(Minutes, state=tuple(SEALED))}
    return [
        f"Die Niederschrift „{row.title}“ ist noch nicht abgeschlossen: In ihr fehlt der Name dann."
        for row in held
        if row.id not in sealed
    ]


# --- doing it


def _erase(unit: WriteUnit, found: PersonTraces, decision: Decision) -> Erased:
    person_id = found.person.id
    vacate_seats_of(unit, person_id, today(unit.clock))
    for row in found.interactions:
        if with_nobody_else(row):
            unit.erase(Interaction, row.id)
    cleaned = _clean_snapshots(unit, found)
    asked = [passage for passage in found.passages if not passage.is_snapshot]
    for passage in asked:
        if passage.key not in decision.keep:
            _clean(unit, passage)
            cleaned += 1
    for row in file_names_with(unit, found.traces):
        unit.remove(WrittenFile, row.id)
    dropped = [attached for attached in found.attached if attached.id in decision.drop and not attached.sealed]
    for attached in dropped:
        unit.erase(Document, attached.id)
    forget_user(unit, found.traces.sure, GONE)
    unit.erase(Person, person_id)
    kept = sum(passage.key in decision.keep for passage in asked)
    kept += sum(1 for attached in found.attached if attached.id not in decision.drop and not attached.sealed)
    return Erased(cleaned, kept, len(dropped), found.sealed)


def _clean(unit: WriteUnit, passage: Passage) -> None:
    text = without(passage.text, passage.places)
    if passage.kind == SETTING:
        write_setting(unit, passage.field, without(passage.text, passage.places, ""))
        return
    record_type = record_type_of(passage.kind)
    longest = fields_of(record_type)[passage.field].max_length
    current = unit.many(record_type, [passage.id])
    if passage.id in current:  # it may have gone with something erased before
        unit.change(record_type, passage.id, None, **{passage.field: text[:longest]})


def _clean_snapshots(unit: WriteUnit, found: PersonTraces) -> int:
    """Names in lists of the past become „gelöschte Person“; also where the person was called otherwise then."""
    person_id = found.person.id
    changed = 0
    for row in unit.find(Attendance, deleted=None, person_id=person_id):
        unit.change(Attendance, row.id, None, name=GONE, function="", reason="")
        changed += 1
    for row in unit.find(Invitation, deleted=None, person_id=person_id):
        unit.change(Invitation, row.id, None, name=GONE, address="")
        changed += 1
    for row in unit.find(Invitation, deleted=None, deputy_id=person_id):
        unit.change(Invitation, row.id, None, deputy_name=GONE)
        changed += 1
    for row in unit.find(Ballot, deleted=None, person_id=person_id):
        unit.change(Ballot, row.id, None, name=GONE)
        changed += 1
    for row in unit.find(Objection, deleted=None, person_id=person_id):
        unit.change(Objection, row.id, None, name=GONE)
        changed += 1
    for passage in found.passages:
        if passage.kind == ReportRun.kind:
            changed += _clean_run(unit, passage)
        elif passage.is_snapshot:
            changed += _clean_line(unit, passage, found)
    return changed


def _clean_run(unit: WriteUnit, passage: Passage) -> int:
    """A name in what a report said once; the state stays comparable, its checksum is that of the cleaned text."""
    if not passage.sure:
        return 0
    _clean(unit, passage)
    if passage.field == "content":
        unit.change(ReportRun, passage.id, None, data_hash=content_hash(unit.get(ReportRun, passage.id).content))
    return 1


def _clean_line(unit: WriteUnit, passage: Passage, found: PersonTraces) -> int:
    """A name that stands in a list of the past without a reference to the person (typed, or as a sending's line)."""
    record_type = record_type_of(passage.kind)
    text = str(getattr(unit.get(record_type, passage.id), passage.field))
    clean = without_lines(text, found.traces)
    if clean == text and passage.sure:
        clean = without(text, passage.places, REPLACEMENT) if text == passage.text else text
    if clean == text:
        return 0
    unit.change(record_type, passage.id, None, **{passage.field: clean})
    return 1
