"""What every tab of „Bedarfe & Prioritäten“ offers to the page: its pane, its buttons, the general commands."""

from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pane_duties import PaneDuties
from coordinator_app.gui.register_pane import RegisterPane
from coordinator_app.gui.widgets.buttons import PrimaryButton


class Tab(QObject, PaneDuties):
    """One tab. `reload` runs before it is shown and after changes while it is in sight.

    `buttons` stand in the head of the page while it is shown, `waiting` are panes made before they are shown;
    `changed` says that buttons or commands would answer differently now.
    """

    key: ClassVar[str] = ""
    label: ClassVar[str] = ""
    help_topic: ClassVar[str] = "bedarfe"

    changed = Signal()

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.buttons: tuple[QWidget, ...] = ()
        self.waiting: tuple[QWidget, ...] = ()

    def pane(self) -> QWidget:
        """The content, made at the first visit."""
        return QWidget(self.page)

    def count(self) -> int | None:
        """The number behind the word of the tab; also read while another tab is shown, so it must be cheap."""
        return None

    def show_buttons(self) -> None:
        """Show or disable single buttons; called after the page has shown all of them."""

    def print_current(self) -> None:
        """Strg+P."""


class ListTab(Tab):
    """A tab with a list and its detail; `register` is None before the first visit.

    Subclasses name the kind and the title of the printed list, and give its source.
    """

    record_kind: ClassVar[str] = ""
    list_title: ClassVar[str] = ""
    register: RegisterPane[Any] | None = None

    def __init__(self, context: AppContext, page: QWidget, new_text: str) -> None:
        super().__init__(context, page)
        self.new_button = PrimaryButton(new_text, "plus", page)
        self.new_button.clicked.connect(self.new_record)
        self.buttons = (self.new_button,)

    def source(self) -> Any:
        """The list as it is printed."""
        return None

    def reload(self) -> None:
        """Read the list and the record beside it again."""
        if self.register is not None:
            self.register.reload()

    def show_buttons(self) -> None:
        """Nothing new in a file open for reading."""
        self.new_button.setVisible(not self.context.read_only)

    def current_record(self) -> tuple[str, int] | None:
        """The record shown."""
        shown = self.register.detail.current_id() if self.register is not None else 0
        return (self.record_kind, shown) if shown else None

    def can(self, command: str) -> bool:
        """Everything but duplicating."""
        writable = not self.context.read_only
        match command:
            case "new":
                return writable
            case "delete":
                return self.register is not None and bool(self.register.table.current_id()) and writable
            case "print" | "export" | "filter":
                return self.register is not None
            case _:
                return False

    def print_current(self) -> None:
        """The list as it is filtered."""
        if self.register is not None:
            table = self.register.table
            self.context.export_list(self.source(), table.wanted(), table.visible_columns(), self.list_title)

    def delete_current(self) -> None:
        """The selected records."""
        if self.register is not None:
            self.register.discard(self.register.table.selected_ids())

    def focus_filter(self) -> None:
        """Into the filter row."""
        if self.register is not None:
            self.register.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field."""
        if self.register is not None:
            self.register.detail.flush()
