"""What must not be overlooked in the running meeting: it is interrupted, or the body can no longer decide."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.meeting_breaks import MeetingBreak
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.sentences import clock_time
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.attendance import PresenceView


class LiveNotices(QWidget):
    """Bars over the live view; `resume_wanted` and `note_wanted` from their buttons.

    The loss of the quorum is told in the moment it happens, and as long as it lasts.
    """

    resume_wanted = Signal()
    note_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting_id = 0
        self._could_decide = False
        self.pause = NoticeBar("", "info", icon="pause").tell_changes()
        resume = SecondaryButton("Fortsetzen", "play")
        resume.clicked.connect(self.resume_wanted)
        self.pause.add_button(resume)
        self.quorum = NoticeBar("", "attention").tell_changes()
        self._note = SecondaryButton("Feststellen", "tick")
        self._note.setToolTip("Für die Niederschrift festhalten, dass das Gremium nicht beschlussfähig ist")
        self._note.clicked.connect(self.note_wanted)
        self.quorum.add_button(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pause)
        column.addWidget(self.quorum)

    def show_state(self, meeting: Meeting, room: PresenceView, interrupted: MeetingBreak | None) -> None:
        """Show what holds now."""
        running = meeting.state is MeetingState.RUNNING
        since = interrupted.starts_at if interrupted and running else None
        self.pause.set(
            f"seit {clock_time(since)} Uhr." if since else "",
            "info",
            strong="Die Sitzung ist unterbrochen" if since else "",
            icon="pause",
        )
        if meeting.id != self._meeting_id:
            self._meeting_id = meeting.id
            self._could_decide = meeting.quorum_at is not None and meeting.quorum_met
        met = room.quorum.met
        lost = running and not met and self._could_decide
        if met and not self.quorum.isHidden():
            self._context.notify("Das Gremium ist wieder beschlussfähig.", "ok")
        self._could_decide = self._could_decide or met
        noted = meeting.quorum_at is not None and not meeting.quorum_met
        self._note.setVisible(not noted and not self._context.read_only)
        words = f"{room.quorum.sentence} Beschlüsse sind so nicht möglich." if lost else ""
        self.quorum.set(words, "attention", strong="Nicht mehr beschlussfähig." if lost else "")
