"""Editors of days and moments, with a calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.common import german
from coordinator_app.common.clock import BERLIN, local
from coordinator_app.common.errors import UserError
from coordinator_app.domain.day_words import parse_day
from coordinator_app.domain.fields import Direction
from coordinator_app.gui import icons, theme
from coordinator_app.gui.forms.editors import Editor, TextEditor, TimeEditor

_BESIDE = 52
"""Pixels beside the day in its field: padding and the icon of the calendar."""


class DateEditor(TextEditor):
    """A day or nothing: „26.11.“, „morgen“, „in 2 Wochen“; a calendar opens by the icon or Alt+Down.

    `direction` says which year is meant when none is typed.
    """

    field_width = 220

    def __init__(
        self, today: Callable[[], date], parent: QWidget | None = None, *, direction: Direction = "nearest"
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._direction: Direction = direction
        self.line.setPlaceholderText("TT.MM.JJJJ")
        self._open = QAction("Kalender öffnen", self)
        icons.bind(self._open, "calendar", "text_muted")
        self.line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.line.setMinimumWidth(QFontMetrics(theme.font()).horizontalAdvance("00.00.0000") + _BESIDE)
        self._open.triggered.connect(self._on_open_calendar)
        self._popup: _CalendarPopup | None = None
        self.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Down opens the calendar."""
        # While Python takes a dialog down, events still come when the attributes are gone.
        if watched is getattr(self, "line", None) and isinstance(event, QKeyEvent) and _opens_calendar(event):
            self._on_open_calendar()
            return True
        return super().eventFilter(watched, event)

    def set_value(self, value: Any) -> None:
        """Show a day; the tooltip names its weekday."""
        super().set_value(value)
        self.line.setToolTip(german.format_weekday_date(value) if value else "")

    def _read(self, text: str) -> date | None:
        return parse_day(text, self._today(), self._direction)

    def _show(self, value: Any) -> str:
        return "" if value is None else german.format_date(value)

    @Slot()
    def _on_open_calendar(self) -> None:
        if self.line.isReadOnly():
            return
        if self._popup is None:
            self._popup = _CalendarPopup(self)
            self._popup.chosen.connect(self._on_day_chosen)
        try:
            day = self.value() or self._today()
        except UserError:
            day = self._today()
        self._popup.open_at(self.line, day)

    @Slot(object)
    def _on_day_chosen(self, day: date) -> None:
        self.line.setText(german.format_date(day))
        self.line.setFocus()
        self._on_editing_finished()


def _opens_calendar(event: QKeyEvent) -> bool:
    alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down and bool(alt)


class _CalendarPopup(QFrame):
    """A calendar that closes when a day is chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        theme.mark(self, flaeche="aufklapp")
        self._calendar = QCalendarWidget()
        self._calendar.setAccessibleName("Kalender")
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self._calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._calendar.setGridVisible(False)
        self._colour()
        self._calendar.activated.connect(self._on_activated)
        self._calendar.clicked.connect(self._on_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._calendar)

    def _colour(self) -> None:
        """Weekends in a role instead of Qt's own red; week numbers and weekdays like table heads."""
        weekend, head = QTextCharFormat(), QTextCharFormat()
        weekend.setForeground(theme.color("text_muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, weekend)
        head.setForeground(theme.color("text_muted"))
        head.setBackground(theme.color("sunken"))
        head.setFont(theme.font("chip"))
        self._calendar.setHeaderTextFormat(head)

    def open_at(self, field: QWidget, day: date) -> None:
        """Open below a field with this day marked."""
        self._colour()
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(field.mapToGlobal(field.rect().bottomLeft()))
        self.show()
        self._calendar.setFocus()

    @Slot(QDate)
    def _on_activated(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))


class DateTimeEditor(Editor):
    """Day and time side by side; the value is an aware UTC moment or None. A day without a time is not finished."""

    def __init__(
        self, today: Callable[[], date], parent: QWidget | None = None, *, direction: Direction = "nearest"
    ) -> None:
        super().__init__(parent)
        self.day = DateEditor(today, direction=direction)
        self.time = TimeEditor()
        self.day.line.setMaximumWidth(160)
        self.time.line.setPlaceholderText("SS:MM")
        self.time.line.setMinimumWidth(QFontMetrics(theme.font()).horizontalAdvance("00:00") + 28)
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
