"""What tests of windows share: freed widgets, names for assistive technology, small list sources."""

import gc
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QScrollArea,
    QWidget,
)

from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind


def settle(turns: int = 5) -> None:
    """Let the window take up what happened: queued signals, then the timers they start, then a reload, its layout.

    Turns of the event loop are counted, not milliseconds: enough on a busy machine, quick on an idle one.
    """
    for _ in range(turns):
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def assert_freed(make: Callable[[], QWidget]) -> None:
    """Show, close and delete what `make` builds; fail if Python or Qt keep it alive."""
    gc.freeze()  # what was there before need not be looked through
    try:
        _assert_freed(make)
    finally:
        gc.unfreeze()


def _assert_freed(make: Callable[[], QWidget]) -> None:
    widget = make()
    reference = weakref.ref(widget)
    widget.show()
    widget.close()
    if shiboken6.isValid(widget):
        widget.deleteLater()
    del widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = reference()
    assert left is None, f"still alive: {left!r}, held by {[type(holder) for holder in gc.get_referrers(left)]}"


def nameless(root: QWidget) -> list[str]:
    """Widgets below `root` that take the focus by Tab but have no accessible name."""
    found: list[str] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.accessibleName():
            continue
        if widget.objectName().startswith("qt_") or isinstance(widget, QScrollArea) or widget.focusProxy():
            continue
        if isinstance(widget.parentWidget(), QAbstractScrollArea) or not is_ours(widget):
            continue
        if widget.isHidden() or (isinstance(widget, QAbstractButton) and widget.text()):
            continue
        found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def is_ours(widget: QWidget) -> bool:
    """Whether it is no part Qt builds inside its own widgets (the list of a combo box, the lines of a calendar)."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QCalendarWidget | QAbstractSpinBox | QHeaderView):
            return False
        parent = parent.parentWidget()
    return True


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the made-up list."""

    id: int
    title: str
    state: str
    end: date | None
    cents: int


TOWNS = ("Apfelbach", "Ährenfeld", "Birkenau", "Zwiesel", "Mühlwerda")
STATES = ("läuft", "ruht", "fertig")


class MadeUpSource:
    """A list source in memory that counts how often pages are read."""

    columns: Sequence[Column[Row]] = (
        Column("title", "Titel", Kind.TEXT, lambda row: row.title, sort="title", width=20, stretch=True),
        Column("state", "Status", Kind.TEXT, lambda row: row.state, sort="state"),
        Column("end", "Ende", Kind.DATE, lambda row: row.end, sort="end"),
        Column("cents", "Kosten", Kind.MONEY, lambda row: row.cents, total=True),
        Column("hidden", "Verborgen", Kind.INTEGER, lambda row: row.id, shown=False),
    )

    def __init__(self, count: int) -> None:
        self.data = {
            number: Row(
                number,
                f"{TOWNS[number % 5]} {number}",
                STATES[number % 3],
                None if number % 4 == 0 else date(2026, 1 + number % 12, 1 + number % 28),
                number * 100,
            )
            for number in range(1, count + 1)
        }
        self.page_reads = 0

    def ids(self, wanted: ListFilter) -> list[int]:
        """Matching ids, sorted by the attribute named."""
        text = wanted.text.lower()
        found = [row for row in self.data.values() if text in row.title.lower()]
        for key, value in wanted.equals.items():
            found = [row for row in found if getattr(row, key) == value]
        if wanted.sort:
            found.sort(key=lambda row: str(getattr(row, wanted.sort)), reverse=wanted.descending)
        return [row.id for row in found]

    def rows(self, ids: Sequence[int]) -> dict[int, Any]:
        """Rows that are still there."""
        self.page_reads += 1
        return {found: self.data[found] for found in ids if found in self.data}


def paper(pages: int, text: str = "Niederschrift", *, landscape: bool = False) -> bytes:
    """A small real PDF."""
    import typst

    flipped = ", flipped: true" if landscape else ""
    source = f'#set page("a4"{flipped})\n' + "\n#pagebreak()\n".join(f"{text} {number + 1}" for number in range(pages))
    return typst.compile(source.encode())
