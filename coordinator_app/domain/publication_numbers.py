"""Publication check: numbers of persons, cases or answers so small that somebody could be known from them."""

import re
from collections.abc import Iterable, Iterator

from coordinator_app.domain.outcomes import quoted
from coordinator_app.domain.publication_findings import Finding, Grid, Passage, Risk, around
from coordinator_app.domain.small_numbers import SMALLEST_TOLD, is_small

_PEOPLE = (
    r"(?:Person(?:en)?|Menschen|Opfern?|Geschädigten?r?|Verletzten?r?|Betroffenen?r?|(?:Tat)?[Vv]erdächtigen?r?"
    r"|Beschuldigten?r?|Täter(?:n|in|innen)?|Teilnehmenden?|Teilnehmer(?:n|in|innen)?|Kind(?:er|ern)?|Jugendlichen?r?"
    r"|Schüler(?:n|in|innen)?|Frau(?:en)?|M(?:ann|änner|ännern)|Mädchen|Jungen|Senior(?:en|in|innen)|Befragten?r?"
    r"|Antwortenden?|Ratsuchenden?|Geflüchteten?|Wohnungslosen?|Einwohner(?:n|in|innen)?)"
)
_CASES = (
    r"(?:\w*[Ff](?:all|älle|ällen)|(?:Straf)?[Tt]at(?:en)?|\w*[Dd]elikte?n?|(?:Straf)?[Aa]nzeigen?|Antwort(?:en)?"
    r"|\w+(?:diebstahl|diebstähle|diebstählen|einbruch|einbrüche|einbrüchen|verletzung|verletzungen))"
)
_COUNTED = rf"(?:{_PEOPLE}|{_CASES})(?![\w-])"
_NO_COUNT = r"(?:Notf|Zuf|Regelf|Ausf|Abf|Beif|Wegf)(?:all|älle|ällen)\b"
_SIZE = (
    r"(?:bis zu|mindestens|höchstens|maximal|je|jeweils|ab|unter|über|pro|um|zu|weniger als|mehr als|wenigstens"
    r"|§|Kategorie|Stufe|Phase|Nummer|Nr\.|TOP|Absatz|Abs\.|Paragraf|Seite|Quartal)"
)
_SMALL = rf"(?:[1-{SMALLEST_TOLD - 1}]|zwei|drei|vier|(?:nur|genau|lediglich) eine?|einer? einziger?)"
_IN_WORDS = re.compile(
    rf"(?<![\w.,:/§–-])(?P<before>{_SIZE}\s+)?(?P<count>{_SMALL})\s+(?:von\s+(?:den\s+)?[\d.]+\s+)?"
    rf"(?:(?-i:[a-zäöüß]+(?:e|en|er))\s+){{0,2}}(?!{_NO_COUNT})(?P<what>{_COUNTED})",
    re.IGNORECASE,
)
_BASE = re.compile(rf"(?<!\w)n\s?=\s?[1-{SMALLEST_TOLD - 1}](?![\d.,]*\d)", re.IGNORECASE)
_COUNTS = re.compile(rf"\b\w*?(?!{_NO_COUNT}){_COUNTED}", re.IGNORECASE)
_RATE = re.compile(r"%|\bje\s+\d|\bpro\b|anteil|quote|häufigkeitszahl|prozent|durchschnitt|mittelwert|€", re.IGNORECASE)
_PLAIN_COLUMN = re.compile(
    r"(?:anzahl|zahl|n|summe|insgesamt|gesamt|wert|vorjahr|fälle|(?:im jahr |jahr )?(?:19|20)\d\d\b.*|)", re.IGNORECASE
)
_UNDER = re.compile(r"(?:unter|<|weniger als)\s*5", re.IGNORECASE)
_SMALL_REMEDY = f"Zahlen unter {SMALLEST_TOLD} zusammenfassen, mit „unter {SMALLEST_TOLD}“ angeben oder weglassen."


def counts_cases(words: str) -> bool:
    """Whether a label counts persons, cases or answers themselves (no rate, share or average of them)."""
    return _COUNTS.search(words) is not None and _RATE.search(words) is None


def small_counts(passages: Iterable[Passage]) -> Iterator[Finding]:
    """One to four persons, cases or answers in a sentence.

    Sizes and limits („höchstens 4 Kinder“, „je 3 Personen“), changes („um 2 Fälle“), ordinals („4. Sitzung“), longer
    numbers and things that are neither persons nor cases („3 Projekte“, „2 Kindertagesstätten“) pass.
    """
    for passage in passages:
        for found in _IN_WORDS.finditer(passage.text):
            if not found["before"]:
                yield Finding(Risk.SMALL_NUMBER, quoted(around(passage.text, found)), passage.where, _SMALL_REMEDY)
        for found in _BASE.finditer(passage.text):
            yield Finding(Risk.SMALL_NUMBER, quoted(around(passage.text, found)), passage.where, _SMALL_REMEDY)


def small_cells(grids: Iterable[Grid]) -> Iterator[Finding]:
    """One to four in a table or chart where the column, the row or the caption counts persons, cases or answers."""
    for grid in grids:
        for row in (*grid.rows, *([grid.totals] if grid.totals else [])):
            name = str(row[0]) if row and isinstance(row[0], str) else ""
            for column, cell in zip(grid.columns[1:], row[1:], strict=False):
                if (
                    isinstance(cell, int | float)
                    and cell == int(cell)
                    and is_small(cell)
                    and _is_count(grid.caption, name, column)
                ):
                    text = ", ".join(filter(None, (name, column)))
                    yield Finding(Risk.SMALL_NUMBER, quoted(f"{text}: {cell:g}"), _in_grid(grid), _SMALL_REMEDY)


def recoverable_cells(grids: Iterable[Grid]) -> Iterator[Finding]:
    """A single hidden cell of a column whose total is told: anybody can subtract."""
    for grid in grids:
        for place, column in enumerate(grid.columns):
            cells = [row[place] for row in grid.rows if place < len(row)]
            hidden = [cell for cell in cells if isinstance(cell, str) and _UNDER.fullmatch(cell.strip())]
            others = [cell for cell in cells if isinstance(cell, int | float)]
            total = grid.totals[place] if place < len(grid.totals) else None
            if len(hidden) == 1 and len(others) == len(cells) - 1 and isinstance(total, int | float):
                yield Finding(
                    Risk.SMALL_NUMBER,
                    f"Die eine verdeckte Zahl in {quoted(column)} lässt sich aus der Summe {total:g} ausrechnen.",
                    _in_grid(grid),
                    "Eine zweite Zahl verdecken oder die Summe weglassen.",
                )


def _is_count(caption: str, row: str, column: str) -> bool:
    if _RATE.search(f"{row} {column}"):
        return False
    if counts_cases(column):
        return True
    return _PLAIN_COLUMN.fullmatch(column.strip()) is not None and (counts_cases(row) or counts_cases(caption))


def _in_grid(grid: Grid) -> str:
    return ", ".join(filter(None, (grid.where, quoted(grid.caption) if grid.caption else "Tabelle")))
