"""One key of the typing mask: what it does to the field under the cursor."""

import re
from dataclasses import dataclass, replace
from datetime import date

from coordinator_app.domain.answers import LARGEST, NO_ANSWER, TEXT_LENGTH, WRITTEN
from coordinator_app.domain.entry_fields import (
    AS_TEXT,
    MISSING_KEYS,
    TYPED_DIGITS,
    EntryField,
    FieldKind,
    KeyAnswer,
    Values,
)

ENTER = "\n"


@dataclass(frozen=True, slots=True)
class Typing:
    """What stands in the field under the cursor and is not stored yet: digits or crosses (codes)."""

    digits: str = ""
    crosses: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a key brought about.

    `values` (and `text`, for fields kept as text) are given when the field is complete and to be stored; else the
    cursor stays with `typing`. `message` says in German why a key does nothing.
    """

    typing: Typing
    values: dict[str, int] | None = None
    text: str = ""
    message: str = ""


def begin(field: EntryField, values: Values) -> Typing:
    """What stands in a field when the cursor comes to it: crosses already typed."""
    if field.kind is not FieldKind.CROSSES:
        return Typing()
    pairs = zip(field.variables, field.answers, strict=True)
    return Typing(crosses=frozenset(answer.code for name, answer in pairs if values.get(name) == 1))


def press(field: EntryField, typing: Typing, key: str, values: Values) -> Outcome:
    """Type one key (a character or `ENTER`) in a field that is not for words."""
    if key in MISSING_KEYS and not (key == "-" and typing.digits):
        return _missing(field, typing, key)
    if field.kind in TYPED_DIGITS:
        return _digits(field, typing, key, values)
    if field.kind is FieldKind.CROSSES:
        return _crosses(field, typing, key, values)
    if key == ENTER:
        return _stay_or_none(field, values)
    answer = _by_key(field, key)
    if answer is None:
        return Outcome(typing, message=_no_such_key(field, key))
    return Outcome(typing, {field.variable: answer.code})


def rub_out(typing: Typing) -> Typing | None:
    """Take back the last digit; None when nothing stands there and the cursor goes back a field."""
    return replace(typing, digits=typing.digits[:-1]) if typing.digits else None


def words(field: EntryField, text: str) -> Outcome:
    """Store words written in a field; blank ones are no answer, a key of a missing code alone is that code."""
    plain = text.strip()
    if MISSING_KEYS.get(plain) in {answer.code for answer in field.missing}:
        return Outcome(Typing(), {field.variable: MISSING_KEYS[plain]})
    if len(plain) > TEXT_LENGTH:
        return Outcome(Typing(), message=f"Der Text ist zu lang: höchstens {TEXT_LENGTH} Zeichen.")
    return Outcome(Typing(), {field.variable: WRITTEN if plain else NO_ANSWER}, plain)


def _missing(field: EntryField, typing: Typing, key: str) -> Outcome:
    code = MISSING_KEYS[key]
    known = next((answer for answer in field.missing if answer.code == code), None)
    if known is None:
        return Outcome(typing, message=_no_such_key(field, key))
    return Outcome(Typing(), dict.fromkeys(field.variables, code))


def _stay_or_none(field: EntryField, values: Values) -> Outcome:
    """Enter on an empty field: what is stored stays, else there is no answer."""
    if field.answered(values):
        return Outcome(Typing(), {name: values[name] for name in field.variables})
    return Outcome(Typing(), dict.fromkeys(field.variables, NO_ANSWER))


def _crosses(field: EntryField, typing: Typing, key: str, values: Values) -> Outcome:
    if key != ENTER:
        answer = _by_key(field, key)
        if answer is None:
            return Outcome(typing, message=_no_such_key(field, key))
        return Outcome(Typing(crosses=typing.crosses ^ {answer.code}))
    if not typing.crosses:
        gone = any(values.get(name) == 1 for name in field.variables)
        return Outcome(Typing(), dict.fromkeys(field.variables, NO_ANSWER)) if gone else _stay_or_none(field, values)
    pairs = zip(field.variables, field.answers, strict=True)
    return Outcome(Typing(), {name: int(answer.code in typing.crosses) for name, answer in pairs})


def _digits(field: EntryField, typing: Typing, key: str, values: Values) -> Outcome:
    if key == ENTER:
        return _complete(field, typing) if typing.digits else _kept(field, values)
    separator = field.kind is FieldKind.DATE and key in ".,-"
    if not (key.isdecimal() and key.isascii()) and not separator:
        return Outcome(typing, message="Bitte hier nur Ziffern eingeben.")
    grown = replace(typing, digits=typing.digits + ("." if separator else key))
    if field.digits and len(grown.digits) >= field.digits and "." not in grown.digits:
        return _complete(field, grown)
    return Outcome(grown)


def _kept(field: EntryField, values: Values) -> Outcome:
    found = _stay_or_none(field, values)
    return replace(found, text="\0") if field.kind in AS_TEXT and field.answered(values) else found


KEEP = "\0"
"""`Outcome.text` where the text stored before stays."""


def _complete(field: EntryField, typing: Typing) -> Outcome:
    if field.kind is FieldKind.DATE:
        day = read_day(typing.digits)
        if day is None:
            return Outcome(Typing(), message=f"„{typing.digits}“ ist kein Datum. Bitte als TTMMJJJJ eingeben.")
        return Outcome(Typing(), {field.variable: WRITTEN}, day.isoformat())
    if field.kind is FieldKind.CODE:
        return Outcome(Typing(), {field.variable: WRITTEN}, typing.digits)
    number = int(typing.digits)
    if number > LARGEST:
        return Outcome(Typing(), message="Diese Zahl ist zu groß.")
    if field.kind is FieldKind.LISTED and number not in {answer.code for answer in field.answers}:
        return Outcome(Typing(), message=f"Den Code {number} gibt es bei dieser Frage nicht.")
    return Outcome(Typing(), {field.variable: number})


def read_day(digits: str) -> date | None:
    """A day typed as 05032026, 050326 or 5.3.26; years of two digits are this century up to 40, else the last."""
    parts = re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", digits) or re.fullmatch(
        r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})", digits
    )
    if parts is None:
        return None
    year = int(parts[3])
    if len(parts[3]) == 2:
        year += 2000 if year <= 40 else 1900
    try:
        return date(year, int(parts[2]), int(parts[1]))
    except ValueError:
        return None


def read_stored_day(text: str) -> date | None:
    """A stored day (JJJJ-MM-TT); None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _by_key(field: EntryField, key: str) -> KeyAnswer | None:
    return next((answer for answer in field.answers if answer.key and answer.key == key.lower()), None)


def _no_such_key(field: EntryField, key: str) -> str:
    keys = [answer.key for answer in (*field.answers, *field.missing) if answer.key]
    return f"Die Taste „{key}“ hat hier keine Antwort. Möglich: {' '.join(keys)}"
