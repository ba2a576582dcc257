"""Documents against their floors: `python tests/benchmarks/documents.py` prints a table; exit 1 when one is missed.

Cold = a fresh process, from the first import to the finished bytes. Each figure is the median of several runs.
Ratios are taken within one run, so that they hold on any machine.
"""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7

_COMMON = """
import json, sys, time
sys.path[:0] = [{root!r}]
from tests.benchmarks.start_probes import peak_memory
from tests.documents import samples
start = time.perf_counter()
{body}
seconds = time.perf_counter() - start
print(json.dumps([seconds, peak_memory()]))
"""
_LIST = """
from datetime import date, timedelta
from coordinator_app.documents.content import TableColumn
from coordinator_app.documents.lists import ListContent, list_document
from coordinator_app.domain.fields import Kind
columns = (TableColumn("Titel"), TableColumn("Träger"), TableColumn("Handlungsfeld"), TableColumn("Beginn", Kind.DATE),
    TableColumn("Kosten", Kind.MONEY), TableColumn("Teilnahmen", Kind.INTEGER), TableColumn("Status"))
first = date(2020, 1, 1)
rows = tuple((f"Projekt {n}: Straßenfest am Bahnhof", "Jugendclub Mühlwerda", "Sicherheit im öffentlichen Raum",
    first + timedelta(days=n % 2000), n * 1234, n % 90 or None, "läuft" if n % 3 else None) for n in range(10_000))
content = ListContent(title="Projektliste", columns=columns, rows=rows)
"""
_CHARTS = """
from coordinator_app.documents.chart_description import ChartKind
from coordinator_app.documents.chart_colors import paper_colors
from coordinator_app.documents.charts import chart_svg
from coordinator_app.documents.word_charts import chart_workbook, chart_xml
one = samples.chart(ChartKind.HORIZONTAL_STACKED)
{warm}
start = time.perf_counter()
for _ in range(40):
    {each}
start += (time.perf_counter() - start) * 39 / 40
"""
_LONG_MINUTES = """
from coordinator_app.documents.minutes import MinutesOptions, minutes
from tests.documents.minutes_samples import MANY
"""
_REPORT = """
import random
from dataclasses import replace
from coordinator_app.documents.chart_description import ChartKind
from coordinator_app.documents.content import Chart, Contents, Document, FigureList, Heading, PageBreak, Paragraph
from coordinator_app.documents.content import TableList, footnote
words = "Im Gebiet am Bahnhof fühlen sich viele Menschen abends unsicher, weil die Straßenbeleuchtung schwach ist. " * 2
words = (words + "Die Polizeidirektion zählte weniger Beschwerden über Lärm und Vandalismus als im Vorjahr.").split()
chance = random.Random(7)
text = lambda: " ".join(chance.choice(words) for _ in range(100))
chapter = lambda n: (Heading(1, f"Kapitel {n}"), *(block for part in range(4) for block in (
        Heading(2, f"Abschnitt {n}.{part}"), *(Paragraph(text()) for _ in range(4)))),
    Paragraph((text(), footnote(f"Polizeiliche Kriminalstatistik {2000 + n}"))),
    Chart(samples.chart(list(ChartKind)[n % 6]), caption=f"Lage in Kapitel {n}"),
    replace(samples.SIGN_IN, rows=samples.SIGN_IN.rows * 8, caption=f"Liste {n}"))
front = (PageBreak(), Contents(2, "Inhalt"), FigureList(), TableList(), PageBreak())
report = Document(title="Präventionsbericht", numbered=True, title_page=True,
    blocks=(*front, *(b for n in range(40) for b in chapter(n))))
"""
_BARE_REPORT = """
import docx, io
from coordinator_app.documents.content import Heading, Paragraph, Table, plain
start = time.perf_counter()
made = docx.Document()
for block in report.blocks:
    if isinstance(block, Heading):
        made.add_heading(block.text, block.level)
    elif isinstance(block, Paragraph):
        made.add_paragraph(plain(block.text))
    elif isinstance(block, Table):
        table = made.add_table(rows=0, cols=len(block.columns))
        for row in block.rows:
            for cell, value in zip(table.add_row().cells, row):
                cell.text = str(value or "")
made.save(io.BytesIO())
"""
_LETTERS = """
from datetime import date
from coordinator_app.documents.content import Paragraph
from coordinator_app.documents.letter_filling import fill_letters, values_of
from coordinator_app.documents.letters import LetterBody, Sender
from coordinator_app.domain.letters import Addressee
template = open({letter!r}, "rb").read()
people = [Addressee(name=f"Dr. Anna Weber {n}", address=("Frau Dr. Anna Weber", f"Gasse {n}", "09899 Mühlwerda"),
    salutation="Sehr geehrte Frau Dr. Weber") for n in range(200)]
words = LetterBody(subject="Einladung", signatory="Cornelia Marschner", role="Leitung", enclosures=("Tagesordnung",),
    blocks=(Paragraph("zur Sitzung der Lenkungsgruppe lade ich Sie herzlich ein. " * 4),) * 4)
sender, day = Sender(name="Stadt Mühlwerda", town="Mühlwerda"), date(2026, 11, 10)
fill_letters(template, people[:1], words, sender, day, title="Einladung", template="Bogen")
start = time.perf_counter()
""".replace("{letter!r}", repr(str(ROOT / "resources" / "templates" / "letter.docx")))
_BARE_LETTERS = """
import io
from docxtpl import DocxTemplate
start = time.perf_counter()
for one in people[:40]:
    values = {name: found for name, found in values_of(one, words, sender, day).items() if isinstance(found, str)}
    made = DocxTemplate(io.BytesIO(template))
    made.render(values, autoescape=True)
    made.save(io.BytesIO())
start -= 4 * (time.perf_counter() - start)
"""
BODIES = {
    "bare save": """
import docx, io
docx.Document({template!r}).save(io.BytesIO())
""",
    "minutes to Word, cold": """
from coordinator_app.documents.word import render_word
render_word(samples.minutes())
""",
    "minutes to PDF, cold": """
from coordinator_app.documents.typeset import render_pdf
render_pdf(samples.minutes())
""",
    "bare save, warm": """
import docx, io
docx.Document({template!r}).save(io.BytesIO())
start = time.perf_counter()
docx.Document({template!r}).save(io.BytesIO())
""",
    "minutes to Word, warm": """
from coordinator_app.documents.word import render_word
render_word(samples.minutes())
start = time.perf_counter()
render_word(samples.minutes())
""",
    "minutes of 394 items to Word": _LONG_MINUTES
    + """
from coordinator_app.documents.word import render_word
start = time.perf_counter()
render_word(minutes(MANY, MinutesOptions()))
""",
    "minutes of 394 items to PDF": _LONG_MINUTES
    + """
from coordinator_app.documents.typeset import render_pdf
start = time.perf_counter()
render_pdf(minutes(MANY, MinutesOptions()))
""",
    "list of 10,000 rows to Word": _LIST
    + """
from coordinator_app.documents.word import render_word
start = time.perf_counter()
render_word(list_document(content))
""",
    "list of 10,000 rows to Excel": _LIST
    + """
from coordinator_app.documents.spreadsheet import render_spreadsheet
start = time.perf_counter()
render_spreadsheet(content)
""",
    "report of 200 pages to Word": _REPORT
    + """
from coordinator_app.documents.word import render_word
start = time.perf_counter()
render_word(report)
""",
    "its text and tables, python-docx": _REPORT + _BARE_REPORT,
    "report of 200 pages to PDF": _REPORT
    + """
from coordinator_app.documents.typeset import render_pdf
start = time.perf_counter()
made = render_pdf(report)
""",
    "200 letters on a template": _LETTERS
    + 'fill_letters(template, people, words, sender, day, title="Einladung", template="Bogen")',
    "200 letters, docxtpl one by one": _LETTERS + _BARE_LETTERS,
    "one native Word chart": _CHARTS.replace("{warm}", "chart_workbook(one)").replace(
        "{each}", "chart_xml(one, paper_colors()); chart_workbook(one)"
    ),
    "one chart drawing": _CHARTS.replace("{warm}", "chart_svg(one, 165)").replace("{each}", "chart_svg(one, 165)"),
}


@dataclass(frozen=True)
class Budget:
    """What a figure may be: seconds, or a multiple of another figure; peak memory in MB (0 = any)."""

    name: str
    seconds: float = 0
    times: float = 0
    floor: str = ""
    peak: float = 0


BUDGETS = (
    Budget("minutes to PDF, cold", seconds=0.4),
    Budget("minutes to Word, cold", times=5, floor="bare save"),
    Budget("minutes to Word, warm", times=5, floor="bare save, warm"),
    Budget("minutes of 394 items to Word", seconds=3),
    Budget("minutes of 394 items to PDF", seconds=3),
    Budget("list of 10,000 rows to Word", seconds=2),
    Budget("list of 10,000 rows to Excel", seconds=1),
    Budget("report of 200 pages to Word", seconds=1, peak=250),
    Budget("its text and tables, python-docx"),
    Budget("report of 200 pages to PDF", seconds=5, peak=250),
    Budget("200 letters on a template", times=1, floor="200 letters, docxtpl one by one", peak=250),
    Budget("one native Word chart", seconds=0.005),
    Budget("one chart drawing", seconds=0.03),
)


def measure(body: str, runs: int = RUNS) -> tuple[float, float]:
    """Median seconds and median peak memory (MB) of fresh processes."""
    template = str(ROOT / "resources" / "templates" / "standard.docx")
    code = _COMMON.replace("{root!r}", repr(str(ROOT))).replace("{body}", body.replace("{template!r}", repr(template)))
    found: list[list[float]] = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
        )
        found.append(json.loads(done.stdout))
    return statistics.median(one[0] for one in found), statistics.median(one[1] for one in found)


def main() -> int:
    """Measure and print; 1 when a budget is missed."""
    figures = {name: measure(body) for name, body in BODIES.items()}
    missed = 0
    sys.stdout.write(f"{'':34}{'seconds':>9}{'peak MB':>9}  budget\n")
    for budget in BUDGETS:
        seconds, peak = figures[budget.name]
        line = f"{budget.name:34}{seconds:9.4f}{peak:9.0f}"
        if budget.floor:
            ratio = seconds / figures[budget.floor][0]
            missed += ratio > budget.times
            line += f"  {ratio:.1f} x {budget.floor} ({figures[budget.floor][0]:.4f}), at most {budget.times:g}"
        elif budget.seconds:
            missed += seconds > budget.seconds
            line += f"  {seconds / budget.seconds:.2f} of {budget.seconds:g} s"
        missed += bool(budget.peak) and peak > budget.peak
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"missed: {missed}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
