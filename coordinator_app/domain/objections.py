"""Objections (Einwendungen) against minutes and what was decided on them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class ObjectionDecision(Vocabulary):
    """What became of an objection."""

    OPEN = "open", "offen"
    ACCEPTED = "accepted", "übernommen"
    REJECTED = "rejected", "zurückgewiesen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Objection(Record):
    """An objection against a version of minutes; `name` is a snapshot of who raised it."""

    kind: ClassVar[str] = "objection"
    label: ClassVar[str] = "Einwendung"
    plural: ClassVar[str] = "Einwendungen"
    title_field: ClassVar[str] = "name"

    minutes_id: int = attribute("Niederschrift", Kind.REFERENCE, target="minutes", required=True, default=0)
    version_number: int = attribute("Gegen Fassung", Kind.INTEGER, default=1)
    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person")
    name: str = attribute("Von", required=True, max_length=200, personal=Personal.CONTACT)
    raised_on: date | None = attribute("Eingegangen am", Kind.DATE, direction="past", required=True)
    agenda_item_id: int | None = attribute("Zu TOP", Kind.REFERENCE, target="agenda_item")
    text: str = attribute("Einwendung", Kind.LONG_TEXT, required=True, searchable=True, max_length=20_000)
    decision: ObjectionDecision = attribute(
        "Entscheidung", Kind.CHOICE, choices=ObjectionDecision, default=ObjectionDecision.OPEN
    )
    decision_text: str = attribute("Begründung der Entscheidung", Kind.LONG_TEXT, max_length=20_000)
    decided_on: date | None = attribute("Entschieden am", Kind.DATE, direction="past")
    decided_in_id: int | None = attribute("Entschieden in", Kind.REFERENCE, target="meeting")
