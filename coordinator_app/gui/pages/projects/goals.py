"""Tab „Ziele & Wirkung“: the tree of goals with indicators, then logic model, evaluations and lessons."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import plural
from coordinator_app.domain.fields import Record
from coordinator_app.domain.goal_tree import level_below
from coordinator_app.domain.goals import Goal, GoalLevel, Indicator, Measurement
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.projects.effect import EffectCards
from coordinator_app.gui.pages.projects.goal_cards import SMART_FIELDS, GoalHands, goal_card
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.linked_rows import tagged
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_card import ProjectCard

NEW_GOAL_FIELDS = ("text", ("level", "due"), "parent_id", "priority_id")
GOAL_FIELDS = (
    "text",
    ("level", "due"),
    "parent_id",
    "priority_id",
    "# Ist es erreicht?",
    "status",
    "assessment",
)
INDICATOR_FIELDS = (
    "name",
    ("unit", "direction"),
    "indicator_type",
    ("baseline", "baseline_on"),
    ("target", "target_on"),
    "source",
    "method",
    ("interval", "responsible_id"),
    "series_id",
)
MEASUREMENT_FIELDS = (("measured_on", "value"), "spread", "source", "comment")
_SHORT = 60  # letters of a goal in the list of possible parents


class GoalsPane(ScrollColumn):
    """Goals with indicators; every writing way but the SMART boxes goes through a dialog of the record's fields."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._projects = context.workspace.projects
        self._lookups = lookups
        self._project_id = 0
        self._goals: list[Goal] = []
        self._cards: list[QWidget] = []
        slots = {
            "edit": self._on_edit_wanted,
            "remove": self._on_remove_wanted,
            "indicator": self._on_indicator_wanted,
            "measure": self._on_measurement_wanted,
            "below": self._on_below_wanted,
            "series": self._on_series_wanted,
            "smart": self._on_smart_clicked,
            "priority": self._on_priority_wanted,
        }
        self._hands = GoalHands(slots, {}, not context.read_only)
        self.add_button = SecondaryButton("Ziel hinzufügen", "plus")
        self.add_button.clicked.connect(self.add_goal)
        self.empty = EmptyState(
            "target",
            "Noch kein Ziel",
            "Ein Ziel sagt in einem Satz, was bei wem bis wann anders sein soll. Ein Indikator macht es messbar.",
            "" if context.read_only else "Ziel hinzufügen",
            compact=True,
        )
        self.empty.action.connect(self.add_goal)
        self.effect = EffectCards(context, lookups)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.effect)
        self.column.addStretch(1)

    def show_card(self, card: ProjectCard) -> None:
        """Show the goals and the effect of a project."""
        self._project_id = card.project.id
        self._goals = [item.goal for item in card.goals]
        self.add_button.setVisible(bool(card.goals) and not self._context.read_only)
        self.empty.setVisible(not card.goals)
        focused = self._focused()
        for old in self._cards:
            old.hide()
            self.column.removeWidget(old)
            old.deleteLater()
        self._hands.records.clear()
        self._cards = [goal_card(goal, self._hands) for goal in card.goals]
        for place, widget in enumerate(self._cards):
            self.column.insertWidget(place, widget)
            widget.show()  # at once: what is not in sight takes no focus
        if focused is not None:
            self._focus_again(focused)
        self.effect.show_card(card)

    def _focused(self) -> tuple[object, ...] | None:
        """What of the cards has the focus, in words that outlive the cards."""
        widget = self.focusWidget()
        inside = widget is not None and any(card.isAncestorOf(widget) for card in self._cards)
        return _place(widget) if widget is not None and inside else None

    def _focus_again(self, place: tuple[object, ...]) -> None:
        found = (each for card in self._cards for each in card.findChildren(QAbstractButton) if _place(each) == place)
        again = next(found, None)
        if again is not None:
            again.setFocus()

    def flush(self) -> None:
        """Save what is still in a field."""
        self.effect.flush()

    # --- slots

    @Slot()
    def add_goal(self) -> None:
        """Ask for a new goal."""
        level = GoalLevel.OPERATIONAL if self._goals else GoalLevel.GUIDING
        self._ask_goal("Neues Ziel", {"level": level, "parent_id": None})

    @Slot()
    def _on_below_wanted(self) -> None:
        goal = self._hands.records.get(tagged(self.sender()))
        if isinstance(goal, Goal):
            self._ask_goal("Neues Ziel darunter", {"level": level_below(goal.level), "parent_id": goal.id})

    def _ask_goal(self, title: str, initial: dict[str, Any]) -> None:
        projects, project_id = self._projects, self._project_id

        def save(values: dict[str, Any]) -> int:
            return projects.add_goal(project_id, **values)

        self._ask(Goal, NEW_GOAL_FIELDS, title, "Ziel hinzufügen", save, initial)

    @Slot()
    def _on_smart_clicked(self) -> None:
        box = self.sender()
        if isinstance(box, QCheckBox):
            name = SMART_FIELDS[str(box.property("smart"))]
            self._projects.update_part(Goal, tagged(box)[1], None, **{name: box.isChecked()})

    @Slot()
    def _on_priority_wanted(self) -> None:
        goal = self._hands.records.get(tagged(self.sender()))
        if isinstance(goal, Goal) and goal.priority_id is not None:
            self._context.navigate("priority", goal.priority_id)

    @Slot()
    def _on_series_wanted(self) -> None:
        count = self._context.workspace.quality.take_series(tagged(self.sender())[1])
        taken = f"{plural(count, 'Messwert', 'Messwerte')} übernommen."
        self._context.notify(taken if count else "Alle Werte der Reihe sind schon übernommen.")

    @Slot()
    def _on_indicator_wanted(self) -> None:
        projects, goal_id = self._projects, tagged(self.sender())[1]

        def save(values: dict[str, Any]) -> int:
            return projects.add_indicator(goal_id, **values)

        initial = {"baseline_on": today(self._context.clock)}
        self._ask(Indicator, INDICATOR_FIELDS, "Neuer Indikator", "Indikator hinzufügen", save, initial)

    @Slot()
    def _on_measurement_wanted(self) -> None:
        self.add_measurement(tagged(self.sender())[1])

    def add_measurement(self, indicator_id: int) -> None:
        """Ask for a measured value."""
        projects = self._projects

        def save(values: dict[str, Any]) -> int:
            return projects.measure(indicator_id, **values)

        initial = {"measured_on": today(self._context.clock)}
        self._ask(Measurement, MEASUREMENT_FIELDS, "Neuer Messwert", "Messwert eintragen", save, initial)

    @Slot()
    def _on_edit_wanted(self) -> None:
        record = self._hands.records.get(tagged(self.sender()))
        if record is None or self._context.read_only:
            return
        projects, names = self._projects, _FIELDS[record.kind]

        def save(values: dict[str, Any]) -> int:
            projects.update_part(type(record), record.id, record.version, **values)
            return record.id

        flat = [name for entry in names for name in ((entry,) if isinstance(entry, str) else entry)]
        initial = {name: getattr(record, name) for name in flat if not name.startswith("# ")}
        title, primary = f"{record.label} ändern", f"{record.label} speichern"
        self._ask(type(record), names, title, primary, save, initial, own=record.id)

    @Slot()
    def _on_remove_wanted(self) -> None:
        record = self._hands.records.get(tagged(self.sender()))
        if record is not None:
            self._projects.remove_part(type(record), record.id)
            self._context.undo_bar(f"{record.label} entfernt.")

    def _ask(
        self,
        record_type: type[Record],
        names: Any,
        title: str,
        primary: str,
        save: Callable[[dict[str, Any]], int],
        initial: dict[str, Any],
        *,
        own: int = 0,
    ) -> None:
        editors: dict[str, Editor] = {}
        if record_type is Goal:
            others = [(goal.id, _short(goal)) for goal in self._goals if goal.id != own]
            editors["parent_id"] = ChoiceEditor(others)
        RecordDialog.ask(
            self,
            record_type,
            names=names,
            title=title,
            primary=primary,
            save=save,
            lookups=self._lookups,
            initial=initial,
            editors=editors,
        )


def _place(widget: QWidget) -> tuple[object, ...]:
    around = widget.parentWidget()
    return (*tagged(widget), *tagged(around), widget.accessibleName())


def _short(goal: Goal) -> str:
    text = goal.text if len(goal.text) <= _SHORT else f"{goal.text[: _SHORT - 1].rstrip()}…"
    return f"{goal.level.label}: {text}"


_FIELDS: dict[str, Any] = {
    "goal": GOAL_FIELDS,
    "indicator": INDICATOR_FIELDS,
    "measurement": MEASUREMENT_FIELDS,
}
