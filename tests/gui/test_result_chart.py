"""Charts of results: every shape in every theme, spoken lines, keys; freed when closed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.domain.result_charts import ChartChoice, chart_choices
from coordinator_app.domain.results import Figure, Result, Shown
from coordinator_app.gui.widgets.portfolio_chart import PairedChart, PortfolioChart
from coordinator_app.gui.widgets.result_chart import ResultChart
from coordinator_app.gui.widgets.result_painting import heat_step, stacked_parts
from tests.documents.result_samples import AGREE, INDEX, LIKERT, MULTIPLE, PERCEIVED, PORTFOLIO, SHARES, WAVES
from tests.gui.helpers import assert_freed

SHAPES = [
    (result, choice) for result in (LIKERT, AGREE, SHARES, MULTIPLE, INDEX, WAVES) for choice in chart_choices(result)
]


def chart(qtbot: QtBot, result: Result | None, choice: ChartChoice | None = None, width: int = 740) -> ResultChart:
    made = ResultChart()
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.show_result(result, choice)
    made.show()
    return made


@pytest.mark.parametrize(("result", "choice"), SHAPES)
def test_every_shape_is_drawn_and_told(qtbot: QtBot, result: Result, choice: ChartChoice) -> None:
    made = chart(qtbot, result, choice)
    assert made.choice is choice
    made.resize(740, made.heightForWidth(740))
    picture = made.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, 740, 7) for y in range(0, picture.height(), 5)}) > 4
    assert all(words.endswith(".") for words in made.words())
    assert made.accessibleName() == f"Diagramm: {result.title}"
    assert made.heightForWidth(400) > 60


def test_lines_are_walked_by_keys_and_chosen(qtbot: QtBot) -> None:
    made = chart(qtbot, LIKERT)
    chosen: list[int] = []
    made.row_chosen.connect(chosen.append)
    made.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Home):
        qtbot.keyClick(made, key)
    assert chosen == [1, 4]
    assert made.accessibleDescription().startswith("am Tag (n")
    qtbot.keyClick(made, Qt.Key.Key_A)
    assert made.frame is not None
    spot = made.frame.places[2].bar.center().toPoint()
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=spot)
    assert chosen == [1, 4, 2]
    made.grab()
    for at in (spot, QPoint(2, made.height() - 1)):
        QApplication.sendEvent(made, QHelpEvent(QEvent.Type.ToolTip, at, made.mapToGlobal(at)))
    made.show_result(LIKERT, ChartChoice.DIVERGING)
    assert made.accessibleDescription().startswith("an Haltestellen")


def test_nothing_to_show_takes_no_room(qtbot: QtBot) -> None:
    made = chart(qtbot, None)
    assert made.words() == []
    assert made.heightForWidth(500) == 0
    assert made.accessibleDescription() == "Keine Werte."
    made.show_result(SHARES, ChartChoice.STACKED, interval=False)
    assert made.choice is ChartChoice.INTERVALS, "a shape that does not suit gives way to the usual one"
    narrow = chart(qtbot, LIKERT, width=300)
    assert narrow.frame is not None
    assert narrow.frame.interval_width == 0
    narrow.grab()


def test_hidden_parts_of_a_bar_are_one_piece_without_number() -> None:
    hidden = Figure(None, shown=Shown.HIDDEN)
    parts = stacked_parts((Figure(0.5), hidden, Figure(0.2), hidden))
    assert [(round(part.start, 6), round(part.size, 6), part.column) for part in parts] == [
        (0.0, 0.5, 0),
        (0.5, 0.3, None),
        (0.8, 0.2, 2),
    ]
    assert stacked_parts((Figure(None), Figure(1.0), hidden)) == stacked_parts((Figure(None), Figure(1.0)))
    assert [heat_step(value, 1.0) for value in (0.0, 0.2, 0.5, 1.0)] == [1, 2, 3, 5]


def test_chart_is_freed(qtbot: QtBot) -> None:
    def make() -> ResultChart:
        made = ResultChart()
        made.show_result(LIKERT)
        return made

    assert_freed(make)


def test_four_fields_and_both_sides_are_drawn_and_told(qtbot: QtBot) -> None:
    fields, sides = PortfolioChart(), PairedChart()
    hidden = replace(PORTFOLIO.points[0], x=Figure(None, shown=Shown.HIDDEN))
    gone = replace(PERCEIVED.pairs[0], points=(), perceived=Figure(None, shown=Shown.HIDDEN))
    fields.show_portfolio(replace(PORTFOLIO, points=(*PORTFOLIO.points, hidden)))
    sides.show_perceived(replace(PERCEIVED, pairs=(*PERCEIVED.pairs, gone)))
    for widget in (fields, sides):
        qtbot.addWidget(widget)
        widget.resize(700, widget.sizeHint().height())
        widget.show()
        picture = widget.grab().toImage()
        assert len({picture.pixel(x, y) for x in range(0, 700, 7) for y in range(0, picture.height(), 5)}) > 4
    assert "Beleuchtung: Handlungsbedarf, 82,0\u00a0% und 31,0\u00a0%" in fields.accessibleDescription()
    assert "46,0\u00a0% halten es für wahrscheinlich; 2025: 29 Fälle" in sides.accessibleDescription()
    fields.show_portfolio(None)
    sides.show_perceived(None)
    assert not fields.isVisible()
    assert not sides.isVisible()
    fields.show()
    fields.grab()
