"""What a package is made of: parts with version and licence, their licence texts, a CycloneDX parts list (SBOM).

Everything is derived from `contents.json`, in which the spec notes where each packed module and file came from; so
nothing is listed that is not there, and nothing there is forgotten: a file nobody owns ends the build.
"""

import hashlib
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import environment

sys.path.insert(0, str(environment.ROOT))

if TYPE_CHECKING:
    from coordinator_app.services.licences import Part

FOLDER = "lizenzen"
SBOM = "sbom.cdx.json"
FONTS = {"Liberation": "Liberation Sans", "NotoSansArabic": "Noto Sans Arabic", "DejaVuSans": "DejaVu Sans"}
OWN = {"CHANGELOG.md", "LICENSE", "main"}
SPDX_ID = re.compile(r"[A-Za-z0-9.+-]+")


@dataclass(slots=True)
class Found:
    """A part that turned up: `purl` names it to machines, `nested` are parts inside it its maker lists himself."""

    name: str
    version: str
    licence: str
    use: str = ""
    text: str = ""
    purl: str = ""
    files: int = 0
    nested: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])


class Inventory:
    """Finds the owner of every packed file."""

    def __init__(self, contents: Mapping[str, Any], site_packages: Path) -> None:
        from coordinator_app.services import licences

        self._licences = licences
        self._base = _plain(str(contents["python"]))
        self._python = _python_folder(site_packages)
        self._version = str(contents["version"])
        self._site = site_packages
        self._owners = _owners(site_packages)
        self._distributions = {
            _name(each.name): each for each in importlib.metadata.distributions(path=[str(site_packages)])
        }
        self.found: dict[str, Found] = {}
        self.unknown: list[str] = []
        for name, source in (*contents["modules"], *contents["files"]):
            self._add(_plain(str(name)), _plain(str(source)))
        self._bootloader()

    def _add(self, name: str, source: str) -> None:
        if not re.match(r"/|[A-Za-z]:/", source):
            return  # a link to another file of the package
        if "/site-packages/" in source:
            self._library(source.rpartition("/site-packages/")[2])
        elif name.startswith("resources/fonts/"):
            self._font(name)
        elif name.startswith(("coordinator_app", "resources/", "schriftliste/")) or name in OWN:
            return  # the program itself
        elif self._is_python(name, source):
            self._note("cpython", "CPython", self._version, "pkg:generic/cpython")
        elif Path(source).exists() and (package := debian_package(source)):
            self._system(*package)
        else:
            self.unknown.append(source)

    def _is_python(self, name: str, source: str) -> bool:
        inside = source.startswith((f"{self._base}/lib/python3", f"{self._base}/Lib/", f"{self._base}/DLLs/"))
        loose = bool(re.match(r"(libpython3|python3|vcruntime|msvcp|ucrtbase|base_library|libffi-|sqlite3)", name))
        beside = source.startswith(self._base) and self._base not in {"/usr", "/"}
        return inside or loose or beside or "/PyInstaller/" in source

    def _library(self, path: str) -> None:
        owner = self._owners.get(path.lower())
        if owner is None:
            self.unknown.append(path)
            return
        distribution = self._distributions[owner]
        if owner.startswith("pyinstaller"):
            return  # its start-up code: noted with the boot loader
        if owner == "pyside6-essentials" and re.search(r"/Qt/|/plugins/|/translations/|Qt6\w+\.dll", path):
            self._note("qt", "Qt", distribution.version, "pkg:generic/qt")
        part = self._note(owner, distribution.name, distribution.version, "pkg:pypi/" + owner)
        if part.files == 1:
            part.text = self._licences.texts_of(distribution) or part.text
            part.nested = _nested(distribution)

    def _font(self, name: str) -> None:
        stem = Path(name).name
        for start, font in FONTS.items():
            if stem.startswith(start) and stem.endswith(".ttf"):
                self._note(font, font, "", "pkg:generic/" + font.lower().replace(" ", "-"))

    def _bootloader(self) -> None:
        distribution = self._distributions["pyinstaller"]
        part = self._note("pyinstaller", "PyInstaller (Startprogramm)", distribution.version, "pkg:pypi/pyinstaller")
        part.text = self._licences.texts_of(distribution)

    def _note(self, key: str, name: str, version: str, purl: str) -> Found:
        part = self.found.get(key)
        if part is None:
            known = self._licences.declared().get(key)
            if known is None:
                environment.stop(f"Für „{key}“ fehlt eine Zeile in resources/licences/parts.toml.")
            text = self._licences.own_texts(key) or (self._python_text() if key == "cpython" else "")
            part = Found(name, version, known.licence, known.use, text, purl + (f"@{version}" if version else ""))
            self.found[key] = part
        part.files += 1
        return part

    def _python_text(self) -> str:
        places = [Path(self._base) / "LICENSE.txt", *sorted(Path(self._base).glob("[Ll]ib/python3*/LICENSE.txt"))]
        places += [self._python / "LICENSE.txt"]
        return next((place.read_text(encoding="utf-8") for place in places if place.is_file()), "")

    def _system(self, package: str, version: str) -> None:
        part = self.found.get(package)
        if part is None:
            file = Path("/usr/share/doc") / package / "copyright"
            text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
            purl = f"pkg:deb/debian/{package}@{version.replace('+', '%2B').replace('~', '%7E')}?arch=amd64"
            known = self._licences.declared().get(package)
            words = known.licence if known else _licence_words(text)
            part = Found(package, version, words, known.use if known else "Linux", text, purl)
            self.found[package] = part
        part.files += 1

    def parts(self) -> "list[tuple[Part, str]]":
        """The parts for the page „Lizenzen“, with their texts."""
        from coordinator_app.services.licences import Part

        ordered = sorted(self.found.values(), key=lambda part: part.name.lower())
        return [(Part(part.name, part.version, part.licence, part.use), part.text) for part in ordered]


def add(inside: Path, contents: Path, site_packages: Path, stamp: int) -> Path:
    """Put `lizenzen/` (texts, list, SBOM) into a built program's folder of parts; returns the SBOM.

    `stamp`: time of the sources, seconds since 1970. Ends the program when a file belongs to no known part.
    """
    from coordinator_app.services import licences

    inventory = Inventory(json.loads(contents.read_text(encoding="utf-8")), site_packages)
    if inventory.unknown:
        environment.stop("Herkunft unbekannt:\n" + "\n".join(sorted(set(inventory.unknown))[:20]))
    without = [part.name for part, text in inventory.parts() if not text]
    if without:
        environment.stop(f"Ohne Lizenztext: {', '.join(without)}")
    shutil.rmtree(inside / FOLDER, ignore_errors=True)
    licences.write(inside / FOLDER, inventory.parts())
    target = inside / FOLDER / SBOM
    target.write_text(
        json.dumps(bill(inventory.found.values(), stamp), ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n"
    )
    print(f"Bestandteile: {len(inventory.found)}, Stückliste und Lizenztexte in „{FOLDER}“", flush=True)
    return target


# --- CycloneDX ---


def bill(found: Iterable[Found], stamp: int) -> dict[str, Any]:
    """The parts list after CycloneDX 1.6; the same parts give the same text."""
    from coordinator_app import __version__

    components = [component(part) for part in sorted(found, key=lambda part: part.purl)]
    own = "kpr-arbeitsplatz"
    result: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": own,
                "version": __version__,
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            },
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [each["bom-ref"] for each in components]}],
    }
    digest = hashlib.sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()
    return {**result, "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}"}


def component(part: Found) -> dict[str, Any]:
    """One part; those its maker lists himself are inside it."""
    result: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "licenses": [licence_entry(part.licence)],
        "purl": part.purl,
        "properties": [{"name": "kpr:packed-files", "value": str(part.files)}],
    }
    if part.nested:
        result["components"] = part.nested
    return {key: value for key, value in result.items() if value}


def licence_entry(words: str) -> dict[str, Any]:
    """A licence as CycloneDX wants it: an SPDX id, an expression, or words."""
    if words.startswith("LicenseRef-") or not re.fullmatch(r"[\w.+() -]+", words):
        return {"license": {"name": words}}
    if SPDX_ID.fullmatch(words):
        return {"license": {"id": words}}
    return {"expression": words}


def _nested(distribution: importlib.metadata.Distribution) -> list[dict[str, Any]]:
    """Parts inside a wheel, as the lists in it say (name, version, purl)."""
    found: dict[str, dict[str, Any]] = {}
    for file in distribution.files or ():
        if "sboms" not in file.parts or not file.name.endswith(".json"):
            continue
        listed = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
        for each in listed.get("components", ()):
            ref = f"{_name(distribution.name)}:{each.get('purl') or each['name'] + '@' + each.get('version', '')}"
            kept = {key: each[key] for key in ("type", "name", "version", "purl") if each.get(key)}
            found[ref] = {"bom-ref": ref, **kept}
    return [found[ref] for ref in sorted(found)]


# --- Where files come from ---


def _plain(path: str) -> str:
    return path.replace("\\", "/").rstrip("/")


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _owners(site_packages: Path) -> dict[str, str]:
    """Path below site-packages in small letters (Windows tells none apart) → name of the library it belongs to."""
    owners: dict[str, str] = {}
    for distribution in importlib.metadata.distributions(path=[str(site_packages)]):
        for file in distribution.files or ():
            owners[file.as_posix().lower()] = _name(distribution.name)
    return owners


def _python_folder(site_packages: Path) -> Path:
    """The folder of the interpreter an environment was made from."""
    home = site_packages.parents[2] / "pyvenv.cfg"
    if home.is_file():
        found = re.search(r"^home = (.+)$", home.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
            return Path(found[1].strip()).parent / "lib" / version
    return site_packages.parents[1]


def debian_package(source: str) -> tuple[str, str] | None:
    """Name and version of the Debian package a file belongs to; None where that cannot be said."""
    if shutil.which("dpkg-query") is None:
        return None
    path = Path(source).resolve()
    for each in (str(path), source, str(path).removeprefix("/usr")):
        asked = subprocess.run(
            ["dpkg-query", "-S", each], check=False, capture_output=True, text=True, encoding="utf-8"
        )
        if asked.returncode == 0:
            package = asked.stdout.partition(":")[0].split(",")[0]
            show = ["dpkg-query", "-W", "-f", "${Version}", package]
            return package, subprocess.run(show, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return None


def _licence_words(text: str) -> str:
    """The licences a Debian copyright file names, in short."""
    named = sorted(set(re.findall(r"^License: *(\S+)\s*$", text, re.MULTILINE)))
    return " und ".join(named[:6]) if named else "siehe Lizenztext"
