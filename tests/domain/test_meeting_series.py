"""Rules of meeting series: their text and words, and what a plan does to meetings already there."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.meeting_series import (
    MeetingSeries,
    Place,
    Rhythm,
    Rule,
    anchored_day,
    check_series,
    dropped_start,
    read_rule,
    rule_words,
    series_words,
    write_rule,
)
from coordinator_app.domain.series_plan import (
    SeriesAction,
    SeriesLine,
    SeriesMeeting,
    count_words,
    day_hint,
    decided_days,
    plan_series,
    proposed_day,
)

START = date(2026, 1, 8)  # a Thursday
LEAP_DAY = date(2028, 2, 29)
HOLIDAYS = {date(2026, 5, 14): "Christi Himmelfahrt"}
TODAY = date(2026, 1, 1)
SERIES = MeetingSeries(
    body_id=1,
    title="Ordentliche Sitzungen",
    rule="FREQ=WEEKLY;INTERVAL=6;BYDAY=TH",
    starts_at=datetime(2026, 1, 8, 13, tzinfo=UTC),
)
RULES = [
    (Rule(rhythm=Rhythm.WEEKS, step=6), START, "FREQ=WEEKLY;INTERVAL=6;BYDAY=TH", "alle 6 Wochen am Donnerstag"),
    (Rule(rhythm=Rhythm.WEEKS), START, "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH", "jede Woche am Donnerstag"),
    (
        Rule(rhythm=Rhythm.MONTH_WEEKDAY, step=6, place=Place.FIRST, weekday=3),
        START,
        "FREQ=MONTHLY;INTERVAL=6;BYDAY=1TH",
        "alle 6 Monate am ersten Donnerstag",
    ),
    (
        Rule(rhythm=Rhythm.MONTH_WEEKDAY, place=Place.LAST, weekday=4),
        START,
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR",
        "jeden Monat am letzten Freitag",
    ),
    (Rule(rhythm=Rhythm.MONTH_DAY, step=3), START, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=8", "alle 3 Monate am 8."),
    (
        Rule(rhythm=Rhythm.MONTH_DAY),
        date(2026, 1, 31),
        "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        "jeden Monat am 31., in kürzeren Monaten am letzten Tag",
    ),
    (Rule(rhythm=Rhythm.YEARLY), START, "FREQ=YEARLY;INTERVAL=1;BYMONTH=1;BYMONTHDAY=8", "jährlich am 8. Januar"),
    (
        Rule(rhythm=Rhythm.YEARLY, step=2),
        LEAP_DAY,
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
        "alle 2 Jahre am 29. Februar, in anderen Jahren am 28.",
    ),
]


@pytest.mark.parametrize(("rule", "start", "text", "words"), RULES)
def test_rules_are_written_read_and_told(rule: Rule, start: date, text: str, words: str) -> None:
    assert write_rule(rule, start) == text
    assert write_rule(read_rule(text), start) == text
    assert rule_words(rule, start) == words


def test_a_series_by_an_event_has_no_rule() -> None:
    event = replace(SERIES, rule=write_rule(Rule(rhythm=Rhythm.EVENT), START), anchor="Stadtparkfest", offset_days=-14)
    assert read_rule(event.rule).rhythm is Rhythm.EVENT
    assert series_words(event) == "14 Tage vor: Stadtparkfest"
    assert series_words(replace(event, offset_days=1)) == "1 Tag nach: Stadtparkfest"
    assert series_words(replace(event, offset_days=0)) == "am Tag: Stadtparkfest"
    assert anchored_day(event) is None
    assert anchored_day(replace(event, anchor_on=date(2026, 6, 20))) == date(2026, 6, 6)


def test_words_of_a_series() -> None:
    assert series_words(SERIES) == "alle 6 Wochen am Donnerstag"
    assert series_words(replace(SERIES, starts_at=None)) == ""
    assert series_words(replace(SERIES, rule="FREQ=DAILY")) == "nach eigener Regel"


def test_weekday_of_a_late_meeting_is_the_local_one() -> None:
    late = replace(SERIES, starts_at=datetime(2026, 1, 7, 23, 30, tzinfo=UTC))  # 00:30 on Thursday
    assert series_words(late) == "alle 6 Wochen am Donnerstag"


@pytest.mark.parametrize("step", [0, -1, 61])
def test_a_step_out_of_range_is_refused(step: int) -> None:
    with pytest.raises(UserError, match="zwischen 1 und 60"):
        write_rule(Rule(step=step), START)


def test_a_rule_of_another_making_is_told() -> None:
    with pytest.raises(UserError, match="nicht lesbar"):
        read_rule("FREQ=DAILY;INTERVAL=1")


def test_a_first_day_that_does_not_match_is_told() -> None:
    assert dropped_start(START, date(2026, 7, 2)) == (
        "Do, 08.01.2026 passt nicht zu dieser Regel und wird kein Termin. Die erste Sitzung ist am Do, 02.07.2026."
    )
    assert dropped_start(START, START) == ""
    assert dropped_start(START, None) == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Bezeichnung"),
        ({"rule": "", "anchor": ""}, "Ereignis"),
        ({"starts_at": None}, "ersten Tag"),
        ({"minutes": 0}, "Dauer"),
        ({"minutes": 2000}, "Dauer"),
        ({"ends_on": date(2025, 12, 31)}, "bevor sie beginnt"),
    ],
)
def test_series_that_cannot_be_are_refused(changes: dict[str, object], words: str) -> None:
    check_series(SERIES)
    with pytest.raises(UserError, match=words):
        check_series(replace(SERIES, **changes))


# --- the plan


def begins(*days: date, hour: int = 14) -> list[datetime]:
    return [datetime.combine(day, time(hour)) for day in days]


def meeting(id: int, day: date, **values: Any) -> SeriesMeeting:
    fields: dict[str, Any] = {"id": id, "series_day": day, "begin": datetime.combine(day, time(14)), **values}
    return SeriesMeeting(**fields)


def actions(lines: tuple[SeriesLine, ...]) -> list[tuple[date, SeriesAction, int | None]]:
    return [(line.day, line.action, line.meeting_id) for line in lines]


FEB, APR, MAY, JUN = date(2026, 2, 19), date(2026, 4, 2), date(2026, 5, 14), date(2026, 6, 25)


def test_holidays_and_weekends_are_proposed_to_the_next_working_day() -> None:
    assert day_hint(MAY, HOLIDAYS) == "Christi Himmelfahrt"
    assert day_hint(date(2026, 5, 16), HOLIDAYS) == "Samstag"
    assert day_hint(FEB, HOLIDAYS) == ""
    assert proposed_day(MAY, HOLIDAYS) == date(2026, 5, 15)
    assert proposed_day(date(2026, 5, 16), HOLIDAYS) == date(2026, 5, 18)
    assert proposed_day(FEB, HOLIDAYS) is None


def test_new_dates_are_made_and_a_holiday_waits_for_a_decision() -> None:
    lines = plan_series(begins(FEB, APR, MAY), [], TODAY, HOLIDAYS)
    assert actions(lines) == [(day, SeriesAction.NEW, None) for day in (FEB, APR, MAY)]
    assert [line.undecided for line in lines] == [False, False, True]
    assert (lines[2].hint, lines[2].better) == ("Christi Himmelfahrt", date(2026, 5, 15))
    with pytest.raises(UserError, match=r"Do, 14.05.2026 \(Christi Himmelfahrt\)"):
        decided_days(lines, {})
    assert decided_days(lines, {MAY: date(2026, 5, 15)}) == {FEB: FEB, APR: APR, MAY: date(2026, 5, 15)}
    assert decided_days(lines, {MAY: None, APR: None}) == {FEB: FEB}
    assert count_words(lines) == "3 neu"
    assert count_words(lines, {MAY}) == "2 neu"


def test_many_undecided_days_are_not_all_named() -> None:
    days = [date(2026, 1, 3) + timedelta(weeks=week) for week in range(6)]
    with pytest.raises(UserError, match="und weitere"):
        decided_days(plan_series(begins(*days), [], TODAY, {}), {})


def test_days_gone_by_are_left_out() -> None:
    assert plan_series(begins(FEB), [], date(2026, 2, 20), {}) == ()
    assert plan_series([], [meeting(1, FEB)], date(2026, 2, 20), {}) == ()


def test_meetings_already_there_stay_and_their_time_follows() -> None:
    moved = meeting(3, MAY, begin=datetime.combine(date(2026, 5, 20), time(14)))  # put off by hand
    there = [meeting(1, FEB), meeting(2, APR, movable=False), moved]
    assert actions(plan_series(begins(FEB, APR, MAY), there, TODAY, HOLIDAYS)) == [
        (FEB, SeriesAction.THERE, 1),
        (APR, SeriesAction.FIXED, 2),
        (MAY, SeriesAction.THERE, 3),
    ]
    later = plan_series(begins(FEB, APR, MAY, hour=15), there, TODAY, HOLIDAYS)
    assert [line.action for line in later] == [SeriesAction.MOVED, SeriesAction.FIXED, SeriesAction.MOVED]
    assert decided_days(later, {}) == {FEB: FEB, MAY: date(2026, 5, 20)}  # the day chosen by hand stays


def test_a_new_rhythm_moves_meetings_in_order_and_drops_only_empty_ones() -> None:
    old = [meeting(1, FEB), meeting(2, APR), meeting(3, MAY), meeting(4, JUN, empty=False)]
    lines = plan_series(begins(date(2026, 3, 5)), old, TODAY, HOLIDAYS)
    assert actions(lines) == [
        (date(2026, 3, 5), SeriesAction.MOVED, 1),
        (APR, SeriesAction.DROPPED, 2),
        (MAY, SeriesAction.DROPPED, 3),
        (JUN, SeriesAction.FIXED, 4),
    ]
    assert lines[0].before == begins(FEB)[0]
    assert count_words(lines) == "1 verlegt, 2 entfallen"
    assert count_words(()) == ""
    invited = plan_series(begins(date(2026, 3, 5)), [meeting(1, FEB, movable=False)], TODAY, {})
    assert actions(invited) == [(FEB, SeriesAction.FIXED, 1), (date(2026, 3, 5), SeriesAction.NEW, None)]


def test_a_meeting_thrown_away_returns_only_when_wanted() -> None:
    lines = plan_series(begins(FEB), [meeting(1, FEB, deleted=True)], TODAY, {})
    assert actions(lines) == [(FEB, SeriesAction.GONE, 1)]
    assert decided_days(lines, {}) == {}
    assert decided_days(lines, {FEB: FEB}) == {FEB: FEB}
    both = plan_series(begins(FEB), [meeting(1, FEB, deleted=True), meeting(2, FEB)], TODAY, {})
    assert actions(both) == [(FEB, SeriesAction.THERE, 2)]
    assert plan_series([], [meeting(1, FEB, deleted=True)], TODAY, {}) == ()


DAYS = st.integers(0, 60).map(lambda number: TODAY + timedelta(days=number))


@st.composite
def meetings(draw: st.DrawFn) -> list[SeriesMeeting]:
    days = draw(st.lists(DAYS, max_size=8, unique=True))
    flags = st.booleans()
    return [
        meeting(number, day, movable=draw(flags), empty=draw(flags), deleted=draw(flags))
        for number, day in enumerate(days, 1)
    ]


@given(st.lists(DAYS, max_size=8), meetings(), st.integers(8, 20))
def test_carrying_a_plan_out_twice_changes_nothing(days: list[date], there: list[SeriesMeeting], hour: int) -> None:
    wanted = begins(*days, hour=hour)
    lines = plan_series(wanted, there, TODAY, {})
    choices = {line.day: line.better for line in lines if line.undecided}
    after = _carried_out(lines, there, decided_days(lines, choices), hour)
    again = plan_series(wanted, after, TODAY, {})
    assert {line.action for line in again} <= {SeriesAction.THERE, SeriesAction.FIXED, SeriesAction.GONE}
    assert not count_words(again)


def _carried_out(
    lines: tuple[SeriesLine, ...], there: list[SeriesMeeting], days: dict[date, date], hour: int
) -> list[SeriesMeeting]:
    found = {entry.id: entry for entry in there}
    for line in lines:
        if line.action is SeriesAction.DROPPED and line.meeting_id:
            found[line.meeting_id] = replace(found[line.meeting_id], deleted=True)
        elif line.day in days:
            begin = datetime.combine(days[line.day], time(hour))
            if line.meeting_id:
                found[line.meeting_id] = replace(found[line.meeting_id], series_day=line.day, begin=begin)
            else:
                new = 100 + len(found)
                found[new] = meeting(new, line.day, begin=begin)
    return list(found.values())
