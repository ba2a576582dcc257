"""Single ballots: how each member voted by name, at the table or in a circulation."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class BallotChoice(Vocabulary):
    """What somebody voted; OPEN = has not answered yet."""

    OPEN = "open", "offen"
    YES = "yes", "Ja"
    NO = "no", "Nein"
    ABSTAIN = "abstain", "Enthaltung"
    INVALID = "invalid", "ungültig"
    NOT_VOTING = "not_voting", "nicht teilgenommen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ballot(Record):
    """One member's vote; `name` and `represents` (the principal's name) are snapshots."""

    kind: ClassVar[str] = "ballot"
    label: ClassVar[str] = "Einzelstimme"
    plural: ClassVar[str] = "Einzelstimmen"
    title_field: ClassVar[str] = "name"

    vote_id: int = attribute("Abstimmung", Kind.REFERENCE, target="vote", required=True, default=0)
    membership_id: int | None = attribute("Sitz", Kind.REFERENCE, target="membership")
    attendance_id: int | None = attribute("Teilnahme", Kind.REFERENCE, target="attendance")
    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person")
    name: str = attribute("Name", required=True, max_length=200, personal=Personal.CONTACT)
    represents: str = attribute("In Vertretung für", max_length=200, personal=Personal.CONTACT)
    choice: BallotChoice = attribute("Stimme", Kind.CHOICE, choices=BallotChoice, default=BallotChoice.OPEN)
    weight: int = attribute("Stimmgewicht", Kind.INTEGER, default=1)
    cast_on: date | None = attribute("Eingegangen am", Kind.DATE)
    way: str = attribute("Eingegangen per", max_length=60)
