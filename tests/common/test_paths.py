"""A portable program keeps settings and files beside itself; every other one in the user's folders."""

import sys
from pathlib import Path

import pytest

from coordinator_app.common import paths


@pytest.mark.parametrize(("frozen", "marked"), [(False, True), (True, False), (True, True)])
def test_only_a_packaged_program_with_its_mark_is_portable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frozen: bool, marked: bool
) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "KPR-Arbeitsplatz.exe"))
    if marked:
        (tmp_path / paths.PORTABLE_MARK).write_text("x", encoding="utf-8")
    assert paths.portable_folder() == (tmp_path / "Daten" if frozen and marked else None)


def test_what_comes_with_the_program_is_there() -> None:
    assert paths.RESOURCES.is_dir()
    assert paths.CHANGELOG.is_file()
