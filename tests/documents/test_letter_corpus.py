"""Letters on templates as towns have them: right letters or a German sentence; what the check says about them."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import Paragraph
from coordinator_app.documents.letters import LetterBody
from coordinator_app.documents.template_check import check_template
from coordinator_app.documents.template_filling import try_out
from coordinator_app.domain.letter_templates import TemplatePurpose
from tests.documents import letter_corpus, template_corpus
from tests.documents.letter_corpus import GOOD, control, lines, with_body
from tests.documents.rules import word_findings
from tests.documents.test_letter_templates import BODY, THIELE, WEBER, fill, words

PLAIN = LetterBody(subject="S", blocks=(Paragraph("T"),))


@pytest.fixture(scope="module")
def base() -> bytes:
    return letter_corpus.letters_on(template_corpus.from_word)()


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD.keys())
def test_letters_on_every_template_are_whole_and_valid(make: Callable[[], bytes]) -> None:
    template = make()
    made = fill(template, WEBER, THIELE)
    text = words(made)
    assert "Müller & Söhne <GmbH>\nFrau Dr. Anna Weber\nLange Straße 7\n09899 Mühlwerda" in text
    assert text.count("zur Sitzung & mehr\nlade ich Sie ein.") == 2
    assert "Sehr geehrte Frau Dr. Weber," in text
    assert "{" not in text
    assert "Unbekannter" not in text
    with ZipFile(BytesIO(made)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
    if len(template) < 1_000_000:
        assert [found for found in word_findings(made) if not _of_the_town(found)] == []


def _of_the_town(finding: str) -> bool:
    """What the town's own file is: its tables have no heads, one without styles lacks the parts beside them."""
    return finding.startswith(("a row may split", "table without header row")) or (
        "required relationship type" in finding or "referenced but not defined in styles.xml" in finding
    )


@pytest.mark.parametrize("name", [name for name in GOOD if name not in ("controls", "huge")])
def test_good_templates_have_nothing_to_complain_about(name: str) -> None:
    assert check_template(GOOD[name](), "Bogen.docx") == ()


def test_content_controls_are_told_and_dissolved() -> None:
    data = letter_corpus.with_controls()
    notes = check_template(data, "Bogen.docx")
    assert "Im Absatz „{{ betreff }}“ steht ein Platzhalter in einem Inhaltssteuerelement." in notes[0]
    assert "„Klicken Sie hier, um Text einzugeben.“ ist leer" in notes[-1]
    with ZipFile(BytesIO(fill(data, WEBER))) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    assert xml.count("<w:sdt>") == 1
    assert "dataBinding" not in xml


def test_hints_of_controls_lose_their_grey() -> None:
    grey = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{{ anrede }}</w:t></w:r>'
    body = f"<w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{grey}</w:sdtContent></w:sdt></w:p>"
    data = with_body(letter_corpus.letterhead(), lines("{{ anschrift }}", "{{ text }}") + body)
    with ZipFile(BytesIO(fill(data, WEBER))) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    assert "Sehr geehrte Frau Dr. Weber," in xml
    assert "PlaceholderText" not in xml


def test_a_form_to_send_back_follows_the_letter(base: bytes) -> None:
    body = LetterBody(subject="S", blocks=(Paragraph("T"),), appendix=(Paragraph("Ich komme."),))
    text = words(fill(base, WEBER, THIELE, body=body))
    first, second = text.split("Ich komme.")[:2]
    assert "Mit freundlichen Grüßen" in first
    assert "Herrn Max Thiele" in second


def test_what_only_breaks_while_filling_is_found_before() -> None:
    link = '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{% if zeichen %}x</w:t></w:r></w:hyperlink>'
    data = with_body(letter_corpus.letterhead(), f"{link}<w:r><w:t>y{{% endif %}}</w:t></w:r></w:p>")
    check_template(data, "Bogen.docx")
    with pytest.raises(UserError) as caught:
        try_out(data, "Bogen.docx", TemplatePurpose.LETTER)
    assert "Absatz „{% if zeichen %}xy{% endif %}“: so lässt sich die Vorlage nicht ausfüllen" in caught.value.text


def test_rows_of_a_table_are_repeated() -> None:
    body = LetterBody(subject="S", blocks=(Paragraph("T"),), enclosures=("Plan", "Liste"))
    text = words(fill(letter_corpus.in_a_table(), WEBER, body=body))
    assert "1. Plan\n2. Liste" in text.replace("\n\n", "\n")
    assert "Anlage" in words(fill(letter_corpus.in_a_table(), WEBER, body=PLAIN))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (template_corpus.protected, "gegen Bearbeitung geschützt"),
        (template_corpus.damaged, "beschädigt"),
        (lambda: with_body(template_corpus.from_word(), lines("x" * 5_000_001)), "zu viel Text"),
    ],
)
def test_unusable_templates_are_refused_in_words(make: Callable[[], bytes], told: str) -> None:
    data = make()
    for work in (lambda: check_template(data, "Bogen.docx"), lambda: fill(data, WEBER)):
        with pytest.raises(UserError, match=told):
            work()


CELL = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{}</w:tbl>'
ROW = '<w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>{}</w:tc></w:tr>'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (lines("Hallo {{ anrede"), "Absatz „Hallo {{ anrede“: hier fehlt eine geschweifte Klammer"),
        (lines("{{ an", "rede }}"), "in einem einzigen Absatz"),
        (lines("{% if name %}Ja"), "Absatz „{% if name %}Ja“: die Anweisung {% if … %} hat kein Ende"),
        (lines("Ja{% endif %}"), "Absatz „Ja{% endif %}“: zu {% endif %} fehlt der Anfang"),
        (lines("{% if name %}", "{% endfor %}"), "{% endfor %} passt nicht zu {% if … %}"),
        (lines("{% else %}"), "zu {% else %} fehlt der Anfang"),
        (lines("{%tr for x in anlagenliste %}", "{%tr endfor %}"), "hier steht keine Tabelle"),
        (lines("{% if name %}") + CELL.format(ROW.format(lines("{% endif %}"))), "steht an anderer Stelle als"),
        (
            CELL.format(ROW.format(lines("{%tr for x in anlagenliste %}")) + ROW.format(lines("{% endfor %}"))),
            "für ganze Zeilen schreiben Sie beide mit „tr“",
        ),
        (lines("{% for x in liste %}{% endfor %}"), "in dieser Vorlage gibt es: anlagenliste"),
        (lines("{{ name.upper() }}"), "{{ name.upper() }} geht nicht: Aufrufe mit runden Klammern"),
        (lines("{{ name + 1 }}"), "rechnen lässt sich in Vorlagen nicht"),
        (lines("{% set x = 1 %}"), "Absatz „{% set x = 1 %}“: {% set %} ist in Vorlagen nicht möglich"),
    ],
)
def test_the_check_quotes_the_paragraph_that_is_wrong(base: bytes, body: str, told: str) -> None:
    with pytest.raises(UserError) as caught:
        check_template(with_body(base, body), "Bogen.docx")
    assert caught.value.text.startswith("Fehler in der Vorlage „Bogen.docx“.")
    assert told in caught.value.text


FIELD = (
    '<w:p><w:r><w:t xml:space="preserve">An </w:t></w:r><w:fldSimple w:instr=" MERGEFIELD &quot;Nachname&quot; ">'
    "<w:r><w:t>«Nachname»</w:t></w:r></w:fldSimple></w:p>"
)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            lines("{{ anred }}"),
            "Unbekannter Platzhalter {{ anred }} im Absatz „{{ anred }}“. Meinten Sie {{ anrede }}?",
        ),
        (FIELD, "Seriendruckfeld «Nachname» im Absatz „An «Nachname»“"),
        (control("{{ name }}"), "in einem Inhaltssteuerelement"),
    ],
)
def test_the_check_tells_what_looks_odd(base: bytes, body: str, told: str) -> None:
    notes = check_template(with_body(base, lines("{{ text }}{{ anschrift }}") + body), "Bogen.docx")
    assert any(told in note for note in notes)
    assert len(notes) == 1


def test_a_placeholder_in_a_footnote_is_told(base: bytes) -> None:
    note = f'<w:footnotes xmlns:w="{NAMESPACE}"><w:footnote w:id="2">{lines("{{ name }}")}</w:footnote></w:footnotes>'
    data = template_corpus.rewritten(base, lambda _, content: content, word__footnotes=note.encode())
    assert "steht ein Platzhalter in einer Fußnote" in check_template(data, "Bogen.docx")[0]


NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_properties_are_those_of_the_letters_not_of_the_template(base: bytes) -> None:
    with ZipFile(BytesIO(fill(base, WEBER, body=BODY))) as archive:
        core = archive.read("docProps/core.xml").decode("utf-8")
    assert "Einladungen" in core
    assert "Stadt Mühlwerda" in core
    assert "de-DE" in core
    assert "python-docx" not in core
