"""Read the real window as screen readers do: through AT-SPI, on a screen of its own, with the example file.

    packaging/accessibility_tree [--print] [--speech] [KEYS …]

It starts the program under Xvfb with a session bus of its own, opens every page by its key (Strg+1 …), and says
what takes the focus without a name or without a role, and tables without heads. `--print` shows the whole tree of
each page, `--speech` what Orca would say on the way. KEYS are further keys in the spelling of xdotool, pressed one
after the other (`packaging/accessibility_tree --speech ctrl+4 Down F6`).

Needs Linux and the packages at-spi2-core, dbus, xvfb, openbox, xdotool, python3-gi, gir1.2-atspi-2.0, for `--speech`
also orca; without them it says so and ends with 0, because nothing is wrong with the program.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import environment

TOOLS = ("Xvfb", "dbus-run-session", "openbox", "xdotool")
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"  # the bindings of AT-SPI come with the system, not from a package index
SCREEN, DISPLAY = "1366x768x24", ":87"
STARTED, PAGE_SHOWN, SETTLED = 60, 3, 25  # seconds
PAGES = tuple(f"ctrl+{number}" for number in range(1, 10))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="packaging/accessibility_tree", description="Read the real window as screen readers do."
    )
    parser.add_argument("--print", action="store_true", dest="tree", help="show the tree of every page")
    parser.add_argument("--speech", action="store_true", help="show what Orca says after each key")
    parser.add_argument("keys", nargs="*", help="further keys (names of xdotool), after the pages")
    return parser.parse_args(arguments)


def missing(*, speech: bool) -> list[str]:
    """What has to be installed first; empty when all is there."""
    found = [tool for tool in (*TOOLS, *(["orca"] if speech else [])) if shutil.which(tool) is None]
    if not LAUNCHER.exists():
        found.append("at-spi2-core")
    bindings = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    check = subprocess.run([SYSTEM_PYTHON, "-c", bindings], check=False, capture_output=True)
    return [*found, "gir1.2-atspi-2.0"] if check.returncode else found


class Session:
    """A screen, a session bus with AT-SPI, a window manager, the program on a copy of the example file."""

    def __init__(self, folder: Path, python: str, *, speech: bool) -> None:
        self.log = folder / "orca.log"
        self._started: list[subprocess.Popen[bytes]] = []
        self._heard = 0
        names = {"DISPLAY": DISPLAY, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "LC_ALL": "C.UTF-8"}
        self._variables = {**os.environ, **names, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        self._variables.pop("QT_QPA_PLATFORM", None)
        self._start("Xvfb", DISPLAY, "-screen", "0", SCREEN)
        address = folder / "bus"
        self._start(
            "dbus-run-session", "--", "sh", "-c", f'echo "$DBUS_SESSION_BUS_ADDRESS" > "{address}"; sleep 100000'
        )
        self._wait(address.exists, "the session bus")
        time.sleep(0.5)
        self._variables["DBUS_SESSION_BUS_ADDRESS"] = address.read_text(encoding="utf-8").strip()
        self._start(str(LAUNCHER), "--launch-immediately")
        self._start("openbox")
        self._start(python, str(environment.ROOT / "main.py"), str(folder / "Mühlwerda.kpr"))
        self._wait(lambda: "Mühlwerda" in self.windows(), "the window")
        if speech:
            time.sleep(SETTLED)  # pages made in the background tell Orca of every part
            self._start("orca", "--replace", f"--debug-file={self.log}")
            time.sleep(PAGE_SHOWN * 2)

    def _start(self, *command: str) -> None:
        quiet = subprocess.DEVNULL
        started = subprocess.Popen(command, env=self._variables, stdout=quiet, stderr=quiet, start_new_session=True)
        self._started.append(started)

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        for _ in range(STARTED * 5):
            if condition():
                return
            time.sleep(0.2)
        environment.stop(f"Nicht rechtzeitig gestartet: {what}.")

    def windows(self) -> str:
        """The titles of the windows shown."""
        command = ["xdotool", "search", "--onlyvisible", "--name", "KPR-Arbeitsplatz", "getwindowname", "%@"]
        done = subprocess.run(command, check=False, env=self._variables, capture_output=True)
        return done.stdout.decode("utf-8", "replace")

    def press(self, key: str) -> None:
        """One key, and time for what it does."""
        subprocess.run(["xdotool", "key", key], check=False, env=self._variables)
        time.sleep(PAGE_SHOWN if key in PAGES else 1)

    def read(self, *, tree: bool) -> list[str]:
        """Faults of what is on the screen now, and with `tree` a line for each part."""
        command = [SYSTEM_PYTHON, str(environment.ROOT / "packaging" / "accessibility_reader.py")]
        command += ["--print"] if tree else []
        done = subprocess.run(command, check=False, env=self._variables, capture_output=True)
        return done.stdout.decode("utf-8").splitlines()

    def heard(self) -> list[str]:
        """What Orca said since the last call."""
        time.sleep(PAGE_SHOWN)
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        new, self._heard = text[self._heard :], len(text)
        return re.findall(r"SPEECH OUTPUT: '(.*)'\s*\{", new)

    def end(self) -> None:
        """Stop everything that was started, in the other order."""
        for process in reversed(self._started):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)  # with what it has started itself
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def main(arguments: Sequence[str]) -> int:
    """Read every page; 1 when something on it cannot be understood by a screen reader."""
    options = parse(arguments)
    lacking = missing(speech=options.speech)
    if lacking:
        print(f"Übersprungen, es fehlt: {', '.join(lacking)}.")
        return 0
    python = str(environment.ensure())
    faults = 0
    with tempfile.TemporaryDirectory(prefix="kpr-tree-") as name:
        folder = Path(name)
        subprocess.run([python, str(environment.ROOT / "main.py"), "--demo", str(folder / "Mühlwerda.kpr")], check=True)
        session = Session(folder, python, speech=options.speech)
        try:
            for key in (*PAGES, *options.keys):
                session.press(key)
                lines = session.read(tree=options.tree)
                faults += sum(line.startswith("!") for line in lines)
                print(f"== {key}", *lines, sep="\n")
                if options.speech:
                    print("gesprochen:", *session.heard(), sep="\n  ")
        finally:
            session.end()
    print(f"{faults} Mängel")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
