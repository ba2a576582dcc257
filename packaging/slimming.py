"""What the package leaves out of what PyInstaller collects, declared once; the build prints what each line saves.

Used by `kpr-arbeitsplatz.spec` while PyInstaller runs, on Linux and Windows alike. Names are those inside the
package, with „/“; Python modules are written `module.name`.
"""

import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import Any

Entry = tuple[str, str, str]  # PyInstaller: name in the package, file it comes from (of a link: where to), kind
LINK = "SYMLINK"


@dataclass(frozen=True, slots=True)
class Cut:
    """One thing left out: what and why (for the table), patterns of names, and what stays although it matches."""

    what: str
    why: str
    patterns: tuple[str, ...]
    kept: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Whether a name in the package falls under this cut."""
        matches = any(fnmatchcase(name, pattern) for pattern in self.patterns)
        return matches and not any(fnmatchcase(name, pattern) for pattern in self.kept)


CUTS = (
    Cut(
        "scipy außer scipy.special",
        "die Auswertung braucht nur Verteilungen",
        ("scipy.*", "scipy/*"),
        (
            *("scipy", "scipy.special", "scipy.special.*", "scipy._lib", "scipy._lib.*", "scipy.version"),
            *("scipy.__config__", "scipy._distributor_init", "scipy._cyutility"),
            *("scipy/special/*", "scipy/_lib/*", "scipy/_cyutility*", "scipy.libs/*"),
        ),
    ),
    Cut(
        "Übersetzungen von Qt außer qtbase_de",
        "das Programm spricht Deutsch",
        ("PySide6/Qt/translations/*", "PySide6/translations/*"),
        ("*/qtbase_de.qm",),
    ),
    Cut(
        "Qt: Anbindung an GTK",
        "eigene Farben und Dialoge des Systems über das Portal",
        ("*/platformthemes/libqgtk3.so",),
    ),
    Cut(
        "Qt: Bildschirme ohne Fenstersystem",
        "nur X11, Wayland und „ohne Bildschirm“ werden gebraucht",
        (
            *("*/egldeviceintegrations/*", "*/platforms/libqeglfs.so", "*/platforms/libqlinuxfb.so"),
            *("*/platforms/libqvnc.so", "*/platforms/libqvkkhrdisplay.so", "*/platforms/libqminimal*.so"),
            *("*/platforms/qminimal*.dll", "*/platforms/qdirect2d.dll", "*/generic/*", "libQt6Egl*", "*/libQt6Egl*"),
            "*/wayland-shell-integration/libwl-shell-plugin.so",
            *("libQt6WlShellIntegration*", "*/libQt6WlShellIntegration*"),
        ),
    ),
    Cut(
        "Qt: Netz",
        "das Programm geht nicht ins Netz",
        (
            *("*/plugins/tls/*", "*/plugins/networkinformation/*", "PySide6.QtNetwork", "PySide6/QtNetwork*"),
            *("*Qt6Network*",),
        ),
    ),
    Cut("Qt: Grafik ohne Grafikkarte", "gezeichnet wird ohne OpenGL", ("*/opengl32sw.dll", "*/d3dcompiler_*.dll")),
    Cut(
        "Qt: Teile, die keiner lädt",
        "keine QML-Oberfläche, kein Qt-PDF, keine Bildschirmtastatur",
        tuple(
            f"{folder}{stem}*"
            for folder in ("PySide6/", "PySide6/Qt/lib/lib", "lib")
            for stem in ("Qt6Qml", "Qt6Quick", "Qt6Pdf", "Qt6VirtualKeyboard", "Qt6Designer", "Qt6Test")
        ),
    ),
    Cut(
        "Qt: seltene Bildformate",
        "PNG, JPEG, GIF, WebP, SVG und ICO reichen",
        tuple(f"*/imageformats/*q{kind}.*" for kind in ("icns", "tga", "tiff", "wbmp", "pdf")),
    ),
    Cut(
        "OpenSSL in Python",
        "das Programm geht nicht ins Netz; Prüfsummen rechnet Python selbst",
        ("ssl", "_ssl", "*/_ssl.*", "_ssl.*", "*/_hashlib.*", "_hashlib.*", "_hashlib", "libssl*", "libcrypto*"),
    ),
    Cut(
        "matplotlib: Schriften, Beispiele, Knopfbilder",
        "Diagramme nehmen die Schriften des Programms",
        ("matplotlib/mpl-data/*",),
        (
            "matplotlib/mpl-data/matplotlibrc",
            "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf",
            "matplotlib/mpl-data/fonts/ttf/LastResortHE-Regular.ttf",  # opened whenever a picture holds words
        ),
    ),
    Cut(
        "matplotlib: Fenster und andere Ausgaben",
        "gezeichnet werden SVG und PNG",
        ("matplotlib.backends.*", "matplotlib/backends/*", "matplotlib._qhull", "matplotlib/_qhull*"),
        (
            "matplotlib.backends.backend_svg",
            "matplotlib.backends.backend_mixed",
            "matplotlib.backends.backend_agg",
            "matplotlib.backends.registry",
            "matplotlib.backends._backend_agg",
            "matplotlib/backends/_backend_agg*",
        ),
    ),
    Cut(
        "Pillow: AVIF, Tk und Farbprofile",
        "gelesen werden Fotos der üblichen Formate",
        ("PIL/_avif*", "PIL/_imagingtk*", "PIL/_imagingcms*", "PIL._avif", "pillow.libs/libavif*"),
    ),
    Cut("lxml.objectify", "wird nicht benutzt", ("lxml/objectify*", "lxml.objectify", "lxml/isoschematron/*")),
    Cut("Feiertage: Börsen", "gerechnet wird mit gesetzlichen Feiertagen", ("holidays.financial.*",)),
    Cut(
        "Linux: was jeder Arbeitsplatz mitbringt",
        "das System hält es selbst aktuell; das .deb nennt die Pakete",
        tuple(
            f"lib{name}.so*"
            for name in (
                *("stdc++", "gcc_s", "glib-2.0", "gobject-2.0", "gio-2.0", "gmodule-2.0", "gthread-2.0", "dbus-1"),
                *("systemd", "fontconfig", "freetype", "cups", "X11", "X11-xcb", "xcb-glx", "xcb-randr", "xcb-render"),
                *("xcb-shape", "xcb-shm", "xcb-sync", "xcb-xfixes", "xcb-xkb", "gssapi_krb5", "readline"),
            )
        ),
    ),
    Cut(
        "Notizen des Installierens",
        "sie nennen den Rechner, auf dem gebaut wurde",
        ("*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED"),
    ),
    Cut(
        "Werkzeuge zum Bauen und Prüfen",
        "gehören nicht in ein Programm",
        (
            *("setuptools*", "_distutils_hack*", "pip", "pip.*", "pip/*", "pkg_resources*", "tkinter*", "_tkinter*"),
            *("*/_tkinter*", "libtcl*", "libtk*", "_tcl_data/*", "_tk_data/*", "tcl8/*", "tcl86t.dll", "tk86t.dll"),
            *("lib2to3*", "idlelib*", "ensurepip*", "turtle*", "pytest*", "IPython*"),
            *("numpy/tests/*", "*/tests/*", "*.pyi"),
        ),
        ("numpy._core.tests*",),
    ),
)


@dataclass(slots=True)
class Slimming:
    """Takes entries out of PyInstaller's lists and adds up what every cut saved (bytes of files, before packing)."""

    saved: dict[str, int] = field(default_factory=dict[str, int])

    def modules(self, entries: Iterable[Entry]) -> list[Entry]:
        """The Python modules that stay."""
        return [entry for entry in entries if not self._falls(entry, entry[0])]

    def files(self, entries: Iterable[Entry]) -> list[Entry]:
        """The libraries and data files that stay."""
        return [entry for entry in entries if not self._falls(entry, entry[0].replace("\\", "/"))]

    def orphans(self, binaries: Iterable[Entry], roots: Sequence[str]) -> list[Entry]:
        """Without libraries collected only for something that was cut, and without links that lead nowhere then.

        Entries whose name is no bare library are needed, and so are those that match `roots`.
        """
        entries = list(binaries)
        loose = {_file_name(entry): entry for entry in entries if self._is_system_library(entry, roots)}
        wanted = [entry for entry in entries if entry[2] != LINK and _file_name(entry) not in loose]
        while wanted:
            for library in needs(wanted.pop()[1]):
                entry = loose.pop(library.lower(), None)
                if entry is not None:
                    wanted.append(entry)
        for entry in loose.values():
            self._note("Bibliotheken, die danach keiner mehr braucht", entry[1])
        gone = {entry[0] for entry in loose.values()}
        kept = [entry for entry in entries if entry[0] not in gone]
        there = {entry[0] for entry in kept}
        return [entry for entry in kept if entry[2] != LINK or _target(entry) in there]

    def write(self, path: Path) -> None:
        """Keep what was saved as JSON: name of the cut → bytes."""
        path.write_text(json.dumps(self.saved, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @staticmethod
    def _is_system_library(entry: Entry, roots: Sequence[str]) -> bool:
        name = entry[0].replace("\\", "/")
        bare = "/" not in name or "/Qt/lib/" in name or name.split("/")[0].endswith(".libs")
        return entry[2] == "BINARY" and bare and not any(fnmatchcase(name, root) for root in roots)

    def _falls(self, entry: Entry, name: str) -> bool:
        for cut in CUTS:
            if cut.takes(name):
                self._note(cut.what, entry[1])
                return True
        return False

    def _note(self, what: str, source: str) -> None:
        file = Path(source)
        size = file.stat().st_size if source not in {"", "-"} and file.is_file() else 0
        self.saved[what] = self.saved.get(what, 0) + size


def _target(entry: Entry) -> str:
    """Where a link leads, as a name in the package."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(entry[0]), entry[1]))


def _file_name(entry: Entry) -> str:
    return Path(entry[0].replace("\\", "/")).name.lower()


def needs(file: str) -> list[str]:
    """The libraries a program or library itself asks for (not those these ask for in turn)."""
    if sys.platform == "win32":
        bindepend: Any = import_module("PyInstaller.depend.bindepend")  # there while PyInstaller runs

        return [str(found[0]) for found in bindepend.get_imports(file)]
    told = subprocess.run(["objdump", "-p", file], check=False, capture_output=True, text=True, encoding="utf-8")
    return re.findall(r"^ +NEEDED +(\S+)", told.stdout, re.MULTILINE)
