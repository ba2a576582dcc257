"""Tab „Reihen und Vorlagen“: dialog of a series with its preview, its dates, the editor of templates."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.domain.meeting_series import MeetingSeries, Rhythm, Rule, write_rule
from coordinator_app.domain.series_plan import SeriesAction, SeriesLine
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.meetings.body_plans import PlansPane
from coordinator_app.gui.pages.meetings.series_dates import SeriesDatesDialog, line_words
from coordinator_app.gui.pages.meetings.series_dialog import SeriesDialog
from coordinator_app.gui.pages.meetings.template_dialog import TemplateDialog
from coordinator_app.gui.widgets.cards import ListRow
from tests.gui.helpers import assert_freed, nameless, settle
from tests.gui.meeting_scene import Scene

FIRST = datetime(2027, 1, 7, 13, 0, tzinfo=UTC)  # a Thursday, 14:00


def later(act: Callable[[Any], None]) -> None:
    """Act on the next dialog that opens."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, run)


def one_after_another(*acts: Callable[[Any], None]) -> None:
    """Act on dialogs that open one after another."""
    waiting = list(acts)
    timer = QTimer(QApplication.instance())
    timer.setInterval(5)
    seen: list[object] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Dialog) and dialog.isVisible() and dialog not in seen and waiting:
            seen.append(dialog)
            act = waiting.pop(0)
            if not waiting:
                timer.stop()
                timer.deleteLater()
            act(dialog)

    timer.timeout.connect(look)
    timer.start()


@pytest.fixture
def series(workspace: Any, scene: Scene) -> int:
    return workspace.meetings.series.create(
        body_id=scene.body, title="Ordentlich", rule=write_rule(Rule(step=6), FIRST.date()), starts_at=FIRST
    )


@pytest.fixture
def pane(qtbot: Any, context: AppContext, scene: Scene) -> PlansPane:
    found = PlansPane(context, workspace_lookups(context.workspace))
    qtbot.addWidget(found)
    found.resize(860, 500)
    found.show()
    found.show_body(scene.body)
    return found


def texts(dialog: SeriesDialog) -> list[str]:
    return [label.text() for label in dialog.lines if label.text()]


def open_dialog(context: AppContext, series: MeetingSeries) -> SeriesDialog:
    dialog = SeriesDialog(context, workspace_lookups(context.workspace), series)
    dialog.show()
    return dialog


def commit(dialog: SeriesDialog) -> None:
    dialog.day.committed.emit()


# --- dialog of a series


def test_the_next_five_dates_are_shown_with_holidays(qtbot: Any, context: AppContext, scene: Scene) -> None:
    dialog = open_dialog(context, MeetingSeries(body_id=scene.body, title="Ordentlich"))
    qtbot.addWidget(dialog)
    assert texts(dialog) == []
    assert "sobald" in dialog.preview_note.text()
    dialog.day.set_value(date(2027, 2, 11))
    dialog.begin.set_value(time(14, 0))
    dialog.step.set_value(12)
    commit(dialog)
    assert len(texts(dialog)) == 5
    assert texts(dialog)[1] == "Do, 06.05.2027, 14:00\u00a0Uhr – Christi Himmelfahrt, Vorschlag: Fr, 07.05.2027"
    assert nameless(dialog) == []


def test_a_start_that_does_not_match_is_told(qtbot: Any, context: AppContext, scene: Scene) -> None:
    dialog = open_dialog(context, MeetingSeries(body_id=scene.body, title="Ordentlich"))
    qtbot.addWidget(dialog)
    dialog.rhythm.set_value(Rhythm.MONTH_WEEKDAY)
    dialog.step.set_value(6)
    dialog.day.set_value(date(2027, 1, 14))
    commit(dialog)
    assert "passt nicht zu dieser Regel" in dialog.preview_note.text()
    assert dialog.nth.isVisible()
    dialog.step.set_value(0)
    commit(dialog)
    assert "zwischen 1 und 60" in dialog.preview_note.text()


def test_an_event_asks_for_its_day_only(qtbot: Any, context: AppContext, scene: Scene) -> None:
    dialog = open_dialog(context, MeetingSeries(body_id=scene.body, title="Fest"))
    qtbot.addWidget(dialog)
    dialog.rhythm.set_value(Rhythm.EVENT)
    commit(dialog)
    assert not dialog.day.isVisible()
    dialog.primary_button.click()
    assert "Ereignis" in dialog.message.text()
    dialog.anchor.set_value("Stadtparkfest")
    dialog.anchor_on.set_value(date(2027, 6, 19))
    dialog.offset.set_value(14)
    commit(dialog)
    assert texts(dialog) == ["Sa, 05.06.2027, 17:00\u00a0Uhr – Samstag, Vorschlag: Mo, 07.06.2027"]
    values = dialog.values()
    assert (values["rule"], values["offset_days"], values["anchor"]) == ("", -14, "Stadtparkfest")


def test_a_stored_series_fills_its_dialog(qtbot: Any, context: AppContext, workspace: Any, series: int) -> None:
    stored = workspace.meetings.series.get(series)
    dialog = open_dialog(context, stored)
    qtbot.addWidget(dialog)
    assert dialog.values()["rule"] == stored.rule
    assert dialog.values()["starts_at"] == FIRST
    workspace.meetings.series.update(series, None, rule="FREQ=DAILY")
    other = open_dialog(context, workspace.meetings.series.get(series))
    qtbot.addWidget(other)
    assert other.rhythm.value() is Rhythm.WEEKS


# --- dates of a series


def test_holidays_are_decided_before_meetings_are_made(
    qtbot: Any, context: AppContext, workspace: Any, scene: Scene, series: int
) -> None:
    workspace.meetings.series.update(
        series,
        None,
        rule=write_rule(Rule(rhythm=Rhythm.MONTH_DAY), date(2027, 5, 6)),
        starts_at=datetime(2027, 5, 6, 12, tzinfo=UTC),
    )
    dialog = SeriesDatesDialog(context, workspace_lookups(workspace), workspace.meetings.series.get(series))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.until.set_value(date(2027, 7, 31))
    dialog.until.committed.emit()
    assert list(dialog.choices) == [date(2027, 5, 6), date(2027, 6, 6)]
    assert dialog.accept_all.isVisible()
    dialog.primary_button.click()
    assert "Christi Himmelfahrt" in dialog.message.text()
    dialog.accept_all.click()
    dialog.choices[date(2027, 6, 6)].set_value(None)
    dialog.choices[date(2027, 6, 6)].committed.emit()
    assert dialog.primary_button.text() == "Übernehmen: 2 neu"
    dialog.primary_button.click()
    assert len(dialog.new_ids) == 2
    assert not dialog.isVisible()
    again = SeriesDatesDialog(context, workspace_lookups(workspace), workspace.meetings.series.get(series))
    qtbot.addWidget(again)
    again.show()
    again.until.set_value(date(2027, 5, 31))
    again.until.committed.emit()
    assert again.primary_button.text() == "Schließen"
    again.until.set_value(None)
    again.until.committed.emit()
    again.primary_button.click()
    assert "bis zu dem" in again.message.text()
    again.until.set_value(date(2040, 1, 1))
    again.until.committed.emit()
    assert "drei Jahre" in again.message.text()
    assert nameless(again) == []


def test_lines_say_what_happens() -> None:
    day, before = date(2027, 5, 6), datetime.combine(date(2027, 5, 4), time(14, 0))
    words = {
        line_words(SeriesLine(day=day, action=SeriesAction.NEW, hint="Christi Himmelfahrt")),
        line_words(SeriesLine(day=day, action=SeriesAction.MOVED, before=before)),
        line_words(SeriesLine(day=day, action=SeriesAction.THERE, before=before)),
        line_words(SeriesLine(day=day, action=SeriesAction.THERE, before=datetime.combine(day, time(14, 0)))),
        line_words(SeriesLine(day=day, action=SeriesAction.DROPPED, before=before)),
    }
    assert words == {
        "Do, 06.05.2027 – Christi Himmelfahrt",
        "Do, 06.05.2027 (bisher Di, 04.05.2027, 14:00\u00a0Uhr)",
        "Do, 06.05.2027 (findet am Di, 04.05.2027 statt)",
        "Do, 06.05.2027",
    }


def test_a_meeting_thrown_away_is_offered_again(qtbot: Any, context: AppContext, workspace: Any, series: int) -> None:
    first = workspace.meetings.series.carry_out(series, date(2027, 1, 31))[0]
    workspace.meetings.discard(first)
    dialog = SeriesDatesDialog(context, workspace_lookups(workspace), workspace.meetings.series.get(series))
    qtbot.addWidget(dialog)
    dialog.show()
    choice = dialog.choices[date(2027, 1, 7)]
    assert choice.value() is None
    choice.set_value(date(2027, 1, 7))
    dialog.until.value()
    dialog.check()
    assert workspace.meetings.get(first).deleted_at is None


# --- the tab


def test_a_series_is_made_with_its_meetings(pane: PlansPane, workspace: Any, scene: Scene) -> None:
    def enter(dialog: Any) -> None:
        assert isinstance(dialog, SeriesDialog)
        dialog.day.set_value(date(2027, 1, 7))
        dialog.primary_button.click()

    def dates(dialog: Any) -> None:
        assert isinstance(dialog, SeriesDatesDialog)
        dialog.until.set_value(date(2027, 4, 30))
        dialog.until.committed.emit()
        dialog.primary_button.click()

    one_after_another(enter, dates)
    pane.add_series.click()
    assert len(workspace.meetings.series.of_body(scene.body)) == 1
    made = [found for found in workspace.meetings.of_body(scene.body) if found.series_id]
    assert len(made) == 3
    pane.show_body(scene.body)
    row = pane.series.rows()[0]
    assert isinstance(row, ListRow)
    assert "nächster Termin Do, 07.01.2027" in row.value.text()


def test_a_series_is_changed_and_thrown_away(
    pane: PlansPane, workspace: Any, scene: Scene, series: int, shell: Any
) -> None:
    pane.show_body(scene.body)
    row: Any = pane.series.rows()[0]

    def rename(dialog: Any) -> None:
        dialog.title_editor.set_value("Neu")
        dialog.primary_button.click()

    one_after_another(rename, lambda dialog: dialog.reject())
    row.activated.emit()
    assert workspace.meetings.series.get(series).title == "Neu"
    later(lambda dialog: dialog.reject())
    row.findChildren(QWidget)
    buttons = {found.accessibleName(): found for found in row.findChildren(QWidget) if found.accessibleName()}
    buttons["Termine von „Ordentlich“ anlegen"].click()
    buttons["Sitzungsreihe „Ordentlich“ in den Papierkorb"].click()
    assert workspace.meetings.series.of_body(scene.body) == []


def test_templates_are_made_and_thrown_away(pane: PlansPane, workspace: Any, scene: Scene) -> None:
    later(lambda dialog: dialog.primary_button.click())
    pane.add_standard.click()

    def name(dialog: Any) -> None:
        assert isinstance(dialog, NameDialog)
        dialog.editor.set_value("Klausur")
        dialog.primary_button.click()

    one_after_another(name, lambda dialog: dialog.primary_button.click())
    pane.add_template.click()
    pane.show_body(scene.body)
    assert len(pane.templates.rows()) == 2
    later(lambda dialog: dialog.primary_button.click())
    pane.templates.rows()[0].activated.emit()  # type: ignore[attr-defined]  # rows of a list card
    bin_button = next(
        found for found in pane.templates.rows()[0].findChildren(QWidget) if "Papierkorb" in found.accessibleName()
    )
    bin_button.click()  # type: ignore[attr-defined]  # it is a button
    assert len(workspace.meetings.templates.for_body(scene.body)) == 1


def test_the_editor_of_a_template_works_by_keys(qtbot: Any, context: AppContext, workspace: Any, scene: Scene) -> None:
    templates = workspace.meetings.templates
    id = templates.create_standard(scene.body)
    dialog = TemplateDialog(context, workspace_lookups(workspace), id)
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []
    before = dialog.rows.count()
    dialog.add_line()
    dialog.form.editor("title").set_value("Gastbeitrag")
    dialog.form.commit("title")
    assert dialog.rows.count() == before + 1
    shown = dialog.rows.row_of(dialog.rows.current_key())
    assert shown is not None
    assert (shown.number, shown.text) == ("2", "Gastbeitrag")
    for wish in ("down", "up", "indent", "outdent"):
        dialog.rows.wish.emit(wish)
    dialog.rows.wish.emit("delete")
    assert dialog.rows.count() == before
    dialog.add_heading()
    dialog.rows.wish.emit("duplicate")
    dialog.rows.opened.emit("")
    dialog.name.set_value("Neuer Name")
    dialog.primary_button.click()
    assert templates.view(id).template.title == "Neuer Name"
    assert workspace.store.undo()


def test_an_empty_template_says_what_to_do(qtbot: Any, context: AppContext, workspace: Any) -> None:
    id = workspace.meetings.templates.create(title="Leer")
    dialog = TemplateDialog(context, workspace_lookups(workspace), id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.rows.wish.emit("up")
    settle()
    assert dialog.footer.text() == "0 Punkte, 0 Minuten"


def test_dialogs_are_freed(context: AppContext, workspace: Any, scene: Scene, series: int) -> None:
    lookups = workspace_lookups(workspace)
    template = workspace.meetings.templates.create_standard(scene.body)
    stored = workspace.meetings.series.get(series)
    makers: list[Callable[[], Dialog]] = [
        lambda: SeriesDialog(context, lookups, stored),
        lambda: SeriesDatesDialog(context, lookups, stored),
        lambda: TemplateDialog(context, lookups, template),
    ]
    for make in makers:
        assert_freed(make)
