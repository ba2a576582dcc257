"""Projektsteckbrief: one project on one to two pages with goals, indicators and its red thread."""

from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import NBSP, format_date, format_integer, format_money
from coordinator_app.documents.content import (
    Block,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    Paragraph,
    Run,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.project_course import SheetCourse, course_blocks, photo_blocks
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.goals import Goal, Indicator, Light, Measurement
from coordinator_app.domain.indicator_words import named, target_text, value_text
from coordinator_app.domain.projects import Project, ProjectActor, period_text


@dataclass(frozen=True, slots=True)
class SheetIndicator:
    """An indicator with its youngest value and traffic light."""

    indicator: Indicator
    latest: Measurement | None
    light: Light


@dataclass(frozen=True, slots=True)
class SheetGoal:
    """A goal with its indicators."""

    goal: Goal
    indicators: tuple[SheetIndicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSheet:
    """All the Steckbrief says; `names` has the titles of catalogue entries and areas by field.

    `thread` are the links of the red thread as (caption, text), empty text = missing link. `funding_sentence` is
    printed when the project has funding (publicity duty, § 44a SäHO); contacts stand only in the internal variant.
    """

    project: Project
    carrier: str
    responsible: str
    names: dict[str, tuple[str, ...]]
    actors: tuple[tuple[ProjectActor, str], ...] = ()
    goals: tuple[SheetGoal, ...] = ()
    thread: tuple[tuple[str, str], ...] = ()
    tasks: tuple[tuple[str, bool], ...] = ()
    documents: tuple[str, ...] = ()
    course: SheetCourse | None = None
    funding_sentence: str = ""
    letterhead: Letterhead | None = None
    footer: str = ""
    day: date | None = None
    public: bool = False


def build(sheet: ProjectSheet) -> Document:
    """The Steckbrief; in the public variant without persons, tasks, lessons and the internal note."""
    project = sheet.project
    blocks: list[Block] = []
    if project.short_description:
        blocks.extend(_lead(project.short_description))
    else:
        blocks.append(Paragraph(missing("Kurzbeschreibung"), style=Style.LEAD))
    blocks.append(KeyValues(tuple(_facts(sheet))))
    if project.activities:
        blocks += [Heading(1, "Maßnahmen und Aktivitäten"), *prose(project.activities)]
    blocks += _goals(sheet)
    if sheet.course is not None:
        blocks += course_blocks(sheet.course)
    blocks += _actors(sheet)
    blocks += _thread(sheet)
    if not sheet.public:
        blocks += _internal(sheet)
    if sheet.course is not None:
        blocks += photo_blocks(sheet.course.photos)
    if project.funding and sheet.funding_sentence:
        blocks.append(Notice(sheet.funding_sentence, "Förderhinweis"))
    status = f"{project.project_type.label.partition(' (')[0]} {project.number} · {project.status.label}"
    return Document(
        title=project.title,
        subtitle=f"Projektsteckbrief · {status}",
        subject="Projektsteckbrief",
        blocks=tuple(blocks),
        letterhead=sheet.letterhead,
        footer=sheet.footer,
    )


def _lead(text: str) -> list[Block]:
    return [Paragraph(block.text, style=Style.LEAD) if isinstance(block, Paragraph) else block for block in prose(text)]


def _facts(sheet: ProjectSheet) -> list[tuple[str, Text]]:
    project, names = sheet.project, sheet.names
    found: list[tuple[str, Text]] = [
        ("Handlungsfelder", _joined(names.get("fields_of_action", ())) or missing("Handlungsfeld")),
        ("Zielgruppen", _joined(names.get("target_groups", ())) or missing("Zielgruppe")),
        ("Altersgruppen", _joined(names.get("age_groups", ()))),
        ("Settings", _joined(names.get("settings", ()))),
        ("Gebiete und Ort", _joined((*names.get("areas", ()), *filter(None, (project.location,))))),
        ("Träger", sheet.carrier or missing("Träger")),
        ("Verantwortlich", "" if sheet.public else sheet.responsible),
        ("Laufzeit", period_text(project.start, project.end, project.is_permanent) or missing("Laufzeit")),
        ("Reichweite", f"{format_integer(project.planned_reach)} Personen geplant" if project.planned_reach else ""),
        ("Kosten", _costs(project)),
        ("Präventionsart", _joined(names.get("prevention_types", ()))),
        ("Evidenz", _evidence(project)),
        ("PiT", "Bezug zur Landesstrategie Prävention im Team" if project.is_pit else ""),
        ("Risiko- und Schutzfaktoren", "" if sheet.public else project.factors),
        ("Zuletzt bestätigt", "" if sheet.public else _confirmed(project)),
    ]
    return [(label, text) for label, text in found if text]


def _joined(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _costs(project: Project) -> str:
    if project.costs is None and project.funding is None:
        return ""
    parts = [format_money(project.costs)] if project.costs is not None else []
    if project.funding:
        source = f" ({project.funding_source})" if project.funding_source else ""
        parts.append(f"{'davon ' if parts else ''}{format_money(project.funding)} Förderung{source}")
    return ", ".join(parts)


def _evidence(project: Project) -> str:
    if project.evidence_level is None:
        return ""
    name = f" („{project.green_list_name}“ in der Grünen Liste Prävention)" if project.green_list_name else ""
    return project.evidence_level.label + name


def _confirmed(project: Project) -> str:
    if project.confirmed_on is None:
        return ""
    return format_date(project.confirmed_on) + (f" durch {project.confirmed_by}" if project.confirmed_by else "")


def _goals(sheet: ProjectSheet) -> list[Block]:
    if not sheet.goals:
        return []
    blocks: list[Block] = [Heading(1, "Ziele und Wirkung")]
    for item in sheet.goals:
        due = f" (bis {format_date(item.goal.due)})" if item.goal.due else ""
        text: Text = (bold(f"{item.goal.level.label}: "), item.goal.text + due)
        blocks.append(Paragraph(text, keep=bool(item.indicators)))
        if item.indicators:
            blocks.append(_indicators(item.indicators))
    return blocks


def _indicators(indicators: tuple[SheetIndicator, ...]) -> Table:
    columns = (
        TableColumn("Indikator", width=4.4),
        TableColumn("Ausgang", Kind.DECIMAL, width=1.5),
        TableColumn("Ziel", Kind.DECIMAL, width=2.3),
        TableColumn("Stand", Kind.DECIMAL, width=1.8),
        TableColumn("Bewertung", width=1.9),
    )
    return Table(columns, tuple(_indicator(item) for item in indicators))


def _indicator(item: SheetIndicator) -> tuple[Text | None, ...]:
    indicator = item.indicator
    value = item.latest.value if item.latest else None
    measured = f"\n{format_date(item.latest.measured_on)}" if item.latest else ""
    target = target_text(indicator)
    until = f"\nbis{NBSP}{format_date(indicator.target_on)}" if indicator.target_on and target else ""
    return (
        named(indicator),
        value_text(indicator.baseline, indicator) or None,
        (target + until) or None,
        (value_text(value, indicator) + measured) or None,
        item.light.label,
    )


def _actors(sheet: ProjectSheet) -> list[Block]:
    shown = [(actor, name) for actor, name in sheet.actors if not (sheet.public and actor.person_id)]
    if not shown:
        return []
    columns = (TableColumn("Wer", width=4), TableColumn("Rolle", width=2), TableColumn("Beitrag", width=4))
    rows = tuple((name, actor.role, actor.contribution or None) for actor, name in shown)
    return [Heading(1, "Beteiligte"), Table(columns, rows)]


_PUBLIC_LINKS = frozenset({"Bedarf", "Priorität", "Beschluss"})


def _thread(sheet: ProjectSheet) -> list[Block]:
    if not any(text for _, text in sheet.thread):
        return []
    chain: list[str | Run] = []
    shown = [link for link in sheet.thread if not sheet.public or link[0] in _PUBLIC_LINKS]
    for caption, text in shown:
        chain += [" › "] if chain else []
        chain += [bold(f"{caption}: "), text or "noch nicht verknüpft"]
    return [Heading(1, "Roter Faden"), Paragraph(tuple(chain))]


def _internal(sheet: ProjectSheet) -> list[Block]:
    blocks: list[Block] = []
    if sheet.tasks:
        columns = (TableColumn("Aufgabe", width=6), TableColumn("Stand", width=2))
        rows = tuple((title, "offen" if is_open else "erledigt") for title, is_open in sheet.tasks)
        blocks += [Heading(1, "Aufgaben"), Table(columns, rows)]
    if sheet.project.lessons_learned:
        blocks += [Heading(1, "Erfahrungen"), *prose(sheet.project.lessons_learned)]
    if sheet.documents:
        text = f"Anlagen in der Akte: {'; '.join(sheet.documents)}"
        blocks.append(Paragraph(text, style=Style.SMALL))
    return blocks
