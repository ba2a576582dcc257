"""What a tab answers to its page where every tab has records of its own; a pane overrides what it can do."""

from typing import ClassVar


class PaneDuties:
    """Mixed into the widget of a tab, which is made as `Pane(context, lookups)` at the first visit.

    `kinds` are the records it opens by `show_record`; `new_text` is the word of the page's primary button („“ = none).
    The pane may have signals `changed` (commands would answer differently now) and `new_wanted` (as Strg+N).
    """

    kinds: ClassVar[frozenset[str]] = frozenset()
    new_text: ClassVar[str] = ""
    topic: ClassVar[str] = ""

    def reload(self) -> None:
        """Read again, keeping the selection."""

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

    def print_list(self) -> None:
        """Strg+P."""

    def delete_current(self) -> None:
        """Entf."""

    def duplicate_current(self) -> None:
        """Strg+D."""

    def focus_filter(self) -> None:
        """Strg+F."""

    def leave(self) -> None:
        """Write what is still in a field."""
