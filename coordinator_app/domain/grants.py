"""Grants with plan, receipts, drawdowns, conditions, passing on and proof of use. All money is whole euro cents."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.funding import FundingType
from coordinator_app.domain.vocabulary import Vocabulary


class GrantState(Vocabulary):
    """The life of a grant."""

    IDEA = "idea", "Idee"
    CONSULTATION = "consultation", "Beratung"
    PREPARING = "preparing", "in Vorbereitung"
    APPLIED = "applied", "beantragt"
    QUERY = "query", "Nachforderung"
    APPROVED = "approved", "bewilligt"
    REFUSED = "refused", "abgelehnt"
    WITHDRAWN = "withdrawn", "zurückgezogen"
    RUNNING = "running", "laufend"
    SETTLED = "settled", "abgerechnet"
    AUDITED = "audited", "geprüft"
    ARCHIVED = "archived", "archiviert"
    REVOKED = "revoked", "widerrufen"


class PlanSide(Vocabulary):
    """Sides of a finance plan."""

    EXPENSE = "expense", "Ausgabe"
    INCOME = "income", "Einnahme"


class IncomeKind(Vocabulary):
    """Where the money of a finance plan comes from."""

    GRANT = "grant", "Zuwendung"
    OWN_CASH = "own_cash", "Eigenmittel (bar)"
    OWN_STAFF = "own_staff", "Eigenanteil Personal"
    OWN_IN_KIND = "own_in_kind", "Eigenleistung (unbar)"
    THIRD_PARTY = "third_party", "Drittmittel"
    FEES = "fees", "Teilnehmerbeiträge"


class DrawdownState(Vocabulary):
    """Where a drawdown stands."""

    PLANNED = "planned", "geplant"
    REQUESTED = "requested", "angefordert"
    PAID = "paid", "ausgezahlt"
    SPENT = "spent", "verbraucht"


class ProofKind(Vocabulary):
    """Kinds of proof of use."""

    INTERIM = "interim", "Zwischennachweis"
    SIMPLE = "simple", "einfacher Verwendungsnachweis"
    FULL = "full", "Verwendungsnachweis"


class ProofState(Vocabulary):
    """Where a proof of use stands."""

    OPEN = "open", "offen"
    IN_PROGRESS = "in_progress", "in Arbeit"
    SUBMITTED = "submitted", "eingereicht"
    QUERY = "query", "Nachforderung"
    AUDITED = "audited", "geprüft"


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant(Record):
    """A grant (Förderung) for one or several projects; their shares are `GrantShare`."""

    kind: ClassVar[str] = "grant"
    label: ClassVar[str] = "Förderung"
    plural: ClassVar[str] = "Förderungen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Titel", required=True, searchable=True, max_length=300)
    programme_id: int | None = attribute("Programm", Kind.REFERENCE, target="funding_programme")
    reference: str = attribute("Aktenzeichen", searchable=True, max_length=100)
    state: GrantState = attribute("Stand", Kind.CHOICE, choices=GrantState, default=GrantState.IDEA)
    applicant_id: int | None = attribute("Antragstellerin", Kind.REFERENCE, target="organisation")
    funding_type: FundingType = attribute(
        "Finanzierungsart", Kind.CHOICE, choices=FundingType, default=FundingType.SHARE
    )
    funding_year: int | None = attribute("Förderjahr", Kind.INTEGER)
    period_start: date | None = attribute("Bewilligungszeitraum von", Kind.DATE, direction="nearest")
    period_end: date | None = attribute("Bewilligungszeitraum bis", Kind.DATE, direction="nearest")
    consultation_on: date | None = attribute("Beratung am", Kind.DATE, direction="past")
    consultation_with: str = attribute("Beratung durch", max_length=200)
    applied_on: date | None = attribute("Beantragt am", Kind.DATE, direction="past")
    requested: int | None = attribute("Beantragt", Kind.MONEY)
    approved_on: date | None = attribute("Bescheid vom", Kind.DATE, direction="past")
    notified_on: date | None = attribute("Bescheid eingegangen am", Kind.DATE, direction="past")
    approved: int | None = attribute("Bewilligt", Kind.MONEY)
    share: int | None = attribute("Förderanteil", Kind.INTEGER, unit="%")
    resolution_id: int | None = attribute("Beschluss", Kind.REFERENCE, target="resolution")
    appeal_until: date | None = attribute("Rechtsbehelf bis", Kind.DATE, direction="nearest")
    bound_until: date | None = attribute("Zweckbindung bis", Kind.DATE, direction="future")
    keep_until: date | None = attribute("Aufbewahren bis", Kind.DATE, direction="future")
    recovered: int | None = attribute("Zurückgefordert", Kind.MONEY)
    recovery_reason: str = attribute("Grund der Rückforderung", Kind.LONG_TEXT, max_length=5000)
    publicity_on: date | None = attribute("Förderhinweis gezeigt am", Kind.DATE, direction="past")
    publicity_proof: str = attribute("Nachweis des Förderhinweises", max_length=500)
    state_reason: str = attribute("Grund des Standes", Kind.LONG_TEXT, max_length=2000)


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantShare(Record):
    """How much of a grant a project gets; the shares of a grant add up to 1000 tenths of a per cent."""

    kind: ClassVar[str] = "grant_share"
    label: ClassVar[str] = "Anteil an der Förderung"
    plural: ClassVar[str] = "Anteile an der Förderung"
    title_field: ClassVar[str] = "note"

    grant_id: int | None = attribute("Förderung", Kind.REFERENCE, target="grant", required=True)
    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project", required=True)
    share: int = attribute("Anteil", Kind.INTEGER, default=1000, unit="%")


@dataclass(frozen=True, kw_only=True, slots=True)
class FinanceItem(Record):
    """A line of the Ausgaben- und Finanzierungsplan."""

    kind: ClassVar[str] = "finance_item"
    label: ClassVar[str] = "Ansatz"
    plural: ClassVar[str] = "Finanzierungsplan"
    title_field: ClassVar[str] = "text"

    grant_id: int | None = attribute("Förderung", Kind.REFERENCE, target="grant", required=True)
    side: PlanSide = attribute("Seite", Kind.CHOICE, choices=PlanSide, default=PlanSide.EXPENSE)
    cost_kind_id: int | None = attribute("Kostenart", Kind.CATALOGUE, catalogue="cost_kind")
    income_kind: IncomeKind | None = attribute("Herkunft", Kind.CHOICE, choices=IncomeKind)
    text: str = attribute("Bezeichnung", required=True, max_length=300)
    planned: int = attribute("Plan", Kind.MONEY, default=0)
    received: int | None = attribute("Eingegangen", Kind.MONEY, help="Nur bei Einnahmen; Abrufe zählen von selbst.")
    year: int | None = attribute("Jahr", Kind.INTEGER)
    position: int = attribute("Reihenfolge", Kind.INTEGER, default=0, printable=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Expense(Record):
    """A receipt; `eligible` is the part that counts for the grant."""

    kind: ClassVar[str] = "expense"
    label: ClassVar[str] = "Beleg"
    plural: ClassVar[str] = "Belege"
    title_field: ClassVar[str] = "purpose"

    grant_id: int | None = attribute("Förderung", Kind.REFERENCE, target="grant")
    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project")
    finance_item_id: int | None = attribute("Ansatz", Kind.REFERENCE, target="finance_item")
    voucher: str = attribute("Belegnummer", searchable=True, max_length=60)
    dated: date | None = attribute("Belegdatum", Kind.DATE, direction="past")
    paid_on: date | None = attribute("Bezahlt am", Kind.DATE, direction="past")
    payee: str = attribute("Empfänger", searchable=True, personal=Personal.CONTACT, max_length=200)
    purpose: str = attribute("Zweck", required=True, searchable=True, max_length=500)
    amount: int | None = attribute("Betrag", Kind.MONEY, required=True)
    eligible: int | None = attribute("Davon zuwendungsfähig", Kind.MONEY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawdown(Record):
    """A Mittelabruf."""

    kind: ClassVar[str] = "drawdown"
    label: ClassVar[str] = "Mittelabruf"
    plural: ClassVar[str] = "Mittelabrufe"
    title_field: ClassVar[str] = "title"

    grant_id: int | None = attribute("Förderung", Kind.REFERENCE, target="grant", required=True)
    number: int = attribute("Nummer", Kind.INTEGER, default=1)
    title: str = attribute("Zeitraum", max_length=120)
    amount: int | None = attribute("Betrag", Kind.MONEY)
    requested_on: date | None = attribute("Angefordert am", Kind.DATE, direction="past")
    received_on: date | None = attribute("Eingegangen am", Kind.DATE, direction="past")
    spend_until: date | None = attribute("Verbrauchen bis", Kind.DATE, direction="future")
    state: DrawdownState = attribute("Stand", Kind.CHOICE, choices=DrawdownState, default=DrawdownState.PLANNED)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofOfUse(Record):
    """A Verwendungsnachweis with its numbers and report."""

    kind: ClassVar[str] = "proof_of_use"
    label: ClassVar[str] = "Verwendungsnachweis"
    plural: ClassVar[str] = "Verwendungsnachweise"
    title_field: ClassVar[str] = "reference"

    grant_id: int | None = attribute("Förderung", Kind.REFERENCE, target="grant", required=True)
    proof_kind: ProofKind = attribute("Art", Kind.CHOICE, choices=ProofKind, default=ProofKind.FULL)
    reference: str = attribute("Bezeichnung", max_length=120)
    due_on: date | None = attribute("Fällig am", Kind.DATE, direction="future", required=True)
    submitted_on: date | None = attribute("Eingereicht am", Kind.DATE, direction="past")
    audited_on: date | None = attribute("Geprüft am", Kind.DATE, direction="past")
    report: str = attribute("Sachbericht", Kind.LONG_TEXT, searchable=True, max_length=50_000)
    recovered: int | None = attribute("Rückforderung", Kind.MONEY)
    state: ProofState = attribute("Stand", Kind.CHOICE, choices=ProofState, default=ProofState.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition(Record):
    """An Auflage of the Bescheid."""

    kind: ClassVar[str] = "condition"
    label: ClassVar[str] = "Auflage"
    plural: ClassVar[str] = "Auflagen"
    title_field: ClassVar[str] = "text"

    grant_id: int | None = attribute("Förderung", Kind.REFERENCE, target="grant", required=True)
    text: str = attribute("Auflage", required=True, searchable=True, max_length=2000)
    due_on: date | None = attribute("Frist", Kind.DATE, direction="future")
    met_on: date | None = attribute("Erfüllt am", Kind.DATE, direction="past")
    proof: str = attribute("Beleg", max_length=500)


@dataclass(frozen=True, kw_only=True, slots=True)
class PassThrough(Record):
    """Money passed on to a third party (Weiterleitung)."""

    kind: ClassVar[str] = "pass_through"
    label: ClassVar[str] = "Weiterleitung"
    plural: ClassVar[str] = "Weiterleitungen"
    title_field: ClassVar[str] = "purpose"

    grant_id: int | None = attribute("Förderung", Kind.REFERENCE, target="grant", required=True)
    organisation_id: int | None = attribute("Empfänger", Kind.REFERENCE, target="organisation", required=True)
    purpose: str = attribute("Zweck", max_length=500)
    amount: int | None = attribute("Betrag", Kind.MONEY)
    contract_on: date | None = attribute("Vertrag vom", Kind.DATE, direction="past")
    proof_due_on: date | None = attribute("Nachweis fällig am", Kind.DATE, direction="future")
    proof_on: date | None = attribute("Nachweis erhalten am", Kind.DATE, direction="past")
