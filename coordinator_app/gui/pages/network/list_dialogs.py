"""Dialogs of distribution lists: the rule, who is put on by hand, the e-mail to everybody."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.fields import FieldInfo, Kind
from coordinator_app.domain.network import ListRule
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import Editor, TextEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.labels import Label

_RULES = (
    ("organisation_kinds", "Art der Organisation"),
    ("fields_of_action", "Handlungsfeld der Organisation"),
    ("areas", "Gebiet der Organisation"),
    ("bodies", "Sitz in einem Gremium"),
)
_SOURCES = {"organisation_kinds": "organisation_kind", "fields_of_action": "field_of_action"}
_TARGETS = {"areas": "area", "bodies": "body"}


def _several(lookups: Lookups, *, catalogue: str = "", target: str = "") -> Editor:
    """An editor for several entries of a catalogue or several records of a kind."""
    kind = Kind.CATALOGUES if catalogue else Kind.REFERENCES
    return editor_for(FieldInfo("", "", kind, catalogue=catalogue, target=target), lookups)


class RuleDialog(Dialog):
    """Who belongs to a list by themselves; tells at once how many that is."""

    help_topic = "verteiler"

    def __init__(self, context: AppContext, lookups: Lookups, rule: ListRule, parent: QWidget | None = None) -> None:
        super().__init__(
            "Regel des Verteilers", primary="Regel übernehmen", heading="Wer gehört von selbst dazu?", parent=parent
        )
        self._lists = context.workspace.distribution_lists
        self.add(Label("Wer alle ausgefüllten Bedingungen erfüllt, steht auf dem Verteiler, auch künftig.", wrap=True))
        self.editors: dict[str, Editor] = {}
        for name, label in _RULES:
            editor = _several(lookups, catalogue=_SOURCES.get(name, ""), target=_TARGETS.get(name, ""))
            editor.set_value(getattr(rule, name))
            editor.committed.connect(self._on_changed)
            self.editors[name] = editor
            self.add(FieldRow(label, editor))
        self.main_contacts = QCheckBox("Nur die Hauptkontakte der Organisationen")
        self.institutions = QCheckBox("Organisationen ohne Ansprechperson selbst anschreiben")
        self.main_contacts.setChecked(rule.main_contacts)
        self.institutions.setChecked(rule.institutions)
        for box in (self.main_contacts, self.institutions):
            box.toggled.connect(self._on_changed)
            self.add(box)
        self.found = Label("", "stark")
        self.add(self.found)
        self._on_changed()

    def rule(self) -> ListRule:
        """The rule as it is filled in."""
        chosen = {name: tuple(editor.value()) for name, editor in self.editors.items()}
        return ListRule(
            **chosen, main_contacts=self.main_contacts.isChecked(), institutions=self.institutions.isChecked()
        )

    @Slot()
    def _on_changed(self) -> None:
        rule = self.rule()
        if rule.is_empty:
            self.found.setText("Ohne Bedingung findet die Regel niemanden.")
        else:
            self.found.setText(f"Zurzeit {plural(self._lists.count(rule), 'Empfänger', 'Empfänger')}.")


class MembersDialog(Dialog):
    """People and organisations to put on a list by hand."""

    help_topic = "verteiler"

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("In den Verteiler aufnehmen", primary="Aufnehmen", heading="Wen aufnehmen?", parent=parent)
        self.persons = _several(lookups, target="person")
        self.organisations = _several(lookups, target="organisation")
        self.add(FieldRow("Personen", self.persons))
        self.add(FieldRow("Organisationen als solche", self.organisations))

    def check(self) -> bool:
        """Somebody must be chosen."""
        if not self.persons.value() and not self.organisations.value():
            raise UserError("Bitte wählen Sie mindestens eine Person oder Organisation.")
        return True


class MailDialog(Dialog):
    """Subject and text of the e-mail draft to everybody on a list."""

    help_topic = "verteiler"

    def __init__(self, title: str, reachable: int, away: int, parent: QWidget | None = None) -> None:
        super().__init__(
            "E-Mail an den Verteiler", primary="Entwurf speichern", heading=f"E-Mail an „{title}“", parent=parent
        )
        words = (
            f"{plural(reachable, 'Empfänger', 'Empfänger')} als Blindkopie (BCC): Niemand sieht die anderen Adressen."
        )
        if away:
            words += f" {away} ohne E-Mail-Adresse bekommen nichts; für sie gibt es die Seriendruckdaten."
        self.add(Label(words, wrap=True))
        self.subject = TextEditor(max_length=300)
        self.add(FieldRow("Betreff", self.subject, required=True))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Text der E-Mail")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("Anrede und Gruß setzt das Programm.")
        self.text.setMinimumHeight(140)
        column = QVBoxLayout()
        column.setSpacing(4)
        self.add(column)
        words = Label("Text", "beschriftung")
        words.setBuddy(self.text)
        column.addWidget(words)
        column.addWidget(self.text)
        self.note = QCheckBox("Als versendet vermerken")
        self.note.setChecked(True)
        self.add(self.note)

    def check(self) -> bool:
        """A subject is needed."""
        if not str(self.subject.value()).strip():
            raise UserError("Bitte geben Sie einen Betreff ein.")
        return True
