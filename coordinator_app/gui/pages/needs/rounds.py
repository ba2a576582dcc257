"""The tabs of rounds: choosing, making, printing, freezing and deleting them."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from coordinator_app.common.clock import today
from coordinator_app.domain.priorities import PriorityRound, RoundStatus
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.needs.dialogs import NewRoundDialog
from coordinator_app.gui.pages.needs.freeze_dialog import FreezeDialog
from coordinator_app.gui.pages.needs.ranking import RankingPane
from coordinator_app.gui.pages.needs.scoring import ScoringPane
from coordinator_app.gui.pages.needs.tab import Tab
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RoundCard

SCORING, RANKING = "scoring", "ranking"


class Rounds(QObject):
    """The chosen round and what its tabs have in common; `tab_wanted(key)` asks the page to go to one of them."""

    tab_wanted = Signal(str)
    changed = Signal()

    def __init__(self, context: AppContext, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self._page = page
        self._round_id = 0
        self.card: RoundCard | None = None
        self._lookups = workspace_lookups(context.workspace)
        self.box = QComboBox()
        self.box.setAccessibleName("Bewertungsrunde")
        self.box.setMinimumWidth(200)
        self.box.activated.connect(self._on_chosen)
        self.new_button = SecondaryButton("Neue Runde", "plus")
        self.freeze_button = PrimaryButton("Ergebnis festschreiben", "lock")
        self.new_button.clicked.connect(self.new_round)
        self.freeze_button.clicked.connect(self.freeze)
        self.scoring = ScoringPane(context)
        self.ranking = RankingPane(context)
        self.scoring.new_wanted.connect(self.new_round)
        self.ranking.scoring_wanted.connect(self._on_scoring_wanted)

    def tabs(self) -> tuple[Tab, ...]:
        """The tabs of rounds in their order."""
        return ScoringTab(self, self._page), RankingTab(self, self._page)

    @property
    def id(self) -> int:
        """The chosen round, 0 for none."""
        return self._round_id

    def reload(self) -> None:
        """Read the rounds and the chosen one again."""
        priorities = self.context.workspace.priorities
        rounds = priorities.rounds()
        if self._round_id not in {found.id for found in rounds}:
            self._round_id = rounds[0].id if rounds else 0
        self.box.clear()
        for found in rounds:
            self.box.addItem(found.title, found.id)
        self.box.setCurrentIndex(max(self.box.findData(self._round_id), 0 if rounds else -1))
        self.card = priorities.card(self._round_id) if self._round_id else None
        self.scoring.show_round(self.card)
        self.ranking.show_round(self.card)
        self.changed.emit()

    def choose(self, round_id: int) -> None:
        """Show another round."""
        self._round_id = round_id
        self.reload()

    def is_open(self) -> bool:
        """Whether a round is chosen that is not frozen."""
        return self.card is not None and self.card.round.status is not RoundStatus.RESOLVED

    @Slot()
    def new_round(self) -> None:
        """Ask for a new round over the needs."""
        needs = self.context.workspace.needs.all()
        if not needs:
            alerts.inform(self._page, "Bitte erfassen Sie zuerst Bedarfe, die bewertet werden sollen.")
            return
        priorities = self.context.workspace.priorities
        dialog = NewRoundDialog(
            needs,
            today(self.context.clock).year,
            self._lookups,
            self._page,
            earlier=priorities.rounds(),
            seats=self._seats,
        )
        if not dialog.run():
            return
        values = dialog.values()
        source = dialog.criteria_from()
        if source is not None:
            values["criteria"] = priorities.criteria_drafts(source)
        round_id = priorities.create_round(needs=dialog.chosen_needs(), raters=dialog.chosen_raters(), **values)
        self.choose(round_id)
        self.tab_wanted.emit(SCORING)

    @Slot()
    def freeze(self) -> None:
        """Ask for decisions and the resolution, then freeze the round."""
        if self.card is None:
            return
        priorities = self.context.workspace.priorities
        proposed = priorities.proposed_decisions(self._round_id)
        dialog = FreezeDialog(self.card, proposed, self._lookups, self._page)
        if not dialog.run():
            return
        with alerts.shown(self._page):
            priorities.freeze(
                self._round_id,
                resolution_id=int(dialog.resolution.value()),
                verdicts=dialog.verdicts(),
                order=dialog.order(),
            )
            self.context.notify("Die Rangfolge ist festgeschrieben.")

    def _seats(self, body_id: int) -> list[str]:
        """Who has a vote in a body: the institution where it is known, else the person."""
        seats = self.context.workspace.bodies.seats(body_id)
        return [view.organisation or view.name for view in seats if view.seat.has_vote]

    def discard(self) -> None:
        """Move the chosen round to the Papierkorb while it is open."""
        if self.is_open():
            self.context.workspace.priorities.discard_round(self._round_id)
            self.context.undo_bar("Die Bewertungsrunde liegt im Papierkorb.")

    @Slot(int)
    def _on_chosen(self, _index: int) -> None:
        self.choose(int(self.box.currentData()))

    @Slot()
    def _on_scoring_wanted(self) -> None:
        self.tab_wanted.emit(SCORING)


class _RoundTab(Tab):
    """What both tabs share: the buttons, printing the report, deleting an open round."""

    help_topic: ClassVar[str] = "prioritaeten"

    def __init__(self, rounds: Rounds, page: QWidget) -> None:
        super().__init__(rounds.context, page)
        self.rounds = rounds
        self.buttons = (rounds.box, rounds.new_button, rounds.freeze_button)
        self.waiting = (self.pane(),)
        rounds.changed.connect(self.changed)

    def reload(self) -> None:
        """Both tabs show the same round."""
        self.rounds.reload()

    def show_buttons(self) -> None:
        """New rounds and freezing only where something may be stored."""
        writable = not self.context.read_only
        self.rounds.box.setVisible(self.rounds.card is not None)
        self.rounds.new_button.setVisible(writable)
        self.rounds.freeze_button.setVisible(self.key == RANKING and writable and self.rounds.is_open())

    def current_record(self) -> tuple[str, int] | None:
        """The chosen round."""
        return (PriorityRound.kind, self.rounds.id) if self.rounds.id else None

    def can(self, command: str) -> bool:
        """Printing a round, deleting an open one; Strg+N makes a need."""
        match command:
            case "delete":
                return self.rounds.is_open() and not self.context.read_only
            case "print" | "export":
                return bool(self.rounds.id)
            case _:
                return False

    def print_current(self) -> None:
        """The paper sheets where scores are entered, else the priority report."""
        if self.rounds.id:
            self.context.preview("rating_sheets" if self.key == SCORING else "priority_report", self.rounds.id)

    def delete_current(self) -> None:
        """The round, while it is open."""
        self.rounds.discard()


class ScoringTab(_RoundTab):
    """„Bewertungsrunde“."""

    key: ClassVar[str] = SCORING
    label: ClassVar[str] = "Bewertungsrunde"

    def pane(self) -> QWidget:
        """The sheet of scores."""
        return self.rounds.scoring


class RankingTab(_RoundTab):
    """„Rangfolge“."""

    key: ClassVar[str] = RANKING
    label: ClassVar[str] = "Rangfolge"
    kinds: ClassVar[frozenset[str]] = frozenset({"priority_round"})

    def pane(self) -> QWidget:
        """The ranking."""
        return self.rounds.ranking

    def show_record(self, kind: str, record_id: int) -> None:
        """Show the ranking of a round."""
        self.rounds.choose(record_id)
