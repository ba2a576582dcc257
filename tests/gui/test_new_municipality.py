"""The wizard „Neue Kommune anlegen“: checks beside the fields, a filled file, nothing left when cancelled."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.bodies import RulesPreset
from coordinator_app.gui.dialogs.new_municipality.dialog import NewMunicipalityDialog
from coordinator_app.services.founding import (
    SUGGESTED_BODIES,
    BodyPlan,
    FoundingPlan,
    found_municipality,
    split_areas,
    suggested_fields_of_action,
    suggested_file,
)


@pytest.fixture
def dialog(qtbot: QtBot, clock: FixedClock, appearance: Any) -> NewMunicipalityDialog:
    made = NewMunicipalityDialog(None, clock, "Test")
    qtbot.addWidget(made)
    made.show()
    return made


def go_on(dialog: NewMunicipalityDialog, times: int = 1) -> None:
    for _ in range(times):
        dialog.primary_button.click()


def test_name_is_needed(dialog: NewMunicipalityDialog) -> None:
    go_on(dialog)
    assert dialog.steps.current() == 0
    assert dialog.town.name.error() == "Bitte geben Sie den Namen der Kommune an."


@pytest.mark.parametrize("key", ["1452", "99523999", "1452399x"])
def test_wrong_official_key_is_told_at_the_field(dialog: NewMunicipalityDialog, key: str) -> None:
    dialog.town.name.editor.set_value("Mühlwerda")
    dialog.town.key.editor.set_value(key)
    go_on(dialog)
    assert dialog.steps.current() == 0
    assert dialog.town.key.error().startswith("Der Amtliche Gemeindeschlüssel")
    dialog.town.key.editor.set_value("14523999")
    go_on(dialog)
    assert dialog.steps.current() == 1
    assert dialog.town.key.error() == ""


def test_wizard_makes_the_file(dialog: NewMunicipalityDialog, tmp_path: Path, alerts_fake: Any, qtbot: QtBot) -> None:
    dialog.town.name.editor.set_value("Mühlwerda")
    go_on(dialog)
    dialog.areas.text.setPlainText("Altstadt\nBahnhofsviertel\n\naltstadt")
    go_on(dialog, 2)
    dialog.fields.entry.setText("Hochwasserhilfe")
    dialog.fields.add_button.click()
    dialog.fields.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    go_on(dialog)
    summary = dialog.list.summary.text()
    assert "2 Gebiete" in summary
    assert "2 Gremien: Kommunaler Präventionsrat, Lenkungsgruppe" in summary
    alerts_fake.answers = [tmp_path / "Mühlwerda"]
    go_on(dialog)
    assert dialog.result() == NewMunicipalityDialog.DialogCode.Accepted
    assert alerts_fake.asked[0][1][1] == "Mühlwerda.kpr"
    workspace = dialog.workspace
    assert workspace is not None
    assert workspace.store.path == tmp_path / "Mühlwerda.kpr"
    assert workspace.municipality.name() == "Mühlwerda"
    assert [area.name for area in workspace.municipality.areas()] == ["Altstadt", "Bahnhofsviertel"]
    assert [body.name for body, _ in workspace.bodies.tree()] == ["Kommunaler Präventionsrat", "Lenkungsgruppe"]
    offered = [entry.label for entry in workspace.catalogues.entries("field_of_action")]
    assert "Gewaltprävention" not in offered
    assert offered[-1] == "Hochwasserhilfe"
    assert workspace.store.undo_name == ""
    workspace.close()


def test_cancelling_leaves_nothing_behind(qtbot: QtBot, clock: FixedClock, tmp_path: Path, alerts_fake: Any) -> None:
    def cancel() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, NewMunicipalityDialog)
        box.town.name.editor.set_value("Mühlwerda")
        box.cancel_button.click()

    QTimer.singleShot(0, cancel)
    assert NewMunicipalityDialog.ask(None, clock, "Test") is None
    assert list(tmp_path.rglob("*.kpr")) == []


def test_no_place_chosen_keeps_the_dialog_open(dialog: NewMunicipalityDialog, alerts_fake: Any) -> None:
    dialog.town.name.editor.set_value("Mühlwerda")
    go_on(dialog, 5)
    assert dialog.isVisible()
    assert dialog.workspace is None


def test_existing_file_is_not_replaced(dialog: NewMunicipalityDialog, tmp_path: Path, alerts_fake: Any) -> None:
    taken = tmp_path / "Mühlwerda.kpr"
    taken.write_bytes(b"etwas anderes")
    dialog.town.name.editor.set_value("Mühlwerda")
    alerts_fake.answers = [taken]
    go_on(dialog, 5)
    assert "gibt es in diesem Ordner schon" in dialog.message.text()
    assert taken.read_bytes() == b"etwas anderes"
    assert dialog.isVisible()


def test_back_and_step_bar_keep_what_was_entered(dialog: NewMunicipalityDialog) -> None:
    dialog.town.name.editor.set_value("Mühlwerda")
    go_on(dialog, 2)
    dialog.back_button.click()
    assert dialog.steps.current() == 1
    dialog.steps.activated.emit(0)
    assert dialog.town.name.editor.value() == "Mühlwerda"
    dialog.steps.activated.emit(4)
    assert dialog.steps.current() == 4
    assert dialog.primary_button.text() == "Kommune anlegen"


def test_step_bar_does_not_jump_over_a_mistake(dialog: NewMunicipalityDialog) -> None:
    dialog.steps.activated.emit(3)
    assert dialog.steps.current() == 0
    assert dialog.town.name.error()


def test_two_bodies_of_one_name_are_refused(dialog: NewMunicipalityDialog, qtbot: QtBot) -> None:
    dialog.town.name.editor.set_value("Mühlwerda")
    go_on(dialog, 2)
    dialog.bodies.add_button.click()
    qtbot.keyClicks(dialog.bodies.last_name(), "lenkungsgruppe")
    go_on(dialog)
    assert dialog.steps.current() == 2
    assert "denselben Namen" in dialog.message.text()


def test_at_least_one_field_of_action_stays(dialog: NewMunicipalityDialog) -> None:
    for row in range(dialog.fields.list.count()):
        dialog.fields.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert "mindestens ein Handlungsfeld" in dialog.fields.problem()
    dialog.fields.list.item(3).setCheckState(Qt.CheckState.Checked)
    assert dialog.fields.problem() == ""


def test_chosen_list_can_be_taken_back(dialog: NewMunicipalityDialog, tmp_path: Path, alerts_fake: Any) -> None:
    alerts_fake.answers = [tmp_path / "Projekte.xlsx"]
    dialog.list.choose_button.click()
    assert dialog.list.path == tmp_path / "Projekte.xlsx"
    dialog.list.remove_button.click()
    assert dialog.list.path is None


def test_failure_while_filling_removes_the_file(tmp_path: Path, clock: FixedClock) -> None:
    from coordinator_app.common.errors import UserError

    plan = FoundingPlan(name="Mühlwerda", official_key="12")
    with pytest.raises(UserError, match="acht Ziffern"):
        found_municipality(tmp_path / "Mühlwerda.kpr", plan, clock=clock, user="Test")
    assert not (tmp_path / "Mühlwerda.kpr").exists()


def test_bodies_get_rules_term_and_parent(tmp_path: Path, clock: FixedClock) -> None:
    bodies = (*SUGGESTED_BODIES[:1], BodyPlan("Runder Tisch", RulesPreset.WORKING_GROUP))
    plan = FoundingPlan(name="Mühlwerda", bodies=bodies)
    workspace = found_municipality(tmp_path / "Mühlwerda.kpr", plan, clock=clock, user="Test")
    tree = workspace.bodies.tree()
    assert [(body.name, depth) for body, depth in tree] == [("Kommunaler Präventionsrat", 0), ("Runder Tisch", 1)]
    assert workspace.bodies.terms(tree[0][0].id)[0].title == "2026"
    assert workspace.bodies.rules(tree[1][0].id) is not None
    workspace.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Altstadt\nGartenstadt", ["Altstadt", "Gartenstadt"]),
        ("  - Altstadt \n\n• Südvorstadt\naltstadt", ["Altstadt", "Südvorstadt"]),
        ("", []),
    ],
)
def test_areas_are_read_line_by_line(text: str, expected: list[str]) -> None:
    assert split_areas(text) == expected


def test_file_name_follows_the_municipality() -> None:
    assert suggested_file("Mühlwerda") == "Mühlwerda.kpr"
    assert "/" not in suggested_file("Stadt/Land")
    assert len(suggested_fields_of_action()) >= 10
