"""Papers of figures and plans: valid Word and PDF."""

from datetime import date

import pytest

from coordinator_app.services.workspace import Workspace
from tests.documents.rules import pdf_findings, word_findings


def make_series(workspace: Workspace) -> int:
    source = workspace.data_series.create_source(title="PKS", remarks="Nach Tatort.")
    id = workspace.data_series.create(
        title="Straftaten", unit="Fälle", source_id=source, breaks="2021: neue Erfassung", public=False
    )
    workspace.data_series.set_lines(id, "2019 5\n2020 .\n2021 7,5\n2022 9")
    return id


def make_plan(workspace: Workspace) -> int:
    steps = workspace.deadlines.usual_steps()
    return workspace.deadlines.take_over("Antrag 2028", date(2027, 10, 15), steps)


@pytest.mark.parametrize(("key", "make"), [("data_series", make_series), ("backward_plan", make_plan)])
def test_the_paper_is_sound(workspace: Workspace, key: str, make: object) -> None:
    assert callable(make)
    id = make(workspace)
    kind = workspace.documents.kind(key)
    assert kind.subjects(workspace) == [id]
    assert kind.file_stem(workspace, id)
    assert word_findings(workspace.documents.render(key, id, "docx", {})) == []
    assert pdf_findings(workspace.documents.render(key, id, "pdf", {})) == []


def test_a_series_without_values_has_a_paper_too(workspace: Workspace) -> None:
    id = workspace.data_series.create(title="Leer")
    assert word_findings(workspace.documents.render("data_series", id, "docx", {})) == []
