"""Chapters of reports from the file: the example, an empty file, period, filters, and what the public may read."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Heading, Table, plain, walk
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.contacts import Person
from coordinator_app.domain.data_series import DataPoint, DataSeries, Measure
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.needs import Evidence, Need, NeedKind, NeedStatus
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound, RoundStatus
from coordinator_app.domain.project_course import Event, EventState
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.domain.report_outlines import FIELDS, OUTLINES, field_key
from coordinator_app.domain.report_plan import ReportPlan
from coordinator_app.domain.reports import Report, ReportKind
from coordinator_app.domain.resolutions import Implementation, Resolution, ResolutionState
from coordinator_app.domain.tasks import Task
from coordinator_app.services.report_chapters.fields import fields_with_content
from coordinator_app.services.report_chapters.ranks import is_later, told_round
from coordinator_app.services.report_chapters.scope import scope_of
from coordinator_app.services.report_content import MAKERS, ChapterContext, maker_of
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.unit_of_work import WriteUnit

MINE = ("year:", "board:", "situation:", "fields:", "priorities:", "effects:", "money:", "projects:")
KEYS = tuple(key for key, name in MAKERS.items() if name.startswith(MINE) and key != FIELDS)


def context(
    workspace: Workspace,
    *,
    year: int = 0,
    is_public: bool = False,
    plan: ReportPlan | None = None,
    report: Report | None = None,
) -> ChapterContext:
    day = today(workspace.clock)
    wanted = year or day.year
    return ChapterContext(
        workspace=workspace,
        report=report or Report(title="Bericht"),
        plan=plan or ReportPlan(),
        start=date(wanted, 1, 1),
        end=date(wanted, 12, 31),
        today=day,
        is_public=is_public,
    )


def made(found: ChapterContext, key: str) -> list[object]:
    maker = maker_of(key)
    assert maker is not None
    return list(maker(found))


def text_of(blocks: list[object]) -> str:
    return "\n".join(node for node in walk(tuple(blocks)) if isinstance(node, str))


@pytest.fixture(scope="module")
def example(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    from coordinator_app.common.clock import FixedClock
    from tests.conftest import TODAY

    path = tmp_path_factory.mktemp("reports") / "demo.kpr"
    shutil.copyfile(demo_file, path)
    opened = Workspace.open(path, clock=FixedClock(TODAY), user="Test")
    yield opened
    opened.store.close()


# --- the example --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_every_chapter_of_the_example_tells_something_at_the_right_levels(example: Workspace, key: str) -> None:
    blocks = made(context(example), key)
    assert blocks
    level = 1
    for node in walk(tuple(blocks)):
        if isinstance(node, Heading):
            assert 2 <= node.level <= level + 1
            level = node.level


@pytest.mark.parametrize("year", [0, 2024, 2030])
def test_public_chapters_name_no_person_and_nothing_that_is_not_public(example: Workspace, year: int) -> None:
    found = context(
        example, year=year, is_public=True, plan=ReportPlan(with_sheets=True, columns=("title", "responsible_id"))
    )
    keys = [*KEYS, *map(field_key, fields_with_content(found))]
    text = "\n".join(
        text_of(made(replace(found, field=int(key.rpartition(":")[2]) if ":" in key else None), key)) for key in keys
    )
    with example.store.read() as unit:
        people = [person.last_name for person in unit.find(Person)]
        hidden = [item.title for item in unit.find(Resolution) if not item.public and len(item.title) > 30]
        tasks = [item.title for item in unit.find(Task)]
    assert [name for name in people if re.search(rf"\b{re.escape(name)}\b", text)] == []
    assert [title for title in (*hidden, *tasks) if title in text] == []


def test_fields_of_the_example_have_lage_and_measures(example: Workspace) -> None:
    found = context(example)
    fields = fields_with_content(found)
    assert len(fields) > 8
    assert list(fields) == [id for id in scope_of(found).labels if id in fields]
    texts = {label: text_of(made(replace(found, field=id), field_key(id))) for id, label in fields.items()}
    public_space = texts["Sicherheit im öffentlichen Raum"]
    assert "Bei der Begehung „Bahnhof und Unterführung bei Dunkelheit“" in public_space
    assert "Die Erhebung „Bürgerbefragung" in public_space
    assert "Beschwerden zu Beleuchtung" in public_space
    assert "(Rang 1)" in public_space
    assert "Ziele und Stand im Handlungsfeld Suchtprävention" in texts["Suchtprävention"]


def test_outlines_have_a_maker_for_every_chapter_the_data_fill(example: Workspace) -> None:
    own = {"foreword", "occasion", "mission"}
    for kind in (ReportKind.ANNUAL, ReportKind.PREVENTION, ReportKind.STRATEGY):
        assert {key for key in OUTLINES[kind] if maker_of(key) is None} <= own


# --- an empty file ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_every_chapter_of_an_empty_file_is_one_sentence_or_two(workspace: Workspace, key: str) -> None:
    blocks = made(context(workspace), key)
    assert blocks
    assert not [node for node in walk(tuple(blocks)) if isinstance(node, Table)]
    assert fields_with_content(context(workspace)) == {}
    assert made(replace(context(workspace), field=1), FIELDS) == []


# --- period and filters -------------------------------------------------------------------------------------------


@pytest.fixture
def town(workspace: Workspace) -> dict[str, int]:
    """Two fields of action, a need and a project each; one project is of last year, one is for later."""
    first, second = (entry.id for entry in workspace.catalogues.entries("field_of_action")[:2])
    ids: dict[str, int] = {"first": first, "second": second}
    with workspace.store.write("Bericht vorbereitet") as unit:
        ids["area"] = workspace.municipality.add_area(name="Altstadt")
        ids["other"] = workspace.municipality.add_area(name="Neustadt")
        _projects(unit, ids)
        _needs(unit, ids, workspace)
        _work(unit, ids)
    return ids


def _projects(unit: WriteUnit, ids: dict[str, int]) -> None:
    day, first = today(unit.clock), (ids["first"],)
    ids["now"] = unit.add(
        Project(
            title="Streife",
            fields_of_action=first,
            areas=(ids["area"],),
            start=day,
            end=day,
            status=ProjectStatus.RUNNING,
            is_public=True,
        )
    )
    begun, over = day - timedelta(days=800), day - timedelta(days=400)
    done = ProjectStatus.COMPLETED
    ids["past"] = unit.add(
        Project(title="Früher", fields_of_action=(ids["second"],), status=done, start=begun, end=over)
    )
    start, planned = date(day.year + 1, 2, 1), ProjectStatus.PLANNING
    ids["later"] = unit.add(Project(title="Umbau", fields_of_action=first, status=planned, start=start))


def _needs(unit: WriteUnit, ids: dict[str, int], workspace: Workspace) -> None:
    day, field = today(unit.clock), ids["first"]
    kind = next(each.id for each in workspace.catalogues.entries("evidence_kind") if each.code == "police_statistics")
    series = unit.add(DataSeries(title="Diebstahl", unit="Fälle", measure=Measure.CASES))
    for period, value in ((str(day.year - 1), 12.0), (str(day.year), 3.0)):
        unit.add(DataPoint(series_id=series, period=period, value=value))
    need = unit.add(
        Need(
            title="Räder",
            field_of_action_id=field,
            areas=(ids["other"],),
            projects=(ids["now"], ids["later"]),
            first_reported=day - timedelta(days=10),
        )
    )
    backed = Evidence(need_id=need, evidence_kind_id=kind, statement="Mehr Diebstähle", observed=day)
    unit.add(replace(backed, source_kind="data_series", source_id=series))
    unit.add(Need(title="Weg damit", field_of_action_id=field, status=NeedStatus.REJECTED))
    unit.add(Need(title="Vereine", field_of_action_id=ids["second"], need_kind=NeedKind.STRENGTH))


def _work(unit: WriteUnit, ids: dict[str, int]) -> None:
    day, now = today(unit.clock), (ids["now"],)
    goal = unit.add(Goal(project_id=ids["now"], text="Weniger Diebstähle", due=day + timedelta(days=60)))
    indicator = unit.add(Indicator(goal_id=goal, name="Fälle", target=10.0, baseline=20.0))
    unit.add(Measurement(indicator_id=indicator, measured_on=day, value=12.0))
    body = unit.add(Body(name="Rat"))
    decided = Resolution(title="Geheim", body_id=body, state=ResolutionState.ADOPTED, decided_on=day, projects=now)
    unit.add(decided)
    unit.add(replace(decided, title="Offen für alle", public=True, implementation=Implementation.DONE))
    unit.add(Event(title="Fest", state=EventState.HELD, starts_on=day, participants=3, projects=now))
    unit.add(Event(title="Alt", state=EventState.HELD, starts_on=day, projects=(ids["past"],)))
    unit.add(Task(title="Angebot einholen", source_kind="project", source_id=ids["now"]))


def test_field_inside_and_outside_the_house(workspace: Workspace, town: dict[str, int]) -> None:
    inside = text_of(made(replace(context(workspace), field=town["first"]), FIELDS))
    outside = text_of(made(replace(context(workspace, is_public=True), field=town["first"]), FIELDS))
    for words in ("Streife", "Räder", "Diebstahl", "Umbau", "Geheim", "Offen für alle", "Angebot einholen"):
        assert words in inside
    for words in ("Geheim", "Angebot einholen", "Umbau", "Weg damit"):
        assert words not in outside
    assert "Offen für alle (umgesetzt)" in outside
    assert "3 Fälle" in inside
    assert "3 Fälle" not in outside


def test_period_decides_what_is_in_the_report(workspace: Workspace, town: dict[str, int]) -> None:
    year = today(workspace.clock).year
    now, before = scope_of(context(workspace)), scope_of(context(workspace, year=year - 2))
    assert [item.title for item in now.projects] == ["Streife"]
    assert [item.title for item in now.planned] == ["Umbau"]
    assert [item.title for item in before.projects] == ["Früher"]
    assert [need.title for need in before.needs] == ["Vereine"]
    assert before.decided == []
    ahead = scope_of(context(workspace, year=year + 3))
    assert ahead.is_ahead
    assert [item.title for item in ahead.projects] == ["Streife"]
    assert ahead.as_of.year == year + 3 or ahead.as_of == today(workspace.clock)


def test_fields_and_areas_narrow_the_report(workspace: Workspace, town: dict[str, int]) -> None:
    of_field = context(workspace, plan=ReportPlan(fields=(town["second"],)))
    assert fields_with_content(of_field) == {town["second"]: scope_of(of_field).labels[town["second"]]}
    of_area = scope_of(context(workspace, plan=ReportPlan(areas=(town["other"],))))
    assert of_area.projects == []
    assert {need.title for need in of_area.needs} == {"Räder", "Vereine"}
    assert of_area.takes_area(None)
    assert not of_area.takes_area(town["area"])


def test_columns_chosen_for_the_annex_are_kept_but_no_private_ones_outside(
    workspace: Workspace, town: dict[str, int]
) -> None:
    plan = ReportPlan(columns=("number", "title", "responsible_id", "unknown"), with_sheets=True)
    inside = made(context(workspace, plan=plan), "annex_projects")
    outside = made(context(workspace, plan=plan, is_public=True), "annex_projects")
    labels = [
        [column.label for column in node.columns]
        for blocks in (inside, outside)
        for node in walk(tuple(blocks))
        if isinstance(node, Table)
    ]
    assert labels[0] == ["Nummer", "Titel", "Verantwortlich"]
    assert ["Nummer", "Titel"] in labels
    assert next(node.text for node in inside if isinstance(node, Heading)) == "Streife"


def test_events_of_projects_that_may_not_be_named_stay_inside(workspace: Workspace, town: dict[str, int]) -> None:
    inside = text_of(made(context(workspace), "publicity"))
    outside = text_of(made(context(workspace, is_public=True), "publicity"))
    assert "Alt" in inside.split("\n")
    assert "Alt" not in outside.split("\n")
    assert "unter 5" in outside


def test_effects_judge_by_the_values_of_the_period(workspace: Workspace, town: dict[str, int]) -> None:
    now = text_of(made(context(workspace), "effects"))
    assert "Weniger" not in now
    assert "Verfolgt werden 1 Indikator" in now
    assert "Indikatoren sind für die Projekte" in text_of(made(context(workspace, year=2000), "effects"))


def test_round_after_the_period_is_told_as_such(example: Workspace) -> None:
    year = today(example.clock).year
    now, early = scope_of(context(example)), scope_of(context(example, year=year - 1))
    for scope in (now, early):
        found = told_round(scope)
        assert found is not None
        assert is_later(scope, found) is (found.frozen_on is not None and found.frozen_on > scope.as_of)
    text = text_of(made(context(example, year=year - 1), "priorities"))
    found = told_round(early)
    assert found is not None
    assert ("Nach dem Berichtszeitraum wurde" in text) is is_later(early, found)


def test_goals_of_a_priority_itself_stand_in_the_strategy(workspace: Workspace, town: dict[str, int]) -> None:
    with workspace.store.write("Runde") as unit:
        found = unit.add(PriorityRound(title="Runde", status=RoundStatus.RESOLVED, frozen_on=today(unit.clock)))
        line = Priority(priority_round_id=found, need_title="Räder", rank=1, decision=Decision.PRIORITY)
        id = unit.add(line)
        unit.add(Goal(priority_id=id, text="Ein Ziel ohne Projekt"))
        unit.add(Goal(priority_id=id, project_id=town["past"], text="Ein Ziel von früher"))
    inside = text_of(made(context(workspace), "goals"))
    assert "Ein Ziel ohne Projekt" in inside
    assert "Ein Ziel von früher" in inside
    assert "Ein Ziel von früher" not in text_of(made(context(workspace, is_public=True), "goals"))


def test_strategy_belongs_to_the_resolution_it_was_made_for(workspace: Workspace, town: dict[str, int]) -> None:
    with workspace.store.read() as unit:
        ids = {item.title: item.id for item in unit.find(Resolution)}
    report = Report(title="Strategie", subject_kind="resolution", subject_id=ids["Geheim"])
    assert "Geheim" in text_of(made(context(workspace, report=report), "resolution"))
    assert "nicht öffentlich gefasst" in text_of(made(context(workspace, report=report, is_public=True), "resolution"))


def test_plain_words_of_a_chapter_have_no_marker_of_a_gap_in_public(example: Workspace) -> None:
    found = context(example, is_public=True)
    for key in KEYS:
        runs = [node for node in walk(tuple(made(found, key))) if getattr(node, "is_missing", False)]
        assert runs == [], (key, [plain(run) for run in runs])
