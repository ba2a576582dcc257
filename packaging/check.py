"""Everything a machine can check, in one command; ends non-zero and names the steps that failed."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import coverage_floors
import environment

BUILD = environment.ROOT / "build"
COVERAGE = BUILD / "coverage" / "coverage.json"

TOOLS: dict[str, list[str]] = {
    "Formatierung": ["-m", "ruff", "format", "--check", "--output-format", "concise", "."],
    "Regeln": ["-m", "ruff", "check", "--output-format", "concise", "."],
    "Typen": ["-m", "basedpyright"],
    "Schichten": [
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--cache-dir",
        str(BUILD / "importlinter"),
    ],
}
TESTS = [
    *("-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", "--tb", "short"),
    *("--cov", "--cov-report=", f"--cov-report=json:{COVERAGE}"),
]
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 1 << 30  # bytes that must be free there for the files of the tests


def main() -> int:
    """Run all steps, also after a failed one, and return the exit code."""
    python = environment.ensure(development=True)
    BUILD.mkdir(exist_ok=True)
    COVERAGE.parent.mkdir(exist_ok=True)
    COVERAGE.unlink(missing_ok=True)
    failed: list[str] = []
    for name, arguments in TOOLS.items():
        step(name, lambda arguments=arguments: run_tool(python, arguments), failed)
    summary: list[str] = []
    step("Tests", lambda: run_tests(python, summary), failed)
    step("Abdeckung", lambda: coverage_floors.main([str(COVERAGE)]), failed)
    print()
    print(*summary, sep="\n")
    if failed:
        print(f"Nicht bestanden: {', '.join(failed)}")
    return 1 if failed else 0


def step(name: str, action: Callable[[], int], failed: list[str]) -> None:
    """Run one step, say how it went and how long it took, and note it when it failed."""
    print(f"── {name}", flush=True)
    started = time.monotonic()
    code = action()
    if code:
        failed.append(name)
    print(f"   {'nicht bestanden' if code else 'in Ordnung'}, {time.monotonic() - started:.1f} s", flush=True)


def run_tool(python: Path, arguments: list[str]) -> int:
    """Run one checking tool in the root of the project."""
    variables = {**os.environ, "PYTHONPATH": str(environment.ROOT)}
    return subprocess.run([str(python), *arguments], check=False, cwd=environment.ROOT, env=variables).returncode


def run_tests(python: Path, summary: list[str]) -> int:
    """Run the tests, show their output as it comes, and put pytest's last line into `summary`."""
    last = "Die Tests gaben nichts aus."
    with (
        variables_for_tests() as variables,
        subprocess.Popen(
            [str(python), *TESTS],
            cwd=environment.ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    summary.append(f"pytest: {last}")
    return process.returncode


@contextmanager
def variables_for_tests() -> Generator[dict[str, str]]:
    """Environment of the tests: compiled modules are kept (many tests start the program), files lie in memory."""
    variables = {**os.environ}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        yield variables
        return
    with tempfile.TemporaryDirectory(prefix="kpr-check-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield variables | {"TMPDIR": folder}


if __name__ == "__main__":
    sys.exit(main())
