"""The command line: what is understood, what is refused, exit codes; no Qt on the ways without a window."""

import subprocess
import sys
from pathlib import Path

import pytest

from coordinator_app import __version__, app, cli
from coordinator_app.cli import Request, WrongArguments, parse

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], Request("window")),
        (["Muster.kpr"], Request("window", (Path("Muster.kpr"),))),
        (["--demo", "Muster.kpr"], Request("demo", (Path("Muster.kpr"),))),
        (["--export", "Aus", "Muster.kpr"], Request("export", (Path("Aus"), Path("Muster.kpr")))),
        (["--selbsttest", "Aus"], Request("selftest", (Path("Aus"),))),
        (["--selbsttest", "Aus", "Alt.kpr"], Request("selftest", (Path("Aus"), Path("Alt.kpr")))),
        (["--startzeit"], Request("starttime")),
        (["--startzeit", "Muster.kpr"], Request("starttime", (Path("Muster.kpr"),))),
        (["--version"], Request("version")),
        (["--hilfe"], Request("help")),
        (["-h"], Request("help")),
    ],
)
def test_command_line_is_understood(arguments: list[str], expected: Request) -> None:
    assert parse(arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--demo"], "genau eine Datei"),
        (["--demo", "a", "b"], "genau eine Datei"),
        (["--export", "Aus"], "ein Ordner und eine Datei"),
        (["--export", "--demo", "x"], "ein Ordner und eine Datei"),
        (["--selbsttest"], "ein leerer Ordner"),
        (["--selbsttest", "a", "b", "c"], "ein leerer Ordner"),
        (["--startzeit", "a", "b"], "höchstens eine Datei"),
        (["--unfug"], "„--unfug“ gibt es nicht"),
        (["a.kpr", "b.kpr"], "nur eine Datei"),
    ],
)
def test_wrong_command_line_is_told_in_german(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongArguments, match=words):
        parse(arguments)
    assert app.main(arguments) == cli.WRONG_ARGUMENTS
    shown = capsys.readouterr().err
    assert words in shown
    assert "Aufruf:" in shown


def test_version_and_help_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--version"]) == 0
    assert app.main(["--hilfe"]) == 0
    shown = capsys.readouterr().out
    assert __version__ in shown
    assert "--export ORDNER DATEI" in shown


def test_export_of_a_missing_file_leaves_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = app.main(["--export", str(tmp_path / "Aus"), str(tmp_path / "fehlt.kpr")])
    assert code == cli.UNUSABLE_FILE
    assert "fehlt.kpr" in capsys.readouterr().err
    assert not (tmp_path / "Aus").exists()


def test_export_of_a_foreign_file_leaves_it_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "Brief.kpr"
    foreign.write_bytes(b"Das ist ein Brief." * 100)
    assert app.main(["--export", str(tmp_path / "Aus"), str(foreign)]) == cli.UNUSABLE_FILE
    assert capsys.readouterr().err.strip()
    assert foreign.read_bytes() == b"Das ist ein Brief." * 100


def test_export_writes_documents_and_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from coordinator_app.services.workspace import Workspace

    workspace = Workspace.create(tmp_path / "Mühlwerda.kpr")
    workspace.municipality.create(name="Mühlwerda")
    workspace.close()
    assert app.main(["--export", str(tmp_path / "Aus"), str(tmp_path / "Mühlwerda.kpr")]) == 0
    assert (tmp_path / "Aus" / "manifest.json").exists()
    assert "im Ordner" in capsys.readouterr().out


def test_demo_never_replaces_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = tmp_path / "Muster.kpr"
    taken.write_bytes(b"x")
    assert app.main(["--demo", str(taken)]) == cli.UNUSABLE_FILE
    assert "gibt es schon" in capsys.readouterr().err
    assert app.main(["--demo", str(tmp_path / "fehlt" / "Muster.kpr")]) == cli.UNUSABLE_FILE
    assert "Den Ordner" in capsys.readouterr().err
    assert taken.read_bytes() == b"x"


@pytest.mark.parametrize("arguments", [["--version"], ["--export", "Aus", "fehlt.kpr"]])
def test_ways_without_a_window_import_no_qt(arguments: list[str], tmp_path: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from coordinator_app.app import main\nmain({arguments!r})\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_self_test_wants_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Notiz.txt").write_text("wichtig", encoding="utf-8")
    assert app.main(["--selbsttest", str(tmp_path)]) == cli.UNUSABLE_FILE
    assert "ist nicht leer" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["Notiz.txt"]


def test_self_test_wants_the_old_file_it_was_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--selbsttest", str(tmp_path / "Neu"), str(tmp_path / "fehlt.kpr")]) == cli.UNUSABLE_FILE
    assert "fehlt.kpr" in capsys.readouterr().err
    assert not (tmp_path / "Neu").exists()


def test_packed_program_calls_itself_by_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("Programme", "KPR-Konsole.exe")))
    assert "KPR-Konsole --export ORDNER DATEI" in cli.usage()
