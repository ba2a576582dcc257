"""Chapters of reports on effects, money, strategy and the year in words."""

from datetime import date

from coordinator_app.documents.content import Chart, Heading, Paragraph, Table, TableColumn
from coordinator_app.documents.levels import lowered, without_empty
from coordinator_app.documents.report_effects import EffectGroup, Measuring, effect_blocks, evaluation_blocks
from coordinator_app.documents.report_money import CostLine, GrantLine, financing_blocks, funding_blocks
from coordinator_app.documents.report_strategy import (
    AnalysedNeed,
    AnalysisFacts,
    GoalLine,
    PriorityGoals,
    analysis_blocks,
    goals_blocks,
)
from coordinator_app.documents.report_year import (
    EventLine,
    IntroductionFacts,
    OutlookFacts,
    PlannedLine,
    figures_chapter,
    introduction_blocks,
    outlook_blocks,
    publicity_blocks,
)
from coordinator_app.domain.balance import balance
from coordinator_app.domain.goals import Light
from coordinator_app.domain.need_offers import Coverage
from coordinator_app.domain.report_period import Period
from tests.documents.report_words import DAY, YEAR, series, tables, view, words

# --- Wirkung -----------------------------------------------------------------------------------------------------


def test_effects_name_what_was_reached_and_what_is_at_risk_with_sign_and_word() -> None:
    groups = [
        EffectGroup("Boxen", (view(Light.REACHED, (5, 8, 11), target_on=DAY), view(Light.RED, (1,), name="Streit"))),
        *(EffectGroup(f"Projekt {number}", (view(Light.OPEN),)) for number in range(3)),
    ]
    blocks = effect_blocks(groups, 2)
    text = words(blocks)
    assert "Erreicht ist: Meldungen bei „Boxen“ (zuletzt 11\u00a0Fälle, Ziel ≥\u00a010)." in text
    assert "Gefährdet ist: Streit bei „Boxen“" in text
    assert "2 Messwerte sind überfällig" in text
    assert "✓ erreicht" in text
    assert "Für einen Indikator liegen mehrere Messwerte vor." in text
    assert len([block for block in blocks if isinstance(block, Chart)]) == 2


def test_evaluation_says_how_when_and_until_when() -> None:
    one = Measuring(indicator="Besuche", project="Treff", interval="jährlich", next_on=DAY)
    blocks = evaluation_blocks([one], ["Treff: Selbstevaluation"], [("A", DAY)])
    assert [column.label for column in tables(blocks)[0].columns] == ["Indikator", "Projekt", "Turnus", "Nächster Wert"]
    assert "Die Prioritäten gelten bis zum 23.11.2026" in words(blocks)
    both = evaluation_blocks([one, one], [], [("A", DAY), ("B", date(2027, 1, 1))])
    assert "zeigen zwei Indikatoren" in words(both)
    assert "„A“ bis zum 23.11.2026 und „B“ bis zum 01.01.2027" in words(both)


# --- Geld --------------------------------------------------------------------------------------------------------


def test_funding_tells_money_and_who_pays() -> None:
    found = [
        GrantLine(
            title="A", programme="RL", state="laufend", requested=100_00, approved=80_00, spent=50_00, is_new=True
        ),
        GrantLine(title="B", state="beantragt", requested=10_00, was_applied=True),
    ]
    text = words(funding_blocks(found, ["Mit Steuermitteln.", "Mit Steuermitteln."]))
    assert (
        "wurde eine Förderung über 80,00\u00a0€ bewilligt. Gestellt wurde ein weiterer Antrag über 10,00\u00a0€."
        in text
    )
    assert "Verwendet wurden 50,00\u00a0€." in text
    assert text.count("Mit Steuermitteln.") == 1
    old = words(funding_blocks([GrantLine(title="B", state="laufend", was_applied=True, requested=1_00)]))
    assert "Neu bewilligt wurde im Berichtszeitraum keine Förderung. Gestellt wurde ein Antrag über" in old
    assert "Summe der Belege" not in old


def test_financing_adds_up_and_names_what_has_no_amount() -> None:
    found = [CostLine(title="A", costs=100_00, funding=60_00, source="Land"), CostLine(title="B", costs=50_00)]
    blocks = financing_blocks([*found, CostLine(title="C")])
    text = words(blocks)
    assert "Zwei Maßnahmen sind mit zusammen 150,00\u00a0€ veranschlagt." in text
    assert "Davon sollen 60,00\u00a0€ aus Förderung kommen; 90,00\u00a0€ trägt" in text
    assert "Kein Betrag ist eingetragen für „C“." in text
    assert tables(blocks)[0].totals == ("Summe", 150_00, 60_00, 90_00, "")
    assert "[Kosten der Maßnahmen fehlt]" in words(financing_blocks([CostLine(title="C")]))
    assert "fehlt" not in words(financing_blocks([CostLine(title="C")], public=True))


# --- Strategie ---------------------------------------------------------------------------------------------------


def test_analysis_puts_priorities_first_and_names_gaps() -> None:
    facts = AnalysisFacts(
        as_of=DAY,
        needs=(
            AnalysedNeed(title="Licht", field="Raum", rank=2, finding="Dunkel.", source="Begehung", kinds=2),
            AnalysedNeed(title="Treff", field="Jugend", rank=1, finding="Fehlt.", coverage=Coverage.PARTIAL),
        ),
        strengths=("Vereine",),
        series=(series([40, 57]),),
        offers=1,
    )
    text = words(analysis_blocks(facts))
    assert "sind zwei Bedarfe in zwei Handlungsfeldern erfasst. Einer davon ruht auf mindestens zwei Arten" in text
    assert "Dem steht ein laufendes Angebot oder Projekt gegenüber. Für den Bedarf „Licht“" in text
    assert text.index("Rang 1, Treff: ") < text.index("Rang 2, Licht: ")
    assert "2021 waren es 57 Fälle" in text
    bare = analysis_blocks(AnalysisFacts(as_of=DAY, series=(series([40, 57]),)))
    assert "sind noch keine Bedarfe erfasst" in words(bare)


def test_goals_stand_once_and_gaps_are_marked() -> None:
    goal = GoalLine(measure="Treff", goal="Ein Ort für alle.", who="Jugendhaus", due=DAY, indicators=(view(),))
    found = [
        PriorityGoals(
            rank=1, title="Licht", responsible="Bauamt", lines=(goal, GoalLine(measure="Lampe", until="dauerhaft"))
        ),
        PriorityGoals(rank=2, title="Treff", lines=(GoalLine(measure="Treff", told_at=1), GoalLine(measure="Bus"))),
        PriorityGoals(rank=3, title="Sucht", lines=(GoalLine(measure="Netz"),)),
        PriorityGoals(rank=4, title="Rad"),
    ]
    inside, outside = words(goals_blocks(found, public=False)), words(goals_blocks(found, public=True))
    assert "Zu den vier Prioritäten gehören vier Maßnahmen mit einem Ziel. Noch ohne Maßnahme ist: „Rad“." in inside
    assert "siehe Rang 1" in inside
    assert "Meldungen (Fälle): 4 → ≥\u00a010" in inside
    assert inside.count("[Ziel fehlt]") == 2
    assert outside.count("noch festzulegen") == 3
    assert "fehlt" not in outside
    none = [PriorityGoals(rank=1, title="Rad")]
    assert "Zu der Priorität gehört noch keine Maßnahme; Ziele sind noch nicht festgelegt." in words(
        goals_blocks(none, public=True)
    )


# --- Jahr --------------------------------------------------------------------------------------------------------


def test_introduction_names_bodies_period_and_steps() -> None:
    facts = IntroductionFacts(
        town="Mühlwerda",
        period=YEAR,
        as_of=DAY,
        council="Rat",
        founded_on=DAY,
        basis="Beschluss des Stadtrats.",
        groups=("AG",),
        fields=("Sucht",),
        steps_done=(("Beratung", DAY), ("Coaching", None)),
        next_step="Konzept",
    )
    text = words(introduction_blocks(facts))
    assert "der kommunalen Prävention in Mühlwerda im Jahr 2026." in text
    assert "besteht seit dem 23.\u00a0November 2026; darunter arbeiten: AG." in text
    assert "abgeschlossen: Beratung (23.11.2026) und Coaching. Als Nächstes steht an: Konzept." in text
    assert "Betrachtet wird das Handlungsfeld: Sucht." in text
    bare = words(introduction_blocks(IntroductionFacts(town="", period=YEAR, as_of=DAY, council="Rat")))
    assert "Das Gremium „Rat“ besteht." in bare


def test_figures_have_sentences_bars_and_the_table() -> None:
    blocks = figures_chapter(balance({"meetings": 4, "adopted": 2, "needs": 3}, {"meetings": 3}), YEAR, running=True)
    assert "Die Gremien tagten viermal, eins mehr als 2025." in words(blocks)
    assert any(isinstance(block, Chart) for block in blocks)
    assert "Das Jahr 2026 läuft noch" in words(blocks)
    few = figures_chapter(balance({"meetings": 4, "adopted": 2}, {}), YEAR, running=False)
    assert not any(isinstance(block, Chart) for block in few)
    half = Period(date(2026, 1, 1), date(2026, 6, 30))
    found = figures_chapter(balance({"meetings": 4}, {}), half, running=True)
    assert not any(isinstance(block, Chart) for block in found)
    assert "Der Zeitraum läuft noch" in words(found)


def test_events_guard_small_numbers_in_public() -> None:
    found = [
        EventLine(title="Fest", day=DAY, place="Park", participants=210, press="Anzeiger"),
        EventLine(title="Kurs", day=DAY, participants=3),
        EventLine(title="Runde", day=DAY),
        EventLine(title="Wanderung", day=DAY, is_held=False, is_cancelled=True),
    ]
    text = words(publicity_blocks(found, public=True))
    assert "unter 5" in text
    assert "Gezählt wurde bei zwei davon: 213 Menschen." in text
    assert "„Fest“ mit 210 Teilnehmenden" in text
    assert "Ausgefallen ist: „Wanderung“." in text
    assert "unter 5" not in words(publicity_blocks(found, public=False))
    assert "Sie erreichte 210 Menschen." in words(publicity_blocks(found[:1], public=True))


def test_outlook_tells_what_began_what_is_planned_and_what_is_open() -> None:
    facts = OutlookFacts(
        as_of=DAY,
        planned=(PlannedLine(title="A", start=DAY), PlannedLine(title="B", start=date(2027, 1, 1), status="geplant")),
        meetings=((date(2026, 12, 10), "Rat"),),
        events=((date(2026, 12, 1), "Fest"),),
        goals=((date(2027, 1, 1), "Ziel"),),
        resolutions=((DAY, "2026/04 Licht"), (None, "2026/05 Rad")),
        tasks_open=3,
        tasks_late=1,
    )
    blocks = outlook_blocks(facts)
    text = words(blocks)
    assert (
        "Seit dem Ende des Berichtszeitraums hat ein neues Vorhaben begonnen. Geplant ist ein weiteres Vorhaben."
        in text
    )
    assert [row[2] for row in tables(blocks)[1].rows if isinstance(row, tuple)] == ["Fest", "Rat", "Ziel"]
    assert "Zwei Beschlüsse sind noch nicht umgesetzt:" in text
    assert "2026/04 Licht (bis 23.11.2026)" in text
    assert "Offen sind drei Aufgaben, davon eine überfällig." in text
    one = words(outlook_blocks(OutlookFacts(as_of=DAY, resolutions=((None, "X"),), tasks_open=1)))
    assert "Ein Beschluss ist noch nicht umgesetzt:" in one
    assert "Offen ist eine Aufgabe." in one


# --- parts -------------------------------------------------------------------------------------------------------


def test_headings_are_lowered_at_most_to_the_fourth_level() -> None:
    blocks = lowered((Heading(1, "A"), Paragraph("x"), Heading(3, "B")), 2)
    assert [block.level for block in blocks if isinstance(block, Heading)] == [3, 4]


def test_empty_columns_go_but_the_first_and_totals_follow() -> None:
    columns = (TableColumn("A"), TableColumn("B"), TableColumn("C"))
    table = without_empty(Table(columns, ((None, "", 1), (None, None, 2)), totals=("Summe", None, 3)))
    assert [column.label for column in table.columns] == ["A", "C"]
    assert table.rows == ((None, 1), (None, 2))
    assert table.totals == ("Summe", 3)
    full = Table(columns[:1], ())
    assert without_empty(full) is full
