"""Bedarfsblatt and Bedarfsregister: everything known of a need is said, what is missing too."""

from dataclasses import replace
from datetime import date

from coordinator_app.documents.content import Document, Heading, KeyValues, Paragraph, Table, plain, walk, warnings_of
from coordinator_app.documents.need_sheets import Frame, NeedSheet, OfferLine, build_register, build_sheet
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.need_offers import Coverage, Factor
from coordinator_app.domain.needs import Direction, Evidence, Need, NeedKind, NeedStatus, NeedStep

FRAME = Frame("Mühlwerda", date(2026, 11, 9), None)
FULL = NeedSheet(
    need=Need(
        number="B-001",
        title="Treffpunkt fehlt",
        description="Jugendliche treffen sich am Vorplatz.\n\n- abends\n- am Wochenende",
        status=NeedStatus.IN_PROGRESS,
        place="Vorplatz",
        causes="Jugendhaus schließt früh.",
    ),
    field="Kinder- und Jugendkriminalität",
    offence="Ordnungsstörungen und Lärm",
    areas=("Bahnhofsviertel",),
    places=("Bahnhof",),
    groups=("Jugendliche",),
    responsible="Jugendamt",
    rank="Rang 2",
    evidence=(
        ("Befragung", Evidence(statement="Jede Zweite wünscht sich einen.", source="Frage 12")),
        ("Presse", Evidence(statement="Es ist ruhig.", direction=Direction.CONTRADICTS)),
    ),
    kinds=1,
    factors=(Factor(text="Dunkle Ecken", importance=4),),
    offers=(OfferLine("Streetwork", "läuft", Coverage.PARTIAL, "nur freitags"), OfferLine("Treff", "Idee", None, "")),
    coverage=Coverage.PARTIAL,
    gap="",
    steps=(NeedStep(new_status=NeedStatus.CHECKED, moved_on=date(2026, 5, 4), reason="Begehung"),),
    next_step="Umsetzen und messen.",
)
BARE = replace(
    FULL,
    need=Need(title="Lärm"),
    field="",
    evidence=(),
    factors=(),
    offers=(),
    steps=(),
    coverage=Coverage.NONE,
    gap="kein Projekt oder Angebot verknüpft",
    next_step="",
)


def words(made: Document) -> str:
    found = [plain(node.text) for node in walk(made.blocks) if isinstance(node, Paragraph | Heading)]
    found += [plain(value) for node in walk(made.blocks) if isinstance(node, KeyValues) for _, value in node.pairs]
    return "\n".join(found)


def tables(made: Document) -> list[Table]:
    return [node for node in walk(made.blocks) if isinstance(node, Table)]


def test_sheet_says_everything_known() -> None:
    made = build_sheet(FULL, FRAME)
    text = words(made)
    for part in (
        "Phase\u00a03 von 4: Handeln",
        "Bahnhof, Vorplatz",
        "Rang 2",
        "teilweise gedeckt",
        "Nächster\u00a0Schritt",
    ):
        assert part in text
    evidence, factors, offers, course = tables(made)
    assert [row[-1] for row in evidence.rows] == ["mittel", "dagegen"]
    assert factors.rows[0][-1] == "Vermutung"
    assert [row[2] for row in offers.rows] == ["teilweise", "nicht beurteilt"]
    assert course.rows == ((date(2026, 5, 4), "geprüft", "Begehung"),)
    assert warnings_of(made) == ()
    assert render_pdf(made).startswith(b"%PDF")
    assert render_word(made).startswith(b"PK")


def test_sheet_of_a_bare_need_names_what_is_missing() -> None:
    made = build_sheet(BARE, FRAME)
    text = words(made)
    assert "noch keinen Beleg" in text
    assert "nicht gedeckt: kein Projekt oder Angebot verknüpft." in text
    assert "nicht geändert" in text
    assert warnings_of(made) == ("Handlungsfeld fehlt",)


def test_register_stands_by_field_and_counts() -> None:
    full = replace(FULL, coverage=Coverage.FULL, kinds=2)
    strength = replace(BARE, need=Need(title="Vereine", need_kind=NeedKind.STRENGTH))
    made = build_register([full, BARE, strength], FRAME, narrowed="offene Bedarfe")
    heads = [node.text for node in walk(made.blocks) if isinstance(node, Heading) and node.level < 3]
    assert heads == ["Kinder- und Jugendkriminalität", "Treffpunkt fehlt", "Ohne Handlungsfeld", "Lärm", "Vereine"]
    assert [row[-1] for row in tables(made)[0].rows] == ["voll", "gar nicht", None]
    assert "1 davon mit mindestens zwei" in words(made)
    assert "1 ohne Deckung" in words(made)
    assert "baut kein Projekt darauf auf" in words(made)
    assert made.subtitle == "offene Bedarfe · Stand 09.11.2026"
