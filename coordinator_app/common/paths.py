"""Where the files are that come with the program."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""Icons, themes, fonts, help, templates, item bank, example: only read, never written."""
