"""The plain SQL of the deadlines fits the tables and vocabularies, whose declarations it does without."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from coordinator_app.domain.circulations import CirculationState
from coordinator_app.domain.deadline_register import DeadlineSource
from coordinator_app.domain.funding import ProgrammeDate
from coordinator_app.domain.grants import DrawdownState, GrantState, ProofKind
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.domain.process import StepState
from coordinator_app.domain.project_course import MilestoneState
from coordinator_app.domain.resolutions import UNFINISHED, ResolutionState
from coordinator_app.domain.site_walks import WalkState
from coordinator_app.domain.tasks import OPEN_TASKS
from coordinator_app.storage.queries import deadlines
from coordinator_app.storage.store import Store

CODES: dict[str, Iterable[str]] = {
    "task": OPEN_TASKS,
    "resolution": UNFINISHED | {ResolutionState.ADOPTED},
    "circulation": {CirculationState.RUNNING},
    "proof_of_use": {ProofKind.INTERIM, *GrantState},
    "drawdown": {DrawdownState.PAID},
    "grant": {*GrantState},
    "milestone": {MilestoneState.PLANNED},
    "process_step": {StepState.OPEN, StepState.RUNNING},
    "site_walk": {WalkState.PLANNED},
    "PROGRAMME_DAYS": {ProgrammeDate.WINDOW_OPENS, ProgrammeDate.WINDOW_CLOSES},
    "MINUTES_DUE": {MeetingState.HELD},
    "MEETINGS_TO_INVITE": {MeetingState.DRAFT, MeetingState.PLANNED},
}
OTHERS = {
    name: text
    for name, text in vars(deadlines).items()
    if name[0].isalpha() and name.isupper() and isinstance(text, str)
}
ALL = {**deadlines.STATEMENTS, **OTHERS}
NO_CODES = {"appeal", "period", "bound", "keep", "tick"} | set(deadlines.STATEMENTS) | {"project"}


@pytest.mark.parametrize("name", ALL)
def test_every_statement_runs_on_a_new_file(fresh_file: Path, name: str) -> None:
    store = Store.open(fresh_file, read_only=True)
    with store.glance() as connection:
        connection.execute(ALL[name], {"limit": 3}).fetchall()
    store.close()


@pytest.mark.parametrize("name", ALL)
def test_every_code_written_in_a_statement_is_one_of_its_vocabularies(name: str) -> None:
    written = set(re.findall(r"'([a-z_]+)'", ALL[name])) - NO_CODES
    assert written <= {str(code) for code in CODES.get(name, ())}


def test_every_source_is_known_to_the_register() -> None:
    assert {str(source) for source in DeadlineSource} >= set(deadlines.STATEMENTS)


def test_a_chance_that_passed_is_no_deadline() -> None:
    row = deadlines.DueRow("grant", 1, "appeal", "", "", "grant", 1, date(2026, 11, 1), True, "", "u", 1)
    assert deadlines.over(row, date(2026, 11, 2))
    assert not deadlines.over(row, date(2026, 11, 1))
    assert not deadlines.over(row._replace(part="keep"), date(2026, 11, 2))
