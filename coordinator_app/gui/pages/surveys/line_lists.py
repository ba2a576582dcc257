"""Lists of short lines a question is made of: answers with codes, columns of a text table, matrix rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.domain.questionnaires import (
    DOES_NOT_KNOW,
    MISSING_CODES,
    NO_ANSWER,
    NOT_APPLICABLE,
    Answer,
    MatrixRow,
    QuestionType,
)
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.survey.ready_scales import ready_scales

_CODE_WIDTH = 52
_WITH_LINES = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.RANKING})
_WITH_SCALES = frozenset({QuestionType.SINGLE, QuestionType.SCALE, QuestionType.MATRIX})
_MISSING = tuple(Answer(code, MISSING_CODES[code]) for code in (DOES_NOT_KNOW, NOT_APPLICABLE, NO_ANSWER))


class _Line(QWidget):
    """One answer or matrix row: words, code (answers only), „…“ with order and options."""

    changed = Signal()
    entered = Signal(object)
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, name: str, *, coded: bool, exclusive: bool, text: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setAccessibleName(name)
        self.code = QLineEdit()
        self.code.setAccessibleName(f"Code zu {name}")
        self.code.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.code.setFixedWidth(_CODE_WIDTH)
        self.code.setVisible(coded)
        more = MoreButton(f"Weiteres zu {name}", flat=True)
        self._up = more.menu_.addAction("Nach oben\tAlt+↑")
        self._down = more.menu_.addAction("Nach unten\tAlt+↓")
        more.menu_.addSeparator()
        self.text = self._option(more, "Mit Schreiblinie", shown=text)
        self.exclusive = self._option(more, "Schließt andere Antworten aus", shown=exclusive)
        remove = more.menu_.addAction("Entfernen")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.words, 1)
        line.addWidget(self.code)
        line.addWidget(more)
        for field in (self.words, self.code):
            field.editingFinished.connect(self.changed)
        self.words.returnPressed.connect(self._on_return)
        self._up.triggered.connect(self._on_up)
        self._down.triggered.connect(self._on_down)
        remove.triggered.connect(self._on_remove)

    def _option(self, more: MoreButton, text: str, *, shown: bool) -> QAction:
        action = more.menu_.addAction(text)
        action.setCheckable(True)
        action.setVisible(shown)
        action.triggered.connect(self.changed)
        return action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up/Down move the line."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(self, -1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_return(self) -> None:
        self.entered.emit(self)

    @Slot()
    def _on_up(self) -> None:
        self.moved.emit(self, -1)

    @Slot()
    def _on_down(self) -> None:
        self.moved.emit(self, 1)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)


class _LineList(QWidget):
    """Base: lines below each other and links to add more; fires `committed` when the value may differ.

    Enter goes to the next line and behind the last one begins a new one, which stays until it has words or is left.
    """

    committed = Signal()

    def __init__(
        self, title: str, noun: str, parent: QWidget | None = None, *, coded: bool, exclusive: bool, text: bool
    ) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []
        self._noun, self._coded, self._exclusive, self._text = noun, coded, exclusive, text
        self._head = QHBoxLayout()
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.add_link = LinkButton(f"{noun} hinzufügen")
        self.add_link.clicked.connect(self._on_add)
        self._links = QHBoxLayout()
        self._links.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addLayout(self._head)
        self._head.addWidget(Label(title, "beschriftung"), 1)
        outer.addLayout(self._column)
        outer.addLayout(self._links)
        self._links.addWidget(self.add_link)
        self._links.addStretch(1)

    def _set_count(self, count: int) -> None:
        while len(self.lines) > count:
            line = self.lines.pop()
            self._column.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        while len(self.lines) < count:
            name = f"{self._noun} {len(self.lines) + 1}"
            line = _Line(name, coded=self._coded, exclusive=self._exclusive, text=self._text)
            line.changed.connect(self.committed)
            line.entered.connect(self._on_entered)
            line.moved.connect(self._on_moved)
            line.removed.connect(self._on_removed)
            self.lines.append(line)
            self._column.addWidget(line)

    def _make_room(self, stored: int) -> None:
        """Have a line for everything stored, and keep a new one somebody is just about to fill."""
        last = self.lines[-1].words if self.lines else None
        chosen = last is not None and self.window().focusWidget() is last
        begun = last is not None and chosen and not last.text() and len(self.lines) == stored + 1
        self._set_count(stored + begun)

    @Slot()
    def _on_add(self) -> None:
        if not self.lines or self.lines[-1].words.text().strip():
            self._set_count(len(self.lines) + 1)
            self.lines[-1].show()  # a hidden field would get the focus only later
        self.lines[-1].words.setFocus()

    @Slot(object)
    def _on_entered(self, line: _Line) -> None:
        at = self.lines.index(line) + 1
        if at < len(self.lines):
            self.lines[at].words.setFocus()
        else:
            self._on_add()

    @Slot(object, int)
    def _on_moved(self, line: _Line, direction: int) -> None:
        at = self.lines.index(line)
        to = at + direction
        if 0 <= to < len(self.lines):
            self.lines.insert(to, self.lines.pop(at))
            self._column.insertWidget(to, line)
            line.words.setFocus()
            self.committed.emit()

    @Slot(object)
    def _on_removed(self, line: _Line) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.setParent(None)
        line.deleteLater()
        self.committed.emit()


class AnswerList(_LineList):
    """Answers of a question; lines without words are left out, a missing code is the next free one.

    The columns of a text table are such a list too. `scale_wanted(key)`: one of the ready scales was chosen.
    """

    scale_wanted = Signal(str)

    def __init__(self, kind: QuestionType, parent: QWidget | None = None, *, second: bool = False) -> None:
        table = kind is QuestionType.TEXT_TABLE
        title, noun = ("Spalten", "Spalte") if table else ("Antworten", "Antwort")
        exclusive = kind is QuestionType.MULTIPLE
        text = kind in _WITH_LINES
        if second:
            title, noun = "Zweite Skala", "Antwort der zweiten Skala"
        super().__init__(title, noun, parent, coded=True, exclusive=exclusive, text=text)
        self.add_link.setText(f"{noun.partition(' ')[0]} hinzufügen")
        code = Label("Code", "beschriftung")
        code.setMinimumWidth(_CODE_WIDTH + 30)
        self._head.addWidget(code)
        self.more = MoreButton(f"Weitere Antworten und Skalen ({title})", flat=True)
        self._links.addWidget(self.more)
        self.more.setVisible(not table)
        if not table:
            self._fill_menu(scales=kind in _WITH_SCALES)

    def _fill_menu(self, *, scales: bool) -> None:
        for answer in _MISSING:
            self.more.menu_.addAction(f"„{answer.label}“ anfügen").setData(answer.code)
        if scales:
            self.more.menu_.addSeparator()
            for scale in ready_scales():
                self.more.menu_.addAction(f"Skala: {scale.title}").setData(scale.key)
        self.more.menu_.triggered.connect(self._on_chosen)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show the stored answers; a line somebody is typing in keeps its words."""
        self._make_room(len(answers))
        for line, answer in zip(self.lines, answers, strict=False):
            _show(line.words, answer.label)
            _show(line.code, str(answer.code).replace("-", "–"))
            line.text.setChecked(answer.text)
            line.exclusive.setChecked(answer.exclusive)

    def value(self) -> tuple[Answer, ...]:
        """The answers as entered."""
        found: list[Answer] = []
        for line in self.lines:
            if line.words.text().strip():
                code = _number(line.code.text(), [answer.code for answer in found])
                words = line.words.text().strip()
                found.append(Answer(code, words, line.exclusive.isChecked(), line.text.isChecked()))
        return tuple(found)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        chosen = action.data()
        present = self.value()
        if isinstance(chosen, str):
            self.scale_wanted.emit(chosen)
        elif chosen not in {other.code for other in present}:
            self.show_answers((*present, next(answer for answer in _MISSING if answer.code == chosen)))
            self.committed.emit()


class RowList(_LineList):
    """Lines of a matrix or text table; a line keeps its name (a, b, …) so that variables stay the same."""

    def __init__(self, kind: QuestionType, parent: QWidget | None = None) -> None:
        text = kind is QuestionType.MATRIX
        super().__init__("Zeilen", "Zeile", parent, coded=False, exclusive=False, text=text)
        self._names: dict[int, str] = {}

    def show_rows(self, rows: Sequence[MatrixRow]) -> None:
        """Show the stored lines."""
        self._make_room(len(rows))
        self._names = {}
        for line, row in zip(self.lines, rows, strict=False):
            _show(line.words, row.label)
            line.text.setChecked(row.text)
            self._names[id(line)] = row.name

    def value(self) -> tuple[MatrixRow, ...]:
        """The lines as entered."""
        taken = set(self._names.values())
        free = (name for name in _row_names() if name not in taken)
        found: list[MatrixRow] = []
        for line in self.lines:
            if line.words.text().strip():
                name = self._names.setdefault(id(line), "") or next(free)
                self._names[id(line)] = name
                found.append(MatrixRow(name, line.words.text().strip(), line.text.isChecked()))
        return tuple(found)


def _show(field: QLineEdit, text: str) -> None:
    if field.text() != text and not (field.hasFocus() and field.isModified()):
        field.setText(text)
        field.setCursorPosition(0)


def _number(text: str, taken: Sequence[int]) -> int:
    """The code typed (a dash counts as minus), else the next free one."""
    try:
        return int(text.strip().replace("–", "-").replace("−", "-"))
    except ValueError:
        return max((code for code in taken if code > 0), default=0) + 1


def _row_names() -> Sequence[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [*letters, *(f"a{letter}" for letter in letters)]
