"""A row of a foreign list as values, with everything odd about it; shared by all lists that come in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.exchange.values import Level, Reading, split_values

LONGEST_WORD = 120  # characters; more is no word for a catalogue


@dataclass(frozen=True, slots=True)
class RowFinding:
    """Something odd in one cell: where, what stands there, what is made of it."""

    line: int
    column: str
    text: str
    level: Level
    message: str


@dataclass(slots=True)
class ParsedRow:
    """One row as values: `values` by field, `words` by target, names of those taking part, note lines.

    `name` names the row where no field „title“ does (a contact).
    """

    line: int
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    words: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    name: str = ""
    carrier: str = ""
    responsible: str = ""
    partners: tuple[str, ...] = ()
    note: list[str] = field(default_factory=list[str])
    findings: list[RowFinding] = field(default_factory=list[RowFinding])
    columns: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def title(self) -> str:
        """The title; "" when the row has none."""
        return self.name or str(self.values.get("title", ""))

    def remember(self, column: str, text: str) -> None:
        """Keep a text in the note under its column's name."""
        line = f"{column}: {' '.join(text.split())}"
        if text.strip() and line not in self.note:
            self.note.append(line)

    def report(self, column: str, text: str, level: Level, message: str) -> None:
        """Add a finding."""
        self.findings.append(RowFinding(self.line, column, text, level, message))

    def store(self, column: str, name: str, text: str, reading: Reading[Any]) -> None:
        """Take a value that was read; a second one for the same field, and what holds more, goes into the note."""
        if reading.value is not None and name not in self.values:
            self.values[name] = reading.value
        elif reading.value is not None:
            self.remember(column, text)
        if reading.keep:
            self.remember(column, text)
        if reading.message:
            self.report(column, text, reading.level, reading.message)

    def take_text(self, column: str, name: str, text: str, *, longest: int, paragraphs: bool) -> None:
        """Take a text; one too long is cut, the whole of it goes into the note."""
        clean = text if paragraphs else " ".join(text.split())
        if name in self.values:
            self.remember(column, text)
            return
        if len(clean) > longest:
            self.remember(column, text)
            message = f"Mit {len(clean)} Zeichen zu lang: auf {longest} gekürzt, der ganze Text kommt in die Notiz."
            self.report(column, clean[:60] + " …", Level.WARNING, message)
            clean = clean[: longest - 2].rstrip() + " …"
        self.values[name] = clean

    def take_words(self, column: str, target: str, text: str) -> None:
        """Take the single words of a cell; what is too long for a catalogue goes into the note."""
        words = split_values(text)
        long = [word for word in words if len(word) > LONGEST_WORD]
        if long:
            self.remember(column, text)
            message = "Ein Eintrag ist zu lang für den Katalog; er kommt in die Notiz."
            self.report(column, text[:60], Level.WARNING, message)
        kept = (*self.words.get(target, ()), *(word for word in words if word not in long))
        self.words[target] = tuple(dict.fromkeys(kept))


def words_of(row: ParsedRow, kinds: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """All words of a row that must be known as (kind, column, word); `kinds` by target (see `ListSubject.words`)."""
    found = [(kinds[target], row.columns[target], word) for target, words in row.words.items() for word in words]
    if row.carrier:
        found.append(("organisation", row.columns["carrier"], row.carrier))
    found.extend(("organisation", row.columns["partners"], name) for name in row.partners)
    return found
