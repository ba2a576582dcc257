"""The logic model: what is typed, kept and told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.logic_model import PARTS, LogicModel, packed, points_of, unpacked

MODEL = LogicModel(inputs=("Fachkraft", "Raum"), outcomes=("Jugendliche kennen Regeln",), assumptions=("Personal da",))


def test_lines_are_points_without_bullets() -> None:
    assert points_of("- Fachkraft\n\n• Raum \n  Geld") == ("Fachkraft", "Raum", "Geld")


def test_the_model_survives_its_field() -> None:
    assert unpacked(packed(MODEL)) == MODEL
    assert packed(LogicModel()) == ""
    assert unpacked("  ") == LogicModel()


@pytest.mark.parametrize("text", ["Einfach Text", "[1, 2]", "3"])
def test_text_that_is_no_model_is_not_lost(text: str) -> None:
    assert unpacked(text).assumptions == (text,)


def test_wrong_parts_are_left_out() -> None:
    assert unpacked('{"inputs": "Raum", "outputs": ["Termine", " "], "fremd": 1}') == LogicModel(outputs=("Termine",))


@given(st.lists(st.lists(st.text().filter(str.strip), max_size=3), min_size=5, max_size=5))
def test_any_points_survive(parts: list[list[str]]) -> None:
    model = LogicModel(**{key: tuple(points) for (key, _, _), points in zip(PARTS, parts, strict=True)})
    assert unpacked(packed(model)) == model


def test_gaps_and_sentence_name_the_parts() -> None:
    assert MODEL.gaps() == ("Aktivitäten", "Leistungen", "Gesellschaftliche Wirkung")
    assert LogicModel().gaps() == ()
    assert MODEL.sentence() == (
        "Wirkmodell. Einsatz: Fachkraft; Raum. Wirkungen bei der Zielgruppe: Jugendliche kennen Regeln."
    )
    assert LogicModel(assumptions=("x",)).sentence() == "Wirkmodell ohne Angaben."
