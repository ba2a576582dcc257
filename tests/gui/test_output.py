"""What leaves the program through the window: previews, saved files, the menu „Berichte“, the demo file."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.municipality import Area
from coordinator_app.domain.reports import ReportKind, ReportVariant
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.gui import demo_file
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.opening import open_path
from coordinator_app.gui.output import near_records
from coordinator_app.gui.preview.page import PreviewPage
from coordinator_app.gui.theme import Theme


@pytest.fixture
def window(
    qtbot: QtBot, settings: LocalState, appearance: Theme, clock: FixedClock, alerts_fake: Any, workspace: Any
) -> Iterator[MainWindow]:
    """The window with a file „Mühlwerda“ that has one area and one project."""
    workspace.municipality.add_area(name="Bahnhofsviertel")
    workspace.projects.create(title="Fahrradcodierung")
    path = workspace.store.path
    workspace.store.close()
    made = MainWindow(settings, appearance, clock)
    made.show()
    with qtbot.waitSignal(made.file_opened, timeout=10_000):
        made.open_file(path)
    yield made
    made.close()
    qtbot.waitUntil(made.isHidden, timeout=10_000)
    made.deleteLater()


def shown_pages(window: MainWindow) -> Any:
    page = window.stack.current_page
    assert isinstance(page, PreviewPage)
    return page.canvas.pages


def test_document_is_previewed_and_back_returns(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("settings")
    window.preview("project_list", 0, None)
    qtbot.waitUntil(lambda: shown_pages(window) is not None, timeout=10_000)
    assert "Fahrradcodierung" in shown_pages(window).text(0)
    assert window.navigation.collapsed
    assert window.navigation.buttons["settings"].isChecked()
    window.go_back()
    assert window.stack.current_page is not None
    assert window.stack.current_page.page_id == "settings"
    assert not window.navigation.collapsed


def test_list_is_previewed_as_it_stands(qtbot: QtBot, window: MainWindow) -> None:
    from coordinator_app.services.lists import RecordList, columns

    assert window.context is not None
    shown = columns(Area, "name", "area_kind")
    source = RecordList(window.context.workspace.store, Area, shown)
    window.export_list(source, ListFilter(), shown[:2], "Gebiete")
    qtbot.waitUntil(lambda: shown_pages(window) is not None, timeout=10_000)
    assert "Bahnhofsviertel" in shown_pages(window).text(0)
    page = window.stack.current_page
    assert isinstance(page, PreviewPage)
    assert page.save_button("xlsx").isVisible()


def test_list_goes_to_excel_with_all_columns_when_wanted(
    qtbot: QtBot, window: MainWindow, alerts_fake: Any, tmp_path: Path
) -> None:
    import openpyxl

    from coordinator_app.services.lists import RecordList, columns

    assert window.context is not None
    shown = columns(Area, "name", "area_kind")
    window.export_list(RecordList(window.context.workspace.store, Area, shown), ListFilter(), shown[:2], "Gebiete")
    qtbot.waitUntil(lambda: shown_pages(window) is not None, timeout=10_000)
    page = window.stack.current_page
    assert isinstance(page, PreviewPage)
    widths: list[int] = []
    for number in range(2):
        target = tmp_path / f"{number}.xlsx"
        alerts_fake.answers = [target]
        page.save_button("xlsx").click()
        qtbot.waitUntil(target.exists, timeout=10_000)
        qtbot.waitUntil(lambda: not window.jobs.active(), timeout=10_000)
        sheet = openpyxl.load_workbook(target).worksheets[0]
        widths.append(sum(cell.value is not None for cell in sheet[4]))
        page.side.field("all_columns").click()
    assert widths == [2, len(shown)]


@pytest.mark.parametrize("file_format", ["docx", "pdf", "xlsx"])
def test_document_is_saved_where_the_user_wants(
    qtbot: QtBot, window: MainWindow, alerts_fake: Any, tmp_path: Path, file_format: str
) -> None:
    alerts_fake.answers = [tmp_path / "Liste"]
    window.export("project_list", 0, file_format, None)
    target = tmp_path / f"Liste.{file_format}"
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: "ist gespeichert" in window.notices.text(), timeout=10_000)
    assert alerts_fake.asked[0][1][1].endswith(f"Projektliste.{file_format}")
    assert window.settings.text("output/folder") == str(tmp_path)


def test_file_of_a_report_is_remembered_with_the_variant(
    qtbot: QtBot, window: MainWindow, alerts_fake: Any, tmp_path: Path
) -> None:
    assert window.context is not None
    workspace = window.context.workspace
    report = workspace.report_builder.create(report_kind=ReportKind.PRESS_TEXT)
    alerts_fake.answers = [tmp_path / "Pressetext.docx"]
    window.export("report", report, "docx", {"variant": "public"})
    qtbot.waitUntil(lambda: bool(workspace.report_runs.of(report)), timeout=10_000)
    (run,) = workspace.report_runs.of(report)
    assert (run.variant, run.file_format) == (ReportVariant.PUBLIC, "docx")
    qtbot.waitUntil(lambda: not window.jobs.active(), timeout=10_000)


def test_charts_as_pictures_are_chosen_in_the_preview_and_remembered(
    qtbot: QtBot, window: MainWindow, alerts_fake: Any, tmp_path: Path
) -> None:
    assert window.context is not None
    series = window.context.workspace.data_series
    number = series.create(title="Einbrüche", unit="Fälle")
    series.set_lines(number, "2023: 31\n2024: 27\n2025: 22")
    window.preview("data_series", number, None)
    qtbot.waitUntil(lambda: shown_pages(window) is not None, timeout=10_000)
    page = window.stack.current_page
    assert isinstance(page, PreviewPage)
    tick = page.side.field("chart_pictures")
    assert (tick.text(), tick.isChecked()) == ("Diagramme in Word als Bild", False)
    tick.click()
    target = tmp_path / "Kennzahl.docx"
    alerts_fake.answers = [target]
    page.save_button("docx").click()
    qtbot.waitUntil(lambda: "ist gespeichert" in window.notices.text(), timeout=10_000)
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
    assert [name for name in names if name.startswith(("word/charts/", "word/embeddings/"))] == []
    assert any(name.startswith("word/media/") for name in names)
    qtbot.waitUntil(lambda: not window.jobs.active(), timeout=10_000)
    window.preview("data_series", number, None)
    assert page.side.field("chart_pictures").isChecked()
    qtbot.waitUntil(lambda: not window.jobs.active(), timeout=10_000)


def test_saved_file_can_be_opened_and_its_folder_shown(
    qtbot: QtBot, window: MainWindow, alerts_fake: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def take(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    window.notices.show_file("gespeichert", lambda: open_path(tmp_path / "a.pdf"), lambda: open_path(tmp_path))
    window.notices.offers.buttons[0].click()
    window.notices.show_file("gespeichert", lambda: open_path(tmp_path / "a.pdf"), lambda: open_path(tmp_path))
    window.notices.offers.buttons[1].click()
    assert opened == [str(tmp_path / "a.pdf"), str(tmp_path)]
    assert window.notices.text() == ""


def test_path_without_a_program_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    with pytest.raises(UserError, match="kein Programm eingerichtet"):
        open_path(tmp_path / "a.xyz")


def test_file_somebody_worked_on_is_kept(qtbot: QtBot, window: MainWindow, alerts_fake: Any, tmp_path: Path) -> None:
    mine = tmp_path / "Liste.docx"
    mine.write_bytes(b"meine Arbeit")
    alerts_fake.answers = [mine, 1]
    window.export("project_list", 0, "docx", None)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("Liste*.docx"))) == 2, timeout=10_000)
    assert mine.read_bytes() == b"meine Arbeit"
    assert alerts_fake.asked[-1][1] == ["Bearbeitete Datei behalten", "Daneben speichern"]
    qtbot.waitUntil(lambda: not window.jobs.active(), timeout=10_000)


@pytest.mark.parametrize(("answer", "replaced"), [(0, False), (2, True), (-1, False)])
def test_file_somebody_worked_on_is_taken_to_its_record(
    qtbot: QtBot, window: MainWindow, alerts_fake: Any, tmp_path: Path, answer: int, replaced: bool
) -> None:
    mine = tmp_path / "Steckbrief.docx"
    mine.write_bytes(b"meine Arbeit")
    alerts_fake.answers = [mine, answer]
    window.export("project_sheet", 1, "docx", None)
    qtbot.waitUntil(lambda: len(alerts_fake.asked) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: not window.jobs.active(), timeout=10_000)
    assert alerts_fake.asked[-1][1][2] == "Übernehmen und ersetzen"
    assert (mine.read_bytes() != b"meine Arbeit") is replaced
    assert window.context is not None
    kept = window.context.workspace.attachments.linked("project", 1)
    assert [document.title for _, document in kept] == ["Steckbrief (von Hand bearbeitet)"] * replaced


def test_nothing_is_saved_when_no_place_is_chosen(window: MainWindow) -> None:
    window.export("project_list", 0, "docx", None)
    assert window.jobs.active() == []


def test_reports_menu_opens_what_fits_the_place(qtbot: QtBot, window: MainWindow) -> None:
    entries = {entry.label: entry for entry in window.output.report_entries()}
    assert entries["Projektliste"].open is not None
    assert entries["Projektsteckbrief"].open is None
    assert "zuerst den Eintrag" in entries["Projektsteckbrief"].tip
    window.navigate("project", 1)
    entries = {entry.label: entry for entry in window.output.report_entries()}
    assert entries["Projektsteckbrief"].open is not None
    entries["Projektsteckbrief"].open()
    qtbot.waitUntil(lambda: shown_pages(window) is not None, timeout=10_000)
    page = window.stack.current_page
    assert isinstance(page, PreviewPage)
    assert page.printable is not None
    assert page.printable.title == "Projektsteckbrief, Fahrradcodierung"


def test_reports_of_a_meeting_reach_its_body_too(window: MainWindow) -> None:
    assert window.context is not None
    workspace = window.context.workspace
    body = workspace.bodies.create(name="Lenkungsgruppe")
    meeting = workspace.meetings.create(body_id=body, starts_at=window.clock.now())
    window.navigate("meeting", meeting)
    entries = window.output.report_entries()
    assert {entry.label for entry in entries if entry.group == ""} >= {"Einladung", "Tagesordnung", "Niederschrift"}
    below = {entry.group for entry in entries if entry.submenu}
    assert {"Zu einem Gremium", "Zu einer Person", "Zu einem Projekt"} <= below
    by_label = {entry.label: entry for entry in entries}
    assert by_label["Beschlussregister"].open is not None
    assert by_label["Projektsteckbrief"].open is None
    for _ in range(2):
        window.menus["Berichte"].aboutToShow.emit()
    texts = [action.text() for action in window.menus["Berichte"].actions()]
    assert texts.count("Zu einem Gremium") == 1
    assert "Projektliste" not in texts  # lists have a menu of their own beside the documents of a record
    assert len(texts) < 20
    assert "Weitere" not in texts


def test_reports_of_what_stands_below_a_meeting(window: MainWindow) -> None:
    assert window.context is not None
    workspace = window.context.workspace
    body = workspace.bodies.create(name="Lenkungsgruppe")
    meeting = workspace.meetings.create(body_id=body, starts_at=window.clock.now())
    item = workspace.meetings.agenda.add(meeting, title="Licht")
    assert near_records(workspace, ("agenda_item", item)) == {"agenda_item": item, "meeting": meeting, "body": body}
    assert near_records(workspace, ("agenda_item", 99_999)) == {"agenda_item": 99_999}
    with workspace.store.write("Probe") as unit:
        resolution = unit.add(Resolution(body_id=body, title="Licht"))
    assert near_records(workspace, ("resolution", resolution)) == {"resolution": resolution, "body": body}
    assert near_records(workspace, None) == {}


def test_search_groups_by_kind_and_knows_its_pages(window: MainWindow) -> None:
    hits = window.find_hits("fahrr")
    assert [(hit.group, hit.title, hit.kind) for hit in hits] == [("Projekte", "Fahrradcodierung", "project")]


def test_unknown_document_is_a_sentence(window: MainWindow) -> None:
    with pytest.raises(UserError):
        window.preview("gibt_es_nicht", 0, None)


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """A quick stand-in for the demo town; the list tells which files were made."""
    import coordinator_app.services.demo as real

    made: list[Path] = []

    def make(path: Path, *_: Any, **__: Any) -> None:
        from coordinator_app.services.workspace import Workspace

        workspace = Workspace.create(path)
        workspace.municipality.create(name="Mühlwerda")
        workspace.close()
        made.append(path)

    monkeypatch.setattr(real, "make_demo", make)
    monkeypatch.setattr(demo_file, "files_folder", lambda: tmp_path / "Dokumente")
    return made


def test_demo_file_is_made_once_and_opened(
    qtbot: QtBot, window: MainWindow, demo: list[Path], alerts_fake: Any
) -> None:
    action = window.actions_table["file.demo"]
    with qtbot.waitSignal(window.file_opened, timeout=15_000):
        action.trigger()
    assert [path.name for path in demo] == ["Mühlwerda (Beispiel).kpr"]
    window.open_page("settings")
    alerts_fake.answers = [1]
    with qtbot.waitSignal(window.file_opened, timeout=15_000):
        action.trigger()
    assert [path.name for path in demo][1:] == ["Mühlwerda (Beispiel) 2.kpr"]
    alerts_fake.answers = [0]
    with qtbot.waitSignal(window.file_opened, timeout=15_000):
        action.trigger()
    assert len(demo) == 2


def test_failing_demo_leaves_nothing_behind(
    qtbot: QtBot,
    window: MainWindow,
    demo: list[Path],
    alerts_fake: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    import coordinator_app.services.demo as real

    def fail(path: Path, *_: Any, **__: Any) -> None:
        path.write_bytes(b"halb")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(real, "make_demo", fail)
    window.actions_table["file.demo"].trigger()
    qtbot.waitUntil(lambda: bool(alerts_fake.shown), timeout=10_000)
    assert "kann keine Datei angelegt werden" in alerts_fake.shown[0]
    assert list((tmp_path / "Dokumente").iterdir()) == []
