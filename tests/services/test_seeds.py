"""What the program brings along reaches new and old files once, and never again."""

import shutil
from pathlib import Path

import pytest

from coordinator_app.domain.catalogues import SEEDS, CatalogEntry, Catalogue
from coordinator_app.domain.process import STEPS
from coordinator_app.services import seeds
from coordinator_app.services.workspace import Workspace

OLD = sorted((Path(__file__).parents[1] / "data" / "old_databases").glob("v000[12].kpr"))


@pytest.fixture(scope="module", params=OLD, ids=lambda path: path.stem)
def opened_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of an older version that this program has opened once."""
    path = Path(shutil.copyfile(request.param, tmp_path_factory.mktemp("alt") / "alt.kpr"))
    Workspace.open(path).close()
    return path


@pytest.fixture
def old_file(opened_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(opened_file, tmp_path / "alt.kpr"))


def test_an_old_file_gets_new_catalogues_and_steps_at_opening(old_file: Path) -> None:
    workspace = Workspace.open(old_file, read_only=True)
    assert [step.title for step in workspace.process.steps()] == [step.title for step in STEPS]
    for catalogue in (Catalogue.WALK_FEATURE, Catalogue.DEADLINE_KIND, Catalogue.COST_KIND):
        codes = [entry.code for entry in workspace.catalogues.entries(catalogue)]
        assert codes == [code for code, _, _ in SEEDS[catalogue]]
    assert workspace.store.undo_name == ""
    workspace.store.close()


def test_what_the_user_deleted_stays_deleted(old_file: Path) -> None:
    workspace = Workspace.open(old_file)
    first, *rest = workspace.process.steps()
    workspace.process.discard(first.id)
    with workspace.store.write("weg") as unit:
        entry = unit.find(CatalogEntry, catalogue=Catalogue.WALK_FEATURE)[0]
        unit.erase(CatalogEntry, entry.id)
    workspace.store.close()
    again = Workspace.open(old_file)
    assert [step.id for step in again.process.steps()] == [step.id for step in rest]
    assert entry.id not in {found.id for found in again.catalogues.entries(Catalogue.WALK_FEATURE)}
    again.store.close()


def test_a_new_file_has_every_packet_once(workspace: Workspace) -> None:
    assert seeds.bring_up(workspace.store) == []
    assert len(workspace.process.steps()) == len(STEPS)


def test_a_file_open_for_reading_stays_as_it_is(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "PACKETS", (*seeds.PACKETS, seeds.Packet("later", "process:add_steps")))
    reader = Workspace.open(workspace.store.path, read_only=True)
    assert len(reader.process.steps()) == len(STEPS)
    reader.store.close()


def test_a_later_packet_reaches_a_file_that_had_the_earlier_ones(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeds, "PACKETS", (*seeds.PACKETS, seeds.Packet("later", "process:add_steps")))
    assert seeds.bring_up(workspace.store) == ["later"]
    assert seeds.bring_up(workspace.store) == []
    assert len(workspace.process.steps()) == 2 * len(STEPS)


def test_a_restored_backup_of_an_old_version_gets_them_too(workspace: Workspace, tmp_path: Path) -> None:
    from coordinator_app.storage.backup import Backup

    old = Path(shutil.copyfile(OLD[0], tmp_path / "alt.kpr"))
    workspace.backups.restore(Backup(old, workspace.clock.now(), "von Hand", old.stat().st_size))
    assert len(workspace.process.steps()) == len(STEPS)
