"""Characters files and fonts can carry."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.documents.text import FONTS, bound, breakable, clean, has_control, printable, unprintable

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Müller & Söhne <GmbH>", "Müller & Söhne <GmbH>"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("Glocke\x07, Null\x00, halb \ud800.", "Glocke, Null, halb ."),
        ("Tab\tbleibt, 😀 bleibt", "Tab\tbleibt, 😀 bleibt"),
    ],
)
def test_clean_takes_out_what_no_file_can_carry(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("a\u0308", "ä"),
        ("☐ ✓ → Łódź", "☐ ✓ → Łódź"),
        ("中文", "□□"),
        ("Familie \U0001f468\u200d\U0001f469", "Familie □□"),
        ("a\tb", "a   b"),
        ("private \ue000", "private □"),
    ],
)
def test_printable_shows_a_box_for_what_no_font_has(text: str, paper: str) -> None:
    assert printable(text) == paper


@given(st.text())
def test_printable_text_is_printable_and_stays_so(text: str) -> None:
    once = printable(text)
    assert unprintable(once) == ""
    assert not has_control(once)
    assert printable(once) == once


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("14 % um 17 Uhr", "14\u00a0% um 17\u00a0Uhr"),
        ("§ 44a, TOP 3, Nr. 5, Art. 6", "§\u00a044a, TOP\u00a03, Nr.\u00a05, Art.\u00a06"),
        ("Jugend e. V. und z. B. mehr", "Jugend e.\u00a0V. und z.\u00a0B. mehr"),
        ("3 Uhren an 4 kmh", "3 Uhren an 4 kmh"),
        ("Punkt A. Bald", "Punkt A. Bald"),
    ],
)
def test_blanks_inside_measures_and_abbreviations_do_not_break(text: str, kept: str) -> None:
    assert bound(text) == kept


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=200), st.integers(8, 40))
def test_break_points_change_nothing_but_the_break_points(text: str, limit: int) -> None:
    assert breakable(text, limit).replace("\u200b", "") == text


def test_long_addresses_can_break_after_their_signs() -> None:
    assert breakable("vorname.nachname@praevention.example") == "vorname.\u200bnachname@\u200bpraevention.\u200bexample"
    assert "\u200b" in breakable("x" * 60)


@pytest.mark.parametrize("name", ["coverage", "widths"])
def test_font_tables_are_up_to_date(name: str) -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "make_font_coverage.py"))
    assert (FONTS / f"{name}.txt").read_text(encoding="ascii") == script[name]()
