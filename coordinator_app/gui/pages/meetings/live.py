"""Step „Durchführen“: agenda with states left, the current item in the middle, the room at the right."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.changes import Change
from coordinator_app.common.clock import local
from coordinator_app.domain.attendance import Span
from coordinator_app.domain.meeting_breaks import MeetingBreak, running_break
from coordinator_app.domain.meetings import EDITABLE, Meeting, MeetingState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.forms.snippets import SnippetPicker, code_at_cursor, next_gap, set_in
from coordinator_app.gui.pages.meetings.live_agenda import LiveAgenda
from coordinator_app.gui.pages.meetings.live_attendance import LiveAttendance
from coordinator_app.gui.pages.meetings.live_dialogs import BreaksDialog, UrgentDialog
from coordinator_app.gui.pages.meetings.live_item import LiveItem
from coordinator_app.gui.pages.meetings.live_notices import LiveNotices
from coordinator_app.gui.pages.meetings.live_sides import LiveSides
from coordinator_app.gui.pages.meetings.presentation_control import PresentationControl
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.services.agenda import AgendaLine, AgendaView

_WAITING = {
    MeetingState.DRAFT: (
        "Noch nicht eingeladen",
        "Eröffnet wird eine Sitzung, zu der eingeladen ist.",
        "Zur Einladung",
    ),
    MeetingState.PLANNED: (
        "Noch nicht eingeladen",
        "Eröffnet wird eine Sitzung, zu der eingeladen ist. Markieren Sie sie unter „Einladen“ als eingeladen.",
        "Zur Einladung",
    ),
    MeetingState.INVITED: (
        "Bereit zur Eröffnung",
        "Mit der Eröffnung bekommt die Sitzung ihre Nummer, und die Anwesenheitsliste entsteht aus den Einladungen.",
        "Sitzung eröffnen",
    ),
    MeetingState.CANCELLED: ("Die Sitzung ist abgesagt", "Eine abgesagte Sitzung wird nicht durchgeführt.", ""),
}


class LivePane(QWidget):
    """The whole live view; before the meeting begins it says what is missing."""

    start_wanted = Signal()
    invite_wanted = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meetings = context.workspace.meetings
        self._meeting: Meeting | None = None
        self._agenda: AgendaView | None = None
        self._breaks: list[MeetingBreak] = []
        self._shown_item = 0
        self.agenda = LiveAgenda()
        self.rows = self.agenda.rows
        self.rows.chosen.connect(self._on_chosen)
        self.rows.opened.connect(self._on_opened)
        self.agenda.add_wanted.connect(self.add_item)
        self.item = LiveItem(context, lookups)
        self.item.call_wanted.connect(self.call)
        self.item.changed.connect(self.reload)
        self.room = LiveAttendance(context, lookups)
        self.room.changed.connect(self._on_room_changed)
        self.notices = LiveNotices(context)
        self.notices.resume_wanted.connect(self.toggle_break)
        self.notices.note_wanted.connect(self.room.note_quorum)
        self.sides = LiveSides(context, self.agenda, self.item, self.room)
        self.presentation = PresentationControl(context, self)
        self.waiting = EmptyState("play", "", "", "Sitzung eröffnen", button_icon="play")
        self.waiting.action.connect(self._on_waiting_action)
        self._stack = QStackedLayout(self)
        self._minute = QTimer(self)
        self._minute.setInterval(15_000)
        self._minute.timeout.connect(self._show_times)
        self._build()

    def _build(self) -> None:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.notices)
        rows.addWidget(self.sides, 1)
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(whole)

    # --- showing

    def show_meeting(self, meeting_id: int) -> None:
        """Show a meeting (again)."""
        if self._meeting is not None and self._meeting.id != meeting_id:
            self._shown_item = 0
        meeting = self._meetings.get(meeting_id)
        self._meeting = meeting
        if meeting.state in _WAITING:
            self._show_waiting(meeting)
            return
        self._stack.setCurrentIndex(1)
        agenda = self._agenda = self._meetings.agenda.view(meeting_id)
        self._breaks = self._meetings.breaks.of_meeting(meeting_id)
        self.agenda.show_agenda(meeting, agenda, self._breaks, self._context.clock.now())
        line = self._line_to_show()
        self._shown_item = line.id if line else 0
        self.rows.select(str(self._shown_item))
        self.agenda.add_button.setVisible(meeting.state in EDITABLE and not self._context.read_only)
        room = self._meetings.attendance.view(meeting_id, item_id=self._shown_item or None)
        if line is not None:
            self.item.show_line(meeting, line, room)
        self.item.setVisible(line is not None)
        self.room.show_room(meeting, room)
        self.notices.show_state(meeting, room, running_break(self._breaks))
        self.presentation.refresh(meeting_id)
        self._minute.start()

    def take_texts(self, change: Change) -> bool:
        """Take up a change of nothing but texts shown here, see `LiveItem.take_texts`."""
        meeting = self._meeting
        if meeting is None or meeting.state in _WAITING or not self.item.take_texts(change):
            return False
        self.presentation.refresh(meeting.id)
        return True

    @Slot()
    def reload(self) -> None:
        """Read again."""
        if self._meeting is not None:
            self.show_meeting(self._meeting.id)

    def show_item(self, item_id: int) -> None:
        """Show one agenda item without calling it."""
        self.flush()
        self._shown_item = item_id
        self.reload()

    def begin(self) -> None:
        """After the opening: call the first item and ask for the room."""
        if self._agenda is not None and self._agenda.current is None:
            self.next_item()
        self.room.come_link.setFocus()

    def flush(self) -> None:
        """Save what is still in a field."""
        if self._meeting is not None and self._meeting.state in EDITABLE and not self._context.read_only:
            self.item.flush()

    def store_complete_vote(self) -> None:
        """Store a vote that is complete; see `LiveItem`."""
        self.item.store_complete_vote()

    def _line_to_show(self) -> AgendaLine | None:
        agenda = self._agenda
        if agenda is None or not agenda.lines:
            return None
        chosen = agenda.line(self._shown_item) or agenda.current
        return chosen or next((line for line in agenda.lines if line.number), agenda.lines[0])

    def _show_waiting(self, meeting: Meeting) -> None:
        title, text, button = _WAITING[meeting.state]
        self.waiting.set_words(title, text)
        self.waiting.button.setText(button)
        self.waiting.button.set_icon("play" if meeting.state is MeetingState.INVITED else "mail")
        self.waiting.button.setVisible(bool(button) and not self._context.read_only)
        self._stack.setCurrentIndex(0)

    @Slot()
    def _show_times(self) -> None:
        self.agenda.show_times(self._context.clock.now())

    # --- acting

    @Slot()
    def next_item(self) -> None:
        """F8: store what is typed, end the current item and call the next one."""
        if self._meeting is None or self._meeting.state is not MeetingState.RUNNING:
            return
        self.flush()
        with alerts.shown(self):
            self.item.store_complete_vote()
            following = self._meetings.live.call_next(self._meeting.id)
            self._shown_item = following or self._shown_item
            self.reload()
            if following is None:
                self._context.notify("Alle Punkte sind behandelt. Sie können die Sitzung beenden.", "info")
            else:
                self.item.focus_start()

    @Slot()
    def previous_item(self) -> None:
        """Umschalt+F8: call the item before the current one again."""
        agenda = self._agenda
        if agenda is None:
            return
        counted = [line.id for line in agenda.lines if line.number]
        current = agenda.current.id if agenda.current else self._shown_item
        place = counted.index(current) if current in counted else 0
        if place > 0:
            self.call(counted[place - 1])

    @Slot(int)
    def call(self, item_id: int) -> None:
        """Call an item out of order."""
        self.flush()
        with alerts.shown(self):
            self.item.store_complete_vote()
            self._meetings.live.call(item_id)
            self._shown_item = item_id
            self.reload()
            self.item.focus_start()

    @Slot()
    def vote(self) -> None:
        """Strg+B."""
        self.item.vote()

    @Slot()
    def new_task(self) -> None:
        """Strg+T."""
        self.item.new_task()

    @Slot()
    def come_or_go(self) -> None:
        """Strg+P."""
        self.sides.show_room()
        self.room.come_or_go()

    @Slot()
    def add_item(self) -> None:
        """A new item: what comes up in the running meeting is urgent, what was forgotten is added afterwards."""
        if self._meeting is None or self._meeting.state not in EDITABLE:
            return
        if self._meeting.state is MeetingState.RUNNING:
            self.add_urgent()
            return
        title = NameDialog.ask(self, "Neuer Tagesordnungspunkt", "Titel", "TOP hinzufügen")
        if title:
            self.flush()
            with alerts.shown(self):
                after = self._shown_item or None
                self._shown_item = self._meetings.agenda.add(self._meeting.id, title=title, after_id=after)
                self.reload()

    @Slot()
    def add_urgent(self) -> None:
        """Strg+Umschalt+D: „Dringlichkeit“, an item that is put on the agenda now."""
        meeting, agenda = self._meeting, self._agenda
        if meeting is None or agenda is None:
            return
        dialog = UrgentDialog(agenda.current, self)
        if not dialog.run():
            return
        self.flush()
        with alerts.shown(self):
            new_id = self._meetings.live.insert_urgent(meeting.id, **dialog.values())
            if agenda.current is None:
                self._shown_item = new_id
            self.reload()
            line = self._agenda.line(new_id) if self._agenda else None
            if line is not None:
                self._context.notify(f"{line.label} „{line.item.title}“ ist aufgenommen. F8 ruft auf.", "info")

    @Slot()
    def toggle_break(self) -> None:
        """Strg+Umschalt+U: interrupt the meeting, or go on."""
        if self._meeting is None or self._meeting.state is not MeetingState.RUNNING:
            return
        self.flush()
        with alerts.shown(self):
            if running_break(self._meetings.breaks.of_meeting(self._meeting.id)) is None:
                self._meetings.breaks.begin(self._meeting.id)
            else:
                self._meetings.breaks.end(self._meeting.id)
            self.reload()

    def has_breaks(self) -> bool:
        """Whether there is a break that could be corrected."""
        return bool(self._breaks) and self._meeting is not None and self._meeting.state in EDITABLE

    @Slot()
    def correct_breaks(self) -> None:
        """Ask for the times of the breaks."""
        meeting = self._meeting
        if meeting is None:
            return
        spans = [Span(each.starts_at, each.ends_at) for each in self._breaks if each.starts_at]
        begin = meeting.actual_start or self._context.clock.now()
        dialog = BreaksDialog(meeting.title, spans, local(begin).date(), self)
        if dialog.run():
            with alerts.shown(self):
                self._meetings.breaks.set_times(meeting.id, dialog.spans())
                self.reload()

    @Slot()
    def toggle_presentation(self) -> None:
        """Strg+F5: open or close the window for the projector."""
        self.flush()
        self.presentation.toggle()

    @Slot()
    def insert_snippet(self) -> None:
        """Strg+Leertaste: the text block of the code before the cursor, or one chosen from the list."""
        area = self.item.text_area()
        if area is None or self._meeting is None or area.isReadOnly():
            self._context.notify("Setzen Sie die Schreibmarke in ein Textfeld des Punktes.", "info")
            return
        snippets, code = self._context.workspace.snippets, code_at_cursor(area)
        snippet = snippets.find(code)
        if snippet is None:
            code = ""
            snippet = SnippetPicker.ask(self, snippets, self.item.snippet_use(area))
            area.setFocus()
        if snippet is not None:
            filled = snippets.filled(snippet, self._meeting.id, self._shown_item)
            set_in(area, filled, code)
            if filled.missing:
                self._context.notify(f"Noch ohne Wert: {', '.join(filled.missing)}", "attention")

    @Slot()
    def next_gap(self) -> None:
        """Strg+Umschalt+Leertaste: to the next „…“ of the text."""
        area = self.item.text_area()
        if area is not None:
            next_gap(area)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if key:
            self.show_item(int(key))

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        if self._meeting is not None and self._meeting.state is MeetingState.RUNNING:
            self.call(int(key))

    @Slot()
    def _on_room_changed(self) -> None:
        self.reload()
        self.item.refresh_votes()

    @Slot()
    def _on_waiting_action(self) -> None:
        if self._meeting is not None and self._meeting.state is MeetingState.INVITED:
            self.start_wanted.emit()
        else:
            self.invite_wanted.emit()
