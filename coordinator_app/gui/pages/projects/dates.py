"""Tab „Termine“: the line of the project, its milestones and its events with counts."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, format_integer, format_money, plural
from coordinator_app.domain.fields import Record
from coordinator_app.domain.project_course import Event, EventState, Milestone, MilestoneState, is_late
from coordinator_app.domain.projects import period_text
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.projects.timeline import TimelineView
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_card import ProjectCard

MILESTONE_FIELDS = ("title", ("planned_on", "reached_on"), "state", "note")
EVENT_FIELDS = (
    "title",
    ("event_kind_id", "state"),
    ("starts_on", "ends_on"),
    ("place", "area_id"),
    ("planned_participants", "participants"),
    ("target_groups", "field_of_action_id"),
    ("organisers", "projects"),
    "costs",
    "outcome",
    "press",
)
MILESTONE_CHIPS = {
    MilestoneState.PLANNED: ChipStyle("info", "clock"),
    MilestoneState.REACHED: ChipStyle("ok", "tick"),
    MilestoneState.DROPPED: ChipStyle("neutral", "x"),
}
EVENT_CHIPS = {
    EventState.PLANNED: ChipStyle("info", "clock"),
    EventState.HELD: ChipStyle("ok", "tick"),
    EventState.CANCELLED: ChipStyle("neutral", "x"),
}
_LATE = ("überfällig", ChipStyle("attention", "triangle"))
_CHIP = 124


class DatesPane(ScrollColumn):
    """Milestones and events of one project; both are made and changed in dialogs of their fields."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._lookups = lookups
        self._course = context.workspace.project_course
        self._card: ProjectCard | None = None
        self.line_card = Card("Zeitstrahl")
        self.line = TimelineView()
        self.line.activated.connect(self.open)
        self.line_card.add(self.line)
        self.milestones = ListCard("Meilensteine")
        self.events = ListCard("Veranstaltungen")
        for card, text, slot in (
            (self.milestones, "Meilenstein hinzufügen", self.add_milestone),
            (self.events, "Veranstaltung hinzufügen", self.add_event),
        ):
            link = LinkButton(text, "plus")
            theme.reveal(link, shown=not context.read_only)
            link.clicked.connect(slot)
            card.add_to_head(link)
        for part in (self.line_card, self.milestones, self.events):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_card(self, card: ProjectCard) -> None:
        """Show the course of a project."""
        self._card = card
        course = card.course
        self.line.set_line(course.line)
        self.line_card.setVisible(course.line is not None)
        shows_today = course.line is not None and course.line.today is not None
        self.line_card.set_hint("gestrichelt: heute" if shows_today else "")
        hint = plural(course.late, "überfällig", "überfällig") if course.late else ""
        self.milestones.set_hint(hint)
        rows = [self._milestone(item) for item in course.milestones]
        without = "Noch kein Meilenstein. Was soll bis wann erreicht sein?"
        self.milestones.set_rows(rows or [hint_row(without)])
        self.events.set_hint(course.totals.words())
        rows = [self._event(item) for item in course.events]
        without = "Noch keine Veranstaltung. Gezählt werden nur Teilnehmende, ohne Namen."
        self.events.set_rows(rows or [hint_row(without)])

    # --- rows

    def _milestone(self, item: Milestone) -> QWidget:
        late = is_late(item, today(self._context.clock))
        chip = _LATE if late else (item.state.label, MILESTONE_CHIPS[item.state])
        planned = f"geplant {format_date(item.planned_on)}" if item.planned_on else ""
        value = format_date(item.reached_on) if item.reached_on else planned
        row = ListRow(item.title, addition=planned if item.reached_on else "", value=value, chip=chip, chip_width=_CHIP)
        verbs: list[tuple[str, Callable[[], None]]] = [("Meilenstein ändern …", self._on_edit)]
        if item.state is MilestoneState.PLANNED:
            verbs.append(("Heute erreicht", self._on_reached))
        verbs.append(("Meilenstein entfernen", self._on_remove_milestone))
        return self._with_menu(row, item, item.title, verbs)

    def _event(self, item: Event) -> QWidget:
        chip = (item.state.label, EVENT_CHIPS[item.state])
        when = period_text(item.starts_on, item.ends_on or item.starts_on, False)
        row = ListRow(item.title, addition=_event_words(item), value=when, chip=chip, chip_width=_CHIP)
        verbs: list[tuple[str, Callable[[], None]]] = [("Veranstaltung ändern …", self._on_edit)]
        if item.state is EventState.PLANNED:
            verbs.append(("Durchgeführt …", self._on_held))
        verbs.append(("In den Papierkorb", self._on_discard_event))
        return self._with_menu(row, item, item.title, verbs)

    def _with_menu(self, row: ListRow, record: Record, title: str, verbs: list[tuple[str, Any]]) -> ListRow:
        tag(row, record.kind, record.id)
        row.activated.connect(self._on_edit)
        if not self._context.read_only:
            button = MoreButton(f"Aktionen: {title}", flat=True)
            for text, slot in verbs:
                action = QAction(text, button.menu_)
                tag(action, record.kind, record.id)
                action.triggered.connect(slot)
                button.menu_.addAction(action)
            row.add(button)
        return row

    # --- verbs

    @Slot()
    def add_milestone(self) -> None:
        """Ask for a milestone."""
        if self._card is None:
            return
        project_id = self._card.project.id
        self._ask(
            Milestone,
            MILESTONE_FIELDS,
            "Neuer Meilenstein",
            "Meilenstein hinzufügen",
            partial(_new_milestone, self._course, project_id),
            {},
        )

    @Slot()
    def add_event(self) -> None:
        """Ask for an event of this project; place, field and target groups are those of the project."""
        if self._card is None:
            return
        project = self._card.project
        initial = {
            "projects": (project.id,),
            "organisers": (project.carrier_id,) if project.carrier_id else (),
            "target_groups": project.target_groups,
            "field_of_action_id": next(iter(project.fields_of_action), None),
            "area_id": next(iter(project.areas), None),
            "place": project.location,
        }
        self._ask(
            Event,
            EVENT_FIELDS,
            "Neue Veranstaltung",
            "Veranstaltung anlegen",
            partial(_new_event, self._course),
            initial,
        )

    def open(self, kind: str, record_id: int) -> None:
        """Change a milestone or event in its dialog."""
        if self._context.read_only:
            return
        record: Record = self._course.milestone(record_id) if kind == "milestone" else self._course.event(record_id)
        names = MILESTONE_FIELDS if kind == "milestone" else EVENT_FIELDS
        flat = [name for entry in names for name in ((entry,) if isinstance(entry, str) else entry)]
        initial = {name: getattr(record, name) for name in flat}
        save = partial(_change, self._course, record)
        self._ask(type(record), names, f"{record.label} ändern", f"{record.label} speichern", save, initial)

    def hold(self, event_id: int) -> None:
        """Note that an event took place, asking for the count."""
        event = self._course.event(event_id)
        day = min(event.starts_on, today(self._context.clock)) if event.starts_on else today(self._context.clock)
        initial = {"participants": event.participants, "starts_on": day, "outcome": event.outcome}
        save = partial(_hold, self._course, event)
        names = ("participants", "starts_on", "outcome")
        self._ask(Event, names, "Veranstaltung durchgeführt", "Als durchgeführt eintragen", save, initial)

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

    # --- slots

    @Slot()
    def _on_edit(self) -> None:
        self.open(*tagged(self.sender()))

    @Slot()
    def _on_reached(self) -> None:
        self._course.reach(tagged(self.sender())[1])

    @Slot()
    def _on_held(self) -> None:
        self.hold(tagged(self.sender())[1])

    @Slot()
    def _on_remove_milestone(self) -> None:
        self._course.remove_milestone(tagged(self.sender())[1])
        self._context.undo_bar("Meilenstein entfernt.")

    @Slot()
    def _on_discard_event(self) -> None:
        self._course.discard_event(tagged(self.sender())[1])
        self._context.undo_bar("Die Veranstaltung liegt im Papierkorb.")


def _event_words(item: Event) -> str:
    counted = item.participants if item.state is EventState.HELD else item.planned_participants
    words = "" if counted is None else f"{format_integer(counted)} Teilnehmende"
    if words and item.state is EventState.PLANNED:
        words += " erwartet"
    return ", ".join(filter(None, (words, item.place, format_money(item.costs) if item.costs else "")))


def _new_milestone(course: Any, project_id: int, values: dict[str, Any]) -> int:
    return int(course.add_milestone(project_id, **values))


def _new_event(course: Any, values: dict[str, Any]) -> int:
    return int(course.add_event(**values))


def _change(course: Any, record: Record, values: dict[str, Any]) -> int:
    update = course.update_milestone if isinstance(record, Milestone) else course.update_event
    update(record.id, record.version, **values)
    return record.id


def _hold(course: Any, event: Event, values: dict[str, Any]) -> int:
    course.update_event(event.id, event.version, state=EventState.HELD, **values)
    return event.id
