"""„Bei … weiter mit Frage …“: the filters of a question as pairs of boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.questionnaires import END_OF_FORM, FilterRule
from coordinator_app.gui.forms.editors import QuietCombo
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.labels import Label


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
        self.add_link = LinkButton("Filter hinzufügen", "plus")
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
