"""Presence, voting right and quorum; the order in which presence is entered never matters."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.attendance import (
    Participant,
    QuorumKind,
    Span,
    arrive,
    check_spans,
    close,
    closing_minute,
    distinct_names,
    is_present,
    leave,
    presence_at,
    quorum,
    reopen,
    take_back,
    visible_spans,
)

BEGIN = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


def minute(number: int) -> datetime:
    return BEGIN + timedelta(minutes=number)


def span(start: int, end: int | None = None) -> Span:
    return Span(minute(start), None if end is None else minute(end))


ALL = (span(0),)


def test_somebody_comes_late_and_goes_early() -> None:
    spans = leave(arrive((), minute(12)), minute(31))
    assert spans == (span(12, 31),)
    assert [is_present(spans, minute(at)) for at in (0, 11, 12, 30, 31, 60)] == [False, False, True, True, False, False]


def test_leaving_before_arriving_is_entered_in_any_order() -> None:
    assert arrive(leave((), minute(31)), minute(12)) == leave(arrive((), minute(12)), minute(31))
    assert visible_spans(leave((), minute(31))) == ()


def test_coming_back_at_the_same_minute_counts_as_present() -> None:
    spans = arrive(leave(arrive((), minute(0)), minute(10)), minute(10))
    assert is_present(spans, minute(10))


def test_four_times_in_and_out() -> None:
    spans: tuple[Span, ...] = ()
    for turn in range(4):
        spans = leave(arrive(spans, minute(turn * 10)), minute(turn * 10 + 5))
    assert visible_spans(spans) == tuple(span(turn * 10, turn * 10 + 5) for turn in range(4))


def test_repeated_arrival_is_one_time_of_presence() -> None:
    spans = leave(arrive(arrive((), minute(0)), minute(5)), minute(20))
    assert visible_spans(spans) == (span(0, 20),)
    assert visible_spans(arrive(arrive((), minute(0)), minute(5))) == (span(0),)


def test_end_of_the_meeting_closes_open_times() -> None:
    assert close((span(0),), minute(90)) == (span(0, 90),)
    assert close((span(0, 10), span(95)), minute(90)) == (span(0, 10),)
    assert close((), minute(90)) == ()


def test_arrival_taken_back_within_its_minute() -> None:
    assert take_back(arrive((), minute(5)), minute(5)) == ()
    assert take_back((span(0, 5), span(5)), minute(5)) == (span(0, 5),)
    assert take_back((span(0),), minute(5)) == (span(0),)


def test_arrival_in_the_closing_minute_is_a_time_of_presence() -> None:
    spans = arrive((), minute(90))
    end = closing_minute(spans, minute(90))
    assert end == minute(91)
    assert visible_spans(close(spans, end)) == (span(90, 91),)
    assert closing_minute((span(0), span(80, 90)), minute(90)) == minute(90)


def test_going_on_opens_what_the_end_has_closed() -> None:
    spans = (span(0, 10), span(20))
    assert reopen(close(spans, minute(90)), minute(90)) == spans
    assert reopen((span(0, 10),), minute(90)) == (span(0, 10),)


@pytest.mark.parametrize(
    ("entered", "end", "kept"),
    [
        ([span(20), span(0, 10)], None, (span(0, 10), span(20))),
        ([span(20), span(0, 10)], 90, (span(0, 10), span(20, 90))),
        ([span(0, 10), span(10, 20)], 90, (span(0, 10), span(10, 20))),
        ([], 90, ()),
    ],
)
def test_times_entered_by_hand_are_put_in_order(entered: list[Span], end: int | None, kept: tuple[Span, ...]) -> None:
    assert check_spans(entered, None if end is None else minute(end)) == kept


@pytest.mark.parametrize(
    ("entered", "end", "words"),
    [
        ([span(10, 10)], None, "endet, bevor sie beginnt"),
        ([span(0, 30), span(20, 40)], None, "reicht in die nächste hinein"),
        ([span(0), span(20, 40)], None, "reicht in die nächste hinein"),
        ([span(90)], 90, "Die Sitzung endete um 18:30 Uhr"),
        ([span(0, 95)], 90, "Die Sitzung endete um 18:30 Uhr"),
    ],
)
def test_impossible_times_are_refused(entered: list[Span], end: int | None, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_spans(entered, None if end is None else minute(end))


def test_two_people_with_one_name_are_told_apart() -> None:
    people = [(1, "Anna Müller", "Diakonie"), (2, "Anna Müller", "Oberschule"), (3, "Jens Hempel", "Ordnungsamt")]
    assert distinct_names(people) == {
        1: "Anna Müller (Diakonie)",
        2: "Anna Müller (Oberschule)",
        3: "Jens Hempel",
    }
    assert list(distinct_names([(1, "Anna Müller", ""), (2, "Anna Müller", ""), (3, "Anna Müller", "")]).values()) == [
        "Anna Müller",
        "Anna Müller (2)",
        "Anna Müller (3)",
    ]


events = st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 30)), max_size=8, unique=True)


@given(events, st.randoms(), st.integers(0, 30))
def test_any_order_of_edits_gives_the_same_base(
    edits: list[tuple[int, bool, int]], random: Random, moment: int
) -> None:
    def entered(order: list[tuple[int, bool, int]]) -> list[Participant]:
        spans: dict[int, tuple[Span, ...]] = {}
        for person, comes, at in order:
            spans[person] = (arrive if comes else leave)(spans.get(person, ()), minute(at))
        return [
            Participant(0, True, 1, None, spans.get(0, ())),
            Participant(1, True, 2, None, spans.get(1, ())),
            Participant(2, False, 1, 0, spans.get(2, ())),
        ]

    shuffled = list(edits)
    random.shuffle(shuffled)
    assert presence_at(entered(edits), minute(moment)) == presence_at(entered(shuffled), minute(moment))
    assert [item.spans for item in entered(edits)] == [item.spans for item in entered(shuffled)]


PEOPLE = 5
edits = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.booleans(), st.integers(0, 40)), max_size=24, unique=True)


@given(edits, st.randoms(), st.integers(0, 40), st.frozensets(st.integers(0, PEOPLE - 1)), st.integers(41, 50))
def test_base_of_a_vote_depends_on_the_events_alone(
    wanted: list[tuple[int, bool, int]], random: Random, moment: int, recused: frozenset[int], end: int
) -> None:
    """Property 1: entered in any order, entered twice, before or after the end: one base at the time of a vote."""

    def room(order: list[tuple[int, bool, int]], *, over: bool) -> list[Participant]:
        spans: dict[int, tuple[Span, ...]] = {}
        for person, comes, at in order:
            spans[person] = (arrive if comes else leave)(spans.get(person, ()), minute(at))
        if over:
            spans = {person: close(own, minute(end)) for person, own in spans.items()}
        return [
            Participant(0, True, 1, None, spans.get(0, ())),
            Participant(1, True, 3, None, spans.get(1, ())),
            Participant(2, False, 1, 0, spans.get(2, ())),
            Participant(3, False, 1, 1, spans.get(3, ())),
            Participant(4, False, 1, 1, spans.get(4, ())),
        ]

    found = presence_at(room(wanted, over=False), minute(moment), recused)
    other = list(wanted)
    random.shuffle(other)
    assert presence_at(room(other, over=False), minute(moment), recused) == found
    assert presence_at(room([*other, *wanted], over=False), minute(moment), recused) == found
    assert presence_at(room(other, over=True), minute(moment), recused) == found
    last: dict[int, tuple[int, bool]] = {}
    for person, comes, at in wanted:
        if at <= moment:
            last[person] = max(last.get(person, (-1, False)), (at, comes))
    assert found.present == {person for person, (_, comes) in last.items() if comes}
    assert found.votes <= 4
    assert not found.entitled & recused


@given(events, st.integers(0, 30))
def test_shown_times_tell_the_same_as_the_events(edits: list[tuple[int, bool, int]], moment: int) -> None:
    spans: tuple[Span, ...] = ()
    for _, comes, at in edits:
        spans = (arrive if comes else leave)(spans, minute(at))
    shown = any(
        part.start <= minute(moment) and (part.end is None or minute(moment) < part.end)
        for part in visible_spans(spans)
    )
    assert shown == is_present(spans, minute(moment))


def test_one_recused_of_fourteen_leaves_a_base_of_thirteen() -> None:
    people = [Participant(number, spans=ALL) for number in range(14)]
    assert presence_at(people, minute(5)).votes == 14
    found = presence_at(people, minute(5), frozenset({3}))
    assert (found.votes, len(found.present)) == (13, 14)
    assert 3 not in found.entitled


def test_deputy_votes_only_while_the_principal_is_away() -> None:
    principal = Participant(1, weight=2, spans=(span(0, 10),))
    deputy = Participant(2, has_vote=False, represents=1, spans=ALL)
    assert presence_at([principal, deputy], minute(5)).entitled == {1}
    later = presence_at([principal, deputy], minute(15))
    assert (later.entitled, later.votes) == ({2}, 2)


@pytest.mark.parametrize(
    ("deputies", "recused", "entitled"),
    [
        (
            [
                Participant(2, has_vote=False, represents=1, spans=ALL),
                Participant(3, has_vote=False, represents=1, spans=ALL),
            ],
            (),
            {2},
        ),
        ([Participant(2, has_vote=False, represents=1, spans=ALL)], (1,), set()),
        ([Participant(2, has_vote=False, represents=1, spans=ALL)], (2,), set()),
        ([Participant(2, has_vote=False, represents=9, spans=ALL)], (), set()),
        ([Participant(2, has_vote=False, spans=ALL)], (), set()),
        ([Participant(2, has_vote=True, spans=())], (), set()),
    ],
)
def test_a_vote_is_cast_once_or_not_at_all(
    deputies: list[Participant], recused: tuple[int, ...], entitled: set[int]
) -> None:
    assert presence_at([Participant(1), *deputies], minute(5), frozenset(recused)).entitled == entitled


def test_deputy_of_an_advisory_member_has_no_vote() -> None:
    people = [Participant(1, has_vote=False), Participant(2, has_vote=False, represents=1, spans=ALL)]
    assert presence_at(people, minute(5)).votes == 0


@pytest.mark.parametrize(
    ("kind", "value", "present", "members", "met"),
    [
        (QuorumKind.NONE, 0, 0, 18, False),
        (QuorumKind.NONE, 0, 1, 18, True),
        (QuorumKind.AT_LEAST_HALF, 0, 9, 18, True),
        (QuorumKind.MORE_THAN_HALF, 0, 9, 18, False),
        (QuorumKind.MORE_THAN_HALF, 0, 10, 18, True),
        (QuorumKind.AT_LEAST_HALF, 0, 8, 17, False),
        (QuorumKind.AT_LEAST_HALF, 0, 9, 17, True),
        (QuorumKind.SHARE, 60, 10, 18, False),  # 10.8 needed
        (QuorumKind.SHARE, 60, 11, 18, True),
        (QuorumKind.NUMBER, 5, 4, 18, False),
        (QuorumKind.NUMBER, 5, 5, 18, True),
    ],
)
def test_quorum_kinds(kind: QuorumKind, value: int, present: int, members: int, met: bool) -> None:
    assert quorum(kind, value, present, members).met is met


def test_quorum_is_told_in_a_sentence() -> None:
    kind = QuorumKind.MORE_THAN_HALF
    assert quorum(kind, 0, 11, 14).sentence == "11 von 14 Stimmen anwesend, nötig 8: beschlussfähig."
    assert quorum(kind, 0, 7, 14).sentence == "7 von 14 Stimmen anwesend, nötig 8: nicht beschlussfähig."
    assert quorum(QuorumKind.NONE, 0, 3, 14).sentence.endswith("verlangt keine Mindestzahl.")
