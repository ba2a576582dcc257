"""Helpers the tabs of a project share: a scrolling column, hint rows, links that know their record."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.labels import Label


class ScrollColumn(QScrollArea):
    """One column that scrolls as a whole; add content to `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        theme.mark(inner, flaeche="surface")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(24, 16, 24, 24)
        self.column.setSpacing(16)
        self.setWidget(inner)


def hint_row(text: str) -> QWidget:
    """A line of a list card that only says something."""
    return ListRow(text, clickable=False)


def text_row(text: str) -> QWidget:
    """A whole sentence as a line of a list card, wrapped."""
    row = QWidget()
    line = QVBoxLayout(row)
    line.setContentsMargins(16, 8, 16, 8)
    line.addWidget(Label(text, "stark", wrap=True))
    return row


def tag(target: QObject, kind: str, id: int) -> None:
    """Note on a button, row or action which record it stands for; read it in the slot by `tagged`."""
    target.setProperty("record_kind", kind)
    target.setProperty("record_id", id)


def tagged(sender: QObject | None) -> tuple[str, int]:
    """The record a button, row or action stands for; ("", 0) for none."""
    if sender is None or sender.property("record_id") is None:
        return "", 0
    return str(sender.property("record_kind")), int(sender.property("record_id"))


def go(context: AppContext, kind: str, id: int, *_: object) -> None:
    """Open a record on its page; for `partial` in signal connections."""
    context.navigate(kind, id)
