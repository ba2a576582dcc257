"""The language of placeholders in a town's Word templates: a small, safe part of Jinja.

A template may come from anywhere. Allowed are values, conditions, loops over the lists offered and a few filters;
everything else (calls, arithmetic, assignments, other files) is refused before anything runs, so that a template can
neither read files nor run code, and what it makes is limited by what stands in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

LARGEST_RESULT = 12_000_000  # characters of one filled part
_MOST_TAGS, _LONGEST_TAG, _DEEPEST = 4000, 600, 12
_FILTERS = ("upper", "lower", "capitalize", "title", "trim", "default", "d", "length", "count", "first", "last")
_TESTS = ("defined", "undefined", "none", "string", "in", "eq", "ne", "sameas")
_LOOP = frozenset({"index", "index0", "first", "last", "length"})
_NODES = frozenset(
    {"Template", "Output", "TemplateData", "Name", "Const", "If", "CondExpr", "Compare", "Operand", "And", "Or", "Not"}
    | {"Filter", "Test", "For", "Getattr", "Concat"}
)
_WHY = {
    "Call": "Aufrufe mit runden Klammern sind in Vorlagen nicht möglich",
    "Include": "andere Dateien lassen sich in Vorlagen nicht einbinden",
    "Import": "andere Dateien lassen sich in Vorlagen nicht einbinden",
    "FromImport": "andere Dateien lassen sich in Vorlagen nicht einbinden",
    "Extends": "andere Dateien lassen sich in Vorlagen nicht einbinden",
    "Assign": "{% set %} ist in Vorlagen nicht möglich",
    "AssignBlock": "{% set %} ist in Vorlagen nicht möglich",
    "Macro": "{% macro %} ist in Vorlagen nicht möglich",
    "Getitem": "eckige Klammern sind in Vorlagen nicht möglich",
}
_CALCULATED = frozenset({"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"})

# Each begins no other of its kind inside, so that finding them stays linear whatever the text.
TAG = re.compile(
    r"\{\{(?:(?!\{\{|\}\}).)*\}\}|\{%(?:(?!\{%|%\}).)*%\}|\{#(?:(?!\{#|#\}).)*#\}",
    re.DOTALL,
)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}")
LOOSE_BRACE = "hier fehlt eine geschweifte Klammer: ein Platzhalter heißt {{ name }} und steht in einem einzigen Absatz"


class TemplateRefused(Exception):
    """A template asks for something that is not allowed: why in German (no full stop), and in which line."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


def environment() -> Any:
    """The sandbox: escapes everything, marks unknown names visibly, knows no functions."""
    from jinja2 import ChainableUndefined
    from jinja2.runtime import LoopContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import escape

    class Marker(ChainableUndefined):
        def __str__(self) -> str:
            return f"[Unbekannter Platzhalter: {self._undefined_name}]"

        def __html__(self) -> str:
            return str(escape(str(self)))

    class Words(ImmutableSandboxedEnvironment):
        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, LoopContext) and attribute in _LOOP:
                return getattr(obj, attribute)
            if isinstance(obj, Mapping) and attribute in obj:
                return cast("Mapping[str, Any]", obj)[attribute]
            return self.undefined(name=attribute)

    made: Any = Words(autoescape=True, undefined=Marker, finalize=_printed)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made


def _printed(value: Any) -> Any:
    """What a value looks like on paper: words and numbers as they are, nothing of what stands behind them."""
    from jinja2 import Undefined

    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, str | int | float | Undefined):
        return value
    if isinstance(value, list | Mapping):
        return "[Liste: nur in einer Schleife möglich]"
    return "" if value is None else "[Unbekannter Platzhalter]"


def parsed(language: Any, source: str, lists: frozenset[str]) -> Any:
    """The tree of a template that is allowed; `TemplateRefused` for any other, whatever is wrong with it."""
    from jinja2 import TemplateSyntaxError

    tags: list[str] = TAG.findall(source)
    if len(tags) > _MOST_TAGS:
        raise TemplateRefused(f"die Vorlage hat mehr als {_MOST_TAGS} Platzhalter und Anweisungen")
    long = next((tag for tag in tags if len(tag) > _LONGEST_TAG), "")
    if long:
        raise TemplateRefused("ein Platzhalter ist viel zu lang", source[: source.index(long)].count("\n") + 1)
    try:
        tree: Any = language.parse(source)
    except TemplateSyntaxError as error:
        raise TemplateRefused(_syntax(error), error.lineno) from error
    except (RecursionError, ValueError, OverflowError, MemoryError) as error:
        raise TemplateRefused("eine Anweisung ist zu verschachtelt") from error
    _verify(tree, lists)
    return tree


def rendered(template: Any, values: Mapping[str, Any], room: int = LARGEST_RESULT) -> str:
    """The filled text; `TemplateRefused` as soon as it grows beyond `room` characters."""
    found: list[str] = []
    for piece in template.generate(values):
        room -= len(piece)
        if room < 0:
            raise TemplateRefused("die ausgefüllte Vorlage würde viel zu groß")
        found.append(piece)
    return "".join(found)


def _syntax(error: Any) -> str:
    message = str(error.message or "")
    if "Unexpected end of template" in message:
        return "eine Anweisung {% … %} ist nicht abgeschlossen ({% endif %} oder {% endfor %} fehlt)"
    found = re.search(r"No filter named '(.+?)'", message)
    return f"„{found[1]}“ gibt es in Vorlagen nicht" if found else "eine Anweisung ist unvollständig oder unbekannt"


def _verify(tree: Any, lists: frozenset[str]) -> None:
    for node, loops, depth in _nodes(tree):
        kind = type(node).__name__
        if kind not in _NODES:
            raise TemplateRefused(_why(kind), node.lineno)
        if depth > _DEEPEST * 3:
            raise TemplateRefused("eine Anweisung ist zu verschachtelt", node.lineno)
        if kind == "For":
            _verify_loop(node, loops, lists)
        elif kind in ("Filter", "Test"):
            _verify_named(node, kind)


def _why(kind: str) -> str:
    if kind in _CALCULATED:
        return "rechnen lässt sich in Vorlagen nicht"
    return _WHY.get(kind, "diese Anweisung gibt es in Vorlagen nicht")


def _verify_loop(node: Any, loops: int, lists: frozenset[str]) -> None:
    offered = ", ".join(sorted(lists)) or "keine"
    name = getattr(node.iter, "name", "")
    if name.lower() not in lists:
        raise TemplateRefused(f"Schleifen gehen nur über Listen; in dieser Vorlage gibt es: {offered}", node.lineno)
    if loops > 1 or node.recursive:
        raise TemplateRefused("eine Schleife in einer Schleife ist in Vorlagen nicht möglich", node.lineno)


def _verify_named(node: Any, kind: str) -> None:
    known = _FILTERS if kind == "Filter" else _TESTS
    if node.node is None or node.name not in known:
        raise TemplateRefused(f"„{node.name}“ gibt es in Vorlagen nicht", node.lineno)


def _nodes(tree: Any) -> Iterator[tuple[Any, int, int]]:
    """All nodes with the loops around them (their own counted) and their depth; without recursion."""
    waiting = [(tree, 0, 0)]
    while waiting:
        node, loops, depth = waiting.pop()
        inside = loops + (type(node).__name__ == "For")
        yield node, inside, depth
        waiting += [(child, inside, depth + 1) for child in node.iter_child_nodes()]


def is_broken(text: str) -> bool:
    """Whether a paragraph has braces that belong to no whole placeholder."""
    return _LOOSE.search(TAG.sub("", text)) is not None


def both_cases(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values under their names also written with capitals: {{ Anrede }}, {{ ANREDE }}."""
    return {form: value for word, value in values.items() for form in forms(word)}


def forms(word: str) -> Sequence[str]:
    """The ways a placeholder may be written."""
    return (word, word.capitalize(), word.upper())
