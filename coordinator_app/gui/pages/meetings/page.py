"""The page „Gremien & Sitzungen“: bodies with their meetings left, a body or meeting at the right.

A meeting that is opened takes the whole page with its four steps.
"""

from functools import cached_property
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.changes import Change
from coordinator_app.common.german import plural
from coordinator_app.gui import alerts
from coordinator_app.gui.actions import ActionInfo
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.meetings.body_detail import CIRCULATIONS, IDEAS, SEATS, TAB_DOCUMENTS, BodyDetail
from coordinator_app.gui.pages.meetings.live_commands import (
    FINISH,
    HINT,
    LIVE_COMMANDS,
    bind_live,
    show_live_commands,
)
from coordinator_app.gui.pages.meetings.looks import FOLLOW_UP, PREPARE, TOPICS
from coordinator_app.gui.pages.meetings.meeting_card import MeetingSummary
from coordinator_app.gui.pages.meetings.new_body import NewBodyDialog
from coordinator_app.gui.pages.meetings.new_meeting import prepare_next_meeting
from coordinator_app.gui.pages.meetings.tree import BodyTree
from coordinator_app.gui.pages.meetings.workspace import MeetingWorkspace
from coordinator_app.gui.tab_order import enter
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.split_view import SplitView


class MeetingsPage(Page):
    """Bodies, their meetings, and the workspace of one meeting."""

    page_id: ClassVar[str] = "meetings"
    title: ClassVar[str] = "Gremien & Sitzungen"
    icon: ClassVar[str] = "people"
    help_topic: ClassVar[str] = "sitzungen"
    record_kinds: ClassVar[frozenset[str]] = frozenset(
        {"body", "membership", "meeting", "agenda_item", "backlog_item", "minutes", "circulation"}
    )
    topics: ClassVar[frozenset[str]] = TOPICS
    page_actions: ClassVar[tuple[ActionInfo, ...]] = (*LIVE_COMMANDS, FINISH)
    page_menu: ClassVar[str] = "Laufende &Sitzung"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lookups = workspace_lookups(context.workspace)
        self._tree_stale = True
        self.new_body_button = SecondaryButton("Gremium anlegen", "plus")
        self.new_body_button.clicked.connect(self.new_body)
        self.new_meeting_button = SecondaryButton("Nächste Sitzung vorbereiten", "calendar-plus")
        self.new_meeting_button.clicked.connect(self.new_meeting)
        self.header = PageHeader(self.title, "", [self.new_body_button, self.new_meeting_button])
        self.tree = BodyTree(context)
        self.body = BodyDetail(context, self._lookups)
        self.summary = MeetingSummary(context)
        self._detail = QWidget()
        self._detail_stack = QStackedLayout(self._detail)
        self.empty = EmptyState(
            "people",
            "Noch kein Gremium angelegt",
            "Hier stehen Präventionsrat, Lenkungsgruppe und Arbeitsgruppen mit ihren Sitzen, Regeln und Sitzungen.",
            "Gremium anlegen",
            "Wie läuft eine Sitzung ab?",
        )
        self._stack = QStackedLayout(self)
        self._build()

    def _build(self) -> None:
        nothing = EmptyState(
            "people", "Nichts gewählt", "Wählen Sie links ein Gremium oder eine Sitzung.", compact=True
        )
        for pane in (nothing, self.body, self.summary):
            self._detail_stack.addWidget(pane)
        state = self.context.settings
        self._split = SplitView(
            self.tree, self._detail, name="meetings", state=state, list_width=340, list_share=0.3, detail_min=620
        )
        overview = QWidget()
        column = QVBoxLayout(overview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self._content = QStackedLayout()
        column.addLayout(self._content, 1)
        self._content.addWidget(self._split)
        self._content.addWidget(self.empty)
        self._stack.addWidget(overview)
        self.empty.action.connect(self.new_body)
        self.empty.help_wanted.connect(self._on_help_wanted)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.opened.connect(self._on_opened)
        self.tree.delete_wanted.connect(self._discard)
        self.body.meeting_opened.connect(self._on_meeting_opened)
        self.body.new_meeting_wanted.connect(self.new_meeting)
        self.body.child_wanted.connect(self._on_child_wanted)
        self.body.delete_wanted.connect(self._discard)
        self.body.tab_shown.connect(self._on_tab_shown)
        self.summary.step_wanted.connect(self._on_step_wanted)
        self._show_state()

    @cached_property
    def workspace(self) -> MeetingWorkspace:
        """The workspace of the meeting shown; made when the first meeting is opened."""
        made = MeetingWorkspace(self.context, self._lookups)
        self._stack.addWidget(made)
        made.back.connect(self.show_overview)
        made.step_shown.connect(self._on_step_shown)
        bind_live(self, made.live)
        self.own_action("meeting.finish", made.finish)
        return made

    # --- the page's duties

    def receive(self, change: Change) -> None:
        """Words typed in the live view touch nothing else that is shown; all other changes are read again."""
        if not (self.isVisible() and self.in_workspace() and self.workspace.take_texts(change)):
            super().receive(change)

    def reload(self) -> None:
        """Read again what is shown: the workspace of a meeting, or tree and detail."""
        if self.in_workspace():
            self._tree_stale = True
            if self.workspace.reload():
                self._show_state()
                return
            self.show_overview()
            return
        self._reload_overview()

    def _reload_overview(self) -> None:
        self._tree_stale = False
        kind, record_id = self.tree.current()
        self.tree.reload()
        bodies, coming = self.tree.counts()
        words = [plural(bodies, "Gremium", "Gremien"), plural(coming, "Sitzung", "Sitzungen") + " geplant"]
        self.header.set_subtitle(", ".join(words) if bodies else "")
        self._content.setCurrentIndex(1 if self.tree.is_empty() else 0)
        if not record_id or not self.tree.select(kind, record_id):
            kind, record_id = self.tree.first()
            self.tree.select(kind, record_id)
        self._show(kind, record_id)
        self._show_state()

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a body or what belongs to it, or open a meeting at its step."""
        workspace = self.context.workspace
        match kind:
            case "meeting":
                self.open_meeting(record_id)
            case "agenda_item":
                item = workspace.meetings.agenda.get(record_id)
                self.open_meeting(item.meeting_id)
                self.workspace.show_item(record_id)
            case "minutes":
                self.open_meeting(workspace.minutes.get(record_id).meeting_id, FOLLOW_UP)
            case "membership":
                self._show_body(workspace.bodies.seat(record_id).body_id, SEATS)
            case "backlog_item":
                self._show_body(workspace.meetings.backlog.get(record_id).body_id, IDEAS)
            case "circulation":
                self._show_body(workspace.circulations.get(record_id).body_id, CIRCULATIONS)
                self.body.circulations.open(record_id)
            case _:
                self._show_body(record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The meeting or body shown."""
        if self.in_workspace():
            return ("meeting", self.workspace.meeting_id())
        kind, record_id = self.tree.current()
        return (kind, record_id) if record_id else None

    def can(self, command: str) -> bool:
        """New, print and delete, depending on what is shown."""
        writable = not self.context.read_only
        match command:
            case "new":
                return writable
            case "print" | "export":
                return self.in_workspace() or bool(self.tree.current()[1])
            case "delete":
                return writable and not self.in_workspace() and bool(self.tree.current()[1])
            case "filter":
                return not self.in_workspace() and not self.tree.is_empty()
            case _:
                return False

    def new_record(self) -> None:
        """A new agenda item in a meeting, else the next meeting of the body (or a first body)."""
        if self.in_workspace():
            self.workspace.new_item()
        elif self.tree.is_empty():
            self.new_body()
        else:
            self.new_meeting()

    def print_current(self) -> None:
        """The document of the step shown; of a body the list that belongs to the tab, of a meeting its agenda."""
        kind, record_id = self.tree.current()
        if self.in_workspace():
            self.workspace.print_current()
        elif kind == "meeting":
            self.context.preview("agenda", record_id)
        elif kind == "body":
            self.context.preview(TAB_DOCUMENTS.get(self.body.tabs.current(), "member_list"), record_id)

    def export_current(self) -> None:
        """As `print_current`; the preview offers Word and PDF."""
        self.print_current()

    def delete_current(self) -> None:
        """The body or meeting chosen to the Papierkorb."""
        if not self.in_workspace():
            self._discard(*self.tree.current())

    def focus_filter(self) -> None:
        """Into the search field over the tree."""
        self.tree.search.setFocus()
        self.tree.search.selectAll()

    def leave(self) -> None:
        """Save what is still in a field."""
        self.body.flush()
        if self.in_workspace():
            self.workspace.flush()

    def current_topic(self) -> str:
        """Holding a meeting and the facts of bodies have topics of their own."""
        if self.in_workspace():
            return self.workspace.topic()
        return self.body.topic() if self.tree.current()[0] == "body" else "sitzungen"

    # --- bodies and meetings

    @Slot()
    def new_body(self) -> None:
        """Ask for a new body with a set of rules and its first seats."""
        self._ask_body(None)

    def _ask_body(self, parent_id: int | None) -> None:
        dialog = NewBodyDialog(self.context.workspace, self._lookups, self, parent_id=parent_id)
        if dialog.run():
            self.context.navigate("body", dialog.new_id)

    @Slot()
    def new_meeting(self) -> None:
        """Ask for the day of the body's next meeting and prepare it from the last one."""
        body_id = self._body_id()
        if not body_id:
            return
        new_id = prepare_next_meeting(self.context, self._lookups, body_id, self)
        if new_id:
            self.context.navigate("meeting", new_id)
            self.open_meeting(new_id, PREPARE)

    def open_meeting(self, meeting_id: int, step: int = -1) -> None:
        """Open the workspace of a meeting, at the step it is in by itself."""
        self.tree.select("meeting", meeting_id)
        self.body.flush()
        self.workspace.show_meeting(meeting_id, step)
        self._stack.setCurrentWidget(self.workspace)
        self._show_state()
        if self.isVisible():
            self.take_focus()  # the tree is hidden now; its focus would fall on some button
        self.place_changed.emit()

    def in_workspace(self) -> bool:
        """Whether the workspace of a meeting is shown."""
        return self._stack.currentIndex() > 0

    @Slot()
    def show_overview(self) -> None:
        """Back to tree and detail."""
        self.workspace.flush()
        meeting_id = self.workspace.meeting_id()
        self._stack.setCurrentIndex(0)
        self.full_screen_changed.emit(False)
        self._reload_overview()
        if meeting_id and self.tree.select("meeting", meeting_id):
            self._show("meeting", meeting_id)
        self.tree.setFocus()
        self.place_changed.emit()

    def _show_body(self, body_id: int, tab: str = "") -> None:
        if self.in_workspace():
            self.show_overview()
        elif self._tree_stale:
            self._reload_overview()
        self.tree.select("body", body_id)
        self._show("body", body_id)
        if tab:
            self.body.tabs.select(tab)
        self._split.show_detail()

    def _show(self, kind: str, record_id: int) -> None:
        if kind == "body":
            self.body.show_body(record_id)
            self._detail_stack.setCurrentWidget(self.body)
        elif kind == "meeting":
            self.summary.show_meeting(record_id)
            self._detail_stack.setCurrentWidget(self.summary)
        else:
            self._detail_stack.setCurrentIndex(0)

    def _body_id(self) -> int:
        kind, record_id = self.tree.current()
        if kind == "meeting":
            return self.context.workspace.meetings.get(record_id).body_id
        return record_id

    def _show_state(self) -> None:
        live = self.in_workspace() and self.workspace.is_live()
        show_live_commands(self, live=live)
        hint = HINT if live else ""
        if self.isVisible():
            self.context.shell.status_hint(hint)
            self.full_screen_changed.emit(self.in_workspace() and self.workspace.is_wide())
        writable = not self.context.read_only
        self.new_body_button.setVisible(writable and not self.tree.is_empty())
        self.new_meeting_button.setVisible(writable and not self.tree.is_empty() and not self.tree.on_dissolved())
        self.actions_changed.emit()

    # --- slots

    @Slot(str, int)
    def _discard(self, kind: str, record_id: int) -> None:
        if not record_id or self.context.read_only:
            return
        workspace = self.context.workspace
        with alerts.shown(self):
            if kind == "body":
                workspace.bodies.discard(record_id)
                self.context.undo_bar("Das Gremium liegt im Papierkorb.")
            else:
                workspace.meetings.discard(record_id)
                self.context.undo_bar("Die Sitzung liegt im Papierkorb.")

    @Slot(int)
    def _on_child_wanted(self, body_id: int) -> None:
        self._ask_body(body_id)

    @Slot(str, int)
    def _on_chosen(self, kind: str, record_id: int) -> None:
        self.body.flush()
        with alerts.shown(self):
            self._show(kind, record_id)
        self._show_state()

    @Slot(str, int)
    def _on_opened(self, kind: str, record_id: int) -> None:
        self._split.show_detail()
        if kind == "meeting":
            self.open_meeting(record_id)

    @Slot(int)
    def _on_meeting_opened(self, meeting_id: int) -> None:
        self.open_meeting(meeting_id)

    @Slot(int)
    def _on_step_wanted(self, step: int) -> None:
        kind, record_id = self.tree.current()
        if kind == "meeting":
            self.open_meeting(record_id, step)

    @Slot(int)
    def _on_step_shown(self, step: int) -> None:
        self._show_state()
        pressed = self.workspace.steps.findChildren(QAbstractButton)[step : step + 1]
        if QApplication.focusWidget() not in pressed:  # who walks along the steps stays there
            enter(self.workspace, but=(self.workspace.header, self.workspace.steps))
        self.place_changed.emit()

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        self.actions_changed.emit()

    @Slot()
    def _on_help_wanted(self) -> None:
        self.context.show_help("sitzungen")
