"""Chapter „Zahlen und Fakten dazu“ of the answer to an inquiry."""

from collections.abc import Sequence

from coordinator_app.documents.content import Block
from coordinator_app.documents.report_inquiry import DecisionLine, InquiryFacts, ProjectLine, inquiry_blocks
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.data_series import DataSeries
from coordinator_app.domain.evaluation import SurveyFinding
from coordinator_app.domain.needs import Need
from coordinator_app.domain.projects import Project, period_text
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.report_chapters.papers import need_facts
from coordinator_app.services.report_chapters.scope import Scope, scope_of
from coordinator_app.services.report_chapters.situation import known_series
from coordinator_app.services.report_content import ChapterContext
from coordinator_app.services.topic_hits import has_topic, told_hits


def evidence(context: ChapterContext) -> Sequence[Block]:
    """What was found on the topic and not left out."""
    if not has_topic(context.plan):
        return inquiry_blocks(None)
    scope = scope_of(context)
    records = [hit.record for hit in told_hits(context)]
    series = known_series(scope)
    needs = [item for item in records if isinstance(item, Need)]
    with scope.workspace.store.read() as unit:
        told = tuple(need_facts(unit, need) for need in needs)
    findings = [item for item in records if isinstance(item, SurveyFinding)]
    surveys = scope.titles(Survey, (item.survey_id for item in findings))
    facts = InquiryFacts(
        topic=" ".join(context.plan.words.split()),
        as_of=context.today,
        needs=told,
        projects=_projects(scope, [item for item in records if isinstance(item, Project)]),
        decisions=tuple(_decision(item) for item in records if isinstance(item, Resolution)),
        series=tuple(series[item.id] for item in records if isinstance(item, DataSeries) and item.id in series),
        findings=tuple((item.statement or item.title, surveys.get(item.survey_id, "")) for item in findings),
    )
    return inquiry_blocks(facts)


def _projects(scope: Scope, projects: Sequence[Project]) -> tuple[ProjectLine, ...]:
    carriers = scope.titles(Organisation, (item.carrier_id for item in projects))
    return tuple(
        ProjectLine(
            title=item.title,
            carrier=carriers.get(item.carrier_id or 0, ""),
            period=period_text(item.start, item.end, item.is_permanent),
            status=item.status.label,
            description=item.short_description.strip(),
        )
        for item in projects
    )


def _decision(item: Resolution) -> DecisionLine:
    return DecisionLine(
        number=item.number, title=item.title, decided_on=item.decided_on, state=item.implementation.label
    )
