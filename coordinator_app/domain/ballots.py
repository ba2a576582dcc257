"""Single ballots: how each member voted by name, at the table or in a circulation.

A vote by roll call has a ballot of everybody entitled, and its numbers are the sums of the ballots. In any other
vote that is not secret a member may demand to be recorded: then there are ballots of these members only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words, plural
from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.domain.votes import Count, Procedure, VoteTerms, decided_early


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
    cast_on: date | None = attribute("Eingegangen am", Kind.DATE, direction="past")
    way: str = attribute("Eingegangen per", max_length=60)


KEYS: dict[str, BallotChoice] = {
    "j": BallotChoice.YES,
    "n": BallotChoice.NO,
    "e": BallotChoice.ABSTAIN,
    "u": BallotChoice.INVALID,
    "-": BallotChoice.NOT_VOTING,
    "–": BallotChoice.NOT_VOTING,
}
"""The key for each vote, as the roll is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """Somebody who may vote at a moment; `key` tells the lines of one roll apart (the id of the attendance).

    `name` and `represents` are words for the minutes. Who holds a transferred vote stands in the roll twice.
    """

    key: int
    name: str
    represents: str = ""
    weight: int = 1
    membership_id: int | None = None
    person_id: int | None = None

    @property
    def words(self) -> str:
        """The voter in one line: „Maren Roth (für Kathrin Vogel)“."""
        return f"{self.name} (für {self.represents})" if self.represents else self.name


def count_of(ballots: Iterable[tuple[BallotChoice, int]]) -> Count:
    """The sums of ballots (choice, weight); who has not answered took no part."""
    sums = dict.fromkeys(BallotChoice, 0)
    for choice, weight in ballots:
        sums[choice] += weight
    return Count(
        yes=sums[BallotChoice.YES],
        no=sums[BallotChoice.NO],
        abstain=sums[BallotChoice.ABSTAIN],
        invalid=sums[BallotChoice.INVALID],
        not_voting=sums[BallotChoice.NOT_VOTING] + sums[BallotChoice.OPEN],
    )


def open_votes(ballots: Iterable[tuple[BallotChoice, int]]) -> int:
    """The votes nobody has answered yet."""
    return sum(weight for choice, weight in ballots if choice is BallotChoice.OPEN)


def early_result(ballots: Sequence[tuple[BallotChoice, int]], terms: VoteTerms) -> bool:
    """Whether a circulation may be counted before its deadline: all have answered, or nothing can change it."""
    waiting = open_votes(ballots)
    if waiting == 0:
        return True
    answered = [(choice, weight) for choice, weight in ballots if choice is not BallotChoice.OPEN]
    return decided_early(count_of(answered), waiting, terms)


def check_ballots(
    procedure: Procedure,
    voters: Sequence[Voter],
    choices: Mapping[int, BallotChoice],
    absent: Mapping[int, str],
    at: str,
) -> None:
    """Refuse single votes in a secret vote, and votes of people who may not vote at that moment.

    `choices` by key of the voter, `absent` has the names of others on the attendance list, `at` is the time in words.
    """
    if procedure is Procedure.SECRET and choices:
        raise UserError(
            "Bei einer geheimen Abstimmung wird nicht festgehalten, wer wie gestimmt hat. "
            "Bitte entfernen Sie die Einzelstimmen oder wählen Sie ein anderes Verfahren.",
            help_topic="abstimmen",
        )
    entitled = {voter.key for voter in voters}
    strangers = [absent.get(key, "Eine Person") for key in choices if key not in entitled]
    if strangers:
        verb = "war" if len(strangers) == 1 else "waren"
        can = "kann" if len(strangers) == 1 else "können"
        raise UserError(
            f"{enumerate_words(strangers)} {verb} um {at} nicht stimmberechtigt anwesend und {can} nicht mitstimmen. "
            "Bitte prüfen Sie die Anwesenheit und die Befangenheit.",
            help_topic="abstimmen",
        )


_NAMES = {
    BallotChoice.YES: ("Ja-Stimme", "Ja-Stimmen", "yes"),
    BallotChoice.NO: ("Nein-Stimme", "Nein-Stimmen", "no"),
    BallotChoice.ABSTAIN: ("Enthaltung", "Enthaltungen", "abstain"),
    BallotChoice.INVALID: ("ungültige Stimme", "ungültige Stimmen", "invalid"),
    BallotChoice.NOT_VOTING: ("Nichtteilnahme", "Nichtteilnahmen", "not_voting"),
}


def recorded_checks(count: Count, ballots: Iterable[tuple[BallotChoice, int]]) -> tuple[str, ...]:
    """Sentences about recorded single votes of which there are more than were counted."""
    sums = count_of(ballots)
    found: list[str] = []
    for one, many, name in _NAMES.values():
        recorded, counted = getattr(sums, name), getattr(count, name)
        if recorded > counted:
            found.append(f"Namentlich vermerkt: {plural(recorded, one, many)}, gezählt: {counted}.")
    return tuple(found)
