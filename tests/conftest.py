"""What every test runs under: no screen, no user folders, no language of the machine, no silent warnings."""

import locale
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from coordinator_app.common.clock import FixedClock

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace
    from tests.meeting_scenario import Progress, SavedSteering, Steering

# Set here and not outside: under Wine an outer setting does not reach the program.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Nothing may depend on the language of the machine: German comes from the program itself.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)

_USER_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA")

settings.register_profile("check", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("check")


def pytest_configure(config: pytest.Config) -> None:
    """Give this run user folders of its own, so that no test reads or writes those of the person at the machine."""
    home = Path(tempfile.mkdtemp(prefix="kpr-tests-"))
    for name in _USER_FOLDERS:
        folder = home / name.lower()
        folder.mkdir()
        os.environ[name] = str(folder)
    # One font cache for all runs: building it takes seconds.
    charts = Path(config.rootpath) / "build" / "matplotlib"
    charts.mkdir(parents=True, exist_ok=True)
    os.environ["MPLCONFIGDIR"] = str(charts)
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


@pytest.fixture(autouse=True)
def no_unexpected_warnings(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it is marked `allow_log`."""
    yield
    if request.node.get_closest_marker("allow_log"):
        return
    found = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    if found:
        pytest.fail("Unerwartete Warnungen im Protokoll:\n" + "\n".join(found), pytrace=False)


@pytest.fixture(autouse=True)
def language_untouched() -> Iterator[None]:
    """Fail a test that changes the language of the whole process."""
    before = locale.setlocale(locale.LC_ALL)
    yield
    after = locale.setlocale(locale.LC_ALL)
    if after != before:
        locale.setlocale(locale.LC_ALL, before)
        pytest.fail(f"The process language changed from {before} to {after}.", pytrace=False)


@pytest.fixture(autouse=True)
def german_window(request: pytest.FixtureRequest) -> None:
    """Give tests with windows German numbers and dates, as the program does at its start."""
    if "qapp" in request.fixturenames or "qtbot" in request.fixturenames:
        from PySide6.QtCore import QLocale

        QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))


TODAY = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)  # a Monday; the day the demo town works on


@pytest.fixture(scope="session")
def fresh_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new municipality file with its seeds, made once: making one costs half a second."""
    from coordinator_app.services.workspace import Workspace

    path = tmp_path_factory.mktemp("fresh") / "muehlwerda.kpr"
    Workspace.create(path, clock=FixedClock(TODAY), user="Test").store.close()
    return path


@pytest.fixture
def clock() -> FixedClock:
    """A clock at `TODAY` that a test may set."""
    return FixedClock(TODAY)


@pytest.fixture
def plain_file(fresh_file: Path) -> Path:
    """What `workspace` copies for tests without a scenario."""
    return fresh_file


@pytest.fixture
def start_file(request: pytest.FixtureRequest, plain_file: Path) -> Path:
    """What `workspace` copies: a plain file, or the one that holds the scenario the test asks for."""
    for scenario in ("steering", "scene"):
        if scenario in request.fixturenames:
            path: Path = request.getfixturevalue(f"saved_{scenario}").path
            return path
    return plain_file


@pytest.fixture
def workspace(start_file: Path, tmp_path: Path, clock: FixedClock) -> "Iterator[Workspace]":
    """An open municipality file of its own, with the seed catalogues and what the test's scenario adds."""
    from coordinator_app.services.workspace import Workspace

    path = tmp_path / "muehlwerda.kpr"
    shutil.copyfile(start_file, path)
    opened = Workspace.open(path, clock=clock, user="Test")
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def steering_files(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> "Callable[[Progress], SavedSteering]":
    """The steering group of `tests/meeting_scenario.py` at each stage, made once."""
    from tests.meeting_scenario import SavedSteering

    folder = tmp_path_factory.mktemp("steering")
    return cache(lambda stage: SavedSteering.save(fresh_file, folder / f"{stage}.kpr", stage))


@pytest.fixture
def steering_stage() -> "Progress":
    """How far the second meeting of `steering` is; modules may say otherwise."""
    return "invited"


@pytest.fixture
def saved_steering(
    steering_files: "Callable[[Progress], SavedSteering]", steering_stage: "Progress"
) -> "SavedSteering":
    """The file `workspace` is copied from in tests with `steering`."""
    return steering_files(steering_stage)


@pytest.fixture
def steering(saved_steering: "SavedSteering", workspace: "Workspace", clock: FixedClock) -> "Steering":
    """A steering group with two meetings in `workspace`."""
    return saved_steering.opened(workspace, clock)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example file of `TODAY`, made once; open it read-only or copy it."""
    from coordinator_app.services.demo import make_demo

    path = tmp_path_factory.mktemp("demo") / "Mühlwerda.kpr"
    make_demo(path, day=TODAY.date())
    return path
