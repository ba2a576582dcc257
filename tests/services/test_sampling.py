"""Planning a sample, drawing it from a register extract, register figures; on a real file."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.register_draw import WHOLE, draw_facts
from coordinator_app.domain.register_margins import MarginCell
from coordinator_app.domain.sample_plan import Allocation, Comparison
from coordinator_app.exchange.tables import read_tables
from coordinator_app.services.sample_draw import DrawCheck, DrawOptions
from coordinator_app.services.workspace import Workspace

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
DISTRICTS = (("Altstadt", 6000), ("Nordstadt", 3000), ("Dorf", 300))
ADDRESS = "Geheimgasse"


@pytest.fixture(scope="module")
def town_file(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sampling") / "stadt.kpr"
    shutil.copy(fresh_file, path)
    workspace = Workspace.open(path, clock=FixedClock(NOW), user="Test")
    workspace.municipality.create(name="Mühlwerda", postcode="01067", town="Mühlwerda")
    for name, inhabitants in DISTRICTS:
        workspace.municipality.add_area(name=name, inhabitants=inhabitants)
    workspace.surveys.create(title="Bürgerbefragung", year=2026)
    workspace.store.close()
    return path


@pytest.fixture
def workspace(town_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "stadt.kpr"
    shutil.copy(town_file, path)
    found = Workspace.open(path, clock=FixedClock(NOW), user="Test")
    yield found
    found.store.close()


@pytest.fixture
def survey(workspace: Workspace) -> int:
    return workspace.surveys.all()[0].id


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """600 persons in three districts, two per household; every tenth blocked, some too young or with a second home."""
    lines = ["Nachname;Vorname;Geschlecht;Geburtsdatum;Straße;Hausnummer;Ortsteil;Sperrvermerk;Wohnungsstatus"]
    for number in range(600):
        district = ("OT Altstadt", "Nordstadt", "Dorf")[number % 3]
        born = "01.01.2015" if number % 50 == 1 else f"01.01.{1950 + number % 50}"
        home = "NW" if number % 100 == 2 else "HW"
        blocked = "ja" if number % 10 == 0 else ""
        who = f"Name{number // 6};Vor{number};{'wm'[number % 2]};{born}"
        lines.append(f"{who};{ADDRESS};{number // 6};{district};{blocked};{home}")
    path = tmp_path / "auszug.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def checked(workspace: Workspace, survey: int, path: Path, **options: Any) -> DrawCheck:
    opened = workspace.sample_draws.open(path)
    data = workspace.sample_draws.understand(opened)
    chosen: dict[str, Any] = {"targets": workspace.sample_draws.guess(data), "seed": 4711, **options}
    return workspace.sample_draws.check(survey, opened, data, DrawOptions(**chosen), JobContext())


# --- plan and strata


def test_the_plan_counts_with_usual_values_until_others_are_entered(workspace: Workspace, survey: int) -> None:
    plan = workspace.sampling.plan(survey)
    assert (plan.needed, plan.outlook.answers, plan.population, plan.strata) == (1191, 400, None, ())
    workspace.sampling.update(survey, wanted_answers=300, expected_return=40, expected_undeliverable=0)
    assert workspace.sampling.plan(survey).needed == 750
    for values in ({"expected_return": 0}, {"letters": 0}):
        with pytest.raises(UserError):
            workspace.sampling.update(survey, **values)


def test_strata_come_from_the_districts_with_the_codes_of_the_question(workspace: Workspace, survey: int) -> None:
    sampling = workspace.sampling
    assert sampling.strata_from_areas(survey) == 3
    assert sampling.strata_from_areas(survey) == 0
    strata = sampling.strata(survey)
    assert sorted((found.title, found.inhabitants) for found in strata) == sorted(DISTRICTS)
    place = next(each for each in sampling.margin_questions(survey) if each.variable == "Q03")
    assert {found.title: found.code for found in strata} == {label: code for code, label in place.values}


def test_letters_are_shared_out_and_what_cannot_be_compared_is_told(workspace: Workspace, survey: int) -> None:
    sampling = workspace.sampling
    with pytest.raises(UserError, match="Personen im Melderegister"):
        sampling.share_out(survey, Allocation.EQUAL)
    sampling.strata_from_areas(survey)
    sampling.share_out(survey, Allocation.PROPORTIONAL)
    plan = sampling.plan(survey)
    assert sum(found.letters or 0 for found in plan.strata) == plan.survey.letters == 1191
    assert {each.title: each.comparison for each in plan.outlook.strata}["Dorf"] is Comparison.HIDDEN
    sampling.share_out(survey, Allocation.MINIMUM)
    small = next(each for each in sampling.plan(survey).outlook.strata if each.title == "Dorf")
    assert (small.answers, small.comparison) == (30, Comparison.ROUGH)


def test_strata_are_changed_by_hand_and_summed_up(workspace: Workspace, survey: int) -> None:
    sampling = workspace.sampling
    first = sampling.add_stratum(survey, title=" Nordstadt ", inhabitants=900)
    second = sampling.add_stratum(survey, title="Insel", inhabitants=50)
    sampling.update_stratum(first, letters=100, undeliverable=4)
    sampling.update_stratum(second, letters=20, undeliverable=1, title="Insel 2")
    found = workspace.surveys.get(survey)
    assert (found.letters, found.undeliverable) == (120, 5)
    codes = {each.title: each.code for each in sampling.strata(survey)}
    assert codes["Insel 2"] is None
    assert codes["Nordstadt"] is not None
    sampling.discard_stratum(second)
    assert workspace.surveys.get(survey).letters == 100
    refused = ({"title": ""}, {"letters": 901}, {"undeliverable": 101}, {"inhabitants": -1})
    for values in refused:
        with pytest.raises(UserError):
            sampling.update_stratum(first, **values)
    with pytest.raises(UserError, match="gibt es schon"):
        sampling.add_stratum(survey, title="ot nordstadt")


def test_without_districts_strata_cannot_be_taken_over(fresh_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "leer.kpr"
    shutil.copy(fresh_file, path)
    workspace = Workspace.open(path, clock=FixedClock(NOW), user="Test")
    id = workspace.surveys.create(title="B", year=2026)
    with pytest.raises(UserError, match="keine Ortsteile"):
        workspace.sampling.strata_from_areas(id)
    workspace.store.close()


# --- register figures


def test_register_figures_are_entered_replaced_and_read(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    sampling = workspace.sampling
    sampling.set_margin(survey, "Q02", [MarginCell(((1,),), "weiblich", 50), MarginCell(((2,),), "männlich", 40)])
    sampling.set_margin(survey, "Q02", [MarginCell(((2,),), "männlich", 45), MarginCell(((1,),), "weiblich", 0)])
    assert [(each.codes, each.persons) for each in sampling.margins(survey)["Q02"]] == [("2", 45), ("1", 0)]
    assert sampling.margin_problems(survey) == ["Q02: Für „weiblich“ sind keine Personen eingetragen."]
    with pytest.raises(UserError, match="ab 0"):
        sampling.set_margin(survey, "Q02", [MarginCell(((2,),), "männlich", -1)])
    sampling.set_margin(survey, "Q02", [])
    assert sampling.margins(survey) == {}
    workspace.store.undo()
    assert len(sampling.margins(survey)["Q02"]) == 2
    workspace.store.redo()
    sampling.set_margin(survey, "Q02", [MarginCell(((1,),), "weiblich", 7)])
    assert [each.persons for each in sampling.margins(survey)["Q02"]] == [7]
    sampling.set_margin(survey, "Q02", [])
    table = tmp_path / "zahlen.csv"
    table.write_text("Ortsteil;Personen\nAltstadt;5000\nNordstadt;2500\nDorf;250\n", encoding="utf-8")
    (found,) = sampling.read_margins(survey, table)
    assert (found.variable, len(found.cells)) == ("Q03", 3)
    table.write_text("Straße;Länge\nGasse;5\nWeg;6\n", encoding="utf-8")
    with pytest.raises(UserError, match="keine Tabelle mit Gruppen"):
        sampling.read_margins(survey, table)


# --- the draw


def test_the_dry_run_counts_and_writes_nothing(workspace: Workspace, survey: int, extract: Path) -> None:
    workspace.sampling.strata_from_areas(survey)
    for stratum in workspace.sampling.strata(survey):
        workspace.sampling.update_stratum(stratum.id, letters=30)
    before = sorted(path.name for path in extract.parent.iterdir())
    check = checked(workspace, survey, extract)
    assert check.frame.rows == 600
    assert {reason.value: count for reason, count in check.frame.excluded.items()} == {
        "blocked": 60,
        "second_home": 6,
        "too_young": 12,
    }
    assert [(each.wanted, each.drawn) for each in check.drawn.strata] == [(30, 30)] * 3
    assert (check.obstacles, check.unknown) == ((), {})
    assert any("8 Prüfpunkte zu Recht" in remark for remark in check.remarks)
    assert sorted(path.name for path in extract.parent.iterdir()) == before
    assert workspace.sample_draws.draws(survey) == []


def test_a_draw_writes_the_merge_file_and_keeps_no_address(
    workspace: Workspace, survey: int, extract: Path, tmp_path: Path
) -> None:
    workspace.sampling.strata_from_areas(survey)
    for stratum in workspace.sampling.strata(survey):
        workspace.sampling.update_stratum(stratum.id, letters=30, inhabitants=500)
    check = checked(workspace, survey, extract, count_register=True, oldest=85)
    result = workspace.sample_draws.run(check, tmp_path / "Seriendruck.xlsx")
    sheet = read_tables(result.files[0]).sheets[0]
    rows = read_tables(result.files[1]).sheets[0]
    assert (result.persons, len(sheet.rows), len(rows.rows)) == (90, 91, 91)
    assert sheet.rows[0][5:8] == ("Briefanrede", "Adresszeile1", "Adresszeile2")
    assert "01067 Mühlwerda" in sheet.rows[1]
    households = {row[3] for row in sheet.rows[1:]}
    assert len(households) == 90
    draw = workspace.sample_draws.get(result.draw_id)
    facts = draw_facts(draw)
    assert (draw.seed, draw.frame, draw.drawn, len(draw.file_hash)) == (4711, 522, 90, 64)
    assert facts.source == "auszug.csv"
    assert facts.day == date(2026, 3, 12)
    assert {each.inhabitants for each in workspace.sampling.strata(survey)} <= {196, 194, 192}
    margins = workspace.sampling.margins(survey)
    assert set(margins) == {"Q01×Q02", "Q03"}
    assert sum(each.persons for each in margins["Q03"]) == sum(each.persons for each in margins["Q01×Q02"]) == 582
    content = (tmp_path / "stadt.kpr").read_bytes() + b"".join(
        path.read_bytes() for path in tmp_path.glob("stadt.kpr-*")
    )
    assert ADDRESS.encode() not in content
    assert b"Name17" not in content


def test_the_same_file_and_seed_draw_the_same_persons(
    workspace: Workspace, survey: int, extract: Path, tmp_path: Path
) -> None:
    workspace.sampling.update(survey, letters=50)
    one, two = (checked(workspace, survey, extract) for _ in range(2))
    assert one.drawn == two.drawn
    assert list(one.drawn.lines) == [WHOLE]
    files = [
        workspace.sample_draws.run(each, tmp_path / f"{place}.xlsx").files[1] for place, each in enumerate((one, two))
    ]
    assert files[0].read_bytes() == files[1].read_bytes()
    other = checked(workspace, survey, extract, seed=4712)
    assert other.drawn != one.drawn
    assert other.remarks[0].startswith("Für diese Erhebung gibt es schon: Ziehung vom 12.03.2026")
    assert len(workspace.sample_draws.draws(survey)) == 2


def test_an_extract_without_blocks_and_ages_needs_a_confirmation(
    workspace: Workspace, survey: int, tmp_path: Path
) -> None:
    path = tmp_path / "kurz.csv"
    path.write_text("Nachname;Vorname;Straße\nA;B;Gasse 1\nC;D;Gasse 2\n", encoding="utf-8")
    check = checked(workspace, survey, path)
    assert len(check.obstacles) == 2
    with pytest.raises(UserError, match="Sperrvermerken"):
        workspace.sample_draws.run(check, tmp_path / "s.xlsx")
    assert not list(tmp_path.glob("s.*"))
    confirmed = checked(workspace, survey, path, confirmed=True)
    assert confirmed.obstacles == ()
    assert "1.191 gewünscht, aber nur 2 von 2" in " ".join(confirmed.remarks)
    assert workspace.sample_draws.run(confirmed, tmp_path / "s.xlsx").persons == 2


def test_districts_spelled_otherwise_can_be_assigned(workspace: Workspace, survey: int, extract: Path) -> None:
    workspace.sampling.add_stratum(survey, title="Zentrum", letters=10)
    check = checked(workspace, survey, extract)
    assert check.unknown == {"Dorf": 200, "Nordstadt": 200, "OT Altstadt": 200}
    assert check.obstacles == ("Mit diesen Angaben wird niemand gezogen.",)
    check = checked(workspace, survey, extract, assigned={"OT Altstadt": "Zentrum", "Dorf": ""})
    assert (check.unknown, check.drawn.size) == ({"Dorf": 200, "Nordstadt": 200}, 10)
    with pytest.raises(UserError, match="Ortsteil"):
        checked(workspace, survey, extract, targets=("last_name", "first_name", *["skip"] * 2, "street", *["skip"] * 4))


def test_unusable_files_are_told_and_the_extract_is_never_overwritten(
    workspace: Workspace, survey: int, extract: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "zahlen.csv"
    empty.write_text("1;2\n3;4\n", encoding="utf-8")
    with pytest.raises(UserError, match="keine Tabelle mit Überschriften"):
        workspace.sample_draws.understand(workspace.sample_draws.open(empty))
    workspace.sampling.update(survey, letters=5)
    check = checked(workspace, survey, extract)
    with pytest.raises(UserError, match="nicht den Auszug überschreiben"):
        workspace.sample_draws.run(check, extract.with_suffix(".xlsx"))
    with pytest.raises(UserError):
        workspace.sample_draws.run(check, tmp_path / "fehlt" / "s.xlsx")
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(UserError):
        workspace.sample_draws.run(check, tmp_path / "t.xlsx")
    assert not (tmp_path / "t.xlsx").exists()
    assert workspace.sample_draws.draws(survey) == []


def test_deletion_is_recorded_with_day_and_office(
    workspace: Workspace, survey: int, extract: Path, tmp_path: Path
) -> None:
    workspace.sampling.update(survey, letters=5)
    draws = workspace.sample_draws
    assert 100_000_000 <= draws.proposed_seed() <= 999_999_999
    id = draws.run(checked(workspace, survey, extract), tmp_path / "s.xlsx").draw_id
    for day, by in ((date(2026, 3, 12), " "), (date(2026, 3, 13), "Amt"), (date(2026, 3, 11), "Amt")):
        with pytest.raises(UserError):
            draws.record_deletion(id, day=day, by=by)
    draws.record_deletion(id, day=date(2026, 3, 12), by=" Meldebehörde ")
    assert (draws.get(id).deleted_on, draws.get(id).deleted_by) == (date(2026, 3, 12), "Meldebehörde")
    draws.record_deletion(id, day=None, by="")
    assert (draws.get(id).deleted_on, draws.get(id).deleted_by) == (None, "")
    draws.discard(id)
    assert draws.draws(survey) == []
