"""Read-only pairs of label and value in one or two columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator_app.gui.widgets.labels import Label


class KeyValueGrid(QWidget):
    """Label left (muted, 128 wide at least), value right; a value is text or a widget such as a `LinkButton`.

    `columns=2` sets pairs side by side, reading line by line. An empty text shows „–“. With `numbers` the values stand
    below each other at the right edge.
    """

    def __init__(
        self,
        rows: Sequence[tuple[str, str | QWidget]] = (),
        columns: int = 1,
        parent: QWidget | None = None,
        *,
        label_width: int = 120,
        numbers: bool = False,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._label_width = label_width
        self._numbers = numbers
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        for column in range(columns):
            self._grid.setColumnMinimumWidth(column * 2, label_width if column == 0 else label_width // 2)
            self._grid.setColumnStretch(column * 2 + 1, 1)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[tuple[str, str | QWidget]]) -> None:
        """Show these pairs; the old ones are freed."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for position, (label, value) in enumerate(rows):
            line, column = divmod(position, self._columns)
            words = Label(label, "gedaempft")
            self._grid.addWidget(words, line, column * 2, top)
            words.show()  # at once: Qt would do so a moment later, and everything below would jump
            if isinstance(value, str):
                shown = Label(value or "–", wrap=True)
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.setBuddy(shown)
                if self._numbers:
                    shown.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(shown, line, column * 2 + 1, top)
                shown.show()
            else:
                self._grid.addWidget(value, line, column * 2 + 1, top | Qt.AlignmentFlag.AlignLeft)
