"""The question bank shipped in `resources/items`: modules A to Q, shared scales, templates of whole forms.

All items are written for this program; `source` names where the construct comes from, not a text that was
taken over. The files are TOML; a mistake in them is a `UserError` that names file and item.
Wording may contain `{kommune}`, which becomes the name of the municipality when the item is taken.
"""

import string
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from coordinator_app.common.errors import UserError
from coordinator_app.common.paths import RESOURCES
from coordinator_app.domain.questionnaire_rules import hash_of
from coordinator_app.domain.questionnaires import (
    WITH_ANSWERS,
    WITH_FILTER,
    WITH_ROWS,
    Answer,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
)

ITEMS = RESOURCES / "items"
PLACEHOLDERS = frozenset({"kommune"})
POLARITIES = frozenset({"positiv", "negativ", "ohne"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the bank; `heading` is the block heading on the sheet."""

    code: str
    title: str
    heading: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the bank. `question` holds its content with placeholders, without block and key.

    `polarity` is that of the construct (safety „positiv“, worry „negativ“); which end of the scale is good for
    the town follows from it and the words of the scale (`domain.scale_reading`). `answers_from` names a list of
    the municipality the answers come from („areas“). `hash` covers wording and scale: two waves may be compared
    when it is the same.
    """

    id: str
    version: int
    module: str
    question: FormQuestion
    source: str
    polarity: str
    answers_from: str
    hash: str

    @property
    def title(self) -> str:
        """The short name shown in lists."""
        return self.question.title

    @property
    def comparison(self) -> bool:
        """Whether wording and scale are locked."""
        return self.question.comparison


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """A whole form to start from: block headings with item ids, and filters between items."""

    key: str
    title: str
    page_limit: int
    introduction: str
    closing: str
    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    filters: tuple[tuple[str, tuple[int, ...], str], ...]


@dataclass(frozen=True, slots=True)
class ItemBank:
    """All modules, items in the order of their ids, form templates, and the shared scales by name."""

    modules: tuple[Module, ...]
    items: tuple[Item, ...]
    templates: tuple[FormTemplate, ...]
    scales: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict[str, tuple[Answer, ...]])

    def item(self, item_id: str) -> Item:
        """The item of this id; raises `UserError` when the bank does not have it."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise UserError(f"Die Fragenbank hat keine Frage „{item_id}“.", help_topic="fragenbank")

    def module(self, code: str) -> Module:
        """The module of this letter."""
        return next(module for module in self.modules if module.code == code)

    def template(self, key: str) -> FormTemplate:
        """The form template of this key."""
        return next(template for template in self.templates if template.key == key)


@cache
def item_bank() -> ItemBank:
    """The bank shipped with the program, read once."""
    return load_bank(ITEMS)


def filled(text: str, *, municipality: str) -> str:
    """A text of the bank with its placeholders filled in."""
    return text.replace("{kommune}", municipality)


def filled_question(question: FormQuestion, *, municipality: str, areas: tuple[str, ...] = ()) -> FormQuestion:
    """An item's question for one town: placeholders filled in, `areas` put before its other answers."""

    def fill(text: str) -> str:
        return filled(text, municipality=municipality)

    own = tuple(Answer(code, name) for code, name in enumerate(areas, 1))
    answers = own + tuple(replace(answer, label=fill(answer.label)) for answer in question.answers)
    rows = tuple(replace(row, label=fill(row.label)) for row in question.rows)
    second = tuple(replace(answer, label=fill(answer.label)) for answer in question.second)
    texts = {"wording": fill(question.wording), "instruction": fill(question.instruction)}
    return replace(question, answers=answers, rows=rows, second=second, **texts)


# --- Reading ----------------------------------------------------------------------------------------------------


def load_bank(folder: Path) -> ItemBank:
    """Read and check a folder of item files; raises `UserError` naming file and item."""
    scales = _scales(_toml(folder / "scales.toml"))
    modules: list[Module] = []
    items: list[Item] = []
    for path in sorted(folder.glob("*.toml")):
        if path.name in ("scales.toml", "forms.toml"):
            continue
        data = _toml(path)
        head = _Part(path.name, "module", data.get("module", {}))
        module = Module(head.text("code"), head.text("title"), head.text("heading"))
        modules.append(module)
        items += [_item(_Part(path.name, _name(part), part), module, scales) for part in data.get("items", [])]
    _check_ids(folder, items)
    templates = _templates(_toml(folder / "forms.toml"), {item.id: item for item in items})
    return ItemBank(tuple(sorted(modules, key=lambda module: module.code)), tuple(items), templates, scales)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"Die Datei „{path.name}“ der Fragenbank kann nicht gelesen werden: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"Die Datei „{path.name}“ der Fragenbank ist kein gültiges TOML: {error}.") from error


def _name(part: Any) -> str:
    return str(cast("dict[str, Any]", part).get("id", "ohne id")) if isinstance(part, dict) else "ohne id"


class _Part:
    """One table of a file with typed access; every failure names file and item."""

    def __init__(self, file: str, name: str, data: Any) -> None:
        self.file = file
        self.name = name
        if not isinstance(data, dict):
            raise self.error("ist keine Tabelle")
        self.data = cast("dict[str, Any]", data)

    def error(self, what: str) -> UserError:
        return UserError(f"Fragenbank, Datei „{self.file}“, „{self.name}“: {what}.", help_topic="fragenbank")

    def _value(self, key: str, kind: type[T], default: T | None) -> T:
        value = self.data.get(key, default)
        if value is None:
            raise self.error(f"„{key}“ fehlt")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(f"„{key}“ hat nicht die erwartete Form")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value(key, str, default).strip()
        if default is None and not value:
            raise self.error(f"„{key}“ ist leer")
        self.check_placeholders(value)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        return self._value(key, int, default)

    def flag(self, key: str) -> bool:
        return self._value(key, bool, False)

    def list(self, key: str) -> list[Any]:
        return self._value(key, list, cast("list[Any]", []))

    def check_placeholders(self, text: str) -> None:
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise self.error(f"geschweifte Klammern in „{text}“ passen nicht zusammen") from error
        for name in sorted(names - PLACEHOLDERS):
            raise self.error(f"den Platzhalter „{{{name}}}“ gibt es nicht")


def _item(part: _Part, module: Module, scales: Mapping[str, tuple[Answer, ...]]) -> Item:
    known = {"id", "version", "type", "title", "wording", "instruction", "scale", "answers", "rows", "limit"}
    known |= {"exclusive", "text", "lines", "digits", "unit", "poles_only", "answers_from", "construct", "source"}
    known |= {"polarity", "comparison", "seconds", "row_text", "headings", "second_scale", "row_filter"}
    for key in sorted(part.data.keys() - known):
        raise part.error(f"„{key}“ ist nicht bekannt")
    question = FormQuestion(
        key="",
        block="",
        type=_choice(part, "type", QuestionType),
        wording=part.text("wording"),
        title=part.text("title"),
        instruction=part.text("instruction", ""),
        variable=part.text("id"),
        answers=_answers(part, scales),
        rows=_rows(part),
        limit=part.number("limit", 0),
        layout=_layout(part),
        seconds=part.number("seconds"),
        module=module.code,
        construct=part.text("construct"),
        item=part.text("id"),
        item_version=part.number("version", 1),
        comparison=part.flag("comparison"),
        **_second_scale(part, scales),
    )
    polarity = part.text("polarity")
    answers_from = part.text("answers_from", "")
    _check_question(part, question, polarity, answers_from)
    return Item(
        question.item,
        question.item_version,
        module.code,
        question,
        part.text("source"),
        polarity,
        answers_from,
        hash_of(question),
    )


def _layout(part: _Part) -> Layout:
    lines, digits = part.number("lines", 2), part.number("digits", 4)
    return Layout(lines=lines, digits=digits, unit=part.text("unit", ""), poles_only=part.flag("poles_only"))


def _choice(part: _Part, key: str, kind: Callable[[str], T]) -> T:
    try:
        return kind(part.text(key))
    except ValueError as error:
        raise part.error(f"„{key}“ kennt den Wert „{part.data[key]}“ nicht") from error


def _check_question(part: _Part, question: FormQuestion, polarity: str, answers_from: str) -> None:
    """What the form rules do not look at: bank only."""
    if polarity not in POLARITIES:
        raise part.error(f"„polarity“ ist „{polarity}“, erlaubt sind {', '.join(sorted(POLARITIES))}")
    if answers_from not in ("", "areas"):
        raise part.error(f"„answers_from“ kennt den Wert „{answers_from}“ nicht")
    if not question.item.startswith(question.module):
        raise part.error(f"die Kennung beginnt nicht mit dem Buchstaben des Moduls ({question.module})")
    given = sum(not answer.missing for answer in question.answers)
    least = 1 if question.type is QuestionType.TEXT_TABLE else 2
    if question.type in WITH_ANSWERS and given < least and not answers_from:
        raise part.error("es braucht mindestens zwei Antworten")
    if question.type not in WITH_ANSWERS and question.answers:
        raise part.error("diese Art von Frage hat keine Antworten")
    if (question.type in WITH_ROWS) != bool(question.rows):
        raise part.error("„rows“ gehört zu einer Matrix oder Texttabelle und nur dorthin")
    if not 3 <= question.seconds <= 120:
        raise part.error("„seconds“ muss zwischen 3 und 120 liegen")


def _rows(part: _Part) -> tuple[MatrixRow, ...]:
    """Labels in order; `row_text` names those with a line for own words."""
    texts = part.list("row_text")
    found: list[MatrixRow] = []
    for index, label in enumerate(part.list("rows")):
        if not isinstance(label, str) or not label.strip():
            raise part.error(f"Zeile {index + 1} in „rows“ ist kein Text")
        part.check_placeholders(label)
        found.append(MatrixRow(string.ascii_lowercase[index], label.strip(), label in texts))
    if not {row.label for row in found}.issuperset(texts):
        raise part.error("„row_text“ nennt eine Zeile, die es nicht gibt")
    return tuple(found)


def _second_scale(part: _Part, scales: Mapping[str, tuple[Answer, ...]]) -> dict[str, Any]:
    """`second_scale`, `headings = [erste, zweite]` and `row_filter = [Codes]` of a matrix with two scales."""
    name = part.text("second_scale", "")
    if not name:
        return {}
    match part.list("headings"):
        case [str(first), str(second)] if name in scales:
            codes = tuple(int(code) for code in part.list("row_filter"))
            headings = {"first_heading": first.strip(), "second_heading": second.strip()}
            return {"second": scales[name], "row_filter": codes, **headings}
        case _:
            raise part.error("„second_scale“ braucht eine Skala aus scales.toml und zwei Überschriften in „headings“")


def _answers(part: _Part, scales: Mapping[str, tuple[Answer, ...]]) -> tuple[Answer, ...]:
    name = part.text("scale", "")
    if name and "answers" in part.data:
        raise part.error("entweder „scale“ oder „answers“, nicht beides")
    if name and name not in scales:
        raise part.error(f"die Skala „{name}“ gibt es nicht in scales.toml")
    answers = scales[name] if name else _code_list(part)
    codes = {answer.code for answer in answers}
    exclusive, text = set(part.list("exclusive")), set(part.list("text"))
    if not codes >= exclusive | text:
        raise part.error("„exclusive“ oder „text“ nennt einen Code, den keine Antwort hat")
    return tuple(replace(answer, exclusive=answer.code in exclusive, text=answer.code in text) for answer in answers)


def _code_list(part: _Part) -> tuple[Answer, ...]:
    """`answers = [[1, "ja"], …]`: codes unique, valid ones ≥ 0 ahead of the missing ones."""
    found: list[Answer] = []
    for entry in part.list("answers"):
        match entry:
            case [int(code), str(label)] if label.strip():
                part.check_placeholders(label)
                found.append(Answer(code, label.strip()))
            case _:
                raise part.error(f"die Antwort {entry!r} ist nicht [Code, Text]")
    codes = [answer.code for answer in found]
    if len(set(codes)) != len(codes):
        raise part.error("ein Code ist doppelt vergeben")
    if sorted(found, key=lambda answer: answer.missing) != found:
        raise part.error("fehlende Antworten (Codes unter 0) gehören an das Ende")
    return tuple(found)


def _scales(data: dict[str, Any]) -> dict[str, tuple[Answer, ...]]:
    scales = cast("dict[str, Any]", data.get("scales", {}))
    return {name: _code_list(_Part("scales.toml", name, part)) for name, part in scales.items()}


def _check_ids(folder: Path, items: Iterable[Item]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise UserError(f"Fragenbank in „{folder.name}“: Die Kennung „{item.id}“ ist doppelt vergeben.")
        seen.add(item.id)


def _templates(data: dict[str, Any], items: Mapping[str, Item]) -> tuple[FormTemplate, ...]:
    forms = cast("dict[str, Any]", data.get("forms", {}))
    return tuple(_template(_Part("forms.toml", key, part), items) for key, part in forms.items())


def _template(part: _Part, items: Mapping[str, Item]) -> FormTemplate:
    try:
        blocks = tuple((str(title), tuple(map(str, ids))) for title, ids in part.list("blocks"))
        filters = tuple((str(at), tuple(map(int, codes)), str(to)) for at, codes, to in part.list("filters"))
    except (TypeError, ValueError) as error:
        raise part.error("„blocks“ ist [Überschrift, [Kennungen]], „filters“ ist [Frage, [Codes], Ziel]") from error
    order = [item_id for _, ids in blocks for item_id in ids]
    for item_id in (*order, *(at for at, _, _ in filters), *(to for _, _, to in filters)):
        if item_id not in items:
            raise part.error(f"die Frage „{item_id}“ gibt es nicht")
    for at, _, target in filters:
        if items[at].question.type not in WITH_FILTER or order.index(target) <= order.index(at):
            raise part.error(f"der Filter von „{at}“ nach „{target}“ ist nicht möglich")
    introduction, closing = part.text("introduction"), part.text("closing")
    return FormTemplate(
        part.name, part.text("title"), part.number("page_limit"), introduction, closing, blocks, filters
    )
