"""The course of the ASSKomm cooperation in the town: steps with dates and documents."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class StepState(Vocabulary):
    """Where a step stands."""

    OPEN = "open", "offen"
    RUNNING = "running", "läuft"
    DONE = "done", "abgeschlossen"
    SKIPPED = "skipped", "entfällt"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessStep(Record):
    """A step of the process; documents are linked to it."""

    kind: ClassVar[str] = "process_step"
    label: ClassVar[str] = "Prozessschritt"
    plural: ClassVar[str] = "Prozessschritte"
    title_field: ClassVar[str] = "title"

    position: int = attribute("Reihenfolge", Kind.INTEGER, default=0, printable=False)
    title: str = attribute("Schritt", required=True, searchable=True, max_length=300)
    state: StepState = attribute("Stand", Kind.CHOICE, choices=StepState, default=StepState.OPEN)
    planned_on: date | None = attribute("Geplant", Kind.DATE, direction="nearest")
    done_on: date | None = attribute("Abgeschlossen am", Kind.DATE, direction="past")
    resolution_id: int | None = attribute("Beschluss", Kind.REFERENCE, target="resolution")
    text: str = attribute("Ergebnis", Kind.LONG_TEXT, searchable=True, max_length=10_000)
    is_seed: bool = attribute("Mitgeliefert", Kind.YES_NO, printable=False)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step the program brings along; `text` says what happens and what paper comes of it."""

    title: str
    text: str


# The course as towns in Saxony describe it (pages of ASSKomm and of the towns); every step can be changed or skipped.
STEPS: tuple[PlannedStep, ...] = (
    PlannedStep(
        "Beratung durch den Landespräventionsrat",
        "Verwaltungsspitze, Verwaltung und Polizei sprechen über Anliegen und Wege. Papier: Gesprächsnotiz.",
    ),
    PlannedStep("Vorvereinbarung", "Freiwillig; öffnet das Coaching vor der Kooperationsvereinbarung."),
    PlannedStep(
        "Kooperationsvereinbarung",
        "Zwischen Kommune, Polizeidirektion und Landespräventionsrat. Papier: unterschriebene Vereinbarung.",
    ),
    PlannedStep("Coaching", "Begleitung auf dem Weg zum Gremium. Papiere: Ziele und Protokolle der Workshops."),
    PlannedStep("Ratsbeschluss", "Der Rat beschließt Gründung und Konzept. Papiere: Vorlage, Konzept, Beschluss."),
    PlannedStep(
        "Gründung des Kommunalen Präventionsrates",
        "Konstituierende Sitzung. Papiere: Geschäftsordnung, Mitgliederliste, Niederschrift.",
    ),
    PlannedStep(
        "Sicherheitsanalyse",
        "Gebietsprofil, Befragung, Begehungen und Empfehlungen. Papier: Bericht.",
    ),
    PlannedStep("Ergebnisse vorstellen", "Im Gremium, im Rat und öffentlich, mit einer Lesehilfe."),
    PlannedStep(
        "Handlungsfelder und Prioritäten festlegen",
        "Bedarfe bewerten, Prioritäten beschließen, in die Strategie aufnehmen. Papier: Präventionsstrategie.",
    ),
    PlannedStep(
        "Arbeitsgruppen und Projekte", "Maßnahmen planen und durchführen. Papiere: Steckbriefe, Niederschriften."
    ),
    PlannedStep("Bericht", "Jährlich: Stand, Lage und Wirkung. Papier: Präventionsbericht."),
    PlannedStep("Förderung neu beantragen", "Jedes Jahr im Fenster des Programms für das folgende Jahr."),
)
