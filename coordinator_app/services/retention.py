"""Guided review of personal data: who is to be looked at and why, and deciding about several people at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.contacts import Person, PrivacyBasis
from coordinator_app.domain.retention import KEEP_MONTHS, Review, ReviewNeed, reviews_of
from coordinator_app.storage.queries.contacts import PersonFacts, person_facts
from coordinator_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class PersonReview:
    """A person with what is to be looked at, the most urgent first, and the nearest dates of the legal bases."""

    person: Person
    reviews: tuple[Review, ...]
    facts: PersonFacts
    review_on: date | None
    delete_after: date | None

    @property
    def need(self) -> ReviewNeed:
        """The most urgent reason."""
        return self.reviews[0].need

    @property
    def sentences(self) -> str:
        """All reasons in words."""
        return " ".join(review.sentence for review in self.reviews)


class Retention:
    """`workspace.retention`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def due(self) -> list[PersonReview]:
        """Everybody whose data is to be looked at today, the most urgent reasons first, then by name."""
        day = today(self._store.clock)
        with self._store.read() as unit:
            bases: dict[int, list[PrivacyBasis]] = {}
            for basis in unit.find(PrivacyBasis, order="id"):
                bases.setdefault(basis.person_id or 0, []).append(basis)
            people = [(person, reviews_of(person, bases.get(person.id, ()), day)) for person in unit.find(Person)]
            found = [(person, reviews) for person, reviews in people if reviews]
            facts = person_facts(unit, [person.id for person, _ in found])
        order = list(ReviewNeed)
        rows = [
            PersonReview(
                person,
                tuple(reviews),
                facts[person.id],
                min((basis.review_on for basis in bases.get(person.id, ()) if basis.review_on), default=None),
                min((basis.delete_after for basis in bases.get(person.id, ()) if basis.delete_after), default=None),
            )
            for person, reviews in found
        ]
        return sorted(rows, key=lambda row: order.index(row.need))

    def proposal(self) -> date:
        """The day until which data is usually kept before it is looked at again."""
        day = today(self._store.clock)
        years, month = divmod(day.month - 1 + KEEP_MONTHS, 12)
        return date(day.year + years, month + 1, min(day.day, 28))

    def keep(self, person_ids: Sequence[int], *, until: date) -> int:
        """The data is still needed: look at it again on `until`. One step; returns how many legal bases it was.

        A deletion date that has been reached moves to the same day. `UserError` for somebody without a legal basis.
        """
        day = today(self._store.clock)
        if until <= day:
            raise UserError(f"Bitte wählen Sie einen Tag nach dem {format_date(day)}.")
        with self._store.write(f"{plural(len(person_ids), 'Person', 'Personen')} geprüft") as unit:
            changed = 0
            for person_id in person_ids:
                bases = [row for row in unit.find(PrivacyBasis, person_id=person_id) if row.withdrawn_on is None]
                if not bases:
                    name = unit.get(Person, person_id).display_name
                    raise UserError(
                        f"Für {name} gilt keine Rechtsgrundlage. Bitte tragen Sie zuerst ein, warum die Daten "
                        "behalten werden dürfen.",
                        help_topic="datenschutz",
                    )
                for basis in bases:
                    reached = basis.delete_after is not None and basis.delete_after <= day
                    later = {"delete_after": until} if reached else {}
                    unit.change(PrivacyBasis, basis.id, None, review_on=until, **later)
                    changed += 1
            return changed

    def note_informed(self, person_ids: Sequence[int], *, on: date) -> None:
        """Note for all legal bases of these people that they were informed (Art. 13/14)."""
        with self._store.write("Information nach Art. 13/14 vermerkt") as unit:
            for person_id in person_ids:
                for basis in unit.find(PrivacyBasis, person_id=person_id, informed_on=None):
                    unit.change(PrivacyBasis, basis.id, None, informed_on=on)
