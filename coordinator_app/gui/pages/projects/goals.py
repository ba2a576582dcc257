"""Tab „Ziele & Wirkung“: goals as cards with their indicators and measured values."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.domain.fields import Record
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.projects.looks import GOAL_CHIPS, LIGHT_CHIPS
from coordinator_app.gui.pages.projects.overview import SIGNS, target_text, value_text
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged, text_row
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_card import GoalCard, IndicatorCard, ProjectCard

GOAL_FIELDS = (
    "text",
    ("level", "due"),
    "# Ist das Ziel SMART?",
    ("is_specific", "is_measurable"),
    ("is_accepted", "is_realistic"),
    "is_timed",
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
)
MEASUREMENT_FIELDS = (("measured_on", "value"), "spread", "source", "comment")


class GoalsPane(ScrollColumn):
    """Goals with indicators; every writing way goes through a dialog of the record's fields."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._projects = context.workspace.projects
        self._lookups = lookups
        self._project_id = 0
        self._cards: list[QWidget] = []
        self._records: dict[tuple[str, int], Record] = {}
        self.add_button = SecondaryButton("Ziel hinzufügen", "plus")
        self.add_button.clicked.connect(self.add_goal)
        self.empty = EmptyState(
            "target",
            "Noch kein Ziel",
            "Ein Ziel sagt in einem Satz, was bei wem bis wann anders sein soll. Ein Indikator macht es messbar.",
            compact=True,
        )
        self.column.addWidget(self.empty)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def show_card(self, card: ProjectCard) -> None:
        """Show the goals of a project."""
        self._project_id = card.project.id
        self.add_button.setVisible(not self._context.read_only)
        self.empty.setVisible(not card.goals)
        side = Qt.AlignmentFlag.AlignLeft if card.goals else Qt.AlignmentFlag.AlignHCenter
        self.column.setAlignment(self.add_button, side)
        for old in self._cards:
            old.hide()
            self.column.removeWidget(old)
            old.deleteLater()
        self._records = {}
        self._cards = [self._goal(goal) for goal in card.goals]
        for place, widget in enumerate(self._cards):
            self.column.insertWidget(place, widget)

    def _goal(self, item: GoalCard) -> QWidget:
        goal = item.goal
        card = ListCard(goal.level.label, f"bis {format_date(goal.due)}" if goal.due else "")
        chip = Chip()
        chip.set_style(goal.status.label, GOAL_CHIPS[goal.status])
        card.add_to_head(chip)
        if not self._context.read_only:
            link = LinkButton("Indikator hinzufügen")
            tag(link, "goal", goal.id)
            link.clicked.connect(self._on_indicator_wanted)
            card.add_to_head(link)
            card.add_to_head(self._menu("Aktionen für dieses Ziel", goal))
        rows: list[QWidget] = [text_row(goal.text)]
        rows.extend(row for indicator in item.indicators for row in self._indicator(indicator))
        if not item.indicators:
            rows.append(hint_row("Noch kein Indikator: Woran wird gemessen, ob das Ziel erreicht ist?"))
        card.set_rows(rows)
        return card

    def _indicator(self, item: IndicatorCard) -> list[QWidget]:
        indicator, latest = item.indicator, item.latest
        base, target = value_text(indicator.baseline, indicator), target_text(indicator)
        goal = f"{base} → {target}" if base and target else f"Ziel {target}" if target else "ohne Zielwert"
        now = f"Stand {value_text(latest.value, indicator)}" if latest is not None else "kein Messwert"
        unit = f" ({indicator.unit})" if indicator.unit and indicator.unit not in SIGNS else ""
        chip = (item.light.label, LIGHT_CHIPS[item.light])
        row = ListRow(indicator.name + unit, value=f"{goal} · {now}", chip=chip, chip_width=104)
        if latest is not None:
            row.setToolTip(f"Gemessen am {format_date(latest.measured_on)}. {latest.source}".strip())
        tag(row, "indicator", indicator.id)
        row.activated.connect(self._on_edit_wanted)
        self._records[indicator.kind, indicator.id] = indicator
        if not self._context.read_only:
            measure = IconButton("plus", f"Messwert eintragen: {indicator.name}", flat=True)
            tag(measure, "indicator", indicator.id)
            measure.clicked.connect(self._on_measurement_wanted)
            row.add(measure)
            row.add(self._menu(f"Aktionen: {indicator.name}", indicator, item.measurements))
        return [row, *(hint_row(text) for text in item.findings)]

    def _menu(self, name: str, record: Record, measurements: tuple[Measurement, ...] = ()) -> MoreButton:
        button = MoreButton(name, flat=True)
        self._add_action(button, f"{record.label} ändern", record, self._on_edit_wanted)
        for value in measurements:
            day = format_date(value.measured_on)
            self._add_action(button, f"Messwert vom {day} ändern", value, self._on_edit_wanted)
        button.menu_.addSeparator()
        for value in measurements:
            day = format_date(value.measured_on)
            self._add_action(button, f"Messwert vom {day} entfernen", value, self._on_remove_wanted)
        self._add_action(button, f"{record.label} entfernen", record, self._on_remove_wanted)
        return button

    def _add_action(self, button: MoreButton, text: str, record: Record, slot: Callable[[], None]) -> None:
        action = QAction(text, button.menu_)
        tag(action, record.kind, record.id)
        self._records[record.kind, record.id] = record
        action.triggered.connect(slot)
        button.menu_.addAction(action)

    # --- slots

    @Slot()
    def add_goal(self) -> None:
        """Ask for a new goal."""
        projects, project_id = self._projects, self._project_id

        def save(values: dict[str, Any]) -> int:
            return projects.add_goal(project_id, **values)

        self._ask(Goal, ("text", ("level", "due")), "Neues Ziel", "Ziel hinzufügen", save, {})

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
        record = self._records.get(tagged(self.sender()))
        if record is None or self._context.read_only:
            return
        projects, names = self._projects, _FIELDS[record.kind]

        def save(values: dict[str, Any]) -> int:
            projects.update_part(type(record), record.id, record.version, **values)
            return record.id

        flat = [name for entry in names for name in ((entry,) if isinstance(entry, str) else entry)]
        initial = {name: getattr(record, name) for name in flat if not name.startswith("# ")}
        self._ask(type(record), names, f"{record.label} ändern", f"{record.label} speichern", save, initial)

    @Slot()
    def _on_remove_wanted(self) -> None:
        record = self._records.get(tagged(self.sender()))
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
    ) -> None:
        RecordDialog.ask(
            self,
            record_type,
            names=names,
            title=title,
            primary=primary,
            save=save,
            lookups=self._lookups,
            initial=initial,
        )


_FIELDS: dict[str, Any] = {
    "goal": GOAL_FIELDS,
    "indicator": INDICATOR_FIELDS,
    "measurement": MEASUREMENT_FIELDS,
}
