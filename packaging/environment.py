"""Set up what the program and its checks need: virtual environment, packages by hash, system libraries.

Standard library only and quick when everything is there: two hashes and one small file are read.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STATE = "kpr-setup.json"  # inside the environment: which locks are installed, and that the folder is ours
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"  # holds the run-time packages too

# Shared libraries Qt loads on Linux, and the Debian package of each.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def ensure(*, development: bool = False) -> Path:
    """Make sure the environment holds exactly what the lock files say and return its interpreter.

    Ends the program with a German sentence when something is missing that it cannot fetch.
    """
    wanted = {name: fingerprint(ROOT / "packaging" / name) for name in (RUNTIME, DEVELOPMENT)}
    wanted["python"] = f"{sys.version.split()[0]} {Path(sys.executable).resolve()}"
    needed = (RUNTIME, DEVELOPMENT) if development else (RUNTIME,)
    state = read_state()
    python = interpreter()
    if state and python.exists() and all(state.get(name) == wanted[name] for name in ("python", *needed)):
        return python

    print("Die Arbeitsumgebung wird eingerichtet (einmalig, etwa eine Minute) …", flush=True)
    ensure_libraries()
    outdated = any(state.get(name, wanted[name]) != wanted[name] for name in wanted)
    if outdated or "python" not in state or not python.exists():
        make_environment()
        state = {"python": wanted["python"]}
        write_state(state)
    install(python, DEVELOPMENT if development else RUNTIME)
    write_state(state | {name: wanted[name] for name in needed})
    return python


def ensure_packages(folder: Path, locks: Sequence[str]) -> Path:
    """An environment in `folder` that holds exactly these locks, made anew when one changed; its interpreter."""
    wanted = {name: fingerprint(ROOT / "packaging" / name) for name in locks}
    wanted["python"] = f"{sys.version.split()[0]} {Path(sys.executable).resolve()}"
    python = interpreter(folder)
    if python.exists() and read_state(folder) == wanted:
        return python
    print(f"Die Umgebung „{folder.relative_to(ROOT)}“ wird eingerichtet …", flush=True)
    make_environment(folder)
    for name in locks:
        install(python, name)
    write_state(wanted, folder)
    return python


def fingerprint(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_state(folder: Path | None = None) -> dict[str, str]:
    """What is installed, by name; empty when nothing is or the set-up was interrupted."""
    try:
        return json.loads(((folder or VENV) / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_state(state: dict[str, str], folder: Path | None = None) -> None:
    """Note what is installed; written last, so that an interrupted set-up is taken up again."""
    ((folder or VENV) / STATE).write_text(json.dumps(state, indent=1), encoding="utf-8")


def interpreter(folder: Path | None = None) -> Path:
    """The Python program inside the environment."""
    return (folder or VENV) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment(folder: Path | None = None) -> None:
    """Make an empty environment in place of an older one of ours; never remove a folder of somebody else."""
    folder = folder or VENV
    if folder.exists():
        if not (folder / STATE).exists():
            stop(f"Der Ordner {folder} wurde nicht von diesem Programm angelegt. Bitte umbenennen oder löschen.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    write_state({}, folder)
    if importable("ensurepip") or apt_install(["python3-venv"]):
        command = [sys.executable, "-m", "venv", str(folder)]
        if subprocess.run(command, check=False).returncode == 0:
            return
    stop("Die virtuelle Umgebung ließ sich nicht anlegen (Debian, Ubuntu: Paket python3-venv).")


def importable(module: str) -> bool:
    """Whether this Python has a module (Debian splits the standard library into packages)."""
    command = [sys.executable, "-c", f"import {module}"]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


def install(python: Path, lock: str) -> None:
    """Install a lock file; only files whose hash it names are accepted."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--require-hashes", "--only-binary", ":all:", "--requirement", str(ROOT / "packaging" / lock)]
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:  # remarks about the machine's own settings of pip are of interest only now
        print(done.stdout, file=sys.stderr)
        stop("Die Python-Pakete ließen sich nicht laden. Bitte Netzzugang und Einstellungen von pip prüfen.")


def ensure_libraries() -> None:
    """On Linux: fetch missing system libraries as root, otherwise say which are missing and go on."""
    missing = missing_packages()
    if not missing or apt_install(missing):
        return
    names = " ".join(missing)
    print(f"Hinweis: Dem System fehlen Bibliotheken für Fenster (Debian, Ubuntu): {names}", file=sys.stderr)
    print(f"Bitte nachholen: sudo apt-get install --no-install-recommends {names}", file=sys.stderr)


def missing_packages() -> list[str]:
    """Debian packages of the libraries the system's loader does not know; empty where that cannot be asked."""
    loader = shutil.which("ldconfig", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if loader is None or not sys.platform.startswith("linux"):
        return []
    known = subprocess.run([loader, "-p"], check=False, capture_output=True, text=True, encoding="utf-8").stdout.split()
    return [package for library, package in LIBRARIES.items() if library not in known] if known else []


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages when that is possible without asking (root and apt-get); tell whether it worked."""
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Systempakete werden installiert: {' '.join(packages)}", flush=True)
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["update"], ["install", "-y", "--no-install-recommends", *packages])  # a bare machine has no lists
    for step in steps:
        done = subprocess.run([*apt, *step], check=False, capture_output=True, text=True, env=environment)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            return False
    return True


def stop(sentence: str) -> NoReturn:
    """End with a sentence for the person at the keyboard and exit code 1."""
    print(sentence, file=sys.stderr)
    sys.exit(1)
