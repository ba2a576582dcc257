"""Every dialog of the program on the example file: names, roles, Tab order, Esc, focus, help, German, room.

A dialog class without an entry in `tests/gui/dialogs/openers.py` fails here.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

import coordinator_app.gui
from coordinator_app.gui import alerts
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.theme import Theme
from tests.gui.accessible import faults, out_of_order, stops, unreached, wanted_stops
from tests.gui.conftest import AnsweringAlerts
from tests.gui.dialogs.openers import MORE, OPENERS
from tests.gui.dialogs.stage import Stage, set_stage

pytestmark = pytest.mark.styled

ROOM = (911, 512)  # 1366×768 pixels at 150 %
WAIT = 10_000
CASES = {f"{each.__module__.rpartition('.')[2]}.{each.__name__}": opener for each, opener in OPENERS.items()} | MORE


@cache
def classes() -> frozenset[type[QDialog]]:
    """Every class of a dialog in the program."""
    for module in pkgutil.walk_packages(coordinator_app.gui.__path__, "coordinator_app.gui."):
        importlib.import_module(module.name)
    found: set[type[QDialog]] = set()
    pending: list[type[QDialog]] = [QDialog]
    while pending:
        for each in pending.pop().__subclasses__():
            pending.append(each)
            if each.__module__.startswith("coordinator_app."):
                found.add(each)
    return frozenset(found)


def test_every_dialog_class_has_an_opener(stage: Stage) -> None:
    base = {each for each in classes() if each.__subclasses__() and each not in OPENERS}
    left = {each for each in classes() - base if each not in OPENERS}
    assert {f"{each.__module__}.{each.__name__}" for each in left} == set()
    assert {each.__name__ for each in base} <= {
        "Dialog",
        "FieldDialog",
        "ComparisonDialog",
        "WorkingDialog",
        "ReadingDialog",
    }


@pytest.fixture(scope="module")
def stage(appearance: Theme, demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    before, alerts.backend = alerts.backend, AnsweringAlerts()
    with set_stage(demo_file, tmp_path_factory.mktemp("stage"), appearance) as made:
        yield made
    alerts.backend = before


@pytest.fixture
def dialog(stage: Stage, request: pytest.FixtureRequest) -> Iterator[QDialog]:
    """A dialog as it stands when its work in the background has ended."""
    stage.window.activateWindow()
    stage.field.setFocus()
    made = CASES[request.param](stage)
    made.setModal(True)
    made.show()
    made.activateWindow()
    for _ in range(WAIT // 20):
        QTest.qWait(1)
        if not stage.context.jobs.active():
            break
        QTest.qWait(20)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("dialog", CASES, indirect=True)
def test_dialog_is_good_for_keyboard_and_screen_reader(dialog: QDialog, stage: Stage) -> None:
    found = faults(dialog)
    found += [] if dialog.windowTitle() else ["ohne Titel"]
    found += beginning(dialog)
    wanted = wanted_stops(dialog)
    reached = stops(dialog, dialog)
    first = dialog.focusWidget()
    found += [f"Tab erreicht nicht: {each}" for each in unreached(wanted, reached)]
    found += [f"Tab springt zurück: {each}" for each in out_of_order(dialog, reached)]
    if first is not None and first not in reached:
        found.append("Tab verlässt den Dialog")
    room = dialog.minimumSizeHint()
    if room.width() > ROOM[0] or room.height() > ROOM[1]:
        found.append(f"braucht mindestens {room.width()}×{room.height()}")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QTest.qWait(1)
    found += ["Esc schließt nicht"] if dialog.isVisible() else []
    if stage.window.focusWidget() is not stage.field:
        found.append(f"der Fokus kehrt nicht zurück: {stage.window.focusWidget()}")
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def beginning(dialog: QDialog) -> list[str]:
    """Where a dialog begins: in its content, with the verb as the button of Enter."""
    found: list[str] = []
    focused = dialog.focusWidget()
    if focused is None or not focused.isVisible():
        found.append("beginnt ohne Fokus")
    if isinstance(dialog, Dialog) and dialog.primary_button.isVisible():
        standard = [each for each in dialog.findChildren(QPushButton) if each.isDefault()]
        if standard != [dialog.primary_button]:
            found.append(f"Eingabe drückt {[each.text() for each in standard]}")
    return found
