"""The outline left of the sheet: title texts, blocks and questions, ordered by keyboard or mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent, QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from coordinator_app.domain.questionnaire_rules import block_letter, blocks, numbers
from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.gui import icons, theme

if TYPE_CHECKING:
    from coordinator_app.services.surveys import Designer

SHORT_TYPES = {
    QuestionType.SINGLE: "Auswahl",
    QuestionType.MULTIPLE: "Mehrfach",
    QuestionType.SCALE: "Skala",
    QuestionType.MATRIX: "Matrix",
    QuestionType.NUMBER: "Zahl",
    QuestionType.YEAR: "Jahr",
    QuestionType.SHORT_TEXT: "Text",
    QuestionType.LONG_TEXT: "Text",
    QuestionType.DATE: "Datum",
    QuestionType.CODE: "Ziffern",
    QuestionType.TEXT_TABLE: "Tabelle",
    QuestionType.RANKING: "Rang",
    QuestionType.INFO: "Hinweis",
}
_ROLE = Qt.ItemDataRole.UserRole
_BLOCK = Qt.ItemDataRole.UserRole + 1


class Outline(QTreeWidget):
    """Signals: `chosen(question id, block)`: a question, (0, block) a block, (0, "") the texts of the form.

    Alt+Up/Down fire `step_wanted(id, block, direction)`, Entf `delete_wanted(id)`, Strg+D `duplicate_wanted(id)`;
    a drop fires `move_wanted(id, place, block)` where place counts the other questions.
    """

    chosen = Signal(int, str)
    step_wanted = Signal(int, str, int)
    move_wanted = Signal(int, int, str)
    delete_wanted = Signal(int)
    duplicate_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Gliederung des Fragebogens")
        self.setAccessibleDescription("Pfeiltasten wählen, Alt und Pfeil nach oben oder unten verschiebt, Entf löscht")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(_OutlineDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_wanted)
        self.currentItemChanged.connect(self._on_current_changed)
        self.read_only = False
        self._order: list[int] = []
        self._filling = False

    def fill(self, designer: "Designer", chosen: tuple[int, str]) -> None:
        """Show blocks and questions; keeps what is folded and chooses (question, block) without a signal."""
        folded = {item.data(0, _BLOCK) for item in self._tops() if not item.isExpanded()}
        place = self.verticalScrollBar().value()
        self._filling = True
        self.clear()
        self._order = [question.id for question in designer.questions]
        self._add_top("Titel, Einleitung, Schluss", "", "")
        number = numbers(designer.form.questions)
        wrong = {finding.key for finding in designer.findings}
        warning = QIcon(icons.pixmap("triangle", 14, "attention"))
        for index, (title, questions) in enumerate(blocks(designer.form.questions)):
            top = self._add_top(f"{block_letter(index)}   {title}", str(len(questions)), title)
            for question in questions:
                name = f"{number.get(question.key, '–'):\u2007>2}"
                item = QTreeWidgetItem(top, [f"{name}   {question.title}", SHORT_TYPES[question.type]])
                item.setData(0, _ROLE, int(question.key))
                item.setData(0, _BLOCK, title)
                item.setToolTip(0, question.wording)
                item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                item.setFlags(flags if self.read_only else flags | Qt.ItemFlag.ItemIsDragEnabled)
                if question.key in wrong:
                    item.setIcon(1, warning)
            top.setExpanded(title not in folded)
        self.choose(*chosen)
        self.verticalScrollBar().setValue(place)
        self._filling = False

    def choose(self, question: int, block: str) -> None:
        """Choose a question (or a block, or the texts of the form) without a signal."""
        before, self._filling = self._filling, True
        for item in self._all():
            if (item.data(0, _ROLE), item.data(0, _BLOCK) if not question else "") == (question, block):
                self.setCurrentItem(item)
                self.scrollToItem(item)
                break
        self._filling = before

    def current(self) -> tuple[int, str]:
        """What is chosen: (question id or 0, its block)."""
        item = self.currentItem()
        return (int(item.data(0, _ROLE)), str(item.data(0, _BLOCK))) if item is not None else (0, "")

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where the question should go; the tree itself changes when the form was stored."""
        dragged, _ = self.current()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        target = self.itemAt(event.position().toPoint())
        if dragged and target is not None:
            self._drop(dragged, target, self.dropIndicatorPosition())
        event.accept()

    def _drop(self, dragged: int, target: QTreeWidgetItem, where: QAbstractItemView.DropIndicatorPosition) -> None:
        block, question = str(target.data(0, _BLOCK)), int(target.data(0, _ROLE))
        if not block or question == dragged:
            return
        others = [id for id in self._order if id != dragged]
        if question:
            below = where is not QAbstractItemView.DropIndicatorPosition.AboveItem
            place = others.index(question) + int(below)
        else:
            head = target.child(0)
            first = int(head.data(0, _ROLE)) if head is not None else 0
            place = others.index(first) if first in others else self._order.index(dragged)
        self.move_wanted.emit(dragged, place, block)

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A line below each row, and the bar beside the chosen one."""
        super().drawRow(painter, option, index)
        place = option.rect
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, theme.color("line"))
        if self.selectionModel().isSelected(index):
            painter.fillRect(place.left(), place.top(), 3, place.height(), theme.color("accent"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up/Down move, Entf deletes, Strg+D duplicates."""
        question, block = self.current()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and block and not self.read_only:
            self.step_wanted.emit(question, block, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and question and not self.read_only:
            self.delete_wanted.emit(question)
        else:
            super().keyPressEvent(event)

    @Slot(QPoint)
    def _on_menu_wanted(self, place: QPoint) -> None:
        question, block = self.current()
        if not block or self.read_only:
            return
        menu = QMenu(self)
        menu.addAction("Nach oben\tAlt+↑").triggered.connect(self._on_up)
        menu.addAction("Nach unten\tAlt+↓").triggered.connect(self._on_down)
        if question:
            menu.addSeparator()
            menu.addAction("Verdoppeln\tStrg+D").triggered.connect(self._on_duplicate)
            menu.addAction("In den Papierkorb\tEntf").triggered.connect(self._on_delete)
        menu.exec(self.viewport().mapToGlobal(place))
        menu.deleteLater()

    @Slot()
    def _on_up(self) -> None:
        self.step_wanted.emit(*self.current(), -1)

    @Slot()
    def _on_down(self) -> None:
        self.step_wanted.emit(*self.current(), 1)

    @Slot()
    def _on_duplicate(self) -> None:
        self.duplicate_wanted.emit(self.current()[0])

    @Slot()
    def _on_delete(self) -> None:
        self.delete_wanted.emit(self.current()[0])

    @Slot()
    def _on_current_changed(self) -> None:
        if not self._filling:
            self.chosen.emit(*self.current())

    def _add_top(self, text: str, count: str, block: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [text, count])
        item.setData(0, _ROLE, 0)
        item.setData(0, _BLOCK, block)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled)
        return item

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _all(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        for top in self._tops():
            children = (top.child(row) for row in range(top.childCount()))
            found += [top, *(item for item in children if item is not None)]
        return found


class _OutlineDelegate(QStyledItemDelegate):
    """Blocks in bold, the second column muted."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if not index.parent().isValid():
            option.font = theme.font("strong")
        if index.column() == 1:
            option.font = theme.font("hint")
            option.palette.setColor(QPalette.ColorRole.Text, theme.color("text_muted"))
