"""The Linux packages: what does not depend on a build."""

import configparser
import tarfile
from pathlib import Path
from xml.etree import ElementTree as ET

import linux_package
import pytest
import release

import build
from coordinator_app import __version__

ROOT = Path(__file__).parents[2]
FILES = ROOT / "packaging" / "linux"


def test_version_of_packages_is_that_of_the_program() -> None:
    assert release.version() == __version__


def test_menu_entry_opens_files_of_the_declared_type() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their case
    entry.read(FILES / "kpr-arbeitsplatz.desktop", encoding="utf-8")
    shown = entry["Desktop Entry"]
    assert shown["Exec"] == "kpr-arbeitsplatz %f"
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    types = ET.parse(FILES / "kpr-arbeitsplatz.xml").getroot()  # noqa: S314 - a file of ours
    patterns = {node.get("type"): node.find(f"{space}glob") for node in types.iter(f"{space}mime-type")}
    opened = patterns[shown["MimeType"].rstrip(";")]
    assert opened is not None
    assert opened.get("pattern") == "*.kpr"


def test_archive_bears_one_time_and_no_names_of_the_builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "kpr-arbeitsplatz"
    (folder / "_internal").mkdir(parents=True)
    (folder / "kpr-arbeitsplatz").write_bytes(b"\x7fELF")
    (folder / "_internal" / "b.txt").write_text("b", encoding="utf-8")
    Path(folder / "_internal" / "a.txt").symlink_to("b.txt")
    monkeypatch.setattr(linux_package, "FOLDER", folder)
    first = linux_package.tarball(tmp_path, 1_780_000_000)
    before = first.read_bytes()
    assert linux_package.tarball(tmp_path, 1_780_000_000).read_bytes() == before
    with tarfile.open(first) as archive:
        members = archive.getmembers()
    top = f"kpr-arbeitsplatz-{__version__}"
    assert [each.name for each in members][:3] == [
        f"{top}/_internal/a.txt",
        f"{top}/_internal/b.txt",
        f"{top}/kpr-arbeitsplatz",
    ]
    assert {each.mtime for each in members} == {1_780_000_000}
    assert {(each.uid, each.uname) for each in members} == {(0, "root")}
    assert [each.name for each in members if each.mode == 0o755 and each.isfile()] == [
        f"{top}/kpr-arbeitsplatz",
        f"{top}/einrichten.sh",
    ]


@pytest.mark.parametrize("words", [["macos"], ["linux", "windows"], ["--unfug"]])
def test_wrong_call_of_build_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(words) == 2
    assert "Aufruf: packaging/build" in capsys.readouterr().err


def test_time_of_the_sources_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    assert release.source_time() == 1_780_000_000
