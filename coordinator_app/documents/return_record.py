"""The record of what came back: counts and rate, how well it was typed, when sheets and answers were destroyed."""

from coordinator_app.common.german import NBSP, format_date, format_decimal, format_integer
from coordinator_app.documents.content import (
    Block,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    Signature,
    Signatures,
    Table,
    TableColumn,
    Text,
    missing,
)
from coordinator_app.domain.double_entry import EntryError
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.response import Returns
from coordinator_app.domain.surveys import Survey


def return_record(
    survey: Survey,
    returns: Returns,
    error: EntryError,
    double: str,
    town: str,
    letterhead: Letterhead | None = None,
) -> Document:
    """The record; `double` says in a sentence how the sheets typed twice were chosen."""
    blocks: list[Block] = [
        KeyValues(tuple(_facts(survey, returns))),
        Heading(1, "Rücklauf"),
        Table(
            columns=(TableColumn("Art", width=5), TableColumn("Anzahl", Kind.INTEGER, width=1.5)),
            rows=tuple(_counts(returns)),
            caption="Zurückgekommene Bögen und Antworten",
        ),
        Paragraph(returns.definition),
    ]
    if returns.impossible:
        blocks.append(Paragraph(returns.impossible))
    if returns.self_selected:
        blocks.append(
            Paragraph(
                "Antworten über einen offenen Link gehören nicht zur Stichprobe und sind überall getrennt geführt."
            )
        )
    if len(returns.days) > 1:
        blocks += [Heading(1, "Eingang nach Tagen"), _days(returns)]
    blocks += [Heading(1, "Güte der Erfassung"), Paragraph(f"{double} {error.words}".strip())]
    blocks += _destroyed(survey)
    return Document(
        title="Rücklauf- und Löschprotokoll",
        subtitle=survey.title,
        subject="Befragung",
        author=town,
        letterhead=letterhead,
        blocks=tuple(blocks),
        footer=town,
    )


def _facts(survey: Survey, returns: Returns) -> list[tuple[str, Text]]:
    field = " bis ".join(format_date(day) for day in (survey.field_start, survey.field_end) if day)
    letters = format_integer(returns.letters) or missing("Anschreiben")
    rate = f"{format_decimal(returns.rate * 100, 1, fixed=True)}{NBSP}%" if returns.rate is not None else "–"
    return [
        ("Erhebung", f"{survey.title} ({survey.year})"),
        ("Feldzeit", field or missing("Feldzeit")),
        ("Angeschrieben", letters),
        ("Unzustellbar", format_integer(returns.undeliverable) or missing("unzustellbare Briefe")),
        ("Rücklaufquote", rate),
    ]


def _counts(returns: Returns) -> list[tuple[str, int]]:
    always = [("Bögen auf Papier, ausgewertet", returns.paper), ("Antworten online, ausgewertet", returns.online)]
    rare = [
        ("Leer zurückgekommen", returns.blank),
        ("Teilnahme verweigert", returns.refused),
        ("Noch in Erfassung", returns.open),
        ("Offener Link, getrennt geführt", returns.self_selected),
    ]
    return always + [(label, count) for label, count in rare if count]


def _days(returns: Returns) -> Table:
    rows: list[tuple[object, int, int]] = []
    total = 0
    for day, count in returns.days:
        total += count
        rows.append((day, count, total))
    return Table(
        columns=(
            TableColumn("Tag", Kind.DATE, width=2),
            TableColumn("Bögen", Kind.INTEGER, width=1.5),
            TableColumn("bis dahin", Kind.INTEGER, width=1.5),
        ),
        rows=tuple(rows),
        caption="Eingang nach Tagen",
    )


def _destroyed(survey: Survey) -> list[Block]:
    return [
        Heading(1, "Vernichtung und Löschung"),
        KeyValues(
            (
                ("Papierbögen vernichtet am", format_date(survey.destroyed_on) or missing("Tag")),
                ("durch", survey.destroyed_by or missing("Stelle")),
                ("Antworten gelöscht am", format_date(survey.answers_deleted_on) or missing("Tag")),
                ("durch", survey.answers_deleted_by or missing("Stelle")),
            )
        ),
        Paragraph(
            "Gelöscht werden die Antwortdatei, ihre Kopien in den Ordnern der Datensicherung und die "
            "Erfassungspakete. Zählung, Fehlerrate und festgehaltene Befunde bleiben; sie lassen keinen Schluss auf "
            "einzelne Personen zu.",
            keep=True,
        ),
        Signatures((Signature("Für die Richtigkeit (Funktion, Unterschrift)"),)),
    ]
