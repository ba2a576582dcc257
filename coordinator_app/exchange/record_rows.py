"""Turns the rows of a foreign list into values by the declarations of the fields; every odd cell is reported.

What has no field or cannot be read goes, with the name of its column, into the note: no text of the list gets lost.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from coordinator_app.common.german import search_form
from coordinator_app.domain.contacts import Salutation
from coordinator_app.domain.fields import FieldInfo, Kind
from coordinator_app.exchange.list_subjects import NOTE, SKIP
from coordinator_app.exchange.matching import PersonName, person_name
from coordinator_app.exchange.parsed_rows import LONGEST_WORD, ParsedRow
from coordinator_app.exchange.record_columns import (
    CONTACTS,
    EMAIL,
    FAX,
    MOBILE,
    ORGANISATION,
    PERIOD,
    PERSON_NAME,
    PHONE,
    POSTCODE_TOWN,
    RecordSubject,
)
from coordinator_app.exchange.tables import Cell, DataRow, TableData, cell_text
from coordinator_app.exchange.values import (
    Level,
    Reading,
    is_nothing,
    read_date,
    read_decimal,
    read_integer,
    read_money,
    read_yes_no,
    split_values,
)

PERSON = "person"  # key in the values of a contact row: the `PersonName`
POINTS = "points"  # key in the values of a contact row: ((way, number or address), …)
_SEVERAL = frozenset({Kind.CATALOGUES, Kind.REFERENCES})
_ONE = frozenset({Kind.CATALOGUE, Kind.REFERENCE})
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE = re.compile(r"^(?:D-?\s*)?(\d{5})\s+(.+)$")


def parse_records(data: TableData, targets: Sequence[str], subject: RecordSubject) -> list[ParsedRow]:
    """All rows as values by field."""
    filled = frozenset(data.filled_down)
    return [_parse(row, data, targets, subject, filled) for row in data.rows]


def _parse(
    row: DataRow,
    data: TableData,
    targets: Sequence[str],
    subject: RecordSubject,
    filled: frozenset[tuple[int, int]],
) -> ParsedRow:
    parsed = ParsedRow(row.line)
    for place, (name, target) in enumerate(zip(data.header, targets, strict=True)):
        cell = row.cells[place] if place < len(row.cells) else None
        if cell is None or target == SKIP:
            continue
        parsed.columns.setdefault(target, name)
        if (row.line, place) in filled:
            parsed.report(name, cell_text(cell), Level.INFO, "Aus der verbundenen Zelle darüber übernommen.")
        _take(parsed, name, target, cell, subject)
    if subject is CONTACTS:
        _conclude_contact(parsed)
    elif not parsed.title:
        parsed.report(parsed.columns.get(subject.titles[0], ""), "", Level.ERROR, "Der Titel fehlt.")
    return parsed


def _take(parsed: ParsedRow, column: str, target: str, cell: Cell, subject: RecordSubject) -> None:
    text = cell_text(cell)
    info = subject.fields.get(target)
    if info is None or target == NOTE:
        parsed.remember(column, text)
    elif target in _SPECIAL:
        _SPECIAL[target](parsed, column, text)
    elif info.kind in _READERS:
        parsed.store(column, target, text, _READERS[info.kind](cell, info))
    elif is_nothing(text) and target not in subject.titles:
        parsed.report(column, text, Level.INFO, f"„{text}“ heißt: keine Angabe. Das Feld bleibt leer.")
    elif info.kind is Kind.CHOICE:
        _take_choice(parsed, column, info, target, text)
    elif info.kind in _SEVERAL:
        parsed.take_words(column, target, text)
    elif info.kind in _ONE:
        _take_word(parsed, column, target, text)
    else:
        parsed.take_text(column, target, text, longest=info.max_length, paragraphs=info.kind is Kind.LONG_TEXT)


def _day(cell: Cell, info: FieldInfo) -> Reading[Any]:
    return read_date(cell, is_end=info.name in {"ends_on", "end"})


def _amount(cell: Cell, _info: FieldInfo) -> Reading[Any]:
    return read_money(cell)


def _count(cell: Cell, _info: FieldInfo) -> Reading[Any]:
    return read_integer(cell)


def _number(cell: Cell, _info: FieldInfo) -> Reading[Any]:
    return read_decimal(cell)


def _yes_no(cell: Cell, _info: FieldInfo) -> Reading[Any]:
    return read_yes_no(cell)


_READERS: dict[Kind, Callable[[Cell, FieldInfo], Reading[Any]]] = {
    Kind.DATE: _day,
    Kind.MONEY: _amount,
    Kind.INTEGER: _count,
    Kind.DECIMAL: _number,
    Kind.YES_NO: _yes_no,
}


def _take_choice(parsed: ParsedRow, column: str, info: FieldInfo, target: str, text: str) -> None:
    form = search_form(" ".join(text.split()))
    found = next((item for item in info.choices or () if search_form(item.label) == form or item.value == form), None)
    if found is None:
        parsed.remember(column, text)
        parsed.report(column, text, Level.WARNING, f"„{text}“ ist unbekannt. Der Text kommt in die Notiz.")
    else:
        parsed.values[target] = found


def _take_word(parsed: ParsedRow, column: str, target: str, text: str) -> None:
    """One word for a field that takes one; more of them go into the note."""
    word = " ".join(text.split())
    longest = 200 if target == ORGANISATION else LONGEST_WORD
    if target in parsed.words or len(word) > longest:
        parsed.remember(column, text)
        message = f"„{word[:60]}“ hat im Feld keinen Platz; der Text kommt in die Notiz."
        parsed.report(column, word[:60], Level.WARNING, message)
    else:
        parsed.words[target] = (word,)


def _take_period(parsed: ParsedRow, column: str, text: str) -> None:
    parts = re.split(r"\s*(?:–|—|\bbis\b|\s-\s)\s*", text.strip(), maxsplit=1)
    if len(parts) == 2 and all(parts):
        if re.fullmatch(r"\d{1,2}\.(\d{1,2}\.)?", parts[0]):  # „25.–27.04.2026“
            parts[0] += parts[1].split(".", parts[0].count("."))[-1]
        parsed.store(column, "starts_on", text, read_date(parts[0], is_end=False))
        parsed.store(column, "ends_on", text, read_date(parts[1], is_end=True))
    else:
        parsed.store(column, "starts_on", text, read_date(text, is_end=False))


# -------------------------------------------------------------------- contacts


def _take_postcode_town(parsed: ParsedRow, column: str, text: str) -> None:
    if found := _POSTCODE.match(" ".join(text.split())):
        parsed.values.setdefault("postcode", found[1])
        parsed.values.setdefault("town", found[2])
    else:
        parsed.take_text(column, "town", text, longest=120, paragraphs=False)


def _take_person_name(parsed: ParsedRow, column: str, text: str) -> None:
    last, comma, first = text.partition(",")
    bare = f"{first.strip()} {last.strip()}" if comma and ";" not in text and len(last.split()) <= 2 else text
    people = [name for part in split_values(bare) if (name := person_name(part)) is not None]
    if not people and len(words := bare.split()) == 1 and re.fullmatch(r"[^\W\d_][\w'’-]*", words[0]):
        people = [PersonName(Salutation.NEUTRAL, "", "", words[0])]
    if not people or PERSON in parsed.values:
        parsed.remember(column, text)
        message = f"„{text}“ ist nicht sicher ein Personenname. Der Text kommt in die Notiz."
        parsed.report(column, text, Level.WARNING, message)
        return
    parsed.values[PERSON] = people[0]
    if len(people) > 1 or len(split_values(bare)) > 1:
        parsed.remember(column, text)
        message = f"„{people[0].first_name} {people[0].last_name}“ übernommen, der ganze Text kommt in die Notiz."
        parsed.report(column, text, Level.INFO, message)


def _take_salutation(parsed: ParsedRow, column: str, text: str) -> None:
    form = search_form(text).strip(". ")
    known = {"frau": Salutation.MRS, "fr": Salutation.MRS, "w": Salutation.MRS, "weiblich": Salutation.MRS}
    known |= {"herr": Salutation.MR, "herrn": Salutation.MR, "hr": Salutation.MR, "m": Salutation.MR}
    found = known.get(form, Salutation.MR if form == "maennlich" else None)
    if found is None:
        parsed.remember(column, text)
        parsed.report(column, text, Level.WARNING, f"„{text}“ ist keine Anrede. Der Text kommt in die Notiz.")
    else:
        parsed.values["salutation"] = found


def _point(way: str) -> Callable[[ParsedRow, str, str], None]:
    def take(parsed: ParsedRow, column: str, text: str) -> None:
        if is_nothing(text):
            parsed.report(column, text, Level.INFO, f"„{text}“ heißt: keine Angabe. Das Feld bleibt leer.")
            return
        found = _MAIL.findall(text) if way == EMAIL else re.split(r"\s*[;\n]\s*", " ".join(text.split(" ")))
        if not found:
            parsed.remember(column, text)
            parsed.report(
                column, text, Level.WARNING, f"„{text}“ ist keine E-Mail-Adresse. Der Text kommt in die Notiz."
            )
        points = [(way, value.strip()) for value in found if value.strip()]
        parsed.values[POINTS] = (*parsed.values.get(POINTS, ()), *points)

    return take


_SPECIAL: dict[str, Callable[[ParsedRow, str, str], None]] = {
    PERIOD: _take_period,
    POSTCODE_TOWN: _take_postcode_town,
    PERSON_NAME: _take_person_name,
    "salutation": _take_salutation,
    PHONE: _point(PHONE),
    MOBILE: _point(MOBILE),
    FAX: _point(FAX),
    EMAIL: _point(EMAIL),
}


def _conclude_contact(parsed: ParsedRow) -> None:
    """The person out of its parts; the name of the row is the person's, else the organisation's."""
    values = parsed.values
    told: PersonName | None = values.get(PERSON)
    parts = [values.pop(name, "") for name in ("academic_title", "first_name", "last_name")]
    salutation: Salutation = values.pop("salutation", told.salutation if told else Salutation.NEUTRAL)
    last = parts[2] or (told.last_name if told else "")
    if last:
        title = parts[0] or (told.academic_title if told else "")
        first = parts[1] or (told.first_name if told else "")
        values[PERSON] = PersonName(salutation, title, first, last)
        parsed.name = " ".join(filter(None, (first, last)))
    else:
        for column, text in zip(("Titel", "Vorname"), parts, strict=False):
            parsed.remember(column, text)
        parsed.name = parsed.words.get(ORGANISATION, ("",))[0]
    if not parsed.name:
        column = next((parsed.columns[name] for name in CONTACTS.titles if name in parsed.columns), "")
        parsed.report(column, "", Level.ERROR, "Weder Organisation noch Name: Die Zeile wird nicht übernommen.")
