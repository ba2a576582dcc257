"""Dialogs of the evaluation: an index, weights and limits, a recorded series beside a question."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.data_series import DataSeries
from coordinator_app.domain.evaluation import SurveyIndex
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog, RecordDialog
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor, TextEditor, YesNoEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.labels import Label

_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_NAME = Qt.ItemDataRole.UserRole
LIMITS = ("weighted", "smallest_count", ("bracket_below", "hide_below"))


class IndexDialog(Dialog):
    """Name, questions, which of them are turned, and alpha while choosing."""

    help_topic = "auswertung"

    def __init__(
        self, context: AppContext, survey_id: int, index: SurveyIndex | None = None, parent: QWidget | None = None
    ) -> None:
        title = "Index anlegen" if index is None else "Index ändern"
        super().__init__(title, primary=title, heading=title, parent=parent, width=720)
        self._index = index
        self._indices = context.workspace.survey_indices
        self._survey = survey_id
        self.new_id = 0
        self.name = TextEditor(max_length=120)
        self.meaning = TextEditor(max_length=200)
        self.least = IntegerEditor()
        self.least.set_value(2)
        self.rescaled = YesNoEditor("Auf 0 bis 100 umrechnen")
        self.rescaled.set_value(True)
        self.tree = QTreeWidget()
        self.alpha = Label("Wählen Sie mindestens zwei Fragen.", wrap=True)
        self.add(FieldRow("Name", self.name, required=True))
        self.add(self.tree)
        self.add(self.alpha)
        self.add(FieldRow("Bedeutung hoher Werte", self.meaning, help_text="Zum Beispiel: mehr Zusammenhalt."))
        self.add(FieldRow("Gültige Antworten mindestens", self.least))
        self.add(self.rescaled)
        self._fill()
        if index is not None:
            self._show(index)
        self.tree.itemChanged.connect(self._on_changed)

    def _fill(self) -> None:
        tree = self.tree
        tree.setAccessibleName("Fragen des Index")
        tree.setColumnCount(2)
        tree.setHeaderLabels(["Frage", "umpolen"])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.setMinimumHeight(theme.height(24) * 10)
        for name, words, turned in self._indices.choices(self._survey):
            item = QTreeWidgetItem(tree, [words, ""])
            item.setData(0, _NAME, name)
            item.setCheckState(0, _OPEN)
            item.setCheckState(1, _CHECKED if turned else _OPEN)
            item.setToolTip(0, words)

    def _show(self, index: SurveyIndex) -> None:
        """The index as it is."""
        self.name.set_value(index.title)
        self.meaning.set_value(index.meaning)
        self.least.set_value(index.least_valid)
        self.rescaled.set_value(index.rescaled)
        chosen = {line.strip().lstrip("-"): line.strip().startswith("-") for line in index.variables.splitlines()}
        for place in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(place)
            name = str(item.data(0, _NAME)) if item is not None else ""
            if item is not None and name in chosen:
                item.setCheckState(0, _CHECKED)
                item.setCheckState(1, _CHECKED if chosen[name] else _OPEN)

    def variables(self) -> str:
        """The variables chosen, one per line, a minus before those that are turned."""
        lines: list[str] = []
        for place in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(place)
            if item is not None and item.checkState(0) is _CHECKED:
                lines.append(("-" if item.checkState(1) is _CHECKED else "") + str(item.data(0, _NAME)))
        return "\n".join(lines)

    @Slot()
    def _on_changed(self) -> None:
        words = self._indices.alpha(self._survey, self.variables())
        self.alpha.setText(words or "Wählen Sie mindestens zwei Fragen.")

    def check(self) -> bool:
        """Make or change the index."""
        values = {
            "title": self.name.value(),
            "variables": self.variables(),
            "least_valid": self.least.value() or 0,
            "rescaled": self.rescaled.value(),
            "meaning": self.meaning.value(),
        }
        if self._index is None:
            self.new_id = self._indices.create(self._survey, **values)
        else:
            self._indices.update(self._index.id, self._index.version, **values)
            self.new_id = self._index.id
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, context: AppContext, survey_id: int, index_id: int = 0) -> int:
        """The id of the new or changed index; 0 when cancelled."""
        index = context.workspace.survey_indices.get(index_id) if index_id else None
        dialog = cls(context, survey_id, index, parent)
        return dialog.new_id if dialog.run() else 0


class RecordedDialog(Dialog):
    """A question with a scale, and the recorded series to stand beside it."""

    help_topic = "auswertung"

    def __init__(self, context: AppContext, survey_id: int, parent: QWidget | None = None) -> None:
        title = "Kennzahl zuordnen"
        super().__init__(title, primary="Zuordnen", heading=title, parent=parent)
        self._indices = context.workspace.survey_indices
        self._survey = survey_id
        choices = [(name, words) for name, words, _ in self._indices.choices(survey_id)]
        series: list[DataSeries] = context.workspace.data_series.all()
        self.question = ChoiceEditor(choices, optional=False)
        self.series = ChoiceEditor([(each.id, each.title) for each in series], optional=False)
        self.add(FieldRow("Frage", self.question))
        self.add(FieldRow("Kennzahlreihe", self.series, help_text="Reihen stehen im Reiter „Kennzahlen“."))

    def check(self) -> bool:
        """Tie both together."""
        if not self.question.value() or not self.series.value():
            raise UserError("Bitte wählen Sie eine Frage und eine Kennzahlreihe.", help_topic="auswertung")
        self._indices.link(self._survey, self.question.value(), self.series.value())
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, context: AppContext, survey_id: int) -> bool:
        """Whether something was tied together."""
        return cls(context, survey_id, parent).run()


def ask_limits(parent: QWidget | None, context: AppContext, survey_id: int) -> None:
    """Whether results are weighted, and below which numbers they are hidden or stand in brackets."""
    surveys = context.workspace.surveys
    survey = surveys.get(survey_id)

    def save(values: dict[str, Any]) -> int:
        surveys.update(survey_id, survey.version, **values)
        return survey_id

    RecordDialog.ask(
        parent,
        Survey,
        names=LIMITS,
        title="Gewichtung und Grenzen",
        primary="Übernehmen",
        initial={
            "weighted": survey.weighted,
            "smallest_count": survey.smallest_count,
            "bracket_below": survey.bracket_below,
            "hide_below": survey.hide_below,
        },
        save=save,
    )
