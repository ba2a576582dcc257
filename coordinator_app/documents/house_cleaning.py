"""What is taken out of a town's Word template and what is mended, so that every file on it is valid and tells nothing.

Links to other files, mail merges, protection and the author's notes go; slips of LibreOffice against the schema are put
right.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from coordinator_app.documents.word_edit import VALUE, Element, W, put_in_order

GERMAN = "de-DE"
_KEPT = frozenset({"styles", "numbering", "settings", "theme", "fontTable", "webSettings", "customXml"})
_KEPT_OUTSIDE = frozenset({"officeDocument", "custom-properties", "customXml"})
_DROPPED = (
    *("attachedTemplate", "mailMerge", "documentProtection", "writeProtection", "trackRevisions", "revisionView"),
    *("updateFields", "footnotePr", "endnotePr", "docVars", "rsids", "linkStyles", "saveThroughXslt"),
)
_LEVEL = (
    *("start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlPicBulletId", "legacy", "lvlJc"),
    *("pPr", "rPr"),
)
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURE = "Wappen, Logo oder Bild der Vorlage"
FIRST_DRAWING = 500  # those of the content are counted from 1000
_TODAY = "15"
_SHORT = 10  # letters; below, a description says nothing

Part: TypeAlias = Any  # python-docx is untyped


def drop_relations(main: Part, used: set[str]) -> None:
    """Take out everything the text of the template needed, but not what is named in `used`."""
    for key, relation in list(main.rels.items()):
        if key not in used and relation.reltype.rpartition("/")[2] not in _KEPT:
            unrelate(main, key)


def clean_settings(settings: Part) -> None:
    """Settings that would ask, protect or lead elsewhere go; the language is German."""
    for tag in _DROPPED:
        for node in settings.element.findall(f"{W}{tag}"):
            settings.element.remove(node)
    for key in list(settings.rels):
        unrelate(settings, key)
    for node in settings.element.findall(f"{W}themeFontLang"):
        node.set(VALUE, GERMAN)
    for node in settings.element.findall(f"{W}compat/{W}compatSetting"):
        if node.get(f"{W}name") == "compatibilityMode":
            node.set(VALUE, _TODAY)  # else Word says „Kompatibilitätsmodus“ and moves tables into the margin


def clean_package(package: Part) -> None:
    """Properties, pictures of the first page, signatures and buttons of the template go."""
    for key, relation in list(package.rels.items()):
        if relation.reltype.rpartition("/")[2] not in _KEPT_OUTSIDE:
            unrelate(package, key)


def mend_fonts(table: Part | None) -> None:
    """LibreOffice names character sets the schema does not know; Word needs none."""
    if table is not None:
        table._blob = re.sub(rb' w:characterSet="[^"]*"', b"", table.blob)  # noqa: SLF001  (there is no other way)


def mend_numbering(numbering: Element) -> None:
    """Order and words of list levels as the schema has them."""
    for level in numbering.iter(f"{W}lvl"):
        level[:] = sorted(level, key=_place)
        for side in level.findall(f"{W}lvlJc"):
            side.set(VALUE, {"start": "left", "end": "right"}.get(side.get(VALUE), side.get(VALUE)))


def _place(node: Element) -> int:
    name = str(node.tag).rpartition("}")[2]
    return _LEVEL.index(name) if name in _LEVEL else len(_LEVEL)


def mend_paragraphs(nodes: Iterable[Element]) -> None:
    """Order of paragraph properties as the schema has it."""
    for node in nodes:
        for properties in node.iter(f"{W}pPr"):
            put_in_order(properties)


def describe(nodes: Iterable[Element]) -> None:
    """Drawings get numbers of their own, and a description where nobody gave one: screen readers need it."""
    for number, shown in enumerate((shown for node in nodes for shown in node.iter(_DRAWN)), FIRST_DRAWING):
        shown.set("id", str(number))
        if len((shown.get("descr") or "").strip()) < _SHORT:
            shown.set("descr", _PICTURE)


def unrelate(owner: Part, key: str) -> None:
    """Take a relation out; what nothing else relates to is not written."""
    del owner.rels[key]
    owner.rels._target_parts_by_rId.pop(key, None)  # noqa: SLF001  (python-docx cannot take one out)
