"""The state machine of projects: which steps exist, what they demand, and what a copy for next year keeps."""

import re
from dataclasses import dataclass, replace
from datetime import date

from coordinator_app.domain.contacts import period_sentence
from coordinator_app.domain.projects import SHORT_DESCRIPTION_LENGTH, Project, ProjectStatus, ProjectType
from coordinator_app.domain.quality import APPLICATION_STEPS, EVALUATION_STEPS, steps_in_words

_S = ProjectStatus

_STEPS: dict[ProjectStatus, tuple[ProjectStatus, ...]] = {
    _S.IDEA: (_S.PLANNING, _S.RUNNING, _S.DORMANT, _S.DISCONTINUED),
    _S.PLANNING: (_S.APPLIED, _S.RUNNING, _S.DORMANT, _S.DISCONTINUED),
    _S.APPLIED: (_S.APPROVED, _S.REJECTED, _S.PLANNING),
    _S.APPROVED: (_S.RUNNING, _S.DISCONTINUED),
    _S.RUNNING: (_S.COMPLETED, _S.DORMANT, _S.DISCONTINUED),
    _S.COMPLETED: (_S.EVALUATED, _S.RUNNING),
    _S.EVALUATED: (_S.COMPLETED,),
    _S.DORMANT: (_S.PLANNING, _S.RUNNING, _S.DISCONTINUED),
    _S.REJECTED: (_S.PLANNING, _S.DISCONTINUED),
    _S.DISCONTINUED: (_S.PLANNING, _S.RUNNING),
}
_OFFER_STEPS: dict[ProjectStatus, tuple[ProjectStatus, ...]] = {
    _S.IDEA: (_S.RUNNING, _S.DISCONTINUED),
    _S.RUNNING: (_S.DORMANT, _S.DISCONTINUED),
    _S.DORMANT: (_S.RUNNING, _S.DISCONTINUED),
    _S.DISCONTINUED: (_S.RUNNING,),
}
_REASON_NEEDED = frozenset({_S.DORMANT, _S.REJECTED, _S.DISCONTINUED})
_REOPENED = frozenset({(_S.COMPLETED, _S.RUNNING), (_S.EVALUATED, _S.COMPLETED)})


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about a record; `blocks` = the step is refused, otherwise the user may go on."""

    text: str
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What lies around a project and is asked for by its steps.

    Counts of its children, and the numbers of the quality steps that are still open (data model 14).
    """

    goals: int = 0
    indicators: int = 0
    measured_indicators: int = 0
    evaluations: int = 0
    open_quality_steps: tuple[int, ...] = ()


def next_states(project_type: ProjectType, status: ProjectStatus) -> tuple[ProjectStatus, ...]:
    """The states that can follow; offers run without applications (läuft ↔ ruht → eingestellt)."""
    if project_type is ProjectType.OFFER:
        return _OFFER_STEPS.get(status, (_S.RUNNING, _S.DISCONTINUED))
    return _STEPS[status]


def needs_reason(status: ProjectStatus, target: ProjectStatus) -> bool:
    """Whether a step asks for a reason: side states and reopening."""
    return target in _REASON_NEEDED or (status, target) in _REOPENED


def step_findings(
    project: Project, target: ProjectStatus, facts: ProjectFacts, *, reason: str = ""
) -> tuple[Finding, ...]:
    """What stands against the step to `target`; blocking findings first."""
    if target not in next_states(project.project_type, project.status):
        text = f"Von „{project.status.label}“ führt kein Schritt nach „{target.label}“."
        return (Finding(text, blocks=True),)
    found: list[Finding] = []
    if needs_reason(project.status, target) and not reason.strip():
        found.append(Finding(f"Bitte einen Grund für „{target.label}“ angeben.", blocks=True))
    check = _GUARDS.get(target)
    if check is not None:
        found.extend(check(project, facts, reason))
    return tuple(sorted(found, key=_warnings_last))


def _warnings_last(finding: Finding) -> bool:
    return not finding.blocks


def _guard_applied(project: Project, facts: ProjectFacts, _reason: str) -> list[Finding]:
    found: list[Finding] = []
    if facts.goals == 0:
        found.append(Finding("Vor dem Antrag fehlt noch ein Ziel."))
    elif facts.indicators == 0:
        found.append(Finding("Vor dem Antrag fehlt noch ein Indikator: Woran wird das Ziel gemessen?"))
    steps = [number for number in facts.open_quality_steps if number in APPLICATION_STEPS]
    if steps:
        found.append(Finding(f"Vor dem Antrag {steps_in_words(steps)} noch offen (Reiter „Qualität“)."))
    if project.carrier_id is None:
        found.append(Finding("Es ist kein Träger eingetragen."))
    if not project.costs:
        found.append(Finding("Die Kosten sind nicht eingetragen."))
    if len(project.short_description) > SHORT_DESCRIPTION_LENGTH:
        length = len(project.short_description)
        found.append(Finding(f"Die Kurzbeschreibung hat {length} Zeichen; Förderanträge nehmen höchstens 250."))
    return found


def _guard_running(project: Project, _facts: ProjectFacts, _reason: str) -> list[Finding]:
    found: list[Finding] = []
    if project.start is None and project.project_type is not ProjectType.OFFER:
        found.append(Finding("Der Beginn ist nicht eingetragen."))
    if project.carrier_id is None:
        found.append(Finding("Es ist kein Träger eingetragen."))
    return found


def _guard_completed(project: Project, facts: ProjectFacts, reason: str) -> list[Finding]:
    found: list[Finding] = []
    if project.end is None:
        found.append(Finding("Zum Abschluss fehlt das Ende. Bitte das Enddatum eintragen.", blocks=True))
    if facts.measured_indicators < facts.indicators and not reason.strip():
        missing = facts.indicators - facts.measured_indicators
        subject = "Ein Indikator hat" if missing == 1 else f"{missing} Indikatoren haben"
        text = f"{subject} keinen Messwert. Bitte nachtragen oder einen Grund angeben."
        found.append(Finding(text, blocks=True))
    if not project.lessons_learned:
        found.append(Finding("Die Erfahrungen sind noch nicht festgehalten."))
    return found


def _guard_evaluated(project: Project, facts: ProjectFacts, reason: str) -> list[Finding]:
    found: list[Finding] = []
    if not project.lessons_learned.strip():
        text = "Zur Auswertung fehlen die Erfahrungen. Bitte das Feld „Erfahrungen“ ausfüllen."
        found.append(Finding(text, blocks=True))
    if reason.strip():
        return found
    if not facts.evaluations:
        text = "Es ist noch keine Evaluation erfasst. Bitte nachtragen oder einen Grund angeben."
        found.append(Finding(text, blocks=True))
    steps = [number for number in facts.open_quality_steps if number in EVALUATION_STEPS]
    if steps:
        text = f"Zur Auswertung {steps_in_words(steps)} noch offen. Bitte beantworten oder einen Grund angeben."
        found.append(Finding(text, blocks=True))
    return found


_GUARDS = {
    _S.APPLIED: _guard_applied,
    _S.RUNNING: _guard_running,
    _S.COMPLETED: _guard_completed,
    _S.EVALUATED: _guard_evaluated,
}


def project_findings(project: Project) -> tuple[Finding, ...]:
    """Contradictions inside one project; blocking ones must not be stored."""
    found: list[Finding] = []
    sentence = period_sentence(project.start, project.end)
    if sentence:
        found.append(Finding(sentence, blocks=True))
    if project.is_permanent and project.end is not None:
        text = "Das Projekt ist als dauerhaft markiert und hat ein Ende. Bitte eines von beiden entfernen."
        found.append(Finding(text))
    if project.costs is not None and project.funding is not None and project.funding > project.costs:
        found.append(Finding("Die Förderung ist höher als die Kosten."))
    return tuple(found)


def money_findings(costs: int | None, funding: int | None) -> tuple[Finding, ...]:
    """Amounts that cannot be: negative cents."""
    bad = [label for label, cents in (("Kosten", costs), ("Förderung", funding)) if cents is not None and cents < 0]
    return tuple(Finding(f"{label}: Ein Betrag kann nicht negativ sein.", blocks=True) for label in bad)


def next_year_title(title: str) -> str:
    """The title one year on: every year 1990–2089 in it is raised by one („Ferienprogramm 2027“ → „… 2028“)."""
    return re.sub(r"(?<!\d)(19[89]\d|20[0-8]\d)(?!\d)", _raise_year, title)


def _raise_year(match: re.Match[str]) -> str:
    return str(int(match.group()) + 1)


def one_year_later(day: date | None) -> date | None:
    """The same day a year later; 29 February becomes 28 February."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def for_next_year(project: Project) -> Project:
    """The project as a plan for the next year: same typology, dates a year on, funding and results open."""
    return replace(
        project,
        id=0,
        uuid="",
        version=0,
        deleted_at=None,
        number="",
        title=next_year_title(project.title),
        status=_S.RUNNING if project.project_type is ProjectType.OFFER else _S.PLANNING,
        status_reason="",
        start=one_year_later(project.start),
        end=one_year_later(project.end),
        funding=None,
        resolutions=(),
        confirmed_on=None,
        confirmed_by="",
        successor_id=None,
        lessons_learned="",
    )
