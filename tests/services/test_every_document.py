"""Every document of the catalogue in the example, in an almost empty file and with texts full of traps.

The rules are those of `tests/documents/rules.py`. Checks of the file formats that take long are run once for a kind: on
the almost empty file, and on the example for kinds that have nothing to print there.
"""

import csv
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.documents.content import Chart, Document, KeyValues, Table, plain, walk
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.fields import fields_of
from coordinator_app.services.document_kinds import CHART_PICTURES
from coordinator_app.services.documents import MODULES, DocumentKind, render_document
from coordinator_app.services.lists import RecordList, columns
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.queries.text_traces import record_types
from tests.conftest import TODAY
from tests.documents import rules
from tests.sparse_file import make_sparse

TRAP = "=1+1;<b>&amp; „Ä“ \u202e😀\u202c @x"
FORMATS = ("docx", "pdf", "xlsx", "csv")
ALL_OF = {"report"}  # documents that differ from record to record
LONG = {"survey_report", "survey_tables"}  # the example's are judged in tests of their own
MOST_PAGES = 40
EDGE = 5  # millimetres an office printer leaves white
MODULE_NAMES = [name.rpartition(".")[2] for name in MODULES]


def trapped(text: str) -> str:
    """A text with what could become a formula, markup or a broken file."""
    return f"{TRAP} {text}"


def opened(path: Path) -> Workspace:
    return Workspace.open(path, clock=FixedClock(TODAY), read_only=True)


@pytest.fixture(scope="session")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """An almost empty file."""
    workspace = opened(make_sparse(tmp_path_factory.mktemp("sparse") / "fast-leer.kpr", FixedClock(TODAY)))
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="session")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The same file with traps in every text."""
    workspace = opened(make_sparse(tmp_path_factory.mktemp("traps") / "tücken.kpr", FixedClock(TODAY), trapped))
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="session")
def example(demo_file: Path) -> Iterator[Workspace]:
    """The example town."""
    workspace = opened(demo_file)
    yield workspace
    workspace.store.close()


@cache
def kinds(module: str) -> tuple[DocumentKind, ...]:
    return tuple(import_module(f"coordinator_app.services.{module}").KINDS)


def chosen(workspace: Workspace, kind: DocumentKind) -> list[int]:
    """The records looked at: one of each kind, from the middle."""
    ids = kind.subjects(workspace)
    return ids if kind.key in ALL_OF else ids[len(ids) // 2 :][:1]


def papers(workspace: Workspace, module: str) -> Iterator[tuple[str, DocumentKind, int]]:
    for kind in kinds(module):
        for id in chosen(workspace, kind):
            yield f"{kind.key} {id}", kind, id


def written(workspace: Workspace, kind: DocumentKind, id: int, document: Document, file_format: str) -> bytes:
    """The file; what is written as tables only is shown as PDF by the preview. The content is gathered once."""
    if file_format in kind.own:
        return workspace.documents.render(kind.key, id, file_format)
    return render_document(document, file_format)


def holes(document: Document) -> Iterator[str]:
    """Facts without a value: a missing one prints a mark, or the fact is left out."""
    for node in walk(document.blocks):
        if isinstance(node, KeyValues):
            yield from (f"nothing behind „{key}“" for key, value in node.pairs if not plain(value).strip())
        elif isinstance(node, Table) and not node.columns:
            yield "a table without columns"


def edges(data: bytes) -> Iterator[str]:
    """Ink where an office printer cannot print."""
    pdf = pypdfium2.PdfDocument(data)
    for number in range(min(len(pdf), MOST_PAGES)):
        grey: Any = pdf[number].render(scale=36 / 72, grayscale=True).to_numpy()
        edge = int(EDGE / 25.4 * 36)
        inner = np.full(grey.shape[:2], fill_value=True)
        inner[edge:-edge, edge:-edge] = False
        if grey.reshape(inner.shape)[inner].min() < 200:
            yield f"page {number + 1}: ink within {EDGE} mm of the edge"
    pdf.close()


def found_in(workspace: Workspace, kind: DocumentKind, id: int, *, valid: bool) -> list[str]:
    """Broken rules of one document in Word and PDF; `valid`: judge the file formats too."""
    document = workspace.documents.document(kind.key, id)
    word = written(workspace, kind, id, document, "docx") if "docx" in kind.formats else b""
    pdf = written(workspace, kind, id, document, "pdf")
    found = [*holes(document), *edges(pdf)]
    if any(isinstance(node, Chart) for node in walk(document.blocks)) and CHART_PICTURES not in kind.options:
        found.append("charts, and no choice to have them as pictures (CHART_PICTURES)")
    found += rules.pdf_findings(pdf, valid=valid)
    return found + (rules.word_findings(word, valid=valid) if word else [])


@pytest.mark.parametrize("module", MODULE_NAMES)
def test_documents_of_an_almost_empty_file_keep_all_rules(sparse: Workspace, module: str) -> None:
    broken = {name: found_in(sparse, kind, id, valid=True) for name, kind, id in papers(sparse, module)}
    assert {name: found for name, found in broken.items() if found} == {}


@pytest.mark.parametrize("module", MODULE_NAMES)
def test_documents_of_the_example_keep_all_rules(example: Workspace, sparse: Workspace, module: str) -> None:
    broken = {
        name: found_in(example, kind, id, valid=not chosen(sparse, kind))
        for name, kind, id in papers(example, module)
        if kind.key not in LONG
    }
    assert {name: found for name, found in broken.items() if found} == {}


@pytest.mark.parametrize("module", MODULE_NAMES)
def test_any_text_reaches_every_document_as_text(traps: Workspace, module: str) -> None:
    broken: dict[str, list[str]] = {}
    for name, kind, id in papers(traps, module):
        formats = [each for each in (*kind.formats, "csv") if each in FORMATS and (each != "csv" or kind.as_csv)]
        found = [finding for each in formats for finding in trapped_findings(traps, kind, id, each)]
        if found:
            broken[name] = found
    assert broken == {}


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_lists_of_every_record_start_no_formula(traps: Workspace, file_format: str) -> None:
    listed, trapped_cells = 0, 0
    for record_type in record_types():
        shown = columns(record_type, *(name for name, info in fields_of(record_type).items() if info.printable))
        source = RecordList(traps.store, record_type, shown)
        if not source.ids(ListFilter()):
            continue
        data = traps.documents.render_list(source, ListFilter(), shown, trapped("Liste"), file_format)
        listed += 1
        if file_format == "xlsx":
            assert list(formulas(data)) == []
        else:
            assert list(computed(data)) == []
            trapped_cells += data.decode("utf-8-sig").count(f"'{TRAP[:6]}")
    assert listed > 20
    assert file_format == "xlsx" or trapped_cells > 20


def computed(data: bytes) -> Iterator[str]:
    """Cells of a CSV file that a spreadsheet program would compute."""
    for row in csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";"):
        yield from (cell for cell in row if cell.lstrip()[:1] in {"=", "@"})


def trapped_findings(workspace: Workspace, kind: DocumentKind, id: int, file_format: str) -> Iterator[str]:
    """Where a text has become something else."""
    data = workspace.documents.render(kind.key, id, file_format)
    if file_format == "xlsx":
        yield from (f"formula in {kind.key}: {each}" for each in formulas(data))
    elif file_format == "csv":
        yield from (f"formula in the CSV of {kind.key}: {cell}" for cell in computed(data))
    elif file_format == "docx":
        yield from rules.word_findings(data, valid=False)
        text = rules.word_text(data)
        if "Mühlwerda" in text and trapped("Mühlwerda") not in text:
            yield f"a text has changed in {kind.key}"
    else:
        yield from rules.pdf_findings(data, valid=False)


def formulas(data: bytes) -> Iterator[str]:
    """Formulas in a workbook but for the sums of a list."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                cells = re.findall(r"<f[^>]*>([^<]*)</f>", archive.read(name).decode())
                yield from (cell for cell in cells if not cell.startswith("SUBTOTAL("))
