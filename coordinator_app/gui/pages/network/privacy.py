"""The tab „Datenschutz“: whose data is to be looked at and why, with everything that can be done about it."""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.columns import Column
from coordinator_app.domain.contacts import PersonStatus
from coordinator_app.domain.fields import FieldInfo, Kind
from coordinator_app.domain.network import ErasureReason
from coordinator_app.domain.retention import ReviewNeed
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.erase_person import ask_erase
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.models.memory_source import MemorySource
from coordinator_app.gui.pane_duties import PaneDuties
from coordinator_app.gui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.retention import PersonReview

NEED_CHIPS = {
    ReviewNeed.WITHDRAWN: ChipStyle("error", "octagon"),
    ReviewNeed.DELETE: ChipStyle("error", "clock"),
    ReviewNeed.BLOCKED: ChipStyle("neutral", "lock"),
    ReviewNeed.NO_GROUND: ChipStyle("attention", "triangle"),
    ReviewNeed.REVIEW: ChipStyle("attention", "clock"),
    ReviewNeed.NO_CONSENT_DATE: ChipStyle("attention", "triangle"),
    ReviewNeed.NOT_INFORMED: ChipStyle("info", "mail"),
}
_REASONS = {ReviewNeed.WITHDRAWN: ErasureReason.WITHDRAWN, ReviewNeed.DELETE: ErasureReason.RETENTION}


def _need(row: PersonReview) -> ReviewNeed:
    return row.need


def _name(row: PersonReview) -> str:
    return row.person.display_name


def _organisation(row: PersonReview) -> str:
    return row.facts.organisation


def _sentences(row: PersonReview) -> str:
    return row.sentences


def _review_on(row: PersonReview) -> date | None:
    return row.review_on


def _delete_after(row: PersonReview) -> date | None:
    return row.delete_after


COLUMNS = (
    Column("need", "Anlass", Kind.CHOICE, _need, width=20),
    Column("name", "Person", Kind.TEXT, _name, sort="name", width=20),
    Column("organisation", "Organisation", Kind.TEXT, _organisation, sort="organisation", width=22),
    Column("sentences", "Was zu tun ist", Kind.TEXT, _sentences, width=50, stretch=True),
    Column("review_on", "Prüfen am", Kind.DATE, _review_on, sort="review_on", width=12, shown=False),
    Column("delete_after", "Löschen ab", Kind.DATE, _delete_after, sort="delete_after", width=12, shown=False),
)


def block_person(parent: QWidget, context: AppContext, person_id: int) -> bool:
    """Ask for the reason and block a person; whether it was done."""
    text = "Die Daten bleiben gespeichert, aber die Person steht in keiner Liste mehr und wird nicht angeschrieben."
    reason = TextDialog.ask(
        parent, "Person sperren", text, "Sperren", required="Bitte nennen Sie den Grund der Sperre."
    )
    if reason is None:
        return False
    context.workspace.contacts.block_person(person_id, reason=reason)
    context.undo_bar("Person gesperrt.")
    return True


class KeepDialog(Dialog):
    """Until when data that is still needed is kept before it is looked at again."""

    help_topic = "datenschutz"

    def __init__(self, count: int, proposal: date, lookups: Lookups, parent: QWidget | None = None) -> None:
        people = plural(count, "Person", "Personen")
        super().__init__(
            "Weiter behalten", primary="Weiter behalten", heading=f"{people} weiter behalten", parent=parent
        )
        self.add(Label("Die Daten werden noch gebraucht. Wann sollen sie wieder geprüft werden?", wrap=True))
        info = FieldInfo("until", "Wieder prüfen am", Kind.DATE, direction="future")
        self.until = editor_for(info, lookups)
        self.until.set_value(proposal)
        self.add(FieldRow("Wieder prüfen am", self.until, required=True))

    def day(self) -> date:
        """The day chosen."""
        found: date = self.until.value()
        return found

    def check(self) -> bool:
        """A day is needed."""
        if self.until.value() is None:
            raise UserError("Bitte geben Sie einen Tag an.")
        return True


class PrivacyPane(QWidget, PaneDuties):
    """The people to look at, the most urgent first; several can be kept at once."""

    changed = Signal()
    new_wanted = Signal()
    kind: ClassVar[str] = "person"
    topic: ClassVar[str] = "datenschutz"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self.source: MemorySource[PersonReview] = MemorySource(context.workspace.retention.due, COLUMNS)
        self.filter_row = FilterRow("Personen filtern", top=16)
        empty = EmptyState(
            "shield-check",
            "Nichts zu prüfen",
            "Für alle Personen ist eingetragen, warum und wie lange ihre Daten gespeichert sind.",
        )
        self.table = RecordTable(
            self.source,
            name="privacy",
            label="Zu prüfende Personen",
            state=context.settings,
            chips={"need": NEED_CHIPS},
            empty=empty,
        )
        self.keep = PrimaryButton("Behalten …", "tick")
        self.open = SecondaryButton("Person öffnen", "person")
        self.disclosure = SecondaryButton("Auskunft", "document")
        self.inform = SecondaryButton("Informiert", "mail")
        self.block = SecondaryButton("Sperren …", "lock")
        self.erase = SecondaryButton("Löschen …", "trash")
        self.log = LinkButton("Löschprotokoll", "document")
        self.record = LinkButton("Verzeichnis von Verarbeitungstätigkeiten", "document")
        self.letters = LinkButton("Briefe nach Art. 13/14 DSGVO", "mail")
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_row)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 8, 24, 8)
        buttons.setSpacing(8)
        column.addLayout(buttons)
        for button, slot in (
            (self.keep, self._on_keep),
            (self.open, self._on_open),
            (self.disclosure, self._on_disclosure),
            (self.inform, self._on_inform),
            (self.block, self._on_block),
            (self.erase, self._on_erase),
        ):
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        links = QHBoxLayout()
        links.setContentsMargins(24, 0, 24, 8)
        links.setSpacing(16)
        column.addLayout(links)
        for link, slot in (
            (self.letters, self._on_letters),
            (self.log, self._on_log),
            (self.record, self._on_record),
        ):
            link.clicked.connect(slot)
            links.addWidget(link)
        links.addStretch(1)
        column.addWidget(self.table, 1)
        self.table.attach(self.filter_row)
        self.table.opened.connect(self._on_opened)
        self.table.selection_changed.connect(self._on_selection)

    # --- as the page works with it

    def reload(self) -> None:
        """Read again."""
        self.table.reload()
        if not self.table.current_id() and self.table.count():
            self.table.select_first()
        notes = len(self._context.workspace.person_erasing.notes())
        self.log.setText(f"Löschprotokoll ({notes})")
        self.log.setVisible(bool(notes))
        waiting = any(review.need is ReviewNeed.NOT_INFORMED for row in self._all() for review in row.reviews)
        self.letters.setVisible(waiting)
        self._on_selection(self.table.selected_ids())

    def select(self, id: int) -> bool:
        """Choose a person; False when there is nothing to look at."""
        for number in self.source.ids(self.table.wanted()):
            row = self.source.row(number)
            if row is not None and row.person.id == id:
                return self.table.select(number)
        return False

    def current_record(self) -> tuple[str, int] | None:
        """The person chosen."""
        rows = self._chosen()
        return ("person", rows[0].person.id) if rows else None

    def count(self) -> int:
        """How many people are to be looked at."""
        return len(self._all())

    def can(self, command: str) -> bool:
        """Printing and filtering: people are erased by the button, which says what that means."""
        return command in {"print", "export", "filter"}

    def print_list(self) -> None:
        """The list in the print preview."""
        wanted, columns = self.table.wanted(), self.table.visible_columns()
        self._context.export_list(self.source, wanted, columns, "Prüfliste Datenschutz")

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.filter_row.focus_search()

    def _all(self) -> list[PersonReview]:
        return self._context.workspace.retention.due()

    def _chosen(self) -> list[PersonReview]:
        rows = [self.source.row(number) for number in self.table.selected_ids()]
        return [row for row in rows if row is not None]

    # --- slots

    @Slot(list)
    def _on_selection(self, _ids: list[int]) -> None:
        rows = self._chosen()
        writable, one = not self._context.read_only, len(rows) == 1
        self.open.setEnabled(one)
        self.disclosure.setEnabled(one)
        self.keep.setEnabled(bool(rows) and writable)
        self.inform.setEnabled(bool(rows) and writable)
        blocked = one and rows[0].person.status is PersonStatus.BLOCKED
        self.block.setText("Sperre aufheben" if blocked else "Sperren …")
        self.block.setEnabled(one and writable)
        self.erase.setEnabled(one and writable)
        self.changed.emit()

    @Slot(int)
    def _on_opened(self, _number: int) -> None:
        self._on_open()

    @Slot()
    def _on_open(self) -> None:
        rows = self._chosen()
        if rows:
            self._context.navigate("person", rows[0].person.id)

    @Slot()
    def _on_disclosure(self) -> None:
        self._context.preview("person_disclosure", self._chosen()[0].person.id)

    @Slot()
    def _on_keep(self) -> None:
        rows = self._chosen()
        retention = self._context.workspace.retention
        with alerts.shown(self):
            dialog = KeepDialog(len(rows), retention.proposal(), self._lookups, self)
            if dialog.run():
                retention.keep([row.person.id for row in rows], until=dialog.day())
                self._context.undo_bar("Weiter behalten.")

    @Slot()
    def _on_inform(self) -> None:
        people = [row.person.id for row in self._chosen()]
        self._context.workspace.retention.note_informed(people, on=today(self._context.clock))
        self._context.undo_bar("Als informiert vermerkt.")

    @Slot()
    def _on_block(self) -> None:
        person = self._chosen()[0].person
        with alerts.shown(self):
            if person.status is PersonStatus.BLOCKED:
                self._context.workspace.contacts.release_person(person.id)
                self._context.undo_bar("Sperre aufgehoben.")
            else:
                block_person(self, self._context, person.id)

    @Slot()
    def _on_erase(self) -> None:
        row = self._chosen()[0]
        ask_erase(self, self._context, row.person.id, reason=_REASONS.get(row.need, ErasureReason.NOT_NEEDED))

    @Slot()
    def _on_letters(self) -> None:
        self._context.preview("privacy_information_letters")

    @Slot()
    def _on_record(self) -> None:
        self._context.preview("processing_record")

    @Slot()
    def _on_log(self) -> None:
        self._context.preview("erasure_log")
