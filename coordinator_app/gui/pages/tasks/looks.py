"""How states of tasks and resolutions look."""

from coordinator_app.domain.resolutions import Implementation, ResolutionState
from coordinator_app.domain.tasks import TaskState, Urgency
from coordinator_app.gui.widgets.chips import ChipStyle

TASK_CHIPS = {
    TaskState.OPEN: ChipStyle("neutral", "circle"),
    TaskState.IN_PROGRESS: ChipStyle("info", "play"),
    TaskState.WAITING: ChipStyle("neutral", "pause"),
    TaskState.DONE: ChipStyle("ok", "tick"),
    TaskState.DROPPED: ChipStyle("neutral", "x"),
}

URGENCY_CHIPS = {
    Urgency.OVERDUE: ChipStyle("error", "triangle"),
    Urgency.DUE: ChipStyle("attention", "clock"),
    Urgency.SOON: ChipStyle("attention", "clock"),
    Urgency.LATER: ChipStyle("neutral", "clock"),
    Urgency.SETTLED: ChipStyle("neutral", "tick"),
}

RESOLUTION_CHIPS = {
    ResolutionState.DRAFT: ChipStyle("neutral", "pencil"),
    ResolutionState.TO_VOTE: ChipStyle("info", "gavel"),
    ResolutionState.ADOPTED: ChipStyle("ok", "tick-circle"),
    ResolutionState.REJECTED: ChipStyle("attention", "x-circle"),
    ResolutionState.POSTPONED: ChipStyle("neutral", "pause"),
    ResolutionState.REFERRED: ChipStyle("neutral", "share"),
    ResolutionState.WITHDRAWN: ChipStyle("neutral", "x"),
}

IMPLEMENTATION_CHIPS = {
    Implementation.OPEN: ChipStyle("attention", "circle"),
    Implementation.IN_PROGRESS: ChipStyle("info", "play"),
    Implementation.DONE: ChipStyle("ok", "tick"),
    Implementation.VOID: ChipStyle("neutral", "x"),
    Implementation.REPLACED: ChipStyle("neutral", "share"),
}
