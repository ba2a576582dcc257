"""Letter templates as towns have them: those of the corpus with the placeholders of a letter in them."""

import os
import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from tests.documents import template_corpus
from tests.documents.template_corpus import FOLDER, rewritten

WORDS = ("{{ absender }}", "{{ anschrift }}", "{{ datum }}", "{{ betreff }}", "{{ anrede }}", "{{ text }}")
ENDING = ("{{ gruss }}", "{{ unterschrift }}", "{{ funktion }}", "{{ anlagen }}")
_BODY = re.compile(rb"<w:body>.*?(?=<w:sectPr\b(?:(?!<w:sectPr\b).)*</w:body>)", re.DOTALL)


def lines(*texts: str, style: str = "") -> str:
    """Paragraphs with these words."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return "".join(f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def with_body(data: bytes, body: str) -> bytes:
    """The file with another text; header, footer and page stay."""

    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        made, count = _BODY.subn(lambda _: b"<w:body>" + body.encode(), content, count=1)
        assert count == 1
        return made

    return rewritten(data, change)


def without_title(data: bytes) -> bytes:
    """Headers that ask for what letters do not have say something else."""
    return rewritten(data, lambda _, content: content.replace(b"{{ titel }}", b"{{ ort }}"))


@cache
def letterhead() -> bytes:
    """The letterhead from Word."""
    return without_title(template_corpus.from_word())


def control(text: str, properties: str = "<w:text/>") -> str:
    """A content control around a paragraph."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{lines(text)}</w:sdtContent></w:sdt>"


def with_controls() -> bytes:
    """Placeholders in content controls, one bound to a property, and one that was never filled in."""
    bound = '<w:dataBinding w:xpath="/x" w:storeItemID="{00000000-0000-0000-0000-000000000000}"/><w:text/>'
    parts = (
        lines(*WORDS[:3]),
        control(WORDS[3], bound),
        control(WORDS[4]),
        lines(WORDS[5], *ENDING),
        control("Klicken Sie hier, um Text einzugeben.", "<w:showingPlcHdr/><w:text/>"),
    )
    return with_body(letterhead(), "".join(parts))


def split_by_word() -> bytes:
    """Placeholders as Word splits them: over runs with marks of spelling, a tab and another look in between."""
    pieces = (("", "Betrifft: {"), ("<w:rPr><w:b/></w:rPr>", "{ bet"), ("", "reff "), ("", "}"), ("", "}!"))
    inside = "".join(
        f'<w:r>{look}<w:t xml:space="preserve">{piece}</w:t></w:r><w:proofErr w:type="spellStart"/>'
        for look, piece in pieces
    )
    return with_body(letterhead(), lines(*WORDS[:3]) + f"<w:p>{inside}</w:p>" + lines(*WORDS[4:], *ENDING))


def in_a_table() -> bytes:
    """Address and facts side by side in a table, the enclosures as rows of another."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>{}</w:tc>'
    grid = "<w:tbl><w:tblPr/><w:tblGrid>{}</w:tblGrid>{}</w:tbl>"
    column = '<w:gridCol w:w="4500"/>'
    head = grid.format(column * 2, f"<w:tr>{cell.format(lines(*WORDS[:2]))}{cell.format(lines(WORDS[2]))}</w:tr>")
    rows = "".join(
        f"<w:tr>{cell.format(lines(text))}</w:tr>"
        for text in ("Anlage", "{%tr for x in anlagenliste %}", "{{ loop.index }}. {{ x.titel }}", "{%tr endfor %}")
    )
    return with_body(letterhead(), head + lines(*WORDS[3:], *ENDING[:3]) + grid.format(column, rows) + lines(""))


def letters_on(base: Callable[[], bytes]) -> Callable[[], bytes]:
    """The letter's placeholders on a template of the corpus."""

    def made() -> bytes:
        return with_body(without_title(base()), lines(*WORDS, *ENDING))

    return made


def huge() -> bytes:
    """20 MB, as `template_corpus.huge`."""
    target = BytesIO()
    with ZipFile(BytesIO(letters_on(template_corpus.from_word)())) as source, ZipFile(target, "w") as copy:
        for name in source.namelist():
            more = os.urandom(20_000_000) if name.startswith("word/media/") else b""
            copy.writestr(name, source.read(name) + more)
    return target.getvalue()


def libreoffice() -> bytes:
    """The shipped example, opened and saved by LibreOffice."""
    return (FOLDER / "letter_libreoffice.docx").read_bytes()


GOOD: dict[str, Callable[[], bytes]] = {
    "libreoffice": libreoffice,
    "word": letters_on(template_corpus.from_word),
    "renamed": letters_on(template_corpus.renamed),
    "no_styles": letters_on(template_corpus.without_styles),
    "controls": with_controls,
    "split": split_by_word,
    "table": in_a_table,
    "huge": huge,
}
