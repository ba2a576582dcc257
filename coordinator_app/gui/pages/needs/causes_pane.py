"""The tab „Ursachen“ of a need: risk and protective factors as hypotheses, with their weight."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.need_offers import Factor, FactorKind
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.needs.need_part import NeedPart
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged

if TYPE_CHECKING:
    from coordinator_app.services.need_card import NeedCard

FIELDS = ("text", ("factor_kind", "level"), ("importance", "backed_by"))
NAMES = ("text", "factor_kind", "level", "importance", "backed_by")
CHIPS = {
    FactorKind.RISK: ChipStyle("attention", "triangle"),
    FactorKind.PROTECTIVE: ChipStyle("ok", "shield-check"),
}


class CausesPane(NeedPart):
    """The causes of one need; `show_card` after each reload."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        card = ListCard("Ursachen", "Vermutungen, bis sie belegt sind")
        super().__init__(context, lookups, card, "Ursache hinzufügen", parent)

    def show_card(self, card: "NeedCard | None") -> None:
        """Show the causes of a need; None = no need."""
        super().show_card(card)
        if card is not None:
            hint = hint_row("Noch keine Ursache. Was begünstigt das Problem, was schützt davor?")
            self.card.set_rows([self._row(factor) for factor in card.factors] or [hint])

    def _row(self, factor: Factor) -> QWidget:
        backed = f"belegt: {factor.backed_by}" if factor.backed_by else "Vermutung"
        row = ListRow(
            factor.text,
            addition=f"{factor.level.label} · {backed}",
            value=f"Gewicht {factor.importance}",
            chip=(factor.factor_kind.label, CHIPS[factor.factor_kind]),
            chip_width=130,
        )
        tag(row, "factor", factor.id)
        row.activated.connect(self._on_activated)
        if not self._context.read_only:
            remove = IconButton("x", "Ursache löschen", flat=True)
            tag(remove, "factor", factor.id)
            remove.clicked.connect(self._on_remove)
            row.add(remove)
        return row

    @Slot()
    def add(self) -> None:
        """Ask for a new cause."""
        need_id = self._need_id

        def save(values: dict[str, Any]) -> int:
            return self._needs.add_factor(need_id=need_id, **values)

        if need_id:
            self._ask("Neue Ursache", "Ursache hinzufügen", {}, save)

    def _ask(self, title: str, primary: str, initial: dict[str, Any], save: Any) -> None:
        RecordDialog.ask(
            self,
            Factor,
            names=FIELDS,
            title=title,
            primary=primary,
            lookups=self._lookups,
            initial=initial,
            save=save,
        )

    @Slot()
    def _on_activated(self) -> None:
        if self._context.read_only:
            return
        factor = self._needs.factor(tagged(self.sender())[1])

        def save(values: dict[str, Any]) -> int:
            self._needs.update_factor(factor.id, factor.version, **values)
            return factor.id

        self._ask("Ursache ändern", "Ursache speichern", {name: getattr(factor, name) for name in NAMES}, save)

    @Slot()
    def _on_remove(self) -> None:
        id = tagged(self.sender())[1]
        if id:
            self._needs.discard_factor(id)
            self._context.undo_bar("Die Ursache liegt im Papierkorb.")
