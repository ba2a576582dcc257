"""The dialog for a new report: its kind brings title, period and chapters along."""

from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.new_reports import usual_period, usual_title
from coordinator_app.domain.report_outlines import OUTLINES, outline
from coordinator_app.domain.reports import Report, ReportKind
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.questions import FieldDialog
from coordinator_app.gui.widgets.labels import Label


class NewReportDialog(FieldDialog):
    """`NewReportDialog.ask(parent, context)` gives the id of the new report, None when cancelled."""

    help_topic = "berichtsbaukasten"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Neuer Bericht", primary="Bericht anlegen", heading="Neuer Bericht", parent=parent)
        self._builder = context.workspace.report_builder
        self._day = today(context.clock)
        self.new_id = 0
        self.kind = ChoiceEditor.of(ReportKind, optional=False)
        self.title = TextEditor(max_length=200)
        infos = fields_of(Report)
        self.start, self.end = (DateEditor(self._today) for _ in range(2))
        self.addressee = TextEditor(max_length=300)
        self.chapters = Label("", "hinweis", wrap=True)
        self.add(FieldRow("Art", self.kind, required=True))
        self.add(self.chapters)
        self.add(FieldRow("Titel", self.title, required=True))
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        line.addWidget(FieldRow(infos["period_start"].label, self.start), 1)
        line.addWidget(FieldRow(infos["period_end"].label, self.end), 1)
        self.add(FieldRow("Empfänger", self.addressee, help_text=infos["addressee"].help))
        self.first = self.kind
        self._proposed = ""
        self.kind.set_value(ReportKind.ANNUAL)
        self.kind.committed.connect(self._propose)
        self.start.committed.connect(self._propose_title)
        self.end.committed.connect(self._propose_title)
        self._propose()

    def _today(self) -> date:
        return self._day

    @Slot()
    def _propose(self) -> None:
        """Period, title and chapters of the kind chosen; a title typed by hand stays."""
        kind: ReportKind = self.kind.value()
        start, end = usual_period(kind, self._day)
        self.start.set_value(start)
        self.end.set_value(end)
        titles = [chapter.title for chapter in outline(kind, {0: "je Handlungsfeld ein Kapitel"})]
        self.chapters.setText(f"{len(OUTLINES[kind])} Kapitel: {', '.join(titles)}.")
        self._propose_title()

    @Slot()
    def _propose_title(self) -> None:
        if self.title.value() in {"", self._proposed}:
            try:
                self._proposed = usual_title(self.kind.value(), self.start.value(), self.end.value())
            except UserError:  # a day that cannot be read yet
                return
            self.title.set_value(self._proposed)

    def check(self) -> bool:
        """Make the report."""
        values: dict[str, Any] = {"period_start": self.start.value(), "period_end": self.end.value()}
        if not self.title.value():
            raise UserError("Bitte geben Sie dem Bericht einen Titel.")
        self.new_id = self._builder.create(
            report_kind=self.kind.value(), title=self.title.value(), addressee=self.addressee.value(), **values
        )
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, context: AppContext) -> int | None:
        """Ask and make the report."""
        dialog = cls(context, parent)
        return dialog.new_id if dialog.run() else None
