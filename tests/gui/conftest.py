"""Windows in tests: real services on a temporary file, a recording shell, message boxes that answer at once."""

import gc
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.actions import Actions
from coordinator_app.gui.change_bus import ChangeBus
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Jobs
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.theme import Theme

if TYPE_CHECKING:
    from tests.gui.meeting_scene import SavedScene, Scene

MOMENT = datetime(2026, 11, 9, 9, 42, tzinfo=UTC)


@dataclass
class RecordingShell:
    """Takes what pages ask of the window: a list of (verb, arguments)."""

    calls: list[tuple[Any, ...]] = field(default_factory=list)

    def navigate(self, kind: str, record_id: int) -> None:
        self.calls.append(("navigate", kind, record_id))

    def open_page(self, page_id: str) -> None:
        self.calls.append(("open_page", page_id))

    def go_back(self) -> None:
        self.calls.append(("go_back",))

    def preview(self, document_key: str, subject: int, options: Mapping[str, Any] | None) -> None:
        self.calls.append(("preview", document_key, subject, options))

    def export(self, document_key: str, subject: int, file_format: str, options: Mapping[str, Any] | None) -> None:
        self.calls.append(("export", document_key, subject, file_format, options))

    def export_list(self, source: Any, wanted: Any, columns: Sequence[Any], title: str) -> None:
        self.calls.append(("export_list", source, wanted, columns, title))

    def undo_bar(self, text: str) -> None:
        self.calls.append(("undo_bar", text))

    def notify(self, text: str, role: str) -> None:
        self.calls.append(("notify", text, role))

    def show_help(self, topic: str) -> None:
        self.calls.append(("show_help", topic))

    def status_hint(self, text: str) -> None:
        self.calls.append(("status_hint", text))


@dataclass
class AnsweringAlerts:
    """Records what was shown; answers questions from `answers` (indices or paths), -1 and "" when it runs out."""

    shown: list[str] = field(default_factory=list)
    asked: list[tuple[str, list[str]]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)

    def show(self, parent: QWidget | None, text: str, *, detail: str, warning: bool, help_topic: str) -> None:
        self.shown.append(text)

    def choose(self, parent: QWidget | None, text: str, options: Sequence[str], *, detail: str, danger: bool) -> int:
        self.asked.append((text, list(options)))
        return int(self.answers.pop(0)) if self.answers else -1

    def open_path(self, parent: QWidget | None, title: str, filters: str, folder: str) -> str:
        self.asked.append((title, [filters, folder]))
        return str(self.answers.pop(0)) if self.answers else ""

    def save_path(self, parent: QWidget | None, title: str, filters: str, proposal: str) -> str:
        self.asked.append((title, [filters, proposal]))
        return str(self.answers.pop(0)) if self.answers else ""

    def document_path(self, parent: QWidget | None, title: str, filters: str, proposal: str) -> str:
        return self.save_path(parent, title, filters, proposal)

    def folder_path(self, parent: QWidget | None, title: str, folder: str) -> str:
        self.asked.append((title, [folder]))
        return str(self.answers.pop(0)) if self.answers else ""


@pytest.fixture(autouse=True)
def look(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only tests marked `styled` get the style sheet: applying it takes two fifths of the time of a window test.

    Journeys run with it always; what they and the styled tests see is what people see. It is put on and taken off
    between tests of different kinds only: every window still open is styled again each time.
    """
    styled = request.node.get_closest_marker("styled") is not None
    if not styled:
        monkeypatch.setattr(theme, "style_sheet", str)
    application = QApplication.instance()
    if styled:
        request.getfixturevalue("appearance")
    if isinstance(application, QApplication) and bool(application.styleSheet()) != styled:
        application.setStyleSheet(theme.style_sheet())


@pytest.fixture(autouse=True)
def windows_freed() -> Iterator[None]:
    """Take down what a test has shown before the next one: many windows left make every later one slower."""
    gc.freeze()  # what was there before need not be looked through
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def alerts_fake(monkeypatch: pytest.MonkeyPatch) -> AnsweringAlerts:
    """Message boxes and file dialogs that answer at once."""
    fake = AnsweringAlerts()
    monkeypatch.setattr(alerts, "backend", fake)
    return fake


@pytest.fixture
def clock() -> FixedClock:
    """Monday, 9 November 2026, 10:42 in Germany."""
    return FixedClock(MOMENT)


@pytest.fixture(scope="session")
def named_file(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new file of the town „Mühlwerda“, made once."""
    from coordinator_app.services.workspace import Workspace

    path = tmp_path_factory.mktemp("named") / "Mühlwerda.kpr"
    shutil.copyfile(fresh_file, path)
    opened = Workspace.open(path, clock=FixedClock(MOMENT), user="Test")
    opened.municipality.create(name="Mühlwerda")
    opened.store.close()
    return path


@pytest.fixture
def plain_file(named_file: Path) -> Path:
    """What `workspace` copies for tests without a scenario."""
    return named_file


@pytest.fixture(scope="session")
def saved_scene(named_file: Path, tmp_path_factory: pytest.TempPathFactory) -> "SavedScene":
    """The meetings of `tests/gui/meeting_scene.py` in a file, made once."""
    from tests.gui.meeting_scene import SavedScene

    return SavedScene.save(named_file, tmp_path_factory.mktemp("scene") / "Mühlwerda.kpr", MOMENT)


@pytest.fixture
def scene(saved_scene: "SavedScene", workspace: Any) -> "Scene":
    """A held and a planned meeting in `workspace`."""
    return saved_scene.scene


@pytest.fixture
def workspace(start_file: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Any]:
    """A file „Mühlwerda“ of its own with its seed catalogues and what the test's scenario adds, open."""
    from coordinator_app.services.workspace import Workspace

    path = tmp_path / "Mühlwerda.kpr"
    shutil.copyfile(start_file, path)
    opened = Workspace.open(path, clock=clock, user="Test")
    yield opened
    opened.store.close()


@pytest.fixture
def settings(tmp_path: Path) -> LocalState:
    """Window settings of this test alone."""
    return LocalState(tmp_path / "fenster" / "fenster.ini")


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Theme:
    """The look; one for all tests, as the application is."""
    made = Theme(qapp)
    made.start("hell")
    return made


@pytest.fixture
def shell() -> RecordingShell:
    """The window as pages see it."""
    return RecordingShell()


@pytest.fixture
def make_context(
    settings: LocalState, appearance: Theme, shell: RecordingShell, clock: FixedClock
) -> Iterator[Callable[[Any], AppContext]]:
    """Make a context around an open file; its jobs end with the test."""
    made: list[AppContext] = []

    def make(workspace: Any) -> AppContext:
        jobs = Jobs()
        bus = ChangeBus()
        bus.attach(workspace.store)
        context = AppContext(
            workspace=workspace,
            bus=bus,
            jobs=jobs,
            actions=Actions(jobs),
            settings=settings,
            theme=appearance,
            shell=shell,
            clock=clock,
        )
        made.append(context)
        return context

    yield make
    for context in made:
        context.jobs.shutdown()


@pytest.fixture
def context(workspace: Any, make_context: Callable[[Any], AppContext]) -> AppContext:
    """A context around the fixture `workspace`."""
    return make_context(workspace)


OpenWindow = Callable[[Path | None], MainWindow]


@pytest.fixture
def town_file(workspace: Any) -> Path:
    """A closed file with one area."""
    workspace.municipality.add_area(name="Bahnhofsviertel")
    path: Path = workspace.store.path
    workspace.store.close()
    return path


@pytest.fixture
def open_window(
    qtbot: QtBot, settings: LocalState, appearance: Theme, clock: FixedClock, alerts_fake: Any
) -> Iterator[OpenWindow]:
    """Show the main window, with a file or on the start screen; it is closed with the test."""
    made: list[MainWindow] = []

    def show(path: Path | None) -> MainWindow:
        window = MainWindow(settings, appearance, clock)
        made.append(window)
        window.show()
        if path is not None:
            with qtbot.waitSignal(window.file_opened, timeout=10_000):
                window.open_file(path)
        return window

    yield show
    for window in made:
        window.close()
        qtbot.waitUntil(window.isHidden, timeout=10_000)
        window.deleteLater()
