"""The steps of a grant and what stands against them."""

from datetime import date
from typing import Any

import pytest

from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.funding import FundingProgramme, ProgrammeDate, ProgrammeDeadline
from coordinator_app.domain.grant_states import (
    STEP_FIELDS,
    GrantFacts,
    grant_sentence,
    needs_reason,
    next_states,
    step_fields,
    step_findings,
)
from coordinator_app.domain.grants import (
    FinanceItem,
    Grant,
    GrantState,
    IncomeKind,
    PlanSide,
    ProofKind,
    ProofOfUse,
    ProofState,
)

S = GrantState
DAY = date(2026, 9, 10)
RULES = (
    ProgrammeDeadline(programme_date=ProgrammeDate.WINDOW_OPENS, month=8, day=31),
    ProgrammeDeadline(programme_date=ProgrammeDate.WINDOW_CLOSES, month=10, day=15),
)
PLAN = (
    FinanceItem(text="Honorar", planned=100),
    FinanceItem(text="Land", planned=90, side=PlanSide.INCOME, income_kind=IncomeKind.GRANT),
    FinanceItem(text="Stadt", planned=10, side=PlanSide.INCOME, income_kind=IncomeKind.OWN_CASH),
)
PROGRAMME = FundingProgramme(largest_share=900, smallest_own_share=100)


def facts(**values: Any) -> GrantFacts:
    return GrantFacts(**{"today": DAY, "programme": PROGRAMME, "rules": RULES, "items": PLAN, **values})


def texts(
    grant: Grant, target: GrantState, found: GrantFacts | None = None, reason: str = ""
) -> list[tuple[str, bool]]:
    return [(each.text, each.blocks) for each in step_findings(grant, target, found or facts(), reason=reason)]


def test_every_state_leads_somewhere_and_can_be_reached() -> None:
    reached = {target for state in S for target in next_states(state)}
    assert all(next_states(state) for state in S)
    assert reached == set(S) - {S.IDEA}


def test_a_step_there_is_not_is_refused() -> None:
    assert texts(Grant(), S.RUNNING) == [("Von „Idee“ führt kein Schritt nach „laufend“.", True)]


@pytest.mark.parametrize(
    ("state", "target"),
    [(S.APPLIED, S.REFUSED), (S.PREPARING, S.WITHDRAWN), (S.APPLIED, S.PREPARING), (S.ARCHIVED, S.AUDITED)],
)
def test_going_back_or_out_asks_for_a_reason(state: GrantState, target: GrantState) -> None:
    assert needs_reason(state, target)
    assert texts(Grant(state=state), target)[0][1]
    assert texts(Grant(state=state), target, reason="weil") == []


def test_a_consultation_comes_first_where_the_programme_wants_it() -> None:
    asked = facts(programme=FundingProgramme(consultation_required=True))
    assert texts(Grant(), S.PREPARING) == []
    ((text, blocks),) = texts(Grant(), S.PREPARING, asked)
    assert blocks
    assert "Beratung" in text
    ((_, blocks),) = texts(Grant(), S.PREPARING, asked, reason="telefonisch")
    assert not blocks
    met = Grant(consultation_on=DAY, consultation_with="LPR", state=S.CONSULTATION)
    assert texts(met, S.PREPARING) == []
    assert texts(Grant(state=S.REFUSED), S.PREPARING, asked) == []
    assert texts(Grant(state=S.CONSULTATION), S.PREPARING)[0][1]


def test_an_application_needs_a_plan_that_balances() -> None:
    grant = Grant(state=S.PREPARING, requested=90, funding_year=2027)
    assert texts(grant, S.APPLIED) == []
    assert texts(grant, S.APPLIED, facts(items=()))[0][1]
    assert any("gehen nicht auf" in text and blocks for text, blocks in texts(grant, S.APPLIED, facts(items=PLAN[:2])))
    assert ("Es ist kein Förderprogramm eingetragen.", False) in texts(grant, S.APPLIED, facts(programme=None))


def test_an_application_may_need_a_resolution() -> None:
    grant = Grant(state=S.PREPARING, requested=90)
    asked = facts(programme=FundingProgramme(resolution_required=True))
    assert texts(grant, S.APPLIED, asked)[0][1]
    assert not texts(grant, S.APPLIED, asked, reason="Stadtrat hat zugestimmt")[0][1]
    assert texts(Grant(state=S.PREPARING, resolution_id=4), S.APPLIED, asked) == []


@pytest.mark.parametrize(
    ("applied", "year", "words"),
    [
        (date(2026, 10, 16), 2027, "am 15.10.2026 abgelaufen"),
        (date(2026, 8, 30), 2027, "erst ab 31.08.2026"),
        (date(2026, 10, 15), 2027, ""),
        (None, None, ""),
        (date(2026, 7, 1), None, "erst ab 31.08.2026"),
    ],
)
def test_the_window_is_warned_about(applied: date | None, year: int | None, words: str) -> None:
    found = texts(Grant(state=S.PREPARING, applied_on=applied, funding_year=year), S.APPLIED)
    assert any(words in text and not blocks for text, blocks in found) if words else found == []


def test_an_approval_needs_amount_period_and_the_bescheid() -> None:
    found = texts(Grant(state=S.APPLIED), S.APPROVED)
    assert [blocks for _, blocks in found] == [True, True, True]
    full = Grant(state=S.APPLIED, approved=100, requested=90, period_start=DAY, period_end=DAY)
    assert [blocks for _, blocks in texts(full, S.APPROVED, facts(documents=1))] == [False]
    fine = Grant(state=S.APPLIED, approved=80, requested=90, period_start=DAY, period_end=DAY)
    assert texts(fine, S.APPROVED, facts(documents=1)) == []
    assert [blocks for _, blocks in texts(fine, S.APPROVED, reason="kommt per Post")] == [False]


def test_a_start_before_the_period_is_warned_about() -> None:
    assert "erst am 01.01.2027" in texts(Grant(state=S.APPROVED, period_start=date(2027, 1, 1)), S.RUNNING)[0][0]
    assert texts(Grant(state=S.APPROVED, period_start=DAY), S.RUNNING) == []


def test_settling_needs_a_proof_that_was_sent() -> None:
    grant = Grant(state=S.RUNNING)
    interim = ProofOfUse(proof_kind=ProofKind.INTERIM, submitted_on=DAY)
    sent = ProofOfUse(submitted_on=DAY)
    assert texts(grant, S.SETTLED, facts(proofs=(interim,)))[0][1]
    assert texts(grant, S.SETTLED, facts(proofs=(sent,))) == []
    assert "Eine Auflage ist" in texts(grant, S.SETTLED, facts(proofs=(sent,), open_conditions=1))[0][0]
    assert "2 Auflagen sind" in texts(grant, S.SETTLED, facts(proofs=(sent,), open_conditions=2))[0][0]


def test_an_audit_is_expected_in_the_proof() -> None:
    assert not texts(Grant(state=S.SETTLED), S.AUDITED)[0][1]
    audited = facts(proofs=(ProofOfUse(state=ProofState.AUDITED),))
    assert texts(Grant(state=S.SETTLED), S.AUDITED, audited) == []


def test_a_revocation_names_amount_and_reason() -> None:
    assert [blocks for _, blocks in texts(Grant(state=S.RUNNING), S.REVOKED)] == [True, True]
    assert texts(Grant(state=S.RUNNING, recovered=0, recovery_reason="Publizität"), S.REVOKED) == []


def test_archiving_early_names_the_day_papers_are_kept_until() -> None:
    assert "31.12.2031" in texts(Grant(state=S.AUDITED, keep_until=date(2031, 12, 31)), S.ARCHIVED)[0][0]
    assert texts(Grant(state=S.AUDITED), S.ARCHIVED) == []
    assert texts(Grant(state=S.AUDITED, keep_until=date(2020, 1, 1)), S.ARCHIVED) == []


def test_the_fields_of_steps_exist() -> None:
    assert step_fields(S.APPLIED, S.PREPARING) == ()
    assert step_fields(S.APPLIED, S.APPROVED) == STEP_FIELDS[S.APPROVED]
    assert step_fields(S.APPROVED, S.RUNNING) == ()
    names = [
        name for rows in STEP_FIELDS.values() for row in rows for name in ((row,) if isinstance(row, str) else row)
    ]
    assert set(names) <= set(fields_of(Grant))


def test_contradictions_of_a_grant_are_said() -> None:
    assert grant_sentence(Grant()) == ""
    assert "negativ" in grant_sentence(Grant(approved=-1))
    assert grant_sentence(Grant(period_start=DAY, period_end=date(2026, 1, 1)))
