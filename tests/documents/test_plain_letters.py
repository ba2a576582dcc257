"""Letters on plain paper: one per recipient on pages of its own, address in the window, in Word and PDF."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import settings as rules_of_hypothesis
from hypothesis import strategies as st

from coordinator_app.documents.content import Heading, Letterhead, Paragraph, warnings_of
from coordinator_app.documents.layout import BODY_POINTS, text_width
from coordinator_app.documents.letter_opening import MOST_LINES, WINDOW_WIDTH, LetterOpening
from coordinator_app.documents.letters import LetterBody, Sender, fitted, letters
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.letters import Addressee
from tests.documents.rules import pdf_findings, word_findings

DAY = date(2026, 11, 10)
SENDER = Sender(
    letterhead=Letterhead(("Stadt Mühlwerda", "Kommunaler Präventionsrat", "Markt 1, 09899 Mühlwerda")),
    name="Stadt Mühlwerda",
    return_line="Stadt Mühlwerda · Markt 1 · 09899 Mühlwerda",
    contact="Julia Albrecht",
    phone="03799 200-0",
    email="praevention@muehlwerda.example",
)
WEBER = Addressee(
    name="Dr. Anna Weber",
    address=("Jugendhaus „Oase“", "Frau Dr. Anna Weber", "Lange Straße 7", "09899 Mühlwerda"),
    salutation="Sehr geehrte Frau Dr. Weber",
)
NOWHERE = Addressee(name="Kim Sander")
BODY = LetterBody(
    subject="Einladung zur Sitzung",
    blocks=(Paragraph("zur Sitzung lade ich Sie ein."), Heading(1, "Tagesordnung")),
    signatory="Cornelia Marschner",
    role="Leitung der Sitzung",
    enclosures=("Tagesordnung", "Konzept"),
    reference="32-KPR",
)


def words_in(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode("utf-8"))


def test_every_recipient_gets_a_letter_with_address_and_salutation() -> None:
    document = letters([WEBER, NOWHERE], BODY, SENDER, DAY, title="Einladungen")
    openings = [block for block in document.blocks if isinstance(block, LetterOpening)]
    assert openings[0].address == WEBER.address
    assert openings[0].facts == (
        ("Unser Zeichen", "32-KPR"),
        ("Bearbeitung", "Julia Albrecht"),
        ("Telefon", "03799 200-0"),
        ("E-Mail", "praevention@muehlwerda.example"),
        ("Datum", "10.\u00a0November 2026"),
    )
    assert openings[1].address == ("Kim Sander", "[Postanschrift fehlt]")
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "Sehr geehrte Frau Dr. Weber,"
    assert warnings_of(document) == ("Postanschrift fehlt: Kim Sander",)


def test_words_may_differ_from_person_to_person() -> None:
    def body(found: Addressee) -> LetterBody:
        return LetterBody(subject=f"An {found.name}", blocks=(Paragraph("Hallo"),), enclosures=("Liste",))

    document = letters([WEBER, NOWHERE], body, Sender(), DAY, title="Briefe")
    subjects = [block.subject for block in document.blocks if isinstance(block, LetterOpening)]
    assert subjects == ["An Dr. Anna Weber", "An Kim Sander"]
    assert "Anlage: " in words_in(render_word(document))


def test_nobody_to_write_to_is_said() -> None:
    document = letters([], BODY, SENDER, DAY, title="Briefe")
    assert document.blocks == (Paragraph("Niemand erhält diesen Brief."),)


def test_who_must_not_be_written_to_gets_no_letter() -> None:
    refused = Addressee(name="Lea Roth", problem="gesperrt", refused=True)
    document = letters([refused, WEBER], BODY, SENDER, DAY, title="Briefe")
    assert [block.address[1] for block in document.blocks if isinstance(block, LetterOpening)] == [
        "Frau Dr. Anna Weber"
    ]


def test_word_counts_pages_of_each_letter_anew() -> None:
    data = render_word(letters([WEBER, NOWHERE], BODY, SENDER, DAY, title="Einladungen"))
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
        footer = archive.read("word/footer.xml").decode("utf-8")
    assert xml.count('<w:pgNumType w:start="1"/>') == 2
    assert xml.count("<w:titlePg/>") == 2
    assert "NUMPAGES" not in footer
    assert xml.count('w:val="LetterSubject"') == 2
    assert "Title" not in xml


def test_pdf_has_a_page_of_its_own_for_each_letter() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(render_pdf(letters([WEBER, NOWHERE], BODY, SENDER, DAY, title="Einladungen")))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) == 2
    assert "Frau Dr. Anna Weber" in pages[0]
    assert "Kim Sander" in pages[1]
    assert all("Seite 1 von 1" in text.replace("\xa0", " ") for text in pages)


def test_address_stands_in_the_window_of_the_envelope() -> None:
    """DIN 5008, form B: below 45 mm and above 90 mm, right of 20 mm."""
    import pypdfium2

    page = pypdfium2.PdfDocument(render_pdf(letters([WEBER], BODY, SENDER, DAY, title="Einladungen")))[0]
    text = page.get_textpage()
    found = text.search("Lange Straße 7")
    position = found.get_next()
    assert position is not None
    left, bottom, _, top = text.get_charbox(position[0])
    height = page.get_height()
    millimetre = 72 / 25.4
    assert 20 < left / millimetre < 30
    assert 62 < (height - top) / millimetre < 90
    assert (height - bottom) / millimetre < 90


def test_long_addresses_are_broken_and_shortened_to_the_window() -> None:
    name = "Verein zur Förderung der kommunalen Kriminalprävention im ländlichen Raum " * 4
    lines = fitted((name, "Abteilung", "Herrn Y " + "Z" * 250, "Gasse 1", "01234 Ort\r\nBcc: x"))
    assert len(lines) == MOST_LINES
    assert lines[-1] == "01234 Ort Bcc: x"
    assert all(text_width(line, BODY_POINTS) <= WINDOW_WIDTH + 4 for line in lines)
    assert LetterOpening(subject="", address=lines).address_top < LetterOpening(subject="", address=()).address_top


@given(st.lists(st.text(max_size=300), max_size=12))
@rules_of_hypothesis(max_examples=50)
def test_any_address_fits(address: list[str]) -> None:
    lines = fitted(address)
    assert len(lines) <= MOST_LINES
    assert all(line.isprintable() for line in lines)


def test_files_keep_the_rules_of_documents(tmp_path: Path) -> None:
    hostile = Addressee(name="<&>\x00 “Böse” {{ x }}", address=("<&>\x00", "Z\u2028Y"), salutation="Hallo\r\nBcc: x@y")
    document = letters([WEBER, hostile], BODY, SENDER, DAY, title="Einladungen <&>")
    data = render_word(document)
    assert "&lt;&amp;&gt;" in words_in(data)
    plain = letters([WEBER, NOWHERE], BODY, SENDER, DAY, title="Einladungen")
    assert word_findings(render_word(plain)) == []
    assert pdf_findings(render_pdf(plain)) == []
    assert render_pdf(document).startswith(b"%PDF")


@pytest.mark.parametrize("count", [1, 60])
def test_many_letters_are_made_at_once(count: int) -> None:
    data = render_word(letters([WEBER] * count, BODY, SENDER, DAY, title="Einladungen"))
    assert words_in(data).count("Frau Dr. Anna Weber") == count


def test_first_page_of_every_letter_has_no_running_title() -> None:
    import pypdfium2

    long = LetterBody(subject="Betreff", blocks=tuple(Paragraph("Ein Absatz. " * 60) for _ in range(8)))
    data = render_pdf(letters([WEBER, NOWHERE], long, SENDER, DAY, title="Laufender Titel"))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert ["Laufender Titel" in text for text in pages] == [False, True, False, True]
    footers = [re.search(r"Seite\s(\d) von (\d)", text.replace("\xa0", " ")) for text in pages]
    assert [found.groups() for found in footers if found] == [("1", "2"), ("2", "2"), ("1", "2"), ("2", "2")]
