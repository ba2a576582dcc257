"""A tab of resolutions: the register or those still to be carried out."""

from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.resolutions import UNFINISHED, Implementation, ResolutionState
from coordinator_app.domain.tasks import Urgency
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.tasks.looks import IMPLEMENTATION_CHIPS, RESOLUTION_CHIPS
from coordinator_app.gui.pages.tasks.resolution_detail import ResolutionDetail
from coordinator_app.gui.register_pane import RegisterPane
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.resolution_lists import ResolutionList

_EMPTY = {
    True: ("Nichts offen", "Hier stehen angenommene Beschlüsse, deren Umsetzung noch aussteht."),
    False: (
        "Noch kein Beschluss gefasst",
        "Hier stehen alle Beschlüsse mit ihrer Nummer. Gefasst werden sie in einer Sitzung.",
    ),
}

CONTROL_VIEWS: list[tuple[str, dict[str, Any]]] = [
    ("Noch nicht umgesetzt", {"open": True}),
    ("Überfällig", {"standing": Urgency.OVERDUE}),
    ("Frist in den nächsten Tagen", {"standing": (Urgency.OVERDUE, Urgency.DUE, Urgency.SOON)}),
    ("Neu umgesetzt", {"newly_done": True}),
    ("Alle angenommenen", {}),
]


class ResolutionPane(RegisterPane[ResolutionDetail]):
    """`ResolutionPane(context, lookups, source, name="register", control=False)`."""

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        source: ResolutionList,
        *,
        name: str,
        control: bool,
        parent: QWidget | None = None,
    ) -> None:
        filter_row = FilterRow("Beschlüsse filtern", top=12)
        filter_row.add_choice("body_id", "Gremium", [])
        members = [member for member in Implementation if member in UNFINISHED or not control]
        if not control:
            states = [(member, member.label) for member in ResolutionState if member is not ResolutionState.DRAFT]
            filter_row.add_choice("state", "Ergebnis", states)
        filter_row.add_choice("implementation", "Umsetzung", [(member, member.label) for member in members])
        if control:
            filter_row.set_views(CONTROL_VIEWS)
        table = RecordTable(
            source,
            name=name,
            label="Beschlusskontrolle" if control else "Beschlussregister",
            state=context.settings,
            chips={"state": RESOLUTION_CHIPS, "implementation": IMPLEMENTATION_CHIPS},
            empty=EmptyState("gavel", *_EMPTY[control]),
            multi=False,
        )
        detail = ResolutionDetail(context, lookups)
        super().__init__(context, filter_row, table, detail, name=name, list_width=560, detail_min=600, parent=parent)

    def _set_options(self) -> None:
        bodies = [(body.id, body.short_name or body.name) for body, _ in self._context.workspace.bodies.tree()]
        self.filter_row.set_options("body_id", bodies)
