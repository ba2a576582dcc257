"""The plain SQL of „Heute“ fits the tables and vocabularies, whose declarations it does without."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.circulations import CirculationState
from coordinator_app.domain.meetings import BEFORE, MeetingState, Reply
from coordinator_app.domain.municipality import Municipality
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.domain.projects import ProjectStatus, ProjectType
from coordinator_app.domain.resolutions import UNFINISHED, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS, SOURCE_KINDS
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.queries import overview
from coordinator_app.storage.store import Store

STATEMENTS = {name: text for name, text in vars(overview).items() if name.isupper() and isinstance(text, str)}
VALUES = {"day": "2026-11-09", "before": "2025-11-09", "now": "2026-11-09 09:00:00.000000", "limit": 3, "body": 1}

CODES: dict[str, Iterable[str]] = {
    "NEXT_MEETING": BEFORE | {MeetingState.RUNNING},
    "DUE_COUNTS": OPEN_TASKS,
    "DUE_TASKS": OPEN_TASKS | (SOURCE_KINDS - {"priority"}),
    "REPLIES": {*Reply, MeetingState.INVITED},
    "MINUTES_DUE": {MeetingState.HELD},
    "RESOLUTIONS_DUE": UNFINISHED | {ResolutionState.ADOPTED},
    "CIRCULATIONS_DUE": {CirculationState.RUNNING, BallotChoice.OPEN},
    "UNCONFIRMED_OFFERS": {ProjectType.OFFER, ProjectStatus.RUNNING},
    "NEEDS_WITHOUT_PROJECT": {NeedStatus.REJECTED, NeedStatus.DONE, NeedStatus.WATCHED},
    "RESOLUTIONS_WITHOUT_TASK": UNFINISHED | {ResolutionState.ADOPTED, "resolution", "agenda_item"},
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_runs_on_a_new_file(fresh_file: Path, name: str) -> None:
    store = Store.open(fresh_file, read_only=True)
    with store.glance() as connection:
        connection.execute(STATEMENTS[name], VALUES).fetchall()
    store.close()


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_code_written_in_a_statement_is_one_of_its_vocabularies(name: str) -> None:
    written = set(re.findall(r"'(\w+)'", STATEMENTS[name]))
    assert written == {str(code) for code in CODES.get(name, ())}


def test_a_glance_inside_a_unit_sees_what_that_has_written(workspace: Workspace) -> None:
    with workspace.store.write("Kommune angelegt") as unit:
        unit.add(Municipality(name="Mühlwerda", is_own=True))
        assert workspace.overview.municipality() == "Mühlwerda"
    assert workspace.overview.municipality() == "Mühlwerda"


def test_a_glance_cannot_write(workspace: Workspace) -> None:
    with workspace.store.glance() as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM municipality")


def test_file_not_set_up_yet_has_no_municipality(workspace: Workspace) -> None:
    assert workspace.overview.municipality() == ""
