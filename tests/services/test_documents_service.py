"""Documents as a use case: kinds, options, rendering, export of everything, lists."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import openpyxl
import pytest

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document, KeyValues, Paragraph, Table, TableColumn, missing
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.services import documents as module
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Documents,
    Options,
    dated_stem,
    letterhead_of,
)
from coordinator_app.services.workspace import Workspace
from tests.documents import samples
from tests.documents.rules import pdf_findings, pdf_texts, word_findings


def _letter(workspace: Workspace, id: int, options: Options) -> Document:
    blocks = (Paragraph(f"Nummer {id}, {options['art']}, {options['anlage']}"), KeyValues((("Ort", missing("Ort")),)))
    return Document(title="Brief", blocks=blocks, letterhead=letterhead_of(workspace))


def _broken(workspace: Workspace, id: int, options: Options) -> Document:
    raise UserError(f"Für {id} fehlt die Sitzung.")


def _table(workspace: Workspace, id: int, options: Options) -> Document:
    return Document(title="Codeplan", blocks=(Table((TableColumn("Code"),), (("1",),)),))


OPTIONS = (
    DocumentOption("art", "Art", "kurz", (("kurz", "Kurz"), ("lang", "Lang"))),
    DocumentOption("anlage", "Mit Anlage", True),
)
LETTER = DocumentKind(
    key="letter",
    label="Brief",
    subject="meeting",
    build=_letter,
    subjects=lambda _: [7, 8],
    file_stem=lambda *_: "Brief: Sitzung 4/2026",
    options=OPTIONS,
)
BROKEN = DocumentKind(
    key="broken",
    label="Kaputt",
    subject="",
    build=_broken,
    subjects=lambda _: [0],
    file_stem=lambda *_: "Kaputt",
    formats=("pdf",),
)
SHEET = DocumentKind(
    key="sheet",
    label="Codeplan",
    subject="",
    build=_table,
    subjects=lambda _: [0],
    file_stem=lambda *_: "Codeplan",
    formats=("xlsx", "pdf"),
    own={"pdf": lambda *_: b"%PDF-eigenes"},
)


@pytest.fixture
def documents(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Documents:
    made = ModuleType("made_up_documents")
    vars(made)["KINDS"] = (LETTER, BROKEN, SHEET)
    monkeypatch.setitem(sys.modules, "made_up_documents", made)
    monkeypatch.setattr(module, "MODULES", ("made_up_documents",))
    return Documents(workspace)


def test_kinds_come_in_order_and_unknown_ones_are_said_in_german(documents: Documents) -> None:
    assert [kind.key for kind in documents.kinds()] == ["letter", "broken", "sheet"]
    with pytest.raises(UserError, match="„nichts“ gibt es"):
        documents.kind("nichts")


def test_two_documents_of_one_name_are_a_defect(documents: Documents) -> None:
    vars(sys.modules["made_up_documents"])["KINDS"] = (LETTER, LETTER)
    with pytest.raises(ValueError, match="letter"):
        documents.kinds()


def test_options_left_out_have_their_defaults(documents: Documents) -> None:
    assert documents.document("letter", 7).blocks[0] == Paragraph("Nummer 7, kurz, True")
    given = {"art": "lang", "fremd": 1}
    assert documents.document("letter", 7, given).blocks[0] == Paragraph("Nummer 7, lang, True")
    assert documents.document("letter", 7).created == documents.document("letter", 8).created


def test_warnings_name_the_gaps(documents: Documents) -> None:
    assert documents.warnings("letter", 7) == ("Ort fehlt",)


def test_every_format_is_made_by_its_renderer(documents: Documents) -> None:
    assert word_findings(documents.render("letter", 7, "docx")) == []
    assert pdf_findings(documents.render("letter", 7)) == []
    assert openpyxl.load_workbook(BytesIO(documents.render("sheet", 0, "xlsx"))).sheetnames == ["Codeplan"]
    assert documents.render("sheet", 0, "pdf") == b"%PDF-eigenes"
    with pytest.raises(UserError, match="„Brief“ gibt es nicht als XLSX-Datei"):
        documents.render("letter", 7, "xlsx")


def test_file_names_are_german_and_allowed_everywhere(documents: Documents, workspace: Workspace) -> None:
    assert documents.file_stem("letter", 7) == "Brief Sitzung 4 2026"
    assert dated_stem(workspace, "Projektliste").endswith(" KPR Projektliste")


def test_save_takes_the_format_from_the_ending(documents: Documents, tmp_path: Path) -> None:
    assert documents.save("letter", 7, tmp_path / "Brief.DOCX") == tmp_path / "Brief.DOCX"
    assert docx.Document(str(tmp_path / "Brief.DOCX")).core_properties.title == "Brief"


def test_export_writes_everything_with_a_manifest(documents: Documents, tmp_path: Path) -> None:
    reported: list[str] = []
    entries = documents.export_all(tmp_path, JobContext(lambda *step: reported.append(step[2])))
    names = [entry["path"] for entry in entries if "path" in entry]
    assert names == [
        *("Brief Sitzung 4 2026.docx", "Brief Sitzung 4 2026.pdf"),
        *("Brief Sitzung 4 2026 (2).docx", "Brief Sitzung 4 2026 (2).pdf"),
        *("Codeplan.xlsx", "Codeplan.pdf"),
    ]
    assert all((tmp_path / name).stat().st_size for name in names)
    assert [entry["error"] for entry in entries if "error" in entry] == ["Kaputt.pdf: Für 0 fehlt die Sitzung."]
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")) == entries
    assert reported[0] == "Brief wird ausgegeben"


def test_export_again_replaces_own_files_and_spares_edited_ones(documents: Documents, tmp_path: Path) -> None:
    documents.export_all(tmp_path, JobContext())
    (tmp_path / "Codeplan.xlsx").write_bytes(b"von Hand")
    paths = [entry.get("path") for entry in documents.export_all(tmp_path, JobContext())]
    assert "Codeplan (neu 2026-11-09).xlsx" in paths
    assert paths[0] == "Brief Sitzung 4 2026.docx"
    assert (tmp_path / "Codeplan.xlsx").read_bytes() == b"von Hand"


def test_export_can_be_cancelled(documents: Documents, tmp_path: Path) -> None:
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        documents.export_all(tmp_path, context)


# --- Lists ---


@dataclass
class MadeUpList:
    """A list of numbers; number 3 is deleted between asking for ids and rows."""

    columns: Sequence[Column[int]]

    def ids(self, wanted: ListFilter) -> list[int]:
        return list(range(1200, 0, -1))

    def rows(self, ids: Sequence[int]) -> dict[int, int]:
        assert len(ids) <= 500
        return {id: id for id in ids if id != 3}


COLUMNS: tuple[Column[Any], ...] = (
    Column("n", "Nummer", Kind.INTEGER, lambda row: row, total=True),
    Column("t", "Text", Kind.TEXT, lambda row: f"Zeile {row}"),
)


def test_list_is_written_as_filtered_and_in_its_order(documents: Documents) -> None:
    wanted = ListFilter(text=" Jugend ", equals={"status": "x"})
    data = documents.render_list(MadeUpList(COLUMNS), wanted, COLUMNS, "Projektliste", "xlsx")
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert sheet["A2"].value.startswith("Suche „Jugend“ · gefiltert · 1.199 Einträge · Stand ")
    assert [sheet["A5"].value, sheet["A6"].value] == [1200, 1199]


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_list_is_a_document_too(documents: Documents, workspace: Workspace, file_format: str) -> None:
    workspace.municipality.create(name="Mühlwerda", street="Markt 1", postcode="01234", town="Mühlwerda")
    data = documents.render_list(MadeUpList(COLUMNS), ListFilter(), COLUMNS, "Projektliste", file_format)
    if file_format == "docx":
        assert word_findings(data) == []
    else:
        assert "Stadt Mühlwerda" in pdf_texts(data)[0]


# --- Letterhead ---


def test_letterhead_has_name_office_address_and_arms(workspace: Workspace) -> None:
    assert letterhead_of(workspace) is None
    logo = workspace.attachments.add_bytes(samples.png(), name="wappen.png", title="Wappen")
    workspace.municipality.create(
        name="Mühlwerda", street="Markt 1", postcode="01234", town="Mühlwerda", office="Ordnungsamt", logo_id=logo
    )
    head = letterhead_of(workspace)
    assert head is not None
    assert head.lines == ("Stadt Mühlwerda", "Kommunaler Präventionsrat", "Ordnungsamt", "Markt 1, 01234 Mühlwerda")
    assert head.logo == samples.png()


def test_letterhead_does_not_say_town_twice(workspace: Workspace) -> None:
    workspace.municipality.create(name="Große Kreisstadt Mühlwerda")
    head = letterhead_of(workspace)
    assert head is not None
    assert head.lines[0] == "Große Kreisstadt Mühlwerda"
