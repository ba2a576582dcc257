"""The main window on a real file: opening, pages, undo, search, closing with backup."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.navigation import existing_pages
from coordinator_app.gui.theme import Theme
from tests.gui.conftest import OpenWindow
from tests.gui.helpers import settle


def test_window_paints_first_and_shows_the_start_screen(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(None)
    qtbot.waitUntil(window.start.isVisible)
    assert window.windowTitle() == "KPR-Arbeitsplatz"
    assert not window.actions_table["edit.undo"].isEnabled()
    assert not window.search.isEnabled()


def test_file_opens_with_its_names(open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    assert window.windowTitle().startswith("Mühlwerda")
    assert window.navigation.town() == "Mühlwerda"
    assert "Mühlwerda.kpr" in window.status.texts()
    assert window.settings.recent_files() == [town_file]
    assert window.stack.current_page is not None


def test_every_page_of_the_navigation_opens(qtbot: QtBot, open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    for info in existing_pages():
        window.actions_table[f"page:{info.id}"].trigger()
        page = window.stack.current_page
        assert page is not None
        assert page.page_id == info.id
        assert page.isVisible()
        assert window.navigation.buttons[info.id].isChecked()


def test_page_is_neither_built_nor_read_again_at_the_second_visit(
    open_window: OpenWindow, town_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(town_file)
    ids = [info.id for info in existing_pages()]
    shown = {}
    for page_id in ids:
        window.open_page(page_id)
        shown[page_id] = window.stack.current_page
    settle()
    reloaded: list[str] = []
    for page_id, page in shown.items():
        monkeypatch.setattr(page, "reload", partial(reloaded.append, page_id))
    for page_id in ids:
        window.open_page(page_id)
        settle()
        assert window.stack.current_page is shown[page_id]
    assert reloaded == []


def test_declared_titles_and_kinds_agree_with_the_pages() -> None:
    for info in existing_pages():
        page_class = info.load()
        assert page_class.page_id == info.id
        assert page_class.title == info.title
        assert page_class.record_kinds == info.kinds
        assert page_class.help_topic == info.topic


def test_undo_and_redo_name_the_step(qtbot: QtBot, open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    assert window.context is not None
    towns = window.context.workspace.municipality
    towns.update(towns.own().id, None, name="Neu-Mühlwerda")  # pyright: ignore[reportOptionalMemberAccess] # it exists
    undo, redo = window.actions_table["edit.undo"], window.actions_table["edit.redo"]
    qtbot.waitUntil(undo.isEnabled)
    assert undo.text() == "&Rückgängig: Kommune geändert"
    assert window.navigation.town() == "Neu-Mühlwerda"
    assert "Gespeichert 10:42" in window.status.texts()
    undo.trigger()
    qtbot.waitUntil(lambda: window.navigation.town() == "Mühlwerda")
    assert window.notices.text() == "Rückgängig gemacht: Kommune geändert"
    assert redo.text() == "&Wiederholen: Kommune geändert"
    redo.trigger()
    qtbot.waitUntil(lambda: window.navigation.town() == "Neu-Mühlwerda")


def test_search_opens_what_it_finds(qtbot: QtBot, open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    window.actions_table["edit.search"].trigger()
    qtbot.keyClicks(window.search, "bahnhofsv")
    qtbot.waitUntil(window.search.results.isVisible)
    texts = [window.search.results.item(row).text() for row in range(window.search.results.count())]
    assert texts == ["Gebiete", "Bahnhofsviertel"]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert not window.search.results.isVisible()
    assert window.stack.current_page is not None
    assert window.stack.current_page.current_record() == ("areas", 0)


def test_search_without_hits_says_so_and_escape_leaves(qtbot: QtBot, open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    window.search.focus()
    qtbot.keyClicks(window.search, "xyz")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.search.results.item(0).text() == "Nichts gefunden zu „xyz“"
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.search.results.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""


def test_back_and_forward_follow_the_places(open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    window.open_page("settings")
    window.stack.show_page("settings", ("trash", 0))
    window.stack.show_page("settings", ("look", 0))
    window.actions_table["go.back"].trigger()
    assert window.stack.place().record == ("trash", 0)  # pyright: ignore[reportOptionalMemberAccess] # a page is shown
    window.actions_table["go.forward"].trigger()
    assert window.stack.place().record == ("look", 0)  # pyright: ignore[reportOptionalMemberAccess] # as above
    assert not window.actions_table["go.forward"].isEnabled()


def test_unknown_kind_is_a_sentence(open_window: OpenWindow, town_file: Path) -> None:
    from coordinator_app.common.errors import UserError

    window = open_window(town_file)
    with pytest.raises(UserError, match="keine eigene Seite"):
        window.navigate("ballot", 1)


@pytest.mark.parametrize(("width", "collapsed"), [(1366, False), (1060, True)])
def test_navigation_collapses_on_narrow_windows(
    qtbot: QtBot, open_window: OpenWindow, town_file: Path, width: int, collapsed: bool
) -> None:
    window = open_window(town_file)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.navigation.collapsed is collapsed)
    assert window.actions_table["view.navigation"].isChecked() is collapsed


def test_collapsed_navigation_names_its_pages_in_tooltips(open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    window.actions_table["view.navigation"].trigger()
    assert window.navigation.width() == 56
    assert window.navigation.buttons["settings"].toolTip() == "Einstellungen"
    assert window.settings.flag("window/navigation-collapsed")
    window.actions_table["view.navigation"].trigger()
    assert window.navigation.width() >= 200


def test_closing_backs_up_and_gives_the_file_free(qtbot: QtBot, open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    assert window.context is not None
    window.context.workspace.municipality.add_area(name="Gartenstadt")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    backups = list(town_file.with_name("Mühlwerda Sicherungen").glob("*.kpr"))
    assert len(backups) >= 1
    second = open_window(town_file)
    assert second.context is not None
    assert not second.context.read_only
    assert [area.name for area in second.context.workspace.municipality.areas()] == ["Bahnhofsviertel", "Gartenstadt"]


def test_a_backup_that_fails_at_closing_is_told_and_the_file_is_free(
    qtbot: QtBot, open_window: OpenWindow, town_file: Path, alerts_fake: Any
) -> None:
    window = open_window(town_file)
    assert window.context is not None
    window.context.workspace.municipality.add_area(name="Gartenstadt")
    town_file.with_name("Mühlwerda Sicherungen").write_text("hier steht eine Datei", encoding="utf-8")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert "Ihre Arbeit ist in der Datei gespeichert" in alerts_fake.shown[0]
    second = open_window(town_file)
    assert second.context is not None
    assert len(second.context.workspace.municipality.areas()) == 2


def test_file_in_use_opens_for_reading_only(open_window: OpenWindow, town_file: Path) -> None:
    open_window(town_file)
    second = open_window(town_file)
    assert second.context is not None
    assert second.context.read_only
    assert any(text.startswith("Nur lesen") for text in second.status.texts())
    assert not second.actions_table["file.backup"].isEnabled()


def test_missing_file_returns_to_the_start_screen(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, alerts_fake: Any
) -> None:
    window = open_window(None)
    window.open_file(tmp_path / "fehlt.kpr")
    qtbot.waitUntil(lambda: bool(alerts_fake.shown), timeout=10_000)
    assert "fehlt.kpr" in alerts_fake.shown[0]
    assert window.start.isVisible()


def test_another_file_closes_the_first(qtbot: QtBot, open_window: OpenWindow, town_file: Path, tmp_path: Path) -> None:
    from coordinator_app.services.workspace import Workspace

    other = Workspace.create(tmp_path / "Tannau.kpr")
    other.municipality.create(name="Tannau")
    other.store.close()
    window = open_window(town_file)
    with qtbot.waitSignal(window.file_opened, timeout=10_000):
        window.open_file(tmp_path / "Tannau.kpr")
    assert window.navigation.town() == "Tannau"
    assert [path.stem for path in window.settings.recent_files()] == ["Tannau", "Mühlwerda"]


def test_menus_hold_every_action_with_its_shortcut(open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    shown = {
        action.objectName()
        for menu in ("Datei", "Bearbeiten", "Ansicht", "Gehe zu", "Hilfe")
        for action in window.menus[menu].actions()
    }
    wanted = {info.id for info in window.actions_table.infos() if info.menu}
    assert wanted <= shown
    shortcuts = [sequence for info in window.actions_table.infos() for sequence in info.shortcut.split(";") if sequence]
    assert len(shortcuts) == len(set(shortcuts))


def test_theme_and_text_size_are_remembered(open_window: OpenWindow, appearance: Theme) -> None:
    window = open_window(None)
    try:
        window.actions_table["view.dark"].trigger()
        window.actions_table["view.larger"].trigger()
        assert (appearance.key, appearance.text_size) == ("dunkel", 11)
        assert window.settings.text("look/theme") == "dunkel"
        assert window.settings.number("look/text-size") == 11
        window.actions_table["view.normal"].trigger()
        window.actions_table["view.smaller"].trigger()
        assert appearance.text_size == 9
    finally:
        appearance.start("hell")


def test_copy_is_saved_where_the_user_wants(
    open_window: OpenWindow, town_file: Path, tmp_path: Path, alerts_fake: Any
) -> None:
    window = open_window(town_file)
    alerts_fake.answers = [tmp_path / "Stick"]
    window.actions_table["file.copy"].trigger()
    assert (tmp_path / "Stick.kpr").exists()
    assert window.notices.text() == "Die Kopie „Stick.kpr“ ist gespeichert und geprüft."


def test_backup_now_writes_one(open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    before = len(list(town_file.parent.rglob("*.kpr")))
    window.actions_table["file.backup"].trigger()
    assert len(list(town_file.parent.rglob("*.kpr"))) > before
    assert "gesichert" in window.notices.text() or "Sicherung" in window.notices.text()


def test_undo_bar_takes_the_step_back(qtbot: QtBot, open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    assert window.context is not None
    towns = window.context.workspace.municipality
    towns.discard_area(towns.areas()[0].id)
    window.undo_bar("„Bahnhofsviertel“ liegt im Papierkorb.")
    assert window.notices.text() == "„Bahnhofsviertel“ liegt im Papierkorb."
    window.commands.undo()
    assert [area.name for area in towns.areas()] == ["Bahnhofsviertel"]


def test_a_large_step_is_undone_in_the_background(
    qtbot: QtBot, open_window: OpenWindow, town_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator_app.gui.replaying.AT_ONCE", 0)
    window = open_window(town_file)
    assert window.context is not None
    towns = window.context.workspace.municipality
    towns.discard_area(towns.areas()[0].id)
    window.commands.undo()
    window.commands.undo()  # pressed again because nothing seemed to happen
    qtbot.waitUntil(lambda: window.notices.text().startswith("Rückgängig gemacht: "))
    assert [area.name for area in towns.areas()] == ["Bahnhofsviertel"]
    assert window.context.workspace.store.redo_size == 1


def test_recent_menu_and_reports_menu_fill_themselves(open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(town_file)
    window.menus["Berichte"].aboutToShow.emit()
    assert window.menus["Berichte"].actions()
    window.menus["Bearbeiten"].aboutToShow.emit()
    recent = window.menus.recent
    recent.aboutToShow.emit()
    assert [action.text() for action in recent.actions()] == ["&1  Mühlwerda.kpr"]


def test_settings_remember_window_and_collapse(open_window: OpenWindow, settings: LocalState) -> None:
    window = open_window(None)
    window.resize(1200, 700)
    window.close()
    assert any("window" in key for key in settings.keys())  # noqa: SIM118  (no dictionary)


def test_pages_are_built_ahead_when_nobody_works(
    qtbot: QtBot, open_window: OpenWindow, town_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtCore import QEvent

    from coordinator_app.gui import warm_up

    monkeypatch.setattr(warm_up, "BEGIN", 10)
    monkeypatch.setattr(warm_up, "PAUSE", 10)
    monkeypatch.setattr(warm_up, "QUIET", 0.2)
    window = open_window(town_file)
    warm = warm_up.WarmUp(window.stack, window.windowHandle())
    warm.eventFilter(window, QEvent(QEvent.Type.KeyPress))
    before = len(window.stack.pages())
    warm.begin(["settings"])
    qtbot.wait(60)
    assert len(window.stack.pages()) == before
    qtbot.waitUntil(lambda: len(window.stack.pages()) > before)
    assert window.stack.current_page is not None
    assert window.stack.current_page.page_id != "settings"
    window.close()
