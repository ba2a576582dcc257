"""The Vorlagen-Prüfung of a town's Word template, and what is refused."""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.documents.house_template import Prepared, prepare
from tests.documents import samples
from tests.documents import template_corpus as corpus

_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def _prepared(data: bytes) -> Prepared:
    return prepare(data, "Vorlage.docx")


def _words(prepared: Prepared) -> str:
    return "\n".join(("! " if finding.is_wrong else "") + finding.text for finding in prepared.findings)


def _changed(change: Callable[[str, bytes], bytes | None]) -> bytes:
    return corpus.rewritten(corpus.from_word(), change)


def _strict(_: str, content: bytes) -> bytes:
    return content.replace(_TRANSITIONAL, b"http://purl.oclc.org/ooxml/wordprocessingml/main")


def _odt() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return target.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (corpus.protected, "gegen Bearbeitung geschützt"),
        (corpus.damaged, "beschädigt"),
        (lambda: corpus.rewritten(corpus.from_word(), _without_text, word__document=b"<w:broken"), "beschädigt"),
        (lambda: corpus.rewritten(corpus.from_word(), _same, word__vbaProject=b""), "Makros"),
        (lambda: _changed(_strict), "Strict Open XML"),
        (_odt, "LibreOffice-Dokument"),
        (lambda: b"{\\rtf1 Text}", "RTF-Datei"),
        (lambda: b"%PDF-1.7", "PDF-Datei"),
        (lambda: b"PK nicht wirklich", "beschädigt"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Kennwort"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(UserError, match=words):
        prepare(make(), "Vorlage.docx")


def _same(_: str, content: bytes) -> bytes:
    return content


def _without_text(name: str, content: bytes) -> bytes | None:
    return None if name == "word/document.xml" else content


def test_margins_without_room_are_refused() -> None:
    def change(name: str, content: bytes) -> bytes:
        return re.sub(rb'w:left="\d+"', b'w:left="9000"', content) if name == "word/document.xml" else content

    with pytest.raises(UserError, match="keinen Platz für Text"):
        _prepared(_changed(change))


def test_the_check_quotes_what_to_mend() -> None:
    def change(name: str, content: bytes) -> bytes:
        if name.startswith("word/header"):
            return content.replace(b"{{ titel }}", b"{{ betrif }} {{ inhalt }} {% if x %} {{ offen")
        return content

    told = _words(_prepared(_changed(change)))
    assert "! Unbekannter Platzhalter {{ betrif }} im Absatz „{{ kommune }}" in told
    assert "! {{ inhalt }} steht in der Kopf- oder Fußzeile" in told
    assert "! Anweisungen {% … %} gibt es hier nicht" in told
    letter = _changed(lambda n, c: c.replace(b"{{ titel }}", b"{{ anschrift }}") if "header" in n else c)
    assert "gehört in eine Briefvorlage" in _words(_prepared(letter))
    loose = _changed(lambda n, c: c.replace(b"{{ titel }}", b"{{ titel") if "header" in n else c)
    assert "fehlt eine geschweifte Klammer" in _words(_prepared(loose))


def test_the_check_names_content_controls_changes_and_links() -> None:
    told = _words(_prepared(corpus.with_controls()))
    assert "! Ein Inhaltssteuerelement ist nicht ausgefüllt" in told
    assert "Text in einem Inhaltssteuerelement bleibt" in told
    assert "! Die Seiten der Vorlage sind nicht DIN A4 (21,6 × 27,9 cm)" in told
    assert "„Impressum unter dem Inhalt“" in told

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("word/header"):
            return content
        content = content.replace(b"r:embed=", b"r:link=")
        return content.replace(b"<w:r>", b'<w:ins w:id="1" w:author="x"><w:r>', 1).replace(
            b"</w:r>", b"</w:r></w:ins>", 1
        )

    told = _words(_prepared(_changed(change)))
    assert "nachverfolgte Änderungen" in told
    assert "nur verknüpft" in told


def test_pictures_in_the_dropped_text_are_named() -> None:
    document = docx.Document()
    document.add_paragraph().add_run().add_picture(BytesIO(samples.png()))
    assert "Text und Bilder der Vorlage werden nicht übernommen" in _words(_prepared(corpus.saved(document)))
