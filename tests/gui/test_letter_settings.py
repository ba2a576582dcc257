"""The tabs „Briefe“ and „Urkunden“ of the Word templates in the settings."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from coordinator_app.domain.contacts import Salutation
from coordinator_app.domain.letter_templates import TemplatePurpose
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.settings.letters import CertificatesPane, LettersPane, TemplatesPane
from coordinator_app.services.letter_templates import EXAMPLE, EXAMPLES
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
    monkeypatch.setattr("coordinator_app.gui.pages.settings.word_files.open_path", found.append)
    return found


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "Alter Bogen.docx"
    with ZipFile(EXAMPLE) as source, ZipFile(path, "w") as copy:
        for entry in source.infolist():
            copy.writestr(entry, source.read(entry).replace(b"{{ anrede }}", b"{{ anred }}"))
    return path


def found(pane: TemplatesPane) -> str:
    return " ".join(pane.findings.item(row).text() for row in range(pane.findings.count()))


def test_templates_are_taken_in_checked_and_thrown_away(
    qtbot: Any, pane: LettersPane, workspace: Any, alerts_fake: Any, faulty: Path, shell: Any
) -> None:
    assert pane.empty.isVisible()
    assert not pane.test_button.isEnabled()
    pane.add_button.click()  # cancelled
    alerts_fake.answers = [faulty]
    pane.add_button.click()
    qtbot.waitUntil(lambda: "{{ anred }}" in found(pane), timeout=10_000)
    assert "1 Hinweis der Prüfung" in pane.notice.text()
    alerts_fake.answers = [EXAMPLE]
    pane.add_button.click()
    qtbot.waitUntil(lambda: "Alle Platzhalter sind bekannt" in found(pane), timeout=10_000)
    assert pane.templates.count() == 2
    pane.templates.setCurrentRow(0)
    qtbot.waitUntil(lambda: "{{ anred }}" in found(pane), timeout=10_000)
    alerts_fake.answers = [EXAMPLE]
    pane.replace_button.click()
    qtbot.waitUntil(lambda: "die neue Fassung" in pane.notice.text(), timeout=10_000)
    pane.templates.setCurrentRow(1)
    pane.usual_button.click()
    assert "üblich" in pane.templates.item(0).text()
    pane.delete_button.click()
    assert shell.calls[-1][0] == "undo_bar"
    assert pane.templates.count() == 1


def test_a_template_is_given_to_a_body(pane: LettersPane, workspace: Any) -> None:
    body = workspace.bodies.create(name="Lenkungsgruppe")
    workspace.letter_templates.add(EXAMPLE)
    pane.reload()
    pane.body.set_value(body)
    pane.body.committed.emit()
    assert "für Lenkungsgruppe" in pane.templates.item(0).text()
    assert workspace.letter_templates.all()[0].body == "Lenkungsgruppe"


def test_a_file_that_is_no_template_is_refused(qtbot: Any, pane: LettersPane, alerts_fake: Any, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"nichts")
    alerts_fake.answers = [path]
    pane.add_button.click()
    qtbot.waitUntil(lambda: "beschädigt" in pane.notice.text(), timeout=10_000)
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
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=20_000)
    assert (tmp_path / "Beispiel.docx").read_bytes() == EXAMPLE.read_bytes()
    assert "gespeichert" in pane.notice.text()


def test_placeholders_read_as_for_somebody_of_the_file_and_are_copied(
    pane: LettersPane, workspace: Any, shell: Any
) -> None:
    tree = pane.placeholders.tree
    shown = {tree.topLevelItem(row).text(0): tree.topLevelItem(row).text(2) for row in range(tree.topLevelItemCount())}
    assert shown["{{ anrede }}"] == "Sehr geehrte Frau Dr. Muster,"
    person = workspace.contacts.create_person(first_name="Max", last_name="Thiele", salutation=Salutation.MR)
    pane.placeholders.chooser.set_value(person)
    pane.placeholders.chooser.committed.emit()
    assert tree.topLevelItem(2).text(2) == "Sehr geehrter Herr Thiele,"
    tree.setCurrentItem(tree.topLevelItem(2))
    pane.placeholders.copy_button.click()
    assert QGuiApplication.clipboard().text() == "{{ anrede }}"
    assert shell.calls[-1][1] == "{{ anrede }} ist kopiert."


def test_certificates_have_a_template_of_their_own(
    qtbot: Any, context: AppContext, workspace: Any, alerts_fake: Any, tmp_path: Path, opened: list[Path]
) -> None:
    person = workspace.contacts.create_person(first_name="Anna", last_name="Weber", salutation=Salutation.MRS)
    body = workspace.bodies.create(name="Lenkungsgruppe")
    workspace.bodies.add_seat(body, seat="Schule", person_id=person, starts_on=date(2026, 1, 1))
    pane = CertificatesPane(context)
    qtbot.addWidget(pane)
    pane.reload()
    alerts_fake.answers = [EXAMPLES[TemplatePurpose.CERTIFICATE]]
    pane.add_button.click()
    qtbot.waitUntil(lambda: "Alle Platzhalter sind bekannt" in found(pane), timeout=10_000)
    pane.placeholders.chooser.set_value(workspace.bodies.seats(body)[0].id)
    pane.placeholders.chooser.committed.emit()
    assert "Frau Anna Weber" in [pane.placeholders.tree.topLevelItem(row).text(2) for row in range(4)]
    alerts_fake.answers = [tmp_path / "Probe.docx"]
    pane.test_button.click()
    qtbot.waitUntil(lambda: opened == [tmp_path / "Probe.docx"], timeout=20_000)
    with ZipFile(tmp_path / "Probe.docx") as archive:
        assert "Frau Anna Weber" in archive.read("word/document.xml").decode("utf-8")
    assert nameless(pane) == []
    assert workspace.letter_templates.all() == []
    context.jobs.shutdown()


def test_everything_has_a_name(pane: LettersPane) -> None:
    assert nameless(pane) == []
