"""Reports the coordinator puts together herself: what they are about, how far they are, and each printed run."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class ReportKind(Vocabulary):
    """What sort of report it is; `report_outlines` has its chapters."""

    ANNUAL = "annual", "Jahresbericht"
    PREVENTION = "prevention", "Präventionsbericht"
    STRATEGY = "strategy", "Präventionsstrategie"
    DECISION_PAPER = "decision_paper", "Beschlussvorlage"
    INFORMATION_PAPER = "information_paper", "Informationsvorlage"
    INQUIRY_ANSWER = "inquiry_answer", "Antwort auf eine Anfrage"
    PRESS_TEXT = "press_text", "Pressetext"


class ReportState(Vocabulary):
    """How far a report is."""

    DRAFT = "draft", "Entwurf"
    CHECKED = "checked", "geprüft"
    RELEASED = "released", "freigegeben"
    PUBLISHED = "published", "veröffentlicht"


class ReportVariant(Vocabulary):
    """Who may read it: the public variant has no personal data, no non-public items and no small numbers."""

    INTERNAL = "internal", "intern"
    PUBLIC = "public", "öffentlich"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(Record):
    """A report; `settings` is JSON (`report_plan.ReportPlan`), the subject is the record it is about, if any."""

    kind: ClassVar[str] = "report"
    label: ClassVar[str] = "Bericht"
    plural: ClassVar[str] = "Berichte"
    title_field: ClassVar[str] = "title"

    report_kind: ReportKind = attribute("Art", Kind.CHOICE, choices=ReportKind, default=ReportKind.ANNUAL)
    title: str = attribute("Titel", required=True, searchable=True, max_length=200)
    state: ReportState = attribute("Status", Kind.CHOICE, choices=ReportState, default=ReportState.DRAFT)
    period_start: date | None = attribute("Zeitraum von", Kind.DATE, direction="past")
    period_end: date | None = attribute("Zeitraum bis", Kind.DATE, direction="past")
    subject_kind: str = attribute("Gehört zu (Art)", max_length=40, printable=False)
    subject_id: int = attribute("Gehört zu", Kind.INTEGER, default=0, printable=False)
    addressee: str = attribute(
        "Empfänger", searchable=True, max_length=300, help="Zum Beispiel „Stadtrat“ oder „Fraktion …“."
    )
    reference: str = attribute("Nummer oder Zeichen", searchable=True, max_length=100)
    asked_on: date | None = attribute("Anfrage vom", Kind.DATE, direction="past")
    settings: str = attribute("Auswahl", Kind.LONG_TEXT, default="{}", printable=False, max_length=20_000)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportRun(Record):
    """One printed or saved state of a report: what stood in it, so that the next one can be compared with it.

    `content` is JSON (`report_plan.RunContent`), `data_hash` the SHA-256 of that text: equal hashes mean equal
    data and texts. `remarks` are the lines of the publication check at that time, one per line.
    """

    kind: ClassVar[str] = "report_run"
    label: ClassVar[str] = "Stand des Berichts"
    plural: ClassVar[str] = "Stände des Berichts"
    title_field: ClassVar[str] = "data_hash"

    report_id: int = attribute("Bericht", Kind.REFERENCE, target="report", required=True, default=0)
    made_at: datetime | None = attribute("Erstellt", Kind.DATE_TIME, direction="past")
    variant: ReportVariant = attribute("Fassung", Kind.CHOICE, choices=ReportVariant, default=ReportVariant.INTERNAL)
    file_format: str = attribute("Format", max_length=10)
    data_hash: str = attribute("Prüfsumme", max_length=64, printable=False)
    content: str = attribute("Inhalt", Kind.LONG_TEXT, printable=False, max_length=5_000_000)
    remarks: str = attribute("Hinweise", Kind.LONG_TEXT, max_length=20_000)
