"""Tab „Programme“: funding programmes as dated, sourced data, with the days they set."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, format_money
from coordinator_app.domain.funding import FundingProgramme, ProgrammeDeadline
from coordinator_app.domain.grant_dates import fixed_day
from coordinator_app.domain.shares import format_share
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.grants_card import GrantsCard
from coordinator_app.gui.list_pane import ListPane
from coordinator_app.gui.pages.funding.editors import programme_editors
from coordinator_app.gui.pages.funding.parts import PartsCard, PartStore
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.funding import ProgrammeCard

FIELDS = (
    "title",
    ("short_name", "active"),
    "provider",
    "# Geld",
    ("funding_type", "payment_way"),
    ("largest_share", "smallest_own_share"),
    "own_share_in_kind",
    ("smallest_amount", "largest_amount"),
    ("refund_below", "transfer_tolerance"),
    "# Wofür",
    "eligible",
    "not_eligible",
    ("investment_excluded", "quality_plan_required"),
    "# Weg zum Antrag und Nachweis",
    ("consultation_required", "resolution_required"),
    ("postal_days", "spend_months"),
    ("proof_months", "retention_years"),
    "# Förderhinweis",
    "publicity_sentence",
    ("publicity_from", "logo_id"),
    "# Quelle",
    "legal_basis",
    ("version_of", "website"),
    "source",
    ("checked_on", "checked_by"),
    "note",
)
NEW_FIELDS = ("title", ("short_name", "provider"), ("largest_share", "smallest_own_share"), "source")
RULE_FIELDS = ("programme_date", ("day", "month"), "months_after", "year_offset", "text")


class ProgrammeDetail(RecordDetail):
    """One programme: what it says, its days, the grants from it, and its fields."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("euro", "Kein Programm gewählt", "Wählen Sie links ein Förderprogramm aus.", compact=True)
        super().__init__(context, hint, parent)
        self._funding = context.workspace.funding
        self.more = self._add_more()
        first = self.more.menu_.actions()[0]
        for text, slot in (("Signet einfügen …", self.add_signet), ("Kopieren", self.duplicate)):
            action = QAction(text, self.more.menu_)
            action.setEnabled(not context.read_only)
            action.triggered.connect(slot)
            self.more.menu_.insertAction(first, action)
        self.check_bar = NoticeBar("", "attention")
        self.check_bar.triggered.connect(self._on_checked)
        self.facts = KeyValueGrid(label_width=128)
        self.rules = PartsCard(
            context,
            lookups,
            ProgrammeDeadline,
            owner="programme_id",
            title="Fristen des Programms",
            words=("Frist hinzufügen", "Fristen"),
            names=RULE_FIELDS,
            row=_rule_row,
            nothing="Noch keine Frist: Bis wann muss ein Antrag da sein?",
            store=self._rule_store(),
        )
        self.grants = GrantsCard(context, "Förderungen aus diesem Programm")
        self.form = RecordForm(
            FundingProgramme, save=self._save, names=FIELDS, lookups=lookups, editors=programme_editors()
        )
        self.tabs = TabView("Teile des Programms")
        self._build()

    def _rule_store(self) -> PartStore:
        funding = self._funding

        def add(rule: ProgrammeDeadline) -> int:
            names = ("programme_date", "month", "day", "months_after", "year_offset", "text")
            values = {name: getattr(rule, name) for name in names}
            return funding.add_rule(rule.programme_id or 0, **values | {"year_offset": rule.year_offset or 0})

        def update(id: int, values: dict[str, Any]) -> int:
            return funding.update_rule(id, None, **values | {"year_offset": values.get("year_offset") or 0})

        return PartStore(add, update, funding.remove_rule)

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        column.addLayout(head)
        head.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.add_tab("overview", "Überblick", self._overview_pane)
        self.tabs.add_tab("fields", "Angaben", self._fields_pane, self.form)
        self.tabs.select("overview")
        self._set_content(content)

    def _overview_pane(self) -> QWidget:
        return ScrollColumn(self.check_bar, self.facts, self.rules, self.grants)

    def _fields_pane(self) -> QWidget:
        return ScrollColumn(self.form)

    def _show(self, id: int) -> None:
        card = self._funding.card(id)
        programme = card.programme
        self.header.set(programme.title, programme.short_name)
        action = "" if self._context.read_only else "Heute geprüft"
        self.check_bar.set(card.unchecked, "attention", strong="Bitte prüfen." if card.unchecked else "", action=action)
        self.check_bar.setVisible(bool(card.unchecked))
        self.facts.set_rows(_facts(card))
        self.rules.show_parts(id, card.rules)
        nothing = "Noch keine Förderung aus diesem Programm."
        self.grants.show_grants([(grant, "") for grant in card.grants], nothing)
        self.form.load(programme)

    def _save(self, name: str, value: Any) -> None:
        self._funding.update(self.form.record.id, None, **{name: value})

    def edit(self) -> None:
        """Go to the fields."""
        self.tabs.select("fields")
        self.form.focus_first()

    @Slot()
    def add_signet(self) -> None:
        """Ask for a picture that documents of funded projects show beside the sentence."""
        path = alerts.open_file(self, "Signet einfügen", "Bilder (*.png *.jpg *.jpeg)")
        if path is not None and self._id:
            with alerts.shown(self):
                self._funding.set_signet(self._id, self._context.workspace.attachments, path)
                self._context.notify("Das Signet steht ab jetzt in den Dokumenten geförderter Projekte.")

    @Slot()
    def duplicate(self) -> None:
        """A copy of the programme, shown at once."""
        if self._id and not self._context.read_only:
            self.flush()
            self._context.navigate("funding_programme", self._funding.duplicate(self._id))

    @Slot()
    def _on_checked(self) -> None:
        self.flush()
        self._funding.check(self._id)
        self._context.notify("Angaben als geprüft vermerkt.")


def _rule_row(rule: ProgrammeDeadline) -> ListRow:
    day = fixed_day(rule, 2024)
    if day is not None:
        year = f" für {rule.year_offset} Jahr später" if rule.year_offset == 1 else ""
        when = f"jährlich zum {day.day:02d}.{day.month:02d}.{year}"
    else:
        when = f"{rule.months_after} Monate nach dem Bewilligungszeitraum"
    return ListRow(rule.programme_date.label, addition=rule.text, value=when, icon="calendar")


def _facts(card: ProgrammeCard) -> list[tuple[str, str | QWidget]]:
    item = card.programme
    amounts = [f"ab {format_money(item.smallest_amount)}"] if item.smallest_amount is not None else []
    amounts += [f"bis {format_money(item.largest_amount)}"] if item.largest_amount is not None else []
    share = f"bis {format_share(item.largest_share)}" if item.largest_share is not None else ""
    own = f"mindestens {format_share(item.smallest_own_share)}" if item.smallest_own_share is not None else ""
    own += ", auch als Eigenleistung" if own and item.own_share_in_kind else ""
    coming = [f"{entry.title}: {format_date(entry.due)}" for entry in card.coming]
    checked = " ".join(filter(None, (format_date(item.checked_on), item.checked_by)))
    found = [
        ("Zuwendungsgeber", item.provider),
        ("Finanzierung", ", ".join(filter(None, (item.funding_type.label, share, *amounts)))),
        ("Eigenanteil", own),
        ("Nächste Fristen", "\n".join(coming)),
        ("Förderfähig", item.eligible),
        ("Nicht förderfähig", item.not_eligible),
        ("Förderhinweis", item.publicity_sentence),
        ("Hinweise", item.note),
        ("Grundlage", " ".join(filter(None, (item.legal_basis, _version(item))))),
        ("Internet", item.website),
        ("Quelle", item.source),
        ("Geprüft", checked or "noch nie"),
    ]
    return [(label, text) for label, text in found if text]


def _version(item: FundingProgramme) -> str:
    return f"(Fassung vom {format_date(item.version_of)})" if item.version_of else ""


class ProgrammePane(ListPane[ProgrammeDetail]):
    """List and detail of the programmes."""

    words = ("Das", "Programm", "Programme")
    help_topic = "foerderung"
    kind: ClassVar[str] = "funding_programme"
    list_title: ClassVar[str] = "Förderprogramme"
    kinds: ClassVar[frozenset[str]] = frozenset({"funding_programme", "programme_deadline"})
    new_text: ClassVar[str] = "Neues Programm"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = context.workspace.funding.list_source()
        filter_row = FilterRow("Programme filtern", top=16)
        filter_row.add_choice("active", "Angebot", [(True, "wird angeboten"), (False, "nicht mehr angeboten")])
        empty = EmptyState(
            "euro",
            "Noch kein Förderprogramm",
            "Hier stehen Förderprogramme mit Anteilen, Fristen und der Quelle dieser Angaben.",
            "" if context.read_only else "Neues Programm",
            "Was steht in einem Programm?",
        )
        table = RecordTable(
            self.source, name="programmes", label="Förderprogramme", state=context.settings, empty=empty
        )
        detail = ProgrammeDetail(context, lookups)
        super().__init__(context, filter_row, table, detail, name="programmes", parent=parent)

    def new_record(self) -> None:
        """Ask for a new programme and show it."""
        new_id = RecordDialog.ask(
            self,
            FundingProgramme,
            names=NEW_FIELDS,
            title="Neues Programm",
            primary="Programm anlegen",
            lookups=self._lookups,
            editors=programme_editors(),
            save=self._create,
        )
        if new_id:
            self._context.navigate("funding_programme", new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self._context.workspace.funding.create(**values)

    def _discard(self, id: int) -> None:
        self._context.workspace.funding.discard(id)
