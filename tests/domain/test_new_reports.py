"""What a new report starts with, and the order of its chapters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.evaluation import ReportChapterText
from coordinator_app.domain.new_reports import first_plan, following, span, usual_period, usual_title
from coordinator_app.domain.report_chapters import Chapter, arranged, new_own_key
from coordinator_app.domain.report_outlines import FIELDS, OUTLINES, field_key, field_of, outline
from coordinator_app.domain.report_plan import ReportPlan, plan_text, read_plan
from coordinator_app.domain.reports import Report, ReportKind

DAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("kind", "day", "expected", "title"),
    [
        (ReportKind.ANNUAL, DAY, (date(2026, 1, 1), date(2026, 12, 31)), "Jahresbericht 2026"),
        (ReportKind.PREVENTION, date(2026, 9, 30), (date(2025, 1, 1), date(2025, 12, 31)), "Präventionsbericht 2025"),
        (ReportKind.STRATEGY, DAY, (date(2027, 1, 1), date(2030, 12, 31)), "Präventionsstrategie 2027–2030"),
        (ReportKind.PRESS_TEXT, DAY, (None, None), "Pressetext"),
    ],
)
def test_new_report_is_about_the_usual_period(
    kind: ReportKind, day: date, expected: tuple[date | None, date | None], title: str
) -> None:
    assert usual_period(kind, day) == expected
    assert usual_title(kind, *expected) == title
    assert first_plan(kind).contents is (expected[0] is not None)


def test_title_names_what_it_is_about() -> None:
    assert usual_title(ReportKind.DECISION_PAPER, None, None, " Streetwork ") == "Beschlussvorlage: Streetwork"
    assert len(usual_title(ReportKind.DECISION_PAPER, None, None, "x" * 400)) == 200


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, (date(2026, 1, 1), DAY)),
        (date(2025, 1, 1), date(2025, 12, 31), (date(2025, 1, 1), date(2025, 12, 31))),
        (date(2027, 1, 1), None, (date(2027, 1, 1), date(2027, 1, 1))),
        (None, date(2024, 6, 30), (date(2024, 1, 1), date(2024, 6, 30))),
    ],
)
def test_span_has_two_days_in_order(start: date | None, end: date | None, expected: tuple[date, date]) -> None:
    assert span(Report(period_start=start, period_end=end), DAY) == expected


@pytest.mark.parametrize(
    ("title", "start", "end", "expected"),
    [
        (
            "Jahresbericht 2025",
            date(2025, 1, 1),
            date(2025, 12, 31),
            ("Jahresbericht 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ),
        (
            "Bericht 2023/2024 der 12345",
            date(2023, 1, 1),
            date(2024, 2, 29),
            ("Bericht 2025/2026 der 12345", date(2025, 1, 1), date(2026, 2, 28)),
        ),
        ("Vorlage", None, None, ("Vorlage", None, None)),
    ],
)
def test_following_report_has_the_period_after(
    title: str, start: date | None, end: date | None, expected: tuple[str, date | None, date | None]
) -> None:
    assert following(Report(title=title, period_start=start, period_end=end)) == expected


# --- outlines and order


POOL = tuple(Chapter(key, key.upper(), "aus den Daten") for key in "abcd")


def _stored(*keys: str, **titles: str) -> dict[str, ReportChapterText]:
    return {
        key: ReportChapterText(report_id=1, chapter=key, position=place, title=titles.get(key.replace(":", "_"), ""))
        for place, key in enumerate(keys, start=1)
    }


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), "abcd"),
        (("c", "a"), "cdab"),
        (("d", "c", "b", "a"), "dcba"),
        (("gone", "b"), "abcd"),
    ],
)
def test_chapter_without_place_stands_behind_the_one_it_usually_follows(keys: tuple[str, ...], expected: str) -> None:
    assert "".join(state.chapter.key for state in arranged(POOL, _stored(*keys))) == expected


def test_own_chapters_and_headings_are_shown() -> None:
    states = arranged(POOL[:2], _stored("own:1", "b", own_1="Dank", b="Eigene Worte"))
    assert [(state.heading, state.is_own, state.needs_text) for state in states] == [
        ("A", False, False),
        ("Dank", True, True),
        ("Eigene Worte", False, False),
    ]
    loose = {"own:2": ReportChapterText(report_id=1, chapter="own:2", title="Nachtrag")}
    assert [state.heading for state in arranged(POOL[:1], loose)] == ["A", "Nachtrag"]
    assert new_own_key(["a", "own:2"]) == "own:3"
    assert new_own_key([]) == "own:1"


@given(st.permutations("abcd"), st.integers(0, 4))
def test_every_chapter_stands_exactly_once(order: list[str], placed: int) -> None:
    states = arranged(POOL, _stored(*order[:placed]))
    assert sorted(state.chapter.key for state in states) == list("abcd")
    assert [state.chapter.key for state in states if state.chapter.key in order[:placed]] == order[:placed]


def test_outlines_have_a_chapter_per_field_of_action() -> None:
    found = outline(ReportKind.ANNUAL, {7: "Jugend", 9: "Sucht"})
    keys = [chapter.key for chapter in found]
    place = OUTLINES[ReportKind.ANNUAL].index(FIELDS)
    assert keys[place : place + 2] == [field_key(7), field_key(9)]
    assert found[place].title == "Jugend"
    assert (field_of("field:7"), field_of("outlook")) == (7, None)
    assert all(outline(kind, {}) for kind in ReportKind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ReportPlan()),
        ("{", ReportPlan()),
        ("[1]", ReportPlan()),
        ('{"numbered": "x", "fields": 3, "unknown": 1}', ReportPlan()),
        ('{"numbered": false, "fields": [3, "a", true], "columns": ["title", 4]}', None),
    ],
)
def test_plan_is_read_whatever_stands_there(text: str, expected: ReportPlan | None) -> None:
    found = read_plan(text)
    assert found == (expected or ReportPlan(numbered=False, fields=(3,), columns=("title",)))
    assert read_plan(plan_text(found)) == found
