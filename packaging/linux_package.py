"""The Linux packages: a .deb for Debian and Ubuntu, and a .tar.gz for every other desktop with glibc.

Both hold the same folder, made by PyInstaller with the Python this script runs on.
"""

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sysconfig
import tarfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import environment
import inventory
import release

NAME = "kpr-arbeitsplatz"
ROOT = environment.ROOT
FILES = ROOT / "packaging" / "linux"
WORK = ROOT / "build" / "linux"
FOLDER = WORK / "folder" / NAME
NOTES = WORK / "work" / NAME  # what the spec notes
VENV = WORK / "venv"
SPEC = ROOT / "packaging" / f"{NAME}.spec"
LOCKS = (environment.RUNTIME, "requirements-build.txt")
ICON = ROOT / "resources" / "program.svg"
SLIMMING = "Schlankheitskur"
STRIP_FROM = 300_000  # bytes a library must have to be worth it
GLIBC = ("libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libutil.so", "libresolv.so", "ld-linux")

CONTROL = """Package: kpr-arbeitsplatz
Version: {version}
Architecture: amd64
Section: office
Priority: optional
Maintainer: KPR-Arbeitsplatz <kpr-arbeitsplatz@example.org>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: shared-mime-info, hicolor-icon-theme
Description: Arbeitsplatz für die Koordination kommunaler Prävention
 Für die Geschäftsstelle eines Kommunalen Präventionsrats: Bedarfe und
 Prioritäten, Projekte und Förderung, Gremien und Sitzungen mit Niederschrift
 und Abstimmung, Beschlüsse und Aufgaben, Befragungen, Netzwerk, Berichte.
 .
 Eine Kommune ist eine Datei (*.kpr); Netz braucht das Programm keines.
"""


def build(out: Path, *, trying: bool) -> list[Path]:
    """Make folder, .deb and .tar.gz anew, try both; returns what stands in `out`."""
    stamp = release.source_time()
    python = prepare()
    freeze(python, stamp)
    slim_down()
    bill = inventory.add(FOLDER / "_internal", NOTES / "contents.json", site_packages(), stamp)
    same_times(FOLDER, stamp)
    release.show_slimming(NOTES, FOLDER)
    out.mkdir(parents=True, exist_ok=True)
    made = [debian(out, python, stamp), tarball(out, stamp)]
    listed = out / f"{NAME}-{release.version()}-linux.cdx.json"
    shutil.copyfile(bill, listed)
    if trying:
        try_packages(made)
    return [*made, listed]


# --- The folder ---


def prepare() -> Path:
    """Fetch what building needs; returns the Python with the locked packages."""
    missing = [package for tool, package in (("objdump", "binutils"), ("strip", "binutils")) if not shutil.which(tool)]
    if not python_library():
        missing.append(f"libpython{sysconfig.get_python_version()}")
    if missing and not environment.apt_install(sorted(set(missing))):
        environment.stop(f"Zum Bauen fehlen: {' '.join(sorted(set(missing)))} (Debian, Ubuntu: apt-get install).")
    environment.ensure_libraries()
    return environment.ensure_packages(VENV, LOCKS)


def python_library() -> bool:
    """Whether the shared library of this Python is there (Debian keeps it in a package of its own)."""
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    folder, multiarch = (str(sysconfig.get_config_var(key) or "") for key in ("LIBDIR", "MULTIARCH"))
    return bool(name) and any((Path(folder) / part / name).exists() for part in ("", multiarch))


def freeze(python: Path, stamp: int) -> None:
    """Let PyInstaller make the folder."""
    shutil.rmtree(FOLDER.parent, ignore_errors=True)
    print("Das Programm wird zusammengestellt (einige Minuten) …", flush=True)
    fixed = {"SOURCE_DATE_EPOCH": str(stamp), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(FOLDER.parent), "--workpath", str(WORK / "work"), str(SPEC)]
    run(command, "Das Programm ließ sich nicht zusammenstellen.", fixed)


def run(command: Sequence[str], sorry: str, variables: dict[str, str] | None = None) -> str:
    """Run a program and return what it says; ends with `sorry` and its last lines when it fails."""
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env={**os.environ, **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        print(done.stdout[-4000:])
        environment.stop(sorry)
    return done.stdout


def site_packages() -> Path:
    """Where the packed libraries came from."""
    return next((VENV / "lib").glob("python3*/site-packages"))


def slim_down() -> None:
    """Take tables for debuggers out of libraries; Qt (LGPL) and libraries patched by their makers stay untouched."""
    saved = 0
    for file in elf_files(FOLDER):
        inside = file.relative_to(FOLDER).as_posix()
        if re.search(r"/PySide6/|/shiboken6/|\.libs/", f"/{inside}") or inside == NAME:
            continue
        before = file.stat().st_size
        if before < STRIP_FROM or "RUNPATH" in dump(file) or "RPATH" in dump(file):
            continue
        run(["strip", "--strip-unneeded", str(file)], f"„{inside}“ ließ sich nicht verkleinern.")
        saved += before - file.stat().st_size
    notes = json.loads((NOTES / "slimming.json").read_text(encoding="utf-8"))
    notes["Tabellen für die Fehlersuche in Bibliotheken"] = saved
    (NOTES / "slimming.json").write_text(json.dumps(notes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def elf_files(folder: Path) -> list[Path]:
    """Programs and libraries of a folder."""
    files = [entry for entry in release.entries_of(folder) if entry.is_file() and not entry.is_symlink()]
    return [file for file in files if file.open("rb").read(4) == b"\x7fELF"]


def dump(file: Path) -> str:
    """What the head of a library says."""
    return subprocess.run(["objdump", "-p", str(file)], check=False, capture_output=True, text=True).stdout


def same_times(folder: Path, stamp: int) -> None:
    """Give all files one time, folders last."""
    for entry in reversed(release.entries_of(folder)):
        os.utime(entry, (stamp, stamp), follow_symlinks=False)
    os.utime(folder, (stamp, stamp))


# --- .deb ---


def debian(out: Path, python: Path, stamp: int) -> Path:
    """The package for Debian and Ubuntu; menu and file type are taken up by the system's own triggers."""
    tree = WORK / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    place = tree / "usr" / "lib" / NAME
    shutil.copytree(FOLDER, place, symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    put(FILES / f"{NAME}.desktop", tree / "usr/share/applications")
    put(FILES / f"{NAME}.xml", tree / "usr/share/mime/packages")
    icons(tree / "usr/share/icons/hicolor", python)
    papers(tree / "usr/share/doc" / NAME, stamp)
    control = tree / "DEBIAN"
    control.mkdir()
    kilobytes = release.size_of(tree) // 1024
    words = CONTROL.format(version=release.version(), kilobytes=kilobytes, depends=", ".join(depends(place)))
    (control / "control").write_text(words, encoding="utf-8")
    sums = run(["sh", "-c", f"cd '{tree}' && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum"], "md5sum")
    (control / "md5sums").write_text(sums, encoding="utf-8")
    plain_rights(tree)
    same_times(tree, stamp)
    result = out / f"{NAME}_{release.version()}_amd64.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(result)]
    run(command, "Das .deb ließ sich nicht packen.", {"SOURCE_DATE_EPOCH": str(stamp)})
    return result


def put(file: Path, folder: Path) -> None:
    """Copy a file into a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / file.name)


def icons(folder: Path, python: Path) -> None:
    """The icon as it is drawn, and in the sizes of older desktops."""
    (folder / "scalable" / "apps").mkdir(parents=True)
    shutil.copyfile(ICON, folder / "scalable" / "apps" / f"{NAME}.svg")
    for size in (16, 24, 32, 48, 64, 128, 256):
        (folder / f"{size}x{size}" / "apps").mkdir(parents=True)
    code = (
        "import sys\nfrom PySide6.QtGui import QGuiApplication, QImage, QPainter\n"
        "from PySide6.QtSvg import QSvgRenderer\n"
        "app = QGuiApplication([]); drawing = QSvgRenderer(sys.argv[1])\n"
        "for size in (16, 24, 32, 48, 64, 128, 256):\n"
        "    image = QImage(size, size, QImage.Format.Format_ARGB32); image.fill(0); painter = QPainter(image)\n"
        "    drawing.render(painter); painter.end()\n"
        "    assert image.save(f'{sys.argv[2]}/{size}x{size}/apps/kpr-arbeitsplatz.png')\n"
    )
    command = [str(python), "-c", code, str(ICON), str(folder)]
    run(command, "Das Symbol ließ sich nicht zeichnen.", {"QT_QPA_PLATFORM": "offscreen"})


def papers(folder: Path, stamp: int) -> None:
    """Copyright and changelog where Debian looks for them."""
    folder.mkdir(parents=True)
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    head = f"KPR-Arbeitsplatz: EUPL-1.2. Fremde Bestandteile mit Lizenztexten: /usr/lib/{NAME}/_internal/lizenzen\n\n"
    (folder / "copyright").write_text(head + licence, encoding="utf-8")
    data = gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), 9, mtime=stamp)
    (folder / "CHANGELOG.md.gz").write_bytes(data)


def plain_rights(tree: Path) -> None:
    """Rights that do not depend on who builds: programs 755, the rest 644."""
    for entry in release.entries_of(tree):
        if not entry.is_symlink():
            runs = entry.is_dir() or (entry.name == NAME and entry.parent.name == NAME)
            entry.chmod(0o755 if runs else 0o644)


def depends(place: Path) -> list[str]:
    """Debian packages of the libraries the packed ones need and the package does not hold."""
    packed = {entry.name for entry in place.rglob("*")}
    needed: set[str] = set()
    versions = {(2, 17)}
    for file in elf_files(place):
        head = dump(file)
        needed |= set(re.findall(r"^ +NEEDED +(\S+)", head, re.MULTILINE))
        versions |= {(int(a), int(b)) for a, b in re.findall(r"GLIBC_(\d+)\.(\d+)", head)}
    wanted = sorted(name for name in needed - packed if not name.startswith(GLIBC))
    found = {package_of(name) for name in wanted} | {"xkb-data", "libegl1", "libgl1"}
    newest = max(versions)
    return [f"libc6 (>= {newest[0]}.{newest[1]})", *sorted(found)]


def package_of(library: str) -> str:
    """The Debian package of a library of this system."""
    found = environment.LIBRARIES.get(library, "")
    if not found:
        listing = run(["/sbin/ldconfig", "-p"], "ldconfig")
        for path in re.findall(rf"^\s*{re.escape(library)} .*=> (\S+)$", listing, re.MULTILINE):
            found = found or next(iter(inventory.debian_package(path) or ()), "")
    if not found:
        environment.stop(f"Zu welchem Debian-Paket gehört {library}?")
    return found


# --- .tar.gz ---


def tarball(out: Path, stamp: int) -> Path:
    """The folder with a script that sets up menu entry and file type for one user."""
    top = f"{NAME}-{release.version()}"
    result = out / f"{top}-linux-x86_64.tar.gz"
    raw = io.BytesIO()
    extras = [
        (FILES / "einrichten.sh", "einrichten.sh", 0o755),
        (FILES / "LIESMICH.txt", "LIESMICH.txt", 0o644),
        (FILES / f"{NAME}.desktop", f"share/{NAME}.desktop", 0o644),
        (FILES / f"{NAME}.xml", f"share/{NAME}.xml", 0o644),
        (ICON, f"share/{NAME}.svg", 0o644),
    ]
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for entry in release.entries_of(FOLDER):
            if entry.is_symlink() or entry.is_file():
                executable = entry == FOLDER / NAME
                add(archive, entry, f"{top}/{entry.relative_to(FOLDER)}", 0o755 if executable else 0o644, stamp)
        for source, name, mode in extras:
            add(archive, source, f"{top}/{name}", mode, stamp)
    result.write_bytes(gzip.compress(raw.getvalue(), 9, mtime=stamp))
    return result


def add(archive: tarfile.TarFile, source: Path, name: str, mode: int, stamp: int) -> None:
    """Put one file or link into the archive, owned by nobody in particular."""
    info = archive.gettarinfo(source, name)
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    info.mtime, info.mode = stamp, mode
    if info.isfile():
        with source.open("rb") as content:
            archive.addfile(info, content)
    else:
        archive.addfile(info)


# --- Trying ---


def try_packages(packages: Iterable[Path]) -> None:
    """Unpack each package afresh and run the smoke test on the program in it."""
    import smoke_test

    for package in packages:
        place = WORK / "probe"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        if package.suffix == ".deb":
            run(["dpkg-deb", "-x", str(package), str(place)], "Das .deb ließ sich nicht auspacken.")
            program = place / "usr" / "bin" / NAME
        else:
            run(["tar", "-xzf", str(package), "-C", str(place)], "Das .tar.gz ließ sich nicht auspacken.")
            program = place / f"{NAME}-{release.version()}" / NAME
        print(f"Probe: {package.name}", flush=True)
        if smoke_test.main([str(program)]):
            environment.stop("Die Probe ist nicht bestanden.")
        shutil.rmtree(place)
