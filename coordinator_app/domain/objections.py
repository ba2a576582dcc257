"""Objections (Einwendungen) against minutes: records, their period, and what was decided on them.

The period begins on the day after the minutes were sent and ends with its last day (calendar days, as bodies of this
kind write it into their own rules; no shift to the next working day). A late objection is taken and told, never lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, plural
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


@dataclass(frozen=True, slots=True)
class ObjectionPeriod:
    """The time for objections against minutes sent on `begins`; None = they have not been sent."""

    begins: date | None
    days: int

    @property
    def last_day(self) -> date | None:
        """The last day on which an objection is in time."""
        return self.begins + timedelta(days=self.days) if self.begins else None

    def is_over(self, today: date) -> bool:
        """Whether it has run and ended."""
        return self.last_day is not None and today > self.last_day

    def is_late(self, raised_on: date | None) -> bool:
        """Whether an objection of that day came too late; before the minutes were sent none is late."""
        return raised_on is not None and self.is_over(raised_on)

    def sentence(self, today: date) -> str:
        """How it stands („Einwendungen bis 10.12.2026 – noch 3 Tage.“)."""
        if self.last_day is None:
            return "Die Einwendungsfrist beginnt, wenn die Niederschrift an die Mitglieder versendet ist."
        left = (self.last_day - today).days
        until = format_date(self.last_day)
        if left < 0:
            return f"Die Einwendungsfrist endete am {until}."
        rest = "heute ist der letzte Tag" if left == 0 else f"noch {plural(left, 'Tag', 'Tage')}"
        return f"Einwendungen bis {until} – {rest}."

    def late_sentence(self, raised_on: date | None) -> str:
        """What to know about a late objection; "" for one in time."""
        if self.last_day is None or not self.is_late(raised_on):
            return ""
        return (
            f"Verspätet: Die Einwendungsfrist endete am {format_date(self.last_day)}. "
            "Das Gremium entscheidet, ob es die Einwendung trotzdem behandelt."
        )


def check_decision(decision: ObjectionDecision, text: str) -> None:
    """Refuse a decision without its reason."""
    if decision is not ObjectionDecision.OPEN and not text.strip():
        raise UserError(
            "Bitte begründen Sie die Entscheidung über die Einwendung; die Begründung steht in der Niederschrift.",
            help_topic="niederschrift",
        )


def correction_reason(objections: Sequence[tuple[str, str]]) -> str:
    """The reason of a correction from accepted objections (name, label of the item or "")."""
    words = [f"{name} zu {label}" if label else name for name, label in objections]
    if not words:
        return ""
    return ("Einwendung von " if len(words) == 1 else "Einwendungen von ") + "; ".join(words)
