"""The left side of the help window: the parts of the Handbuch with their topics, or what the search found."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from coordinator_app.gui import help_topics, theme
from coordinator_app.services import handbook
from coordinator_app.services.handbook import Hit

_ID = Qt.ItemDataRole.UserRole
_HIT = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class HelpTree(QTreeWidget):
    """`chosen(id)` fires when another topic is selected; a part itself is none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Hilfethemen")
        self.setHeaderHidden(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIndentation(16)
        self.setItemDelegate(_HitDelegate(self))
        self.currentItemChanged.connect(self._on_current_changed)

    def show_parts(self) -> None:
        """All topics, in the parts of the Handbuch."""
        self._begin()
        known = help_topics.titles()
        for part in handbook.parts():
            top = QTreeWidgetItem(self, [part.title])
            for topic_id in part.topics:
                if topic_id in known:
                    _topic_item(top, topic_id, known[topic_id])
        self.setRootIsDecorated(True)
        self.blockSignals(False)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """What was found, each with the line it was found in."""
        self._begin()
        for hit in hits:
            item = _topic_item(self, hit.topic.id, hit.topic.title)
            item.setData(0, _HIT, hit)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{hit.topic.title}. {hit.excerpt}")
        self.setRootIsDecorated(False)
        self.blockSignals(False)

    def _begin(self) -> None:
        self.blockSignals(True)
        self.clear()

    def mark(self, topic_id: str) -> None:
        """Select the topic that is shown, its part opened; says nothing to others."""
        self.blockSignals(True)
        item = self._item(topic_id)
        if item is None:
            self.setCurrentIndex(QModelIndex())
        elif item is not self.currentItem():
            if not self.hasFocus():  # who goes through the parts keeps open what he has opened
                self.collapseAll()
            self.setCurrentItem(item)
            self.scrollToItem(item)
        self.blockSignals(False)

    def ids(self) -> list[str]:
        """The topics listed, from top to bottom."""
        return [topic_id for item in self._items() if (topic_id := _id_of(item))]

    def choose_first(self) -> None:
        """Show the first topic."""
        for topic_id in self.ids()[:1]:
            item = self._item(topic_id)
            if item is not None:
                self.setCurrentItem(item)

    def _item(self, topic_id: str) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if _id_of(item) == topic_id), None)

    def _items(self) -> list[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        found: list[QTreeWidgetItem] = []
        while (item := walk.value()) is not None:
            found.append(item)
            walk += 1
        return found

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current_changed(self, now: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if now is not None and _id_of(now):
            self.chosen.emit(_id_of(now))


def _topic_item(parent: QTreeWidget | QTreeWidgetItem, topic_id: str, title: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(parent, [title])
    item.setData(0, _ID, topic_id)
    item.setToolTip(0, title)
    return item


def _id_of(item: QTreeWidgetItem) -> str:
    return str(item.data(0, _ID) or "")


class _HitDelegate(QStyledItemDelegate):
    """Draws a topic found: its title, below it the line with the words in bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row; without a hit as any other."""
        hit = index.data(_HIT)
        if hit is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        document = self._document(hit, option, rect.width(), selected=selected)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, theme.color("selection_text" if selected else "text"))
        painter.save()
        painter.translate(rect.topLeft())
        painter.setClipRect(QRectF(0, 0, rect.width(), rect.height()))
        document.documentLayout().draw(painter, context)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as title and excerpt need."""
        hit = index.data(_HIT)
        if hit is None:
            return super().sizeHint(option, index)
        tree = self.parent()
        width = tree.viewport().width() if isinstance(tree, QTreeWidget) else 0
        return QSize(width, round(self._document(hit, option, width, selected=False).size().height()))

    def _document(self, hit: Hit, option: QStyleOptionViewItem, width: int, *, selected: bool) -> QTextDocument:
        document = QTextDocument()
        document.setDefaultFont(option.font)
        document.setDocumentMargin(8)
        shade = theme.color("selection_text" if selected else "text_muted").name()
        document.setHtml(f"<b>{escape(hit.topic.title)}</b><br><span style='color:{shade}'>{_marked(hit)}</span>")
        document.setTextWidth(width)
        return document


def _marked(hit: Hit) -> str:
    parts: list[str] = []
    end = 0
    for start, stop in hit.marks:
        parts += [escape(hit.excerpt[end:start]), f"<b><u>{escape(hit.excerpt[start:stop])}</u></b>"]
        end = stop
    return "".join([*parts, escape(hit.excerpt[end:])])
