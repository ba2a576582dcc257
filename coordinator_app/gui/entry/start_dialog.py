"""What is asked once before typing begins: who types, when the sheets came, which form, which Belegnummer."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.answers import StoredForm
from coordinator_app.domain.form_languages import GERMAN, form_language
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow

if TYPE_CHECKING:
    from coordinator_app.services.entry import EntrySession

HELP = "ruecklauf"


class EntryStartDialog(Dialog):
    """Puts what was answered into the session it was given."""

    help_topic = "ruecklauf"

    def __init__(self, session: "EntrySession", day: date, user: str, parent: QWidget | None = None) -> None:
        title = "Bögen ein zweites Mal erfassen" if session.second else "Bögen erfassen"
        super().__init__(title, primary="Erfassung beginnen", heading=title, parent=parent)
        self._session = session
        self._day = day
        self.user = TextEditor()
        self.user.set_value(user)
        self.received = DateEditor(self._today, direction="past")
        self.received.set_value(day)
        self.number = IntegerEditor(plain=True)
        self.number.set_value(session.sheet.number)
        self.form = ChoiceEditor([(form.code, form_words(form)) for form in session.file.forms()], optional=False)
        self.form.set_value(session.sheet.form_code)
        self.add(FieldRow("Kürzel", self.user, help_text="Steht bei jedem Bogen, zum Beispiel Ihre Anfangsbuchstaben."))
        if session.second:
            return
        self.add(FieldRow("Eingang der Bögen am", self.received, help_text="Für die Rücklaufkurve."))
        self.add(FieldRow("Formular", self.form, help_text="Die Kennung steht unten auf jeder Seite des Bogens."))
        words = "Schreiben Sie die Nummer auf den Bogen; sie zählt von Bogen zu Bogen weiter."
        self.add(FieldRow("Erste Belegnummer", self.number, help_text=words))

    def _today(self) -> date:
        return self._day

    def check(self) -> bool:
        """Hand over what was answered."""
        session = self._session
        session.user = self.user.value().strip()
        if session.second:
            return True
        session.received_on = self.received.value()
        if self.form.value() != session.sheet.form_code:
            session.set_form(self.form.value())
        session.set_number(self.number.value() or 0)
        return True


def form_words(form: StoredForm) -> str:
    """A form in the choice: code, language, title."""
    language = "" if form.language == GERMAN else f" ({form_language(form.language).label})"
    return f"{form.code}{language} – {form.form.title}"
