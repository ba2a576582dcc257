"""Stations of a thread as seen from different records, and the words for ranks and values."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.domain.concerns import Concern
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.grants import Grant
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound
from coordinator_app.domain.projects import Project
from coordinator_app.domain.red_thread import ThreadNode
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.domain.thread_chain import Chain, rank_words, stations, value_words


def shown(chain: Chain) -> list[tuple[str, str, str]]:
    return [(node.caption, node.label, node.state) for node in stations(chain)]


FULL = Chain(
    kind="project",
    id=5,
    title="Offener Treff",
    anchor=("project", 5),
    evidence=(Evidence(id=1, need_id=2, statement="25 Jugendliche"), Evidence(id=2, need_id=2, statement="Anliegen")),
    needs=(Need(id=2, title="Treffpunkt fehlt"),),
    ranks=(Priority(id=3, need_id=2, priority_round_id=4, rank=2),),
    rounds={4: PriorityRound(id=4, title="Prioritäten 2026")},
    projects=(Project(id=5, title="Offener Treff"),),
    goals=(Goal(id=6, project_id=5, text="Weniger Beschwerden"),),
    indicators=(Indicator(id=7, goal_id=6, name="Beschwerden", unit="Fälle"),),
    measurements=(Measurement(id=8, indicator_id=7, value=31.0, measured_on=date(2026, 10, 1)),),
    resolutions=(Resolution(id=9, title="Treff", number="2026/04"),),
    grants=(Grant(id=10, title="Förderung Treff"),),
    tasks=(Task(id=11, title="Schlüssel klären"), Task(id=12, title="Plakat", state=TaskState.DONE)),
)


def test_thread_of_a_project_names_every_station() -> None:
    assert shown(FULL) == [
        ("Befund", "2 Belege", "reached"),
        ("Bedarf", "Treffpunkt fehlt", "reached"),
        ("Priorität", "Rang 2", "reached"),
        ("Projekt", "Offener Treff", "current"),
        ("Beschluss", "2026/04", "reached"),
        ("Förderung", "Förderung Treff", "reached"),
        ("Aufgabe", "Schlüssel klären", "reached"),
        ("Messwert", "31 Fälle", "reached"),
    ]
    assert not FULL.alone


@pytest.mark.parametrize(
    ("kind", "caption"),
    [
        ("need", "Bedarf"),
        ("evidence", "Befund"),
        ("priority_round", "Priorität"),
        ("goal", "Ziel"),
        ("indicator", "Ziel"),
        ("resolution", "Beschluss"),
        ("agenda_item", "Beschluss"),
        ("grant", "Förderung"),
        ("task", "Aufgabe"),
    ],
)
def test_own_station_is_current_and_all_others_stay_gaps(kind: str, caption: str) -> None:
    lonely = Chain(kind=kind, id=1, title="Ich", anchor=(kind, 1))
    assert [node.caption for node in stations(lonely) if node.state == "current"] == [caption]
    assert {node.state for node in stations(lonely) if node.caption != caption} == {"missing"}
    assert lonely.alone


def test_round_that_is_about_to_rank_and_items_before_the_resolution_count() -> None:
    chain = Chain(
        kind="need",
        id=2,
        title="Treffpunkt fehlt",
        anchor=("need", 2),
        needs=(Need(id=2, title="Treffpunkt fehlt"),),
        scored_in=(PriorityRound(id=4, title="Prioritäten 2027"),),
        items=(AgendaItem(id=3, title="Treffpunkt"),),
        tasks=(Task(id=1, title="Plakat", state=TaskState.DONE),),
    )
    assert ("Priorität", "wird bewertet", "reached") in shown(chain)
    assert ("Beschluss", "Treffpunkt", "reached") in shown(chain)
    assert ("Aufgabe", "Plakat", "reached") in shown(chain)


def test_concerns_count_as_findings() -> None:
    concerns = (Concern(id=4, title="Lärm"), Concern(id=5, title="Licht"))
    chain = Chain(kind="need", id=2, title="Treffpunkt", anchor=("need", 2), concerns=concerns)
    assert stations(chain)[0] == ThreadNode("Befund", "2 Anliegen", "concern", 4)
    both = replace(chain, evidence=(Evidence(id=1, need_id=2, statement="25 Jugendliche"),))
    assert stations(both)[0] == ThreadNode("Befund", "1 Beleg, 2 Anliegen", "evidence", 1)


@pytest.mark.parametrize(
    ("priority", "words"),
    [
        (Priority(rank=2), "Rang 2"),
        (Priority(rank=0), "Priorität"),
        (Priority(rank=7, decision=Decision.WATCH), "beobachten, Rang 7"),
        (Priority(rank=0, decision=Decision.DEFERRED), "zurückgestellt"),
    ],
)
def test_rank_in_words(priority: Priority, words: str) -> None:
    assert rank_words(priority) == words


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("%", 40.0, "40\u00a0%"),
        ("%", 31.4, "31,4\u00a0%"),
        ("Fälle", 47.0, "47 Fälle"),
        ("", 2.5, "2,5"),
        ("Fälle", None, "–"),
    ],
)
def test_value_with_its_unit(unit: str, value: float | None, words: str) -> None:
    assert value_words(Indicator(unit=unit), value) == words
