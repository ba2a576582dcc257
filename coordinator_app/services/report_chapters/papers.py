"""Chapters of Beschlussvorlage and Informationsvorlage."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coordinator_app.common.german import format_date, plural
from coordinator_app.documents.content import Block, Paragraph
from coordinator_app.documents.priority_report import chapter_blocks
from coordinator_app.documents.report_money import CostLine, financing_blocks
from coordinator_app.documents.report_papers import (
    DecidedFacts,
    MatterFacts,
    NeedFacts,
    ProjectFacts,
    Station,
    consultation_blocks,
    enclosure_blocks,
    findings_blocks,
    matter_blocks,
    noted_blocks,
    priorities_proposal,
    project_proposal,
    proposal_blocks,
)
from coordinator_app.domain.agenda import OPEN_STATES
from coordinator_app.domain.attachments import LinkRole
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.catalogues import CatalogEntry
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.fields import Record
from coordinator_app.domain.goals import Goal
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.municipality import Area
from coordinator_app.domain.needs import Direction, Evidence, Need, NeedKind
from coordinator_app.domain.outcomes import quoted
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound, RoundStatus
from coordinator_app.domain.projects import Project, ProjectActor, period_text
from coordinator_app.domain.publicity import public_text, spelled_marks
from coordinator_app.domain.reports import Report, ReportKind
from coordinator_app.domain.resolutions import Resolution, Vote
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.priority_documents import report_of
from coordinator_app.services.report_chapters.subject import Subject, has_own_text, subject_of, survey_statements, taken
from coordinator_app.services.report_content import ChapterContext
from coordinator_app.storage.unit_of_work import ReadUnit

_EVIDENCE = 3  # pieces told per need
_MATTER = (AgendaItem, Resolution)


def proposal(context: ChapterContext) -> Sequence[Block]:
    """The wording to be decided; nothing where the coordinator wrote her own."""
    subject = subject_of(context)
    if has_own_text(context, "proposal"):
        return ()
    match subject.record:
        case AgendaItem() as item:
            drafts = [
                _told(context, each, each.wording) for each in subject.resolutions if each.agenda_item_id == item.id
            ]
            return proposal_blocks([text for text in drafts if text.strip()] or [_told(context, item, item.proposal)])
        case Resolution() as found:
            return proposal_blocks([_told(context, found, found.wording)])
        case Project() as project:
            carrier = _titles(context, Organisation, [project.carrier_id]).get(project.carrier_id or 0, "")
            period = period_text(project.start, project.end, project.is_permanent)
            return proposal_blocks(
                [project_proposal(project.title, period=period, carrier=carrier, costs=project.costs)]
            )
        case PriorityRound() as found:
            return priorities_proposal(_priorities(context, found))
        case Report() as report:
            verb = "beschlossen" if report.report_kind is ReportKind.STRATEGY else "gebilligt und veröffentlicht"
            return proposal_blocks([f"Der folgende Bericht wird {verb}: {quoted(report.title)}."])
        case _:
            return proposal_blocks([])


def note_taken(context: ChapterContext) -> Sequence[Block]:
    """What is to be taken note of."""
    subject = subject_of(context)
    if has_own_text(context, "note_taken"):
        return ()
    title = subject.title
    match subject.record:
        case Project():
            return noted_blocks(f"Der Sachstand zum Projekt {quoted(title)} wird")
        case PriorityRound():
            return noted_blocks(f"Das Ergebnis der Bewertungsrunde {quoted(title)} wird")
        case Survey():
            return noted_blocks(f"Die Ergebnisse der Erhebung {quoted(title)} werden")
        case Report():
            return noted_blocks(f"Der Bericht {quoted(title)} wird")
        case None:
            return noted_blocks("Der dargestellte Sachverhalt wird")
        case _:
            return noted_blocks(f"Die Information zu {quoted(title)} wird")


def facts(context: ChapterContext) -> Sequence[Block]:
    """What is known of the matter."""
    subject = subject_of(context)
    record = subject.record
    text, hidden = "", False
    if isinstance(record, AgendaItem):
        text, hidden = _told(context, record, record.facts), context.is_public and not record.public
    elif isinstance(record, Resolution):
        text, hidden = _told(context, record, record.grounds), context.is_public and not record.public
    elif isinstance(record, Survey):
        text = record.purpose
    own = has_own_text(context, "facts")
    with context.workspace.store.read() as unit:
        return matter_blocks(
            MatterFacts(
                text=text,
                hidden=hidden and not own,
                wants_text=not own and not subject.projects and not isinstance(record, PriorityRound | Report | Need),
                needs=tuple(need_facts(unit, need) for need in _told_needs(subject)),
                projects=tuple(_project(unit, project) for project in subject.projects),
                decided=tuple(_decided(unit, item) for item in _earlier(context, subject)),
                more=tuple(_more(context, subject)),
            )
        )


def _told_needs(subject: Subject) -> Sequence[Need]:
    """The needs behind the matter without strengths; a round tells its needs itself."""
    if isinstance(subject.record, PriorityRound):
        return ()
    return [need for need in subject.needs if need.need_kind is not NeedKind.STRENGTH]


def _more(context: ChapterContext, subject: Subject) -> Sequence[Block]:
    """What a round or a report says of itself."""
    match subject.record:
        case PriorityRound() as found:
            card = context.workspace.priorities.card(found.id)
            told = report_of(context.workspace, card, card.scoring.sensitivity(card.leaders))
            needs = tuple(replace(need, projects=()) for need in told.needs) if context.is_public else told.needs
            summary, *rest = chapter_blocks(replace(told, resolution="", needs=needs))
            if found.status is RoundStatus.RESOLVED:
                return (summary, *rest)
            count = plural(len(told.needs), "Bedarf", "Bedarfe")
            return (Paragraph(f"Bewertet wurden {count}. Über die Schwerpunkte ist noch nicht beschlossen."), *rest)
        case Survey() as survey:
            return findings_blocks(survey_statements(context, survey.id))
        case Report() as report if report.period_start and report.period_end:
            start, end = format_date(report.period_start), format_date(report.period_end)
            return (Paragraph(f"Der Bericht {quoted(report.title)} umfasst die Zeit vom {start} bis {end}."),)
        case _:
            return ()


def consultation(context: ChapterContext) -> Sequence[Block]:
    """The bodies and days of the matter; the addressee is the last station when no meeting says so."""
    subject = subject_of(context)
    with context.workspace.store.read() as unit:
        meetings = unit.many(Meeting, [item.meeting_id for item in subject.items])
        bodies = unit.titles(Body.kind, [meeting.body_id for meeting in meetings.values()])
    stations = [
        Station(
            body=bodies.get(meetings[item.meeting_id].body_id, ""),
            day=meeting_day(meetings[item.meeting_id]),
            purpose=item.item_type.label,
            public=item.public,
            result=_result(context, subject, item),
        )
        for item in subject.items
        if item.meeting_id in meetings and not item.skipped
    ]
    addressee = context.report.addressee.strip()
    if addressee and addressee not in {station.body for station in stations}:
        last = "Beschluss" if context.report.report_kind is ReportKind.DECISION_PAPER else "Kenntnisnahme"
        stations.append(Station(body=addressee, purpose=last))
    return consultation_blocks(stations)


def _result(context: ChapterContext, subject: Subject, item: AgendaItem) -> str:
    """What came out: the resolutions with their numbers, else how far the item is; nothing before the meeting."""
    found = [
        f"{each.state.label}{f' ({each.number})' if each.number else ''}"
        for each in subject.resolutions
        if each.agenda_item_id == item.id and each.decided_on and (each.public or not context.is_public)
    ]
    return ", ".join(found) or ("" if item.state in OPEN_STATES else item.state.label)


def costs(context: ChapterContext) -> Sequence[Block]:
    """What the projects of the matter cost and who pays; nothing but the own text where none is linked."""
    projects = subject_of(context).projects
    if not projects:
        if has_own_text(context, "costs"):
            return ()
        return (Paragraph("Mit dieser Vorlage ist kein Projekt verbunden, für das Kosten eingetragen sind."),)
    lines = [_cost(context, project) for project in projects]
    return financing_blocks(lines, public=context.is_public)


def _cost(context: ChapterContext, project: Project) -> CostLine:
    """The plan of the grant where there is one, else the figures of the project."""
    for _share, card in context.workspace.grants.of_project(project.id):
        if card.sums.expenses and len(card.shares) == 1:
            source = card.programme.title if card.programme is not None else project.funding_source
            given = card.grant.approved or card.sums.grant or None
            return CostLine(title=project.title, costs=card.sums.expenses, funding=given, source=source)
    return CostLine(title=project.title, costs=project.costs, funding=project.funding, source=project.funding_source)


def enclosures(context: ChapterContext) -> Sequence[Block]:
    """The attachments of the record the paper is about, and of the paper itself."""
    linked = context.workspace.attachments.linked
    found = [*linked(Report.kind, context.report.id)]
    if context.report.subject_kind and context.report.subject_id:
        found = [*linked(context.report.subject_kind, context.report.subject_id), *found]
    roles = {LinkRole.HAND_EDITED, LinkRole.IMAGE}
    return enclosure_blocks([document.title for link, document in found if link.role not in roles])


# --- parts ----------------------------------------------------------------------------------------------------------


def _told(context: ChapterContext, record: AgendaItem | Resolution, text: str) -> str:
    """A text of a matter as this variant may tell it."""
    if not context.is_public:
        return spelled_marks(text)
    return public_text(text) if record.public else ""


def _titles(context: ChapterContext, record_type: type[Record], ids: Sequence[int | None]) -> dict[int, str]:
    with context.workspace.store.read() as unit:
        return unit.titles(record_type.kind, [id for id in ids if id])


def _priorities(context: ChapterContext, found: PriorityRound) -> list[tuple[str, str]]:
    """The priorities of a round with until when and by whom; before it is decided the leaders of its ranking."""
    if found.status is not RoundStatus.RESOLVED:
        card = context.workspace.priorities.card(found.id)
        leaders = [item for item in card.ranking if item.standing.rank][: card.leaders]
        return [(item.need.title, "") for item in leaders]
    with context.workspace.store.read() as unit:
        rows = unit.find(Priority, priority_round_id=found.id, order="rank,id")
    chosen = [row for row in rows if row.decision is Decision.PRIORITY]
    offices = _titles(context, Organisation, [row.responsible_id for row in chosen])
    return [(row.need_title, _until(row.runs_until, offices.get(row.responsible_id or 0, ""))) for row in chosen]


def _until(day: date | None, office: str) -> str:
    return ", ".join(filter(None, (f"bis {format_date(day)}" if day else "", f"zuständig: {office}" if office else "")))


def need_facts(unit: ReadUnit, need: Need) -> NeedFacts:
    """A need with the newest evidence that supports it."""
    backing = [
        item
        for item in unit.find(Evidence, need_id=need.id, order="-observed,id")
        if item.direction is Direction.SUPPORTS
    ]
    return NeedFacts(
        title=need.title,
        description=need.description,
        evidence=tuple((item.statement.strip(), item.source.strip()) for item in backing[:_EVIDENCE]),
    )


def _project(unit: ReadUnit, project: Project) -> ProjectFacts:
    actors = unit.find(ProjectActor, project_id=project.id, order="id")
    partners = unit.titles(Organisation.kind, [actor.organisation_id for actor in actors if actor.organisation_id])
    partners.pop(project.carrier_id or 0, None)
    areas = unit.titles(Area.kind, list(project.areas))
    groups = unit.titles(CatalogEntry.kind, list(project.target_groups))
    goals = unit.find(Goal, project_id=project.id, order="id")
    return ProjectFacts(
        title=project.title,
        description=project.short_description,
        activities=project.activities,
        period=period_text(project.start, project.end, project.is_permanent),
        status=project.status.label,
        carrier=unit.title(Organisation.kind, project.carrier_id),
        partners=tuple(partners.values()),
        places=tuple(areas.values()),
        groups=tuple(groups.values()),
        goals=tuple(goal.text for goal in goals if goal.text.strip()),
    )


def _earlier(context: ChapterContext, subject: Subject) -> list[Resolution]:
    """The resolutions taken in the matter before; not the one the paper is about."""
    record = subject.record
    own = {record.id} if isinstance(record, Resolution) else set[int]()
    return [item for item in taken(subject, public=context.is_public) if item.id not in own]


def _decided(unit: ReadUnit, item: Resolution) -> DecidedFacts:
    votes = unit.find(Vote, resolution_id=item.id, order="round")
    return DecidedFacts(
        number=item.number,
        title=item.title,
        body=unit.title(Body.kind, item.body_id),
        decided_on=item.decided_on,
        sentence=votes[-1].sentence if votes else "",
    )
