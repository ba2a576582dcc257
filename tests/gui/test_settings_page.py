"""The settings page: every tab reads and writes through the services."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.settings.page import TABS, SettingsPage
from coordinator_app.gui.widgets.buttons import IconButton


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    context.bus.changed.connect(made.receive)
    made.resize(1166, 660)
    made.show()
    return made


def pane(page: SettingsPage, key: str) -> Any:
    page.show_record(key, 0)
    found = page.tabs.current_pane()
    assert found is not None
    return found


@pytest.mark.parametrize("key", [tab[0] for tab in TABS])
def test_every_tab_opens_with_its_topic(page: SettingsPage, key: str) -> None:
    pane(page, key)
    assert page.tabs.current() == key
    assert page.current_topic() == next(tab[3] for tab in TABS if tab[0] == key)
    assert page.current_record() == (key, 0)


def test_municipality_is_saved_field_by_field(qtbot: QtBot, page: SettingsPage, workspace: Any) -> None:
    form = pane(page, "municipality").form
    form.editor("district").set_value("")
    qtbot.keyClicks(form.editor("district").field, "Landkreis Beispiel")
    page.leave()
    assert workspace.municipality.own().district == "Landkreis Beispiel"
    form.editor("official_key").field.setText("12")
    page.leave()
    assert "acht Ziffern" in form.row("official_key").error()
    assert workspace.municipality.own().official_key == ""


def test_area_is_edited_and_deleted(qtbot: QtBot, page: SettingsPage, workspace: Any, shell: Any) -> None:
    area = workspace.municipality.add_area(name="Bahnhofsviertel")
    areas = pane(page, "areas")
    page.show_record("area", area)
    areas.form.editor("name").field.setText("Bahnhof")
    page.leave()
    assert workspace.municipality.areas()[0].name == "Bahnhof"
    areas.table.delete_wanted.emit([area])
    assert workspace.municipality.areas() == []
    assert shell.calls[-1] == ("undo_bar", "Das Gebiet liegt im Papierkorb.")


def test_catalogue_entry_is_added_renamed_moved_and_switched_off(page: SettingsPage, workspace: Any) -> None:
    catalogues = pane(page, "catalogues")
    catalogues.new_entry.setText("Hochwasserhilfe")
    catalogues.new_entry.returnPressed.emit()
    assert workspace.catalogues.entries("field_of_action")[-1].label == "Hochwasserhilfe"
    item = catalogues.entries.item(catalogues.entries.count() - 1)
    item.setText("Hochwasser")
    last = catalogues.entries.item(catalogues.entries.count() - 1)
    last.setCheckState(Qt.CheckState.Unchecked)
    entry = workspace.catalogues.entries("field_of_action", with_inactive=True)[-1]
    assert (entry.label, entry.active) == ("Hochwasser", False)
    catalogues.entries.setCurrentRow(1)
    second = catalogues.entries.item(1).text()
    catalogues.up_button.click()
    assert workspace.catalogues.entries("field_of_action")[0].label == second
    catalogues.down_button.click()
    assert workspace.catalogues.entries("field_of_action")[1].label == second


def test_seed_entry_cannot_be_deleted_but_an_own_one(
    page: SettingsPage, workspace: Any, shell: Any, qtbot: QtBot
) -> None:
    catalogues = pane(page, "catalogues")
    own = workspace.catalogues.create(catalogue="target_group", label="Vereine")
    page.show_record("catalog_entry", own)
    catalogues.delete_button.click()
    assert shell.calls[-1][0] == "undo_bar"
    catalogues.entries.setCurrentRow(0)
    with qtbot.captureExceptions() as caught:
        catalogues.delete_button.click()
    assert isinstance(caught[0][1], UserError)


def test_double_name_in_a_catalogue_is_refused(page: SettingsPage, workspace: Any, alerts_fake: Any) -> None:
    catalogues = pane(page, "catalogues")
    before = [entry.label for entry in workspace.catalogues.entries("field_of_action")]
    catalogues.entries.item(0).setText(before[1])
    assert "gibt es in diesem Katalog schon" in alerts_fake.shown[0]
    assert [entry.label for entry in workspace.catalogues.entries("field_of_action")] == before


def test_look_is_chosen_and_remembered(page: SettingsPage, context: AppContext) -> None:
    look = pane(page, "look")
    try:
        look.modes.button(2).click()
        assert context.theme.key == "dunkel"
        assert context.settings.text("look/theme") == "dunkel"
        look.sizes.setCurrentIndex(3)
        look.sizes.activated.emit(3)
        assert context.theme.text_size == 12
        look.name.setText("Julia Albrecht")
        look.name.editingFinished.emit()
        assert context.settings.text("user/name") == "Julia Albrecht"
    finally:
        context.theme.start("hell")


def test_backup_is_made_and_brought_back(
    qtbot: QtBot, page: SettingsPage, workspace: Any, alerts_fake: Any, shell: Any
) -> None:
    backups = pane(page, "backups")
    backups.make_button.click()
    qtbot.waitUntil(lambda: backups.table.count() == 1, timeout=10_000)
    workspace.municipality.update(workspace.municipality.own().id, None, name="Verschrieben")
    backups.table.select(1)
    backups.restore_button.click()
    assert workspace.municipality.name() == "Verschrieben"
    alerts_fake.answers = [0]
    backups.restore_button.click()
    qtbot.waitUntil(lambda: workspace.municipality.name() == "Mühlwerda", timeout=10_000)
    qtbot.waitUntil(lambda: backups.table.count() == 2, timeout=10_000)


def test_second_folder_is_chosen_and_taken_back(
    page: SettingsPage, workspace: Any, alerts_fake: Any, tmp_path: Path
) -> None:
    backups = pane(page, "backups")
    (tmp_path / "stick").mkdir()
    alerts_fake.answers = [tmp_path / "stick"]
    backups.choose_folder.click()
    assert workspace.backups.second_folder() == tmp_path / "stick"
    backups.no_folder.click()
    assert workspace.backups.second_folder() is None


def test_trash_restores_and_erases(page: SettingsPage, workspace: Any, alerts_fake: Any, shell: Any) -> None:
    for name in ("Altstadt", "Gartenstadt"):
        workspace.municipality.discard_area(workspace.municipality.add_area(name=name))
    trash = pane(page, "trash")
    assert trash.table.count() == 2
    trash.table.select(1)
    trash.restore_button.click()
    assert len(workspace.municipality.areas()) == 1
    trash.table.select(1)
    trash.erase_button.click()
    assert len(workspace.search.discarded()) == 1
    alerts_fake.answers = [0]
    trash.erase_button.click()
    assert workspace.search.discarded() == []


def test_history_names_steps_and_filters(qtbot: QtBot, page: SettingsPage, workspace: Any) -> None:
    workspace.municipality.add_area(name="Altstadt")
    history = pane(page, "history")
    steps = [history.table.model.text(row, 2) for row in range(history.table.count())]
    assert steps[0] == "Gebiet angelegt"
    assert history.table.model.text(0, 3) == "1 Gebiet"
    total = history.table.count()
    history.filter.search.setText("gebiet")
    qtbot.waitUntil(lambda: history.table.count() < total)


def test_read_only_file_offers_no_changes(qtbot: QtBot, tmp_path: Path, workspace: Any, make_context: Any) -> None:
    from coordinator_app.services.workspace import Workspace

    reader = Workspace.open(workspace.store.path, read_only=True)
    page = SettingsPage(make_context(reader))
    qtbot.addWidget(page)
    page.show()
    assert not pane(page, "catalogues").delete_button.isEnabled()
    assert not pane(page, "backups").make_button.isEnabled()
    assert not pane(page, "areas").new_button.isEnabled()
    reader.store.close()


def test_an_area_gets_parts_and_is_closed(qtbot: QtBot, page: SettingsPage, workspace: Any, shell: Any) -> None:
    north = workspace.municipality.add_area(name="Nordstadt")
    part = workspace.municipality.add_area(name="Gut", parent_id=north)
    page.show_record("area", part)
    areas = pane(page, "areas")
    assert areas._path.text() == "Liegt in Nordstadt."  # noqa: SLF001
    areas.close_button.click()
    assert shell.calls[-1][0] == "undo_bar"
    areas.reload()
    assert areas.close_button.text() == "Gebiet wieder öffnen"


def test_further_municipalities_are_listed_and_removed(
    qtbot: QtBot, page: SettingsPage, workspace: Any, shell: Any
) -> None:
    workspace.municipality.add_other(name="Tannau")
    page.show_record("municipality", workspace.municipality.own().id)
    towns = pane(page, "municipality").others
    towns.reload()
    assert len(towns.rows()) == 1
    remove = towns.rows()[0].findChildren(IconButton)[0]
    remove.click()
    assert shell.calls[-1] == ("undo_bar", "„Tannau“ liegt im Papierkorb.")
    assert workspace.municipality.others() == []
