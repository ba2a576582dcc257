"""Documents on quality and effect: Projektbeschreibung, Sachbericht (draft), Wirkmodell."""

from coordinator_app.common.clock import today
from coordinator_app.documents import progress_report, project_description
from coordinator_app.documents.content import Block, Document, Heading, Orientation, Paragraph, missing
from coordinator_app.documents.finance_plan import plan_blocks
from coordinator_app.documents.goal_blocks import GoalView, IndicatorView, plan_table
from coordinator_app.documents.layout import line_width
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.grants import GrantShare
from coordinator_app.domain.logic_model import unpacked
from coordinator_app.domain.projects import Project, period_text
from coordinator_app.domain.shares import format_share
from coordinator_app.services.document_kinds import CHART_PICTURES
from coordinator_app.services.documents import (
    DocumentAction,
    DocumentKind,
    DocumentOption,
    Options,
    dated_stem,
    letterhead_of,
)
from coordinator_app.services.effect_documents import can_hand_over, hand_over
from coordinator_app.services.grant_card import GrantCard
from coordinator_app.services.grant_documents import plan_of_project
from coordinator_app.services.project_card import ProjectCard
from coordinator_app.services.quality import QualityCard
from coordinator_app.services.workspace import Workspace


def goal_views(card: ProjectCard) -> tuple[GoalView, ...]:
    """The goals of a project as documents show them."""
    return tuple(
        GoalView(
            item.goal,
            item.depth,
            tuple(IndicatorView(each.indicator, each.measurements, each.light) for each in item.indicators),
        )
        for item in card.goals
    )


def _answers(quality: QualityCard) -> dict[str, str]:
    cards = (answer for step in quality.steps for answer in step.answers)
    return {card.question.key: card.answer.answer for card in cards if card.answer is not None}


def _sheet(workspace: Workspace, id: int, *, questions: bool) -> project_description.ProjectDescription:
    card = workspace.projects.card(id)
    quality = workspace.quality.card_of(card)
    steps = tuple(item.step for item in quality.steps)
    answers = {each.question.key: each.answer for item in quality.steps for each in item.answers if each.answer}
    return project_description.ProjectDescription(
        project=card.project,
        carrier=card.carrier,
        names=card.names,
        steps=steps,
        answers=answers,
        source=quality.source,
        goals=goal_views(card),
        model=unpacked(card.project.logic_model),
        actors=tuple(
            (item.name, item.actor.role.label, item.actor.contribution)
            for item in card.actors
            if item.kind == "organisation"
        ),
        milestones=card.course.milestones,
        evaluations=workspace.quality.evaluations(id),
        plan=_plan(workspace, id),
        files={
            each.question.key: tuple(title for _, _, title in each.files)
            for item in quality.steps
            for each in item.answers
        },
        questions=questions,
        letterhead=letterhead_of(workspace),
        footer=workspace.municipality.name(),
    )


def _description(workspace: Workspace, id: int, options: Options) -> Document:
    sheet = _sheet(workspace, id, questions=bool(options["questions"]))
    return project_description.build(sheet, line_width(Orientation.PORTRAIT))


def _form(workspace: Workspace, id: int, _options: Options) -> Document:
    return project_description.build_form(_sheet(workspace, id, questions=True))


def _plan(workspace: Workspace, id: int) -> tuple[Block, ...]:
    content = plan_of_project(workspace, id)
    return tuple(plan_blocks(content, level=3)) if content is not None else ()


def _report(workspace: Workspace, id: int, options: Options) -> Document:
    card = workspace.projects.card(id)
    course, year = card.course, int(options["year"]) if options["year"] else None
    return progress_report.build(
        progress_report.ProgressReport(
            project=card.project,
            carrier=card.carrier,
            day=today(workspace.clock),
            year=year,
            grants=_grants(workspace, id),
            goals=goal_views(card),
            milestones=tuple(
                item
                for item in course.milestones
                if year is None or year in {day.year for day in (item.planned_on, item.reached_on) if day}
            ),
            events=tuple(event for event in course.events if year is None or _year(event.starts_on) == year),
            evaluations=workspace.quality.evaluations(id),
            texts=_answers(workspace.quality.card_of(card)),
            letterhead=letterhead_of(workspace),
            footer=workspace.municipality.name(),
        )
    )


def _year(day: object) -> int | None:
    return getattr(day, "year", None)


def _grants(workspace: Workspace, id: int) -> tuple[progress_report.ReportGrant, ...]:
    return tuple(_grant(card, share, id) for share, card in workspace.grants.of_project(id))


def _grant(card: GrantCard, share: GrantShare, id: int) -> progress_report.ReportGrant:
    """The part of a grant that belongs to the project: its share, and the receipts that name it."""
    part = next((item for item in card.shares if item.project_id == id), None)
    alone = len(card.shares) == 1
    spent = [item.amount or 0 for item in card.receipts if item.project_id == id or (alone and not item.project_id)]
    return progress_report.ReportGrant(
        title=card.grant.title if alone else f"{card.grant.title} (Anteil {format_share(share.share)})",
        reference=card.grant.reference,
        period=period_text(card.grant.period_start, card.grant.period_end, False),
        approved=part.amount if part is not None and card.grant.approved is not None else None,
        spent=sum(spent) if spent else None,
        conditions=tuple((item.text, item.due_on, item.met_on) for item in card.conditions),
    )


def _years(workspace: Workspace, id: int) -> tuple[tuple[str, str], ...]:
    course = workspace.projects.card(id).course
    days = [event.starts_on for event in course.events]
    days += [day for item in course.milestones for day in (item.planned_on, item.reached_on)]
    return tuple((str(year), str(year)) for year in sorted({day.year for day in days if day}))


def _model(workspace: Workspace, id: int, _options: Options) -> Document:
    card = workspace.projects.card(id)
    model = unpacked(card.project.logic_model)
    figure = project_description.model_blocks(model, line_width(Orientation.LANDSCAPE))
    goals = goal_views(card)
    return Document(
        title=card.project.title,
        subtitle="Wirkmodell",
        subject="Wirkmodell",
        blocks=(
            *([Paragraph(missing("Wirkmodell"))] if model.is_empty else figure),
            *((Heading(1, "Ziele und Indikatoren"), plan_table(goals)) if goals else ()),
        ),
        letterhead=letterhead_of(workspace),
        footer=workspace.municipality.name(),
        orientation=Orientation.LANDSCAPE,
    )


def _projects(workspace: Workspace) -> list[int]:
    return workspace.projects.list_source().ids(ListFilter(sort="number"))


def _answered(workspace: Workspace) -> list[int]:
    """The projects somebody began to describe: a description of nothing helps nobody."""
    return workspace.quality.projects_with_answers()


def _modelled(workspace: Workspace) -> list[int]:
    return [id for id in _projects(workspace) if workspace.projects.get(id).logic_model]


def _description_stem(workspace: Workspace, id: int) -> str:
    return _stem(workspace, "Projektbeschreibung", id)


def _form_stem(workspace: Workspace, id: int) -> str:
    return _stem(workspace, "Fragen zum Projekt", id)


def _report_stem(workspace: Workspace, id: int) -> str:
    return _stem(workspace, "Sachbericht", id)


def _model_stem(workspace: Workspace, id: int) -> str:
    return _stem(workspace, "Wirkmodell", id)


def _stem(workspace: Workspace, what: str, id: int) -> str:
    project = workspace.projects.get(id)
    return dated_stem(workspace, what, project.number, project.title[:60])


KINDS = (
    DocumentKind(
        key="project_description",
        label="Projektbeschreibung",
        subject=Project.kind,
        build=_description,
        subjects=_answered,
        file_stem=_description_stem,
        options=(DocumentOption("questions", "Leitfragen mitdrucken", True),),
    ),
    DocumentKind(
        key="quality_form",
        label="Fragen zum Projekt (Bogen)",
        subject=Project.kind,
        build=_form,
        subjects=_answered,
        file_stem=_form_stem,
    ),
    DocumentKind(
        key="progress_report",
        label="Sachbericht (Entwurf)",
        subject=Project.kind,
        build=_report,
        subjects=_projects,
        file_stem=_report_stem,
        options=(DocumentOption("year", "Zeitraum", "", (("", "gesamte Laufzeit"),)), CHART_PICTURES),
        choices={"year": _years},
        actions=(
            DocumentAction(
                label="In den Verwendungsnachweis",
                icon="euro",
                offered=can_hand_over,
                run=hand_over,
                question="Den Sachbericht in den Verwendungsnachweis übernehmen?",
                detail="Er wird unter den Text gesetzt, der dort schon steht, und kann dort ergänzt werden.",
            ),
        ),
    ),
    DocumentKind(
        key="project_logic_model",
        label="Wirkmodell",
        subject=Project.kind,
        build=_model,
        subjects=_modelled,
        file_stem=_model_stem,
    ),
)
