"""The card „Wer bewertet“: the raters with what they handed in; names, numbered sheets, posters with dots."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from coordinator_app.domain.priorities import Rater, takes_scores
from coordinator_app.gui import alerts, icons, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import Card

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RoundCard


_ROWS = 10  # raters in sight before the list scrolls


class RatersCard(Card):
    """The list of raters; `chosen(id)` when another one is selected."""

    chosen = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Wer bewertet", parent=parent, padding=8)
        self._context = context
        self._service = context.workspace.priorities
        self._card: RoundCard | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("Bewertende")
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.add_link = LinkButton("Hinzufügen", "plus")
        self.add_link.clicked.connect(self.add_rater)
        self.remove_button = IconButton("x", "Bewertende mit allen Werten entfernen", flat=True)
        self.remove_button.clicked.connect(self.remove)
        self.more = MoreButton()
        self.more.setAccessibleName("Weitere Befehle zu den Bewertenden")
        self.sheets_action = self.more.menu_.addAction("Nummerierte Bögen anlegen …")
        self.sheets_action.triggered.connect(self.add_sheets)
        self.rename_action = self.more.menu_.addAction("Umbenennen …")
        self.rename_action.triggered.connect(self.rename)
        self.print_action = self.more.menu_.addAction("Bewertungsbögen drucken")
        self.print_action.triggered.connect(self.print_sheets)
        for widget in (self.add_link, self.remove_button, self.more):
            self.add_to_head(widget)
        self.add(self.list)

    def show_round(self, card: "RoundCard", *, editable: bool) -> None:
        """Show the raters of a round, keeping the chosen one."""
        self._card = card
        takes = editable and takes_scores(card.round.status)
        self.add_link.setVisible(takes)
        self.remove_button.setVisible(takes and bool(card.raters))
        self.sheets_action.setEnabled(takes)
        self.rename_action.setEnabled(editable and bool(card.raters))
        row = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for rater in card.raters:
            self.list.addItem(self._item(rater, complete=rater.id in card.complete))
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.blockSignals(False)
        rows = max(4, min(self.list.count(), _ROWS))
        self.list.setMinimumHeight(rows * max(self.list.sizeHintForRow(0), theme.height(30)) + 8)

    def _item(self, rater: Rater, *, complete: bool) -> QListWidgetItem:
        words = rater.name if rater.heads == 1 else f"{rater.name} ({rater.heads} Personen)"
        item = QListWidgetItem(words)
        item.setIcon(icons.for_row("tick-circle" if complete else "circle", "ok" if complete else "text_muted"))
        item.setData(Qt.ItemDataRole.UserRole, rater.id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {'vollständig' if complete else 'offen'}")
        return item

    def current(self) -> int | None:
        """The chosen rater."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    def current_name(self) -> str:
        """Name of the chosen rater."""
        item = self.list.currentItem()
        return item.text() if item is not None else ""

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (−1) sheet; False at the end."""
        row = self.list.currentRow() + by
        if not 0 <= row < self.list.count():
            return False
        self.list.setCurrentRow(row)
        return True

    @Slot(int)
    def _on_row_changed(self, _row: int) -> None:
        self.chosen.emit(self.current() or 0)

    @Slot()
    def add_rater(self) -> None:
        """Ask for a name, in a round with dots for the number of persons behind it too."""
        if self._card is None:
            return
        current = self._card.round
        if not current.uses_dots:
            name = NameDialog.ask(self, "Bewertende hinzufügen", "Person, Stelle oder Bogennummer", "Hinzufügen")
            if name:
                self._service.add_rater(round_id=current.id, name=name)
            return

        def save(values: dict[str, Any]) -> int:
            return self._service.add_rater(round_id=current.id, **values)

        title = "Bewertende hinzufügen"
        RecordDialog.ask(self, Rater, names=("name", "heads"), title=title, primary="Hinzufügen", save=save)

    @Slot()
    def rename(self) -> None:
        """Another name, or another number of persons."""
        id = self.current()
        found = next((item for item in self._card.raters if item.id == id), None) if self._card is not None else None
        if found is None or self._card is None:
            return

        def save(values: dict[str, Any]) -> int:
            self._service.update_rater(found.id, found.version, **values)
            return found.id

        RecordDialog.ask(
            self,
            Rater,
            names=("name", "heads") if self._card.round.uses_dots else ("name",),
            title="Umbenennen",
            primary="Speichern",
            initial={"name": found.name, "heads": found.heads},
            save=save,
        )

    @Slot()
    def add_sheets(self) -> None:
        """Sheets without names, numbered on."""
        words = NameDialog.ask(
            self,
            "Nummerierte Bögen anlegen",
            "Wie viele Bögen?",
            "Anlegen",
            "Für anonyme Bewertung auf Papier: Die Bögen heißen „Bogen 1“, „Bogen 2“ …",
        )
        if words and self._card is not None:
            with alerts.shown(self):
                self._service.add_sheets(
                    round_id=self._card.round.id, count=int(words) if words.strip().isdecimal() else 0
                )

    @Slot()
    def remove(self) -> None:
        """Take the chosen rater out with all values; „Rückgängig“ brings them back."""
        id, name = self.current(), self.current_name()
        if id is not None:
            self._service.remove_rater(id)
            self._context.undo_bar(f"„{name}“ ist mit allen Werten entfernt.")

    @Slot()
    def print_sheets(self) -> None:
        """The paper sheets of the round."""
        if self._card is not None:
            self._context.preview("rating_sheets", self._card.round.id)
