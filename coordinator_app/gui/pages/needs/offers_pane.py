"""The tab „Projekte & Beschlüsse“ of a need: what answers it and how far, what might fit, what was decided."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.need_offers import OFFERED, Coverage, NeedOfferMatch
from coordinator_app.domain.needs import NeedKind
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.related import RelatedCard
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from coordinator_app.services.need_card import NeedCard, OfferView

NOT_JUDGED = ("nicht beurteilt", ChipStyle("neutral", "circle"))
COVERAGE_CHIPS = {
    Coverage.NONE: ChipStyle("error", "x"),
    Coverage.PARTIAL: ChipStyle("attention", "contrast"),
    Coverage.FULL: ChipStyle("ok", "tick"),
}
_WORDS = {
    Coverage.NONE: ("attention", "Nicht gedeckt:"),
    Coverage.PARTIAL: ("info", "Teilweise gedeckt"),
    Coverage.FULL: ("ok", "Voll gedeckt"),
}


class OffersPane(ScrollColumn):
    """Projects and offers of one need; `show_card` after each reload, `show_fitting` when the tab comes into sight."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 16, 24, 24), parent=parent)
        self._context = context
        self._needs = context.workspace.needs
        self._lookups = lookups
        self._card: NeedCard | None = None
        self.coverage = NoticeBar()
        self.card = ListCard("Projekte und Angebote dazu")
        self.fitting = ListCard("Könnte passen", "gleiches Handlungsfeld, Zielgruppe oder Gebiet")
        self.related = RelatedCard(context, "Prioritäten, Beschlüsse und Sitzungen dazu", frozenset({"project"}))
        for part in (self.coverage, self.card, self.fitting, self.related):
            self.column.addWidget(part)
        self.column.addStretch(1)
        link = LinkButton("Projekt verknüpfen", "link")
        link.clicked.connect(self.link_project)
        if not context.read_only:
            self.card.add_to_head(link)
        self.fitting.hide()

    def show_card(self, card: "NeedCard | None") -> None:
        """Show what answers a need; None = no need."""
        self._card = card
        if card is None:
            return
        kind, strong = _WORDS[card.coverage]
        strength = card.need.need_kind is NeedKind.STRENGTH  # projects build on it, nothing is to be covered
        self.coverage.set("" if strength else card.gap, kind, strong="" if strength else strong)
        self.card.set_hint(str(len(card.offers)) if card.offers else "")
        hint = hint_row("Noch kein Projekt oder Angebot. Diese Lücke steht auch auf „Heute“.")
        self.card.set_rows([self._row(offer) for offer in card.offers] or [hint])
        self.related.show_record("need", card.need.id)
        if self.isVisible():
            self.show_fitting()

    def _row(self, offer: "OfferView") -> QWidget:
        chip = (offer.coverage.label, COVERAGE_CHIPS[offer.coverage]) if offer.coverage else NOT_JUDGED
        state = "" if offer.status in OFFERED else offer.status.label
        row = ListRow(
            offer.title,
            addition=" · ".join(part for part in (state, offer.reason) if part),
            chip=chip,
            chip_width=130,
        )
        row.activated.connect(partial(self._context.navigate, "project", offer.id))
        if not self._context.read_only:
            for icon, words, slot in (
                ("scale", f"Deckung durch „{offer.title}“ beurteilen", self._on_judge),
                ("x", f"Verknüpfung mit „{offer.title}“ lösen", self._on_loosen),
            ):
                button = IconButton(icon, words, flat=True)
                tag(button, "project", offer.id)
                button.clicked.connect(slot)
                row.add(button)
        return row

    @Slot()
    def show_fitting(self) -> None:
        """Look for projects that might answer the need too."""
        card = self._card
        found = self._context.workspace.need_matrix.fitting_offers(card.need.id) if card is not None else []
        rows: list[QWidget] = []
        for id, title in found:
            row = ListRow(title, icon="briefcase")
            row.activated.connect(partial(self._context.navigate, "project", id))
            if not self._context.read_only:
                link = IconButton("link", f"„{title}“ mit dem Bedarf verknüpfen", flat=True)
                tag(link, "project", id)
                link.clicked.connect(self._on_fits)
                row.add(link)
            rows.append(row)
        self.fitting.set_rows(rows)
        self.fitting.setVisible(bool(rows))

    @Slot()
    def link_project(self) -> None:
        """Ask for a project or offer that answers the need."""
        if self._card is None or self._context.read_only:
            return
        title, label = "Projekt verknüpfen", "Projekt oder Angebot"
        project_id = LinkDialog.ask(self, title, label, "Verknüpfen", "project", self._lookups)
        if project_id:
            self._needs.link_project(self._card.need.id, project_id)

    @Slot()
    def _on_fits(self) -> None:
        if self._card is not None:
            self._needs.link_project(self._card.need.id, tagged(self.sender())[1])
            self._context.undo_bar("Das Projekt ist mit dem Bedarf verknüpft.")

    @Slot()
    def _on_loosen(self) -> None:
        if self._card is not None:
            self._needs.unlink_project(self._card.need.id, tagged(self.sender())[1])
            self._context.undo_bar("Die Verknüpfung ist gelöst.")

    @Slot()
    def _on_judge(self) -> None:
        if self._card is None:
            return
        need_id, project_id = self._card.need.id, tagged(self.sender())[1]
        offer = next(found for found in self._card.offers if found.id == project_id)

        def save(values: dict[str, Any]) -> int:
            self._needs.judge_offer(need_id, project_id, values["coverage"], reason=values["reason"])
            return project_id

        RecordDialog.ask(
            self,
            NeedOfferMatch,
            names=("coverage", "reason"),
            title=f"Wie weit deckt „{offer.title}“ den Bedarf?",
            primary="Deckung speichern",
            lookups=self._lookups,
            initial={"coverage": offer.coverage or Coverage.PARTIAL, "reason": offer.reason},
            save=save,
        )
