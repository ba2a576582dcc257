"""The step „Stichprobe & Anschreiben“ as it is worked through in a window."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.domain.sample_plan import Allocation
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.sampling import SamplePane
from coordinator_app.gui.pages.surveys.sampling_draw import DrawDialog
from coordinator_app.gui.pages.surveys.sampling_margins import MarginDialog, MarginImportDialog
from coordinator_app.gui.widgets.buttons import IconButton
from tests.gui.helpers import nameless, settle


@pytest.fixture
def pane(page: SurveysPage) -> SamplePane:
    workspace = page.context.workspace
    survey = workspace.surveys.create(title="Bürgerbefragung zur Sicherheit 2026", year=2026)
    page.show_step("planning")
    page.open_survey(survey)
    page.show_step("sample")
    settle()
    found = page.step("sample")
    assert isinstance(found, SamplePane)
    return found


def in_dialog(kind: type, act: Callable[[Any], None]) -> None:
    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        act(dialog)

    QTimer.singleShot(0, run)


def typed(editor: Any, text: str) -> None:
    editor.line.setText(text)
    editor.line.editingFinished.emit()
    settle()


def strata(pane: SamplePane) -> dict[str, Any]:
    return {found.title: found for found in pane.context.workspace.sampling.strata(pane.survey_id)}


def test_letters_are_planned_and_shared_out_among_districts(page: SurveysPage, pane: SamplePane, shell: Any) -> None:
    assert "Für 400 Antworten sind 1.191 Anschreiben nötig" in pane.result.text()
    typed(pane.plan_form.editor("wanted_answers"), "300")
    pane.take_link.click()
    settle()
    assert page.context.workspace.surveys.get(pane.survey_id).letters == 893
    pane.areas_link.click()
    settle()
    found = strata(pane)
    assert set(found) == {"Altmühl", "Kernstadt"}
    typed(pane.table.editor(found["Altmühl"].id, "inhabitants"), "300")
    typed(pane.table.editor(found["Kernstadt"].id, "inhabitants"), "9.000")
    share = next(each for each in pane.share_button.offered() if each.data() == Allocation.PROPORTIONAL.value)
    share.trigger()
    settle()
    assert {title: each.letters for title, each in strata(pane).items()} == {"Altmühl": 29, "Kernstadt": 864}
    assert pane.table.comparison(found["Altmühl"].id) == "nicht gezeigt"
    assert "Für Altmühl ist kein Vergleich vertretbar" in pane.notice.text()
    typed(pane.table.editor(found["Altmühl"].id, "letters"), "x")
    assert shell.calls[-1][0] == "notify"
    pane.table.removed.emit(found["Altmühl"].id)
    settle()
    assert set(strata(pane)) == {"Kernstadt"}
    assert nameless(pane) == []


def test_refused_numbers_are_told_and_the_stored_one_comes_back(pane: SamplePane, alerts_fake: Any) -> None:
    def fill(dialog: RecordDialog) -> None:
        dialog.fields.rows["title"].editor.set_value("Insel")
        dialog.fields.rows["inhabitants"].editor.set_value(50)
        dialog.primary_button.click()

    in_dialog(RecordDialog, fill)
    pane.add_link.click()
    settle()
    stratum = strata(pane)["Insel"]
    typed(pane.table.editor(stratum.id, "letters"), "60")
    assert alerts_fake.shown == ["Es gibt nur 50 Personen, aber 60 Anschreiben."]
    assert pane.table.editor(stratum.id, "letters").line.text() == ""


def test_register_figures_are_typed_put_together_and_read(pane: SamplePane, alerts_fake: Any, tmp_path: Path) -> None:
    sampling = pane.context.workspace.sampling

    def fill(dialog: MarginDialog) -> None:
        assert dialog.variable == "Q01×Q02"
        dialog.first.set_value("Q02")
        dialog.second.set_value("")
        dialog.first.committed.emit()
        for editor, persons in zip(dialog.editors, (5000, 4800, 12), strict=True):
            editor.set_value(persons)
        dialog.primary_button.click()

    in_dialog(MarginDialog, fill)
    pane.margin_link.click()
    settle()
    assert [each.persons for each in sampling.margins(pane.survey_id)["Q02"]] == [5000, 4800, 12]

    def join(dialog: MarginDialog) -> None:
        button = next(each for each in dialog.findChildren(IconButton) if "divers" in each.accessibleName())
        button.click()
        assert dialog.total.text() == "Zusammen 9.812 Personen"
        dialog.primary_button.click()

    in_dialog(MarginDialog, join)
    pane.margins.chosen.emit("Q02")
    settle()
    assert [each.codes for each in sampling.margins(pane.survey_id)["Q02"]] == ["1", "2,3"]
    table = tmp_path / "zahlen.csv"
    table.write_text("Ortsteil;Personen\nAltmühl;300\nKernstadt;9000\n", encoding="utf-8")
    alerts_fake.answers = [table]
    in_dialog(MarginImportDialog, lambda dialog: dialog.primary_button.click())
    pane.read_margins()
    settle()
    assert set(sampling.margins(pane.survey_id)) == {"Q02", "Q03"}
    pane.margins.removed.emit("Q02")
    settle()
    assert set(sampling.margins(pane.survey_id)) == {"Q03"}


def extract(folder: Path) -> Path:
    lines = ["Familienname;Vorname;Geburtsjahr;Straße;Hausnummer;Ortsteil"]
    lines += [f"N{place};V;1980;Gasse;{place};{('Kernstadt', 'Altmuehl-Nord')[place % 2]}" for place in range(60)]
    path = folder / "auszug.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def drawn(qtbot: QtBot, pane: SamplePane, alerts_fake: Any, tmp_path: Path) -> int:
    """A draw made in the dialog: checked, confirmed, a district assigned, written."""
    sampling = pane.context.workspace.sampling
    sampling.strata_from_areas(pane.survey_id)
    for stratum in sampling.strata(pane.survey_id):
        sampling.update_stratum(stratum.id, letters=10)
    settle()
    alerts_fake.answers = [extract(tmp_path), tmp_path / "Seriendruck.xlsx"]

    def work(dialog: DrawDialog) -> None:
        dialog.choose_button.click()
        qtbot.waitUntil(lambda: dialog.columns.rowCount() == 6, timeout=5000)
        assert dialog.columns.targets()[:2] == ("last_name", "first_name")
        dialog.primary_button.click()
        qtbot.waitUntil(lambda: "Sperrvermerken" in dialog.outcome.text(), timeout=5000)
        dialog.confirmed.set_value(True)
        dialog.confirmed.committed.emit()
        dialog.districts._editors["Altmuehl-Nord"].set_value("Altmühl")  # noqa: SLF001 -- as chosen by hand
        dialog.districts.changed.emit()
        dialog.primary_button.click()
        qtbot.waitUntil(lambda: "20 von 60 Personen" in dialog.outcome.text(), timeout=5000)
        assert nameless(dialog) == []
        dialog.primary_button.click()
        qtbot.waitUntil(lambda: dialog.result_ is not None, timeout=5000)

    in_dialog(DrawDialog, work)
    pane.draw_button.click()
    settle()
    return pane.context.workspace.sample_draws.draws(pane.survey_id)[0].id


def test_a_draw_is_checked_then_written_and_its_deletion_noted(
    pane: SamplePane, drawn: int, shell: Any, tmp_path: Path
) -> None:
    draws = pane.context.workspace.sample_draws
    assert (tmp_path / "Seriendruck.csv").exists()
    assert shell.calls[-1] == ("notify", "20 Personen gezogen: Seriendruck.xlsx und Seriendruck.csv geschrieben.", "ok")

    def note(dialog: RecordDialog) -> None:
        dialog.fields.rows["deleted_by"].editor.set_value("Meldebehörde")
        dialog.primary_button.click()

    in_dialog(RecordDialog, note)
    pane.draws.deletion_wanted.emit(drawn)
    settle()
    assert draws.get(drawn).deleted_by == "Meldebehörde"
    pane.draws.record_wanted.emit(drawn)
    assert shell.calls[-1][:3] == ("preview", "sample_draw_record", drawn)
    pane.draws.removed.emit(drawn)
    settle()
    assert draws.draws(pane.survey_id) == []


def test_letters_and_calendar_follow_what_is_entered(pane: SamplePane, shell: Any) -> None:
    workspace = pane.context.workspace
    workspace.surveys.update(pane.survey_id, None, field_start=date(2026, 4, 13), field_end=date(2026, 5, 8))
    settle()
    typed(pane.letter_form.editor("evaluated_by"), "Statistikstelle")
    assert workspace.surveys.get(pane.survey_id).evaluated_by == "Statistikstelle"
    assert "8 Prüfpunkte" in pane.gate.text()
    pane.papers.rows()[1].activated.emit()
    assert shell.calls[-1][:3] == ("preview", "survey_letter", pane.survey_id)
    pane.print_list()
    assert shell.calls[-1][:3] == ("preview", "sample_plan", pane.survey_id)
    pane.export_current()
    assert shell.calls[-1][:3] == ("export", "sample_plan", pane.survey_id)
    assert pane.can("print")
    assert not pane.can("new")


def test_a_file_that_is_no_extract_is_told_in_the_dialog(
    qtbot: QtBot, pane: SamplePane, alerts_fake: Any, context: AppContext, tmp_path: Path
) -> None:
    path = tmp_path / "bild.csv"
    path.write_bytes(b"%PDF-1.7")
    alerts_fake.answers = [path]

    def work(dialog: DrawDialog) -> None:
        dialog.primary_button.setEnabled(True)
        dialog.primary_button.click()
        assert "zuerst den Auszug" in dialog.message.text()
        dialog.choose_button.click()
        qtbot.waitUntil(lambda: "PDF" in dialog.message.text(), timeout=5000)
        dialog.reject()

    in_dialog(DrawDialog, work)
    assert DrawDialog.ask(context, pane.plan_form.record, pane) is None
