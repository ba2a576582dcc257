"""Measure the program against its floors and print one table of ratios (see `tests/benchmarks/report.py`)."""

import subprocess
import sys
from collections.abc import Sequence

import environment


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks; 1 when a goal is missed."""
    python = environment.ensure(development=True)
    report = environment.ROOT / "tests" / "benchmarks" / "report.py"
    return subprocess.run([str(python), str(report), *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
