"""A card that lists the parts of a grant or programme: add, change and remove them in a dialog."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.fields import Record
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import Editor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import Names
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged

P = TypeVar("P", bound=Record)


def _no_editors() -> dict[str, Editor]:
    return {}


class PartsCard(ListCard, Generic[P]):
    """`PartsCard(context, lookups, Drawdown, owner="grant_id", row=…)`; `show_parts(owner_id, parts)` after a reload.

    `row(part)` makes the line of a part; a click opens its dialog with the fields `names`. `store` has the verbs
    `add(part)`, `update(id, values)`, `remove(id)`; `initial(owner_id)` fills the dialog of a new one.
    """

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        part_type: type[P],
        *,
        owner: str,
        title: str,
        words: tuple[str, str],
        names: Names,
        row: Callable[[P], ListRow],
        nothing: str,
        store: "PartStore",
        editors: Callable[[], dict[str, Editor]] = _no_editors,
        initial: Callable[[], Mapping[str, Any]] = dict,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent=parent)
        self._context, self._lookups, self._type, self._owner = context, lookups, part_type, owner
        self._words, self._names, self._row, self._nothing = words, names, row, nothing
        self._store, self._editors, self._initial = store, editors, initial
        self._owner_id = 0
        self._parts: dict[int, P] = {}
        self.add_link = LinkButton(words[0], "plus")
        theme.reveal(self.add_link, shown=not context.read_only)
        self.add_link.clicked.connect(self.add_part)
        self.add_to_head(self.add_link)

    def show_parts(self, owner_id: int, parts: Sequence[P], hint: str = "") -> None:
        """Show the parts of a record."""
        self._owner_id = owner_id
        self._parts = {part.id: part for part in parts}
        rows: list[QWidget] = []
        for part in parts:
            row = self._row(part)
            tag(row, self._type.kind, part.id)
            row.activated.connect(self._on_row)
            if not self._context.read_only:
                remove = IconButton("x", f"{self._type.label} entfernen", flat=True)
                remove.clicked.connect(partial(_remove, self._context, self._store, part.id, self._type.label))
                row.add(remove)
            rows.append(row)
        self.set_hint(hint or (str(len(rows)) if rows else ""))
        self.set_rows(rows or [hint_row(self._nothing)])

    @Slot()
    def add_part(self) -> None:
        """Ask for a new part."""
        self._ask(self._words[0], self._words[0], self._initial(), self._create)

    def edit_part(self, id: int) -> None:
        """Ask for changes of a part; nothing in a file open for reading."""
        part = self._parts.get(id)
        if part is None or self._context.read_only:
            return
        values = {name: getattr(part, name) for name in _flat(self._names)}
        self._ask(f"{self._type.label} ändern", "Speichern", values, partial(self._change, id))

    def _ask(self, title: str, primary: str, initial: Mapping[str, Any], save: Callable[[dict[str, Any]], int]) -> None:
        RecordDialog.ask(
            self,
            self._type,
            names=self._names,
            title=title,
            primary=primary,
            lookups=self._lookups,
            initial=initial,
            editors=self._editors(),
            save=save,
        )

    def _create(self, values: dict[str, Any]) -> int:
        return self._store.add(self._type(**{self._owner: self._owner_id}, **(dict(self._initial()) | values)))

    def _change(self, id: int, values: dict[str, Any]) -> int:
        self._store.update(id, values)
        return id

    @Slot()
    def _on_row(self) -> None:
        self.edit_part(tagged(self.sender())[1])


class PartStore:
    """The verbs of a `PartsCard` over a service: add, update, remove one kind of part."""

    def __init__(
        self,
        add: Callable[[Any], int],
        update: Callable[[int, dict[str, Any]], object],
        remove: Callable[[int], object],
    ) -> None:
        self.add, self.update, self.remove = add, update, remove


def grant_parts(context: AppContext, part_type: type[Record]) -> PartStore:
    """The verbs for a part of a grant."""
    grants = context.workspace.grants

    def update(id: int, values: dict[str, Any]) -> int:
        return grants.update_part(part_type, id, None, **values)

    return PartStore(grants.add_part, update, partial(grants.remove_part, part_type))


def _flat(names: Names) -> list[str]:
    found: list[str] = []
    for entry in names:
        found += [entry] if isinstance(entry, str) else entry
    return [name for name in found if not name.startswith("# ")]


def _remove(context: AppContext, store: PartStore, id: int, label: str, *_: object) -> None:
    store.remove(id)
    context.undo_bar(f"{label} entfernt.")
