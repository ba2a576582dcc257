"""Tab „Förderung“ of a project: its grants with its share of the money, and the notice its papers carry."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_money
from coordinator_app.domain.shares import WHOLE, format_share
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.new_grant import NewGrant
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.grants_card import GrantsCard, amount_words
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.grant_card import GrantCard
from coordinator_app.services.project_card import ProjectCard


class ProjectFundingPane(ScrollColumn):
    """Grants of one project; new ones begin with the project's title."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context, self._lookups = context, lookups
        self._project_id = 0
        self.money = KeyValueGrid(columns=2, label_width=150)
        self.grants = GrantsCard(context, "Förderungen")
        for text, slot in (("Vorhandene zuordnen", self.link_grant), ("Neue Förderung", self.new_grant)):
            link = LinkButton(text, "plus")
            theme.reveal(link, shown=not context.read_only)
            link.clicked.connect(slot)
            self.grants.add_to_head(link)
        self.notice = Card("Förderhinweis")
        self.sentence = Label("", wrap=True)
        self.notice.add(self.sentence)
        self.notice.add(Label("Steht von selbst am Ende jedes Dokuments zu diesem Projekt.", "hinweis", wrap=True))
        for part in (self.money, self.grants, self.notice):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_card(self, card: ProjectCard) -> None:
        """Show the grants of a project."""
        self._project_id = card.project.id
        grants = self._context.workspace.grants
        found = grants.of_project(card.project.id)
        rows = [(entry.grant, _words(entry, card.project.id)) for _, entry in found]
        self.grants.show_grants(rows, "Noch keine Förderung. Ein Antrag entsteht mit „Neue Förderung“.")
        self.money.set_rows(_sums(card, [entry for _, entry in found]))
        sentences = [sentence for sentence, _ in grants.notices([card.project.id])]
        self.sentence.setText("\n".join(f"„{sentence}“" for sentence in sentences))
        self.notice.setVisible(bool(sentences))

    @Slot()
    def new_grant(self) -> None:
        """Ask for a grant of this project and show it."""
        NewGrant.make(self, self._context, self._lookups, self._project_id)

    @Slot()
    def link_grant(self) -> None:
        """Ask for a grant there is already, which this project shares from now on."""
        title = "Förderung zuordnen"
        found = LinkDialog.ask(self, title, "Förderung", title, "grant", self._lookups)
        if found:
            self._context.workspace.grants.add_project(found, self._project_id)


def _own(card: GrantCard, project_id: int) -> int:
    return next((share.amount for share in card.shares if share.project_id == project_id), 0)


def _words(card: GrantCard, project_id: int) -> str:
    share = next((share.share.share for share in card.shares if share.project_id == project_id), WHOLE)
    words = amount_words(card.grant)
    if share == WHOLE or not words:
        return words
    return f"{format_money(_own(card, project_id))} ({format_share(share)}) von {words}"


def _sums(card: ProjectCard, grants: list[GrantCard]) -> list[tuple[str, str | QWidget]]:
    approved = sum(_own(entry, card.project.id) for entry in grants if entry.grant.approved)
    rows: list[tuple[str, str | QWidget]] = [
        ("Kosten", format_money(card.project.costs)),
        ("Förderung laut Angaben", format_money(card.project.funding)),
        ("Bewilligt", format_money(approved) if approved else ""),
        ("Geldgeber", card.project.funding_source),
    ]
    return rows
