"""A steering group with a held and a planned meeting, for tests of the pages around meetings."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.votes import Count
from coordinator_app.services.bodies import SeatDraft
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace

BEGIN = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)  # 17:00 in Germany
EARLIER = datetime(2026, 9, 10, 15, 0, tzinfo=UTC)
SEATS = ("Ordnungsamt", "Polizeirevier", "Oberschule", "Seniorenbeirat", "Diakonie")
TOPICS = (
    ("Eröffnung", ItemType.INFORMATION, 5),
    ("Offener Treff am Bahnhof", ItemType.RESOLUTION, 25),
    ("Verschiedenes", ItemType.MISCELLANEOUS, 10),
)


@dataclass(frozen=True)
class Scene:
    """Ids of what was made."""

    body: int
    held: int
    planned: int
    chair: int
    officer: int
    task: int
    resolution: int


@dataclass(frozen=True)
class SavedScene:
    """The scene in a closed file, to be copied."""

    path: Path
    scene: Scene

    @classmethod
    def save(cls, base: Path, path: Path, moment: datetime) -> "SavedScene":
        """Make the scene in a copy of `base`."""
        shutil.copyfile(base, path)
        clock = FixedClock(moment)
        workspace = Workspace.open(path, clock=clock, user="Test")
        scene = make_scene(workspace, clock)
        workspace.store.close()
        return cls(path, scene)


def make_scene(workspace: Any, clock: FixedClock) -> Scene:
    """Make the bodies and meetings; the clock then stands again where it stood."""
    now = clock.moment
    clock.moment = EARLIER - timedelta(days=40)
    chair = workspace.contacts.create_person(last_name="Marschner", first_name="Cornelia")
    officer = workspace.contacts.create_person(last_name="Hempel", first_name="Jens")
    seats = [SeatDraft(seat="Oberbürgermeisterin", role=Role.CHAIR, person_id=chair)]
    seats += [SeatDraft(seat=name, person_id=officer if name == "Ordnungsamt" else None) for name in SEATS]
    body = workspace.bodies.create(name="Lenkungsgruppe", short_name="LG", valid_from=date(2026, 1, 1), seats=seats)
    held, task, resolution = _held(workspace, clock, body, chair, officer)
    clock.moment = now
    planned = workspace.meetings.create(
        body_id=body,
        starts_at=BEGIN,
        ends_at=BEGIN + timedelta(hours=2),
        place="Rathaus, Ratssaal",
        chair_id=chair,
        minute_taker_id=officer,
    )
    for title, item_type, minutes in TOPICS:
        workspace.meetings.agenda.add(planned, title=title, item_type=item_type, minutes=minutes)
    return Scene(body, held, planned, chair, officer, task, resolution)


def _held(workspace: Any, clock: FixedClock, body: int, chair: int, officer: int) -> tuple[int, int, int]:
    meetings = workspace.meetings
    held = meetings.create(body_id=body, starts_at=EARLIER, place="Rathaus", chair_id=chair, minute_taker_id=officer)
    item = meetings.agenda.add(held, title="Beleuchtung", item_type=ItemType.RESOLUTION)
    meetings.invitations.invite(held)
    clock.moment = EARLIER
    meetings.live.start(held)
    meetings.attendance.arrive([line.id for line in meetings.attendance.view(held).lines])
    meetings.live.note_quorum(held)
    meetings.live.call_next(held)
    resolution = workspace.resolutions.draft(item, wording="Der Tunnel wird beleuchtet.", title="Beleuchtung im Tunnel")
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=5, abstain=1)))
    task = workspace.tasks.create_in_item(item, title="Angebot einholen", due="01.10.2026", person_id=officer)
    clock.moment = EARLIER + timedelta(hours=2)
    meetings.live.finish(held)
    return held, task, resolution
