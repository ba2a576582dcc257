"""The rare steps in the life of a meeting: cancel, take back, go on; each a command of the meeting's menu."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import ask_reason
from coordinator_app.gui.pages.meetings.looks import HOLD, INVITE


class MeetingLife(QObject):
    """`fill(menu)` puts the commands into a menu, `show_meeting` offers those that fit; `step_wanted` afterwards."""

    step_wanted = Signal(int)

    def __init__(self, context: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._meetings = context.workspace.meetings
        self._read_only = context.read_only
        self._owner = owner
        self._meeting: Meeting | None = None
        self.actions: dict[str, QAction] = {}
        for name, text, slot in (
            ("resume", "Sitzung fortsetzen", self.resume),
            ("withdraw", "Einladung zurücknehmen", self.withdraw),
            ("cancel", "Sitzung absagen …", self.cancel),
            ("reinstate", "Absage zurücknehmen", self.reinstate),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.actions[name] = action

    def fill(self, menu: QMenu) -> None:
        """Append the commands to a menu."""
        menu.addActions(list(self.actions.values()))

    def show_meeting(self, meeting: Meeting) -> None:
        """Offer what fits the state of the meeting."""
        self._meeting = meeting
        shown = {
            "resume": meeting.state is MeetingState.HELD,
            "withdraw": meeting.state is MeetingState.INVITED,
            "cancel": meeting.state in BEFORE,
            "reinstate": meeting.state is MeetingState.CANCELLED,
        }
        for name, action in self.actions.items():
            action.setVisible(shown[name] and not self._read_only)

    @Slot()
    def resume(self) -> None:
        """Go on with a meeting ended by mistake."""
        if self._meeting is not None:
            self._meetings.live.resume(self._meeting.id)
            self.step_wanted.emit(HOLD)

    @Slot()
    def withdraw(self) -> None:
        """Take the invitation back, after a question: the answers are lost."""
        if self._meeting is None:
            return
        question = "Soll die Einladung zurückgenommen werden? Die eingetragenen Antworten gehen verloren."
        if alerts.confirm(self._owner, question, "Einladung zurücknehmen", danger=True):
            self._meetings.invitations.withdraw(self._meeting.id)

    @Slot()
    def cancel(self) -> None:
        """Call the meeting off, with a reason; those invited must be told."""
        if self._meeting is None:
            return
        text = "Der Grund steht bei der Sitzung. Die Einladungen bleiben vermerkt."
        reason = ask_reason(self._owner, "Sitzung absagen", text, "Sitzung absagen")
        if reason:
            self._meetings.cancel(self._meeting.id, reason)
            if self._meeting.invited_on is not None:
                self.step_wanted.emit(INVITE)

    @Slot()
    def reinstate(self) -> None:
        """Take the cancellation back."""
        if self._meeting is not None:
            self._meetings.reinstate(self._meeting.id)
