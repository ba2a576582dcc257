"""A file after twenty years of work: 5,000 projects, 1,000 meetings, 20,000 agenda items, 10,000 contacts.

    python tests/benchmarks/twenty_years.py        # makes build/benchmarks/zwanzig-jahre.kpr and leer.kpr

Written through the unit of work in one step; deterministic; made once and kept until the schema changes.
"""

import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from coordinator_app.common.clock import FixedClock  # noqa: E402 - after the path is set
from coordinator_app.common.errors import UserError  # noqa: E402
from coordinator_app.domain.agenda import ItemState, ItemType  # noqa: E402
from coordinator_app.domain.bodies import Role  # noqa: E402
from coordinator_app.domain.contacts import Affiliation, Organisation, Person  # noqa: E402
from coordinator_app.domain.meetings import AgendaItem, Meeting, MeetingState  # noqa: E402
from coordinator_app.domain.needs import Need  # noqa: E402
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType  # noqa: E402
from coordinator_app.domain.resolutions import Resolution, ResolutionState  # noqa: E402
from coordinator_app.domain.tasks import Task, TaskState  # noqa: E402
from coordinator_app.services.bodies import SeatDraft  # noqa: E402
from coordinator_app.services.workspace import Workspace  # noqa: E402
from coordinator_app.storage.unit_of_work import WriteUnit  # noqa: E402

FOLDER = ROOT / "build" / "benchmarks"
NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
PROJECTS, MEETINGS, ITEMS_EACH, PERSONS, ORGANISATIONS = 5_000, 1_000, 20, 8_000, 2_000
TASKS, NEEDS = 6_000, 500
DAYS = 20 * 365
NAMES = ("Jugendtreff", "Graffiti-Werkstatt", "Schulweg", "Straßenfest", "Bahnhofstunnel", "Präventionstag", "Markt")
SENTENCE = (
    "Das Revier berichtet über die Lage am Bahnhof, die Schule über den Schulweg, die Jugendarbeit über den Treff. "
)


def empty_file(folder: Path = FOLDER) -> Path:
    """A file with the seed catalogues and its municipality only."""
    return _kept(folder / "leer.kpr", filled=False)


def full_file(folder: Path = FOLDER) -> Path:
    """A file with twenty years of work."""
    return _kept(folder / "zwanzig-jahre.kpr", filled=True)


def _kept(path: Path, *, filled: bool) -> Path:
    if path.exists() and usable(path):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    workspace = Workspace.create(path, clock=FixedClock(NOW), user="Messung")
    workspace.municipality.create(name="Mühlwerda")
    if filled:
        _fill(workspace)
    workspace.store.close()
    return path


def usable(path: Path) -> bool:
    """Whether the kept file fits the tables of this program (they may have changed since it was made)."""
    import sqlite3
    from contextlib import closing

    from coordinator_app.storage.models.base import all_rows

    try:
        Workspace.open(path, read_only=True).store.close()
    except UserError:
        return False
    with closing(sqlite3.connect(path)) as connection:
        for kind, row in all_rows().items():
            there = {line[1] for line in connection.execute(f'PRAGMA table_info("{kind}")')}
            if there != {column.name for column in row.__table__.columns}:
                return False
    return True


def _fill(workspace: Workspace) -> None:
    dice = random.Random(2006)
    with workspace.store.write("Messdaten angelegt", undoable=False) as unit:
        organisations = [
            unit.add(Organisation(name=f"Einrichtung {_title(n)} {n}", town="Mühlwerda", email=f"info{n}@example.org"))
            for n in range(ORGANISATIONS)
        ]
        persons = [_person(unit, n, organisations) for n in range(PERSONS)]
        _projects(unit, dice, organisations, persons)
        for n in range(NEEDS):
            unit.add(Need(title=f"Bedarf {_title(n)} {n}", number=f"B-{n:03d}", description=SENTENCE * 2))
    body = workspace.bodies.create(
        name="Lenkungsgruppe",
        short_name="KPR",
        valid_from=(NOW - timedelta(days=DAYS)).date(),
        seats=[SeatDraft(seat=f"Sitz {n}", role=Role.MEMBER, person_id=persons[n]) for n in range(15)],
    )
    with workspace.store.write("Messdaten angelegt", undoable=False) as unit:
        for n in range(MEETINGS):
            _meeting(unit, dice, body, n)
        for n in range(TASKS):
            due = (NOW - timedelta(days=DAYS * n // TASKS - 60)).date()
            state = TaskState.OPEN if n < 150 else TaskState.DONE
            unit.add(Task(title=f"Aufgabe {_title(n)} {n}", due_on=due, state=state, person_id=dice.choice(persons)))


def _title(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {NAMES[number // 7 % len(NAMES)]}"


def _person(unit: WriteUnit, number: int, organisations: Sequence[int]) -> int:
    first, last = f"Vorname{number % 97}", f"Nachname{number}"
    id = unit.add(Person(first_name=first, last_name=last, display_name=f"{first} {last}"))
    unit.add(Affiliation(person_id=id, organisation_id=organisations[number % len(organisations)], function="Leitung"))
    return id


def _projects(unit: WriteUnit, dice: random.Random, organisations: Sequence[int], persons: Sequence[int]) -> None:
    for n in range(PROJECTS):
        start = (NOW - timedelta(days=dice.randrange(DAYS))).date()
        unit.add(
            Project(
                title=f"{_title(n)} {n}",
                number=f"P-{n:04d}",
                project_type=ProjectType.OFFER if n % 3 else ProjectType.PROJECT,
                status=ProjectStatus.RUNNING if n % 5 else ProjectStatus.IDEA,
                location=f"Markt {n % 97}",
                short_description=SENTENCE,
                start=start,
                carrier_id=dice.choice(organisations),
                responsible_id=dice.choice(persons),
            )
        )


def _meeting(unit: WriteUnit, dice: random.Random, body: int, number: int) -> None:
    starts = NOW + timedelta(days=17) - timedelta(days=DAYS * number / MEETINGS)
    meeting = unit.add(
        Meeting(
            body_id=body,
            number=MEETINGS - number,
            title=f"{MEETINGS - number}. Sitzung der Lenkungsgruppe",
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            place="Rathaus, Ratssaal",
            state=MeetingState.CLOSED if number else MeetingState.PLANNED,
        )
    )
    for place in range(ITEMS_EACH):
        item = unit.add(
            AgendaItem(
                meeting_id=meeting,
                position=place + 1,
                title=f"{_title(number + place)}: Stand und nächste Schritte",
                item_type=ItemType.RESOLUTION if place == 3 else ItemType.INFORMATION,
                state=ItemState.DONE if number else ItemState.ACCEPTED,
                discussion=SENTENCE * dice.randrange(1, 4),
            )
        )
        if place == 3 and number:
            unit.add(
                Resolution(
                    body_id=body,
                    meeting_id=meeting,
                    agenda_item_id=item,
                    number=f"{MEETINGS - number}/{starts.year}",
                    title=f"Beschluss zu {_title(number)}",
                    wording=SENTENCE,
                    state=ResolutionState.ADOPTED,
                    decided_on=starts.date(),
                )
            )


if __name__ == "__main__":
    for made in (empty_file(), full_file()):
        sys.stdout.write(f"{made} ({made.stat().st_size / 1e6:.1f} MB)\n")
