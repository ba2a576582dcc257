"""The record of processing activities (Art. 30 (1) GDPR) for what a prevention council keeps in this program.

A text block for the town's own register: what the program knows is filled in, what only the town knows is a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coordinator_app.common.german import format_date
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    Text,
    missing,
)


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity in the words of Art. 30 (1): b purposes, c people and data, d recipients, f erasure."""

    key: str
    title: str
    purpose: str
    ground: str
    people: str
    data: str
    recipients: str
    erasure: str


_TASK = (
    "Wahrnehmung einer öffentlichen Aufgabe, Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit dem Landesrecht (in "
    "Sachsen § 3 Abs. 1 SächsDSDG)"
)

ACTIVITIES: tuple[Activity, ...] = (
    Activity(
        "bodies",
        "Gremienarbeit des Kommunalen Präventionsrates",
        "Sitzungen vorbereiten, einladen und durchführen, Niederschriften führen, Beschlüsse und Aufgaben nachhalten",
        _TASK,
        "Mitglieder, Vertretungen und Gäste der Gremien, Beschäftigte der Kommune und der Partner",
        "Name, Anrede, Titel, Funktion, dienstliche Erreichbarkeit, Sitz und Vertretung, Anwesenheit mit Uhrzeit, "
        "Befangenheit, Redebeiträge, namentliche Abstimmungen, Zuständigkeit für Aufgaben",
        "Mitglieder der Gremien (Einladung, Niederschrift), Rat und Verwaltung; Öffentlichkeit nur im öffentlichen "
        "Auszug ohne Namen von Privatpersonen",
        "Kontaktdaten nach dem Ausscheiden zu prüfen und zu löschen, sobald sie nicht mehr gebraucht werden; "
        "Niederschriften nach dem Aktenplan der Kommune",
    ),
    Activity(
        "network",
        "Netzwerk, Verteiler und Kontakte",
        "Partner der Prävention erreichen, Gespräche festhalten, Einladungen und Informationen versenden",
        f"{_TASK}; für Verteiler von Privatpersonen die Einwilligung, Art. 6 Abs. 1 Buchst. a DSGVO",
        "Ansprechpersonen bei Behörden, Schulen, Vereinen, Trägern und Betrieben",
        "Name, Anrede, Funktion, Telefon, E-Mail, Anschrift, Rechtsgrundlage und Herkunft der Daten, Gesprächsnotizen",
        "innerhalb der Geschäftsstelle; Partner nur, soweit es für die Zusammenarbeit nötig ist",
        "je Person ein Prüf- und ein Löschdatum; Widerruf und Widerspruch sofort",
    ),
    Activity(
        "projects",
        "Projekte und Förderung",
        "Projekte planen, fördern, nachweisen und auswerten",
        f"{_TASK}; für Zuwendungen die Nebenbestimmungen des Bescheids",
        "Projektverantwortliche, Beteiligte, Zahlungsempfänger; Teilnehmende nur als Zahl",
        "Name, Funktion, dienstliche Erreichbarkeit, Belege mit Zahlungsempfänger und Betrag, Bilder mit Einwilligung",
        "Zuwendungsgeber, Rechnungsprüfung",
        "nach Ende der Aufbewahrungsfrist des Zuwendungsbescheids, sonst mit dem Ausscheiden der Person",
    ),
    Activity(
        "concerns",
        "Anliegen aus der Bürgerschaft",
        "Hinweise zur Sicherheit aufnehmen, weiterleiten und beantworten",
        _TASK,
        "Bürgerinnen und Bürger, die eine Antwort wünschen",
        "eine Kontaktangabe (Name, Telefon oder E-Mail); der Hinweis selbst ohne Namen",
        "zuständige Stellen, wenn das Anliegen weitergeleitet wird",
        "Kontaktangabe ein halbes Jahr nach dem Abschluss, vom Programm selbst gelöscht",
    ),
    Activity(
        "surveys",
        "Befragung der Bevölkerung",
        "Sicherheitslage und Sicherheitsgefühl erheben",
        "Satzung oder Rechtsgrundlage der Erhebung; die Teilnahme ist freiwillig",
        "zufällig ausgewählte Personen des Melderegisters; Teilnehmende ohne Namen",
        "Antworten ohne Namen, Anschrift und Kennung; Anschriften liegen nie im Programm, nur in der Seriendruckdatei",
        "Statistikstelle oder beauftragtes Institut; Öffentlichkeit nur in Tabellen mit Mindestzahlen",
        "Auszug und Seriendruckdatei nach der Erinnerung, Bögen nach der Prüfung, Antworten nach der Auswertung",
    ),
)

_MEASURES: tuple[str, ...] = (
    "Alle Angaben liegen in einer Datei der Kommune, Antworten einer Befragung in einer zweiten daneben.",
    "Das Programm verbindet sich mit keinem Netz und sendet nichts an Dritte.",
    "Zugriff haben nur Personen mit Rechten am Ordner der Datei. Nur eine kann ändern, alle anderen können nur lesen.",
    "Der Änderungsverlauf nennt, wer wann was geändert hat, ohne Inhalte.",
    "Geprüfte Sicherungen entstehen von selbst; ältere werden ausgedünnt.",
    "Personen lassen sich sperren und endgültig löschen; danach wird die Datei neu geschrieben.",
    "Ein Löschprotokoll ohne Namen weist es nach; aus zurückgeholten Sicherungen verschwindet die Person wieder.",
    "Öffentliche Fassungen werden vor dem Weitergeben auf Namen, Kontaktdaten und kleine Zahlen geprüft.",
)


def processing_record(
    activities: Sequence[Activity],
    *,
    controller: str,
    contact: str,
    as_of: date,
    letterhead: Letterhead | None = None,
    created: datetime | None = None,
) -> Document:
    """The record for a town: `controller` its name and address, `contact` how it is reached ("" = a gap)."""
    facts: tuple[tuple[str, Text], ...] = (
        ("Verantwortlicher", controller or missing("Name und Anschrift der Kommune")),
        ("Vertretung", missing("gesetzliche Vertretung")),
        ("Kontakt", contact or missing("Telefon oder E-Mail")),
        ("Datenschutz", missing("Datenschutzbeauftragte oder Datenschutzbeauftragter")),
        ("Fachlich zuständig", missing("Amt oder Geschäftsstelle")),
    )
    blocks: list[Block] = [
        Paragraph(
            "Textbaustein für das Verzeichnis der Kommune nach Art. 30 Abs. 1 DSGVO. Bitte ergänzen, was fehlt, und "
            "mit der oder dem Datenschutzbeauftragten abstimmen."
        ),
        Heading(1, "Verantwortlicher"),
        KeyValues(facts),
    ]
    for activity in activities:
        blocks += [Heading(1, activity.title), KeyValues(_facts(activity))]
    blocks += [
        Heading(1, "Technische und organisatorische Maßnahmen"),
        BulletList(_MEASURES),
        Paragraph(("Weitere Maßnahmen der Kommune: ", missing("Zugang, Verschlüsselung, Sicherung des Netzlaufwerks"))),
    ]
    return Document(
        title="Verzeichnis von Verarbeitungstätigkeiten",
        subtitle=f"Kommunale Prävention, Stand {format_date(as_of)}",
        author=controller.partition(",")[0],
        blocks=tuple(blocks),
        letterhead=letterhead,
        footer=controller.partition(",")[0],
        created=created,
    )


def _facts(activity: Activity) -> tuple[tuple[str, Text], ...]:
    return (
        ("Zweck", activity.purpose),
        ("Rechtsgrundlage", activity.ground),
        ("Betroffene", activity.people),
        ("Daten", activity.data),
        ("Empfänger", activity.recipients),
        ("Drittland", "keine Übermittlung"),
        ("Löschung", activity.erasure),
    )
