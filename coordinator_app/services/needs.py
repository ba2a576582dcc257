"""The register of needs: adding them with evidence, moving them through their states, tying projects to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.needs import NEED_TRANSITIONS, Evidence, Need, NeedStatus, evidence_score, may_become
from coordinator_app.domain.priorities import Priority, PriorityRound
from coordinator_app.domain.projects import Project
from coordinator_app.domain.red_thread import ThreadNode, station
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.services.lists import RecordList, columns
from coordinator_app.storage.queries.needs import next_serial
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

HELP = "bedarfe"


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence with the name of its kind."""

    evidence: Evidence
    kind_label: str


@dataclass(frozen=True, slots=True)
class NeedCard:
    """All about one need that its detail shows.

    `projects` are (id, title); `priority` is the place in the last decided round; `next_states` are the
    states the need may pass to now.
    """

    need: Need
    evidence: tuple[EvidenceView, ...]
    score: int
    projects: tuple[tuple[int, str], ...]
    priority: Priority | None
    next_states: tuple[NeedStatus, ...]
    responsible: str
    thread: tuple[ThreadNode, ...]


class Needs:
    """Use cases around needs; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, *, title: str, **values: Any) -> int:
        """Add a need with the next number; reported today unless told otherwise. Returns its id."""
        with self._store.write("Bedarf angelegt") as unit:
            values.setdefault("first_reported", today(unit.clock))
            number = f"B-{next_serial(unit.connection):03d}"
            return unit.add(Need(title=title.strip(), number=number, **values))

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields (not the state, see `move`) and return the new version."""
        with self._store.write("Bedarf geändert", merge=f"need:{id}:{','.join(values)}") as unit:
            return unit.change(Need, id, version, **values)

    def move(self, id: int, status: NeedStatus, *, reason: str = "") -> None:
        """Pass to another state; a rejection needs a reason, a priority the decision of a round."""
        with self._store.write(f"Bedarf {status.label}") as unit:
            need = unit.get(Need, id)
            if not may_become(need.status, status):
                raise UserError(
                    f"„{need.title}“ ist {need.status.label} und kann nicht direkt „{status.label}“ werden.",
                    help_topic=HELP,
                )
            if status is NeedStatus.REJECTED and not reason.strip():
                raise UserError("Bitte begründen Sie, warum der Bedarf abgelehnt wird.", help_topic=HELP)
            if status is NeedStatus.PRIORITISED and not unit.count(Priority, need_id=id):
                raise UserError(
                    f"„{need.title}“ wird zur Priorität, sobald eine Bewertungsrunde mit Beschluss "
                    "festgeschrieben ist.",
                    help_topic="prioritaeten",
                )
            note = "\n".join(part for part in (need.note, f"{status.label}: {reason.strip()}") if part.strip())
            unit.change(Need, id, need.version, status=status, note=note if reason.strip() else need.note)

    def discard(self, id: int) -> None:
        """Move a need to the Papierkorb."""
        with self._store.write("Bedarf in den Papierkorb gelegt") as unit:
            unit.discard(Need, id)

    # --- evidence

    def add_evidence(self, *, need_id: int, evidence_kind_id: int, statement: str, **values: Any) -> int:
        """Add a piece of evidence to a need; returns its id."""
        with self._store.write("Beleg hinzugefügt") as unit:
            unit.get(Need, need_id)
            return unit.add(
                Evidence(need_id=need_id, evidence_kind_id=evidence_kind_id, statement=statement.strip(), **values)
            )

    def update_evidence(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields of a piece of evidence and return the new version."""
        with self._store.write("Beleg geändert", merge=f"evidence:{id}:{','.join(values)}") as unit:
            return unit.change(Evidence, id, version, **values)

    def discard_evidence(self, id: int) -> None:
        """Move a piece of evidence to the Papierkorb."""
        with self._store.write("Beleg in den Papierkorb gelegt") as unit:
            unit.discard(Evidence, id)

    # --- projects

    def link_project(self, id: int, project_id: int) -> None:
        """Tie a project or offer to a need; doing it twice changes nothing."""
        with self._store.write("Projekt mit Bedarf verknüpft") as unit:
            need = unit.get(Need, id)
            if project_id not in need.projects:
                unit.change(Need, id, need.version, projects=(*need.projects, project_id))

    def unlink_project(self, id: int, project_id: int) -> None:
        """Take the tie to a project away."""
        with self._store.write("Verknüpfung mit Projekt gelöst") as unit:
            need = unit.get(Need, id)
            kept = tuple(other for other in need.projects if other != project_id)
            unit.change(Need, id, need.version, projects=kept)

    # --- reading

    def get(self, id: int) -> Need:
        """The need of this id, also from the Papierkorb."""
        with self._store.read() as unit:
            return unit.get(Need, id)

    def all(self) -> list[Need]:
        """All needs in German order."""
        with self._store.read() as unit:
            return unit.find(Need)

    def card(self, id: int) -> NeedCard:
        """What the detail of a need shows."""
        with self._store.read() as unit:
            need = unit.get(Need, id)
            evidence = unit.find(Evidence, need_id=id, order="-observed,id")
            kinds = unit.titles("catalog_entry", (item.evidence_kind_id for item in evidence))
            projects = unit.titles("project", need.projects)
            priorities = unit.find(Priority, need_id=id, order="-id")
            responsible = unit.title("organisation", need.responsible_id)
            thread = _thread(unit, need, evidence, priorities)
        return NeedCard(
            need=need,
            evidence=tuple(EvidenceView(item, kinds.get(item.evidence_kind_id or 0, "")) for item in evidence),
            score=evidence_score(evidence),
            projects=tuple((project, projects[project]) for project in need.projects if project in projects),
            priority=priorities[0] if priorities else None,
            next_states=tuple(status for status in NeedStatus if status in NEED_TRANSITIONS[need.status]),
            responsible=responsible,
            thread=thread,
        )

    def evidence(self, id: int) -> Evidence:
        """One piece of evidence."""
        with self._store.read() as unit:
            return unit.get(Evidence, id)

    def list(self) -> RecordList[Need]:
        """The register as ids and pages."""
        number, *rest = columns(Need, "number", "title", "status")
        return RecordList(self._store, Need, (replace(number, width=9), *rest))


def _thread(
    unit: ReadUnit, need: Need, evidence: Sequence[Evidence], priorities: Sequence[Priority]
) -> tuple[ThreadNode, ...]:
    """The red thread as seen from a need; missing links have no label."""
    rounds = unit.many(PriorityRound, [item.priority_round_id for item in priorities[:1]])
    projects = list(unit.many(Project, need.projects).values())
    decided = [found.resolution_id for found in rounds.values() if found.resolution_id is not None]
    decided += [id for project in projects for id in project.resolutions]
    resolutions = list(unit.many(Resolution, list(dict.fromkeys(decided))).values())
    tasks = [task for task in _tasks(unit, need, resolutions) if task.state in OPEN_TASKS]
    rank = f"Rang {priorities[0].rank}" if priorities else ""
    return (
        station("Befund", "need", [(need.id, item.statement) for item in evidence], "Belege"),
        ThreadNode("Bedarf", need.title, "need", need.id, current=True),
        ThreadNode("Priorität", rank, "priority_round", priorities[0].priority_round_id if priorities else 0),
        station("Projekt", "project", [(item.id, item.title) for item in projects], "Projekte"),
        station(
            "Beschluss", "resolution", [(item.id, item.number or item.title) for item in resolutions], "Beschlüsse"
        ),
        station("Aufgabe", "task", [(item.id, item.title) for item in tasks], "offen"),
    )


def _tasks(unit: ReadUnit, need: Need, resolutions: Sequence[Resolution]) -> list[Task]:
    own = unit.find(Task, source_kind="need", source_id=need.id)
    return own + [task for item in resolutions for task in unit.find(Task, source_kind="resolution", source_id=item.id)]
