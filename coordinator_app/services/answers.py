"""The answers of surveys: each survey has an answer file beside the municipality file, made when it is first needed.

Answers never enter the municipality file; there stands only the path, relative to it. Opened files stay open until the
workspace is closed.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, format_date
from coordinator_app.domain.answers import MODES, NO_ANSWER, NOT_ASKED, NOT_TYPED, AnswerMode, StoredForm, TextAnswer
from coordinator_app.domain.questionnaires import form_from
from coordinator_app.domain.response import Returns, as_text, counted, from_text
from coordinator_app.domain.surveys import FormVersion, Questionnaire, Survey
from coordinator_app.services import answer_backups
from coordinator_app.storage.answer_file import AnswerFile
from coordinator_app.storage.answer_notes import grouped
from coordinator_app.storage.answer_opening import HELP, SUFFIX, belongs_to
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from coordinator_app.survey.data_set import DataSet

DRAWN: tuple[AnswerMode, ...] = (AnswerMode.PAPER, AnswerMode.ONLINE)
"""The modes of the drawn sample; self-selected answers are only read when asked for."""


@dataclass(frozen=True, slots=True)
class AnswerState:
    """What is known about the answer file of a survey without reading answers.

    `path` is None before it is made; `problem` says why it cannot be used; `note` why it can only be read.
    """

    path: Path | None
    problem: str = ""
    note: str = ""
    deleted: bool = False

    @property
    def usable(self) -> bool:
        """Whether answers can be read."""
        return self.path is not None and not self.problem


@dataclass(frozen=True, eq=False)
class JoinedAnswers:
    """All sheets that count over all forms: codes by variable, mode place, sheet id and place of the form by row."""

    columns: "dict[str, NDArray[np.int32]]"
    mode: "NDArray[np.int8]"
    sheet: "NDArray[np.int64]"
    form: "NDArray[np.int32]"

    @property
    def size(self) -> int:
        """Number of rows."""
        return int(self.mode.size)


class Answers:
    """Answer files of the open municipality file by survey."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open: dict[int, AnswerFile] = {}
        self._joined: dict[tuple[int, tuple[AnswerMode, ...]], tuple[int, JoinedAnswers]] = {}

    def close(self) -> None:
        """Close all answer files."""
        for file in self._open.values():
            file.close()
        self._open.clear()
        self._joined.clear()

    # ------------------------------------------------------------ the file

    def path_of(self, survey_id: int) -> Path | None:
        """Where the answer file lies or is expected; None before it is made."""
        with self._store.read() as unit:
            stored = unit.get(Survey, survey_id).answer_file
        return self._store.path.parent / stored if stored else None

    def state(self, survey_id: int) -> AnswerState:
        """Whether there are answers and what stands in the way of them."""
        with self._store.read() as unit:
            survey = unit.get(Survey, survey_id)
        if survey.answers_deleted_on:
            words = f"Die Antworten wurden am {format_date(survey.answers_deleted_on)} gelöscht."
            return AnswerState(None, words, deleted=True)
        path = self.path_of(survey_id)
        try:
            file = self.file(survey_id)
        except UserError as error:
            return AnswerState(path, error.text)
        return AnswerState(path, note=file.note if file is not None else "")

    def file(self, survey_id: int) -> AnswerFile | None:
        """The open answer file of a survey; None before it is made, `UserError` when it cannot be opened."""
        known = self._open.get(survey_id)
        if known is not None:
            return known
        path = self.path_of(survey_id)
        if path is None:
            return None
        return self._opened(survey_id, path)

    def ensure(self, survey_id: int) -> AnswerFile:
        """The answer file with all frozen forms, made beside the municipality file when there is none yet."""
        with self._store.read() as unit:
            survey = unit.get(Survey, survey_id)
        if survey.answers_deleted_on:
            raise UserError(
                f"Die Antworten dieser Erhebung wurden am {format_date(survey.answers_deleted_on)} gelöscht. "
                "Für eine neue Welle legen Sie bitte eine neue Erhebung an.",
                help_topic=HELP,
            )
        file = self.file(survey_id) or self._found_again(survey_id, survey)
        if file is None:
            path = self._free_path(survey.title)
            store = self._store
            file = AnswerFile.create(
                path, survey_uuid=survey.uuid, title=survey.title, clock=store.clock, user=store.user
            )
            self._open[survey_id] = file
            self._remember(survey_id, path)
        if not file.read_only:
            self._bring_forms(survey_id, file)
        return file

    def _found_again(self, survey_id: int, survey: Survey) -> AnswerFile | None:
        """The answer file of this survey beside the municipality file, where an older backup forgot about it."""
        for path in sorted(self._store.path.parent.glob(f"*{SUFFIX}")):
            if belongs_to(path) == survey.uuid:
                file = self._opened(survey_id, path)
                self._remember(survey_id, path)
                return file
        return None

    def relocate(self, survey_id: int, path: Path) -> None:
        """Use an answer file that was moved; it must be the one of this survey."""
        self._forget(survey_id)
        self._opened(survey_id, path)
        self._remember(survey_id, path)

    def copy_at(self, survey_id: int) -> datetime | None:
        """When the newest copy of the answer file among the backups was made; None = there is none."""
        path = self.path_of(survey_id)
        copy = answer_backups.newest_copy(self._store, path) if path is not None else None
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC) if copy is not None else None

    def restore(self, survey_id: int) -> None:
        """Put the newest copy of the answer file back; what lies there is kept beside it."""
        self._forget(survey_id)
        path = self.path_of(survey_id)
        if path is not None:
            answer_backups.restore(self._store, path)

    def _opened(self, survey_id: int, path: Path) -> AnswerFile:
        store = self._store
        file = AnswerFile.open(path, read_only=store.read_only, clock=store.clock, user=store.user)
        with store.read() as unit:
            survey = unit.get(Survey, survey_id)
        if file.info("survey_uuid") != survey.uuid:
            title = file.info("title")
            file.close()
            raise UserError(
                f"„{path.name}“ enthält die Antworten einer anderen Erhebung („{title}“). Bitte wählen Sie die "
                f"Antwortdatei von „{survey.title}“.",
                help_topic=HELP,
            )
        self._open[survey_id] = file
        return file

    def _free_path(self, title: str) -> Path:
        own = self._store.path
        stem, number = f"{own.stem} – {file_name(title, 60)}", 2
        path = own.with_name(f"{stem}{SUFFIX}")
        while path.exists():
            path, number = own.with_name(f"{stem} {number}{SUFFIX}"), number + 1
        return path

    def _remember(self, survey_id: int, path: Path) -> None:
        folder, path = self._store.path.absolute().parent, path.absolute()
        try:
            stored = path.relative_to(folder).as_posix()
        except ValueError:
            stored = path.as_posix()  # on another drive
        with self._store.write("Antwortdatei gemerkt", aside=True) as unit:
            unit.change(Survey, survey_id, None, answer_file=stored)

    def _forget(self, survey_id: int) -> None:
        file = self._open.pop(survey_id, None)
        if file is not None:
            file.close()
        self._joined = {key: value for key, value in self._joined.items() if key[0] != survey_id}

    # ------------------------------------------------------------ forms

    def _bring_forms(self, survey_id: int, file: AnswerFile) -> None:
        """Keep every frozen form of the survey in the answer file."""
        known = {form.code for form in file.forms()}
        for version in self._versions(survey_id):
            if version.code not in known:
                file.add_form(form_from(json.loads(version.content)), version.code, version.language)

    def _versions(self, survey_id: int) -> list[FormVersion]:
        with self._store.read() as unit:
            papers = tuple(paper.id for paper in unit.find(Questionnaire, survey_id=survey_id))
            return unit.find(FormVersion, questionnaire_id=papers, order="id") if papers else []

    def forms(self, survey_id: int) -> list[StoredForm]:
        """The forms answers may come on, from the answer file; none before it is made."""
        file = self.file(survey_id)
        return file.forms() if file is not None else []

    # ------------------------------------------------------------ reading

    def joined(self, survey_id: int, modes: Collection[AnswerMode] = DRAWN) -> JoinedAnswers:
        """All finished sheets of these modes over all forms; kept until the file changes.

        A variable a form does not have is „nicht gestellt“ (−5) on its sheets, a field never typed is −9.
        """
        file = self.file(survey_id)
        key = (survey_id, tuple(mode for mode in MODES if mode in modes))
        known = self._joined.get(key)
        if file is not None and known is not None and known[0] == file.revision:
            return known[1]
        found = joined(file, key[1])
        if file is not None:
            self._joined[key] = (file.revision, found)
        return found

    def data_set(self, survey_id: int, modes: Collection[AnswerMode] = DRAWN) -> "DataSet":
        """The same as a data set for the engine; `mode` holds places in `domain.answers.MODES`."""
        from coordinator_app.survey.data_set import DataSet

        found = self.joined(survey_id, modes)
        return DataSet(found.columns, found.mode, found.size)

    def texts(self, survey_id: int, variable: str) -> list[TextAnswer]:
        """The written answers to a variable with their categories; none without an answer file."""
        file = self.file(survey_id)
        return file.texts(variable) if file is not None else []

    def returns(self, survey_id: int) -> Returns:
        """Counts and rates of what came back."""
        with self._store.read() as unit:
            survey = unit.get(Survey, survey_id)
        if survey.answers_deleted_on:
            return from_text(survey.final_counts)
        state = self.state(survey_id)
        file = self.file(survey_id) if state.usable else None
        return counted(grouped(file) if file is not None else (), survey.letters, survey.undeliverable)

    # ------------------------------------------------------------ the end

    def sheets_destroyed(self, survey_id: int, day: date | None, by: str) -> None:
        """Note when the paper sheets were destroyed and by whom (a function, no name); None takes it back."""
        if day is not None and not by.strip():
            raise UserError("Bitte geben Sie an, wer die Bögen vernichtet hat (Funktion).", help_topic=HELP)
        with self._store.write("Vernichtung der Bögen vermerkt") as unit:
            unit.change(Survey, survey_id, None, destroyed_on=day, destroyed_by=by.strip() if day else "")

    def delete_answers(self, survey_id: int, by: str) -> list[str]:
        """Delete the answer file for good, with all copies; counts stay. Returns the names of the files gone.

        It cannot be undone. `UserError` when nobody is named, there is nothing, or a file cannot be deleted.
        """
        if not by.strip():
            raise UserError("Bitte geben Sie an, wer die Antworten löscht (Funktion).", help_topic=HELP)
        file = self.file(survey_id)
        if file is None:
            raise UserError("Zu dieser Erhebung gibt es keine Antwortdatei.", help_topic=HELP)
        counts = as_text(self.returns(survey_id))
        if file.read_only:
            raise UserError(f"{file.note} Es wurde nichts gelöscht.", help_topic=HELP)
        gone = answer_backups.delete_copies(self._store, file.path)
        self._open.pop(survey_id, None)
        gone += file.destroy()
        self._forget(survey_id)
        values = {"answers_deleted_on": today(self._store.clock), "answers_deleted_by": by.strip()}
        with self._store.write("Antworten gelöscht", undoable=False) as unit:
            unit.change(Survey, survey_id, None, **values, final_counts=counts, answer_file="")
        return gone


def joined(file: AnswerFile | None, modes: tuple[AnswerMode, ...]) -> JoinedAnswers:
    """All finished sheets of these modes over all forms of a file (None = no rows)."""
    import numpy as np

    wanted = np.array([place for place, mode in enumerate(MODES) if mode in modes], np.int8)
    parts: list[tuple[StoredForm, NDArray[np.int64], NDArray[np.int8], NDArray[np.int32]]] = []
    tables = [(form, *file.matrix(form.code)) for form in file.forms()] if file is not None else []
    for form, ids, places, table in tables:
        rows = np.isin(places, wanted)
        some = table if rows.all() else table[rows]
        block = np.array(some.T, order="C", copy=True)  # one row per variable: columns are read whole
        block[block == NOT_TYPED] = NO_ANSWER
        parts.append((form, ids[rows], places[rows], block))
    size = sum(len(part[1]) for part in parts)
    names = dict.fromkeys(name for part in parts for name in part[0].variables)
    columns = {name: np.full(size, NOT_ASKED, np.int32) for name in names} if len(parts) > 1 else {}
    start = 0
    for form, ids, _, block in parts:
        if len(parts) == 1:
            columns = dict(zip(form.variables, block, strict=True))
        else:
            for place, name in enumerate(form.variables):
                columns[name][start : start + len(ids)] = block[place]
        start += len(ids)
    return JoinedAnswers(
        columns,
        np.concatenate([part[2] for part in parts]) if parts else np.zeros(0, np.int8),
        np.concatenate([part[1] for part in parts]) if parts else np.zeros(0, np.int64),
        np.repeat(np.arange(len(parts), dtype=np.int32), [len(part[1]) for part in parts]),
    )
