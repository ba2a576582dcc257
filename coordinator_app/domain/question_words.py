"""The words of a questionnaire in one more language: what belongs to a question, what is missing or out of date.

A form in another language is the German form with other words: same keys, variables, codes, rows and filters.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from coordinator_app.domain.questionnaires import Answer, Form, FormQuestion, MatrixRow
from coordinator_app.domain.vocabulary import Vocabulary


class TranslationState(Vocabulary):
    """How far the words of one question are."""

    MISSING = "missing", "fehlt"
    INCOMPLETE = "incomplete", "unvollständig"
    OUTDATED = "outdated", "veraltet"
    BANK = "bank", "aus der Fragenbank"
    DONE = "done", "übersetzt"

    @property
    def ready(self) -> bool:
        """Whether a form with it may be printed."""
        return self in (TranslationState.BANK, TranslationState.DONE)


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """All printed words of one question; answers by their code, rows by their name, "" = there is none."""

    wording: str = ""
    instruction: str = ""
    answers: Mapping[int, str] = field(default_factory=dict[int, str])
    second: Mapping[int, str] = field(default_factory=dict[int, str])
    rows: Mapping[str, str] = field(default_factory=dict[str, str])
    first_heading: str = ""
    second_heading: str = ""
    unit: str = ""

    def parts(self) -> Iterator[tuple[str, str]]:
        """Every place of a text with the text, in printing order („wording“, „answers.1“, „rows.a“)."""
        yield "wording", self.wording
        yield "instruction", self.instruction
        yield from ((f"rows.{name}", text) for name, text in self.rows.items())
        yield "first_heading", self.first_heading
        yield from ((f"answers.{code}", text) for code, text in self.answers.items())
        yield "second_heading", self.second_heading
        yield from ((f"second.{code}", text) for code, text in self.second.items())
        yield "unit", self.unit

    def with_part(self, place: str, text: str) -> "QuestionWords":
        """The same words with another text at a place named by `parts`."""
        name, _, key = place.partition(".")
        if name == "rows":
            return replace(self, rows={**self.rows, key: text})
        if name == "answers":
            return replace(self, answers={**self.answers, int(key): text})
        if name == "second":
            return replace(self, second={**self.second, int(key): text})
        plain = {"wording", "instruction", "first_heading", "second_heading", "unit"}
        if name not in plain:
            message = f"no such place in the words of a question: {place!r}"
            raise ValueError(message)
        return replace(self, **{name: text})


def german_words(question: FormQuestion) -> QuestionWords:
    """The German words of a question."""
    return QuestionWords(
        wording=question.wording,
        instruction=question.instruction,
        answers={answer.code: answer.label for answer in question.answers},
        second={answer.code: answer.label for answer in question.second},
        rows={row.name: row.label for row in question.rows},
        first_heading=question.first_heading,
        second_heading=question.second_heading,
        unit=question.layout.unit,
    )


def source_hash(words: QuestionWords) -> str:
    """Twelve hexadecimal digits over German words: a translation made of others is out of date."""
    return _hash([[place, text.strip()] for place, text in words.parts() if text.strip()])


def texts_hash(*texts: str) -> str:
    """The same for the texts of the form itself (title, subtitle, introduction, closing)."""
    return _hash([text.strip() for text in texts])


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]


def words_text(words: Mapping[int, str] | Mapping[str, str]) -> str:
    """Answers or rows as stored JSON; empty texts are left out, none at all is empty text."""
    kept = {str(key): text for key, text in words.items() if text}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def words_from(text: str) -> dict[str, str]:
    """Answers or rows from stored JSON; what is damaged counts as not translated."""
    try:
        found: object = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(value) for key, value in cast("dict[str, object]", found).items()}


def missing_places(source: QuestionWords, words: QuestionWords) -> list[str]:
    """The places that have a German text and no translation, in printing order."""
    given = dict(words.parts())
    return [place for place, text in source.parts() if text.strip() and not given.get(place, "").strip()]


def state_of(source: QuestionWords, words: QuestionWords, made_from: str | None) -> TranslationState:
    """How far the words are; `made_from` is the hash of the German words they were made from, None = bank."""
    missing = missing_places(source, words)
    wanted = sum(bool(text.strip()) for _, text in source.parts())
    if missing:
        return TranslationState.MISSING if len(missing) == wanted else TranslationState.INCOMPLETE
    if made_from is None:
        return TranslationState.BANK
    return TranslationState.DONE if made_from == source_hash(source) else TranslationState.OUTDATED


def in_language(question: FormQuestion, words: QuestionWords) -> FormQuestion:
    """The question with other words; a text that is not translated stays German."""
    return replace(
        question,
        wording=words.wording or question.wording,
        instruction=words.instruction or question.instruction,
        answers=_answers(question.answers, words.answers),
        second=_answers(question.second, words.second),
        rows=tuple(_row(row, words.rows) for row in question.rows),
        first_heading=words.first_heading or question.first_heading,
        second_heading=words.second_heading or question.second_heading,
        layout=replace(question.layout, unit=words.unit or question.layout.unit),
    )


def _answers(answers: tuple[Answer, ...], words: Mapping[int, str]) -> tuple[Answer, ...]:
    return tuple(replace(answer, label=words.get(answer.code) or answer.label) for answer in answers)


def _row(row: MatrixRow, words: Mapping[str, str]) -> MatrixRow:
    return replace(row, label=words.get(row.name) or row.label)


def same_shape(first: Form, second: Form) -> bool:
    """Whether two forms differ in nothing but their words: one can be shown in place of the other."""
    return [_shape(question) for question in first.questions] == [_shape(question) for question in second.questions]


def _shape(question: FormQuestion) -> object:
    """A question without its words."""
    words = german_words(question)
    for place, _ in german_words(question).parts():
        words = words.with_part(place, "-")
    return replace(in_language(question, words), block="", title="", construct="", seconds=0, comparison=False)


@dataclass(frozen=True, slots=True)
class FormWords:
    """The texts of the form itself; `blocks` by the German heading."""

    title: str = ""
    subtitle: str = ""
    introduction: str = ""
    closing: str = ""
    blocks: Mapping[str, str] = field(default_factory=dict[str, str])


def form_in_language(form: Form, language: str, texts: FormWords, questions: Mapping[str, QuestionWords]) -> Form:
    """The form in another language; `questions` by key. What is not translated stays German."""
    translated = tuple(
        replace(
            in_language(question, questions.get(question.key, QuestionWords())),
            block=texts.blocks.get(question.block) or question.block,
        )
        for question in form.questions
    )
    return replace(
        form,
        language=language,
        title=texts.title or form.title,
        subtitle=texts.subtitle or form.subtitle,
        introduction=texts.introduction or form.introduction,
        closing=texts.closing or form.closing,
        questions=translated,
    )
