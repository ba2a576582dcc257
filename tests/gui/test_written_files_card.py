"""The card „Ausgegebene Dateien“: what was written, edited by hand since, kept with the record."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from coordinator_app.domain.written_files import Source
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.written_files import WrittenFilesCard
from coordinator_app.services.document_files import WhenEdited
from tests.gui.helpers import nameless


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def take(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return found


def chips(card: WrittenFilesCard) -> list[list[str]]:
    return [[chip.text() for chip in row.findChildren(Chip)] for row in card.rows()]


def test_nothing_written_shows_nothing(qtbot: QtBot, context: AppContext) -> None:
    card = WrittenFilesCard(context)
    qtbot.addWidget(card)
    card.show_record("project", 1)
    assert card.isHidden()


def test_files_are_shown_with_what_became_of_them(
    qtbot: QtBot, context: AppContext, tmp_path: Path, opened: list[str], alerts_fake: Any
) -> None:
    workspace = context.workspace
    source = Source("project_sheet", "project", workspace.projects.create(title="Fahrradcodierung"), 2)
    files = workspace.documents.files
    for name in ("a.docx", "b.docx", "c.docx"):
        files.write(tmp_path / name, b"eins", source=source)
    (tmp_path / "a.docx").write_bytes(b"von Hand")
    files.write(tmp_path / "a.docx", b"zwei", WhenEdited.TAKE_IN, source)
    (tmp_path / "a.docx").write_bytes(b"noch einmal von Hand")
    (tmp_path / "b.docx").unlink()
    card = WrittenFilesCard(context)
    qtbot.addWidget(card)
    card.show_record("project", source.subject_id)
    card.show()
    qtbot.waitUntil(lambda: sum(len(found) for found in chips(card)) == 2, timeout=5_000)
    found = [row for row in card.rows() if isinstance(row, ListRow) and row.link is not None]
    words = [row.link.text() for row in found if row.link is not None]
    assert words == ["Projektsteckbrief, Fassung 2 (Word)"] * 3 + ["Von Hand bearbeitet"]
    rows = {row.toolTip().partition("\n")[0].rpartition("/")[2]: row for row in found}
    assert [chip.text() for chip in rows["a.docx"].findChildren(Chip)] == ["bearbeitet"]
    assert [chip.text() for chip in rows["b.docx"].findChildren(Chip)] == ["nicht mehr da"]
    assert "(Fassung 2), seitdem von Hand bearbeitet" in rows["a.docx"].toolTip()
    rows["c.docx"].activated.emit()
    rows["c.docx"].findChildren(IconButton)[0].click()
    rows["a (von Hand bearbeitet)"].activated.emit()
    assert opened[:2] == [str(tmp_path / "c.docx"), str(tmp_path)]
    assert Path(opened[2]).read_bytes() == b"von Hand"
    assert nameless(card) == []
    workspace.attachments.clean_up()
