"""One open municipality file: reading and writing units, undo and redo, messages about changes.

Units and all they need (SQLAlchemy, tables) are imported when the first one is opened: what the first page shows
is read by `Store.glance`, so that it stands before half of the program is loaded.
"""

import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from coordinator_app.common.changes import Change
from coordinator_app.common.clock import Clock, SystemClock
from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.storage import undo_log
from coordinator_app.storage.engine import Access, connect, driver, reading_engine, writing_engine
from coordinator_app.storage.faults import told_in_german
from coordinator_app.storage.opening import Opened, create_file, open_file, prepare_restore
from coordinator_app.storage.undo_log import Recording, Step, Touched, UndoStack

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from coordinator_app.domain.fields import Record
    from coordinator_app.storage.backup import Backup
    from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

T = TypeVar("T")

MANY_RECORDS = 2_000  # a step that touches more tells everybody to reload instead of naming ids

Report = Callable[[int, int, str], None]


class Store:
    """An open municipality file. All methods may be called from any thread.

    Sentences for the status bar: `lock_note` says why the file is open for reading only, `network_note` warns
    of the network drive it lies on; `told` says once what was done at the opening (an older file brought up to date,
    a crash before). All are "" when there is nothing to tell. `changed` = something was stored
    since the last backup; `revision` grows with every commit, so that what was read can be kept until then.
    """

    def __init__(self, opened: Opened, clock: Clock, user: str) -> None:
        self.path = opened.path
        self.read_only = opened.read_only
        self.lock_note = opened.lock_note
        self.network_note = opened.network_note
        self.told = opened.told
        self.clock = clock
        self.user = user
        self.last_saved: datetime | None = None
        self.changed = False
        self.revision = 0
        self._opened = opened
        self._engines: list[Engine] = []
        self._turn = threading.Lock()
        self._local = _ThreadState()
        self._stack = UndoStack()
        self._listeners: list[Callable[[Change], None]] = []
        self._triggers_installed = False

    @classmethod
    def create(cls, path: Path, *, clock: Clock | None = None, user: str = "") -> Self:
        """Make a new, empty municipality file and open it; `UserError` when something stands in the way."""
        create_file(path)
        return cls.open(path, clock=clock, user=user)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        user: str = "",
        read_only: bool = False,
        report: Report | None = None,
    ) -> Self:
        """Open a file; one of an older program version is migrated on a copy first (`report` hears of it).

        A file another person has open, or that cannot be written, is opened for reading only (`lock_note`).
        """
        clock = clock or SystemClock()
        opened = open_file(path, clock=clock, user=user, read_only=read_only, report=report)
        return cls(opened, clock, user)

    @cached_property
    def _reader(self) -> "Engine":
        return self._kept(reading_engine(self.path, frozen=self._opened.frozen))

    @cached_property
    def _writer(self) -> "Engine | None":
        return None if self.read_only else self._kept(writing_engine(self.path))

    def _kept(self, engine: "Engine") -> "Engine":
        self._engines.append(engine)
        return engine

    # ------------------------------------------------------------ units

    @contextmanager
    def glance(self) -> Generator[sqlite3.Connection]:
        """A consistent look at the file by plain SQL of `storage/queries`; inside a unit it sees what that sees."""
        running = self._local.unit
        if running is not None:
            yield driver(running.connection)
            return
        access = Access.FROZEN if self._opened.frozen else Access.READ
        with told_in_german(self.path), closing(connect(self.path, access)) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def read(self) -> "Generator[ReadUnit]":
        """A consistent look at the file; inside a writing unit of the same thread it sees what that has written."""
        from coordinator_app.storage.unit_of_work import ReadUnit

        running = self._local.unit
        if running is not None:
            yield running
            return
        with told_in_german(self.path), self._reader.connect() as connection:
            self._local.unit = ReadUnit(connection, self.clock)
            try:
                yield self._local.unit
            finally:
                self._local.unit = None

    @contextmanager
    def write(
        self, step: str, *, merge: str = "", undoable: bool = True, aside: bool = False
    ) -> "Generator[WriteUnit]":
        """One transaction = one named undo step; committed at exit, rolled back on an exception.

        Steps with the same `merge` key within two seconds become one. A step that is not undoable clears the
        undo list; one `aside` of it (what was written to a folder) is no step and leaves the list as it is.
        Inside another writing unit of the same thread it joins that one.
        """
        from coordinator_app.storage.unit_of_work import WriteUnit

        running = self._local.unit
        if isinstance(running, WriteUnit):
            with running.connection.begin_nested():
                yield running
            running.undoable = running.undoable and undoable
            return
        if running is not None:
            message = "a writing unit was opened inside a reading unit of the same thread"
            raise RuntimeError(message)
        with self._turn:
            with self._transaction(undoable=undoable and not aside) as connection:
                unit = self._local.unit = WriteUnit(connection, self.clock, undoable=undoable)
                try:
                    yield unit
                    recording = self._finish(unit, step)
                finally:
                    self._local.unit = None
            change = self._committed(recording, step)
            if not aside:
                self._remember(unit, recording, step, merge)
        self._tell(change)

    @contextmanager
    def _transaction(self, *, undoable: bool) -> "Generator[Connection]":
        from coordinator_app.storage.models.base import all_rows, metadata

        if self._writer is None:
            raise ReadOnly(f"Die Datei ist nur zum Lesen geöffnet. {self.lock_note}".strip())
        with told_in_german(self.path), self._writer.connect() as connection:
            if not self._triggers_installed:
                all_rows()
                undo_log.install(connection, metadata)
                self._triggers_installed = True
            with connection.begin():
                undo_log.begin(connection, undoable=undoable)
                yield connection

    def _finish(self, unit: "WriteUnit", step: str) -> Recording:
        """Before the commit: collect the inverse statements, bring search index and change log up to date."""
        recording = undo_log.collect(unit.connection)
        if not unit.erased:
            self._follow_up(unit, recording, step)
            return recording
        from coordinator_app.storage import erasing  # seldom needed, not at start

        erasing.clear_up(unit, recording.touched)
        more = undo_log.collect(unit.connection)
        recording = Recording((), recording.touched | more.touched)
        self._follow_up(unit, recording, step)
        erasing.forget_words(unit)
        return recording

    def _follow_up(self, unit: "ReadUnit", recording: Recording, step: str) -> None:
        direct = [touched for touched in recording.touched if touched.direct]
        _refresh_search(unit, direct)
        if direct:
            from sqlalchemy import insert

            from coordinator_app.storage.models.technical import change_log

            entry = {"at": self.clock.now(), "user": self.user, "step": step}
            lines = [{**entry, "kind": touched.kind, "record_id": touched.id} for touched in direct]
            unit.connection.execute(insert(change_log), lines)

    def _committed(self, recording: Recording, step: str) -> Change | None:
        if not recording.touched:
            return None
        self.last_saved = self.clock.now()
        self.changed = True
        self.revision += 1
        if len(recording.touched) > MANY_RECORDS:
            return Change(step=step, everything=True)
        ids: dict[str, set[int]] = {}
        for touched in recording.touched:
            ids.setdefault(touched.kind, set()).add(touched.id)
        return Change(step=step, ids={kind: frozenset(found) for kind, found in ids.items()})

    def _remember(self, unit: "WriteUnit", recording: Recording, step: str, merge: str) -> None:
        if not unit.undoable:
            self._stack.clear()
        elif recording.inverse:
            self._stack.push(Step(step, merge, self.clock.now(), recording.inverse, len(recording.touched)))

    def rehearse(self, work: "Callable[[WriteUnit], T]") -> T:
        """The result of `work`, whose changes are rolled back; nobody is told of them."""
        from coordinator_app.storage.unit_of_work import WriteUnit

        with self._turn, self._transaction(undoable=False) as connection:
            unit = self._local.unit = WriteUnit(connection, self.clock, undoable=False)
            try:
                return work(unit)
            finally:
                self._local.unit = None
                connection.rollback()

    def warm_up(self) -> None:
        """Make the first read and write as quick as the others; call it in the background once the window stands."""
        with self.read():
            pass
        if not self.read_only:
            with self._turn, self._transaction(undoable=False):
                pass

    # ------------------------------------------------------------ undo

    @property
    def undo_name(self) -> str:
        """Name of the step `undo` would take back; "" when there is none."""
        return self._stack.done[-1].name if self._stack.done else ""

    @property
    def redo_name(self) -> str:
        """Name of the step `redo` would repeat; "" when there is none."""
        return self._stack.undone[-1].name if self._stack.undone else ""

    @property
    def undo_size(self) -> int:
        """How many records `undo` would touch."""
        return self._stack.done[-1].size if self._stack.done else 0

    @property
    def redo_size(self) -> int:
        """How many records `redo` would touch."""
        return self._stack.undone[-1].size if self._stack.undone else 0

    def undo(self) -> str:
        """Take the last step back and return its name; `UserError` when there is nothing to undo."""
        return self._replay(self._stack.done, self._stack.undone, "Es gibt nichts rückgängig zu machen.", "Rückgängig")

    def redo(self) -> str:
        """Repeat the step undone last and return its name; `UserError` when there is nothing to redo."""
        return self._replay(self._stack.undone, self._stack.done, "Es gibt nichts zu wiederholen.", "Wiederholt")

    def _replay(self, source: list[Step], target: list[Step], nothing: str, word: str) -> str:
        from coordinator_app.storage.unit_of_work import ReadUnit

        with self._turn:
            if not source:
                raise UserError(nothing)
            step = source[-1]
            title = f"{word}: {step.name}"
            with self._transaction(undoable=True) as connection:
                undo_log.replay(connection, step.inverse)
                recording = undo_log.collect(connection)
                self._follow_up(ReadUnit(connection, self.clock), recording, title)
            source.pop()
            target.append(Step(step.name, "", step.at, recording.inverse, step.size))
            change = self._committed(recording, title)
        self._tell(change)
        return step.name

    # ------------------------------------------------------------ backups

    def backup(self, folder: Path, reason: str) -> "Backup":
        """Make a verified copy of the file as it is now."""
        from coordinator_app.storage import backup  # not needed at start

        return backup.make(self.path, folder, reason=reason, now=self.clock.now())

    def replace_content(self, source: Path) -> None:
        """Take over the whole content of a backup (one of an older version is brought up to date on the way).

        Done in one transaction of the database: the old content stays when anything fails. Clears the undo list.
        """
        import tempfile  # not needed at start

        with self._turn, tempfile.TemporaryDirectory() as folder, told_in_german(self.path):
            if self._writer is None:
                raise ReadOnly(f"Die Datei ist nur zum Lesen geöffnet. {self.lock_note}".strip())
            copy = prepare_restore(source, Path(folder))
            with self._writer.connect() as connection, closing(connect(copy, Access.READ)) as content:
                content.backup(driver(connection))
            self._dispose()  # the schema may be another one: new connection, new triggers
            self._triggers_installed = False
            self._stack.clear()
            self.changed = True
            self.revision += 1
            self.last_saved = self.clock.now()
        self._tell(Change(step="Sicherung wiederhergestellt", everything=True))

    def compact(self) -> None:
        """Write the file anew without its freed parts: what was erased cannot be found in its bytes any more.

        Needs room for a second copy of the file for a moment; `UserError` when there is none.
        """
        if self._writer is None:
            raise ReadOnly(f"Die Datei ist nur zum Lesen geöffnet. {self.lock_note}".strip())
        with self._turn, told_in_german(self.path), closing(connect(self.path, Access.WRITE)) as connection:
            connection.execute("VACUUM")

    # ------------------------------------------------------------ messages and end

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        """Have `listener` called after each commit, undo and redo; possibly on a worker thread."""
        self._listeners.append(listener)

    def _tell(self, change: Change | None) -> None:
        if change is not None:
            for listener in list(self._listeners):
                listener(change)

    def close(self) -> None:
        """Close the connections and give the file free for others."""
        with self._turn:
            self._stack.clear()
            self._dispose()
            self._opened.release()

    def _dispose(self) -> None:
        for engine in self._engines:
            engine.dispose()


class _ThreadState(threading.local):
    """The unit the current thread is in."""

    unit: "ReadUnit | None" = None


def _refresh_search(unit: "ReadUnit", touched: list[Touched]) -> None:
    from coordinator_app.storage import search_index  # not needed at start
    from coordinator_app.storage.models.base import all_rows
    from coordinator_app.storage.records import is_searchable

    rows = all_rows()
    by_kind: dict[str, list[int]] = {}
    for item in touched:
        if item.kind in rows and is_searchable(rows[item.kind].__record__):
            by_kind.setdefault(item.kind, []).append(item.id)
    for kind, ids in by_kind.items():
        record_type: type[Record] = rows[kind].__record__
        found = unit.many(record_type, ids)
        present = [record for record in found.values() if record.deleted_at is None]
        gone = set(ids) - {record.id for record in present}
        search_index.refresh(driver(unit.connection), kind, gone, present)
