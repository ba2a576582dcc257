"""The workspace of one meeting: its four steps and the one button that leads on."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.changes import Change
from coordinator_app.common.errors import UserError
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.domain.sentences import clock_time
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.meetings import looks
from coordinator_app.gui.pages.meetings.dialogs import ask_notice
from coordinator_app.gui.pages.meetings.invite import InvitePane
from coordinator_app.gui.pages.meetings.live import LivePane
from coordinator_app.gui.pages.meetings.looks import (
    FOLLOW_UP,
    HOLD,
    INVITE,
    MEETING_CHIPS,
    PREPARE,
    STEPS,
    step_of,
    when,
)
from coordinator_app.gui.pages.meetings.meeting_life import MeetingLife
from coordinator_app.gui.pages.meetings.prepare import PreparePane
from coordinator_app.gui.widgets.buttons import MenuButton, MoreButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.labels import Divider
from coordinator_app.gui.widgets.steps import StepBar

if TYPE_CHECKING:
    from coordinator_app.gui.pages.meetings.follow_up import FollowUpPane


class MeetingWorkspace(QWidget):
    """`show_meeting(id, step)`; signals `back` and `step_shown(step)`."""

    back = Signal()
    step_shown = Signal(int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._meetings = context.workspace.meetings
        self._meeting: Meeting | None = None
        self._step = PREPARE
        self.header = PageHeader("")
        self.header.show_back()
        self.header.back.connect(self.back)
        self.print_button = MenuButton("Drucken", "printer")
        self.minutes_button = SecondaryButton("Protokoll ansehen", "document")
        self.close_button = SecondaryButton("Sitzung beenden", "lock")
        self.more = MoreButton("Weitere Aktionen zur Sitzung")
        self.primary = PrimaryButton("Weiter")
        self.steps = StepBar(STEPS)
        self.live = LivePane(context, lookups)
        self.life = MeetingLife(context, self)
        self.life.step_wanted.connect(self._on_step_wanted)
        self._stack = QStackedLayout()
        self._build()

    def _build(self) -> None:
        for text, key in looks.PAPERS:
            action = QAction(text, self)
            action.setData(key)
            action.triggered.connect(self._on_document)
            self.print_button.menu_.addAction(action)
        for button in (self.print_button, self.minutes_button, self.close_button, self.more, self.primary):
            self.header.add_button(button)
        self.minutes_button.clicked.connect(self._on_minutes)
        self.close_button.clicked.connect(self.finish)
        self.primary.clicked.connect(self._on_primary)
        self.steps.activated.connect(self.show_step)
        self._step_row = QFrame()
        theme.mark(self._step_row, flaeche="leiste")
        line = QHBoxLayout(self._step_row)
        line.setContentsMargins(20, 0, 24, 8)
        line.addWidget(self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._step_row)
        self._line = Divider()
        column.addWidget(self._line)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self.live)
        self.live.start_wanted.connect(self.start)
        self.live.invite_wanted.connect(self._on_invite_wanted)
        self.live.sides.narrow_changed.connect(self._on_narrow_changed)
        self._build_more()

    def _build_more(self) -> None:
        self._more_actions = {
            name: self._add_more(text, slot)
            for name, text, slot in (
                ("minutes", "Protokoll ansehen", self._on_minutes),
                ("wall", "Ansicht für den Beamer\tStrg+F5", self.live.toggle_presentation),
                ("breaks", "Unterbrechungen berichtigen …", self.live.correct_breaks),
                ("prepare", "Vorbereitung ansehen", self._on_prepare),
                ("invite", "Einladung ansehen", self._on_invite_wanted),
                ("folder", "Sitzungsmappe (ZIP)…", self._on_folder),
            )
        }
        self.life.fill(self.more.menu_)
        self.more.menu_.insertMenu(self._more_actions["prepare"], self.live.presentation.menu)
        self.more.menu_.insertSeparator(self._more_actions["prepare"])

    def _add_more(self, text: str, slot: Any) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(slot)
        self.more.menu_.addAction(action)
        return action

    # --- what is shown

    @Slot()
    def _on_narrow_changed(self) -> None:
        """Narrow windows keep fewer buttons in the header."""
        if self._meeting is not None:
            self._show_buttons(self._meeting)

    def show_meeting(self, meeting_id: int, step: int = -1) -> None:
        """Open a meeting, at the step it is in by itself (step -1)."""
        self.flush()
        self._meeting = self._meetings.get(meeting_id)
        items = self._meetings.agenda.view(meeting_id).lines
        self.show_step(step_of(self._meeting, has_items=bool(items)) if step < 0 else step)

    def meeting_id(self) -> int:
        """The meeting shown, 0 for none."""
        return self._meeting.id if self._meeting else 0

    def reload(self) -> bool:
        """Read again; False when the meeting is gone."""
        if self._meeting is None:
            return False
        try:
            found = self._meetings.get(self._meeting.id)
        except UserError:
            return False
        if found.deleted_at is not None:
            return False
        self._meeting = found
        self._show()
        return True

    @Slot(int)
    def show_step(self, step: int) -> None:
        """Go to a step."""
        self.flush()
        self._step = step
        self._stack.setCurrentWidget(self._pane())
        self._show()
        self.step_shown.emit(step)

    def show_item(self, item_id: int) -> None:
        """Show one agenda item in the step that is open."""
        if self._step == HOLD:
            self.live.show_item(item_id)
        else:
            self.show_step(PREPARE)
            self.prepare.select_item(item_id)

    def take_texts(self, change: Change) -> bool:
        """Take up a change of nothing but texts shown in the live view; False: it has to be read."""
        return self._step == HOLD and self.live.take_texts(change)

    def is_live(self) -> bool:
        """Whether the meeting is being held before the user's eyes."""
        return self._step == HOLD and self._meeting is not None and self._meeting.state is MeetingState.RUNNING

    def is_wide(self) -> bool:
        """Whether the step needs the whole window."""
        return self._step == HOLD and self._meeting is not None and self._meeting.state not in BEFORE

    def topic(self) -> str:
        """The help topic of the step."""
        return {INVITE: "einladen", HOLD: "sitzung-durchfuehren", FOLLOW_UP: "niederschrift"}.get(
            self._step, "sitzungen"
        )

    def flush(self) -> None:
        """Save what is still in a field."""
        if self._meeting is None:
            return
        pane = self._pane()
        if isinstance(pane, PreparePane | InvitePane | LivePane):
            pane.flush()

    def print_current(self) -> None:
        """The document that belongs to the step."""
        self._preview(looks.PAPER_OF_STEP[self._step])

    def new_item(self) -> None:
        """A new agenda item."""
        if self._step == HOLD:
            self.live.add_item()
        else:
            self.show_step(PREPARE)
            self.prepare.add_item()

    # --- the panes of the steps, each made when its step is first shown

    def _pane(self) -> "PreparePane | InvitePane | LivePane | FollowUpPane":
        match self._step:
            case looks.PREPARE:
                return self.prepare
            case looks.INVITE:
                return self.invite
            case looks.HOLD:
                return self.live
            case _:
                return self.follow_up

    @cached_property
    def prepare(self) -> PreparePane:
        """„Vorbereiten“."""
        made = PreparePane(self._context, self._lookups)
        self._stack.addWidget(made)
        return made

    @cached_property
    def invite(self) -> InvitePane:
        """„Einladen“."""
        made = InvitePane(self._context, self._lookups)
        self._stack.addWidget(made)
        return made

    @cached_property
    def follow_up(self) -> "FollowUpPane":
        """„Nachbereiten“."""
        from coordinator_app.gui.pages.meetings.follow_up import FollowUpPane

        made = FollowUpPane(self._context)
        self._stack.addWidget(made)
        made.room_wanted.connect(self._on_room_wanted)
        made.item_wanted.connect(self._on_item_wanted)
        return made

    @Slot()
    def _on_room_wanted(self) -> None:
        self.show_step(HOLD)

    @Slot(int)
    def _on_item_wanted(self, item_id: int) -> None:
        self.show_step(HOLD)
        self.live.show_item(item_id)

    def _show(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        self.header.set_title(meeting.title)
        running = meeting.state is MeetingState.RUNNING and meeting.actual_start is not None
        self.header.set_subtitle("" if running and self._step == HOLD else when(meeting, meeting.title))
        words = f"läuft seit {clock_time(meeting.actual_start)}" if running and meeting.actual_start else ""
        self.header.chip.set_style(words or meeting.state.label, MEETING_CHIPS[meeting.state])
        reached = step_of(meeting, has_items=True) + (1 if meeting.state is MeetingState.CLOSED else 0)
        self.steps.set_current(self._step, range(reached))
        self._step_row.setVisible(not self.is_live())
        self._line.setVisible(self.is_live())
        self._pane().show_meeting(meeting.id)
        self._show_buttons(meeting)

    def _show_buttons(self, meeting: Meeting) -> None:
        state, writable = meeting.state, not self._context.read_only
        live = self.is_live()
        self.print_button.setVisible(not live and self._step != FOLLOW_UP)
        minutes, narrow = self._step == HOLD and state not in BEFORE, self.live.sides.narrow
        self.minutes_button.setVisible(minutes and not narrow)
        self.close_button.setVisible(live and writable)
        text, icon = self._primary_words(state)
        self.primary.setText(text)
        self.primary.set_icon(icon)
        self.primary.setVisible(bool(text) and writable)
        shown = {
            "minutes": minutes and narrow,
            "wall": live,
            "breaks": self._step == HOLD and writable and self.live.has_breaks(),
            "folder": not live,
            "prepare": live,
            "invite": live,
        }
        for name, action in self._more_actions.items():
            action.setVisible(shown[name])
        self.live.presentation.menu.menuAction().setVisible(live)
        self.life.show_meeting(meeting)
        actions = (*self._more_actions.values(), *self.life.actions.values())
        self.more.setVisible(any(action.isVisible() for action in actions))

    def _primary_words(self, state: MeetingState) -> tuple[str, str]:
        if self._step == PREPARE:
            return ("Weiter: Einladen", "chevron-right") if state in BEFORE else ("", "")
        if self._step == INVITE:
            if state in (MeetingState.DRAFT, MeetingState.PLANNED):
                return "Als eingeladen markieren", "mail"
            return ("Weiter: Durchführen", "chevron-right") if state is MeetingState.INVITED else ("", "")
        if self._step == HOLD:
            if state is MeetingState.RUNNING:
                return "Nächster TOP   F8", "chevron-right"
            return ("Weiter: Nachbereiten", "chevron-right") if state is MeetingState.HELD else ("", "")
        return "", ""

    # --- acting

    @Slot()
    def _on_primary(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        if self._step == PREPARE:
            self.show_step(INVITE)
        elif self._step == INVITE and meeting.state is MeetingState.INVITED:
            self.show_step(HOLD)
        elif self._step == INVITE:
            self.flush()
            with alerts.shown(self):
                self.invite.send()
        elif meeting.state is MeetingState.RUNNING:
            self.next_item()
        else:
            self.show_step(FOLLOW_UP)

    @Slot()
    def start(self) -> None:
        """Open the meeting; a missed Ladungsfrist is asked about first."""
        meeting = self._meeting
        if meeting is None:
            return
        check = self._meetings.invitations.check(meeting.id)
        notice = None
        if not check.in_time:
            notice = ask_notice(self, check.sentence)
            if notice is None:
                return
        with alerts.shown(self):
            self._meetings.live.start(meeting.id, notice=notice)
            self.reload()
            self.step_shown.emit(self._step)
            self.live.begin()

    @Slot()
    def finish(self) -> None:
        """End the meeting; open items are told."""
        if self._meeting is None:
            return
        self.flush()
        with alerts.shown(self):
            self.live.store_complete_vote()
            self._meetings.live.finish(self._meeting.id)
            self.reload()
            self.show_step(FOLLOW_UP)

    @Slot()
    def next_item(self) -> None:
        """F8."""
        self.live.next_item()

    def _preview(self, key: str) -> None:
        if self._meeting is not None:
            self.flush()
            self._context.preview(key, self._meeting.id)

    @Slot()
    def _on_document(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._preview(str(action.data()))

    @Slot()
    def _on_minutes(self) -> None:
        self._preview("minutes")

    @Slot()
    def _on_folder(self) -> None:
        self._preview("meeting_folder")

    @Slot(int)
    def _on_step_wanted(self, step: int) -> None:
        if self._meeting is not None:
            self.show_meeting(self._meeting.id, step)

    @Slot()
    def _on_prepare(self) -> None:
        self.show_step(PREPARE)

    @Slot()
    def _on_invite_wanted(self) -> None:
        self.show_step(INVITE)
