"""The tab „Word-Vorlagen“: the town's template for reports and minutes, beside those of letters and certificates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.settings.arms import ArmsCard
from coordinator_app.gui.pages.settings.house_template import HouseTemplatePane
from coordinator_app.gui.pages.settings.word_templates import WordTemplatesPane
from coordinator_app.services.letter_templates import EXAMPLE
from tests.documents import template_corpus as corpus
from tests.documents.samples import png
from tests.gui.helpers import nameless


@pytest.fixture
def tabs(qtbot: Any, context: AppContext) -> Iterator[WordTemplatesPane]:
    made = WordTemplatesPane(context)
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


def _told(pane: HouseTemplatePane) -> str:
    return "\n".join(pane.findings.item(row).text() for row in range(pane.findings.count()))


def test_a_template_is_taken_in_and_its_check_is_told(
    qtbot: Any, tabs: WordTemplatesPane, alerts_fake: Any, tmp_path: Path
) -> None:
    pane = tabs.tabs.current_pane()
    assert isinstance(pane, HouseTemplatePane)
    assert not nameless(pane)
    assert pane.empty.isVisible()
    assert not pane.remove_button.isVisible()
    broken, good = tmp_path / "Defekt.docx", tmp_path / "Bogen.docx"
    broken.write_bytes(corpus.damaged())
    good.write_bytes(corpus.cover())
    pane.take_button.click()  # cancelled
    alerts_fake.answers = [broken]
    pane.take_button.click()
    qtbot.waitUntil(lambda: "beschädigt" in pane.notice.text(), timeout=10_000)
    alerts_fake.answers = [good]
    pane.take_button.click()
    qtbot.waitUntil(lambda: "{{ foo }}" in _told(pane), timeout=10_000)
    assert "„Bogen.docx“. 2 Hinweise der Prüfung" in pane.notice.text()
    assert pane.take_button.text() == "Ersetzen …"


def test_files_are_written_and_the_template_is_removed(
    qtbot: Any,
    tabs: WordTemplatesPane,
    workspace: Any,
    alerts_fake: Any,
    tmp_path: Path,
    opened: list[Path],
    shell: Any,
) -> None:
    pane = tabs.tabs.current_pane()
    assert isinstance(pane, HouseTemplatePane)
    alerts_fake.answers = [tmp_path / "Beispiel.docx"]
    pane.example_button.click()
    qtbot.waitUntil(lambda: opened == [tmp_path / "Beispiel.docx"], timeout=10_000)
    workspace.house_template.take_in(tmp_path / "Beispiel.docx")
    pane.reload()
    pane.sample_button.click()  # no place chosen
    alerts_fake.answers = [tmp_path / "Probe"]
    pane.sample_button.click()
    qtbot.waitUntil(lambda: opened[1:] == [tmp_path / "Probe.docx"], timeout=20_000)
    alerts_fake.answers = [tmp_path / "Kopie.docx"]
    pane.save_button.click()
    qtbot.waitUntil(lambda: "Ersetzen …" in pane.notice.text(), timeout=10_000)
    assert (tmp_path / "Kopie.docx").read_bytes() == (tmp_path / "Beispiel.docx").read_bytes()
    pane.remove_button.click()
    assert shell.calls[-1][0] == "undo_bar"
    assert workspace.house_template.view() is None
    assert pane.empty.isVisible()


def test_placeholders_are_copied(tabs: WordTemplatesPane, shell: Any) -> None:
    pane = tabs.tabs.current_pane()
    assert isinstance(pane, HouseTemplatePane)
    pane.placeholders.setCurrentRow(1)
    pane.copy_button.click()
    assert QGuiApplication.clipboard().text() == "{{ titel }}"
    assert shell.calls[-1][:2] == ("notify", "{{ titel }} ist kopiert.")


def test_a_letter_template_opens_among_the_letters(tabs: WordTemplatesPane, workspace: Any) -> None:
    template, _ = workspace.letter_templates.add(EXAMPLE)
    tabs.show_record("letter_template", template)
    assert tabs.tabs.current() == "letters"
    tabs.leave()
    tabs.reload()


def test_arms_are_chosen_shown_and_removed(
    qtbot: Any, context: AppContext, workspace: Any, alerts_fake: Any, tmp_path: Path, shell: Any
) -> None:
    card = ArmsCard(context)
    qtbot.addWidget(card)
    card.show()
    card.reload()
    assert not card.remove_button.isVisible()
    path = tmp_path / "Wappen.png"
    path.write_bytes(b"kein Bild")
    card.choose_button.click()  # cancelled
    alerts_fake.answers = [path]
    card.choose_button.click()
    assert "kein Bild" in alerts_fake.shown[-1]
    path.write_bytes(png())
    alerts_fake.answers = [path]
    card.choose_button.click()
    assert card.picture.isVisible()
    assert card.choose_button.text() == "Ersetzen …"
    assert not nameless(card)
    card.remove_button.click()
    assert shell.calls[-1][0] == "undo_bar"
    assert not card.picture.isVisible()
    assert workspace.arms.picture() == b""
