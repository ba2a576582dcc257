"""Votes of a prevention council: seven majority rules, six procedures, ties, and the result with its reason in words.

A council of this kind votes by the rules it gave itself; nothing here is law. All numbers are counts of votes
(weights already added up), never shares, and all comparisons are done in integers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coordinator_app.common.errors import UserError
from coordinator_app.domain.vocabulary import Vocabulary


class Majority(Vocabulary):
    """How many yes votes adopt a motion."""

    SIMPLE = "simple", "einfache Mehrheit"
    ABSOLUTE_CAST = "absolute_cast", "Mehrheit der abgegebenen Stimmen"
    ABSOLUTE_PRESENT = "absolute_present", "Mehrheit der Anwesenden"
    ABSOLUTE_MEMBERS = "absolute_members", "Mehrheit der Mitglieder"
    TWO_THIRDS_CAST = "two_thirds_cast", "Zweidrittelmehrheit der abgegebenen Stimmen"
    TWO_THIRDS_MEMBERS = "two_thirds_members", "Zweidrittelmehrheit der Mitglieder"
    FREE = "free", "freie Feststellung"


class Procedure(Vocabulary):
    """How a vote is taken."""

    OPEN = "open", "offen"
    SECRET = "secret", "geheim"
    ROLL_CALL = "roll_call", "namentlich"
    CONSENSUS = "consensus", "Konsens"
    CIRCULATION = "circulation", "Umlauf"
    ACCLAMATION = "acclamation", "per Akklamation"


class TieRule(Vocabulary):
    """What a tie between yes and no means."""

    REJECTED = "rejected", "abgelehnt"
    CHAIR_DECIDES = "chair_decides", "Vorsitz entscheidet"


class ChairVote(Vocabulary):
    """How the chair decides a tie."""

    NONE = "none", "keine Entscheidung"
    YES = "yes", "dafür"
    NO = "no", "dagegen"


class Outcome(Vocabulary):
    """The result of a vote; `UNDECIDED` waits for the chair or for a stated result."""

    ADOPTED = "adopted", "angenommen"
    REJECTED = "rejected", "abgelehnt"
    UNDECIDED = "undecided", "offen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Votes as counted; all numbers are at least 0."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    invalid: int = 0
    not_voting: int = 0

    @property
    def total(self) -> int:
        """All recorded votes including those present who did not take part."""
        return self.yes + self.no + self.abstain + self.invalid + self.not_voting


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTerms:
    """The rules and bases of one vote.

    `present` is the number of votes of the entitled people present at the moment of the vote (recused ones
    left out), `members` that of all entitled members of the body.
    """

    majority: Majority = Majority.SIMPLE
    procedure: Procedure = Procedure.OPEN
    present: int = 0
    members: int = 0
    abstentions_count: bool = False
    tie_rule: TieRule = TieRule.REJECTED
    chair_vote: ChairVote = ChairVote.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """What a vote resulted in.

    `outcome` holds, `computed` is what the rules alone say; they differ only when `override_reason` is given.
    `reason` explains the result in one German sentence; `checks` are sentences about numbers that do not fit.
    """

    outcome: Outcome
    computed: Outcome
    reason: str
    tie: bool = False
    checks: tuple[str, ...] = ()
    override_reason: str = ""

    @property
    def overridden(self) -> bool:
        """Whether a person stated another result than the computed one."""
        return bool(self.override_reason)


def evaluate(count: Count, terms: VoteTerms) -> VoteResult:
    """Compute the result of a vote; raises `UserError` for negative numbers.

    Numbers that do not add up to the entitled people present are reported in `checks`, never refused:
    the minutes record what was counted in the room.
    """
    refuse_negative((count.yes, count.no, count.abstain, count.invalid, count.not_voting, terms.present, terms.members))
    tie = False
    if terms.procedure is Procedure.CONSENSUS:
        outcome, reason = _consensus(count)
    elif terms.majority is Majority.FREE:
        outcome, reason = Outcome.UNDECIDED, "Freie Feststellung: Bitte das Ergebnis mit Begründung festhalten."
    else:
        outcome, reason = _majority(count, terms)
        tie = _is_tie(count, terms)
        if tie:
            outcome, reason = _break_tie(count, terms)
    return VoteResult(outcome=outcome, computed=outcome, reason=reason, tie=tie, checks=count_checks(count, terms))


def decided_early(count: Count, waiting: int, terms: VoteTerms) -> bool:
    """Whether the votes still `waiting` (with their weights) cannot change the result any more.

    No vote helps a motion more than yes and none less than no, so these two ends tell. A tie left to the chair and
    „freie Feststellung“ are never decided early.
    """
    worst = evaluate(replace(count, no=count.no + waiting), terms).outcome
    best = evaluate(replace(count, yes=count.yes + waiting), terms).outcome
    return worst is best is not Outcome.UNDECIDED


def override(result: VoteResult, outcome: Outcome, reason: str) -> VoteResult:
    """State another result than the computed one; raises `UserError` without a reason or a decided outcome."""
    if outcome is Outcome.UNDECIDED:
        raise UserError(
            "Bitte „angenommen“ oder „abgelehnt“ als Ergebnis festhalten.", help_topic="sitzung-durchfuehren"
        )
    if not reason.strip():
        raise UserError(
            "Ein von der Berechnung abweichendes Ergebnis braucht eine Begründung. "
            "Bitte geben Sie an, warum es so festgestellt wurde.",
            help_topic="sitzung-durchfuehren",
        )
    return replace(result, outcome=outcome, override_reason=reason.strip())


def headline(result: VoteResult, count: Count, terms: VoteTerms) -> str:
    """One line for the screen: „Angenommen. 11 von 11 stimmberechtigten Anwesenden, einfache Mehrheit.“."""
    word = {Outcome.ADOPTED: "Angenommen.", Outcome.REJECTED: "Abgelehnt.", Outcome.UNDECIDED: "Noch offen."}
    if terms.procedure is Procedure.CONSENSUS:
        return f"{word[result.outcome]} Konsens, {_votes(count.no, 'Gegenstimme', 'Gegenstimmen')}."
    voted, people = count.total, "stimmberechtigten Anwesenden"
    if terms.procedure is Procedure.CIRCULATION:  # who has not answered is part of the total
        voted, people = count.total - count.not_voting, "stimmberechtigten Mitgliedern"
    return f"{word[result.outcome]} {voted} von {terms.present} {people}, {terms.majority.label}."


def refuse_negative(numbers: Iterable[int]) -> None:
    """Raise `UserError` when one of the numbers is below 0."""
    if min(numbers) < 0:
        raise UserError(
            "Stimmenzahlen dürfen nicht negativ sein. Bitte prüfen Sie die Eingabe der Abstimmung.",
            help_topic="abstimmen",
        )


def _consensus(count: Count) -> tuple[Outcome, str]:
    if count.no == 0:
        return Outcome.ADOPTED, "Konsens: ohne Gegenstimme."
    return Outcome.REJECTED, f"Kein Konsens: {_votes(count.no, 'Gegenstimme', 'Gegenstimmen')}."


def threshold(count: Count, terms: VoteTerms) -> tuple[int, str]:
    """The least number of yes votes that adopts, and what it is counted from; not for „freie Feststellung“."""
    cast = count.yes + count.no
    if terms.majority is Majority.SIMPLE:
        if terms.abstentions_count:
            base = cast + count.abstain
            return base // 2 + 1, f"mehr als die Hälfte von {base} Stimmen einschließlich Enthaltungen"
        return count.no + 1, "mehr Ja- als Nein-Stimmen"
    if terms.majority is Majority.ABSOLUTE_CAST:
        base = cast + count.abstain
        return base // 2 + 1, f"mehr als die Hälfte von {base} abgegebenen Stimmen"
    if terms.majority is Majority.ABSOLUTE_PRESENT:
        return terms.present // 2 + 1, f"mehr als die Hälfte von {terms.present} stimmberechtigten Anwesenden"
    if terms.majority is Majority.ABSOLUTE_MEMBERS:
        return terms.members // 2 + 1, f"mehr als die Hälfte von {terms.members} stimmberechtigten Mitgliedern"
    if terms.majority is Majority.TWO_THIRDS_CAST:
        return max(1, -(-2 * cast // 3)), f"zwei Drittel von {cast} abgegebenen Ja- und Nein-Stimmen"
    return max(1, -(-2 * terms.members // 3)), f"zwei Drittel von {terms.members} stimmberechtigten Mitgliedern"


def _majority(count: Count, terms: VoteTerms) -> tuple[Outcome, str]:
    needed, base = threshold(count, terms)
    adopted = count.yes >= needed
    yes = _votes(count.yes, "Ja-Stimme", "Ja-Stimmen")
    if terms.majority is Majority.SIMPLE and not terms.abstentions_count:
        no = _votes(count.no, "Nein-Stimme", "Nein-Stimmen")
        reason = f"{yes} und {no}; nötig sind {base}."
    else:
        reason = f"{yes}, nötig {'ist' if needed == 1 else 'sind'} mindestens {needed} ({base})."
    return (Outcome.ADOPTED if adopted else Outcome.REJECTED), reason


def _is_tie(count: Count, terms: VoteTerms) -> bool:
    """Equal yes and no votes matter only where one vote more would have adopted."""
    if count.yes != count.no or count.yes == 0:
        return False
    if terms.majority is Majority.SIMPLE and not terms.abstentions_count:
        return True
    return terms.majority in (Majority.SIMPLE, Majority.ABSOLUTE_CAST) and count.abstain == 0


def _break_tie(count: Count, terms: VoteTerms) -> tuple[Outcome, str]:
    numbers = f"Stimmengleichheit ({count.yes} zu {count.no})"
    if terms.tie_rule is TieRule.REJECTED:
        return Outcome.REJECTED, f"{numbers}: nach dem Regelwerk abgelehnt."
    if terms.chair_vote is ChairVote.NONE:
        return Outcome.UNDECIDED, f"{numbers}: Der Vorsitz entscheidet."
    outcome = Outcome.ADOPTED if terms.chair_vote is ChairVote.YES else Outcome.REJECTED
    return outcome, f"{numbers}: Die Stimme des Vorsitzes gab den Ausschlag ({terms.chair_vote.label})."


def count_checks(count: Count, terms: VoteTerms) -> tuple[str, ...]:
    """Sentences about numbers that do not add up to the votes present."""
    if terms.procedure in (Procedure.CONSENSUS, Procedure.ACCLAMATION) and count.total == 0:
        return ()
    found: list[str] = []
    if count.total < terms.present:
        missing = terms.present - count.total
        word = "Stimme fehlt" if missing == 1 else "Stimmen fehlen"
        found.append(f"{missing} {word}: {count.total} von {terms.present} erfasst.")
    elif count.total > terms.present:
        surplus = count.total - terms.present
        word = "Stimme" if surplus == 1 else "Stimmen"
        found.append(f"{surplus} {word} zu viel: {count.total} erfasst, {terms.present} stimmberechtigt.")
    if terms.members and terms.present > terms.members:
        found.append(f"Mehr Stimmberechtigte anwesend ({terms.present}) als das Gremium Mitglieder hat.")
    return tuple(found)


def _votes(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
