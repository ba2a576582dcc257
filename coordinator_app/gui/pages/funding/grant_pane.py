"""Tab „Förderungen“: list and detail of the grants."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.grant_states import GRANTED_STATES, OPEN_STATES, WAITING_STATES
from coordinator_app.domain.grants import GrantState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.new_grant import NewGrant
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.grants_card import STATE_CHIPS
from coordinator_app.gui.list_pane import ListPane
from coordinator_app.gui.pages.funding.grant_detail import GrantDetail
from coordinator_app.gui.view_chooser import ViewChooser, Views
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable

VIEWS: Views = [
    ("Alle Förderungen", {}),
    ("In Vorbereitung", {"state": tuple(sorted(OPEN_STATES))}),
    ("Warten auf Bescheid", {"state": tuple(sorted(WAITING_STATES))}),
    ("Bewilligt und laufend", {"state": (GrantState.APPROVED, GrantState.RUNNING, GrantState.SETTLED)}),
    ("Jemals bewilligt", {"state": tuple(sorted(GRANTED_STATES))}),
]


class GrantPane(ListPane[GrantDetail]):
    """List and detail of the grants."""

    words = ("Die", "Förderung", "Förderungen")
    help_topic = "foerderung"
    kind: ClassVar[str] = "grant"
    list_title: ClassVar[str] = "Förderübersicht"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {
            *("grant", "grant_share", "finance_item", "expense", "drawdown", "proof_of_use", "condition"),
            "pass_through",
        }
    )
    new_text: ClassVar[str] = "Neue Förderung"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = context.workspace.grants.list_source()
        filter_row = FilterRow("Förderungen filtern", top=16)
        filter_row.add_choice("state", "Stand", [(state, state.label) for state in GrantState])
        filter_row.add_choice("funding_year", "Jahr")
        filter_row.add_choice("programme_id", "Programm")
        empty = EmptyState(
            "euro",
            "Noch keine Förderung erfasst",
            "Hier stehen Anträge und Bescheide mit Finanzplan, Belegen, Abrufen und Nachweisen.",
            "" if context.read_only else "Neue Förderung",
            "Wie führt man eine Förderung?",
        )
        table = RecordTable(
            self.source,
            name="grants",
            label="Förderungen",
            state=context.settings,
            chips={"state": STATE_CHIPS},
            empty=empty,
        )
        detail = GrantDetail(context, lookups)
        super().__init__(context, filter_row, table, detail, name="grants", parent=parent)
        self.views = ViewChooser(context, filter_row, table, page="grants", fixed=VIEWS.copy)

    def _set_options(self) -> None:
        self.views.reload()
        workspace = self._context.workspace
        self.filter_row.set_options("funding_year", [(year, str(year)) for year in workspace.grants.years()])
        programmes = [(each.id, each.short_name or each.title) for each in workspace.funding.all()]
        self.filter_row.set_options("programme_id", programmes)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a grant, or the grant of a receipt, proof … at its tab."""
        if kind != "grant":
            record_id = self._context.workspace.grants.grant_of(kind, record_id)
        self.select(record_id)
        if kind != "grant":
            self.detail.show_part(kind)

    def new_record(self) -> None:
        """Ask for a new grant and show it."""
        NewGrant.make(self, self._context, self._lookups)

    def _discard(self, id: int) -> None:
        self._context.workspace.grants.discard(id)
