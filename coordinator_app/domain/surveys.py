"""Surveys of the population: the survey, its questionnaire, questions, frozen form versions, legal checklist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.domain.vocabulary import Vocabulary


class SurveyMode(Vocabulary):
    """How people answer."""

    PAPER = "paper", "Papier"
    MIXED = "mixed", "Papier und online"
    ONLINE = "online", "nur online"


class SurveyState(Vocabulary):
    """Where a survey stands."""

    PLANNING = "planning", "in Planung"
    FIELD = "field", "im Feld"
    ANALYSIS = "analysis", "in Auswertung"
    DONE = "done", "abgeschlossen"


class TargetAge(Vocabulary):
    """The youngest age asked; towns differ, so it is a choice."""

    FROM_14 = "14", "ab 14 Jahren"
    FROM_16 = "16", "ab 16 Jahren"
    FROM_18 = "18", "ab 18 Jahren"


class CheckAnswer(Vocabulary):
    """State of one legal question before printing."""

    OPEN = "open", "offen"
    YES = "yes", "ja"
    NO = "no", "nein"


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey(Record):
    """One wave of a survey („Bürgerbefragung zur Sicherheit 2026“)."""

    kind: ClassVar[str] = "survey"
    label: ClassVar[str] = "Erhebung"
    plural: ClassVar[str] = "Erhebungen"

    title: str = attribute("Titel", required=True, searchable=True, max_length=200)
    year: int | None = attribute("Jahr", Kind.INTEGER, required=True)
    target_age: TargetAge = attribute("Befragte", Kind.CHOICE, choices=TargetAge, default=TargetAge.FROM_16)
    mode: SurveyMode = attribute("Befragungsweg", Kind.CHOICE, choices=SurveyMode, default=SurveyMode.PAPER)
    state: SurveyState = attribute("Stand", Kind.CHOICE, choices=SurveyState, default=SurveyState.PLANNING)
    purpose: str = attribute(
        "Zweck",
        Kind.LONG_TEXT,
        searchable=True,
        help="Wofür die Ergebnisse gebraucht werden; steht auch auf dem Bogen und in den Datenschutzhinweisen.",
    )
    population: str = attribute(
        "Grundgesamtheit", help="Wer befragt wird, zum Beispiel: Personen mit Hauptwohnsitz in der Stadt."
    )
    letters: int | None = attribute("Anschreiben", Kind.INTEGER, help="Zahl der Personen, die angeschrieben werden.")
    field_start: date | None = attribute("Feldbeginn", Kind.DATE, direction="future")
    field_end: date | None = attribute(
        "Rücksendung bis", Kind.DATE, help="Drei bis fünf Wochen, möglichst nicht in den Ferien."
    )
    contact: str = attribute(
        "Auskunft", help="Stelle und Telefon für Rückfragen; wird auf die letzte Seite des Bogens gedruckt."
    )
    wanted_answers: int | None = attribute("Gewünschte Antworten", Kind.INTEGER)
    expected_return: int | None = attribute("Erwarteter Rücklauf", Kind.INTEGER, unit="%")
    expected_undeliverable: int | None = attribute("Erwartet unzustellbar", Kind.INTEGER, unit="%")
    undeliverable: int | None = attribute("Unzustellbar", Kind.INTEGER, help="Zurückgekommene Briefe.")
    announced_on: date | None = attribute("Ankündigung am", Kind.DATE, help="Im Amtsblatt, vor dem Versand.")
    reminded_on: date | None = attribute("Erinnerung am", Kind.DATE, help="Ein Schreiben an alle.")
    legal_basis: str = attribute(
        "Rechtsgrundlage", max_length=300, help="Zum Beispiel: Satzung über die Bürgerbefragung vom 03.03.2026."
    )
    evaluated_by: str = attribute("Ausgewertet durch", max_length=200, help="Statistikstelle oder Institut.")
    data_recipients: str = attribute(
        "Empfänger der Daten", max_length=300, help="Wer Daten erhält, zum Beispiel Druckerei und Versanddienst."
    )
    protection_officer: str = attribute(
        "Datenschutzbeauftragte Person", max_length=300, help="Stelle, Telefon und E-Mail für das Anschreiben."
    )
    addresses_until: date | None = attribute(
        "Anschriften löschen bis", Kind.DATE, help="Üblich: nach der Erinnerung, spätestens am Ende der Rücksendung."
    )
    sheets_until: date | None = attribute(
        "Bögen vernichten bis", Kind.DATE, help="Üblich: einen Monat nach dem Ende der Erfassung."
    )
    results_where: str = attribute(
        "Ergebnisse erscheinen", max_length=200, help="Wo und wann, zum Beispiel: im Amtsblatt im Herbst 2026."
    )
    online_address: str = attribute(
        "Befragung im Internet", max_length=300, help="Adresse, unter der auch online geantwortet werden kann."
    )
    prizes: str = attribute(
        "Preise der Verlosung", max_length=300, help="Leer: keine Verlosung. Zum Beispiel: 10 Gutscheine zu 50 Euro."
    )
    signatory: str = attribute("Anschreiben unterschreibt", max_length=120)
    signatory_role: str = attribute("Funktion", max_length=120, help="Zum Beispiel: Oberbürgermeisterin.")
    answer_file: str = attribute("Antwortdatei", max_length=500, printable=False)
    destroyed_on: date | None = attribute("Bögen vernichtet am", Kind.DATE, direction="past")
    destroyed_by: str = attribute(
        "Bögen vernichtet durch", max_length=120, help="Funktion, zum Beispiel: Statistikstelle."
    )
    answers_deleted_on: date | None = attribute("Antworten gelöscht am", Kind.DATE, direction="past")
    answers_deleted_by: str = attribute("Antworten gelöscht durch", max_length=120, help="Funktion der Person.")
    final_counts: str = attribute("Zählung beim Löschen", max_length=2_000, printable=False)
    entry_fields: int | None = attribute("Zweimal erfasste Angaben", Kind.INTEGER)
    entry_errors: int | None = attribute("Fehler in der ersten Eingabe", Kind.INTEGER)
    weighted: bool = attribute("Gewichtet auswerten", Kind.YES_NO, default=True)
    smallest_count: int = attribute(
        "Kleinste gezeigte Anzahl", Kind.INTEGER, default=5, help="Kleinere Anzahlen werden verdeckt; mindestens 3."
    )
    bracket_below: int = attribute("In Klammern unter n", Kind.INTEGER, default=30)
    hide_below: int = attribute("Nicht gezeigt unter n", Kind.INTEGER, default=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyCheck(Record):
    """The answer to one legal question (`LEGAL_POINTS`) of a survey."""

    kind: ClassVar[str] = "survey_check"
    label: ClassVar[str] = "Prüfpunkt"
    plural: ClassVar[str] = "Prüfpunkte"
    title_field: ClassVar[str] = "point"

    survey_id: int | None = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True)
    point: str = attribute("Prüfpunkt", required=True, max_length=40)
    answer: CheckAnswer = attribute("Antwort", Kind.CHOICE, choices=CheckAnswer, default=CheckAnswer.OPEN)
    answered_on: date | None = attribute("am", Kind.DATE, direction="past")
    remark: str = attribute("Bemerkung", Kind.TEXT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Questionnaire(Record):
    """One form of a survey; its questions are records of their own."""

    kind: ClassVar[str] = "questionnaire"
    label: ClassVar[str] = "Fragebogen"
    plural: ClassVar[str] = "Fragebögen"

    survey_id: int | None = attribute("Erhebung", Kind.REFERENCE, target="survey", required=True)
    title: str = attribute("Titel auf dem Bogen", required=True, searchable=True, max_length=120)
    subtitle: str = attribute("Untertitel", max_length=160)
    introduction: str = attribute("Einleitung", Kind.LONG_TEXT, max_length=1_200)
    closing: str = attribute("Schluss", Kind.LONG_TEXT, max_length=800)
    page_limit: int = attribute("Seiten höchstens", Kind.INTEGER, default=4)
    large_print: bool = attribute("Großdruck", Kind.YES_NO, help="Größere Schrift für Menschen, die schlecht sehen.")
    drawn_correction: bool = attribute(
        "Regel zum Verbessern drucken", Kind.YES_NO, default=True, help="„Kästchen ausmalen und neu ankreuzen“."
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Question(Record):
    """A question of a questionnaire: a copy of the item at the time of adding, with own edits.

    `answers`, `matrix_rows` and `filters` are JSON (see `domain.questionnaires`); `item_hash` is the hash of the
    item's wording and scale when it was taken, so that an edit is recognised.
    """

    kind: ClassVar[str] = "question"
    label: ClassVar[str] = "Frage"
    plural: ClassVar[str] = "Fragen"
    title_field: ClassVar[str] = "title"

    questionnaire_id: int | None = attribute("Fragebogen", Kind.REFERENCE, target="questionnaire", required=True)
    position: int = attribute("Reihenfolge", Kind.INTEGER, default=0, printable=False)
    block: str = attribute("Überschrift des Blocks", required=True, max_length=80)
    title: str = attribute("Kurzname", required=True, max_length=80, help="Steht nur links in der Gliederung.")
    type: QuestionType = attribute("Art der Frage", Kind.CHOICE, choices=QuestionType, default=QuestionType.SINGLE)
    wording: str = attribute("Wortlaut", Kind.LONG_TEXT, required=True, searchable=True, max_length=1_500)
    instruction: str = attribute("Hinweis zum Ankreuzen", max_length=300)
    variable: str = attribute("Variablenname", max_length=20, help="Name der Spalte im Datensatz, zum Beispiel E01.")
    answers: str = attribute("Antworten", Kind.LONG_TEXT, printable=False, max_length=40_000)
    matrix_rows: str = attribute("Zeilen", Kind.LONG_TEXT, printable=False, max_length=40_000)
    filters: str = attribute("Filter", Kind.LONG_TEXT, printable=False)
    second_answers: str = attribute("Zweite Skala", Kind.LONG_TEXT, printable=False, max_length=40_000)
    first_heading: str = attribute("Überschrift der ersten Skala", max_length=120)
    second_heading: str = attribute("Überschrift der zweiten Skala", max_length=120)
    row_filter: str = attribute("Filter je Zeile", Kind.LONG_TEXT, printable=False, max_length=400)
    most_marks: int = attribute("Höchstens … Kreuze", Kind.INTEGER, default=0, help="0 = beliebig viele.")
    answer_columns: int = attribute("Spalten", Kind.INTEGER, default=0, help="0 = der Bogen wählt selbst.")
    lines: int = attribute("Schreiblinien", Kind.INTEGER, default=2)
    digits: int = attribute("Ziffern", Kind.INTEGER, default=4)
    unit: str = attribute("Einheit", max_length=40)
    poles_only: bool = attribute("Nur die Enden der Skala beschriften", Kind.YES_NO)
    seconds: int = attribute("Sekunden zum Beantworten", Kind.INTEGER, default=10)
    module: str = attribute("Modul", max_length=2)
    construct: str = attribute("Konstrukt", max_length=120)
    item: str = attribute("Frage der Fragenbank", max_length=10)
    item_version: int = attribute("Fassung", Kind.INTEGER, default=0)
    item_hash: str = attribute("Prüfsumme des Wortlauts", max_length=12, printable=False)
    comparison: bool = attribute(
        "Vergleichsfrage", Kind.YES_NO, help="Wortlaut und Skala sind gesperrt, damit Wellen vergleichbar bleiben."
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class FormVersion(Record):
    """A questionnaire frozen for printing: content and the place of every box; never changed afterwards."""

    kind: ClassVar[str] = "form_version"
    label: ClassVar[str] = "Druckfassung"
    plural: ClassVar[str] = "Druckfassungen"
    title_field: ClassVar[str] = "code"

    questionnaire_id: int | None = attribute("Fragebogen", Kind.REFERENCE, target="questionnaire", required=True)
    number: int = attribute("Fassung", Kind.INTEGER, default=1)
    language: str = attribute("Sprache", max_length=12, default="de")
    large_print: bool = attribute("Großdruck", Kind.YES_NO)
    code: str = attribute("Formularkennung", required=True, max_length=8)
    content_hash: str = attribute("Prüfsumme", max_length=64, printable=False)
    content: str = attribute("Inhalt", Kind.LONG_TEXT, printable=False, max_length=2_000_000)
    geometry: str = attribute("Lage der Kästchen", Kind.LONG_TEXT, printable=False, max_length=2_000_000)
    pages: int = attribute("Seiten", Kind.INTEGER, default=0)
    frozen_at: datetime | None = attribute("festgelegt am", Kind.DATE_TIME, direction="past")


# --- Legal checklist ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LegalPoint:
    """One question to settle before a survey may be printed; `source` names the rule it comes from."""

    key: str
    question: str
    hint: str
    source: str


LEGAL_POINTS: tuple[LegalPoint, ...] = (
    LegalPoint(
        "legal_basis",
        "Gibt es eine Rechtsgrundlage (Satzung über die Befragung) oder führt ein beauftragtes Institut sie durch?",
        "Eine Kommunalstatistik darf die Stadt nicht ohne Weiteres selbst erheben.",
        "§§ 8, 9 SächsStatG",
    ),
    LegalPoint(
        "statistics_office",
        "Ist geklärt, ob eine abgeschottete Statistikstelle nötig ist und wer diese Aufgabe übernimmt?",
        "Eigene Räume und eigenes Personal, zum Statistikgeheimnis verpflichtet.",
        "§ 9 SächsStatG",
    ),
    LegalPoint(
        "processor",
        "Liegt mit allen Dienstleistern (Druck, Versand, Auswertung) ein Vertrag zur Auftragsverarbeitung vor?",
        "„ja“ auch dann, wenn kein Dienstleister beteiligt ist; bitte in der Bemerkung vermerken.",
        "Art. 28 DSGVO",
    ),
    LegalPoint(
        "protection_officer",
        "Ist die oder der Datenschutzbeauftragte beteiligt und einverstanden?",
        "Vor dem Druck: Fragebogen, Anschreiben und Datenschutzhinweise vorlegen.",
        "Art. 38, 39 DSGVO",
    ),
    LegalPoint(
        "records",
        "Ist die Erhebung in das Verzeichnis der Verarbeitungstätigkeiten eingetragen?",
        "",
        "Art. 30 DSGVO",
    ),
    LegalPoint(
        "notice",
        "Liegen die Datenschutzhinweise dem Anschreiben bei?",
        "Verantwortliche Stelle, Zweck, Rechtsgrundlage, Empfänger, Löschung, Rechte, Freiwilligkeit.",
        "Art. 13, 14 DSGVO",
    ),
    LegalPoint(
        "register",
        "Ist die Stichprobe bei der Meldebehörde beantragt, ohne Personen mit Auskunftssperre?",
        "Die Anschriften bleiben getrennt von den Antworten und kommen nicht in diese Datei.",
        "§§ 34, 46, 51, 52 BMG",
    ),
    LegalPoint(
        "retention",
        "Steht fest, wann Anschriften gelöscht und Papierbögen vernichtet werden und wer das nachweist?",
        "Üblich: Anschriften nach der Erinnerung, Bögen bald nach der Erfassung.",
        "Art. 5 Abs. 1 Buchst. e, Art. 17 DSGVO",
    ),
)


def legal_warnings(checks: Sequence[SurveyCheck]) -> list[str]:
    """What the checklist says before printing: every point that is open or answered with „nein“, in order."""
    given = {check.point: check for check in checks}
    found: list[str] = []
    for point in LEGAL_POINTS:
        answer = given[point.key].answer if point.key in given else CheckAnswer.OPEN
        if answer is not CheckAnswer.YES:
            state = "noch offen" if answer is CheckAnswer.OPEN else "mit „nein“ beantwortet"
            found.append(f"{state.capitalize()}: {point.question} ({point.source})")
    return found


def check_survey(title: str, year: int | None) -> None:
    """Raise `UserError` when a survey cannot be set up with these values."""
    if not title.strip():
        raise UserError("Bitte geben Sie der Erhebung einen Titel, zum Beispiel „Bürgerbefragung zur Sicherheit“.")
    if year is None or not 1990 <= year <= 2100:
        raise UserError("Bitte geben Sie das Jahr der Erhebung vierstellig an, zum Beispiel 2026.")
