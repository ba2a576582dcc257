"""Documents of deadlines: the plan counted back from a day."""

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Document
from coordinator_app.documents.deadline_papers import BackwardPlan, StepLine, backward_plan
from coordinator_app.domain.deadline_register import Deadline
from coordinator_app.services.documents import DocumentKind, Options, Workspace, dated_stem, letterhead_of


def _plan(workspace: Workspace, id: int, _options: Options) -> Document:
    head: Deadline = workspace.deadlines.get(id)
    with workspace.store.read() as unit:
        about = unit.title(head.target_kind, head.target_id) if head.target_kind else ""
        responsible = unit.title("person", head.responsible_id)
    steps = [StepLine(*step) for step in workspace.deadlines.steps_of(id)]
    return backward_plan(
        BackwardPlan(
            title=head.title,
            target=head.due_on,
            steps=steps,
            about=about,
            responsible=responsible,
            as_of=today(workspace.clock),
            letterhead=letterhead_of(workspace),
        )
    )


def _plans(workspace: Workspace) -> list[int]:
    return [plan.id for plan in workspace.deadlines.plans()]


def _stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Zeitplan", workspace.deadlines.get(id).title)


KINDS = (
    DocumentKind(
        key="backward_plan",
        label="Zeitplan",
        subject=Deadline.kind,
        build=_plan,
        subjects=_plans,
        file_stem=_stem,
    ),
)
