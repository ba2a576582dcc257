"""Answers as plain values: sheets of a survey, how they came in, what is stored for every variable.

A sheet holds one whole number per variable of its form, in the order of `questionnaire_rules.variables`: a code,
0 or 1 for every cross of a multiple choice, a number, a year, a rank. Where the variable holds text
(`Variable.is_text`: own words, codes with leading zeros, dates as JJJJ-MM-TT) it is 1, and the text stands beside it by
variable name. Missing answers have the negative codes of `questionnaires.MISSING_CODES`; `NOT_TYPED` marks a field
nobody has typed yet.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.domain.questionnaires import MISSING_CODES
from coordinator_app.domain.vocabulary import Vocabulary

if TYPE_CHECKING:
    from coordinator_app.domain.questionnaires import Form

NOT_TYPED = -99
NOT_ASKED, INVALID, NOT_APPLICABLE, DOES_NOT_KNOW, NO_ANSWER = -5, -6, -7, -8, -9
WRITTEN = 1
"""Value of a text variable where something was written."""

MISSING_TEXTS: dict[int, str] = {**MISSING_CODES, NOT_TYPED: "noch nicht erfasst"}
"""Every negative value in words."""

PACKAGE = "Paket "
"""Beginning of the source of a sheet that came in an Erfassungspaket."""

LARGEST = 2_147_483_647
TEXT_LENGTH = 4_000


class AnswerMode(Vocabulary):
    """How a sheet came in; answers of an open link never mix with those of the drawn sample."""

    PAPER = "paper", "Papier"
    ONLINE = "online", "online"
    SELF_SELECTED = "self_selected", "offener Link"


MODES: tuple[AnswerMode, ...] = tuple(AnswerMode)
"""The place of a mode in this tuple stands for it in columns of whole numbers."""


class SheetState(Vocabulary):
    """How far a sheet is."""

    OPEN = "open", "in Erfassung"
    DONE = "done", "erfasst"
    BLANK = "blank", "leer zurück"
    REFUSED = "refused", "verweigert"


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A frozen form as the answer file keeps it, with the names of its variables in the order of the values."""

    code: str
    content_hash: str
    language: str
    form: "Form"
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """A sheet to be stored. `values` are int32, little-endian as bytes or an `array('i')`, one per variable.

    `number` is the Belegnummer (0 = none), `pair_uuid` the sheet this one repeats (second entry), `source` where it
    came from: „" for typed here, else the name of the file or package. `received_on` is the day it came back.
    """

    uuid: str
    form_code: str
    values: "bytes | array[int]"
    number: int = 0
    mode: AnswerMode = AnswerMode.PAPER
    language: str = "de"
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    entered_at: datetime
    entered_by: str = ""
    state: SheetState = SheetState.DONE
    pair_uuid: str = ""
    source: str = ""
    received_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInfo:
    """One line of the list of sheets."""

    id: int
    uuid: str
    number: int
    form_code: str
    mode: AnswerMode
    language: str
    state: SheetState
    entered_at: datetime
    entered_by: str
    pair_uuid: str
    source: str
    deleted: bool
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """A sheet with everything on it."""

    info: SheetInfo
    values: tuple[int, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """One written answer with the codes of the categories it was given."""

    sheet_id: int
    text: str
    categories: tuple[int, ...]


def packed(values: "bytes | array[int]") -> bytes:
    """Values as stored: int32, little-endian."""
    if isinstance(values, bytes):
        return values
    import sys

    ready = array("i", values)
    if sys.byteorder == "big":
        ready.byteswap()
    return ready.tobytes()


def unpacked(data: bytes) -> tuple[int, ...]:
    """Stored values as numbers."""
    import sys

    found = array("i")
    found.frombytes(data)
    if sys.byteorder == "big":
        found.byteswap()
    return tuple(found)


def check_values(values: bytes, variables: int, form_code: str) -> None:
    """Raise `UserError` when a sheet does not fit its form."""
    if len(values) != 4 * variables:
        raise UserError(
            f"Ein Bogen passt nicht zu Formular {form_code}: Er hat {len(values) // 4} statt {variables} Angaben. "
            "Bitte nehmen Sie die Fassung des Fragebogens, mit der er erfasst wurde."
        )
