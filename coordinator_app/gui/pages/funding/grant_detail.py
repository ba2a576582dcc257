"""Detail of one grant: head with its state and papers, and its tabs."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date_time, plural
from coordinator_app.domain.grant_states import next_states
from coordinator_app.domain.grants import Grant, GrantState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.new_grant import programme_editor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.grants_card import STATE_CHIPS
from coordinator_app.gui.pages.funding.editors import grant_editors
from coordinator_app.gui.pages.funding.grant_overview import GrantOverview
from coordinator_app.gui.pages.funding.payments_pane import ConditionsPane, PaymentsPane
from coordinator_app.gui.pages.funding.plan_pane import PlanPane
from coordinator_app.gui.pages.funding.receipts_pane import ReceiptsPane
from coordinator_app.gui.pages.funding.step_dialog import GrantStep
from coordinator_app.gui.record_files import RecordFiles
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.topic_note import note_topic
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, MenuButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.gui.written_files import WrittenFilesCard
from coordinator_app.services.grant_card import GrantCard

FIELDS = (
    "title",
    ("programme_id", "funding_year"),
    ("applicant_id", "reference"),
    ("funding_type", "share"),
    "# Antrag",
    ("consultation_on", "consultation_with"),
    ("applied_on", "requested"),
    "resolution_id",
    "# Bescheid",
    ("approved_on", "notified_on"),
    "approved",
    ("period_start", "period_end"),
    "# Fristen",
    ("appeal_until", "bound_until"),
    "keep_until",
    "# Förderhinweis",
    ("publicity_on", "publicity_proof"),
    "# Rückforderung",
    "recovered",
    "recovery_reason",
    "note",
)
TAB_OF_KIND = {
    "finance_item": "plan",
    "expense": "receipts",
    "drawdown": "payments",
    "proof_of_use": "payments",
    "condition": "conditions",
    "pass_through": "conditions",
}


class FilesPane(ScrollColumn):
    """Bescheid and other files, files written by the program, history."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.files = RecordFiles(context, "Noch keine Dokumente. Ziehen Sie Antrag und Bescheid hierher.")
        self.written = WrittenFilesCard(context)
        self.history = ListCard("Verlauf")
        for part in (self.files, self.written, self.history):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_card(self, card: GrantCard) -> None:
        """Show the files of a grant."""
        self.files.show_record(Grant.kind, card.grant.id)
        self.written.show_record(Grant.kind, card.grant.id)
        lines = self._context.workspace.grants.history(card.grant.id)
        rows = [
            ListRow(line.step, addition=line.user, value=format_date_time(line.at), icon="history", clickable=False)
            for line in lines
        ]
        self.history.set_hint(plural(len(rows), "Änderung", "Änderungen"))
        self.history.set_rows(list(rows))


class GrantDetail(RecordDetail):
    """One grant."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        hint = EmptyState("euro", "Keine Förderung gewählt", "Wählen Sie links eine Förderung aus.", compact=True)
        super().__init__(context, hint, parent)
        self._grants = context.workspace.grants
        self._lookups = lookups
        self._card: GrantCard | None = None
        self.thread_bar = ThreadBar(context, lookups)
        self.papers = MenuButton("Drucken", "printer")
        self.state_button = ChoiceMenuButton("Stand", GrantState, self._on_state_chosen)
        for button in (self.papers, self.state_button):
            self.header.add_button(button)
        self.more = self._add_more()
        editors = grant_editors() | {"programme_id": programme_editor(context, lookups)}
        self.form = RecordForm(Grant, save=self._save, names=FIELDS, lookups=lookups, editors=editors)
        self.overview = GrantOverview(context, lookups)
        self.tabs = TabView("Teile der Förderung")
        self._build()
        self._fill_menus()

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        column.addLayout(head)
        head.setSpacing(8)
        head.addWidget(self.thread_bar)
        head.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.add_tab("overview", "Überblick", self._overview_pane, self.overview)
        self.tabs.add_tab("fields", "Angaben", self._fields_pane, self.form)
        self.tabs.add_tab("plan", "Finanzplan", self._plan_pane)
        self.tabs.add_tab("receipts", "Belege", self._receipts_pane)
        self.tabs.add_tab("payments", "Abruf & Nachweis", self._payments_pane)
        self.tabs.add_tab("conditions", "Auflagen", self._conditions_pane)
        self.tabs.add_tab("files", "Dokumente", self._files_pane)
        self.tabs.shown.connect(self._on_tab_shown)
        self.tabs.select("overview")
        self.overview.tab_wanted.connect(self._on_tab_wanted)
        self._set_content(content)

    def _fill_menus(self) -> None:
        for text, key in (
            ("Ausgaben- und Finanzierungsplan", "grant_plan"),
            ("Belegliste", "grant_receipts"),
            ("Datenblatt der Förderung", "grant_sheet"),
        ):
            action = QAction(text, self.papers.menu_)
            action.setData(key)
            action.triggered.connect(self._on_paper)
            self.papers.menu_.addAction(action)
        first = self.more.menu_.actions()[0]
        for text, slot in (
            ("Angaben bearbeiten", self.edit),
            ("Beleg eintragen …", self.add_receipt),
            ("Für eine Sitzung vormerken …", self.note_topic),
            ("Für das nächste Jahr kopieren", self.duplicate),
        ):
            action = QAction(text, self.more.menu_)
            action.setEnabled(not self._context.read_only)
            action.triggered.connect(slot)
            self.more.menu_.insertAction(first, action)

    def _overview_pane(self) -> QWidget:
        return self.overview

    def _fields_pane(self) -> QWidget:
        return ScrollColumn(self.form)

    def _plan_pane(self) -> QWidget:
        return PlanPane(self._context, self._lookups)

    def _receipts_pane(self) -> QWidget:
        return ReceiptsPane(self._context, self._lookups)

    def _payments_pane(self) -> QWidget:
        return PaymentsPane(self._context, self._lookups)

    def _conditions_pane(self) -> QWidget:
        return ConditionsPane(self._context, self._lookups)

    def _files_pane(self) -> QWidget:
        return FilesPane(self._context)

    # --- showing

    def _show(self, id: int) -> None:
        card = self._grants.card(id)
        self._card = card
        grant = card.grant
        self.thread_bar.show_record(Grant.kind, id)
        name = card.programme.short_name if card.programme is not None else ""
        self.header.set(grant.title, " ".join(filter(None, (name, str(grant.funding_year or "")))))
        self.header.chip.set_style(grant.state.label, STATE_CHIPS[grant.state])
        self.header.chip.show()
        self.state_button.offer(next_states(grant.state))
        self.state_button.setEnabled(not self._context.read_only)
        self.state_button.setAccessibleName(f"Stand ändern, jetzt „{grant.state.label}“")
        self.form.load(grant)
        self._show_pane()

    def _clear(self) -> None:
        super()._clear()
        self._card = None

    def _show_pane(self) -> None:
        pane: Any = self.tabs.current_pane()
        if self._card is not None and hasattr(pane, "show_card"):
            pane.show_card(self._card)

    def show_part(self, kind: str) -> None:
        """Go to the tab parts of this kind stand in."""
        self.tabs.select(TAB_OF_KIND.get(kind, "overview"))

    # --- verbs

    def _save(self, name: str, value: Any) -> None:
        self._grants.update(self.form.record.id, None, **{name: value})

    @Slot()
    def edit(self) -> None:
        """Go to the fields."""
        self.tabs.select("fields")
        self.form.focus_first()

    @Slot()
    def add_receipt(self) -> None:
        """Ask for a receipt."""
        if self._id and not self._context.read_only:
            self.tabs.select("receipts")
            pane = self.tabs.pane("receipts")
            if isinstance(pane, ReceiptsPane):
                pane.add_receipt()

    @Slot()
    def note_topic(self) -> None:
        """Put the grant into the Themenspeicher of a body."""
        if self._id and not self._context.read_only:
            title = f"Förderung „{self._grants.get(self._id).title}“"
            note_topic(self._context, self._lookups, Grant.kind, self._id, title, self)

    @Slot()
    def duplicate(self) -> None:
        """The application for the next year, shown at once."""
        if self._id and not self._context.read_only:
            self.flush()
            self._context.navigate("grant", self._grants.duplicate(self._id))

    # --- slots

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        self._show_pane()

    @Slot(str)
    def _on_tab_wanted(self, key: str) -> None:
        if key == "publicity":
            self.tabs.select("fields")
            self.form.editor("publicity_on").setFocus()
        else:
            self.tabs.select(key)

    @Slot()
    def _on_state_chosen(self) -> None:
        action = self.sender()
        if self._card is None or not isinstance(action, QAction):
            return
        self.flush()
        grant, target = self._grants.get(self._id), GrantState(action.data())
        with alerts.shown(self):
            GrantStep.ask(self, self._context, self._lookups, grant, target)

    @Slot()
    def _on_paper(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._id:
            self.flush()
            self._context.preview(str(action.data()), self._id)
