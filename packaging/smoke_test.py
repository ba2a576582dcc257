"""Does a built program work? `smoke_test.py PROGRAM [--alles]`, run by `packaging/build` on every package.

The program runs in a temporary folder, without Python and without anything of this project in its surroundings:
it makes the example file, opens one of the first version, writes a Word and a PDF file and shows all its pages; it
must end with 0 and say nothing. What it wrote is then judged by the rules of our own documents. `--alles` also lets
it write every document of the example file.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import environment
import release

OLD = environment.ROOT / "tests" / "data" / "old_databases" / "v0001.kpr"
LIMIT = 900  # seconds for one run; a slow machine under Wine needs some
FOLDER = "Prüfung"  # a letter that goes wrong where encodings do
JUDGE = """
import json, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from documents.rules import pdf_findings, word_findings
import pypdfium2
found = []
for name in sys.argv[2:]:
    data = Path(name).read_bytes()
    found += [f"{Path(name).name}: {each}" for each in (word_findings if name.endswith("docx") else pdf_findings)(data)]
    if name.endswith("pdf") and len(pypdfium2.PdfDocument(data)) < 2:
        found.append(f"{Path(name).name}: weniger als zwei Seiten")
print(json.dumps(found))
"""


class SmokeTest:
    """Runs one program; `wrong` gathers sentences about what is not as it should be."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str] | None, folder: Path) -> None:
        self.command = [*command]
        self.folder = folder
        self.variables = dict(variables) if variables is not None else bare_surroundings(folder)
        self.wrong: list[str] = []

    def call(self, *arguments: str, code: int = 0) -> tuple[str, str]:
        """Run the program with arguments relative to the folder; gives what it printed and what it complained."""
        begin = time.monotonic()
        try:
            done = subprocess.run(
                [*self.command, *arguments],
                check=False,
                cwd=self.folder,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=LIMIT,
            )
        except subprocess.TimeoutExpired:
            self.wrong.append(f"{arguments[0]}: nach {LIMIT} s nicht beendet")
            return "", ""
        said, complained = (data.decode("utf-8", errors="replace").strip() for data in (done.stdout, done.stderr))
        print(f"  {arguments[0]}: {done.returncode}, {time.monotonic() - begin:.1f} s", flush=True)
        if done.returncode != code:
            self.wrong.append(f"{arguments[0]}: Rückgabewert {done.returncode} statt {code}. {said} {complained}")
        return said, complained

    def run(self, *, everything: bool) -> None:
        """All steps."""
        said, complained = self.call("--version")
        self.must(said == f"KPR-Arbeitsplatz {release.version()}", f"--version sagt „{said}“")
        self.must(not complained, f"--version beschwert sich: {complained}")
        _, complained = self.call("--unfug", code=2)
        self.must("„--unfug“ gibt es nicht" in complained, f"--unfug wird nicht auf Deutsch erklärt: {complained}")
        shutil.copyfile(OLD, self.folder / "Alte Datei.kpr")
        said, complained = self.call("--selbsttest", FOLDER, "Alte Datei.kpr")
        self.must(not said and not complained, f"--selbsttest ist nicht still: {said} {complained}")
        self.results()
        if everything:
            said, complained = self.call("--export", "Alles", f"{FOLDER}/Beispielkommune.kpr")
            self.must(not complained, f"--export beschwert sich: {complained}")
            print(f"  {said}")

    def results(self) -> None:
        """Judge what the self-test left."""
        place = self.folder / FOLDER
        report = place / "Selbsttest.txt"
        words = report.read_text(encoding="utf-8") if report.exists() else ""
        print("\n".join(f"    {line}" for line in words.splitlines() if line))
        self.must(words.rstrip().endswith("Ergebnis: bestanden"), "Der Selbsttest ist nicht bestanden.")
        kept = [*place.rglob("*vor der Aktualisierung*.kpr")]
        self.must(len(kept) == 1 and kept[0].stat().st_size > 0, "Von der alten Datei wurde keine Kopie behalten.")
        written = [place / name for name in ("Sicherheitsanalyse.docx", "Sicherheitsanalyse.pdf")]
        picture = place / "Fenster.png"
        missing = [file.name for file in (*written, picture) if not file.exists() or file.stat().st_size < 5000]
        self.must(not missing, f"Fehlt oder ist leer: {', '.join(missing)}")
        if not missing:
            self.wrong += judge(written)

    def must(self, fine: bool, sentence: str) -> None:
        """Note a sentence when something is not as it should be."""
        if not fine:
            self.wrong.append(sentence)


def bare_surroundings(folder: Path) -> dict[str, str]:
    """The variables of a PC that knows nothing of Python or of this project, and speaks no UTF-8 by itself."""
    if os.name == "nt":
        dropped = ("PYTHON", "VIRTUAL_ENV", "QT_", "MPL")
        return {name: value for name, value in os.environ.items() if not name.upper().startswith(dropped)}
    return {"PATH": "/nirgends", "HOME": str(folder), "LC_ALL": "C"}


def judge(files: Sequence[Path]) -> list[str]:
    """What the rules of our documents find in files; judged by the libraries of the checks."""
    python = environment.ensure(development=True)
    command = [str(python), "-c", JUDGE, str(environment.ROOT), *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        return [f"Die Dateien ließen sich nicht prüfen: {done.stderr.strip()}"]
    import json

    return list(json.loads(done.stdout.strip().splitlines()[-1]))


def check(command: Sequence[str], variables: Mapping[str, str] | None = None, *, everything: bool = False) -> list[str]:
    """Try a program (`command`: the program, perhaps with something that starts it before); gives what is wrong."""
    with tempfile.TemporaryDirectory(prefix="kpr-probe-", ignore_cleanup_errors=True) as folder:
        test = SmokeTest(command, variables, Path(folder))
        test.run(everything=everything)
    for sentence in test.wrong:
        print(f"  NICHT in Ordnung: {sentence}")
    print("  Die Probe ist " + ("nicht bestanden." if test.wrong else "bestanden."), flush=True)
    return test.wrong


def main(arguments: Sequence[str]) -> int:
    """Try the program named on the command line."""
    words = [word for word in arguments if word != "--alles"]
    if len(words) != 1:
        print("Aufruf: smoke_test.py PROGRAMM [--alles]", file=sys.stderr)
        return 2
    return 1 if check([str(Path(words[0]).absolute())], everything="--alles" in arguments) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
