"""Umlaufbeschluss on paper: the letter to each member with a form to answer, and the sheet of the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_weekday_date, plural
from coordinator_app.documents.content import (
    Block,
    Boxed,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind

_BOX = "☐"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """What one member answered; `answer` is a German word, `weight` above 1 is told."""

    name: str
    answer: str = ""
    cast_on: date | None = None
    way: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculationSheet:
    """Everything the papers of a circulation tell; `majority` is the label of the rule, `members` counts votes.

    `letter` are words of the coordinator, `return_to` says where answers go. The fields from `number` on are known
    once it was counted or broken off.
    """

    body: str
    genitive: str
    title: str
    wording: str
    grounds: str = ""
    mover: str = ""
    letter: str = ""
    sent_on: date | None = None
    reply_until: date | None = None
    majority: str = ""
    members: int = 0
    return_to: str = ""
    may_object: bool = False
    chair: str = ""
    town: str = ""
    number: str = ""
    closed_on: date | None = None
    sentence: str = ""
    reason: str = ""
    override_reason: str = ""
    stop_reason: str = ""
    answers: tuple[AnswerLine, ...] = ()


def letter_blocks(sheet: CirculationSheet) -> tuple[Block, ...]:
    """The letter between salutation and closing."""
    deadline: Text = bold(format_weekday_date(sheet.reply_until)) if sheet.reply_until else missing("Antwortfrist")
    blocks: list[Block] = [*prose(sheet.letter)]
    if not blocks:
        blocks.append(
            Paragraph(
                f"über den folgenden Beschluss {sheet.genitive} soll schriftlich im Umlaufverfahren entschieden werden."
            )
        )
    blocks.append(_motion(sheet, "Beschlussvorschlag"))
    if sheet.grounds:
        blocks += [Paragraph(bold("Begründung"), keep=True), *prose(sheet.grounds)]
    blocks.append(Paragraph(("Bitte senden Sie den Antwortbogen bis ", deadline, " zurück.")))
    rule = f"Nötig ist: {sheet.majority}. " if sheet.majority else ""
    objection = " Ein Widerspruch gegen das schriftliche Verfahren beendet es." if sheet.may_object else ""
    blocks.append(
        Paragraph(
            f"{rule}Wer bis dahin nicht antwortet, nimmt an der Abstimmung nicht teil.{objection}", style=Style.SMALL
        )
    )
    return tuple(blocks)


def reply_form(sheet: CirculationSheet, name: str) -> tuple[Block, ...]:
    """The form a member fills in and sends back."""
    choices = ["Ich stimme zu (Ja).", "Ich stimme nicht zu (Nein).", "Ich enthalte mich."]
    if sheet.may_object:
        choices.append("Ich widerspreche der Entscheidung im Umlaufverfahren.")
    until = f"bis {format_date(sheet.reply_until)}" if sheet.reply_until else ""
    back = " ".join(
        part for part in ("Bitte zurück", until, f"an: {sheet.return_to}" if sheet.return_to else "") if part
    )
    return (
        Heading(1, "Antwortbogen zum Umlaufbeschluss"),
        Paragraph(f"{back}."),
        KeyValues((("Gremium", sheet.body), ("Mitglied", name or missing("Name")))),
        _motion(sheet, sheet.title),
        Paragraph(bold("Meine Stimme (bitte nur ein Kreuz):"), keep=True),
        *(Paragraph(f"{_BOX}  {words}", keep=True) for words in choices),
        Table((TableColumn("Ort, Datum", width=1), TableColumn("Unterschrift", width=1)), (("", ""),), row_height=14),
    )


def result_sheet(sheet: CirculationSheet, *, marking: str = "", letterhead: Letterhead | None = None) -> Document:
    """The record of a circulation: days, wording, how it was decided, every answer."""
    facts: list[tuple[str, Text]] = [
        ("Gremium", sheet.body),
        ("Versendet am", format_date(sheet.sent_on) if sheet.sent_on else missing("Tag des Versands")),
        ("Antwort bis", format_date(sheet.reply_until) if sheet.reply_until else missing("Antwortfrist")),
        ("Ausgezählt am", format_date(sheet.closed_on) if sheet.closed_on else "noch nicht ausgezählt"),
        ("Stimmberechtigt", plural(sheet.members, "Stimme", "Stimmen")),
        ("Nötige Mehrheit", sheet.majority),
    ]
    if sheet.stop_reason:
        facts[3] = ("Abgebrochen am", format_date(sheet.closed_on))
    blocks: list[Block] = [KeyValues(tuple(facts)), _decision(sheet)]
    if sheet.grounds:
        blocks += [Paragraph(bold("Begründung"), keep=True), *prose(sheet.grounds)]
    blocks += [Heading(1, "Antworten"), _answers(sheet.answers)]
    blocks.append(Signatures((Signature("Vorsitz", sheet.chair), Signature("Geschäftsstelle"))))
    number = f" {sheet.number}" if sheet.number else ""
    return Document(
        title="Niederschrift",
        subtitle=f"über den Umlaufbeschluss{number} {sheet.genitive}",
        subject=sheet.title,
        author=sheet.town,
        letterhead=letterhead,
        footer=f"{sheet.body} · Umlaufbeschluss{number}",
        marking=marking,
        blocks=tuple(blocks),
    )


def _motion(sheet: CirculationSheet, title: str) -> Boxed:
    words: list[Paragraph] = [Paragraph(sheet.wording or missing("Wortlaut des Beschlusses"))]
    if sheet.mover:
        words.append(Paragraph(f"Antrag von {sheet.mover}"))
    return Boxed(tuple(words), title=title)


def _decision(sheet: CirculationSheet) -> Boxed:
    words: list[Paragraph] = [Paragraph(sheet.wording or missing("Wortlaut des Beschlusses"))]
    if sheet.stop_reason:
        words.append(Paragraph((bold("Abgebrochen: "), sheet.stop_reason)))
    elif sheet.sentence:
        words.append(Paragraph((bold("Abstimmung: "), sheet.sentence)))
        if sheet.reason:
            words.append(Paragraph(sheet.reason))
    if sheet.override_reason:
        words.append(Paragraph(f"Das Ergebnis wurde abweichend festgestellt: {sheet.override_reason}"))
    return Boxed(tuple(words), title=f"Beschluss {sheet.number}" if sheet.number else sheet.title)


def _answers(answers: Sequence[AnswerLine]) -> Table:
    columns = (
        TableColumn("Mitglied", width=5),
        TableColumn("Antwort", width=3),
        TableColumn("Eingegangen", Kind.DATE, width=2),
        TableColumn("per", width=2),
    )
    rows: list[Row] = [
        (
            f"{line.name} ({line.weight} Stimmen)" if line.weight > 1 else line.name,
            line.answer,
            line.cast_on,
            line.way or None,
        )
        for line in answers
    ]
    return Table(columns, tuple(rows), empty_text="Es ist noch niemand gefragt.")
