"""The editor of a day with a time of day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import BERLIN, local
from coordinator_app.common.errors import UserError
from coordinator_app.gui.forms.editors import DateEditor, Editor, TimeEditor


class DateTimeEditor(Editor):
    """Day and time side by side; the value is an aware UTC moment or None. A day without a time is not finished."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateEditor(today)
        self.time = TimeEditor()
        self.day.line.setMaximumWidth(160)
        self.time.line.setPlaceholderText("SS:MM")
        self.field = self.day.field
        self._line.setSpacing(8)
        self._line.addWidget(self.day)
        self._line.addWidget(self.time)
        self._line.addStretch(1)
        self.setFocusProxy(self.day)
        self.day.committed.connect(self._on_part_committed)
        self.time.committed.connect(self._on_part_committed)

    def set_name(self, name: str) -> None:
        """Name both parts for assistive technology."""
        self.day.field.setAccessibleName(f"{name}, Tag")
        self.time.field.setAccessibleName(f"{name}, Uhrzeit")

    def value(self) -> datetime | None:
        """The moment in UTC; `UserError` when the day is missing."""
        day, clock_time = self.day.value(), self.time.value()
        if day is None and clock_time is None:
            return None
        if day is None:
            raise UserError("Zur Uhrzeit fehlt der Tag. Bitte ein Datum eingeben.")
        return datetime.combine(day, clock_time or time(0, 0), BERLIN).astimezone(UTC)

    def set_value(self, value: Any) -> None:
        """Show a moment in local time."""
        moment = local(value) if isinstance(value, datetime) else None
        self.day.set_value(moment.date() if moment else None)
        self.time.set_value(moment.time() if moment else None)

    def is_dirty(self) -> bool:
        """Whether one part holds uncommitted words."""
        return self.day.is_dirty() or self.time.is_dirty()

    def set_error(self, *, wrong: bool) -> None:
        """Mark both parts."""
        self.day.set_error(wrong=wrong)
        self.time.set_error(wrong=wrong)

    def set_read_only(self, *, read_only: bool) -> None:
        """Forbid or allow changes of both parts."""
        self.day.set_read_only(read_only=read_only)
        self.time.set_read_only(read_only=read_only)

    @Slot()
    def _on_part_committed(self) -> None:
        # A day alone waits for its time, so that no meeting is stored at midnight by the way.
        if self.day.line.text() and not self.time.line.text() and self.day.line.hasFocus():
            return
        self.committed.emit()
