"""Chapters on the year: introduction, figures, events, outlook."""

from collections.abc import Sequence
from datetime import date, timedelta

from coordinator_app.common.clock import local
from coordinator_app.documents.content import Block
from coordinator_app.documents.report_year import (
    EventLine,
    IntroductionFacts,
    OutlookFacts,
    PlannedLine,
    figures_chapter,
    introduction_blocks,
    outlook_blocks,
    publicity_blocks,
)
from coordinator_app.domain.balance import Figure
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.goals import GoalStatus
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.domain.process import StepState
from coordinator_app.domain.project_course import Event, EventState
from coordinator_app.domain.resolutions import UNFINISHED, Resolution, ResolutionState
from coordinator_app.domain.small_numbers import is_small
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.services.report_chapters.board import bodies_of
from coordinator_app.services.report_chapters.goals import goals_of
from coordinator_app.services.report_chapters.scope import FORMAL, Scope, scope_of
from coordinator_app.services.report_content import ChapterContext

_AHEAD = timedelta(days=366)


def introduction(context: ChapterContext) -> Sequence[Block]:
    """What the report is about, the bodies, the cooperation."""
    scope = scope_of(context)
    names = bodies_of(scope)
    with scope.workspace.store.read() as unit:
        bodies = unit.many(Body, list(names))
    council = next((bodies[id] for id in names if bodies[id].parent_id is None), None)
    steps = scope.workspace.process.steps()
    done = [step for step in steps if step.state is StepState.DONE and (step.done_on or scope.as_of) <= scope.as_of]
    ahead = [step for step in steps if step.state in {StepState.OPEN, StepState.RUNNING}]
    facts = IntroductionFacts(
        town=scope.workspace.municipality.name(),
        period=scope.period,
        as_of=context.today,
        council=council.name if council else "",
        founded_on=council.founded_on if council else None,
        basis=council.basis if council else "",
        groups=tuple(name for id, name in names.items() if council is not None and id != council.id),
        fields=tuple(scope.labels[id] for id in context.plan.fields if id in scope.labels),
        steps_done=tuple((step.title, step.done_on) for step in done),
        next_step=ahead[0].title if ahead else "",
    )
    return introduction_blocks(facts)


def in_figures(context: ChapterContext) -> Sequence[Block]:
    """The Bilanz of the period with the one before; always of the whole town."""
    scope = scope_of(context)
    figures = scope.workspace.reports.period_figures(scope.period)
    told = [figure for figure in figures if not (scope.is_public and _is_guarded(figure))]
    return figures_chapter(told, scope.period, running=scope.is_running)


def _is_guarded(figure: Figure) -> bool:
    """Whether a figure counts people or what they reported, and is too small for the public."""
    return figure.info.key in _OF_PEOPLE and (is_small(figure.value) or is_small(figure.previous))


_OF_PEOPLE = frozenset({"concerns", "concerns_settled", "concerns_open", "participants"})


# --- Öffentlichkeitsarbeit --------------------------------------------------------------------------------------


def events_of(scope: Scope) -> list[Event]:
    """The events in the report, in order of days: of its fields and areas, none of projects that may not be named."""
    known = {item.id for item in scope.every_project}
    with scope.workspace.store.read() as unit:
        found = unit.find(Event, order="starts_on,id")
    return [
        event
        for event in found
        if (not event.projects or known & set(event.projects))
        and (event.projects or scope.takes(filter(None, [event.field_of_action_id]), filter(None, [event.area_id])))
    ]


def publicity(context: ChapterContext) -> Sequence[Block]:
    """Events of the period."""
    scope = scope_of(context)
    lines = [
        EventLine(
            title=event.title,
            day=event.starts_on,
            place=event.place,
            participants=event.participants,
            press=event.press,
            is_held=event.state is EventState.HELD,
            is_cancelled=event.state is EventState.CANCELLED,
        )
        for event in events_of(scope)
        if scope.period.holds(event.starts_on)
    ]
    return publicity_blocks(lines, public=scope.is_public)


# --- Ausblick ---------------------------------------------------------------------------------------------------


def outlook(context: ChapterContext) -> Sequence[Block]:
    """What comes after the period, and what is still open today."""
    scope = scope_of(context)
    carriers = scope.titles(Organisation, (item.carrier_id for item in scope.planned))
    tasks = _tasks(scope)
    facts = OutlookFacts(
        as_of=context.today,
        planned=tuple(
            PlannedLine(
                title=item.title,
                carrier=carriers.get(item.carrier_id or 0, ""),
                start=item.start,
                status=item.status.label,
            )
            for item in scope.planned
        ),
        meetings=_meetings(scope),
        events=tuple(
            (event.starts_on, event.title)
            for event in events_of(scope)
            if event.starts_on is not None and event.state is EventState.PLANNED and _is_next(scope, event.starts_on)
        ),
        goals=_goals(scope),
        resolutions=_unfinished(scope),
        tasks_open=len(tasks),
        tasks_late=sum(task.due_on is not None and task.due_on < context.today for task in tasks),
    )
    return outlook_blocks(facts)


def _is_next(scope: Scope, day: date | None) -> bool:
    """Whether a day lies ahead of us, within a year."""
    today = scope.context.today
    return day is not None and today < day <= today + _AHEAD


def _meetings(scope: Scope) -> tuple[tuple[date, str], ...]:
    names = bodies_of(scope)
    with scope.workspace.store.read() as unit:
        found = unit.find(Meeting, state=tuple(BEFORE - {MeetingState.DRAFT}), order="starts_at,id")
    days = [(local(meeting.starts_at).date(), names.get(meeting.body_id, "")) for meeting in found if meeting.starts_at]
    return tuple((day, name) for day, name in days if name and _is_next(scope, day))


def _goals(scope: Scope) -> tuple[tuple[date, str], ...]:
    known = {item.id for item in (*scope.projects, *scope.planned)}
    return tuple(
        (goal.due, goal.text.strip())
        for project, goals in goals_of(scope).items()
        for goal in goals
        if project in known and goal.due is not None and goal.status is GoalStatus.OPEN and _is_next(scope, goal.due)
    )


def _unfinished(scope: Scope) -> tuple[tuple[date | None, str], ...]:
    with scope.workspace.store.read() as unit:
        found = unit.find(
            Resolution, state=ResolutionState.ADOPTED, implementation=tuple(UNFINISHED), order="due_on,id"
        )
    return tuple(
        (item.due_on, f"{item.number} {item.title}".strip())
        for item in found
        if item.resolution_type not in FORMAL and scope.may_name(item)
    )


def _tasks(scope: Scope) -> list[Task]:
    """All open tasks; how many there are is nothing for the public."""
    if scope.is_public:
        return []
    with scope.workspace.store.read() as unit:
        return unit.find(Task, state=tuple(OPEN_TASKS))
