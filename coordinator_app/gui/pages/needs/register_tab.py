"""The tab „Bedarfe“: the register with its commands."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.needs import Need
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.needs.register import NeedRegister
from coordinator_app.gui.pages.needs.tab import Tab
from coordinator_app.gui.widgets.buttons import PrimaryButton

NEW_FIELDS = ("title", ("need_kind", "field_of_action_id"), "description", ("areas", "place"))
REGISTER = "needs"


class RegisterTab(Tab):
    """List and detail of the needs."""

    key: ClassVar[str] = REGISTER
    label: ClassVar[str] = "Bedarfe"
    kinds: ClassVar[frozenset[str]] = frozenset({"need", "evidence", "factor"})

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(context, page)
        self._lookups = workspace_lookups(context.workspace)
        self.new_button = PrimaryButton("Neuer Bedarf", "plus")
        self.new_button.clicked.connect(self.new_record)
        self.buttons = (self.new_button,)
        self.register = NeedRegister(context)
        self.register.new_wanted.connect(self.new_record)
        self.register.changed.connect(self.changed)

    def pane(self) -> QWidget:
        """The register."""
        return self.register

    def reload(self) -> None:
        """Read the list and the need beside it again."""
        self.register.reload()

    def count(self) -> int | None:
        """Needs in the list."""
        return self.register.table.count()

    def show_buttons(self) -> None:
        """No new needs in a file open for reading."""
        self.new_button.setVisible(not self.context.read_only)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a need, or the need of a piece of evidence or of a cause."""
        needs = self.context.workspace.needs
        if kind == "need":
            self.register.select(record_id)
        elif kind == "evidence":
            self.register.select(needs.evidence(record_id).need_id)
            self.register.detail.tabs.select("evidence")
        else:
            self.register.select(needs.factor(record_id).need_id)
            self.register.detail.tabs.select("causes")

    def current_record(self) -> tuple[str, int] | None:
        """The need shown."""
        need_id = self.register.detail.current_id()
        return ("need", need_id) if need_id else None

    def can(self, command: str) -> bool:
        """Everything but duplicating."""
        match command:
            case "delete":
                return bool(self.register.table.current_id()) and not self.context.read_only
            case "print" | "export" | "filter":
                return True
            case _:
                return False

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
            self.context.navigate("need", new_id)

    def _create(self, values: dict[str, Any]) -> int:
        return self.context.workspace.needs.create(**values)

    def print_current(self) -> None:
        """The register as it is filtered."""
        table = self.register.table
        source = self.context.workspace.needs.list()
        self.context.export_list(source, table.wanted(), table.visible_columns(), "Bedarfsregister")

    def delete_current(self) -> None:
        """The selected needs."""
        self.register.discard(self.register.table.selected_ids())

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.register.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field of the need."""
        self.register.detail.flush()
