"""The menu „Hilfe“ in the real window: help above a dialog, the Handbuch as PDF and in the print preview."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui import help_commands
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.help_window import HelpWindow
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.preview.page import PreviewPage
from coordinator_app.gui.theme import Theme
from tests.gui.conftest import AnsweringAlerts
from tests.gui.helpers import paper


@pytest.fixture
def window(
    qtbot: QtBot,
    settings: LocalState,
    appearance: Theme,
    clock: FixedClock,
    alerts_fake: AnsweringAlerts,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    def render(file_format: str, _options: Mapping[str, Any], _job: JobContext) -> bytes:
        return paper(3) if file_format == "pdf" else b""

    monkeypatch.setattr(help_commands, "render_handbook", render)
    made = MainWindow(settings, appearance, clock)
    made.show()
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())


def test_help_above_a_modal_dialog_belongs_to_it_and_goes_with_it(window: MainWindow) -> None:
    window.commands.show_help("heute")
    own = window.findChild(HelpWindow)
    dialog = Dialog("Einfrieren", parent=window)
    dialog.open()
    window.commands.show_help("prioritaeten")
    above = dialog.findChild(HelpWindow)
    assert above is not None
    assert above is not own
    assert above.isVisible()
    assert above.topic == "prioritaeten"
    assert not above.print_button.isVisible()
    assert own is not None
    assert own.topic == "heute"
    assert own.print_button.isVisible()
    dialog.reject()


def test_handbook_is_saved_without_an_open_file_and_previewed_with_one(
    qtbot: QtBot, window: MainWindow, workspace: Any, tmp_path: Path, alerts_fake: AnsweringAlerts
) -> None:
    alerts_fake.answers = [tmp_path / "Handbuch"]
    window.actions_table["help.handbook"].trigger()
    qtbot.waitUntil((tmp_path / "Handbuch.pdf").is_file)
    path: Path = workspace.store.path
    workspace.store.close()
    with qtbot.waitSignal(window.file_opened, timeout=10_000):
        window.open_file(path)
    window.commands.show_help("heute")
    shown = window.findChild(HelpWindow)
    assert shown is not None
    shown.print_button.click()
    assert not shown.isVisible()
    page = window.stack.current_page
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(page.print_button.isEnabled)
    assert page.printable is not None
    assert page.printable.formats == ("pdf", "docx")
