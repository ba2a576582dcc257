"""Letters for every feature, and the town's templates: taken in, checked, replaced, one of them usual."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Paragraph
from coordinator_app.documents.letters import LetterBody
from coordinator_app.services.documents import Options
from coordinator_app.services.letter_templates import EXAMPLE, LetterTemplates
from coordinator_app.services.letters import TOWN, Letters, letter_kind
from coordinator_app.services.workspace import Workspace
from tests.documents.rules import word_findings
from tests.meeting_scenario import Steering

BODY = LetterBody(subject="Ihre offenen Aufgaben", blocks=(Paragraph("bitte denken Sie daran."),))


@pytest.fixture
def bogen(tmp_path: Path) -> Path:
    path = tmp_path / "Bogen Stadt.docx"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "Alter Bogen.docx"
    with ZipFile(EXAMPLE) as source, ZipFile(path, "w") as copy:
        for entry in source.infolist():
            copy.writestr(entry, source.read(entry).replace(b"{{ anrede }}", b"{{ anred }}"))
    return path


def test_first_template_is_the_usual_one(workspace: Workspace, bogen: Path, faulty: Path) -> None:
    templates: LetterTemplates = workspace.letter_templates
    first, notes = templates.add(bogen)
    assert notes == ()
    second, notes = templates.add(faulty, title="Alt")
    assert "{{ anred }}" in notes[0]
    assert templates.check(second) == notes
    assert [(view.template.title, view.template.is_default) for view in templates.all()] == [
        ("Bogen Stadt", True),
        ("Alt", False),
    ]
    templates.update(second, None, is_default=True)
    assert [view.template.is_default for view in templates.all()] == [True, False]
    assert templates.content()[0].id == second
    templates.discard(second)
    assert templates.content()[0].id == first
    workspace.store.undo()
    assert len(templates.all()) == 2
    assert templates.replace(second, bogen) == ()
    assert templates.check(second) == ()
    assert templates.get(second).title == "Alt"


def test_a_body_may_have_a_template_of_its_own(steering: Steering, workspace: Workspace, bogen: Path) -> None:
    templates = workspace.letter_templates
    general, _ = templates.add(bogen)
    own, _ = templates.add(bogen, title="Für die Lenkungsgruppe", body_id=steering.body)
    assert templates.content(body_id=steering.body)[0].id == own
    assert templates.content()[0].id == general
    assert templates.all()[1].body == "Lenkungsgruppe"


def test_unusable_files_are_refused_and_nothing_is_stored(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "alt.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(UserError, match="Kennwort"):
        workspace.letter_templates.add(path)
    with pytest.raises(UserError, match="lässt sich nicht lesen"):
        workspace.letter_templates.add(tmp_path / "fehlt.docx")
    assert workspace.letter_templates.all() == []


def test_a_template_too_large_is_refused(workspace: Workspace, bogen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator_app.services.letter_templates.LARGEST", 10)
    with pytest.raises(UserError, match="zu groß"):
        workspace.letter_templates.add(bogen)


def test_test_letter_is_a_whole_letter(workspace: Workspace, bogen: Path) -> None:
    made, _ = workspace.letter_templates.add(bogen)
    found, words, sender = workspace.letters.sample()
    data = workspace.letter_templates.sample_letter(made, found, words, sender, today(workspace.clock))
    assert word_findings(data) == []


def test_sender_is_empty_until_the_municipality_is_set_up(workspace: Workspace) -> None:
    if workspace.municipality.own() is None:
        assert workspace.letters.sender().name == ""
        workspace.municipality.create(name="Mühlwerda", street="Markt 1", postcode="08999", town="Mühlwerda")
    sender = workspace.letters.sender()
    assert sender.return_line.startswith("Stadt Mühlwerda · Markt 1")


def test_any_feature_makes_letters(steering: Steering, workspace: Workspace, bogen: Path) -> None:
    def made(workspace: Workspace, id: int, _options: Options) -> Letters:
        people = [(steering.people["Krause"], None), (None, steering.organisations["Diakonie"])] if id else []
        return Letters(recipients=workspace.letters.addressees(people), body=BODY, title="Aufgaben")

    kind = letter_kind(
        key="x", label="Briefe", subject="body", letters=made, subjects=lambda _: [1], file_stem=lambda *_: "x"
    )
    word = kind.own["docx"]
    assert word_findings(word(workspace, 1, {"layout": ""}, JobContext())) == []
    with pytest.raises(UserError, match="noch keine Briefvorlage"):
        word(workspace, 1, {"layout": TOWN}, JobContext())
    workspace.letter_templates.add(bogen)
    assert word_findings(word(workspace, 1, {"layout": TOWN}, JobContext())) == []
    with pytest.raises(UserError, match="noch keine Empfänger"):
        word(workspace, 0, {}, JobContext())
    assert kind.build(workspace, 0, {}).title == "Aufgaben"
    assert workspace.letters.addressee(steering.people["Krause"]).name == "Stefan Krause"
