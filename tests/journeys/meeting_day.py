"""The meeting of the first day: prepared from the last one, invited, held by keyboard, written down."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.domain.minutes import MinutesState
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.gui.pages.meetings.new_meeting import NewMeetingDialog
from coordinator_app.gui.widgets.buttons import LinkButton
from tests.journeys.first_day import SEATS
from tests.journeys.steps import CTRL, Day, accept, words_of

TOPIC = "Prioritäten 2027"
WORDING = "Graffiti am Bahnhof ist die Priorität des Jahres 2027."
BEGIN = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)  # 17:00 in Germany


def prepare_meeting(day: Day) -> None:
    """„Nächste Sitzung vorbereiten“: what the last meeting hands on is there, a resolution item is added."""
    page = day.page("meetings")
    page.show_record("body", day.kept["body"])

    def enter(dialog: NewMeetingDialog) -> None:
        assert dialog.place.value() == "Rathaus, Ratssaal"
        dialog.day.set_value(date(2026, 11, 26))
        dialog.begin.set_value(time(17, 0))
        dialog.end.set_value(time(19, 0))
        accept(dialog)

    with day.dialog(NewMeetingDialog, enter):
        page.new_meeting_button.click()
    day.kept["meeting"] = page.workspace.meeting_id()
    lines = day.workspace.meetings.agenda.view(day.kept["meeting"]).lines
    carried = {line.item.title for line in lines}
    assert {"Lagebild", "Beschlusskontrolle", "Offene Aufgaben"} <= carried
    prepare = page.workspace.prepare
    prepare.select_item(lines[-1].id)
    prepare.add_button.click()
    day.write(TOPIC)
    form = prepare.item_form.form
    form.commit("title")
    form.editor("item_type").set_value(type(lines[0].item.item_type).RESOLUTION)
    form.commit("item_type")
    page.leave()
    day.settle()
    day.kept["item"] = prepare.current_item()
    item = day.workspace.meetings.agenda.get(day.kept["item"])
    assert item.title == TOPIC


def invite(day: Day) -> None:
    """The invitation as PDF from the preview, then „Als eingeladen markieren“."""
    page = day.page("meetings")
    page.open_meeting(day.kept["meeting"])
    page.workspace.show_step(1)
    action = next(found for found in page.workspace.print_button.menu_.actions() if found.text() == "Einladung")
    action.trigger()
    text = words_of(day.save_from_preview("pdf", "Einladung.pdf"))
    assert TOPIC in text
    assert "26. November 2026" in text
    day.take_action("go.back")
    assert page.workspace.isVisible()
    page.workspace.show_step(1)
    page.workspace.primary.click()
    day.settle()
    assert day.workspace.meetings.get(day.kept["meeting"]).state is MeetingState.INVITED
    assert day.workspace.meetings.invitations.check(day.kept["meeting"]).in_time


def open_meeting(day: Day) -> Any:
    """Open the meeting on its day and let four of five people in, all by keyboard."""
    meeting = day.kept["meeting"]
    day.go_to(BEGIN + timedelta(minutes=2))
    page = day.page("meetings")
    page.open_meeting(meeting, 2)
    page.workspace.live.waiting.button.setFocus()
    day.press(Qt.Key.Key_Space)
    assert day.workspace.meetings.get(meeting).state is MeetingState.RUNNING
    for _, _, _, last in SEATS[:-1]:
        come_or_go(day, last)
    assert day.workspace.meetings.attendance.view(meeting).votes == len(SEATS) - 1
    page.workspace.live.room.note_link.click()
    day.settle()
    return page


def come_or_go(day: Day, name: str) -> None:
    """Strg+P, a name, Enter."""
    day.press(Qt.Key.Key_P, CTRL)
    day.write(name)
    day.press(Qt.Key.Key_Return)


def hold_meeting(day: Day) -> None:
    """Go through the agenda; at the resolution item: a late arrival, the vote, two Festlegungen."""
    page = open_meeting(day)
    live = page.workspace.live
    for _ in range(20):
        if live.item.item_id() == day.kept["item"]:
            treat(day, page)
            break
        settle_item(day, page)
        day.go_to(day.clock.moment + timedelta(minutes=4))
        day.press(Qt.Key.Key_F8)
    day.nothing_was_refused()
    day.go_to(BEGIN + timedelta(minutes=95))
    while any(line.item.state is not ItemState.DONE for line in numbered(day)):
        settle_item(day, page)
        before = live.item.item_id()
        day.press(Qt.Key.Key_F8)
        if live.item.item_id() == before:
            break
    day.nothing_was_refused()
    page.workspace.close_button.setFocus()
    day.press(Qt.Key.Key_Space)
    day.nothing_was_refused()
    assert day.workspace.meetings.get(day.kept["meeting"]).state is MeetingState.HELD


def numbered(day: Day) -> list[Any]:
    """The items that count."""
    return [line for line in day.workspace.meetings.agenda.view(day.kept["meeting"]).lines if line.number]


def settle_item(day: Day, page: Any) -> None:
    """An item that asks for a vote of its own (approval of the last minutes) gets everybody's."""
    item = day.workspace.meetings.agenda.get(page.workspace.live.item.item_id())
    if "Genehmigung" in item.title:
        day.press(Qt.Key.Key_B, CTRL)
        (box,) = page.workspace.live.item.boxes.values()
        if not box.is_complete():
            box.all_link.click()
        day.settle()


def treat(day: Day, page: Any) -> None:
    """Typing, the late arrival in the middle of it, the vote by keys, two Festlegungen."""
    live = page.workspace.live
    day.write("Die Rangfolge wird vorgestellt.")
    come_or_go(day, SEATS[-1][3])
    assert QApplication.focusWidget() is live.item.texts["discussion"].area
    assert day.workspace.meetings.attendance.view(day.kept["meeting"]).votes == len(SEATS)
    day.press(Qt.Key.Key_B, CTRL)
    day.write(WORDING)
    day.press(Qt.Key.Key_Tab)
    day.write("3")
    for number in ("1", "1"):
        day.press(Qt.Key.Key_Return)
        day.write(number)
    (box,) = live.item.boxes.values()
    assert box.result.text().startswith("Angenommen."), box.result.text()
    day.press(Qt.Key.Key_Return, CTRL)
    (resolution,) = day.workspace.resolutions.of_item(day.kept["item"])
    assert resolution.state is ResolutionState.ADOPTED
    assert resolution.number
    (vote,) = day.workspace.resolutions.votes(resolution.id)
    assert (vote.yes, vote.no, vote.abstain, vote.present) == (3, 1, 1, 5)
    day.kept["resolution"] = resolution.id
    for words, person, due in (("Wand grundieren", "Hempel", "in 2 Wochen"), ("Sprayer einladen", "Lorenz", "10.12.")):
        add_task(day, words, person, due)
    tasks = day.workspace.tasks.of_source("agenda_item", day.kept["item"])
    assert [(view.task.title, view.task.person_id, view.task.due_on) for view in tasks] == [
        ("Wand grundieren", day.kept["Hempel"], date(2026, 12, 10)),
        ("Sprayer einladen", day.kept["Lorenz"], date(2026, 12, 10)),
    ]


def add_task(day: Day, words: str, person: str, due: str) -> None:
    """Strg+T, what, who, until when, Enter."""
    day.press(Qt.Key.Key_T, CTRL)
    day.write(words)
    day.press(Qt.Key.Key_Return)
    day.write(person)
    day.press(Qt.Key.Key_Tab)
    day.write(due)
    day.press(Qt.Key.Key_Return)


def finalise_minutes(day: Day) -> None:
    """Nothing is missing; final version, preview, PDF and Word."""
    text = words_of(save_minutes(day, follow_up(day, datetime(2026, 11, 30, 9, 0, tzinfo=UTC))))
    late = "Petra Nitzsche Seniorenbeirat 17:18–18:35 Uhr"
    for words in (TOPIC, "Graffiti am Bahnhof", "Wand grundieren", "Sprayer einladen", late):
        assert words in text, words
    day.take_action("go.back")


def follow_up(day: Day, moment: datetime) -> Any:
    """The step „Nachbereiten“ some days later: confirmed by the chair, final; its pane."""
    day.go_to(moment)
    page = day.page("meetings")
    page.open_meeting(day.kept["meeting"], 3)
    pane = page.workspace.follow_up
    pane.minutes.confirmed.set_value(moment.date())
    pane.minutes.confirmed.committed.emit()
    day.settle()
    day.alerts.answers = [0]
    pane.minutes.buttons["finish"].click()
    day.settle()
    day.nothing_was_refused()
    minutes = day.workspace.minutes.of_meeting(day.kept["meeting"])
    assert minutes is not None
    assert minutes.state is MinutesState.FINAL
    return pane


def save_minutes(day: Day, pane: Any) -> bytes:
    """The minutes as Word file by their link, as PDF (given back) from the preview."""
    row = pane.papers.rows()[0]
    buttons = {button.text(): button for button in row.findChildren(LinkButton)}
    day.save("Niederschrift.docx", buttons["Word"].click)
    row.activated.emit()
    return day.save_from_preview("pdf", "Niederschrift.pdf")
