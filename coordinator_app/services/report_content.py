"""What the chapters of a report say from the data: one maker per chapter, found by its key.

A maker gets a `ChapterContext` and gives the blocks below the heading and the coordinator's own text of its chapter.
Headings in it start at level 2. In the public variant it leaves out names of persons, what is not public and
numbers too small to be told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from coordinator_app.documents.content import Block
from coordinator_app.domain.report_outlines import FIELDS, field_of
from coordinator_app.domain.report_plan import ReportPlan
from coordinator_app.domain.reports import Report

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterContext:
    """What a maker may use: `start` to `end` are the period (both days included), `field` the field of action.

    `shared` keeps what the makers of one report read once.
    """

    workspace: "Workspace"
    report: Report
    plan: ReportPlan
    start: date
    end: date
    today: date
    is_public: bool
    field: int | None = None
    shared: dict[str, Any] = dataclass_field(default_factory=dict[str, Any], compare=False, repr=False)


Maker: TypeAlias = Callable[[ChapterContext], Sequence[Block]]

MAKERS: dict[str, str] = {
    "introduction": "year:introduction",
    "in_figures": "year:in_figures",
    "publicity": "year:publicity",
    "outlook": "year:outlook",
    "board_work": "board:board_work",
    "structure": "board:structure",
    "resolution": "board:resolution",
    "annex_resolutions": "board:annex_resolutions",
    "situation": "situation:situation",
    "approach": "situation:approach",
    FIELDS: "fields:field_of_action",
    "priorities": "priorities:priorities",
    "analysis": "priorities:analysis",
    "effects": "effects:effects",
    "evaluation": "effects:evaluation",
    "funding": "money:funding",
    "financing": "money:financing",
    "goals": "projects:goals",
    "annex_projects": "projects:annex_projects",
    "proposal": "papers:proposal",
    "note_taken": "papers:note_taken",
    "facts": "papers:facts",
    "consultation": "papers:consultation",
    "costs": "papers:costs",
    "enclosures": "papers:enclosures",
    "evidence": "inquiry:evidence",
    "lead": "press:lead",
    "background": "press:background",
    "press_contact": "press:press_contact",
}
"""Key of a chapter → „module:function“ in `report_chapters`; one without has the own text only."""


def maker_of(chapter: str) -> Maker | None:
    """The maker of a chapter."""
    name = MAKERS.get(FIELDS if field_of(chapter) is not None else chapter)
    if name is None:
        return None
    module, _, function = name.partition(":")
    found: Maker = getattr(import_module(f"coordinator_app.services.report_chapters.{module}"), function)
    return found
