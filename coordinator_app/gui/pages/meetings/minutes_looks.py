"""How states of minutes, resolutions and objections look."""

from coordinator_app.domain.minutes import MinutesState
from coordinator_app.domain.minutes_approval import ApprovalOutcome
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.gui.widgets.chips import ChipStyle

STATE_CHIPS = {
    MinutesState.DRAFT: ChipStyle("info", "pencil"),
    MinutesState.IN_REVIEW: ChipStyle("info", "mail"),
    MinutesState.FINAL: ChipStyle("ok", "lock"),
    MinutesState.CORRECTING: ChipStyle("attention", "pencil"),
    MinutesState.APPROVED: ChipStyle("ok", "tick-circle"),
}
RESOLUTION_CHIPS = {
    ResolutionState.DRAFT: ChipStyle("neutral", "pencil"),
    ResolutionState.TO_VOTE: ChipStyle("info", "circle"),
    ResolutionState.ADOPTED: ChipStyle("ok", "tick"),
    ResolutionState.REJECTED: ChipStyle("neutral", "x"),
    ResolutionState.POSTPONED: ChipStyle("attention", "pause"),
    ResolutionState.REFERRED: ChipStyle("info", "chevron-right"),
    ResolutionState.WITHDRAWN: ChipStyle("neutral", "x"),
}
DECISION_CHIPS = {
    ObjectionDecision.OPEN: ChipStyle("attention", "circle"),
    ObjectionDecision.ACCEPTED: ChipStyle("ok", "tick"),
    ObjectionDecision.REJECTED: ChipStyle("neutral", "x"),
}
OUTCOME_CHIPS = {
    ApprovalOutcome.APPROVED: ChipStyle("ok", "tick-circle"),
    ApprovalOutcome.WITH_CHANGES: ChipStyle("attention", "pencil"),
    ApprovalOutcome.REFUSED: ChipStyle("error", "x"),
    ApprovalOutcome.UNDECIDED: ChipStyle("attention", "circle"),
}
