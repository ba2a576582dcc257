"""The list for translators: every text of a questionnaire, German beside the other language, to be read in again."""

from collections.abc import Sequence

from coordinator_app.documents.content import Document, KeyValues, Orientation, Paragraph, Table, TableColumn

KEY, WHAT, GERMAN, TRANSLATION = "Schlüssel", "Text", "Deutsch", "Übersetzung"
"""Headings the list is found by when it is read in again."""


def translation_list_document(
    form: str, municipality: str, language: str, rows: Sequence[tuple[str, str, str, str]]
) -> Document:
    """`rows`: key, what the text is, German words, translation; the language in its German name."""
    return Document(
        title=f"Übersetzung: {language}",
        subtitle=form,
        subject="Übersetzung des Fragebogens",
        author=municipality,
        orientation=Orientation.LANDSCAPE,
        footer=form,
        blocks=(
            KeyValues((("Fragebogen", form), ("Herausgeber", municipality), ("Sprache", language))),
            Paragraph(
                f"Bitte nur die Spalte „{TRANSLATION}“ ausfüllen. Schlüssel und deutsche Texte bleiben, wie sie sind; "
                "danach wird die Liste wieder eingelesen."
            ),
            Table(
                columns=(
                    TableColumn(KEY, width=2.2),
                    TableColumn(WHAT, width=3.4),
                    TableColumn(GERMAN, width=6),
                    TableColumn(TRANSLATION, width=6),
                ),
                rows=tuple(rows),
                empty_text="Der Fragebogen hat noch keine Texte.",
            ),
        ),
    )
