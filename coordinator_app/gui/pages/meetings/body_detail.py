"""One body: its facts, meetings, seats, rules and ideas as tabs."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import BEFORE, MeetingState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.meetings.body_ideas import IdeasPane
from coordinator_app.gui.pages.meetings.body_rules import RulesPane
from coordinator_app.gui.pages.meetings.body_seats import SeatsPane
from coordinator_app.gui.pages.meetings.looks import MEETING_CHIPS
from coordinator_app.gui.widgets.buttons import MenuButton, MoreButton
from coordinator_app.gui.widgets.headers import DetailHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.meeting_lists import meeting_list

FIELDS: tuple[str | tuple[str, ...], ...] = (
    ("name", "short_name"),
    ("body_kind_id", "parent_id"),
    "genitive",
    "basis",
    ("founded_on", "dissolved_on"),
    "fields_of_action",
    "number_pattern",
    "public_by_default",
    "active",
)
MAIN, MEETINGS, SEATS, RULES, IDEAS = "main", "meetings", "seats", "rules", "ideas"
_DOCUMENTS = (("Beschlussregister", "resolution_register"), ("Aufgabenliste", "task_list"))


class BodyDetail(QWidget):
    """Detail pane of one body."""

    meeting_opened = Signal(int)
    new_meeting_wanted = Signal()
    delete_wanted = Signal(int)
    tab_shown = Signal(str)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._bodies = context.workspace.bodies
        self._body: Body | None = None
        self.header = DetailHeader()
        self.print_button = MenuButton("Drucken", "printer")
        self.more = MoreButton()
        self.tabs = TabView("Teile des Gremiums", margin=12)
        self.form = RecordForm(Body, save=self._save, names=FIELDS, lookups=lookups)
        self.table: RecordTable | None = None
        self.seats = SeatsPane(context, lookups)
        self.rules = RulesPane(context, lookups)
        self.ideas = IdeasPane(context, lookups)
        self._meetings_pane = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        for text, key in _DOCUMENTS:
            action = QAction(text, self)
            action.setData(key)
            action.triggered.connect(self._on_document)
            self.print_button.menu_.addAction(action)
        erase = QAction("Gremium in den Papierkorb", self)
        erase.triggered.connect(self._on_delete)
        self.more.menu_.addAction(erase)
        self.header.add_button(self.print_button)
        self.header.add_button(self.more)
        head = QVBoxLayout()
        head.setContentsMargins(24, 12, 24, 8)
        head.addWidget(self.header)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self.tabs.add_tab(MAIN, "Überblick", self._main_pane)
        self.tabs.add_tab(MEETINGS, "Sitzungen", self._table_pane)
        self.tabs.add_tab(SEATS, "Sitze", self._seats_pane)
        self.tabs.add_tab(RULES, "Regeln", self._rules_pane)
        self.tabs.add_tab(IDEAS, "Themenspeicher", self._ideas_pane)
        self.tabs.select(MAIN)
        self.tabs.shown.connect(self._on_tab_shown)
        column.addWidget(self.tabs, 1)

    def _main_pane(self) -> QWidget:
        return ScrollColumn(self.form, width=720)

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

    def show_body(self, body_id: int) -> None:
        """Show a body (again)."""
        body = self._bodies.get(body_id)
        same = self._body is not None and self._body.id == body_id
        self._body = body
        meetings = self._context.workspace.meetings.of_body(body_id)
        coming = sum(1 for meeting in meetings if meeting.state in BEFORE | {MeetingState.RUNNING})
        self.header.set(body.name, f"{plural(coming, 'Sitzung', 'Sitzungen')} geplant" if coming else "")
        self.form.load(body)
        self.form.set_read_only(read_only=self._context.read_only)
        self.more.setEnabled(not self._context.read_only)
        self.seats.show_body(body_id)
        self.rules.show_body(body_id)
        self.ideas.show_body(body_id)
        self.tabs.strip.set_count(MEETINGS, len(meetings))
        self.tabs.strip.set_count(SEATS, len(self._bodies.seats(body_id)))
        self._show_table(same=same)

    def current_id(self) -> int:
        """The body shown, 0 for none."""
        return self._body.id if self._body else 0

    def flush(self) -> None:
        """Save what is still in a field."""
        self.form.flush()
        self.rules.flush()

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
        empty = EmptyState("calendar", "Noch keine Sitzung", text, "Sitzung vorbereiten", compact=True)
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

    def _save(self, name: str, value: Any) -> None:
        if self._body is not None:
            self._bodies.update(self._body.id, None, **{name: value})

    @Slot(str)
    def _on_tab_shown(self, key: str) -> None:
        if key == MEETINGS:
            self._show_table(same=True)
        self.tab_shown.emit(key)

    @Slot()
    def _on_document(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._body is not None:
            self.flush()
            self._context.preview(str(action.data()), self._body.id)

    @Slot()
    def _on_delete(self) -> None:
        if self._body is not None:
            self.delete_wanted.emit(self._body.id)
