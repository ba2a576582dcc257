"""The line below a table: where one stands, how many are chosen, sums; it tells screen readers how much was found."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from coordinator_app.common import german
from coordinator_app.domain.columns import Column
from coordinator_app.gui import speaking, theme
from coordinator_app.gui.models.formats import format_value
from coordinator_app.gui.widgets.labels import Label

SAID_AFTER = 700  # ms without another change: whoever types a filter hears the count of the last word only


class TableFooter(QFrame):
    """Position or selection at the left, sums at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="fusszeile")
        self.setMinimumHeight(theme.height(32, "hint"))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        self._position = Label("", "hinweis")
        self._sums = Label("", "hinweis", rich=True)
        line.addWidget(self._position)
        line.addStretch(1)
        line.addWidget(self._sums)
        self._found = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SAID_AFTER)
        self._later.timeout.connect(self._say)

    def text(self) -> str:
        """Position or selection, then sums."""
        sums = self._sums.text().replace("<b>", "").replace("</b>", "")
        return " · ".join(part for part in (self._position.text(), sums) if part)

    def show_position(self, selected: int, place: int, total: int) -> None:
        """`place` is the current record from 1 on, 0 when there is none."""
        if selected > 1:
            words = f"{german.format_integer(selected)} von {german.format_integer(total)} ausgewählt"
        elif place:
            words = f"Zeile {german.format_integer(place)} von {german.format_integer(total)}"
        else:
            words = german.plural(total, "Eintrag", "Einträge")
        self._position.setText(words)

    def show_sums(self, columns: Sequence[Column[Any]], totals: Mapping[str, Any]) -> None:
        """The sums of the columns that have one."""
        parts = [
            f"Summe {column.label} <b>{format_value(column.kind, totals[column.key])}</b>"
            for column in columns
            if column.total and column.key in totals
        ]
        self._sums.setText(" · ".join(parts))

    def say_found(self, total: int) -> None:
        """Tell screen readers how many a filter leaves, when it has not changed for a moment."""
        self._found = german.plural(total, "Eintrag", "Einträge") if total else "Nichts gefunden"
        self._later.start()

    @Slot()
    def _say(self) -> None:
        around = self.parentWidget()
        if around is not None and around.isVisible():
            speaking.say(around, self._found)
