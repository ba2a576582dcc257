"""The tab „Ursachen“ of a need: risk and protective factors as hypotheses, with their weight."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.need_offers import Factor, FactorKind
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from coordinator_app.services.need_card import NeedCard

FIELDS = ("text", ("factor_kind", "level"), ("importance", "backed_by"))
NAMES = ("text", "factor_kind", "level", "importance", "backed_by")
CHIPS = {
    FactorKind.RISK: ChipStyle("attention", "triangle"),
    FactorKind.PROTECTIVE: ChipStyle("ok", "shield-check"),
}


class CausesPane(ScrollColumn):
    """The causes of one need; `show_card` after each reload."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(margins=(0, 16, 16, 24), parent=parent)
        self._context = context
        self._needs = context.workspace.needs
        self._lookups = lookups
        self._need_id = 0
        self.card = ListCard("Ursachen", "Vermutungen, bis sie belegt sind")
        self.column.addWidget(self.card)
        self.column.addStretch(1)
        add = LinkButton("Ursache hinzufügen", "plus")
        add.clicked.connect(self.add_factor)
        if not context.read_only:
            self.card.add_to_head(add)

    def show_card(self, card: "NeedCard | None") -> None:
        """Show the causes of a need; None = no need."""
        self._need_id = card.need.id if card is not None else 0
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
    def add_factor(self) -> None:
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
