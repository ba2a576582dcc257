"""The sample of a survey: strata with their frame counts, the draw and its deletion record, register margins.

Addresses never enter the municipality file; what stays is counts, the seed of the draw and dates.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyStratum(Record):
    """One layer of the sample, as a rule an Ortsteil: inhabitants of the age asked, letters, letters returned."""

    kind: ClassVar[str] = "survey_stratum"
    label: ClassVar[str] = "Schicht"
    plural: ClassVar[str] = "Schichten"

    survey_id: int = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True, default=0)
    title: str = attribute("Ortsteil oder Gruppe", required=True, max_length=120)
    position: int = attribute("Reihenfolge", Kind.INTEGER, default=0, printable=False)
    code: int | None = attribute("Code im Fragebogen", Kind.INTEGER, help="Der Code der Frage nach dem Ortsteil.")
    area_id: int | None = attribute("Gebiet", Kind.REFERENCE, target="area")
    inhabitants: int | None = attribute("Personen im Melderegister", Kind.INTEGER)
    letters: int | None = attribute("Anschreiben", Kind.INTEGER)
    undeliverable: int | None = attribute("Unzustellbar", Kind.INTEGER)


@dataclass(frozen=True, kw_only=True, slots=True)
class SampleDraw(Record):
    """One draw from a register extract: how, with which seed, from how many, and when the addresses were deleted.

    `counts` is JSON: rows read, excluded by reason, frame and drawn by stratum. It names no person.
    """

    kind: ClassVar[str] = "sample_draw"
    label: ClassVar[str] = "Ziehung"
    plural: ClassVar[str] = "Ziehungen"

    survey_id: int = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True, default=0)
    title: str = attribute("Bezeichnung", required=True, max_length=120)
    drawn_at: datetime | None = attribute("gezogen am", Kind.DATE_TIME, direction="past")
    seed: int = attribute("Startzahl", Kind.INTEGER, default=0)
    file_hash: str = attribute("Prüfsumme der Quelldatei", max_length=64, printable=False)
    frame: int = attribute("Personen in der Auswahlgrundlage", Kind.INTEGER, default=0)
    drawn: int = attribute("gezogen", Kind.INTEGER, default=0)
    one_per_household: bool = attribute("Eine Person je Haushalt", Kind.YES_NO)
    counts: str = attribute("Zählungen", Kind.LONG_TEXT, printable=False, max_length=100_000)
    deleted_on: date | None = attribute("Anschriften gelöscht am", Kind.DATE, direction="past")
    deleted_by: str = attribute("gelöscht durch", max_length=120, help="Funktion, zum Beispiel: Meldebehörde.")


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterMargin(Record):
    """How many persons of the population have one value of a variable: what answers are weighted to.

    `variable` is a variable of the questionnaire, two joined by „×“ („Q01×Q02“); `codes` are their codes.
    """

    kind: ClassVar[str] = "register_margin"
    label: ClassVar[str] = "Registerzahl"
    plural: ClassVar[str] = "Registerzahlen"
    title_field: ClassVar[str] = "label_text"

    survey_id: int = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True, default=0)
    variable: str = attribute("Merkmal", required=True, max_length=60)
    codes: str = attribute("Codes", required=True, max_length=200, help="Ein Code oder mehrere, die zusammengehören.")
    label_text: str = attribute("Gruppe", required=True, max_length=200)
    position: int = attribute("Reihenfolge", Kind.INTEGER, default=0, printable=False)
    persons: int = attribute("Personen", Kind.INTEGER, default=0)
