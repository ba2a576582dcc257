"""The record of returns and deletion of a survey."""

from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import Document
from coordinator_app.documents.return_record import return_record
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.documents import DocumentKind, Options, Workspace, letterhead_of
from coordinator_app.services.questions import town_name

HELP = "ruecklauf"
LABEL = "Rücklauf- und Löschprotokoll"


def _record(workspace: Workspace, id: int, _options: Options) -> Document:
    survey: Survey = workspace.surveys.get(id)
    state = workspace.answers.state(id)
    if state.problem and not state.deleted:
        raise UserError(state.problem, help_topic=HELP)  # nothing is known: no zeros on paper
    progress = workspace.double_entry.progress(id)
    with workspace.store.read() as unit:
        town = town_name(unit)
    double = progress.words if progress.seed else ""
    return return_record(survey, workspace.answers.returns(id), progress.error, double, town, letterhead_of(workspace))


def _surveys(workspace: Workspace) -> list[int]:
    return [survey.id for survey in workspace.surveys.all()]


def _stem(workspace: Workspace, id: int) -> str:
    return f"{LABEL} {workspace.surveys.get(id).title}"


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="survey_returns", label=LABEL, subject=Survey.kind, build=_record, subjects=_surveys, file_stem=_stem
    ),
)
