"""What both details share: a scrolling column, linked rows, rows that edit or remove a part."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.services.contacts import Linked

_ICONS = {"project": "briefcase", "body": "people", "organisation": "building", "person": "person"}


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


def tag(target: QObject, kind: str, id: int) -> None:
    """Note on a row or button which record it stands for."""
    target.setProperty("record_kind", kind)
    target.setProperty("record_id", id)


def tagged(sender: QObject | None) -> tuple[str, int]:
    """The record a row or button stands for; ("", 0) for none."""
    if sender is None or sender.property("record_id") is None:
        return "", 0
    return str(sender.property("record_kind")), int(sender.property("record_id"))


def go(context: AppContext, kind: str, id: int, *_: object) -> None:
    """Open a record on its page; for `partial` in signal connections."""
    context.navigate(kind, id)


def hint_row(text: str) -> QWidget:
    """A line that only says something."""
    return ListRow(text, clickable=False)


def show_links(card: ListCard, context: AppContext, links: Sequence[Linked], nothing: str) -> None:
    """Fill a card with links to other records."""
    rows: list[QWidget] = []
    for link in links:
        value = link.text if link.current else f"{link.text} (beendet)"
        row = ListRow(link.title, value=value, icon=_ICONS.get(link.kind, "link"))
        row.activated.connect(partial(go, context, link.kind, link.id))
        rows.append(row)
    card.set_hint(str(len(rows)) if rows else "")
    card.set_rows(rows or [hint_row(nothing)])
