"""A tab of resolutions: the register or those still to be carried out."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.resolutions import UNFINISHED, Implementation, Resolution, ResolutionState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.tasks.looks import IMPLEMENTATION_CHIPS, RESOLUTION_CHIPS
from coordinator_app.gui.pages.tasks.resolution_detail import ResolutionDetail
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView
from coordinator_app.services.lists import RecordList
from coordinator_app.services.meeting_lists import REGISTERED

_EMPTY = {
    True: ("Nichts offen", "Hier stehen angenommene Beschlüsse, deren Umsetzung noch aussteht."),
    False: (
        "Noch kein Beschluss gefasst",
        "Hier stehen alle Beschlüsse mit ihrer Nummer. Gefasst werden sie in einer Sitzung.",
    ),
}


class ResolutionPane(QWidget):
    """`ResolutionPane(context, lookups, source, name="register", control=False)`."""

    changed = Signal()

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        source: RecordList[Resolution],
        *,
        name: str,
        control: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.filter_row = FilterRow("Beschlüsse filtern", top=12)
        self.filter_row.add_choice("body_id", "Gremium", [])
        members = [member for member in Implementation if member in UNFINISHED or not control]
        if not control:
            states = [(member, member.label) for member in ResolutionState if member in REGISTERED]
            self.filter_row.add_choice("state", "Ergebnis", states)
        self.filter_row.add_choice("implementation", "Umsetzung", [(member, member.label) for member in members])
        self.table = RecordTable(
            source,
            name=name,
            label="Beschlusskontrolle" if control else "Beschlussregister",
            state=context.settings,
            chips={"state": RESOLUTION_CHIPS, "implementation": IMPLEMENTATION_CHIPS},
            empty=EmptyState("gavel", *_EMPTY[control]),
            multi=False,
        )
        self.table.attach(self.filter_row)
        self.detail = ResolutionDetail(context, lookups)
        self._split = SplitView(
            self.table, self.detail, name=name, state=context.settings, list_width=560, detail_min=600
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_row)
        column.addWidget(self._split, 1)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(self._on_opened)

    def reload(self) -> None:
        """Read again, keeping the selection."""
        bodies = [(body.id, body.short_name or body.name) for body, _ in self._context.workspace.bodies.tree()]
        self.filter_row.set_options("body_id", bodies)
        self.table.reload()
        if not self.table.current_id() and self.table.count():
            self.table.select_first()
        self._split.set_detail_empty(empty=not self.table.count())
        self.detail.show_resolution(self.table.current_id())

    def select(self, resolution_id: int) -> bool:
        """Show one resolution, taking filters away that hide it; False when it is not in this list."""
        if not self.table.select(resolution_id):
            self.filter_row.reset()
        found = self.table.select(resolution_id)
        self.detail.show_resolution(resolution_id)
        self._split.show_detail()
        return found

    @Slot(int)
    def _on_current(self, resolution_id: int) -> None:
        self._split.set_detail_empty(empty=not self.table.count())
        self.detail.flush()
        self.detail.show_resolution(resolution_id)
        self.changed.emit()

    @Slot(int)
    def _on_opened(self, resolution_id: int) -> None:
        self.detail.show_resolution(resolution_id)
        self._split.show_detail()
