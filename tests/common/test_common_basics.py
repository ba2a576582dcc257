"""Changes, clocks, errors and job contexts: what every layer builds on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.common.changes import Change
from coordinator_app.common.clock import BERLIN, FixedClock, SystemClock, local, today
from coordinator_app.common.errors import Cancelled, StaleRecord, UserError
from coordinator_app.common.jobs import JobContext


def test_a_change_concerns_the_kinds_it_names() -> None:
    change = Change(ids={"project": frozenset({1})})
    assert change.concerns(frozenset({"project", "need"}))
    assert not change.concerns(frozenset({"need"}))
    assert Change(everything=True).concerns(frozenset({"need"}))
    assert not Change().concerns(frozenset({"need"}))


def test_clocks_tell_aware_time_in_utc() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)
    night = FixedClock(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert local(night.now()).tzinfo is BERLIN
    assert today(night) == date(2026, 7, 1)
    assert FixedClock(datetime(2026, 1, 1, 1, 0, tzinfo=BERLIN)).now() == datetime(2026, 1, 1, 0, 0, tzinfo=UTC)


def test_user_errors_carry_their_sentence_and_help_topic() -> None:
    error = StaleRecord("Schon geändert.", help_topic="speichern")
    assert isinstance(error, UserError)
    assert (str(error), error.text, error.help_topic) == ("Schon geändert.", "Schon geändert.", "speichern")


def test_a_job_reports_until_it_is_cancelled() -> None:
    told: list[tuple[int, int, str]] = []
    context = JobContext(lambda *report: told.append(report))
    context.progress(1, 3, "eins")
    context.cancel()
    with pytest.raises(Cancelled):
        context.progress(2, 3, "zwei")
    assert told == [(1, 3, "eins")]
    JobContext().progress(1, 0, "niemand hört")
