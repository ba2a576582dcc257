"""Detail of one person: ways to reach, activities, legal basis and retention, projects, seats."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.contacts import Affiliation, ContactPoint, Person, PrivacyBasis
from coordinator_app.domain.fields import Record
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.open_tasks import OpenTasks
from coordinator_app.gui.pages.network.interactions import InteractionCard
from coordinator_app.gui.pages.network.looks import CHANNEL_ICONS, PERSON_CHIPS
from coordinator_app.gui.pages.network.parts import ContactDetail, show_links
from coordinator_app.gui.pages.network.rights import PersonRights
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.contacts import PersonCard

FIELDS = (
    ("salutation", "academic_title"),
    ("first_name", "last_name"),
    "letter_salutation",
    ("status", "language"),
    "note",
)
PART_FIELDS: dict[str, Any] = {
    "contact_point": (("channel", "value"), ("is_business", "is_preferred")),
    "affiliation": ("organisation_id", ("function", "department"), ("start", "end"), "is_main_contact"),
    "privacy_basis": (
        ("purpose", "ground"),
        "source",
        ("dated", "informed_on"),
        ("review_on", "delete_after"),
        "withdrawn_on",
    ),
}
_PARTS: dict[str, type[Record]] = {
    "contact_point": ContactPoint,
    "affiliation": Affiliation,
    "privacy_basis": PrivacyBasis,
}


class PersonDetail(ContactDetail):
    """One person with contact points, activities, legal bases, projects and seats."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("person", "Keine Person gewählt", "Wählen Sie links eine Person aus.", compact=True)
        super().__init__(context, hint, "Teile der Person", parent)
        self._lookups = lookups
        self._records: dict[tuple[str, int], Record] = {}
        self.facts = KeyValueGrid(label_width=104)
        self.notice = NoticeBar("", "attention")
        self.points = self._card("Erreichbar", "contact_point", "Kontaktweg hinzufügen")
        self.work = self._card("Tätigkeiten", "affiliation", "Tätigkeit hinzufügen")
        self.bases = self._card("Rechtsgrundlage und Löschung", "privacy_basis", "Rechtsgrundlage hinzufügen")
        self.projects = ListCard("Projekte und Angebote")
        self.seats = ListCard("Sitze in Gremien")
        self.contacts = InteractionCard(context, lookups, "person", self._again)
        self.rights = PersonRights(context)
        self.tasks = OpenTasks(context)
        self.form = RecordForm(Person, save=self._save, names=FIELDS, lookups=lookups)
        self._build()

    def _card(self, title: str, kind: str, add_text: str) -> ListCard:
        card = ListCard(title)
        add = LinkButton(add_text, "plus")
        tag(add, kind, 0)
        theme.reveal(add, shown=not self._context.read_only)
        add.clicked.connect(self._on_add_wanted)
        card.add_to_head(add)
        return card

    def _build(self) -> None:
        self.tabs.add_tab("overview", "Überblick", self._overview_pane)
        self.tabs.add_tab("privacy", "Datenschutz", self._privacy_pane, self.notice, self.rights, self.bases)
        self.tabs.add_tab("fields", "Angaben", self._fields_pane, self.form)
        self.tabs.select("overview")

    def _overview_pane(self) -> QWidget:
        return ScrollColumn(self.facts, self.points, self.work, self.tasks, self.contacts, self.projects, self.seats)

    def _privacy_pane(self) -> QWidget:
        return ScrollColumn(self.notice, self.rights, self.bases)

    def _fields_pane(self) -> QWidget:
        return ScrollColumn(self.form)

    # --- showing

    def _show(self, id: int) -> None:
        card = self._contacts.person_card(id)
        self._records = {}
        self.header.set(card.person.display_name)
        self.header.chip.set_style(card.person.status.label, PERSON_CHIPS[card.person.status])
        self.header.chip.show()
        self.facts.set_rows([("Briefanrede", f"{card.salutation},"), ("Notiz", card.person.note)])
        self.points.set_rows(
            [self._point(point) for point in card.contact_points] or [hint_row("Noch kein Kontaktweg.")]
        )
        self.work.set_rows(
            [self._activity(row, name) for row, name in card.affiliations]
            or [hint_row("Noch keine Tätigkeit: Für welche Organisation spricht die Person?")]
        )
        self._show_privacy(card)
        show_links(self.projects, self._context, card.projects, "An keinem Projekt beteiligt.")
        show_links(self.seats, self._context, card.seats, "Kein Sitz in einem Gremium.")
        self.tasks.show_record("person", id)
        self.contacts.show_record(id)
        self.rights.show_person(card.person)
        self.form.load(card.person)

    def _again(self) -> None:
        self.show_record(self._id)

    def _show_privacy(self, card: PersonCard) -> None:
        self.tabs.strip.set_count("privacy", len(card.bases) or None)
        self.notice.set(" ".join(card.findings), "attention")
        self.notice.setVisible(bool(card.findings))
        nothing = "Noch keine Rechtsgrundlage: Warum und wie lange darf die Kommune diese Daten behalten?"
        self.bases.set_rows([self._basis(basis) for basis in card.bases] or [hint_row(nothing)])

    def _point(self, point: ContactPoint) -> QWidget:
        marks = [point.channel.label, "" if point.is_business else "privat", "bevorzugt" if point.is_preferred else ""]
        value = ", ".join(mark for mark in marks if mark)
        return self._part(point, ListRow(point.value, value=value, icon=CHANNEL_ICONS[point.channel.value]))

    def _activity(self, row: Affiliation, name: str) -> QWidget:
        period = f"{format_date(row.start) or '…'}–{format_date(row.end)}" if row.end else ""
        since = f"seit {format_date(row.start)}" if row.start and not row.end else period
        addition = ", ".join(part for part in (row.function, row.department) if part)
        return self._part(row, ListRow(name, addition=addition, value=since, icon="building"))

    def _basis(self, basis: PrivacyBasis) -> QWidget:
        marks = [
            f"prüfen am {format_date(basis.review_on)}" if basis.review_on else "",
            f"löschen ab {format_date(basis.delete_after)}" if basis.delete_after else "",
            f"widerrufen am {format_date(basis.withdrawn_on)}" if basis.withdrawn_on else "",
        ]
        value = ", ".join(mark for mark in marks if mark)
        return self._part(basis, ListRow(basis.purpose.label, addition=basis.ground.label, value=value, icon="shield"))

    def _part(self, record: Record, row: ListRow) -> ListRow:
        self._records[record.kind, record.id] = record
        tag(row, record.kind, record.id)
        row.activated.connect(self._on_edit_wanted)
        if not self._context.read_only:
            if isinstance(record, Affiliation) and record.end is None:
                leave = IconButton("leave", "Tätigkeit heute beenden", flat=True)
                tag(leave, record.kind, record.id)
                leave.clicked.connect(self._on_leave_wanted)
                row.add(leave)
            remove = IconButton("x", f"{record.label} entfernen", flat=True)
            tag(remove, record.kind, record.id)
            remove.clicked.connect(self._on_remove_wanted)
            row.add(remove)
        return row

    def _save(self, name: str, value: Any) -> None:
        self._contacts.update_person(self.form.record.id, None, **{name: value})

    # --- slots

    @Slot()
    def _on_add_wanted(self) -> None:
        kind, _ = tagged(self.sender())
        contacts, person_id, part_type = self._contacts, self._id, _PARTS[kind]

        def save(values: dict[str, Any]) -> int:
            return contacts.add_part(part_type(person_id=person_id, **values))  # pyright: ignore[reportCallIssue]  # all parts belong to a person

        self._ask(part_type, f"{part_type.label} hinzufügen", save, {})

    @Slot()
    def _on_edit_wanted(self) -> None:
        record = self._records.get(tagged(self.sender()))
        if record is None or self._context.read_only:
            return
        contacts = self._contacts

        def save(values: dict[str, Any]) -> int:
            contacts.update_part(type(record), record.id, record.version, **values)
            return record.id

        flat = [name for entry in PART_FIELDS[record.kind] for name in ((entry,) if isinstance(entry, str) else entry)]
        self._ask(type(record), f"{record.label} speichern", save, {name: getattr(record, name) for name in flat})

    def _ask(
        self, part_type: type[Record], primary: str, save: Callable[[dict[str, Any]], int], initial: dict[str, Any]
    ) -> None:
        RecordDialog.ask(
            self,
            part_type,
            names=PART_FIELDS[part_type.kind],
            title=part_type.label,
            primary=primary,
            save=save,
            lookups=self._lookups,
            initial=initial,
        )

    @Slot()
    def _on_remove_wanted(self) -> None:
        record = self._records.get(tagged(self.sender()))
        if record is not None:
            self._contacts.remove_part(type(record), record.id)
            self._context.undo_bar(f"{record.label} entfernt.")

    @Slot()
    def _on_leave_wanted(self) -> None:
        _, id = tagged(self.sender())
        with alerts.shown(self):
            seats = self._contacts.leave_organisation(id, today(self._context.clock))
            self._context.undo_bar("Tätigkeit beendet.")
            if seats:
                what = plural(seats, "Sitz", "Sitze")
                text = (
                    f"Die Person hat für diese Organisation noch {what} in Gremien. Bitte dort die Nachfolge eintragen."
                )
                alerts.inform(self, text)
