"""Keeping personal data no longer than needed: what is to be looked at for one person, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date
from coordinator_app.domain.contacts import Ground, Person, PersonStatus, PrivacyBasis
from coordinator_app.domain.vocabulary import Vocabulary

KEEP_MONTHS = 24
"""Proposed time until data that is still needed is looked at again."""


class ReviewNeed(Vocabulary):
    """Why the data of a person is to be looked at, the most urgent first."""

    WITHDRAWN = "withdrawn", "widerrufen"
    DELETE = "delete", "Löschfrist erreicht"
    BLOCKED = "blocked", "gesperrt"
    NO_GROUND = "no_ground", "ohne Rechtsgrundlage"
    REVIEW = "review", "zu prüfen"
    NO_CONSENT_DATE = "no_consent_date", "Einwilligung ohne Datum"
    NOT_INFORMED = "not_informed", "nicht informiert"


@dataclass(frozen=True, slots=True)
class Review:
    """One reason with its sentence."""

    need: ReviewNeed
    sentence: str


def reviews_of(person: Person, bases: Sequence[PrivacyBasis], day: date) -> list[Review]:
    """What is to be looked at on `day`; empty when all is well. `bases` are those of the person."""
    if person.status is PersonStatus.BLOCKED:
        since = f" seit {format_date(person.blocked_on)}" if person.blocked_on else ""
        reason = f": {person.blocked_reason}" if person.blocked_reason else ""
        return [Review(ReviewNeed.BLOCKED, f"Gesperrt{since}{reason}.")]
    if not bases:
        return [Review(ReviewNeed.NO_GROUND, "Es ist keine Rechtsgrundlage für diese Daten eingetragen.")]
    found: list[Review] = []
    if all(basis.withdrawn_on is not None and basis.withdrawn_on <= day for basis in bases):
        found.append(Review(ReviewNeed.WITHDRAWN, "Alle Rechtsgrundlagen sind widerrufen."))
    for basis in bases:
        found += _of_basis(basis, day)
    order = list(ReviewNeed)
    return sorted(found, key=lambda review: order.index(review.need))


def _of_basis(basis: PrivacyBasis, day: date) -> list[Review]:
    what = f"„{basis.purpose.label}“"
    found: list[Review] = []
    if basis.withdrawn_on is not None and basis.withdrawn_on <= day:
        return found
    if basis.delete_after is not None and basis.delete_after <= day:
        sentence = f"Löschfrist für {what} erreicht am {format_date(basis.delete_after)}."
        found.append(Review(ReviewNeed.DELETE, sentence))
    elif basis.review_on is not None and basis.review_on <= day:
        found.append(Review(ReviewNeed.REVIEW, f"{what} ist zu prüfen seit {format_date(basis.review_on)}."))
    if basis.ground is Ground.CONSENT and basis.dated is None:
        found.append(Review(ReviewNeed.NO_CONSENT_DATE, f"Für {what} fehlt das Datum der Einwilligung."))
    if basis.informed_on is None:
        sentence = f"Über die Daten für {what} wurde die Person nicht informiert (Art. 13/14)."
        found.append(Review(ReviewNeed.NOT_INFORMED, sentence))
    return found
