"""Detail of one organisation: facts, people, projects, seats, and its fields."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.contacts import Organisation
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.open_tasks import OpenTasks
from coordinator_app.gui.pages.network.interactions import InteractionCard
from coordinator_app.gui.pages.network.looks import ORGANISATION_CHIPS
from coordinator_app.gui.pages.network.parts import ContactDetail, show_links
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.contacts import OrganisationCard

FIELDS = (
    "name",
    ("short_name", "organisation_kind_id"),
    ("parent_id", "status"),
    "# Anschrift und Erreichbarkeit",
    "street",
    ("postcode", "town"),
    ("phone", "email"),
    "website",
    "# Zusammenarbeit",
    ("fields_of_action", "areas"),
    ("partner_since", "partner_until"),
    "note",
)


class OrganisationDetail(ContactDetail):
    """One organisation with its people, projects and seats."""

    person_wanted = Signal(int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState(
            "building", "Keine Organisation gewählt", "Wählen Sie links eine Organisation aus.", compact=True
        )
        super().__init__(context, hint, "Teile der Organisation", parent)
        self.facts = KeyValueGrid(columns=2, label_width=104)
        self.people = ListCard("Personen")
        self.projects = ListCard("Projekte und Angebote")
        self.tasks = OpenTasks(context)
        self.seats = ListCard("Sitze in Gremien")
        self.contacts = InteractionCard(context, lookups, "organisation", self._again)
        self.form = RecordForm(Organisation, save=self._save, names=FIELDS, lookups=lookups)
        self._build()

    def _build(self) -> None:
        add = LinkButton("Person hinzufügen", "plus")
        theme.reveal(add, shown=not self._context.read_only)
        add.clicked.connect(self._on_person_wanted)
        self.people.add_to_head(add)
        self.tabs.add_tab("overview", "Überblick", self._overview_pane)
        self.tabs.add_tab("fields", "Angaben", self._fields_pane, self.form)
        self.tabs.select("overview")

    def _overview_pane(self) -> QWidget:
        return ScrollColumn(self.facts, self.people, self.tasks, self.contacts, self.projects, self.seats)

    def _fields_pane(self) -> QWidget:
        return ScrollColumn(self.form)

    def _show(self, id: int) -> None:
        card = self._contacts.organisation_card(id)
        organisation = card.organisation
        self.header.set(organisation.name, organisation.short_name)
        self.header.chip.set_style(organisation.status.label, ORGANISATION_CHIPS[organisation.status])
        self.header.chip.show()
        self.facts.set_rows(self._facts(card))
        rows: list[QWidget] = []
        for work, name in card.people:
            ended = f" (bis {format_date(work.end)})" if work.end else ""
            row = ListRow(name, addition=work.department, value=work.function + ended, icon="person")
            row.activated.connect(partial(self._context.navigate, "person", work.person_id or 0))
            rows.append(row)
        self.people.set_hint(str(len(rows)) if rows else "")
        self.people.set_rows(rows or [hint_row("Noch keine Person: Wer ist Ansprechpartner?")])
        show_links(self.projects, self._context, card.projects, "Noch an keinem Projekt beteiligt.")
        show_links(self.seats, self._context, card.seats, "Kein Sitz in einem Gremium.")
        self.tasks.show_record("organisation", id)
        self.contacts.show_record(id)
        self.form.load(organisation)

    def _again(self) -> None:
        self.show_record(self._id)

    def _facts(self, card: OrganisationCard) -> list[tuple[str, str | QWidget]]:
        item = card.organisation
        town = " ".join(part for part in (item.postcode, item.town) if part)
        period = [f"seit {format_date(item.partner_since)}"] if item.partner_since else []
        period += [f"bis {format_date(item.partner_until)}"] if item.partner_until else []
        return [
            ("Art", card.kind_label),
            ("Telefon", item.phone),
            ("Gehört zu", card.parent),
            ("E-Mail", item.email),
            ("Anschrift", ", ".join(part for part in (item.street, town) if part)),
            ("Internet", item.website),
            ("Partner", " ".join(period)),
            ("Notiz", item.note),
        ]

    def _save(self, name: str, value: Any) -> None:
        self._contacts.update_organisation(self.form.record.id, None, **{name: value})

    @Slot()
    def _on_person_wanted(self) -> None:
        self.person_wanted.emit(self._id)
