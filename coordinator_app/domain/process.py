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
