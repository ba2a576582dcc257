"""The command line: what was asked for, and the ways without a window (no Qt here).

Exit codes: 0 done · 1 the self-test found a fault · 2 the command line is wrong · 3 the file or folder cannot be
used (the sentence says why).
"""

import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError

if TYPE_CHECKING:
    from coordinator_app.services.self_test import SelfTest

DONE, FAULTY, WRONG_ARGUMENTS, UNUSABLE_FILE = 0, 1, 2, 3

_USAGE = """KPR-Arbeitsplatz – Arbeitsplatz für die Koordination kommunaler Prävention

Aufruf:
  {0} [DATEI]
      öffnet das Fenster, auf Wunsch mit einer Datei (*.kpr)
  {0} --demo DATEI
      legt die Beispieldatei an
  {0} --export ORDNER DATEI
      gibt alle Dokumente einer Datei in einen Ordner aus
  {0} --selbsttest ORDNER [ALTE_DATEI]
      prüft in einem leeren Ordner, ob das Programm auf diesem Rechner alles kann: Beispieldatei, Kopie einer
      älteren Datei öffnen, Word, PDF, Fenster; Ergebnis in „Selbsttest.txt“
  {0} --startzeit [DATEI]
      misst, wie lange das Fenster und mit einer Datei die erste Seite braucht (Rechenzeit)
  {0} --version
      nennt die Version
  {0} --hilfe
      zeigt diesen Text

Rückgabewerte: 0 erledigt, 1 Selbsttest nicht bestanden, 2 Aufruf falsch, 3 Datei oder Ordner nicht verwendbar.
"""


def program_name() -> str:
    """How this program is called on the command line: the packed program's own name, else main.py."""
    return Path(sys.executable).stem if getattr(sys, "frozen", False) else "main.py"


def usage() -> str:
    """The text of `--hilfe`."""
    return _USAGE.format(program_name())


class WrongArguments(Exception):
    """The command line cannot be understood; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for: `way` is window, demo, export, selftest, starttime, version or help.

    `paths`: the file, for export the folder before it, for the self-test the folder and perhaps an old file; none
    for a window without a file.
    """

    way: str
    paths: tuple[Path, ...] = ()


_PLAIN = {"--version": "version", "--hilfe": "help", "--help": "help", "-h": "help", "/?": "help"}


def parse(arguments: Sequence[str]) -> Request:
    """Read the command line; raises `WrongArguments` with a German sentence."""
    given = list(arguments)
    first = given[0] if given else ""
    if first in _PLAIN:
        return Request(_PLAIN[first])
    if first == "--demo":
        _check_count(given, 2, "Nach „--demo“ gehört genau eine Datei, zum Beispiel: --demo Muster.kpr")
        return Request("demo", (Path(given[1]),))
    if first == "--export":
        _check_count(
            given,
            3,
            "Nach „--export“ gehören ein Ordner und eine Datei, zum Beispiel: --export Ausgabe Muster.kpr",
        )
        return Request("export", (Path(given[1]), Path(given[2])))
    if first == "--selbsttest":
        sentence = "Nach „--selbsttest“ gehört ein leerer Ordner und auf Wunsch eine ältere Datei (*.kpr)."
        _check_count(given, 3 if len(given) == 3 else 2, sentence)
        return Request("selftest", tuple(Path(word) for word in given[1:]))
    if first == "--startzeit":
        _check_count(given, 2 if len(given) == 2 else 1, "Nach „--startzeit“ gehört höchstens eine Datei (*.kpr).")
        return Request("starttime", tuple(Path(word) for word in given[1:]))
    unknown = [word for word in given if word.startswith("--")]
    if unknown:
        raise WrongArguments(f"Die Angabe „{unknown[0]}“ gibt es nicht.")
    if len(given) > 1:
        raise WrongArguments("Es kann nur eine Datei auf einmal geöffnet werden.")
    return Request("window", (Path(first),) if first else ())


def _check_count(given: list[str], count: int, sentence: str) -> None:
    if len(given) != count or any(not word or word.startswith("--") for word in given[1:]):
        raise WrongArguments(sentence)


def explain(error: WrongArguments) -> int:
    """Print what is wrong with the command line and how it is written."""
    print(f"{error}\n\n{usage()}", file=sys.stderr)
    return WRONG_ARGUMENTS


def run_windowless(request: Request) -> int:
    """Do what needs no window; prints German sentences and returns the exit code."""
    if request.way == "help":
        print(usage())
        return DONE
    if request.way == "version":
        from coordinator_app import __version__

        print(f"KPR-Arbeitsplatz {__version__}")
        return DONE
    with _explained() as failed:
        if request.way == "demo":
            _make_demo(*request.paths)
        else:
            _export(*request.paths)
    return UNUSABLE_FILE if failed else DONE


def self_test(request: Request) -> "SelfTest | None":
    """The self-test asked for, still to be run; None when its folder or file cannot be used, which is told."""
    from coordinator_app.services.self_test import SelfTest

    with _explained():
        return SelfTest(*request.paths)
    return None


def tell_start(event: str) -> None:
    """Say what the start has reached, at once, with the processor time used up to then."""
    print(f"{event}: {time.process_time() * 1000:.0f} ms", flush=True)


@contextmanager
def _explained() -> Generator[list[str]]:
    """Print what a file or folder does not allow; the list holds the sentence then."""
    failed: list[str] = []
    try:
        yield failed
    except UserError as error:
        failed.append(error.text)
    except OSError as error:
        failed.append(f"Die Datei oder der Ordner ist nicht verwendbar: {error.filename or ''} ({error.strerror}).")
    for sentence in failed:
        print(sentence, file=sys.stderr)


def _make_demo(file: Path) -> None:
    from coordinator_app.services.demo import make_demo

    if file.exists():
        raise UserError(
            f"Die Datei „{file}“ gibt es schon; sie bleibt unverändert. "
            "Bitte nennen Sie einen anderen Namen oder löschen Sie sie vorher."
        )
    if not file.absolute().parent.is_dir():
        raise UserError(f"Den Ordner „{file.absolute().parent}“ gibt es nicht. Bitte legen Sie ihn zuerst an.")
    make_demo(file)
    print(f"Die Beispieldatei „{file}“ ist angelegt.")


def _export(folder: Path, file: Path) -> None:
    from coordinator_app.common.clock import SystemClock
    from coordinator_app.common.german import plural
    from coordinator_app.common.jobs import JobContext
    from coordinator_app.services.workspace import Workspace

    workspace = Workspace.open(file, clock=SystemClock(), read_only=True)
    try:
        entries = workspace.documents.export_all(folder, JobContext())
    finally:
        workspace.close()
    problems = [entry["error"] for entry in entries if "error" in entry]
    print(f"{plural(len(entries) - len(problems), 'Datei steht', 'Dateien stehen')} im Ordner „{folder}“.")
    for problem in problems:
        print(problem, file=sys.stderr)
