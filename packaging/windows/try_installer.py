"""Try the set-up program under Wine: `packaging/with-python windows/try_installer.py [SETUP]`.

Refused on an old Windows, an older version set up, upgraded while nothing runs and refused while it does, the program
tried, removed: each step says what it saw, and the first thing that is wrong ends the trial with exit code 1. Data and
settings laid down before must be the same afterwards, also where they lie among the files of the program.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import environment
import release
import windows_package
from windows import wine

UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\KPR-Arbeitsplatz"
PROFILE = wine.PREFIX / "drive_c" / "users"
TRIAL = wine.WORK / "trial"
OLD = "0.8.9"


def main(arguments: Sequence[str]) -> int:
    """Run all steps on a set-up program; returns 0 when every one went as it must."""
    usual = release.DIST / f"KPR-Arbeitsplatz-{release.version()}-Setup.exe"
    new = Path(arguments[0]).resolve() if arguments else usual
    if not new.exists():
        environment.stop(f"Das Installationsprogramm {new} gibt es nicht (packaging/build windows).")
    wine.ensure()
    shutil.rmtree(TRIAL, ignore_errors=True)
    TRIAL.mkdir(parents=True)
    home = next(path for path in PROFILE.iterdir() if (path / "AppData").is_dir())
    target = home / "AppData" / "Local" / "Programs" / "KPR-Arbeitsplatz"
    shutil.rmtree(target, ignore_errors=True)
    expect("aus einem früheren Versuch ist nichts eingerichtet", registered() == "" or remove_left_over(target))
    with old_windows():
        expect(
            "Windows 7 wird abgelehnt (Rückgabewert 4), nichts geschrieben", set_up(new) == 4 and not target.exists()
        )
    upgraded(home, target, new)
    set_up_elsewhere(new)
    print("Alles wie erwartet: Programm weg, Daten und Einstellungen unverändert.")
    return 0


def upgraded(home: Path, target: Path, new: Path) -> None:
    """From an older version over this one to none."""
    expect(f"Version {OLD} ist eingerichtet", set_up(make_old()) == 0 and registered() == OLD)
    expect("… mit ihren eigenen Dateien", set(inside(target)) == {*OLD_FILES, "Deinstallieren.exe"})
    kept = lay_down_data(home, target)
    number = release.version()
    expect(f"Version {number} ist darüber eingerichtet", set_up(new) == 0 and registered() == number)
    wanted = [file.relative_to(windows_package.FOLDER).as_posix() for file in files_of_program()]
    expect_folder(target, [*wanted, "Deinstallieren.exe"], kept)
    expect(
        "Startmenü und Dateityp zeigen auf das Programm", shortcut(home).exists() and "KPR-Arbeitsplatz.exe" in opens()
    )
    refused_while_running(target, new)
    expect_folder(target, [*wanted, "Deinstallieren.exe"], kept)
    remove(target)
    expect_folder(target, [], kept)
    expect("Eintrag, Startmenü und Dateityp sind weg", not (registered() or shortcut(home).exists() or opens()))


def set_up_elsewhere(new: Path) -> None:
    """In a folder of one's own choice, with letters that go wrong where encodings do."""
    folder = wine.PREFIX / "drive_c" / "Prävention & Büro" / "KPR Arbeitsplatz"
    answer = set_up(new, *"/D=C:\\Prävention & Büro\\KPR Arbeitsplatz".split())  # NSIS wants no quotation marks
    expect("Einrichtung in einen Ordner mit Umlaut und Leerzeichen", answer == 0 and (folder / "_internal").is_dir())
    said = wine.run(folder / "KPR-Konsole.exe", "--version").strip()
    expect(f"… das Programm dort sagt in der Konsole: {said}", said == f"KPR-Arbeitsplatz {release.version()}")
    remove(folder)
    expect("… und weg ist auch sein Ordner", not folder.exists())


def expect(what: str, right: bool) -> None:
    """Say what was seen, or end the trial."""
    print(f"{'ok' if right else 'FALSCH'}  {what}", flush=True)
    if not right:
        sys.exit(1)


def expect_folder(target: Path, wanted: Sequence[str], kept: dict[Path, bytes]) -> None:
    """The program's folder holds exactly its files and what somebody else put there; all data are as before."""
    foreign = [file.relative_to(target).as_posix() for file in kept if file.is_relative_to(target)]
    there = set(inside(target))
    lost, left = set(wanted) - there, there - set(wanted) - set(foreign)
    expect(f"im Programmordner: {len(wanted)} Programmdateien und {len(foreign)} fremde", not lost and not left)
    same = all(file.read_bytes() == content for file, content in kept.items())
    expect(f"{len(kept)} Dateien mit Daten und Einstellungen unverändert", same)


def inside(folder: Path) -> list[str]:
    """All files of a folder, by their place in it."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def files_of_program() -> list[Path]:
    """What the build put together."""
    return windows_package.files_of(windows_package.FOLDER)


# --- Steps --------------------------------------------------------------------------------------

OLD_FILES = {
    "KPR-Arbeitsplatz.exe": b"MZ old",
    "KPR-Konsole.exe": b"MZ old",
    "_internal/base_library.zip": b"old",
    "_internal/nur-frueher/alt.txt": b"only in the old version",
    "_internal/nur-frueher/tief/ä b.txt": b"only in the old version",
    "frueher.dll": b"only in the old version",
}


def make_old() -> Path:
    """A set-up program of an older version with files the new one no longer has."""
    folder = TRIAL / "old"
    for name, content in OLD_FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return windows_package.compile_set_up(folder, TRIAL / f"KPR-Arbeitsplatz-{OLD}-Setup.exe", OLD)


def lay_down_data(home: Path, target: Path) -> dict[Path, bytes]:
    """Files that must survive everything: where they belong, and where they do not."""
    places = (
        home / "Documents" / "Mühlwerda 2026.kpr",
        home / "AppData" / "Local" / "KPR-Arbeitsplatz" / "fenster.ini",
        target / "Neben dem Programm.kpr",
        target / "_internal" / "hineinkopiert.kpr",
        target / "_internal" / "nur-frueher" / "eigenes.txt",
        target / "Eigener Ordner" / "Sicherung.kpr",
    )
    kept = {file: f"Daten in {file.name}".encode() for file in places}
    for file, content in kept.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return kept


def set_up(program: Path, *arguments: str) -> int:
    """Run a set-up program silently; its exit code."""
    return code_of(program, "/S", *arguments)


def refused_while_running(target: Path, new: Path) -> None:
    """The program tries itself; meanwhile set-up and removal end with code 3 and change nothing."""
    before = inside(target)
    place = TRIAL / "Prüfung"
    place.mkdir()
    command = [wine.LOADER, str(target / "KPR-Arbeitsplatz.exe"), "--selbsttest", wine.windows_path(place)]
    with wine.screen() as display:
        running = subprocess.Popen(
            command, env=wine.settings({"DISPLAY": display}), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        while not any(place.iterdir()) and running.poll() is None:
            time.sleep(0.2)
        answers = (set_up(new), code_of(target / "Deinstallieren.exe", "/S", f"_?={wine.windows_path(target)}"))
        expect("Einrichten und Entfernen bei laufendem Programm: abgelehnt (Rückgabewert 3)", answers == (3, 3))
        expect("… nichts geändert, das Programm läuft weiter", inside(target) == before and running.poll() is None)
        said = running.communicate(timeout=1800)[0]
    expect("… und besteht seinen Selbsttest: Rückgabewert 0, ohne ein Wort", (running.returncode, said) == (0, b""))
    shutil.rmtree(place)


def remove_left_over(target: Path) -> bool:
    """Forget what a trial that was broken off left behind."""
    code_of("reg", "delete", UNINSTALL, "/f")
    return not registered() and not target.exists()


def remove(folder: Path) -> None:
    """Remove the program silently; the removing program copies itself away and ends before its copy has finished."""
    wine.run(folder / "Deinstallieren.exe", "/S")
    end = time.monotonic() + 120
    while (registered() or (folder / "Deinstallieren.exe").exists()) and time.monotonic() < end:
        time.sleep(0.5)


@contextmanager
def old_windows() -> Generator[None]:
    """Wine says it is Windows 7."""
    wine.run("winecfg", "-v", "win7")
    try:
        yield
    finally:
        wine.run("winecfg", "-v", "win10")


# --- What Windows knows -------------------------------------------------------------------------


def code_of(*command: str | Path) -> int:
    """Exit code of a Windows program."""
    try:
        wine.run(*command)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


def registry(key: str, *value: str) -> str:
    """A value of the registry, empty when there is none."""
    try:
        said = wine.run("reg", "query", key, *value)
    except subprocess.CalledProcessError:
        return ""
    lines = [line for line in said.splitlines() if "REG_SZ" in line]
    return lines[0].split("REG_SZ")[1].strip() if lines else ""


def registered() -> str:
    """The version under „Apps“, empty when none is set up."""
    return registry(UNINSTALL, "/v", "DisplayVersion")


def opens() -> str:
    """The command that opens a *.kpr, empty when no program does."""
    kind = registry(r"HKCU\Software\Classes\.kpr", "/ve")
    return registry(rf"HKCU\Software\Classes\{kind}\shell\open\command", "/ve") if kind else ""


def shortcut(home: Path) -> Path:
    """The entry of the start menu."""
    return home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "KPR-Arbeitsplatz.lnk"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
