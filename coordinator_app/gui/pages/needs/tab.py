"""What every tab of „Bedarfe & Prioritäten“ offers to the page: its pane, its buttons, the general commands."""

from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coordinator_app.gui.context import AppContext


class Tab(QObject):
    """One tab. `reload` runs before it is shown and after changes while it is in sight.

    `kinds` are the records it opens by `show_record`; `buttons` stand in the head of the page while it is shown;
    `changed` says that buttons or commands would answer differently now.
    """

    key: ClassVar[str] = ""
    label: ClassVar[str] = ""
    help_topic: ClassVar[str] = "bedarfe"
    kinds: ClassVar[frozenset[str]] = frozenset()

    changed = Signal()

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.buttons: tuple[QWidget, ...] = ()

    def pane(self) -> QWidget:
        """The content, made at the first visit."""
        return QWidget()

    def reload(self) -> None:
        """Read again what is shown."""

    def count(self) -> int | None:
        """The number behind the word of the tab; also read while another tab is shown, so it must be cheap."""
        return None

    def show_buttons(self) -> None:
        """Show or disable single buttons; called after the page has shown all of them."""

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record of one of `kinds`."""

    def current_record(self) -> tuple[str, int] | None:
        """The record in sight."""
        return None

    def can(self, command: str) -> bool:
        """As `Page.can`."""
        return False

    def new_record(self) -> None:
        """Strg+N."""

    def print_current(self) -> None:
        """Strg+P."""

    def delete_current(self) -> None:
        """Entf."""

    def focus_filter(self) -> None:
        """Strg+F."""

    def leave(self) -> None:
        """Write what is still in a field."""
