"""The record of returns and deletion: counts, rate, error rate, dates; gaps are marked."""

from datetime import date

from coordinator_app.documents.content import Document, Heading, Paragraph, Table
from coordinator_app.documents.return_record import return_record
from coordinator_app.domain.double_entry import EntryError
from coordinator_app.domain.response import Returns
from coordinator_app.domain.surveys import Survey

SURVEY = Survey(title="Bürgerbefragung", year=2026)
DAYS = ((date(2026, 5, 4), 3), (date(2026, 5, 6), 9))


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_record_counts_and_names_the_rate() -> None:
    returns = Returns(40, 10, paper=12, blank=1, self_selected=4, days=DAYS)
    record = return_record(SURVEY, returns, EntryError(200, 1, 0, 0.0001, 0.0275), "2 Bögen.", "Stadt Mühlwerda")
    assert headings(record) == ["Rücklauf", "Eingang nach Tagen", "Güte der Erfassung", "Vernichtung und Löschung"]
    counts, days = (block for block in record.blocks if isinstance(block, Table))
    assert counts.rows[0] == ("Bögen auf Papier, ausgewertet", 12)
    assert days.rows == ((date(2026, 5, 4), 3, 3), (date(2026, 5, 6), 9, 12))
    text = " ".join(str(block.text) for block in record.blocks if isinstance(block, Paragraph))
    assert "AAPOR RR6" in text
    assert "offenen Link" in text
    assert "5,0 (95-%-Bereich 0,1 bis 27,5" in text


def test_record_of_nothing_yet_says_what_is_missing() -> None:
    record = return_record(SURVEY, Returns(None, None), EntryError(0, 0), "", "Stadt Mühlwerda")
    assert "Eingang nach Tagen" not in headings(record)
    text = " ".join(str(block.text) for block in record.blocks if isinstance(block, Paragraph))
    assert "noch kein Bogen zweimal erfasst" in text
    odd = return_record(SURVEY, Returns(5, 9), EntryError(0, 0), "", "")
    assert any("mehr Briefe unzustellbar" in str(block) for block in odd.blocks)
