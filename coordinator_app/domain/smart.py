"""Hints whether a goal is SMART: a rule of our own that asks, never judges; the ticks are the person's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from coordinator_app.domain.goals import Goal, GoalLevel, Indicator

_LEAST_WORDS = 5
_MOST_WORDS = 40
_DATE = re.compile(r"\b(?:(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.|ende des|bis zum|nach \w+ (?:monat|jahr))", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:verbesser\w*|stärk\w*|förder\w*|sensibilisier\w*|unterstütz\w*|optimier\w*|intensivier\w*|besser\w*|"
    r"mehr|weniger|möglichst\w*|ausreichend\w*|angemessen\w*)\b",
    re.IGNORECASE,
)
_ACTIVITY = re.compile(
    r"\b(?:durchführ\w*|durchgeführt|veranstalte\w*|anbiete\w*|angeboten|organisier\w*|einricht\w*|eingerichtet|"
    r"erarbeite\w*|erstell\w*|verteil\w*|beschaff\w*|druck\w*)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:alle[nrs]?|jede[nrs]?|keine?[nrs]?|nie|niemals|immer|vollständig|100\s*%)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SmartHint:
    """One letter of SMART: its German word, whether it is ticked, and a question to think about ("" = none)."""

    letter: str
    word: str
    ticked: bool
    text: str = ""


def smart_hints(
    goal: Goal, indicators: Sequence[Indicator], *, start: date | None = None, end: date | None = None
) -> tuple[SmartHint, ...]:
    """The five letters of a goal in a project that lasts from `start` to `end`.

    A ticked letter keeps only hints about facts (no indicator, no date): the words were judged by a person. A
    Leitziel is measured and dated by the goals below it, so it is only asked whether it is clear and accepted.
    """
    if goal.level is GoalLevel.GUIDING:
        return tuple(hint if hint.letter in "SA" else replace(hint, text="") for hint in _hints(goal, (), None, None))
    return _hints(goal, indicators, start, end)


def _hints(goal: Goal, indicators: Sequence[Indicator], start: date | None, end: date | None) -> tuple[SmartHint, ...]:
    return (
        SmartHint("S", "spezifisch", goal.is_specific, "" if goal.is_specific else _specific(goal.text)),
        SmartHint("M", "messbar", goal.is_measurable, _measurable(goal, indicators)),
        SmartHint("A", "akzeptiert", goal.is_accepted, "" if goal.is_accepted else _ACCEPTED),
        SmartHint("R", "realistisch", goal.is_realistic, "" if goal.is_realistic else _realistic(goal.text)),
        SmartHint("T", "terminiert", goal.is_timed, _timed(goal, start, end)),
    )


_ACCEPTED = "Tragen die Beteiligten das Ziel mit? Wurde es mit ihnen besprochen?"


def _specific(text: str) -> str:
    words = len(text.split())
    if words < _LEAST_WORDS:
        return "Sehr kurz: Was genau soll bei wem oder an welchem Ort anders sein?"
    if words > _MOST_WORDS:
        return "Sehr lang: Lässt sich das Ziel in einem Satz sagen oder auf zwei Ziele verteilen?"
    activity = _ACTIVITY.search(text)
    if activity:
        return f"„{activity.group()}“ klingt nach einer Maßnahme. Was soll dadurch anders sein?"
    vague = _VAGUE.search(text)
    if vague and not re.search(r"\d", text):
        return f"„{vague.group()}“ lässt offen, was gemeint ist. Was soll am Ende zu sehen sein?"
    return "Ist klar, was sich bei wem und wo ändern soll?"


def _measurable(goal: Goal, indicators: Sequence[Indicator]) -> str:
    if not indicators:
        return "Woran wird gemessen, ob das Ziel erreicht ist? Bitte einen Indikator anlegen."
    if all(item.target is None for item in indicators):
        return "Kein Indikator hat einen Zielwert."
    if any(item.baseline is None for item in indicators):
        return "" if goal.is_measurable else "Zum Vergleich fehlt ein Ausgangswert."
    return ""


def _realistic(text: str) -> str:
    absolute = _ABSOLUTE.search(text)
    if absolute:
        return f"„{absolute.group()}“ ist selten zu schaffen. Welche Veränderung wäre ein Erfolg?"
    return "Ist das mit den vorhandenen Mitteln und in der Zeit zu schaffen?"


def _timed(goal: Goal, start: date | None, end: date | None) -> str:
    if goal.due is None:
        return "" if _DATE.search(goal.text) else "Bis wann soll das Ziel erreicht sein? Bitte eine Frist eintragen."
    if start is not None and goal.due < start:
        return "Die Frist liegt vor dem Beginn des Projekts."
    if end is not None and goal.due > end:
        return "Die Frist liegt nach dem Ende des Projekts. Wer misst dann noch?"
    return ""
