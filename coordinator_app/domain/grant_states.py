"""The state machine of grants: which steps exist, what they demand, and which days follow from them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_money
from coordinator_app.domain.contacts import period_sentence
from coordinator_app.domain.finance_plan import plan_findings
from coordinator_app.domain.funding import FundingProgramme, ProgrammeDeadline
from coordinator_app.domain.grant_dates import window_of
from coordinator_app.domain.grants import FinanceItem, Grant, GrantState, ProofKind, ProofOfUse, ProofState
from coordinator_app.domain.project_states import Finding

_S = GrantState

_STEPS: dict[GrantState, tuple[GrantState, ...]] = {
    _S.IDEA: (_S.CONSULTATION, _S.PREPARING, _S.WITHDRAWN),
    _S.CONSULTATION: (_S.PREPARING, _S.WITHDRAWN),
    _S.PREPARING: (_S.APPLIED, _S.CONSULTATION, _S.WITHDRAWN),
    _S.APPLIED: (_S.APPROVED, _S.QUERY, _S.REFUSED, _S.WITHDRAWN, _S.PREPARING),
    _S.QUERY: (_S.APPROVED, _S.APPLIED, _S.REFUSED, _S.WITHDRAWN),
    _S.APPROVED: (_S.RUNNING, _S.WITHDRAWN, _S.REVOKED, _S.APPLIED),
    _S.RUNNING: (_S.SETTLED, _S.REVOKED),
    _S.SETTLED: (_S.AUDITED, _S.RUNNING, _S.REVOKED),
    _S.AUDITED: (_S.ARCHIVED, _S.SETTLED, _S.REVOKED),
    _S.ARCHIVED: (_S.AUDITED,),
    _S.REFUSED: (_S.PREPARING, _S.ARCHIVED),
    _S.WITHDRAWN: (_S.PREPARING, _S.ARCHIVED),
    _S.REVOKED: (_S.SETTLED, _S.ARCHIVED),
}
_REASON_NEEDED = frozenset({_S.REFUSED, _S.WITHDRAWN})
_BACK = frozenset(
    {
        *((_S.APPLIED, _S.PREPARING), (_S.APPROVED, _S.APPLIED), (_S.SETTLED, _S.RUNNING)),
        *((_S.AUDITED, _S.SETTLED), (_S.ARCHIVED, _S.AUDITED)),
    }
)
OPEN_STATES = frozenset({_S.IDEA, _S.CONSULTATION, _S.PREPARING})
WAITING_STATES = frozenset({_S.APPLIED, _S.QUERY})
GRANTED_STATES = frozenset({_S.APPROVED, _S.RUNNING, _S.SETTLED, _S.AUDITED, _S.ARCHIVED})
LIVE_STATES = OPEN_STATES | WAITING_STATES | {_S.APPROVED, _S.RUNNING, _S.SETTLED}


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFacts:
    """What lies around a grant and is asked for by its steps; `documents` counts the files kept with it."""

    today: date
    programme: FundingProgramme | None = None
    rules: Sequence[ProgrammeDeadline] = ()
    items: Sequence[FinanceItem] = ()
    proofs: Sequence[ProofOfUse] = ()
    documents: int = 0
    open_conditions: int = 0
    investments: AbstractSet[int] = frozenset()


def next_states(state: GrantState) -> tuple[GrantState, ...]:
    """The states that can follow."""
    return _STEPS[state]


def needs_reason(state: GrantState, target: GrantState) -> bool:
    """Whether a step asks for a reason: a refusal, a withdrawal, going back."""
    return target in _REASON_NEEDED or (state, target) in _BACK


def step_findings(grant: Grant, target: GrantState, facts: GrantFacts, *, reason: str = "") -> tuple[Finding, ...]:
    """What stands against the step to `target`, blocking sentences first; some are lifted by a reason."""
    if target not in next_states(grant.state):
        text = f"Von „{grant.state.label}“ führt kein Schritt nach „{target.label}“."
        return (Finding(text, blocks=True),)
    found: list[Finding] = []
    if needs_reason(grant.state, target) and not reason.strip():
        found.append(Finding(f"Bitte einen Grund für „{target.label}“ angeben.", blocks=True))
    elif (grant.state, target) not in _BACK and target in _GUARDS:
        found += _GUARDS[target](grant, facts, reason.strip())
    return tuple(sorted(found, key=_warnings_last))


def _warnings_last(finding: Finding) -> bool:
    return not finding.blocks


def _unless(reason: str, text: str) -> Finding:
    """A sentence that a reason lifts."""
    return Finding(text if reason else f"{text} Ohne das geht es nur mit einem Grund.", blocks=not reason)


def _guard_preparing(grant: Grant, facts: GrantFacts, reason: str) -> list[Finding]:
    programme = facts.programme
    asked = grant.state is _S.CONSULTATION or (programme is not None and programme.consultation_required)
    if not asked or grant.state in (_S.REFUSED, _S.WITHDRAWN):
        return []
    if grant.consultation_on is not None and grant.consultation_with:
        return []
    return [_unless(reason, "Tag und Person der Beratung sind nicht eingetragen.")]


def _guard_applied(grant: Grant, facts: GrantFacts, reason: str) -> list[Finding]:
    programme = facts.programme
    found = list(plan_findings(facts.items, programme, grant.requested, facts.investments))
    if programme is None:
        return [*found, Finding("Es ist kein Förderprogramm eingetragen.")]
    if programme.resolution_required and grant.resolution_id is None:
        found.append(_unless(reason, "Der Beschluss über den Antrag ist nicht verknüpft."))
    found += _window_findings(grant, facts)
    return found


def _window_findings(grant: Grant, facts: GrantFacts) -> list[Finding]:
    day = grant.applied_on or facts.today
    opens, closes = window_of(facts.rules, grant.funding_year, day)
    if closes is not None and day > closes:
        return [Finding(f"Die Antragsfrist ist am {format_date(closes)} abgelaufen.")]
    if opens is not None and day < opens:
        return [Finding(f"Anträge werden erst ab {format_date(opens)} angenommen.")]
    return []


def _guard_approved(grant: Grant, facts: GrantFacts, reason: str) -> list[Finding]:
    found: list[Finding] = []
    if not grant.approved:
        found.append(Finding("Der bewilligte Betrag fehlt.", blocks=True))
    elif grant.requested is not None and grant.approved > grant.requested:
        text = (
            f"Bewilligt ist mehr als beantragt ({format_money(grant.approved)} statt {format_money(grant.requested)})."
        )
        found.append(Finding(text))
    if grant.period_start is None or grant.period_end is None:
        found.append(Finding("Der Bewilligungszeitraum (von, bis) fehlt.", blocks=True))
    if not facts.documents:
        found.append(_unless(reason, "Der Bescheid liegt nicht bei den Dokumenten der Förderung."))
    return found


def _guard_running(grant: Grant, facts: GrantFacts, _reason: str) -> list[Finding]:
    if grant.period_start is not None and facts.today < grant.period_start:
        day = format_date(grant.period_start)
        return [Finding(f"Der Bewilligungszeitraum beginnt erst am {day}; vorher entstandene Ausgaben zählen nicht.")]
    return []


def _guard_settled(_grant: Grant, facts: GrantFacts, _reason: str) -> list[Finding]:
    found: list[Finding] = []
    final = [proof for proof in facts.proofs if proof.proof_kind is not ProofKind.INTERIM]
    if not any(proof.submitted_on for proof in final):
        found.append(Finding("Es ist noch kein Verwendungsnachweis als eingereicht eingetragen.", blocks=True))
    if facts.open_conditions:
        words = "Eine Auflage ist" if facts.open_conditions == 1 else f"{facts.open_conditions} Auflagen sind"
        found.append(Finding(f"{words} noch nicht als erfüllt eingetragen."))
    return found


def _guard_audited(_grant: Grant, facts: GrantFacts, _reason: str) -> list[Finding]:
    if any(proof.state is ProofState.AUDITED for proof in facts.proofs):
        return []
    return [Finding("Kein Verwendungsnachweis ist als geprüft eingetragen.")]


def _guard_revoked(grant: Grant, _facts: GrantFacts, _reason: str) -> list[Finding]:
    found: list[Finding] = []
    if grant.recovered is None:
        found.append(Finding("Der zurückgeforderte Betrag fehlt (0 € ist erlaubt).", blocks=True))
    if not grant.recovery_reason.strip():
        found.append(Finding("Der Grund der Rückforderung fehlt.", blocks=True))
    return found


def _guard_archived(grant: Grant, facts: GrantFacts, _reason: str) -> list[Finding]:
    if grant.keep_until is not None and facts.today <= grant.keep_until:
        return [Finding(f"Unterlagen und Belege bleiben bis {format_date(grant.keep_until)} aufzubewahren.")]
    return []


_GUARDS = {
    _S.PREPARING: _guard_preparing,
    _S.APPLIED: _guard_applied,
    _S.APPROVED: _guard_approved,
    _S.RUNNING: _guard_running,
    _S.SETTLED: _guard_settled,
    _S.AUDITED: _guard_audited,
    _S.REVOKED: _guard_revoked,
    _S.ARCHIVED: _guard_archived,
}

STEP_FIELDS: dict[GrantState, tuple[str | tuple[str, ...], ...]] = {
    _S.CONSULTATION: (("consultation_on", "consultation_with"),),
    _S.PREPARING: (("consultation_on", "consultation_with"),),
    _S.APPLIED: (("applied_on", "requested"), ("reference", "resolution_id")),
    _S.APPROVED: (
        ("approved_on", "notified_on"),
        ("approved", "share"),
        ("period_start", "period_end"),
        "reference",
    ),
    _S.REVOKED: ("recovered", "recovery_reason"),
}
"""The fields a step forward asks for, laid out in rows."""


def step_fields(state: GrantState, target: GrantState) -> tuple[str | tuple[str, ...], ...]:
    """The fields to ask for on the way from one state to another; going back asks for none."""
    return () if (state, target) in _BACK else STEP_FIELDS.get(target, ())


def grant_sentence(grant: Grant) -> str:
    """A contradiction inside one grant that must not be stored, "" for none."""
    sentence = period_sentence(grant.period_start, grant.period_end)
    amounts = (("Beantragt", grant.requested), ("Bewilligt", grant.approved), ("Zurückgefordert", grant.recovered))
    for label, cents in amounts:
        if cents is not None and cents < 0:
            return f"{label}: Ein Betrag kann nicht negativ sein."
    return sentence
