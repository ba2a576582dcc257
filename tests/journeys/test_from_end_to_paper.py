"""Counted by hand: from „Sitzung beenden“ to the printed page are three actions."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import OPEN_STATES
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.gui import alerts
from coordinator_app.gui.widgets.buttons import LinkButton
from tests.gui.conftest import AnsweringAlerts
from tests.journeys.steps import SLOW, Day

if TYPE_CHECKING:
    from tests.meeting_scenario import Progress, SavedSteering


@pytest.fixture
def day(
    qtbot: QtBot,
    steering_files: "Callable[[Progress], SavedSteering]",
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Day]:
    """The program with the running meeting open."""
    saved = steering_files("running")
    clock, answers = FixedClock(saved.moment + timedelta(minutes=90)), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Mühlwerda.kpr"
    shutil.copyfile(saved.path, path)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    made.kept["meeting"] = saved.ids["second"]
    yield made
    made.quit_program()


class Printer:
    """Stands for the system's printer dialog: whoever presses OK gets a file."""

    def __init__(self, path: Path) -> None:
        self.path, self.actions = path, 0

    def accept(self, dialog: QPrintDialog) -> int:
        self.actions += 1
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return int(QPrintDialog.DialogCode.Accepted)


def settle_items(day: Day) -> None:
    """Everything is treated: the last item was put off."""
    meetings = day.workspace.meetings
    for line in meetings.agenda.view(day.kept["meeting"]).lines:
        if line.number and line.item.state in OPEN_STATES:
            meetings.live.postpone(line.id)


def press(button: QWidget, actions: list[str]) -> None:
    """One action of the person at the window: a button that can be seen and pressed."""
    assert isinstance(button, LinkButton) or button.isEnabled()
    assert button.isVisible()
    actions.append(button.accessibleName())
    button.click()  # type: ignore[attr-defined]  # every button has it


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_from_the_end_of_the_meeting_to_paper_are_three_actions(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    settle_items(day)
    page = day.page("meetings")
    page.open_meeting(day.kept["meeting"], 2)
    day.settle()
    printer, actions = Printer(day.folder / "gedruckt.pdf"), list[str]()
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Büro"]))

    def answered(dialog: QPrintDialog) -> int:
        return printer.accept(dialog)

    monkeypatch.setattr(QPrintDialog, "exec", answered)
    press(page.workspace.close_button, actions)
    day.settle()
    day.nothing_was_refused()
    assert day.workspace.meetings.get(day.kept["meeting"]).state is MeetingState.HELD
    row = page.workspace.follow_up.papers.rows()[0]
    press(next(link for link in row.findChildren(LinkButton) if link.text() == "Drucken"), actions)
    day.qtbot.waitUntil(printer.path.exists, timeout=SLOW)
    assert len(actions) + printer.actions == 3, actions
    assert printer.path.read_bytes().startswith(b"%PDF")
    assert "Niederschrift 4. Sitzung" in day.window.stack.current_page.printable.stem
