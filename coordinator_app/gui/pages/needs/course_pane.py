"""Where a need stands in the SARA loop, what comes next, and the steps it has taken."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.need_states import PHASE_OF, Phase
from coordinator_app.domain.needs import NeedStep
from coordinator_app.gui.widgets.cards import ListCard
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import entry_row, hint_row
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.steps import StepBar

if TYPE_CHECKING:
    from coordinator_app.services.need_card import NeedCard

PHASES = list(Phase)


class PhaseBar(QWidget):
    """The four phases with the sentence about the next step; `bar.activated(index)` when one is clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.bar = StepBar([phase.label for phase in PHASES])
        self.words = Label("", "hinweis", wrap=True)
        column.addWidget(self.bar)
        column.addWidget(self.words)

    def show_card(self, card: "NeedCard") -> None:
        """Show where a need stands; outside the loop (watched, rejected) no phase is marked."""
        phase = PHASE_OF[card.need.status]
        self.bar.set_current(PHASES.index(phase) if phase else -1)
        reason = f"Grund: {card.need.status_reason}" if card.need.status_reason else ""
        following = f"Nächster Schritt: {card.next_step}" if card.next_step else ""
        self.words.setText("\n".join(part for part in (following, reason) if part))


class CoursePane(ScrollColumn):
    """The steps a need has taken, the latest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.card = ListCard("Verlauf")
        super().__init__(self.card, parent=parent)

    def show_card(self, card: "NeedCard | None") -> None:
        """Show the steps of a need; None = no need."""
        if card is None:
            return
        reported = format_date(card.need.first_reported)
        first = entry_row("", reported, "gemeldet") if reported else hint_row("Noch kein Schritt.")
        self.card.set_rows([*(_row(step) for step in card.steps), first])


def _row(step: NeedStep) -> QWidget:
    old = step.old_status.label if step.old_status else ""
    new = step.new_status.label if step.new_status else ""
    return entry_row(step.reason, format_date(step.moved_on), f"{old} → {new}")
