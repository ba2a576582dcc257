"""Minutes in all their forms: stored texts, what is public, marks, ballots, objections, extracts, comparison."""

from dataclasses import replace

import pytest

from coordinator_app.documents.content import Document, Heading, NumberedList, Run, Signatures, Table, walk
from coordinator_app.documents.margin_note import MarginNote
from coordinator_app.documents.minutes import ExtractOptions, MinutesOptions, minutes, minutes_extract
from coordinator_app.documents.minutes_comparison import ComparisonHead, minutes_comparison
from coordinator_app.documents.minutes_items import room_events
from coordinator_app.documents.minutes_public import public_content
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.minutes import MinutesType
from coordinator_app.domain.minutes_comparison import compare
from coordinator_app.domain.minutes_content import ApprovalContent, BreakContent, ItemContent, MinutesContent
from tests.documents.golden import matches_golden, word_lines
from tests.documents.minutes_samples import CONTENT, ITEMS, MANY, PEOPLE, at
from tests.documents.rules import pdf_findings, pdf_texts, word_findings

SECRETS = (
    "Quadratmeter",
    "Verhandlungen",
    "Einsatz",
    "Miete",
    "Vertrauliche",
    "Lagebild",
    "Mietvertrag",
    "Lagebericht",
)


def lines(document: Document) -> str:
    return "\n".join(word_lines(render_word(document))) + "\n"


def words(document: Document) -> str:
    """All words of the pages, with plain blanks."""
    return "\n".join(word_lines(render_word(document))).replace("\u00a0", " ")


RESULT = MinutesOptions(seal="Fassung 2 vom 01.12.2026, Prüfsumme 3f9a 12bc.")
COURSE = MinutesOptions(minutes_type=MinutesType.COURSE, marking="Entwurf")
PUBLIC = MinutesOptions(public=True)
SEPARATE = MinutesOptions(separate=True)
EXTRACT = ExtractOptions(seal="Fassung 1")
ALL = {
    "result": minutes(CONTENT, RESULT),
    "course": minutes(CONTENT, COURSE),
    "public": minutes(CONTENT, PUBLIC),
    "separate": minutes(CONTENT, SEPARATE),
    "extract": minutes_extract(CONTENT, 2, "2", EXTRACT),
    "extract_public": minutes_extract(CONTENT, 2, "2", replace(EXTRACT, public=True)),
}


@pytest.mark.parametrize("name", ALL)
def test_documents_are_as_stored(name: str) -> None:
    assert matches_golden(f"minutes_{name}.txt", lines(ALL[name]))


@pytest.mark.parametrize("name", ALL)
def test_documents_keep_the_rules(name: str) -> None:
    assert word_findings(render_word(ALL[name])) == []
    assert pdf_findings(render_pdf(ALL[name])) == []


def test_course_tells_more_than_the_result() -> None:
    result, course = words(ALL["result"]), words(ALL["course"])
    told = (
        "Frau Lorenz fragt nach der Reinigung.",
        "Berichterstattung: Koordinierungsstelle",
        "Anke Lorenz kommt um 17:12 Uhr.",
        "Torsten Seidel geht um 18:12 Uhr.",
        "Maren Roth (für Kathrin Vogel)",
        "Antrag: Koordinierungsstelle",
        "1. Abstimmung: ",
        "Die Sitzung ist unterbrochen: 17:42–17:52 Uhr (Lüften).",
    )
    for sentence in told:
        assert sentence in course
    for sentence in (*told[:4], *told[5:]):
        assert sentence not in result


@pytest.mark.parametrize("name", ["public", "extract_public"])
def test_nothing_secret_reaches_the_public(name: str) -> None:
    text = words(ALL[name]) + "".join(pdf_texts(render_pdf(ALL[name])))
    for secret in (*SECRETS, "nicht öffentlich:", "[nö]", "vertraulich"):
        assert secret not in text
    for person in PEOPLE:
        assert person.name.split()[-1] not in text
    assert "Der Treff soll im Frühjahr öffnen." in text


def test_public_extract_of_an_internal_item_says_only_that() -> None:
    document = minutes_extract(CONTENT, 4, "4", replace(EXTRACT, public=True))
    text = words(document)
    assert "wurde nicht öffentlich behandelt" in text
    assert "Lagebild" not in text
    assert "Lagebild" in words(minutes_extract(CONTENT, 4, "4", EXTRACT))


def test_public_content_keeps_numbers_and_drops_people() -> None:
    found = public_content(CONTENT)
    assert len(found.people) == len(PEOPLE)
    assert {person.name for person in found.people} == {""}
    assert [item.number for item in found.items] == ["", "1", "2", "3"]
    (resolution,) = found.items[2].resolutions
    assert (resolution.ballots, resolution.mover, resolution.earlier) == ((), "", ())
    assert [entry.title for entry in found.items[2].attachments] == ["Konzept „Offener Treff“"]
    assert found.items[1].approval == ApprovalContent(
        sentence="Die Niederschrift der Sitzung vom 10.09.2026 ist mit den übernommenen Einwendungen genehmigt."
    )
    assert "4 von 5 stimmberechtigten" in words(ALL["public"])


def test_wholly_internal_wording_takes_its_resolution_along() -> None:
    secret = replace(ITEMS[2].resolutions[0], wording="[nö] Nur intern.")
    content = replace(CONTENT, items=(replace(ITEMS[2], resolutions=(secret,)),))
    assert public_content(content).items[0].resolutions == ()


def test_margin_notes_stand_only_where_kinds_are_mixed() -> None:
    notes = [node for node in walk(ALL["result"]) if isinstance(node, MarginNote)]
    assert len(notes) == 5  # one paragraph and four items
    internal = replace(CONTENT, items=(ITEMS[5], replace(ITEMS[6])))
    assert [node for node in walk(minutes(internal, RESULT)) if isinstance(node, MarginNote)] == []


def test_internal_parts_stand_on_pages_of_their_own() -> None:
    pages = pdf_texts(render_pdf(ALL["separate"]))
    first = next(number for number, text in enumerate(pages) if "Nicht öffentlicher Teil" in text)
    assert first > 0
    for secret in ("Quadratmeter", "Vertrauliche", "Höhe der Miete", "Mietvertrags"):
        assert all(secret not in text for text in pages[:first])
        assert any(secret in text for text in pages[first:])
    headings = [node.label for node in walk(ALL["separate"]) if isinstance(node, Heading)]
    assert "Zu TOP 2" in headings
    public_only = replace(CONTENT, items=(ITEMS[1],))
    assert "Nicht öffentlicher Teil" not in words(minutes(public_only, SEPARATE))


def test_votes_by_name_are_a_table() -> None:
    tables = [node for node in walk(ALL["result"]) if isinstance(node, Table) and node.columns[0].label == "Stimme"]
    assert tables[0].rows == (
        ("Ja", 3, "Cornelia Marschner, Anke Lorenz, Maren Roth (für Kathrin Vogel)"),
        ("Nein", 1, "Torsten Seidel"),
    )
    assert tables[1].rows == (("Ja", 2, "Gewicht (2 Stimmen)"),)


def test_enclosures_are_numbered_lists() -> None:
    lists = [node.items for node in walk(ALL["result"]) if isinstance(node, NumberedList)]
    assert ("Konzept „Offener Treff“ (vom 02.11.2026)", "Entwurf des Mietvertrags (vertraulich)") in lists
    assert lists[-1][0] == "Präsentation"
    assert lists[-1][1] == "Konzept „Offener Treff“ (zu TOP 2)"


def test_extract_is_certified_or_signed() -> None:
    (certified,) = [node for node in walk(ALL["extract"]) if isinstance(node, Signatures)]
    assert certified.place == "Mühlwerda, den"
    plain = minutes_extract(CONTENT, 2, "2", replace(EXTRACT, certified=False))
    (signed,) = [node for node in walk(plain) if isinstance(node, Signatures)]
    assert [entry.role for entry in signed.entries] == ["Leitung der Sitzung", "Schriftführung", "Mitglied"]


def test_events_outside_all_items_are_left_to_the_list() -> None:
    assert room_events(replace(CONTENT, items=())) == {}
    late = replace(CONTENT, breaks=(), items=(ItemContent(number="1", begin=at(60)),))
    assert room_events(late) == {"1": ["Mirko Wagner geht um 18:02 Uhr.", "Torsten Seidel geht um 18:12 Uhr."]}
    assert room_events(MinutesContent(breaks=(BreakContent(),))) == {}


def test_comparison_shows_both_sides_marked() -> None:
    items = tuple(replace(item, outcome="Das Konzept wird sehr begrüßt.") if item.id == 2 else item for item in ITEMS)
    head = ComparisonHead(
        title=CONTENT.title, old="Fassung 1 vom 01.12.2026", new="aktueller Stand", reason="Schreibfehler"
    )
    document = minutes_comparison(head, compare(CONTENT, replace(CONTENT, items=items, place="Ratssaal")))
    assert matches_golden("minutes_comparison.txt", lines(document))
    runs = [node for node in walk(document) if isinstance(node, Run)]
    assert [run.text for run in runs if run.struck][1:] == ["Rathaus, "]
    assert [run.text for run in runs if run.inserted][1:] == ["sehr "]
    assert word_findings(render_word(document)) == []
    assert pdf_findings(render_pdf(document)) == []


def test_equal_versions_are_told_so() -> None:
    document = minutes_comparison(ComparisonHead(title="x", old="Fassung 1", new="Fassung 2"), ())
    assert "stimmen in allen Angaben überein" in words(document)


def test_long_meeting_keeps_all_its_items() -> None:
    """394 items with everything; how long they take stands in the benchmark table."""
    document = minutes(MANY, MinutesOptions())
    assert words(document).count("Der Treff soll im Frühjahr öffnen.") == 394
    assert "Seite 1 von" in pdf_texts(render_pdf(document))[0]
