"""The example file: two years of prevention work in the made-up town of Mühlwerda, written through the services.

The content stands in `resources/demo/*.toml`. All dates count from today, so that the file is always current;
for one day it is always the same.
"""

import glob
from collections.abc import Callable
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.clock import BERLIN, FixedClock, SystemClock, today
from coordinator_app.common.errors import UserError

if TYPE_CHECKING:
    from coordinator_app.services.demo.stage import Stage
    from coordinator_app.services.workspace import Workspace

Report = Callable[[int, int, str], None]
# What is filled in by its name, in this order: „module:function“ of this package.
_STEPS = (
    ("Stadt und Kontakte", "town:fill"),
    ("Bedarfe und Belege", "needs:fill"),
    ("Projekte", "projects:fill"),
    ("Anliegen", "concerns:fill"),
    ("Verlauf der Projekte", "course:fill"),
    ("Qualität und Wirkung", "quality:fill"),
    ("Sitzungen", "meetings:fill"),
    ("Niederschriften", "minutes:fill"),
    ("Umsetzung", "follow_up:fill"),
    ("Prioritäten", "needs:decide"),
    ("Befragung", "survey:fill"),
    ("Netzwerk", "network:fill"),
    ("Förderung", "funding:fill"),
    ("Lage und Fristen", "situation:fill"),
    ("Antworten der Befragung", "survey:answered"),
    ("Berichte", "reports:fill"),
)


def make_demo(path: Path, *, day: date | None = None, report: Report | None = None) -> None:
    """Write the example file to `path` as of `day` (default today); an existing file is refused.

    `report(done, total, text)` tells the progress. Nothing is left behind when it fails.
    """
    from coordinator_app.services.demo.stage import Stage
    from coordinator_app.services.workspace import Workspace

    if path.exists():
        raise UserError(f"Die Datei „{path.name}“ gibt es schon; sie bleibt unverändert.")
    morning = datetime.combine(day or today(SystemClock()), time(9, 0), BERLIN)
    clock = FixedClock(morning)
    workspace = Workspace.create(path, clock=clock, user="Julia Albrecht")
    try:
        with workspace.store.write("Beispiel angelegt", undoable=False):
            _fill(Stage(workspace, clock, morning), report)
    except BaseException:
        _close(workspace)
        for made in (path, *path.parent.glob(f"{path.stem} – *.kpra*")):
            made.unlink(missing_ok=True)
        raise
    _close(workspace)


def _close(workspace: "Workspace") -> None:
    """Close the file and the answers beside it, without a backup."""
    workspace.answers.close()
    workspace.store.close()
    path = workspace.store.path
    for copy in path.parent.glob(f"{glob.escape(path.stem)} – *.kpra.bak"):  # of answer files still empty
        copy.unlink()


def _fill(stage: "Stage", report: Report | None) -> None:
    for number, (step, name) in enumerate(_STEPS):
        if report is not None:
            report(number, len(_STEPS), step)
        stage.go_to(0)
        module, _, function = name.partition(":")
        getattr(import_module(f"coordinator_app.services.demo.{module}"), function)(stage)
    stage.go_to(0)
