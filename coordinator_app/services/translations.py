"""Other languages of a questionnaire: editing them beside the German words, how far they are, the form itself.

A question whose German words are those of the question bank has the bank's translation without anybody storing
it; what is typed is stored with the hash of the German words it was made from.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.form_languages import GERMAN, LANGUAGES, FormLanguage, form_language
from coordinator_app.domain.question_translations import QuestionnaireTranslation, QuestionTranslation
from coordinator_app.domain.question_words import (
    FormWords,
    QuestionWords,
    TranslationState,
    form_in_language,
    german_words,
    source_hash,
    state_of,
    texts_hash,
    words_from,
    words_text,
)
from coordinator_app.domain.questionnaire_rules import blocks, numbers
from coordinator_app.domain.questionnaires import Form, FormQuestion
from coordinator_app.domain.surveys import Questionnaire, Survey
from coordinator_app.services.question_content import form_question, town_name
from coordinator_app.services.questions import questions_of
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit
from coordinator_app.survey.item_translations import bank_words, suggested, suggested_text

HELP = "sprachen"
FORM_TEXTS = ("title", "subtitle", "introduction", "closing")
_YEAR = re.compile(r"(.*\S)(\s+\d{4})")


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """One question beside its translation; `number` None for an information text."""

    question: FormQuestion
    number: int | None
    source: QuestionWords
    words: QuestionWords
    state: TranslationState

    @property
    def id(self) -> int:
        """Id of the question."""
        return int(self.question.key)


@dataclass(frozen=True, slots=True)
class TextEntry:
    """A text of the form itself or the heading of a block; `name` is „title“ …, or „block“ with `source` as key."""

    name: str
    label: str
    source: str
    text: str
    state: TranslationState


@dataclass(frozen=True, slots=True)
class TranslationSheet:
    """One language of a questionnaire as the editor shows it."""

    translation: QuestionnaireTranslation
    language: FormLanguage
    texts: tuple[TextEntry, ...]
    questions: tuple[QuestionEntry, ...]

    @property
    def states(self) -> list[TranslationState]:
        """The states of all texts and questions."""
        return [entry.state for entry in (*self.texts, *self.questions)]

    @property
    def open(self) -> int:
        """How many of them are not ready."""
        return sum(not state.ready for state in self.states)

    @property
    def progress(self) -> str:
        """„24 von 26 Texten fertig · 1 veraltet · 1 fehlt“."""
        states = self.states
        parts = [f"{len(states) - self.open} von {len(states)} Texten fertig"]
        counted = [(state, states.count(state)) for state in TranslationState if not state.ready]
        parts += [f"{count} {_counted(state, count)}" for state, count in counted if count]
        return " · ".join(parts)

    @property
    def problems(self) -> list[str]:
        """Why the form cannot be printed in this language, in printing order."""
        found = [f"{entry.label}: {entry.state.label}." for entry in self.texts if not entry.state.ready]
        return found + [
            f"{f'Frage {entry.number}' if entry.number else 'Hinweistext'}: Übersetzung {entry.state.label}."
            for entry in self.questions
            if not entry.state.ready
        ]


def _counted(state: TranslationState, count: int) -> str:
    return "fehlen" if state is TranslationState.MISSING and count > 1 else state.label


class Translations:
    """Verbs on the languages of questionnaires; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

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

    def in_bank(self, language: str) -> int:
        """How many questions of the bank there are in a language."""
        return len(bank_words(language).items)

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
            return unit.add(replace(row, source_hash=_form_hash(questionnaire)))

    def discard(self, id: int) -> None:
        """Move a language to the Papierkorb; `add` brings it back."""
        with self._store.write("Sprachfassung gelöscht") as unit:
            unit.discard(QuestionnaireTranslation, id)

    def sheet(self, questionnaire_id: int, language: str) -> TranslationSheet:
        """Everything the editor shows of one language; `UserError` when the questionnaire has it not."""
        with self._store.read() as unit:
            return translation_sheet(unit, questionnaire_id, language)

    def set_text(self, questionnaire_id: int, language: str, question_id: int, place: str, text: str) -> None:
        """Store one text of a question (`QuestionWords.parts` names the places).

        Words that are out of date stay so until `confirm`: the other texts may not fit either.
        """
        merge = f"translation:{language}:{question_id}:{place}"
        with self._store.write("Übersetzung geändert", merge=merge) as unit:
            entry = _entry(unit, questionnaire_id, language, question_id)
            outdated = entry.state is TranslationState.OUTDATED
            words = entry.words.with_part(place, text.strip())
            self._save_words(unit, language, entry, words, made_from="" if outdated else source_hash(entry.source))
            _no_longer_checked(unit, questionnaire_id, language)

    def confirm(self, questionnaire_id: int, language: str, question_id: int) -> None:
        """Say that the translation still fits the German words as they are now."""
        with self._store.write("Übersetzung bestätigt") as unit:
            entry = _entry(unit, questionnaire_id, language, question_id)
            self._save_words(unit, language, entry, entry.words, made_from=source_hash(entry.source))

    def set_form_text(self, questionnaire_id: int, language: str, name: str, text: str) -> None:
        """Store a text of the form itself: one of `FORM_TEXTS`."""
        with self._store.write("Übersetzung geändert", merge=f"translation:{language}:{name}") as unit:
            row = _row(unit, questionnaire_id, language)
            _check_title(name, text)
            values: dict[str, Any] = {name: text.strip(), "checked_on": None}
            unit.change(QuestionnaireTranslation, row.id, None, **values)

    def confirm_form_texts(self, questionnaire_id: int, language: str) -> None:
        """Say that title, introduction and closing still fit the German ones."""
        with self._store.write("Übersetzung bestätigt") as unit:
            row = _row(unit, questionnaire_id, language)
            made_from = _form_hash(unit.get(Questionnaire, questionnaire_id))
            unit.change(QuestionnaireTranslation, row.id, None, source_hash=made_from)

    def set_block(self, questionnaire_id: int, language: str, heading: str, text: str) -> None:
        """Store the translation of a block's German heading."""
        with self._store.write("Übersetzung geändert", merge=f"translation:{language}:block:{heading}") as unit:
            row = _row(unit, questionnaire_id, language)
            stored = words_text({**words_from(row.blocks), heading: text.strip()})
            unit.change(QuestionnaireTranslation, row.id, None, blocks=stored, checked_on=None)

    def set_checked(self, questionnaire_id: int, language: str, name: str) -> None:
        """Note who has read the translation against the German; an empty name takes it back."""
        with self._store.write("Prüfung der Übersetzung vermerkt") as unit:
            row = _row(unit, questionnaire_id, language)
            day = today(self._store.clock) if name.strip() else None
            unit.change(QuestionnaireTranslation, row.id, None, checked_by=name.strip(), checked_on=day)

    def _save_words(
        self, unit: WriteUnit, language: str, entry: QuestionEntry, words: QuestionWords, *, made_from: str
    ) -> None:
        values: dict[str, Any] = {
            "wording": words.wording,
            "instruction": words.instruction,
            "answers": words_text(words.answers),
            "second_answers": words_text(words.second),
            "matrix_rows": words_text(words.rows),
            "headings": words_text({"first": words.first_heading, "second": words.second_heading}),
            "unit": words.unit,
            "source_hash": made_from,
        }
        old = unit.find(QuestionTranslation, question_id=entry.id, language=language, deleted=None)
        if old:
            unit.change(QuestionTranslation, old[0].id, None, **values)
        else:
            unit.add(QuestionTranslation(question_id=entry.id, language=language, **values))


# --- Reading, shared with services/surveys ----------------------------------------------------------------------


def translation_sheet(unit: ReadUnit, questionnaire_id: int, language: str) -> TranslationSheet:
    """One language of a questionnaire with all its words and how far they are."""
    row = _row(unit, questionnaire_id, language)
    questions = tuple(form_question(question) for question in questions_of(unit, questionnaire_id))
    texts = [*_form_entries(unit, row), *_block_entries(unit, row, questions)]
    return TranslationSheet(row, form_language(language), tuple(texts), _question_entries(unit, language, questions))


def translated_form(unit: ReadUnit, questionnaire_id: int, form: Form, language: str) -> Form:
    """The German form of a questionnaire in one of its languages; what is not translated stays German."""
    sheet = translation_sheet(unit, questionnaire_id, language)
    texts = {entry.name: entry.text for entry in sheet.texts if entry.name in FORM_TEXTS}
    headings = {entry.source: entry.text for entry in sheet.texts if entry.name == "block"}
    questionnaire = unit.get(Questionnaire, questionnaire_id)
    closing = texts.get("closing") or questionnaire.closing
    words = FormWords(
        title=texts["title"],
        subtitle=texts.get("subtitle", ""),
        introduction=texts.get("introduction", ""),
        closing=closing + _contact(unit, questionnaire, language),
        blocks=headings,
    )
    return form_in_language(form, language, words, {entry.question.key: entry.words for entry in sheet.questions})


def _contact(unit: ReadUnit, questionnaire: Questionnaire, language: str) -> str:
    from coordinator_app.documents.sheet_words import sheet_words

    survey = unit.get(Survey, questionnaire.survey_id or 0)
    return f"\n{sheet_words(language).contact.format(contact=survey.contact)}" if survey.contact else ""


def _row(unit: ReadUnit, questionnaire_id: int, language: str) -> QuestionnaireTranslation:
    found = unit.find(QuestionnaireTranslation, questionnaire_id=questionnaire_id, language=language)
    if not found:
        label = form_language(language).label
        raise UserError(f"Der Fragebogen hat keine Fassung in der Sprache „{label}“ (mehr).", help_topic=HELP)
    return found[0]


def _question_entries(unit: ReadUnit, language: str, questions: Sequence[FormQuestion]) -> tuple[QuestionEntry, ...]:
    number = numbers(questions)
    town = town_name(unit)
    keys = {int(question.key) for question in questions}
    rows = {row.question_id: row for row in unit.find(QuestionTranslation, language=language)}
    stored = {id: row for id, row in rows.items() if id in keys}
    return tuple(
        _question_entry(question, number.get(question.key), stored.get(int(question.key)), language, town)
        for question in questions
    )


def _question_entry(
    question: FormQuestion, number: int | None, row: QuestionTranslation | None, language: str, town: str
) -> QuestionEntry:
    source = german_words(question)
    words = suggested(question, language, municipality=town)
    if row is not None:
        given = _stored_parts(row)
        for place, _ in source.parts():
            if given.get(place):
                words = words.with_part(place, given[place])
    made_from = row.source_hash if row is not None else None
    return QuestionEntry(question, number, source, words, state_of(source, words, made_from))


def _stored_parts(row: QuestionTranslation) -> dict[str, str]:
    """Stored texts by their place."""
    headings = words_from(row.headings)
    parts = {"wording": row.wording, "instruction": row.instruction, "unit": row.unit}
    parts |= {"first_heading": headings.get("first", ""), "second_heading": headings.get("second", "")}
    for name, text in (("answers", row.answers), ("second", row.second_answers), ("rows", row.matrix_rows)):
        parts |= {f"{name}.{key}": label for key, label in words_from(text).items()}
    return parts


def _entry(unit: ReadUnit, questionnaire_id: int, language: str, question_id: int) -> QuestionEntry:
    _row(unit, questionnaire_id, language)
    questions = [form_question(question) for question in questions_of(unit, questionnaire_id)]
    for entry in _question_entries(unit, language, questions):
        if entry.id == question_id:
            return entry
    raise UserError("Die Frage gibt es in diesem Fragebogen nicht mehr.", help_topic=HELP)


_TEXT_LABELS = {
    "title": "Titel auf dem Bogen",
    "subtitle": "Untertitel",
    "introduction": "Einleitung",
    "closing": "Schluss",
}


def _form_entries(unit: ReadUnit, row: QuestionnaireTranslation) -> list[TextEntry]:
    questionnaire = unit.get(Questionnaire, row.questionnaire_id)
    town = town_name(unit)
    outdated = row.source_hash and row.source_hash != _form_hash(questionnaire)
    found: list[TextEntry] = []
    for name in FORM_TEXTS:
        source = str(getattr(questionnaire, name))
        own = str(getattr(row, name))
        if not source.strip():
            continue
        text = own or suggested_text(source, row.language, municipality=town)
        state = TranslationState.DONE if own else TranslationState.BANK
        if not text:
            state = TranslationState.MISSING
        elif own and outdated:
            state = TranslationState.OUTDATED
        found.append(TextEntry(name, _TEXT_LABELS[name], source, text, state))
    return found


def _block_entries(unit: ReadUnit, row: QuestionnaireTranslation, questions: Sequence[FormQuestion]) -> list[TextEntry]:
    town = town_name(unit)
    own = words_from(row.blocks)
    found: list[TextEntry] = []
    for heading in dict.fromkeys(title for title, _ in blocks(questions)):
        text = own.get(heading) or suggested_text(heading, row.language, municipality=town)
        state = TranslationState.DONE if own.get(heading) else TranslationState.BANK
        label = f"Überschrift „{heading}“"
        found.append(TextEntry("block", label, heading, text, state if text else TranslationState.MISSING))
    return found


def _form_hash(questionnaire: Questionnaire) -> str:
    return texts_hash(*(str(getattr(questionnaire, name)) for name in FORM_TEXTS))


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
    unit.change(QuestionnaireTranslation, _row(unit, questionnaire_id, language).id, None, checked_on=None)
