"""Files on the way into the window: dropped on it, or made by an earlier version."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import Cancelled
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui.demo_file import make_demo_file
from coordinator_app.gui.forms.editors import LongTextEditor
from coordinator_app.gui.main_window import MainWindow
from tests.gui.conftest import OpenWindow

OLD_FILES = Path(__file__).parents[1] / "data" / "old_databases"


def drop(window: MainWindow, *paths: Path) -> str:
    """Drag files over the window and let go; the hint shown meanwhile."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), *keys))
    hint = next((text for text in window.status.texts() if text.startswith("Loslassen")), "")
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), *keys))
    return hint


def test_dropped_file_opens(qtbot: QtBot, open_window: OpenWindow, town_file: Path) -> None:
    window = open_window(None)
    with qtbot.waitSignal(window.file_opened, timeout=10_000):
        drop(window, town_file)
    assert window.navigation.town() == "Mühlwerda"


def test_what_is_dropped_goes_where_it_belongs(
    open_window: OpenWindow, workspace: Any, tmp_path: Path, alerts_fake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = workspace.projects.create(title="Offener Treff")
    workspace.store.close()
    letter, listing, folder = tmp_path / "Brief.pdf", tmp_path / "Liste.xlsx", tmp_path / "Ordner"
    letter.write_bytes(b"%PDF")
    listing.write_bytes(b"PK")
    folder.mkdir()
    window = open_window(workspace.store.path)
    imported: list[Path] = []
    monkeypatch.setattr(window.commands, "import_projects", imported.append)
    assert window.context is not None
    for paths, sentence in (
        ([letter], "Hier lässt sich keine Datei ablegen"),
        ([folder], "ist ein Ordner"),
        ([workspace.store.path, letter], "immer nur eine Datei"),
    ):
        drop(window, *paths)
        assert sentence in alerts_fake.shown.pop()
    assert drop(window, listing) == "Loslassen, um „Liste.xlsx“ einzulesen"
    assert imported == [listing]
    window.navigate("project", project)
    alerts_fake.answers = [1, -1]
    drop(window, letter, listing)  # several files are documents
    drop(window, listing)  # one list might be either: here it is kept as a document
    drop(window, listing)  # and here nothing was meant
    kept = window.context.workspace.attachments.linked("project", project)
    assert sorted(document.title for _, document in kept) == ["Brief", "Liste", "Liste"]
    assert imported == [listing]
    assert "bei „Offener Treff“ unter „Dokumente“" in window.notices.text()
    drop(window, workspace.store.path)
    assert window.notices.text() == "„Mühlwerda.kpr“ ist schon geöffnet."


def test_a_file_over_a_text_is_for_the_record_and_words_are_for_the_text(qtbot: QtBot) -> None:
    editor = LongTextEditor()
    qtbot.addWidget(editor)
    files, words = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile("Bescheid.pdf")])
    words.setText("aus einem Brief")
    assert not editor.area.canInsertFromMimeData(files)
    assert editor.area.canInsertFromMimeData(words)


def test_giving_up_an_opening_leads_back_to_the_start_screen_and_leaves_the_file_free(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(None)
    path = Path(shutil.copyfile(min(OLD_FILES.glob("v*.kpr")), tmp_path / "alt.kpr"))
    before = path.read_bytes()
    window.open_file(path)
    assert not window.start.isVisible()
    window.jobs.active()[-1].cancel()
    qtbot.waitUntil(window.start.isVisible, timeout=20_000)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.glob("*alt*")] == ["alt.kpr"]


def test_an_example_file_nobody_wants_any_more_is_taken_away(tmp_path: Path) -> None:
    steps: list[str] = []

    def tell(done: int, total: int, text: str) -> None:
        steps.append(text)
        job.cancel()  # before its second step

    job = JobContext(tell)
    (tmp_path / "Andere – Befragung 2026.kpra").write_bytes(b"x")
    with pytest.raises(Cancelled):
        make_demo_file(job, tmp_path / "Mühlwerda (Beispiel).kpr")
    assert len(steps) == 1
    assert [item.name for item in tmp_path.iterdir()] == ["Andere – Befragung 2026.kpra"]


def test_files_of_earlier_versions_open_with_a_word_and_the_old_one_kept(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(None)
    every = sorted(OLD_FILES.glob("v*.kpr"))
    for kept in (every[0], every[-1]):  # each of them is opened in `test_old_databases`
        path = Path(shutil.copyfile(kept, tmp_path / f"{kept.stem}.kpr"))
        with qtbot.waitSignal(window.file_opened, timeout=30_000):
            window.open_file(path)
        said = f"jetzt auf dem neuen Stand. Die alte Fassung liegt im Ordner „{kept.stem} Sicherungen“."
        assert said in window.notices.text()
        backups = list((tmp_path / f"{kept.stem} Sicherungen").iterdir())
        assert [backup.read_bytes() for backup in backups] == [kept.read_bytes()]
        assert window.context is not None
        assert not window.context.read_only
