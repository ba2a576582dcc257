"""The steps of a survey from the first question to the report: what a step is, and which there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from coordinator_app.domain.surveys import Survey, SurveyState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pane_duties import PaneDuties

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


class StepPane(QWidget, PaneDuties):
    """One step, made at its first visit; `changed` says that commands would answer differently now.

    A step in full screen takes the room of the navigation. It reads nothing before `show_survey`.
    """

    full_screen: ClassVar[bool] = False
    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.survey_id = 0

    def show_survey(self, survey: Survey) -> None:
        """Show a survey, or the same one again after a change, keeping selection and focus."""
        self.survey_id = survey.id

    def header_buttons(self) -> Sequence[QPushButton]:
        """The buttons for the head of the page, the primary one last; the same objects at every call."""
        return ()

    def export_current(self) -> None:
        """Strg+E."""

    def release(self) -> None:
        """Free what must not wait for the garbage collector."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name in the bar, how its pane is made, and the kinds of record it opens."""

    key: str
    label: str
    make: Callable[[AppContext], StepPane]
    kinds: frozenset[str] = frozenset()


def _planning(context: AppContext) -> StepPane:
    from coordinator_app.gui.pages.surveys.planning import PlanningPane

    return PlanningPane(context)


def _designer(context: AppContext) -> StepPane:
    from coordinator_app.gui.pages.surveys.designer_step import DesignerStep

    return DesignerStep(context)


def _returns(context: AppContext) -> StepPane:
    from coordinator_app.gui.pages.surveys.returns import ReturnsPane

    return ReturnsPane(context)


def _sample(context: AppContext) -> StepPane:
    from coordinator_app.gui.pages.surveys.sampling import SamplePane

    return SamplePane(context)


def _evaluation(context: AppContext) -> StepPane:
    from coordinator_app.gui.pages.surveys.evaluation import EvaluationPane

    return EvaluationPane(context)


def _report(context: AppContext) -> StepPane:
    from coordinator_app.gui.pages.surveys.report import ReportPane

    return ReportPane(context)


PLANNING, DESIGNER = "planning", "designer"
EVALUATION = "evaluation"
SAMPLE = "sample"
RETURNS = "returns"
REPORT = "report"
STEPS: tuple[Step, ...] = (
    Step(PLANNING, "Planung & Recht", _planning),
    Step(DESIGNER, "Fragebogen", _designer, frozenset({"questionnaire", "question"})),
    Step(SAMPLE, "Stichprobe & Anschreiben", _sample, frozenset({"survey_stratum", "sample_draw", "register_margin"})),
    Step(RETURNS, "Rücklauf", _returns),
    Step(EVALUATION, "Auswertung", _evaluation, frozenset({"survey_finding", "survey_index"})),
    Step(REPORT, "Bericht", _report),
)
STEP_KINDS: frozenset[str] = frozenset({"survey"}).union(*(step.kinds for step in STEPS))


def place_of(key: str) -> int:
    """Where a step stands in the bar."""
    return next(place for place, step in enumerate(STEPS) if step.key == key)


def step_of_kind(kind: str) -> str:
    """The step that opens records of a kind; „“ when none does."""
    return next((step.key for step in STEPS if kind in step.kinds), "")


def settled_steps(workspace: "Workspace", survey: Survey) -> list[int]:
    """The places of the steps that are done."""
    done = {
        PLANNING: not workspace.surveys.legal_warnings(survey.id),
        DESIGNER: survey.state is not SurveyState.PLANNING,
        SAMPLE: bool(workspace.sample_draws.draws(survey.id)),
        RETURNS: survey.state in {SurveyState.ANALYSIS, SurveyState.DONE},
        EVALUATION: survey.state is SurveyState.DONE,
    }
    return [place for place, step in enumerate(STEPS) if done.get(step.key, False)]
