"""Every page of the navigation in the real window on the example file: names, Tab order, German, room, help.

One window for the module: what is checked here changes nothing, and opening the example takes a moment.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTabBar, QWidget

from coordinator_app.common.clock import FixedClock
from coordinator_app.gui import alerts
from coordinator_app.gui.help_topics import topics
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.navigation import existing_pages
from coordinator_app.gui.page_stack import DIVISION_STEP
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.theme import Theme
from coordinator_app.gui.widgets.buttons import PrimaryButton
from coordinator_app.gui.widgets.split_view import Splitter
from coordinator_app.gui.widgets.steps import StepBar
from tests.gui.accessible import faults, out_of_order, stops, unreached, wanted_stops, words_of
from tests.gui.conftest import AnsweringAlerts

pytestmark = pytest.mark.styled

PAGES = [info.id for info in existing_pages()]
SMALL = (1024, 600)


def wait_for(condition: Callable[[], object], milliseconds: int) -> bool:
    """Let the window work until the condition holds (qtbot lives for one test only)."""
    for _ in range(milliseconds // 20):
        if condition():
            return True
        QTest.qWait(20)
    return bool(condition())


def windows_shown() -> set[QWidget]:
    """Everything that stands on the screen as a window."""
    return {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}


@pytest.fixture(scope="module")
def other_windows(appearance: Theme) -> set[QWidget]:
    """What earlier tests left on the screen."""
    return windows_shown()


@pytest.fixture(scope="module")
def other_trees(appearance: Theme) -> set[QWidget]:
    """What earlier tests left without a parent."""
    return set(QApplication.topLevelWidgets())


@pytest.fixture(scope="module")
def window(
    appearance: Theme,
    demo_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    other_windows: set[QWidget],
    other_trees: set[QWidget],
) -> Iterator[MainWindow]:
    """The real window with a copy of the example file open."""
    folder = tmp_path_factory.mktemp("example")
    clock = FixedClock(datetime(2026, 11, 9, 9, 42, tzinfo=UTC))
    shutil.copy(demo_file, folder / "Mühlwerda.kpr")
    for answers in demo_file.parent.glob("*.kpra"):
        shutil.copy(answers, folder)
    before, alerts.backend = alerts.backend, AnsweringAlerts()
    made = MainWindow(LocalState(folder / "fenster.ini"), appearance, clock)
    made.resize(*SMALL)
    made.show()
    made.activateWindow()
    made.open_file(folder / "Mühlwerda.kpr")
    assert wait_for(lambda: made.context is not None, 20_000)
    yield made
    made.close()
    assert wait_for(made.isHidden, 20_000)
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    alerts.backend = before


def opened(window: MainWindow, page_id: str) -> Page:
    """Switch to a page and let its work in the background end."""
    window.open_page(page_id)
    QCoreApplication.sendPostedEvents()
    QTest.qWait(1)
    page = window.stack.current_page
    assert page is not None
    assert page.page_id == page_id
    return page


def views(window: MainWindow, page_id: str) -> Iterator[tuple[str, Page]]:
    """The page as it opens, and each of its tabs and steps, with words for the message."""
    page = opened(window, page_id)
    yield page_id, page
    bars = [bar for bar in page.findChildren(QTabBar) if bar.isVisible()]
    for bar in bars:
        for index in range(bar.count()):
            bar.setCurrentIndex(index)
            QTest.qWait(1)
            yield f"{page_id}: {bar.tabText(index)}", page
        bar.setCurrentIndex(0)
    for steps in [bar for bar in page.findChildren(StepBar) if bar.isVisible()]:
        for step in steps.findChildren(QAbstractButton):
            step.click()
            QTest.qWait(1)
            yield f"{page_id}: {step.text()}", page


@dataclass
class Walk:
    """What was found on a page and in each of its tabs and steps, by kind of fault; each with words about where."""

    strays: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    primary: list[str] = field(default_factory=list)
    tight: list[str] = field(default_factory=list)
    tab: list[str] = field(default_factory=list)
    help: list[str] = field(default_factory=list)

    def look(self, window: MainWindow, where: str, page: Page) -> None:
        """Check a view that stands on the screen."""
        self.faults += [f"{where}: {each}" for each in faults(page)]
        shown = [each.text() for each in page.findChildren(PrimaryButton) if _stands_out(each)]
        self.primary += [f"{where}: {shown}"] if len(shown) > 1 else []
        for part in page.findChildren(QWidget):
            part.updateGeometry()  # what a tab before needed may still be remembered
        least = page.minimumSizeHint()
        if least.width() > window.stack.width() or least.height() > window.stack.height():
            self.tight.append(f"{where}: {least.width()}×{least.height()}")
        self.help += [f"{where}: {page.current_topic()}"] if page.current_topic() not in topics() else []

    def tab_through(self, window: MainWindow, where: str, page: Page) -> None:
        """Go through a view by Tab alone."""
        page.setFocus()
        wanted = wanted_stops(page)
        reached = stops(window, page)
        if window.focusWidget() in reached:
            self.tab.append(f"{where}: Tab bleibt auf der Seite bei {words_of(window.focusWidget() or page)}")
        self.tab += [f"{where}: Tab erreicht nicht: {each}" for each in unreached(wanted, reached)]
        self.tab += [f"{where}: Tab springt zurück: {each}" for each in out_of_order(page, reached)]


def _is_stray(widget: QWidget) -> bool:
    """Without a parent, and no list of a `QCompleter`, which owns it."""
    return widget.parentWidget() is None and widget.windowType() != Qt.WindowType.Popup


def _stands_out(button: PrimaryButton) -> bool:
    return button.isVisible() and button.property("rolle") == "primaer"


@pytest.fixture(scope="module")
def walks(window: MainWindow, other_windows: set[QWidget], other_trees: set[QWidget]) -> Callable[[str], Walk]:
    """Go through a page with all its views, once."""

    @cache
    def walk(page_id: str) -> Walk:
        found = Walk()
        for where, page in views(window, page_id):
            found.look(window, where, page)
            found.tab_through(window, where, page)
            trees = [each for each in set(QApplication.topLevelWidgets()) - other_trees - {window} if _is_stray(each)]
            found.strays += [f"{where}: {words_of(each)}" for each in trees]
            opened_too = windows_shown() - other_windows - {window}
            found.windows += [f"{where}: {words_of(each)}" for each in opened_too]
        assert (window.width(), window.height()) == SMALL
        return found

    return walk


@pytest.mark.parametrize("page_id", PAGES)
def test_every_part_belongs_to_the_window(walks: Callable[[str], Walk], page_id: str) -> None:
    """A tree of widgets without a parent is taken down by Python in any order: Qt may reach into what is gone."""
    assert walks(page_id).strays == []


@pytest.mark.parametrize("page_id", PAGES)
def test_no_part_comes_up_as_a_window_of_its_own(walks: Callable[[str], Walk], page_id: str) -> None:
    assert walks(page_id).windows == []


@pytest.mark.parametrize("page_id", PAGES)
def test_everything_speaks_german_and_is_large_enough(walks: Callable[[str], Walk], page_id: str) -> None:
    """Names, roles, labels, words, targets: see `accessible.faults`."""
    assert walks(page_id).faults == []


@pytest.mark.parametrize("page_id", PAGES)
def test_one_primary_button_at_most(walks: Callable[[str], Walk], page_id: str) -> None:
    assert walks(page_id).primary == []


@pytest.mark.parametrize("page_id", PAGES)
def test_every_view_fits_a_small_window(walks: Callable[[str], Walk], page_id: str) -> None:
    assert walks(page_id).tight == []


@pytest.mark.parametrize("page_id", PAGES)
def test_tab_reaches_everything_in_reading_order_and_leaves_the_page(
    walks: Callable[[str], Walk], page_id: str
) -> None:
    assert walks(page_id).tab == []


@pytest.mark.parametrize("page_id", PAGES)
def test_help_of_every_view_exists(walks: Callable[[str], Walk], page_id: str) -> None:
    assert walks(page_id).help == []


@pytest.mark.parametrize("page_id", PAGES)
def test_page_opens_twice_and_greets_without_a_ring(window: MainWindow, page_id: str) -> None:
    for _ in range(2):
        page = opened(window, page_id)
        assert page.isVisible()
        focused = window.focusWidget()
        assert focused is not None
        assert page is focused or page.isAncestorOf(focused)
        assert not isinstance(focused, QAbstractButton | QTabBar), focused
        opened(window, "today" if page_id != "today" else "settings")


def in_menus(window: MainWindow) -> dict[str, list[QAction]]:
    """The entries of each menu of the bar, with those of the menus below, by the menu's title."""
    found: dict[str, list[QAction]] = {}
    pending = [(action.text(), action.menu()) for action in window.menuBar().actions()]
    while pending:
        title, menu = pending.pop()
        if not isinstance(menu, QMenu):
            continue
        menu.aboutToShow.emit()
        found[title] = [action for action in menu.actions() if not action.isSeparator()]
        pending += [(f"{title} ▸ {action.text()}", action.menu()) for action in found[title] if action.menu()]
    return found


def test_every_command_stands_in_a_menu_with_a_letter_of_its_own(window: MainWindow) -> None:
    opened(window, "projects")
    menus = in_menus(window)
    shown = {action for entries in menus.values() for action in entries}
    table = window.actions_table
    homeless = [info.id for info in table.infos() if info.menu and table[info.id] not in shown]
    assert homeless == []
    assert [info.id for info in table.infos() if not info.menu and not info.shortcut] == []
    letters = [action.text() for action in window.menuBar().actions()]
    assert all("&" in text for text in letters)
    for title, entries in (("Menüleiste", window.menuBar().actions()), *menus.items()):
        found = [match.lower() for action in entries for match in re.findall(r"&([^&\s])", action.text())]
        assert len(found) == len(set(found)), (title, [action.text() for action in entries])


@pytest.mark.parametrize("page_id", PAGES)
def test_commands_of_a_page_stand_in_the_menu(window: MainWindow, page_id: str) -> None:
    page = opened(window, page_id)
    shown = {action for entries in in_menus(window).values() for action in entries}
    assert [action.text() for action in page.visible_actions() if action not in shown] == []


def test_line_between_list_and_details_moves_by_key(window: MainWindow) -> None:
    window.resize(1366, 768)
    page = opened(window, "projects")
    splitter = next(each for each in page.findChildren(Splitter) if each.isVisible())
    before = splitter.sizes()[0]
    window.actions_table["view.wider"].trigger()
    wider = splitter.sizes()[0]
    window.actions_table["view.narrower"].trigger()
    assert wider == before + DIVISION_STEP
    assert splitter.sizes()[0] == before
    window.resize(*SMALL)
