"""Forms built from the field declarations of a record; every field saves itself."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from weakref import ReferenceType, ref

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import StaleRecord, UserError
from coordinator_app.domain.fields import FieldInfo, Kind, Record, fields_of
from coordinator_app.gui.forms.editors import Editor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups, no_lookups
from coordinator_app.gui.widgets.labels import SectionTitle

WIDTH = 720
BESIDE, BELOW = 16, 12
"""Pixels between fields beside and below each other."""

Names = Sequence[str | tuple[str, ...]]


class SideBySide(QWidget):
    """Rows beside each other; below each other where one would get less room than it needs."""

    def __init__(self, rows: Sequence[FieldRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(BESIDE)
        for row in rows:
            self._line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the broadest row."""
        return QSize(self._needed(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the line into a column, or back."""
        super().resizeEvent(event)
        count = len(self._rows)
        room = (event.size().width() - BESIDE * (count - 1)) // max(count, 1)
        beside = room >= self._needed()
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() is not wanted:
            self._line.setDirection(wanted)
            self._line.setSpacing(BESIDE if beside else BELOW)

    def _needed(self) -> int:
        return max((row.minimumSizeHint().width() for row in self._rows), default=0)


class FieldColumn(QWidget):
    """Rows for the named fields of a record type, one below the other, at most 720 wide.

    `names`: a field name, a tuple of names set side by side, or "# Überschrift" for a section; None = all fields.
    `labels` replaces labels of single fields; `editors` gives own editors by name.
    """

    def __init__(
        self,
        record_type: type[Record],
        names: Names | None,
        lookups: Lookups | None,
        *,
        labels: dict[str, str] | None = None,
        editors: dict[str, Editor] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: dict[str, FieldRow] = {}
        self._infos = fields_of(record_type)
        self._lookups = lookups or no_lookups()
        self._labels = labels or {}
        self._editors = editors or {}
        self.setMaximumWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(BELOW)
        for entry in names if names is not None else list(self._infos):
            self._add(entry)
        self._column.addStretch(1)

    def info(self, name: str) -> FieldInfo:
        """The declaration of a field."""
        return self._infos[name]

    def _add(self, entry: str | tuple[str, ...]) -> None:
        if isinstance(entry, str) and entry.startswith("# "):
            if self._column.count():
                self._column.addSpacing(8)
            self._column.addWidget(SectionTitle(entry[2:]))
        elif isinstance(entry, str):
            self._column.addWidget(self._row(entry))
        else:
            self._column.addWidget(SideBySide([self._row(name) for name in entry]))

    def _row(self, name: str) -> FieldRow:
        info = self._infos[name]
        row = FieldRow(
            self._labels.get(name, info.label),
            self._editors.get(name) or editor_for(info, self._lookups),
            required=info.required and info.kind is not Kind.YES_NO,
            help_text=info.help,
            unit="" if info.kind is Kind.MONEY else info.unit,
        )
        self.rows[name] = row
        return row


class RecordForm(QWidget):
    """`RecordForm(Project, save=self._save, names=["title", ("begins_on", "ends_on")], lookups=lookups)`.

    `save(name, value)` is called when a field is committed; let it call the service with `form.record.id` and
    `form.record.version`. A `UserError` it raises appears at the field and the typed text stays. `load(record)`
    after each reload; the field somebody is typing in keeps its text. Before another record is shown, what is
    typed is committed to the old one.
    """

    def __init__(
        self,
        record_type: type[Record],
        *,
        save: Callable[[str, Any], object],
        names: Names | None = None,
        lookups: Lookups | None = None,
        labels: dict[str, str] | None = None,
        editors: dict[str, Editor] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._record: Any = None
        self._committing: set[str] = set()
        self._read_only = False
        self._fields = FieldColumn(record_type, names, lookups, labels=labels, editors=editors)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._fields)
        for name, row in self._fields.rows.items():
            row.editor.committed.connect(partial(_commit, ref(self), name))
        self.setEnabled(False)

    @property
    def record(self) -> Any:
        """The record shown; None when none is."""
        return self._record

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self._fields.rows[name]

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._fields.rows[name].editor

    def names(self) -> list[str]:
        """The fields shown, in their order."""
        return list(self._fields.rows)

    def load(self, record: Record | None) -> None:
        """Show a record; None empties and disables the form."""
        same = record is not None and self._record is not None and record.id == self._record.id
        if not same:
            self.flush()
        self._record = record
        self.setEnabled(record is not None)
        for name, row in self._fields.rows.items():
            typing = row.editor.is_dirty() or bool(row.error())
            if same and (typing or name in self._committing):
                continue
            row.editor.set_value(getattr(record, name) if record is not None else None)
            if not same:
                row.set_error("")

    def set_read_only(self, *, read_only: bool) -> None:
        """Forbid or allow changes in all fields."""
        self._read_only = read_only
        for row in self._fields.rows.values():
            row.editor.set_read_only(read_only=read_only)

    def flush(self) -> None:
        """Commit every field that holds uncommitted words (before the form goes away)."""
        for name, row in self._fields.rows.items():
            if row.editor.is_dirty():
                self.commit(name)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        for row in self._fields.rows.values():
            row.editor.setFocus()
            return

    def commit(self, name: str) -> bool:
        """Save one field if its value differs; False when a sentence is shown at it."""
        if self._record is None or name in self._committing or self._read_only:
            return True
        row = self._fields.rows[name]
        self._committing.add(name)
        try:
            value = row.editor.value()
            info = self._fields.info(name)
            if info.required and (value is None or (isinstance(value, str | tuple) and not value)):
                raise UserError(f"„{info.label}“ darf nicht leer sein. Bitte etwas eingeben.")
            if value != getattr(self._record, name):
                self._save(name, value)
        except StaleRecord:
            raise
        except UserError as error:
            row.set_error(error.text)
            return False
        finally:
            self._committing.discard(name)
        row.set_error("")
        row.editor.set_value(value)
        return True


def _commit(form: ReferenceType[RecordForm], name: str) -> None:
    found = form()
    if found is not None:
        found.commit(name)
