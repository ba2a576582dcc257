"""The two commands: what `run` opens, and that `check` runs everything and says what failed."""

import json
import os
import sys
from pathlib import Path

import check
import coverage_floors
import environment
import pytest
import run

SUMMARY = "print('.. [100%]'); print('2 passed in 0.01s')"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """The command lines `run` hands over to instead of starting them."""
    commands: list[list[str]] = []

    def note(_program: str, command: list[str]) -> None:
        commands.append(command[2:])
        raise SystemExit(0)

    monkeypatch.setattr(environment, "ensure", lambda **_: Path(sys.executable))
    monkeypatch.setattr(run, "DEMO", tmp_path / "demo.kpr")
    monkeypatch.setattr(os, "execv", note)
    return commands


@pytest.mark.skipif(os.name == "nt", reason="Windows starts a child process")
@pytest.mark.parametrize(
    ("arguments", "made", "expected"),
    [
        ([], True, ["DEMO"]),
        ([], False, []),
        (["--leer"], True, []),
        (["--version"], True, ["--version"]),
        (["akte.kpr"], True, ["akte.kpr"]),
    ],
)
def test_run_opens(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, arguments: list[str], made: bool, expected: list[str]
) -> None:
    monkeypatch.setattr(run, "make_demo", lambda *_: made)
    with pytest.raises(SystemExit):
        run.main(arguments)
    assert started == [[str(run.DEMO) if name == "DEMO" else name for name in expected]]


def test_demo_is_made_once_and_kept(tmp_path: Path) -> None:
    demo = tmp_path / "build" / "demo.kpr"
    program = [sys.executable, "-c", "import sys; open(sys.argv[2], 'x', encoding='utf-8').close()"]
    assert run.make_demo(program, demo)
    assert run.make_demo(program, demo)  # the program would fail: the file exists
    assert demo.exists()


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A check of this Python whose tools and tests are one-liners."""
    report = {"files": {}}
    monkeypatch.setattr(environment, "ensure", lambda **_: Path(sys.executable))
    monkeypatch.setattr(check, "BUILD", tmp_path / "build")
    monkeypatch.setattr(check, "COVERAGE", tmp_path / "build" / "coverage" / "coverage.json")
    monkeypatch.setattr(check, "TOOLS", {"Regeln": ["-c", "pass"]})
    written = f"import pathlib; pathlib.Path({str(check.COVERAGE)!r}).write_text({json.dumps(report)!r}); {SUMMARY}"
    monkeypatch.setattr(check, "TESTS", ["-c", written])


def test_check_ends_with_the_summary_of_the_tests(stage: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "pytest: 2 passed in 0.01s"


@pytest.mark.usefixtures("stage")
def test_check_goes_on_after_a_failure_and_names_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "TOOLS", {"Regeln": ["-c", "raise SystemExit(3)"], "Typen": ["-c", "pass"]})
    assert check.main() == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["pytest: 2 passed in 0.01s", "Nicht bestanden: Regeln"]


@pytest.mark.usefixtures("stage")
def test_check_fails_when_tests_fail_or_leave_no_measurement(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "TESTS", ["-c", "print('1 failed'); raise SystemExit(1)"])
    assert check.main() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Nicht bestanden: Tests, Abdeckung"


def test_tests_keep_compiled_modules_and_have_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(check, "MEMORY", tmp_path)
    monkeypatch.setattr(check, "ROOM", 0)
    with check.variables_for_tests() as variables:
        assert "PYTHONDONTWRITEBYTECODE" not in variables
        folder = Path(variables["TMPDIR"])
        assert folder.parent == tmp_path
        (folder / "left").touch()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("folder", "room"), [("fehlt", 0), (".", 1 << 80)])
def test_tests_use_the_disk_without_room_in_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str, room: int
) -> None:
    monkeypatch.setenv("TMPDIR", "anderswo")
    monkeypatch.setattr(check, "MEMORY", tmp_path / folder)
    monkeypatch.setattr(check, "ROOM", room)
    with check.variables_for_tests() as variables:
        assert variables["TMPDIR"] == "anderswo"


def measured(statements: int, covered: int, branches: int = 0, reached: int = 0) -> dict[str, object]:
    """One file in coverage's JSON."""
    summary = {
        "num_statements": statements,
        "covered_lines": covered,
        "missing_lines": statements - covered,
        "num_branches": branches,
        "covered_branches": reached,
    }
    return {"summary": summary, "missing_lines": list(range(covered + 1, statements + 1)), "missing_branches": []}


@pytest.mark.parametrize(
    ("path", "values", "short"),
    [
        ("common/german.py", measured(50, 50, 4, 4), False),
        ("common/german.py", measured(50, 50, 4, 3), True),
        ("domain/votes.py", measured(500, 499), True),
        ("storage/undo_log.py", measured(100, 99), True),
        ("storage/engine.py", measured(100, 99), False),
        ("services/needs.py", measured(100, 90), False),
        ("services/needs.py", measured(100, 89), True),
        ("gui/pages/needs/page.py", measured(100, 80), False),
        ("gui/pages/needs/page.py", measured(100, 79), True),
        ("app.py", measured(10, 7), True),
        ("domain/empty.py", measured(0, 0), False),
    ],
)
def test_floor_of_each_part(path: str, values: dict[str, object], short: bool) -> None:
    assert bool(coverage_floors.shortfalls({f"coordinator_app/{path}": values})) is short


def test_shortfall_names_file_lines_and_branches() -> None:
    values = measured(8, 4) | {"missing_lines": [3, 4, 5, 8], "missing_branches": [[1, 3], [3, 4]]}
    found = coverage_floors.shortfalls({"coordinator_app\\common\\german.py": values})
    assert found == ["coordinator_app/common/german.py: 50.0 % < 100 %; Zeilen 3–5, 8; Zweige 1→3"]


def test_missing_measurement_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage_floors.main([str(tmp_path / "none.json")]) == 1
    assert "keine Messung" in capsys.readouterr().out
