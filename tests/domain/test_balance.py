"""Figures of a year: printed values, differences with sign, the sentences above the table."""

from itertools import pairwise

import pytest

from coordinator_app.domain.balance import FIGURES, Figure, Value, balance, balance_sentences
from coordinator_app.domain.fields import Kind

INFO = {info.key: info for info in FIGURES}


@pytest.mark.parametrize(
    ("key", "value", "previous", "printed", "change"),
    [
        ("meetings", 4, 6, "4", "−2"),
        ("meetings", 1_234, 34, "1.234", "+1.200"),
        ("meetings", 4, 4, "4", "±0"),
        ("meetings", None, 4, "–", ""),
        ("attendance", 0.84, 0.89, "84\u00a0%", "−5 Punkte"),
        ("attendance", 0.84, 0.842, "84\u00a0%", "±0"),
        ("attendance", 0.84, 0.85, "84\u00a0%", "−1 Punkt"),
        ("granted", 2_082_000, None, "20.820,00\u00a0€", ""),
        ("granted", 2_082_000, 1_000_000, "20.820,00\u00a0€", "+10.820,00\u00a0€"),
        ("participants", 2.5, 1, "2,5", "+1,5"),
    ],
)
def test_figure_as_printed(key: str, value: Value, previous: Value, printed: str, change: str) -> None:
    figure = Figure(INFO[key], value, previous)
    assert (figure.text, figure.change) == (printed, change)


def test_balance_has_every_figure_in_its_order_and_groups_stay_together() -> None:
    figures = balance({"meetings": 4}, {"meetings": 3})
    assert [figure.info for figure in figures] == list(FIGURES)
    groups = [info.group for info in FIGURES]
    assert len([1 for a, b in pairwise(groups) if a != b]) == len(set(groups)) - 1
    assert next(figure for figure in figures if figure.info.key == "meetings").previous_text == "3"


def test_money_is_declared_as_money() -> None:
    assert {info.key for info in FIGURES if info.kind is Kind.MONEY} == {"applied", "granted", "spent"}


def test_sentences_tell_only_what_there_is() -> None:
    assert balance_sentences(balance({}, {}), "im Jahr 2026") == ()
    year: dict[str, Value] = {
        "projects_running": 23,
        "events_held": 6,
        "participants": 366,
        "adopted": 9,
        "implemented": 6,
        "granted": 2_082_000,
    }
    assert balance_sentences(balance(year, {}), "im Jahr 2026", "2025") == (
        "Im Jahr 2026 liefen 23 Projekte und Angebote.",
        "Sechs Veranstaltungen erreichten 366 Menschen.",
        "Es wurden neun Beschlüsse gefasst und sechs umgesetzt.",
        "Bewilligt wurden 20.820,00\u00a0€ Fördermittel.",
    )


def test_sentences_compare_with_the_period_before_and_mind_the_singular() -> None:
    one: dict[str, Value] = {
        "projects_running": 1,
        "projects_done": 1,
        "events_held": 1,
        "participants": 30,
        "meetings": 1,
        "attendance": 0.75,
        "adopted": 1,
        "implemented": 0,
        "needs": 1,
        "priorities": 1,
        "granted": 100,
        "spent": 50,
    }
    two: dict[str, Value] = {"projects_running": 3, "participants": 30, "meetings": 4}
    assert balance_sentences(balance(one, two), "im Jahr 2026", "2025") == (
        "Im Jahr 2026 lief ein Projekt oder Angebot, zwei weniger als 2025; abgeschlossen wurde eins.",
        "Eine Veranstaltung erreichte 30 Menschen, so viele wie 2025.",
        "Die Gremien tagten einmal, drei weniger als 2025; im Mittel waren 75\u00a0% der Stimmberechtigten anwesend.",
        "Es wurde ein Beschluss gefasst und noch keiner umgesetzt.",
        "Ein Bedarf wurde gemeldet; eine Priorität wurde beschlossen.",
        "Bewilligt wurden 1,00\u00a0€ Fördermittel, ausgegeben 0,50\u00a0€.",
    )
    bare: dict[str, Value] = {
        "events_held": 2,
        "priorities": 2,
        "meetings": 3,
        "projects_done": 2,
        "projects_running": 4,
        "adopted": 2,
        "implemented": 3,
    }
    assert balance_sentences(balance(bare, {}), "im Jahr 2026") == (
        "Im Jahr 2026 liefen vier Projekte und Angebote; abgeschlossen wurden zwei.",
        "Zwei Veranstaltungen fanden statt.",
        "Die Gremien tagten dreimal.",
        "Es wurden zwei Beschlüsse gefasst; umgesetzt wurden drei, darunter auch frühere.",
        "Kein neuer Bedarf wurde gemeldet; zwei Prioritäten wurden beschlossen.",
    )
