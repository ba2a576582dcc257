"""Turns the rows of a foreign project list into values, reporting every odd one; nothing is stored here.

What has no field or cannot be read goes, with the name of its column, into the note: no text of the list gets lost.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coordinator_app.common.german import search_form
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.project_states import project_findings
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType
from coordinator_app.exchange.matching import person_name
from coordinator_app.exchange.project_columns import CATALOGUES, Target
from coordinator_app.exchange.tables import Cell, DataRow, TableData, cell_text
from coordinator_app.exchange.values import (
    Level,
    Reading,
    is_nothing,
    is_permanent,
    read_date,
    read_integer,
    read_money,
    read_yes_no,
    split_values,
)


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
    """One row as values: `values` by field of `Project`, `words` by target, names of those taking part, note lines."""

    line: int
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    words: dict[Target, tuple[str, ...]] = field(default_factory=dict[Target, tuple[str, ...]])
    carrier: str = ""
    responsible: str = ""
    partners: tuple[str, ...] = ()
    note: list[str] = field(default_factory=list[str])
    findings: list[RowFinding] = field(default_factory=list[RowFinding])
    columns: dict[Target, str] = field(default_factory=dict[Target, str])

    @property
    def title(self) -> str:
        """The title; "" when the row has none."""
        return str(self.values.get("title", ""))

    def remember(self, column: str, text: str) -> None:
        """Keep a text in the note under its column's name."""
        line = f"{column}: {' '.join(text.split())}"
        if text.strip() and line not in self.note:
            self.note.append(line)


_STATES: tuple[tuple[str, ProjectStatus], ...] = (
    (r"^(idee|vorschlag|wunsch)", ProjectStatus.IDEA),
    (r"(in planung|geplant|planung|in vorbereitung|vorbereitung)", ProjectStatus.PLANNING),
    (r"(beantragt|antrag gestellt|in pruefung)", ProjectStatus.APPLIED),
    (r"(bewilligt|genehmigt|zugesagt)", ProjectStatus.APPROVED),
    (r"(ausgewertet|evaluiert)", ProjectStatus.EVALUATED),
    (r"(abgeschlossen|beendet|fertig|durchgefuehrt|erledigt)", ProjectStatus.COMPLETED),
    (r"(abgelehnt)", ProjectStatus.REJECTED),
    (r"(eingestellt|abgebrochen|aufgegeben)", ProjectStatus.DISCONTINUED),
    (r"(ruht|ruhend|pausiert|ausgesetzt)", ProjectStatus.DORMANT),
    (r"(laeuft|laufend|aktiv|in umsetzung|in durchfuehrung|begonnen|dauerhaft|fortlaufend)", ProjectStatus.RUNNING),
)
_TYPES: tuple[tuple[str, ProjectType], ...] = (
    (r"(angebot|beratungsstelle|dauerhaft)", ProjectType.OFFER),
    (r"(netzwerk|arbeitskreis|\bag\b)", ProjectType.NETWORK),
    (r"(programm)", ProjectType.PROGRAMME),
    (r"(massnahme|veranstaltung|aktion)", ProjectType.MEASURE),
    (r"(projekt)", ProjectType.PROJECT),
)
_NOT_YET = re.compile(r"noch kein(e)? (projekt|angebot|massnahme)")


def parse_rows(data: TableData, targets: Sequence[Target], day: date) -> list[ParsedRow]:
    """All rows as values; `day` decides the state of rows without one (past end = abgeschlossen)."""
    rows = [_parse(row, data, targets, day) for row in data.rows]
    _check_numbers(rows, data, targets)
    return rows


def _parse(row: DataRow, data: TableData, targets: Sequence[Target], day: date) -> ParsedRow:
    parsed = ParsedRow(row.line)
    for place, (name, target) in enumerate(zip(data.header, targets, strict=True)):
        cell = row.cells[place] if place < len(row.cells) else None
        if cell is None or target is Target.SKIP:
            continue
        parsed.columns.setdefault(target, name)
        if (row.line, place) in data.filled_down:
            message = "Aus der verbundenen Zelle darüber übernommen."
            parsed.findings.append(RowFinding(row.line, name, cell_text(cell), Level.INFO, message))
        _take(parsed, name, target, cell)
    _conclude(parsed, day)
    return parsed


def _take(parsed: ParsedRow, column: str, target: Target, cell: Cell) -> None:
    text = cell_text(cell)
    if target in {Target.START, Target.END}:
        reading = read_date(cell, is_end=target is Target.END)
        if reading.permanent:
            parsed.values["is_permanent"] = True
        _store(parsed, column, target.value, text, reading)
    elif target in {Target.COSTS, Target.FUNDING}:
        _store(parsed, column, target.value, text, read_money(cell))
    elif target is Target.REACH:
        _store(parsed, column, target.value, text, read_integer(cell))
    elif target is Target.PUBLIC:
        _store(parsed, column, target.value, text, read_yes_no(cell))
    elif is_nothing(text) and target is not Target.TITLE:
        _report(parsed, column, text, Level.INFO, f"„{text}“ heißt: keine Angabe. Das Feld bleibt leer.")
    else:
        _TEXTS.get(target, _take_note)(parsed, column, target, text)


def _store(parsed: ParsedRow, column: str, name: str, text: str, reading: Reading[Any]) -> None:
    if reading.value is not None and name not in parsed.values:
        parsed.values[name] = reading.value
    elif reading.value is not None:
        parsed.remember(column, text)
    if reading.keep:
        parsed.remember(column, text)
    if reading.message:
        _report(parsed, column, text, reading.level, reading.message)


def _report(parsed: ParsedRow, column: str, text: str, level: Level, message: str) -> None:
    parsed.findings.append(RowFinding(parsed.line, column, text, level, message))


def _take_note(parsed: ParsedRow, column: str, target: Target, text: str) -> None:
    parsed.remember(column, text)
    if target is not Target.NOTE:
        return
    if is_permanent(text):
        parsed.values["is_permanent"] = True
        parsed.values.setdefault("project_type", ProjectType.OFFER)
        _report(parsed, column, text, Level.INFO, f"„{text}“: als dauerhaftes Angebot übernommen.")
    elif _NOT_YET.search(search_form(text)):
        parsed.values.setdefault("status", ProjectStatus.IDEA)
        _report(parsed, column, text, Level.INFO, f"„{text}“: mit Status „Idee“ übernommen.")
    elif found := next((kind for kind in ProjectType if text == kind.label.partition(" (")[0]), None):
        parsed.values.setdefault("project_type", found)
        _report(parsed, column, text, Level.INFO, f"„{text}“: als Art übernommen.")


def _take_text(parsed: ParsedRow, column: str, target: Target, text: str) -> None:
    info = fields_of(Project)[target.value]
    clean = text if target in {Target.DESCRIPTION, Target.ACTIVITIES} else " ".join(text.split())
    if target.value in parsed.values:
        parsed.remember(column, text)
        return
    if len(clean) > info.max_length:
        parsed.remember(column, text)
        message = f"Mit {len(clean)} Zeichen zu lang: auf {info.max_length} gekürzt, der ganze Text kommt in die Notiz."
        _report(parsed, column, clean[:60] + " …", Level.WARNING, message)
        clean = clean[: info.max_length - 2].rstrip() + " …"
    parsed.values[target.value] = clean


def _take_words(parsed: ParsedRow, column: str, target: Target, text: str) -> None:
    words = split_values(text)
    long = [word for word in words if len(word) > 120]
    if long:
        parsed.remember(column, text)
        _report(
            parsed, column, text[:60], Level.WARNING, "Ein Eintrag ist zu lang für den Katalog; er kommt in die Notiz."
        )
    kept = (*parsed.words.get(target, ()), *(word for word in words if word not in long))
    parsed.words[target] = tuple(dict.fromkeys(kept))


def _take_carrier(parsed: ParsedRow, column: str, _target: Target, text: str) -> None:
    parts = split_values(text)
    people = [part for part in parts if person_name(part) is not None and _is_named_person(part)]
    if people:
        text = ", ".join(part for part in parts if part not in people)
        if not parsed.responsible:
            parsed.responsible = people[0]
            _report(parsed, column, people[0], Level.INFO, f"„{people[0]}“ als verantwortliche Person übernommen.")
        for extra in people[1:]:
            parsed.remember(column, extra)
    if len(text) > 200:
        parsed.remember(column, text)
        _report(parsed, column, text[:60], Level.WARNING, "Der Name ist zu lang; er kommt in die Notiz.")
    elif text and not parsed.carrier:
        parsed.carrier = " ".join(text.split())
    elif text:
        parsed.remember(column, text)


def _is_named_person(text: str) -> bool:
    return re.match(r"(?i)^(frau|fr\.|herrn?|hrn?\.|dr\.|prof\.)\s", text) is not None


def _take_responsible(parsed: ParsedRow, column: str, _target: Target, text: str) -> None:
    people = [part for part in split_values(text) if person_name(part) is not None]
    if not people:
        parsed.remember(column, text)
        message = f"„{text}“ ist nicht sicher ein Personenname. Der Text kommt in die Notiz."
        _report(parsed, column, text, Level.WARNING, message)
        return
    if not parsed.responsible:
        parsed.responsible = people[0]
    if len(split_values(text)) > 1 or people[0] != parsed.responsible:
        parsed.remember(column, text)
        _report(
            parsed, column, text, Level.INFO, f"„{parsed.responsible}“ übernommen, der ganze Text kommt in die Notiz."
        )


def _take_partners(parsed: ParsedRow, column: str, _target: Target, text: str) -> None:
    long = [part for part in split_values(text) if len(part) > 200]
    for part in long:
        parsed.remember(column, part)
        _report(parsed, column, part[:60], Level.WARNING, "Der Name ist zu lang; er kommt in die Notiz.")
    parts = [part for part in split_values(text) if part not in long]
    parsed.partners = tuple(dict.fromkeys((*parsed.partners, *parts)))


def _take_status(parsed: ParsedRow, column: str, _target: Target, text: str) -> None:
    _take_member(parsed, column, "status", text, _STATES)


def _take_type(parsed: ParsedRow, column: str, _target: Target, text: str) -> None:
    _take_member(parsed, column, "project_type", text, _TYPES)


def _take_member(parsed: ParsedRow, column: str, name: str, text: str, known: Sequence[tuple[str, Any]]) -> None:
    form = search_form(" ".join(text.split()))
    found = next((member for pattern, member in known if re.search(pattern, form)), None)
    if found is None:
        parsed.remember(column, text)
        message = f"„{text}“ ist unbekannt. Der Text kommt in die Notiz."
        _report(parsed, column, text, Level.WARNING, message)
        return
    parsed.values[name] = found
    if form not in {search_form(found.label), search_form(found.label.partition(" (")[0])}:
        parsed.remember(column, text)
        _report(parsed, column, text, Level.INFO, f"„{text}“ als „{found.label}“ übernommen.")


def _take_period(parsed: ParsedRow, column: str, _target: Target, text: str) -> None:
    parts = re.split(r"\s*(?:–|—|\bbis\b|(?<=\d{4})\s*-\s*(?=\d)|\s-\s)\s*", text.strip(), maxsplit=1)
    if is_permanent(text):
        _take(parsed, column, Target.END, text)
    elif len(parts) == 2 and all(parts):
        _take(parsed, column, Target.START, parts[0])
        _take(parsed, column, Target.END, parts[1])
    elif re.match(r"(?i)^(bis)\b", text):
        _take(parsed, column, Target.END, text)
    elif re.match(r"(?i)^(seit|ab)\b", text):
        _take(parsed, column, Target.START, text)
    else:
        _take(parsed, column, Target.START, text)
        if "start" in parsed.values:
            _store(parsed, column, "end", text, Reading(read_date(text, is_end=True).value))


_TEXTS = {
    Target.TITLE: _take_text,
    Target.DESCRIPTION: _take_text,
    Target.LOCATION: _take_text,
    Target.ACTIVITIES: _take_text,
    Target.FUNDING_SOURCE: _take_text,
    Target.STATUS: _take_status,
    Target.TYPE: _take_type,
    Target.CARRIER: _take_carrier,
    Target.RESPONSIBLE: _take_responsible,
    Target.PARTNERS: _take_partners,
    Target.AREAS: _take_words,
    Target.PERIOD: _take_period,
    **dict.fromkeys(CATALOGUES, _take_words),
}


def _conclude(parsed: ParsedRow, day: date) -> None:
    values = parsed.values
    if not parsed.title:
        _report(parsed, parsed.columns.get(Target.TITLE, "Titel"), "", Level.ERROR, "Der Titel fehlt.")
    elif not any((parsed.words, parsed.carrier, parsed.note, parsed.partners, len(values) > 1)):
        message = "Die Zeile hat nur einen Titel. Ist es eine Zwischenüberschrift?"
        _report(parsed, parsed.columns.get(Target.TITLE, "Titel"), parsed.title, Level.WARNING, message)
    start, end = values.get("start"), values.get("end")
    if any(finding.blocks for finding in project_findings(Project(title="x", start=start, end=end))):
        column = parsed.columns.get(Target.END, "Ende")
        parsed.remember(column, f"{end:%d.%m.%Y}")
        message = (
            f"Das Ende liegt vor dem Beginn ({start:%d.%m.%Y}). Das Feld bleibt leer, das Datum kommt in die Notiz."
        )
        _report(parsed, column, f"{end:%d.%m.%Y}", Level.ERROR, message)
        del values["end"]
    if values.get("is_permanent") and values.get("end"):
        values["is_permanent"] = False
    if "status" not in values:
        values["status"] = _derived_status(parsed, day)


def _derived_status(parsed: ParsedRow, day: date) -> ProjectStatus:
    """Past end: abgeschlossen; future start: in Planung; otherwise the offer is taken to be running."""
    start, end = parsed.values.get("start"), parsed.values.get("end")
    if end is not None and end < day:
        column, text = parsed.columns.get(Target.END, "Ende"), f"{end:%d.%m.%Y}"
        _report(parsed, column, text, Level.INFO, "Das Ende ist vorbei: mit Status „abgeschlossen“ übernommen.")
        return ProjectStatus.COMPLETED
    if start is not None and start > day:
        return ProjectStatus.PLANNING
    return ProjectStatus.RUNNING


def _check_numbers(rows: Sequence[ParsedRow], data: TableData, targets: Sequence[Target]) -> None:
    for place, target in enumerate(targets):
        if target is not Target.NUMBER:
            continue
        cells = {row.line: row.cells[place] for row in data.rows if place < len(row.cells)}
        count = Counter(cell_text(cell) for cell in cells.values() if cell is not None)
        mostly_numbers = sum(isinstance(cell, int) for cell in cells.values()) * 2 > len(count)
        for parsed in rows:
            cell = cells.get(parsed.line)
            text = cell_text(cell)
            if count[text] > 1:
                lines = ", ".join(str(line) for line, other in cells.items() if cell_text(other) == text)
                message = f"Die Nummer {text} kommt mehrfach vor (Zeilen {lines})."
                _report(parsed, data.header[place], text, Level.WARNING, message)
            elif isinstance(cell, str) and text.isdigit() and mostly_numbers:
                _report(parsed, data.header[place], text, Level.INFO, "Die Zahl ist als Text eingetragen.")
