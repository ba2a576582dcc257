"""Rows of a card that only say something, and rows and buttons that know which record they stand for."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.labels import Label


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
