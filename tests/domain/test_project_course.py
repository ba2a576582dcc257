"""The course of a project: milestones, events, answers of carriers, and the line they are drawn on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.project_course import (
    Confirmation,
    ConfirmationReply,
    Event,
    EventState,
    Milestone,
    MilestoneState,
    event_sentence,
    event_totals,
    is_late,
    milestone_sentence,
    reply_sentence,
    settled,
)
from coordinator_app.domain.project_timeline import MOST_TICKS, Look, timeline
from coordinator_app.domain.projects import Project

DAY = date(2026, 11, 26)
PLANNED, REACHED, DROPPED = MilestoneState.PLANNED, MilestoneState.REACHED, MilestoneState.DROPPED


@pytest.mark.parametrize(
    ("planned", "state", "late"),
    [
        (date(2026, 11, 25), PLANNED, True),
        (DAY, PLANNED, False),
        (None, PLANNED, False),
        (date(2026, 1, 1), REACHED, False),
        (date(2026, 1, 1), DROPPED, False),
    ],
)
def test_a_planned_milestone_is_late_the_day_after(planned: date | None, state: MilestoneState, late: bool) -> None:
    assert is_late(Milestone(planned_on=planned, state=state), DAY) is late


def test_day_and_state_of_a_milestone_tell_the_same() -> None:
    assert settled(Milestone(reached_on=DAY)).state is REACHED
    assert settled(Milestone(reached_on=DAY, state=DROPPED)).reached_on is None
    kept = Milestone(planned_on=DAY)
    assert settled(kept) is kept


@pytest.mark.parametrize(
    ("milestone", "words"),
    [
        (Milestone(planned_on=DAY), ""),
        (Milestone(), "bis wann"),
        (Milestone(state=REACHED), "wann der Meilenstein erreicht wurde"),
        (Milestone(state=REACHED, reached_on=date(2026, 11, 27)), "Zukunft"),
        (Milestone(state=REACHED, reached_on=DAY), ""),
        (Milestone(state=DROPPED), ""),
    ],
)
def test_what_forbids_a_milestone(milestone: Milestone, words: str) -> None:
    sentence = milestone_sentence(milestone, DAY)
    assert words in sentence
    assert bool(sentence) is bool(words)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Event(), ""),
        (Event(starts_on=DAY, ends_on=DAY - timedelta(1)), "Ende"),
        (Event(participants=-1), "Teilnehmende"),
        (Event(planned_participants=-1), "Erwartete"),
        (Event(costs=-1), "Kosten"),
        (Event(state=EventState.HELD, starts_on=DAY + timedelta(1)), "steht noch bevor"),
        (Event(state=EventState.HELD, starts_on=DAY, ends_on=DAY, participants=0), ""),
        (Event(state=EventState.HELD), ""),
    ],
)
def test_what_forbids_an_event(event: Event, words: str) -> None:
    sentence = event_sentence(event, DAY)
    assert words in sentence
    assert bool(sentence) is bool(words)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Confirmation(reply=ConfirmationReply.UNCHANGED, replied_on=DAY), ""),
        (Confirmation(replied_on=DAY + timedelta(1)), "Zukunft"),
        (Confirmation(reply=ConfirmationReply.CHANGED, changes=" "), "was sich geändert hat"),
        (Confirmation(reply=ConfirmationReply.CHANGED, changes="Neuer Ort"), ""),
    ],
)
def test_what_forbids_an_answer(reply: Confirmation, words: str) -> None:
    sentence = reply_sentence(reply, DAY)
    assert words in sentence
    assert bool(sentence) is bool(words)


def test_totals_count_participants_and_costs_of_what_was_held() -> None:
    held = EventState.HELD
    totals = event_totals(
        [
            Event(state=held, participants=1200, costs=5000),
            Event(state=held),
            Event(state=EventState.PLANNED, participants=70, costs=100),
            Event(state=EventState.CANCELLED),
        ]
    )
    assert (totals.held, totals.planned, totals.cancelled) == (2, 1, 1)
    assert (totals.participants, totals.uncounted, totals.costs) == (1200, 1, 5000)
    assert totals.words() == "2 durchgeführt, 1 geplant, 1 ausgefallen, 1.200 Teilnehmende, 1 ohne Zählung"
    assert event_totals([]).words() == ""


def test_a_project_without_dates_has_no_line() -> None:
    assert timeline(Project(start=DAY), [Milestone(title="offen")], [Event(title="irgendwann")], DAY) is None


def test_the_line_names_every_mark_in_order_of_days() -> None:
    project = Project(start=date(2026, 3, 1), end=date(2027, 6, 30))
    found = timeline(
        project,
        [
            Milestone(id=1, title="Konzept", planned_on=date(2026, 4, 15), reached_on=date(2026, 5, 2), state=REACHED),
            Milestone(id=2, title="Räume", planned_on=date(2026, 10, 1)),
            Milestone(id=3, title="Flyer", planned_on=date(2026, 6, 1), state=DROPPED),
        ],
        [Event(id=7, title="Auftakt", starts_on=date(2027, 1, 20))],
        DAY,
    )
    assert found is not None
    assert [(mark.title, mark.look) for mark in found.marks] == [
        ("Konzept", Look.REACHED),
        ("Flyer", Look.DROPPED),
        ("Räume", Look.LATE),
        ("Auftakt", Look.PLANNED),
    ]
    assert (found.begin, found.end, found.today) == (date(2026, 3, 1), date(2027, 6, 30), DAY)
    assert "01.10.2026 Räume (überfällig)" in found.sentence()
    assert found.share(found.begin) == 0
    assert found.share(date(2030, 1, 1)) == 1
    assert found.ticks[0][1] == "04/26"


def test_a_short_line_shows_a_quarter_and_a_permanent_offer_no_end() -> None:
    project = Project(is_permanent=True, end=DAY)
    found = timeline(project, [Milestone(title="Eröffnung", planned_on=date(2026, 5, 9))], [], DAY)
    assert found is not None
    assert (found.begin, found.term_to) == (date(2026, 5, 1), None)
    short = timeline(Project(), [Milestone(title="Eröffnung", planned_on=date(2026, 5, 9))], [], DAY)
    assert short is not None
    assert (short.begin, short.end, short.today) == (date(2026, 5, 1), date(2026, 7, 31), None)


DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=6), DAYS)
def test_every_line_has_few_ticks_inside_and_every_mark_on_it(days: list[date], day: date) -> None:
    found = timeline(Project(), [Milestone(id=at, title="M", planned_on=on) for at, on in enumerate(days)], [], day)
    assert found is not None
    assert found.begin <= min(days)
    assert found.end >= max(days)
    assert len(found.ticks) <= MOST_TICKS + 1
    assert all(0 <= found.share(tick) <= 1 and found.begin <= tick <= found.end for tick, _ in found.ticks)
    assert all(label.isdigit() or "/" in label for _, label in found.ticks)
    assert "Zeitstrahl: " in found.sentence()
