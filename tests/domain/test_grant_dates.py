"""Days of programmes and grants."""

from datetime import UTC, date, datetime

import pytest

from coordinator_app.domain.funding import FundingProgramme, ProgrammeDate, ProgrammeDeadline
from coordinator_app.domain.grant_dates import (
    GrantParts,
    appeal_until,
    fixed_day,
    grant_dates,
    interim_days,
    keep_until,
    months_later,
    needs_check,
    next_day,
    programme_dates,
    proof_due,
    rule_sentence,
    send_by,
    spend_until,
    window_of,
)
from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    DrawdownState,
    Grant,
    GrantState,
    PassThrough,
    ProofKind,
    ProofOfUse,
)

OPENS = ProgrammeDeadline(id=1, programme_date=ProgrammeDate.WINDOW_OPENS, month=8, day=31)
CLOSES = ProgrammeDeadline(id=2, programme_date=ProgrammeDate.WINDOW_CLOSES, month=10, day=15)
RULES = (OPENS, CLOSES)
PROGRAMME = FundingProgramme(
    title="Richtlinie", short_name="RL", proof_months=6, spend_months=2, retention_years=5, postal_days=3
)
DAY = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
    ],
)
def test_months_later_keeps_within_the_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("year", "day", "window"),
    [
        (2027, DAY, (date(2026, 8, 31), date(2026, 10, 15))),
        (None, DAY, (date(2026, 8, 31), date(2026, 10, 15))),
        (None, date(2026, 10, 16), (date(2027, 8, 31), date(2027, 10, 15))),
        (None, date(2026, 3, 1), (date(2026, 8, 31), date(2026, 10, 15))),
    ],
)
def test_the_window_of_a_funding_year(year: int | None, day: date, window: tuple[date, date]) -> None:
    assert window_of(RULES, year, day) == window


def test_a_window_may_lack_a_side() -> None:
    assert window_of((), 2027, DAY) == (None, None)
    assert window_of((OPENS,), None, DAY) == (date(2027, 8, 31), None)
    relative = ProgrammeDeadline(programme_date=ProgrammeDate.WINDOW_CLOSES, months_after=3)
    assert window_of((relative,), None, DAY) == (None, None)


def test_fixed_days_come_round_every_year() -> None:
    leap = ProgrammeDeadline(month=2, day=29)
    assert fixed_day(leap, 2027) == date(2027, 2, 28)
    assert fixed_day(ProgrammeDeadline(), 2027) is None
    assert next_day(CLOSES, date(2026, 10, 15)) == date(2026, 10, 15)
    assert next_day(CLOSES, date(2026, 10, 16)) == date(2027, 10, 15)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (CLOSES, ""),
        (ProgrammeDeadline(months_after=6), ""),
        (ProgrammeDeadline(month=2, day=29), ""),
        (ProgrammeDeadline(), "Bitte Tag und Monat"),
        (ProgrammeDeadline(month=13, day=1), "gibt es nicht"),
        (ProgrammeDeadline(month=4, day=31), "gibt es nicht"),
    ],
)
def test_a_rule_names_a_day(rule: ProgrammeDeadline, words: str) -> None:
    assert words in rule_sentence(rule)
    assert bool(rule_sentence(rule)) == bool(words)


def test_terms_follow_from_the_programme() -> None:
    assert send_by(date(2026, 10, 15), PROGRAMME) == date(2026, 10, 12)
    assert send_by(DAY, FundingProgramme()) == send_by(DAY, None) == DAY
    assert spend_until(date(2026, 3, 31), PROGRAMME) == date(2026, 5, 31)
    assert spend_until(DAY, None) is spend_until(DAY, FundingProgramme()) is None
    assert appeal_until(date(2026, 1, 31)) == date(2026, 2, 28)
    assert keep_until(date(2027, 6, 30), PROGRAMME) == date(2032, 12, 31)
    assert keep_until(DAY, None) is keep_until(DAY, FundingProgramme()) is None


def test_the_proof_is_due_by_rule_or_months() -> None:
    end = date(2026, 12, 31)
    assert proof_due(end, PROGRAMME) == date(2027, 6, 30)
    assert proof_due(end, None) is None
    relative = ProgrammeDeadline(programme_date=ProgrammeDate.PROOF_OF_USE, months_after=3)
    assert proof_due(end, PROGRAMME, (relative,)) == date(2027, 3, 31)
    fixed = ProgrammeDeadline(programme_date=ProgrammeDate.PROOF_OF_USE, month=3, day=1)
    assert proof_due(end, None, (fixed,)) == date(2027, 3, 1)
    assert proof_due(date(2026, 1, 31), None, (fixed,)) == date(2026, 3, 1)
    empty = ProgrammeDeadline(programme_date=ProgrammeDate.PROOF_OF_USE)
    assert proof_due(end, PROGRAMME, (empty,)) == date(2027, 6, 30)


def test_interim_proofs_lie_within_the_period() -> None:
    interim = ProgrammeDate.INTERIM_REPORT
    yearly = ProgrammeDeadline(programme_date=interim, month=6, day=30)
    after = ProgrammeDeadline(programme_date=interim, months_after=3)
    start, end = date(2026, 8, 1), date(2028, 7, 31)
    assert interim_days(start, end, (yearly, *RULES)) == (date(2027, 6, 30), date(2028, 6, 30))
    assert interim_days(start, end, (yearly, after)) == (date(2026, 11, 1), date(2027, 6, 30), date(2028, 6, 30))
    assert interim_days(start, end, ()) == ()


@pytest.mark.parametrize(
    ("checked", "active", "wanted"),
    [
        (None, True, True),
        (date(2025, 9, 9), True, True),
        (date(2025, 9, 10), True, False),
        (None, False, False),
    ],
)
def test_a_programme_is_checked_once_a_year(checked: date | None, *, active: bool, wanted: bool) -> None:
    assert needs_check(FundingProgramme(checked_on=checked, active=active), DAY) is wanted


def test_a_programme_tells_its_coming_days() -> None:
    relative = ProgrammeDeadline(id=3, programme_date=ProgrammeDate.PROOF_OF_USE, months_after=6)
    plain = ProgrammeDeadline(id=4, programme_date=ProgrammeDate.DRAWDOWN, month=11, day=30, year_offset=0)
    found = programme_dates(PROGRAMME, (*RULES, relative, plain), DAY)
    assert [(entry.key, entry.due, entry.critical) for entry in found] == [
        ("check", DAY, False),
        ("rule:2", date(2026, 10, 15), True),
        ("rule:4", date(2026, 11, 30), False),
        ("rule:1", date(2027, 8, 31), False),
    ]
    assert found[1].title == "Antragsende (Posteingang) RL für 2027"
    assert found[2].title == "Mittelabruf RL"
    checked = FundingProgramme(title="Nur so", checked_on=date(2026, 9, 1))
    assert [(entry.title, entry.due) for entry in programme_dates(checked, (), DAY)] == [
        ("Angaben zum Programm prüfen: Nur so", date(2027, 9, 1))
    ]
    assert programme_dates(FundingProgramme(active=False), RULES, DAY) == ()


@pytest.mark.parametrize(
    ("state", "applied", "rules", "expected"),
    [
        (GrantState.IDEA, None, RULES, [("application", date(2026, 10, 12))]),
        (GrantState.PREPARING, None, (), []),
        (GrantState.APPLIED, date(2026, 9, 1), RULES, [("answer", date(2026, 12, 1))]),
        (GrantState.QUERY, None, RULES, []),
        (GrantState.RUNNING, date(2026, 9, 1), RULES, []),
    ],
)
def test_before_the_bescheid(
    state: GrantState,
    applied: date | None,
    rules: tuple[ProgrammeDeadline, ...],
    expected: list[tuple[str, date]],
) -> None:
    grant = Grant(title="Treff", state=state, applied_on=applied, funding_year=2027)
    found = grant_dates(grant, PROGRAMME, rules, GrantParts(), DAY)
    assert [(entry.key, entry.due) for entry in found] == expected


RUNNING = Grant(
    title="Treff",
    state=GrantState.RUNNING,
    appeal_until=date(2026, 9, 30),
    bound_until=date(2030, 1, 1),
    keep_until=date(2032, 12, 31),
)
SPENT = Drawdown(
    id=2,
    number=2,
    received_on=DAY,
    spend_until=date(2026, 11, 1),
    state=DrawdownState.SPENT,
    updated_at=datetime(2026, 9, 9, tzinfo=UTC),
)
PARTS = GrantParts(
    drawdowns=(Drawdown(id=1, received_on=DAY, spend_until=date(2026, 10, 1)), SPENT, Drawdown(id=3)),
    proofs=(
        ProofOfUse(id=1, due_on=date(2027, 6, 30)),
        ProofOfUse(id=2, proof_kind=ProofKind.INTERIM, reference="Bericht", due_on=date(2026, 12, 1), submitted_on=DAY),
        ProofOfUse(id=3),
    ),
    conditions=(Condition(id=1, text="Zahlen nennen", due_on=date(2026, 12, 31)), Condition(id=2, text="ohne")),
    passed_on=(
        PassThrough(id=1, purpose="Training", proof_due_on=date(2027, 1, 31)),
        PassThrough(id=2, proof_due_on=date(2027, 2, 28)),
        PassThrough(id=3),
    ),
)


def test_days_of_a_running_grant_come_in_their_order() -> None:
    found = grant_dates(RUNNING, PROGRAMME, RULES, PARTS, DAY)
    assert [entry.key for entry in found] == [
        *("appeal", "spend:1", "spend:2", "proof:2", "condition:1", "pass_on:1", "pass_on:2", "proof:1"),
        *("bound", "keep"),
    ]
    done = {entry.key: entry.done_on for entry in found}
    assert done["spend:2"] == date(2026, 9, 9)
    assert done["spend:1"] is None
    assert done["proof:2"] == DAY
    assert next(entry.title for entry in found if entry.key == "proof:2") == "Bericht: Treff"
    assert next(entry.title for entry in found if entry.key == "pass_on:2") == "Nachweis der Weiterleitung: Treff"
    late = grant_dates(RUNNING, PROGRAMME, RULES, GrantParts(), date(2026, 10, 1))
    assert [entry.key for entry in late] == ["bound", "keep"]
