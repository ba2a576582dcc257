"""Search fields and the filter row above a list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.domain.columns import ListFilter
from coordinator_app.gui import icons, theme
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.labels import Label

_PAUSE_MS = 30
_ICON = 16


class SearchField(QLineEdit):
    """A line with a magnifying glass; `typed(text)` fires a moment after the last key stroke, Esc empties it."""

    typed = Signal(str)

    def __init__(self, placeholder: str = "Liste filtern", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(False)
        self.setTextMargins(_ICON + 4, 0, 0, 0)  # an action's icon would stand too far from the words
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_text_changed)

    @Slot()
    def _on_text_changed(self) -> None:
        self._pause.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and the glass in it."""
        super().paintEvent(event)
        where = QRectF(9, (self.height() - _ICON) / 2, _ICON, _ICON)
        icons.paint(QPainter(self), "search", where, "text_muted" if self.isEnabled() else "text_disabled")

    @Slot()
    def _on_pause(self) -> None:
        self.typed.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties a filled field and leaves an empty one alone."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class ChoiceFilter(QComboBox):
    """„Status: alle“: a label and a value in one box. `value()` is None for all."""

    def __init__(
        self, label: str, options: Sequence[tuple[Any, str]] = (), all_text: str = "alle", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label, self._all = label, all_text
        self._values: list[Any] = []  # Qt's item data would turn vocabulary members into plain text
        self.setAccessibleName(f"Filter {label}")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_options(options)

    def rename(self, label: str) -> None:
        """Stand for something else; `set_options` follows."""
        self._label = label
        self.setAccessibleName(f"Filter {label}")

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these (value, text) beside „alle“; keeps the chosen value if it is still there."""
        chosen = self.value()
        self.blockSignals(True)
        self.clear()
        self._values = [None, *(value for value, _ in options)]
        self.addItems([f"{self._label}: {text}" for text in (self._all, *(text for _, text in options))])
        self.set_value(chosen)
        self.blockSignals(False)
        self._measure()

    def _measure(self) -> None:
        """As wide as the longest text, within reason; the list itself may be wider."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(self.itemText(index)) for index in range(self.count())), default=0)
        usual = metrics.horizontalAdvance(self.itemText(0))
        self.setMinimumWidth(usual + 56)
        self.setMaximumWidth(max(usual, min(longest, 200)) + 56)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another text size."""
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def value(self) -> Any:
        """The chosen value; None = all."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; an unknown one chooses all."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class FilterRow(QWidget):
    """Search field, choice filters, and at the right the saved views and the column chooser.

    `changed(ListFilter)` fires on every change; connect it to `RecordTable.set_filter`.
    Views are named sets of filter values: `set_views([("Alle Projekte", {}), ("Laufende", {"state": …})])`.
    `top` is the margin above: 0 under a page header, 16 under tabs; `margin` that at the sides.
    """

    changed = Signal(object)
    search_wanted = Signal()

    def __init__(
        self, placeholder: str = "Liste filtern", parent: QWidget | None = None, *, top: int = 0, margin: int = 24
    ) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="surface")
        self.search = SearchField(placeholder)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(240)
        self.search.typed.connect(self._on_changed)
        self._choices: dict[str, ChoiceFilter] = {}
        self._views: list[tuple[str, dict[str, Any]]] = []
        self._reset_wanted = False
        self._view_label = Label("Ansicht", "gedaempft")
        self.view_box = QComboBox()
        self.view_box.setAccessibleName("Ansicht")
        self.view_box.setMinimumContentsLength(14)
        self.view_box.activated.connect(self._on_view_chosen)
        self._view_label.setBuddy(self.view_box)
        self.reset_link = LinkButton("Filter aufheben")
        self.reset_link.clicked.connect(self.reset)
        self.reset_link.hide()
        self.columns_button = IconButton("columns", "Spalten wählen")
        self.columns_button.hide()
        self._build(top, margin)

    def _build(self, top: int, margin: int) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(margin, top, margin, 16)
        self._column.setSpacing(8)
        self._line = line = QHBoxLayout()
        line.setSpacing(8)
        self._column.addLayout(line)
        line.addWidget(self.search, 1)
        self._choice_holder = QWidget()
        self._choice_line = QHBoxLayout(self._choice_holder)
        self._choice_line.setContentsMargins(0, 0, 0, 0)
        self._choice_line.setSpacing(8)
        self._two_lines = False
        self._right: list[QWidget] = []
        line.addWidget(self._choice_holder)
        line.addWidget(self.reset_link)
        line.addStretch(1)
        line.addWidget(self._view_label)
        line.addWidget(self.view_box)
        line.addWidget(self.columns_button)
        self._view_label.hide()
        self.view_box.hide()

    def add_choice(
        self, key: str, label: str, options: Sequence[tuple[Any, str]] = (), all_text: str = "alle"
    ) -> ChoiceFilter:
        """Add a filter on the field `key` of `ListFilter.equals`; options are (value, text)."""
        box = ChoiceFilter(label, options, all_text)
        box.currentIndexChanged.connect(self._on_changed)
        self._choices[key] = box
        self._choice_line.addWidget(box)
        return box

    def set_options(self, key: str, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other values of a choice filter (after a catalogue changed)."""
        self._choices[key].set_options(options)

    def set_views(self, views: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Offer named sets of filter values."""
        self._views = list(views)
        self.view_box.clear()
        self.view_box.addItems([name for name, _ in views])
        self.view_box.setVisible(bool(views))
        self._fit()

    def show_view(self, name: str) -> None:
        """Choose one of the named views."""
        self.view_box.setCurrentText(name)
        self._on_changed()

    def add_widget(self, widget: QWidget) -> None:
        """Put a further control behind the choice filters."""
        self._choice_line.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a further control at the right end, behind the column chooser."""
        self._right.append(widget)
        self._line.addWidget(widget)

    def wanted(self) -> ListFilter:
        """What is asked for now (without order: that is the table's)."""
        equals = {key: box.value() for key, box in self._choices.items() if box.value() is not None}
        view = self.view_box.currentIndex()
        if 0 <= view < len(self._views):
            equals = {**self._views[view][1], **equals}
        return ListFilter(text=self.search.text().strip(), equals=equals)

    def set_values(self, *, text: str | None = None, **equals: Any) -> None:
        """Set the typed words and choice filters at once."""
        if text is not None:
            self.search.setText(text)
        for key, value in equals.items():
            self._choices[key].set_value(value)

    def is_usual(self) -> bool:
        """Nothing is filtered but what the first view leaves out."""
        first = self.view_box.currentIndex() <= 0
        return first and not self.search.text().strip() and all(box.value() is None for box in self._choices.values())

    @Slot()
    def reset(self) -> None:
        """Show everything again."""
        self.search.clear()
        for box in self._choices.values():
            box.set_value(None)
        self.view_box.setCurrentIndex(0)
        self._on_changed()

    def focus_search(self) -> None:
        """Put the cursor into the search field; `search_wanted` fires first, for the row may be out of sight."""
        self.search_wanted.emit()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def minimumSizeHint(self) -> QSize:
        """What the controls need on two lines, without the words „Filter aufheben“ and „Ansicht“."""
        margins = self._column.contentsMargins()
        widest = max(self._first_line(), self._choice_holder.minimumSizeHint().width())
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())

    def _first_line(self) -> int:
        """Width of search field, views and column chooser."""
        shown = [each for each in (self.view_box, self.columns_button, *self._right) if not each.isHidden()]
        return self.search.minimumWidth() + sum(each.sizeHint().width() + 8 for each in shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words for which there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._first_line()
        choices = self._choice_holder.minimumSizeHint().width() + 8 if self._choice_line.count() else 0
        self._break_line(two_lines=bool(choices) and room < choices)
        room -= 0 if self._two_lines else choices
        for words, wanted in ((self.reset_link, self._reset_wanted), (self._view_label, bool(self._views))):
            shown = wanted and room >= _with_gap(words)
            words.setVisible(shown)
            room -= _with_gap(words) if shown else 0

    def _break_line(self, *, two_lines: bool) -> None:
        """Choice filters beside the search field, or below it in a narrow window."""
        if two_lines == self._two_lines:
            return
        self._two_lines = two_lines
        if two_lines:
            self._line.removeWidget(self._choice_holder)
            self._column.addWidget(self._choice_holder, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._column.removeWidget(self._choice_holder)
            self._line.insertWidget(1, self._choice_holder)

    @Slot()
    def _on_changed(self) -> None:
        wanted = self.wanted()
        self._reset_wanted = bool(wanted.text) or any(box.value() is not None for box in self._choices.values())
        self._fit()
        self.changed.emit(wanted)

    @Slot(int)
    def _on_view_chosen(self, _index: int) -> None:
        self._on_changed()


def _with_gap(words: QWidget) -> int:
    return words.sizeHint().width() + 8
