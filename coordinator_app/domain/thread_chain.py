"""What a record is tied to along the red thread, and the stations made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator_app.common.german import format_decimal, format_percent, plural
from coordinator_app.domain.concerns import Concern
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.grants import Grant
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound
from coordinator_app.domain.projects import Project
from coordinator_app.domain.red_thread import ThreadNode, station
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import OPEN_TASKS, Task

STATION_OF: Mapping[str, str] = {
    "evidence": "Befund",
    "need": "Bedarf",
    "priority_round": "Priorität",
    "project": "Projekt",
    "goal": "Ziel",
    "indicator": "Ziel",
    "measurement": "Messwert",
    "agenda_item": "Beschluss",
    "resolution": "Beschluss",
    "grant": "Förderung",
    "task": "Aufgabe",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Everything a record is tied to along the thread; records in the Papierkorb are left out.

    `kind`, `id` and `title` are the record seen from, `anchor` the one new links are tied to (of a task its source,
    of a goal its project). `ranks` has the latest frozen priority of each need, `scored_in` rounds that are about to
    rank one. Measurements are the latest of each indicator.
    """

    kind: str
    id: int
    title: str
    anchor: tuple[str, int]
    evidence: tuple[Evidence, ...] = ()
    concerns: tuple[Concern, ...] = ()
    needs: tuple[Need, ...] = ()
    ranks: tuple[Priority, ...] = ()
    rounds: Mapping[int, PriorityRound] = field(default_factory=dict[int, PriorityRound])
    scored_in: tuple[PriorityRound, ...] = ()
    projects: tuple[Project, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    grants: tuple[Grant, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether nothing at all is tied to the record."""
        return not (self.needs or self.projects or self.resolutions or self.grants or self.items)


def stations(chain: Chain) -> tuple[ThreadNode, ...]:
    """The thread as seen from a record: seven stations, with goal and grant where they belong to it."""
    nodes = [
        _finding(chain),
        station("Bedarf", "need", [(need.id, need.title) for need in chain.needs], "Bedarfe"),
        _priority(chain),
        station("Projekt", "project", [(item.id, item.title) for item in chain.projects], "Projekte"),
    ]
    here = STATION_OF.get(chain.kind, "")
    if here == "Ziel":
        nodes.append(station("Ziel", "goal", [(goal.id, goal.text) for goal in chain.goals], "Ziele"))
    nodes.append(_decision(chain))
    if chain.grants or here == "Förderung":
        nodes.append(station("Förderung", "grant", [(grant.id, grant.title) for grant in chain.grants], "Förderungen"))
    nodes += [_task(chain), _measurement(chain)]
    return tuple(
        ThreadNode(node.caption, chain.title, chain.kind, chain.id, current=True) if node.caption == here else node
        for node in nodes
    )


def rank_words(priority: Priority) -> str:
    """„Rang 2“ for what became a priority, else what was decided („Beobachten, Rang 7“)."""
    rank = f"Rang {priority.rank}" if priority.rank else ""
    if priority.decision is Decision.PRIORITY:
        return rank or priority.decision.label
    return ", ".join(filter(None, (priority.decision.label, rank)))


def value_words(indicator: Indicator, value: float | None) -> str:
    """A value with the unit of its indicator: „31,4 %“, „47 Fälle“."""
    if value is None:
        return "–"
    if indicator.unit == "%":
        return format_percent(value / 100, 0 if value.is_integer() else 1)
    number = format_decimal(value, 0 if value.is_integer() else 2)
    return f"{number} {indicator.unit}".strip()


def _finding(chain: Chain) -> ThreadNode:
    """Evidence and the concerns of citizens that count as such."""
    node = station("Befund", "evidence", [(item.id, item.statement) for item in chain.evidence], "Belege")
    if not chain.concerns:
        return node
    words = f"{len(chain.concerns)} Anliegen"
    if not chain.evidence:
        return ThreadNode("Befund", words, "concern", chain.concerns[0].id)
    return ThreadNode("Befund", f"{plural(len(chain.evidence), 'Beleg', 'Belege')}, {words}", node.kind, node.id)


def _priority(chain: Chain) -> ThreadNode:
    ranks = [(item.priority_round_id, rank_words(item)) for item in chain.ranks]
    waiting = [(found.id, "wird bewertet") for found in chain.scored_in]
    return station("Priorität", "priority_round", ranks or waiting, "Prioritäten" if ranks else "Bewertungen")


def _decision(chain: Chain) -> ThreadNode:
    decided = [(item.id, item.number or item.title) for item in chain.resolutions]
    if decided:
        return station("Beschluss", "resolution", decided, "Beschlüsse")
    return station("Beschluss", "agenda_item", [(item.id, item.title) for item in chain.items], "TOP")


def _task(chain: Chain) -> ThreadNode:
    running = [task for task in chain.tasks if task.state in OPEN_TASKS]
    shown = [(task.id, task.title) for task in running or chain.tasks]
    return station("Aufgabe", "task", shown, "offen" if running else "erledigt")


def _measurement(chain: Chain) -> ThreadNode:
    units = {indicator.id: indicator for indicator in chain.indicators}
    shown = [
        (item.id, value_words(units[item.indicator_id], item.value))
        for item in chain.measurements
        if item.indicator_id in units
    ]
    return station("Messwert", "measurement", shown, "Messwerte")
