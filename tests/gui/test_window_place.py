"""The window is found again: on the screens there are, in a size they can show; and nothing moves that need not."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.gui import motion
from coordinator_app.gui.local_state import LocalState, bring_into_view, placed
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.theme import Theme

MAIN, SECOND = QRect(0, 0, 1366, 728), QRect(1366, 0, 1920, 1040)


@pytest.mark.parametrize(
    ("frame", "screens", "expected"),
    [
        (QRect(40, 40, 1200, 600), [MAIN], QRect(40, 40, 1200, 600)),  # fits
        (QRect(1500, 100, 1200, 800), [MAIN, SECOND], QRect(1500, 100, 1200, 800)),  # on the second screen
        (QRect(1500, 100, 1200, 800), [MAIN], QRect(166, 0, 1200, 728)),  # which is gone
        (QRect(0, 0, 3840, 2000), [MAIN], QRect(0, 0, 1366, 728)),  # from a large screen to a small one
        (QRect(1200, 300, 900, 600), [MAIN], QRect(466, 128, 900, 600)),  # most of it outside
        (QRect(40, -300, 1000, 600), [MAIN], QRect(40, 0, 1000, 600)),  # its title above the edge
        (QRect(900, 40, 900, 600), [MAIN, SECOND], QRect(900, 40, 900, 600)),  # over both screens
        (QRect(-5000, -5000, 800, 600), [MAIN, SECOND], QRect(0, 0, 800, 600)),  # nowhere
        (QRect(5, 5, 100, 100), [], QRect(5, 5, 100, 100)),  # a session without any screen
    ],
)
def test_a_window_goes_where_it_can_be_used(frame: QRect, screens: list[QRect], expected: QRect) -> None:
    assert placed(frame, screens) == expected


def test_a_window_far_outside_comes_back_and_a_maximised_one_stays(
    qapp: QApplication, settings: LocalState, tmp_path: Path
) -> None:
    window = MainWindow()
    window.setGeometry(9000, 9000, 900, 600)
    bring_into_view(window)
    screen = qapp.primaryScreen().availableGeometry()
    assert screen.contains(window.geometry().topLeft())
    settings.save_window(window)
    again = MainWindow()
    assert settings.restore_window(again)
    assert screen.contains(again.geometry().topLeft())
    again.setWindowState(Qt.WindowState.WindowMaximized)
    before = again.geometry()
    bring_into_view(again)
    assert again.geometry() == before
    for made in (window, again):
        made.deleteLater()


def test_a_folder_that_cannot_be_made_means_settings_for_this_session_only(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("x", encoding="utf-8")
    state = LocalState(tmp_path / "datei" / "unten" / "fenster.ini")
    state.set("look/theme", "dunkel")
    state.sync()
    assert state.text("look/theme") == "dunkel"


@pytest.mark.parametrize(
    ("environment", "remote"),
    [
        ({"DISPLAY": ":0"}, False),
        ({}, False),
        ({"DISPLAY": "/var/run/x:0"}, False),
        ({"DISPLAY": "localhost:10.0"}, True),
        ({"DISPLAY": ":10", "XRDP_SESSION": "1"}, True),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "a b c d"}, True),
    ],
)
def test_remote_sessions_are_known(environment: dict[str, str], remote: bool) -> None:
    assert motion.is_remote(environment) is remote


class _Painted(QObject):
    """Adds up what is painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            self.region = self.region.united(event.region().translated(watched.mapTo(watched.window(), QPoint(0, 0))))
        return False

    def share(self) -> float:
        """The part of the window painted since the last call."""
        area = sum(part.width() * part.height() for part in self.region)
        self.region = QRegion()
        window: Any = self.parent()
        return area / (window.width() * window.height())


@pytest.mark.styled
def test_at_rest_nothing_is_painted_and_a_key_paints_its_field_only(
    qtbot: QtBot, qapp: QApplication, settings: LocalState, appearance: Theme, clock: FixedClock, workspace: Any
) -> None:
    path = workspace.store.path
    workspace.store.close()
    window = MainWindow(settings, appearance, clock)
    window.resize(1366, 728)
    window.show()
    with qtbot.waitSignal(window.file_opened, timeout=15_000):
        window.open_file(path)
    window.search.focus()
    qtbot.wait(300)
    painted = _Painted(window)
    qapp.installEventFilter(painted)
    qtbot.wait(400)
    assert painted.share() < 0.001, "the cursor blinks"
    qtbot.keyClick(window.search, "x")
    window.search.repaint()
    assert 0 < painted.share() < 0.03
    qapp.removeEventFilter(painted)
    window.close()
    qtbot.waitUntil(window.isHidden, timeout=10_000)
    window.deleteLater()


def test_less_motion_stops_effects_and_blinking(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(motion, "is_remote", lambda: False)
    usual: Any = qapp.cursorFlashTime()
    motion.apply(wanted=True)
    assert motion.reduced()
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_FadeMenu)
    assert qapp.cursorFlashTime() == 0
    motion.apply(wanted=False)
    assert not motion.reduced()
    assert qapp.cursorFlashTime() == usual
