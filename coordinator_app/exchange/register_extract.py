"""Reads persons out of a register extract for the draw, and the address lines of those who were drawn.

Of every line only what decides about the draw is kept; addresses are read again for the few lines drawn, go into the
mail-merge file and nowhere else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import search_form
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.contacts import Person, Salutation, letter_salutation
from coordinator_app.domain.letters import plain_line
from coordinator_app.domain.register_draw import HELP, RegisterPerson, age_on
from coordinator_app.exchange.cells import Cell, cell_text
from coordinator_app.exchange.list_subjects import SKIP
from coordinator_app.exchange.register_columns import (
    ADDITION,
    AGE,
    BLOCKED,
    BORN,
    DISTRICT,
    FIRST,
    HOME,
    HOUSEHOLD,
    LAST,
    NAME,
    NUMBER,
    NUMBER_ADDITION,
    POSTCODE,
    POSTCODE_TOWN,
    PREFIX,
    REGISTER,
    SALUTATION,
    SEX,
    STREET,
    TITLE,
    TOWN,
)
from coordinator_app.exchange.tables import DataRow, TableData

OLDEST = 125
_PART = 2_000  # lines read between two looks at whether to go on
_LETTERS = 4  # signs of an addition to a house number („a“, „1/2“)
FEMALE, MALE, DIVERSE = "weiblich", "männlich", "divers"
MERGE_COLUMNS = (
    *("Anrede", "Titel", "Vorname", "Nachname", "Name", "Briefanrede"),
    *("Adresszeile1", "Adresszeile2", "Adresszeile3", "Adresszeile4"),
    *("Straße", "PLZ", "Ort", "Ortsteil", "Unter 18"),
)

_NOT_BLOCKED = frozenset({"", "nein", "n", "0", "keine", "kein", "-", "–", "--", "false", "falsch", "ohne", "no"})
_SECOND_HOME = ("nw", "n", "neben", "2", "zweit")
_SEXES = {"w": FEMALE, "f": FEMALE, "m": MALE, "d": DIVERSE, "x": DIVERSE, "o": DIVERSE}
_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[ T].*)?")
_YEAR = re.compile(r"(?:00\.00\.)?(\d{4})")
_POSTCODE_TOWN = re.compile(r"(?:D-?\s*)?(\d{5})\s+(.+)")
_HOUSE_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Born:
    """What is known of a birth: the day, or the year alone."""

    year: int
    day: date | None = None

    def age(self, reference: date) -> int:
        """Completed years on a day; of a mere year those reached in that year."""
        return age_on(self.day, reference) if self.day is not None else reference.year - self.year


@dataclass(slots=True)
class Remarks:
    """What was odd, counted, with the first places."""

    counts: dict[str, int] = field(default_factory=dict[str, int])
    places: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def add(self, text: str, place: str) -> None:
        """One more of its kind."""
        self.counts[text] = self.counts.get(text, 0) + 1
        shown = self.places.setdefault(text, [])
        if len(shown) < 3:
            shown.append(place)

    def sentences(self) -> list[str]:
        """One line for each kind: how often, where first."""
        return [
            f"{text}: {count}-mal, {'zum Beispiel ' if count > len(self.places[text]) else ''}"
            f"{', '.join(self.places[text])}"
            for text, count in self.counts.items()
        ]


@dataclass(frozen=True, slots=True)
class RegisterExtract:
    """An extract understood: its lines as persons, what was odd, which facts the file has at all."""

    data: TableData
    targets: tuple[str, ...]
    reference: date
    persons: tuple[RegisterPerson, ...]
    remarks: tuple[str, ...]

    @property
    def tells_blocked(self) -> bool:
        """Whether the file says who must not be written to."""
        return BLOCKED in self.targets

    @property
    def tells_age(self) -> bool:
        """Whether the file tells ages or births."""
        return BORN in self.targets or AGE in self.targets

    def districts(self) -> dict[str, int]:
        """The districts as written in the file with the number of lines, the most frequent first."""
        found: dict[str, int] = {}
        for person in self.persons:
            found[person.district] = found.get(person.district, 0) + 1
        return dict(sorted(found.items(), key=_by_count))


def _by_count(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def _one_line(text: str) -> str:
    """As `plain_line`; most cells are fine as they are, and there are millions of them."""
    return text.strip() if text.isprintable() and "  " not in text else plain_line(text)


@lru_cache(maxsize=100_000)
def _form(text: str) -> str:
    """`search_form` of names and streets, which come again and again."""
    return search_form(text)


class _Row:
    """One line by targets."""

    def __init__(self, cells: Sequence[Cell], places: Mapping[str, Sequence[int]]) -> None:
        self._cells, self._places = cells, places

    def cell(self, target: str) -> Cell:
        places = self._places.get(target, ())
        return self._cells[places[0]] if places and places[0] < len(self._cells) else None

    def text(self, target: str) -> str:
        cell = self.cell(target)
        return _one_line(cell if isinstance(cell, str) else cell_text(cell))

    def texts(self, target: str) -> Iterator[str]:
        for place in self._places.get(target, ()):
            yield plain_line(cell_text(self._cells[place])) if place < len(self._cells) else ""

    def postcode(self) -> str:
        """Five digits; Excel takes away the zero Saxon ones begin with."""
        text = self.text(POSTCODE)
        if not text and (found := _POSTCODE_TOWN.fullmatch(self.text(POSTCODE_TOWN))):
            return found[1]
        return text.zfill(5) if text.isdigit() and len(text) == 4 else text

    def town(self) -> str:
        joint = self.text(POSTCODE_TOWN)
        found = _POSTCODE_TOWN.fullmatch(joint)
        return self.text(TOWN) or (found[2] if found else joint)

    def street(self) -> str:
        """Street with house number: „Bahnhofstraße 12a“."""
        number = self.text(NUMBER)
        letter = self.text(NUMBER_ADDITION)
        joint = f"{number}{letter}" if len(letter) == 1 else f"{number} {letter}"
        return f"{self.text(STREET)} {joint}".strip()

    def last_name(self) -> str:
        return f"{self.text(PREFIX)} {self.text(LAST)}".strip()

    def names(self) -> tuple[str, str]:
        """First and last name, also from one column („Weber, Anna“ or „Anna Weber“)."""
        if self.text(LAST) or not self.text(NAME):
            return self.text(FIRST), self.last_name()
        last, comma, first = self.text(NAME).partition(",")
        if not comma:
            first, _, last = self.text(NAME).rpartition(" ")
        return self.text(FIRST) or first.strip(), last.strip()


def _places(targets: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, target in enumerate(targets):
        if target != SKIP:
            found.setdefault(target, []).append(place)
    return found


def guess_targets(data: TableData) -> tuple[str, ...]:
    """A target for every column from its heading; a short „Zusatz“ beside the house number belongs to that."""
    found = list(REGISTER.guess(data.header))
    for place in range(1, len(found)):
        after_number = found[place - 1] == NUMBER and found[place] == ADDITION and NUMBER_ADDITION not in found
        if after_number and all(len(cell_text(row.cells[place])) <= _LETTERS for row in data.rows):
            found[place] = NUMBER_ADDITION
    return tuple(found)


def check_targets(targets: Sequence[str]) -> None:
    """Raise `UserError` when the columns chosen do not make an address, or one target is chosen twice."""
    for target in REGISTER.targets:
        if target not in REGISTER.several and targets.count(target) > 1:
            label = REGISTER.targets[target]
            raise UserError(f"„{label}“ ist für mehrere Spalten gewählt. Bitte nur eine davon wählen.", help_topic=HELP)
    if not {LAST, NAME} & set(targets):
        raise UserError("Bitte wählen Sie die Spalte mit dem Familiennamen.", help_topic=HELP)
    if STREET not in targets:
        raise UserError("Bitte wählen Sie die Spalte mit der Straße.", help_topic=HELP)


def read_register(
    data: TableData, targets: Sequence[str], reference: date, context: JobContext | None = None
) -> RegisterExtract:
    """All lines as persons with their ages on the day of reference; `UserError` when the columns do not do."""
    check_targets(targets)
    places = _places(targets)
    remarks = Remarks()
    persons: list[RegisterPerson] = []
    for number, row in enumerate(data.rows):
        if context is not None and number % _PART == 0:
            context.progress(number, len(data.rows), "Auszug wird gelesen")
        persons.append(_person(row, places, reference, remarks))
    return RegisterExtract(data, tuple(targets), reference, tuple(persons), tuple(remarks.sentences()))


def _person(row: DataRow, places: Mapping[str, Sequence[int]], reference: date, remarks: Remarks) -> RegisterPerson:
    cells = _Row(row.cells, places)
    born, age = _age(cells, row, reference, remarks)
    first, last = cells.names()
    street = cells.street()
    has_number = _has_house_number(cells, street, row, remarks)
    postcode = cells.postcode()
    who = f"{_form(last)}|{_form(first)}"
    place = f"{_form(street)}|{postcode}"
    when = str(born.day or born.year) if born is not None else f"{age}|{place}"
    return RegisterPerson(
        line=row.line,
        district=cells.text(DISTRICT),
        age=age,
        sex=read_sex(cells.text(SEX)),
        blocked=any(is_blocked(text) for text in cells.texts(BLOCKED)),
        second_home=is_second_home(cells.text(HOME)),
        addressed=bool(last and cells.text(STREET) and has_number),
        identity=f"{who}|{when}" if last and first else "",
        household=cells.text(HOUSEHOLD) or (f"{_form(last)}|{place}" if last and street else ""),
    )


def _age(cells: _Row, row: DataRow, reference: date, remarks: Remarks) -> tuple[Born | None, int | None]:
    place = f"Zeile {row.line}"
    cell = cells.cell(BORN)
    if cell is not None:
        born = read_birth(cell, reference)
        if born is None:
            remarks.add("Geburtsdatum nicht lesbar", place)
        elif born.day is None:
            remarks.add("Nur das Geburtsjahr bekannt; es zählt das Alter, das im Jahr erreicht wird", place)
        if born is not None:
            return born, born.age(reference)
    text = cells.text(AGE)
    age = int(text) if text.isdigit() and int(text) <= OLDEST else None
    if text and age is None:
        remarks.add("Alter nicht lesbar", place)
    return None, age


def _has_house_number(cells: _Row, street: str, row: DataRow, remarks: Remarks) -> bool:
    """A number stands in the street or its own column; one that Excel took for a date is none."""
    if isinstance(cells.cell(NUMBER), date | datetime | time):
        remarks.add(
            "Hausnummer wurde von Excel in ein Datum verwandelt; die Person wird ausgelassen", f"Zeile {row.line}"
        )
        return False
    return _HOUSE_NUMBER.search(street) is not None


@lru_cache(maxsize=50_000)
def _birth_from_text(text: str, latest: int) -> Born | None:
    """The birth a text tells; two-digit years after `latest` (two digits) lie in the century before."""
    iso, day = _ISO.fullmatch(text), _DATE.fullmatch(text)
    if iso is not None:
        year, month, number = int(iso[1]), int(iso[2]), int(iso[3])
    elif day is not None:
        year, month, number = int(day[3]), int(day[2]), int(day[1])
        if len(day[3]) == 2:
            year += 2000 if year <= latest else 1900
    elif only := _YEAR.fullmatch(text):
        return Born(int(only[1]))
    else:
        return None
    try:
        return Born(year, date(year, month, number))
    except ValueError:
        unknown = month == 0 or (number == 0 and month <= 12)  # the register writes 00 for what is not known
        return Born(year) if unknown and year > 0 else None


def read_birth(cell: Cell, reference: date) -> Born | None:
    """A birth as registers write it: a date, TT.MM.JJJJ, JJJJMMTT, a year; 00 for an unknown day or month.

    None when nothing sensible is there: before 125 years or after the day of reference.
    """
    if isinstance(cell, datetime):
        born: Born | None = Born(cell.year, cell.date())
    elif isinstance(cell, date):
        born = Born(cell.year, cell)
    else:
        born = _birth_from_text(plain_line(cell_text(cell)), reference.year % 100)
    if born is None or not 0 <= born.age(reference) <= OLDEST:
        return None
    return born


def is_blocked(text: str) -> bool:
    """Whether a cell of a column of blocks says that there is one: everything except a plain „no“ does."""
    return _form(text).strip() not in _NOT_BLOCKED


def is_second_home(text: str) -> bool:
    """Whether a cell says „Nebenwohnung“."""
    form = _form(text).strip()
    return form in _SECOND_HOME or form.startswith(("neben", "zweit", "nw"))


def read_sex(text: str) -> str:
    """„weiblich“, „männlich“, „divers“ or „“ from the usual words and letters."""
    return _SEXES.get(_form(text)[:1], "")


# --- Addresses of those drawn ---------------------------------------------------------------------------------


def merge_rows(
    extract: RegisterExtract, lines: Mapping[int, str], *, postcode: str = "", town: str = ""
) -> list[tuple[str, ...]]:
    """The rows of the mail-merge file for these lines (by line: the stratum), ordered by street and house number.

    `postcode` and `town` stand in for columns the file does not have.
    """
    places = _places(extract.targets)
    ages = {person.line: (person.age, person.sex) for person in extract.persons if person.line in lines}
    found: list[tuple[str, ...]] = []
    for row in extract.data.rows:
        if row.line in lines:
            cells = _Row(row.cells, places)
            found.append(_merge_row(cells, lines[row.line], *ages[row.line], (postcode, town)))
    return sorted(found, key=_by_street)


def _by_street(row: Sequence[str]) -> tuple[str, str, tuple[int, str], str]:
    street = row[MERGE_COLUMNS.index("Straße")]
    number = re.search(r"\s(\d+)\D*$", street)
    name = search_form(street[: number.start()] if number else street)
    return row[MERGE_COLUMNS.index("PLZ")], name, (int(number[1]) if number else 0, street), row[3]


def _merge_row(cells: _Row, stratum: str, age: int | None, sex: str, usual: tuple[str, str]) -> tuple[str, ...]:
    first, last = cells.names()
    salutation = _salutation(cells.text(SALUTATION), sex)
    person = Person(first_name=first, last_name=last, academic_title=cells.text(TITLE), salutation=salutation)
    word = {Salutation.MRS: "Frau", Salutation.MR: "Herr"}.get(salutation, "")
    envelope = {Salutation.MRS: "Frau", Salutation.MR: "Herrn"}.get(salutation, "")
    name = " ".join(filter(None, (cells.text(TITLE), first, last)))
    postcode, town = cells.postcode() or usual[0], cells.town() or usual[1]
    address = [f"{envelope} {name}".strip(), cells.text(ADDITION), cells.street(), f"{postcode} {town}".strip()]
    lines = [*filter(None, address), "", "", "", ""][:4]
    minor = "" if age is None else ("ja" if age < 18 else "nein")
    return (
        *(word, cells.text(TITLE), first, last, name, letter_salutation(person)),
        *lines,
        *(cells.street(), postcode, town, stratum, minor),
    )


def _salutation(text: str, sex: str) -> Salutation:
    form = search_form(text)
    if form.startswith("fr") or (not form and sex == FEMALE):
        return Salutation.MRS
    if form.startswith(("herr", "hr")) or (not form and sex == MALE):
        return Salutation.MR
    return Salutation.NEUTRAL
