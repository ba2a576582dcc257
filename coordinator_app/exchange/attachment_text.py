"""The words of attachments, to find out whom they name: Office files, PDF, plain text, mails."""

import re
import zipfile
from contextlib import suppress
from html import unescape
from io import BytesIO
from typing import Any

from coordinator_app.common import pdfium

_BREAK = re.compile(r"</(?:\w+:)?(?:p|h|si|row|tr|td|c)>|<(?:\w+:)?(?:tab|br)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_MOST_PAGES = 300
_MOST_BYTES = 30_000_000  # of unpacked parts: a small file that unpacks to gigabytes is not read


def words_in(data: bytes) -> str:
    """The text of a file as far as it can be read; "" for pictures, scans and damaged files. Content decides."""
    if data.startswith(b"PK\x03\x04"):
        with suppress(zipfile.BadZipFile, OSError, RuntimeError):
            return _packed(data)
        return ""
    if data.startswith(b"%PDF"):
        return _pages(data)
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return ""
    return _plain(data)


def _packed(data: bytes) -> str:
    parts: list[str] = []
    left = _MOST_BYTES
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for entry in packed.infolist():
            left -= entry.file_size
            if left < 0:
                break
            if entry.filename.endswith((".xml", ".rels")):
                parts.append(_xml_words(packed.read(entry)))
            elif entry.filename.endswith((".txt", ".csv", ".eml", ".htm", ".html")):
                parts.append(_plain(packed.read(entry)))
    return "\n".join(parts)


def _xml_words(data: bytes) -> str:
    """Words of a part: runs of one paragraph belong together, paragraphs and cells do not."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", data.decode("utf-8", "replace"))))


def _pages(data: bytes) -> str:
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]  # it has none

    with suppress(pypdfium2.PdfiumError):
        with pdfium.alone:
            document = pypdfium2.PdfDocument(data)
        try:
            return "\n".join(_page_text(document, number) for number in range(min(len(document), _MOST_PAGES)))
        finally:
            with pdfium.alone:
                document.close()
    return ""


def _page_text(document: Any, number: int) -> str:
    """One page at a time, so that the window, which paints pages, never waits long."""
    with pdfium.alone:
        page = document[number]
        reader = page.get_textpage()
        text = str(reader.get_text_range())
        reader.close()
        page.close()
    return text


def _plain(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    text = data.decode("utf-8", "replace") if _is_utf8(data) else data.decode("cp1252", "replace")
    return re.sub(r"=\r?\n", "", text)  # soft line breaks of mails


def _is_utf8(data: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return True
    return False
