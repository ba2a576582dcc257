"""Elections: one candidate is voted on by yes and no; several share the votes, by the body's majority rule.

One election fills one office; several offices are several elections. Nobody is elected by a tie or without the
majority needed: then follows a second ballot, or the lot is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words, plural
from coordinator_app.domain.votes import (
    Count,
    Majority,
    Outcome,
    VoteResult,
    VoteTerms,
    count_checks,
    override,
    refuse_negative,
    threshold,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one candidate got."""

    name: str
    votes: int = 0


@dataclass(frozen=True, slots=True)
class ElectionResult:
    """Who is elected ("" = nobody yet), with the result of the vote; `runoff` are those for a second ballot."""

    result: VoteResult
    elected: str = ""
    by_lot: bool = False
    runoff: tuple[str, ...] = ()


def parse_candidates(text: str) -> tuple[str, ...]:
    """Names typed one per line (or parted by a semicolon); `UserError` for a name that stands twice."""
    names = [" ".join(part.split()) for line in text.splitlines() for part in line.split(";")]
    found = tuple(name for name in names if name)
    folded = [name.casefold() for name in found]
    twice = next((name for place, name in enumerate(found) if name.casefold() in folded[:place]), "")
    if twice:
        raise UserError(
            f"„{twice}“ steht zweimal bei den Wahlvorschlägen. Sind es zwei Personen, unterscheiden Sie sie bitte, "
            "zum Beispiel durch Funktion oder Einrichtung.",
            help_topic="abstimmen",
        )
    return found


def tallies_text(tallies: Sequence[Tally]) -> str:
    """Tallies as they are stored with a vote: „7 Anna Weber“, one per line."""
    return "\n".join(f"{tally.votes} {tally.name}" for tally in tallies)


def parse_tallies(text: str) -> tuple[Tally, ...]:
    """Stored tallies; lines that are none are left out."""
    found: list[Tally] = []
    for line in text.splitlines():
        number, _, name = line.partition(" ")
        if number.isdecimal() and name:
            found.append(Tally(name, int(number)))
    return tuple(found)


def count_tallies(tallies: Sequence[Tally], rest: Count) -> Count:
    """The numbers of an election between several: yes = the votes of the leading one, no = those of all others."""
    leading = max((tally.votes for tally in tallies), default=0)
    cast = sum(tally.votes for tally in tallies)
    return Count(yes=leading, no=cast - leading, abstain=rest.abstain, invalid=rest.invalid, not_voting=rest.not_voting)


def evaluate_election(tallies: Sequence[Tally], rest: Count, terms: VoteTerms, lot: str = "") -> ElectionResult:
    """Who is elected, or who goes into a second ballot.

    `rest` has abstentions, invalid votes and those not voting. „einfache Mehrheit“ elects who has the most votes.
    `lot` names who was drawn by lot; it counts only between those with equal votes.
    """
    count = count_tallies(tallies, rest)
    refuse_negative((*(tally.votes for tally in tallies), count.abstain, count.invalid, count.not_voting))
    checks = count_checks(count, terms)
    ranked = sorted(tallies, key=_by_votes)
    if count.yes == 0:
        return ElectionResult(_undecided("Noch hat niemand eine Stimme.", checks))
    if terms.majority is Majority.FREE:
        return ElectionResult(_undecided("Freie Feststellung: Bitte angeben, wer gewählt ist.", checks))
    leaders = [tally.name for tally in ranked if tally.votes == count.yes]
    needed, base = _needed(count, terms)
    if count.yes < needed:
        each = "je " if len(leaders) > 1 else ""
        words = (
            f"{enumerate_words(leaders)}: {each}{plural(count.yes, 'Stimme', 'Stimmen')}, nötig sind {needed} ({base})."
        )
        return ElectionResult(_undecided(f"{words} Ein weiterer Wahlgang ist nötig.", checks), runoff=_runoff(ranked))
    if len(leaders) == 1:
        words = f"{leaders[0]} hat {plural(count.yes, 'Stimme', 'Stimmen')}, nötig sind {base}."
        return ElectionResult(_decided(words, checks), leaders[0])
    return _drawn(leaders, count, checks, lot)


def state_elected(found: ElectionResult, name: str, candidates: Sequence[str], reason: str) -> ElectionResult:
    """State who is elected other than computed; `UserError` without a reason or for a name that did not stand."""
    if name not in candidates:
        raise UserError(f"„{name}“ steht nicht bei den Wahlvorschlägen. Bitte wählen Sie einen davon.")
    return ElectionResult(override(found.result, Outcome.ADOPTED, reason), name)


def _needed(count: Count, terms: VoteTerms) -> tuple[int, str]:
    """„einfache Mehrheit“ between several is the most votes, not more than all others together."""
    if terms.majority is Majority.SIMPLE and not terms.abstentions_count:
        return 1, "die meisten Stimmen"
    needed, base = threshold(count, terms)
    return needed, base if terms.majority is not Majority.TWO_THIRDS_CAST else "zwei Drittel der abgegebenen Stimmen"


def _drawn(leaders: list[str], count: Count, checks: tuple[str, ...], lot: str) -> ElectionResult:
    equal = f"Stimmengleichheit zwischen {enumerate_words(leaders)} (je {plural(count.yes, 'Stimme', 'Stimmen')})"
    if lot in leaders:
        return ElectionResult(_decided(f"{equal}: Das Los fiel auf {lot}.", checks, tie=True), lot, by_lot=True)
    words = f"{equal}: Stichwahl oder Los."
    return ElectionResult(_undecided(words, checks, tie=True), runoff=tuple(leaders))


def _runoff(ranked: Sequence[Tally]) -> tuple[str, ...]:
    """The first two, and all who are equal to the second."""
    if len(ranked) <= 2:
        return tuple(tally.name for tally in ranked)
    limit = ranked[1].votes
    return tuple(tally.name for tally in ranked if tally.votes >= limit)


def _by_votes(tally: Tally) -> int:
    return -tally.votes


def _decided(reason: str, checks: tuple[str, ...], *, tie: bool = False) -> VoteResult:
    return VoteResult(outcome=Outcome.ADOPTED, computed=Outcome.ADOPTED, reason=reason, tie=tie, checks=checks)


def _undecided(reason: str, checks: tuple[str, ...], *, tie: bool = False) -> VoteResult:
    return VoteResult(outcome=Outcome.UNDECIDED, computed=Outcome.UNDECIDED, reason=reason, tie=tie, checks=checks)
