"""Sachbericht of a project as a draft: what was planned, what happened, what was reached, and why it differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_integer, format_money, plural
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
from coordinator_app.documents.goal_blocks import GoalView, course_charts, result_table
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.goals import GoalStatus, Light
from coordinator_app.domain.project_course import Evaluation, Event, EventState, Milestone, MilestoneState
from coordinator_app.domain.projects import Project, period_text

_LATE_DAYS = 14  # a milestone reached that many days after its plan is named as a deviation


@dataclass(frozen=True, slots=True)
class ReportGrant:
    """A grant of the project; amounts are euro cents, `spent` None = no receipts. `conditions` with day of proof."""

    title: str
    reference: str
    period: str
    approved: int | None
    spent: int | None
    conditions: tuple[tuple[str, date | None, date | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReport:
    """All the report says; `texts` are answers to guiding questions by key, `year` None = the whole term."""

    project: Project
    carrier: str
    day: date
    year: int | None = None
    grants: tuple[ReportGrant, ...] = ()
    goals: tuple[GoalView, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    events: tuple[Event, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    texts: dict[str, str]
    letterhead: Letterhead | None = None
    footer: str = ""


def build(report: ProgressReport) -> Document:
    """The draft; what only people can say is marked as missing."""
    parts: tuple[tuple[str, Sequence[Block]], ...] = (
        ("Angaben zum Projekt", _facts(report)),
        ("Umsetzung", _course(report)),
        ("Veranstaltungen und Reichweite", _events(report)),
        ("Ziele und Ergebnisse", _results(report)),
        ("Abweichungen vom Plan", _deviations(report)),
        ("Auflagen", _conditions(report)),
        ("Evaluation", _evaluations(report)),
        ("Schlussfolgerungen", _conclusions(report)),
    )
    blocks: list[Block] = []
    for title, content in parts:
        if content:
            blocks += [Heading(1, title), *content]
    what = f"Sachbericht {report.year}" if report.year else "Sachbericht"
    return Document(
        title=report.project.title,
        subtitle=what,
        subject="Sachbericht",
        blocks=tuple(blocks),
        letterhead=report.letterhead,
        footer=report.footer,
        marking="Entwurf",
    )


def _facts(report: ProgressReport) -> list[Block]:
    project = report.project
    pairs: list[tuple[str, Text]] = [
        ("Träger", report.carrier or missing("Träger")),
        ("Laufzeit", period_text(project.start, project.end, project.is_permanent) or missing("Laufzeit")),
        ("Stand", f"{project.status.label}, {format_date(report.day)}"),
    ]
    if project.costs is not None:
        pairs.append(("Gesamtkosten", format_money(project.costs)))
    blocks: list[Block] = [KeyValues(tuple(pairs))]
    if report.grants:
        columns = (
            TableColumn("Förderung", width=4),
            TableColumn("Aktenzeichen", width=2),
            TableColumn("Zeitraum", width=2.6),
            TableColumn("Bewilligt", Kind.MONEY, width=1.8),
            TableColumn("Ausgegeben", Kind.MONEY, width=1.8),
        )
        rows = tuple(
            (each.title, each.reference or None, each.period, each.approved, each.spent) for each in report.grants
        )
        blocks.append(Table(columns, rows))
    return blocks


def _course(report: ProgressReport) -> list[Block]:
    blocks: list[Block] = list(prose(report.project.activities or report.project.short_description))
    own = report.texts.get("check_process", "")
    blocks += prose(own) if own else [Paragraph(missing("Beschreibung der Umsetzung (Qualitätsschritt 6)"))]
    if report.milestones:
        columns = (
            TableColumn("Meilenstein", width=5),
            TableColumn("Geplant", Kind.DATE, width=1.6),
            TableColumn("Erreicht", Kind.DATE, width=1.6),
            TableColumn("Stand", width=1.6),
        )
        rows = tuple((item.title, item.planned_on, item.reached_on, item.state) for item in report.milestones)
        blocks.append(Table(columns, rows, "Geplante und erreichte Meilensteine"))
    return blocks


def _events(report: ProgressReport) -> list[Block]:
    if not report.events:
        return []
    held = [event for event in report.events if event.state is EventState.HELD]
    people = sum(event.participants or 0 for event in held)
    words = plural(len(held), "Veranstaltung", "Veranstaltungen")
    verb = "fand" if len(held) == 1 else "fanden"
    text = (
        f"Es {verb} {words} mit zusammen {format_integer(people)} Teilnahmen statt."
        if held
        else "Es fand noch keine Veranstaltung statt."
    )
    planned = report.project.planned_reach
    if planned:
        text += f" Geplant war, {format_integer(planned)} Personen zu erreichen."
    columns = (
        TableColumn("Datum", Kind.DATE, width=1.5),
        TableColumn("Veranstaltung", width=5),
        TableColumn("Stand", width=1.8),
        TableColumn("Erwartet", Kind.INTEGER, width=1.3),
        TableColumn("Gekommen", Kind.INTEGER, width=1.4),
    )
    rows = tuple(
        (event.starts_on, event.title, event.state, event.planned_participants, event.participants)
        for event in sorted(report.events, key=_by_day)
    )
    return [Paragraph(text), Table(columns, rows)]


def _by_day(event: Event) -> date:
    return event.starts_on or date.min


def _results(report: ProgressReport) -> list[Block]:
    if not report.goals:
        return [Paragraph(missing("Ziele und Indikatoren"))]
    blocks: list[Block] = [result_table(report.goals, "Ausgangswert, Zielwert und erreichter Wert")]
    own = report.texts.get("check_result", "")
    if own:
        blocks += prose(own)
    return [*blocks, *course_charts(report.goals)]


def deviations(report: ProgressReport) -> list[str]:
    """What differs from the plan, as sentences made from the data."""
    found = [sentence for item in report.milestones if (sentence := _milestone_deviation(item, report.day))]
    cancelled = sum(event.state is EventState.CANCELLED for event in report.events)
    if cancelled:
        found.append(f"{plural(cancelled, 'Veranstaltung ist', 'Veranstaltungen sind')} ausgefallen.")
    for goal in report.goals:
        found += _goal_deviations(goal)
    return found


def _milestone_deviation(item: Milestone, day: date) -> str:
    if item.state is MilestoneState.DROPPED:
        return f"Der Meilenstein „{item.title}“ ist entfallen."
    if item.planned_on is None:
        return ""
    if item.reached_on is not None:
        days = (item.reached_on - item.planned_on).days
        late = plural(round(days / 7), "Woche", "Wochen")
        return f"Der Meilenstein „{item.title}“ wurde {late} später erreicht als geplant." if days > _LATE_DAYS else ""
    if item.planned_on < day:
        return f"Der Meilenstein „{item.title}“ (geplant {format_date(item.planned_on)}) ist noch nicht erreicht."
    return ""


def _goal_deviations(goal: GoalView) -> list[str]:
    found: list[str] = []
    if goal.goal.status in {GoalStatus.MISSED, GoalStatus.PARTLY}:
        found.append(f"Das Ziel „{goal.goal.text}“ ist {goal.goal.status.label}.")
    for each in goal.indicators:
        if each.light in {Light.RED, Light.AMBER}:
            found.append(f"Der Indikator „{each.indicator.name}“ ist {each.light.label}.")
        elif each.latest is None:
            found.append(f"Für den Indikator „{each.indicator.name}“ liegt kein Messwert vor.")
    return found


def _deviations(report: ProgressReport) -> list[Block]:
    found = deviations(report)
    if not found:
        return [Paragraph("Aus den erfassten Angaben ergeben sich keine Abweichungen.")]
    return [BulletList(tuple(found)), Paragraph((bold("Gründe: "), missing("Gründe der Abweichungen")))]


def _conditions(report: ProgressReport) -> list[Block]:
    rows = tuple(condition for grant in report.grants for condition in grant.conditions)
    if not rows:
        return []
    columns = (
        TableColumn("Auflage", width=6),
        TableColumn("Frist", Kind.DATE, width=1.6),
        TableColumn("Erfüllt am", Kind.DATE, width=1.6),
    )
    return [Table(columns, rows)]


def _evaluations(report: ProgressReport) -> list[Block]:
    blocks: list[Block] = []
    for item in report.evaluations:
        when = period_text(item.starts_on, item.ends_on or item.starts_on, False)
        details = ", ".join(filter(None, (item.design.label, when)))
        blocks.append(Paragraph((bold(f"{item.heading} "), f"({details})"), keep=bool(item.method or item.result)))
        for label, text in (("Methode", item.method), ("Ergebnis", item.result), ("Schlussfolgerung", item.conclusion)):
            if text:
                blocks.append(Paragraph((bold(f"{label}: "), text)))
    return blocks


def _conclusions(report: ProgressReport) -> list[Block]:
    wanted = ("lessons_learned", "lessons_transfer", "lessons_future")
    texts = [report.texts.get(key, "") for key in wanted]
    lessons = report.project.lessons_learned
    if lessons and lessons not in texts[0]:
        texts.insert(0, lessons)
    blocks: list[Block] = [block for text in texts if text for block in prose(text)]
    blocks = blocks or [Paragraph(missing("Erfahrungen und Ausblick (Qualitätsschritt 7)"))]
    hint = "Aus den Angaben des Projekts zusammengestellt. Bitte ergänzen und vor der Abgabe prüfen."
    return [*blocks, Paragraph(hint, style=Style.SMALL)]
