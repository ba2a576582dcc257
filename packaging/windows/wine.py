"""Run Windows programs on Linux under Wine: only to build the package and to try it, nothing of it is shipped.

Wine 8 of Debian 12 lacks a few functions the libraries want; stand-ins in `wine/` are compiled by mingw into the
system folder of a Wine of our own under build/, so that the files of the package stay what their makers published.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import environment

HERE = Path(__file__).resolve().parent
WORK = environment.ROOT / "build" / "windows"
PREFIX = WORK / "wine"
LOADER = "/usr/lib/wine/wine64"  # the program in /usr/bin asks for 32 bits first
TOOLS = "x86_64-w64-mingw32-"
PACKAGES = {LOADER: "wine64", f"{TOOLS}gcc": "gcc-mingw-w64-x86-64", "makensis": "nsis", "Xvfb": "xvfb"}
RUNTIME = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll")
STAND_INS = ("icuuc", "bcryptprimitives")


def ensure() -> None:
    """Make a Wine of our own with the stand-ins; as root fetches missing programs, otherwise says which."""
    missing = [package for program, package in PACKAGES.items() if shutil.which(program) is None]
    if missing and not environment.apt_install(missing):
        environment.stop(f"Für das Windows-Paket fehlen Programme (Debian, Ubuntu): {' '.join(missing)}")
    note = PREFIX / "kpr-stand-ins.txt"
    sources = [Path(__file__), *sorted((HERE / "wine").iterdir())]
    wanted = "\n".join(environment.fingerprint(source) for source in sources)
    if note.exists() and note.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(PREFIX, ignore_errors=True)
    PREFIX.mkdir(parents=True)
    run("wineboot", "--init")
    run("winecfg", "-v", "win10")
    wait()
    system = PREFIX / "drive_c" / "windows" / "system32"
    for name in STAND_INS:
        compile_library(system / f"{name}.dll", HERE / "wine" / f"{name}.c")
    complete_runtime(system)
    note.write_text(wanted, encoding="utf-8")


def compile_library(target: Path, *sources: Path) -> None:
    """Make a Windows library of C sources, perhaps with a list of exports."""
    command = [
        f"{TOOLS}gcc",
        "-O1",
        "-Wall",
        "-shared",
        "-static-libgcc",
        "-s",
        "-o",
        str(target),
        *map(str, sources),
        "-ladvapi32",
    ]
    subprocess.run(command, check=True)


def complete_runtime(system: Path) -> None:
    """Put a C run-time before Wine's: complex functions are ours, everything else is forwarded to Wine's own.

    The copy forwarded to loses the mark by which Wine would take its own file instead.
    """
    content = RUNTIME.read_bytes().replace(b"Wine builtin DLL", b"copied for tests", 1)
    (system / "ucrtwine.dll").write_bytes(content)
    source = HERE / "wine" / "ucrtbase.c"
    part = WORK / "ucrtbase.o"
    subprocess.run([f"{TOOLS}gcc", "-O1", "-Wall", "-c", "-o", str(part), str(source)], check=True)
    ours = set(re.findall(r" T kpr_(\w+)", listing("nm", part)))
    table = listing("objdump", "-p", RUNTIME).split("[Ordinal/Name Pointer] Table")[1]
    names = re.findall(r"^\t\[ *\d+\] (\S+)$", table, flags=re.MULTILINE)
    exports = [f"{name} = {f'kpr_{name}' if name in ours else f'ucrtwine.{name}'}" for name in names]
    definition = WORK / "ucrtbase.def"
    definition.write_text("\n".join(["LIBRARY ucrtbase.dll", "EXPORTS", *exports, ""]), encoding="utf-8")
    compile_library(system / "ucrtbase.dll", part, definition)


def listing(tool: str, *arguments: str | Path) -> str:
    """What a tool of mingw says about a file."""
    command = [f"{TOOLS}{tool}", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def settings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a program under our Wine; no window appears unless `extra` names a DISPLAY."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "PYTHONPATH", "PYTHONHOME"}}
    wine = {"WINEPREFIX": str(PREFIX), "WINEARCH": "win64", "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8"}
    wine["WINEDLLOVERRIDES"] = "ucrtbase=n,b"
    return {**kept, **wine, **(extra or {})}


def run(
    *command: str | Path, cwd: Path | None = None, extra: Mapping[str, str] | None = None, seconds: float = 7200
) -> str:
    """Run a Windows program and return what it said (both streams, through a pipe: Wine's Python needs one).

    Raises CalledProcessError with the text when it fails.
    """
    done = subprocess.run(
        [LOADER, *map(str, command)],
        check=False,
        cwd=cwd,
        env=settings(extra),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=seconds,
    )
    said = done.stdout.decode("utf-8", errors="replace").replace("\r\n", "\n")
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, [str(part) for part in command], said)
    return said


def wait() -> None:
    """Wait until every Windows program of our Wine has ended."""
    subprocess.run(["/usr/lib/wine/wineserver64", "--wait"], check=False, env=settings())


def windows_path(path: Path) -> str:
    """How Windows programs call a file of this machine."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


@contextmanager
def screen() -> Generator[str]:
    """A screen nobody sees, for programs with windows; gives its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read, encoding="ascii") as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
