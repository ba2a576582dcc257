"""What the dialogs that take data in or hand them out have in common: work in the background, a table of findings."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.project_import_tables import PlainTable
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.jobs import Job, Lane

SHOWN = 2_000
"""Rows of a table at most; the report has all."""


class WorkingDialog(Dialog):
    """A dialog whose work runs in the background; closing it stops the work."""

    def __init__(self, context: AppContext, title: str, primary: str, parent: QWidget | None = None) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent, width=920)
        self.context = context
        self.primary_text = primary
        self._job: Job | None = None

    @property
    def working(self) -> bool:
        """Whether something runs."""
        return self._job is not None and self._job.active

    def start(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        title: str,
        done: Callable[[Any], object],
        lane: Lane = Lane.READER,
    ) -> None:
        """Run `function(job_context, *arguments)`; meanwhile nothing can be confirmed. A newer run replaces it."""
        self.set_message("")
        self.primary_button.setEnabled(False)
        self.primary_button.setText("Bitte warten …")
        self._job = self.context.jobs.run(
            function,
            *arguments,
            title=title,
            done=done,
            failed=self.on_failed,
            lane=lane,
            owner=self,
            key="survey-data",
        )

    def ready(self, text: str, *, possible: bool = True) -> None:
        """Say what the button does now."""
        self.primary_text = text
        self.primary_button.setText(text)
        self.primary_button.setEnabled(possible)

    def on_failed(self, error: UserError) -> None:
        """Show what went wrong."""
        self.ready(self.primary_text, possible=False)
        self.set_message(error.text)

    def reject(self) -> None:
        """Cancel; running work is stopped and leaves nothing behind."""
        if self._job is not None and self._job.active:
            self._job.cancel()
        super().reject()


class LinesTable(PlainTable):
    """A plain table of texts that takes the room there is."""

    def __init__(self, labels: Sequence[str], name: str, widths: Sequence[int], stretch: int) -> None:
        super().__init__(labels, name, widths, stretch, 40)  # room for a choice in a cell
        self.setMinimumHeight(theme.height(280))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """Show rows of texts, at most `SHOWN`."""
        self.setRowCount(0)
        self.setRowCount(min(len(lines), SHOWN))
        for row, line in enumerate(lines[:SHOWN]):
            for column, text in enumerate(line):
                self.put(row, column, text)
