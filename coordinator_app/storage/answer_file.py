"""The answers of one survey in a file of their own: forms, sheets, texts, decisions of the double entry.

Answers never enter the municipality file. The same format is the Erfassungspaket for typing at another PC: it holds
the frozen forms, so no municipality file is needed there. Every call is one transaction; all methods may be called from
any thread.
"""

import json
import sqlite3
import threading
import uuid
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from coordinator_app.common.clock import Clock, SystemClock
from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.domain.answers import (
    MODES,
    AnswerMode,
    NewSheet,
    SheetInfo,
    SheetState,
    StoredForm,
    StoredSheet,
    TextAnswer,
    check_values,
    packed,
    unpacked,
)
from coordinator_app.domain.questionnaire_rules import content_hash, variables
from coordinator_app.domain.questionnaires import Form, form_data, form_from
from coordinator_app.storage.answer_opening import HELP, backup_path, create, keep_backup, open_answers
from coordinator_app.storage.faults import told_in_german

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_INFO = (
    "id, uuid, number, form_code, mode, language, state, entered_at, entered_by, pair_uuid, source, deleted_at, "
    "received_on"
)
_COUNTED = "form_code = ? AND state = 'done' AND deleted_at IS NULL AND pair_uuid = ''"
_MODE_PLACE = {mode.value: place for place, mode in enumerate(MODES)}


class AnswerFile:
    """One open answer file; `note` says why it is open for reading only („" = it can be written)."""

    def __init__(self, path: Path, *, read_only: bool, clock: Clock, user: str) -> None:
        opened = open_answers(path, read_only=read_only, clock=clock, user=user)
        self.path = opened.path
        self.note = opened.note
        self.clock = clock
        self.revision = 0
        self._connection = opened.connection
        self._held = opened.held
        self._turn = threading.RLock()
        self._spared = False
        self._forms: list[StoredForm] | None = None

    @classmethod
    def create(cls, path: Path, *, survey_uuid: str, title: str, clock: Clock | None = None, user: str = "") -> Self:
        """Make a new, empty answer file and open it; `UserError` when something stands in the way."""
        clock = clock or SystemClock()
        made = {
            "survey_uuid": survey_uuid,
            "title": title,
            "uuid": uuid.uuid4().hex,
            "created_at": _moment(clock.now()),
        }
        create(path, made)
        return cls.open(path, clock=clock, user=user)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock | None = None, user: str = "") -> Self:
        """Open an answer file; a damaged or foreign one is refused with a sentence and not touched."""
        return cls(path, read_only=read_only, clock=clock or SystemClock(), user=user)

    def close(self) -> None:
        """Close the file and give it free; harmless when done twice."""
        with self._turn:
            self._connection.close()
            if self._held is not None:
                self._held.release()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be stored."""
        return bool(self.note)

    # ------------------------------------------------------------ transactions

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """The connection for reading, for this module and its companions."""
        with self._turn, told_in_german(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back by an exception. Nested calls join the outer one."""
        with self._turn, told_in_german(self.path):
            if self._connection.in_transaction:
                yield self._connection
                return
            if self.read_only:
                raise ReadOnly(f"{self.note} Es wurde nichts gespeichert.", help_topic=HELP)
            if not self._spared:
                keep_backup(self.path)
                self._spared = True
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._forms = None
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self.revision += 1

    # ------------------------------------------------------------ facts about the file

    def info(self, key: str) -> str:
        """A fact about the file („survey_uuid", „title", „uuid", „created_at", …); „" when it is not known."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM info WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_info(self, **values: str) -> None:
        """Store facts about the file."""
        with self.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO info VALUES (?, ?)", list(values.items()))

    # ------------------------------------------------------------ forms

    def forms(self) -> list[StoredForm]:
        """The frozen forms in the order they were added."""
        if self._forms is None:
            with self.reading() as connection:
                sql = "SELECT code, content_hash, language, content, variables FROM form ORDER BY position"
                rows = connection.execute(sql).fetchall()
            self._forms = [
                StoredForm(code, mark, language, form_from(json.loads(content)), tuple(json.loads(names)))
                for code, mark, language, content, names in rows
            ]
        return self._forms

    def form(self, code: str) -> StoredForm:
        """One form; `UserError` when the file does not hold it."""
        for found in self.forms():
            if found.code == code:
                return found
        raise UserError(f"Die Antwortdatei „{self.path.name}“ kennt das Formular {code} nicht.", help_topic=HELP)

    def add_form(self, form: Form, code: str, language: str = "") -> StoredForm:
        """Keep a frozen form; the same one twice is one, another under the same code is refused."""
        mark = content_hash(form)
        known = next((found for found in self.forms() if found.code == code), None)
        if known is not None:
            if known.content_hash != mark:
                raise UserError(f"Unter der Kennung {code} gibt es schon ein anderes Formular.", help_topic=HELP)
            return known
        names = tuple(variable.name for variable in variables(form))
        row = (
            *(code, len(self.forms()), mark, language or form.language),
            *(json.dumps(form_data(form), ensure_ascii=False), json.dumps(names)),
        )
        with self.writing() as connection:
            connection.execute("INSERT INTO form VALUES (?, ?, ?, ?, ?, ?)", row)
        self._forms = None
        return self.form(code)

    # ------------------------------------------------------------ sheets in

    def append(self, sheets: Iterable[NewSheet]) -> int:
        """Store many sheets in one transaction, all or nothing; a uuid already there is left as it is.

        Returns how many are new. `UserError` when a sheet names an unknown form or does not fit it.
        """
        sizes = {form.code: len(form.variables) for form in self.forms()}
        texts: list[tuple[str, NewSheet]] = []
        with self.writing() as connection:
            before = connection.total_changes
            connection.executemany(
                "INSERT OR IGNORE INTO sheet (uuid, number, form_code, mode, language, state, entered_at, entered_by, "
                "pair_uuid, source, answers, received_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self._rows(sheets, sizes, texts),
            )
            added = connection.total_changes - before
            for mark, sheet in texts:
                id = connection.execute("SELECT id FROM sheet WHERE uuid = ?", (mark,)).fetchone()[0]
                connection.executemany(
                    "INSERT OR IGNORE INTO sheet_text (sheet_id, variable, text) VALUES (?, ?, ?)",
                    [(id, variable, text) for variable, text in sheet.texts.items() if text],
                )
        return added

    def _rows(
        self, sheets: Iterable[NewSheet], sizes: dict[str, int], texts: list[tuple[str, NewSheet]]
    ) -> Iterator[tuple[Any, ...]]:
        moment, written = None, ""  # as a rule one moment for all: writing it out takes longer than the rest
        for sheet in sheets:
            if sheet.entered_at is not moment:
                moment, written = sheet.entered_at, _moment(sheet.entered_at)
            if sheet.form_code not in sizes:
                self.form(sheet.form_code)
            answers = packed(sheet.values)
            check_values(answers, sizes[sheet.form_code], sheet.form_code)
            if sheet.texts:
                texts.append((sheet.uuid, sheet))
            yield (
                *(sheet.uuid, sheet.number, sheet.form_code, sheet.mode.value, sheet.language, sheet.state.value),
                *(written, sheet.entered_by, sheet.pair_uuid, sheet.source, answers, _day(sheet.received_on)),
            )

    def add(self, sheet: NewSheet) -> int:
        """Store one new sheet and return its id."""
        self.append([sheet])
        return self.id_of(sheet.uuid)

    def save_sheet(self, sheet: StoredSheet, *, cursor: str | None = None) -> None:
        """Store a sheet again: head, answers, texts; categories of texts that stay the same are kept.

        `cursor` remembers the field the typing stands at.
        """
        info = sheet.info
        answers = packed(_array(sheet.values))
        check_values(answers, len(self.form(info.form_code).variables), info.form_code)
        with self.writing() as connection:
            connection.execute(
                "UPDATE sheet SET number = ?, mode = ?, language = ?, state = ?, entered_at = ?, entered_by = ?, "
                "answers = ?, received_on = ?, cursor = coalesce(?, cursor) WHERE id = ?",
                (
                    *(info.number, info.mode.value, info.language, info.state.value, _moment(info.entered_at)),
                    *(info.entered_by, answers, _day(info.received_on), cursor, info.id),
                ),
            )
            rows = connection.execute("SELECT variable, text FROM sheet_text WHERE sheet_id = ?", (info.id,))
            stored: dict[str, str] = dict(rows.fetchall())
            for variable in stored.keys() - {name for name, text in sheet.texts.items() if text}:
                connection.execute("DELETE FROM sheet_text WHERE sheet_id = ? AND variable = ?", (info.id, variable))
            changed = [(info.id, name, text) for name, text in sheet.texts.items() if text and stored.get(name) != text]
            connection.executemany("INSERT OR REPLACE INTO sheet_text VALUES (?, ?, ?, '')", changed)

    def set_deleted(self, ids: Sequence[int], *, deleted: bool) -> None:
        """Put sheets aside or take them back; they do not count meanwhile."""
        moment = _moment(self.clock.now()) if deleted else None
        with self.writing() as connection:
            connection.executemany("UPDATE sheet SET deleted_at = ? WHERE id = ?", [(moment, id) for id in ids])

    def delete_sheet(self, id: int) -> None:
        """Erase one sheet for good, with its texts."""
        with self.writing() as connection:
            connection.execute("DELETE FROM sheet WHERE id = ?", (id,))

    # ------------------------------------------------------------ sheets out

    def id_of(self, uuid: str) -> int:
        """The id of a sheet by its uuid; 0 when it is not there."""
        with self.reading() as connection:
            row = connection.execute("SELECT id FROM sheet WHERE uuid = ?", (uuid,)).fetchone()
        return int(row[0]) if row else 0

    def sheet(self, id: int) -> StoredSheet:
        """One sheet with everything on it; `UserError` when it is gone."""
        with self.reading() as connection:
            row = connection.execute(f"SELECT {_INFO}, answers FROM sheet WHERE id = ?", (id,)).fetchone()
            if row is None:
                raise UserError("Diesen Bogen gibt es nicht mehr.", help_topic=HELP)
            texts = connection.execute("SELECT variable, text FROM sheet_text WHERE sheet_id = ?", (id,)).fetchall()
        return StoredSheet(_sheet_info(row), unpacked(row[-1]), dict(texts))

    def cursor(self, id: int) -> str:
        """The field the typing of a sheet stopped at."""
        with self.reading() as connection:
            row = connection.execute("SELECT cursor FROM sheet WHERE id = ?", (id,)).fetchone()
        return str(row[0]) if row else ""

    def infos(self, ids: Sequence[int] | None = None) -> list[SheetInfo]:
        """Lines of the list by id (None = all sheets, also deleted ones), in the order of entry."""
        return self.select("1" if ids is None else f"id IN ({','.join(str(int(id)) for id in ids)})")

    def select(self, condition: str, *values: str | int) -> list[SheetInfo]:
        """Sheets by a condition in SQL, in the order of entry; for the modules beside this one."""
        with self.reading() as connection:
            rows = connection.execute(f"SELECT {_INFO} FROM sheet WHERE {condition} ORDER BY id", values).fetchall()
        return [_sheet_info(row) for row in rows]

    def count(self, **equals: str | int) -> int:
        """How many sheets that are not deleted, second entries left out unless `pair_uuid` is asked for."""
        where = "".join(f" AND {name} = ?" for name in equals)
        first = "" if "pair_uuid" in equals else " AND pair_uuid = ''"
        sql = f"SELECT count(*) FROM sheet WHERE deleted_at IS NULL{first}{where}"
        with self.reading() as connection:
            return int(connection.execute(sql, tuple(equals.values())).fetchone()[0])

    def numbers(self) -> dict[int, int]:
        """Belegnummer → id of first entries that are not deleted; of doubles the first."""
        sql = (
            "SELECT number, min(id) FROM sheet WHERE number > 0 AND deleted_at IS NULL AND pair_uuid = '' "
            "GROUP BY number"
        )
        with self.reading() as connection:
            return dict(connection.execute(sql).fetchall())

    def matrix(
        self, form_code: str, *, seconds: bool = False
    ) -> "tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.int32]]":
        """All sheets of a form that count: ids, places of their modes in `answers.MODES`, n × variables.

        A sheet counts when it is „erfasst" and not deleted. With `seconds` the second entries instead.
        """
        import numpy as np

        where = _COUNTED.replace("pair_uuid = ''", "pair_uuid <> ''") if seconds else _COUNTED
        with self.reading() as connection:
            sql = f"SELECT id, mode, answers FROM sheet WHERE {where} ORDER BY id"
            rows = connection.execute(sql, (form_code,)).fetchall()
        ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        modes = np.fromiter((_MODE_PLACE[row[1]] for row in rows), np.int8, len(rows))
        data = np.frombuffer(b"".join(row[2] for row in rows), "<i4")
        table = data.astype(np.int32, copy=False).reshape(len(rows), len(self.form(form_code).variables))
        return ids, modes, table

    # ------------------------------------------------------------ texts and their categories

    def texts(self, variable: str) -> list[TextAnswer]:
        """The written answers to a variable on sheets that count, in the order of entry."""
        sql = (
            "SELECT t.sheet_id, t.text, t.categories FROM sheet_text t JOIN sheet s ON s.id = t.sheet_id "
            "WHERE t.variable = ? AND s.state = 'done' AND s.deleted_at IS NULL AND s.pair_uuid = '' ORDER BY s.id"
        )
        with self.reading() as connection:
            rows = connection.execute(sql, (variable,)).fetchall()
        return [TextAnswer(id, text, tuple(map(int, codes.split()))) for id, text, codes in rows]

    def set_categories(self, variable: str, categories: dict[int, Sequence[int]]) -> None:
        """Store the category codes of written answers by sheet id."""
        rows = [(" ".join(map(str, codes)), id, variable) for id, codes in categories.items()]
        with self.writing() as connection:
            connection.executemany("UPDATE sheet_text SET categories = ? WHERE sheet_id = ? AND variable = ?", rows)

    # ------------------------------------------------------------ the end

    def destroy(self) -> list[str]:
        """Close the file and delete it with its copy of the last session; returns the names of what is gone."""
        if self.read_only:
            raise ReadOnly(f"{self.note} Es wurde nichts gelöscht.", help_topic=HELP)
        self.close()
        gone: list[str] = []
        for path in (self.path, backup_path(self.path)):
            try:
                path.unlink()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise UserError(
                    f"„{path.name}“ lässt sich nicht löschen. Bitte schließen Sie andere Programme, die die Datei "
                    "benutzen, und versuchen Sie es noch einmal.",
                    help_topic=HELP,
                ) from error
            gone.append(path.name)
        return gone


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _array(values: Sequence[int]) -> Any:
    from array import array

    return array("i", values)


def _sheet_info(row: Sequence[Any]) -> SheetInfo:
    return SheetInfo(
        id=row[0],
        uuid=row[1],
        number=row[2],
        form_code=row[3],
        mode=AnswerMode(row[4]),
        language=row[5],
        state=SheetState(row[6]),
        entered_at=datetime.fromisoformat(row[7]),
        entered_by=row[8],
        pair_uuid=row[9],
        source=row[10],
        deleted=row[11] is not None,
        received_on=date.fromisoformat(row[12]) if row[12] else None,
    )
