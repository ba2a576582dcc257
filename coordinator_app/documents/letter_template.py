"""A town's own Word file as a template: opening it safely, its paragraphs as they will be filled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from coordinator_app.common.errors import UserError

LARGEST_UNPACKED = 100_000_000
LARGEST_TEXT = 5_000_000  # bytes of XML in a part with text
TOPIC = "briefe"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {b"%PDF": "eine PDF-Datei", b"{\\rtf": "eine RTF-Datei"}
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_MERGE_FIELD = re.compile(r"^\s*MERGEFIELD\s+\"?([^\s\"]+)")


@dataclass(frozen=True, slots=True)
class TemplateParagraph:
    """A paragraph of a template: which part of the file it is in, its own text (without what floats in it).

    `place` numbers the cell, text box or body it stands in, `row` its table row (0 = none). `in_control`: inside a
    content control; `is_hint`: such a control shows only its grey „Klicken Sie hier“. `merge_fields` are names of
    mail merge fields.
    """

    part: str
    text: str
    place: int = 0
    row: int = 0
    in_control: bool = False
    is_hint: bool = False
    merge_fields: tuple[str, ...] = ()

    @property
    def in_frame(self) -> bool:
        """Whether it stands in a header or footer, which all letters share."""
        return self.part.startswith(("word/header", "word/footer"))

    @property
    def in_note(self) -> bool:
        """Whether it stands in a footnote, which the program leaves as it is."""
        return self.part.startswith(("word/footnotes", "word/endnotes"))


def unlocked(data: bytes, name: str) -> bytes:
    """The file as one python-docx can open; `UserError` when it is no usable Word file."""
    if data.startswith(_OLE):
        raise _refused(
            name,
            "ist mit einem Kennwort geschützt oder eine alte Word-Datei (.doc)",
            "Bitte öffnen Sie sie in Word und speichern Sie sie ohne Kennwort als „Word-Dokument (.docx)“",
        )
    other = next((words for start, words in _OTHERS.items() if data.startswith(start)), "")
    if other:
        raise _refused(
            name, f"ist {other}", "Bitte öffnen Sie sie in Word und speichern Sie sie als Word-Dokument (.docx)"
        )
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise _refused(name, "ist ausgepackt zu groß", "Bitte verkleinern Sie die Bilder in der Vorlage")
            if "mimetype" in names:
                raise _refused(name, "ist ein LibreOffice-Dokument", "Bitte speichern Sie es als Word-Dokument (.docx)")
            if "word/document.xml" not in names:
                raise _refused(name, "ist keine Word-Datei", "Bitte wählen Sie ein Word-Dokument (.docx)")
            if "word/vbaProject.bin" in names:
                raise _refused(name, "enthält Makros", "Bitte speichern Sie sie als „Word-Dokument (.docx)“")
            if _is_locked(archive, names):
                raise _refused(
                    name,
                    "ist gegen Bearbeitung geschützt",
                    "Bitte heben Sie den Schutz in Word auf (Überprüfen ▸ Bearbeitung einschränken)",
                )
            _check_parts(archive, name)
            return _as_document(archive, data)
    except (BadZipFile, KeyError, OSError, ValueError, EOFError) as error:
        raise _damaged(name) from error


def _check_parts(archive: ZipFile, name: str) -> None:
    """Every part with text can be read safely and in bounded time."""
    for part in archive.namelist():
        if not part.endswith((".xml", ".rels")):
            continue
        content = archive.read(part)
        if _FORBIDDEN.search(content):
            raise _damaged(name)
        if _TEXT_PARTS.fullmatch(part):
            if len(content) > LARGEST_TEXT:
                raise _refused(name, "enthält zu viel Text", "Eine Vorlage enthält nur, was in jedem Brief steht")
            if _STRICT in content[:4096]:
                raise _refused(
                    name,
                    "ist im Format „Strict Open XML“ gespeichert",
                    "Bitte speichern Sie sie in Word als „Word-Dokument (.docx)“",
                )


def _is_locked(archive: ZipFile, names: set[str]) -> bool:
    if "word/settings.xml" not in names:
        return False
    found = re.search(rb"<w:documentProtection\b[^>]*>", archive.read("word/settings.xml"))
    return found is not None and re.search(rb'w:enforcement="(1|true|on)"', found[0]) is not None


def _as_document(archive: ZipFile, data: bytes) -> bytes:
    """A Word template (.dotx) as a document: only its declared type differs."""
    types = archive.read("[Content_Types].xml")
    if b"wordprocessingml.template.main+xml" not in types:
        return data
    target = BytesIO()
    with ZipFile(target, "w") as copy:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = types.replace(b".template.main+xml", b".document.main+xml")
            copy.writestr(entry, content, entry.compress_type)
    return target.getvalue()


def paragraphs(data: bytes, name: str) -> list[TemplateParagraph]:
    """All paragraphs with text, body first, then headers and footers; `UserError` when a part cannot be read."""
    found: list[TemplateParagraph] = []
    try:
        with ZipFile(BytesIO(data)) as archive:
            for part in sorted(filter(_TEXT_PARTS.fullmatch, archive.namelist()), key=_body_first):
                root = ET.fromstring(archive.read(part))  # noqa: S314  (entities are refused when it is opened)
                found += _paragraphs(root, part)
    except (BadZipFile, ET.ParseError, ValueError, EOFError) as error:
        raise _damaged(name) from error
    return found


def _body_first(part: str) -> tuple[bool, str]:
    return not part.startswith("word/document"), part


_CONTAINERS = frozenset(_W + name for name in ("body", "tc", "txbxContent", "hdr", "ftr"))


def _paragraphs(root: Any, part: str) -> Iterator[TemplateParagraph]:
    """In the order of the text; places and rows are numbered as they come."""
    number = 0
    waiting: list[tuple[Any, int, int, bool, bool]] = [(root, 0, 0, False, False)]
    while waiting:
        node, place, row, in_control, is_hint = waiting.pop()
        number += 1
        if node.tag == _W + "p":
            text, fields = _own_text(node)
            inline = node.find(f".//{_W}sdt") is not None
            shows_hint = is_hint or node.find(f".//{_W}showingPlcHdr") is not None
            if text.strip() or fields:
                yield TemplateParagraph(part, text, place, row, in_control or inline, shows_hint, fields)
        elif node.tag in _CONTAINERS:
            place = number
        elif node.tag == _W + "tr":
            row = number
        elif node.tag == _W + "sdt":
            in_control = True
            is_hint = is_hint or node.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
        waiting += [(child, place, row, in_control, is_hint) for child in reversed(list(node))]


def _own_text(paragraph: Any) -> tuple[str, tuple[str, ...]]:
    """The words of a paragraph without those of text boxes in it, and its mail merge fields."""
    words: list[str] = []
    codes: list[str] = []
    waiting = list(reversed(list(paragraph)))
    while waiting:
        node = waiting.pop()
        if node.tag == _W + "t":
            words.append(node.text or "")
        elif node.tag == _W + "instrText":
            codes.append(node.text or "")
        elif node.tag == _W + "fldSimple":
            codes.append(node.get(_W + "instr") or "")
        if node.tag not in (_W + "p", _W + "txbxContent"):
            waiting += reversed(list(node))
    fields = tuple(found[1] for code in codes if (found := _MERGE_FIELD.match(code)))
    return "".join(words), fields


def quoted(text: str) -> str:
    """A paragraph as it is quoted in a sentence: one line, at most 80 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def wrong(name: str, paragraph: str, what: str) -> UserError:
    """The sentence for what somebody has to mend in a template; quotes the paragraph."""
    where = f" Absatz „{quoted(paragraph)}“:" if paragraph else ""
    text = f"Fehler in der Vorlage „{name}“.{where} {what}. Bitte berichtigen Sie das in Word."
    return UserError(text, help_topic=TOPIC)


def _refused(name: str, why: str, what_to_do: str) -> UserError:
    return UserError(f"Die Vorlage „{name}“ {why}. {what_to_do}.", help_topic=TOPIC)


def _damaged(name: str) -> UserError:
    return _refused(
        name, "ist beschädigt oder keine Word-Datei (.docx)", "Bitte öffnen Sie sie in Word und speichern Sie sie neu"
    )
