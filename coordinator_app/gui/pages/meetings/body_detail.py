"""One body: overview with everything that belongs to it, meetings, seats, rules, ideas and its facts as tabs."""

from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import BEFORE, MeetingState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.meetings.body_facts import FactsPane
from coordinator_app.gui.pages.meetings.body_ideas import IdeasPane
from coordinator_app.gui.pages.meetings.body_overview import OverviewPane
from coordinator_app.gui.pages.meetings.body_plans import PlansPane
from coordinator_app.gui.pages.meetings.body_rules import RulesPane
from coordinator_app.gui.pages.meetings.body_seats import SeatsPane
from coordinator_app.gui.pages.meetings.circulations import CirculationsPane
from coordinator_app.gui.pages.meetings.constitution_dialog import ConstitutionDialog
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.pages.meetings.looks import MEETING_CHIPS
from coordinator_app.gui.pages.meetings.move_body import MoveBodyDialog
from coordinator_app.gui.widgets.buttons import MenuButton, MoreButton
from coordinator_app.gui.widgets.headers import DetailHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.meeting_lists import meeting_list

MAIN, MEETINGS, SEATS, RULES, IDEAS, FACTS = "main", "meetings", "seats", "rules", "ideas", "facts"
CIRCULATIONS, PLANS = "circulations", "plans"
_TOPICS = {IDEAS: "themenspeicher", PLANS: "sitzungsreihen", CIRCULATIONS: "umlaufbeschluss", MEETINGS: "sitzungen"}
TAB_DOCUMENTS = {MEETINGS: "meetings_list", RULES: "body_rules"}  # what Strg+P shows; elsewhere the members
_DOCUMENTS = (
    ("Mitgliederliste", "member_list"),
    ("Sitzungsliste", "meetings_list"),
    ("Regeln in Worten", "body_rules"),
    ("Berufungsurkunden", "certificates"),
    ("Berufungsschreiben", "appointment_letters"),
    ("Beschlussregister", "resolution_register"),
    ("Aufgabenliste", "task_list"),
)
_PARTS = ("facts", "seats", "rules", "ideas", "plans", "circulations")
P = TypeVar("P", FactsPane, SeatsPane, RulesPane, IdeasPane, PlansPane, CirculationsPane)


class BodyDetail(QWidget):
    """Detail pane of one body."""

    meeting_opened = Signal(int)
    new_meeting_wanted = Signal()
    child_wanted = Signal(int)
    delete_wanted = Signal(str, int)
    tab_shown = Signal(str)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._bodies = context.workspace.bodies
        self._body: Body | None = None
        self.header = DetailHeader()
        self.print_button = MenuButton("Drucken", "printer")
        self.more = MoreButton("Weitere Aktionen zum Gremium")
        self.tabs = TabView("Teile des Gremiums", margin=12)
        self.overview = OverviewPane(context)
        self.table: RecordTable | None = None
        self._meetings_pane = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        for text, key in _DOCUMENTS:
            self._action(self.print_button.menu_, text, self._on_document).setData(key)
        menu = self.more.menu_
        self.constitute_action = self._action(menu, "Neu konstituieren …", self.constitute)
        self.child_action = self._action(menu, "Untergeordnetes Gremium anlegen …", self._on_child)
        self._action(menu, "Verschieben …", self.move_in_tree)
        menu.addSeparator()
        self.dissolve_action = self._action(menu, "Auflösen …", self.dissolve)
        self.reactivate_action = self._action(menu, "Wieder aufnehmen", self.reactivate)
        self._action(menu, "Gremium in den Papierkorb", self._on_delete)
        self.header.add_button(self.print_button)
        self.header.add_button(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(24, 12, 24, 8)
        head.addWidget(self.header)
        self.tabs.add_tab(MAIN, "Überblick", self._main_pane)
        self.tabs.add_tab(MEETINGS, "Sitzungen", self._table_pane)
        self.tabs.add_tab(SEATS, "Sitze", self._seats_pane)
        self.tabs.add_tab(RULES, "Regeln", self._rules_pane)
        self.tabs.add_tab(IDEAS, "Themenspeicher", self._ideas_pane)
        self.tabs.add_tab(PLANS, "Reihen und Vorlagen", self._plans_pane)
        self.tabs.add_tab(CIRCULATIONS, "Umlauf", self._circulations_pane)
        self.tabs.add_tab(FACTS, "Angaben", self._facts_pane)
        self.tabs.select(MAIN)
        self.tabs.shown.connect(self._on_tab_shown)
        self.overview.opened.connect(self._on_link)
        self.overview.tab_wanted.connect(self.tabs.select)
        self.overview.action_wanted.connect(self._on_action)
        column.addWidget(self.tabs, 1)

    def _action(self, menu: Any, text: str, slot: Any) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    def _main_pane(self) -> QWidget:
        return ScrollColumn(self.overview, width=1180)

    # --- parts, each made when first asked for

    def _built(self) -> list[Any]:
        return [vars(self)[name] for name in _PARTS if name in vars(self)]

    def _made(self, part: P) -> P:
        if self._body is not None:
            part.show_body(self._body.id)
        return part

    @cached_property
    def facts(self) -> FactsPane:
        """„Angaben“."""
        return self._made(FactsPane(self._context, self._lookups))

    @cached_property
    def seats(self) -> SeatsPane:
        """„Sitze“."""
        return self._made(SeatsPane(self._context, self._lookups))

    @cached_property
    def rules(self) -> RulesPane:
        """„Regeln“."""
        return self._made(RulesPane(self._context, self._lookups))

    @cached_property
    def ideas(self) -> IdeasPane:
        """„Themenspeicher“."""
        return self._made(IdeasPane(self._context, self._lookups))

    @cached_property
    def plans(self) -> PlansPane:
        """„Reihen und Vorlagen“."""
        return self._made(PlansPane(self._context, self._lookups))

    @cached_property
    def circulations(self) -> CirculationsPane:
        """„Umlauf“."""
        return self._made(CirculationsPane(self._context, self._lookups))

    def _facts_pane(self) -> QWidget:
        return ScrollColumn(self.facts, width=720)

    def _table_pane(self) -> QWidget:
        pane = QWidget()
        self._meetings_pane = QVBoxLayout(pane)
        self._meetings_pane.setContentsMargins(0, 0, 0, 0)
        return pane

    def _seats_pane(self) -> QWidget:
        return self.seats

    def _rules_pane(self) -> QWidget:
        return ScrollColumn(self.rules)

    def _ideas_pane(self) -> QWidget:
        return ScrollColumn(self.ideas, width=820)

    def _plans_pane(self) -> QWidget:
        return ScrollColumn(self.plans, width=820)

    def _circulations_pane(self) -> QWidget:
        return self.circulations

    def show_body(self, body_id: int) -> None:
        """Show a body (again)."""
        body = self._bodies.get(body_id)
        same = self._body is not None and self._body.id == body_id
        self._body = body
        meetings = self._context.workspace.meetings.of_body(body_id)
        coming = sum(1 for meeting in meetings if meeting.state in BEFORE | {MeetingState.RUNNING})
        self._show_head(body, coming)
        self.overview.show_body(body)
        for part in self._built():
            part.show_body(body_id)
        self.tabs.strip.set_count(MEETINGS, len(meetings))
        self.tabs.strip.set_count(SEATS, sum(1 for v in self._bodies.seats(body_id) if v.seat.deputy_for_id is None))
        self._show_table(same=same)

    def _show_head(self, body: Body, coming: int) -> None:
        parts = [body.short_name] if body.short_name and body.short_name != body.name else []
        parts += [self._kind(body)] if body.body_kind_id and self._kind(body) not in body.name else []
        parts += [f"{plural(coming, 'Sitzung', 'Sitzungen')} geplant"] if coming else []
        self.header.set(body.name, " · ".join(part for part in parts if part))
        gone = f"aufgelöst {format_date(body.dissolved_on)}".strip()
        self.header.chip.set("" if body.active else gone, "neutral")
        self.header.chip.setVisible(not body.active)
        self.more.setEnabled(not self._context.read_only)
        for action in (self.constitute_action, self.dissolve_action, self.child_action):
            action.setVisible(body.active)
        self.reactivate_action.setVisible(not body.active)

    def _kind(self, body: Body) -> str:
        ids = [body.body_kind_id] if body.body_kind_id is not None else []
        return self._context.workspace.catalogues.labels(ids).get(body.body_kind_id or 0, "")

    def current_id(self) -> int:
        """The body shown, 0 for none."""
        return self._body.id if self._body else 0

    def topic(self) -> str:
        """The help topic of the tab shown."""
        return _TOPICS.get(self.tabs.current(), "gremien")

    def flush(self) -> None:
        """Save what is still in a field."""
        for part in self._built():
            if isinstance(part, RulesPane | CirculationsPane | FactsPane):
                part.flush()

    def _show_table(self, *, same: bool) -> None:
        if self.tabs.pane(MEETINGS) is None or self._body is None:
            return
        if same and self.table is not None:
            self.table.reload()
            return
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        text = "Hier stehen alle Sitzungen des Gremiums mit Tagesordnung, Beschlüssen und Niederschrift."
        action = "Sitzung vorbereiten" if self._body.active and not self._context.read_only else ""
        empty = EmptyState("calendar", "Noch keine Sitzung" if action else "Keine Sitzung", text, action, compact=True)
        empty.action.connect(self.new_meeting_wanted)
        self.table = RecordTable(
            meeting_list(self._context.workspace.store, body_id=self._body.id),
            name="body_meetings",
            label="Sitzungen des Gremiums",
            state=self._context.settings,
            chips={"state": MEETING_CHIPS},
            empty=empty,
            multi=False,
        )
        self.table.sort_by("starts_at", descending=True)
        self.table.opened.connect(self.meeting_opened)
        self._meetings_pane.addWidget(self.table)

    # --- the life of a body

    @Slot()
    def constitute(self) -> None:
        """Constitute the body anew for another Wahlperiode."""
        if self._body is None or self._context.read_only:
            return
        self.flush()
        dialog = ConstitutionDialog(self._bodies, self._body, self._lookups, self)
        if dialog.run() and dialog.made is not None:
            self._context.undo_bar(f"„{self._body.name}“ ist neu konstituiert.")
            if dialog.made.meeting_id:
                self._context.navigate("meeting", dialog.made.meeting_id)

    @Slot()
    def move_in_tree(self) -> None:
        """Put the body somewhere else in the tree."""
        if self._body is None or self._context.read_only:
            return
        self.flush()
        if MoveBodyDialog(self._bodies, self._body, self).run():
            self._context.undo_bar(f"„{self._body.name}“ ist verschoben.")

    @Slot()
    def dissolve(self) -> None:
        """End the body and its seats on a day."""
        if self._body is None or self._context.read_only:
            return
        self.flush()
        text = "Die Sitze enden an diesem Tag. Sitzungen, Beschlüsse und Niederschriften bleiben erhalten."
        title = f"„{self._body.name}“ auflösen"
        dialog = DayDialog(title, text, "Letzter Tag", "Gremium auflösen", self._lookups, self)
        if dialog.run():
            with alerts.shown(self):
                self._bodies.dissolve(self._body.id, dialog.day.value())
                self._context.undo_bar(f"„{self._body.name}“ ist aufgelöst.")

    @Slot()
    def reactivate(self) -> None:
        """Take a dissolved body up again."""
        if self._body is None or self._context.read_only:
            return
        seats = self._bodies.reactivate(self._body.id)
        running = f" {plural(seats, 'Sitz läuft', 'Sitze laufen')} weiter." if seats else ""
        self._context.undo_bar(f"„{self._body.name}“ ist wieder aufgenommen.{running}")

    # --- slots

    @Slot(str)
    def _on_tab_shown(self, key: str) -> None:
        if key == MEETINGS:
            self._show_table(same=True)
        self.tab_shown.emit(key)

    @Slot(str, int)
    def _on_link(self, kind: str, id: int) -> None:
        self.flush()
        if kind == "meeting":
            self.meeting_opened.emit(id)
        else:
            self._context.navigate(kind, id)

    @Slot(str)
    def _on_action(self, name: str) -> None:
        if self._body is None:
            return
        if name == "reactivate":
            self.reactivate()
        else:
            self._context.preview(name, self._body.id)

    @Slot()
    def _on_document(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._body is not None:
            self.flush()
            self._context.preview(str(action.data()), self._body.id)

    @Slot()
    def _on_child(self) -> None:
        if self._body is not None:
            self.child_wanted.emit(self._body.id)

    @Slot()
    def _on_delete(self) -> None:
        if self._body is not None:
            self.delete_wanted.emit("body", self._body.id)
