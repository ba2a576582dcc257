"""Which process of this computer works on a file at the moment."""

import os
import platform
from pathlib import Path

from coordinator_app.storage import lock


def process_holding(path: Path) -> int:
    """The number of another process on this computer that has the file open for writing; 0 = none."""
    holder = lock.read_holder(lock.lock_path(path))
    here = holder.machine == platform.node() and holder.pid not in (0, os.getpid())
    return holder.pid if here and lock.process_runs(holder.pid) else 0
