"""Shows running jobs after 400 ms with „Abbrechen“, in one quiet strip above the status bar."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from coordinator_app.gui import motion, speaking, theme
from coordinator_app.gui.jobs import Job, Jobs
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import ElidedLabel, Label

DELAY = 400  # ms; quicker work shows nothing


class ProgressPanel(QFrame):
    """Follows `Jobs`; shows the oldest active job and how many wait behind it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="fusszeile")
        self._jobs = jobs
        self._title = Label("", "stark")
        self._text = ElidedLabel("", "gedaempft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(200)
        self._bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._bar.setAccessibleName("Fortschritt")
        self.cancel_button = SecondaryButton("Abbrechen")
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        line.addWidget(self._title)
        line.addWidget(self._text, 1)
        line.addWidget(self._bar)
        line.addWidget(self.cancel_button)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY)
        self._delay.timeout.connect(self._on_delay_over)
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.finished.connect(self._on_finished)
        self.hide()

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        if job.title and not self.isVisible() and not self._delay.isActive():
            self._delay.start()
        self._refresh()

    @Slot(object)
    def _on_progressed(self, job: Job) -> None:
        self._refresh()

    @Slot(object)
    def _on_finished(self, job: Job) -> None:
        if self._shown():
            self._refresh()
        else:
            self._delay.stop()
            self.hide()

    @Slot()
    def _on_delay_over(self) -> None:
        if self._shown():
            self._refresh()
            self.show()
            speaking.say(self, f"{self._title.text()} …")

    @Slot()
    def _on_cancel_clicked(self) -> None:
        active = self._shown()
        if active:
            self._text.setText("wird abgebrochen …")
            active[0].cancel()

    def _shown(self) -> list[Job]:
        """The active jobs somebody waits for; quiet ones have no title."""
        return [job for job in self._jobs.active() if job.title]

    def _refresh(self) -> None:
        active = self._shown()
        if not active:
            return
        done, total, text = active[0].progress
        waiting = f"(noch {len(active) - 1} weitere)" if len(active) > 1 else ""
        self._title.setText(active[0].title)
        self._text.setText(" ".join(part for part in (text, waiting) if part))
        self._bar.setVisible(bool(total) or not motion.reduced())
        self._bar.setRange(0, total)
        self._bar.setValue(done)
