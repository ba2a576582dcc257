"""The tabs „Briefe“ and „Urkunden“ of the Word templates: taking in, Vorlagen-Prüfung, a sample, placeholders."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.letter_templates import TemplatePurpose, placeholders
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.settings.pane import FillingArea, hint
from coordinator_app.gui.pages.settings.placeholders import PlaceholderList
from coordinator_app.gui.pages.settings.template_samples import (
    certificate_of_seat,
    letter_samples,
    person_chooser,
    sample_letter,
    seat_chooser,
    seat_samples,
    seats_to_choose,
)
from coordinator_app.gui.pages.settings.word_files import WordFilesPane
from coordinator_app.gui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole


class TemplatesPane(WordFilesPane):
    """Left the templates with what the check says about the chosen one, right the placeholders with a live sample."""

    purpose: ClassVar[TemplatePurpose]
    noun: ClassVar[str]
    sample_noun: ClassVar[str]
    words: ClassVar[str]
    without: ClassVar[str]
    choose: ClassVar[Callable[["Workspace"], Editor]]
    samples: ClassVar[Callable[["Workspace", int | None], Mapping[str, str]]]
    sample_file: ClassVar[Callable[["Workspace", int, int | None], bytes]]

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._templates = context.workspace.letter_templates
        self.templates = QListWidget()
        self.findings = QListWidget()
        self.placeholders = PlaceholderList(context, placeholders(self.purpose), type(self).choose(context.workspace))
        self.empty = hint(self.without)
        self.body = ChoiceEditor([(0, "alle Gremien")], optional=False)
        self.body_row = FieldRow("Gilt für", self.body)
        self.add_button = PrimaryButton("Vorlage aufnehmen …", "plus")
        self.example_button = SecondaryButton("Beispiel speichern …", "download")
        self.replace_button = SecondaryButton("Ersetzen …", "refresh")
        self.test_button = SecondaryButton(f"{self.sample_noun} …", "mail")
        self.usual_button = IconButton("star", "Als übliche Vorlage wählen")
        self.rename_button = IconButton("pencil", "Vorlage umbenennen")
        self.delete_button = IconButton("trash", "Vorlage löschen")
        self._build()
        self._connect()

    def _build(self) -> None:
        for box, name in ((self.templates, f"{self.noun}n"), (self.findings, "Vorlagen-Prüfung")):
            box.setAccessibleName(name)
            theme.mark(box, rolle="kasten")
        self.findings.setWordWrap(True)
        self.findings.setSpacing(3)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for box, least in ((self.templates, 110), (self.findings, 130)):
            box.setMinimumHeight(theme.height(least))
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area = FillingArea(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(area, 1)
        column = area.column
        column.addWidget(hint(self.words))
        column.addWidget(self.notice)
        line = QHBoxLayout()
        line.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(8)
        column.addLayout(line, 1)
        line.addLayout(left, 4)
        line.addWidget(self.placeholders, 5)
        left.addWidget(Label("Vorlagen", "kartentitel"))
        left.addWidget(self.empty)
        left.addWidget(self.templates, 2)
        self._add_row(left, self.add_button, self.example_button)
        self._add_row(
            left, self.test_button, self.replace_button, self.usual_button, self.rename_button, self.delete_button
        )
        left.addWidget(self.body_row)
        left.addWidget(Label("Vorlagen-Prüfung", "kartentitel"))
        left.addWidget(self.findings, 2)

    @staticmethod
    def _add_row(column: QBoxLayout, *buttons: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)

    def _connect(self) -> None:
        self.templates.currentRowChanged.connect(self._on_chosen)
        self.templates.itemActivated.connect(self._on_test)
        self.placeholders.sample_wanted.connect(self._show_samples)
        self.body.committed.connect(self._on_body)
        for button, slot in (
            (self.add_button, self._on_add),
            (self.example_button, self._on_example),
            (self.replace_button, self._on_replace),
            (self.test_button, self._on_test),
            (self.usual_button, self._on_usual),
            (self.rename_button, self._on_rename),
            (self.delete_button, self._on_delete),
        ):
            button.clicked.connect(slot)

    def reload(self) -> None:
        """Show the templates, keeping the one chosen."""
        chosen = self.current_id()
        self.templates.blockSignals(True)
        self.templates.clear()
        for view in self._templates.all(self.purpose):
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
        bodies = self.context.workspace.bodies.tree()
        self.body.set_options([(0, "alle Gremien"), *((body.id, body.name) for body, _ in bodies)])
        self._show_samples()
        self._on_chosen()

    def show_record(self, kind: str, record_id: int) -> None:
        """Choose a template."""
        for row in range(self.templates.count()):
            if int(self.templates.item(row).data(_ID)) == record_id:
                self.templates.setCurrentRow(row)

    def current_id(self) -> int:
        """The template chosen, 0 for none."""
        item = self.templates.currentItem()
        return int(item.data(_ID)) if item is not None else 0

    @Slot()
    def _show_samples(self) -> None:
        with alerts.shown(self):
            picked = self.placeholders.chooser.value()
            self.placeholders.show_samples(type(self).samples(self.context.workspace, picked))

    @Slot()
    def _on_chosen(self) -> None:
        """The chosen template: what can be done with it, whom it is for, what the check says."""
        chosen, writable = self.current_id(), not self.context.read_only
        self.test_button.setEnabled(bool(chosen))
        self.add_button.setEnabled(writable)
        for button in (self.replace_button, self.usual_button, self.rename_button, self.delete_button):
            button.setEnabled(bool(chosen) and writable)
        self.body_row.setVisible(bool(chosen))
        self.body.setEnabled(writable)
        self.findings.clear()
        if chosen:
            self.body.set_value(self._templates.get(chosen).body_id or 0)
            self.context.jobs.run(
                _check,
                self.context.workspace,
                chosen,
                title="",
                done=self._show_findings,
                failed=self._show_refusal,
                owner=self,
                key=f"template_check_{self.purpose.value}",
            )

    def _show_findings(self, notes: tuple[str, ...]) -> None:
        self.findings.clear()
        self.findings.addItems(list(notes) or ["In Ordnung: Alle Platzhalter sind bekannt, nichts fehlt."])

    def _show_refusal(self, error: UserError) -> None:
        self.findings.clear()
        self.findings.addItem(error.text)

    @Slot()
    def _on_body(self) -> None:
        chosen = self.current_id()
        if chosen:
            with alerts.shown(self):
                self._templates.update(chosen, None, body_id=self.body.value() or None)
            self.reload()

    @Slot()
    def _on_add(self) -> None:
        path = self._asked_file(f"{self.noun} aufnehmen")
        if path is not None:
            self._take_in(partial(_add, self.context.workspace, path, self.purpose), path, "aufgenommen")

    @Slot()
    def _on_replace(self) -> None:
        chosen = self.current_id()
        path = self._asked_file(f"{self.noun} ersetzen") if chosen else None
        if path is not None:
            self._take_in(partial(_replace, self.context.workspace, path, chosen), path, "die neue Fassung")

    def _asked_file(self, title: str) -> Path | None:
        return self.ask_template(title)

    def _take_in(self, work: "partial[tuple[int, int]]", path: Path, what: str) -> None:
        """Read, check and store the file in a job: one of many megabytes takes its time."""
        self.context.jobs.run(
            work,
            title="Vorlage wird geprüft",
            done=partial(self._on_taken_in, path.name, what),
            failed=self.show_error,
            owner=self,
        )

    def _on_taken_in(self, name: str, what: str, taken: tuple[int, int]) -> None:
        id, count = taken
        found = "" if not count else f" {plural(count, 'Hinweis', 'Hinweise')} der Prüfung: siehe unten."
        self.notice.set(f"„{name}“ ist {what}.{found}", "attention" if count else "ok")
        self.reload()
        self.show_record("letter_template", id)

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
            self.context.undo_bar(f"Die {self.noun} liegt im Papierkorb.")
            self.reload()

    @Slot()
    def _on_example(self) -> None:
        from coordinator_app.services.letter_templates import EXAMPLES

        self.write_word(f"{self.noun} Beispiel.docx", EXAMPLES[self.purpose].read_bytes)

    @Slot()
    def _on_test(self) -> None:
        chosen = self.current_id()
        if chosen:
            with alerts.shown(self):
                picked = self.placeholders.chooser.value()
                sample = partial(type(self).sample_file, self.context.workspace, chosen, picked)
                self.write_word(f"{self.sample_noun}.docx", sample)


class LettersPane(TemplatesPane):
    """Templates for letters; the samples are written to a person of the file."""

    purpose = TemplatePurpose.LETTER
    noun = "Briefvorlage"
    sample_noun = "Testbrief"
    words = (
        "Nehmen Sie den Briefbogen Ihrer Kommune als Word-Datei auf. Wo das Programm etwas einsetzt, steht ein "
        "Platzhalter in doppelten geschweiften Klammern, zum Beispiel {{ anrede }}."
    )
    without = "Noch keine Vorlage. Ohne Vorlage schreibt das Programm Briefe nach DIN 5008."
    choose = staticmethod(person_chooser)
    samples = staticmethod(letter_samples)
    sample_file = staticmethod(sample_letter)


class CertificatesPane(TemplatesPane):
    """Templates for certificates of appointment; the samples are those of a seat of the file."""

    purpose = TemplatePurpose.CERTIFICATE
    noun = "Urkundenvorlage"
    sample_noun = "Probeurkunde"
    words = (
        "Berufungs- und Ernennungsurkunden können auf einer Word-Datei Ihrer Kommune stehen: mit Wappen, Schrift und "
        "Rahmen, die Sie gewohnt sind. Beim Drucken der Urkunden wählen Sie sie unter „Vorlage“."
    )
    without = "Noch keine Vorlage. Ohne Vorlage setzt das Programm Urkunden mit Rahmen und Wappen."
    choose = staticmethod(seat_chooser)
    samples = staticmethod(seat_samples)
    sample_file = staticmethod(certificate_of_seat)

    def reload(self) -> None:
        """Offer the seats of today, then show the templates."""
        chooser = self.placeholders.chooser
        if isinstance(chooser, ChoiceEditor):
            chooser.set_options(seats_to_choose(self.context.workspace))
        super().reload()


def _check(_job: JobContext, workspace: "Workspace", id: int) -> tuple[str, ...]:
    return workspace.letter_templates.check(id)


def _add(workspace: "Workspace", path: Path, purpose: TemplatePurpose, _job: JobContext) -> tuple[int, int]:
    id, notes = workspace.letter_templates.add(path, purpose=purpose)
    return id, len(notes)


def _replace(workspace: "Workspace", path: Path, id: int, _job: JobContext) -> tuple[int, int]:
    return id, len(workspace.letter_templates.replace(id, path))
