"""„Was ist neu“ from the changelog that comes with the program."""

from datetime import date
from pathlib import Path

import pytest

from coordinator_app import __version__
from coordinator_app.services import release_notes
from coordinator_app.services.release_notes import Release, is_update, order, parse

TEXT = """# Änderungen

## [Unveröffentlicht]

- noch nicht

## [1.10.0] – 2027-03-01

### Neu

- Zweites

## [1.9.0]

- Erstes

[1.9.0]: Vergleich
"""


def test_versions_are_read_newest_first_without_what_is_not_released() -> None:
    newest, older = parse(TEXT)
    assert newest == Release("1.10.0", date(2027, 3, 1), "### Neu\n\n- Zweites")
    assert newest.heading == "Version 1.10.0 vom 01.03.2027"
    assert (older.version, older.day, older.heading) == ("1.9.0", None, "Version 1.9.0")


@pytest.mark.parametrize(
    ("seen", "expected"), [("", False), ("kaputt", False), ("0.8.10", True), (__version__, False), ("99.0", False)]
)
def test_only_an_older_version_seen_before_makes_an_update(seen: str, expected: bool) -> None:
    assert is_update(seen) is expected


def test_versions_compare_as_numbers() -> None:
    assert order("1.10.0") > order("1.9.3") > order("1.9") > order("x") == ()


def test_the_changelog_of_this_program_tells_this_version() -> None:
    page = release_notes.page()
    assert page.startswith("# Was ist neu\n\n## Version ")
    assert f"## Version {release_notes.full_version()}" in page
    assert release_notes.released() is not None
    assert "Unveröffentlicht" not in page


def test_a_missing_changelog_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(release_notes, "CHANGELOG", tmp_path / "fehlt.md")
    release_notes.releases.cache_clear()
    try:
        assert "keine Änderungen verzeichnet" in release_notes.page()
        assert release_notes.full_version() == __version__
    finally:
        release_notes.releases.cache_clear()


def test_the_file_is_described_without_its_name(tmp_path: Path) -> None:
    path = tmp_path / "Mühlwerda.kpr"
    path.write_bytes(bytes(3_000_000))
    told = release_notes.file_facts(path, network=True)
    assert told.startswith("Format ")
    assert told.endswith("Netzlaufwerk")
    assert "Mühlwerda" not in told
    assert "nicht erreichbar" in release_notes.file_facts(tmp_path / "fehlt", network=False)
