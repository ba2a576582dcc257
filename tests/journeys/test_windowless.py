"""The ways without a window, as an IT department runs them: exit codes, German sentences, files left as they were."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordinator_app import __version__
from coordinator_app.storage.store import Store
from tests.documents import rules
from tests.meeting_scenario import SavedSteering

ROOT = Path(__file__).resolve().parents[2]
DONE, WRONG_ARGUMENTS, UNUSABLE_FILE = 0, 2, 3


@dataclass(frozen=True)
class Ran:
    """What a call of the program gave back."""

    code: int
    said: str
    complained: str


def run(*words: str | Path) -> Ran:
    """Call main.py in a process of its own, where no window can be shown and the console is not German."""
    variables = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    variables |= {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        capture_output=True,
        check=False,
        env=variables,
        encoding="utf-8",
        timeout=120,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def small_file(saved_steering: SavedSteering, tmp_path: Path) -> Path:
    """A closed file with one meeting held and one to come."""
    return Path(shutil.copyfile(saved_steering.path, tmp_path / "muehlwerda.kpr"))


def test_help_and_version_are_told() -> None:
    assert run("--version") == Ran(DONE, f"KPR-Arbeitsplatz {__version__}\n", "")
    for word in ("--hilfe", "--help", "-h"):
        answer = run(word)
        assert (answer.code, answer.complained) == (DONE, "")
        assert "main.py --export ORDNER DATEI" in answer.said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--demo"], "Nach „--demo“ gehört genau eine Datei"),
        (["--demo", "a.kpr", "b.kpr"], "Nach „--demo“ gehört genau eine Datei"),
        (["--demo", "--export"], "Nach „--demo“ gehört genau eine Datei"),
        (["--export"], "Nach „--export“ gehören ein Ordner und eine Datei"),
        (["--export", "ordner"], "Nach „--export“ gehören ein Ordner und eine Datei"),
        (["--drucken"], "Die Angabe „--drucken“ gibt es nicht."),
        (["a.kpr", "--drucken"], "Die Angabe „--drucken“ gibt es nicht."),
        (["a.kpr", "b.kpr"], "Es kann nur eine Datei auf einmal geöffnet werden."),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_how_it_is_written(words: list[str], sentence: str) -> None:
    answer = run(*words)
    assert (answer.code, answer.said) == (WRONG_ARGUMENTS, "")
    assert answer.complained.startswith(sentence)
    assert "Aufruf:" in answer.complained


def test_the_example_file_is_made_once_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "Mühlwerda.kpr"
    made = run("--demo", path)
    assert made == Ran(DONE, f"Die Beispieldatei „{path}“ ist angelegt.\n", "")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("meeting", "need")
        }
    assert counts["meeting"] >= 10
    assert counts["need"] >= 15
    before = path.read_bytes()
    again = run("--demo", path)
    assert again.code == UNUSABLE_FILE
    assert "gibt es schon; sie bleibt unverändert" in again.complained
    assert path.read_bytes() == before
    beside = {entry.name for entry in tmp_path.iterdir()} - {"Mühlwerda.kpr"}
    assert len(beside) == 2  # the answers of two surveys
    assert all(re.fullmatch(r"Mühlwerda – .+ \d{4}\.kpra", name) for name in beside)


def test_the_example_needs_a_folder(tmp_path: Path) -> None:
    answer = run("--demo", tmp_path / "fehlt" / "a.kpr")
    assert answer.code == UNUSABLE_FILE
    assert "Den Ordner „" in answer.complained
    assert not (tmp_path / "fehlt").exists()


def test_export_writes_every_document_and_lists_it(small_file: Path, tmp_path: Path) -> None:
    before, folder = small_file.read_bytes(), tmp_path / "Ausgabe"
    answer = run("--export", folder, small_file)
    assert (answer.code, answer.complained) == (DONE, "")
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert answer.said == f"{len(entries)} Dateien stehen im Ordner „{folder}“.\n"
    assert {entry["path"] for entry in entries} | {"manifest.json"} == {path.name for path in folder.iterdir()}
    assert {"invitation", "agenda", "minutes", "resolution_register", "task_list"} <= {e["kind"] for e in entries}
    assert all(entry["seconds"] >= 0 for entry in entries)
    assert rules.word_findings(next(folder.glob("*Niederschrift*.docx")).read_bytes()) == []
    assert rules.pdf_findings(next(folder.glob("*Niederschrift*.pdf")).read_bytes()) == []
    assert small_file.read_bytes() == before


def test_export_keeps_what_was_edited_by_hand(plain_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Ausgabe"
    run("--export", folder, plain_file)
    edited = next(folder.glob("*.docx"))
    edited.write_bytes(b"von Hand")
    count = len(list(folder.iterdir()))
    assert run("--export", folder, plain_file).code == DONE
    assert edited.read_bytes() == b"von Hand"
    assert len(list(folder.iterdir())) > count


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def foreign(path: Path) -> None:
    path.write_text("Dies ist ein Brief.\n" * 20, encoding="utf-8")


def other_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE a (b)")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 8] = b"\xa5" * (4096 * 7)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (newer, "wurde mit einer neueren Version des Programms gespeichert und nicht verändert"),
        (foreign, "ist keine Datei dieses Programms und wurde nicht verändert"),
        (other_database, "ist keine Datei dieses Programms und wurde nicht verändert"),
        (empty, "ist leer (0 Byte)"),
        (cut_off, "beschädigt"),
        (scribbled, "beschädigt"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_left_untouched(
    fresh_file: Path, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    folder, path = tmp_path / "Ausgabe", tmp_path / "Datei" / "Kommune.kpr"
    path.parent.mkdir()
    shutil.copyfile(fresh_file, path)
    spoil(path)
    before = path.read_bytes()
    answer = run("--export", folder, path)
    assert (answer.code, answer.said) == (UNUSABLE_FILE, "")
    assert "„Kommune.kpr“" in answer.complained
    assert sentence in answer.complained
    assert "Traceback" not in answer.complained
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["Kommune.kpr"]
    assert not folder.exists()


def test_a_missing_file_and_a_folder_in_its_place_are_sentences(tmp_path: Path) -> None:
    missing = run("--export", tmp_path / "Ausgabe", tmp_path / "fehlt.kpr")
    assert missing.code == UNUSABLE_FILE
    assert "„fehlt.kpr“ ist nicht mehr da" in missing.complained
    folder = run("--export", tmp_path / "Ausgabe", tmp_path)
    assert folder.code == UNUSABLE_FILE
    assert "ist ein Ordner" in folder.complained
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_is_no_folder_is_a_sentence(small_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "Ausgabe"
    target.write_text("schon da", encoding="utf-8")
    answer = run("--export", target, small_file)
    assert answer.code == UNUSABLE_FILE
    assert "nicht verwendbar" in answer.complained
    assert target.read_text(encoding="utf-8") == "schon da"


def test_export_of_a_file_somebody_works_on_disturbs_nobody(plain_file: Path, tmp_path: Path) -> None:
    working = Store.open(plain_file, user="Kollegin")
    try:
        answer = run("--export", tmp_path / "Ausgabe", plain_file)
    finally:
        working.close()
    assert (answer.code, answer.complained) == (DONE, "")
    assert (tmp_path / "Ausgabe" / "manifest.json").exists()


def test_a_write_protected_file_is_exported(plain_file: Path, tmp_path: Path) -> None:
    plain_file.chmod(0o444)
    before = plain_file.read_bytes()
    assert run("--export", tmp_path / "Ausgabe", plain_file).code == DONE
    assert plain_file.read_bytes() == before
