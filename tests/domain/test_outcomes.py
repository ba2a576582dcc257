"""What became of a finding: the word by a table of cases, the sentence with its parts."""

from datetime import date
from typing import Any

import pytest

from coordinator_app.domain.goals import Indicator, Measurement
from coordinator_app.domain.needs import Need, NeedStatus
from coordinator_app.domain.outcomes import Outcome, course_words, outcome_of, outcome_sentence, quoted
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.domain.thread_chain import Chain


def chain(status: NeedStatus = NeedStatus.CHECKED, **found: Any) -> Chain:
    need = Need(id=2, title="Treffpunkt fehlt", status=status)
    return Chain(kind="need", id=2, title=need.title, anchor=("need", 2), needs=(need,), **found)


RUNNING = Project(id=1, title="Treff", status=ProjectStatus.RUNNING)
PLANNED = Project(id=2, title="Bank", status=ProjectStatus.PLANNING)
ADOPTED = Resolution(id=3, title="Treff", number="2026/04", state=ResolutionState.ADOPTED, decided_on=date(2026, 4, 16))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (chain(), Outcome.OPEN),
        (chain(NeedStatus.SCORED), Outcome.ASSESSED),
        (chain(ranks=(Priority(decision=Decision.DEFERRED),)), Outcome.ASSESSED),
        (chain(NeedStatus.REJECTED), Outcome.REJECTED),
        (chain(NeedStatus.WATCHED), Outcome.WATCHED),
        (chain(ranks=(Priority(decision=Decision.WATCH),)), Outcome.WATCHED),
        (chain(ranks=(Priority(),)), Outcome.DECIDED),
        (chain(resolutions=(ADOPTED,), projects=(PLANNED,)), Outcome.DECIDED),
        (chain(projects=(RUNNING,)), Outcome.RUNNING),
        (chain(NeedStatus.DONE), Outcome.DONE),
    ],
)
def test_outcome_in_one_word(given: Chain, outcome: Outcome) -> None:
    assert outcome_of(given) is outcome


def test_sentence_tells_the_whole_way() -> None:
    indicator = Indicator(id=7, name="Beschwerden", unit="Fälle", baseline=47.0, target=25.0)
    found = outcome_sentence(
        chain(
            ranks=(Priority(need_id=2, priority_round_id=4, rank=2),),
            rounds={4: PriorityRound(id=4, title="Prioritäten „neu“")},
            resolutions=(ADOPTED,),
            projects=(RUNNING, PLANNED, RUNNING, RUNNING),
            tasks=(Task(id=1, title="a"), Task(id=2, title="b", state=TaskState.DONE)),
            indicators=(indicator,),
            measurements=(Measurement(indicator_id=7, value=31.0),),
        )
    )
    assert found == (
        "Als Priorität festgelegt (Rang 2 in „Prioritäten ‚neu‘“). Beschluss 2026/04 vom 16.04.2026. "
        "4 Projekte und Angebote: „Treff“ (läuft), „Bank“ (in Planung), „Treff“ (läuft) und 1 weitere. "
        "Aufgaben: 1 erledigt, 1 offen. Gemessen: Beschwerden 47 Fälle → 31 Fälle (Ziel 25 Fälle)."
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (chain(), "Dazu ist noch nichts beschlossen."),
        (chain(ranks=(Priority(decision=Decision.WATCH, reason="Erst zählen."),)), "Beobachten: Erst zählen."),
        (chain(ranks=(Priority(decision=Decision.DEFERRED),)), "Zurückgestellt."),
        (
            chain(resolutions=(Resolution(title="A", state=ResolutionState.ADOPTED), ADOPTED)),
            "Beschlüsse „A“ und 2026/04 vom 16.04.2026.",
        ),
    ],
)
def test_sentence_of_what_there_is(given: Chain, sentence: str) -> None:
    assert outcome_sentence(given) == sentence


def test_course_without_baseline_and_target_is_the_value() -> None:
    assert course_words(Indicator(name="Besuche"), Measurement(value=12.0)) == "Besuche 12"


def test_quotation_marks_inside_a_title_become_single_ones() -> None:
    assert quoted("Ferienprogramm „Draußen“") == "„Ferienprogramm ‚Draußen‘“"
