"""Below the goals of a project: its logic model, its evaluations and what was learned."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.evaluations import evaluation_hints
from coordinator_app.domain.logic_model import ASSUMPTIONS, PARTS, LogicModel, points_of, unpacked
from coordinator_app.domain.project_course import Evaluation
from coordinator_app.domain.projects import Project, period_text
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import LongTextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import FieldDialog
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged, text_row
from coordinator_app.services.project_card import ProjectCard

EVALUATION_FIELDS = (
    ("evaluation_kind", "subject"),
    "design",
    ("starts_on", "ends_on"),
    "method",
    "result",
    "conclusion",
)
_LABEL_WIDTH = 150


class LogicModelDialog(FieldDialog):
    """The parts of a logic model; one point per line."""

    help_topic = "projektqualitaet"

    def __init__(self, model: LogicModel, parent: QWidget | None = None) -> None:
        super().__init__("Wirkmodell", primary="Wirkmodell speichern", heading="Wirkmodell", parent=parent, width=720)
        self.add(Label("Ein Punkt je Zeile. Jeder Teil soll zum nächsten führen.", "gedaempft", wrap=True))
        self.editors: dict[str, LongTextEditor] = {}
        for key, label, help_text in (*PARTS, ASSUMPTIONS):
            editor = LongTextEditor(lines=2, most_lines=8)
            editor.set_value("\n".join(getattr(model, key)))
            self.editors[key] = editor
            self.add(FieldRow(label, editor, help_text=help_text))
        self.first = self.editors[PARTS[0][0]]

    def model(self) -> LogicModel:
        """What stands in the fields."""
        return LogicModel(**{key: points_of(editor.value()) for key, editor in self.editors.items()})


class EffectCards(QWidget):
    """Logic model, evaluations and lessons of one project."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lookups = lookups
        self._quality = context.workspace.quality
        self._project_id = 0
        self._evaluations: dict[int, Evaluation] = {}
        self.model_card = Card("Wirkmodell")
        self.grid = KeyValueGrid(label_width=_LABEL_WIDTH)
        self.model_hint = Label("", "hinweis", wrap=True)
        self.evaluations = ListCard("Evaluationen")
        self.lessons_card = Card("Erfahrungen")
        self.lessons = RecordForm(Project, save=self._save_lessons, names=["lessons_learned"])
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(16)
        for card in (self.model_card, self.evaluations, self.lessons_card):
            column.addWidget(card)
        for part in (self.grid, self.model_hint):
            self.model_card.add(part)
        self.lessons_card.add(self.lessons)
        links = (
            (self.model_card, "Aus den Angaben füllen", self.suggest_model, True),
            (self.model_card, "Abbildung", self.show_figure, False),
            (self.model_card, "Bearbeiten", self.edit_model, True),
            (self.evaluations, "Evaluation hinzufügen", self.add_evaluation, True),
        )
        for card, text, slot, writes in links:
            link = LinkButton(text, "plus" if text.endswith("hinzufügen") else "")
            link.clicked.connect(slot)
            theme.reveal(link, shown=not (writes and self._context.read_only))
            card.add_to_head(link)

    def show_card(self, card: ProjectCard) -> None:
        """Show the effect of a project."""
        if card.project.id != self._project_id:
            self.flush()
        self._project_id = card.project.id
        self._show_model(unpacked(card.project.logic_model))
        self._evaluations = {item.id: item for item in self._quality.evaluations(card.project.id)}
        rows = [row for item in self._evaluations.values() for row in self._evaluation(item)]
        without = "Noch keine Evaluation. Schon wenige Fragen an Beteiligte nach dem Ende helfen."
        self.evaluations.set_rows(rows or [hint_row(without)])
        self.lessons.load(card.project)
        self.lessons.set_read_only(read_only=self._context.read_only)

    def flush(self) -> None:
        """Save what is still in a field."""
        self.lessons.flush()

    def _show_model(self, model: LogicModel) -> None:
        parts = [(label, "\n".join(points)) for label, points in model.columns()]
        if model.assumptions:
            parts.append((ASSUMPTIONS[1], "\n".join(model.assumptions)))
        self.grid.set_rows([] if model.is_empty else parts)
        self.grid.setVisible(not model.is_empty)
        gaps = model.gaps()
        hint = (
            "Das Wirkmodell zeigt, wie aus Einsatz und Aktivitäten Wirkungen werden sollen." if model.is_empty else ""
        )
        if gaps:
            hint = f"Noch ohne Angaben: {', '.join(gaps)}."
        self.model_hint.setText(hint)
        self.model_hint.setVisible(bool(hint))

    def _evaluation(self, item: Evaluation) -> list[QWidget]:
        when = period_text(item.starts_on, item.ends_on or item.starts_on, False)
        row = ListRow(item.heading, addition=item.design.label, value=when, icon="chart")
        tag(row, item.kind, item.id)
        row.activated.connect(self._on_edit_evaluation)
        if not self._context.read_only:
            row.add(self._menu(item))
        rows: list[QWidget] = [row]
        words = item.conclusion or item.result
        if words:
            rows.append(text_row(words, ""))
        rows.extend(hint_row(text) for text in evaluation_hints(item))
        return rows

    def _menu(self, item: Evaluation) -> MoreButton:
        day = format_date(item.ends_on or item.starts_on)
        button = MoreButton(f"Aktionen: {item.heading} {day}".strip(), flat=True)
        for text, slot in (
            ("Evaluation ändern", self._on_edit_evaluation),
            ("Evaluation entfernen", self._on_remove_evaluation),
        ):
            action = QAction(text, button.menu_)
            tag(action, item.kind, item.id)
            action.triggered.connect(slot)
            button.menu_.addAction(action)
        return button

    # --- slots

    @Slot()
    def edit_model(self) -> None:
        """Ask for the parts of the logic model."""
        dialog = LogicModelDialog(self._quality.logic_model(self._project_id), self)
        if dialog.run():
            self._quality.set_logic_model(self._project_id, dialog.model())

    @Slot()
    def suggest_model(self) -> None:
        """Fill the empty parts from what the project says elsewhere."""
        self._quality.suggest_logic_model(self._project_id)
        self._context.notify("Leere Teile sind aus den Angaben gefüllt.")

    @Slot()
    def show_figure(self) -> None:
        """The figure in the print preview."""
        self.flush()
        self._context.preview("project_logic_model", self._project_id)

    @Slot()
    def add_evaluation(self) -> None:
        """Ask for an evaluation."""
        self._ask("Neue Evaluation", "Evaluation hinzufügen", partial(_add, self._quality, self._project_id), {})

    @Slot()
    def _on_edit_evaluation(self) -> None:
        item = self._evaluations.get(tagged(self.sender())[1])
        if item is None or self._context.read_only:
            return
        flat = [name for entry in EVALUATION_FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
        initial = {name: getattr(item, name) for name in flat}
        save = partial(_update, self._quality, item)
        self._ask("Evaluation ändern", "Evaluation speichern", save, initial)

    @Slot()
    def _on_remove_evaluation(self) -> None:
        self._quality.remove_evaluation(tagged(self.sender())[1])
        self._context.undo_bar("Evaluation entfernt.")

    def _ask(self, title: str, primary: str, save: Any, initial: dict[str, Any]) -> None:
        RecordDialog.ask(
            self,
            Evaluation,
            names=EVALUATION_FIELDS,
            title=title,
            primary=primary,
            save=save,
            lookups=self._lookups,
            initial=initial,
        )

    def _save_lessons(self, name: str, value: Any) -> None:
        self._context.workspace.projects.update(self.lessons.record.id, None, **{name: value})


def _add(quality: Any, project_id: int, values: dict[str, Any]) -> int:
    return int(quality.add_evaluation(project_id, **values))


def _update(quality: Any, item: Evaluation, values: dict[str, Any]) -> int:
    quality.update_evaluation(item.id, item.version, **values)
    return item.id
