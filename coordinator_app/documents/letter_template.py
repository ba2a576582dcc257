"""A town's own Word file as a letter template: opening it safely and saying in German what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from coordinator_app.common.errors import UserError
from coordinator_app.domain.letter_templates import PLACEHOLDERS, nearest_placeholder

LARGEST_UNPACKED = 100_000_000
TOPIC = "briefe"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}")
_PREFIX = re.compile(r"(\{[{%])-?\s*(?:p|tr|tc|r)\s+(?=\S)")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})

NAMES = frozenset(entry.name for entry in PLACEHOLDERS)
PERSONAL = frozenset(entry.name for entry in PLACEHOLDERS if entry.personal)


@dataclass(frozen=True, slots=True)
class TemplateParagraph:
    """A paragraph with placeholders: which part of the file it is in, its text."""

    part: str
    text: str

    @property
    def in_frame(self) -> bool:
        """Whether it stands in a header or footer, which all letters share."""
        return not self.part.startswith("word/document")


def unlocked(data: bytes, name: str) -> bytes:
    """The file as one python-docx can open; `UserError` when it is no usable Word file."""
    if data.startswith(_OLE):
        raise _refused(
            name,
            "ist mit einem Kennwort geschützt oder eine alte Word-Datei (.doc)",
            "Bitte öffnen Sie sie in Word und speichern Sie sie ohne Kennwort als „Word-Dokument (.docx)“",
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
            return _as_document(archive, data)
    except (BadZipFile, KeyError, OSError, ValueError, EOFError) as error:
        raise _damaged(name) from error


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
            for part in sorted(filter(_TEXT_PARTS.fullmatch, archive.namelist())):
                if b"<!ENTITY" in archive.read(part):
                    raise _damaged(name)
                root = ET.fromstring(archive.read(part))  # noqa: S314  (entities are refused)
                found += [TemplateParagraph(part, text) for text in _texts(root) if text.strip()]
    except (BadZipFile, ET.ParseError, ValueError, EOFError) as error:
        raise _damaged(name) from error
    return found


def _texts(root: Any) -> Iterator[str]:
    for node in root.iter(_W + "p"):
        yield "".join(text.text or "" for text in node.iter(_W + "t"))


def check_template(data: bytes, name: str) -> tuple[str, ...]:
    """What a person should know about a template, as sentences; `UserError` when no letter can be made with it."""
    found = paragraphs(unlocked(data, name), name)
    source = "\n".join(_jinja(entry.text) for entry in found)
    for entry in found:
        _check_tags(entry, name)
    unknown = _undeclared(source, found, name)
    notes = [_unknown_note(word, found) for word in sorted(unknown - _offered())]
    used = {word.lower() for word in unknown}
    if "text" not in used:
        notes.append("Der Platzhalter {{ text }} fehlt: Der Brief hätte keinen Text.")
    if "anschrift" not in used and "name" not in used:
        notes.append("Der Platzhalter {{ anschrift }} fehlt: Der Brief hätte kein Anschriftfeld.")
    for entry in found:
        notes += [_frame_note(word, entry) for word in _words(entry.text) & PERSONAL if entry.in_frame]
    return tuple(notes)


def _offered() -> set[str]:
    return {form for word in NAMES for form in (word, word.capitalize(), word.upper())}


def _jinja(text: str) -> str:
    """A paragraph as the template language reads it: straight quotes, without the marks for whole paragraphs."""
    flat = _TAG.sub(lambda tag: tag[0].translate(_QUOTES), text.replace("\n", " "))
    return _PREFIX.sub(r"\1 ", flat)


def _words(text: str) -> set[str]:
    return {word.lower() for tag in _TAG.findall(text) for word in re.findall(r"\w+", tag)}


def _check_tags(entry: TemplateParagraph, name: str) -> None:
    from jinja2 import TemplateSyntaxError

    rest = _TAG.sub("", entry.text)
    if _LOOSE.search(rest):
        raise _wrong(name, entry.text, "hier fehlt eine geschweifte Klammer: ein Platzhalter heißt {{ name }}")
    for tag in _TAG.findall(_jinja(entry.text)):
        if tag.startswith("{{"):
            try:
                environment().parse(tag)
            except TemplateSyntaxError as error:
                raise _wrong(name, entry.text, f"{tag} ist kein gültiger Platzhalter") from error


def _undeclared(source: str, found: list[TemplateParagraph], name: str) -> set[str]:
    from jinja2 import TemplateSyntaxError, meta

    try:
        return set(meta.find_undeclared_variables(environment().parse(source)))
    except TemplateSyntaxError as error:
        quoted = found[min(error.lineno, len(found)) - 1].text if found else ""
        opened = [entry.text for entry in found if re.search(r"\{%-?\s*(?:p |tr |tc )?\s*(for|if)\b", entry.text)]
        if "Unexpected end of template" in (error.message or "") and opened:
            quoted = opened[-1]
        raise _wrong(name, quoted, "eine Anweisung {% … %} ist unvollständig oder unbekannt") from error


def _unknown_note(word: str, found: list[TemplateParagraph]) -> str:
    where = next((entry.text for entry in found if word in _TAG.sub(lambda tag: tag[0], entry.text)), "")
    near = nearest_placeholder(word)
    meant = f" Meinten Sie {{{{ {near} }}}}?" if near else ""
    return f"Unbekannter Platzhalter {{{{ {word} }}}} im Absatz „{_quoted(where)}“.{meant}"


def _frame_note(word: str, entry: TemplateParagraph) -> str:
    return (
        f"{{{{ {word} }}}} steht in der Kopf- oder Fußzeile („{_quoted(entry.text)}“). Dort steht in allen Briefen "
        "dasselbe; bitte setzen Sie den Platzhalter in den Text."
    )


def environment() -> Any:
    """The template language in a sandbox: escapes everything, marks unknown names visibly, runs nothing else."""
    from jinja2 import ChainableUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import escape

    class Marker(ChainableUndefined):
        def __str__(self) -> str:
            return f"[Unbekannter Platzhalter: {self._undefined_name}]"

        def __html__(self) -> str:
            return str(escape(str(self)))

    found = ImmutableSandboxedEnvironment(autoescape=True, undefined=Marker)
    cast("Any", found).globals.clear()
    return found


def template_error(error: Exception, name: str, found: list[TemplateParagraph]) -> UserError:
    """The sentence for an error while filling; quotes the paragraph where it can be told."""
    text = str(error)
    where = next((entry.text for entry in found if _TAG.search(entry.text) and _mentions(entry.text, text)), "")
    return _wrong(name, where or next((e.text for e in found if "{%" in e.text), ""), "sie lässt sich nicht ausfüllen")


def _mentions(paragraph: str, message: str) -> bool:
    return any(f"'{word}'" in message for word in _words(paragraph))


def both_cases(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values under their names also written with capitals: {{ Anrede }}, {{ ANREDE }}."""
    return {form: value for word, value in values.items() for form in (word, word.capitalize(), word.upper())}


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _wrong(name: str, paragraph: str, what: str) -> UserError:
    where = f" Absatz „{_quoted(paragraph)}“:" if paragraph else ""
    text = f"Fehler in der Vorlage „{name}“.{where} {what}. Bitte berichtigen Sie das in Word."
    return UserError(text, help_topic=TOPIC)


def _refused(name: str, why: str, what_to_do: str) -> UserError:
    return UserError(f"Die Vorlage „{name}“ {why}. {what_to_do}.", help_topic=TOPIC)


def _damaged(name: str) -> UserError:
    return _refused(
        name, "ist beschädigt oder keine Word-Datei (.docx)", "Bitte öffnen Sie sie in Word und speichern Sie sie neu"
    )
