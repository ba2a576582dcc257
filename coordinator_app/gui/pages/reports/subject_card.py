"""The record a paper is about, and a paper as plain text for an e-mail or a web page."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.domain.reports import Report, ReportVariant
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.services.report_subjects import SUBJECTS

_NO_SUBJECT = (
    "Kein Eintrag gewählt. Am TOP, am Projekt, am Beschluss oder an der Rangfolge schreibt „Vorlage schreiben“ die "
    "Angaben gleich mit hinein."
)


class SubjectCard(ListCard):
    """`show_report(id)`: the record whose data the paper takes, as a link."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Worum es geht", parent=parent)
        self._context = context
        self._record: tuple[str, int] = ("", 0)

    def show_report(self, id: int) -> None:
        """Show the record of a report."""
        report = self._context.workspace.report_builder.get(id)
        self._record = (report.subject_kind, report.subject_id)
        title = self._title(report)
        if not title:
            self.set_rows([hint_row(_NO_SUBJECT)])
            return
        row = ListRow(title, value=SUBJECTS[report.subject_kind].label, icon="link")
        row.activated.connect(self._on_opened)
        self.set_rows([row])

    def _title(self, report: Report) -> str:
        if report.subject_kind not in SUBJECTS:
            return ""
        with self._context.workspace.store.read() as unit:
            return unit.title(report.subject_kind, report.subject_id)

    @Slot()
    def _on_opened(self) -> None:
        self._context.navigate(*self._record)


class PlainTextCard(Card):
    """`show_report(id)`: copies the public text of a report for an e-mail or a web page."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Als Text", "für E-Mail und Internetseite", parent)
        self._context = context
        self._id = 0
        self.copy_button = SecondaryButton("Text kopieren", "copy")
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(12)
        line.addWidget(self.copy_button)
        line.addWidget(Label("Die öffentliche Fassung ohne Gestaltung, mit Förderhinweis und Kontakt.", "hinweis"), 1)
        self.copy_button.clicked.connect(self.copy)

    def show_report(self, id: int) -> None:
        """Take the text of a report."""
        self._id = id

    @Slot()
    def copy(self) -> None:
        """Put the text into the clipboard."""
        from coordinator_app.documents.report_press import as_text

        with alerts.shown(self):
            options = {"variant": ReportVariant.PUBLIC.value}
            text = as_text(self._context.workspace.documents.document("report", self._id, options))
            QGuiApplication.clipboard().setText(text)
            self._context.notify("Der Text ist kopiert.")
