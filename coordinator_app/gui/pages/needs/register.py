"""The register of needs: filter row, list, and the detail beside it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.need_states import OPEN_NEEDS
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.needs.detail import NeedDetail
from coordinator_app.gui.pages.needs.looks import NEED_CHIPS
from coordinator_app.gui.register_pane import RegisterPane
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable

_OPEN = tuple(OPEN_NEEDS)
VIEWS: list[tuple[str, dict[str, Any]]] = [
    ("Alle Bedarfe", {}),
    ("Offene Bedarfe", {"status": _OPEN}),
    ("Ohne Projekt oder Angebot", {"status": _OPEN, "projects": None}),
]


class NeedRegister(RegisterPane[NeedDetail]):
    """List and detail of the needs."""

    words = ("Der", "Bedarf", "Bedarfe")
    help_topic = "bedarfe"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        filter_row = FilterRow("Bedarfe filtern", top=16)
        filter_row.add_choice("status", "Status", [(status, status.label) for status in NeedStatus])
        filter_row.add_choice("field_of_action_id", "Handlungsfeld", [])
        filter_row.add_choice("areas", "Gebiet", [])
        filter_row.set_views(VIEWS)
        empty = EmptyState(
            "target",
            "Noch kein Bedarf erfasst",
            "Hier sammeln Sie, was in der Kommune auffällt: Probleme, Bedarfe und Stärken, jeweils mit Belegen.",
            "Bedarf anlegen",
            "Was ist ein Bedarf?",
        )
        table = RecordTable(
            context.workspace.needs.list(),
            name="needs",
            label="Bedarfe",
            state=context.settings,
            chips={"status": NEED_CHIPS},
            empty=empty,
        )
        super().__init__(context, filter_row, table, NeedDetail(context), name="needs", parent=parent)

    def _set_options(self) -> None:
        entries = self._context.workspace.catalogues.entries("field_of_action")
        self.filter_row.set_options("field_of_action_id", [(entry.id, entry.label) for entry in entries])
        areas = self._context.workspace.municipality.areas()
        self.filter_row.set_options("areas", [(area.id, area.name) for area in areas])

    def _discard(self, id: int) -> None:
        self._context.workspace.needs.discard(id)
