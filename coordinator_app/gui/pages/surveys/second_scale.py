"""The second scale of a matrix: headings, answers, and in which rows it is answered."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coordinator_app.domain.questionnaires import Answer, FormQuestion, QuestionType
from coordinator_app.gui.forms.editors import TextEditor, YesNoEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.pages.surveys.line_lists import AnswerList
from coordinator_app.gui.widgets.labels import Label

_HEADING = 120  # characters


class SecondScale(QWidget):
    """A tick gives the matrix a second scale (`wanted(bool)`); what changes is told by `committed(values)`.

    `values` are fields of a question: headings, second answers, row filter.
    """

    wanted = Signal(bool)
    committed = Signal(dict)
    scale_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = YesNoEditor("Zweite Skala in jeder Zeile")
        self.first = FieldRow("Überschrift der ersten Skala", TextEditor(max_length=_HEADING))
        self.second = FieldRow("Überschrift der zweiten Skala", TextEditor(max_length=_HEADING))
        self.answers = AnswerList(QuestionType.MATRIX, second=True)
        self.boxes: list[QCheckBox] = []
        self._details = QWidget()
        self._choices = QVBoxLayout()
        self._build()
        self.switch.committed.connect(self._on_switched)
        self.first.editor.committed.connect(self._on_first)
        self.second.editor.committed.connect(self._on_second)
        self.answers.committed.connect(self._on_answers)
        self.answers.scale_wanted.connect(self.scale_wanted)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.switch)
        outer.addWidget(self._details)
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.first, self.second, self.answers):
            column.addWidget(part)
        column.addWidget(Label("Nur ausfüllen, wenn die erste Skala …", "beschriftung"))
        column.addLayout(self._choices)
        column.addWidget(Label("Ohne Kreuz gilt die zweite Skala in allen Zeilen.", "hinweis", wrap=True))

    def show_question(self, question: FormQuestion) -> None:
        """Show what is stored."""
        self.switch.set_value(bool(question.second))
        self._details.setVisible(bool(question.second))
        self.first.editor.set_value(question.first_heading)
        self.second.editor.set_value(question.second_heading)
        self.answers.show_answers(question.second)
        self._show_boxes(question.answers, question.row_filter)

    def flush(self) -> None:
        """Store what is still in a heading."""
        if self.first.editor.is_dirty():
            self._on_first()
        if self.second.editor.is_dirty():
            self._on_second()

    def row_filter(self) -> tuple[int, ...]:
        """Codes of the first scale that open the second."""
        return tuple(int(box.property("code")) for box in self.boxes if box.isChecked())

    def _show_boxes(self, answers: Sequence[Answer], chosen: Sequence[int]) -> None:
        while len(self.boxes) > len(answers):
            box = self.boxes.pop()
            self._choices.removeWidget(box)
            box.hide()
            box.deleteLater()
        while len(self.boxes) < len(answers):
            box = QCheckBox(self._details)
            box.clicked.connect(self._on_filter)
            self.boxes.append(box)
            self._choices.addWidget(box)
        for box, answer in zip(self.boxes, answers, strict=True):
            box.setText(f"„{answer.label}“ ist".replace("&", "&&"))
            box.setProperty("code", answer.code)
            box.setChecked(answer.code in chosen)

    @Slot()
    def _on_switched(self) -> None:
        self.wanted.emit(self.switch.value())

    @Slot()
    def _on_first(self) -> None:
        self._tell(first_heading=self.first.editor.value())

    @Slot()
    def _on_second(self) -> None:
        self._tell(second_heading=self.second.editor.value())

    @Slot()
    def _on_answers(self) -> None:
        self._tell(second_answers=self.answers.value())

    @Slot()
    def _on_filter(self) -> None:
        self._tell(row_filter=self.row_filter())

    def _tell(self, **values: Any) -> None:
        self.committed.emit(values)
