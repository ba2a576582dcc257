"""Taking over a project of another town by hand: the dry run, both ways, a second time, bad files."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.exchange.project_file import written
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.project_take_over import EXACT, TakeOverDialog, take_over_project
from coordinator_app.services.project_exchange import ProjectExchange

CONTENT = {
    "written": "2026-10-01",
    "origin": {"municipality": "Nachbarstadt"},
    "project": {
        "uuid": "11111111-1111-4111-8111-111111111111",
        "title": "Nachtsport",
        "project_type": "offer",
        "short_description": "Offene Halle am Freitagabend",
        "start": "2026-01-01",
        "costs": "viel",
        "fields_of_action": [{"code": "zirkus", "label": "Sport"}],
    },
    "carrier": "Sportbund",
    "goals": [{"uuid": "1", "text": "Weniger Langeweile", "indicators": [{"name": "Besuche"}]}],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An exchange file of another town."""
    made = tmp_path / "Nachtsport.json"
    made.write_bytes(written(CONTENT))
    return made


def count(context: AppContext) -> int:
    return len(context.workspace.projects.list_source().ids(ListFilter()))


def test_the_dry_run_stands_in_the_window(context: AppContext, qtbot: QtBot, path: Path) -> None:
    file = ProjectExchange(context.workspace).read(path.read_bytes(), path.name)
    dialog = TakeOverDialog(context, file)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.new_words.text() == "Wird neu angelegt: Handlungsfelder: Sport."
    assert dialog.left_out.text() == "Bleibt weg: Beginn; Träger und Partner."
    assert dialog.problems.text() == "„Kosten“ war nicht lesbar und bleibt leer."
    dialog.mode.set_value(EXACT)
    dialog.mode.committed.emit()
    assert dialog.new_words.text().endswith("Organisation: Sportbund.")
    assert not dialog.left_out.isVisible()
    assert count(context) == 0
    dialog.primary_button.click()
    assert count(context) == 1
    assert dialog.project_id is not None


def test_a_project_is_taken_over_and_shown_once(
    context: AppContext, shell: Any, path: Path, alerts_fake: Any, qtbot: QtBot
) -> None:
    def answer(*, press: bool) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TakeOverDialog)
        assert dialog.primary_button.isEnabled() is press
        (dialog.primary_button if press else dialog.cancel_button).click()

    alerts_fake.answers.append(path)
    QTimer.singleShot(0, lambda: answer(press=True))
    take_over_project(None, context)
    assert count(context) == 1
    assert [call[:2] for call in shell.calls if call[0] == "navigate"] == [("navigate", "project")]
    QTimer.singleShot(0, lambda: answer(press=False))
    take_over_project(None, context, path)
    assert count(context) == 1
    context.workspace.store.undo()
    assert count(context) == 0


def test_another_file_is_refused_in_words(context: AppContext, tmp_path: Path) -> None:
    other = tmp_path / "liste.json"
    with pytest.raises(UserError, match="lässt sich nicht lesen"):
        take_over_project(None, context, other)
    other.write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="keine Austauschdatei"):
        take_over_project(None, context, other)
