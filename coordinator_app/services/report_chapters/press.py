"""Chapters of a press text; all of it is for the public, whatever the variant."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from coordinator_app.documents.content import Block
from coordinator_app.documents.report_press import (
    Background,
    EventNews,
    MeetingNews,
    ProjectNews,
    background_blocks,
    contact_blocks,
    event_news,
    meeting_news,
    no_news,
    priorities_news,
    project_news,
    report_news,
    resolution_news,
    survey_news,
)
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.balance import balance_sentences
from coordinator_app.domain.bodies import Body, genitive
from coordinator_app.domain.catalogues import CatalogEntry
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.meetings import BEFORE, Meeting
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound
from coordinator_app.domain.project_course import Event, EventState
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.domain.publicity import public_text
from coordinator_app.domain.report_period import Period
from coordinator_app.domain.reports import Report
from coordinator_app.domain.resolutions import Resolution, Vote
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.documents import letterhead_lines
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.report_chapters.subject import Subject, has_own_text, subject_of, survey_statements, taken
from coordinator_app.services.report_content import ChapterContext

_ROUTINE = frozenset(
    {ItemType.MINUTES_APPROVAL, ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS, ItemType.MISCELLANEOUS}
)


def lead(context: ChapterContext) -> Sequence[Block]:
    """The first paragraphs; nothing where the coordinator wrote her own."""
    if has_own_text(context, "lead"):
        return ()
    subject = subject_of(_public(context))
    news = _NEWS.get(type(subject.record))
    return news(context, subject, subject.record) if news is not None else no_news()


def background(context: ChapterContext) -> Sequence[Block]:
    """The council in figures of today."""
    workspace = context.workspace
    own = workspace.municipality.own()
    with workspace.store.read() as unit:
        bodies = [body for body in unit.find(Body, order="id") if body.active and body.dissolved_on is None]
        projects = unit.find(Project, is_public=True, status=ProjectStatus.RUNNING)
        used = {id for project in projects for id in project.fields_of_action}
        fields = [entry.label for entry in workspace.catalogues.entries("field_of_action") if entry.id in used]
    council = next((body for body in bodies if body.parent_id is None), None)
    return background_blocks(
        Background(
            town=workspace.municipality.name(),
            genitive=genitive(council) if council else "",
            founded_on=council.founded_on if council else None,
            cooperation_since=own.cooperation_since if own else None,
            groups=len(bodies),
            projects=len(projects),
            fields=tuple(fields),
        )
    )


def press_contact(context: ChapterContext) -> Sequence[Block]:
    """The office of the town with its telephone and mail."""
    own = context.workspace.municipality.own()
    if own is None:
        return contact_blocks(())
    name, *rest = letterhead_lines(own)
    place = ", ".join(rest)
    lines = (("Ansprechstelle", f"{name}, {place}" if place else name), ("Telefon", own.phone), ("E-Mail", own.email))
    told = (*lines, ("Internet", own.website))
    return contact_blocks(told if own.phone or own.email else ())


def _public(context: ChapterContext) -> ChapterContext:
    """The same paper for the public, with readings of its own."""
    return context if context.is_public else replace(context, is_public=True, shared={})


def _town(context: ChapterContext) -> str:
    own = context.workspace.municipality.own()
    return f"Die {letterhead_lines(own)[0]}" if own is not None else "Die Kommune"


# --- news by what they are about ------------------------------------------------------------------------------------


def _report(context: ChapterContext, _subject: Subject, report: Report) -> Sequence[Block]:
    if report.period_start is None or report.period_end is None or report.period_start > context.today:
        return report_news(_town(context), report.title, ())
    period = Period(report.period_start, report.period_end)
    figures = context.workspace.reports.period_figures(period)
    return report_news(_town(context), report.title, balance_sentences(figures, period.words))


def _survey(context: ChapterContext, _subject: Subject, survey: Survey) -> Sequence[Block]:
    statements = survey_statements(context, survey.id)
    is_over = survey.field_end is not None and survey.field_end < context.today
    return survey_news(_town(context), survey.title, survey.letters, statements, is_over=is_over)


def _resolution(context: ChapterContext, _subject: Subject, resolution: Resolution) -> Sequence[Block]:
    if not resolution.public:
        return no_news()
    with context.workspace.store.read() as unit:
        body = unit.title(Body.kind, resolution.body_id)
    return resolution_news(body, resolution.decided_on, public_text(resolution.wording))


def _round(context: ChapterContext, _subject: Subject, found: PriorityRound) -> Sequence[Block]:
    with context.workspace.store.read() as unit:
        rows = unit.find(Priority, priority_round_id=found.id, order="rank,id")
    chosen = [row.need_title for row in rows if row.decision is Decision.PRIORITY]
    return priorities_news(context.workspace.municipality.name(), chosen)


def _meeting(context: ChapterContext, subject: Subject, meeting: Meeting) -> Sequence[Block]:
    with context.workspace.store.read() as unit:
        votes = {item.id: unit.find(Vote, resolution_id=item.id, order="round") for item in subject.resolutions}
    items = [
        item.title
        for item in subject.items
        if item.public and not item.is_heading and not item.skipped and item.item_type not in _ROUTINE
    ]
    decided = taken(subject, public=True)
    return meeting_news(
        MeetingNews(
            title=meeting.title,
            day=meeting_day(meeting),
            place=meeting.place,
            is_held=meeting.state not in BEFORE,
            items=tuple(items),
            resolutions=tuple((item.title, votes[item.id][-1].sentence if votes[item.id] else "") for item in decided),
        )
    )


def _project(context: ChapterContext, _subject: Subject, project: Project) -> Sequence[Block]:
    if not project.is_public:
        return no_news()
    with context.workspace.store.read() as unit:
        carrier = unit.title(Organisation.kind, project.carrier_id)
        groups = unit.titles(CatalogEntry.kind, list(project.target_groups))
    return project_news(
        ProjectNews(
            title=project.title,
            description=project.short_description,
            carrier=carrier,
            groups=tuple(groups.values()),
            start=project.start,
            end=project.end,
            today=context.today,
            is_permanent=project.is_permanent,
        )
    )


def _event(_context: ChapterContext, subject: Subject, event: Event) -> Sequence[Block]:
    return event_news(
        EventNews(
            title=event.title,
            day=event.starts_on,
            place=event.place,
            is_held=event.state is EventState.HELD,
            is_cancelled=event.state is EventState.CANCELLED,
            participants=event.participants,
            projects=tuple(project.title for project in subject.projects),
        )
    )


_NEWS: dict[type[Any], Callable[[ChapterContext, Subject, Any], Sequence[Block]]] = {
    Event: _event,
    Meeting: _meeting,
    PriorityRound: _round,
    Project: _project,
    Report: _report,
    Resolution: _resolution,
    Survey: _survey,
}
