"""A report as one document: its chapters in their order, each with the own text and what the data say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.documents.content import (
    Block,
    Contents,
    Document,
    FigureList,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    TableList,
    Text,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.new_reports import LONG_KINDS, span
from coordinator_app.domain.publicity import public_text, spelled_marks
from coordinator_app.domain.report_chapters import ChapterState
from coordinator_app.domain.report_outlines import UNNUMBERED, field_of
from coordinator_app.domain.report_plan import ReportPlan, read_plan
from coordinator_app.domain.reports import Report, ReportState, ReportVariant
from coordinator_app.services.report_content import ChapterContext, maker_of

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


_ONE_PAGE = 45  # lines of contents a page holds


@dataclass(frozen=True, slots=True)
class ChapterContent:
    """A printed chapter: its heading and the blocks below it, own text first."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


def build_report(workspace: "Workspace", id: int, variant: ReportVariant = ReportVariant.INTERNAL) -> Document:
    """The whole report; chapters without content and text are left out."""
    report = workspace.report_builder.get(id)
    return document_of(workspace, report, chapters_of(workspace, id, variant), variant)


def chapters_of(workspace: "Workspace", id: int, variant: ReportVariant) -> tuple[ChapterContent, ...]:
    """What stands in the chapters of a report, in its order."""
    context = context_of(workspace, id, variant)
    found: list[ChapterContent] = []
    for state in workspace.report_builder.states(id):
        blocks = chapter_blocks(context, state) if state.included else ()
        if blocks:
            found.append(ChapterContent(state.chapter.key, state.heading, blocks))
    return tuple(found)


def context_of(workspace: "Workspace", id: int, variant: ReportVariant) -> ChapterContext:
    """What the makers of the chapters of a report get, without a field of action."""
    report = workspace.report_builder.get(id)
    day = today(workspace.clock)
    start, end = span(report, day)
    return ChapterContext(
        workspace=workspace,
        report=report,
        plan=read_plan(report.settings),
        start=start,
        end=end,
        today=day,
        is_public=variant is ReportVariant.PUBLIC,
    )


def chapter_blocks(context: ChapterContext, state: ChapterState) -> tuple[Block, ...]:
    """The own text and what the data say; empty when there is neither."""
    text = public_text(state.text) if context.is_public else spelled_marks(state.text)
    own: tuple[Block, ...] = prose(text)
    maker = maker_of(state.chapter.key)
    if maker is not None:
        return (*own, *maker(replace(context, field=field_of(state.chapter.key))))
    if not own and state.needs_text and not state.text:
        return (Paragraph(missing(f"Text zu „{state.heading}“")),)
    return own


def document_of(
    workspace: "Workspace", report: Report, chapters: Sequence[ChapterContent], variant: ReportVariant
) -> Document:
    """The document with title, facts and contents around its chapters."""
    from coordinator_app.services.documents import letterhead_of

    plan = read_plan(report.settings)
    author = workspace.municipality.name()
    body: list[Block] = []
    for chapter in chapters:
        is_front = chapter.key in UNNUMBERED
        body += [Heading(1, chapter.heading, numbered=not is_front), *chapter.blocks]
        body += [PageBreak()] if is_front and chapter is not chapters[-1] else []
    depth = 2 if sum(isinstance(block, Heading) and block.level <= 2 for block in body) <= _ONE_PAGE else 1
    return Document(
        title=report.title,
        subtitle=author if report.report_kind in LONG_KINDS else "",
        subject=report.report_kind.label,
        author=author,
        letterhead=letterhead_of(workspace),
        footer=report.title,
        marking=_marking(report, variant),
        title_page=plan.title_page,
        numbered=plan.numbered,
        blocks=(*_facts(workspace, report), *_lists(plan, depth), *body),
    )


def _facts(workspace: "Workspace", report: Report) -> list[Block]:
    """The lines at the head: what it is about, for whom, when."""
    pairs: list[tuple[str, Text]] = []
    if report.period_start and report.period_end:
        pairs.append(("Zeitraum", f"{format_date(report.period_start)} bis {format_date(report.period_end)}"))
    pairs += [
        (label, value)
        for label, value in (
            ("Empfänger", report.addressee),
            ("Nummer", report.reference),
            ("Anfrage vom", format_date(report.asked_on) if report.asked_on else ""),
        )
        if value
    ]
    return [KeyValues((*pairs, ("Stand", format_date(today(workspace.clock)))))]


def _lists(plan: ReportPlan, depth: int) -> list[Block]:
    """Contents down to a level and lists of figures and tables, on pages before the first chapter."""
    lists: list[Block] = [Contents(depth, title="Inhalt")] if plan.contents else []
    lists += [FigureList(title="Abbildungen")] if plan.figure_list else []
    lists += [TableList(title="Tabellen")] if plan.table_list else []
    if lists:
        return [*([PageBreak()] if plan.title_page else []), *lists, PageBreak()]
    return [PageBreak()] if plan.title_page else []


def _marking(report: Report, variant: ReportVariant) -> str:
    is_open = report.state in {ReportState.DRAFT, ReportState.CHECKED}
    inside = variant is ReportVariant.INTERNAL and report.report_kind in LONG_KINDS
    return " · ".join(filter(None, ("Entwurf" if is_open else "", "interne Fassung" if inside else "")))
