"""Turns the rows of a foreign project list into values, reporting every odd one; nothing is stored here.

What has no field or cannot be read goes, with the name of its column, into the note: no text of the list gets lost.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from coordinator_app.common.german import search_form
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.project_states import project_findings
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType
from coordinator_app.exchange.matching import person_name
from coordinator_app.exchange.parsed_rows import ParsedRow
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


def parse_rows(data: TableData, targets: Sequence[str], day: date) -> list[ParsedRow]:
    """All rows as values; `day` decides the state of rows without one (past end = abgeschlossen)."""
    known = [Target(target) for target in targets]
    filled = frozenset(data.filled_down)
    rows = [_parse(row, data, known, filled, day) for row in data.rows]
    _check_numbers(rows, data, known)
    return rows


def _parse(
    row: DataRow, data: TableData, targets: Sequence[Target], filled: frozenset[tuple[int, int]], day: date
) -> ParsedRow:
    parsed = ParsedRow(row.line)
    for place, (name, target) in enumerate(zip(data.header, targets, strict=True)):
        cell = row.cells[place] if place < len(row.cells) else None
        if cell is None or target is Target.SKIP:
            continue
        parsed.columns.setdefault(target, name)
        if (row.line, place) in filled:
            message = "Aus der verbundenen Zelle darüber übernommen."
            parsed.report(name, cell_text(cell), Level.INFO, message)
        _take(parsed, name, target, cell)
    _conclude(parsed, day)
    return parsed


def _take(parsed: ParsedRow, column: str, target: Target, cell: Cell) -> None:
    text = cell_text(cell)
    if target in {Target.START, Target.END}:
        reading = read_date(cell, is_end=target is Target.END)
        if reading.permanent:
            parsed.values["is_permanent"] = True
        parsed.store(column, target.value, text, reading)
    elif target in {Target.COSTS, Target.FUNDING}:
        parsed.store(column, target.value, text, read_money(cell))
    elif target is Target.REACH:
        parsed.store(column, target.value, text, read_integer(cell))
    elif target is Target.PUBLIC:
        parsed.store(column, target.value, text, read_yes_no(cell))
    elif is_nothing(text) and target is not Target.TITLE:
        parsed.report(column, text, Level.INFO, f"„{text}“ heißt: keine Angabe. Das Feld bleibt leer.")
    else:
        _TEXTS.get(target, _take_note)(parsed, column, target, text)


def _take_note(parsed: ParsedRow, column: str, target: Target, text: str) -> None:
    parsed.remember(column, text)
    if target is not Target.NOTE:
        return
    if is_permanent(text):
        parsed.values["is_permanent"] = True
        parsed.values.setdefault("project_type", ProjectType.OFFER)
        parsed.report(column, text, Level.INFO, f"„{text}“: als dauerhaftes Angebot übernommen.")
    elif _NOT_YET.search(search_form(text)):
        parsed.values.setdefault("status", ProjectStatus.IDEA)
        parsed.report(column, text, Level.INFO, f"„{text}“: mit Status „Idee“ übernommen.")
    elif found := next((kind for kind in ProjectType if text == kind.label.partition(" (")[0]), None):
        parsed.values.setdefault("project_type", found)
        parsed.report(column, text, Level.INFO, f"„{text}“: als Art übernommen.")


def _take_text(parsed: ParsedRow, column: str, target: Target, text: str) -> None:
    paragraphs = target in {Target.DESCRIPTION, Target.ACTIVITIES}
    longest = fields_of(Project)[target.value].max_length
    parsed.take_text(column, target.value, text, longest=longest, paragraphs=paragraphs)


def _take_words(parsed: ParsedRow, column: str, target: Target, text: str) -> None:
    parsed.take_words(column, target, text)


def _take_carrier(parsed: ParsedRow, column: str, _target: Target, text: str) -> None:
    parts = split_values(text)
    people = [part for part in parts if person_name(part) is not None and _is_named_person(part)]
    if people:
        text = ", ".join(part for part in parts if part not in people)
        if not parsed.responsible:
            parsed.responsible = people[0]
            parsed.report(column, people[0], Level.INFO, f"„{people[0]}“ als verantwortliche Person übernommen.")
        for extra in people[1:]:
            parsed.remember(column, extra)
    if len(text) > 200:
        parsed.remember(column, text)
        parsed.report(column, text[:60], Level.WARNING, "Der Name ist zu lang; er kommt in die Notiz.")
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
        parsed.report(column, text, Level.WARNING, message)
        return
    if not parsed.responsible:
        parsed.responsible = people[0]
    if len(split_values(text)) > 1 or people[0] != parsed.responsible:
        parsed.remember(column, text)
        parsed.report(
            column, text, Level.INFO, f"„{parsed.responsible}“ übernommen, der ganze Text kommt in die Notiz."
        )


def _take_partners(parsed: ParsedRow, column: str, _target: Target, text: str) -> None:
    long = [part for part in split_values(text) if len(part) > 200]
    for part in long:
        parsed.remember(column, part)
        parsed.report(column, part[:60], Level.WARNING, "Der Name ist zu lang; er kommt in die Notiz.")
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
        parsed.report(column, text, Level.WARNING, message)
        return
    parsed.values[name] = found
    if form not in {search_form(found.label), search_form(found.label.partition(" (")[0])}:
        parsed.remember(column, text)
        parsed.report(column, text, Level.INFO, f"„{text}“ als „{found.label}“ übernommen.")


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
            parsed.store(column, "end", text, Reading(read_date(text, is_end=True).value))


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
        parsed.report(parsed.columns.get(Target.TITLE, "Titel"), "", Level.ERROR, "Der Titel fehlt.")
    elif not any((parsed.words, parsed.carrier, parsed.note, parsed.partners, len(values) > 1)):
        message = "Die Zeile hat nur einen Titel. Ist es eine Zwischenüberschrift?"
        parsed.report(parsed.columns.get(Target.TITLE, "Titel"), parsed.title, Level.WARNING, message)
    start, end = values.get("start"), values.get("end")
    if any(finding.blocks for finding in project_findings(Project(title="x", start=start, end=end))):
        column = parsed.columns.get(Target.END, "Ende")
        parsed.remember(column, f"{end:%d.%m.%Y}")
        message = (
            f"Das Ende liegt vor dem Beginn ({start:%d.%m.%Y}). Das Feld bleibt leer, das Datum kommt in die Notiz."
        )
        parsed.report(column, f"{end:%d.%m.%Y}", Level.ERROR, message)
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
        parsed.report(column, text, Level.INFO, "Das Ende ist vorbei: mit Status „abgeschlossen“ übernommen.")
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
                parsed.report(data.header[place], text, Level.WARNING, message)
            elif isinstance(cell, str) and text.isdigit() and mostly_numbers:
                parsed.report(data.header[place], text, Level.INFO, "Die Zahl ist als Text eingetragen.")
