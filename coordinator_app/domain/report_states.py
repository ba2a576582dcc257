"""How a report gets from draft to published, and what to think of at each step."""

from dataclasses import dataclass

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.reports import Report, ReportState

LOCKED = frozenset({ReportState.RELEASED, ReportState.PUBLISHED})
"""States in which chapters and texts stay as they are."""

_NEXT = {
    ReportState.DRAFT: ReportState.CHECKED,
    ReportState.CHECKED: ReportState.RELEASED,
    ReportState.RELEASED: ReportState.PUBLISHED,
}
_VERBS = {
    ReportState.DRAFT: "Zurück in den Entwurf",
    ReportState.CHECKED: "Als geprüft kennzeichnen",
    ReportState.RELEASED: "Freigeben",
    ReportState.PUBLISHED: "Als veröffentlicht kennzeichnen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What counts before the next step: findings of the publication check by number, what happened since the last."""

    findings: int = 0
    changed: bool = False
    public_written: bool = True


def next_state(state: ReportState) -> ReportState | None:
    """The step that follows; None for a published report."""
    return _NEXT.get(state)


def verb(target: ReportState) -> str:
    """What the button to a state says."""
    return _VERBS[target]


def check_step(state: ReportState, target: ReportState) -> None:
    """`UserError` unless a report goes one step on or back to the draft."""
    if target is not ReportState.DRAFT and target is not _NEXT.get(state):
        raise UserError(
            f"Ein Bericht im Status „{state.label}“ kann nicht gleich „{target.label}“ werden. Bitte gehen Sie Schritt "
            "für Schritt: prüfen, freigeben, veröffentlichen.",
            help_topic="berichtsbaukasten",
        )


def check_open(report: Report) -> None:
    """`UserError` for a released report, whose chapters and texts stay as they are."""
    if report.state in LOCKED:
        raise UserError(
            f"Der Bericht ist {report.state.label}. Wenn Sie ihn ändern wollen, setzen Sie ihn zuerst zurück in den "
            "Entwurf.",
            help_topic="berichtsbaukasten",
        )


def concerns(target: ReportState, facts: ReleaseFacts) -> tuple[str, ...]:
    """What speaks against the step, as sentences; () when nothing does. Nothing of it forbids the step."""
    if target is ReportState.DRAFT:
        return ()
    found: list[str] = []
    if facts.findings:
        found.append(f"{plural(facts.findings, 'Hinweis', 'Hinweise')} der Prüfung vor dem Weitergeben.")
    if facts.changed and target is not ReportState.CHECKED:
        step = "der Prüfung" if target is ReportState.RELEASED else "der Freigabe"
        found.append(f"Zahlen oder Texte haben sich seit {step} verändert.")
    if target is ReportState.PUBLISHED and not facts.public_written:
        found.append("Die öffentliche Fassung wurde noch nicht als Datei ausgegeben.")
    return tuple(found)
