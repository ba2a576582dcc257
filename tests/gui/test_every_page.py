"""Every page of the navigation in the real window on the example file: names, Tab order, German, room, help.

One window for the module: what is checked here changes nothing, and opening the example takes a moment.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget

from coordinator_app.common.clock import FixedClock
from coordinator_app.gui import alerts
from coordinator_app.gui.help_topics import topics
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.navigation import existing_pages
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.theme import Theme
from coordinator_app.gui.widgets.buttons import PrimaryButton
from coordinator_app.gui.widgets.steps import StepBar
from tests.gui.conftest import AnsweringAlerts
from tests.gui.helpers import nameless

pytestmark = pytest.mark.styled

PAGES = [info.id for info in existing_pages()]
SMALL = (1024, 600)
MOST_STOPS = 400  # a Tab order longer than this is a trap
ENGLISH = {"OK", "Ok", "Cancel", "Yes", "No", "Close", "Save", "Apply", "Reset", "Help", "Discard", "Open", "Abort"}
ENGLISH |= {"Retry", "Ignore", "Back", "Next", "Finish", "Scroll Left", "Scroll Right"}


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


@pytest.mark.parametrize("page_id", PAGES)
def test_every_part_belongs_to_the_window(window: MainWindow, other_trees: set[QWidget], page_id: str) -> None:
    """A tree of widgets without a parent is taken down by Python in any order: Qt may reach into what is gone."""
    for where, _ in views(window, page_id):
        alone = [found for found in set(QApplication.topLevelWidgets()) - other_trees if found.parentWidget() is None]
        strays = [f"{type(found).__name__} „{found.accessibleName()}“" for found in alone if found is not window]
        assert not strays, where


@pytest.mark.parametrize("page_id", PAGES)
def test_no_part_comes_up_as_a_window_of_its_own(window: MainWindow, other_windows: set[QWidget], page_id: str) -> None:
    for where, _ in views(window, page_id):
        assert windows_shown() - other_windows == {window}, where


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


@pytest.mark.parametrize("page_id", PAGES)
def test_everything_that_takes_the_focus_has_a_name(window: MainWindow, page_id: str) -> None:
    found = {where: nameless(page) for where, page in views(window, page_id)}
    assert {where: names for where, names in found.items() if names} == {}


@pytest.mark.parametrize("page_id", PAGES)
def test_buttons_are_german(window: MainWindow, page_id: str) -> None:
    found: set[str] = set()
    for _, page in views(window, page_id):
        for button in page.findChildren(QAbstractButton):
            if button.isVisible():
                words = {button.text().replace("&", ""), button.accessibleName(), button.toolTip()}
                found |= words & ENGLISH
    assert found == set()


@pytest.mark.parametrize("page_id", PAGES)
def test_one_primary_button_at_most(window: MainWindow, page_id: str) -> None:
    found: dict[str, list[str]] = {}
    for where, page in views(window, page_id):
        shown = [each.text() for each in page.findChildren(PrimaryButton) if each.isVisible()]
        primary = [
            each.text()
            for each in page.findChildren(PrimaryButton)
            if each.isVisible() and each.property("rolle") == "primaer"
        ]
        if len(primary) > 1:
            found[where] = shown
    assert found == {}


@pytest.mark.parametrize("page_id", PAGES)
def test_every_view_fits_a_small_window(window: MainWindow, page_id: str) -> None:
    found: dict[str, tuple[int, int]] = {}
    for where, page in views(window, page_id):
        least = page.minimumSizeHint()
        if least.width() > window.stack.width() or least.height() > window.stack.height():
            found[where] = (least.width(), least.height())
    assert found == {}
    assert (window.width(), window.height()) == SMALL


def stops(window: MainWindow, page: Page) -> list[QWidget]:
    """Where Tab leads from the beginning of the page until it leaves the page or comes round."""
    page.setFocus()
    found: list[QWidget] = []
    while len(found) < MOST_STOPS:
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        now = window.focusWidget()
        if now is None or now is page or not page.isAncestorOf(now) or now in found:
            break
        found.append(now)
    return found


@pytest.mark.parametrize("page_id", PAGES)
def test_tab_reaches_everything_and_leaves_the_page(window: MainWindow, page_id: str) -> None:
    page = opened(window, page_id)
    reached = stops(window, page)
    last = window.focusWidget()
    assert last not in reached, f"Tab stays within the page at {last}"
    wanted = [each for each in page.findChildren(QWidget) if takes_tab(each)]
    left = [f"{type(each).__name__} „{each.accessibleName()}“" for each in wanted if each not in reached]
    assert left == []


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab should stop here: in sight, usable, and not part of another control or group."""
    if not (widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
        return False
    if widget.focusProxy() is not None or isinstance(widget.parentWidget(), QApplication):
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is None or not group.exclusive() or (isinstance(widget, QAbstractButton) and widget.isChecked())


@pytest.mark.parametrize("page_id", PAGES)
def test_help_of_every_view_exists(window: MainWindow, page_id: str) -> None:
    known = set(topics())
    missing = {where: page.current_topic() for where, page in views(window, page_id)}
    assert {where: topic for where, topic in missing.items() if topic not in known} == {}
