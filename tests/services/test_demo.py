"""The example file: rich, consistent, the same for the same day, and made for any day."""

import hashlib
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.services.demo import make_demo
from coordinator_app.services.workspace import Workspace

_VOLATILE = {"uuid", "token", "answer_file"}


def dump(path: Path) -> str:
    """A digest of everything stored, without the random identifiers."""
    digest = hashlib.sha256()
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")
        ]
        for table in tables:
            if table.startswith(("search", "sqlite")):
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in _VOLATILE]
            for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2"):
                digest.update(repr((table, row)).encode())
    connection.close()
    return digest.hexdigest()


def test_demo_has_the_life_of_a_town(demo_file: Path) -> None:
    workspace = Workspace.open(demo_file, read_only=True)
    bodies = [body for body, _ in workspace.bodies.tree()]
    meetings = [meeting for body in bodies for meeting in workspace.meetings.of_body(body.id)]
    assert len(bodies) == 3
    assert len(meetings) >= 10
    assert sum(meeting.state is MeetingState.CLOSED for meeting in meetings) >= 9
    assert len(workspace.needs.all()) == 15
    with workspace.store.read() as unit:
        from coordinator_app.domain.projects import Project

        assert unit.count(Project) == 30
    assert [found.frozen_on is not None for found in workspace.priorities.rounds()] == [False, True]
    workspace.store.close()


def test_demo_is_sound(demo_file: Path) -> None:
    with sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_demo_minutes_are_untouched_and_sum_up(demo_file: Path) -> None:
    workspace = Workspace.open(demo_file, read_only=True)
    for body, _ in workspace.bodies.tree():
        for meeting in workspace.meetings.of_body(body.id):
            if meeting.state is MeetingState.CLOSED:
                assert workspace.minutes.broken(meeting.id) == ()
                errors = [item.text for item in workspace.minutes.check(meeting.id) if item.severity == "error"]
                assert errors == []
    workspace.store.close()


def test_demo_shows_every_part_of_today(demo_file: Path) -> None:
    from datetime import UTC, datetime

    clock = FixedClock(datetime(2026, 11, 9, 9, 0, tzinfo=UTC))
    workspace = Workspace.open(demo_file, clock=clock, read_only=True)
    found = workspace.overview.today()
    assert found.meeting is not None
    assert found.meeting.notice is not None
    assert found.meeting.notice.in_time
    assert (found.due.overdue, found.due.today) == (2, 1)
    assert found.replies
    assert found.gaps
    assert found.unconfirmed_offers
    assert found.expired_contacts
    workspace.store.close()


def test_demo_is_the_same_for_the_same_day(demo_file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.kpr"
    make_demo(again, day=date(2026, 11, 9))
    assert dump(again) == dump(demo_file)


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2030, 12, 31)])
def test_demo_can_be_made_on_any_day(tmp_path: Path, day: date) -> None:
    make_demo(tmp_path / "demo.kpr", day=day)


def test_existing_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "demo.kpr"
    path.write_bytes(b"meine Datei")
    with pytest.raises(UserError, match="gibt es schon"):
        make_demo(path)
    assert path.read_bytes() == b"meine Datei"


def test_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(_done: int, _total: int, text: str) -> None:
        if text == "Sitzungen":
            raise RuntimeError(text)

    with pytest.raises(RuntimeError):
        make_demo(tmp_path / "demo.kpr", report=stop)
    assert list(tmp_path.iterdir()) == []
