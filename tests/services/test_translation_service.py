"""Languages of a questionnaire through the services, on a real file."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.question_words import TranslationState
from coordinator_app.domain.questionnaire_rules import variables
from coordinator_app.domain.questionnaires import Answer, Form, QuestionType
from coordinator_app.domain.surveys import FormVersion
from coordinator_app.services.surveys import Surveys
from coordinator_app.services.translation_sheets import Entry
from coordinator_app.services.translations import Translations
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def workspace(fresh_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = Path(shutil.copyfile(fresh_file, tmp_path / "muehlwerda.kpr"))
    made = Workspace.open(path, clock=FixedClock(datetime(2026, 3, 12, 9, 0, tzinfo=UTC)))
    made.municipality.create(name="Mühlwerda")
    for name in ("Altmühl", "Kernstadt"):
        made.municipality.add_area(name=name)
    yield made
    made.close()


@pytest.fixture
def surveys(workspace: Workspace) -> Surveys:
    return workspace.surveys


@pytest.fixture
def languages(surveys: Surveys) -> Translations:
    return surveys.translations


@pytest.fixture
def form(surveys: Surveys) -> int:
    survey = surveys.create(title="Bürgerbefragung zur Sicherheit", year=2026, contact="Rathaus, Tel. 1")
    return surveys.questionnaires(survey)[0].id


def entry(languages: Translations, form: int, language: str, key: object) -> Entry:
    found = languages.sheet(form, language).entry(str(key))
    assert found is not None
    return found


def shape(form: Form) -> list[tuple[str, list[int], str]]:
    return [(found.name, [code for code, _ in found.values], found.filter) for found in variables(form)]


def test_new_language_begins_with_what_the_bank_has(languages: Translations, form: int) -> None:
    languages.add(form, "en")
    sheet = languages.sheet(form, "en")
    assert (sheet.open, sheet.problems) == (0, [])
    assert sheet.progress == f"{len(sheet.entries)} von {len(sheet.entries)} Texten fertig"
    assert entry(languages, form, "en", "title").text == "Residents’ survey on safety 2026"
    assert [known.code for known in languages.languages(form)] == ["de", "en"]
    assert [known.code for known in languages.available(form)] == ["de-x-leicht", "ar", "uk", "hsb"]


def test_language_is_the_same_form_in_other_words(surveys: Surveys, languages: Translations, form: int) -> None:
    languages.add(form, "ar")
    german, arabic = surveys.form(form), surveys.form(form, "ar")
    assert shape(german) == shape(arabic)
    assert arabic.language == "ar"
    assert arabic.closing.endswith("للاستفسار: Rathaus, Tel. 1")
    assert german.closing.endswith("Rückfragen: Rathaus, Tel. 1")
    district = next(question for question in arabic.questions if question.item == "Q03")
    assert district.answers[0] == Answer(1, "Altmühl")


def test_every_language_is_frozen_as_a_form_version_of_its_own(
    workspace: Workspace, surveys: Surveys, languages: Translations, form: int
) -> None:
    for language in ("en", "ar"):
        languages.add(form, language)
    frozen = {language: surveys.freeze(form, language) for language in ("de", "en", "ar")}
    with workspace.store.read() as unit:
        versions = {language: unit.get(FormVersion, id) for language, id in frozen.items()}
    assert {version.language for version in versions.values()} == {"de", "en", "ar"}
    assert len({version.code for version in versions.values()}) == 3
    assert len({version.content_hash for version in versions.values()}) == 3
    assert surveys.freeze(form, "en") == frozen["en"]
    assert surveys.sheet(form, "ar").code == versions["ar"].code
    assert surveys.sheet(form).code == versions["de"].code


def test_translation_that_is_not_ready_cannot_be_frozen(surveys: Surveys, languages: Translations, form: int) -> None:
    languages.add(form, "en")
    own = surveys.questions.add_own(form, QuestionType.SINGLE)
    with pytest.raises(UserError, match="Neue Frage: Übersetzung unvollständig"):
        surveys.freeze(form, "en")
    assert languages.waiting(form) == ["Englisch: 1 Text offen"]
    languages.set_text(form, "en", own, "wording", "A question of our own?")
    assert languages.waiting(form) == []
    assert entry(languages, form, "en", own).state is TranslationState.DONE
    assert surveys.freeze(form, "en")


def test_changed_german_words_make_the_translation_out_of_date(
    surveys: Surveys, languages: Translations, form: int
) -> None:
    languages.add(form, "en")
    own = surveys.questions.add_own(form, QuestionType.SINGLE)
    languages.set_text(form, "en", own, "wording", "Do you?")
    surveys.questions.update(own, None, wording="Und Sie?")
    assert entry(languages, form, "en", own).state is TranslationState.OUTDATED
    languages.set_text(form, "en", own, "wording", "And you?")
    assert entry(languages, form, "en", own).state is TranslationState.OUTDATED
    assert "1 veraltet" in languages.sheet(form, "en").progress
    languages.confirm(form, "en", own)
    assert entry(languages, form, "en", own).state is TranslationState.DONE
    surveys.questions.update(own, None, answers=(Answer(1, "ja"), Answer(2, "nein"), Answer(3, "ab und zu")))
    assert entry(languages, form, "en", own).state is TranslationState.INCOMPLETE


def test_edited_question_of_the_bank_keeps_the_words_that_still_fit(
    surveys: Surveys, languages: Translations, form: int
) -> None:
    languages.add(form, "en")
    asked = next(question for question in surveys.questions.of(form) if question.item == "Q05")
    surveys.questions.update(asked.id, None, wording="Was machen Sie zurzeit?")
    found = entry(languages, form, "en", asked.id)
    assert found.state is TranslationState.INCOMPLETE
    assert [pair.place for pair in found.pairs if not pair.text] == ["wording"]


def test_texts_of_the_form_are_typed_checked_and_out_of_date(
    surveys: Surveys, languages: Translations, form: int
) -> None:
    surveys.update_questionnaire(form, None, subtitle="Ihre Meinung")
    languages.add(form, "en")
    assert languages.sheet(form, "en").problems == ["Untertitel: Übersetzung fehlt."]
    languages.set_form_text(form, "en", "subtitle", "Your view")
    languages.set_block(form, "en", "Sicherheitsgefühl", "Safety")
    assert surveys.form(form, "en").subtitle == "Your view"
    assert "Safety" in {question.block for question in surveys.form(form, "en").questions}
    languages.set_checked(form, "en", "Volkshochschule")
    assert languages.of(form)[0].checked_on == date(2026, 3, 12)
    surveys.update_questionnaire(form, None, subtitle="Ihre Sicht")
    assert entry(languages, form, "en", "subtitle").state is TranslationState.OUTDATED
    assert entry(languages, form, "en", "introduction").state is TranslationState.BANK
    languages.confirm_form_texts(form, "en")
    assert languages.sheet(form, "en").open == 0
    languages.set_text(form, "en", surveys.questions.of(form)[0].id, "wording", "Do you like it here?")
    assert languages.of(form)[0].checked_on is None
    with pytest.raises(UserError, match="einen Titel"):
        languages.set_form_text(form, "en", "title", " ")


def test_deleted_language_comes_back_with_its_words(languages: Translations, form: int) -> None:
    first = languages.add(form, "uk")
    languages.set_form_text(form, "uk", "title", "Опитування")
    languages.discard(first)
    assert languages.of(form) == []
    with pytest.raises(UserError, match="keine Fassung in der Sprache „Ukrainisch“"):
        languages.sheet(form, "uk")
    assert languages.add(form, "uk") == first
    assert entry(languages, form, "uk", "title").text == "Опитування"


def test_german_is_no_language_to_add_and_others_are_unknown(languages: Translations, form: int) -> None:
    with pytest.raises(UserError, match="Vorlage aller Sprachfassungen"):
        languages.add(form, "de")
    with pytest.raises(UserError, match="Möglich sind"):
        languages.add(form, "fr")
    languages.add(form, "hsb")
    with pytest.raises(UserError, match="gibt es in diesem Fragebogen nicht mehr"):
        languages.set_text(form, "hsb", 999_999, "wording", "x")
    assert languages.of(form)[0].title == "Bürgerbefragung zur Sicherheit 2026"


def test_documents_are_made_in_the_language_chosen(workspace: Workspace, languages: Translations, form: int) -> None:
    languages.add(form, "en")
    kind = next(kind for kind in workspace.documents.kinds() if kind.key == "questionnaire")
    options = {option.key: option.choices for option in kind.options_for(workspace, form)}
    assert options["language"] == (("de", "Deutsch"), ("en", "Englisch"))
    document = workspace.documents.document("questionnaire", form, {"language": "en"})
    assert (document.language, document.page_words) == ("en-GB", "Page {page} of {pages}")
    plan = workspace.documents.document("codebook", form)
    assert "Wortlaut: Englisch" in {getattr(block, "text", "") for block in plan.blocks}
