"""The start screen and the demo file."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.gui.jobs import Jobs
from coordinator_app.gui.local_state import RECENT_LIMIT, LocalState
from coordinator_app.gui.pages.start.page import StartPage
from coordinator_app.gui.recent_files import RecentFile, RecentFiles, written
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.cards import ListRow


@pytest.fixture
def page(qtbot: QtBot, appearance: Any) -> StartPage:
    made = StartPage()
    qtbot.addWidget(made)
    made.show()
    return made


def rows(page: StartPage) -> list[ListRow]:
    return [row for row in page.files.rows() if isinstance(row, ListRow)]


def test_first_start_explains_itself(page: StartPage) -> None:
    page.show_files([])
    assert not page.files.isVisible()
    assert page.new_button.isVisible()


def test_last_files_open_with_a_click(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    there = tmp_path / "Mühlwerda.kpr"
    there.write_bytes(b"x")
    missing = RecentFile(tmp_path / "fehlt.kpr", there=False)
    page.show_files([RecentFile(there, there=True, changed=written(there)), missing])
    first, second = rows(page)
    assert first.link is not None
    with qtbot.waitSignal(page.file_wanted) as wanted:
        first.link.click()
    assert wanted.args == [there]
    assert first.value.text().startswith("geändert ")
    assert second.link is None
    assert second.value.text() == "nicht gefunden"


def test_file_can_be_taken_off_the_list(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    page.show_files([RecentFile(tmp_path / "fehlt.kpr", there=False)])
    with qtbot.waitSignal(page.forget_wanted) as wanted:
        rows(page)[0].findChildren(IconButton)[-1].click()
    assert wanted.args == [tmp_path / "fehlt.kpr"]


def test_files_are_looked_for_beside_the_window_and_the_focus_stays(
    qtbot: QtBot, page: StartPage, settings: LocalState, tmp_path: Path
) -> None:
    there, missing = tmp_path / "da.kpr", tmp_path / "fehlt.kpr"
    there.write_bytes(b"x")
    for path in (there, missing):
        settings.add_recent(path)
    jobs = Jobs()
    recent = RecentFiles(settings, jobs)

    def show() -> None:
        page.show_files(recent.files())

    recent.found.connect(show)
    show()
    assert [file.there for file in recent.files()] == [None, None]
    assert all(row.link is not None for row in rows(page)), "nobody waits: it may well be there"
    page.activateWindow()
    rows(page)[1].findChildren(IconButton)[0].setFocus()
    with qtbot.waitSignal(recent.found):
        recent.look()
    assert [(file.path, file.there) for file in recent.files()] == [(missing, False), (there, True)]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "„da“ oben anheften"
    recent.pin(there, pinned=True)
    assert [file.path for file in recent.files()] == [there, missing]
    assert rows(page)[0].findChildren(IconButton)[0].isChecked()
    recent.forget(missing)
    assert [file.path for file in recent.files()] == [there]
    jobs.shutdown()


@pytest.mark.parametrize("button", ["new", "open", "demo"])
def test_buttons_tell_what_is_wanted(qtbot: QtBot, page: StartPage, button: str) -> None:
    with qtbot.waitSignal(getattr(page, f"{button}_wanted")):
        getattr(page, f"{button}_button").click()


def test_recent_files_are_few_and_newest_first(settings: LocalState, tmp_path: Path) -> None:
    for number in range(RECENT_LIMIT + 2):
        settings.add_recent(tmp_path / f"{number}.kpr")
    settings.add_recent(tmp_path / "5.kpr")
    found = [path.stem for path in settings.recent_files()]
    assert len(found) == RECENT_LIMIT
    assert found[:2] == ["5", "9"]
    settings.pin_recent(tmp_path / "3.kpr", pinned=True)
    assert [path.stem for path in settings.recent_files()][:2] == ["3", "5"]
    assert settings.last_folder() == str(tmp_path)
    settings.forget_recent(tmp_path / "5.kpr")
    assert "5" not in [path.stem for path in settings.recent_files()]


def test_damaged_settings_mean_usual_values(tmp_path: Path) -> None:
    (tmp_path / "fenster.ini").write_text("kein [ini\x00\nlook\\text-size=groß\n", encoding="utf-8")
    state = LocalState(tmp_path / "fenster.ini")
    assert state.number("look/text-size", 10) == 10
    assert state.recent_files() == []
    assert state.flag("fehlt") is False
