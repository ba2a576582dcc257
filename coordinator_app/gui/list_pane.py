"""A tab with a list and the detail beside it, answering the general commands of its page."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot

from coordinator_app.gui.pane_duties import PaneDuties
from coordinator_app.gui.register_pane import Detail, RegisterPane


class ListPane(RegisterPane[Detail], PaneDuties):
    """`RegisterPane` whose records are of one `kind`; `list_title` heads the printed list.

    Subclasses set `source` before `super().__init__`. Details with `edit()` and `duplicate()` answer F2 and Strg+D.
    """

    kind: ClassVar[str] = ""
    list_title: ClassVar[str] = ""
    source: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.table.edit_wanted.connect(self._on_edit)
        self.table.duplicate_wanted.connect(self._on_duplicate)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record of the list."""
        if kind == self.kind:
            self.select(record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The record shown."""
        id = self.detail.current_id()
        return (self.kind, id) if id else None

    def can(self, command: str) -> bool:
        """What a list can; writing only in a writable file."""
        if command in {"print", "export", "filter"}:
            return True
        if self._context.read_only:
            return False
        chosen = bool(self.table.current_id())
        copies = hasattr(self.detail, "duplicate")
        return command == "new" or (chosen and (command == "delete" or (command == "duplicate" and copies)))

    def print_list(self) -> None:
        """The list in the print preview, where Word and Excel are offered too."""
        self._context.export_list(self.source, self.table.wanted(), self.table.visible_columns(), self.list_title)

    def delete_current(self) -> None:
        """The selected records to the Papierkorb."""
        self.discard(self.table.selected_ids())

    def duplicate_current(self) -> None:
        """A copy of the record shown."""
        self._on_duplicate(self.table.current_id())

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field."""
        self.detail.flush()

    @Slot(int)
    def _on_edit(self, _id: int) -> None:
        detail: Any = self.detail
        if hasattr(detail, "edit"):
            self.split.show_detail()
            detail.edit()

    @Slot(int)
    def _on_duplicate(self, _id: int) -> None:
        detail: Any = self.detail
        if hasattr(detail, "duplicate"):
            detail.duplicate()
