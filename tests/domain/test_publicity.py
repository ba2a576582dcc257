"""Public and non-public paragraphs of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.publicity import (
    MARK,
    Segment,
    doubtful_marks,
    has_marks,
    internal_text,
    marked_lines,
    public_text,
    segments,
    toggle,
    without_marks,
)

TEXT = "Der Treff öffnet.\n\n[nö] Die Polizei nennt Namen.\nZweite Zeile.\n\nEs wird gedankt."


def test_marked_paragraph_ends_at_the_next_blank_line() -> None:
    assert segments(TEXT) == (
        Segment("Der Treff öffnet.", public=True),
        Segment("Die Polizei nennt Namen.\nZweite Zeile.", public=False),
        Segment("Es wird gedankt.", public=True),
    )
    assert public_text(TEXT) == "Der Treff öffnet.\n\nEs wird gedankt."
    assert internal_text(TEXT) == "Die Polizei nennt Namen.\nZweite Zeile."
    assert without_marks(TEXT) == TEXT.replace("[nö] ", "")
    assert marked_lines(TEXT) == (2, 3)


@pytest.mark.parametrize(
    "line",
    [
        "[nö] geheim",
        "[NÖ]geheim",
        "  [nö] geheim",
        "[ nö ] geheim",
        "[no\u0308] geheim",
        "[nicht öffentlich] geheim",
        "[nichtöffentlich] geheim",
        "[Nicht-öffentlich] geheim",
        "- [nö] geheim",
        "offen [nö] geheim",
    ],
)
def test_every_spelling_hides_its_line(line: str) -> None:
    assert has_marks(line)
    assert public_text(f"Anfang\n\n{line}\nweiter geheim\n\nEnde") == "Anfang\n\nEnde"
    assert "[" not in without_marks(line)
    assert "geheim" in internal_text(line)


def test_lines_before_the_mark_stay_public() -> None:
    assert public_text("offen\n[nö] geheim\nauch geheim") == "offen"
    assert public_text("offen\r\n\r\n[nö] geheim") == "offen"
    assert segments("eins\n\nzwei") == (Segment("eins\n\nzwei", public=True),)
    assert segments("") == ()
    assert public_text("  ohne Marke  ") == "  ohne Marke  "
    assert without_marks("ohne") == "ohne"
    assert without_marks("- [nö] Punkt") == "- Punkt"


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("[nö geheim", True),
        ("(nö) geheim", True),
        ("(n. ö.) geheim", True),
        ("nö: geheim", True),
        ("Text\nn.ö.: geheim", True),
        ("[nö] geheim", False),
        ("[nicht öffentlich] geheim", False),
        ("Das ist nötig (schön).", False),
    ],
)
def test_what_looks_like_a_mark_is_told(text: str, doubtful: bool) -> None:
    assert doubtful_marks(text) is doubtful


@pytest.mark.parametrize(
    ("text", "lines", "result"),
    [
        ("eins", (0, 0), "[nö] eins"),
        ("[nö] eins", (0, 0), "eins"),
        ("eins\nzwei\ndrei", (1, 1), "eins\n\n[nö] zwei\n\ndrei"),
        ("eins\n\nzwei", (0, 2), "[nö] eins\n\n[nö] zwei"),
        ("eins\n\n[nö] zwei\ndrei", (3, 3), "eins\n\nzwei\ndrei"),
        ("eins\n[nö] zwei", (0, 0), "eins\nzwei"),
        ("eins\n\n", (1, 2), "eins\n\n"),
        ("", (0, 5), ""),
        ("- Punkt", (0, 0), "[nö] - Punkt"),
    ],
)
def test_toggle_marks_and_unmarks(text: str, lines: tuple[int, int], result: str) -> None:
    assert toggle(text, *lines) == result


def test_list_behind_a_mark_stays_a_list() -> None:
    assert internal_text("[nö] - Punkt\n- zweiter") == "- Punkt\n- zweiter"


WORDS = st.text(alphabet="ab -.", min_size=1).filter(lambda line: bool(line.strip()))


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=5), st.data())
def test_nothing_marked_is_ever_public(paragraphs: list[list[str]], data: st.DataObject) -> None:
    text = "\n\n".join("\n".join(lines) for lines in paragraphs)
    count = text.count("\n")
    first = data.draw(st.integers(0, count))
    last = data.draw(st.integers(first, count))
    secret = [line.strip() for line in text.split("\n")[first : last + 1] if line.strip()]
    marked = toggle(text, first, last)
    assert has_marks(marked) is bool(secret)
    public = [line for line in public_text(marked).split("\n") if line.strip()]
    kept = [line for number, line in enumerate(text.split("\n")) if line.strip() and not first <= number <= last]
    assert [line.strip() for line in public] == [line.strip() for line in kept]
    assert [line.strip() for line in without_marks(marked).split("\n") if line.strip()] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]
    assert MARK not in without_marks(marked)
