"""The card „Weitere Kommunen“: partners of a joint body, or towns to compare with."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.municipality import Municipality
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row

_FIELDS = (
    "name",
    ("municipality_kind", "official_key"),
    ("district", "inhabitants"),
    ("police_directorate", "police_station"),
    ("email", "website"),
    "note",
)


class OthersCard(ListCard):
    """`reload()` shows the further municipalities; areas are tied to them on the tab „Gebiete“."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Weitere Kommunen in dieser Datei", parent=parent)
        self._context = context
        self._service = context.workspace.municipality
        self._lookups = workspace_lookups(context.workspace)
        self.add_link = LinkButton("Kommune hinzufügen", "plus")
        theme.reveal(self.add_link, shown=not context.read_only)
        self.add_link.clicked.connect(self._on_add)
        self.add_to_head(self.add_link)

    def reload(self) -> None:
        """Read again."""
        rows: list[QWidget] = []
        for town in self._service.others():
            row = ListRow(town.name, addition=town.municipality_kind.label, value=town.official_key, icon="town-hall")
            row.activated.connect(partial(_edit, self, town))
            if not self._context.read_only:
                remove = IconButton("x", f"„{town.name}“ entfernen", flat=True)
                remove.clicked.connect(partial(_remove, self._context, town))
                row.add(remove)
            rows.append(row)
        self.set_hint(str(len(rows)) if rows else "")
        self.set_rows(rows or [hint_row("Keine. Nur nötig, wenn Sie für mehrere Kommunen arbeiten oder vergleichen.")])

    @Slot()
    def _on_add(self) -> None:
        self.ask(None)

    def ask(self, town: Municipality | None) -> None:
        """Enter or change a further municipality."""
        if self._context.read_only:
            return
        flat = [name for entry in _FIELDS for name in ((entry,) if isinstance(entry, str) else entry)]
        RecordDialog.ask(
            self,
            Municipality,
            names=_FIELDS,
            title=town.name if town else "Weitere Kommune",
            primary="Kommune speichern" if town else "Kommune hinzufügen",
            lookups=self._lookups,
            initial={name: getattr(town, name) for name in flat} if town else None,
            save=partial(self._save, town),
        )

    def _save(self, town: Municipality | None, values: dict[str, Any]) -> int:
        if town is None:
            return self._service.add_other(**values)
        self._service.update_other(town.id, town.version, **values)
        return town.id


def _edit(card: OthersCard, town: Municipality) -> None:
    card.ask(town)


def _remove(context: AppContext, town: Municipality, *_: object) -> None:
    context.workspace.municipality.discard_other(town.id)
    context.undo_bar(f"„{town.name}“ liegt im Papierkorb.")
