"""How needs pass through their states: the SARA loop, what stands in the way of a step, what comes next.

The loop (Scanning, Analysis, Response, Assessment) is shown in plain German. Obstacles refuse a step, hints only ask
for a second look, reasons are kept with the step.
"""

from collections.abc import Callable
from dataclasses import dataclass

from coordinator_app.common.german import NBSP, plural
from coordinator_app.domain.needs import NEED_TRANSITIONS, Need, NeedStatus
from coordinator_app.domain.vocabulary import Vocabulary

ENOUGH_KINDS = 2  # independent kinds of evidence that make a need reliable


class Phase(Vocabulary):
    """The four phases of the SARA loop."""

    SCANNING = "scanning", "Erkennen"
    ANALYSIS = "analysis", "Prüfen"
    RESPONSE = "response", "Handeln"
    ASSESSMENT = "assessment", "Auswerten"


PHASE_OF: dict[NeedStatus, Phase | None] = {
    NeedStatus.REPORTED: Phase.SCANNING,
    NeedStatus.CHECKED: Phase.ANALYSIS,
    NeedStatus.SCORED: Phase.ANALYSIS,
    NeedStatus.PRIORITISED: Phase.RESPONSE,
    NeedStatus.IN_PROGRESS: Phase.RESPONSE,
    NeedStatus.DONE: Phase.ASSESSMENT,
    NeedStatus.WATCHED: None,
    NeedStatus.REJECTED: None,
}
OPEN_NEEDS = frozenset(NeedStatus) - {NeedStatus.REJECTED, NeedStatus.DONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """What is known about a need when it changes its state.

    `kinds` = independent kinds of supporting evidence; `scored` and `decided` = by a round, the latter as a priority
    with a resolution; `projects` = linked ones, `unfinished` those of them not finished yet.
    """

    evidence: int = 0
    kinds: int = 0
    scored: bool = False
    decided: bool = False
    projects: int = 0
    unfinished: int = 0
    open_tasks: int = 0
    measured: bool = False


@dataclass(frozen=True, slots=True)
class StepCheck:
    """What a change of state asks for: `obstacle` refuses it, `question` wants a reason, `hints` only warn.

    An obstacle that a reason may override has `overridable`.
    """

    obstacle: str = ""
    overridable: bool = False
    question: str = ""
    hints: tuple[str, ...] = ()


_REOPENING = frozenset({NeedStatus.PRIORITISED, NeedStatus.IN_PROGRESS, NeedStatus.DONE, NeedStatus.REJECTED})
_QUESTIONS = {
    NeedStatus.REJECTED: "Warum wird dieser Bedarf nicht weiter verfolgt? Die Begründung steht später im "
    "Prioritätenbericht.",
    NeedStatus.WATCHED: "Was wird beobachtet, und wann schauen Sie wieder hin?",
    NeedStatus.DONE: "Was hat sich geändert, und woran ist das zu sehen?",
}
_WITHOUT_REASON = {
    NeedStatus.REJECTED: "Bitte begründen Sie, warum der Bedarf abgelehnt wird.",
    NeedStatus.WATCHED: "Bitte halten Sie fest, was beobachtet wird.",
    NeedStatus.DONE: "Bitte halten Sie fest, was sich geändert hat.",
    NeedStatus.CHECKED: "Bitte begründen Sie, warum der Bedarf erneut geprüft wird.",
}


def check_step(need: Need, then: NeedStatus, facts: NeedFacts) -> StepCheck:
    """What the step to another state asks for."""
    now = need.status
    if then not in NEED_TRANSITIONS[now]:
        return StepCheck(f"„{need.title}“ ist {now.label} und kann nicht direkt „{then.label}“ werden.")
    if then is NeedStatus.PRIORITISED and not facts.decided:
        return StepCheck(
            f"„{need.title}“ wird zur Priorität, sobald eine Bewertungsrunde mit Beschluss festgeschrieben ist.",
            overridable=True,
            question="Wer hat ohne Bewertungsrunde entschieden, wann und warum?",
        )
    question = _QUESTIONS.get(then, "")
    if then is NeedStatus.CHECKED and now in _REOPENING:
        question = "Warum wird der Bedarf erneut geprüft?"
    return StepCheck(question=question, hints=_HINTS[then](facts) if then in _HINTS else ())


def reason_missing(then: NeedStatus) -> str:
    """The sentence that refuses a step without the reason it asks for."""
    return _WITHOUT_REASON[then]


def _when_checked(facts: NeedFacts) -> tuple[str, ...]:
    return () if facts.evidence else ("Es gibt noch keinen Beleg; „geprüft“ heißt, dass jemand nachgesehen hat.",)


def _when_scored(facts: NeedFacts) -> tuple[str, ...]:
    found = () if facts.scored else ("Der Bedarf ist noch in keiner Bewertungsrunde bewertet.",)
    if facts.kinds < ENOUGH_KINDS:
        kinds = plural(facts.kinds, "unabhängige Art", "unabhängige Arten")
        return (*found, f"Erst {kinds} von Belegen; ab zwei gilt ein Bedarf als belastbar.")
    return found


def _when_started(facts: NeedFacts) -> tuple[str, ...]:
    return () if facts.projects else ("Noch kein Projekt oder Angebot ist mit dem Bedarf verknüpft.",)


def _when_done(facts: NeedFacts) -> tuple[str, ...]:
    found: list[str] = []
    if facts.open_tasks:
        found.append(f"{plural(facts.open_tasks, 'Aufgabe ist', 'Aufgaben sind')} noch offen.")
    if facts.unfinished:
        found.append(f"{plural(facts.unfinished, 'Projekt ist', 'Projekte sind')} noch nicht abgeschlossen.")
    if not facts.measured:
        found.append("Es gibt noch keinen Messwert, der eine Veränderung zeigt.")
    return tuple(found)


_HINTS: dict[NeedStatus, Callable[[NeedFacts], tuple[str, ...]]] = {
    NeedStatus.CHECKED: _when_checked,
    NeedStatus.SCORED: _when_scored,
    NeedStatus.IN_PROGRESS: _when_started,
    NeedStatus.DONE: _when_done,
}


_NEXT: dict[NeedStatus, Callable[[NeedFacts], str]] = {
    NeedStatus.REPORTED: lambda facts: (
        "Belege prüfen, dann Status „geprüft“." if facts.evidence else "Belege sammeln und prüfen."
    ),
    NeedStatus.CHECKED: lambda facts: (
        "Einen zweiten, unabhängigen Beleg suchen, dann in einer Runde bewerten."
        if facts.kinds < ENOUGH_KINDS
        else "In einer Bewertungsrunde bewerten lassen."
    ),
    NeedStatus.SCORED: lambda _: "Im Gremium über die Priorität entscheiden.",
    NeedStatus.PRIORITISED: lambda facts: (
        "Mit der Umsetzung beginnen, dann Status „in Bearbeitung“."
        if facts.projects
        else "Ein Projekt oder Angebot dazu finden oder anlegen."
    ),
    NeedStatus.IN_PROGRESS: lambda facts: (
        "Auswerten: Ist der Bedarf gedeckt?" if facts.measured else "Umsetzen und messen, was sich ändert."
    ),
    NeedStatus.WATCHED: lambda _: "Zum vereinbarten Zeitpunkt wieder hinsehen.",
}


def next_step(status: NeedStatus, facts: NeedFacts) -> str:
    """One sentence about what the need wants next; "" where nothing is open."""
    return _NEXT[status](facts) if status in _NEXT else ""


def phase_words(status: NeedStatus) -> str:
    """The phase for readers of documents: „Phase 2 von 4: Prüfen“; "" outside the loop."""
    phase = PHASE_OF[status]
    return f"Phase{NBSP}{list(Phase).index(phase) + 1} von 4: {phase.label}" if phase else ""
