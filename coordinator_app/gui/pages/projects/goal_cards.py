"""One goal as a card: its words, the five letters of SMART with questions, its indicators with lights and course."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.fields import Record, fields_of
from coordinator_app.domain.goals import Goal, Measurement
from coordinator_app.domain.indicator_words import target_text, unit_word, value_text
from coordinator_app.domain.smart import SmartHint
from coordinator_app.gui.pages.projects.looks import GOAL_CHIPS, LIGHT_CHIPS
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, text_row
from coordinator_app.gui.widgets.value_line import Course, ValueLine
from coordinator_app.services.project_card import GoalCard, IndicatorCard

SMART_FIELDS = {
    "S": "is_specific",
    "M": "is_measurable",
    "A": "is_accepted",
    "R": "is_realistic",
    "T": "is_timed",
}
INDENT = 24  # pixels per level of the tree

Slots = dict[str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class GoalHands:
    """What the cards call: slots by verb, and a place that remembers the records behind buttons and actions."""

    slots: Slots
    records: dict[tuple[str, int], Record]
    writable: bool

    def remember(self, target: QObject, record: Record) -> None:
        """Tie a button, row or action to its record."""
        tag(target, record.kind, record.id)
        self.records[record.kind, record.id] = record


def goal_card(item: GoalCard, hands: GoalHands) -> QWidget:
    """The card of a goal, moved in by its place in the tree."""
    goal = item.goal
    holder = QWidget()
    line = QVBoxLayout(holder)
    line.setContentsMargins(INDENT * item.depth, 0, 0, 0)
    card = ListCard(goal.level.label, f"bis {format_date(goal.due)}" if goal.due else "")
    line.addWidget(card)
    chip = Chip()
    chip.set_style(goal.status.label, GOAL_CHIPS[goal.status])
    card.add_to_head(chip)
    if hands.writable:
        link = LinkButton("Indikator hinzufügen", "plus")
        hands.remember(link, goal)
        link.clicked.connect(hands.slots["indicator"])
        card.add_to_head(link)
        card.add_to_head(_goal_menu(goal, hands))
    rows: list[QWidget] = [text_row(goal.text), _smart_row(item, hands)]
    if item.priority:
        priority = ListRow(item.priority, value="Priorität", icon="flag")
        hands.remember(priority, goal)
        priority.activated.connect(hands.slots["priority"])
        rows.append(priority)
    rows.extend(row for indicator in item.indicators for row in _indicator(indicator, hands))
    if goal.assessment:
        rows.append(text_row(f"Bewertung: {goal.assessment}", ""))
    if item.hint:
        rows.append(text_row(item.hint, "hinweis"))
    card.set_rows(rows)
    return holder


def _goal_menu(goal: Goal, hands: GoalHands) -> MoreButton:
    button = MoreButton("Aktionen für dieses Ziel", flat=True)
    add_action(button, "Ziel ändern", goal, "edit", hands)
    add_action(button, "Ziel darunter hinzufügen", goal, "below", hands)
    button.menu_.addSeparator()
    add_action(button, "Ziel entfernen", goal, "remove", hands)
    return button


def add_action(button: MoreButton, text: str, record: Record, verb: str, hands: GoalHands) -> None:
    """Append an action on a record to a menu."""
    action = QAction(text, button.menu_)
    hands.remember(action, record)
    action.triggered.connect(hands.slots[verb])
    button.menu_.addAction(action)


def _smart_row(item: GoalCard, hands: GoalHands) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(16, 8, 16, 8)
    column.setSpacing(6)
    boxes = QHBoxLayout()
    boxes.setSpacing(12)
    column.addLayout(boxes)
    helps = {name: info.help for name, info in fields_of(Goal).items()}
    for hint in item.smart:
        box = QCheckBox(hint.word)
        box.setChecked(hint.ticked)
        box.setEnabled(hands.writable)
        box.setToolTip(helps[SMART_FIELDS[hint.letter]])
        box.setAccessibleName(f"Ziel ist {hint.word}")
        box.setProperty("smart", hint.letter)
        hands.remember(box, item.goal)
        box.clicked.connect(hands.slots["smart"])
        boxes.addWidget(box)
    boxes.addStretch(1)
    questions = _questions(item.smart)
    if questions:
        column.addWidget(Label(questions, "hinweis", wrap=True))
    return row


def _questions(hints: tuple[SmartHint, ...]) -> str:
    return "\n".join(f"{hint.word}: {hint.text}" for hint in hints if hint.text)


def _indicator(item: IndicatorCard, hands: GoalHands) -> list[QWidget]:
    indicator, latest = item.indicator, item.latest
    base, target = value_text(indicator.baseline, indicator), target_text(indicator)
    way = f"{base} → {target}" if base and target else f"Ziel {target}" if target else "ohne Zielwert"
    now = f"Stand {value_text(latest.value, indicator)}" if latest is not None else "kein Messwert"
    chip = (item.light.label, LIGHT_CHIPS[item.light])
    row = ListRow(indicator.name, value=f"{way} · {now}", chip=chip, chip_width=96)
    row.setToolTip(_tip(item))
    hands.remember(row, indicator)
    row.activated.connect(hands.slots["edit"])
    course = course_of(item)
    if len(course.values) > 1:
        row.add(ValueLine(course))
    if hands.writable:
        measure = IconButton("plus", f"Messwert eintragen: {indicator.name}", flat=True)
        hands.remember(measure, indicator)
        measure.clicked.connect(hands.slots["measure"])
        row.add(measure)
        row.add(_indicator_menu(item, hands))
    hints = list(item.findings)
    if item.is_late:
        hints.append(f"Ein Messwert war am {format_date(item.next_on)} fällig (Turnus: {indicator.interval}).")
    return [row, *(hint_row(text) for text in hints)]


def _tip(item: IndicatorCard) -> str:
    indicator, last = item.indicator, item.latest
    word = unit_word(indicator)
    unit = f"Einheit: {word}." if word else ""
    measured = f"Gemessen am {format_date(last.measured_on)}. {last.source}".strip() if last is not None else ""
    return " ".join(filter(None, (f"{indicator.indicator_type.label}.", unit, measured)))


def course_of(item: IndicatorCard) -> Course:
    """Measured values from the baseline on, and the straight way to the target."""
    indicator = item.indicator
    values = [
        (each.measured_on, each.value) for each in item.measurements if each.measured_on and each.value is not None
    ]
    start = (indicator.baseline_on, indicator.baseline)
    end = (indicator.target_on, indicator.target)
    plan = tuple((day, value) for day, value in (start, end) if day is not None and value is not None)
    if indicator.baseline_on is not None and indicator.baseline is not None:
        values.insert(0, (indicator.baseline_on, indicator.baseline))
    return Course(tuple(sorted(values)), plan if len(plan) > 1 else ())


def _indicator_menu(item: IndicatorCard, hands: GoalHands) -> MoreButton:
    indicator = item.indicator
    button = MoreButton(f"Aktionen: {indicator.name}", flat=True)
    add_action(button, "Indikator ändern", indicator, "edit", hands)
    if indicator.series_id is not None:
        add_action(button, "Werte aus der Kennzahlreihe übernehmen", indicator, "series", hands)
    for value in item.measurements:
        add_action(button, f"{_measured(value)} ändern", value, "edit", hands)
    button.menu_.addSeparator()
    for value in item.measurements:
        add_action(button, f"{_measured(value)} entfernen", value, "remove", hands)
    add_action(button, "Indikator entfernen", indicator, "remove", hands)
    return button


def _measured(value: Measurement) -> str:
    return f"Messwert vom {format_date(value.measured_on)}"
