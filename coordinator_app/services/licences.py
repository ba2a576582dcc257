"""Foreign parts of the program and their licences, for the help page „Lizenzen“ and the parts list of packages.

A package carries `lizenzen/`, made when it was built from exactly what it holds (`packaging/inventory.py`). Run from
its source, the program asks the installed libraries.
"""

import importlib.metadata
import json
import re
import sys
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coordinator_app.common.german import sort_key
from coordinator_app.common.paths import PROGRAM, RESOURCES

SOURCE = RESOURCES / "licences"
PACKED = PROGRAM / "lizenzen"
LIST = "teile.json"
PART_TOPIC = "lizenz-"  # help topics of single parts: „lizenz-numpy“ (gui.help_topics)

_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+.!<>|~=-]")
_TEXT_NAMES = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declared:
    """What we say about a foreign part: SPDX expression, purpose, licence texts of ours where it brings none."""

    licence: str
    use: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A foreign part that is really there."""

    name: str
    version: str
    licence: str
    use: str = ""

    @property
    def title(self) -> str:
        """Name and version."""
        return f"{self.name} {self.version}".strip()

    @property
    def id(self) -> str:
        """The name as it stands in file names and help topics."""
        return re.sub(r"[^a-z0-9.+-]+", "-", self.name.lower())


@cache
def declared() -> dict[str, Declared]:
    """All parts we know of by name (as packages are named in lock files)."""
    table = tomllib.loads((SOURCE / "parts.toml").read_text(encoding="utf-8"))
    return {name: _declared(entry) for name, entry in table.items()}


def _declared(entry: dict[str, Any]) -> Declared:
    return Declared(entry["licence"], entry["use"], tuple(entry.get("texts", ())))


def own_texts(name: str) -> str:
    """The licence texts kept for a declared part; "" when it brings its own."""
    known = declared().get(name)
    return "\n\n".join(_read(SOURCE / text) for text in known.texts) if known else ""


def texts_of(distribution: importlib.metadata.Distribution) -> str:
    """The licence texts an installed library brings along; "" when it brings none."""
    inside = [file for file in distribution.files or () if file.parts[0].endswith(".dist-info")]
    wanted = [file for file in inside if _TEXT_NAMES.search(file.name) or "licenses" in file.parts]
    return "\n\n".join(_read(Path(str(file.locate()))) for file in wanted)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip("\n") if path.is_file() else ""


@cache
def parts() -> tuple[Part, ...]:
    """Every foreign part, by name."""
    if getattr(sys, "frozen", False):
        found = [Part(**entry) for entry in json.loads((PACKED / LIST).read_text(encoding="utf-8"))]
    else:
        found = _installed()
    return tuple(sorted(found, key=lambda part: sort_key(part.name)))


def _installed() -> list[Part]:
    found: list[Part] = []
    for name, known in declared().items():
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            if not known.texts or name == "qt":
                continue  # not for this machine, or part of packages only
            version = ""
        found.append(Part(name, version, known.licence, known.use))
    return found


def write(folder: Path, entries: list[tuple[Part, str]]) -> None:
    """Put the list and the texts of all parts into the folder of a package."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, text in entries:
        (folder / f"{part.id}.txt").write_text(text.strip("\n") + "\n", encoding="utf-8", newline="\n")
    table = [asdict(part) for part, _ in entries]
    (folder / LIST).write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def text(part: Part) -> str:
    """The whole licence text of a part."""
    if getattr(sys, "frozen", False):
        return _read(PACKED / f"{part.id}.txt")
    try:
        brought = texts_of(importlib.metadata.distribution(part.name))
    except importlib.metadata.PackageNotFoundError:
        brought = ""
    return brought or own_texts(part.name)


# --- Pages of the help ---


def page() -> str:
    """The help page „Lizenzen“ in Markdown."""
    rows = [f"| [{part.title}]({PART_TOPIC}{part.id}) | {part.licence} | {part.use} |" for part in parts()]
    table = "\n".join(["| Bestandteil | Lizenz | wofür |", "|---|---|---|", *rows])
    return f"""# Lizenzen

KPR-Arbeitsplatz steht unter der [EUPL 1.2]({PART_TOPIC}eupl), einer freien Lizenz der Europäischen Union: Sie dürfen \
das Programm benutzen, kopieren, weitergeben und verändern.

Es enthält die folgenden fremden Bestandteile. Ein Klick auf den Namen zeigt den vollständigen Lizenztext. Qt und \
PySide6 werden unter der LGPL verwendet: Sie liegen unverändert als eigene Dateien im Programmordner und lassen sich \
durch andere Fassungen ersetzen.

{table}"""


def part_page(part_id: str) -> str:
    """The help page with the licence text of one part („eupl“ is the program itself)."""
    if part_id == "eupl":
        return _text_page("Lizenz von KPR-Arbeitsplatz: EUPL 1.2", _read(PROGRAM / "LICENSE"))
    found = next((part for part in parts() if part.id == part_id), None)
    if found is None:
        return "# Lizenz\n\nDiesen Bestandteil enthält das Programm nicht. Zurück zu den [Lizenzen](lizenzen)."
    return _text_page(f"{found.title}: {found.licence}", text(found))


def _text_page(title: str, words: str) -> str:
    """A page with a licence text: lines are joined to paragraphs, nothing in them is taken for Markdown."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", words) if part.strip("-=*# \n\t\f")]
    shown = [_MARKDOWN.sub(r"\\\g<0>", part) for part in paragraphs] or ["Zu diesem Bestandteil liegt kein Text bei."]
    return "\n\n".join([f"# {title}", "[Alle Bestandteile](lizenzen)", *shown])
