"""Undo and redo from the window: small steps at once, large ones (an import) in the background."""

from collections.abc import Callable
from functools import partial

from coordinator_app.common.jobs import JobContext
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane

AT_ONCE = 500  # records a step may touch to be undone without a job: some tenths of a second
_KEY = "replay"


def replay(context: AppContext, run: Callable[[], str], size: int, word: str) -> None:
    """Undo or redo (`run` gives the name of the step, which touched `size` records) and say so with `word`.

    While a large step runs, a second wish is ignored: the keys are pressed again when the window has not moved.
    """
    if any(job.key == _KEY for job in context.jobs.active()):
        return
    tell = partial(_tell, context, word)
    if size <= AT_ONCE:
        tell(run())
    else:
        context.jobs.run(_run, run, title="Großer Schritt: bitte warten", done=tell, lane=Lane.WRITER, key=_KEY)


def _run(job: JobContext, run: Callable[[], str]) -> str:
    job.progress(0, 0, "")
    return run()


def _tell(context: AppContext, word: str, name: str) -> None:
    context.notify(f"{word}: {name}", "info")
