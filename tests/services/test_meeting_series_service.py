"""Series of meetings: vectors of the dates, holidays proposed, meetings of a year in one step, changing later."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coordinator_app.common.clock import FixedClock, local
from coordinator_app.common.errors import UserError
from coordinator_app.domain.meeting_series import MeetingSeries, Place, Rhythm, Rule, write_rule
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.domain.series_plan import SeriesAction
from coordinator_app.services.meeting_series import SeriesPreview
from coordinator_app.services.workspace import Workspace

NOW = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
START = datetime(2026, 1, 8, 13, 0, tzinfo=UTC)  # Thursday, 14:00 in winter
HIMMELFAHRT, FRIDAY = date(2026, 5, 14), date(2026, 5, 15)
YEAR_END = date(2026, 12, 31)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def body(workspace: Workspace) -> int:
    return workspace.bodies.create(name="Lenkungsgruppe", short_name="LG", valid_from=date(2026, 1, 1))


def rule(rhythm: Rhythm, step: int = 1, start: date = date(2026, 1, 8), **values: Any) -> str:
    return write_rule(Rule(rhythm=rhythm, step=step, **values), start)


def make(workspace: Workspace, body: int, **values: object) -> int:
    fields = {"title": "Ordentliche Sitzungen", "rule": rule(Rhythm.WEEKS, 6), "starts_at": START, **values}
    return workspace.meetings.series.create(body_id=body, **fields)


def preview(workspace: Workspace, text: str, start: datetime = START, count: int = 5) -> SeriesPreview:
    return workspace.meetings.series.preview(MeetingSeries(title="x", rule=text, starts_at=start), count)


def days(found: SeriesPreview) -> list[str]:
    return [f"{entry.day:%d.%m.%Y}" for entry in found.dates]


def meetings(workspace: Workspace, body: int) -> list[str]:
    found = sorted(workspace.meetings.of_body(body), key=lambda meeting: meeting.starts_at or NOW)
    return [f"{local(meeting.starts_at):%d.%m. %H:%M}" for meeting in found if meeting.starts_at]


# --- dates


def test_every_six_weeks_meets_himmelfahrt(workspace: Workspace) -> None:
    found = preview(workspace, rule(Rhythm.WEEKS, 6))
    assert days(found) == ["08.01.2026", "19.02.2026", "02.04.2026", "14.05.2026", "25.06.2026"]
    assert [(entry.hint, entry.better) for entry in found.dates if entry.hint] == [("Christi Himmelfahrt", FRIDAY)]
    assert found.note == ""


def test_first_thursday_every_six_months_drops_the_start_and_says_so(workspace: Workspace) -> None:
    found = preview(workspace, rule(Rhythm.MONTH_WEEKDAY, 6, place=Place.FIRST, weekday=3))
    assert days(found)[:3] == ["02.07.2026", "07.01.2027", "01.07.2027"]
    assert found.note.startswith("Do, 08.01.2026 passt nicht zu dieser Regel")
    assert "Do, 02.07.2026" in found.note


def test_a_series_on_the_leap_day_meets_on_the_28th_in_other_years(workspace: Workspace) -> None:
    start = datetime(2028, 2, 29, 13, 0, tzinfo=UTC)
    found = preview(workspace, rule(Rhythm.YEARLY, start=date(2028, 2, 29)), start)
    assert days(found) == ["29.02.2028", "28.02.2029", "28.02.2030", "28.02.2031", "29.02.2032"]


def test_the_31st_is_the_last_day_of_short_months(workspace: Workspace) -> None:
    start = datetime(2026, 1, 31, 13, 0, tzinfo=UTC)
    found = preview(workspace, rule(Rhythm.MONTH_DAY, start=date(2026, 1, 31)), start)
    assert days(found) == ["31.01.2026", "28.02.2026", "31.03.2026", "30.04.2026", "31.05.2026"]


def test_the_local_time_stays_in_summer_and_winter(workspace: Workspace, body: int) -> None:
    found = preview(workspace, rule(Rhythm.MONTH_DAY, start=date(2026, 1, 8)), count=12)
    assert {f"{local(entry.begin):%H:%M}" for entry in found.dates} == {"14:00"}
    assert {entry.begin.hour for entry in found.dates} == {12, 13}


def test_past_dates_are_not_shown(workspace: Workspace, clock: FixedClock) -> None:
    clock.moment = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
    assert days(preview(workspace, rule(Rhythm.WEEKS, 6), count=2)) == ["02.04.2026", "14.05.2026"]


def test_an_event_gives_one_date(workspace: Workspace) -> None:
    event = MeetingSeries(title="x", starts_at=START, anchor="Stadtparkfest", offset_days=-14)
    series = workspace.meetings.series
    assert series.preview(event) == SeriesPreview(())
    with_day = MeetingSeries(
        title="x", starts_at=START, anchor="Stadtparkfest", anchor_on=date(2026, 6, 20), offset_days=-14
    )
    found = series.preview(with_day)
    assert days(found) == ["06.06.2026"]
    assert (found.dates[0].hint, found.dates[0].better) == ("Samstag", date(2026, 6, 8))


def test_an_incomplete_or_unreadable_series_is_calm(workspace: Workspace) -> None:
    series = workspace.meetings.series
    assert series.preview(MeetingSeries(title="x")) == SeriesPreview(())
    with pytest.raises(UserError, match="nicht lesbar"):
        series.preview(MeetingSeries(title="x", rule="FREQ=SOMETIMES", starts_at=START))
    with pytest.raises(UserError, match="ersten Tag"):
        series.create(body_id=1, title="x", rule=rule(Rhythm.WEEKS))


# --- meetings


def test_the_meetings_of_a_year_are_one_step_and_made_once(workspace: Workspace, body: int) -> None:
    id = make(workspace, body, minutes=90, place="Rathaus")
    with pytest.raises(UserError, match="Christi Himmelfahrt"):
        workspace.meetings.series.carry_out(id, YEAR_END)
    assert meetings(workspace, body) == []
    new = workspace.meetings.series.carry_out(id, YEAR_END, {HIMMELFAHRT: FRIDAY})
    expected = [
        *("08.01. 14:00", "19.02. 14:00", "02.04. 14:00", "15.05. 14:00", "25.06. 14:00"),
        *("06.08. 14:00", "17.09. 14:00", "29.10. 14:00", "10.12. 14:00"),
    ]
    assert meetings(workspace, body) == expected
    assert len(new) == 9
    assert workspace.meetings.series.carry_out(id, YEAR_END) == []  # the decision is remembered with the meeting
    assert meetings(workspace, body) == expected
    first = workspace.meetings.get(new[0])
    assert (first.state, first.place, first.series_id) == (MeetingState.PLANNED, "Rathaus", id)
    assert first.ends_at is not None
    assert first.starts_at is not None
    assert (first.ends_at - first.starts_at).seconds == 90 * 60
    assert workspace.store.undo() == "Termine der Sitzungsreihe angelegt"
    assert meetings(workspace, body) == []


def test_a_meeting_made_by_hand_is_not_doubled(workspace: Workspace, body: int) -> None:
    workspace.meetings.create(body_id=body, starts_at=START)
    id = make(workspace, body)
    plan = workspace.meetings.series.plan(id, date(2026, 2, 28))
    assert [line.action for line in plan] == [SeriesAction.FIXED, SeriesAction.NEW]
    workspace.meetings.series.carry_out(id, date(2026, 2, 28))
    assert meetings(workspace, body) == ["08.01. 14:00", "19.02. 14:00"]


def test_another_time_and_rhythm_move_what_is_not_invited(workspace: Workspace, body: int) -> None:
    series = workspace.meetings.series
    id = make(workspace, body)
    first, second, *_ = series.carry_out(id, date(2026, 4, 30))
    workspace.meetings.agenda.add(first, title="Eröffnung")
    later = datetime(2026, 1, 9, 14, 0, tzinfo=UTC)  # Fridays, 15:00
    series.update(id, None, starts_at=later, rule=rule(Rhythm.WEEKS, 8, start=date(2026, 1, 9)))
    series.carry_out(id, date(2026, 4, 30))
    assert meetings(workspace, body) == ["09.01. 15:00", "06.03. 15:00"]
    assert workspace.meetings.get(second).title.endswith("06.03.2026")
    assert workspace.store.undo() == "Termine der Sitzungsreihe angelegt"
    assert meetings(workspace, body) == ["08.01. 14:00", "19.02. 14:00", "02.04. 14:00"]


def test_the_summer_time_is_kept_by_the_meetings(workspace: Workspace, body: int) -> None:
    id = make(workspace, body, rule=rule(Rhythm.MONTH_DAY))
    workspace.meetings.series.carry_out(
        id, date(2026, 4, 30), {date(2026, 2, 8): None, date(2026, 3, 8): date(2026, 3, 8)}
    )
    found = workspace.meetings.of_body(body)
    assert {meeting.starts_at.hour for meeting in found if meeting.starts_at} == {12, 13}


def test_a_meeting_thrown_away_comes_back_only_when_chosen(workspace: Workspace, body: int) -> None:
    series = workspace.meetings.series
    id = make(workspace, body)
    first, *_ = series.carry_out(id, date(2026, 2, 28))
    workspace.meetings.discard(first)
    assert series.plan(id, date(2026, 2, 28))[0].action is SeriesAction.GONE
    assert series.carry_out(id, date(2026, 2, 28)) == []
    assert meetings(workspace, body) == ["19.02. 14:00"]
    assert series.carry_out(id, date(2026, 2, 28), {date(2026, 1, 8): date(2026, 1, 8)}) == []
    assert meetings(workspace, body) == ["08.01. 14:00", "19.02. 14:00"]


def test_the_end_of_a_series_and_three_years_are_limits(workspace: Workspace, body: int) -> None:
    series = workspace.meetings.series
    id = make(workspace, body, ends_on=date(2026, 2, 28))
    assert len(series.carry_out(id, YEAR_END)) == 2
    with pytest.raises(UserError, match="drei Jahre"):
        series.plan(id, date(2030, 1, 1))


def test_a_series_is_kept_and_thrown_away(workspace: Workspace, body: int) -> None:
    series = workspace.meetings.series
    id = make(workspace, body)
    series.carry_out(id, date(2026, 1, 31))
    assert [entry.id for entry in series.of_body(body)] == [id]
    with pytest.raises(UserError, match="Bezeichnung"):
        series.update(id, None, title=" ")
    assert series.get(id).title == "Ordentliche Sitzungen"
    series.discard(id)
    assert series.of_body(body) == []
    assert len(meetings(workspace, body)) == 1


def test_meetings_of_a_series_take_chair_and_place_from_the_last_one(workspace: Workspace, body: int) -> None:
    chair = workspace.contacts.create_person(last_name="Marschner", first_name="Cornelia")
    workspace.meetings.create(
        body_id=body, starts_at=datetime(2025, 12, 4, 13, tzinfo=UTC), place="Ratssaal", chair_id=chair
    )
    new = workspace.meetings.series.carry_out(make(workspace, body), date(2026, 1, 31))
    found = workspace.meetings.get(new[0])
    assert (found.place, found.chair_id) == ("Ratssaal", chair)


def test_meetings_after_the_day_asked_for_stay(workspace: Workspace, body: int) -> None:
    series = workspace.meetings.series
    id = make(workspace, body)
    series.carry_out(id, date(2026, 4, 30))
    assert len(series.plan(id, date(2026, 2, 1))) == 1
    series.update(id, None, ends_on=date(2026, 2, 1))
    series.carry_out(id, date(2026, 4, 30))
    assert meetings(workspace, body) == ["08.01. 14:00"]


def test_an_event_before_its_first_day_is_found(workspace: Workspace) -> None:
    event = MeetingSeries(
        title="x",
        starts_at=datetime(2026, 6, 20, 13, tzinfo=UTC),
        anchor="Stadtparkfest",
        anchor_on=date(2026, 6, 20),
        offset_days=-14,
    )
    assert days(workspace.meetings.series.preview(event)) == ["06.06.2026"]


def test_a_day_in_the_past_or_on_a_holiday_is_told_and_a_slip_of_the_year_refused(
    workspace: Workspace, body: int
) -> None:
    series = workspace.meetings.series
    assert series.day_note(date(2026, 5, 12)) == ""
    assert series.day_note(date(2025, 12, 4)).startswith("Dieser Tag liegt in der Vergangenheit")
    assert series.day_note(HIMMELFAHRT) == (
        "Do, 14.05.2026 ist kein Werktag (Christi Himmelfahrt). Nächster Werktag: Fr, 15.05.2026."
    )
    past = workspace.meetings.create(body_id=body, starts_at=datetime(2025, 12, 4, 13, tzinfo=UTC))
    assert workspace.meetings.get(past).state is MeetingState.PLANNED
    for year in (1926, 2126):
        with pytest.raises(UserError, match="Jahreszahl"):
            workspace.meetings.create(body_id=body, starts_at=datetime(year, 5, 5, 13, tzinfo=UTC))
        with pytest.raises(UserError, match="Jahreszahl"):
            workspace.meetings.update(past, None, starts_at=datetime(year, 5, 5, 13, tzinfo=UTC))
