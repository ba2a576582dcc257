"""Long documents: numbers of headings, footnotes, lists of figures and tables, progress and cancelling."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from threading import Event, Timer
from time import perf_counter, sleep

import pypdfium2
import pytest
from lxml import etree

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Contents,
    Document,
    Figure,
    FigureList,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Section,
    Table,
    TableColumn,
    TableList,
    footnote,
    plain,
)
from coordinator_app.documents.outline import Listed, captions_of, headings_of
from coordinator_app.documents.typeset import find_places, render_pdf
from coordinator_app.documents.typeset_compile import Running
from coordinator_app.documents.word import render_word
from tests.documents import samples
from tests.documents.rules import pdf_findings, pdf_texts, word_findings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = "Ein Satz über die Lage am Bahnhof und in der Neustadt. " * 30
REPORT = Document(
    title="Bericht",
    title_page=True,
    numbered=True,
    blocks=(
        PageBreak(),
        Contents(2, "Inhalt"),
        FigureList(),
        TableList(),
        PageBreak(),
        Heading(1, "Vorwort", numbered=False),
        Heading(2, "An alle"),
        Heading(1, "Lage"),
        Paragraph(("Es waren 812 Fälle", footnote("Kriminalstatistik <2025> & mehr"), ".")),
        Heading(2, "Bahnhof"),
        Paragraph(LONG),
        samples.Chart(samples.chart(samples.ChartKind.BAR)),
        Heading(3, "Tunnel"),
        BulletList((("Punkt", footnote("Eigene Zählung")),)),
        Heading(2, "Neustadt"),
        Table((TableColumn("Maßnahme"),), ((("läuft", footnote("Beschluss 7")),),), caption="Maßnahmen"),
        Heading(1, "Ausblick"),
        Heading(2, "Nächstes Jahr"),
        Heading(1, "Zahlen", label="Anhang A"),
        Heading(2, "Ohne Nummer"),
        Section((Heading(1, "Quer", label="Anhang B"), replace(samples.SIGN_IN, caption="Quer"))),
    ),
)


def parts(document: Document) -> dict[str, etree._Element]:
    with zipfile.ZipFile(BytesIO(render_word(document))) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}


def words(node: etree._Element) -> str:
    return "".join(part.text or "" for part in node.iter(f"{W}t"))


# --- Numbers ----------------------------------------------------------------------------------------------


def test_headings_are_counted_by_level() -> None:
    assert [number for number, _ in headings_of(REPORT)] == ["", "", "1", "1.1", "1.1.1", "1.2", "2", "2.1", "", "", ""]
    assert {number for number, _ in headings_of(replace(REPORT, numbered=False))} == {""}
    deep = Document(title="x", numbered=True, blocks=(Heading(1, "a"), Heading(4, "b"), Heading(2, "c")))
    assert [number for number, _ in headings_of(deep)] == ["1", "", "1.1"]


def test_word_counts_the_headings_itself() -> None:
    made = parts(REPORT)
    styles = {style.get(f"{W}styleId"): style for style in made["word/styles.xml"].iter(f"{W}style")}
    bound = [styles[f"Heading{level}"].find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for level in (1, 2, 3)]
    assert len(set(bound)) == 1
    numbering = made["word/numbering.xml"]
    used = next(node for node in numbering.findall(f"{W}num") if node.get(f"{W}numId") == bound[0])
    key = used.find(f"{W}abstractNumId").get(f"{W}val")
    levels = next(n for n in numbering.findall(f"{W}abstractNum") if n.get(f"{W}abstractNumId") == key)
    texts = [level.find(f"{W}lvlText").get(f"{W}val") for level in levels.findall(f"{W}lvl")]
    assert texts == ["%1", "%1.%2", "%1.%2.%3"]
    heads = [p for p in made["word/document.xml"].iter(f"{W}p") if _style(p).startswith("Heading")]
    assert [words(p) for p in heads][:4] == ["Vorwort", "An alle", "Lage", "Bahnhof"]
    silent = {words(p): p.find(f"{W}pPr/{W}numPr") is not None for p in heads}
    assert [name for name, without in silent.items() if without] == [
        "Vorwort",
        "An alle",
        "Anhang A\u2002Zahlen",
        "Ohne Nummer",
        "Anhang B\u2002Quer",
    ]


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val") if found is not None else ""


def test_pdf_shows_the_same_numbers_and_has_bookmarks() -> None:
    pdf = render_pdf(REPORT)
    assert pdf_findings(pdf) == []
    text = "\n".join(pdf_texts(pdf)[2:])
    for line in ("1 Lage", "1.1 Bahnhof", "1.1.1 Tunnel", "2.1 Nächstes Jahr", "Anhang A"):
        assert line in text
    found = pypdfium2.PdfDocument(pdf)
    titles = [entry.get_title() for entry in found.get_toc()]
    found.close()
    assert titles[:6] == ["Bericht", "Inhalt", "Abbildungen", "Tabellen", "Vorwort", "An alle"]
    assert "1.1 Bahnhof" in titles


# --- Footnotes --------------------------------------------------------------------------------------------


def test_footnotes_stand_at_the_foot_of_the_page() -> None:
    made = parts(REPORT)
    notes = made["word/footnotes.xml"].findall(f"{W}footnote")
    assert [words(note) for note in notes] == [
        "",
        "",
        " Kriminalstatistik <2025> & mehr",
        " Eigene Zählung",
        " Beschluss 7",
    ]
    marks = [mark.get(f"{W}id") for mark in made["word/document.xml"].iter(f"{W}footnoteReference")]
    assert marks == ["1", "2", "3"]
    assert len(made["word/settings.xml"].findall(f"{W}footnotePr/{W}footnote")) == 2
    page = next(text for text in pdf_texts(render_pdf(REPORT)) if "812 Fälle" in text)
    assert page.rindex("Kriminalstatistik <2025> & mehr") > page.index("1.1 Bahnhof")


def test_files_without_footnotes_have_no_part_for_them() -> None:
    assert "word/footnotes.xml" not in parts(samples.minutes(1))


def test_a_note_does_not_change_the_words() -> None:
    assert plain(("Zahl", footnote("Quelle"))) == "Zahl"
    assert footnote("Quelle") == Run("", note="Quelle")


# --- Lists ------------------------------------------------------------------------------------------------


def test_lists_name_captions_with_the_pages_of_the_pdf() -> None:
    places = find_places(REPORT).result(None, "")
    pages = [text.replace("\u00a0", " ") for text in pdf_texts(render_pdf(REPORT))]
    for (number, heading), page in zip(headings_of(REPORT), places.headings, strict=True):
        assert f"{number} {heading.text}".strip() in pages[page - 1]
    for kind, known in ((Listed.FIGURE, places.figures), (Listed.TABLE, places.tables)):
        found = enumerate(zip(captions_of(REPORT, kind), known, strict=True), 1)
        for count, (caption, page) in found:
            assert f"{kind.value} {count}: {caption}" in pages[page - 1]
            line = next(line for line in pages[1].splitlines() if line.startswith(f"{kind.value} {count}"))
            assert caption in line
            assert line.strip().endswith(str(page))


def test_word_lists_are_filled_fields_that_lead_to_their_marks() -> None:
    assert word_findings(render_word(REPORT)) == []
    root = parts(REPORT)["word/document.xml"]
    codes = [(node.text or "").strip() for node in root.iter(f"{W}instrText")]
    assert [code for code in codes if code.startswith("TOC")] == [
        'TOC \\o "1-2" \\h \\z \\u',
        'TOC \\h \\z \\c "Abbildung"',
        'TOC \\h \\z \\c "Tabelle"',
    ]
    targets = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(targets) == len(set(targets)) == 11 + 1 + 2
    links = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    assert set(links) < set(targets)
    lines = {_style(p): words(p) for p in root.iter(f"{W}p") if _style(p).startswith(("TOC", "Tableof"))}
    assert set(lines) == {"TOCHeading", "TOC1", "TOC2", "TableofFigures"}


@pytest.mark.parametrize("made", [render_word, render_pdf])
def test_lists_without_entries_vanish(made: Callable[[Document], bytes]) -> None:
    bare = Document(title="Leer", blocks=(Contents(2), FigureList(), TableList(), Paragraph("Wort")))
    data = made(bare)
    text = pdf_texts(data)[0] if made is render_pdf else "".join(words(part) for part in parts(bare).values())
    assert "Abbildungen" not in text
    assert "Wort" in text


def test_pictures_with_captions_are_listed_and_those_without_are_not() -> None:
    blocks: tuple[Block, ...] = (
        FigureList(""),
        PageBreak(),
        Figure(samples.png(), "Wappen der Stadt", width=0.2),
        Figure(samples.png(), "Wappen der Stadt", caption="Wappen", width=0.2),
        Table((TableColumn("a"),), (), caption="Leer"),
    )
    document = Document(title="x", blocks=blocks)
    assert captions_of(document, Listed.FIGURE) == ["Wappen"]
    assert captions_of(document, Listed.TABLE) == []
    assert find_places(document).result(None, "").figures == (2,)


# --- Progress and cancelling --------------------------------------------------------------------------------


@pytest.mark.parametrize("render", [render_word, render_pdf])
def test_progress_is_told_and_nothing_changes(render: Callable[..., bytes]) -> None:
    told: list[tuple[int, int, str]] = []
    data = render(REPORT, JobContext(lambda done, total, text: told.append((done, total, text))))
    assert data == render(REPORT)
    counts = [done for done, total, _ in told if total]
    assert counts == sorted(counts)
    assert {text for *_, text in told} > {told[0][2]}


@pytest.mark.parametrize("render", [render_word, render_pdf])
def test_cancelled_documents_are_given_up(render: Callable[..., bytes]) -> None:
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        render(REPORT, context)


def test_cancelling_does_not_wait_for_what_cannot_be_stopped() -> None:
    release, context = Event(), JobContext()
    running = Running(lambda: release.wait(5))
    Timer(0.1, context.cancel).start()
    start = perf_counter()
    with pytest.raises(Cancelled):
        running.result(context, "wird gesetzt")
    assert perf_counter() - start < 0.5
    release.set()


def test_running_work_gives_its_result_or_its_error() -> None:
    def broken() -> int:
        raise ValueError("kaputt")

    assert Running(lambda: sleep(0.12) or 7).result(JobContext(), "") == 7
    with pytest.raises(ValueError, match="kaputt"):
        Running(broken).result(JobContext(), "")


class PanicException(BaseException):
    """As Typst's own: none of Python's exceptions."""


def test_when_typesetting_breaks_word_comes_without_pages_and_pdf_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    class Broken:
        def __init__(self, *_arguments: object, **_named: object) -> None:
            raise PanicException("range start index 1 out of range")

    monkeypatch.setattr(typst, "Compiler", Broken)
    document = Document(title="Bericht", blocks=(Contents(), Heading(1, "Lage"), Paragraph("Die Lage ist gut.")))
    with pytest.raises(UserError, match="als Word-Datei"):
        render_pdf(document)
    assert "Die Lage ist gut." in words(parts(document)["word/document.xml"])
