"""A few kills of a working session; 200 of them are a benchmark (`tests/benchmarks/kill_session.py`)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="sessions are forked to start quickly"),
    pytest.mark.timeout(300),
]


def test_ten_kills_lose_nothing_and_damage_nothing(tmp_path: Path) -> None:
    from tests.benchmarks.kill_session import kill_often

    tally = kill_often(10, seed=7, folder=tmp_path)
    assert tally.kills == 10
    assert tally.commits > 10
    assert not tally.bad, tally.line()


def test_a_killed_live_view_loses_the_last_second_of_typing_at_most() -> None:
    probe = Path(__file__).parents[1] / "benchmarks" / "kill_live.py"
    done = subprocess.run(
        [sys.executable, str(probe), "--kills", "4", "--seed", "7"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("4 kills")
