"""Composition root: reads the command line and builds the window; the only module that knows all layers."""

import io
import sys
from collections.abc import Sequence

from coordinator_app import cli


def main(arguments: Sequence[str]) -> int:
    """Run the program; returns the exit code. Qt is imported only when a window is wanted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console may be cp1252
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        request = cli.parse(arguments)
    except cli.WrongArguments as error:
        return cli.explain(error)
    if request.way == "selftest":
        test = cli.self_test(request)
        if test is None:
            return cli.UNUSABLE_FILE
        from coordinator_app.gui.self_test import run_self_test

        return run_self_test(test)
    if request.way == "starttime":
        from coordinator_app.gui.start_time import measure

        return measure(request.paths[0] if request.paths else None, cli.tell_start)
    if request.way != "window":
        return cli.run_windowless(request)
    from coordinator_app.gui.other_window import brought_forward

    if request.paths and brought_forward(request.paths[0]):
        return cli.DONE
    from coordinator_app.gui.application import run_window

    return run_window(request.paths[0] if request.paths else None)
