"""All fields of the sheet with what is typed: a column beside the mask to look over."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from coordinator_app.domain.answers import NOT_ASKED, NOT_TYPED
from coordinator_app.domain.entry_fields import EntryField, FieldKind
from coordinator_app.gui import theme
from coordinator_app.services.entry import EntrySession

_Index = QModelIndex | QPersistentModelIndex


class _Fields(QAbstractTableModel):
    """One line per field: number, what is asked, what is typed."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = session.plan
        self._typed: list[str] = []
        self.take_look()

    def take_look(self) -> None:
        """Fonts and colours as they are now: asking for them per cell would cost more than drawing."""
        self._fonts = theme.font("hint", tabular=True), theme.font("strong", tabular=True)
        self._inks = theme.color("text"), theme.color("text_muted")

    def rowCount(self, parent: _Index | None = None) -> int:
        """Number of fields."""
        return 0 if parent is not None and parent.isValid() else len(self._shown.fields)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Number, code, name."""
        return 0 if parent is not None and parent.isValid() else 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, and muted ink for what is not asked."""
        field = self._shown.fields[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(field, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            skipped = self._session.sheet.values.get(field.variable) == NOT_ASKED
            return self._inks[skipped or index.column() == 0]
        if role == Qt.ItemDataRole.FontRole:
            return self._fonts[index.column() == 1]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() < 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _words(self, field: EntryField, column: int) -> str:
        if column == 0:
            first = self._shown.fields_of(field.question)[0] is field
            return str(field.number) if first else ""
        if column == 1:
            return self._typed[field.place] if self._typed else ""
        question = self._shown.questions[field.question]
        return field.label or question.title or question.wording

    def refresh(self) -> None:
        """Show what is typed now, drawing only what is different; another form is read anew."""
        typed = [typed_words(self._session, field) for field in self._session.plan.fields]
        if self._shown is not self._session.plan or len(typed) != len(self._typed):
            self.beginResetModel()
            self.take_look()
            self._shown, self._typed = self._session.plan, typed
            self.endResetModel()
            return
        old, self._typed = self._typed, typed
        for row, (before, now) in enumerate(zip(old, typed, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 2))


class Overview(QTableView):
    """`refresh()` after every key; a click asks for a field (`chosen(place)`)."""

    chosen = Signal(int)

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = _Fields(session, self)
        self._session = session
        self.setModel(self._fields)
        self.setAccessibleName("Angaben auf diesem Bogen")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.height(24))
        self.setColumnWidth(0, 36)
        self.setColumnWidth(1, 72)
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._on_clicked)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or size of text."""
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._fields.take_look()

    def refresh(self) -> None:
        """Show what is typed and where the cursor stands."""
        self._fields.refresh()
        place = self._session.place
        if place is None:
            self.clearSelection()
        else:
            self.selectRow(place)
            self.scrollTo(self._fields.index(place, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())


def typed_words(session: EntrySession, field: EntryField) -> str:
    """What is typed in a field, in few characters."""
    values = session.sheet.values
    value = values.get(field.variable, NOT_TYPED)
    if value == NOT_TYPED:
        return "…"
    if value == NOT_ASKED:
        return "–"
    if field.kind is FieldKind.CROSSES and value >= 0:
        pairs = zip(field.variables, field.answers, strict=True)
        return "".join(answer.key for name, answer in pairs if values.get(name) == 1)
    text = session.sheet.texts.get(field.variable, "")
    if text:
        return "Text" if field.kind is FieldKind.TEXT else text
    return str(value)
