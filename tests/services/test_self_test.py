"""The self-test: every step is reported, a fault stops it, nothing of the user's is touched."""

import shutil
from pathlib import Path

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.services import demo, self_test
from coordinator_app.services.self_test import DEMO, PDF, REPORT, WORD, SelfTest

OLD = Path(__file__).parents[1] / "data" / "old_databases" / "v0001.kpr"


def report_of(test: SelfTest) -> str:
    return (test.folder / REPORT).read_text(encoding="utf-8")


def test_files_and_documents_are_made_and_told(
    tmp_path: Path, demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "make_demo", lambda path: shutil.copyfile(demo_file, path))
    monkeypatch.setattr(self_test, "KIND", "minutes")  # one without charts is enough here
    before = OLD.read_bytes()
    test = SelfTest(tmp_path / "Prüfung", OLD)
    test.files_and_documents()
    test.finish()
    told = report_of(test)
    assert not test.faulty, told
    assert told.count("in Ordnung: ") == 4
    assert "stammt aus einer älteren Version" in told
    assert told.endswith("Ergebnis: bestanden\n")
    assert {DEMO, WORD, PDF, f"Alt {OLD.name}"} <= {file.name for file in test.folder.iterdir()}
    assert OLD.read_bytes() == before


def test_fault_is_told_and_later_steps_are_not_tried(tmp_path: Path) -> None:
    test = SelfTest(tmp_path)

    def refused() -> str:
        raise UserError("Der Datenträger ist voll.")

    test.step("Datei anlegen", refused)
    test.step("Word-Datei schreiben", lambda: "nie")
    test.finish()
    assert test.faulty
    assert "NICHT in Ordnung: Datei anlegen\nDer Datenträger ist voll." in report_of(test)
    assert "nicht versucht: Word-Datei schreiben" in report_of(test)
    assert report_of(test).endswith("Ergebnis: nicht bestanden\n")


def test_unexpected_fault_is_told_with_its_place(tmp_path: Path) -> None:
    test = SelfTest(tmp_path)
    test.step("Rechnen", lambda: str(1 // 0))
    assert "ZeroDivisionError" in report_of(test)
