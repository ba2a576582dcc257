"""Figures over time as use cases."""

from pathlib import Path

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.data_series import DataPoint, DataSeries, PeriodKind
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def series(workspace: Workspace) -> int:
    return workspace.data_series.create(title="Straftaten insgesamt", unit="Fälle")


def values(workspace: Workspace, series: int) -> dict[str, float | None]:
    return {point.period: point.value for point in workspace.data_series.points(series)}


def test_values_are_typed_one_by_one_and_pasted(workspace: Workspace, series: int) -> None:
    service = workspace.data_series
    service.set_value(series, "2023", 400)
    assert service.set_lines(series, "2024\t1.250,5\n\n2025: 12\n2022 –") == 3
    assert values(workspace, series) == {"2022": None, "2023": 400.0, "2024": 1250.5, "2025": 12.0}
    service.set_value(series, "2023", 410)
    assert values(workspace, series)["2023"] == 410.0
    workspace.store.undo()
    assert values(workspace, series)["2023"] == 400.0
    service.remove_point(service.points(series)[0].id)
    assert "2022" not in values(workspace, series)
    assert service.in_words(series).startswith("2025: 12 Fälle, 1.238,5 weniger als 2024")


def test_the_first_value_says_what_the_series_counts(workspace: Workspace, series: int) -> None:
    workspace.data_series.set_value(series, "3. Quartal 2025", 4)
    assert workspace.data_series.get(series).period_kind is PeriodKind.QUARTER


@pytest.mark.parametrize("text", ["bald 12", "2025 viele", "", "2025"])
def test_unreadable_lines_are_named_and_nothing_is_written(workspace: Workspace, series: int, text: str) -> None:
    with pytest.raises(UserError):
        workspace.data_series.set_lines(series, f"2024 3\n{text}" if text else "")
    assert values(workspace, series) == {}
    with pytest.raises(UserError, match="kein Zeitraum"):
        workspace.data_series.set_value(series, "bald", 1)


def test_breaks_must_be_readable(workspace: Workspace, series: int) -> None:
    workspace.data_series.update(series, None, breaks="2021: neue Erfassung")
    with pytest.raises(UserError, match="je Zeile"):
        workspace.data_series.update(series, None, breaks="irgendwann")
    assert workspace.data_series.get(series).breaks == "2021: neue Erfassung"


def test_a_file_is_taken_in_once_in_one_step(workspace: Workspace, tmp_path: Path) -> None:
    area = workspace.municipality.add_area(name="Bahnhofsviertel")
    path = tmp_path / "pks.csv"
    path.write_text(
        "Schlüssel;Straftat;Gebiet;2024;2025\n0100;Mord;Bahnhofsviertel;0;1\n2100;Raub;Altstadt;5;.\n",
        encoding="utf-8",
    )
    service = workspace.data_series
    source = service.create_source(title="PKS", publisher="Polizeidirektion")
    plan = service.plan(path)
    assert (plan.writes, [each.area_id for each in plan.series]) == (4, [area, None])
    assert service.take_in(plan, source_id=source) == 4
    murder, robbery = service.all()
    assert (murder.key, murder.area_id, robbery.note) == ("0100", area, "Gebiet im Original: Altstadt")
    again = service.plan(path)
    assert again.writes == 0
    assert service.take_in(again) == 0
    with workspace.store.read() as unit:
        assert (unit.count(DataSeries), unit.count(DataPoint)) == (2, 4)
    workspace.store.undo()
    with workspace.store.read() as unit:
        assert (unit.count(DataSeries), unit.count(DataPoint)) == (0, 0)


def test_a_file_without_figures_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Name;Ort\nMüller;Mitte\n", encoding="utf-8")
    with pytest.raises(UserError, match="keine Kennzahlreihe"):
        workspace.data_series.plan(path)


def test_series_go_to_the_papierkorb(workspace: Workspace, series: int) -> None:
    workspace.data_series.discard(series)
    assert workspace.data_series.all() == []
