"""When a LimeSurvey question is shown: the simple conditions a printed filter can express, everything else in words.

Simple is a comparison of one question with answer codes, also several joined by „or“ (is one of) or „and“ (is none of).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<or>\|\||or\b)|(?P<and>&&|and\b)|(?P<op>==|!=|=|\beq\b|\bne\b)"
    r"|(?P<text>\"[^\"]*\"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?(?![\w.]))|(?P<name>\w+(?:\.\w+)?))",
    re.IGNORECASE,
)
_LONGEST = 4_000
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """Shown when question `source` has one of `codes` (`isin`), or none of them."""

    source: str
    codes: frozenset[str]
    isin: bool


def always(expression: str) -> bool:
    """Whether a condition is none."""
    return expression.strip() in {"", "1", "(1)", "true"}


def condition(expression: str, name_of: Callable[[str], str]) -> Shown | None:
    """The condition as a comparison of one question; None when it is more than that.

    `name_of` gives the code of the question a name in the expression stands for, "" when it is no whole question.
    """
    tokens = _tokens(expression)
    if tokens is None:
        return None
    reader = _Reader(tokens, name_of)
    found = reader.either(0)
    return found if reader.done else None


def _tokens(expression: str) -> list[tuple[str, str]] | None:
    if len(expression) > _LONGEST:
        return None
    found: list[tuple[str, str]] = []
    place, text = 0, expression.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            return None
        found.append((match.lastgroup or "", match.group(match.lastgroup or 0)))
        place = match.end()
    return found


class _Reader:
    """Reads the tokens from left to right; None says that the condition is not simple."""

    def __init__(self, tokens: list[tuple[str, str]], name_of: Callable[[str], str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._name_of = name_of

    @property
    def done(self) -> bool:
        """Whether every token was read."""
        return self._place == len(self._tokens)

    def _next(self, kind: str) -> str | None:
        if not self.done and self._tokens[self._place][0] == kind:
            self._place += 1
            return self._tokens[self._place - 1][1]
        return None

    def either(self, depth: int) -> Shown | None:
        """Terms joined by „or“."""
        found = self._both(depth)
        while self._next("or") is not None:
            found = _joined(found, self._both(depth), isin=True)
        return found

    def _both(self, depth: int) -> Shown | None:
        found = self._one(depth)
        while self._next("and") is not None:
            found = _joined(found, self._one(depth), isin=False)
        return found

    def _one(self, depth: int) -> Shown | None:
        if self._next("open") is not None:
            found = self.either(depth + 1) if depth < _DEEPEST else None
            return found if self._next("close") is not None else None
        name, op = self._next("name"), self._next("op")
        value = self._next("text")
        value = value[1:-1] if value is not None else self._next("number")
        if name is None or op is None or value is None:
            return None
        root, _, suffix = name.partition(".")
        source = self._name_of(root) if suffix.lower() in {"", "naok", "code", "value"} else ""
        return Shown(source, frozenset({value}), op.lower() not in {"!=", "ne"}) if source and value else None


def _joined(first: Shown | None, second: Shown | None, *, isin: bool) -> Shown | None:
    """Two comparisons as one: „is a or is b“, „is not a and is not b“; None for anything else."""
    if first is None or second is None or first.source != second.source or not first.isin == second.isin == isin:
        return None
    return Shown(first.source, first.codes | second.codes, isin)
