"""Lists of short lines a question is made of: answers with codes, matrix rows, filters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.domain.questionnaires import (
    DOES_NOT_KNOW,
    END_OF_FORM,
    NO_ANSWER,
    Answer,
    FilterRule,
    MatrixRow,
    QuestionType,
)
from coordinator_app.gui.forms.editors import QuietCombo
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, MoreButton
from coordinator_app.gui.widgets.labels import Label

_CODE_WIDTH = 52


class _Line(QWidget):
    """One answer or matrix row: words, code (answers only), „…“ with order and options."""

    changed = Signal()
    moved = Signal(object, int)
    removed = Signal(object)

    def __init__(self, name: str, *, coded: bool, exclusive: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setAccessibleName(name)
        self.code = QLineEdit()
        self.code.setAccessibleName(f"Code zu {name}")
        self.code.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.code.setFixedWidth(_CODE_WIDTH)
        self.code.setVisible(coded)
        more = MoreButton(f"Weiteres zu {name}", flat=True)
        self._up = more.menu_.addAction("Nach oben")
        self._down = more.menu_.addAction("Nach unten")
        more.menu_.addSeparator()
        self.text = self._option(more, "Mit Schreiblinie", shown=coded)
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
        self._up.triggered.connect(self._on_up)
        self._down.triggered.connect(self._on_down)
        remove.triggered.connect(self._on_remove)

    def _option(self, more: MoreButton, text: str, *, shown: bool) -> QAction:
        action = more.menu_.addAction(text)
        action.setCheckable(True)
        action.setVisible(shown)
        action.triggered.connect(self.changed)
        return action

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
    """Base: lines below each other and links to add more; fires `committed` when the value may differ."""

    committed = Signal()

    def __init__(
        self, title: str, noun: str, parent: QWidget | None = None, *, coded: bool = False, exclusive: bool = False
    ) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []
        self._noun, self._coded, self._exclusive = noun, coded, exclusive
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

    def _set_count(self, count: int) -> None:
        while len(self.lines) > count:
            line = self.lines.pop()
            self._column.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        while len(self.lines) < count:
            name = f"{self._noun} {len(self.lines) + 1}"
            line = _Line(name, coded=self._coded, exclusive=self._exclusive)
            line.changed.connect(self.committed)
            line.moved.connect(self._on_moved)
            line.removed.connect(self._on_removed)
            self.lines.append(line)
            self._column.addWidget(line)

    @Slot()
    def _on_add(self) -> None:
        self._set_count(len(self.lines) + 1)
        self.lines[-1].words.setFocus()

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
    """Answers of a question; lines without words are left out, a missing code is the next free one."""

    def __init__(self, kind: QuestionType, parent: QWidget | None = None) -> None:
        super().__init__("Antworten", "Antwort", parent, coded=True, exclusive=kind is QuestionType.MULTIPLE)
        code = Label("Code", "beschriftung")
        code.setMinimumWidth(_CODE_WIDTH + 30)
        self._head.addWidget(code)
        self.more = MoreButton("Fehlende Antwort hinzufügen", flat=True)
        self.more.menu_.addAction("„weiß nicht“").triggered.connect(self._on_add_unknown)
        self.more.menu_.addAction("„keine Angabe“").triggered.connect(self._on_add_none)
        self._links.addStretch(1)
        self._links.addWidget(self.more)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show the stored answers; a line somebody is typing in keeps its words."""
        self._set_count(len(answers))
        for line, answer in zip(self.lines, answers, strict=True):
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

    @Slot()
    def _on_add_unknown(self) -> None:
        self._add_missing(Answer(DOES_NOT_KNOW, "weiß nicht"))

    @Slot()
    def _on_add_none(self) -> None:
        self._add_missing(Answer(NO_ANSWER, "keine Angabe"))

    def _add_missing(self, answer: Answer) -> None:
        present = self.value()
        if answer.code not in {other.code for other in present}:
            self.show_answers((*present, answer))
            self.committed.emit()


class RowList(_LineList):
    """Lines of a matrix; a line keeps its name (a, b, …) so that variables stay the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Zeilen", "Zeile", parent)
        self._names: dict[int, str] = {}

    def show_rows(self, rows: Sequence[MatrixRow]) -> None:
        """Show the stored lines."""
        self._set_count(len(rows))
        self._names = {}
        for line, row in zip(self.lines, rows, strict=True):
            _show(line.words, row.label)
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
                found.append(MatrixRow(name, line.words.text().strip()))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What filters may name: answers of the question and questions that follow, as (value, words)."""

    answers: tuple[tuple[int, str], ...]
    targets: tuple[tuple[str, str], ...]


class _FilterLine(QWidget):
    changed = Signal()
    removed = Signal(object)

    def __init__(self, choices: FilterChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer, self.target = QuietCombo(), QuietCombo()
        self.answer.setAccessibleName("Bei Antwort")
        self.target.setAccessibleName("weiter mit")
        for code, label in choices.answers:
            self.answer.addItem(f"Bei „{label}“", code)
        for key, label in choices.targets:
            self.target.addItem(label, key)
        for box in (self.answer, self.target):
            box.setMinimumContentsLength(6)
            box.activated.connect(self.changed)
        remove = IconButton("x", "Filter entfernen", flat=True)
        remove.clicked.connect(self._on_remove)
        boxes = QVBoxLayout()
        boxes.setSpacing(4)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(4)
        line.addLayout(boxes, 1)
        boxes.addWidget(self.answer)
        boxes.addWidget(self.target)
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)


class FilterList(QWidget):
    """„Bei … weiter mit Frage …“: one pair of boxes for each answer that leads somewhere."""

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[_FilterLine] = []
        self._choices = FilterChoices((), ((END_OF_FORM, "Ende des Fragebogens"),))
        self._column = QVBoxLayout()
        self.add_link = LinkButton("Filter hinzufügen")
        self.add_link.clicked.connect(self._on_add)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(Label("Filter", "beschriftung"))
        outer.addLayout(self._column)
        outer.addWidget(self.add_link)

    def show_rules(self, rules: Sequence[FilterRule], choices: FilterChoices) -> None:
        """Show the stored rules with what may be chosen."""
        self._choices = choices
        while self.lines:
            self._drop(self.lines[-1])
        for rule in rules:
            for code in rule.codes:
                self._add(code, rule.target)
        self.add_link.setEnabled(bool(choices.answers))

    def value(self) -> tuple[FilterRule, ...]:
        """The rules as chosen; answers with the same target are one rule."""
        found: dict[str, FilterRule] = {}
        seen: set[int] = set()
        for line in self.lines:
            code, target = line.answer.currentData(), line.target.currentData()
            if code is None or target is None or code in seen:
                continue
            seen.add(code)
            rule = found.setdefault(target, FilterRule((), target))
            found[target] = replace(rule, codes=(*rule.codes, code))
        return tuple(found.values())

    def _add(self, code: int, target: str) -> None:
        line = _FilterLine(self._choices)
        line.answer.setCurrentIndex(line.answer.findData(code))
        line.target.setCurrentIndex(line.target.findData(target))
        line.changed.connect(self.committed)
        line.removed.connect(self._on_removed)
        self.lines.append(line)
        self._column.addWidget(line)

    def _drop(self, line: _FilterLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.setParent(None)
        line.deleteLater()

    @Slot()
    def _on_add(self) -> None:
        used = {line.answer.currentData() for line in self.lines}
        free = [code for code, _ in self._choices.answers if code not in used]
        if free:
            self._add(free[-1], self._choices.targets[0][0])
            self.committed.emit()

    @Slot(object)
    def _on_removed(self, line: _FilterLine) -> None:
        self._drop(line)
        self.committed.emit()


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
