"""The report of a survey: its chapters with own texts, and everything it says, gathered from the other services."""

from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.documents.survey_method import MethodFacts
from coordinator_app.documents.survey_report import FindingView, SurveyReport
from coordinator_app.domain.evaluation import RecordedLink
from coordinator_app.domain.form_languages import form_language
from coordinator_app.domain.register_draw import draw_sentences
from coordinator_app.domain.report_chapters import ChapterState, chapter_states
from coordinator_app.domain.survey_run import SurveyRun
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.chapter_texts import ChapterTexts
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

HELP = "sicherheitsbericht"


class SurveyReports(ChapterTexts):
    """Chapters and texts of reports; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, Survey)

    def states(self, survey_id: int, modules: list[str]) -> tuple[ChapterState, ...]:
        """All chapters of the report in their order; `modules` are the blocks with results."""
        return chapter_states(modules, self.texts(survey_id))


def module_titles(run: SurveyRun) -> list[str]:
    """The blocks with results."""
    return [module.title for module in run.modules]


def report_of(workspace: "Workspace", survey_id: int) -> SurveyReport:
    """Everything the report of a survey says."""
    from coordinator_app.services.documents import letterhead_of

    survey = workspace.surveys.get(survey_id)
    run = workspace.evaluation.run(survey_id)
    findings = [FindingView(line.finding, line.need) for line in workspace.survey_findings.of(survey_id)]
    needs = {view.finding.need_id for view in findings}
    return SurveyReport(
        survey=survey,
        run=run,
        states=workspace.survey_reports.states(survey_id, module_titles(run)),
        method=method_facts(workspace, survey, run),
        day=today(workspace.clock),
        town=workspace.municipality.name(),
        findings=findings,
        outcomes=[row for row in workspace.reports.results() if row.id in needs],
        recorded=_recorded(workspace, survey_id),
        letterhead=letterhead_of(workspace),
        author=workspace.municipality.name(),
    )


def method_facts(workspace: "Workspace", survey: Survey, run: SurveyRun) -> MethodFacts:
    """What the method chapter tells."""
    from coordinator_app.services.evaluation_safety import limits_of

    answers = workspace.answers
    languages: list[str] = []
    if answers.state(survey.id).usable:
        languages = list(dict.fromkeys(form_language(form.language).label for form in answers.forms(survey.id)))
    draws = [(draw, draw_sentences(draw)) for draw in workspace.sample_draws.draws(survey.id)]
    limits = limits_of(survey)
    returns = answers.returns(survey.id)
    entry = workspace.double_entry.entry_error(survey.id)
    return MethodFacts(
        survey=survey,
        basis=run.basis,
        weighting=run.weighting,
        strata=workspace.sampling.strata(survey.id),
        draws=draws,
        return_sentence=returns.definition,
        entry_sentence=entry.words if entry.fields or run.basis.paper else "",
        questions=max((result.number for module in run.modules for result in module.results), default=0),
        languages=languages,
        least=limits.least,
        bracket_below=limits.bracket,
        hide_below=limits.hide,
    )


def _recorded(workspace: "Workspace", survey_id: int) -> list[RecordedSeries]:
    """The recorded figures linked to questions of the survey, each once."""
    with workspace.store.read() as unit:
        links = unit.find(RecordedLink, survey_id=survey_id, order="id")
    found = (workspace.data_series.recorded(id) for id in dict.fromkeys(link.data_series_id for link in links))
    return [each for each in found if each is not None]
