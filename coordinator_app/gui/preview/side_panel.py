"""The right side of the preview: the document's options, what is to be checked, what can be done next."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.gui import theme
from coordinator_app.gui.preview.printable import Check, Choice, FollowUp
from coordinator_app.gui.widgets.buttons import ElidedLink, SecondaryButton
from coordinator_app.gui.widgets.cards import IconLabel
from coordinator_app.gui.widgets.labels import Divider, Label

_ICONS = {"ok": "tick-circle", "attention": "triangle", "error": "octagon"}
_NARROWEST, _WIDEST = 264, 380  # words of a tick box are not wrapped


class SidePanel(QScrollArea):
    """Built from the options of a document.

    `changed` fires after every choice, `wanted` with a `FollowUp`, `kept_wanted` with the id of a hand-edited file.
    """

    changed = Signal()
    wanted = Signal(object)
    kept_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fields: dict[str, QComboBox | QCheckBox] = {}
        self._checks = QVBoxLayout()
        self._next = QVBoxLayout()
        self._files = QVBoxLayout()
        self._check_texts: list[str] = []
        self._file_texts: list[str] = []
        self._next_buttons: list[SecondaryButton] = []
        self.show_options((), {})

    def show_options(self, choices: Sequence[Choice], given: Mapping[str, Any]) -> None:
        """Build the fields anew, with the values given or the defaults."""
        ground = QWidget()
        theme.mark(ground, flaeche="surface")
        column = QVBoxLayout(ground)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        self._fields = {}
        if choices:
            column.addWidget(Label("Ausgabe", "kartentitel"))
            column.addSpacing(8)
        for choice in choices:
            self._add(column, choice, given.get(choice.key, choice.default))
        self._checks = QVBoxLayout()
        self._next, self._files = QVBoxLayout(), QVBoxLayout()
        self._next_buttons = []
        for part in (self._checks, self._next, self._files):
            part.setSpacing(8)
            part.setContentsMargins(0, 4, 0, 4)
            column.addLayout(part)
        column.addStretch(1)
        self.setWidget(ground)
        wanted = ground.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(_NARROWEST, min(wanted, _WIDEST)))

    def field(self, key: str) -> Any:
        """The combo box or check box of an option."""
        return self._fields[key]

    def check_texts(self) -> list[str]:
        """The lines of „Vor dem Weitergeben“."""
        return list(self._check_texts)

    def file_texts(self) -> list[str]:
        """The lines of „Ausgegeben“."""
        return list(self._file_texts)

    def options(self) -> dict[str, Any]:
        """What is chosen now."""
        return {
            key: field.isChecked() if isinstance(field, QCheckBox) else field.currentData()
            for key, field in self._fields.items()
        }

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show what is in order and what is missing."""
        self._check_texts = [check.text for check in checks]
        _empty(self._checks)
        if checks:
            self._checks.addWidget(Divider())
            self._checks.addWidget(Label("Vor dem Weitergeben", "stark"))
        for check in checks:
            self._checks.addWidget(_check_row(check))

    def show_follow_ups(self, follow_ups: Sequence[FollowUp]) -> None:
        """Offer what can be done next with the document."""
        _empty(self._next)
        self._next_buttons = []
        if follow_ups:
            self._next.addWidget(Divider())
            self._next.addWidget(Label("Danach", "stark"))
        for follow_up in follow_ups:
            button = SecondaryButton(follow_up.label, follow_up.icon)
            button.clicked.connect(partial(_emit, self.wanted, follow_up))
            self._next.addWidget(button)
            self._next_buttons.append(button)

    def follow_up_buttons(self) -> list[SecondaryButton]:
        """The buttons of „Danach“."""
        return list(self._next_buttons)

    def show_files(self, sentences: Sequence[str], kept: Sequence[tuple[int, str]] = ()) -> None:
        """Tell where the document was written before: one sentence per file; `kept` are hand-edited ones to open."""
        self._file_texts = list(sentences)
        _empty(self._files)
        if sentences or kept:
            self._files.addWidget(Divider())
            self._files.addWidget(Label("Ausgegeben", "stark"))
        for sentence in sentences:
            self._files.addWidget(Label(sentence, "gedaempft", wrap=True))
        for id, name in kept:
            link = ElidedLink(f"Bearbeitet: {name}", "paperclip")
            link.setAccessibleName(f"Von Hand bearbeitete Datei „{name}“ öffnen")
            link.clicked.connect(partial(_emit, self.kept_wanted, id))
            self._files.addWidget(link)

    def _add(self, column: QVBoxLayout, choice: Choice, value: Any) -> None:
        if choice.choices:
            label = Label(choice.label, "beschriftung")
            box = QComboBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            for code, text in choice.choices:
                box.addItem(text, code)
            if value and box.findData(value) < 0:
                box.addItem(_day_or_word(str(value)), value)  # asked for by the page: a day of its own
            box.setCurrentIndex(max(0, box.findData(value)))
            box.setAccessibleName(choice.label)
            label.setBuddy(box)
            box.currentIndexChanged.connect(self._on_changed)
            column.addWidget(label)
            column.addWidget(box)
            column.addSpacing(8)
            self._fields[choice.key] = box
            return
        tick = QCheckBox(choice.label)
        tick.setChecked(bool(value))
        tick.toggled.connect(self._on_changed)
        column.addWidget(tick)
        column.addSpacing(8)
        self._fields[choice.key] = tick

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()


def _day_or_word(value: str) -> str:
    """A day in German, any other value as it is."""
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return value


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()


def _emit(signal: Any, value: object, *_: object) -> None:
    signal.emit(value)


def _check_row(check: Check) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(IconLabel(_ICONS[check.kind], 20, check.kind), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(check.text, wrap=True), 1)
    return row
