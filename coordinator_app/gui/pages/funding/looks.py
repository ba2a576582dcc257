"""How states of the parts of a grant look."""

from coordinator_app.domain.grants import DrawdownState, ProofState
from coordinator_app.gui.widgets.chips import ChipStyle

DRAWDOWN_CHIPS = {
    DrawdownState.PLANNED: ChipStyle("neutral", "circle"),
    DrawdownState.REQUESTED: ChipStyle("attention", "mail"),
    DrawdownState.PAID: ChipStyle("info", "euro"),
    DrawdownState.SPENT: ChipStyle("ok", "tick"),
}
PROOF_CHIPS = {
    ProofState.OPEN: ChipStyle("neutral", "circle"),
    ProofState.IN_PROGRESS: ChipStyle("info", "pencil"),
    ProofState.SUBMITTED: ChipStyle("attention", "mail"),
    ProofState.QUERY: ChipStyle("attention", "triangle"),
    ProofState.AUDITED: ChipStyle("ok", "tick"),
}
