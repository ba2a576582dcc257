"""A Festlegung typed in one line: „Weber: Angebot einholen bis Ende März“.

Only what is understood is taken out of the line; everything else stays in the words of the task.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import search_form

_WHO = re.compile(r"^\s*([^\W\d_][^:]{1,79}?)\s*:\s+(\S.*)$", re.DOTALL)
_SALUTATIONS = frozenset(("frau", "herr", "herrn", "fr.", "hr."))
_DATE_WORDS = frozenset(
    "bis in innerhalb binnen am zum zur spätestens anfang mitte ende nächste nächsten nächster nächstes kommende "
    "kommenden kw monatsende jahresende quartalsende".split()
)


@dataclass(frozen=True, slots=True)
class QuickTask:
    """The parts of the line; `who` and `due` are "" where the line does not name them."""

    what: str
    who: str = ""
    due: str = ""


def split_line(text: str, is_date: Callable[[str], bool]) -> QuickTask:
    """Name before a colon, date at the end (the longest end of the line that `is_date` understands)."""
    words = " ".join(text.split())
    match = _WHO.match(words)
    who, rest = (match[1], match[2]) if match else ("", words)
    if is_date(rest):
        return QuickTask(rest, who)
    for place in _starts(rest):
        what = rest[:place].rstrip(" ,;–-")
        if what and is_date(rest[place:]):
            return QuickTask(what, who, rest[place:])
    return QuickTask(rest, who)


def _starts(text: str) -> list[int]:
    """Where a date may begin: at a word that introduces one, or at a figure."""
    found: list[int] = []
    for match in re.finditer(r"(?<=\s)\S+", text):
        word = match[0].lower().strip(",;")
        if word in _DATE_WORDS or word[0].isdigit():
            found.append(match.start())
    return found


def named(who: str, titles: Sequence[tuple[int, str]]) -> list[int]:
    """The ids whose title holds every word of a name, whole words first: „Weber“ means „Anna Weber“, not „Weberei“."""
    wanted = [word for word in search_form(who).split() if word not in _SALUTATIONS]
    words = {id: set(re.findall(r"\w+", search_form(title))) for id, title in titles}
    whole = [id for id, _ in titles if wanted and all(word in words[id] for word in wanted)]
    if whole:
        return whole
    return [
        id for id, _ in titles if wanted and all(any(known.startswith(word) for known in words[id]) for word in wanted)
    ]
