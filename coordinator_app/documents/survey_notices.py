"""Papers that go with a survey: announcement, privacy notice, card for a prize draw."""

from datetime import date

from coordinator_app.common.german import format_integer
from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.survey_letters import SurveyWords, day_or_missing, gate, joined, or_missing, sentence
from coordinator_app.domain.surveys import Survey

AUTHORITY = "Sächsische Datenschutz- und Transparenzbeauftragte, Dresden, www.datenschutz.sachsen.de"
_ADDRESS_DATA = (
    "Für das Anschreiben: Name, Doktorgrad, Anschrift, Ortsteil, Geburtsdatum und Geschlecht aus dem Melderegister. "
    "Ausgewählt wurde durch Zufall; Personen mit Auskunftssperre oder Sperrvermerk (§§ 51, 52 Bundesmeldegesetz) sind "
    "ausgenommen."
)
_SEPARATE = (
    "Anschriften und Antworten werden getrennt aufbewahrt und nie zusammengeführt. Der Bogen trägt keine "
    "Nummer, die zu Ihnen führt."
)
_PRIZE_DATA = (
    "Für die Verlosung: Name und Anschrift auf der Teilnahmekarte, wenn Sie teilnehmen. Die Karten werden vom "
    "Fragebogen getrennt und nach der Verlosung vernichtet."
)


def announcement(words: SurveyWords) -> Document:
    """The notice for the Amtsblatt, before the letters go out."""
    survey = words.survey
    letters = f"{format_integer(survey.letters)} " if survey.letters else ""
    blocks: list[Block] = [
        *gate(words),
        Paragraph(
            joined(
                f"{words.the_town} befragt ab dem ",
                day_or_missing(survey.field_start, "Feldbeginn"),
                f" {letters}{words.people} dazu, wie sicher sie sich fühlen und was sich ändern sollte. Die Befragung "
                "führt der Kommunale Präventionsrat durch.",
            ),
            style=Style.LEAD,
        ),
        Paragraph(joined(bold("Zweck: "), sentence(survey.purpose) or missing("Zweck"))),
        Paragraph(
            "Die Angeschriebenen sind durch eine Zufallsauswahl aus dem Melderegister bestimmt. Personen mit "
            "Auskunftssperre oder Sperrvermerk werden nicht angeschrieben. Die Teilnahme ist freiwillig und anonym; "
            "wer nicht mitmacht, hat keine Nachteile."
        ),
        Paragraph(
            joined(
                "Wer einen Brief erhält, wird gebeten, bis zum ",
                day_or_missing(survey.field_end, "Rücksendung bis"),
                " zu antworten. Nach etwa zwei Wochen geht ein Erinnerungsschreiben an alle.",
            )
        ),
        Paragraph(joined(bold("Rechtsgrundlage: "), or_missing(survey.legal_basis, "Rechtsgrundlage"))),
        Paragraph(joined(bold("Ergebnisse: "), or_missing(survey.results_where, "Ort und Zeit der Ergebnisse"))),
        Paragraph(joined(bold("Auskunft: "), or_missing(survey.contact, "Auskunft"))),
    ]
    return Document(
        title=f"Befragung zur Sicherheit in {words.place}",
        subtitle="Bekanntmachung für das Amtsblatt",
        subject=survey.title,
        author=words.town,
        letterhead=words.letterhead,
        blocks=tuple(blocks),
        footer=words.town,
    )


def privacy_notice(words: SurveyWords) -> Document:
    """Information after Art. 13 and 14 GDPR; the addresses come from the register, the answers from the person."""
    survey = words.survey
    town = (words.town, *words.address, words.phone and f"Telefon {words.phone}", words.email)
    responsible = ", ".join(filter(None, town))
    facts: tuple[tuple[str, Text], ...] = (
        ("Verantwortlich", responsible),
        ("Datenschutz", or_missing(survey.protection_officer, "Datenschutzbeauftragte Person")),
        ("Zweck", sentence(survey.purpose) or missing("Zweck")),
        ("Rechtsgrundlage", _legal_words(survey)),
        ("Ausgewertet durch", or_missing(survey.evaluated_by, "Ausgewertet durch")),
        ("Empfänger", or_missing(survey.data_recipients, "Empfänger der Daten")),
        ("Anschriften gelöscht", _until(survey.addresses_until, "Anschriften löschen bis")),
        ("Bögen vernichtet", _until(survey.sheets_until, "Bögen vernichten bis")),
    )
    blocks: list[Block] = [*gate(words), KeyValues(facts), *_data(survey), *_rights()]
    return Document(
        title="Hinweise zum Datenschutz",
        subtitle=f"{survey.title}: Informationen nach Art. 13 und 14 DSGVO",
        subject="Datenschutzhinweise",
        author=words.town,
        letterhead=words.letterhead,
        blocks=tuple(blocks),
        footer=words.town,
    )


def _data(survey: Survey) -> list[Block]:
    return [
        Heading(1, "Welche Daten wir verwenden"),
        BulletList(
            (
                _ADDRESS_DATA,
                "Im Fragebogen: nur Ihre Antworten. Bitte schreiben Sie keine Namen und keine Anschrift hinein.",
                _SEPARATE,
                *_prize_data(survey),
            )
        ),
    ]


def _rights() -> list[Block]:
    return [
        Heading(1, "Freiwilligkeit"),
        Paragraph(
            "Die Teilnahme ist freiwillig. Wenn Sie nicht oder nur teilweise antworten, entstehen Ihnen keine "
            "Nachteile. Ergebnisse werden nur für Gruppen veröffentlicht; sehr kleine Gruppen werden nicht gezeigt."
        ),
        Heading(1, "Ihre Rechte"),
        Paragraph(
            "Sie haben das Recht auf Auskunft (Art. 15 DSGVO), Berichtigung (Art. 16), Löschung (Art. 17), "
            "Einschränkung der Verarbeitung (Art. 18) und Widerspruch (Art. 21), solange Ihre Anschrift gespeichert "
            "ist. Abgesandte Antworten sind anonym; sie können Ihnen nicht mehr zugeordnet und deshalb auch nicht "
            "einzeln herausgesucht oder gelöscht werden."
        ),
        Paragraph(f"Beschweren können Sie sich bei der Aufsichtsbehörde: {AUTHORITY}."),
    ]


def _legal_words(survey: Survey) -> Text:
    basis = or_missing(survey.legal_basis, "Rechtsgrundlage")
    return joined("Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit: ", basis)


def _until(day: date | None, what: str) -> Text:
    return joined("spätestens am ", day_or_missing(day, what))


def _prize_data(survey: Survey) -> tuple[str, ...]:
    if not survey.prizes.strip():
        return ()
    return (_PRIZE_DATA,)


def prize_card(words: SurveyWords) -> Document:
    """The card for the prize draw: apart from the questionnaire, one page."""
    survey = words.survey
    prizes = survey.prizes.strip().rstrip(".")
    gap = missing("Preise der Verlosung")
    blocks: list[Block] = [
        *gate(words),
        Paragraph(joined("Verlost werden: ", prizes or gap, "."), style=Style.LEAD),
        Table(
            columns=(TableColumn("Bitte in Druckschrift", width=1), TableColumn("", width=3)),
            rows=(("Vorname, Name", ""), ("Straße, Hausnummer", ""), ("Postleitzahl, Ort", ""), ("Telefon", "")),
            row_height=11,
        ),
        _card_notice(survey),
    ]
    if not prizes:
        blocks.insert(0, Notice("Für diese Erhebung ist keine Verlosung eingetragen.", title="Keine Verlosung"))
    return Document(
        title="Teilnahmekarte für die Verlosung",
        subtitle=survey.title,
        subject="Verlosung",
        author=words.town,
        letterhead=words.letterhead,
        blocks=tuple(blocks),
        footer=words.town,
    )


def _card_notice(survey: Survey) -> Boxed:
    return Boxed(
        (
            Paragraph(
                "Diese Karte gehört nicht zum Fragebogen. Sie wird beim Öffnen des Umschlags sofort getrennt und "
                "gesondert aufbewahrt; Ihre Antworten bleiben anonym."
            ),
            Paragraph(
                joined(
                    "Die Angaben dienen nur der Verlosung. Alle Karten werden danach vernichtet, spätestens am ",
                    day_or_missing(survey.addresses_until, "Anschriften löschen bis"),
                    ". Der Rechtsweg ist ausgeschlossen.",
                )
            ),
            Paragraph(joined("Einsenden bis zum ", day_or_missing(survey.field_end, "Rücksendung bis"), ".")),
        ),
        title="Getrennt vom Fragebogen",
    )
