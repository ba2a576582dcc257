"""The tabs of a project in their order, and the tab each kind of record is shown in.

A tab without a pane is not shown. A pane is made at its first visit as `Pane(context, lookups)` and offers
`show_card(card)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.projects.actors import ActorsPane
from coordinator_app.gui.pages.projects.dates import DatesPane
from coordinator_app.gui.pages.projects.documents import DocumentsPane, HistoryPane
from coordinator_app.gui.pages.projects.fields import FieldsPane
from coordinator_app.gui.pages.projects.funding import ProjectFundingPane
from coordinator_app.gui.pages.projects.goals import GoalsPane
from coordinator_app.gui.pages.projects.overview import OverviewPane
from coordinator_app.gui.pages.projects.quality import QualityPane
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_card import ProjectCard


class Pane(Protocol):
    """What every tab offers."""

    def show_card(self, card: ProjectCard) -> None:
        """Show this project."""
        ...


MakePane = Callable[[AppContext, Lookups], ScrollColumn]


@dataclass(frozen=True, slots=True)
class TabSlot:
    """One tab; `pane` None = there is none yet, `topic` is its help."""

    key: str
    label: str
    pane: MakePane | None = None
    topic: str = "projekte"


SLOTS = (
    TabSlot("overview", "Überblick", OverviewPane),
    TabSlot("fields", "Angaben", FieldsPane),
    TabSlot("goals", "Ziele & Wirkung", GoalsPane, "projektqualitaet"),
    TabSlot("quality", "Qualität", QualityPane, "projektqualitaet"),
    TabSlot("actors", "Beteiligte", ActorsPane),
    TabSlot("funding", "Förderung", ProjectFundingPane, "foerderung"),
    TabSlot("dates", "Termine", DatesPane),
    TabSlot("documents", "Dokumente", DocumentsPane),
    TabSlot("history", "Verlauf", HistoryPane),
)

TAB_OF_KIND = {
    "goal": "goals",
    "indicator": "goals",
    "measurement": "goals",
    "evaluation": "goals",
    "quality_answer": "quality",
    "milestone": "dates",
    "event": "dates",
    "confirmation": "overview",
}
