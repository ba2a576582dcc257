"""What is to be looked at in the data of one person."""

from datetime import date

import pytest

from coordinator_app.domain.contacts import Ground, Person, PersonStatus, PrivacyBasis, Purpose
from coordinator_app.domain.retention import ReviewNeed, reviews_of

DAY = date(2026, 11, 9)
LATER = date(2027, 1, 1)


def basis(**values: object) -> PrivacyBasis:
    return PrivacyBasis(**{"informed_on": DAY, **values})  # pyright: ignore[reportArgumentType]  # fields by name


@pytest.mark.parametrize(
    ("bases", "needs"),
    [
        ((), [ReviewNeed.NO_GROUND]),
        ((basis(review_on=LATER, delete_after=LATER),), []),
        ((basis(review_on=DAY),), [ReviewNeed.REVIEW]),
        ((basis(review_on=DAY, delete_after=DAY),), [ReviewNeed.DELETE]),
        ((basis(withdrawn_on=DAY, delete_after=DAY),), [ReviewNeed.WITHDRAWN]),
        ((basis(withdrawn_on=DAY), basis(purpose=Purpose.PHOTO)), []),
        ((basis(ground=Ground.CONSENT, informed_on=None),), [ReviewNeed.NO_CONSENT_DATE, ReviewNeed.NOT_INFORMED]),
        ((basis(ground=Ground.CONSENT, dated=DAY),), []),
        ((basis(informed_on=None), basis(delete_after=DAY)), [ReviewNeed.DELETE, ReviewNeed.NOT_INFORMED]),
    ],
)
def test_the_most_urgent_reason_comes_first(bases: tuple[PrivacyBasis, ...], needs: list[ReviewNeed]) -> None:
    assert [review.need for review in reviews_of(Person(), bases, DAY)] == needs


def test_a_blocked_person_says_since_when_and_why() -> None:
    person = Person(status=PersonStatus.BLOCKED, blocked_on=DAY, blocked_reason="Widerspruch")
    assert reviews_of(person, (), DAY)[0].sentence == "Gesperrt seit 09.11.2026: Widerspruch."
    assert reviews_of(Person(status=PersonStatus.BLOCKED), (), DAY)[0].sentence == "Gesperrt."
