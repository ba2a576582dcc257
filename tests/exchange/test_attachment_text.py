"""The words of attachments."""

import zipfile
from io import BytesIO

import pytest

from coordinator_app.documents.content import Document, Paragraph
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.exchange.attachment_text import words_in

PAPER = Document(title="Bericht", blocks=(Paragraph(("Jens ", "Hempel & Söhne")),))


def packed(**parts: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("_", "."), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        render_word(PAPER),
        render_pdf(PAPER),
        "Jens Hempel & Söhne".encode(),
        "Jens Hempel & Söhne".encode("cp1252"),
        "Jens Hempel & Söhne".encode("utf-16"),
        b"Subject: Termin\r\n\r\nJens Hem=\r\npel & S\xf6hne",
        packed(mail_eml="Jens Hempel & Söhne"),
    ],
    ids=["word", "pdf", "utf-8", "cp1252", "utf-16", "mail", "zip"],
)
def test_words_are_read_whatever_the_file_is(data: bytes) -> None:
    assert "Jens Hempel & Söhne" in words_in(data).replace("\u2011", "-")


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"PK\x03\x04broken", b"%PDF-1.7 broken"])
def test_what_cannot_be_read_has_no_words(data: bytes) -> None:
    assert words_in(data) == ""


def test_a_file_that_unpacks_to_gigabytes_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator_app.exchange.attachment_text._MOST_BYTES", 10)
    assert words_in(packed(lang_txt="x" * 100)) == ""
