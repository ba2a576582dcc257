"""Projektbeschreibung (annex of a grant application): the seven Beccaria steps in order with the answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coordinator_app.common.german import format_date, format_integer, format_money
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.goal_blocks import GoalView, plan_table
from coordinator_app.documents.logic_model_figure import logic_model_figure
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.logic_model import LogicModel
from coordinator_app.domain.project_course import Evaluation, Milestone, MilestoneState
from coordinator_app.domain.projects import Project, ProjectStatus, period_text
from coordinator_app.domain.quality import Fulfilment, QualityAnswer, QualityStep

_ROOM = 24  # millimetres to write an answer by hand
_OVER = frozenset({ProjectStatus.COMPLETED, ProjectStatus.EVALUATED})
_ANNEX_OF = {
    "project_goals": "Ziele und Indikatoren",
    "indicators": "Ziele und Indikatoren",
    "effect": "Wirkmodell",
    "actors": "Beteiligte",
    "milestones": "Zeitplan",
    "money": "Ausgaben- und Finanzierungsplan",
    "evaluation_plan": "Evaluation",
}
_GOALS, _MEASURES, _PLANNING, _CHECKING = 3, 4, 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDescription:
    """All the description says; `answers` by the key of the question.

    `names` has the titles of catalogue entries and areas by field; `actors` are (organisation, role, contribution);
    `plan` are the blocks of the Ausgaben- und Finanzierungsplan, () when there is none; `files` are titles of Belege by
    the key of the question. With `questions` every
    question is printed above its answer, else only the answers.
    """

    project: Project
    carrier: str
    names: dict[str, tuple[str, ...]]
    steps: tuple[QualityStep, ...]
    answers: dict[str, QualityAnswer]
    source: str
    goals: tuple[GoalView, ...] = ()
    model: LogicModel = LogicModel()  # noqa: RUF009  # frozen
    actors: tuple[tuple[str, str, str], ...] = ()
    milestones: tuple[Milestone, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    plan: tuple[Block, ...] = ()
    files: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    questions: bool = True
    letterhead: Letterhead | None = None
    footer: str = ""


def build(sheet: ProjectDescription, width: float) -> Document:
    """The description; `width` is the text area in millimetres, for the figure."""
    project = sheet.project
    blocks: list[Block] = []
    if project.short_description:
        blocks += [Paragraph(project.short_description, style=Style.LEAD)]
    blocks += [KeyValues(tuple(_facts(sheet))), Paragraph(sheet.source, style=Style.SMALL)]
    for step in sheet.steps:
        blocks.append(Heading(1, step.title, label=f"{step.number}"))
        blocks += _answers(sheet, step)
        blocks += _annexes(sheet, step.number, width)
    return Document(
        title=project.title,
        subtitle="Projektbeschreibung",
        subject="Projektbeschreibung nach den Beccaria-Standards",
        blocks=tuple(blocks),
        letterhead=sheet.letterhead,
        footer=sheet.footer,
    )


def build_form(sheet: ProjectDescription) -> Document:
    """The guiding questions with room to write, for those who know the project best; answers so far stand above."""
    intro = (
        "Bitte beantworten Sie die Fragen, soweit Sie können; Stichworte genügen. Was schon bekannt ist, steht unter "
        "der Frage: Bitte berichtigen oder ergänzen Sie es. Keine Angaben zu einzelnen Personen."
    )
    blocks: list[Block] = [
        KeyValues(
            (("Projekt", sheet.project.title), ("Träger", sheet.carrier or "–"), ("Ausgefüllt von, am", "_" * 40))
        ),
        Paragraph(intro),
    ]
    for step in sheet.steps:
        blocks += [Heading(1, step.title, label=f"{step.number}"), Paragraph(step.aim, style=Style.SMALL, keep=True)]
        for question in step.questions:
            answer = sheet.answers.get(question.key)
            blocks.append(Paragraph(bold(question.text), keep=True))
            hint = _for_paper(question.hint)
            if hint:
                blocks.append(Paragraph(hint, style=Style.SMALL, keep=True))
            if answer is not None and answer.answer:
                blocks += _kept(prose(answer.answer))
            blocks.append(Table((TableColumn("Ihre Antwort"),), (("",),), row_height=_ROOM))
    return Document(
        title="Fragen zum Projekt",
        subtitle=sheet.project.title,
        subject="Fragen zur Projektqualität",
        blocks=(*blocks, Paragraph(sheet.source, style=Style.SMALL)),
        letterhead=sheet.letterhead,
        footer=sheet.footer,
    )


def _for_paper(hint: str) -> str:
    """A hint without the sentences about places in the program."""
    return " ".join(part for part in re.split(r"(?<=[.:?]) ", hint) if "Reiter" not in part)


def _kept(blocks: Sequence[Paragraph | BulletList]) -> list[Block]:
    """The blocks, the last of them on one page with what follows."""
    *before, last = blocks
    return [*before, replace(last, keep=True) if isinstance(last, Paragraph) else last]


def _facts(sheet: ProjectDescription) -> list[tuple[str, Text]]:
    project, names = sheet.project, sheet.names
    found: list[tuple[str, Text]] = [
        ("Träger", sheet.carrier or missing("Träger")),
        ("Laufzeit", period_text(project.start, project.end, project.is_permanent) or missing("Laufzeit")),
        ("Handlungsfelder", ", ".join(names.get("fields_of_action", ())) or missing("Handlungsfeld")),
        (
            "Zielgruppen",
            ", ".join((*names.get("target_groups", ()), *names.get("age_groups", ()))) or missing("Zielgruppe"),
        ),
        ("Gebiete und Ort", ", ".join((*names.get("areas", ()), *filter(None, (project.location,))))),
        ("Reichweite", f"{format_integer(project.planned_reach)} Personen geplant" if project.planned_reach else ""),
        ("Gesamtkosten", format_money(project.costs) if project.costs is not None else missing("Kosten")),
    ]
    return [(label, text) for label, text in found if text]


def _answers(sheet: ProjectDescription, step: QualityStep) -> list[Block]:
    blocks: list[Block] = []
    for question in step.questions:
        answer = sheet.answers.get(question.key)
        if answer is None and question.later and sheet.project.status not in _OVER:
            continue
        applies = answer is None or answer.fulfilment is not Fulfilment.NOT_APPLICABLE
        body: list[Block] = list(prose(answer.answer)) if answer and answer.answer else []
        if not applies and answer is not None and not body:
            body = [Paragraph(f"Trifft nicht zu: {answer.reason}")] if answer.reason else []
        files = sheet.files.get(question.key, ())
        if files and body:
            body.append(Paragraph(f"Belege: {'; '.join(files)}", style=Style.SMALL))
        annex = _ANNEX_OF.get(question.known, "")
        if not body and annex in _annex_titles(sheet):
            body = [Paragraph(f"Siehe „{annex}“.")]
        if sheet.questions:
            blocks.append(Paragraph(bold(question.text), keep=True))
            blocks += body or [Paragraph(missing(f"Antwort „{question.text}“"))]
        elif applies:
            blocks += body
    if not blocks:
        blocks.append(Paragraph(missing(f"Schritt {step.number} „{step.short}“")))
    return blocks


def _annex_titles(sheet: ProjectDescription) -> set[str]:
    there = {
        "Ziele und Indikatoren": bool(sheet.goals),
        "Wirkmodell": not sheet.model.is_empty,
        "Beteiligte": bool(sheet.actors),
        "Zeitplan": bool(_planned(sheet)),
        "Ausgaben- und Finanzierungsplan": bool(sheet.plan),
        "Evaluation": bool(sheet.evaluations),
    }
    return {title for title, given in there.items() if given}


def _annexes(sheet: ProjectDescription, number: int, width: float) -> list[Block]:
    if number == _GOALS:
        return [Heading(2, "Ziele und Indikatoren"), plan_table(sheet.goals)] if sheet.goals else []
    if number == _MEASURES:
        return [] if sheet.model.is_empty else [Heading(2, "Wirkmodell"), *model_blocks(sheet.model, width)]
    if number == _PLANNING:
        return [*_actors(sheet), *_time_plan(sheet), *_money(sheet)]
    return _evaluations(sheet) if number == _CHECKING else []


def model_blocks(model: LogicModel, width: float) -> list[Block]:
    """The figure of a logic model with its assumptions."""
    blocks: list[Block] = [logic_model_figure(model, width)]
    if model.assumptions:
        blocks.append(Paragraph((bold("Annahmen: "), "; ".join(model.assumptions))))
    return blocks


def _actors(sheet: ProjectDescription) -> list[Block]:
    if not sheet.actors:
        return []
    columns = (TableColumn("Organisation", width=4), TableColumn("Rolle", width=2), TableColumn("Beitrag", width=4))
    rows = tuple((name, role, contribution or None) for name, role, contribution in sheet.actors)
    return [Heading(2, "Beteiligte"), Table(columns, rows)]


def _planned(sheet: ProjectDescription) -> list[Milestone]:
    return [item for item in sheet.milestones if item.state is not MilestoneState.DROPPED]


def _time_plan(sheet: ProjectDescription) -> list[Block]:
    planned = _planned(sheet)
    if not planned:
        return []
    columns = (TableColumn("Termin", Kind.DATE, width=1.4), TableColumn("Meilenstein", width=6))
    return [Heading(2, "Zeitplan"), Table(columns, tuple((item.planned_on, item.title) for item in planned))]


def _money(sheet: ProjectDescription) -> list[Block]:
    return [Heading(2, "Ausgaben- und Finanzierungsplan"), *sheet.plan] if sheet.plan else []


def _evaluations(sheet: ProjectDescription) -> list[Block]:
    if not sheet.evaluations:
        return []
    columns = (
        TableColumn("Evaluation", width=3),
        TableColumn("Vorgehen", width=2.2),
        TableColumn("Zeitraum", width=2.2),
        TableColumn("Methode", width=4),
    )
    rows = tuple((item.heading, item.design.label, _when(item), item.method or None) for item in sheet.evaluations)
    return [Heading(2, "Evaluation"), Table(columns, rows)]


def _when(item: Evaluation) -> str | None:
    if item.starts_on and item.ends_on:
        return f"{format_date(item.starts_on)} bis {format_date(item.ends_on)}"
    return format_date(item.starts_on or item.ends_on) or None
