"""Other languages of a questionnaire: same questions, same codes, other words."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionnaireTranslation(Record):
    """The texts of a questionnaire in one more language (BCP 47 tag: „en“, „ar“, „de-x-leicht“).

    `blocks` is a JSON object {German heading: heading in this language}. `source_hash` is the hash of the German
    title, subtitle, introduction and closing when they were translated.
    """

    kind: ClassVar[str] = "questionnaire_translation"
    label: ClassVar[str] = "Sprachfassung"
    plural: ClassVar[str] = "Sprachfassungen"

    questionnaire_id: int = attribute("Fragebogen", Kind.REFERENCE, target="questionnaire", required=True, default=0)
    language: str = attribute("Sprache", required=True, max_length=12)
    title: str = attribute("Titel auf dem Bogen", required=True, max_length=120)
    subtitle: str = attribute("Untertitel", max_length=160)
    introduction: str = attribute("Einleitung", Kind.LONG_TEXT, max_length=2_000)
    closing: str = attribute("Schluss", Kind.LONG_TEXT, max_length=1_200)
    blocks: str = attribute("Überschriften der Blöcke", Kind.LONG_TEXT, printable=False, max_length=20_000)
    checked_by: str = attribute("Geprüft durch", max_length=120, help="Wer die Übersetzung gegengelesen hat.")
    checked_on: date | None = attribute("Geprüft am", Kind.DATE, direction="past")
    source_hash: str = attribute("Prüfsumme der Vorlage", max_length=12, printable=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionTranslation(Record):
    """The words of one question in one more language.

    `answers`, `second_answers` and `matrix_rows` are JSON objects {code or row name: text}. `source_hash` is the
    hash of the German wording when it was translated.
    """

    kind: ClassVar[str] = "question_translation"
    label: ClassVar[str] = "Übersetzung"
    plural: ClassVar[str] = "Übersetzungen"
    title_field: ClassVar[str] = "wording"

    question_id: int = attribute("Frage", Kind.REFERENCE, target="question", required=True, default=0)
    language: str = attribute("Sprache", required=True, max_length=12)
    wording: str = attribute("Wortlaut", Kind.LONG_TEXT, max_length=2_500)
    instruction: str = attribute("Hinweis zum Ankreuzen", max_length=500)
    answers: str = attribute("Antworten", Kind.LONG_TEXT, printable=False, max_length=60_000)
    second_answers: str = attribute("Zweite Skala", Kind.LONG_TEXT, printable=False, max_length=60_000)
    matrix_rows: str = attribute("Zeilen", Kind.LONG_TEXT, printable=False, max_length=60_000)
    headings: str = attribute("Überschriften der Skalen", Kind.LONG_TEXT, printable=False, max_length=600)
    unit: str = attribute("Einheit", max_length=60)
    source_hash: str = attribute("Prüfsumme der Vorlage", max_length=12, printable=False)
