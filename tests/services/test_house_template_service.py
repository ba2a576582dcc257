"""The town's Word template in the file: taken in, used by every document and list, replaced, removed, undone."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.projects import Project
from coordinator_app.services.house_template import sample_file
from coordinator_app.services.lists import RecordList, columns
from tests.documents import template_corpus as corpus
from tests.documents.rules import word_findings


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "Berichtsvorlage.docx"
    path.write_bytes(corpus.from_word())
    return path


@pytest.fixture
def town(workspace: Any) -> Any:
    workspace.municipality.create(name="Mühlwerda")
    return workspace


def _headers(data: bytes) -> str:
    opened = docx.Document(BytesIO(data))
    return " ".join(p.text for section in opened.sections for p in section.header.paragraphs)


def test_every_document_and_list_stands_on_the_template_taken_in(town: Any, template: Path) -> None:
    assert town.house_template.view() is None
    assert town.house_template.prepared() is None
    assert town.house_template.findings() == ()
    told = town.house_template.take_in(template)
    assert any("Mustertext" in finding.text for finding in told)
    assert town.house_template.findings() == told
    assert town.house_template.view().file_name == "Berichtsvorlage.docx"
    assert town.house_template.content() == template.read_bytes()
    source = RecordList(town.store, Project, columns(Project, "title"))
    made = town.documents.render_list(source, ListFilter(), source.columns, "Projekte", "docx")
    assert "Mühlwerda" in _headers(made)
    assert "Projekte" in _headers(made)
    assert word_findings(made) == []


def test_the_sample_shows_the_template_and_without_one_our_own_look(town: Any, template: Path) -> None:
    plain = sample_file(town)
    assert word_findings(plain) == []
    town.house_template.take_in(template)
    made = sample_file(town)
    assert word_findings(made) == []
    assert "Probedokument" in _headers(made)
    with ZipFile(BytesIO(made)) as archive:
        assert any(name.startswith("word/media/") for name in archive.namelist())


def test_replacing_and_removing_can_be_undone(town: Any, template: Path, tmp_path: Path) -> None:
    town.house_template.take_in(template)
    other = tmp_path / "Neu.docx"
    other.write_bytes(corpus.libreoffice())
    town.house_template.take_in(other)
    assert town.house_template.view().file_name == "Neu.docx"
    assert town.store.undo() == "Word-Vorlage aufgenommen"
    assert town.house_template.view().file_name == "Berichtsvorlage.docx"
    town.house_template.remove()
    assert town.house_template.view() is None
    with pytest.raises(UserError, match="keine Word-Vorlage"):
        town.house_template.content()
    town.house_template.remove()  # nothing there: nothing happens
    assert town.store.undo() == "Word-Vorlage entfernt"
    assert town.house_template.prepared() is not None


def test_what_cannot_be_used_is_refused_and_the_old_template_stays(town: Any, template: Path, tmp_path: Path) -> None:
    town.house_template.take_in(template)
    bad = tmp_path / "kaputt.docx"
    bad.write_bytes(corpus.damaged())
    with pytest.raises(UserError, match="beschädigt"):
        town.house_template.take_in(bad)
    with pytest.raises(UserError, match="nicht lesen"):
        town.house_template.take_in(tmp_path / "fehlt.docx")
    assert town.house_template.view().file_name == "Berichtsvorlage.docx"


def test_a_file_too_large_is_refused_before_it_is_read(town: Any, tmp_path: Path) -> None:
    path = tmp_path / "riesig.docx"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(UserError, match="zu groß für eine Vorlage"):
        town.house_template.take_in(path)


def test_a_file_without_municipality_asks_for_it_first(workspace: Any, template: Path) -> None:
    with pytest.raises(UserError, match="Einstellungen ▸ Kommune"):
        workspace.house_template.take_in(template)
