"""The question bank in other languages: `resources/items/translations/<language>/*.toml`.

One file for each module, named as in the bank: `heading` of the module and a table for each item with `wording`,
`instruction`, `answers` (code = text), `rows` (a list), `second`, `first_heading`, `second_heading`, `unit`.
`version` (1 when left out) is that of the German item it belongs to; words for another version are not used.
`scales.toml` has the shared scales, `common.toml` texts that stand in many items, `forms.toml` the texts of the
form templates. A mistake in the files is a `UserError` that names file and item.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeAlias, cast

from coordinator_app.common.errors import UserError
from coordinator_app.domain.question_words import QuestionWords, german_words
from coordinator_app.domain.questionnaires import Answer, FormQuestion
from coordinator_app.survey.item_bank import ITEMS, FormTemplate, Item, ItemBank, filled, item_bank

FOLDER = ITEMS / "translations"
_TEXTS = ("wording", "instruction", "first_heading", "second_heading", "unit")
Scale: TypeAlias = tuple[tuple[int, str], ...]
_KNOWN = frozenset({*_TEXTS, "version", "answers", "second", "rows"})


@dataclass(frozen=True, slots=True)
class BankWords:
    """The bank in one language, with placeholders as in the bank.

    `items`: words by id, only of items that are translated. `texts`: German text → text in this language, only
    where the whole bank has one translation for it. `form_texts`: the same for headings and texts of whole forms.
    `scales`: labels of the shared scales by the German scale.
    """

    language: str
    items: Mapping[str, QuestionWords]
    texts: Mapping[str, str]
    form_texts: Mapping[str, str]
    scales: Mapping[Scale, Mapping[str, str]]


@cache
def bank_words(language: str) -> BankWords:
    """The bank shipped with the program in one language, read once; empty where it has no translation."""
    return load_words(FOLDER / language, language, item_bank())


def suggested(question: FormQuestion, language: str, *, municipality: str) -> QuestionWords:
    """The words the bank has for a question of a form.

    A text counts as the bank's while its German text is unchanged; names of areas stay as they are. Other texts
    are taken where the bank translates the same German text anywhere. What it does not know is "".
    """
    words = bank_words(language)
    texts = _filled_texts(language, municipality)
    own = _own_texts(question.item, language, municipality)
    shared = _scale_places(question, words.scales)
    source = german_words(question)
    found = source
    names = _area_places(question)
    for place, text in source.parts():
        known = own.get((place, text)) or shared.get(place) or texts.get(text.strip(), "")
        found = found.with_part(place, known or (text if place in names and words.items else ""))
    return found


def suggested_text(text: str, language: str, *, municipality: str) -> str:
    """The translation of a heading or another text of the form where the bank has one, else ""."""
    words = bank_words(language)
    for source, known in (*words.form_texts.items(), *words.texts.items()):
        if filled(source, municipality=municipality) == text.strip():
            return filled(known, municipality=municipality)
    return ""


@lru_cache(maxsize=16)
def _filled_texts(language: str, municipality: str) -> Mapping[str, str]:
    return {
        filled(source, municipality=municipality): filled(text, municipality=municipality)
        for source, text in bank_words(language).texts.items()
    }


def _own_texts(item_id: str, language: str, municipality: str) -> Mapping[tuple[str, str], str]:
    """(place, German text) → text of the item the question was taken from."""
    words = bank_words(language).items.get(item_id)
    if words is None:
        return {}
    given = dict(words.parts())
    return {
        (place, filled(text, municipality=municipality)): filled(given[place], municipality=municipality)
        for place, text in german_words(item_bank().item(item_id).question).parts()
        if given.get(place)
    }


def _area_places(question: FormQuestion) -> frozenset[str]:
    """Places of answers that are names of the town's areas."""
    known = {item.id: item for item in item_bank().items}
    item = known.get(question.item)
    if item is None or not item.answers_from:
        return frozenset()
    own = {answer.code for answer in item.question.answers}
    return frozenset(f"answers.{answer.code}" for answer in question.answers if answer.code not in own)


# --- Reading ----------------------------------------------------------------------------------------------------


def load_words(folder: Path, language: str, bank: ItemBank) -> BankWords:
    """Read and check one language; raises `UserError` naming file and item."""
    if not folder.is_dir():
        return BankWords(language, {}, {}, {}, {})
    memory, form_texts = _Memory(), _Memory()
    common = _toml(folder / "common.toml").get("texts", {})
    for source, text in cast("dict[str, str]", common).items():
        memory.always(source, text)
    scales = _scale_labels(folder / "scales.toml", bank, memory)
    items: dict[str, QuestionWords] = {}
    known = {item.id: item for item in bank.items}
    for path in sorted(folder.glob("*_*.toml")):
        for item_id, data in _toml(path).items():
            if item_id == "heading":
                module = next(module for module in bank.modules if path.stem.startswith(module.code.lower()))
                form_texts.add(module.heading, str(data))
            elif item_id not in known:
                raise _error(path, item_id, "diese Frage gibt es in der Fragenbank nicht")
            elif data.get("version", 1) == known[item_id].version:
                items[item_id] = _item_words(path, known[item_id], data, scales, memory)
    for template in bank.templates:
        _learn_template(folder / "forms.toml", template, form_texts)
    return BankWords(language, items, memory.texts(), form_texts.texts(), scales)


class _Memory:
    """Translations by German text; one that differs from place to place is no good elsewhere."""

    def __init__(self) -> None:
        self._found: dict[str, set[str]] = {}
        self._fixed: dict[str, str] = {}

    def always(self, source: str, text: str) -> None:
        self._fixed[source.strip()] = text.strip()

    def add(self, source: str, text: str) -> None:
        if source.strip() and text.strip():
            self._found.setdefault(source.strip(), set()).add(text.strip())

    def get(self, source: str) -> str:
        return self._fixed.get(source.strip(), "")

    def texts(self) -> Mapping[str, str]:
        return {source: next(iter(texts)) for source, texts in self._found.items() if len(texts) == 1} | self._fixed


def _item_words(
    path: Path, item: Item, data: dict[str, Any], scales: Mapping[Scale, Mapping[str, str]], memory: _Memory
) -> QuestionWords:
    for key in sorted(data.keys() - _KNOWN):
        raise _error(path, item.id, f"„{key}“ ist nicht bekannt")
    source = german_words(item.question)
    question = item.question
    shared = _scale_places(question, scales)
    given = dict(_given(path, item, data))
    words = source
    for place, text in source.parts():
        label = given.pop(place, "") or shared.get(place, "") or memory.get(text)
        words = words.with_part(place, label)
        memory.add(text, label)
    for place in given:
        raise _error(path, item.id, f"„{place}“ hat die deutsche Frage nicht")
    return words


def _scale(answers: tuple[Answer, ...]) -> Scale:
    return tuple((answer.code, answer.label) for answer in answers)


def _scale_places(question: FormQuestion, scales: Mapping[Scale, Mapping[str, str]]) -> dict[str, str]:
    """Labels of answers that are exactly a shared scale, by their place."""
    first = {f"answers.{code}": text for code, text in scales.get(_scale(question.answers), {}).items()}
    return first | {f"second.{code}": text for code, text in scales.get(_scale(question.second), {}).items()}


def _scale_labels(path: Path, bank: ItemBank, memory: "_Memory") -> dict[Scale, Mapping[str, str]]:
    """Labels of the shared scales in this language by the German scale."""
    found: dict[Scale, Mapping[str, str]] = {}
    for name, labels in cast("dict[str, dict[str, str]]", _toml(path)).items():
        if name not in bank.scales:
            raise _error(path, name, "diese Skala gibt es in der Fragenbank nicht")
        scale = _scale(bank.scales[name])
        for code, label in scale:
            memory.add(label, labels.get(str(code), ""))
        for code in labels.keys() - {str(code) for code, _ in scale}:
            raise _error(path, name, f"den Code {code} hat die deutsche Skala nicht")
        found[scale] = labels
    return found


def _given(path: Path, item: Item, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of an item's table by its place."""
    for name in _TEXTS:
        if name in data:
            yield name, str(data[name])
    for name in ("answers", "second"):
        for code, text in cast("dict[str, str]", data.get(name, {})).items():
            yield f"{name}.{code}", text
    rows = cast("list[str]", data.get("rows", []))
    if rows and len(rows) != len(item.question.rows):
        raise _error(path, item.id, f"{len(rows)} Zeilen statt {len(item.question.rows)}")
    for row, text in zip(item.question.rows, rows, strict=False):
        yield f"rows.{row.name}", text


def _learn_template(path: Path, template: FormTemplate, memory: _Memory) -> None:
    data = cast("dict[str, Any]", _toml(path).get(template.key, {}))
    for source, name in ((template.introduction, "introduction"), (template.closing, "closing")):
        memory.add(source, str(data.get(name, "")))
    for source, text in cast("dict[str, str]", data.get("blocks", {})).items():
        memory.add(source, text)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"Die Datei „{path.name}“ der Fragenbank ist kein gültiges TOML: {error}.") from error


def _error(path: Path, item: str, what: str) -> UserError:
    return UserError(f"Fragenbank, Sprachen, Datei „{path.name}“, „{item}“: {what}.", help_topic="fragenbank")
