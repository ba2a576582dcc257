"""Start the program from a checkout: set up what is missing, make the example file once, open it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import environment

DEMO = environment.ROOT / "build" / "Beispielkommune.kpr"


def main(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code; on POSIX the program takes this process's place."""
    python = environment.ensure()
    program = [str(python), str(environment.ROOT / "main.py")]
    if not arguments:
        arguments = [str(DEMO)] if make_demo(program, DEMO) else []
    elif list(arguments) == ["--leer"]:
        arguments = []
    command = [*program, *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606  no shell wanted: signals and the exit code pass through
    return subprocess.run(command, check=False).returncode


def make_demo(program: Sequence[str], demo: Path) -> bool:
    """Make the example file unless it is there; it is kept, so that what was tried in it stays."""
    if demo.exists():
        return True
    demo.parent.mkdir(exist_ok=True)
    print("Die Beispieldatei wird angelegt …", flush=True)
    return subprocess.run([*program, "--demo", str(demo)], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
