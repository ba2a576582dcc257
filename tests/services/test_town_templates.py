"""Letters and certificates on the town's templates: chosen, of a body, one by one, tried with somebody of the file."""

import runpy
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Paragraph
from coordinator_app.documents.letters import LetterBody
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.contacts import Salutation
from coordinator_app.domain.letter_templates import TemplatePurpose, placeholders
from coordinator_app.services.certificate_documents import certificate_samples, sample_certificate
from coordinator_app.services.letter_templates import CERTIFICATE_EXAMPLE, EXAMPLE
from coordinator_app.services.workspace import Workspace
from tests.documents.rules import word_findings
from tests.documents.test_letter_templates import ROOT, words
from tests.meeting_scenario import Steering

BODY = LetterBody(subject="Aufgaben", blocks=(Paragraph("bitte denken Sie daran."),))
CERTIFICATE = TemplatePurpose.CERTIFICATE
START = date(2026, 1, 1)


@pytest.fixture
def body(workspace: Workspace) -> int:
    workspace.municipality.create(name="Mühlwerda", town="Mühlwerda")
    contacts, bodies = workspace.contacts, workspace.bodies
    chair = contacts.create_person(first_name="Cornelia", last_name="Marschner", salutation=Salutation.MRS)
    second = contacts.create_person(first_name="Torsten", last_name="Seidel", salutation=Salutation.MR)
    body = bodies.create(name="Lenkungsgruppe", short_name="LG", valid_from=START)
    bodies.add_seat(body, seat="Bürgermeisterin", role=Role.CHAIR, person_id=chair, starts_on=START)
    police = bodies.add_seat(body, seat="Polizei", role=Role.CO_CHAIR, person_id=second, starts_on=START)
    bodies.add_seat(body, seat="Polizei", person_id=chair, deputy_for_id=police, starts_on=START)
    return body


def marked(folder: Path, word: str, example: Path = EXAMPLE) -> Path:
    """The example with a word of its own in it."""
    path = folder / f"{word}.docx"
    with ZipFile(example) as source, ZipFile(path, "w") as copy:
        for entry in source.infolist():
            data = source.read(entry).replace("Kommunaler Präventionsrat".encode(), word.encode())
            copy.writestr(entry, data)
    return path


def test_the_example_is_what_its_script_writes_and_has_nothing_to_complain_about(
    workspace: Workspace, tmp_path: Path
) -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "make_certificate_template.py"))
    script["write"](tmp_path / "certificate.docx")
    assert (tmp_path / "certificate.docx").read_bytes() == CERTIFICATE_EXAMPLE.read_bytes()
    assert workspace.letter_templates.add(CERTIFICATE_EXAMPLE, purpose=CERTIFICATE)[1] == ()


def test_certificates_stand_on_the_template_of_the_town(workspace: Workspace, body: int, tmp_path: Path) -> None:
    render = workspace.documents.render
    with pytest.raises(UserError, match="noch keine Urkundenvorlage"):
        render("certificates", body, "docx", {"layout": "town"})
    template, _ = workspace.letter_templates.add(CERTIFICATE_EXAMPLE, purpose=CERTIFICATE)
    data = render("certificates", body, "docx", {"layout": "town", "day": "today"})
    assert word_findings(data) == []
    text = words(data)
    assert text.count("Berufungsurkunde\n") == 3
    assert "Frau Cornelia Marschner" in text
    assert "mit dem gemeinsamen Vorsitz der Lenkungsgruppe betraut." in text
    assert "Mühlwerda, den 9. November 2026" in text.replace("\u00a0", " ")
    assert "Cornelia Marschner\tTorsten Seidel" in text
    assert "{" not in text
    by_hand = words(render("certificates", body, "docx", {"layout": "town", "signature": "line"}))
    assert "Mühlwerda, den ____" in by_hand
    seat = workspace.bodies.seats(body)[1].id
    one = words(render("certificate", seat, "docx", {"layout": f"town:{template}", "heading": "ernennung"}))
    assert one.count("Ernennungsurkunde\n") == 1
    assert "Herr Torsten Seidel" in one
    assert "Berufungsurkunde" in words(render("certificates", body, "docx"))
    nobody = workspace.bodies.create(name="Neu", valid_from=START)
    with pytest.raises(UserError, match="niemand zu berufen"):
        render("certificates", nobody, "docx", {"layout": "town"})


def test_a_template_is_tried_with_a_seat_or_made_up(workspace: Workspace, body: int) -> None:
    template, _ = workspace.letter_templates.add(CERTIFICATE_EXAMPLE, purpose=CERTIFICATE)
    seat = workspace.bodies.seats(body)[0].id
    real, made_up = certificate_samples(workspace, seat), certificate_samples(workspace)
    assert set(real) == set(made_up) == {entry.name for entry in placeholders(CERTIFICATE)}
    assert real["name"] == "Frau Cornelia Marschner"
    assert real["amt"] == "Vorsitz"
    assert made_up["name"] == "Frau Dr. Anna Muster"
    assert "Frau Cornelia Marschner" in words(sample_certificate(workspace, template, seat))
    assert "Frau Dr. Anna Muster" in words(sample_certificate(workspace, template))


def test_the_template_of_a_purpose_is_usual_for_it_alone(workspace: Workspace) -> None:
    templates = workspace.letter_templates
    letter, _ = templates.add(EXAMPLE)
    first, _ = templates.add(CERTIFICATE_EXAMPLE, purpose=CERTIFICATE)
    second, _ = templates.add(CERTIFICATE_EXAMPLE, title="Neu", purpose=CERTIFICATE)
    templates.update(second, None, is_default=True)
    assert [view.template.id for view in templates.all(CERTIFICATE)] == [second, first]
    assert templates.get(letter).is_default
    assert [view.template.id for view in templates.all()] == [letter]
    notes = templates.add(EXAMPLE, purpose=CERTIFICATE)[1]
    assert any("{{ anschrift }}" in note for note in notes)
    assert workspace.store.undo_name == "Urkundenvorlage aufgenommen"


def test_letters_of_a_body_stand_on_its_template_others_on_the_one_chosen(
    steering: Steering, workspace: Workspace, tmp_path: Path
) -> None:
    templates = workspace.letter_templates
    templates.add(marked(tmp_path, "Allgemein"))
    templates.add(marked(tmp_path, "Gremium"), body_id=steering.body)
    third, _ = templates.add(marked(tmp_path, "Drittens"))
    kind = workspace.documents.kind("appointment_letters")
    layout = next(option for option in kind.options_for(workspace, steering.body) if option.key == "layout")
    assert (f"town:{third}", "Vorlage „Drittens“ (Word)") in layout.choices
    render = workspace.documents.render
    assert "Gremium" in words(render("appointment_letters", steering.body, "docx", {"layout": "town"}))
    assert "Drittens" in words(render("appointment_letters", steering.body, "docx", {"layout": f"town:{third}"}))
    people = workspace.letters.addressees([(steering.people["Krause"], None)])
    assert "Allgemein" in words(workspace.letters.file(people, BODY, title="T", layout="town")[1])
    assert workspace.letters.file(people, BODY, title="T", layout="pdf")[1].startswith(b"%PDF")
    assert workspace.letters.file(people, BODY, title="T")[0] == "docx"


def test_letters_come_one_by_one_and_can_be_stopped(steering: Steering, workspace: Workspace) -> None:
    workspace.letter_templates.add(EXAMPLE)
    options = {"layout": "town"}
    told: list[tuple[int, int]] = []
    job = JobContext(lambda done, total, _text: told.append((done, total)))
    data = workspace.documents.render("appointment_letters", steering.body, "zip", options, job)
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        alone = archive.read(names[0])
    assert len(names) == len(set(names)) == told[-1][1] > 2
    assert names[0].startswith("001 ")
    assert words(alone).count("Ihre Berufung:") == 1
    stopped = JobContext()
    stopped.cancel()
    for ending in ("docx", "zip"):
        with pytest.raises(Cancelled):
            workspace.documents.render("appointment_letters", steering.body, ending, options, stopped)


def test_placeholders_read_as_for_a_person_of_the_file(steering: Steering, workspace: Workspace) -> None:
    made_up = workspace.letters.samples()
    assert made_up["anrede"] == "Sehr geehrte Frau Dr. Muster,"
    real = workspace.letters.samples(steering.people["Krause"])
    assert real["name"] == "Stefan Krause"
    assert set(real) == {entry.name for entry in placeholders(TemplatePurpose.LETTER)}
    assert all(real.values())
