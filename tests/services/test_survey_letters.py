"""The documents of a survey through the services: merge fields, the town's template, words of the municipality."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.municipality import MunicipalityKind
from coordinator_app.domain.sampling import SampleDraw
from coordinator_app.domain.surveys import LEGAL_POINTS, CheckAnswer
from coordinator_app.services.survey_letters import KINDS, holidays_of, survey_words
from coordinator_app.services.workspace import Workspace

KEYS = ["sample_plan", "survey_letter", "survey_reminder", "survey_announcement", "survey_privacy"]


@pytest.fixture
def workspace(fresh_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "stadt.kpr"
    shutil.copy(fresh_file, path)
    found = Workspace.open(path, clock=FixedClock(datetime(2026, 3, 12, 9, tzinfo=UTC)), user="Test")
    found.surveys.create(title="Befragung", year=2026)
    yield found
    found.store.close()


def body_of(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


def test_documents_are_offered_where_there_is_something_to_print(workspace: Workspace) -> None:
    survey = workspace.surveys.all()[0].id
    offered = {kind.key: kind.subjects(workspace) for kind in KINDS}
    assert [key for key, ids in offered.items() if ids] == KEYS
    workspace.surveys.update(survey, None, prizes="10 Gutscheine")
    with workspace.store.write("Ziehung") as unit:
        draw = unit.add(SampleDraw(survey_id=survey, title="Ziehung vom 12.03.2026"))
    offered = {kind.key: kind.subjects(workspace) for kind in KINDS}
    assert offered["survey_prize_card"] == [survey]
    assert offered["sample_draw_record"] == [draw]
    stems = {kind.key: workspace.documents.file_stem(kind.key, offered[kind.key][0]) for kind in KINDS}
    assert stems["survey_letter"] == "2026 Anschreiben zur Befragung Befragung"
    assert stems["sample_draw_record"] == "2026 Ziehungsprotokoll Ziehung vom 12.03.2026"
    assert workspace.documents.warnings("sample_draw_record", draw)


@pytest.mark.parametrize("key", ["survey_letter", "survey_reminder"])
def test_letters_have_merge_fields_for_word(workspace: Workspace, key: str) -> None:
    workspace.municipality.create(name="Mühlwerda")
    survey = workspace.surveys.all()[0].id
    body = body_of(workspace.documents.render(key, survey, "docx"))
    assert body.count("<w:fldSimple") == 5
    for column in ("Adresszeile1", "Adresszeile4", "Briefanrede"):
        assert f'MERGEFIELD "{column}"' in body.replace("&quot;", '"')
    assert workspace.documents.render(key, survey, "pdf").startswith(b"%PDF")


def test_the_letter_stands_on_the_template_of_the_town(workspace: Workspace, tmp_path: Path) -> None:
    workspace.municipality.create(name="Mühlwerda")
    path = tmp_path / "Briefbogen.docx"
    path.write_bytes(_template())
    workspace.letter_templates.add(path)
    body = body_of(
        workspace.documents.render("survey_letter", workspace.surveys.all()[0].id, "docx", {"layout": "town"})
    )
    assert "MERGEFIELD" in body
    assert "Zufallsauswahl aus dem Melderegister" in body


def _template() -> bytes:
    from docx import Document

    document = Document()
    for words in ("{{ anschrift }}", "{{ betreff }}", "{{ anrede }}", "{{ text }}", "{{ gruss }}"):
        document.add_paragraph(words)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def test_words_fit_every_kind_of_municipality(workspace: Workspace) -> None:
    survey = workspace.surveys.all()[0].id
    bare = survey_words(workspace, survey)
    assert (bare.the_town, bare.of_town) == ("Die Kommune", "der Kommune")
    own = workspace.municipality.create(name="Mühlwerda", street="Markt 1", postcode="01067", town="Mühlwerda")
    found = survey_words(workspace, survey)
    assert (found.town, found.place, found.of_town) == ("Stadt Mühlwerda", "Mühlwerda", "der Stadt Mühlwerda")
    assert (found.address, found.open_points, found.minutes > 0) == (("Markt 1", "01067 Mühlwerda"), 8, True)
    workspace.municipality.update(own, None, municipality_kind=MunicipalityKind.DISTRICT)
    found = survey_words(workspace, survey)
    assert (found.the_town, found.of_town) == ("Der Landkreis Mühlwerda", "des Landkreises Mühlwerda")
    assert found.place == "im Landkreis Mühlwerda"
    for point in LEGAL_POINTS:
        workspace.surveys.answer(survey, point.key, answer=CheckAnswer.YES)
    assert survey_words(workspace, survey).open_points == 0


def test_a_survey_without_questions_names_no_minutes(workspace: Workspace) -> None:
    empty = workspace.surveys.create(title="Leer", year=2026, template="leer")
    assert survey_words(workspace, empty).minutes == 0
    assert len(holidays_of(workspace.surveys.get(empty))) >= 30
