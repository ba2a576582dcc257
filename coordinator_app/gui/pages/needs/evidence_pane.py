"""The tab „Belege“ of a need: what speaks for and against it, with its sources."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.needs import Direction, Evidence
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.pages.needs.need_part import NeedPart
from coordinator_app.gui.widgets.buttons import IconButton, MenuButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged

if TYPE_CHECKING:
    from coordinator_app.services.need_card import EvidenceView, NeedCard

FIELDS = ("evidence_kind_id", "statement", "source", ("direction", "strength"), "observed")
NAMES = ("evidence_kind_id", "statement", "source", "direction", "strength", "observed")
# What is in the file already and may be a source: words, code of the kind of evidence.
SOURCES = {
    "survey": ("Erhebung", "survey"),
    "site_walk": ("Begehung", "site_walk"),
    "data_series": ("Kennzahl", "police_statistics"),
}


class EvidencePane(NeedPart):
    """The evidence of one need; `show_card` after each reload."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(context, lookups, ListCard("Belege"), "Beleg hinzufügen", parent)
        self.source_button = MenuButton("Aus Quelle", "link", self.card)
        self.card.add_to_head(self.source_button)
        self.source_button.setVisible(not context.read_only)
        for kind, (word, _) in SOURCES.items():
            action = QAction(f"{word} …", self.source_button.menu_)
            action.setData(kind)
            action.triggered.connect(self._on_source)
            self.source_button.menu_.addAction(action)

    def show_card(self, card: "NeedCard | None") -> None:
        """Show the evidence of a need; None = no need."""
        super().show_card(card)
        if card is None:
            return
        kinds = plural(card.score, "unabhängige Art", "unabhängige Arten")
        self.card.set_hint(f"{len(card.evidence)} · {kinds}" if card.evidence else "")
        hint = hint_row("Noch kein Beleg. Mindestens zwei unabhängige Arten machen einen Bedarf belastbar.")
        self.card.set_rows([self._row(view) for view in card.evidence] or [hint])

    def _row(self, view: "EvidenceView") -> QWidget:
        item = view.evidence
        against = item.direction is Direction.CONTRADICTS
        weight = "" if view.is_concerns else item.strength.label
        parts = (view.kind_label, item.source, weight, "spricht dagegen" if against else "")
        row = ListRow(
            item.statement,
            addition=" · ".join(part for part in parts if part),
            value=format_date(item.observed) if item.observed else "",
            icon="inbox" if view.is_concerns else "x-circle" if against else "document",
            icon_role="attention" if against else "text_muted",
        )
        if view.is_concerns:
            tag(row, item.source_kind, item.source_id or 0)
            row.activated.connect(self._on_source_opened)
            return row
        tag(row, "evidence", item.id)
        row.activated.connect(self._on_activated)
        if item.source_id is not None and item.source_kind in SOURCES:
            self._add_button(row, "external", "Quelle öffnen", (item.source_kind, item.source_id))
        if not self._context.read_only:
            self._add_button(row, "x", "Beleg löschen", ("evidence", item.id))
        return row

    def _add_button(self, row: ListRow, icon: str, words: str, target: tuple[str, int]) -> None:
        button = IconButton(icon, words, flat=True)
        tag(button, *target)
        button.clicked.connect(self._on_remove if icon == "x" else self._on_source_opened)
        row.add(button)

    @Slot()
    def add(self) -> None:
        """Ask for a new piece of evidence."""
        self._ask_new({})

    def _ask_new(self, initial: dict[str, Any], **fixed: Any) -> None:
        need_id = self._need_id
        if not need_id or self._context.read_only:
            return

        def save(values: dict[str, Any]) -> int:
            return self._needs.add_evidence(need_id=need_id, **values, **fixed)

        RecordDialog.ask(
            self,
            Evidence,
            names=FIELDS,
            title="Neuer Beleg",
            primary="Beleg hinzufügen",
            lookups=self._lookups,
            initial=initial,
            save=save,
        )

    @Slot()
    def _on_source(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        kind = str(action.data())
        word, code = SOURCES[kind]
        chosen = LinkDialog.ask(self, f"Beleg aus: {word}", word, "Weiter", kind, self._lookups)
        if chosen:
            title = self._lookups.titles(kind, [chosen]).get(chosen, "")
            initial = {"evidence_kind_id": self._context.workspace.catalogues.find("evidence_kind", code)}
            self._ask_new({**initial, "source": f"{word} „{title}“"}, source_kind=kind, source_id=chosen)

    @Slot()
    def _on_activated(self) -> None:
        if self._context.read_only:
            return
        evidence = self._needs.evidence(tagged(self.sender())[1])

        def save(values: dict[str, Any]) -> int:
            self._needs.update_evidence(evidence.id, evidence.version, **values)
            return evidence.id

        RecordDialog.ask(
            self,
            Evidence,
            names=FIELDS,
            title="Beleg ändern",
            primary="Beleg speichern",
            lookups=self._lookups,
            initial={name: getattr(evidence, name) for name in NAMES},
            save=save,
        )

    @Slot()
    def _on_source_opened(self) -> None:
        kind, id = tagged(self.sender())
        if id:
            self._context.navigate(kind, id)

    @Slot()
    def _on_remove(self) -> None:
        id = tagged(self.sender())[1]
        if id:
            self._needs.discard_evidence(id)
            self._context.undo_bar("Der Beleg liegt im Papierkorb.")
