"""The red thread walked by clicking: Bedarf → Priorität → Projekt → Beschluss → Aufgabe → Niederschrift and back.

On the way the minutes are saved, edited by hand, saved again, and the meeting is put away as a ZIP.
"""

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.priorities import Priority, PriorityRound
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.gui import alerts
from coordinator_app.gui.pages.meetings.looks import FOLLOW_UP
from coordinator_app.gui.pages.tasks.resolution_detail import ResolutionDetail
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import tagged
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import AnsweringAlerts
from tests.journeys.steps import SLOW, Day

if TYPE_CHECKING:
    from tests.meeting_scenario import Progress, SavedSteering


@pytest.fixture
def day(
    qtbot: QtBot,
    steering_files: "Callable[[Progress], SavedSteering]",
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Day]:
    """The program with a held meeting whose resolution answers a ranked need by a project."""
    saved = steering_files("held")
    clock, answers = FixedClock(saved.moment), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Mühlwerda.kpr"
    shutil.copyfile(saved.path, path)
    workspace = Workspace.open(path, clock=clock, user="Test")
    kept = tie_together(workspace, saved.ids)
    workspace.close()
    made = Day(qtbot, clock, answers, tmp_path, kept=kept)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    yield made
    made.quit_program()


def tie_together(workspace: Workspace, ids: Any) -> dict[str, int]:
    """A need, its rank, the project that answers it, and the resolution about it; the ids by kind."""
    need = workspace.needs.create(title="Treffpunkt für Jugendliche")
    project = workspace.projects.create(title="Offener Treff am Bahnhof")
    workspace.needs.link_project(need, project)
    decided = next(entry for entry in workspace.resolutions.of_item(ids["treff"]))
    workspace.resolutions.update(decided.id, None, projects=(project,), needs=(need,))
    workspace.meetings.agenda.view(ids["second"])
    task = workspace.tasks.of_source("agenda_item", ids["treff"])[0].id
    with workspace.store.write("Probe") as unit:
        found = unit.add(PriorityRound(title="Runde 2026", needs=(need,), resolution_id=decided.id))
        unit.add(Priority(priority_round_id=found, need_id=need, need_title="Treffpunkt", rank=1))
        assert unit.get(Resolution, decided.id).number
    return {
        "need": need,
        "project": project,
        "priority_round": found,
        "resolution": decided.id,
        "task": task,
        "agenda_item": ids["treff"],
        "meeting": ids["second"],
    }


def go(day: Day, card: ListCard, kind: str) -> Any:
    """Click the row of a card that leads to our record of a kind; the page shown then."""
    for row in card.rows():
        if isinstance(row, ListRow) and row.link is not None and tagged(row) == (kind, day.kept[kind]):
            row.link.click()
            day.settle()
            return arrived(day, kind)
    pytest.fail(f"no row leads to {kind}: {[tagged(row) for row in card.rows()]}")


def arrived(day: Day, kind: str) -> Any:
    """The page shown; it must show our record of a kind."""
    day.wait_for(lambda: shown(day) == (kind, day.kept[kind]))
    return day.window.stack.current_page


def shown(day: Day) -> tuple[str, int] | None:
    page = day.window.stack.current_page
    return page.current_record() if page is not None else None


def test_thread_is_walked_there_and_back(day: Day) -> None:
    day.window.navigate("need", day.kept["need"])
    needs = arrived(day, "need")
    needs.register.detail.tabs.select("projects")
    day.settle()
    go(day, needs.register.detail.related, "priority_round")
    day.window.go_back()
    arrived(day, "need")
    needs.register.detail.projects_card.rows()[0].link.click()
    day.settle()
    projects = arrived(day, "project")
    go(day, projects.detail.overview.related, "priority_round")
    day.window.go_back()
    arrived(day, "project")
    tasks = go(day, projects.detail.overview.related, "resolution")
    resolution = next(pane for pane in tasks.findChildren(ResolutionDetail) if pane.isVisible())
    go(day, resolution.tasks, "task")
    tasks.tasks.detail.source_link.click()
    day.wait_for(lambda: shown(day) == ("meeting", day.kept["meeting"]))
    meetings: Any = day.window.stack.current_page
    meetings.workspace.show_step(FOLLOW_UP)
    day.settle()
    results = meetings.workspace.follow_up.results
    titles = [row.link.text() for row in results.rows() if isinstance(row, ListRow) and row.link is not None]
    number = day.workspace.resolutions.get(day.kept["resolution"]).number
    results.rows()[titles.index(f"Beschluss {number}")].link.click()
    day.settle()
    arrived(day, "resolution")
    go(day, resolution.links, "project")
    go(day, projects.detail.overview.related, "need")
    needs.register.detail.tabs.select("projects")
    go(day, needs.register.detail.related, "resolution")
    go(day, resolution.links, "need")
    day.nothing_was_refused()


def test_item_in_preparation_leads_to_project_and_resolution(day: Day) -> None:
    day.workspace.meetings.agenda.update(day.kept["agenda_item"], None, projects=(day.kept["project"],))
    day.window.navigate("agenda_item", day.kept["agenda_item"])
    day.settle()
    meetings: Any = day.window.stack.current_page
    meetings.workspace.show_step(0)
    meetings.workspace.prepare.select_item(day.kept["agenda_item"])
    day.settle()
    go(day, meetings.workspace.prepare.item_form.related, "resolution")
    day.window.go_back()
    day.settle()
    go(day, meetings.workspace.prepare.item_form.related, "project")
    projects: Any = day.window.stack.current_page
    related = [tagged(row) for row in projects.detail.overview.related.rows()]
    assert ("agenda_item", day.kept["agenda_item"]) in related
    day.nothing_was_refused()


def test_minutes_edited_by_hand_are_taken_in_and_the_meeting_is_put_away(day: Day) -> None:
    meeting = day.kept["meeting"]
    day.workspace.minutes.finalise(meeting, confirmed_on=day.clock.moment.date())
    day.window.preview("minutes", meeting, None)
    day.save_from_preview("docx", "Niederschrift.docx")
    path = day.files[-1]
    path.write_bytes(b"von Hand bearbeitet")
    page = day.preview()
    day.alerts.answers = [path, 2]  # „Übernehmen und ersetzen“
    page.save_button("docx").click()
    day.wait_for(lambda: path.read_bytes() != b"von Hand bearbeitet")
    day.wait_for(lambda: not day.window.jobs.active())
    assert "von Hand bearbeitet" in day.alerts.asked[-1][0]
    kept = day.workspace.attachments.linked("meeting", meeting)
    assert [day.workspace.attachments.content(document.id) for _, document in kept] == [b"von Hand bearbeitet"]
    minutes = day.workspace.minutes.of_meeting(meeting)
    assert minutes is not None
    day.window.navigate("minutes", minutes.id)
    day.settle()
    meetings: Any = day.window.stack.current_page
    pane = meetings.workspace.follow_up
    assert pane.folder.isVisible()
    names = [row.link.text() for row in pane.files.rows()]
    assert names == ["Niederschrift, Fassung 1 (Word)", "Von Hand bearbeitet"]
    archive = ZipFile(BytesIO(day.save("Mappe.zip", pane.folder.save_button.click)))
    assert archive.read("08 Bearbeitet/Sitzung Niederschrift.docx") == b"von Hand bearbeitet"
    day.wait_for(pane.folder.isHidden)
    day.nothing_was_refused()
