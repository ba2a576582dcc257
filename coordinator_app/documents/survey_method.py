"""The method chapter of a survey from what the program knows; what only people know is marked as missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.german import (
    format_date,
    format_decimal,
    format_integer,
    format_percent,
    plural,
)
from coordinator_app.documents.content import (
    Alignment,
    Block,
    BulletList,
    Heading,
    KeyValues,
    Paragraph,
    Table,
    TableColumn,
    Text,
    missing,
)
from coordinator_app.domain.results import DataBasis, WeightingReport
from coordinator_app.domain.rounding import percent_words
from coordinator_app.domain.sample_plan import margin_points
from coordinator_app.domain.sampling import SampleDraw, SurveyStratum
from coordinator_app.domain.surveys import Survey, SurveyMode


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFacts:
    """What is known about how a survey was made; sentences are complete, "" = nothing known.

    `draws` are the draws with their sentences; `questions` and `languages` describe the form answers came on.
    """

    survey: Survey
    basis: DataBasis
    weighting: WeightingReport
    strata: Sequence[SurveyStratum] = ()
    draws: Sequence[tuple[SampleDraw, Sequence[str]]] = ()
    return_sentence: str = ""
    entry_sentence: str = ""
    questions: int = 0
    languages: Sequence[str] = ()
    least: int = 5
    bracket_below: int = 30
    hide_below: int = 15


def method_blocks(facts: MethodFacts) -> list[Block]:
    """The chapter with its sections."""
    parts = (
        ("Grundgesamtheit", _population(facts)),
        ("Stichprobe", _sample(facts)),
        ("Fragebogen und Feldzeit", _field(facts)),
        ("Rücklauf", _returns(facts)),
        ("Gewichtung", _weighting(facts.weighting)),
        ("Erfassung", _entry(facts)),
        ("Auswertung und Genauigkeit", _precision(facts)),
    )
    blocks: list[Block] = []
    for title, content in parts:
        blocks += [Heading(2, title), *content]
    return blocks


def _population(facts: MethodFacts) -> list[Block]:
    survey = facts.survey
    who = survey.population or missing("Grundgesamtheit")
    age = "" if "Jahre" in survey.population else f"; {survey.target_age.label}"
    blocks: list[Block] = [
        KeyValues(
            (
                ("Befragt wurden", (who, age) if age else who),
                ("Rechtsgrundlage", survey.legal_basis or missing("Rechtsgrundlage")),
                ("Ausgewertet durch", survey.evaluated_by or missing("auswertende Stelle")),
            )
        )
    ]
    persons = sum(stratum.inhabitants or 0 for stratum in facts.strata)
    if persons:
        blocks.append(Paragraph(f"Die Grundgesamtheit umfasst {format_integer(persons)} Personen im Melderegister."))
    return blocks


def _sample(facts: MethodFacts) -> list[Block]:
    blocks: list[Block] = []
    for draw, sentences in facts.draws:
        words = f"{draw.title}: zufällig gezogen mit der Startzahl {draw.seed}"
        blocks.append(Paragraph(f"{words}. {' '.join(sentences)}"))
        if draw.deleted_on is not None:
            by = f" durch: {draw.deleted_by}" if draw.deleted_by else ""
            blocks.append(Paragraph(f"Die Anschriften wurden am {format_date(draw.deleted_on)} gelöscht{by}."))
    if facts.strata:
        blocks += [Paragraph("Die Stichprobe ist geschichtet:", keep=True), _strata(facts.strata)]
    if not blocks:
        blocks.append(Paragraph(missing("Angabe zur Ziehung der Stichprobe")))
    return blocks


def _strata(strata: Sequence[SurveyStratum]) -> Table:
    columns = (
        TableColumn("Schicht", width=4),
        *(
            TableColumn(name, width=2, alignment=Alignment.RIGHT)
            for name in ("Personen", "Anschreiben", "Auswahlsatz", "unzustellbar")
        ),
    )
    rows = tuple(
        (
            stratum.title,
            format_integer(stratum.inhabitants) or None,
            format_integer(stratum.letters) or None,
            percent_words(stratum.letters / stratum.inhabitants, 1)
            if stratum.letters and stratum.inhabitants
            else None,
            format_integer(stratum.undeliverable) or None,
        )
        for stratum in strata
    )
    totals = (
        "zusammen",
        *(_sum(strata, name) for name in ("inhabitants", "letters")),
        "",
        _sum(strata, "undeliverable"),
    )
    return Table(columns, rows, "Schichten der Stichprobe", totals=totals)


def _sum(strata: Sequence[SurveyStratum], name: str) -> str:
    known = [value for stratum in strata if (value := getattr(stratum, name)) is not None]
    return format_integer(sum(known)) if known else ""


def _field(facts: MethodFacts) -> list[Block]:
    survey = facts.survey
    found: list[tuple[str, Text]] = [("Befragungsweg", survey.mode.label)]
    if facts.questions:
        found.append(("Fragebogen", plural(facts.questions, "Frage", "Fragen")))
    if facts.languages:
        found.append(("Sprachen", ", ".join(facts.languages)))
    if survey.announced_on:
        found.append(("Angekündigt", format_date(survey.announced_on)))
    field: Text = missing("Feldzeit")
    if survey.field_start and survey.field_end:
        field = f"{format_date(survey.field_start)} bis {format_date(survey.field_end)}"
    found.append(("Feldzeit", field))
    if survey.reminded_on:
        found.append(("Erinnerung an alle", format_date(survey.reminded_on)))
    return [KeyValues(tuple(found))]


def _returns(facts: MethodFacts) -> list[Block]:
    basis = facts.basis
    counts: list[tuple[str, int | None]] = [("Anschreiben", basis.sent), ("davon unzustellbar", basis.undeliverable)]
    counts.append(("ausgewertete Bögen", basis.evaluated))
    if facts.survey.mode is not SurveyMode.PAPER or basis.online:
        counts += [("davon auf Papier", basis.paper), ("davon online", basis.online)]
    counts.append(("leer zurückgekommen", basis.blank))
    rows = tuple((name, format_integer(value) if value is not None else None) for name, value in counts)
    columns = (TableColumn("Anzahl", width=6), TableColumn("", width=2, alignment=Alignment.RIGHT))
    blocks: list[Block] = [Table((TableColumn("Rücklauf", width=6), *columns[1:]), rows, "Anschreiben und Rücklauf")]
    if basis.return_rate is not None:
        blocks.append(Paragraph(f"Der Rücklauf beträgt {percent_words(basis.return_rate, 1)}."))
    if facts.return_sentence:
        blocks.append(Paragraph(facts.return_sentence))
    if basis.self_selected:
        words = plural(basis.self_selected, "Antwort", "Antworten")
        blocks.append(
            Paragraph(f"{words} kamen über einen offenen Zugang; sie gehören nicht zur Stichprobe und fehlen hier.")
        )
    return blocks


def _weighting(report: WeightingReport) -> list[Block]:
    if not report.applied:
        return [Paragraph(sentence) for sentence in report.words] or [Paragraph("Die Antworten sind nicht gewichtet.")]
    blocks: list[Block] = [Paragraph(sentence) for sentence in report.words]
    found: list[tuple[str, Text]] = []
    if report.lowest is not None and report.highest is not None:
        found.append(("Gewichte", f"{format_decimal(report.lowest)} bis {format_decimal(report.highest)} (Mittel 1)"))
    if report.trimmed:
        found.append(("Begrenzt", plural(report.trimmed, "Gewicht", "Gewichte")))
    if report.design_effect is not None:
        found.append(("Designeffekt (Kish)", format_decimal(report.design_effect, 2, fixed=True)))
    if report.effective is not None:
        found.append(("Wirksame Fallzahl", format_decimal(report.effective, 0)))
    return [*blocks, KeyValues(tuple(found))] if found else blocks


def _entry(facts: MethodFacts) -> list[Block]:
    blocks: list[Block] = [Paragraph(facts.entry_sentence or missing("Angabe zum Erfassungsfehler"))]
    survey = facts.survey
    if survey.destroyed_on:
        by = f" durch: {survey.destroyed_by}" if survey.destroyed_by else ""
        blocks.append(Paragraph(f"Die Bögen wurden am {format_date(survey.destroyed_on)} vernichtet{by}."))
    if survey.answers_deleted_on:
        by = f" durch: {survey.answers_deleted_by}" if survey.answers_deleted_by else ""
        blocks.append(Paragraph(f"Die Antworten wurden am {format_date(survey.answers_deleted_on)} gelöscht{by}."))
    return blocks


def _precision(facts: MethodFacts) -> list[Block]:
    effective = int(facts.basis.effective or facts.basis.evaluated)
    persons = sum(stratum.inhabitants or 0 for stratum in facts.strata) or None
    lines: list[Text] = []
    if effective:
        points = format_decimal(margin_points(effective, persons), 1, fixed=True)
        group = format_decimal(margin_points(min(60, effective)), 1, fixed=True)
        lines.append(
            f"Ein Anteil von {format_percent(0.5)} ist für die ganze Stadt auf ± {points} Punkte genau (95-%-Bereich), "
            f"in einer Gruppe mit {min(60, effective)} Antworten auf ± {group} Punkte."
        )
    lines += [
        (
            "Bereiche für Anteile: Logit-Methode, bei seltenen Angaben nach Korn und Graubard. Mittelwerte: t-Werte. "
            "Schichten, Gewichte und die Größe der Grundgesamtheit sind berücksichtigt (Linearisierung)."
        ),
        (
            "Unterschiede zwischen Gruppen: Rao-Scott-Test über die ganze Tabelle, dann jede Gruppe gegen die übrigen "
            "mit der Korrektur nach Holm. „Gesichert“ heißt: Irrtumswahrscheinlichkeit unter 5 Prozent."
        ),
        (
            f"Anzahlen unter {facts.least} und ihre Ergänzung sind verdeckt, ebenso Werte, aus denen sie sich "
            f"errechnen ließen. Unter n = {facts.bracket_below} steht ein Wert in Klammern, unter {facts.hide_below} "
            "keiner."
        ),
        "„Weiß nicht“ und „keine Angabe“ zählen nicht zur Basis, soweit nichts anderes dabeisteht.",
    ]
    return [BulletList(tuple(lines))]


def sample_blocks(facts: MethodFacts) -> list[Block]:
    """Who answered: the register beside the answers before and after weighting."""
    margins = facts.weighting.margins
    if not margins:
        return [Paragraph("Es sind keine Zahlen aus dem Melderegister zum Vergleich erfasst.")]
    columns = (
        TableColumn("Gruppe", width=4),
        *(
            TableColumn(name, width=2, alignment=Alignment.RIGHT)
            for name in ("Register", "Anteil Register", "Antworten n", "Anteil ungewichtet", "Anteil gewichtet")
        ),
    )
    blocks: list[Block] = [
        Paragraph(
            "Die Tabelle vergleicht die Antwortenden mit dem Melderegister. Gewichtung gleicht Unterschiede in diesen "
            "Merkmalen aus, nicht in anderen."
        )
    ]
    for variable in dict.fromkeys(line.variable for line in margins):
        rows = tuple(
            (
                line.label,
                format_integer(line.persons),
                percent_words(line.register, 1),
                format_integer(line.answers),
                percent_words(line.before, 1),
                percent_words(line.after, 1),
            )
            for line in margins
            if line.variable == variable
        )
        blocks.append(Table(columns, rows, f"Antworten und Melderegister: {variable}", compact=True))
    return blocks


LIMITS: tuple[str, ...] = (
    (
        "Die Zahlen beschreiben, was die Antwortenden sagen. Wer nicht antwortet, kann anders denken; Gewichtung "
        "gleicht nur aus, was im Melderegister steht."
    ),
    "Zusammenhänge und Unterschiede sind keine Ursachen. Warum Menschen so antworten, sagt eine Befragung nicht.",
    (
        "Werte für Ortsteile und kleine Gruppen sind ungenauer als die für die ganze Stadt. Wo Bereiche sich "
        "überlappen, ist kein Unterschied gesichert."
    ),
    "Ein Vergleich mit anderen Befragungen ist nur bei gleichem Wortlaut, gleicher Skala und gleicher Auswahl möglich.",
)
