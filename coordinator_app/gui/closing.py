"""The end of the window: work that still runs, the file, the program.

Everything is stored when it is entered; the end is about what is being done at this moment. By hand she is asked
when work goes on for more than a moment; when the system ends (logoff, shutdown) nobody is asked, what can be
cancelled is, what must end has a limited time. What was committed is never lost: the database sees to that.
"""

import sys
from contextlib import suppress
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.gui import alerts
from coordinator_app.gui.jobs import Job, Lane

if TYPE_CHECKING:
    from coordinator_app.gui.main_window import MainWindow

PATIENCE = 600  # ms; work that ends within is not worth a question
QUIET_WITHIN = 2.0  # seconds for reads and looks into folders when the file is closed already
SYSTEM_WAITS = 4.0 if sys.platform == "win32" else 20.0  # seconds the system leaves us at the end of a session

FINISH, STOP = "Danach beenden", "Anhalten und beenden"
WAIT, NOW = "Weiter warten", "Sofort beenden"


class _State(Enum):
    WORKING = auto()  # nobody wants to end
    PATIENT = auto()  # the end is wanted; for a moment we see whether running work ends by itself
    FINISHING = auto()  # work is let finish
    CANCELLING = auto()  # work was asked to stop
    CLOSING = auto()  # the file is being backed up and closed
    DONE = auto()  # the window may go


class Closing(QObject):
    """Knows whether the window may close; goes on by itself when what it waits for is over."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._state = _State.WORKING
        self.stuck = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._on_patience_over)
        window.jobs.finished.connect(self._on_job_finished)

    @property
    def ending(self) -> bool:
        """Whether the file is closed because the program ends."""
        return self._state in (_State.CLOSING, _State.DONE)

    def may_close(self) -> bool:
        """Answer a close event: True when all is done, else the end begins (or goes on) and closes the window later."""
        if self._state is _State.DONE:
            if self._window.jobs.unfinished():
                self._window.hide()  # the last seconds of waiting are nobody's business
            self.stuck = not self._window.jobs.shutdown(QUIET_WITHIN) or self.stuck
            return True
        if self._state in (_State.FINISHING, _State.CANCELLING):
            self._ask()
        elif self._state is _State.WORKING:
            if self._window.session.stop_opening():
                self._state = _State.CANCELLING
            elif self._busy():
                self._state = _State.PATIENT
                self._patience.start()
            else:
                self._close_file()
        return self._state is _State.DONE and self.may_close()

    def end_at_once(self, limit: float = SYSTEM_WAITS) -> None:
        """The session of the system ends: no questions; `stuck` = something did not end in time.

        Then the file is left as a crash would leave it: complete up to the last step stored.
        """
        if self._state is _State.DONE:
            return
        self._state = _State.DONE
        self.store_fields()
        with alerts.silenced():
            self._close_windows()
            self.stuck = not self._window.jobs.shutdown(limit)
            if not self.stuck:
                self._window.session.close_at_once()

    def store_fields(self) -> None:
        """Store what is still being typed, asking nobody; a value that cannot be stored holds nobody back."""
        with alerts.silenced(), suppress(UserError):
            self._window.stack.leave()
        self._window.save_state()

    def _close_windows(self) -> None:
        """Close the windows beside this one (typing sheets, the view for the beamer, help), each with its own end."""
        for widget in self._window.findChildren(QWidget):
            if widget.isWindow() and widget.isVisible() and not widget.isModal():
                widget.close()

    # --- what is going on

    def _busy(self) -> list[Job]:
        """Work somebody waits for; once cancelled only what writes, for the rest has no effect any more."""
        unfinished = self._window.jobs.unfinished()
        if self._state is _State.CANCELLING:
            return [job for job in unfinished if job.lane is Lane.WRITER]
        return [job for job in unfinished if job.active and job.title]

    @Slot(object)
    def _on_job_finished(self, job: Job) -> None:
        if self._state in (_State.PATIENT, _State.FINISHING, _State.CANCELLING):
            QTimer.singleShot(0, self, self._go_on)  # after what the job's own end does

    @Slot()
    def _go_on(self) -> None:
        waiting = self._state in (_State.PATIENT, _State.FINISHING, _State.CANCELLING)
        if waiting and not self._busy():
            self._patience.stop()
            self._close_file()

    @Slot()
    def _on_patience_over(self) -> None:
        if self._state is _State.PATIENT:
            self._ask()

    def _ask(self) -> None:
        busy = self._busy()
        if not busy:
            self._close_file()
            return
        if self._state is _State.CANCELLING:
            self._ask_again(busy[0])
            return
        options = [FINISH, STOP]
        detail = "„Abbrechen“ lässt das Programm offen. Was schon gespeichert ist, bleibt in jedem Fall erhalten."
        chosen = alerts.choose(self._window, f"Es läuft noch etwas: {_plain(busy[0])}.", options, detail=detail)
        if self.ending:
            return  # the work ended while the question stood
        if chosen < 0:
            self._state = _State.WORKING
            return
        self._state = _State.CANCELLING if chosen else _State.FINISHING
        if chosen:
            for job in self._window.jobs.active():
                job.cancel()
        self._window.notify("Das Programm wird beendet, sobald die laufende Arbeit zu Ende ist.", "info")
        self._go_on()

    def _ask_again(self, job: Job) -> None:
        """Something that writes does not react, most often to a network drive that is gone."""
        text = f"Das lässt sich gerade nicht abbrechen: {_plain(job)}."
        detail = (
            "Vielleicht antwortet ein Netzlaufwerk nicht. Beim sofortigen Beenden bleibt alles Gespeicherte erhalten; "
            "nur dieser eine Vorgang wird nicht fertig, und die Sicherung beim Schließen entfällt."
        )
        chosen = alerts.choose(self._window, text, [WAIT, NOW], detail=detail)
        if chosen == 1 and not self.ending:
            self._window.session.workspace = None  # not closed: its writing lane is blocked
            self._finished()

    # --- the file

    def _close_file(self) -> None:
        self._state = _State.CLOSING
        self._close_windows()
        for job in self._window.jobs.active():
            if job.lane is not Lane.WRITER:
                job.cancel()
        if self._window.context is None:
            self._finished()
            return
        try:
            self._window.close_file(self._finished)
        except BaseException:
            self._state = _State.WORKING  # something in a field cannot be stored: she is told and stays
            raise

    def _finished(self) -> None:
        self._state = _State.DONE
        QTimer.singleShot(0, self._window, self._window.close)


def _plain(job: Job) -> str:
    """The title of a job inside a sentence."""
    return job.title.rstrip(". …")
