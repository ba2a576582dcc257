"""The letter about open tasks, the Beschlussausfertigung, the grouped register: their words and printed rules."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.documents.content import Block, Document, GroupRow, Run, Table, plain, walk
from coordinator_app.documents.registers import RegisterEntry, resolution_register
from coordinator_app.documents.resolution_sheet import SheetContent, resolution_sheet
from coordinator_app.documents.task_letter import LetterTask, task_blocks
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from tests.documents.rules import pdf_findings, word_findings

DAY = date(2026, 11, 26)
SHEET = SheetContent(
    number="2026/10",
    title="Offener Treff",
    wording="Der Treff wird eingerichtet.\n\n- für 18 Monate\n- am Bahnhof",
    body="Lenkungsgruppe",
    meeting="4. Sitzung der Lenkungsgruppe, 26.11.2026",
    item="TOP 5 Offener Treff",
    decided_on=DAY,
    grounds="Der Bedarf ist belegt.",
    mover="Jugendhaus",
    result="angenommen",
    sentence="Der Beschlussvorschlag wird einstimmig (bei 6 Ja-Stimmen) angenommen.",
    numbers=(("Ja", 6), ("Nein", 0)),
)


def words(node: object) -> str:
    parts = [each for each in walk(node) if isinstance(each, str)]
    return "\n".join(parts + [each.text for each in walk(node) if isinstance(each, Run)])


def letter(*tasks: LetterTask, others: tuple[LetterTask, ...] = ()) -> tuple[Block, ...]:
    return task_blocks(tasks, others, as_of=DAY, council="der Lenkungsgruppe")


def test_letter_says_what_is_open_and_overdue() -> None:
    late = LetterTask(
        title="Reinigungsplan",
        due=date(2026, 11, 20),
        standing="überfällig seit 6 Tagen",
        is_overdue=True,
        state="wartet",
        origin="4. Sitzung, TOP 5, Beschluss 2026/10",
    )
    made = letter(late, LetterTask(title="Angebot"))
    told = words(made)
    assert "sind aus der Arbeit der Lenkungsgruppe 2 Aufgaben bei Ihnen offen, davon 1 überfällig" in told
    assert "Für Überfälliges nennen Sie uns" in told
    (table,) = [each for each in walk(made) if isinstance(each, Table)]
    first, second = [row for row in table.rows if isinstance(row, tuple)]
    assert first[1:3] == ("4. Sitzung, TOP 5, Beschluss 2026/10", date(2026, 11, 20))
    assert (plain(first[0]), plain(first[3])) == ("Reinigungsplan", "überfällig seit 6 Tagen, wartet")
    assert second == ("Angebot", None, None, None)


def test_letter_names_what_others_are_responsible_for() -> None:
    shared = LetterTask(title="Begehung", shared="Olaf Schade", state="in Arbeit")
    both = words(letter(LetterTask(title="Angebot"), others=(shared,)))
    assert "ist aus der Arbeit der Lenkungsgruppe 1 Aufgabe bei Ihnen offen (Stand" in both
    assert "Außerdem wirken Sie mit bei:" in both
    assert "Verantwortlich: Olaf Schade" in both
    alone = words(letter(others=(shared,)))
    assert "wirken Sie an Aufgaben mit" in alone
    assert "Außerdem" not in alone


def test_sheet_holds_wording_vote_and_certification() -> None:
    told = words(resolution_sheet(SHEET, as_of=DAY, town="Mühlwerda"))
    for part in (
        "Beschluss 2026/10",
        "26.\u00a0November 2026",
        "TOP 5 Offener Treff",
        "für 18 Monate",
        "einstimmig (bei 6 Ja-Stimmen)",
        "Der Bedarf ist belegt.",
        "mit der Niederschrift (4. Sitzung der Lenkungsgruppe, 26.11.2026) wird bestätigt",
        "Mühlwerda, den",
    ):
        assert part in told
    assert "nicht öffentlich" not in told
    assert "Vorläufig" not in told


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"public": False}, "nicht öffentlich"),
        ({"draft_minutes": True}, "noch nicht abgeschlossen"),
        ({"replaced_by": "Beschluss 2027/01"}, "abgelöst durch Beschluss 2027/01"),
        ({"elected": "Anke Lorenz"}, "Anke Lorenz"),
        ({"meeting": ""}, "Umlaufverfahrens"),
        ({"wording": " "}, "[Wortlaut fehlt]"),
        ({"sentence": "", "numbers": ()}, "[Ergebnis der Abstimmung fehlt]"),
        ({"decided_on": None, "mover": "", "item": ""}, "[Tag der Beschlussfassung fehlt]"),
    ],
)
def test_sheet_tells_what_is_special(changes: dict[str, object], expected: str) -> None:
    assert expected in words(resolution_sheet(replace(SHEET, **changes), as_of=DAY))


def test_sheet_without_certification_and_grounds() -> None:
    told = words(resolution_sheet(SHEET, as_of=DAY, certified=False, grounds=False))
    assert "bestätigt" not in told
    assert "Bedarf ist belegt" not in told


def test_register_is_grouped_and_tells_gaps() -> None:
    entries = [
        RegisterEntry(number="2025/01", decided_on=DAY, title="a", group="2025"),
        RegisterEntry(
            number="2026/01", decided_on=DAY, title="b", group="2026", report="läuft", implementation="offen"
        ),
    ]
    made = resolution_register("LG", entries, as_of=DAY, notes=["2026: Nummer 1 lückenlos."])
    (table,) = [each for each in walk(made) if isinstance(each, Table)]
    assert [row.text if isinstance(row, GroupRow) else str(row[0]) for row in table.rows] == [
        "2025",
        "2025/01",
        "2026",
        "2026/01",
    ]
    assert "2026: Nummer 1 lückenlos." in words(made)
    assert "läuft" in words(made)


@pytest.mark.parametrize(
    "document",
    [
        resolution_sheet(SHEET, as_of=DAY, town="Mühlwerda"),
        Document(title="Brief", blocks=letter(LetterTask(title="x", origin="y"), LetterTask(title="z"))),
    ],
    ids=["sheet", "letter"],
)
def test_printed_rules_hold(document: Document) -> None:
    assert word_findings(render_word(document)) == []
    assert pdf_findings(render_pdf(document)) == []
