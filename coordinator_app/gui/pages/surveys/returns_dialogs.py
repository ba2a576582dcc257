"""Dialogs of the returns: a package, the double entry, destroyed sheets, deleted answers."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.double_entry import DEFAULT_SHARE
from coordinator_app.domain.surveys import Survey
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import IntegerEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.answer_packages import FILTER


class PackageDialog(Dialog):
    """A new Erfassungspaket: its first Belegnummer, then where it goes."""

    help_topic = "ruecklauf"

    def __init__(self, context: AppContext, survey_id: int, parent: QWidget | None = None) -> None:
        title = "Erfassungspaket anlegen"
        super().__init__(title, primary="Speichern unter …", heading=title, parent=parent)
        self._packages, self._survey = context.workspace.answer_packages, survey_id
        self._name, first = self._packages.proposal(survey_id)
        self._folder = context.workspace.store.path.parent
        self.path: Path | None = None
        words = (
            "Mit einem Paket werden Bögen an einem anderen Arbeitsplatz erfasst: Datei dorthin geben, auf der "
            "Startseite „Erfassungspaket öffnen“ wählen und nach der Erfassung hier einlesen. Es enthält nur die "
            "Fragen, keine Antworten und keine Anschriften."
        )
        self.add(Label(words, wrap=True))
        self.number = IntegerEditor(plain=True)
        self.number.set_value(first)
        text = "Jedes Paket hat einen eigenen Bereich, damit keine Nummer zweimal vergeben wird."
        self.add(FieldRow("Erste Belegnummer", self.number, help_text=text))

    def check(self) -> bool:
        """Ask for the place and write the package."""
        path = alerts.save_file(self, "Erfassungspaket speichern", FILTER, str(self._folder / self._name))
        if path is None:
            return False
        self.path = self._packages.make(self._survey, path, first_number=self.number.value() or 0)
        return True


class DoublePlanDialog(Dialog):
    """Share and seed of the double entry."""

    help_topic = "ruecklauf"

    def __init__(self, context: AppContext, survey_id: int, parent: QWidget | None = None) -> None:
        title = "Bögen für die Zweiterfassung ziehen"
        super().__init__(title, primary="Bögen ziehen", heading=title, parent=parent)
        self._double, self._survey = context.workspace.double_entry, survey_id
        progress = self._double.progress(survey_id)
        words = (
            "Ein zufälliger Teil der Bögen wird von einer anderen Person noch einmal erfasst. Aus den Unterschieden "
            "ergibt sich, wie viele Fehler die Erfassung hat; die Zahl steht im Methodenkapitel des Berichts."
        )
        self.add(Label(words, wrap=True))
        self.share = IntegerEditor()
        self.share.set_value(progress.share or DEFAULT_SHARE)
        self.seed = IntegerEditor(plain=True)
        self.seed.set_value(progress.seed or context.clock.now().microsecond % 9_000 + 1_000)
        self.add(FieldRow("Anteil", self.share, unit="%", help_text="Üblich sind 5 bis 10 %."))
        text = "Mit derselben Zahl kommen dieselben Bögen; sie wird vermerkt."
        self.add(FieldRow("Startzahl", self.seed, help_text=text))

    def check(self) -> bool:
        """Draw the sheets."""
        self._double.plan(self._survey, share=self.share.value() or 0, seed=self.seed.value() or 0)
        return True


class DestroyedDialog(Dialog):
    """When the paper sheets were destroyed, and by whom."""

    help_topic = "ruecklauf"

    def __init__(self, context: AppContext, survey: Survey, parent: QWidget | None = None) -> None:
        title = "Vernichtung der Bögen vermerken"
        super().__init__(title, primary="Vermerken", heading=title, parent=parent)
        self._answers, self._survey, self._today = context.workspace.answers, survey, today(context.clock)
        self.day = DateEditor(self._day, direction="past")
        self.day.set_value(survey.destroyed_on or self._today)
        self.by = TextEditor()
        self.by.set_value(survey.destroyed_by)
        self.add(FieldRow("Vernichtet am", self.day))
        self.add(FieldRow("Durch (Funktion)", self.by, help_text="Kein Name, zum Beispiel: Statistikstelle."))

    def _day(self) -> date:
        return self._today

    def check(self) -> bool:
        """Store the note; without a day it is taken back."""
        self._answers.sheets_destroyed(self._survey.id, self.day.value(), self.by.value())
        return True


class DeleteAnswersDialog(Dialog):
    """The end of the answers: who deletes them; the word has to be typed."""

    help_topic = "ruecklauf"
    WORD = "löschen"

    def __init__(self, context: AppContext, survey: Survey, parent: QWidget | None = None) -> None:
        title = "Antworten endgültig löschen"
        super().__init__(title, primary="Antworten löschen", heading=title, parent=parent)
        self._answers, self._survey = context.workspace.answers, survey
        count = self._answers.returns(survey.id).answers
        words = (
            f"Die Antwortdatei mit {count} ausgewerteten Bögen und ihre Kopie der letzten Sitzung werden gelöscht. Das "
            "lässt sich nicht rückgängig machen. Auswertungen sind danach nicht mehr möglich; festgehaltene Befunde, "
            "die Zählung des Rücklaufs und die Fehlerrate der Erfassung bleiben. Kopien an anderen Orten "
            "(Erfassungspakete, Datensicherungen der IT) löschen Sie bitte selbst."
        )
        self.add(Label(words, wrap=True))
        self.by = TextEditor()
        self.add(FieldRow("Funktion der löschenden Person", self.by, required=True))
        self.word = TextEditor()
        self.add(FieldRow(f"Zur Bestätigung „{self.WORD}“ eingeben", self.word, required=True))

    def check(self) -> bool:
        """Delete when the word is right."""
        if self.word.value().strip().lower() != self.WORD:
            raise UserError(f"Bitte geben Sie zur Bestätigung das Wort „{self.WORD}“ ein.")
        self._answers.delete_answers(self._survey.id, self.by.value())
        return True
