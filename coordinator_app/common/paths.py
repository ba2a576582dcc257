"""Where the files are that come with the program, and those of a portable one."""

import sys
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2]

RESOURCES = PROGRAM / "resources"
"""Icons, themes, fonts, help, templates, item bank, example: only read, never written."""

CHANGELOG = PROGRAM / "CHANGELOG.md"
"""What changed for users, version by version; comes with every package."""

PORTABLE_MARK = "portabel.txt"
"""A file of this name beside the program file keeps settings and files there too."""


def portable_folder() -> Path | None:
    """Where a portable program keeps settings and proposes to keep files; None for an installed one.

    Only a packaged program can be portable: run from its source it is not.
    """
    if not getattr(sys, "frozen", False):
        return None
    beside = Path(sys.executable).resolve().parent
    return beside / "Daten" if (beside / PORTABLE_MARK).is_file() else None
