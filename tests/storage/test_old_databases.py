"""Files of every released schema version open with today's program and lose nothing."""

import json
import runpy
import shutil
import sys
from pathlib import Path

import pytest

from coordinator_app.services.workspace import Workspace
from coordinator_app.storage import backup
from coordinator_app.storage.schema import HEAD

FOLDER = Path(__file__).parents[1] / "data" / "old_databases"
BROUGHT_ALONG = {"catalog_entry"}  # kinds of old schemas that opening adds to (see services/seeds.py)
KEPT = sorted(FOLDER.glob("v*.kpr"))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_kept_file_opens_with_everything_in_it(kept: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(kept, tmp_path / "alt.kpr"))
    expected = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    workspace = Workspace.open(path)
    workspace.municipality.add_area(name="nach dem Öffnen")
    workspace.close()
    backup.verify(path)
    expected["area"] = expected.get("area", 0) + 1
    found = backup.counts(path, sorted(expected))
    added = {kind: found[kind] - expected[kind] for kind in expected}
    assert {kind for kind, number in added.items() if number} <= BROUGHT_ALONG
    assert min(added.values()) >= 0


def test_every_older_schema_version_has_a_kept_file() -> None:
    assert {path.stem for path in KEPT} >= {f"v{version:04d}" for version in range(1, HEAD)}


def test_keeping_a_file_writes_it_and_its_counts_once(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = runpy.run_path(str(FOLDER.parents[2] / "packaging" / "keep_database.py"))
    workspace.municipality.add_area(name="Mitte")
    monkeypatch.setitem(script["main"].__globals__, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["keep_database", str(workspace.store.path)])
    assert script["main"]() == 0
    assert capsys.readouterr().out.strip().endswith(f"v{HEAD:04d}.kpr")
    counts = json.loads((tmp_path / f"v{HEAD:04d}.json").read_text(encoding="utf-8"))
    assert counts["area"] == 1
    with pytest.raises(SystemExit):
        script["main"]()
