"""Everything about one need, read at once: evidence, causes, offers, steps, what it wants next."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.domain.concerns import COUNTED, Concern, evidence_words
from coordinator_app.domain.need_offers import Coverage, Factor, NeedOfferMatch, coverage_of, gap_reason, in_order
from coordinator_app.domain.need_states import NeedFacts, next_step
from coordinator_app.domain.needs import NEED_TRANSITIONS, Evidence, Need, NeedStatus, NeedStep, evidence_score
from coordinator_app.domain.priorities import Decision, Priority, Score
from coordinator_app.domain.projects import OPEN, Project, ProjectStatus
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.storage.queries.needs import concern_evidence_kind, is_measured
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence with the name of its kind.

    What concerns say together is evidence too; it has the id 0 and cannot be edited.
    """

    evidence: Evidence
    kind_label: str

    @property
    def is_concerns(self) -> bool:
        """Whether this line stands for the concerns tied to the need."""
        return self.evidence.id == 0


@dataclass(frozen=True, slots=True)
class OfferView:
    """A project or offer tied to a need; `coverage` None = nobody has judged it yet."""

    id: int
    number: str
    title: str
    status: ProjectStatus
    coverage: Coverage | None
    reason: str


@dataclass(frozen=True, slots=True)
class NeedCard:
    """All about one need that its detail shows.

    `projects` are (id, title); `priority` is the place in the last decided round; `next_states` are the states the
    need may pass to now; `coverage` is what the offers of today reach together, `gap` says why nothing is covered.
    """

    need: Need
    evidence: tuple[EvidenceView, ...]
    score: int
    concerns: tuple[Concern, ...]
    factors: tuple[Factor, ...]
    offers: tuple[OfferView, ...]
    coverage: Coverage
    gap: str
    steps: tuple[NeedStep, ...]
    facts: NeedFacts
    next_step: str
    priority: Priority | None
    next_states: tuple[NeedStatus, ...]
    responsible: str

    @property
    def projects(self) -> tuple[tuple[int, str], ...]:
        """Ids and titles of the projects and offers."""
        return tuple((offer.id, offer.title) for offer in self.offers)


def read_card(unit: ReadUnit, id: int) -> NeedCard:
    """What the detail of a need shows."""
    need = unit.get(Need, id)
    concerns = counted_concerns(unit, id)
    evidence = [*unit.find(Evidence, need_id=id, order="-observed,id"), *_voiced(unit, id, concerns)]
    kinds = unit.titles("catalog_entry", (item.evidence_kind_id for item in evidence))
    offers = _offers(unit, need)
    priorities = unit.find(Priority, need_id=id, order="-id")
    facts = read_facts(unit, need)
    status = {offer.id: offer.status for offer in offers}
    judged = {offer.id: offer.coverage for offer in offers if offer.coverage is not None}
    return NeedCard(
        need=need,
        evidence=tuple(EvidenceView(item, kinds.get(item.evidence_kind_id or 0, "")) for item in evidence),
        score=facts.kinds,
        concerns=tuple(concerns),
        factors=tuple(in_order(unit.find(Factor, need_id=id, order="id"))),
        offers=offers,
        coverage=coverage_of(status, judged),
        gap=gap_reason(status, judged),
        steps=tuple(unit.find(NeedStep, need_id=id, order="-id")),
        facts=facts,
        next_step=next_step(need.status, facts),
        priority=priorities[0] if priorities else None,
        next_states=tuple(status for status in NeedStatus if status in NEED_TRANSITIONS[need.status]),
        responsible=unit.title("organisation", need.responsible_id),
    )


def read_facts(unit: ReadUnit, need: Need) -> NeedFacts:
    """What is known about a need when it changes its state."""
    concerns = counted_concerns(unit, need.id)
    evidence = [*unit.find(Evidence, need_id=need.id), *_voiced(unit, need.id, concerns)]
    projects = [each for each in unit.many(Project, need.projects).values() if each.deleted_at is None]
    tasks = unit.find(Task, source_kind=Need.kind, source_id=need.id)
    return NeedFacts(
        evidence=len(evidence),
        kinds=evidence_score(evidence),
        scored=bool(unit.count(Score, need_id=need.id)),
        decided=bool(unit.count(Priority, need_id=need.id, decision=Decision.PRIORITY)),
        projects=len(projects),
        unfinished=sum(each.status in OPEN and not each.is_permanent for each in projects),
        open_tasks=sum(task.state in OPEN_TASKS for task in tasks),
        measured=is_measured(unit.connection, [each.id for each in projects]),
    )


def counted_concerns(unit: ReadUnit, need_id: int) -> list[Concern]:
    """The concerns that count as evidence of a need, the latest first."""
    return unit.find(Concern, need_id=need_id, state=tuple(COUNTED), order="-received_on,-id")


def _voiced(unit: ReadUnit, need_id: int, concerns: Sequence[Concern]) -> list[Evidence]:
    """What the concerns say together, as one piece of evidence."""
    if not concerns:
        return []
    return [
        Evidence(
            need_id=need_id,
            evidence_kind_id=concern_evidence_kind(unit.connection),
            statement=evidence_words(concerns),
            source="Eingang der Anliegen",
            source_kind=Concern.kind,
            source_id=concerns[0].id,
            observed=concerns[0].received_on,
        )
    ]


def _offers(unit: ReadUnit, need: Need) -> tuple[OfferView, ...]:
    matches = {match.project_id: match for match in unit.find(NeedOfferMatch, need_id=need.id)}
    found: list[OfferView] = []
    for project in unit.many(Project, need.projects).values():
        if project.deleted_at is None:
            match = matches.get(project.id)
            coverage, reason = (match.coverage, match.reason) if match else (None, "")
            found.append(OfferView(project.id, project.number, project.title, project.status, coverage, reason))
    return tuple(found)
