"""The tab „Briefvorlagen“ of the settings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.settings.letters import LettersPane
from coordinator_app.services.letter_templates import EXAMPLE
from tests.gui.helpers import nameless


@pytest.fixture
def pane(qtbot: Any, context: AppContext) -> Iterator[LettersPane]:
    made = LettersPane(context)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.reload()
    yield made
    context.jobs.shutdown()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    found: list[Path] = []
    monkeypatch.setattr("coordinator_app.gui.opening.open_path", found.append)
    return found


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "Alter Bogen.docx"
    with ZipFile(EXAMPLE) as source, ZipFile(path, "w") as copy:
        for entry in source.infolist():
            copy.writestr(entry, source.read(entry).replace(b"{{ anrede }}", b"{{ anred }}"))
    return path


def test_templates_are_taken_in_checked_and_thrown_away(
    pane: LettersPane, workspace: Any, alerts_fake: Any, faulty: Path, shell: Any
) -> None:
    assert pane.empty.isVisible()
    assert not pane.test_button.isEnabled()
    pane.add_button.click()  # cancelled
    alerts_fake.answers = [faulty]
    pane.add_button.click()
    assert "{{ anred }}" in pane.notice.text()
    alerts_fake.answers = [EXAMPLE]
    pane.add_button.click()
    assert "alle Platzhalter sind bekannt" in pane.notice.text()
    assert pane.templates.count() == 2
    pane.templates.setCurrentRow(0)
    assert "{{ anred }}" in pane.notice.text()
    alerts_fake.answers = [EXAMPLE]
    pane.replace_button.click()
    assert "ersetzt" in pane.notice.text()
    pane.templates.setCurrentRow(1)
    pane.usual_button.click()
    assert "üblich" in pane.templates.item(0).text()
    pane.delete_button.click()
    assert shell.calls[-1][0] == "undo_bar"
    assert pane.templates.count() == 1


def test_a_file_that_is_no_template_is_refused(pane: LettersPane, alerts_fake: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"nichts")
    alerts_fake.answers = [path]
    pane.add_button.click()
    assert "beschädigt" in alerts_fake.shown[0]
    assert pane.templates.count() == 0


def test_templates_are_renamed(pane: LettersPane, workspace: Any) -> None:
    workspace.letter_templates.add(EXAMPLE)
    pane.reload()

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NameDialog)
        dialog.editor.set_value("Kopfbogen")
        dialog.primary_button.click()

    QTimer.singleShot(0, fill)
    pane.rename_button.click()
    assert pane.templates.item(0).text() == "Kopfbogen · üblich"


def test_test_letter_and_example_are_written_and_opened(
    qtbot: Any, pane: LettersPane, workspace: Any, alerts_fake: Any, tmp_path: Path, opened: list[Path]
) -> None:
    workspace.letter_templates.add(EXAMPLE)
    pane.reload()
    pane.test_button.click()  # no place chosen
    alerts_fake.answers = [tmp_path / "Test"]
    pane.test_button.click()
    qtbot.waitUntil(lambda: opened == [tmp_path / "Test.docx"], timeout=20_000)
    alerts_fake.answers = [tmp_path / "Beispiel.docx"]
    pane.example_button.click()
    assert (tmp_path / "Beispiel.docx").read_bytes() == EXAMPLE.read_bytes()
    assert "gespeichert" in pane.notice.text()


def test_placeholders_are_copied(pane: LettersPane, shell: Any) -> None:
    pane.placeholders.setCurrentRow(2)
    pane.copy_button.click()
    assert QGuiApplication.clipboard().text() == "{{ anrede }}"
    assert shell.calls[-1][1] == "{{ anrede }} ist kopiert."


def test_everything_has_a_name(pane: LettersPane) -> None:
    assert nameless(pane) == []
