"""A list of 300 rows with twelve doubles: nothing gets lost, everything odd has its cell, one step back."""

from datetime import date, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from coordinator_app.common.german import NBSP, format_money
from coordinator_app.domain.columns import ListFilter
from coordinator_app.exchange.tables import cell_text, read_tables
from coordinator_app.services.list_import_plan import ImportOptions, ImportPlan, RowChoice
from coordinator_app.services.project_import import ProjectImport
from coordinator_app.services.workspace import Workspace

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def lists() -> ModuleType:
    """The module that writes the lists."""
    spec = spec_from_file_location("make_lists", DATA / "make_lists.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def long_list(lists: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The list as a file."""
    path = tmp_path_factory.mktemp("lists") / "projektliste_300.xlsx"
    lists.write(path, 300)
    return path


def planned(workspace: Workspace, path: Path, **rows: RowChoice) -> ImportPlan:
    service = ProjectImport(workspace)
    found = service.understand(read_tables(path).sheets[0]) or pytest.fail("no table")
    choices = {int(line.removeprefix("line_")): choice for line, choice in rows.items()}
    return service.plan(path.name, found.data, ImportOptions(found.targets, found.words, choices))


def test_the_doubles_are_found_and_nothing_is_lost(workspace: Workspace, long_list: Path) -> None:
    plan = planned(workspace, long_list)
    assert len(plan.rows) == 300
    assert [row.is_double for row in plan.rows[-12:]] == [True] * 12
    assert len([row for row in plan.rows if row.is_double and row.certain]) == 7
    likely = {f"line_{row.row.line}": RowChoice.MERGE for row in plan.rows[-12:] if not row.certain}
    plan = planned(workspace, long_list, **likely)
    result = ProjectImport(workspace).run(plan)
    assert (result.created, result.created + result.merged + result.unchanged, result.skipped) == (288, 300, 0)
    source = workspace.projects.list_source()
    stored = source.rows(source.ids(ListFilter()))
    by_line = {line: stored[id].record for line, id in result.records.items()}
    for row in plan.data.rows:
        project = by_line[row.line]
        for name, cell in zip(plan.data.header, row.cells, strict=True):
            if name in {"Themenfeld", "Ortsteil", "Träger"} or cell is None:
                continue
            known = (project.title, project.start, project.end, project.costs, project.funding)
            day = cell.date() if isinstance(cell, datetime) else cell
            kept = day in known or (isinstance(day, int) and day * 100 in known)
            line = f"{name}: {cell_text(cell)}"
            if isinstance(cell, int) and format_money(cell * 100).replace(NBSP, " ") in project.note:
                continue
            noted = line in project.note.split("\n") or cell_text(cell) in project.note
            assert kept or noted or (cell_text(cell) == "laufend" and project.is_permanent), (row.line, line)
    workspace.store.undo()
    assert source.ids(ListFilter()) == []


def test_every_odd_cell_is_named(workspace: Workspace, long_list: Path, lists: ModuleType) -> None:
    plan = planned(workspace, long_list)
    told = {plan.data.place(item.line, item.column) for item in plan.findings if item.column}
    for line, row in enumerate(lists.rows(300), 1):
        if line <= 3 or row[0] in {None, "Summe"}:
            continue
        if isinstance(row[5], str) and not isinstance(row[5], date):
            assert f"F{line}" in told
        if isinstance(row[7], str):
            assert f"H{line}" in told
    assert any("Summenzeile" in item.message for item in plan.findings)
