"""One start of something with a window, reported from inside: `start_probes.py NAME [FILE]`, used by `report`.

Prints one JSON line per event: what, milliseconds of processor time used so far, peak memory in MB; the parent
takes the wall clock when the line arrives. Ends by itself after the last event.
"""

import json
import os
import sys
import time
from pathlib import Path

START_FOLDER = "KPR_BENCH_FOLDER"


def report(event: str) -> None:
    """Tell the parent what has just happened."""
    line = json.dumps([event, time.process_time() * 1000, peak_memory()])
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def peak_memory() -> float:
    """The most memory this process has held, in MB."""
    if os.name == "nt":
        return _peak_on_windows()
    status = Path("/proc/self/status")
    if status.exists():  # the resource module would count what the parent held before it started this program
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _peak_on_windows() -> float:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            ("peak", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 8),
        )

    counters = Counters(cb=ctypes.sizeof(Counters))
    process = ctypes.windll.kernel32.GetCurrentProcess()
    ctypes.windll.psapi.GetProcessMemoryInfo(wintypes.HANDLE(process), ctypes.byref(counters), counters.cb)
    return counters.peak / 1024 / 1024


def end() -> None:
    """Leave without the cost of taking everything down."""
    os._exit(0)


def bare(*modules: str) -> None:
    """An empty main window, with further modules imported before it: the floor nobody can go below."""
    for module in modules:
        __import__(module)
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)  # type: ignore[arg-type]  # Qt's own event
            report("painted")
            end()

    application = QApplication([])
    window = Window()
    window.resize(1280, 720)
    window.show()
    application.exec()


def program(file: Path | None) -> None:
    """The real program as `main.py` starts it: first frame, then the page Heute of a file, drawn."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

    import coordinator_app.app  # noqa: F401 - what main.py imports
    from coordinator_app.gui import start_time

    events = {start_time.PAINTED: "painted", start_time.USABLE: "usable"}
    start_time.measure(file, lambda event: report(events[event]))


def reopening(files: list[Path], times: int) -> None:
    """Open files by turns in one running program; reports milliseconds from the command to the drawn page."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from PySide6.QtCore import QEventLoop
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from coordinator_app.gui.application import Program

    running = Program(QApplication([]), None, Path(os.environ[START_FOLDER]))
    window = running.window
    window.show()
    QTest.qWait(100)
    for turn in range(times + 1):
        for file in files:
            loop = QEventLoop()
            window.file_opened.connect(loop.quit)
            if window.context is not None:
                closed = QEventLoop()
                window.close_file(closed.quit)
                closed.exec()
            begin, used = time.perf_counter(), time.process_time()
            window.open_file(file)
            loop.exec()
            window.repaint()
            wall, cpu = time.perf_counter() - begin, time.process_time() - used
            window.file_opened.disconnect(loop.quit)
            if turn:  # the first time also imports
                sys.stdout.write(json.dumps([file.name, wall * 1000, cpu * 1000]) + "\n")
    sys.stdout.flush()
    end()


def main(words: list[str]) -> None:
    """Run the probe named on the command line."""
    match words:
        case ["bare", *modules]:
            bare(*modules)
        case ["program", *files]:
            program(Path(files[0]) if files else None)
        case ["reopening", times, *files]:
            reopening([Path(file) for file in files], int(times))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
