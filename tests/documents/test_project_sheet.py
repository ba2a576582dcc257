"""The Steckbrief: what it says, compared line by line, and the rules every document keeps."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.documents.content import (
    BulletList,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    Paragraph,
    Table,
    plain,
    warnings_of,
)
from coordinator_app.documents.project_sheet import ProjectSheet, SheetGoal, SheetIndicator, build
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.goals import Direction, Goal, Indicator, Light, Measurement
from coordinator_app.domain.projects import (
    ActorRole,
    EvidenceLevel,
    Project,
    ProjectActor,
    ProjectStatus,
)

sys.path.insert(0, str(Path(__file__).parent))
from rules import pdf_findings, word_findings

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "project_sheet.txt"

PROJECT = Project(
    number="P-014",
    title="Offener Treff am Bahnhof",
    short_description="Betreuter Aufenthaltsort für Jugendliche von 14 bis 21 Jahren.",
    status=ProjectStatus.PLANNING,
    location="Bahnhofsvorplatz",
    start=date(2027, 1, 1),
    end=date(2028, 6, 30),
    costs=2_480_000,
    funding=1_984_000,
    funding_source="Land",
    planned_reach=1_200,
    activities="Geöffnet donnerstags bis samstags\n\n- zwei Fachkräfte\n- Sprechstunde",
    evidence_level=EvidenceLevel.PROBABLE,
    green_list_name="Musterprogramm",
    is_pit=True,
    confirmed_on=date(2026, 11, 1),
    confirmed_by="Mirko Wagner",
    lessons_learned="Früher mit den Anwohnern sprechen.",
)
SHEET = ProjectSheet(
    project=PROJECT,
    carrier="Jugendhaus Alte Weberei",
    responsible="Mirko Wagner",
    names={
        "fields_of_action": ("Kinder und Jugend",),
        "target_groups": ("Jugendliche",),
        "age_groups": ("14 bis 17 Jahre",),
        "settings": ("Öffentlicher Raum",),
        "prevention_types": ("selektiv",),
        "areas": ("Bahnhofsviertel",),
    },
    actors=(
        (ProjectActor(organisation_id=1, contribution="Räume"), "Jugendhaus Alte Weberei"),
        (ProjectActor(person_id=2, role=ActorRole.ADVISING), "Mirko Wagner"),
    ),
    goals=(
        SheetGoal(
            Goal(text="Weniger Beschwerden am Bahnhof", due=date(2028, 6, 30)),
            (
                SheetIndicator(
                    Indicator(
                        name="Beschwerden",
                        unit="Fälle",
                        direction=Direction.FALLING,
                        baseline=47.0,
                        target=25.0,
                        target_on=date(2028, 6, 30),
                    ),
                    Measurement(measured_on=date(2026, 11, 1), value=41.0),
                    Light.AMBER,
                ),
                SheetIndicator(Indicator(name="Sicherheit", unit="%", baseline=31.4, target=40.0), None, Light.OPEN),
                SheetIndicator(Indicator(name="Plätze", direction=Direction.KEEP, target=20.0), None, Light.OPEN),
            ),
        ),
        SheetGoal(Goal(text="Vertrauen wächst"), ()),
    ),
    thread=(("Befund", "Befragung, Frage 12"), ("Bedarf", "Treffpunkt Jugend"), ("Beschluss", "")),
    tasks=(("Schlüssel klären", True), ("Raum streichen", False)),
    documents=("Konzept", "Lageplan"),
    funding_sentence="Diese Maßnahme wird mitfinanziert durch Steuermittel.",
    letterhead=Letterhead(("Stadt Mühlwerda", "Kommunaler Präventionsrat")),
    footer="Mühlwerda",
)


def outline(document: Document) -> str:
    """The words of a document, one block per line."""
    lines = [document.title, document.subtitle]
    for block in document.blocks:
        lines.extend(_lines(block))
    return "\n".join(lines).replace("\xa0", "~") + "\n"


def _lines(block: Any) -> list[str]:
    if isinstance(block, Heading):
        return ["", f"{'#' * block.level} {block.text}"]
    if isinstance(block, KeyValues):
        return [f"{label}: {plain(text)}" for label, text in block.pairs]
    if isinstance(block, BulletList):
        return [f"- {plain(item)}" for item in block.items if not hasattr(item, "items")]
    if isinstance(block, Table):
        head = " | ".join(column.label for column in block.columns)
        rows = [" | ".join("–" if cell is None else _cell(cell) for cell in row) for row in block.rows]
        return [head, *(row.replace("\n", " / ") for row in rows)]
    if isinstance(block, Notice):
        return [f"[{block.title}] {plain(block.text)}"]
    assert isinstance(block, Paragraph)
    return [plain(block.text)]


def _cell(cell: Any) -> str:
    return getattr(cell, "label", None) or plain(cell)


def test_the_sheet_says_what_the_golden_file_says() -> None:
    assert outline(build(SHEET)) == GOLDEN.read_text(encoding="utf-8")


def test_the_public_sheet_names_no_person_and_no_internal_matter() -> None:
    text = outline(build(replace(SHEET, public=True)))
    for word in ("Wagner", "Schlüssel", "Erfahrungen", "Konzept", "bestätigt", "Befund"):
        assert word not in text
    assert "Jugendhaus" in text
    assert "Förderhinweis" in text


def test_a_bare_project_shows_its_gaps() -> None:
    document = build(ProjectSheet(project=Project(title="Treff", number="P-001"), carrier="", responsible="", names={}))
    assert warnings_of(document) == (
        "Kurzbeschreibung fehlt",
        "Handlungsfeld fehlt",
        "Zielgruppe fehlt",
        "Träger fehlt",
        "Laufzeit fehlt",
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"funding": None}, "Kosten: 24.800,00~€"),
        ({"costs": None, "funding_source": ""}, "Kosten: 19.840,00~€ Förderung"),
        ({"costs": 0, "funding": 0}, "Kosten: 0,00~€"),
        ({"evidence_level": EvidenceLevel.NONE, "green_list_name": ""}, "Evidenz: nicht gelistet"),
        ({"confirmed_by": ""}, "Zuletzt bestätigt: 01.11.2026"),
        ({"end": None, "is_permanent": True}, "Laufzeit: dauerhaft seit 01.01.2027"),
    ],
)
def test_facts_follow_the_values(change: dict[str, Any], expected: str) -> None:
    assert expected in outline(build(replace(SHEET, project=replace(PROJECT, **change)))).splitlines()


def test_without_funding_there_is_no_funding_sentence() -> None:
    text = outline(build(replace(SHEET, project=replace(PROJECT, funding=None))))
    assert "Förderhinweis" not in text


def test_word_and_pdf_keep_the_rules() -> None:
    document = build(SHEET)
    assert word_findings(render_word(document)) == []
    assert list(pdf_findings(render_pdf(document))) == []
