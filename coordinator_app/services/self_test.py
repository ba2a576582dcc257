"""The self-test (`--selbsttest`): what the program must be able to do on a PC, done once in an empty folder.

For the people who install it and for the check of every package. The window's part stands in `gui.self_test`.
"""

import platform
import shutil
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from coordinator_app import __version__
from coordinator_app.common.clock import SystemClock
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date_time, format_decimal, format_size

REPORT = "Selbsttest.txt"
DEMO = "Beispielkommune.kpr"
WORD, PDF = "Sicherheitsanalyse.docx", "Sicherheitsanalyse.pdf"
KIND = "survey_report"  # one with charts, which are drawn differently for Word and PDF


class SelfTest:
    """Runs steps one after another and keeps the report up to date, so that a crash leaves it too."""

    def __init__(self, folder: Path, old_file: Path | None = None) -> None:
        """Take an empty or new folder; `UserError` when it cannot be used or the old file is not there."""
        self.folder = folder.absolute()
        self.old_file = old_file
        if old_file is not None and not old_file.is_file():
            raise UserError(f"Die ältere Datei „{old_file}“ gibt es nicht.")
        self.folder.mkdir(exist_ok=True)
        if any(self.folder.iterdir()):
            raise UserError(f"Der Ordner „{folder}“ ist nicht leer. Bitte nennen Sie einen leeren oder neuen Ordner.")
        self.faulty = False
        self._lines = [
            f"Selbsttest von KPR-Arbeitsplatz {__version__}",
            f"{format_date_time(SystemClock().now())}, {platform.platform()}, Python {platform.python_version()}",
            "",
        ]
        self._write()

    @property
    def demo(self) -> Path:
        """The example file the test makes."""
        return self.folder / DEMO

    def step(self, title: str, action: Callable[[], str]) -> None:
        """Do one step unless an earlier one failed; what `action` returns is said behind the title."""
        if self.faulty:
            self._say(f"nicht versucht: {title}")
            return
        begin = time.perf_counter()
        try:
            words = action()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the result of the test
            told = error.text if isinstance(error, UserError) else traceback.format_exc()
            self.fail(title, told)
            return
        self.passed(title, words, time.perf_counter() - begin)

    def passed(self, title: str, words: str, seconds: float) -> None:
        """Note a step that went well."""
        took = f"{format_decimal(seconds, 1, fixed=True)} s"
        self._say(f"in Ordnung: {title} ({', '.join(word for word in (words, took) if word)})")

    def fail(self, title: str, why: str) -> None:
        """Note a step that failed."""
        self.faulty = True
        self._say(f"NICHT in Ordnung: {title}\n{why.strip()}")

    def finish(self) -> None:
        """Write the result."""
        self._say("\nErgebnis: " + ("nicht bestanden" if self.faulty else "bestanden"))

    def files_and_documents(self) -> None:
        """Everything that needs no window."""
        self.step("Beispieldatei anlegen", self._make_demo)
        if self.old_file is not None:
            self.step("Datei einer älteren Version öffnen", self._open_old)
        self.step("Word-Datei schreiben", lambda: self._document(WORD))
        self.step("PDF-Datei schreiben", lambda: self._document(PDF))

    def _make_demo(self) -> str:
        from coordinator_app.services.demo import make_demo

        make_demo(self.demo)
        return self.demo.name

    def _open_old(self) -> str:
        from coordinator_app.services.workspace import Workspace

        if self.old_file is None:
            return ""
        copy = self.folder / f"Alt {self.old_file.name}"
        shutil.copyfile(self.old_file, copy)
        workspace = Workspace.open(copy, clock=SystemClock())
        try:
            told = workspace.store.told
            town = workspace.overview.municipality()
        finally:
            workspace.close()
        return " ".join(word for word in (town, told) if word).rstrip(".")

    def _document(self, name: str) -> str:
        from coordinator_app.services.workspace import Workspace

        workspace = Workspace.open(self.demo, clock=SystemClock(), read_only=True)
        try:
            subject = workspace.documents.kind(KIND).subjects(workspace)[0]
            path = self.folder / name
            path.write_bytes(workspace.documents.render(KIND, subject, path.suffix.lstrip(".")))
        finally:
            workspace.close()
        return f"{name}, {format_size(path.stat().st_size)}"

    def _say(self, line: str) -> None:
        self._lines.append(line)
        self._write()

    def _write(self) -> None:
        (self.folder / REPORT).write_text("\n".join(self._lines) + "\n", encoding="utf-8")
