"""The coordinator's own texts, headings and chapters in reports and in the reports of surveys."""

from collections.abc import Sequence
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.evaluation import ReportChapterText
from coordinator_app.domain.report_chapters import is_own, new_own_key
from coordinator_app.domain.report_states import check_open
from coordinator_app.domain.reports import Report
from coordinator_app.domain.surveys import Survey
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

_OWNERS: dict[type[Report] | type[Survey], tuple[str, str]] = {
    Report: ("report_id", "Der Bericht liegt im Papierkorb. Bitte stellen Sie ihn zuerst wieder her."),
    Survey: ("survey_id", "Die Erhebung liegt im Papierkorb. Bitte stellen Sie sie zuerst wieder her."),
}


class ChapterTexts:
    """What is stored for chapters of one kind of owner; every writing verb is one undoable step."""

    def __init__(self, store: Store, owner: type[Report] | type[Survey]) -> None:
        self._store = store
        self._owner = owner
        self._column, self._discarded = _OWNERS[owner]

    def texts(self, id: int) -> dict[str, ReportChapterText]:
        """What is stored for chapters, by key."""
        with self._store.read() as unit:
            return self._stored(unit, id)

    def set_text(self, id: int, chapter: str, text: str) -> None:
        """Give a chapter a text of one's own; it stays when figures change."""
        if text.strip() != self.texts(id).get(chapter, ReportChapterText()).text:
            self._change(id, chapter, "Text des Kapitels geändert", text=text.strip())

    def set_included(self, id: int, chapter: str, *, included: bool) -> None:
        """Take a chapter into the report or leave it out."""
        step = "Kapitel aufgenommen" if included else "Kapitel weggelassen"
        self._change(id, chapter, step, left_out=not included)

    def set_title(self, id: int, chapter: str, title: str) -> None:
        """Give a chapter a heading of one's own; "" brings back the usual one."""
        if is_own(chapter) and not title.strip():
            raise UserError("Ein eigenes Kapitel braucht eine Überschrift.", help_topic="berichtsbaukasten")
        self._change(id, chapter, "Überschrift des Kapitels geändert", title=title.strip())

    def arrange(self, id: int, keys: Sequence[str]) -> None:
        """Put the chapters into this order."""
        with self._store.write("Kapitel umgestellt") as unit:
            self._arrange(unit, id, keys)

    def add_own(self, id: int, title: str, keys: Sequence[str], after: str = "") -> str:
        """Add a chapter of one's own behind `after` (at the end without) and return its key.

        `keys` are the chapters of the report in their order.
        """
        if not title.strip():
            raise UserError("Bitte geben Sie dem Kapitel eine Überschrift.", help_topic="berichtsbaukasten")
        with self._store.write("Eigenes Kapitel angelegt") as unit:
            self._open(unit, id)
            key = new_own_key(self._stored(unit, id))
            unit.add(ReportChapterText(**self._of(id), chapter=key, title=title.strip()))
            place = keys.index(after) + 1 if after in keys else len(keys)
            self._arrange(unit, id, [*keys[:place], key, *keys[place:]])
        return key

    def remove_own(self, id: int, chapter: str) -> None:
        """Delete a chapter of one's own with its text."""
        with self._store.write("Eigenes Kapitel gelöscht") as unit:
            self._open(unit, id)
            known = self._stored(unit, id).get(chapter)
            if known is not None and is_own(chapter):
                unit.remove(ReportChapterText, known.id)

    def _arrange(self, unit: WriteUnit, id: int, keys: Sequence[str]) -> None:
        self._open(unit, id)
        stored = self._stored(unit, id)
        for position, key in enumerate(keys, start=1):
            if key in stored:
                unit.change(ReportChapterText, stored[key].id, None, position=position)
            else:
                unit.add(ReportChapterText(**self._of(id), chapter=key, position=position))

    def _change(self, id: int, chapter: str, step: str, **values: Any) -> None:
        with self._store.write(step, merge=f"{self._column}:{id}:{chapter}:{','.join(values)}") as unit:
            self._open(unit, id)
            known = self._stored(unit, id).get(chapter)
            if known is not None:
                unit.change(ReportChapterText, known.id, None, **values)
            else:
                unit.add(ReportChapterText(**self._of(id), chapter=chapter, **values))

    def _of(self, id: int) -> dict[str, Any]:
        return {self._column: id}

    def _open(self, unit: ReadUnit, id: int) -> None:
        owner = unit.get(self._owner, id)
        if owner.deleted_at is not None:
            raise UserError(self._discarded)
        if isinstance(owner, Report):
            check_open(owner)

    def _stored(self, unit: ReadUnit, id: int) -> dict[str, ReportChapterText]:
        return {each.chapter: each for each in unit.find(ReportChapterText, **self._of(id), order="id")}
