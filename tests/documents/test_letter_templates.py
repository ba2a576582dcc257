"""The town's own letter template: what is taken, what is refused in words, how letters are filled in."""

import re
import runpy
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import (
    Alignment,
    Boxed,
    BulletList,
    GroupRow,
    Heading,
    KeyValues,
    LabelledItem,
    LabelledList,
    ListItem,
    Notice,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Table,
    TableColumn,
    missing,
)
from coordinator_app.documents.letter_filling import fill_letters, sample_letter
from coordinator_app.documents.letter_template import unlocked
from coordinator_app.documents.letter_text import plain_text
from coordinator_app.documents.letters import LetterBody, Sender
from coordinator_app.documents.template_check import check_template
from coordinator_app.domain.letters import Addressee
from tests.documents.rules import word_findings

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = (ROOT / "resources" / "templates" / "letter.docx").read_bytes()
DAY = date(2026, 11, 10)
SENDER = Sender(name="Stadt Mühlwerda", return_line="Stadt · Markt 1", town="Mühlwerda", office="Ordnungsamt")
WEBER = Addressee(
    name="Dr. Anna Weber",
    address=("Müller & Söhne <GmbH>", "Frau Dr. Anna Weber", "Lange Straße 7", "09899 Mühlwerda"),
    salutation="Sehr geehrte Frau Dr. Weber",
)
THIELE = Addressee(name="Max Thiele", address=("Herrn Max Thiele", "Gasse 1", "01234 Ort"))
BLOCKS = (
    Paragraph("zur Sitzung & mehr\nlade ich Sie ein."),
    Paragraph(("fett ", Run("betont", bold=True), Run("schräg", italic=True), missing("Ort")), Alignment.CENTER),
    Heading(1, "Tagesordnung", label="A"),
    BulletList(("ein Punkt", ListItem("mit Unterpunkt", ("tiefer",)))),
    NumberedList(("erstens", "zweitens"), start=3),
    KeyValues((("Tag", "Donnerstag"), ("Ort", missing("Ort")))),
    LabelledList((LabelledItem("TOP 1", "Eröffnung", "Bericht"), LabelledItem("TOP 2", "Treff"))),
    Boxed((Paragraph("Beschlossen."),), title="Beschluss"),
    Boxed((Paragraph("ohne Titel"),)),
    Notice("Hinweis", title="Achtung"),
    Notice("ohne Titel"),
    Table((TableColumn("Aufgabe"), TableColumn("Wer")), (GroupRow("Block"), ("Bericht", "Weber"))),
    Table((TableColumn("Leer"),), (), caption="Nichts"),
    Table((TableColumn("Summe"),), (("1",),), caption="Summen", totals=("2",)),
    PageBreak(),
)
BODY = LetterBody(subject="Einladung", blocks=BLOCKS, signatory="Cornelia Marschner", role="Leitung", enclosures=("A",))


def changed(part: str, old: str, new: str) -> bytes:
    """The example with a piece of one part replaced."""
    target = BytesIO()
    with ZipFile(BytesIO(EXAMPLE)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == part:
                text = data.decode("utf-8")
                assert old in text
                data = text.replace(old, new).encode("utf-8")
            copy.writestr(entry, data)
    return target.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    target = BytesIO(EXAMPLE)
    with ZipFile(target, "a") as archive:
        archive.writestr(name, data)
    return target.getvalue()


def in_text(old: str, new: str) -> bytes:
    return changed("word/document.xml", old, new)


def words(data: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read(part).decode("utf-8")
    xml = re.sub(r"<w:br/>", "\n", xml)
    xml = re.sub(r"<w:tab/>", "\t", xml)
    text = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml))
    return text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def fill(data: bytes, *people: Addressee, body: LetterBody = BODY) -> bytes:
    return fill_letters(data, people, body, SENDER, DAY, title="Einladungen", template="Bogen.docx")


def test_example_is_what_its_script_writes(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "make_letter_template.py"))
    script["write"](tmp_path / "letter.docx")
    assert (tmp_path / "letter.docx").read_bytes() == EXAMPLE


def test_example_has_nothing_to_complain_about() -> None:
    assert check_template(EXAMPLE, "letter.docx") == ()


def test_letters_are_filled_one_after_the_other() -> None:
    data = fill(EXAMPLE, WEBER, THIELE)
    text = words(data)
    assert "Müller & Söhne <GmbH>\nFrau Dr. Anna Weber\nLange Straße 7\n09899 Mühlwerda" in text
    assert "Sehr geehrte Frau Dr. Weber," in text
    assert "Sehr geehrte Damen und Herren," in text
    assert text.count("zur Sitzung & mehr\nlade ich Sie ein.") == 2
    assert "{{" not in text
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
        assert b"Einladungen" in archive.read("docProps/core.xml")
    assert xml.count('w:start="1"') >= 2
    assert xml.count("<w:sectPr") == 2
    ids = re.findall(r'<wp:docPr id="(\d+)"', xml)
    assert len(ids) == len(set(ids))


def test_files_filled_keep_the_rules_of_documents() -> None:
    assert word_findings(fill(EXAMPLE, WEBER, THIELE)) == []


def test_text_keeps_lists_and_tables() -> None:
    text = words(fill(EXAMPLE, WEBER)).replace("\u00a0", " ")
    for piece in (
        "–\tein Punkt",
        "–\ttiefer",
        "3.\terstens",
        "Tag\tDonnerstag",
        "TOP 1\tEröffnung\nBericht",
        "Beschluss",
    ):
        assert piece in text
    assert "[Ort fehlt]" in text
    assert "Keine Einträge." in text
    data = fill(EXAMPLE, WEBER)
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    assert "ReportTable" not in xml
    assert "TableText" not in xml
    assert xml.count("<w:tblHeader") == 2


def test_text_inside_a_line_and_in_capitals_is_plain() -> None:
    data = in_text(">{{ text }}<", ">Inhalt: {{ TEXT }}<")
    assert "Inhalt: zur Sitzung & mehr\nlade ich Sie ein." in words(fill(data, WEBER))


def test_empty_text_leaves_an_empty_line() -> None:
    assert "absatz" not in words(fill(EXAMPLE, WEBER, body=LetterBody(subject="S", blocks=())))


def test_unknown_placeholder_stays_visible_and_is_told() -> None:
    data = in_text("{{ anrede }}", "Hallo {{ anred }} und {{ kind.name }}!")
    notes = check_template(data, "Bogen.docx")
    told = next(note for note in notes if "{{ anred }}" in note)
    assert told.startswith("Unbekannter Platzhalter {{ anred }} im Absatz „Hallo {{ anred }} und {{ kind.name }}!“.")
    assert told.endswith("Meinten Sie {{ anrede }}?")
    assert any("{{ kind }}" in note for note in notes)
    text = words(fill(data, WEBER))
    assert "[Unbekannter Platzhalter: anred]" in text
    assert "[Unbekannter Platzhalter: " in text.partition("und ")[2]


def test_placeholders_split_by_word_are_understood() -> None:
    data = in_text("{{ betreff }}", '{{ be</w:t></w:r><w:r><w:t xml:space="preserve">treff }}')
    assert check_template(data, "x") == ()
    assert "Einladung" in words(fill(data, WEBER))


def test_missing_text_and_address_are_told() -> None:
    data = in_text("{{ text }}", "nichts")
    data_notes = check_template(data, "x")
    assert data_notes == ("Der Platzhalter {{ text }} fehlt: Der Brief hätte keinen Text.",)
    none = check_template(in_text("{{ anschrift }}", "An alle"), "x")
    assert none == ("Der Platzhalter {{ anschrift }} fehlt: Der Brief hätte kein Anschriftfeld.",)


def test_personal_words_in_a_header_are_never_of_the_wrong_person() -> None:
    data = changed("word/header.xml", "{{ kommune }}", "{{ kommune }} {{ name }}")
    assert "{{ name }} steht in der Kopf- oder Fußzeile" in check_template(data, "x")[0]
    both = fill(data, WEBER, THIELE)
    with ZipFile(BytesIO(both)) as archive:
        headers = "".join(words(both, name) for name in archive.namelist() if name.startswith("word/header"))
    assert "Weber" not in headers
    assert "[name: nur im Text möglich]" in headers
    alone = fill(data, WEBER)
    with ZipFile(BytesIO(alone)) as archive:
        headers = "".join(words(alone, name) for name in archive.namelist() if name.startswith("word/header"))
    assert "Stadt Mühlwerda Dr. Anna Weber" in headers


def test_empty_lines_at_the_end_leave_no_gap_but_those_above_the_text_stay() -> None:
    body = LetterBody(subject="S", blocks=(Paragraph("Text"),))
    data = fill_letters(EXAMPLE, [WEBER], body, Sender(name="Stadt"), DAY, title="T", template="x")
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    whole = re.findall(r"<w:p[ >].*?</w:p>", xml)
    assert len(whole) == 13  # of 16: no name, function, enclosures
    assert any('w:after="3651"' in paragraph for paragraph in whole)  # holds the subject in its place
    inside = in_text("{{ anlagen }}</w:t></w:r></w:p>", "x</w:t></w:r></w:p>" + _cell("{{ anlagen }}"))
    assert "absatz" not in words(fill_letters(inside, [WEBER], body, Sender(), DAY, title="T", template="x"))


def _cell(text: str) -> str:
    cell = f'<w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>'


def test_loops_and_conditions_work_inside_the_sandbox() -> None:
    data = in_text("{{ betreff }}", "{% if zeichen %}Zeichen {{ zeichen }}{% else %}{{ betreff|upper }}{% endif %}")
    assert check_template(data, "x") == ()
    assert "EINLADUNG" in words(fill(data, WEBER))


@pytest.mark.parametrize(
    ("old", "new", "quoted"),
    [
        ("{{ betreff }}", "Betreff {{ betreff", "Betreff {{ betreff"),
        ("{{ betreff }}", "Betreff betreff }}", "Betreff betreff }}"),
        ("{{ betreff }}", "{{ mein betreff }}", "{{ mein betreff }}"),
        ("{{ betreff }}", "{% for x in liste %}{{ x }}", "{% for x in liste %}{{ x }}"),
        ("{{ betreff }}", "{% wenn x %}", "{% wenn x %}"),
        ("{{ betreff }}", "{% endfor %}", "{% endfor %}"),
    ],
)
def test_faulty_placeholders_are_refused_with_their_paragraph(old: str, new: str, quoted: str) -> None:
    with pytest.raises(UserError) as caught:
        check_template(in_text(old, new), "Bogen.docx")
    assert quoted in caught.value.text
    assert "Bogen.docx" in caught.value.text
    assert caught.value.help_topic == "briefe"


@pytest.mark.parametrize("expression", ["{{ 1 // 0 }}", "{% include 'x' %}", "{{ name + 1 }}"])
def test_what_fails_while_filling_is_one_sentence(expression: str) -> None:
    with pytest.raises(UserError, match=r"Bogen\.docx"):
        fill(in_text("{{ betreff }}", expression), WEBER)


@pytest.mark.parametrize(
    "expression", ["{{ name.__class__.__mro__ }}", "{{ cycler.__init__ }}", "{{ self._TemplateReference__context }}"]
)
def test_nothing_reaches_out_of_the_sandbox(expression: str) -> None:
    try:
        text = words(fill(in_text("{{ betreff }}", expression), WEBER))
    except UserError as error:
        text = error.text
    assert "Bogen.docx" in text or "Unbekannter Platzhalter" in text
    assert "<class" not in text


@pytest.mark.parametrize(
    ("data", "words_"),
    [
        (b"", "beschädigt oder keine Word-Datei"),
        (b"{\\rtf1}", "ist eine RTF-Datei"),
        (b"%PDF-1.7", "ist eine PDF-Datei"),
        (
            in_text(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
            "Strict Open XML",
        ),
        (EXAMPLE[: len(EXAMPLE) // 2], "beschädigt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mit einem Kennwort geschützt oder eine alte Word-Datei"),
        (with_part("word/vbaProject.bin", b"x"), "enthält Makros"),
        (with_part("mimetype", b"application/vnd.oasis.opendocument.text"), "LibreOffice-Dokument"),
        (
            changed("word/settings.xml", "<w:zoom", '<w:documentProtection w:edit="forms" w:enforcement="1"/><w:zoom'),
            "gegen Bearbeitung geschützt",
        ),
        (changed("word/document.xml", "<w:body>", "<w:body"), "beschädigt"),
        (changed("word/document.xml", "<w:document", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document"), "beschädigt"),
    ],
)
def test_unusable_files_are_refused_in_words(data: bytes, words_: str) -> None:
    with pytest.raises(UserError) as caught:
        check_template(data, "Bogen.docx")
    assert words_ in caught.value.text
    assert "„Bogen.docx“" in caught.value.text


def test_a_zip_of_something_else_is_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "b")
    with pytest.raises(UserError, match="ist keine Word-Datei"):
        check_template(path.read_bytes(), "x.docx")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator_app.documents.letter_template.LARGEST_UNPACKED", 1000)
    with pytest.raises(UserError, match="zu groß"):
        check_template(EXAMPLE, "x.docx")


def test_word_templates_are_taken_as_documents() -> None:
    data = changed("[Content_Types].xml", "document.main+xml", "template.main+xml")
    assert b"template.main" not in ZipFile(BytesIO(unlocked(data, "x.dotx"))).read("[Content_Types].xml")
    assert "Sehr geehrte Frau Dr. Weber," in words(fill(data, WEBER))


def test_protection_that_is_off_does_not_matter() -> None:
    data = changed("word/settings.xml", "<w:zoom", '<w:documentProtection w:edit="forms" w:enforcement="0"/><w:zoom')
    assert unlocked(data, "x") == data


def test_a_template_ending_in_a_table_or_without_section_still_gives_letters() -> None:
    table = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:sectPr>'
    )
    assert words(fill(in_text("<w:sectPr>", table), WEBER, THIELE)).count("Einladung") == 2
    with ZipFile(BytesIO(EXAMPLE)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    section = re.search(r"<w:sectPr>.*</w:sectPr>", xml)
    assert section is not None
    marked = in_text("<w:p>", '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:p>')
    result = fill(marked, WEBER, THIELE)
    with ZipFile(BytesIO(result)) as archive:
        made = archive.read("word/document.xml").decode("utf-8")
    first, _, second = made.partition("<w:sectPr")
    assert "bookmarkStart" in first
    assert "bookmarkStart" not in second


def test_who_must_not_be_written_to_gets_no_letter() -> None:
    refused = Addressee(name="Lea Roth", refused=True)
    assert "Roth" not in words(fill(EXAMPLE, refused, WEBER))
    with pytest.raises(UserError, match="angeschrieben werden darf"):
        fill(EXAMPLE, refused)


def test_a_long_address_keeps_street_and_town_in_the_window() -> None:
    long = Addressee(name="V", address=("Verein zur Förderung " * 20, "Abteilung", "Gasse 1", "01234 Ort"))
    lines = words(fill(EXAMPLE, long)).partition("Stadt · Markt 1\n")[2].partition("Unser Zeichen")[0].splitlines()
    assert len(lines) == 6
    assert lines[-2:] == ["Gasse 1", "01234 Ort"]


def test_a_letter_without_address_says_so() -> None:
    assert "[Postanschrift fehlt]" in words(fill(EXAMPLE, Addressee(name="Kim Sander")))


def test_test_letter_uses_every_placeholder() -> None:
    found, body = sample_letter()
    text = words(fill_letters(EXAMPLE, [found], body, SENDER, DAY, title="Testbrief", template="x"))
    assert "dies ist ein Testbrief" in text
    assert "Frau Dr. Anna Muster" in text


def test_blocks_as_plain_text() -> None:
    text = plain_text(BLOCKS)
    assert text.startswith("zur Sitzung & mehr\nlade ich Sie ein.\n\nfett betont")
    for piece in ("A Tagesordnung", "- ein Punkt\n- mit Unterpunkt", "Tag: Donnerstag", "TOP 1  Eröffnung (Bericht)"):
        assert piece in text
    assert "Block\n- Bericht; Weber" in text
    assert "Keine Einträge." in text
