"""The import of project lists into a real file: the shared list, doubles, undo, idempotence, the report."""

import io
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import Cancelled
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType
from coordinator_app.exchange.project_columns import Target
from coordinator_app.exchange.tables import Cell, Sheet, cell_text, read_tables
from coordinator_app.services.list_import_plan import (
    ImportOptions,
    ImportPlan,
    RowChoice,
    WordAction,
    WordChoice,
)
from coordinator_app.services.project_import import ProjectImport
from coordinator_app.services.workspace import Workspace

REAL = Path(__file__).parents[1] / "data" / "projektliste_aus_quelldokumenten.xlsx"
CLOCK = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    """26 November 2026."""
    return FixedClock(CLOCK)


def plan_of(workspace: Workspace, sheet: Sheet, **options: object) -> ImportPlan:
    """The dry run with the proposed mapping."""
    service = ProjectImport(workspace)
    found = service.understand(sheet)
    assert found is not None
    return service.plan("liste.xlsx", found.data, replace(ImportOptions(found.targets, found.words), **options))


def take(workspace: Workspace, *rows: tuple[Cell, ...], **options: object) -> ImportPlan:
    """Import rows under their heading."""
    width = max(len(row) for row in rows)
    sheet = Sheet("Liste", tuple((*row, *[None] * (width - len(row))) for row in rows))
    plan = plan_of(workspace, sheet, **options)
    ProjectImport(workspace).run(plan)
    return plan


def projects(workspace: Workspace) -> dict[str, Project]:
    source = workspace.projects.list_source()
    return {row.record.title: row.record for row in source.rows(source.ids(ListFilter(sort="number"))).values()}


def test_the_real_list_comes_in_completely(workspace: Workspace) -> None:
    file = read_tables(REAL)
    plan = plan_of(workspace, file.sheets[0])
    assert (plan.new_count, plan.double_count, plan.error_count) == (13, 1, 0)
    double = next(row for row in plan.rows if row.is_double)
    assert (double.row.line, double.row.title, double.same_line) == (15, "Bürgertelefon GVD", 14)
    result = ProjectImport(workspace).run(plan)
    assert (result.created, result.merged, result.skipped) == (13, 1, 0)
    assert workspace.store.undo_name == "Projektliste eingelesen (14 Zeilen)"
    found = projects(workspace)
    assert [item.number for item in found.values()] == [f"P-{place:03d}" for place in range(1, 14)]
    phone = found["Bürgertelefon des GVD"]
    assert (phone.project_type, phone.is_permanent) == (ProjectType.OFFER, True)
    assert phone.note.split("\n")[-2:] == ["Bemerkung: doppelt?", "Titel laut Liste: Bürgertelefon GVD"]
    assert found["Arbeitskreise (projektbezogen)"].start == date(2023, 4, 25)
    assert found["Fahrradsicherheit (Aktionstag)"].status is ProjectStatus.COMPLETED
    assert found["Soziale Orte – Postplatz"].note.split("\n")[:3] == [
        "lfd. Nr.: 10",
        "Beginn: 2020 (?)",
        "Ende: offen",
    ]
    workspace.store.undo()
    assert projects(workspace) == {}
    assert workspace.contacts.organisations() == []


def test_every_oddity_of_the_real_list_is_reported(workspace: Workspace) -> None:
    plan = plan_of(workspace, read_tables(REAL).sheets[0])
    told = {(item.line, item.text) for item in plan.findings}
    odd = {
        (1, "Übersicht Präventionsprojekte / Angebote (Auszug, zusammengetragen aus den Quelldokumenten)"),
        (2, "Stand: 24.04.2024 – bitte ergänzen!"),
        (5, "2021"),
        (6, "2021"),
        (7, "2021"),
        (10, ""),
        (11, "6"),
        (14, "9"),
        (15, "9"),
        (15, "Bürgertelefon GVD"),
        (16, "2020 (?)"),
        (16, "offen"),
        (16, "k. A."),
        (17, "24.04.2024"),
        (18, "0,00"),
        (19, "25.4.23"),
        (21, "Summe"),
    }
    assert odd <= told
    assert ProjectImport(workspace).understand(read_tables(REAL).sheets[1]) is None


def test_no_text_of_the_real_list_is_lost(workspace: Workspace) -> None:
    plan = plan_of(workspace, read_tables(REAL).sheets[0])
    result = ProjectImport(workspace).run(plan)
    for row in plan.data.rows:
        card = workspace.projects.card(result.records[row.line])
        stored = " ".join(
            [card.project.title, card.project.note, card.carrier, *(item.name for item in card.actors)]
            + [name for names in card.names.values() for name in names]
        ).lower()
        same = (
            "sicherheitsgefuehl",
            "gvd",
            "bürger",
            "ordnung & sauberkeit",
            "junge erwachsene",
            "sucht",
            "demokratie",
        )
        for name, cell in zip(plan.data.header, row.cells, strict=True):
            text = cell_text(cell)
            if not text or name in {"Beginn", "Ende", "Förderung (€)"}:
                continue
            for part in text.replace('"', "").replace(";", ",").replace(" / ", ",").split(","):
                word = part.strip().lower()
                pieces = [word] if word in stored else word.split("/")
                assert all(piece in stored or piece in same for piece in pieces), (row.line, name, part)


def test_importing_twice_changes_nothing(workspace: Workspace) -> None:
    sheet = read_tables(REAL).sheets[0]
    ProjectImport(workspace).run(plan_of(workspace, sheet))
    before = projects(workspace)
    again = plan_of(workspace, sheet)
    assert (again.new_count, again.double_count) == (0, 14)
    result = ProjectImport(workspace).run(again)
    assert (result.created, result.merged, result.unchanged, result.step) == (0, 0, 14, "")
    assert projects(workspace) == before


_TITLES = st.sampled_from(
    ["Treff", "Treff am Markt", "Der Treff", "Boxen 2023", "Boxen 2024", "Graffiti", "Grafiti", ""]
)
_ROWS = st.lists(
    st.tuples(
        _TITLES,
        st.sampled_from(["", "Nord", "Süd", "Nord; Süd"]),
        st.sampled_from(["", "2023", "01.05.2024", "offen", "k. A."]),
        st.sampled_from(["", "Jugendhaus", "GVD", "Gemeindlicher Vollzugsdienst", "Frau Vogel"]),
        st.sampled_from(["", "gut", "dauerhaft"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rows=_ROWS)
def test_importing_any_list_twice_is_importing_it_once(fresh_file: Path, rows: list[tuple[str, ...]]) -> None:
    heading: tuple[Cell, ...] = ("Titel", "Ortsteil", "Beginn", "Träger / Ansprechpartner", "Bemerkung")
    cells = [tuple(text or None for text in row) for row in rows]
    with TemporaryDirectory() as folder:
        path = shutil.copyfile(fresh_file, Path(folder) / "a.kpr")
        workspace = Workspace.open(path, clock=FixedClock(CLOCK), user="Test")
        try:
            take(workspace, heading, *cells)
            before = _state(workspace)
            take(workspace, heading, *cells)
            assert _state(workspace) == before
        finally:
            workspace.store.close()


def _state(workspace: Workspace) -> tuple[object, ...]:
    with workspace.store.read() as unit:
        found = unit.find(Project, order="number")
    return (found, workspace.contacts.organisations(), workspace.contacts.persons(), workspace.municipality.areas())


def test_equal_titles_in_other_areas_or_years_are_different(workspace: Workspace) -> None:
    heading = ("Titel", "Ortsteil", "Beginn")
    plan = take(
        workspace,
        heading,
        ("Treff", "Nord", "01.01.2024"),
        ("Treff", "Süd", "01.01.2024"),
        ("Treff", "Nord", "01.01.2025"),
        ("Der Treff", None, None),
    )
    assert [row.choice for row in plan.rows] == [RowChoice.CREATE] * 3 + [RowChoice.MERGE]


def test_similar_titles_are_only_pointed_out(workspace: Workspace) -> None:
    workspace.projects.create(title="Graffiti-Werkstatt")
    plan = take(workspace, ("Titel", "Ende"), ("Graffiti-Werkstat", None), ("Boxen", None))
    assert [(row.choice, row.certain) for row in plan.rows] == [(RowChoice.CREATE, False), (RowChoice.CREATE, True)]
    assert "Ähnlich wie „Graffiti-Werkstatt“ (P-001)" in plan.rows[0].message


def test_choices_of_the_user_are_followed(workspace: Workspace) -> None:
    workspace.projects.create(title="Treff")
    heading = ("Titel", "Ende")
    take(workspace, heading, ("Treff", "2027"), rows={2: RowChoice.CREATE})
    assert len(workspace.projects.list_source().ids(ListFilter())) == 2
    take(workspace, heading, ("Treff", "2028"), ("Neu", None), rows={2: RowChoice.SKIP, 3: RowChoice.MERGE})
    assert sorted(projects(workspace)) == ["Neu", "Treff"]


def test_completing_fills_gaps_and_keeps_differences_in_the_note(workspace: Workspace) -> None:
    club = workspace.contacts.create_organisation(name="Jugendhaus")
    id = workspace.projects.create(title="Treff", costs=100, carrier_id=club, start=date(2026, 1, 1), note="Alt")
    heading = ("Titel", "Kosten", "Förderung", "Träger", "Beginn", "Ende", "Partner", "Status", "Verantwortlich")
    rows = (heading, ("Treff", 2, 1, "Schule", "02.01.2026", "01.01.2025", "Polizei", "beendet", "Anna Weber"))
    take(workspace, *rows)
    take(workspace, *rows)
    project = workspace.projects.get(id)
    assert (project.costs, project.funding, project.carrier_id) == (100, 100, club)
    assert project.end is None
    assert project.note.split("\n") == [
        "Alt",
        "Status: beendet",
        "Ende: 01.01.2025",
        "Kosten laut Liste: 2,00 €",
        "Beginn laut Liste: 02.01.2026",
        "Status laut Liste: abgeschlossen",
        "Träger: Schule",
    ]
    card = workspace.projects.card(id)
    assert card.responsible == "Anna Weber"
    assert [item.name for item in card.actors] == ["Polizei"]


def test_an_end_before_the_stored_start_goes_into_the_note(workspace: Workspace) -> None:
    id = workspace.projects.create(title="Treff", start=date(2026, 5, 1))
    for _ in range(2):
        take(workspace, ("Titel", "Ende"), ("Treff", "01.02.2026"))
    project = workspace.projects.get(id)
    assert (project.end, project.note) == (None, "Ende laut Liste: 01.02.2026")


def test_unknown_words_can_be_mapped_made_or_noted(workspace: Workspace) -> None:
    youth = workspace.catalogues.entries("field_of_action")[2]
    heading, row = ("Titel", "Handlungsfeld", "Träger"), ("Treff", "Jugendarbeit; Bildung; Zirkus", "Weberei")
    take(
        workspace,
        heading,
        row,
        words={
            ("field_of_action", "jugendarbeit"): WordChoice(WordAction.MAP, youth.id),
            ("field_of_action", "bildung"): WordChoice(WordAction.NOTE),
            ("organisation", "weberei"): WordChoice(WordAction.NOTE),
        },
    )
    card = workspace.projects.card(projects(workspace)["Treff"].id)
    assert card.names["fields_of_action"] == (youth.label, "Zirkus")
    assert card.carrier == ""
    assert card.project.note.split("\n") == [
        "Handlungsfeld: Jugendarbeit",
        "Handlungsfeld: Bildung",
        "Träger: Weberei",
    ]


def test_an_abbreviation_alone_becomes_a_full_name(workspace: Workspace) -> None:
    take(workspace, ("Titel", "Träger"), ("Treff", "GVD"))
    organisation = workspace.contacts.organisations()[0]
    assert (organisation.name, organisation.short_name) == ("Gemeindlicher Vollzugsdienst", "GVD")


def test_rows_without_title_and_left_out_columns_stand_in_the_report(workspace: Workspace) -> None:
    sheet = Sheet("Liste", (("Titel", "Ende", "Geheim"), (None, "2027", "x1"), ("Treff", "quer", "x2")))
    service = ProjectImport(workspace)
    found = service.understand(sheet) or pytest.fail("no table")
    plan = service.plan("liste.xlsx", found.data, ImportOptions((Target.TITLE, Target.END, Target.SKIP)))
    assert (plan.error_count, plan.rows[0].choice) == (2, RowChoice.SKIP)
    assert plan.column_state(2)[0] == "ausgelassen"
    assert plan.column_state(1)[0] == "1 mit Fehler"
    dry = openpyxl.load_workbook(io.BytesIO(service.report(plan)))
    assert dry["Übersicht"]["B7"].value == "Probelauf: Es wurde noch nichts gespeichert."
    result = service.run(plan)
    assert result.skipped == 1
    book = openpyxl.load_workbook(io.BytesIO(service.report(plan, result)))
    assert book.sheetnames == [
        "Übersicht",
        "Zeilen",
        "Hinweise",
        "Unbekannte Begriffe",
        "Spalten",
        "Ausgelassene Zeilen",
    ]
    left = [cell.value for row in book["Ausgelassene Zeilen"].iter_rows(min_row=2) for cell in row]
    assert "Ende: 2027 · Geheim: x1" in left
    assert "Geheim: x2" in left
    assert [cell.value for cell in book["Zeilen"][3]][3] == "P-001"


def test_the_report_names_the_decisions_about_words(workspace: Workspace) -> None:
    service = ProjectImport(workspace)
    plan = plan_of(workspace, read_tables(REAL).sheets[0])
    book = openpyxl.load_workbook(io.BytesIO(service.report(plan)))
    rows = [[cell.value for cell in row] for row in book["Unbekannte Begriffe"].iter_rows(min_row=2)]
    assert ["Themenfeld", "Graffiti", "5", "Zuordnen zu „Sachbeschädigung und Graffiti“"] in rows


def test_column_states_tell_what_to_look_at(workspace: Workspace) -> None:
    plan = plan_of(workspace, read_tables(REAL).sheets[0])
    states = {name: plan.column_state(place)[0] for place, name in enumerate(plan.data.header)}
    assert states["lfd. Nr."] == "in die Notiz"
    assert states["Kommune"] == "4 unbekannt"
    assert states["Ende"] == "passt"
    assert states["Beginn"] == "1 zu prüfen"


def test_cancelling_leaves_nothing_behind(workspace: Workspace) -> None:
    plan = plan_of(workspace, read_tables(REAL).sheets[0])
    job = JobContext()
    job.cancel()
    with pytest.raises(Cancelled):
        ProjectImport(workspace).run(plan, job)
    assert projects(workspace) == {}
    assert workspace.contacts.organisations() == []


def test_a_very_long_note_is_cut_with_a_pointer_to_the_report(workspace: Workspace) -> None:
    take(workspace, ("Titel", "Bemerkung", "Zwei"), ("Treff", "y" * 9_000, "z" * 9_000))
    assert projects(workspace)["Treff"].note.endswith("Einlesebericht)")


def test_a_list_of_thousands_of_rows_stays_quick(workspace: Workspace) -> None:
    rows: list[tuple[Cell, ...]] = [("Titel", "Handlungsfeld", "Träger")]
    rows += [(f"Projekt {place}", "Sucht", f"Verein {place % 50}") for place in range(1500)]
    plan = plan_of(workspace, Sheet("Liste", tuple(rows)))
    assert plan.new_count == 1500
