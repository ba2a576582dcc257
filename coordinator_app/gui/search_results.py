"""The list of hits below the search field."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from coordinator_app.common.german import plural
from coordinator_app.gui import icons, speaking, theme
from coordinator_app.gui.search_hits import Hit

TARGET = Qt.ItemDataRole.UserRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class ResultList(QListWidget):
    """The hits, grouped by kind; headings cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Treffer")
        self.setIconSize(QSize(16, 16))
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        theme.mark(self, rolle="trefferliste")

    def show_hits(self, hits: Sequence[Hit], text: str) -> None:
        """Replace the list; the first hit is chosen."""
        self.clear()
        group = ""
        for hit in hits:
            if hit.group != group:
                group = hit.group
                self._add_heading(group)
            line = f"{hit.title}  ·  {hit.addition}" if hit.addition else hit.title
            item = QListWidgetItem(icons.for_row(hit.icon, "text_muted"), line)
            item.setData(TARGET, (hit.kind, hit.id))
            item.setToolTip(line)
            item.setData(_SPOKEN, f"{line}, {hit.group}")  # a TOP and its Beschluss have the same title
            self.addItem(item)
        if not hits:
            self._add_heading(f"Nichts gefunden zu „{text}“")
        self.step(1, start=-1, before=f"{plural(len(hits), 'Treffer', 'Treffer')}: " if hits else "")
        if not hits:
            speaking.say(self, f"Nichts gefunden zu „{text}“")

    def step(self, by: int, start: int | None = None, *, before: str = "") -> None:
        """Choose the next or previous hit, going round at the ends, and say it: the focus stays in the field."""
        rows = [row for row in range(self.count()) if self.item(row).data(TARGET) is not None]
        if not rows:
            return
        current = self.currentRow() if start is None else start
        position = rows.index(current) if current in rows else -1 if by > 0 else 0
        self.setCurrentRow(rows[(position + by) % len(rows)])
        speaking.say(self, f"{before}{self.currentItem().data(_SPOKEN)}")

    def place_below(self, field: QWidget) -> None:
        """Show the list under the field, as high as it needs."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        width = max(field.width(), 420)
        window = field.window()
        if self.parentWidget() is not window:
            self.setParent(window)  # a child lies above everything and never takes the focus
        corner = field.mapTo(window, QPoint(field.width() - width, field.height() + 4))
        self.setGeometry(corner.x(), corner.y(), width, min(rows + 12, 520))
        self.show()
        self.raise_()

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font("chip"))
        self.addItem(item)
