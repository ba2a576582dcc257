"""„Beispieldatei öffnen“: makes the demo file in the user's documents and opens it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui import alerts
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.local_state import files_folder

if TYPE_CHECKING:
    from coordinator_app.gui.main_window import MainWindow

NAME = "Mühlwerda (Beispiel)"


def ask_for_demo(window: "MainWindow") -> None:
    """Open the demo file the user has already, or make a new one beside it."""
    path = files_folder() / f"{NAME}.kpr"
    if path.exists():
        question = "Sie haben schon eine Beispieldatei. Möchten Sie darin weiterarbeiten oder neu beginnen?"
        detail = "Bei „Neu beginnen“ entsteht eine zweite Datei. Die vorhandene bleibt, wie sie ist."
        answer = alerts.choose(window, question, ["Weiterarbeiten", "Neu beginnen"], detail=detail)
        if answer == 0:
            window.open_file(path)
        if answer != 1:
            return
        path = _free_path(path)
    window.jobs.run(
        make_demo_file,
        path,
        title="Die Beispieldatei wird angelegt",
        done=window.open_file,
        failed=partial(alerts.show_error, window),
        lane=Lane.WRITER,
        owner=window,
    )


def _free_path(path: Path) -> Path:
    number = 2
    while (found := path.with_name(f"{NAME} {number}.kpr")).exists():
        number += 1
    return found


def make_demo_file(job: JobContext, path: Path) -> Path:
    """Job: make the file, telling its steps; what was begun is removed when it fails or is cancelled."""
    from coordinator_app.services.demo import make_demo

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_demo(path, report=job.progress)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise UserError(f"Im Ordner „{path.parent}“ kann keine Datei angelegt werden.") from error
    return path
