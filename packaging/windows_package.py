"""The Windows package: one folder, a set-up program for one user, a portable ZIP; called by `packaging/build windows`.

On Windows with the Python there; on Linux with a Windows Python under Wine (see windows/wine.py). Both take the same
spec, lock, list of files and scripts.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import environment
import inventory
import release

NAME = "KPR-Arbeitsplatz"
ROOT = environment.ROOT
SCRIPTS = ROOT / "packaging" / "windows"
WORK = ROOT / "build" / "windows"
FOLDER = WORK / "folder" / NAME
NOTES = WORK / "work" / "kpr-arbeitsplatz"  # what the spec notes
LOCKS = (environment.RUNTIME, "requirements-build.txt")
SPEC = ROOT / "packaging" / "kpr-arbeitsplatz.spec"
LOCK = ROOT / "packaging" / "requirements-windows.txt"  # the same versions as LOCKS, chosen for a Windows elsewhere
NATIVE = sys.platform == "win32"

# Belong to Windows or to a Wine that tries the package; never ours to ship.
FOREIGN = re.compile(
    r"(icuuc|bcryptprimitives|ucrtwine|ucrtbase|api-ms-.*|ext-ms-.*|kernel32|user32|mscms)\.dll", re.IGNORECASE
)


def build(out: Path) -> list[Path]:
    """Make folder, set-up and ZIP anew; returns what stands in `out`."""
    stamp = release.source_time()
    site_packages = prepare()
    print("Das Programm wird zusammengestellt (einige Minuten) …", flush=True)
    freeze(stamp)
    foreign = [file.name for file in FOLDER.rglob("*") if FOREIGN.fullmatch(file.name)]
    if foreign:
        environment.stop(f"Im Paket liegen Dateien des Systems: {', '.join(foreign)}")
    bill = inventory.add(FOLDER / "_internal", NOTES / "contents.json", site_packages, stamp)
    for file in files_of(FOLDER):
        os.utime(file, (stamp, stamp))
    release.show_slimming(NOTES, FOLDER)
    out.mkdir(parents=True, exist_ok=True)
    made = [set_up(out), portable(out, stamp)]
    listed = out / f"{NAME}-{release.version()}-windows.cdx.json"
    shutil.copyfile(bill, listed)
    return [*made, listed]


def smoke_test() -> None:
    """Try the folder; ends the program with exit code 1 when something is wrong."""
    import smoke_test

    program = FOLDER / f"{NAME}.exe"
    print(f"Probe: {program.relative_to(ROOT)}", flush=True)
    if NATIVE:
        wrong = smoke_test.check([str(program)])
    else:
        from windows import wine

        with wine.screen() as display:
            wrong = smoke_test.check([wine.LOADER, str(program)], wine.settings({"DISPLAY": display}))
    if wrong:
        environment.stop("Die Probe ist nicht bestanden.")


def prepare() -> Path:
    """Fetch what building needs; returns the folder with the packed libraries."""
    if NATIVE:
        return environment.ensure_packages(WORK / "venv", LOCKS).parents[1] / "Lib" / "site-packages"
    from windows import wine, wine_python

    wine.ensure()
    return wine_python.ensure(LOCK).parent / "Lib" / "site-packages"


def freeze(stamp: int) -> None:
    """Let PyInstaller make the folder."""
    shutil.rmtree(FOLDER.parent, ignore_errors=True)
    NOTES.mkdir(parents=True, exist_ok=True)
    (NOTES / "version.txt").write_text(version_resource(release.version()), encoding="utf-8")
    fixed = {"SOURCE_DATE_EPOCH": str(stamp), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    run_python(
        "-m", "PyInstaller", "--noconfirm", "--distpath", FOLDER.parent, "--workpath", WORK / "work", SPEC, **fixed
    )


def run_python(*arguments: str | Path, **extra: str) -> str:
    """Run the Windows Python that holds the locked packages, natively or under Wine; returns what it said.

    Ends the program with the last lines when that fails.
    """
    try:
        if NATIVE:
            python = environment.interpreter(WORK / "venv")
            return run_native([str(python), *map(str, arguments)], extra)
        from windows import wine, wine_python

        words = [wine.windows_path(part) if isinstance(part, Path) else part for part in arguments]
        return wine.run(wine_python.PROGRAM, *words, cwd=ROOT, extra=extra)
    except subprocess.CalledProcessError as error:
        print(str(error.output)[-4000:], file=sys.stderr)
        environment.stop("Das Programm ließ sich nicht zusammenstellen.")


def run_native(command: list[str], extra: Mapping[str, str]) -> str:
    """Run a program on Windows and return what it said."""
    done = subprocess.run(
        command,
        check=True,
        cwd=ROOT,
        env={**os.environ, **extra},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    return done.stdout


def version_resource(number: str) -> str:
    """What Windows shows under „Eigenschaften ▸ Details“, in the words PyInstaller reads."""
    parts = ", ".join([*number.split("."), "0"])
    words = {
        "FileDescription": "KPR-Arbeitsplatz",
        "FileVersion": number,
        "InternalName": "KPR-Arbeitsplatz",
        "LegalCopyright": "Lizenz: EUPL 1.2",
        "OriginalFilename": "KPR-Arbeitsplatz.exe",
        "ProductName": "KPR-Arbeitsplatz",
        "ProductVersion": number,
    }
    table = ", ".join(f"StringStruct({name!r}, {word!r})" for name, word in words.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers=({parts}), prodvers=({parts}), mask=0x3F, flags=0, OS=0x40004,"
        f" fileType=1, subtype=0), kids=[StringFileInfo([StringTable('040704B0', [{table}])]),"
        " VarFileInfo([VarStruct('Translation', [1031, 1200])])])\n"
    )


# --- Set-up -------------------------------------------------------------------------------------


def files_of(folder: Path) -> list[Path]:
    """All files of a folder, always in the same order."""
    return sorted(
        (file for file in folder.rglob("*") if file.is_file()), key=lambda file: file.relative_to(folder).parts
    )


def file_list(folder: Path) -> str:
    """Two macros for the set-up script: write every file, and remove exactly these files and the folders left empty."""
    write: list[str] = []
    remove: list[str] = []
    folders = [""]
    for file in files_of(folder):
        inside = str(file.relative_to(folder).parent).replace("/", "\\").replace("$", "$$")
        place = "$INSTDIR" if inside == "." else f"$INSTDIR\\{inside}"
        if place != folders[-1]:
            write.append(f'    SetOutPath "{place}"')
            folders.append(place)
        name = file.name.replace("$", "$$")
        write.append(f'    File "/oname={name}" "{file}"')
        remove.append(f'    Delete "{place}\\{name}"')
    below = {above for place in folders for above in parents_of(place)}
    remove += [f'    RMDir "{place}"' for place in sorted(below, key=lambda place: (-place.count("\\"), place))]
    macros = {"WRITE_PROGRAM": write, "REMOVE_PROGRAM": remove}
    return "\n".join(f"!macro {name}\n" + "\n".join(lines) + "\n!macroend" for name, lines in macros.items()) + "\n"


def parents_of(place: str) -> Iterable[str]:
    """A folder of the program and those above it, without the one the user chose."""
    while "\\" in place:
        yield place
        place = place.rpartition("\\")[0]


def set_up(out: Path) -> Path:
    """Make the set-up program for one user."""
    return compile_set_up(FOLDER, out / f"KPR-Arbeitsplatz-{release.version()}-Setup.exe", release.version())


def compile_set_up(folder: Path, result: Path, number: str) -> Path:
    """Let NSIS make a set-up program of a folder; ends the program with its last lines when that fails."""
    (WORK / "dateien.nsh").write_text(file_list(folder), encoding="utf-8-sig")
    wide = not NATIVE and Path("/usr/share/nsis/Stubs/lzma_solid-amd64-unicode").exists()
    size = sum(file.stat().st_size for file in files_of(folder)) // 1024
    names = {
        "VERSION": number,
        "TARGET": "amd64-unicode" if wide else "x86-unicode",
        "WORK": str(WORK),
        "RESULT": str(result),
        "KILOBYTES": str(size),
    }
    command = [find_nsis(), "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in names.items())]
    done = subprocess.run(
        [*command, str(SCRIPTS / "setup.nsi")],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "SOURCE_DATE_EPOCH": str(release.source_time())},
    )
    if done.returncode:
        print(done.stdout[-4000:], file=sys.stderr)
        environment.stop("Das Installationsprogramm ließ sich nicht erstellen.")
    return result


def find_nsis() -> str:
    """The NSIS compiler: on the path, or on Windows where its own set-up puts it."""
    places = [os.environ.get(name, "") for name in ("ProgramFiles(x86)", "ProgramFiles")] if NATIVE else []
    usual = [Path(place) / "NSIS" / "makensis.exe" for place in places if place]
    found = shutil.which("makensis") or next((str(file) for file in usual if file.exists()), "")
    if not found:
        environment.stop("Für das Installationsprogramm fehlt NSIS (Programm makensis, Version 3.08 oder neuer).")
    return found


# --- Portable -----------------------------------------------------------------------------------


def portable(out: Path, stamp: int) -> Path:
    """The folder as a ZIP with the mark that keeps settings and files beside the program; every entry has one time."""
    result = out / f"KPR-Arbeitsplatz-{release.version()}-portabel.zip"
    when = time.gmtime(stamp)[:6]
    mark = (SCRIPTS / "portabel.txt").read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-8-sig")
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in files_of(FOLDER):
            name = f"KPR-Arbeitsplatz/{file.relative_to(FOLDER).as_posix()}"
            archive.writestr(entry(name, when), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
        archive.writestr(entry("KPR-Arbeitsplatz/portabel.txt", when), mark, zipfile.ZIP_DEFLATED, 9)
        archive.writestr(entry("KPR-Arbeitsplatz/Daten/", when), b"", zipfile.ZIP_STORED)
    return result


def entry(name: str, when: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    """An entry that says the same on every machine."""
    info = zipfile.ZipInfo(name, when)
    info.create_system = 0  # as made on Windows
    info.external_attr = 0x10 if name.endswith("/") else 0
    return info
