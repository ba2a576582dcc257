"""Opening the window for typing from the step „Rücklauf“: new sheets, one of the list, the double entry."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import plural
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.entry.start_dialog import EntryStartDialog
from coordinator_app.gui.entry.window import EntryWindow
from coordinator_app.services.entry import EntrySession


class EntryOpener(QObject):
    """At most one window at a time; `stored` when sheets came or the window closed, `help_wanted` for F1."""

    stored = Signal()
    help_wanted = Signal()

    def __init__(self, context: AppContext, pane: QWidget) -> None:
        super().__init__(pane)
        self._context = context
        self._pane = pane
        self._answers = context.workspace.answers
        self.window: EntryWindow | None = None

    def type_sheets(self, survey_id: int) -> None:
        """Begin typing, or show the window where it is going on; a sheet left open can come first."""
        if self._shown():
            return
        session = EntrySession(self._answers.ensure(survey_id), user=self._context.workspace.store.user)
        begun = session.left_open()
        if not self._ask(session):
            return
        if begun:
            question = f"{plural(len(begun), 'Bogen ist', 'Bögen sind')} noch nicht fertig erfasst."
            if alerts.choose(self._pane, question, ["Weiter erfassen", "Neuen Bogen beginnen"]) == 0:
                session.open_sheet(begun[0].id)
        self._open(session, survey_id)

    def open_sheet(self, survey_id: int, id: int, place: int | None = None) -> None:
        """Go on with a sheet of the list, or look through it, beginning at a field."""
        if self._shown():
            return
        session = EntrySession(self._answers.ensure(survey_id), user=self._context.workspace.store.user)
        session.open_sheet(id)
        if place is not None:
            session.go_to(place)
        self._open(session, survey_id)

    def type_second(self, survey_id: int) -> None:
        """Type the sheets drawn a second time."""
        queue = self._context.workspace.double_entry.queue(survey_id)
        if self._shown() or not queue:
            return
        file = self._answers.ensure(survey_id)
        session = EntrySession(file, user=self._context.workspace.store.user, queue=queue)
        if self._ask(session):
            self._open(session, survey_id)

    def close(self) -> None:
        """Close the window; what is typed is stored."""
        if self.window is not None:
            self.window.close()

    def _ask(self, session: EntrySession) -> bool:
        return EntryStartDialog(session, today(self._context.clock), session.user, self._pane).run()

    def _shown(self) -> bool:
        """Whether the window is open already; it then comes to the front."""
        if self.window is None:
            return False
        self.window.raise_()
        self.window.activateWindow()
        return True

    def _open(self, session: EntrySession, survey_id: int) -> None:
        title = self._context.workspace.surveys.get(survey_id).title
        self.window = EntryWindow(session, title, self._pane.window())
        self.window.sheet_stored.connect(self.stored)
        self.window.closed.connect(self._on_closed)
        self.window.help_wanted.connect(self._on_help)
        self.window.show()

    @Slot()
    def _on_closed(self) -> None:
        self.window = None
        self.stored.emit()

    @Slot()
    def _on_help(self) -> None:
        self.help_wanted.emit()
