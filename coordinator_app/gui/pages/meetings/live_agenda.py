"""The left side of the live view: the agenda with its states, the expected end, the time of the current item."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.agenda import OPEN_STATES, ItemState, expected_end
from coordinator_app.domain.meeting_breaks import MeetingBreak, paused
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.sentences import clock_time
from coordinator_app.gui import theme
from coordinator_app.gui.pages.meetings.looks import ITEM_ICONS
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.labels import Divider, ElidedLabel, Label, ProgressLine
from coordinator_app.services.agenda import AgendaLine, AgendaView, as_line


class LiveAgenda(QWidget):
    """`show_agenda(meeting, agenda, breaks)`; signals of `rows`, and `add_wanted` from its button."""

    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="raised")
        self._meeting: Meeting | None = None
        self._agenda: AgendaView | None = None
        self._breaks: list[MeetingBreak] = []
        self.rows = RowList("Tagesordnung", height=40, numbers=True)
        self.end = ElidedLabel("", "hinweis", natural=True)
        self.running = Label("", "hinweis", wrap=True)
        self.progress = ProgressLine("Zeit des laufenden TOP")
        self.add_button = IconButton("plus", "Dringlichen TOP aufnehmen", flat=True)
        self.add_button.clicked.connect(self.add_wanted)
        bar = QWidget()
        theme.mark(bar, flaeche="sunken")
        head = QHBoxLayout(bar)
        head.setContentsMargins(16, 3, 8, 3)
        head.addWidget(ElidedLabel("Tagesordnung", "stark"), 1)
        head.addWidget(self.end)
        head.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.rows, 1)
        column.addWidget(Divider())
        foot = QVBoxLayout()
        column.addLayout(foot)
        foot.setContentsMargins(16, 10, 16, 14)
        foot.setSpacing(4)
        foot.addWidget(self.running)
        foot.addWidget(self.progress)

    def show_agenda(self, meeting: Meeting, agenda: AgendaView, breaks: list[MeetingBreak], now: datetime) -> None:
        """Show the agenda as it stands now."""
        self._meeting, self._agenda, self._breaks = meeting, agenda, breaks
        self.rows.set_rows([_row(line) for line in agenda.lines])
        self.show_times(now)

    @Slot()
    def show_times(self, now: datetime) -> None:
        """Show the expected end, and how long the current item takes; breaks do not count."""
        meeting, agenda = self._meeting, self._agenda
        if meeting is None or agenda is None:
            return
        over = meeting.actual_end is not None
        ends_at = agenda.ends_at if over else expected_end([as_line(line.item) for line in agenda.lines], now)
        end = clock_time(ends_at) if ends_at else ""
        self.end.setText(f"{'Ende' if over else 'Ende gegen'} {end} · min" if end else "min")
        current = agenda.current
        if current is None or current.item.started_at is None or over:
            left = sum(1 for line in agenda.lines if line.number and line.item.state in OPEN_STATES)
            self.running.setText("Alle Punkte sind behandelt." if not left else f"Noch {left} offen – F8 ruft auf.")
            self.progress.hide()
            return
        spent = now - current.item.started_at - paused(self._breaks, current.item.started_at, now)
        minutes = max(0, int(spent.total_seconds() // 60))
        self.running.setText(f"{current.label} läuft seit {minutes} min (geplant {current.item.minutes})")
        self.progress.set_progress(minutes, current.item.minutes)
        self.progress.show()


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
