"""One language of a questionnaire as it stands: every text beside the German one with its state, the form itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.form_languages import FormLanguage, form_language
from coordinator_app.domain.question_translations import QuestionnaireTranslation, QuestionTranslation
from coordinator_app.domain.question_words import (
    FormWords,
    QuestionWords,
    TranslationState,
    form_in_language,
    german_words,
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
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit
from coordinator_app.survey.item_translations import suggested, suggested_text

HELP = "sprachen"
FORM_TEXTS = ("title", "subtitle", "introduction", "closing")
BLOCK = "block:"
_PART_LABELS = {
    "wording": "Wortlaut",
    "instruction": "Hinweis zum Ankreuzen",
    "first_heading": "Überschrift der ersten Skala",
    "second_heading": "Überschrift der zweiten Skala",
    "unit": "Einheit",
}
_GROUP_LABELS = {"rows": "Zeile", "answers": "Antwort", "second": "Zweite Skala"}


@dataclass(frozen=True, slots=True)
class TextPair:
    """One text: its place, what it is, the German words and those of the translation ("" = none yet)."""

    place: str
    label: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is translated together: a question, a text of the form, or the heading of a block.

    `key` is the id of the question, the name of the text, or `BLOCK` and the German heading.
    """

    key: str
    label: str
    state: TranslationState
    pairs: tuple[TextPair, ...]
    number: int | None = None
    words: QuestionWords = field(default_factory=QuestionWords)
    source: QuestionWords = field(default_factory=QuestionWords)

    @property
    def text(self) -> str:
        """The translation of an entry with a single text."""
        return self.pairs[0].text

    @property
    def problem(self) -> str:
        """Why the form cannot be printed; "" when it can."""
        return "" if self.state.ready else f"{self.label}: Übersetzung {self.state.label}."


@dataclass(frozen=True, slots=True)
class TranslationSheet:
    """One language of a questionnaire: texts of the form, headings of blocks, questions in printing order."""

    translation: QuestionnaireTranslation
    language: FormLanguage
    entries: tuple[Entry, ...]

    def entry(self, key: str) -> Entry | None:
        """The entry of a key; None when the form does not have it (any more)."""
        return next((entry for entry in self.entries if entry.key == key), None)

    @property
    def open(self) -> int:
        """How many entries are not ready."""
        return sum(not entry.state.ready for entry in self.entries)

    @property
    def progress(self) -> str:
        """„24 von 26 Texten fertig · 1 veraltet · 1 fehlt“."""
        states = [entry.state for entry in self.entries]
        parts = [f"{len(states) - self.open} von {len(states)} Texten fertig"]
        counted = [(state, states.count(state)) for state in TranslationState if not state.ready]
        parts += [f"{count} {_counted(state, count)}" for state, count in counted if count]
        return " · ".join(parts)

    @property
    def problems(self) -> list[str]:
        """Why the form cannot be printed in this language, in printing order."""
        return [entry.problem for entry in self.entries if entry.problem]


def _counted(state: TranslationState, count: int) -> str:
    return "fehlen" if state is TranslationState.MISSING and count > 1 else state.label


def translation_sheet(unit: ReadUnit, questionnaire_id: int, language: str) -> TranslationSheet:
    """One language of a questionnaire with all its words and how far they are; `UserError` when it has it not."""
    row = translation_row(unit, questionnaire_id, language)
    questions = tuple(form_question(question) for question in questions_of(unit, questionnaire_id))
    entries = (
        *_form_entries(unit, row),
        *_block_entries(unit, row, questions),
        *_question_entries(unit, language, questions),
    )
    return TranslationSheet(row, form_language(language), entries)


def translated_form(unit: ReadUnit, questionnaire_id: int, form: Form, language: str) -> Form:
    """The German form of a questionnaire in one of its languages; what is not translated stays German."""
    sheet = translation_sheet(unit, questionnaire_id, language)
    texts = {entry.key: entry.text for entry in sheet.entries if entry.key in FORM_TEXTS}
    headings = {entry.key: entry.text for entry in sheet.entries if entry.key.startswith(BLOCK)}
    questionnaire = unit.get(Questionnaire, questionnaire_id)
    closing = texts.get("closing") or questionnaire.closing
    words = FormWords(
        title=texts["title"],
        subtitle=texts.get("subtitle", ""),
        introduction=texts.get("introduction", ""),
        closing=closing + _contact(unit, questionnaire, language),
        blocks={key.removeprefix(BLOCK): text for key, text in headings.items()},
    )
    return form_in_language(form, language, words, {entry.key: entry.words for entry in sheet.entries})


def translation_row(unit: ReadUnit, questionnaire_id: int, language: str) -> QuestionnaireTranslation:
    """The record of a language; `UserError` when the questionnaire has it not (any more)."""
    found = unit.find(QuestionnaireTranslation, questionnaire_id=questionnaire_id, language=language)
    if not found:
        label = form_language(language).label
        raise UserError(f"Der Fragebogen hat keine Fassung in der Sprache „{label}“.", help_topic=HELP)
    return found[0]


def question_entry(unit: ReadUnit, questionnaire_id: int, language: str, question_id: int) -> Entry:
    """The words of one question; `UserError` when the questionnaire does not have it any more."""
    entry = translation_sheet(unit, questionnaire_id, language).entry(str(question_id))
    if entry is None:
        raise UserError("Die Frage gibt es in diesem Fragebogen nicht mehr.", help_topic=HELP)
    return entry


def save_words(unit: WriteUnit, language: str, entry: Entry, words: QuestionWords, *, made_from: str) -> None:
    """Store all words of a question; `made_from` is the hash of the German words they fit."""
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
    old = unit.find(QuestionTranslation, question_id=int(entry.key), language=language, deleted=None)
    if old:
        unit.change(QuestionTranslation, old[0].id, None, **values)
    else:
        unit.add(QuestionTranslation(question_id=int(entry.key), language=language, **values))


def form_hash(questionnaire: Questionnaire) -> str:
    """Hash of the German texts of the form itself."""
    return texts_hash(*(str(getattr(questionnaire, name)) for name in FORM_TEXTS))


def _contact(unit: ReadUnit, questionnaire: Questionnaire, language: str) -> str:
    from coordinator_app.documents.sheet_words import sheet_words

    survey = unit.get(Survey, questionnaire.survey_id or 0)
    return f"\n{sheet_words(language).contact.format(contact=survey.contact)}" if survey.contact else ""


def _question_entries(unit: ReadUnit, language: str, questions: Sequence[FormQuestion]) -> list[Entry]:
    number = numbers(questions)
    town = town_name(unit)
    stored = {str(row.question_id): row for row in unit.find(QuestionTranslation, language=language)}
    found: list[Entry] = []
    for question in questions:
        row = stored.get(question.key)
        source = german_words(question)
        words = _words(source, row, suggested(question, language, municipality=town))
        state = state_of(source, words, row.source_hash if row is not None else None)
        at = number.get(question.key)
        name = question.title or question.wording
        label = f"Frage {at}, {name}" if at else f"Hinweistext, {name}"
        found.append(Entry(question.key, label, state, _pairs(source, words), at, words, source))
    return found


def _words(source: QuestionWords, row: QuestionTranslation | None, words: QuestionWords) -> QuestionWords:
    """What was typed, and the bank's words where nothing was."""
    given = _stored_parts(row) if row is not None else {}
    for place, text in source.parts():
        if typed := given.get(place) or (text if _is_number(text) else ""):
            words = words.with_part(place, typed)
    return words


def _is_number(text: str) -> bool:
    """Labels that read the same in every language: steps of a scale."""
    return text.strip().isdigit()


def _pairs(source: QuestionWords, words: QuestionWords) -> tuple[TextPair, ...]:
    given = dict(words.parts())
    return tuple(
        TextPair(place, _part_label(place), text, given.get(place, ""))
        for place, text in source.parts()
        if text.strip()
    )


def _part_label(place: str) -> str:
    name, _, key = place.partition(".")
    return f"{_GROUP_LABELS[name]} {key}" if key else _PART_LABELS[name]


def _stored_parts(row: QuestionTranslation) -> dict[str, str]:
    """Stored texts by their place."""
    headings = words_from(row.headings)
    parts = {"wording": row.wording, "instruction": row.instruction, "unit": row.unit}
    parts |= {"first_heading": headings.get("first", ""), "second_heading": headings.get("second", "")}
    for name, text in (("answers", row.answers), ("second", row.second_answers), ("rows", row.matrix_rows)):
        parts |= {f"{name}.{key}": label for key, label in words_from(text).items()}
    return parts


_TEXT_LABELS = {
    "title": "Titel auf dem Bogen",
    "subtitle": "Untertitel",
    "introduction": "Einleitung",
    "closing": "Schluss",
}


def _form_entries(unit: ReadUnit, row: QuestionnaireTranslation) -> list[Entry]:
    questionnaire = unit.get(Questionnaire, row.questionnaire_id)
    town = town_name(unit)
    outdated = bool(row.source_hash) and row.source_hash != form_hash(questionnaire)
    found: list[Entry] = []
    for name in FORM_TEXTS:
        source, typed = str(getattr(questionnaire, name)), str(getattr(row, name))
        if source.strip():
            known = "" if typed else suggested_text(source, row.language, municipality=town)
            found.append(_text_entry(name, _TEXT_LABELS[name], source, (typed, known), outdated=outdated))
    return found


def _block_entries(unit: ReadUnit, row: QuestionnaireTranslation, questions: Sequence[FormQuestion]) -> list[Entry]:
    town = town_name(unit)
    typed = words_from(row.blocks)
    found: list[Entry] = []
    for heading in dict.fromkeys(title for title, _ in blocks(questions)):
        texts = (typed.get(heading, ""), suggested_text(heading, row.language, municipality=town))
        found.append(_text_entry(BLOCK + heading, f"Überschrift „{heading}“", heading, texts, outdated=False))
    return found


def _text_entry(key: str, label: str, source: str, texts: tuple[str, str], *, outdated: bool) -> Entry:
    """A single text: what was typed, else what the bank knows."""
    typed, known = texts
    state = TranslationState.OUTDATED if outdated else TranslationState.DONE
    if not typed:
        state = TranslationState.BANK if known else TranslationState.MISSING
    return Entry(key, label, state, (TextPair(key, label, source, typed or known),))
