"""How states and traffic lights look: one chip per meaning."""

from coordinator_app.domain.goals import GoalStatus, Light
from coordinator_app.domain.projects import ProjectStatus
from coordinator_app.gui.widgets.chips import ChipStyle

STATUS_CHIPS = {
    ProjectStatus.IDEA: ChipStyle("neutral", "comment"),
    ProjectStatus.PLANNING: ChipStyle("info", "clock"),
    ProjectStatus.APPLIED: ChipStyle("attention", "mail"),
    ProjectStatus.APPROVED: ChipStyle("info", "tick"),
    ProjectStatus.RUNNING: ChipStyle("ok", "tick-circle"),
    ProjectStatus.COMPLETED: ChipStyle("neutral", "tick"),
    ProjectStatus.EVALUATED: ChipStyle("neutral", "chart"),
    ProjectStatus.DORMANT: ChipStyle("neutral", "pause"),
    ProjectStatus.REJECTED: ChipStyle("error", "x-circle"),
    ProjectStatus.DISCONTINUED: ChipStyle("neutral", "stop"),
}
LIGHT_CHIPS = {
    Light.OPEN: ChipStyle("neutral", "circle"),
    Light.RED: ChipStyle("error", "octagon"),
    Light.AMBER: ChipStyle("attention", "triangle"),
    Light.GREEN: ChipStyle("ok", "tick-circle"),
    Light.REACHED: ChipStyle("ok", "tick"),
}
GOAL_CHIPS = {
    GoalStatus.OPEN: ChipStyle("neutral", "circle"),
    GoalStatus.PARTLY: ChipStyle("attention", "triangle"),
    GoalStatus.REACHED: ChipStyle("ok", "tick"),
    GoalStatus.MISSED: ChipStyle("error", "octagon"),
    GoalStatus.NOT_ASSESSABLE: ChipStyle("neutral", "minus"),
}
