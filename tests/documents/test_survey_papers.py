"""Letters, notices and records of a survey: what they say, what is marked as missing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coordinator_app.documents.content import Document, KeyValues, Run, Table, plain, walk, warnings_of
from coordinator_app.documents.letter_text import plain_text
from coordinator_app.documents.letters import LetterBody
from coordinator_app.documents.sample_papers import PlanPaper, draw_record, points, sample_plan_document
from coordinator_app.documents.survey_letters import SurveyWords, cover_letter, reminder_letter
from coordinator_app.documents.survey_notices import announcement, privacy_notice, prize_card
from coordinator_app.domain.field_calendar import FieldDay
from coordinator_app.domain.municipality import GenderForm
from coordinator_app.domain.register_draw import DrawFacts, StratumDraw
from coordinator_app.domain.sample_plan import Expectation, StratumSize, outlook
from coordinator_app.domain.sampling import SampleDraw
from coordinator_app.domain.surveys import Survey, SurveyMode, TargetAge

FULL = {
    "title": "Bürgerbefragung 2026",
    "purpose": "Wir wollen wissen, wo es fehlt",
    "letters": 1200,
    "field_start": date(2026, 4, 13),
    "field_end": date(2026, 5, 8),
    "contact": "Geschäftsstelle, Telefon 03999 1234-56",
    "legal_basis": "Satzung vom 03.03.2026",
    "evaluated_by": "Statistikstelle",
    "data_recipients": "Druckerei",
    "protection_officer": "Behördliche Datenschutzbeauftragte",
    "addresses_until": date(2026, 5, 15),
    "sheets_until": date(2026, 7, 31),
    "results_where": "im Amtsblatt.",
    "signatory_role": "Oberbürgermeisterin",
    "population": "Personen mit Hauptwohnsitz",
}


def words(survey: dict[str, Any] | None = None, **values: Any) -> SurveyWords:
    made = Survey(**{**FULL, **(survey or {})})
    town = {"town": "Stadt Mühlwerda", "place": "Mühlwerda", "the_town": "Die Stadt Mühlwerda"}
    return SurveyWords(**{"survey": made, **town, "of_town": "der Stadt Mühlwerda", "minutes": 12, **values})


def text_of(body: LetterBody | Document) -> str:
    if isinstance(body, LetterBody):
        return plain_text(body.blocks)
    return "\n".join(node.text if isinstance(node, Run) else node for node in walk(body) if isinstance(node, str | Run))


def test_the_cover_letter_says_everything_people_ask() -> None:
    body = cover_letter(words())
    said = text_of(body)
    for part in (
        "1.200 zufällig ausgewählte Einwohnerinnen und Einwohner ab 16 Jahren",
        "Wofür wir fragen: Wir wollen wissen, wo es fehlt.",
        "Zufallsauswahl aus dem Melderegister",
        "freiwillig und anonym",
        "etwa 12\xa0Minuten",
        "bis zum 8.\xa0Mai 2026 im beiliegenden Umschlag",
        "Statistikstelle. Veröffentlicht",
        "erscheinen im Amtsblatt.",
        "sprechen Sie bitte mit Ihren Eltern",
    ):
        assert part in said
    assert body.enclosures == ("Fragebogen", "Rückumschlag", "Hinweise zum Datenschutz")
    assert body.role == "Oberbürgermeisterin"
    assert "verlosen" not in said
    assert "fehlt]" not in said


def test_prizes_online_answers_and_funding_are_told_where_they_are() -> None:
    survey = {"prizes": "10 Gutscheine.", "mode": SurveyMode.MIXED, "online_address": "befragung.example"}
    body = cover_letter(words({**survey, "target_age": TargetAge.FROM_18}, funding="Gefördert vom Freistaat."))
    said = text_of(body)
    assert "verlosen wir 10 Gutscheine. Wenn" in said
    assert "auch im Internet antworten: befragung.example. Bitte antworten Sie nur einmal." in said
    assert said.endswith("Gefördert vom Freistaat.")
    assert "Eltern" not in said
    assert body.enclosures[-1] == "Teilnahmekarte für die Verlosung"
    online = text_of(cover_letter(words({**survey, "mode": SurveyMode.ONLINE})))
    assert "Umschlag zurück" not in online
    assert "8.\xa0Mai 2026 unter befragung.example" in online


@pytest.mark.parametrize(
    ("gender", "people"), [(GenderForm.COLON, "Einwohner:innen"), (GenderForm.NEUTRAL, "Menschen")]
)
def test_people_are_addressed_as_the_municipality_does(gender: GenderForm, people: str) -> None:
    assert f"ausgewählte {people} ab 16 Jahren" in text_of(cover_letter(words(gender=gender)))


@pytest.mark.parametrize(
    ("mode", "part"),
    [
        (SurveyMode.PAPER, "im frankierten Umschlag zurück."),
        (SurveyMode.MIXED, "Im Internet können Sie hier antworten: a.example."),
        (SurveyMode.ONLINE, "unter a.example."),
    ],
)
def test_the_reminder_goes_to_all_and_thanks(mode: SurveyMode, part: str) -> None:
    body = reminder_letter(words({"mode": mode, "online_address": "a.example"}))
    said = text_of(body)
    assert part in said
    assert "erhalten alle Ausgewählten" in said
    assert body.enclosures == ()


@pytest.mark.parametrize("make", [announcement, privacy_notice, prize_card])
def test_papers_have_no_gaps_when_everything_is_entered(make: Any) -> None:
    document = make(words({"prizes": "10 Gutscheine"}, address=("Markt 1",), phone="1", email="a@b.example"))
    assert warnings_of(document) == ()
    assert document.blocks


def test_gaps_are_marked_in_every_paper() -> None:
    bare = words({name: None if isinstance(value, date) else "" for name, value in FULL.items() if name != "letters"})
    assert "[Zweck fehlt]" in text_of(cover_letter(bare))
    assert "[Rücksendung bis fehlt]" in text_of(reminder_letter(bare))
    assert "Rechtsgrundlage fehlt" in warnings_of(privacy_notice(bare))
    assert "Feldbeginn fehlt" in warnings_of(announcement(bare))
    assert "Preise der Verlosung fehlt" in warnings_of(prize_card(bare))
    assert "keine Verlosung eingetragen" in text_of(prize_card(bare))


def test_open_legal_points_stand_first_on_everything() -> None:
    blocked = words({"prizes": "Gutscheine"}, open_points=3)
    for said in (text_of(cover_letter(blocked)), text_of(reminder_letter(blocked))):
        assert said.startswith("[Noch nicht freigegeben: 3 Prüfpunkte")
    for make in (announcement, privacy_notice, prize_card):
        assert any("Noch nicht freigegeben" in warning for warning in warnings_of(make(blocked)))


# --- plan and record


def plan(**values: Any) -> Document:
    expected = Expectation(400, 40, 4)
    sizes = [StratumSize("Kernstadt", 9000, 900), StratumSize("Dorf", 300, 30)]
    seen = outlook(values.pop("sizes", sizes), expected, letters=1042, population=9300)
    paper = PlanPaper(
        survey=Survey(**FULL),
        town="Stadt Mühlwerda",
        expected=expected,
        needed=1042,
        outlook=seen,
        population=9300,
        calendar=[FieldDay("Absenden", date(2026, 4, 13), "", proposed=True), FieldDay("Ende", None, "offen")],
        calendar_notes=["Es bleiben nur 9 Tage."],
        **{"legal": (), **values},
    )
    return sample_plan_document(paper)


def test_the_plan_shows_strata_with_what_may_be_compared() -> None:
    document = plan()
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert tables[0].rows[1] == ("Dorf", 300, 30, 12, "± 27,8", "wird nicht gezeigt")
    assert tables[0].totals is not None
    assert tables[0].totals[:4] == ("Zusammen", 9300, 930, 358)
    assert tables[1].rows == (("Absenden", date(2026, 4, 13), "Vorschlag"), ("Ende", None, "offen"))
    said = text_of(document)
    assert "Schulferien sind im Programm nicht hinterlegt" in said
    assert "Recht und Datenschutz noch nicht" not in said


def test_the_plan_without_strata_says_what_is_open() -> None:
    document = plan(sizes=[], legal=["Offen: A", "Offen: B"])
    assert "2 Prüfpunkte sind noch nicht" in text_of(document)
    assert len([block for block in document.blocks if isinstance(block, Table)]) == 1


def test_points_without_answers_are_a_dash() -> None:
    assert (points(float("inf")), points(4.9)) == ("–", "± 4,9")


DRAW = SampleDraw(title="Ziehung vom 12.03.2026", seed=4711, file_hash="ab" * 32, frame=90, drawn=10)
FACTS = DrawFacts(rows=100, strata=(StratumDraw("Nord", 90, 10, 10),), source="auszug.csv")


def pairs(document: Document) -> dict[str, str]:
    (found,) = (block for block in document.blocks if isinstance(block, KeyValues))
    return {name: plain(value) for name, value in found.pairs}


def test_the_record_of_a_draw_marks_a_deletion_that_is_not_noted() -> None:
    document = draw_record(DRAW, FACTS, Survey(**FULL), "Stadt Mühlwerda")
    assert pairs(document)["Startzahl"] == "4711"
    assert pairs(document)["Alter"] == "in der Datei nicht angegeben, nicht geprüft"
    assert pairs(document)["Geschriebene Dateien"] == "keine"
    assert {"Tag der Löschung fehlt", "Stelle fehlt"} <= set(warnings_of(document))


def test_the_record_of_a_draw_tells_all_counts() -> None:
    done = SampleDraw(
        **{name: getattr(DRAW, name) for name in ("title", "seed", "file_hash", "frame", "drawn")},
        drawn_at=datetime(2026, 3, 12, 9, tzinfo=UTC),
        one_per_household=True,
        deleted_on=date(2026, 5, 20),
        deleted_by="Meldebehörde",
    )
    facts = DrawFacts(
        rows=100,
        excluded=(("zu jung", 10),),
        strata=FACTS.strata,
        passed_over=1,
        youngest=16,
        oldest=85,
        day=date(2026, 4, 13),
        source="auszug.csv",
        files=("s.xlsx", "s.csv"),
        remarks=("Nord: zu wenige.",),
    )
    document = draw_record(done, facts, Survey(**FULL), "Stadt Mühlwerda")
    said = text_of(document)
    assert pairs(document)["Alter"] == "ab 16 Jahren bis 85 Jahre, gezählt am 13.04.2026"
    assert "1 Person wurde übergangen" in said
    assert "20.05.2026" in said
    assert warnings_of(document) == ()
