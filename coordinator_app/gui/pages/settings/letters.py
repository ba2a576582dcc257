"""The tab „Briefvorlagen“: the town's own Word templates, a test letter, the placeholders to copy."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.letter_templates import PLACEHOLDERS
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.settings.pane import Pane, hint
from coordinator_app.gui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_WORD = "Word-Vorlage (*.docx *.dotx)"
_WORD_FILE = "Word-Dokument (*.docx)"
_FOLDER = "output/folder"


class LettersPane(Pane):
    """Left the templates, right the placeholders; findings about the chosen template stand above."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._templates = context.workspace.letter_templates
        self.notice = NoticeBar("")
        self.templates = QListWidget()
        self.templates.setAccessibleName("Briefvorlagen")
        theme.mark(self.templates, rolle="kasten")
        self.placeholders = QListWidget()
        self.placeholders.setAccessibleName("Platzhalter")
        theme.mark(self.placeholders, rolle="kasten")
        for entry in PLACEHOLDERS:
            item = QListWidgetItem(f"{entry.written}   {entry.meaning}")
            item.setData(_ID, entry.written)
            item.setSizeHint(QSize(0, theme.height(30)))
            self.placeholders.addItem(item)
        self.empty = hint("Noch keine Vorlage. Ohne Vorlage schreibt das Programm Briefe nach DIN 5008.")
        self.add_button = PrimaryButton("Vorlage aufnehmen…", "plus")
        self.example_button = SecondaryButton("Beispiel speichern…", "download")
        self.replace_button = SecondaryButton("Ersetzen…", "refresh")
        self.test_button = SecondaryButton("Testbrief…", "mail")
        self.usual_button = SecondaryButton("Als übliche wählen", "star")
        self.rename_button = IconButton("pencil", "Vorlage umbenennen")
        self.delete_button = IconButton("trash", "Vorlage löschen")
        self.copy_button = SecondaryButton("Platzhalter kopieren", "copy")
        self._build()
        self._connect()

    def _build(self) -> None:
        text = (
            "Nehmen Sie den Briefbogen Ihrer Kommune als Word-Datei auf. Wo das Programm etwas einsetzt, steht ein "
            "Platzhalter in doppelten geschweiften Klammern, zum Beispiel {{ anrede }}."
        )
        self.column.addWidget(hint(text))
        self.column.addWidget(self.notice)
        line = QHBoxLayout()
        line.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(8)
        self.column.addLayout(line, 1)
        line.addLayout(left, 1)
        left.addWidget(Label("Vorlagen", "kartentitel"))
        left.addWidget(self.empty)
        left.addWidget(self.templates, 1)
        for buttons in (
            (self.test_button, self.replace_button, self.rename_button, self.delete_button),
            (self.add_button, self.example_button, self.usual_button),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            left.addLayout(row)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
        line.addLayout(right, 1)
        right.addWidget(Label("Platzhalter", "kartentitel"))
        right.addWidget(self.placeholders, 1)
        right.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.templates.currentRowChanged.connect(self._on_chosen)
        self.templates.itemActivated.connect(self._on_test)
        self.placeholders.itemActivated.connect(self._on_copy)
        for button, slot in (
            (self.add_button, self._on_add),
            (self.example_button, self._on_example),
            (self.replace_button, self._on_replace),
            (self.test_button, self._on_test),
            (self.usual_button, self._on_usual),
            (self.rename_button, self._on_rename),
            (self.delete_button, self._on_delete),
            (self.copy_button, self._on_copy),
        ):
            button.clicked.connect(slot)

    def reload(self) -> None:
        """Show the templates, keeping the one chosen."""
        chosen = self.current_id()
        self.templates.blockSignals(True)
        self.templates.clear()
        for view in self._templates.all():
            words = [view.template.title]
            words += ["üblich"] if view.template.is_default else []
            words += [f"für {view.body}"] if view.body else []
            item = QListWidgetItem(" · ".join(words))
            item.setData(_ID, view.template.id)
            item.setSizeHint(QSize(0, theme.height(34)))
            self.templates.addItem(item)
        ids = [int(self.templates.item(row).data(_ID)) for row in range(self.templates.count())]
        if ids:
            self.templates.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self.templates.blockSignals(False)
        self.empty.setVisible(not ids)
        self._show_buttons()

    def show_record(self, kind: str, record_id: int) -> None:
        """Choose a template."""
        for row in range(self.templates.count()):
            if int(self.templates.item(row).data(_ID)) == record_id:
                self.templates.setCurrentRow(row)

    def current_id(self) -> int:
        """The template chosen, 0 for none."""
        item = self.templates.currentItem()
        return int(item.data(_ID)) if item is not None else 0

    def _show_buttons(self) -> None:
        chosen, writable = bool(self.current_id()), not self.context.read_only
        self.test_button.setEnabled(chosen)
        self.add_button.setEnabled(writable)
        for button in (self.replace_button, self.usual_button, self.rename_button, self.delete_button):
            button.setEnabled(chosen and writable)

    def _tell(self, notes: tuple[str, ...], fine: str) -> None:
        shown = " ".join(notes[:4]) + (f" Und {len(notes) - 4} weitere Hinweise." if len(notes) > 4 else "")
        self.notice.set(shown or fine, "attention" if notes else "ok")

    @Slot()
    def _on_chosen(self) -> None:
        self._show_buttons()
        self.notice.set("")
        if self.current_id():
            with alerts.shown(self):
                notes = self._templates.check(self.current_id())
                if notes:
                    self._tell(notes, "")

    @Slot()
    def _on_add(self) -> None:
        path = alerts.open_file(self, "Briefvorlage aufnehmen", _WORD, self.context.settings.text(_FOLDER))
        if path is None:
            return
        with alerts.shown(self):
            new, notes = self._templates.add(path)
            self.reload()
            self.show_record("letter_template", new)
            self._tell(notes, f"„{path.name}“ ist aufgenommen; alle Platzhalter sind bekannt.")

    @Slot()
    def _on_replace(self) -> None:
        chosen = self.current_id()
        path = alerts.open_file(self, "Briefvorlage ersetzen", _WORD, self.context.settings.text(_FOLDER))
        if path is None or not chosen:
            return
        with alerts.shown(self):
            notes = self._templates.replace(chosen, path)
            self.reload()
            self._tell(notes, f"Die Vorlage ist durch „{path.name}“ ersetzt.")

    @Slot()
    def _on_rename(self) -> None:
        chosen = self.current_id()
        title = NameDialog.ask(self, "Vorlage umbenennen", "Bezeichnung", "Umbenennen") if chosen else ""
        if title:
            self._templates.update(chosen, None, title=title)
            self.reload()

    @Slot()
    def _on_usual(self) -> None:
        if self.current_id():
            self._templates.update(self.current_id(), None, is_default=True)
            self.reload()

    @Slot()
    def _on_delete(self) -> None:
        if self.current_id():
            self._templates.discard(self.current_id())
            self.context.undo_bar("Die Briefvorlage liegt im Papierkorb.")
            self.reload()

    @Slot()
    def _on_copy(self) -> None:
        item = self.placeholders.currentItem() or self.placeholders.item(0)
        words = str(item.data(_ID))
        QGuiApplication.clipboard().setText(words)
        self.context.notify(f"{words} ist kopiert.")

    @Slot()
    def _on_example(self) -> None:
        from coordinator_app.services.letter_templates import EXAMPLE

        path = self._ask_path("Briefvorlage Beispiel.docx")
        if path is not None:
            self._write(EXAMPLE.read_bytes(), path)

    @Slot()
    def _on_test(self) -> None:
        chosen = self.current_id()
        path = self._ask_path("Testbrief.docx") if chosen else None
        if path is None:
            return
        workspace = self.context.workspace
        self.context.jobs.run(
            write_test_letter,
            workspace,
            chosen,
            path,
            title="Testbrief wird geschrieben",
            done=self._on_written,
            owner=self,
        )

    def _ask_path(self, name: str) -> Path | None:
        folder = Path(self.context.settings.text(_FOLDER) or str(Path.home()))
        path = alerts.save_file(self, "Als Word speichern", _WORD_FILE, str(folder / name))
        if path is None:
            return None
        self.context.settings.set(_FOLDER, str(path.parent))
        return path if path.suffix.lower() == ".docx" else path.with_name(f"{path.name}.docx")

    def _write(self, data: bytes, path: Path) -> None:
        from coordinator_app.services.document_files import WhenEdited

        with alerts.shown(self):
            self._on_written(self.context.workspace.documents.files.write(path, data, WhenEdited.BESIDE))

    def _on_written(self, path: Path) -> None:
        from coordinator_app.gui.opening import open_path

        self.notice.set(f"„{path.name}“ ist gespeichert.", "ok")
        try:
            open_path(path)
        except UserError as error:
            self.notice.set(f"„{path.name}“ ist gespeichert. {error.text}", "info")


def write_test_letter(job: JobContext, workspace: "Workspace", id: int, path: Path) -> Path:
    """Job: a letter with made-up content on a template."""
    from coordinator_app.services.document_files import WhenEdited

    job.progress(0, 0, path.name)
    data = workspace.letter_templates.test_letter(id, workspace.letters.sender(), today(workspace.clock))
    return workspace.documents.files.write(path, data, WhenEdited.BESIDE)
