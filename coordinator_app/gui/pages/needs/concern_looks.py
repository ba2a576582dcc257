"""How the states of concerns look."""

from coordinator_app.domain.concerns import ConcernState
from coordinator_app.gui.widgets.chips import ChipStyle

CONCERN_CHIPS = {
    ConcernState.NEW: ChipStyle("attention", "inbox"),
    ConcernState.FORWARDED: ChipStyle("info", "external"),
    ConcernState.IN_PROGRESS: ChipStyle("info", "clock"),
    ConcernState.SETTLED: ChipStyle("ok", "tick"),
    ConcernState.NOT_OURS: ChipStyle("neutral", "x"),
    ConcernState.DISMISSED: ChipStyle("neutral", "x"),
    ConcernState.MERGED: ChipStyle("neutral", "merge"),
}
