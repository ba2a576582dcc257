"""The strata of a sample as lines to type in: persons, letters, undeliverable; what each will give stands beside."""

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import NBSP, format_decimal, format_integer
from coordinator_app.domain.sample_plan import Comparison, Outlook, StratumOutlook
from coordinator_app.domain.sampling import SurveyStratum
from coordinator_app.gui.forms.editors import IntegerEditor, TextEditor
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import tag, tagged

HEADINGS = ("Schicht", "Code", "Personen", "Anschreiben", "Unzustellbar", "Antworten", "± Punkte", "Vergleich", "")
FIELDS = ("title", "code", "inhabitants", "letters", "undeliverable")
_WIDTHS = (130, 48, 82, 82, 82)  # the name takes what is left
_WIDEST = 360
_WHOLE = Qt.AlignmentFlag(0)  # as wide as its column
_LOOKS = {
    Comparison.GOOD: ChipStyle("ok", "tick-circle"),
    Comparison.ROUGH: ChipStyle("info", "info"),
    Comparison.BRACKETS: ChipStyle("attention", "triangle"),
    Comparison.HIDDEN: ChipStyle("attention", "triangle"),
}
_LABELS = {"title": "Name", "code": "Code", "inhabitants": "Personen", "letters": "Anschreiben"}


def points_words(points: float) -> str:
    """„± 4,9 Punkte“; „–“ without answers."""
    return "–" if points == float("inf") else f"±{NBSP}{format_decimal(points, 1, fixed=True)}{NBSP}Punkte"


def _comparison(seen: StratumOutlook) -> str:
    """From what difference to the rest on a stratum can be told apart, or that it cannot."""
    if seen.comparison is Comparison.HIDDEN:
        return "nicht gezeigt"
    if seen.comparison is Comparison.BRACKETS:
        return "nicht vertretbar"
    return f"ab {math.ceil(seen.difference)} Punkten"


class _Line:
    """The widgets of one stratum."""

    def __init__(self, parent: QWidget) -> None:
        self.editors: dict[str, TextEditor] = {}
        for name, width in zip(FIELDS, _WIDTHS, strict=True):
            editor = (
                TextEditor(parent, max_length=120) if name == "title" else IntegerEditor(parent, plain=name == "code")
            )
            if name == "title":
                editor.setMinimumWidth(width)
                editor.setMaximumWidth(_WIDEST)
            else:
                editor.setFixedWidth(width)
            self.editors[name] = editor
        self.answers, self.points = Label("", "", parent=parent), Label("", "", parent=parent)
        self.chip = Chip(parent=parent)
        self.remove = IconButton("trash", "Schicht löschen", parent, flat=True)

    def widgets(self) -> list[QWidget]:
        return [*self.editors.values(), self.answers, self.points, self.chip, self.remove]


class StrataTable(QWidget):
    """`changed(id, field, value)` when a field is committed, `removed(id)`, `refused(sentence)` for unreadable text."""

    changed = Signal(int, str, object)
    removed = Signal(int)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._grid_widget: QWidget | None = None
        self._lines: dict[int, _Line] = {}
        self._read_only = False
        self.total = Label("", "stark", wrap=True)
        self._column.addWidget(self.total)

    def show_strata(self, strata: Sequence[SurveyStratum], seen: Outlook, *, read_only: bool) -> None:
        """Show the strata; a field somebody is typing in keeps its text."""
        self._read_only = read_only
        if list(self._lines) != [stratum.id for stratum in strata]:
            self._build([stratum.id for stratum in strata])
        outlooks = {each.title: each for each in seen.strata}
        for stratum in strata:
            self._show(stratum, outlooks.get(stratum.title))
        persons = sum(each.persons for each in seen.strata)
        words = (
            f"Zusammen {format_integer(persons)} Personen, {format_integer(seen.letters)} Anschreiben, etwa "
            f"{format_integer(seen.answers)} Antworten, {points_words(seen.points)} für die ganze Kommune. „Vergleich“ "
            "nennt den Unterschied zum Rest der Kommune, ab dem er gesichert ist."
        )
        self.total.setText(words if seen.strata else "")
        self.total.setVisible(bool(seen.strata))

    def editor(self, stratum: int, name: str) -> TextEditor:
        """The editor of a field."""
        return self._lines[stratum].editors[name]

    def comparison(self, stratum: int) -> str:
        """What stands about comparing a stratum."""
        return self._lines[stratum].chip.text()

    def flush(self) -> None:
        """Commit what is still being typed."""
        for id, line in list(self._lines.items()):
            for name, editor in line.editors.items():
                if editor.is_dirty():
                    self._commit(id, name)

    def _build(self, ids: Sequence[int]) -> None:
        if self._grid_widget is not None:
            self._grid_widget.hide()
            self._grid_widget.deleteLater()
        holder = QWidget()
        self._column.insertWidget(0, holder)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self._lines = {}
        for place, words in enumerate(HEADINGS if ids else ()):
            label = Label(words, "beschriftung", parent=holder)
            grid.addWidget(label, 0, place, _side(place))
        for row, id in enumerate(ids, 1):
            line = _Line(holder)
            for place, widget in enumerate(line.widgets()):
                grid.addWidget(widget, row, place, _side(place) if place else _WHOLE)
            for name, editor in line.editors.items():
                tag(editor, name, id)
                editor.committed.connect(self._on_committed)
            tag(line.remove, SurveyStratum.kind, id)
            line.remove.clicked.connect(self._on_remove)
            self._lines[id] = line
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(len(HEADINGS) - 2, 1)
        self._grid_widget = holder

    def _show(self, stratum: SurveyStratum, seen: StratumOutlook | None) -> None:
        line = self._lines[stratum.id]
        for name, editor in line.editors.items():
            if not editor.is_dirty():
                editor.set_value(getattr(stratum, name))
            editor.set_read_only(read_only=self._read_only)
            editor.field.setAccessibleName(f"{stratum.title}: {_LABELS.get(name, 'Unzustellbar')}")
        line.remove.setAccessibleName(f"Schicht {stratum.title} löschen")
        line.remove.setVisible(not self._read_only)
        line.answers.setText(format_integer(seen.answers) if seen is not None else "–")
        line.points.setText(points_words(seen.points).removesuffix(f"{NBSP}Punkte") if seen is not None else "–")
        if seen is None:
            line.chip.set("Personen fehlen", "neutral", "circle")
        else:
            line.chip.set_style(_comparison(seen), _LOOKS[seen.comparison])
        line.chip.setToolTip(seen.sentence if seen is not None else "")

    def _commit(self, id: int, name: str) -> None:
        line = self._lines.get(id)
        if line is None:
            return
        editor = line.editors[name]
        try:
            value: Any = editor.value()
        except UserError as error:
            editor.set_error(wrong=True)
            self.refused.emit(error.text)
            return
        editor.set_error(wrong=False)
        editor.set_value(value)
        self.changed.emit(id, name, value)

    @Slot()
    def _on_committed(self) -> None:
        name, id = tagged(self.sender())
        self._commit(id, name)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(tagged(self.sender())[1])


def _side(place: int) -> Qt.AlignmentFlag:
    right = place in {5, 6}
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
