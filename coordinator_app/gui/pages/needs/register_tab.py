"""The tab „Bedarfe“: the register with its commands."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.needs import Need
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.needs.register import NeedRegister
from coordinator_app.gui.pages.needs.tab import ListTab

NEW_FIELDS = ("title", ("need_kind", "field_of_action_id"), "description", ("areas", "place"))
REGISTER = "needs"


class RegisterTab(ListTab):
    """List and detail of the needs."""

    key: ClassVar[str] = REGISTER
    label: ClassVar[str] = "Bedarfe"
    kinds: ClassVar[frozenset[str]] = frozenset({"need", "evidence", "factor"})
    record_kind: ClassVar[str] = Need.kind
    list_title: ClassVar[str] = "Bedarfsregister"

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(context, page, "Neuer Bedarf")
        self._lookups = workspace_lookups(context.workspace)
        self.needs = self.register = NeedRegister(context)
        self.waiting = (self.needs,)
        self.needs.new_wanted.connect(self.new_record)
        self.needs.changed.connect(self.changed)

    def pane(self) -> QWidget:
        """The register."""
        return self.needs

    def source(self) -> Any:
        """All needs."""
        return self.context.workspace.needs.list()

    def count(self) -> int | None:
        """Needs in the list."""
        return self.needs.table.count()

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a need, or the need of a piece of evidence or of a cause."""
        needs = self.context.workspace.needs
        if kind == "need":
            self.needs.select(record_id)
        elif kind == "evidence":
            self.needs.select(needs.evidence(record_id).need_id)
            self.needs.detail.tabs.select("evidence")
        else:
            self.needs.select(needs.factor(record_id).need_id)
            self.needs.detail.tabs.select("causes")

    @Slot()
    def new_record(self) -> None:
        """Ask for a new need and show it."""
        new_id = RecordDialog.ask(
            self.page,
            Need,
            names=NEW_FIELDS,
            title="Neuer Bedarf",
            primary="Bedarf anlegen",
            lookups=self._lookups,
            save=self._create,
        )
        if new_id:
            self.context.navigate(Need.kind, new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self.context.workspace.needs.create(**values)
