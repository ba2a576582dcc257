"""Chapters of reports in words: singular and plural, what is missing, what the public may not read."""

from datetime import date
from typing import Any

import pytest

from coordinator_app.documents.content import Chart, walk
from coordinator_app.documents.goal_blocks import GoalView
from coordinator_app.documents.report_board import (
    BoardFacts,
    BodyLine,
    Decided,
    MeetingLine,
    ResolutionLine,
    board_blocks,
    decided_blocks,
    resolution_annex,
    structure_blocks,
)
from coordinator_app.documents.report_effects import effect_blocks, evaluation_blocks
from coordinator_app.documents.report_fields import (
    DecisionLine,
    EvidenceLine,
    FieldFacts,
    Finding,
    NeedView,
    OfferView,
    TaskLine,
    field_blocks,
)
from coordinator_app.documents.report_money import financing_blocks, funding_blocks
from coordinator_app.documents.report_situation import (
    ApproachFacts,
    approach_blocks,
    series_words,
    situation_blocks,
    told_series,
)
from coordinator_app.documents.report_strategy import (
    AnalysisFacts,
    analysis_blocks,
    goals_blocks,
)
from coordinator_app.documents.report_year import (
    OutlookFacts,
    figures_chapter,
    outlook_blocks,
    publicity_blocks,
)
from coordinator_app.domain.balance import balance
from coordinator_app.domain.data_series import Measure
from coordinator_app.domain.goals import Goal
from coordinator_app.domain.need_offers import Coverage
from coordinator_app.domain.needs import Direction, NeedKind, NeedStatus
from coordinator_app.domain.resolutions import Implementation
from tests.documents.report_words import DAY, YEAR, headings, series, tables, view, words

# --- what is not known is said in one sentence -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "sentence"),
    [
        (situation_blocks([]), "keine Kennzahlen"),
        (board_blocks(BoardFacts(bodies=(), meetings=(), resolutions=())), "kein Gremium getagt"),
        (resolution_annex([]), "kein Beschluss"),
        (structure_blocks([]), "noch nicht eingerichtet"),
        (decided_blocks(None), "noch nicht gefasst"),
        (effect_blocks([]), "nicht festgelegt"),
        (evaluation_blocks([], [], []), "noch nicht festgelegt"),
        (funding_blocks([]), "weder beantragt noch bewilligt"),
        (financing_blocks([]), "noch nicht festgelegt"),
        (publicity_blocks([], public=False), "fanden im Berichtszeitraum nicht statt"),
        (outlook_blocks(OutlookFacts(as_of=DAY)), "nicht eingetragen"),
        (figures_chapter(balance({}, {}), YEAR, running=True), "Zu zählen gab es im Jahr 2026 nichts."),
        (analysis_blocks(AnalysisFacts(as_of=DAY)), "noch nicht erfasst"),
        (goals_blocks([], public=False), "noch nicht beschlossen"),
        (approach_blocks(ApproachFacts(needs=0, strengths=0, evidence=0, backed=0)), "noch nicht erfasst"),
    ],
)
def test_chapter_without_data_says_so(blocks: tuple[Any, ...], sentence: str) -> None:
    assert sentence in words(blocks)
    assert not tables(blocks)


def test_field_without_anything_is_no_chapter() -> None:
    assert field_blocks(FieldFacts(label="Gewaltprävention")) == ()


# --- Handlungsfelder ---------------------------------------------------------------------------------------------


@pytest.fixture
def field() -> FieldFacts:
    """A field of action with everything in it."""
    need = NeedView(
        title="Unsicherheit im Tunnel",
        description="Es ist dunkel.",
        status=NeedStatus.IN_PROGRESS,
        areas=("Altstadt", "Bahnhof"),
        rank=1,
        evidence=(
            EvidenceLine(statement="47 Beschwerden", kind="Ordnungsamt", source="Übersicht", is_situation=True),
            EvidenceLine(statement="Der Beirat bestätigt es.", kind="Fachgespräch", observed=date(2026, 3, 1)),
            EvidenceLine(statement="Keine Anzeige", direction=Direction.CONTRADICTS),
            EvidenceLine(statement="steht in der Begehung", is_situation=True, is_told=True),
        ),
        offers=("Licht", "Streife", "Telefon", "Treff"),
        planned=("Umbau",),
        coverage=Coverage.PARTIAL,
    )
    goal = GoalView(Goal(text="Weniger Angst"), 0, (view(name="Anteil sicher"),))
    return FieldFacts(
        label="Sicherheit",
        findings=(Finding("Bei der Begehung wurde festgestellt", ("Leuchten defekt", "Büsche zu hoch")),),
        needs=(need, NeedView(title="Starke Vereine", kind=NeedKind.STRENGTH)),
        resources=(OfferView(title="Licht", carrier="Bauhof e. V.", period="dauerhaft"),),
        measures=(OfferView(title="Streife", status="läuft", goals=(goal,)), OfferView(title="Telefon", status="ruht")),
        decisions=(DecisionLine(number="2026/04", title="Beleuchtung", decided_on=DAY, state="in Arbeit"),),
        tasks=(TaskLine(title="Angebot einholen", who="Bauamt", due=DAY),),
        tasks_done=2,
        tasks_open=1,
    )


def test_field_tells_lage_ressourcen_bedarf_massnahmen_in_this_order(field: FieldFacts) -> None:
    blocks = field_blocks(field)
    assert [text for text in headings(blocks) if text[0] in "LRBM"] == ["Lage", "Ressourcen", "Bedarf", "Maßnahmen"]
    text = words(blocks)
    assert "ist ein Bedarf erfasst. Dem stehen ein dauerhaftes Angebot und zwei befristete Maßnahmen gegenüber." in text
    assert "Zu den beschlossenen Prioritäten gehört „Unsicherheit im Tunnel“ (Rang 1)." in text
    assert "Erhoben wurde außerdem:" in text
    assert "Getragen wird es von: Bauhof e. V." in text
    assert "e. V.." not in text
    assert text.count("steht in der Begehung") == 0
    assert "Dafür spricht außerdem:" in text
    assert "Dagegen spricht:" in text
    assert "Fachgespräch, 01.03.2026" in text
    assert "Stand: in Bearbeitung (Altstadt und Bahnhof)." in text
    assert "„Licht“, „Streife“, „Telefon“ und 1 weiteres; gedeckt ist der Bedarf damit erst teilweise." in text
    assert "Geplant ist: „Umbau“." in text
    assert "Beschluss 2026/04 vom 23.11.2026: Beleuchtung (in Arbeit)." in text
    assert "Erledigt wurden zwei Aufgaben, offen ist eine Aufgabe." in text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (FieldFacts(label="X", measures=(OfferView(title="A"),)), "kein Bedarf erfasst. Dort wirkt eine befristete"),
        (FieldFacts(label="X", needs=(NeedView(title="A"),)), "Ein Angebot oder eine Maßnahme gab es dazu"),
        (FieldFacts(label="X", needs=(NeedView(title="A"),)), "Belege dafür sind noch nicht erfasst."),
        (FieldFacts(label="X", needs=(NeedView(title="A"),)), "Ein laufendes Angebot gibt es dafür noch nicht."),
        (FieldFacts(label="X", needs=(NeedView(title="A"), NeedView(title="B"))), "sind zwei Bedarfe erfasst"),
        (FieldFacts(label="X", needs=(NeedView(title="A"),)), "liegen dazu nicht vor"),
        (
            FieldFacts(label="X", needs=(NeedView(title="A", offers=("O",), coverage=Coverage.FULL),)),
            "Darauf antwortet „O“; der Bedarf ist damit gedeckt.",
        ),
        (FieldFacts(label="X", resources=(OfferView(title="A"),), tasks_done=1), "Erledigt wurde eine Aufgabe."),
        (
            FieldFacts(label="X", measures=(OfferView(title="A", goals=(GoalView(Goal(text="Ruhe"), 0, ()),)),)),
            "Verfolgt werden diese Ziele:",
        ),
    ],
)
def test_field_says_in_words_what_there_is(facts: FieldFacts, sentence: str) -> None:
    assert sentence in words(field_blocks(facts))


# --- Lage --------------------------------------------------------------------------------------------------------


def test_situation_marks_breaks_and_names_sources_once() -> None:
    found = series([50, 40, 30, 45, 57], breaks="2022: neue Erfassung", key="3***00")
    text = words(situation_blocks([found, series([7])]))
    assert "Die Lage wird an zwei Kennzahlen beschrieben. Bei einer von ihnen" in text
    assert "2024 waren es 57 Fälle, 12 mehr als 2023 (+27\u00a0%)." in text
    assert "Seit 2022 lag der Wert zwischen 30 (2022) und 57 (2024)." in text
    assert "Bruch ab 2022: neue Erfassung." in text
    assert len([node for node in walk(situation_blocks([found])) if isinstance(node, Chart)]) == 1
    assert "keine Kennzahlen" not in text


def test_change_over_a_break_is_not_counted() -> None:
    rows = tables(situation_blocks([series([50, 40], breaks="2021: neu"), series([4, 4]), series([100, 100.4])]))[
        0
    ].rows
    assert [row[4] for row in rows if isinstance(row, tuple)] == ["Bruch", "±0", "+0,4"]


@pytest.mark.parametrize(
    ("own", "values", "public", "kept"),
    [
        ({}, [3, 12], True, [None, 12]),
        ({}, [3, 12], False, [3, 12]),
        ({"measure": Measure.OTHER, "unit": "€", "title": "Kosten"}, [3, 12], True, [3, 12]),
        ({"measure": Measure.OTHER, "unit": "Personen", "title": "Besuche"}, [3, 12], True, [None, 12]),
        ({"measure": Measure.POPULATION, "unit": "Personen"}, [3, 12], True, [3, 12]),
    ],
)
def test_small_counts_of_a_series_stay_inside(
    own: dict[str, Any], values: list[float | None], public: bool, kept: list[float | None]
) -> None:
    told = told_series(series(values, **own), "2026~", public=public)
    assert told is not None
    assert [point.value for point in told.points] == kept
    hidden = "unter 5" in words(series_words(told))
    assert hidden is (kept[0] is None)


def test_series_of_the_house_and_values_after_the_period_are_left_out() -> None:
    assert told_series(series([8, 9], public=False), "2026~", public=True) is None
    assert told_series(series([2]), "2026~", public=True) is None
    told = told_series(series([8, 9]), "2020-12-31~", public=False)
    assert told is not None
    assert [point.value for point in told.points] == [8]
    assert "Quelle: PKS, Polizei" in words(series_words(told))


def test_unchanged_series_says_so() -> None:
    assert "Seit 2020 ist der Wert unverändert." in words(series_words(series([5, 5, 5])))


def test_approach_names_steps_data_resources_and_fields() -> None:
    facts = ApproachFacts(
        needs=3,
        strengths=2,
        evidence=5,
        backed=1,
        kinds=(("Befragung", 3, 2),),
        series=2,
        sources=("PKS",),
        surveys=("Bürgerbefragung",),
        walks=("Bahnhof",),
        concerns=4,
        offers=6,
        organisations=1,
        fields=("Gewalt", "Sucht"),
        rounds=("Runde 2026",),
    )
    text = words(approach_blocks(facts))
    assert "Drei Bedarfe sind erfasst und mit fünf Belegen hinterlegt. Für einen Bedarf sprechen mindestens" in text
    assert "Dazu kommen zwei Stärken" in text
    assert "„Runde 2026“" in text
    assert "stehen sechs Angebote und Projekte von einem Träger." in text
    assert "zwei Handlungsfelder: Gewalt und Sucht." in text
    one = words(approach_blocks(ApproachFacts(needs=1, strengths=1, evidence=1, backed=0, offers=1, fields=("Sucht",))))
    assert "Ein Bedarf ist erfasst und mit einem Beleg hinterlegt. Dazu kommt eine Stärke" in one
    assert "Es liegen noch keine Daten vor." in one
    assert "behandelt das Handlungsfeld Sucht" in one


# --- Gremien -----------------------------------------------------------------------------------------------------


def resolution(state: Implementation | None = Implementation.DONE, **own: Any) -> ResolutionLine:
    base = {"number": "1", "title": "Titel", "body": "KPR", "decided_on": DAY, "result": "angenommen"}
    return ResolutionLine(**{**base, "implementation": state, **own})


def test_board_counts_meetings_resolutions_and_tasks() -> None:
    facts = BoardFacts(
        bodies=("KPR", "AK", "AG"),
        meetings=(
            MeetingLine(day=DAY, title="1. Sitzung", body="KPR", present=9, entitled=10),
            MeetingLine(day=DAY, title="2. Sitzung", body="KPR", present=7, entitled=10),
            MeetingLine(day=DAY, title="Treffen", body="AK"),
        ),
        resolutions=(
            *(resolution(), resolution(), resolution(Implementation.OPEN, due=DAY)),
            *(resolution(is_formal=True), resolution(None, result="abgelehnt")),
        ),
        silent=("AG",),
        unnamed=1,
        tasks_done=1,
        tasks_open=3,
        tasks_late=1,
    )
    text = words(board_blocks(facts))
    assert "fanden drei Sitzungen statt: KPR (zweimal) und AK (einmal)." in text
    assert "Im Mittel waren 80\u00a0% der stimmberechtigten Sitze vertreten. Nicht tagte: AG." in text
    assert "drei Beschlüsse in der Sache gefasst; davon sind zwei umgesetzt und einer offen." in text
    assert "Abgelehnt wurde ein Vorschlag." in text
    assert "Hinzu kommt ein Beschluss zum Verfahren" in text
    assert "Ein Beschluss wurde nicht öffentlich gefasst." in text
    assert "gingen vier Aufgaben hervor. Davon ist eine erledigt und drei offen, davon eine überfällig." in text


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ([Implementation.DONE], "wurde ein Beschluss in der Sache gefasst; er ist umgesetzt."),
        ([Implementation.OPEN] * 2, "zwei Beschlüsse in der Sache gefasst; alle sind offen."),
        ([], "Beschlüsse in der Sache wurden im Berichtszeitraum nicht gefasst."),
    ],
)
def test_state_of_resolutions_in_words(states: list[Implementation], sentence: str) -> None:
    lines = tuple(resolution(state) for state in states) or (resolution(is_formal=True),)
    assert sentence in words(board_blocks(BoardFacts(bodies=(), meetings=(), resolutions=lines)))


@pytest.mark.parametrize(
    ("done", "left", "late", "sentence"),
    [
        (1, 0, 0, "ging eine Aufgabe hervor. Sie ist erledigt."),
        (0, 1, 1, "ging eine Aufgabe hervor. Sie ist noch offen."),
        (0, 2, 1, "Alle sind noch offen, davon eine überfällig."),
        (2, 0, 0, "Alle sind erledigt."),
    ],
)
def test_tasks_of_meetings_in_words(done: int, left: int, late: int, sentence: str) -> None:
    facts = BoardFacts(bodies=(), meetings=(), resolutions=(), tasks_done=done, tasks_open=left, tasks_late=late)
    assert sentence in words(board_blocks(facts))


def test_annex_of_resolutions_says_what_it_may_not_name() -> None:
    blocks = resolution_annex([resolution(Implementation.OPEN, due=DAY), resolution(is_formal=True)], 2)
    assert [row[5] for row in tables(blocks)[0].rows if isinstance(row, tuple)] == ["offen, bis 23.11.2026", None]
    assert "Nicht aufgeführt sind zwei Beschlüsse, die nicht öffentlich gefasst wurden." in words(blocks)
    assert "ist ein Beschluss, der nicht öffentlich gefasst wurde" in words(resolution_annex([], 1))


def test_structure_names_seats_and_no_kind_twice() -> None:
    found = [
        BodyLine(name="Kommunaler Präventionsrat", kind="Präventionsrat", founded_on=DAY, seats=("Polizei (Vorsitz)",)),
        BodyLine(name="AG Bahnhof", kind="Arbeitsgruppe", parent="Rat", advisory=("Bahn",), fields=("Gewalt",)),
        BodyLine(name="Runde"),
    ]
    text = words(structure_blocks(found))
    assert "Die Präventionsarbeit tragen drei Gremien" in text
    assert "Gegründet am 23.\u00a0November 2026; 1 stimmberechtigter Sitz." in text
    assert "Arbeitsgruppe; gehört zu: Rat; Handlungsfelder: Gewalt." in text
    assert "Näheres ist nicht eingetragen." in text


def test_resolution_behind_a_strategy() -> None:
    found = Decided(number="2026/02", title="Ziele", body="Rat", decided_on=DAY, wording="Es gilt.", sentence="Ja.")
    assert "Im Gremium „Rat“ wurde am 23.\u00a0November 2026 beschlossen (Beschluss 2026/02):" in words(
        decided_blocks(found)
    )
    hidden = Decided(number="", title="", body="Rat", decided_on=DAY, wording="")
    assert "nicht öffentlich gefasst" in words(decided_blocks(hidden))


def test_need_without_evidence_is_told_as_such() -> None:
    text = words(approach_blocks(ApproachFacts(needs=1, strengths=0, evidence=0, backed=0)))
    assert "Ein Bedarf ist erfasst, noch ohne Beleg." in text
