"""The Wirkungsübersicht, and the Sachbericht on its way into a Verwendungsnachweis."""

from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.documents import effect_overview
from coordinator_app.documents.content import Document
from coordinator_app.documents.goal_blocks import IndicatorView
from coordinator_app.documents.plain_words import plain_words
from coordinator_app.domain.goals import Goal, Indicator, Measurement, light
from coordinator_app.domain.grants import Grant, ProofOfUse, ProofState
from coordinator_app.domain.measuring import next_measurement
from coordinator_app.domain.projects import OPEN, Project
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, dated_stem, letterhead_of
from coordinator_app.services.workspace import Workspace

_WRITABLE = frozenset({ProofState.OPEN, ProofState.IN_PROGRESS, ProofState.QUERY})


def effects(workspace: Workspace, *, everything: bool) -> list[effect_overview.ProjectEffect]:
    """The indicators of all projects that are not over (or of all), projects by their number."""
    day = today(workspace.clock)
    with workspace.store.read() as unit:
        projects = [item for item in unit.find(Project, order="number") if everything or item.status in OPEN]
        project_of = {goal.id: goal.project_id for goal in unit.find(Goal)}
        indicators = unit.find(Indicator, order="id")
        measured: dict[int | None, list[Measurement]] = {}
        for value in unit.find(Measurement, order="measured_on,id"):
            measured.setdefault(value.indicator_id, []).append(value)
    rows: dict[int | None, list[tuple[IndicatorView, date | None]]] = {}
    for item in indicators:
        own = tuple(measured.get(item.id, ()))
        due = next_measurement(item, own)
        late = due if due is not None and due < day else None
        view = IndicatorView(item, own, light(item, own, day))
        rows.setdefault(project_of.get(item.goal_id or 0), []).append((view, late))
    return [
        effect_overview.ProjectEffect(f"{project.number} {project.title}".strip(), tuple(rows[project.id]))
        for project in projects
        if project.id in rows
    ]


def _overview(workspace: Workspace, _id: int, options: Options) -> Document:
    return effect_overview.build(
        effects(workspace, everything=options["projects"] == "all"),
        today(workspace.clock),
        letterhead=letterhead_of(workspace),
        footer=workspace.municipality.name(),
    )


def _overview_subjects(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [0] if unit.count(Indicator) else []


def _overview_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Wirkungsübersicht")


def open_proof(workspace: Workspace, project_id: int) -> tuple[Grant, ProofOfUse] | None:
    """The next Verwendungsnachweis a Sachbericht of the project belongs into; None when there is none to write."""
    found = [
        (card.grant, proof)
        for _, card in workspace.grants.of_project(project_id)
        for proof in card.proofs
        if proof.state in _WRITABLE
    ]
    return min(found, key=_by_due, default=None)


def _by_due(item: tuple[Grant, ProofOfUse]) -> tuple[str, int]:
    return str(item[1].due_on or "9"), item[1].id


def can_hand_over(workspace: Workspace, project_id: int) -> bool:
    """Whether there is a Verwendungsnachweis to take the Sachbericht."""
    return not workspace.store.read_only and open_proof(workspace, project_id) is not None


def hand_over(workspace: Workspace, project_id: int) -> str:
    """Put the words of the Sachbericht below what stands in the Verwendungsnachweis; the sentence to show."""
    target = open_proof(workspace, project_id)
    if target is None:
        raise UserError("Zu diesem Projekt gibt es keinen offenen Verwendungsnachweis.", help_topic="projektqualitaet")
    grant, proof = target
    words = plain_words(workspace.documents.document("progress_report", project_id))
    text = proof.report if words in proof.report else "\n\n".join(filter(None, (proof.report.rstrip(), words)))
    workspace.grants.update_part(ProofOfUse, proof.id, None, report=text)
    return f"Der Sachbericht steht im Verwendungsnachweis zu „{grant.title}“. Bitte dort ergänzen."


KINDS = (
    DocumentKind(
        key="effect_overview",
        label="Wirkungsübersicht",
        subject="",
        build=_overview,
        subjects=_overview_subjects,
        file_stem=_overview_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(DocumentOption("projects", "Auswahl", "", (("", "offene und laufende"), ("all", "alle"))),),
    ),
)
