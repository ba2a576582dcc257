"""Other languages of a questionnaire: editing them beside the German words, how far they are, the form itself.

A question whose German words are those of the question bank has the bank's translation without anybody storing
it; what is typed is stored with the hash of the German words it was made from.
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.form_languages import GERMAN, LANGUAGES, FormLanguage, form_language
from coordinator_app.domain.question_translations import QuestionnaireTranslation
from coordinator_app.domain.question_words import (
    TranslationState,
    source_hash,
    words_from,
    words_text,
)
from coordinator_app.domain.surveys import Questionnaire
from coordinator_app.services.question_content import town_name
from coordinator_app.services.translation_sheets import (
    HELP,
    TranslationSheet,
    form_hash,
    question_entry,
    save_words,
    translation_row,
    translation_sheet,
)
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit
from coordinator_app.survey.item_translations import suggested_text

_YEAR = re.compile(r"(.*\S)(\s+\d{4})")


if TYPE_CHECKING:
    from coordinator_app.services.translation_lists import TranslationLists


class Translations:
    """Verbs on the languages of questionnaires; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def lists(self) -> "TranslationLists":
        """Lists for translators."""
        from coordinator_app.services.translation_lists import TranslationLists

        return TranslationLists(self._store)

    def of(self, questionnaire_id: int) -> list[QuestionnaireTranslation]:
        """The languages of a questionnaire besides German, in the order of `LANGUAGES`."""
        with self._store.read() as unit:
            found = {
                row.language: row for row in unit.find(QuestionnaireTranslation, questionnaire_id=questionnaire_id)
            }
        return [found[language.code] for language in LANGUAGES if language.code in found]

    def languages(self, questionnaire_id: int) -> list[FormLanguage]:
        """German and the languages of `of`."""
        return [form_language(GERMAN), *(form_language(row.language) for row in self.of(questionnaire_id))]

    def available(self, questionnaire_id: int) -> list[FormLanguage]:
        """The languages that can still be added."""
        present = {row.language for row in self.of(questionnaire_id)} | {GERMAN}
        return [language for language in LANGUAGES if language.code not in present]

    def add(self, questionnaire_id: int, language: str) -> int:
        """Begin another language and return its id; one that was deleted comes back with its words."""
        code = form_language(language).code
        with self._store.write("Sprachfassung angelegt") as unit:
            questionnaire = unit.get(Questionnaire, questionnaire_id)
            old = unit.find(QuestionnaireTranslation, questionnaire_id=questionnaire_id, language=code, deleted=None)
            if old:
                unit.restore(QuestionnaireTranslation, old[0].id)
                return old[0].id
            if code == GERMAN:
                raise UserError("Deutsch ist die Vorlage aller Sprachfassungen.", help_topic=HELP)
            title = _title(questionnaire.title, code, town_name(unit))
            row = QuestionnaireTranslation(questionnaire_id=questionnaire_id, language=code, title=title)
            return unit.add(replace(row, source_hash=form_hash(questionnaire)))

    def discard(self, id: int) -> None:
        """Move a language to the Papierkorb; `add` brings it back."""
        with self._store.write("Sprachfassung gelöscht") as unit:
            unit.discard(QuestionnaireTranslation, id)

    def sheet(self, questionnaire_id: int, language: str) -> TranslationSheet:
        """Everything the editor shows of one language; `UserError` when the questionnaire has it not."""
        with self._store.read() as unit:
            return translation_sheet(unit, questionnaire_id, language)

    def waiting(self, questionnaire_id: int) -> list[str]:
        """Languages that are not ready, in words („Englisch: 2 Texte offen“)."""
        sheets = [self.sheet(questionnaire_id, row.language) for row in self.of(questionnaire_id)]
        return [
            f"{sheet.language.label}: {sheet.open} {'Text' if sheet.open == 1 else 'Texte'} offen"
            for sheet in sheets
            if sheet.open
        ]

    def set_text(self, questionnaire_id: int, language: str, question_id: int, place: str, text: str) -> None:
        """Store one text of a question (`QuestionWords.parts` names the places).

        Words that are out of date stay so until `confirm`: the other texts may not fit either.
        """
        merge = f"translation:{language}:{question_id}:{place}"
        with self._store.write("Übersetzung geändert", merge=merge) as unit:
            entry = question_entry(unit, questionnaire_id, language, question_id)
            outdated = entry.state is TranslationState.OUTDATED
            words = entry.words.with_part(place, text.strip())
            save_words(unit, language, entry, words, made_from="" if outdated else source_hash(entry.source))
            _no_longer_checked(unit, questionnaire_id, language)

    def copy_german(self, questionnaire_id: int, language: str, question_id: int) -> None:
        """Take the German words where a question has none yet: names, numbers, what reads the same."""
        with self._store.write("Deutsche Texte übernommen") as unit:
            entry = question_entry(unit, questionnaire_id, language, question_id)
            outdated = entry.state is TranslationState.OUTDATED
            words = entry.words
            for pair in entry.pairs:
                words = words if pair.text else words.with_part(pair.place, pair.source)
            save_words(unit, language, entry, words, made_from="" if outdated else source_hash(entry.source))
            _no_longer_checked(unit, questionnaire_id, language)

    def confirm(self, questionnaire_id: int, language: str, question_id: int) -> None:
        """Say that the translation still fits the German words as they are now."""
        with self._store.write("Übersetzung bestätigt") as unit:
            entry = question_entry(unit, questionnaire_id, language, question_id)
            save_words(unit, language, entry, entry.words, made_from=source_hash(entry.source))

    def set_form_text(self, questionnaire_id: int, language: str, name: str, text: str) -> None:
        """Store a text of the form itself: one of `FORM_TEXTS`."""
        with self._store.write("Übersetzung geändert", merge=f"translation:{language}:{name}") as unit:
            row = translation_row(unit, questionnaire_id, language)
            _check_title(name, text)
            values: dict[str, Any] = {name: text.strip(), "checked_on": None}
            unit.change(QuestionnaireTranslation, row.id, None, **values)

    def confirm_form_texts(self, questionnaire_id: int, language: str) -> None:
        """Say that title, introduction and closing still fit the German ones."""
        with self._store.write("Übersetzung bestätigt") as unit:
            row = translation_row(unit, questionnaire_id, language)
            made_from = form_hash(unit.get(Questionnaire, questionnaire_id))
            unit.change(QuestionnaireTranslation, row.id, None, source_hash=made_from)

    def set_block(self, questionnaire_id: int, language: str, heading: str, text: str) -> None:
        """Store the translation of a block's German heading."""
        with self._store.write("Übersetzung geändert", merge=f"translation:{language}:block:{heading}") as unit:
            row = translation_row(unit, questionnaire_id, language)
            stored = words_text({**words_from(row.blocks), heading: text.strip()})
            unit.change(QuestionnaireTranslation, row.id, None, blocks=stored, checked_on=None)

    def set_checked(self, questionnaire_id: int, language: str, name: str) -> None:
        """Note who has read the translation against the German; an empty name takes it back."""
        with self._store.write("Prüfung der Übersetzung vermerkt") as unit:
            row = translation_row(unit, questionnaire_id, language)
            day = today(self._store.clock) if name.strip() else None
            unit.change(QuestionnaireTranslation, row.id, None, checked_by=name.strip(), checked_on=day)


def _title(title: str, language: str, town: str) -> str:
    """The title to begin with: that of the bank, also where a year follows; else the German one."""
    parted = _YEAR.fullmatch(title)
    for text, rest in ((title, ""), parted.groups() if parted else (title, "")):
        if known := suggested_text(text, language, municipality=town):
            return known + rest
    return title


def _check_title(name: str, text: str) -> None:
    if name == "title" and not text.strip():
        raise UserError("Bitte geben Sie dem Bogen auch in dieser Sprache einen Titel.", help_topic=HELP)


def _no_longer_checked(unit: WriteUnit, questionnaire_id: int, language: str) -> None:
    unit.change(QuestionnaireTranslation, translation_row(unit, questionnaire_id, language).id, None, checked_on=None)
