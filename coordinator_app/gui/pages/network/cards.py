"""vCards out and in: a file for the address books of others, and a look at what a file would change here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.business_cards import CardPlan

_KINDS = "Visitenkarten (*.vcf)"


def save_cards(parent: QWidget, context: AppContext, person_ids: Sequence[int]) -> None:
    """Ask where to and write the cards of these people."""
    if not person_ids:
        alerts.inform(parent, "In der Liste der Personen steht niemand.")
        return
    stem = f"{today(context.clock):%Y-%m-%d} KPR Visitenkarten"
    path = alerts.save_file(parent, "Visitenkarten speichern", _KINDS, f"{stem}.vcf")
    if path is None:
        return
    path = path if path.suffix.lower() == ".vcf" else path.with_name(f"{path.name}.vcf")
    with alerts.shown(parent):
        context.workspace.documents.files.write(path, context.workspace.business_cards.export(person_ids))
        context.notify(f"{plural(len(person_ids), 'Visitenkarte', 'Visitenkarten')} in „{path.name}“ gespeichert.")


def read_cards(parent: QWidget, context: AppContext) -> None:
    """Ask for a file, show what its cards would change, and take in those that are ticked."""
    path = alerts.open_file(parent, "Visitenkarten einlesen", f"{_KINDS};;Alle Dateien (*)")
    if path is None:
        return
    cards = context.workspace.business_cards
    with alerts.shown(parent):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UserError(f"„{path.name}“ lässt sich nicht lesen. Ist die Datei noch da?") from error
        dialog = CardsDialog(cards.plan(data), parent)
        if dialog.run():
            told = cards.take_in(dialog.chosen())
            context.undo_bar(f"Visitenkarten eingelesen: {told}")


class CardsDialog(Dialog):
    """The cards of a file with what each would do; known ones without anything new are not ticked."""

    help_topic = "kontakte"

    def __init__(self, plans: Sequence[CardPlan], parent: QWidget | None = None) -> None:
        count = plural(len(plans), "Visitenkarte", "Visitenkarten")
        super().__init__("Visitenkarten einlesen", primary="Einlesen", heading=f"{count} in der Datei", parent=parent)
        self._plans = list(plans)
        self.add(Label("Angehakte Karten werden übernommen. Vorhandenes wird ergänzt, nie überschrieben.", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName("Visitenkarten der Datei")
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        theme.mark(self.list, rolle="kasten")
        for plan in plans:
            words = ", ".join(filter(None, (plan.card.name, plan.card.organisation)))
            item = QListWidgetItem(f"{words}: {plan.words}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            new = plan.person_id is None or bool(plan.changes)
            item.setCheckState(Qt.CheckState.Checked if new else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setMinimumHeight(min(10, max(3, len(plans))) * theme.height(30) + 8)
        self.add(self.list)

    def chosen(self) -> list[CardPlan]:
        """The cards that are ticked."""
        ticked = Qt.CheckState.Checked
        return [plan for number, plan in enumerate(self._plans) if self.list.item(number).checkState() == ticked]

    def check(self) -> bool:
        """Something must be ticked."""
        if not self.chosen():
            raise UserError("Bitte haken Sie mindestens eine Visitenkarte an.")
        return True
