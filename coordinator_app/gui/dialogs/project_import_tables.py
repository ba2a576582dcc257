"""The tables of the import wizard: columns with their targets, rows and words with their decisions, findings."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from coordinator_app.exchange.list_subjects import ListSubject
from coordinator_app.exchange.matching import Match
from coordinator_app.exchange.tables import TableData, cell_text
from coordinator_app.exchange.values import Level
from coordinator_app.gui import theme
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.services.list_import_plan import (
    NOT_MADE,
    ImportPlan,
    RowChoice,
    RowPlan,
    UnknownWord,
    WordAction,
    WordChoice,
)

LEVEL_CHIPS = {
    Level.PLAIN: ChipStyle("neutral", "circle"),
    Level.INFO: ChipStyle("ok", "tick-circle"),
    Level.WARNING: ChipStyle("attention", "triangle"),
    Level.ERROR: ChipStyle("error", "octagon"),
}
_FINDING_CHIPS = {**LEVEL_CHIPS, Level.INFO: ChipStyle("info", "info")}
MOST_EDITORS = 300  # rows with a choice box; beyond, the proposal holds
MOST_FINDINGS = 3_000


class _PaddedCell(QStyledItemDelegate):
    """Text with eight pixels of air at both sides; a selected row is tinted as a whole."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.color("selection"))
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(8, 0, -8, 0)
        super().paint(painter, inner, index)


class PlainTable(QTableWidget):
    """A read-only table whose cells may hold editors; `stretch` is the column that takes the room."""

    def __init__(self, labels: Sequence[str], name: str, widths: Sequence[int], stretch: int, height: int = 34) -> None:
        super().__init__(0, len(labels))
        self.setHorizontalHeaderLabels(list(labels))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_PaddedCell(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.height(height))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for place, width in enumerate(widths):
            head.resizeSection(place, width)
        head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def put(self, row: int, column: int, text: str, *, right: bool = False) -> None:
        """Write a text; the whole of it is the tooltip."""
        item = QTableWidgetItem(" ".join(text.split()))
        item.setToolTip(text)
        if right:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setItem(row, column, item)

    def put_widget(self, row: int, column: int, widget: QWidget) -> None:
        """Put a chip or editor into a cell with the usual padding."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(4, 1, 8, 1)
        line.addWidget(widget, 1 if isinstance(widget, ChoiceEditor) else 0)
        if not isinstance(widget, ChoiceEditor):
            line.addStretch(1)
        self.setCellWidget(row, column, holder)


def _chip(text: str, style: ChipStyle) -> Chip:
    chip = Chip()
    chip.set_style(text, style)
    return chip


class ColumnTable(PlainTable):
    """Columns of the list with an example and the field they become; `changed` when a target was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        labels = ("Spalte in der Datei", "Beispiel", "wird übernommen als", "Prüfung")
        super().__init__(labels, "Zuordnung der Spalten", (200, 240, 230, 150), 1, 40)
        self._editors: list[ChoiceEditor] = []

    def show_data(self, data: TableData, targets: Sequence[str], subject: ListSubject) -> None:
        """Show the columns of a table with their proposed targets."""
        self._editors = []
        self.setRowCount(0)
        self.setRowCount(len(data.header))
        options = [(str(target), label) for target, label in subject.targets.items()]
        for place, (name, target) in enumerate(zip(data.header, targets, strict=True)):
            self.put(place, 0, name)
            self.put(place, 1, _example(data, place))
            editor = ChoiceEditor(options, optional=False)
            editor.field.setAccessibleName(f"„{name}“ wird übernommen als")
            editor.set_value(str(target))
            editor.committed.connect(self._on_committed)
            self._editors.append(editor)
            self.put_widget(place, 2, editor)

    def targets(self) -> tuple[str, ...]:
        """The target of every column."""
        return tuple(str(editor.value()) for editor in self._editors)

    def show_states(self, plan: ImportPlan) -> None:
        """Show how the check of every column came out."""
        for place in range(len(self._editors)):
            text, level = plan.column_state(place)
            self.put_widget(place, 3, _chip(text, LEVEL_CHIPS[level]))

    @Slot()
    def _on_committed(self) -> None:
        self.changed.emit()


def _example(data: TableData, place: int) -> str:
    """The first three different values of a column."""
    found: list[str] = []
    for row in data.rows:
        text = cell_text(row.cells[place]) if place < len(row.cells) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == 3:
            break
    return " · ".join(found)


class RowTable(PlainTable):
    """Rows that repeat something or have no title, each with what happens to it."""

    changed = Signal()

    def __init__(self) -> None:
        labels = ("Zeile", "In der Liste", "Gibt es schon als", "Art", "Vorgehen")
        super().__init__(labels, "Doppelte Zeilen", (56, 250, 270, 110, 190), 2, 40)
        self._editors: dict[int, ChoiceEditor] = {}

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the rows to decide about."""
        rows = [row for row in plan.rows if row.is_double or not row.row.title]
        self._editors = {}
        self.setRowCount(0)
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            self._show_row(place, row)

    def _show_row(self, place: int, row: RowPlan) -> None:
        self.put(place, 0, str(row.row.line), right=True)
        self.put(place, 1, row.row.title)
        self.put(place, 2, row.same or row.message)
        if not row.row.title:
            self.put_widget(place, 3, _chip("Fehler", LEVEL_CHIPS[Level.ERROR]))
        else:
            word = "gleich" if row.certain else "ähnlich"
            self.put_widget(place, 3, _chip(word, LEVEL_CHIPS[Level.WARNING]))
        if not row.row.title or place >= MOST_EDITORS:
            self.put(place, 4, "Nicht übernehmen" if not row.row.title else row.choice.label)
            return
        options = [
            (RowChoice.MERGE, "Ergänzen"),
            (RowChoice.SKIP, "Überspringen"),
            (RowChoice.CREATE, "Trotzdem anlegen"),
        ]
        editor = ChoiceEditor(options, optional=False)
        editor.field.setAccessibleName(f"Vorgehen für Zeile {row.row.line}")
        editor.set_value(row.choice)
        editor.committed.connect(self._on_committed)
        self._editors[row.row.line] = editor
        self.put_widget(place, 4, editor)

    def choices(self) -> dict[int, RowChoice]:
        """The decisions by line."""
        return {line: RowChoice(editor.value()) for line, editor in self._editors.items()}

    @Slot()
    def _on_committed(self) -> None:
        self.changed.emit()


KIND_LABELS = {
    "field_of_action": "Handlungsfeld",
    "target_group": "Zielgruppe",
    "age_group": "Altersgruppe",
    "setting": "Setting",
    "prevention_type": "Präventionsart",
    "area": "Gebiet",
    "organisation": "Organisation",
    "organisation_kind": "Art der Organisation",
    "offence_group": "Deliktgruppe",
    "event_kind": "Art der Veranstaltung",
    "project": "Projekt",
}


class WordTable(PlainTable):
    """Words no catalogue knows, each with what happens to it."""

    changed = Signal()

    def __init__(self) -> None:
        labels = ("Begriff", "gehört zu", "Zeilen", "Vorgehen")
        super().__init__(labels, "Unbekannte Begriffe", (260, 130, 120, 330), 0, 40)
        self._editors: dict[tuple[str, str], ChoiceEditor] = {}

    def show_plan(self, plan: ImportPlan, known: dict[str, list[tuple[int, str]]]) -> None:
        """Show the unknown words; `known` are the entries they can be mapped to, by kind."""
        self._editors = {}
        self.setRowCount(0)
        self.setRowCount(len(plan.unknown))
        for place, word in enumerate(plan.unknown):
            self._show_word(place, word, known.get(word.kind, []))

    def _show_word(self, place: int, word: UnknownWord, known: list[tuple[int, str]]) -> None:
        lines = ", ".join(str(line) for line in dict.fromkeys(word.lines))
        self.put(place, 0, word.word)
        self.put(place, 1, KIND_LABELS[word.kind])
        self.put(place, 2, lines)
        if place >= MOST_EDITORS:
            self.put(place, 3, word.choice.action.label)
            return
        editor = ChoiceEditor(_options(word.kind, word.suggestion, known), optional=False)
        editor.field.setAccessibleName(f"Vorgehen für „{word.word}“")
        editor.set_value((word.choice.action.value, word.choice.id))
        editor.committed.connect(self._on_committed)
        self._editors[word.kind, word.key] = editor
        self.put_widget(place, 3, editor)

    def choices(self) -> dict[tuple[str, str], WordChoice]:
        """The decisions by kind and key."""
        found: dict[tuple[str, str], WordChoice] = {}
        for key, editor in self._editors.items():
            action, id = editor.value()
            found[key] = WordChoice(WordAction(action), id)
        return found

    def decide_all(self, action: WordAction) -> None:
        """Set every word that is not mapped to one decision."""
        for (kind, _), editor in self._editors.items():
            if editor.value()[0] != WordAction.MAP.value and not (action is WordAction.CREATE and kind in NOT_MADE):
                editor.set_value((action.value, 0))
        self.changed.emit()

    @Slot()
    def _on_committed(self) -> None:
        self.changed.emit()


def _options(kind: str, suggestion: Match | None, known: list[tuple[int, str]]) -> list[tuple[Any, str]]:
    options: list[tuple[Any, str]] = [((WordAction.NOTE.value, 0), "Nur in die Notiz")]
    if kind not in NOT_MADE:
        options.insert(0, ((WordAction.CREATE.value, 0), "Neu anlegen"))
    if suggestion is not None:
        options.append(((WordAction.MAP.value, suggestion.id), f"ist „{suggestion.label}“"))
    taken = suggestion.id if suggestion else 0
    options.extend(((WordAction.MAP.value, id), f"ist „{label}“") for id, label in known if id != taken)
    return options


class FindingTable(PlainTable):
    """Every odd value: where, what, and what becomes of it."""

    def __init__(self) -> None:
        labels = ("Zelle", "Gewicht", "Spalte", "Wert", "Was daraus wird")
        super().__init__(labels, "Hinweise des Probelaufs", (72, 120, 150, 170, 300), 4)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the findings in the order of the lines."""
        shown = plan.findings[:MOST_FINDINGS]
        self.setRowCount(0)
        self.setRowCount(len(shown))
        for place, item in enumerate(shown):
            self.put(place, 0, plan.data.place(item.line, item.column), right=True)
            self.put_widget(place, 1, _chip(item.level.label, _FINDING_CHIPS[item.level]))
            self.put(place, 2, item.column)
            self.put(place, 3, item.text)
            self.put(place, 4, item.message)
