"""The smoke test finds what is wrong with a program; here a stand-in that only says things."""

import sys
from pathlib import Path

import pytest
import release
import smoke_test
from smoke_test import SmokeTest

STAND_IN = """
import sys
words = sys.argv[1:]
if words == ["--version"]:
    print("KPR-Arbeitsplatz {version}")
elif words == ["--unfug"]:
    print("Die Angabe „--unfug“ gibt es nicht.", file=sys.stderr)
    sys.exit(2)
else:
    {rest}
"""


def run(tmp_path: Path, rest: str) -> list[str]:
    stand_in = tmp_path / "programm.py"
    stand_in.write_text(STAND_IN.format(version=release.version(), rest=rest), encoding="utf-8")
    folder = tmp_path / "Ordner"
    folder.mkdir()
    variables = {"PYTHONIOENCODING": "utf-8", "PATH": ""}
    test = SmokeTest([sys.executable, str(stand_in)], variables, folder)
    test.run(everything=False)
    return test.wrong


def test_silent_program_without_results_is_found_out(tmp_path: Path) -> None:
    wrong = run(tmp_path, "pass")
    assert "Der Selbsttest ist nicht bestanden." in wrong
    assert any("Fehlt oder ist leer: Sicherheitsanalyse.docx" in each for each in wrong)


def test_talking_or_failing_program_is_found_out(tmp_path: Path) -> None:
    wrong = run(tmp_path, "print('Warnung', file=sys.stderr); sys.exit(1)")
    assert any("Rückgabewert 1 statt 0" in each for each in wrong)
    assert any("nicht still" in each and "Warnung" in each for each in wrong)


@pytest.mark.skipif(sys.platform == "win32", reason="variables of Windows are kept there")
def test_program_runs_without_surroundings_of_python(tmp_path: Path) -> None:
    assert set(smoke_test.bare_surroundings(tmp_path)) == {"PATH", "HOME", "LC_ALL"}
