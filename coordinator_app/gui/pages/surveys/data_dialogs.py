"""What the dialogs that take data in or hand them out have in common: work in the background, a table of findings."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.project_import_tables import PlainTable
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.jobs import Job, Lane
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.tabs import TabStrip

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


class ReadingDialog(WorkingDialog):
    """Takes a file in: tables of what was found in it, one per tab, and a report of all of it to save.

    `plan` is what storing would do, None until the file was read; `report(plan)` gives the bytes of the report.
    """

    def __init__(
        self,
        context: AppContext,
        path: Path,
        title: str,
        primary: str,
        report: Callable[[Any], bytes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, title, primary, parent)
        self.path = path
        self.plan: Any = None
        self._report = report
        self._tables: Mapping[str, LinesTable] = {}
        self.report_button = SecondaryButton("Bericht speichern …", "save")
        self.report_button.setEnabled(False)
        self.report_button.clicked.connect(self._on_report)

    def add_tables(self, tables: Mapping[str, tuple[str, "LinesTable"]], name: str) -> TabStrip:
        """Lay the tables out as tabs (key → label and table), the first in front; `name` is for screen readers."""
        tabs = TabStrip([(key, label) for key, (label, _) in tables.items()], name)
        self._tables = {key: table for key, (_, table) in tables.items()}
        self._pages = QStackedWidget(self)
        self.add(tabs)
        self.add(self._pages, 1)
        for table in self._tables.values():
            self._pages.addWidget(table)
        tabs.selected.connect(self._on_tab)
        return tabs

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        self._pages.setCurrentWidget(self._tables[key])

    @Slot()
    def _on_report(self) -> None:
        if self.plan is None:
            return
        path = alerts.save_file(self, "Bericht speichern", "Excel (*.xlsx)", f"Einlesebericht {self.path.stem}.xlsx")
        if path is not None:
            with alerts.shown(self):
                _write(path, self._report(self.plan))
                self.set_message("Der Bericht ist gespeichert.", "ok")


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError:
        text = f"„{path.name}“ lässt sich nicht speichern. Ist die Datei noch in Excel geöffnet?"
        raise UserError(text) from None


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
