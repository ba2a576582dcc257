"""The pages of the window as a table; a page's module is imported at its first visit, not at the start."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator_app.gui.pages.base import Page


@dataclass(frozen=True, slots=True)
class PageInfo:
    """One page: `kinds` are the record kinds it opens (equal to `record_kinds` of its class, tested).

    `bottom` pages stand at the lower end of the navigation, `hidden` ones in none (start, print preview).
    """

    id: str
    title: str
    icon: str
    module: str
    class_name: str
    shortcut: str = ""
    topic: str = ""
    kinds: frozenset[str] = frozenset()
    bottom: bool = False
    hidden: bool = False

    @property
    def button_text(self) -> str:
        """The title for buttons and menus, where a single & would mark a mnemonic."""
        return self.title.replace("&", "&&")

    def load(self) -> "type[Page]":
        """Import the page's module and return its class."""
        page_class: type[Page] = getattr(import_module(self.module), self.class_name)
        return page_class


_PAGES = "coordinator_app.gui.pages"

PAGES: tuple[PageInfo, ...] = (
    PageInfo("today", "Heute", "calendar-check", f"{_PAGES}.today.page", "TodayPage", "Ctrl+1", "heute"),
    PageInfo(
        "needs",
        "Bedarfe & Prioritäten",
        "target",
        f"{_PAGES}.needs.page",
        "NeedsPage",
        "Ctrl+2",
        "bedarfe",
        frozenset({"need", "evidence", "factor", "concern", "priority_round", "criterion", "priority"}),
    ),
    PageInfo(
        "projects",
        "Projekte",
        "briefcase",
        f"{_PAGES}.projects.page",
        "ProjectsPage",
        "Ctrl+3",
        "projekte",
        frozenset(
            {
                *("project", "goal", "indicator", "measurement", "milestone", "event", "confirmation"),
                *("evaluation", "quality_answer"),
            }
        ),
    ),
    PageInfo(
        "meetings",
        "Gremien & Sitzungen",
        "people",
        f"{_PAGES}.meetings.page",
        "MeetingsPage",
        "Ctrl+4",
        "sitzungen",
        frozenset({"body", "membership", "meeting", "agenda_item", "backlog_item", "minutes", "circulation"}),
    ),
    PageInfo(
        "tasks",
        "Aufgaben & Beschlüsse",
        "checklist",
        f"{_PAGES}.tasks.page",
        "TasksPage",
        "Ctrl+5",
        "aufgaben",
        frozenset({"task", "resolution"}),
    ),
    PageInfo(
        "surveys",
        "Sicherheitsanalyse",
        "chart",
        f"{_PAGES}.surveys.page",
        "SurveysPage",
        "Ctrl+6",
        "erhebungen",
        frozenset(
            {"survey", "questionnaire", "question", "site_walk", "site_walk_finding"}
            | {"data_series", "data_source", "process_step", "survey_stratum", "sample_draw", "register_margin"}
            | {"survey_finding", "survey_index"}
        ),
    ),
    PageInfo(
        "network",
        "Netzwerk",
        "share",
        f"{_PAGES}.network.page",
        "NetworkPage",
        "Ctrl+7",
        "netzwerk",
        frozenset(
            {"organisation", "person", "contact_point", "affiliation", "privacy_basis", "interaction"}
            | {"distribution_list", "privacy_review"}
        ),
    ),
    PageInfo(
        "funding",
        "Förderung",
        "euro",
        f"{_PAGES}.funding.page",
        "FundingPage",
        "Ctrl+8",
        "foerderung",
        frozenset(
            {
                *("grant", "grant_share", "finance_item", "expense", "drawdown", "proof_of_use", "condition"),
                *("pass_through", "funding_programme", "programme_deadline", "deadline"),
            }
        ),
    ),
    PageInfo(
        "reports",
        "Berichte",
        "document",
        f"{_PAGES}.reports.page",
        "ReportsPage",
        "Ctrl+9",
        "berichte",
        frozenset({"report"}),
    ),
    PageInfo(
        "settings",
        "Einstellungen",
        "sliders",
        f"{_PAGES}.settings.page",
        "SettingsPage",
        "",
        "einstellungen",
        frozenset({"municipality", "area", "place", "catalog_entry", "snippet", "letter_template"}),
        bottom=True,
    ),
)


def existing_pages() -> list[PageInfo]:
    """The pages this program has, in the order of the navigation."""
    return list(PAGES)


def page_for(kind: str) -> PageInfo | None:
    """The page that opens records of a kind; None when no page does."""
    return next((info for info in (*PAGES, *HIDDEN_PAGES) if kind in info.kinds), None)


HIDDEN_PAGES: tuple[PageInfo, ...] = (
    PageInfo(
        "preview",
        "Druckansicht",
        "printer",
        "coordinator_app.gui.preview.page",
        "PreviewPage",
        topic="druckansicht",
        kinds=frozenset({"document_preview"}),
        hidden=True,
    ),
)
