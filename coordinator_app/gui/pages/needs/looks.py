"""How the states of needs and rounds look: one chip per state."""

from coordinator_app.domain.needs import NeedStatus
from coordinator_app.domain.priorities import Decision, RoundStatus
from coordinator_app.gui.widgets.chips import ChipStyle

NEED_CHIPS = {
    NeedStatus.REPORTED: ChipStyle("neutral", "flag"),
    NeedStatus.CHECKED: ChipStyle("info", "eye"),
    NeedStatus.SCORED: ChipStyle("info", "chart"),
    NeedStatus.PRIORITISED: ChipStyle("attention", "star"),
    NeedStatus.WATCHED: ChipStyle("neutral", "eye"),
    NeedStatus.REJECTED: ChipStyle("neutral", "x"),
    NeedStatus.IN_PROGRESS: ChipStyle("ok", "play"),
    NeedStatus.DONE: ChipStyle("neutral", "tick"),
}

ROUND_CHIPS = {
    RoundStatus.PREPARING: ChipStyle("neutral", "pencil"),
    RoundStatus.SCORING: ChipStyle("info", "chart"),
    RoundStatus.EVALUATING: ChipStyle("info", "eye"),
    RoundStatus.DISCUSSED: ChipStyle("info", "comment"),
    RoundStatus.RESOLVED: ChipStyle("ok", "lock"),
}

DECISION_CHIPS = {
    Decision.PRIORITY: ChipStyle("attention", "star"),
    Decision.WATCH: ChipStyle("neutral", "eye"),
    Decision.DEFERRED: ChipStyle("neutral", "pause"),
}
