"""Makes fields of Word's mail merge out of „«Nachname»“ in a finished letter.

In Word the recipients are then chosen under „Sendungen ▸ Empfänger auswählen“; LibreOffice reads the same fields.
"""

import re
from io import BytesIO
from xml.sax.saxutils import escape, unescape
from zipfile import ZIP_DEFLATED, ZipFile

_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?P<look><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?(?P<inside>(?:(?!</w:r>).)*)</w:r>", re.DOTALL
)
_PIECE = re.compile(r"<w:t(?: [^>]*)?>(?P<text>[^<]*)</w:t>")
_FIELD = re.compile(r"«([^«»]+)»")


def merge_field(column: str) -> str:
    """The mark of a column of the mail-merge file as it stands in the text of a letter."""
    return f"«{column}»"


def with_merge_fields(data: bytes, columns: frozenset[str]) -> bytes:
    """The .docx with a MERGEFIELD for every „«column»“ of `columns`; other text in such quotes stays."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for entry in source.infolist():
            content = source.read(entry)
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", entry.filename):
                content = _replaced(content.decode("utf-8"), columns).encode("utf-8")
            made.writestr(entry, content)
    return target.getvalue()


def _replaced(xml: str, columns: frozenset[str]) -> str:
    def run(found: re.Match[str]) -> str:
        look, inside = found["look"] or "", found["inside"]
        names = [unescape(name) for name in _FIELD.findall(inside)]
        if not set(names) & columns:
            return found[0]
        parts: list[str] = []
        place = 0
        for piece in _PIECE.finditer(inside):
            parts += _plain(inside[place : piece.start()], look)
            parts += _pieces(unescape(piece["text"]), look, columns)
            place = piece.end()
        return "".join((*parts, *_plain(inside[place:], look)))

    return _RUN.sub(run, xml)


def _plain(inside: str, look: str) -> list[str]:
    """What is no text (line breaks, tabs) in a run of its own."""
    return [f"<w:r>{look}{inside}</w:r>"] if inside.strip() else []


def _pieces(text: str, look: str, columns: frozenset[str]) -> list[str]:
    found: list[str] = []
    for place, part in enumerate(_FIELD.split(text)):
        is_field = place % 2 == 1
        words = merge_field(part) if is_field else part
        run = f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
        if is_field and part in columns:
            name = escape(part, {'"': "&quot;"})
            found.append(f'<w:fldSimple w:instr=" MERGEFIELD &quot;{name}&quot; ">{run}</w:fldSimple>')
        elif words:
            found.append(run)
    return found
