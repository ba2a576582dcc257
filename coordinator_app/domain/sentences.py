"""German sentences of meetings: vote results, presence and due dates, exactly as minutes print them.

„einstimmig“ is said only without any vote against or abstention, „mehrheitlich“ never: the numbers are given.
"""

from collections.abc import Sequence
from datetime import date, datetime

from coordinator_app.common.clock import local
from coordinator_app.common.german import due_words, enumerate_words, plural
from coordinator_app.domain.votes import Count, Outcome, Procedure

_PARTICLES = frozenset({"von", "van", "de", "zu", "zum", "zur", "der", "den", "dem", "da", "di", "la", "le"})


def surname_first(name: str) -> str:
    """A person's name as lists sort it: „Dr. Petra von Nitzsche“ → „von Nitzsche, Dr. Petra“."""
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}" if start > 0 else name.strip()


def clock_time(moment: datetime) -> str:
    """The local time of a stored moment: „17:02“."""
    return f"{local(moment):%H:%M}"


def vote_sentence(
    count: Count, outcome: Outcome, *, procedure: Procedure = Procedure.OPEN, tie: bool = False, subject: str = ""
) -> str:
    """The result of a vote as one sentence for the minutes; "" while the outcome is undecided.

    `subject` replaces „Der Beschlussvorschlag“.
    """
    if outcome is Outcome.UNDECIDED:
        return ""
    start = subject or "Der Beschlussvorschlag"
    return f"{start} wird {_manner(count, outcome)}{_procedure(procedure)}{outcome.label}{_tie(tie)}."


def single_election_sentence(
    name: str, count: Count, outcome: Outcome, *, procedure: Procedure = Procedure.OPEN, tie: bool = False
) -> str:
    """The result of an election with one candidate, voted on by yes and no; "" while it is undecided."""
    if outcome is Outcome.UNDECIDED:
        return ""
    word = "gewählt" if outcome is Outcome.ADOPTED else "nicht gewählt"
    return f"{name} wird {_manner(count, outcome)}{_procedure(procedure)}{word}{_tie(tie)}."


def election_sentence(
    tallies: Sequence[tuple[str, int]], count: Count, elected: str, *, procedure: Procedure = Procedure.OPEN, lot: bool
) -> str:
    """The result of an election between several: what each got, and who is elected ("" = nobody yet)."""
    got = enumerate_words([f"{plural(votes, 'Stimme', 'Stimmen')} auf {name}" for name, votes in tallies])
    rest = [_abstentions(count.abstain)] if count.abstain else []
    rest += [plural(count.invalid, "ungültigen Stimme", "ungültigen Stimmen")] if count.invalid else []
    beside = f" bei {enumerate_words(rest)}" if rest else ""
    how = {Procedure.SECRET: "In geheimer Wahl entfallen", Procedure.ROLL_CALL: "In namentlicher Wahl entfallen"}
    end = f"Gewählt ist {elected}{' durch Los' if lot else ''}." if elected else "Damit ist noch niemand gewählt."
    return f"{how.get(procedure, 'Es entfallen')} {got}{beside}. {end}"


def _manner(count: Count, outcome: Outcome) -> str:
    if count.yes + count.no + count.abstain == 0:
        return "ohne Gegenstimme " if outcome is Outcome.ADOPTED else ""
    winners, losers = (count.yes, count.no) if outcome is Outcome.ADOPTED else (count.no, count.yes)
    if losers == 0 and count.abstain == 0 and winners > 0:
        return f"einstimmig (bei {_side(winners, yes=outcome is Outcome.ADOPTED)}) "
    if outcome is Outcome.ADOPTED and count.no == 0 and count.yes > 0:
        return f"mit {_side(count.yes, yes=True)} ohne Gegenstimmen bei {_abstentions(count.abstain)} "
    parts = [_side(count.yes, yes=True), _side(count.no, yes=False)]
    if count.abstain:
        parts.append(_abstentions(count.abstain))
    return f"bei {enumerate_words(parts)} "


def _procedure(procedure: Procedure) -> str:
    words = {
        Procedure.SECRET: "in geheimer Abstimmung ",
        Procedure.ROLL_CALL: "in namentlicher Abstimmung ",
        Procedure.CONSENSUS: "im Konsens ",
        Procedure.CIRCULATION: "im Umlaufverfahren ",
        Procedure.ACCLAMATION: "per Akklamation ",
    }
    return words.get(procedure, "")


def _tie(tie: bool) -> str:
    return " (Stimmengleichheit)" if tie else ""


def _side(number: int, *, yes: bool) -> str:
    return plural(number, "Ja-Stimme", "Ja-Stimmen") if yes else plural(number, "Nein-Stimme", "Nein-Stimmen")


def _abstentions(number: int) -> str:
    return plural(number, "Enthaltung", "Enthaltungen")


def due_phrase(due: date | None, today: date) -> str:
    """How a due date is spoken of: „überfällig seit 3 Tagen“, „heute fällig“, „in 12 Tagen“; "" without a date."""
    return "" if due is None else due_words((due - today).days)
