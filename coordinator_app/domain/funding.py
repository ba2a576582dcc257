"""Funding programmes: what guidelines allow, as dated and sourced data the user keeps up."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class ProgrammeDate(Vocabulary):
    """Which day a programme sets."""

    WINDOW_OPENS = "window_opens", "Antragsbeginn"
    WINDOW_CLOSES = "window_closes", "Antragsende (Posteingang)"
    DRAWDOWN = "drawdown", "Mittelabruf"
    INTERIM_REPORT = "interim_report", "Zwischennachweis"
    PROOF_OF_USE = "proof_of_use", "Verwendungsnachweis"


class FundingType(Vocabulary):
    """How a grant is measured."""

    SHARE = "share", "Anteilfinanzierung"
    FIXED = "fixed", "Festbetragsfinanzierung"
    DEFICIT = "deficit", "Fehlbedarfsfinanzierung"
    FULL = "full", "Vollfinanzierung"


class PaymentWay(Vocabulary):
    """When money comes."""

    DRAWDOWN = "drawdown", "Abruf vorab"
    REFUND = "refund", "Erstattung nach Zahlung"


@dataclass(frozen=True, kw_only=True, slots=True)
class FundingProgramme(Record):
    """A programme with its rules; money in euro cents, shares in tenths of a per cent (90 % = 900).

    `checked_on` is the day somebody last compared this entry with `source`.
    """

    kind: ClassVar[str] = "funding_programme"
    label: ClassVar[str] = "Förderprogramm"
    plural: ClassVar[str] = "Förderprogramme"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Name", required=True, searchable=True, max_length=300)
    short_name: str = attribute("Kurzname", searchable=True, max_length=60)
    provider: str = attribute("Zuwendungsgeber", searchable=True, max_length=300)
    legal_basis: str = attribute("Rechtsgrundlage", Kind.LONG_TEXT, max_length=2000)
    version_of: date | None = attribute("Fassung vom", Kind.DATE, direction="past")
    website: str = attribute("Internetseite", max_length=300)
    funding_type: FundingType = attribute(
        "Finanzierungsart", Kind.CHOICE, choices=FundingType, default=FundingType.SHARE
    )
    payment_way: PaymentWay = attribute("Auszahlung", Kind.CHOICE, choices=PaymentWay, default=PaymentWay.DRAWDOWN)
    largest_share: int | None = attribute("Höchster Förderanteil", Kind.INTEGER, unit="%")
    smallest_own_share: int | None = attribute("Mindester Eigenanteil", Kind.INTEGER, unit="%")
    own_share_in_kind: bool = attribute("Eigenleistung zählt als Eigenanteil", Kind.YES_NO)
    smallest_amount: int | None = attribute("Mindestbetrag", Kind.MONEY)
    largest_amount: int | None = attribute("Höchstbetrag", Kind.MONEY)
    refund_below: int | None = attribute("Erstattung unter", Kind.MONEY)
    eligible: str = attribute("Förderfähig", Kind.LONG_TEXT, max_length=5000)
    not_eligible: str = attribute("Nicht förderfähig", Kind.LONG_TEXT, max_length=5000)
    investment_excluded: bool = attribute("Keine investiven Ausgaben", Kind.YES_NO)
    consultation_required: bool = attribute("Beratung vor dem Antrag nötig", Kind.YES_NO)
    resolution_required: bool = attribute("Beschluss vor dem Antrag nötig", Kind.YES_NO)
    postal_days: int | None = attribute("Postlaufzeit bis zum Posteingang", Kind.INTEGER, unit="Tage")
    quality_plan_required: bool = attribute("Projektbeschreibung nach Beccaria nötig", Kind.YES_NO)
    publicity_from: int | None = attribute("Publizitätspflicht ab", Kind.MONEY)
    publicity_sentence: str = attribute("Förderhinweis", Kind.LONG_TEXT, max_length=1000)
    logo_id: int | None = attribute("Signet", Kind.REFERENCE, target="document")
    proof_months: int | None = attribute("Verwendungsnachweis nach", Kind.INTEGER, unit="Monaten")
    spend_months: int | None = attribute("Abgerufenes Geld verbrauchen in", Kind.INTEGER, unit="Monaten")
    retention_years: int | None = attribute("Belege aufbewahren", Kind.INTEGER, unit="Jahre")
    transfer_tolerance: int | None = attribute("Verschiebung zwischen Ansätzen bis", Kind.INTEGER, unit="Prozent")
    source: str = attribute("Quelle", Kind.LONG_TEXT, required=True, max_length=2000)
    checked_on: date | None = attribute("Geprüft am", Kind.DATE, direction="past")
    checked_by: str = attribute("Geprüft von", max_length=120)
    active: bool = attribute("Wird angeboten", Kind.YES_NO, default=True)
    is_seed: bool = attribute("Mitgeliefert", Kind.YES_NO, printable=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeDeadline(Record):
    """A day a programme sets: a fixed day of the year, or `months` after the end of the funding period.

    `year_offset` 1 = the day in year N belongs to funding year N+1.
    """

    kind: ClassVar[str] = "programme_deadline"
    label: ClassVar[str] = "Programmfrist"
    plural: ClassVar[str] = "Programmfristen"
    title_field: ClassVar[str] = "text"

    programme_id: int | None = attribute("Programm", Kind.REFERENCE, target="funding_programme", required=True)
    programme_date: ProgrammeDate = attribute(
        "Frist", Kind.CHOICE, choices=ProgrammeDate, default=ProgrammeDate.WINDOW_CLOSES
    )
    month: int | None = attribute("Monat", Kind.INTEGER)
    day: int | None = attribute("Tag", Kind.INTEGER)
    months_after: int | None = attribute("Monate nach Ende des Bewilligungszeitraums", Kind.INTEGER)
    year_offset: int = attribute("Förderjahr liegt später um", Kind.INTEGER, default=1, unit="Jahre")
    text: str = attribute("Hinweis", max_length=500)
