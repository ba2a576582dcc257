"""Editors: what they read, show and when they commit."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.gui.forms.dates import DateEditor, DateTimeEditor
from coordinator_app.gui.forms.editors import (
    ChoiceEditor,
    DecimalEditor,
    Editor,
    IntegerEditor,
    LongTextEditor,
    MoneyEditor,
    TextEditor,
    TimeEditor,
    YesNoEditor,
)
from tests.gui.helpers import assert_freed

DAY = date(2026, 11, 9)


def today() -> date:
    return DAY


def counted(editor: Editor) -> list[int]:
    heard: list[int] = []
    editor.committed.connect(lambda: heard.append(1))
    return heard


@pytest.mark.parametrize(
    ("editor", "typed", "value", "shown"),
    [
        (TextEditor, " Graffiti ", "Graffiti", "Graffiti"),
        (IntegerEditor, "1234", 1234, "1.234"),
        (IntegerEditor, "", None, ""),
        (DecimalEditor, "31,4", 31.4, "31,4"),
        (MoneyEditor, "24800", 2480000, "24.800,00\u00a0€"),
        (MoneyEditor, "12,5 €", 1250, "12,50\u00a0€"),
        (TimeEditor, "1730", time(17, 30), "17:30"),
        (TimeEditor, "", None, ""),
    ],
)
def test_typed_text_becomes_a_value_and_back(
    qtbot: QtBot, editor: type[TextEditor], typed: str, value: Any, shown: str
) -> None:
    made = editor()
    qtbot.addWidget(made)
    made.line.setText(typed)
    assert made.value() == value
    made.set_value(value)
    assert made.line.text() == shown


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("26.11.", date(2026, 11, 26)),
        ("26.11.2026", date(2026, 11, 26)),
        ("morgen", date(2026, 11, 10)),
        ("in 2 Wochen", date(2026, 11, 23)),
        ("", None),
    ],
)
def test_dates_are_read_in_german_words(qtbot: QtBot, typed: str, value: date | None) -> None:
    editor = DateEditor(today)
    qtbot.addWidget(editor)
    editor.line.setText(typed)
    assert editor.value() == value


@pytest.mark.parametrize("typed", ["31.02.2026", "irgendwann"])
def test_impossible_dates_are_a_sentence(qtbot: QtBot, typed: str) -> None:
    made = DateEditor(today)
    qtbot.addWidget(made)
    made.line.setText(typed)
    with pytest.raises(UserError):
        made.value()


def test_years_are_shown_without_points(qtbot: QtBot) -> None:
    editor = IntegerEditor(plain=True)
    qtbot.addWidget(editor)
    editor.set_value(2026)
    assert editor.line.text() == "2026"


def test_line_commits_once_on_enter_and_not_when_untouched(qtbot: QtBot) -> None:
    editor = TextEditor()
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value("alt")
    heard = counted(editor)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert heard == []
    qtbot.keyClicks(editor.line, "x")
    assert editor.is_dirty()
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert heard == [1]


def test_long_text_commits_when_the_focus_leaves(qtbot: QtBot) -> None:
    editor, other = LongTextEditor(), QLineEdit()
    qtbot.addWidget(editor)
    qtbot.addWidget(other)
    heard = counted(editor)
    editor.area.setPlainText("Absatz")
    QApplication.sendEvent(editor.area, _focus_out())
    assert heard == [1]
    assert editor.value() == "Absatz"
    QApplication.sendEvent(editor.area, _focus_out())
    assert heard == [1]


def test_long_text_commits_after_a_pause(qtbot: QtBot) -> None:
    editor = LongTextEditor()
    qtbot.addWidget(editor)
    editor.pause.setInterval(10)
    with qtbot.waitSignal(editor.committed, timeout=1000):
        editor.area.setPlainText("getippt")


def test_long_text_grows_with_its_lines_up_to_a_limit(qtbot: QtBot) -> None:
    editor = LongTextEditor(most_lines=6)
    qtbot.addWidget(editor)
    editor.resize(400, 300)
    editor.show()
    low = editor.area.minimumHeight()
    editor.set_value("\n".join("Zeile" for _ in range(5)))
    middle = editor.area.minimumHeight()
    editor.set_value("\n".join("Zeile" for _ in range(50)))
    assert low < middle < editor.area.minimumHeight() <= middle + 3 * editor.area.fontMetrics().lineSpacing()


def test_calendar_opens_by_keyboard_and_fills_the_day(qtbot: QtBot) -> None:
    editor = DateEditor(today)
    qtbot.addWidget(editor)
    editor.show()
    heard = counted(editor)
    qtbot.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 11, 9)
    calendar.activated.emit(QDate(2026, 11, 26))
    assert editor.value() == date(2026, 11, 26)
    assert heard == [1]


def test_choice_offers_labels_and_none_only_when_optional(qtbot: QtBot) -> None:
    optional = ChoiceEditor.of(NeedStatus, optional=True)
    required = ChoiceEditor.of(NeedStatus, optional=False)
    for editor in (optional, required):
        qtbot.addWidget(editor)
    member = list(NeedStatus)[1]
    optional.set_value(member)
    assert optional.value() is member
    assert optional.box.currentText() == member.label
    optional.set_value(None)
    assert optional.value() is None
    assert required.box.count() == len(NeedStatus)


def test_mouse_wheel_never_changes_a_choice(qtbot: QtBot) -> None:
    editor = ChoiceEditor([(1, "eins"), (2, "zwei")], optional=False)
    qtbot.addWidget(editor)
    editor.set_value(1)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.box, wheel)
    assert editor.value() == 1


def test_yes_no_commits_at_once(qtbot: QtBot) -> None:
    editor = YesNoEditor("Wird angeboten")
    qtbot.addWidget(editor)
    heard = counted(editor)
    editor.box.click()
    assert editor.value() is True
    assert heard == [1]


def test_moment_is_shown_local_and_stored_in_utc(qtbot: QtBot) -> None:
    editor = DateTimeEditor(today)
    qtbot.addWidget(editor)
    moment = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    editor.set_value(moment)
    assert (editor.day.line.text(), editor.time.line.text()) == ("26.11.2026", "17:00")
    assert editor.value() == moment
    editor.set_value(None)
    assert editor.value() is None
    editor.time.line.setText("17:00")
    with pytest.raises(UserError, match="Tag"):
        editor.value()


def test_moment_tells_of_each_part(qtbot: QtBot) -> None:
    editor = DateTimeEditor(today)
    qtbot.addWidget(editor)
    editor.show()
    heard = counted(editor)
    editor.day.line.setText("26.11.")
    editor.day.line.editingFinished.emit()
    editor.time.line.setText("17")
    editor.time.line.editingFinished.emit()
    assert heard[-1:] == [1]
    assert editor.value() == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "make",
    [TextEditor, MoneyEditor, LongTextEditor, YesNoEditor, lambda: DateEditor(today), lambda: DateTimeEditor(today)],
)
def test_editors_are_freed_and_lock(qtbot: QtBot, make: Any) -> None:
    editor = make()
    qtbot.addWidget(editor)
    editor.set_read_only(read_only=True)
    editor.set_error(wrong=True)
    editor.set_error(wrong=False)
    assert_freed(make)


def _focus_out() -> Any:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)
