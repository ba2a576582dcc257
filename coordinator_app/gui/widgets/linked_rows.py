"""Rows of a card that only say something, and rows and buttons that know which record they stand for."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.labels import Label


def hint_row(text: str) -> QWidget:
    """A line of a list card that only says something."""
    return ListRow(text, clickable=False)


def text_row(text: str, rank: str = "stark") -> QWidget:
    """A whole sentence as a line of a list card, wrapped; `rank` as of a label."""
    row = QWidget()
    line = QVBoxLayout(row)
    line.setContentsMargins(16, 8, 16, 8)
    line.addWidget(Label(text, rank, wrap=True))
    return row


def entry_row(text: str, when: str, step: str = "") -> QWidget:
    """An entry of a history: what happened (wrapped, a step in bold before it), and when at the right."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(16, 8, 16, 8)
    line.setSpacing(12)
    words = QVBoxLayout()
    line.addLayout(words, 1)
    words.setSpacing(2)
    for part, rank in ((step, "stark"), (text, "")):
        if part:
            label = Label(part, rank, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
    line.addWidget(Label(when, "hinweis"), 0, Qt.AlignmentFlag.AlignTop)
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
