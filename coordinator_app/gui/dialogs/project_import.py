"""The wizard that takes a list in: choose the file, map and check, take over."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.project_import_steps import CheckStep, FileStep, ResultStep
from coordinator_app.gui.forms.dialog_help import DialogHelp
from coordinator_app.gui.jobs import Job, Lane
from coordinator_app.gui.tab_order import enter, move_focus
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.steps import StepBar
from coordinator_app.services.list_import import ListImport
from coordinator_app.services.list_import_plan import ImportOptions, ImportPlan, ImportResult
from coordinator_app.services.list_imports import list_imports

STEPS = ("Datei wählen", "Spalten zuordnen und prüfen", "Übernehmen")
HELP = "excel-liste"
SUBJECT_OF_PAGE = {"projects": "project", "network": "contact", "needs": "need"}
_IMPORT_FILTER = "Tabellen (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt);;Alle Dateien (*)"


class ImportDialog(QDialog):
    """Three steps; nothing is stored before the last. `ask` returns what was done, None when cancelled.

    `subject` says what the list is about („contact“); "" = what its headings speak for.
    """

    help_topic = "excel-liste"

    def __init__(self, context: AppContext, parent: QWidget | None = None, *, subject: str = "") -> None:
        super().__init__(parent)
        self._context = context
        self._services = list_imports(context.workspace)
        self._service: ListImport = self._services[subject or "project"]
        self._file_name = ""
        self._data: Any = None
        self._plan: ImportPlan | None = None
        self._job: Job | None = None
        self._busy = False
        self.result_: ImportResult | None = None
        self.setWindowTitle("Liste einlesen")
        self.setAcceptDrops(True)
        self.resize(960, 660)
        self.steps = StepBar(STEPS)
        self.hint = Label("", "hinweis")
        self.message = NoticeBar("", "error")
        self.file_step = FileStep([service.subject for service in self._services.values()], subject)
        self.check_step = CheckStep()
        self.result_step = ResultStep()
        self._pages = QStackedWidget()
        self.back_button = SecondaryButton("Zurück", "chevron-left")
        self.cancel_button = SecondaryButton("Abbrechen")
        self.primary = PrimaryButton("Weiter")
        self._build()
        self._connect()
        self._show_step(0)

    @classmethod
    def ask(
        cls, parent: QWidget | None, context: AppContext, path: Path | None = None, *, subject: str = ""
    ) -> ImportResult | None:
        """Show the wizard, at once with `path` if given; what was taken in, None when nothing was."""
        dialog = cls(context, parent, subject=subject)
        if path is not None:
            dialog.open_file(path)
        dialog.exec()
        dialog.deleteLater()
        return dialog.result_

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = QWidget()
        theme.mark(body, flaeche="surface")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(24, 12, 24, 12)
        inner.setSpacing(12)
        head = QHBoxLayout()
        inner.addLayout(head)
        head.addWidget(self.steps)
        head.addStretch(1)
        head.addWidget(self.hint)
        for page in (self.file_step, self.check_step, self.result_step):
            self._pages.addWidget(page)
        inner.addWidget(self._pages, 1)
        inner.addWidget(self.message)
        column.addWidget(body, 1)
        row = QFrame()
        theme.mark(row, flaeche="knopfzeile")
        row.setMinimumHeight(theme.height(56, padding=24))
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(24, 11, 24, 12)
        buttons.setSpacing(8)
        buttons.addWidget(self.back_button)
        buttons.addWidget(DialogHelp(self).button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.primary)
        column.addWidget(row)
        self.primary.setDefault(True)
        self.message.hide()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._on_back)
        self.cancel_button.clicked.connect(self.reject)
        self.primary.clicked.connect(self._on_primary)
        self.steps.activated.connect(self._on_step_activated)
        self.file_step.file_wanted.connect(self.choose_file)
        self.file_step.sheet_changed.connect(self._on_sheet_changed)
        self.check_step.changed.connect(self._start_plan)
        self.check_step.report_wanted.connect(self.save_report)
        self.result_step.report_wanted.connect(self.save_report)

    # --- step 1

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and read it."""
        path = alerts.open_file(self, "Excel-Liste wählen", _IMPORT_FILTER)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file and offer its sheets; a sentence when it holds no table."""
        from coordinator_app.exchange.tables import read_tables

        self._say("")
        try:
            file = read_tables(path)
        except UserError as error:
            self.file_step.show_file(None)
            self._data = None
            self._say(error.text)
            self._show_step(0)
            return
        self._file_name = file.name
        self.file_step.show_file(file)
        if self.primary.isEnabled():
            self.primary.setFocus()  # a second Enter goes on instead of asking for a file again

    @Slot()
    def _on_sheet_changed(self) -> None:
        sheet = self.file_step.sheet()
        self._service = self._services[self.file_step.subject()]
        found = self._service.understand(sheet, self.file_step.header()) if sheet is not None else None
        self._data = found.data if found is not None else None
        if found is not None:
            self.check_step.show_data(self._service, found)
            self.hint.setText(f"Blatt „{found.data.sheet}“, {plural(len(found.data.rows), 'Zeile', 'Zeilen')}")
        self._plan = None
        self._update_buttons()

    # --- step 2

    @Slot()
    def _start_plan(self) -> None:
        """Check again after every decision, in the background."""
        if self._data is None:
            return
        self._set_busy(busy=True)
        self._job = self._context.jobs.run(
            _plan,
            self._service,
            self._file_name,
            self._data,
            self.check_step.options(),
            title="Liste wird geprüft",
            done=self._on_planned,
            failed=self._on_failed,
            owner=self,
            key="project-import",
        )

    def _on_planned(self, plan: ImportPlan) -> None:
        first, self._plan = self._plan is None, plan
        self.check_step.show_plan(plan)
        self._set_busy(busy=False)
        if first:  # nothing of it could have the focus until now
            enter(self.check_step)

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(busy=False)
        self._say(error.text)

    # --- step 3

    def _start_run(self) -> None:
        self._set_busy(busy=True)
        self._job = self._context.jobs.run(
            _run,
            self._service,
            self._plan,
            title="Liste wird übernommen",
            done=self._on_done,
            failed=self._on_failed,
            lane=Lane.WRITER,
            owner=self,
        )

    def _on_done(self, result: ImportResult) -> None:
        self._set_busy(busy=False)
        self.result_ = result
        if self._plan is not None:
            self.result_step.show_result(self._plan, result)
        self._show_step(2)

    @Slot()
    def save_report(self) -> None:
        """Write the report of the dry run or of the import as an Excel file."""
        if self._plan is None:
            return
        stem = Path(self._file_name).stem
        path = alerts.save_file(self, "Bericht speichern", "Excel (*.xlsx)", f"Einlesebericht {stem}.xlsx")
        if path is None:
            return
        with alerts.shown(self):
            _write(path, self._service.report(self._plan, self.result_))
            self._say("Bericht gespeichert.", "ok")

    # --- moving

    def _show_step(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        self.steps.set_current(step)
        self._update_buttons()
        if step != 1 and self.primary.isEnabled():
            self.primary.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:  # Qt names it `next`
        """Tab goes on in reading order."""
        return move_focus(self, forward=forward)

    def _update_buttons(self) -> None:
        step = self._pages.currentIndex()
        self.back_button.setVisible(step == 1)
        self.back_button.setEnabled(not self._busy)
        self.cancel_button.setVisible(step < 2)
        if step == 0:
            self.primary.setText("Weiter")
            self.primary.setEnabled(self._data is not None)
        elif step == 1:
            count = len(self._plan.taken) if self._plan is not None else 0
            idle = f"{plural(count, 'Zeile', 'Zeilen')} übernehmen" if count else "Nichts zu übernehmen"
            self.primary.setText("Wird geprüft …" if self._busy and self._plan is None else idle)
            self.primary.setEnabled(bool(count) and not self._busy)
        else:
            self.primary.setText("Fertig")
            self.primary.setEnabled(True)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.check_step.setEnabled(not busy or self._pages.currentIndex() != 1 or self._plan is not None)
        self._update_buttons()

    def _say(self, text: str, kind: str = "error") -> None:
        self.message.set(text, kind)
        self.message.setVisible(bool(text))

    @Slot()
    def _on_primary(self) -> None:
        step = self._pages.currentIndex()
        self._say("")
        if step == 0 and self._data is not None:
            self._show_step(1)
            self._start_plan()
        elif step == 1 and self._plan is not None and not self._busy:
            self._plan = replace(self._plan)
            self._start_run()
        elif step == 2:
            self.accept()

    @Slot()
    def _on_back(self) -> None:
        self._say("")
        self._show_step(0)

    @Slot(int)
    def _on_step_activated(self, step: int) -> None:
        now = self._pages.currentIndex()
        if now == 1 and step == 0:
            self._on_back()
        elif now == 0 and step == 1 and self._data is not None:
            self._on_primary()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the button that leads on."""
        super().showEvent(event)
        (self.primary if self._data is not None else self.file_step.empty.button).setFocus()

    def reject(self) -> None:
        """Cancel; a running check or import is stopped and leaves nothing behind."""
        if self._job is not None and self._job.active:
            self._job.cancel()
        super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file in the first step."""
        if self._pages.currentIndex() == 0 and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.open_file(Path(url.toLocalFile()))
                return


def _plan(context: Any, service: ListImport, name: str, data: Any, options: ImportOptions) -> ImportPlan:
    return service.plan(name, data, options, context)


def _run(context: Any, service: ListImport, plan: ImportPlan) -> ImportResult:
    return service.run(plan, context)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError:
        text = f"„{path.name}“ lässt sich nicht speichern. Ist die Datei noch in Excel geöffnet?"
        raise UserError(text, help_topic=HELP) from None
