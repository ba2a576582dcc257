"""KPR-Konsole.exe: hands its arguments to KPR-Arbeitsplatz.exe beside it and says what that says.

A program with windows has no console of its own on Windows; this one has, and needs no libraries for it.
"""

import io
import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run the program and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console may not know every letter
    program = Path(sys.executable).with_name("KPR-Arbeitsplatz.exe")
    apart = {**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"}  # a program of its own, not a part of this one
    done = subprocess.run(
        [program, *sys.argv[1:]], check=False, stdin=subprocess.DEVNULL, capture_output=True, env=apart
    )
    print(done.stdout.decode("utf-8", errors="replace").replace("\r\n", "\n"), end="")
    print(done.stderr.decode("utf-8", errors="replace").replace("\r\n", "\n"), end="", file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
