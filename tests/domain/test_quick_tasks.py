"""Festlegungen typed in one line: only what is understood is taken out of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.day_words import parse_day
from coordinator_app.domain.quick_tasks import QuickTask, named, split_line

TODAY = date(2026, 11, 26)


def is_date(text: str) -> bool:
    try:
        return parse_day(text, TODAY, "future", date(2027, 3, 4)) is not None
    except UserError:
        return False


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Weber: Angebot einholen bis Ende März", QuickTask("Angebot einholen", "Weber", "bis Ende März")),
        ("Angebot einholen in 2 Wochen", QuickTask("Angebot einholen", "", "in 2 Wochen")),
        ("Frau Dr. Nitzsche:  Flyer drucken, 10.12.", QuickTask("Flyer drucken", "Frau Dr. Nitzsche", "10.12.")),
        ("Hempel: Bericht bis zum nächsten KPR", QuickTask("Bericht", "Hempel", "bis zum nächsten KPR")),
        ("Raum im Stadtteil Mitte suchen", QuickTask("Raum im Stadtteil Mitte suchen")),
        ("Bestand bis Haus 12 zählen bis 10.12.", QuickTask("Bestand bis Haus 12 zählen", "", "bis 10.12.")),
        ("Weber: in 2 Wochen", QuickTask("in 2 Wochen", "Weber")),
        ("Treffen um 17:30 Uhr ankündigen", QuickTask("Treffen um 17:30 Uhr ankündigen")),
        ("bis Ende März", QuickTask("bis Ende März")),
        ("", QuickTask("")),
    ],
)
def test_line_is_split(line: str, found: QuickTask) -> None:
    assert split_line(line, is_date) == found


@given(st.text(max_size=60))
def test_no_word_is_lost(line: str) -> None:
    found = split_line(line, is_date)
    kept = f"{found.who} {found.what} {found.due}"
    for mark in ":,;–-":
        kept, line = kept.replace(mark, " "), line.replace(mark, " ")
    assert kept.split() == line.split()


PEOPLE = [(1, "Anna Weber"), (2, "Jens Weber"), (-3, "Alte Weberei e. V."), (4, "Petra Nitzsche")]


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ("Weber", [1, 2]),
        ("Anna Weber", [1]),
        ("Frau Nitzsche", [4]),
        ("Weberei", [-3]),
        ("nitzs", [4]),
        ("Krause", []),
        ("", []),
    ],
)
def test_who_is_meant_by_a_name(who: str, ids: list[int]) -> None:
    assert named(who, PEOPLE) == ids
