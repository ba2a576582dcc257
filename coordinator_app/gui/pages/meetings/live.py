"""Step „Durchführen“: agenda with states left, the current item in the middle, the room at the right."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.domain.agenda import OPEN_STATES, ItemState
from coordinator_app.domain.meetings import EDITABLE, Meeting, MeetingState
from coordinator_app.domain.sentences import clock_time
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.meetings.live_attendance import LiveAttendance
from coordinator_app.gui.pages.meetings.live_item import LiveItem
from coordinator_app.gui.pages.meetings.looks import ITEM_ICONS
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.labels import Divider, ElidedLabel, Label, ProgressLine
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.split_view import Splitter
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
        self._shown_item = 0
        self.rows = RowList("Tagesordnung", height=40, numbers=True)
        self.rows.chosen.connect(self._on_chosen)
        self.rows.opened.connect(self._on_opened)
        self.end = ElidedLabel("", "hinweis", natural=True)
        self.running = Label("", "hinweis")
        self.progress = ProgressLine("Zeit des laufenden TOP")
        self.item = LiveItem(context, lookups)
        self.item.call_wanted.connect(self.call)
        self.item.changed.connect(self.reload)
        self.room = LiveAttendance(context, lookups)
        self.room.changed.connect(self._on_room_changed)
        self.waiting = EmptyState("play", "", "", "Sitzung eröffnen", button_icon="play")
        self.waiting.action.connect(self._on_waiting_action)
        self._stack = QStackedLayout(self)
        self._minute = QTimer(self)
        self._minute.setInterval(15_000)
        self._minute.timeout.connect(self._show_times)
        self._build()

    def _build(self) -> None:
        left = QWidget()
        theme.mark(left, flaeche="raised")
        bar = QWidget()
        theme.mark(bar, flaeche="sunken")
        head = QHBoxLayout(bar)
        head.setContentsMargins(16, 3, 8, 3)
        head.addWidget(Label("Tagesordnung", "stark"))
        head.addStretch(1)
        head.addWidget(self.end)
        self.add_button = IconButton("plus", "TOP hinzufügen", flat=True)
        self.add_button.clicked.connect(self.add_item)
        head.addWidget(self.add_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 14)
        foot.setSpacing(4)
        foot.addWidget(self.running)
        foot.addWidget(self.progress)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.rows, 1)
        column.addWidget(Divider())
        column.addLayout(foot)
        splitter = Splitter()
        digit = QFontMetrics(theme.font()).horizontalAdvance("0")
        for place, (pane, low) in enumerate(((left, 30 * digit), (self.item, 420), (self.room, 36 * digit))):
            pane.setMinimumWidth(max(low, 240))
            splitter.addWidget(pane)
            splitter.setStretchFactor(place, 1 if place == 1 else 0)
        splitter.setSizes([304, 10_000, 296])
        self._context.settings.restore_splitter("live", splitter)
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(splitter)

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
        self._agenda = self._meetings.agenda.view(meeting_id)
        self.rows.set_rows([_row(line) for line in self._agenda.lines])
        line = self._line_to_show()
        self._shown_item = line.id if line else 0
        self.rows.select(str(self._shown_item))
        self.add_button.setVisible(meeting.state in EDITABLE and not self._context.read_only)
        if line is not None:
            self.item.show_line(meeting, line)
        self.item.setVisible(line is not None)
        self.room.show_meeting(meeting, self._shown_item)
        self._show_times()
        self._minute.start()

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
        if self._meeting is None or self._meeting.state in _WAITING:
            return
        agenda = self._meetings.agenda.view(self._meeting.id)
        end = clock_time(agenda.ends_at) if agenda.ends_at else ""
        over = self._meeting.actual_end is not None
        self.end.setText(f"{'Ende' if over else 'Ende gegen'} {end} · min" if end else "min")
        current = agenda.current
        if current is None or current.item.started_at is None or over:
            left = sum(1 for line in agenda.lines if line.number and line.item.state in OPEN_STATES)
            self.running.setText("Alle Punkte sind behandelt." if not left else f"Noch {left} offen – F8 ruft auf.")
            self.progress.hide()
            return
        minutes = int((self._context.clock.now() - current.item.started_at).total_seconds() // 60)
        self.running.setText(f"{current.label} läuft seit {minutes} min (geplant {current.item.minutes})")
        self.progress.set_progress(max(0, minutes), current.item.minutes)
        self.progress.show()

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
                self._context.notify("Alle Punkte sind behandelt. Sie können die Sitzung schließen.", "info")
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

    def vote(self) -> None:
        """Strg+B."""
        self.item.vote()

    def new_task(self) -> None:
        """Strg+T."""
        self.item.new_task()

    def come_or_go(self) -> None:
        """Strg+P."""
        self.room.come_or_go()

    @Slot()
    def add_item(self) -> None:
        """A new item behind the one shown, for what comes up in the meeting."""
        if self._meeting is None or self._meeting.state not in EDITABLE:
            return
        title = NameDialog.ask(self, "Neuer Tagesordnungspunkt", "Titel", "TOP hinzufügen")
        if title:
            self.flush()
            with alerts.shown(self):
                after = self._shown_item or None
                self._shown_item = self._meetings.agenda.add(self._meeting.id, title=title, after_id=after)
                self.reload()

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


def _row(line: AgendaLine) -> Row:
    item = line.item
    if item.is_heading:
        return Row(str(item.id), item.title, strong=True, muted=True, depth=line.depth)
    icon, role = ITEM_ICONS[item.state]
    current = item.state is ItemState.IN_PROGRESS
    return Row(
        str(item.id),
        item.title,
        icon="eye-off" if item.skipped else icon,
        icon_role=role,
        number=line.number,
        value=str(item.minutes) if line.number else "",
        depth=line.depth,
        strong=current,
        muted=item.skipped or item.state in (ItemState.POSTPONED, ItemState.DROPPED),
        tip=f"{item.title} ({item.state.label})",
    )
