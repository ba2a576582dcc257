"""What a survey says: findings, indices, categories of open answers, links to recorded figures, report texts.

Answers themselves lie in the answer file of the survey (`storage.answer_file`); here is what people made of them.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class FindingState(Vocabulary):
    """What became of a finding."""

    OPEN = "open", "offen"
    NEED = "need", "Bedarf angelegt"
    NOTED = "noted", "zur Kenntnis"


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyFinding(Record):
    """A Befund: one statement with the figures it rests on, kept when the answers are long deleted.

    Shares are fractions from 0 to 1; `low` and `high` bound the 95 % interval; `answers` is the unweighted base.
    `result` freezes the whole result as JSON (`domain.results.result_data`).
    """

    kind: ClassVar[str] = "survey_finding"
    label: ClassVar[str] = "Befund der Befragung"
    plural: ClassVar[str] = "Befunde der Befragung"

    survey_id: int = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True, default=0)
    title: str = attribute("Befund", required=True, searchable=True, max_length=300)
    statement: str = attribute("Aussage", Kind.LONG_TEXT, searchable=True, max_length=2_000)
    variable: str = attribute("Variable", max_length=40)
    group_label: str = attribute("Gruppe", max_length=200)
    value: float | None = attribute("Wert", Kind.DECIMAL)
    low: float | None = attribute("Untere Grenze", Kind.DECIMAL)
    high: float | None = attribute("Obere Grenze", Kind.DECIMAL)
    answers: int | None = attribute("n", Kind.INTEGER)
    taken_on: date | None = attribute("festgehalten am", Kind.DATE, direction="past")
    state: FindingState = attribute("Stand", Kind.CHOICE, choices=FindingState, default=FindingState.OPEN)
    need_id: int | None = attribute("Bedarf", Kind.REFERENCE, target="need")
    result: str = attribute("Ergebnis", Kind.LONG_TEXT, printable=False, max_length=400_000)


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyIndex(Record):
    """An index over several variables; `variables` has one name per line, a minus before it turns its scale."""

    kind: ClassVar[str] = "survey_index"
    label: ClassVar[str] = "Index"
    plural: ClassVar[str] = "Indizes"

    survey_id: int = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True, default=0)
    title: str = attribute("Index", required=True, searchable=True, max_length=120)
    variables: str = attribute("Variablen", Kind.LONG_TEXT, required=True, max_length=4_000)
    least_valid: int = attribute("Gültige Antworten mindestens", Kind.INTEGER, default=2)
    rescaled: bool = attribute("Auf 0 bis 100 umrechnen", Kind.YES_NO, default=True)
    meaning: str = attribute("Bedeutung hoher Werte", max_length=200, help="Zum Beispiel: mehr Zusammenhalt.")


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeCategory(Record):
    """A category for the answers to an open question; which answer has it stands in the answer file."""

    kind: ClassVar[str] = "code_category"
    label: ClassVar[str] = "Kategorie"
    plural: ClassVar[str] = "Kategorien"

    survey_id: int = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True, default=0)
    variable: str = attribute("Variable", required=True, max_length=40)
    code: int = attribute("Code", Kind.INTEGER, default=1)
    title: str = attribute("Kategorie", required=True, max_length=120)
    place_id: int | None = attribute("Ort", Kind.REFERENCE, target="place")


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedLink(Record):
    """Which recorded series belongs to which variable: perceived beside recorded."""

    kind: ClassVar[str] = "recorded_link"
    label: ClassVar[str] = "Zuordnung zur Statistik"
    plural: ClassVar[str] = "Zuordnungen zur Statistik"
    title_field: ClassVar[str] = "variable"

    survey_id: int = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True, default=0)
    variable: str = attribute("Variable", required=True, max_length=40)
    data_series_id: int = attribute("Kennzahlreihe", Kind.REFERENCE, target="data_series", required=True, default=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportChapterText(Record):
    """The coordinator's own text of one chapter of a report or of the report of a survey; it survives every new run.

    It belongs to exactly one of both. `position` orders the chapters of a report, `title` is a heading of one's own.
    """

    kind: ClassVar[str] = "report_chapter_text"
    label: ClassVar[str] = "Text zum Kapitel"
    plural: ClassVar[str] = "Texte zu Kapiteln"
    title_field: ClassVar[str] = "chapter"

    survey_id: int | None = attribute("Erhebung", Kind.REFERENCE, target="survey")
    report_id: int | None = attribute("Bericht", Kind.REFERENCE, target="report")
    chapter: str = attribute("Kapitel", required=True, max_length=60)
    position: int = attribute("Stelle", Kind.INTEGER, default=0, printable=False)
    title: str = attribute("Eigene Überschrift", max_length=200)
    text: str = attribute("Text", Kind.LONG_TEXT, searchable=True, max_length=20_000)
    left_out: bool = attribute("Kapitel weglassen", Kind.YES_NO)
