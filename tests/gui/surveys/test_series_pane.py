"""The tabs „Kennzahlen“ and „Prozess“."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.domain.data_series import Measure
from coordinator_app.domain.process import STEPS, StepState
from coordinator_app.exchange.pks_tables import PksTable
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.pks_dialog import PksDialog
from coordinator_app.gui.pages.surveys.process import ProcessPane
from coordinator_app.gui.pages.surveys.series import SeriesPane
from coordinator_app.gui.pages.surveys.series_dialogs import LinesDialog, SeriesImportDialog
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.line_chart import LineChart, Spot, grid_parts, in_words, nice_top
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import AnsweringAlerts, RecordingShell


@pytest.fixture
def page(qtbot: QtBot, make_context: Callable[[Workspace], AppContext], workspace: Workspace) -> SurveysPage:
    made = SurveysPage(make_context(workspace))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


@pytest.fixture
def pane(page: SurveysPage, workspace: Workspace) -> SeriesPane:
    page.show_record("data_series", workspace.data_series.create(title="Straftaten", unit="Fälle"))
    found = page.analysis.pane
    assert isinstance(found, SeriesPane)
    return found


def test_values_are_typed_and_drawn_with_their_breaks(pane: SeriesPane, workspace: Workspace) -> None:
    line, id = pane.detail.line, pane.detail.current_id()
    for period, value in (("2020", "400"), ("2021", "1.250")):
        line.period.setText(period)
        line.value.setText(value)
        QTest.keyClick(line.value, Qt.Key.Key_Return)
    line.period.setText("2022")
    line.value.setText("viele")
    line.store()
    assert line.error.text().startswith("„viele“ ist keine Zahl.")
    workspace.data_series.update(id, None, breaks="2021: neue Erfassung")
    pane.reload()
    assert pane.detail.chart.accessibleDescription() == "2020: 400; Bruch vor 2021 (neue Erfassung); 2021: 1.250"
    assert "nicht vergleichbar" in pane.detail.sentence.text()
    assert not pane.detail.chart.grab().isNull()


def test_several_values_are_pasted(qtbot: QtBot, pane: SeriesPane, workspace: Workspace) -> None:
    dialog = LinesDialog(workspace.data_series, pane.detail.current_id())
    qtbot.addWidget(dialog)
    dialog.text.set_value("bald")
    with pytest.raises(UserError):
        dialog.check()
    dialog.text.set_value("2024 1\n2025 2")
    assert dialog.check()
    pane.reload()
    assert len(pane.detail.values.rows()) == 2


def test_a_table_is_looked_at_and_taken_in(
    qtbot: QtBot, pane: SeriesPane, workspace: Workspace, alerts_fake: AnsweringAlerts, tmp_path: Path
) -> None:
    path = tmp_path / "pks.csv"
    path.write_text("Straftat;2024;2025\nRaub;5;viele\n", encoding="utf-8")
    plan = workspace.data_series.plan(path)
    dialog = SeriesImportDialog(workspace.data_series, plan, pane._lookups)  # noqa: SLF001
    qtbot.addWidget(dialog)
    assert dialog.primary_button.text() == "1 Wert übernehmen"
    assert dialog.check()
    assert dialog.written == 1
    again = SeriesImportDialog(workspace.data_series, workspace.data_series.plan(path), pane._lookups)  # noqa: SLF001
    qtbot.addWidget(again)
    assert again.primary_button.text() == "Schließen"
    alerts_fake.answers = [""]
    pane.take_in()


def test_an_area_finds_what_lies_in_its_parts(pane: SeriesPane, workspace: Workspace) -> None:
    north = workspace.municipality.add_area(name="Nordstadt")
    part = workspace.municipality.add_area(name="Gut", parent_id=north)
    there = workspace.data_series.create(title="Beschwerden", area_id=part)
    pane.reload()
    pane.filter_row.set_values(area_id=(north, part))
    pane.table.set_filter(pane.filter_row.wanted())
    assert [pane.table.model.id_at(row) for row in range(pane.table.count())] == [there]
    pane.reload()
    assert pane.table.count() == 1


def test_a_series_is_printed_and_thrown_away(pane: SeriesPane, page: SurveysPage, shell: RecordingShell) -> None:
    id = pane.detail.current_id()
    pane.detail.sheet_button.click()
    assert shell.calls[-1][:3] == ("preview", "data_series", id)
    page.print_current()
    assert shell.calls[-1][0] == "export_list"
    assert page.can("delete")
    page.delete_current()
    assert shell.calls[-1] == ("undo_bar", "Die Kennzahl liegt im Papierkorb.")


def test_steps_are_finished_moved_and_counted(page: SurveysPage, workspace: Workspace, shell: RecordingShell) -> None:
    first, second = workspace.process.steps()[:2]
    page.show_record("process_step", first.id)
    pane = page.analysis.pane
    assert isinstance(pane, ProcessPane)
    assert pane.table.count() == len(STEPS)
    pane.detail.done_button.click()
    assert workspace.process.get(first.id).state is StepState.DONE
    assert workspace.process.get(first.id).done_on == date(2026, 11, 9)
    pane.reload()
    assert pane.counted.text() == f"1 von {len(STEPS)} abgeschlossen"
    assert pane.detail.done_button.isHidden()
    pane.detail.moved.emit(first.id, 1)
    assert [step.id for step in workspace.process.steps()[:2]] == [second.id, first.id]
    workspace.process.update(second.id, None, state=StepState.SKIPPED)
    own = workspace.process.create(title="Eigener Schritt")
    pane.reload()
    page.show_record("process_step", own)
    page.delete_current()
    assert shell.calls[-1] == ("undo_bar", "Der Schritt liegt im Papierkorb.")
    assert page.current_topic() == "prozess"


@pytest.mark.parametrize(("value", "top"), [(0, 1), (0.3, 0.5), (7, 10), (1350, 2000), (98, 100)])
def test_an_axis_ends_at_a_round_number(value: float, top: float) -> None:
    assert nice_top(value) == pytest.approx(top)


@pytest.mark.parametrize("value", [3, 7, 34, 98, 240, 421, 1350])
def test_lines_of_a_grid_are_round(value: float) -> None:
    top = nice_top(value)
    step = top / grid_parts(0, top)
    assert step == int(step)
    assert 4 <= grid_parts(0, top) <= 5


def test_a_chart_without_values_says_so(qtbot: QtBot) -> None:
    chart = LineChart("leer")
    qtbot.addWidget(chart)
    chart.set_spots([Spot("2025", None)])
    assert in_words([Spot("2025", None)]) == "2025: kein Wert"
    assert not chart.grab().isNull()


def test_a_table_of_the_police_is_chosen_from_and_gives_rates(
    pane: SeriesPane, workspace: Workspace, alerts_fake: AnsweringAlerts, tmp_path: Path
) -> None:
    path = tmp_path / "Kreise.csv"
    path.write_bytes(
        "Berichtsjahr 2024\nSchluessel;Straftat;Gemeindeschluessel;Stadt-/Landkreis;Anzahl erfasste Faelle;HZ\n"
        "------;Straftaten insgesamt;14999;Werdatal;1,261;7,246.4\n435*00;Einbruch;14999;Werdatal;7;40.2\n"
        "------;Straftaten insgesamt;14998;Nordheim;12;1.0\n".encode("cp1252")
    )
    table = workspace.data_series.read(path)
    assert isinstance(table, PksTable)
    dialog = PksDialog(workspace.data_series, table, ["14999123"], pane)
    assert (dialog.year.value(), dialog.areas.value(), dialog.keys.value()) == ("2024", (0,), (0, 1))
    dialog.areas.set_value(())
    with pytest.raises(UserError, match="Gebiet"):
        dialog.check()
    dialog.areas.set_value((0,))
    assert dialog.check()
    assert dialog.plan is not None
    assert workspace.data_series.take_in(dialog.plan) == 2
    cases = next(each for each in workspace.data_series.all() if each.key == "435*00")
    people = workspace.data_series.create(title="Einwohner", measure=Measure.POPULATION)
    workspace.data_series.set_value(people, "31.12.2023", 17_400)
    pane.select(cases.id)
    assert "Wählen Sie unter „Angaben“" in pane.detail.rates.lines.rows()[0].findChildren(Label)[0].text()
    workspace.data_series.update(cases.id, None, population_id=people)
    pane.reload()
    texts = [label.text() for label in pane.detail.rates.findChildren(Label)]
    assert "2024: 7\u00a0Fälle, (40,2) je 100.000 Einwohner" in texts
    assert any("schwankt" in text for text in texts)
    assert any("nicht über mehrere Schlüssel addiert" in text for text in texts)
