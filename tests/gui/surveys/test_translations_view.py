"""The questionnaire in other languages: adding one, typing beside the German words, out of date marks, printing."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator_app.domain.question_words import TranslationState
from coordinator_app.gui import alerts
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.translation_lines import TextPairs
from coordinator_app.gui.pages.surveys.translations import TranslationsView
from tests.gui.helpers import settle
from tests.gui.surveys.designer_help import designer, question, step


@pytest.fixture
def view(page: SurveysPage, survey: int) -> TranslationsView:
    step(page).languages_button.click()
    found = step(page).translations
    assert found is not None
    return found


def add(view: TranslationsView, language: str) -> None:
    next(action for action in view.add_button.menu_.actions() if action.data() == language).trigger()
    settle()


def choose(view: TranslationsView, key: str) -> None:
    rows = [row for row in range(view.list.count()) if view.list.item(row).data(Qt.ItemDataRole.UserRole) == key]
    view.list.setCurrentRow(rows[0])


def line(pairs: TextPairs, place: str) -> Any:
    return next(found for found in pairs.lines if found.pair.place == place)


def state(view: TranslationsView, key: str) -> TranslationState:
    assert view.sheet is not None
    entry = view.sheet.entry(key)
    assert entry is not None
    return entry.state


def test_language_of_the_bank_is_ready_at_once_and_printed(
    view: TranslationsView, page: SurveysPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[Any] = []
    monkeypatch.setattr(page.context.shell, "preview", lambda *arguments: printed.append(arguments))
    assert view.language == "de"
    add(view, "ar")
    assert view.language == "ar"
    assert view.sheet is not None
    assert view.sheet.open == 0
    asked = str(question(page, "E01"))
    choose(view, asked)
    assert "الأمان" in line(view.pairs, "wording").editor.value()
    assert line(view.pairs, "wording").editor.field.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert view.chip.text() == "aus der Fragenbank"
    step(page).print_button.click()
    assert printed[-1][2] == {"language": "ar"}
    monkeypatch.setattr(alerts, "confirm", lambda *_, **__: True)
    assert view.version.text() == "Entwurf"
    with qtbot.waitSignal(page.context.bus.changed, timeout=10_000):
        step(page).freeze()
    view.show_questionnaire(step(page).questionnaire_id)
    assert view.version.text() == "Druckfassung 1"
    step(page).languages_button.click()
    step(page).print_button.click()
    assert printed[-1][2] is None


def test_words_are_typed_beside_the_german_ones_and_marked_when_those_change(
    view: TranslationsView, page: SurveysPage, qtbot: QtBot
) -> None:
    surveys = page.context.workspace.surveys
    assert designer(page).designer is not None
    own = surveys.questions.add_own(designer(page).designer.questionnaire.id, _single())
    surveys.questions.update(own, None, wording="Gehen Sie gern spazieren?")
    add(view, "en")
    assert view.sheet is not None
    assert "1 unvollständig" in view.sheet.progress
    view.next_button.click()
    field = line(view.pairs, "wording").editor
    assert line(view.pairs, "answers.1").editor.value() == "yes"
    QTest.keyClicks(field.area, "Do you like walking?")
    view.flush()
    assert state(view, str(own)) is TranslationState.DONE
    surveys.questions.update(own, None, wording="Gehen Sie oft spazieren?")
    view.show_questionnaire(designer(page).designer.questionnaire.id)
    choose(view, str(own))
    assert state(view, str(own)) is TranslationState.OUTDATED
    assert view.confirm_button.isVisibleTo(view)
    view.confirm_button.click()
    assert state(view, str(own)) is TranslationState.DONE


def test_heading_and_texts_of_the_form_are_translated_too(view: TranslationsView, page: SurveysPage) -> None:
    assert designer(page).designer is not None
    questionnaire = designer(page).designer.questionnaire.id
    surveys = page.context.workspace.surveys
    surveys.questions.rename_block(questionnaire, "Sicherheitsgefühl", "Sicher im Ort")
    surveys.update_questionnaire(questionnaire, None, subtitle="Ihre Meinung zählt")
    add(view, "en")
    assert state(view, "block:Sicher im Ort") is TranslationState.MISSING
    for key, text in (("block:Sicher im Ort", "Safe in town"), ("subtitle", "Your view counts")):
        choose(view, key)
        pair = view.pairs.lines[0]
        pair.editor.line.setText(text)
        pair.editor.line.editingFinished.emit()
        assert state(view, key) is TranslationState.DONE
    view.only_open.box.click()
    assert view.list.count() <= 1
    view.checked.line.setText("Volkshochschule")
    view.flush()
    assert "Geprüft am" in view.checked_state.text()
    form = surveys.form(questionnaire, "en")
    assert form.subtitle == "Your view counts"
    assert "Safe in town" in {asked.block for asked in form.questions}


def test_list_for_translators_goes_out_and_comes_back(
    view: TranslationsView, page: SurveysPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported: list[Any] = []
    monkeypatch.setattr(page.context.shell, "export", lambda *arguments: exported.append(arguments))
    add(view, "hsb")
    view.export_action.trigger()
    assert exported[0][0] == "translation_list"
    assert exported[0][2:] == ("xlsx", {"language": "hsb"})
    assert view.sheet is not None
    before = view.sheet.open
    path = tmp_path / "liste.csv"
    lines = ["Schlüssel;Deutsch;Übersetzung", f"F{question(page, 'Q07')}.answers.1;ja;haj"]
    path.write_text("\n".join([*lines, "x|y;a;b"]), encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(alerts, "open_file", lambda *_, **__: path)
    monkeypatch.setattr(alerts, "confirm", lambda _, text, *__, detail: bool(asked.append(text + detail)) or True)
    view.import_action.trigger()
    qtbot.waitUntil(lambda: state(view, str(question(page, "Q07"))) is TranslationState.INCOMPLETE, timeout=5000)
    assert "1 neue Übersetzung" in asked[0]
    assert "Zeile 3" in asked[0]
    assert view.sheet.open == before
    choose(view, str(question(page, "Q07")))
    view.copy_action.trigger()
    assert line(view.pairs, "answers.1").editor.value() == "haj"
    assert line(view.pairs, "answers.2").editor.value() == "nein"
    assert state(view, str(question(page, "Q07"))) is TranslationState.DONE
    told: list[str] = []
    monkeypatch.setattr(alerts, "inform", lambda _, text, **__: told.append(text))
    view.import_action.trigger()
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert "nichts Neues" in told[0]


def test_deleted_language_can_be_brought_back(view: TranslationsView, page: SurveysPage) -> None:
    add(view, "en")
    add(view, "uk")
    assert [view.language_box.itemText(row) for row in range(view.language_box.count())] == ["Englisch", "Ukrainisch"]
    view.discard_action.trigger()
    assert view.language == "en"
    page.context.workspace.store.undo()
    page.context.bus.flush()
    page.refresh()
    assert view.language_box.count() == 2


def _single() -> Any:
    from coordinator_app.domain.questionnaires import QuestionType

    return QuestionType.SINGLE
