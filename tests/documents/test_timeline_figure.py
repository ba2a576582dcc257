"""The line of a project on paper: every mark in place, words never over one another, the same bytes every time."""

from datetime import date, timedelta

from coordinator_app.documents.layout import text_width
from coordinator_app.documents.timeline_figure import place_words, timeline_figure
from coordinator_app.domain.project_course import Event, EventState, Milestone, MilestoneState
from coordinator_app.domain.project_timeline import Timeline, timeline
from coordinator_app.domain.projects import Project

DAY = date(2026, 11, 26)


def line(number: int) -> Timeline:
    """As many milestones within two months, one dropped, one late, an event at the end."""
    start = date(2026, 10, 1)
    milestones = [
        Milestone(
            id=at, title=f"Meilenstein mit einem recht langen Namen Nummer {at}", planned_on=start + timedelta(at)
        )
        for at in range(number)
    ]
    milestones.append(Milestone(id=90, title="Entfallen", planned_on=start, state=MilestoneState.DROPPED))
    events = [Event(id=1, title="Fest", starts_on=date(2027, 3, 1), state=EventState.HELD)]
    found = timeline(Project(start=start, end=date(2027, 6, 30)), milestones, events, DAY)
    assert found is not None
    return found


def test_words_never_touch_and_what_finds_no_room_keeps_its_sign() -> None:
    placed = place_words(line(12), 160)
    assert len(placed) == 14
    assert any(words == "" for _, _, _, words, _ in placed)
    by_lane: dict[int, float] = {}
    for _, _, left, words, lane in placed:
        if words:
            assert left >= by_lane.get(lane, -1)
            assert left + text_width(words, 8) <= 160
            by_lane[lane] = left + text_width(words, 8)


def test_the_picture_is_the_same_every_time_and_says_what_it_shows() -> None:
    figure = timeline_figure(line(2), 160)
    assert figure.image.startswith(b"\x89PNG")
    assert figure == timeline_figure(line(2), 160)
    assert "Entfallen (entfallen)" in figure.alt
    assert "(überfällig)" in figure.alt


def test_an_offer_without_term_is_drawn_without_one() -> None:
    found = timeline(Project(), [Milestone(title="Eröffnung", planned_on=date(2030, 1, 5))], [], DAY)
    assert found is not None
    assert timeline_figure(found, 160).image.startswith(b"\x89PNG")
