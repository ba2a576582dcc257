"""How states of grants and their parts look."""

from coordinator_app.domain.grants import DrawdownState, GrantState, ProofState
from coordinator_app.gui.widgets.chips import ChipStyle

STATE_CHIPS = {
    GrantState.IDEA: ChipStyle("neutral", "comment"),
    GrantState.CONSULTATION: ChipStyle("info", "people"),
    GrantState.PREPARING: ChipStyle("info", "pencil"),
    GrantState.APPLIED: ChipStyle("attention", "mail"),
    GrantState.QUERY: ChipStyle("attention", "triangle"),
    GrantState.APPROVED: ChipStyle("ok", "tick"),
    GrantState.REFUSED: ChipStyle("error", "x-circle"),
    GrantState.WITHDRAWN: ChipStyle("neutral", "x"),
    GrantState.RUNNING: ChipStyle("ok", "tick-circle"),
    GrantState.SETTLED: ChipStyle("info", "checklist"),
    GrantState.AUDITED: ChipStyle("neutral", "tick"),
    GrantState.ARCHIVED: ChipStyle("neutral", "lock"),
    GrantState.REVOKED: ChipStyle("error", "octagon"),
}
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
