"""Days that follow from programmes and grants: windows, spending terms, proofs, retention.

General administrative law behind the defaults (§ 70 VwGO, ANBest): a Bescheid can be contested for a month after it
arrived; proof is due some months after the funding period; the Bescheid and the programme may say otherwise.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator_app.domain.funding import FundingProgramme, ProgrammeDate, ProgrammeDeadline
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

CHECK_AFTER = timedelta(days=365)  # a programme nobody compared with its source for a year
ASK_AFTER_MONTHS = 3  # an application without an answer is asked about
APPEAL_MONTHS = 1
CURE_WEEKS = 8  # § 44a SäHO: a missing notice can be shown within eight weeks


def months_later(day: date, months: int) -> date:
    """The same day some months on; the last day of a shorter month (31.08. + 6 → 28.02.)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def needs_check(programme: FundingProgramme, today: date) -> bool:
    """Whether nobody compared an offered programme with its source for a year."""
    return programme.active and (programme.checked_on is None or programme.checked_on < today - CHECK_AFTER)


def fixed_day(rule: ProgrammeDeadline, year: int) -> date | None:
    """The day a rule sets in a calendar year; None for one that counts from the funding period."""
    if rule.month is None or rule.day is None:
        return None
    return date(year, rule.month, min(rule.day, calendar.monthrange(year, rule.month)[1]))


def rule_sentence(rule: ProgrammeDeadline) -> str:
    """What is wrong with a rule, "" when it says one day."""
    if rule.months_after is not None and rule.months_after >= 0:
        return ""
    month, day = rule.month, rule.day
    if month is None or day is None:
        return "Bitte Tag und Monat angeben, oder die Monate nach Ende des Bewilligungszeitraums."
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(2024, month)[1]:
        return f"Den {day}.{month}. gibt es nicht. Bitte Tag und Monat prüfen."
    return ""


def next_day(rule: ProgrammeDeadline, today: date) -> date | None:
    """The next time a fixed day comes round."""
    day = fixed_day(rule, today.year)
    return fixed_day(rule, today.year + 1) if day is not None and day < today else day


def _first(rules: Iterable[ProgrammeDeadline], wanted: ProgrammeDate) -> ProgrammeDeadline | None:
    return next((rule for rule in rules if rule.programme_date is wanted), None)


def window_of(
    rules: Sequence[ProgrammeDeadline], funding_year: int | None, day: date
) -> tuple[date | None, date | None]:
    """First and last day to apply for a funding year; without one, the window that `day` lies in or before.

    31.08.–15.10. of year N is the window of funding year N+1 (`year_offset` 1).
    """
    found: list[date | None] = []
    close = _first(rules, ProgrammeDate.WINDOW_CLOSES)
    for wanted in (ProgrammeDate.WINDOW_OPENS, ProgrammeDate.WINDOW_CLOSES):
        rule = _first(rules, wanted)
        if rule is None:
            found.append(None)
        elif funding_year is not None:
            found.append(fixed_day(rule, funding_year - rule.year_offset))
        else:
            end = next_day(close, day) if close is not None else next_day(rule, day)
            found.append(fixed_day(rule, end.year) if end is not None else None)
    return found[0], found[1]


def send_by(due: date, programme: FundingProgramme | None) -> date:
    """The last day to post an application whose arrival counts."""
    return due - timedelta(days=programme.postal_days or 0) if programme is not None else due


def spend_until(received_on: date, programme: FundingProgramme | None) -> date | None:
    """The day drawn money must be spent by; None where the programme sets no term."""
    if programme is None or programme.spend_months is None:
        return None
    return months_later(received_on, programme.spend_months)


def proof_due(
    period_end: date, programme: FundingProgramme | None, rules: Sequence[ProgrammeDeadline] = ()
) -> date | None:
    """The day the Verwendungsnachweis is due; a deadline of the programme goes before its months."""
    rule = _first(rules, ProgrammeDate.PROOF_OF_USE)
    if rule is not None and rule.months_after is not None:
        return months_later(period_end, rule.months_after)
    if rule is not None and (day := fixed_day(rule, period_end.year)) is not None:
        return day if day > period_end else fixed_day(rule, period_end.year + 1)
    months = programme.proof_months if programme is not None else None
    return None if months is None else months_later(period_end, months)


def interim_days(period_start: date, period_end: date, rules: Sequence[ProgrammeDeadline]) -> tuple[date, ...]:
    """The days Zwischennachweise are due within a funding period: every year's fixed day, or months after its start."""
    found: set[date] = set()
    for rule in rules:
        if rule.programme_date is not ProgrammeDate.INTERIM_REPORT:
            continue
        if rule.months_after is not None:
            found.add(months_later(period_start, rule.months_after))
        years = range(period_start.year, period_end.year + 1)
        found |= {day for year in years if (day := fixed_day(rule, year)) is not None}
    return tuple(sorted(day for day in found if period_start < day <= period_end))


def appeal_until(notified_on: date) -> date:
    """A month after the Bescheid arrived."""
    return months_later(notified_on, APPEAL_MONTHS)


def keep_until(submitted_on: date, programme: FundingProgramme | None) -> date | None:
    """The last day receipts are kept: the end of the year in which the term after the proof ends."""
    if programme is None or programme.retention_years is None:
        return None
    return date(submitted_on.year + programme.retention_years, 12, 31)


# --- the deadlines of a grant and of a programme ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GrantDate:
    """A day of a grant or programme; `key` names the rule and what it is about, `kind` the entry of „Fristarten“."""

    key: str
    title: str
    due: date
    kind: str
    critical: bool = False
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantParts:
    """What hangs on a grant and has days."""

    drawdowns: Sequence[Drawdown] = ()
    proofs: Sequence[ProofOfUse] = ()
    conditions: Sequence[Condition] = ()
    passed_on: Sequence[PassThrough] = ()


def grant_dates(
    grant: Grant,
    programme: FundingProgramme | None,
    rules: Sequence[ProgrammeDeadline],
    parts: GrantParts,
    today: date,
) -> tuple[GrantDate, ...]:
    """All days of one grant, in their order; those over and done carry the day they were done."""
    found = [*_before(grant, programme, rules, today), *_of_parts(grant, parts)]
    if grant.appeal_until is not None and grant.appeal_until >= today:
        title = f"Rechtsbehelf gegen den Bescheid: {grant.title}"
        found.append(GrantDate("appeal", title, grant.appeal_until, "appeal", critical=True))
    if grant.bound_until is not None:
        found.append(GrantDate("bound", f"Ende der Zweckbindung: {grant.title}", grant.bound_until, "other"))
    if grant.keep_until is not None:
        title = f"Ende der Aufbewahrung: {grant.title}"
        found.append(GrantDate("keep", title, grant.keep_until, "retention"))
    return tuple(sorted(found, key=_by_day))


def _by_day(entry: GrantDate) -> tuple[date, str]:
    return entry.due, entry.key


def _before(
    grant: Grant, programme: FundingProgramme | None, rules: Sequence[ProgrammeDeadline], today: date
) -> list[GrantDate]:
    if grant.state in (GrantState.IDEA, GrantState.CONSULTATION, GrantState.PREPARING):
        _, closes = window_of(rules, grant.funding_year, today)
        if closes is None:
            return []
        title = f"Antrag muss eingegangen sein: {grant.title}"
        return [GrantDate("application", title, send_by(closes, programme), "application", critical=True)]
    if grant.state in (GrantState.APPLIED, GrantState.QUERY) and grant.applied_on is not None:
        due = months_later(grant.applied_on, ASK_AFTER_MONTHS)
        return [GrantDate("answer", f"Nachfragen, wo der Bescheid bleibt: {grant.title}", due, "application")]
    return []


def _of_parts(grant: Grant, parts: GrantParts) -> list[GrantDate]:
    found: list[GrantDate] = []
    for draw in parts.drawdowns:
        if draw.spend_until is not None and draw.received_on is not None:
            title = f"Abgerufenes Geld ausgeben (Abruf {draw.number}): {grant.title}"
            done = draw.updated_at.date() if draw.state is DrawdownState.SPENT and draw.updated_at else None
            found.append(GrantDate(f"spend:{draw.id}", title, draw.spend_until, "spending", done_on=done))
    for proof in parts.proofs:
        if proof.due_on is not None:
            title = f"{proof.reference or proof.proof_kind.label}: {grant.title}"
            kind = "interim" if proof.proof_kind is ProofKind.INTERIM else "proof"
            found.append(GrantDate(f"proof:{proof.id}", title, proof.due_on, kind, True, proof.submitted_on))
    for condition in parts.conditions:
        if condition.due_on is not None:
            title = f"Auflage „{condition.text[:80]}“: {grant.title}"
            key = f"condition:{condition.id}"
            found.append(GrantDate(key, title, condition.due_on, "condition", True, condition.met_on))
    for passed in parts.passed_on:
        if passed.proof_due_on is not None:
            purpose = f" „{passed.purpose[:80]}“" if passed.purpose else ""
            title = f"Nachweis der Weiterleitung{purpose}: {grant.title}"
            found.append(GrantDate(f"pass_on:{passed.id}", title, passed.proof_due_on, "proof", False, passed.proof_on))
    return found


def programme_dates(
    programme: FundingProgramme, rules: Sequence[ProgrammeDeadline], today: date
) -> tuple[GrantDate, ...]:
    """The next fixed days of an offered programme, and the day its entry is to be checked."""
    found: list[GrantDate] = []
    name = programme.short_name or programme.title
    for rule in rules if programme.active else ():
        due = next_day(rule, today)
        if due is not None:
            year = f" für {due.year + rule.year_offset}" if rule.year_offset else ""
            closes = rule.programme_date is ProgrammeDate.WINDOW_CLOSES
            title = f"{rule.programme_date.label} {name}{year}"
            found.append(GrantDate(f"rule:{rule.id}", title, due, "application", critical=closes))
    if programme.active:
        due = programme.checked_on + CHECK_AFTER if programme.checked_on is not None else today
        found.append(GrantDate("check", f"Angaben zum Programm prüfen: {name}", due, "other"))
    return tuple(sorted(found, key=_by_day))
