"""Umlaufbeschluss: a resolution decided in writing, without a meeting."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class CirculationState(Vocabulary):
    """Where a circulation stands."""

    DRAFT = "draft", "in Vorbereitung"
    RUNNING = "running", "läuft"
    CLOSED = "closed", "ausgezählt"
    STOPPED = "stopped", "abgebrochen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Circulation(Record):
    """The written vote on one resolution, open until `reply_until`; each answer is a ballot of `vote_id`."""

    kind: ClassVar[str] = "circulation"
    label: ClassVar[str] = "Umlaufverfahren"
    plural: ClassVar[str] = "Umlaufverfahren"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    resolution_id: int = attribute("Beschluss", Kind.REFERENCE, target="resolution", required=True, default=0)
    vote_id: int | None = attribute("Abstimmung", Kind.REFERENCE, target="vote")
    agenda_item_id: int | None = attribute("Aus TOP", Kind.REFERENCE, target="agenda_item")
    title: str = attribute("Titel", searchable=True, max_length=500)
    letter: str = attribute("Anschreiben", Kind.LONG_TEXT, max_length=20_000)
    sent_on: date | None = attribute("Versendet am", Kind.DATE, direction="past")
    reply_until: date | None = attribute("Antwort bis", Kind.DATE, direction="future")
    closed_on: date | None = attribute("Ausgezählt am", Kind.DATE, direction="past")
    state: CirculationState = attribute("Stand", Kind.CHOICE, choices=CirculationState, default=CirculationState.DRAFT)
    stop_reason: str = attribute("Grund des Abbruchs", Kind.LONG_TEXT)
