"""The papers of a site walk as content: what stands in them and what does not."""

from datetime import date

from coordinator_app.documents.content import BulletList, Document, Figure, Heading, Paragraph, Table
from coordinator_app.documents.site_walk_papers import BOXES, WalkFinding, WalkPaper, WalkPhoto, walk_form, walk_report
from coordinator_app.domain.site_walks import SiteWalk

WALK = SiteWalk(title="Bahnhof", walked_on=date(2026, 11, 5), place="Bahnhof", summary="Licht fehlt.")
FINDINGS = (
    WalkFinding(
        number=1,
        spot="Tunnel",
        feature="Beleuchtung",
        rating=5,
        text="dunkel",
        measure="Leuchten",
        responsible="Bauamt",
    ),
    WalkFinding(number=2, text="belebt", measure="so lassen"),
)


def paper(**values: object) -> WalkPaper:
    usual = {"walk": WALK, "findings": FINDINGS, "features": ("Beleuchtung", "Sicht"), "as_of": date(2026, 11, 9)}
    return WalkPaper(**{**usual, **values})  # pyright: ignore[reportArgumentType] # mixed values of a test


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_form_has_a_line_for_every_feature_and_room_for_findings() -> None:
    features, lines = (block for block in walk_form(paper()).blocks if isinstance(block, Table))
    assert [row[:2] for row in features.rows if isinstance(row, tuple)] == [("Beleuchtung", BOXES), ("Sicht", BOXES)]
    assert len(lines.rows) == 8
    assert lines.row_height > 0


def test_the_report_names_measures_means_and_pictures() -> None:
    photo = WalkPhoto(b"jpeg", "Ein dunkler Tunnel.", "Tunnel")
    report = walk_report(paper(means=(("Beleuchtung", 1, 5.0), ("", 1, 1.5)), photos=(photo,), kept_photos=1))
    assert headings(report) == ["Zusammenfassung", "Befunde", "Bewertung nach Merkmalen", "Maßnahmen", "Bilder"]
    (measures,) = (block for block in report.blocks if isinstance(block, BulletList))
    assert measures.items == ("Tunnel: Leuchten – Bauamt", "so lassen")
    assert [block.alt for block in report.blocks if isinstance(block, Figure)] == ["Ein dunkler Tunnel."]
    texts = [str(block.text) for block in report.blocks if isinstance(block, Paragraph)]
    assert "1 Bild ist nicht enthalten, weil Einwilligung oder Beschreibung fehlen." in texts


def test_a_report_without_summary_counts_the_bad_findings() -> None:
    report = walk_report(paper(walk=SiteWalk(title="Park")))
    texts = [str(block.text) for block in report.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "2 Befunde, davon 1 mit „eher schlecht“ oder „schlecht“ bewertet."
    assert "Bilder" not in headings(report)
