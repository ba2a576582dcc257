"""The town's Word template for minutes, reports and lists: taking in, Vorlagen-Prüfung, Probedokument, placeholders."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_size, plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.house_template import PLACEHOLDERS, TemplateFinding
from coordinator_app.gui import alerts, icons, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.pages.settings.pane import hint
from coordinator_app.gui.pages.settings.word_files import WordFilesPane
from coordinator_app.gui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_WRITTEN = Qt.ItemDataRole.UserRole
_TOPIC = (
    "Niederschriften, Berichte und Listen als Word-Datei stehen auf der Vorlage Ihrer Kommune: mit ihren Schriften, "
    "ihrer Kopf- und Fußzeile, ihrem Logo und ihren Rändern. PDF und Druck behalten das Aussehen des Programms; ein "
    "PDF im Aussehen der Kommune speichern Sie aus Word."
)
_NONE = "Noch keine Vorlage. Word-Dateien haben das Aussehen des Programms, mit Name und Wappen Ihrer Kommune."
_FINE = "In Ordnung: Alle Formatvorlagen sind da, Kopf- und Fußzeile werden übernommen."


class HouseTemplatePane(WordFilesPane):
    """Left the template with what the check says, right the placeholders that may stand in it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._templates = context.workspace.house_template
        self.file_line = Label("", "stark", wrap=True)
        self.empty = hint(_NONE)
        self.take_button = PrimaryButton("Vorlage aufnehmen …", "plus")
        self.sample_button = SecondaryButton("Probedokument …", "document")
        self.example_button = SecondaryButton("Beispiel speichern …", "download")
        self.save_button = SecondaryButton("Vorlage speichern …", "download")
        self.remove_button = IconButton("trash", "Vorlage entfernen")
        self.findings_title = Label("Vorlagen-Prüfung", "kartentitel")
        self.findings = QListWidget()
        self.placeholders = QListWidget()
        self.copy_button = SecondaryButton("Platzhalter kopieren", "copy")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.column.addWidget(hint(_TOPIC))
        self.column.addWidget(self.notice)
        line = QHBoxLayout()
        line.setSpacing(24)
        left, right, buttons = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for column in (left, right, buttons):
            column.setSpacing(8)
        self.column.addLayout(line, 1)
        line.addLayout(left, 5)
        line.addLayout(right, 4)
        left.addWidget(Label("Vorlage", "kartentitel"))
        left.addWidget(self.file_line)
        left.addWidget(self.empty)
        left.addLayout(buttons)
        for button in (self.take_button, self.sample_button, self.example_button, self.save_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left.addSpacing(8)
        left.addWidget(self.findings_title)
        left.addWidget(self.findings, 1)
        left.addStretch(0)
        right.addWidget(Label("Platzhalter", "kartentitel"))
        right.addWidget(hint("In Kopf- und Fußzeile und über dem Inhalt setzt das Programm ein:"))
        right.addWidget(self.placeholders, 1)
        right.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        for box, name in ((self.findings, "Vorlagen-Prüfung"), (self.placeholders, "Platzhalter")):
            box.setAccessibleName(name)
            box.setWordWrap(True)
            box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            box.setSpacing(3)
            theme.mark(box, rolle="kasten")
        for entry in PLACEHOLDERS:
            item = QListWidgetItem(f"{entry.written}\n{entry.meaning}")
            item.setData(_WRITTEN, entry.written)
            self.placeholders.addItem(item)

    def _connect(self) -> None:
        self.placeholders.itemActivated.connect(self._on_copy)
        for button, slot in (
            (self.take_button, self._on_take),
            (self.sample_button, self._on_sample),
            (self.example_button, self._on_example),
            (self.save_button, self._on_save),
            (self.remove_button, self._on_remove),
            (self.copy_button, self._on_copy),
        ):
            button.clicked.connect(slot)

    def reload(self) -> None:
        """Show the template taken in; its check is read in a job, as pictures may make it large."""
        view, writable = self._templates.view(), not self.context.read_only
        self.file_line.setText(f"{view.file_name} ({format_size(view.size)})" if view is not None else "")
        self.file_line.setVisible(view is not None)
        self.empty.setVisible(view is None)
        self.take_button.setText("Ersetzen …" if view is not None else "Vorlage aufnehmen …")
        self.take_button.set_icon("refresh" if view is not None else "plus")
        self.take_button.setEnabled(writable)
        self.remove_button.setEnabled(writable)
        self.example_button.setVisible(view is None)
        self.save_button.setVisible(view is not None)
        self.remove_button.setVisible(view is not None)
        self.findings.setVisible(view is not None)
        self.findings_title.setVisible(view is not None)
        if view is not None:
            self._run(read_findings, self._show_findings, "", failed=self._show_refusal, key="house_findings")

    def _run(
        self,
        work: Callable[..., object],
        done: Callable[..., object],
        title: str,
        *,
        failed: Callable[[UserError], object] | None = None,
        lane: Lane = Lane.READER,
        key: str = "",
    ) -> None:
        self.context.jobs.run(
            work, self.context.workspace, title=title, done=done, failed=failed, lane=lane, owner=self, key=key
        )

    def _show_findings(self, found: tuple[TemplateFinding, ...]) -> None:
        self.findings.clear()
        for finding in found or (TemplateFinding(_FINE),):
            item = QListWidgetItem(finding.text)
            name, role = ("triangle", "attention") if finding.is_wrong else ("info", "text_muted")
            item.setIcon(icons.for_row(name, role))
            self.findings.addItem(item)
        self.findings.setIconSize(QSize(16, 16))

    def _show_refusal(self, error: UserError) -> None:
        self.findings.clear()
        self.findings.addItem(error.text)

    @Slot()
    def _on_take(self) -> None:
        path = self.ask_template("Word-Vorlage aufnehmen")
        if path is not None:
            self.notice.set("")
            self._run(
                partial(take_in, path=path),
                partial(self._on_taken_in, path.name),
                "Vorlage wird geprüft",
                failed=self.show_error,
                lane=Lane.WRITER,
            )

    def _on_taken_in(self, name: str, found: tuple[TemplateFinding, ...]) -> None:
        wrong = sum(finding.is_wrong for finding in found)
        asks = f" {plural(wrong, 'Hinweis', 'Hinweise')} der Prüfung: siehe unten." if wrong else ""
        self.notice.set(f"Word-Dateien stehen ab jetzt auf „{name}“.{asks}", "attention" if wrong else "ok")
        self.reload()

    @Slot()
    def _on_remove(self) -> None:
        with alerts.shown(self):
            self._templates.remove()
            self.context.undo_bar("Die Vorlage liegt im Papierkorb. Word-Dateien haben das Aussehen des Programms.")
        self.notice.set("")
        self.reload()

    @Slot()
    def _on_copy(self) -> None:
        item = self.placeholders.currentItem() or self.placeholders.item(0)
        words = str(item.data(_WRITTEN))
        QGuiApplication.clipboard().setText(words)
        self.context.notify(f"{words} ist kopiert.")

    @Slot()
    def _on_sample(self) -> None:
        from coordinator_app.services.house_template import sample_file

        self.write_word("Probedokument.docx", partial(sample_file, self.context.workspace))

    @Slot()
    def _on_example(self) -> None:
        from coordinator_app.services.house_template import EXAMPLE

        self.write_word("Beispiel einer Word-Vorlage.docx", EXAMPLE.read_bytes)

    @Slot()
    def _on_save(self) -> None:
        view = self._templates.view()
        name = view.file_name if view is not None else "Word-Vorlage.docx"
        saved = "Nach dem Ändern in Word nehmen Sie sie mit „Ersetzen …“ auf."
        self.write_word(name, self._templates.content, saved=saved)


def read_findings(job: JobContext, workspace: "Workspace") -> tuple[TemplateFinding, ...]:
    """Job: the Vorlagen-Prüfung."""
    job.progress(0, 0, "")
    return workspace.house_template.findings()


def take_in(job: JobContext, workspace: "Workspace", path: Path) -> tuple[TemplateFinding, ...]:
    """Job: use another template from now on."""
    job.progress(0, 0, path.name)
    return workspace.house_template.take_in(path)
