"""Papers, answers and press texts made from the records of the example town."""

from pathlib import Path
from typing import Any

import pytest

from coordinator_app.documents.report_lines import lines_of
from coordinator_app.domain.fields import Record
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import PriorityRound, RoundStatus
from coordinator_app.domain.project_course import Event, EventState
from coordinator_app.domain.projects import Project
from coordinator_app.domain.reports import Report, ReportKind, ReportVariant
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.report_assembly import build_report, context_of
from coordinator_app.services.report_chapters.subject import projects_of
from coordinator_app.services.topic_hits import topic_hits
from coordinator_app.services.workspace import Workspace

DECISION, INFORMATION, PRESS = ReportKind.DECISION_PAPER, ReportKind.INFORMATION_PAPER, ReportKind.PRESS_TEXT
INSIDE, PUBLIC = ReportVariant.INTERNAL, ReportVariant.PUBLIC


@pytest.fixture
def plain_file(demo_file: Path) -> Path:
    """`workspace` is a copy of the example file."""
    return demo_file


def first(workspace: Workspace, record_type: type[Record], **equals: Any) -> Any:
    with workspace.store.read() as unit:
        return unit.find(record_type, order="id", **equals)[0]


def about(workspace: Workspace, kind: ReportKind, record: Record, **values: Any) -> int:
    title = str(getattr(record, record.title_field))
    return workspace.report_builder.create(
        report_kind=kind, about=title, subject_kind=record.kind, subject_id=record.id, **values
    )


def said(workspace: Workspace, id: int, variant: ReportVariant = PUBLIC) -> str:
    return "\n".join(lines_of(build_report(workspace, id, variant).blocks))


def publish_a_resolution(workspace: Workspace) -> None:
    with workspace.store.write("veröffentlicht") as unit:
        unit.change(Resolution, unit.find(Resolution, order="id")[0].id, None, public=True)


def item_with_projects(workspace: Workspace) -> AgendaItem:
    with workspace.store.read() as unit:
        return unit.find(AgendaItem, title="Beleuchtung Bahnhofstunnel")[0]


def test_paper_of_an_agenda_item_has_wording_facts_stations_and_costs(workspace: Workspace) -> None:
    item = item_with_projects(workspace)
    id = about(workspace, DECISION, item, addressee="Stadtrat")
    words = said(workspace, id)
    for part in (
        "Die Lenkungsgruppe unterstützt den Förderantrag",
        "Das Bauamt schätzt die Kosten",
        "Lenkungsgruppe | 10.09.2026",
    ):
        assert part in words
    assert "Stadtrat | Termin offen | | Beschluss | –" in words
    assert "21.000,00 €" in words
    assert projects_of(context_of(workspace, id, PUBLIC)) == list(item.projects)


def test_non_public_item_tells_the_public_nothing(workspace: Workspace) -> None:
    item = item_with_projects(workspace)
    with workspace.store.write("nicht öffentlich") as unit:
        unit.change(AgendaItem, item.id, None, public=False)
        for each in unit.find(Resolution, agenda_item_id=item.id):
            unit.change(Resolution, each.id, None, public=False)
    id = about(workspace, DECISION, item)
    assert "Das Bauamt schätzt" in said(workspace, id, INSIDE)
    words = said(workspace, id)
    assert "Das Bauamt schätzt" not in words
    assert "Die Lenkungsgruppe unterstützt" not in words
    assert "Der Sachverhalt ist nicht öffentlich." in words


def test_own_wording_replaces_the_proposed_one(workspace: Workspace) -> None:
    id = about(workspace, DECISION, item_with_projects(workspace))
    workspace.report_builder.chapters.set_text(id, "proposal", "Der Stadtrat stimmt zu.")
    words = said(workspace, id)
    assert "Der Stadtrat stimmt zu." in words
    assert "Die Lenkungsgruppe unterstützt" not in words


OTHER: list[tuple[type[Record], dict[str, Any], str]] = [
    (Project, {"is_public": True}, "wird durch"),
    (PriorityRound, {"status": RoundStatus.RESOLVED}, "Als Schwerpunkte der kommunalen Prävention"),
    (PriorityRound, {"status": RoundStatus.SCORING}, "Über die Schwerpunkte ist noch nicht beschlossen."),
    (Resolution, {"public": True}, "Beschlussvorschlag"),
    (Need, {}, "[Beschlussvorschlag fehlt]"),
    (Report, {}, "Der folgende Bericht wird"),
]


def test_papers_of_other_records(workspace: Workspace) -> None:
    publish_a_resolution(workspace)
    for record_type, equals, wanted in OTHER:
        id = about(workspace, DECISION, first(workspace, record_type, **equals))
        for variant in ReportVariant:
            assert wanted in said(workspace, id, variant)


NOTED: list[tuple[type[Record], dict[str, Any], str]] = [
    (Project, {"is_public": True}, "Der Sachstand zum Projekt"),
    (PriorityRound, {}, "Das Ergebnis der Bewertungsrunde"),
    (Survey, {}, "Die Ergebnisse der Erhebung"),
    (Report, {}, "Der Bericht „"),
    (AgendaItem, {}, "Die Information zu"),
]


def test_papers_for_information(workspace: Workspace) -> None:
    for record_type, equals, wanted in NOTED:
        id = about(workspace, INFORMATION, first(workspace, record_type, **equals))
        assert wanted in said(workspace, id)
        workspace.report_builder.chapters.set_text(id, "note_taken", "Der Rat nimmt Kenntnis.")
        assert "zur Kenntnis genommen" not in said(workspace, id)


def test_paper_without_subject_marks_what_is_missing(workspace: Workspace) -> None:
    id = workspace.report_builder.create(report_kind=DECISION, title="Vorlage", subject_kind="project", subject_id=9999)
    words = said(workspace, id)
    assert "[Beschlussvorschlag fehlt]" in words
    assert "[Sachverhalt fehlt]" in words
    assert "Mit dieser Vorlage ist kein Projekt verbunden" in words
    workspace.report_builder.chapters.set_text(id, "costs", "Keine.")
    assert "Mit dieser Vorlage ist kein Projekt verbunden" not in said(workspace, id)


def test_attachments_are_the_enclosures(workspace: Workspace) -> None:
    item = item_with_projects(workspace)
    workspace.attachments.add_bytes(b"%PDF-1.4", name="plan.pdf", title="Lageplan", kind=item.kind, id=item.id)
    assert "Anlage 1 | Lageplan" in said(workspace, about(workspace, DECISION, item))


def test_answer_tells_what_was_found_and_not_left_out(workspace: Workspace) -> None:
    builder = workspace.report_builder
    id = builder.create(report_kind=ReportKind.INQUIRY_ANSWER, title="Antwort")
    assert "[Thema der Anfrage fehlt]" in said(workspace, id)
    builder.set_plan(id, words="Graffiti, schlecht beleuchtet oder Beleuchtung, Seniorenbeirat")
    found = topic_hits(context_of(workspace, id, INSIDE))
    assert {hit.record.kind for hit in found} >= {"need", "project", "data_series"}
    words = said(workspace, id)
    assert "Graffiti-Werkstatt" in words
    assert "Beschwerden zu Beleuchtung" in words
    left_out = next(hit.key for hit in found if hit.title == "Graffiti-Werkstatt")
    builder.set_plan(id, without=(left_out,))
    assert "Graffiti-Werkstatt" not in said(workspace, id)
    builder.set_plan(id, words="Raumstation")
    assert "keine Angaben vor" in said(workspace, id)


def test_answer_by_field_of_action_tells_its_needs_projects_and_resolutions(workspace: Workspace) -> None:
    builder = workspace.report_builder
    id = builder.create(report_kind=ReportKind.INQUIRY_ANSWER, title="Antwort")
    with workspace.store.read() as unit:
        field = next(item for item in unit.find(Need, order="id") if item.field_of_action_id).field_of_action_id
    builder.set_plan(id, fields=(field,))
    kinds = {hit.record.kind for hit in topic_hits(context_of(workspace, id, INSIDE))}
    assert {"need", "project"} <= kinds
    assert "data_series" not in kinds
    builder.update(id, None, period_start=workspace.clock.now().date(), period_end=workspace.clock.now().date())
    assert "resolution" not in {hit.record.kind for hit in topic_hits(context_of(workspace, id, INSIDE))}


NEWS: list[tuple[type[Record], dict[str, Any], str]] = [
    (Meeting, {}, "Sitzung der Lenkungsgruppe statt"),
    (Project, {"is_public": True}, "Träger ist"),
    (Event, {"state": EventState.HELD}, "Personen nahmen teil."),
    (Survey, {}, "Die Stadt Mühlwerda hat die Befragung"),
    (Report, {"report_kind": ReportKind.ANNUAL}, "Die Stadt Mühlwerda hat den Bericht"),
    (Report, {"report_kind": ReportKind.STRATEGY}, "Die Stadt Mühlwerda hat den Bericht"),
    (Resolution, {"public": True}, "wurde beschlossen"),
    (PriorityRound, {"status": RoundStatus.RESOLVED}, "stehen fest:"),
    (Need, {}, "[Meldung fehlt]"),
]


def test_press_texts(workspace: Workspace) -> None:
    publish_a_resolution(workspace)
    for record_type, equals, wanted in NEWS:
        words = said(workspace, about(workspace, PRESS, first(workspace, record_type, **equals)), INSIDE)
        assert wanted in words
        assert "Grundlage ist die Kooperationsvereinbarung vom" in words
        assert "Telefon | 03799" in words


def test_press_text_of_a_meeting_tells_its_public_items(workspace: Workspace) -> None:
    item = item_with_projects(workspace)
    words = said(workspace, about(workspace, PRESS, workspace.meetings.get(item.meeting_id)))
    assert "Auf der Tagesordnung standen unter anderem:" in words
    assert "Beleuchtung Bahnhofstunnel" in words
    assert "Genehmigung der Niederschrift" not in words


def test_own_lead_and_quotes_stand_in_a_press_text(workspace: Workspace) -> None:
    id = about(workspace, PRESS, first(workspace, Project, is_public=True))
    assert "Zitate" not in said(workspace, id)
    workspace.report_builder.chapters.set_text(id, "lead", "Es ist so weit.")
    workspace.report_builder.chapters.set_text(id, "quotes", "„Ein guter Tag“, sagt die Bürgermeisterin.")
    words = said(workspace, id)
    assert "Es ist so weit." in words
    assert "Ein guter Tag" in words
    assert "Träger ist" not in words


def test_what_is_not_public_is_no_news(workspace: Workspace) -> None:
    found, project = first(workspace, Resolution), first(workspace, Project)
    with workspace.store.write("nicht öffentlich") as unit:
        unit.change(Resolution, found.id, None, public=False)
        unit.change(Project, project.id, None, is_public=False)
    for record, text in ((found, found.wording), (project, project.short_description)):
        words = said(workspace, about(workspace, PRESS, record), INSIDE)
        assert "[Meldung fehlt]" in words
        assert text not in words
