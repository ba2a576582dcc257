"""The tab „Kataloge“: rename, add, switch off, order, delete the entries of each word list."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.common.errors import UserError
from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.settings.pane import Pane, hint
from coordinator_app.gui.widgets.buttons import IconButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label

_ID = Qt.ItemDataRole.UserRole
_WORD = int(Qt.ItemDataRole.UserRole) + 1
_TICKED = int(Qt.ItemDataRole.UserRole) + 2


class CataloguesPane(Pane):
    """Left the catalogues, right the entries: tick = is offered, F2 = rename."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._filling = False
        self.catalogues = QListWidget()
        self.catalogues.setAccessibleName("Kataloge")
        self.catalogues.setMaximumWidth(240)
        theme.mark(self.catalogues, rolle="kasten")
        for catalogue in Catalogue:
            item = QListWidgetItem(catalogue.label)
            item.setData(_ID, catalogue.value)
            item.setSizeHint(QSize(0, theme.height(32)))
            self.catalogues.addItem(item)
        self.entries = QListWidget()
        self.entries.setAccessibleName("Einträge des Katalogs")
        theme.mark(self.entries, rolle="kasten")
        self.entries.itemChanged.connect(self._on_item_changed)
        self.new_entry = QLineEdit()
        self.new_entry.setPlaceholderText("Neuer Eintrag")
        self.new_entry.setAccessibleName("Neuer Eintrag")
        self.new_entry.setMaxLength(120)
        self.new_entry.returnPressed.connect(self._on_add)
        self._buttons: list[QWidget] = []
        self._build()
        self.catalogues.currentRowChanged.connect(self._on_catalogue_changed)
        self.catalogues.setCurrentRow(0)
        if context.read_only:
            self.entries.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            for widget in (*self._buttons, self.new_entry):
                widget.setEnabled(False)

    def _build(self) -> None:
        text = "Der Haken heißt „wird angeboten“. F2 oder ein Doppelklick benennt um, auch in alten Einträgen."
        self.column.addWidget(hint(text))
        line = QHBoxLayout()
        line.setSpacing(16)
        right = QVBoxLayout()
        right.setSpacing(8)
        self._title = Label("", "kartentitel")
        row = QHBoxLayout()
        row.setSpacing(8)
        add = SecondaryButton("Hinzufügen", "plus")
        add.clicked.connect(self._on_add)
        self.up_button, self.down_button = IconButton("arrow-up", "Nach oben"), IconButton("arrow-down", "Nach unten")
        self.delete_button = IconButton("trash", "Eintrag löschen")
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.delete_button.clicked.connect(self._on_delete)
        self._buttons = [add, self.up_button, self.down_button, self.delete_button]
        self.column.addLayout(line, 1)
        line.addWidget(self.catalogues)
        line.addLayout(right, 1)
        right.addWidget(self._title)
        right.addWidget(self.entries, 1)
        right.addLayout(row)
        row.addWidget(self.new_entry, 1)
        for button in self._buttons:
            row.addWidget(button)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue shown."""
        item = self.catalogues.currentItem()
        return Catalogue(item.data(_ID)) if item is not None else Catalogue.FIELD_OF_ACTION

    def reload(self) -> None:
        """Show the entries, keeping the one chosen."""
        chosen = self._current_id()
        self._filling = True
        self.entries.clear()
        for entry in self.context.workspace.catalogues.entries(self.catalogue, with_inactive=True):
            item = QListWidgetItem(entry.label)
            item.setData(_ID, entry.id)
            item.setData(_WORD, entry.label)
            item.setData(_TICKED, entry.active)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if entry.active else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, theme.height(30)))
            self.entries.addItem(item)
        self._filling = False
        self._choose(chosen)
        self._title.setText(self.catalogue.label)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show an entry in its catalogue."""
        entry = self.context.workspace.catalogues.entry(record_id)
        self.catalogues.setCurrentRow(list(Catalogue).index(Catalogue(entry.catalogue)))
        self._choose(record_id)

    def _ids(self) -> list[int]:
        return [int(self.entries.item(row).data(_ID)) for row in range(self.entries.count())]

    def _current_id(self) -> int:
        item = self.entries.currentItem()
        return int(item.data(_ID)) if item is not None else 0

    def _choose(self, entry_id: int) -> None:
        ids = self._ids()
        if ids:
            self.entries.setCurrentRow(ids.index(entry_id) if entry_id in ids else 0)

    @Slot(int)
    def _on_catalogue_changed(self, row: int) -> None:
        self.reload()

    @Slot(QListWidgetItem)
    def _on_item_changed(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        ticked = item.checkState() == Qt.CheckState.Checked
        values: dict[str, object] = {}
        if item.text().strip() != item.data(_WORD):
            values["label"] = item.text().strip()
        if ticked != item.data(_TICKED):
            values["active"] = ticked
        if not values:
            return
        try:
            self.context.workspace.catalogues.update(int(item.data(_ID)), None, **values)
        except UserError as error:
            alerts.show_error(self, error)
        self.reload()

    @Slot()
    def _on_add(self) -> None:
        label = self.new_entry.text().strip()
        if not label:
            self.new_entry.setFocus()
            return
        entry_id = self.context.workspace.catalogues.create(catalogue=self.catalogue, label=label)
        self.new_entry.clear()
        self.reload()
        self._choose(entry_id)

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        ids, row = self._ids(), self.entries.currentRow()
        if row < 0 or not 0 <= row + by < len(ids):
            return
        ids[row], ids[row + by] = ids[row + by], ids[row]
        self.context.workspace.catalogues.reorder(ids)
        self.reload()

    @Slot()
    def _on_delete(self) -> None:
        entry_id = self._current_id()
        if entry_id:
            self.context.workspace.catalogues.discard(entry_id)
            self.context.undo_bar("Der Katalogeintrag liegt im Papierkorb.")
            self.reload()
