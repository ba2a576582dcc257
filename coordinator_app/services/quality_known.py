"""What the file already knows about a guiding question: text for the answer, made from what stands elsewhere.

It is an offer to take over and edit, never an answer by itself. Every text is plain lines; "" = nothing known.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coordinator_app.common.german import format_date, format_integer, format_money
from coordinator_app.domain.goals import GoalLevel
from coordinator_app.domain.indicator_words import full_value
from coordinator_app.domain.need_offers import Factor, FactorKind
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.project_course import Evaluation, EventState, Milestone, MilestoneState
from coordinator_app.domain.projects import EvidenceLevel
from coordinator_app.services.project_card import ProjectCard
from coordinator_app.storage.unit_of_work import ReadUnit

_MOST = 8  # lines of a kind: more helps nobody


@dataclass(frozen=True, slots=True)
class Around:
    """A project with what stands around it in the file."""

    card: ProjectCard
    needs: tuple[Need, ...]
    evidence: tuple[tuple[str, Evidence], ...]
    factors: tuple[Factor, ...]
    offers: tuple[str, ...]
    evaluations: tuple[Evaluation, ...]


def read_around(unit: ReadUnit, card: ProjectCard, evaluations: Iterable[Evaluation]) -> Around:
    """Read what is needed for the texts."""
    needs = tuple(unit.many(Need, card.project.needs).values())
    ids = tuple(need.id for need in needs)
    evidence = unit.find(Evidence, need_id=ids, order="-observed,id") if ids else []
    kinds = unit.titles("catalog_entry", [item.evidence_kind_id for item in evidence])
    factors = unit.find(Factor, need_id=ids, order="-importance,id") if ids else []
    others = {id for need in needs for id in need.projects if id != card.project.id}
    return Around(
        card=card,
        needs=needs,
        evidence=tuple((kinds.get(item.evidence_kind_id or 0, ""), item) for item in evidence),
        factors=tuple(factors),
        offers=tuple(unit.titles("project", sorted(others)).values()),
        evaluations=tuple(evaluations),
    )


def known_text(key: str, around: Around) -> str:
    """What is known about the questions with that `known` word."""
    make = _TEXTS.get(key)
    return "\n".join(list(make(around))[:_MOST]) if make else ""


def _needs(around: Around) -> Iterable[str]:
    for need in around.needs:
        where = ", ".join(filter(None, (need.place, f"seit {need.since}" if need.since else "")))
        yield f"{need.title}{f' ({where})' if where else ''}{f': {need.description}' if need.description else ''}"


def _affected(around: Around) -> Iterable[str]:
    return (need.affected for need in around.needs if need.affected)


def _evidence(around: Around) -> Iterable[str]:
    for kind, item in around.evidence:
        source = ", ".join(filter(None, (item.source, format_date(item.observed) if item.observed else "")))
        head = f"{kind}: " if kind else ""
        yield f"- {head}{item.statement}{f' ({source})' if source else ''}"


def _offers(around: Around) -> Iterable[str]:
    return (f"- {title}" for title in around.offers)


def _factors(around: Around) -> Iterable[str]:
    project = around.card.project
    if project.factors:
        yield project.factors
    for need in around.needs:
        if need.causes:
            yield need.causes
    yield from _factor_lines(around, FactorKind.RISK)


def _protection(around: Around) -> Iterable[str]:
    return _factor_lines(around, FactorKind.PROTECTIVE)


def _factor_lines(around: Around, kind: FactorKind) -> Iterable[str]:
    for factor in around.factors:
        if factor.factor_kind is kind:
            yield f"- {factor.text}{f' ({factor.backed_by})' if factor.backed_by else ''}"


def _guiding_goals(around: Around) -> Iterable[str]:
    return (item.goal.text for item in around.card.goals if item.goal.level is GoalLevel.GUIDING)


def _project_goals(around: Around) -> Iterable[str]:
    for item in around.card.goals:
        goal = item.goal
        if goal.level is not GoalLevel.GUIDING:
            yield f"- {goal.text}{f' (bis {format_date(goal.due)})' if goal.due else ''}"


def _target_groups(around: Around) -> Iterable[str]:
    project, names = around.card.project, around.card.names
    groups = ", ".join((*names["target_groups"], *names["age_groups"]))
    if groups:
        yield f"Zielgruppe: {groups}"
    if project.planned_reach:
        yield f"Erreicht werden sollen {format_integer(project.planned_reach)} Personen."


def _indicators(around: Around) -> Iterable[str]:
    for indicator in (item.indicator for item in around.card.indicators):
        base, target = full_value(indicator.baseline, indicator), full_value(indicator.target, indicator)
        way = f"von {base} auf {target}" if base and target else f"Ziel {target}" if target else "ohne Zielwert"
        yield f"- {indicator.name}: {way}"


def _activities(around: Around) -> Iterable[str]:
    project = around.card.project
    return filter(None, (project.activities or project.short_description,))


def _effect(around: Around) -> Iterable[str]:
    project = around.card.project
    level = project.evidence_level
    if level in {EvidenceLevel.THEORETICAL, EvidenceLevel.PROBABLE, EvidenceLevel.PROVEN}:
        name = f"„{project.green_list_name}“ steht" if project.green_list_name else "Das Programm steht"
        yield f"{name} in der Grünen Liste Prävention ({level.label if level else ''})."


def _actors(around: Around) -> Iterable[str]:
    card = around.card
    if card.carrier:
        yield f"- Träger: {card.carrier}"
    for item in card.actors:
        if item.kind == "organisation":  # persons are named by function, if at all
            contribution = f" ({item.actor.contribution})" if item.actor.contribution else ""
            yield f"- {item.name}: {item.actor.role.label}{contribution}"


def _milestones(around: Around) -> Iterable[str]:
    for item in _running(around.card.course.milestones):
        yield f"- {format_date(item.planned_on) + ': ' if item.planned_on else ''}{item.title}"


def _running(milestones: Iterable[Milestone]) -> Iterable[Milestone]:
    return (item for item in milestones if item.state is not MilestoneState.DROPPED)


def _money(around: Around) -> Iterable[str]:
    project = around.card.project
    if project.costs is not None:
        yield f"Gesamtkosten: {format_money(project.costs)}"
    if project.funding:
        source = f" ({project.funding_source})" if project.funding_source else ""
        yield f"Förderung: {format_money(project.funding)}{source}"


def _evaluation_plan(around: Around) -> Iterable[str]:
    for item in around.evaluations:
        yield f"{item.heading} ({item.design.label}){f': {item.method}' if item.method else ''}"


def _course(around: Around) -> Iterable[str]:
    course = around.card.course
    reached = sum(item.state is MilestoneState.REACHED for item in course.milestones)
    if course.milestones:
        yield f"{reached} von {len(course.milestones)} Meilensteinen erreicht."
    held = [event for event in course.events if event.state is EventState.HELD]
    people = sum(event.participants or 0 for event in held)
    if held:
        yield f"{len(held)} Veranstaltungen durchgeführt, {format_integer(people)} Teilnahmen."


def _results(around: Around) -> Iterable[str]:
    for item in around.card.indicators:
        if item.latest is not None:
            now = f"{full_value(item.latest.value, item.indicator)} am {format_date(item.latest.measured_on)}"
            target = full_value(item.indicator.target, item.indicator)
            yield f"- {item.indicator.name}: {now}{f', Ziel {target}' if target else ''} ({item.light.label})"


def _lessons(around: Around) -> Iterable[str]:
    if around.card.project.lessons_learned:
        yield around.card.project.lessons_learned
    yield from (item.conclusion for item in around.evaluations if item.conclusion)


def _reports(around: Around) -> Iterable[str]:
    return (f"- Beschluss {title}" for _, title in around.card.resolutions)


_TEXTS: dict[str, Callable[[Around], Iterable[str]]] = {
    "needs": _needs,
    "affected": _affected,
    "evidence": _evidence,
    "offers": _offers,
    "factors": _factors,
    "protection": _protection,
    "guiding_goals": _guiding_goals,
    "project_goals": _project_goals,
    "target_groups": _target_groups,
    "indicators": _indicators,
    "activities": _activities,
    "effect": _effect,
    "actors": _actors,
    "milestones": _milestones,
    "money": _money,
    "evaluation_plan": _evaluation_plan,
    "course": _course,
    "results": _results,
    "lessons": _lessons,
    "reports": _reports,
}
