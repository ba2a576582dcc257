"""The publication check over a file with traps: each must be found once, what is allowed must pass."""

from pathlib import Path

import pytest

from coordinator_app.documents.content import Document, Heading, Notice, Paragraph, missing
from coordinator_app.domain.contacts import Affiliation, Organisation, Person
from coordinator_app.domain.funding import FundingProgramme
from coordinator_app.domain.grant_states import GrantState
from coordinator_app.domain.grants import Grant, GrantShare
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.municipality import Place
from coordinator_app.domain.projects import Project
from coordinator_app.domain.publication_findings import Risk
from coordinator_app.domain.reports import ReportKind
from coordinator_app.services.publication_check import check, check_kind, public_option
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import Steering

SENTENCE = "Diese Maßnahme wird mitfinanziert durch Steuermittel des Freistaates."
SECRET = "Die Streife meldet Hausverbote für zwei Familien im Sonnenhang."


@pytest.fixture
def traps(workspace: Workspace, steering: Steering) -> Workspace:
    """A file with somebody in office, somebody without, a non-public item, a funded and a hidden project."""
    with workspace.store.write("Fallen") as unit:
        office = unit.add(
            Organisation(name="Ordnungsamt", email="amt@stadt.example", phone="03741 2000", street="Markt 1")
        )
        unit.add(Place(name="Treff", address="Lindenstraße 12, 09899 Mühlwerda"))
        mayor = unit.add(Person(first_name="Petra", last_name="Sommer", display_name="Petra Sommer"))
        unit.add(Person(first_name="Uwe", last_name="Lindner", display_name="Uwe Lindner"))
        unit.add(Affiliation(person_id=mayor, organisation_id=office, function="Amtsleiterin"))
        item = unit.find(AgendaItem)[0]
        unit.change(AgendaItem, item.id, None, public=False, facts=SECRET)
        project = unit.add(Project(title="Nachtlichter am Tunnel", is_public=True))
        unit.add(Project(title="Stille Beratung im Haus"))
        programme = unit.add(
            FundingProgramme(
                title="Landesmittel", source="Richtlinie", publicity_sentence=SENTENCE, publicity_from=500_000
            )
        )
        grant = unit.add(Grant(title="Zuwendung", programme_id=programme, state=GrantState.APPROVED, approved=800_000))
        unit.add(GrantShare(grant_id=grant, project_id=project))
    return workspace


def paper(*texts: object, marking: str = "") -> Document:
    blocks = (Heading(1, "Kapitel"), *(Paragraph(text) if isinstance(text, str) else text for text in texts))
    return Document(title="Bericht", blocks=blocks, marking=marking)  # type: ignore[arg-type] - blocks of all kinds


def risks(workspace: Workspace, document: Document) -> list[Risk]:
    return [finding.risk for finding in check(workspace, document)]


CASES: list[tuple[str, list[Risk]]] = [
    ("Uwe Lindner hilft mit.", [Risk.NAME]),
    ("Amtsleiterin Petra Sommer eröffnete den Treff.", []),
    ("Petra Sommer wohnt nebenan.", [Risk.NAME]),
    ("Herr Krause beschwerte sich.", [Risk.NAME]),
    ("Fragen an amt@stadt.example, 03741 2000, Markt 1.", []),
    ("Treffpunkt ist Lindenstraße 12.", []),
    ("Ruf an: 0151 2345678.", [Risk.CONTACT]),
    (f"Es heißt: {SECRET}", [Risk.NOT_PUBLIC]),
    ("Wir haben es beraten.\n\n[nö] Kosten noch offen.", [Risk.NOT_PUBLIC]),
    ("Im Projekt Stille Beratung im Haus geht es voran.", [Risk.NOT_PUBLIC]),
    ("Nachtlichter am Tunnel sind bewilligt.", [Risk.FUNDING]),
    (f"Nachtlichter am Tunnel sind bewilligt. {SENTENCE}", []),
    ("Es gab 3 Fälle von Betrug.", [Risk.SMALL_NUMBER]),
    ("Es gab 30 Fälle von Betrug.", []),
]


def test_traps_are_found_and_the_rest_passes(traps: Workspace) -> None:
    assert [(text, risks(traps, paper(text))) for text, _wanted in CASES] == CASES


def test_gaps_and_drafts_are_found_gravest_first(traps: Workspace) -> None:
    document = paper(Paragraph(missing("Ort")), "Es gab 3 Fälle.", marking="Entwurf")
    assert risks(traps, document) == [Risk.SMALL_NUMBER, Risk.GAP, Risk.UNFINISHED]


def test_notice_of_who_pays_counts(traps: Workspace) -> None:
    with traps.store.read() as unit:
        project = unit.find(Project, title="Nachtlichter am Tunnel")[0].id
    assert [each.risk for each in check(traps, paper("Text"), projects=[project])] == [Risk.FUNDING]
    assert check(traps, paper("Text", Notice(SENTENCE, "Förderhinweis")), projects=[project]) == ()


def test_file_edited_by_hand_is_found(traps: Workspace, tmp_path: Path) -> None:
    id = traps.report_builder.create(report_kind=ReportKind.PRESS_TEXT, title="Neues aus dem Rathaus")
    options = {"variant": "public"}
    path = traps.documents.save("report", id, tmp_path / "Presse.docx", options)
    assert Risk.EDITED_FILE not in {each.risk for each in check_kind(traps, "report", id, options)}
    path.write_bytes(b"von Hand")
    found = [each for each in check_kind(traps, "report", id, options) if each.risk is Risk.EDITED_FILE]
    assert len(found) == 1
    assert "„Presse.docx“ wurde seit dem 09.11.2026 von Hand bearbeitet" in found[0].text


def test_documents_with_a_public_variant_say_so(workspace: Workspace) -> None:
    options = {kind.key: public_option(kind) for kind in workspace.documents.kinds()}
    assert {"minutes", "meeting_folder", "project_sheet", "project_list", "report"} <= {
        k for k, v in options.items() if v
    }
