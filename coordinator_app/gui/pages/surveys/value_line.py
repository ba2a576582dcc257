"""The line a value is typed in: period, value, remark; Enter stores it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import parse_decimal
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label


class ValueLine(QWidget):
    """`store(period, value, comment)`; what it refuses stands below. An empty value means: none is known."""

    def __init__(self, store: Callable[[str, float | None, str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.period, self.value, self.comment = QLineEdit(), QLineEdit(), QLineEdit()
        self.button = SecondaryButton("Eintragen", "plus")
        self.error = Label("", "fehler", wrap=True)
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.error)
        for field, words, stretch in (
            (self.period, "Zeitraum, etwa 2025", 2),
            (self.value, "Wert", 2),
            (self.comment, "Bemerkung", 3),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words.partition(",")[0])
            field.installEventFilter(self)
            line.addWidget(field, stretch)
        line.addWidget(self.button)
        self.button.clicked.connect(self.store)

    @Slot()
    def store(self) -> None:
        """Store the value and begin the next."""
        text = self.value.text().strip()
        try:
            value = parse_decimal(text) if text else None
            self._store(self.period.text(), value, self.comment.text().strip())
        except UserError as error:
            self.error.setText(error.text)
            self.error.show()
            return
        self.error.hide()
        for field in (self.period, self.value, self.comment):
            field.clear()
        self.period.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field stores."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self.store()
            return True
        return super().eventFilter(watched, event)
