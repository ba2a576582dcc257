"""„Was wurde aus den Ergebnissen?“: what became of a need and its findings, in one word and one sentence."""

from collections.abc import Iterable

from coordinator_app.common.german import enumerate_words, format_date, plural
from coordinator_app.domain.goals import Indicator, Measurement
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.domain.priorities import Decision
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS
from coordinator_app.domain.thread_chain import Chain, rank_words, value_words
from coordinator_app.domain.vocabulary import Vocabulary

_UNDER_WAY = frozenset({ProjectStatus.RUNNING, ProjectStatus.COMPLETED, ProjectStatus.EVALUATED})
_NAMED = 3


class Outcome(Vocabulary):
    """How far a finding got, from nothing at all to the result."""

    OPEN = "open", "noch offen"
    ASSESSED = "assessed", "bewertet"
    REJECTED = "rejected", "nicht weiter verfolgt"
    WATCHED = "watched", "wird beobachtet"
    DECIDED = "decided", "beschlossen"
    RUNNING = "running", "in Umsetzung"
    DONE = "done", "umgesetzt"


def outcome_of(chain: Chain) -> Outcome:
    """What became of the need a thread is seen from."""
    statuses = {need.status for need in chain.needs}
    if NeedStatus.DONE in statuses:
        return Outcome.DONE
    if any(project.status in _UNDER_WAY for project in chain.projects):
        return Outcome.RUNNING
    if statuses == {NeedStatus.REJECTED}:
        return Outcome.REJECTED
    if statuses == {NeedStatus.WATCHED} or any(rank.decision is Decision.WATCH for rank in chain.ranks):
        return Outcome.WATCHED
    if any(rank.decision is Decision.PRIORITY for rank in chain.ranks) or _adopted(chain.resolutions):
        return Outcome.DECIDED
    return Outcome.ASSESSED if chain.ranks or NeedStatus.SCORED in statuses else Outcome.OPEN


def outcome_sentence(chain: Chain) -> str:
    """What happened, as a sentence for everybody; names no persons."""
    parts = [*_ranked(chain), *_decided(chain), *_projects(chain.projects), *_tasks(chain), *_measured(chain)]
    if not parts:
        return "Dazu ist noch nichts beschlossen."
    return " ".join(f"{part}." for part in parts)


def _ranked(chain: Chain) -> Iterable[str]:
    for rank in chain.ranks[:1]:
        round_ = chain.rounds.get(rank.priority_round_id)
        where = f" in {quoted(round_.title)}" if round_ is not None else ""
        if rank.decision is Decision.PRIORITY:
            yield f"Als Priorität festgelegt ({rank_words(rank)}{where})"
        else:
            reason = f": {rank.reason.strip().rstrip('.')}" if rank.reason.strip() else ""
            yield f"{rank.decision.label.capitalize()}{where}{reason}"


def quoted(title: str) -> str:
    """A title in quotation marks; those inside it become single ones."""
    return f"„{title.replace('„', '‚').replace('“', '‘')}“"


def _adopted(resolutions: Iterable[Resolution]) -> list[Resolution]:
    return [item for item in resolutions if item.state is ResolutionState.ADOPTED]


def _decided(chain: Chain) -> Iterable[str]:
    adopted = _adopted(chain.resolutions)
    if adopted:
        words = [" ".join(filter(None, (item.number or quoted(item.title), day(item)))) for item in adopted[:_NAMED]]
        yield f"{'Beschluss' if len(adopted) == 1 else 'Beschlüsse'} {enumerate_words(words)}{_more(len(adopted))}"


def day(item: Resolution) -> str:
    """„vom 26.11.2026“; "" without a day."""
    return f"vom {format_date(item.decided_on)}" if item.decided_on else ""


def _projects(projects: Iterable[Project]) -> Iterable[str]:
    found = list(projects)
    if found:
        words = [f"{quoted(item.title)} ({item.status.label})" for item in found[:_NAMED]]
        count = plural(len(found), "Projekt oder Angebot", "Projekte und Angebote")
        yield f"{count}: {', '.join(words)}{_more(len(found))}"


def _tasks(chain: Chain) -> Iterable[str]:
    left = sum(task.state in OPEN_TASKS for task in chain.tasks)
    done = len(chain.tasks) - left
    if chain.tasks:
        yield f"Aufgaben: {done} erledigt, {left} offen"


def _measured(chain: Chain) -> Iterable[str]:
    indicators = {item.id: item for item in chain.indicators}
    words = [
        course_words(indicators[value.indicator_id], value)
        for value in chain.measurements
        if value.indicator_id in indicators
    ]
    if words:
        yield f"Gemessen: {'; '.join(words[:_NAMED])}{_more(len(words))}"


def course_words(indicator: Indicator, value: Measurement) -> str:
    """„Beschwerden je Jahr 47 → 31 (Ziel 25)“."""
    start = f"{value_words(indicator, indicator.baseline)} → " if indicator.baseline is not None else ""
    target = f" (Ziel {value_words(indicator, indicator.target)})" if indicator.target is not None else ""
    return f"{indicator.name} {start}{value_words(indicator, value.value)}{target}"


def _more(count: int) -> str:
    return f" und {count - _NAMED} weitere" if count > _NAMED else ""
