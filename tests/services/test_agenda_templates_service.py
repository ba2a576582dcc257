"""Agenda templates: the usual items, from a meeting, edited, put onto an agenda, standing in for a last meeting."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.agenda_templates import STANDARD_TITLE
from coordinator_app.domain.meeting_series import Rhythm, Rule, write_rule
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import SECOND, Steering

BEGIN = datetime(2027, 1, 14, 13, 0, tzinfo=UTC)


@pytest.fixture
def body(workspace: Workspace) -> int:
    return workspace.bodies.create(name="Präventionsrat", short_name="KPR", valid_from=date(2026, 1, 1))


def titles(workspace: Workspace, meeting_id: int) -> list[str]:
    return [f"{line.number} {line.item.title}".strip() for line in workspace.meetings.agenda.view(meeting_id).lines]


def rows(workspace: Workspace, template_id: int) -> list[str]:
    return [f"{line.number} {line.line.title}".strip() for line in workspace.meetings.templates.view(template_id).lines]


def test_the_usual_template_is_made_at_a_click(workspace: Workspace, body: int) -> None:
    templates = workspace.meetings.templates
    id = templates.create_standard(body)
    assert templates.view(id).template.title == STANDARD_TITLE
    assert rows(workspace, id)[:2] == [
        "1 Begrüßung und Feststellung der Beschlussfähigkeit",
        "2 Bestätigung der Tagesordnung",
    ]
    assert "6.1 Lagebericht der Polizei" in rows(workspace, id)
    assert templates.view(id).minutes == 105
    general = templates.create(title="Für alle")
    assert [entry.id for entry in templates.for_body(body)] == [id, general]
    assert workspace.store.undo() == "Vorlage angelegt"
    assert workspace.store.undo() == "Vorlage mit üblichen Punkten angelegt"
    assert templates.for_body(body) == []


def test_a_first_meeting_of_a_series_is_prepared_from_its_template(workspace: Workspace, body: int) -> None:
    meetings = workspace.meetings
    template = meetings.templates.create_standard(body)
    rule = write_rule(Rule(rhythm=Rhythm.WEEKS, step=6), date(2027, 1, 14))
    series = meetings.series.create(body_id=body, title="Ordentlich", rule=rule, starts_at=BEGIN, template_id=template)
    first, second = meetings.series.carry_out(series, date(2027, 3, 1))
    assert meetings.waiting_for_preparation(body) == meetings.get(first)
    workspace.tasks.create(title="Plan", body_id=body)
    words = meetings.prepare(first).words
    assert words == "9 Punkte übernommen: 8 aus der Vorlage, 1 Nachverfolgung."
    found = titles(workspace, first)
    assert (
        found[2] == "3 Offene Aufgaben"
    )  # where the template holds its place; approval and resolutions have no reason
    assert "4.1 Lagebericht der Polizei" in found
    assert found[-1] == "6 Verschiedenes und nächster Termin"
    assert meetings.prepare(first).words == "Es gibt nichts zu übernehmen."
    assert titles(workspace, first) == found
    assert meetings.waiting_for_preparation(body) == meetings.get(second)
    meetings.prepare(second)
    assert titles(workspace, second) == found  # now from the first meeting, which is the last one
    assert workspace.meetings.agenda.view(second).lines[0].item.reason.startswith("Wiederkehrender")


def test_an_agenda_becomes_a_template_without_its_texts(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    meetings.agenda.indent(meetings.agenda.view(steering.second).lines[6].id)
    assert meetings.templates.suggested_title(steering.second) == "Ordentliche Sitzung, Stand 26.11.2026"
    id = meetings.templates.save_meeting(steering.second, "Lenkungsgruppe ")
    assert rows(workspace, id) == titles(workspace, steering.second)
    view = meetings.templates.view(id)
    assert (view.template.title, view.template.body_id) == ("Lenkungsgruppe", steering.body)
    assert all(line.line.facts == "" for line in view.lines)
    assert all(line.line.recurring for line in view.lines)
    with pytest.raises(UserError, match="Bezeichnung"):
        meetings.templates.save_meeting(steering.second, " ")


def test_lines_are_edited_like_an_agenda(workspace: Workspace) -> None:
    templates = workspace.meetings.templates
    id = templates.create(title="Leer")
    first = templates.add_line(id, title="A")
    second = templates.add_line(id, title="C", minutes=20)
    templates.add_line(id, title="B", after_id=first)
    templates.indent(second)
    assert rows(workspace, id) == ["1 A", "2 B", "2.1 C"]
    templates.outdent(second)
    templates.move(second, -1)
    assert rows(workspace, id) == ["1 A", "2 C", "3 B"]
    templates.update_line(second, None, title="Berichte", is_heading=True)
    assert rows(workspace, id) == ["1 A", "Berichte", "2 B"]
    templates.discard_line(first)
    assert rows(workspace, id) == ["Berichte", "1 B"]
    templates.update(id, None, title="Neu")
    assert templates.view(id).template.title == "Neu"
    with pytest.raises(UserError, match="Bezeichnung"):
        templates.update(id, None, title="")
    templates.update(id, None, body_id=None)
    templates.discard(id)
    assert templates.for_body(0) == []


def test_a_template_is_put_onto_a_filled_agenda_once(steering: Steering, workspace: Workspace) -> None:
    templates = workspace.meetings.templates
    id = templates.create(title="Zusatz")
    heading = templates.add_line(id, title="Berichte", is_heading=True, minutes=0)
    templates.add_line(id, title="Offene Aufgaben", item_type=ItemType.OPEN_TASKS)
    report = templates.add_line(id, title="Polizei", facts="Zahlen")
    templates.move(report, -1)
    templates.indent(report)
    new = templates.apply(id, steering.second)
    assert titles(workspace, steering.second)[-3:] == ["Berichte", "8 Polizei", "9 Verschiedenes"] or heading
    found = [workspace.meetings.agenda.get(item) for item in new]
    assert [(item.title, item.reason) for item in found] == [
        ("Berichte", "Aus der Vorlage „Zusatz“."),
        ("Polizei", "Aus der Vorlage „Zusatz“."),
    ]
    assert found[1].parent_id == found[0].id
    assert found[1].facts == "Zahlen"
    assert templates.apply(id, steering.second) == []
    workspace.meetings.agenda.discard(new[1])
    assert templates.apply(id, steering.second) == []


def test_a_chosen_template_stands_in_for_the_recurring_items(steering: Steering, workspace: Workspace) -> None:
    templates = workspace.meetings.templates
    id = templates.create(title="Klausur")
    templates.add_line(id, title="Rückblick")
    third = workspace.meetings.prepare_next(
        body_id=steering.body, starts_at=SECOND + timedelta(days=60), template_id=id
    )
    found = titles(workspace, third)
    assert any("Rückblick" in title for title in found)
    assert not any("Lagebild" in title for title in found)
    assert any("Genehmigung" in title for title in found)


def test_a_template_thrown_away_is_no_longer_used(workspace: Workspace, body: int) -> None:
    meetings = workspace.meetings
    template = meetings.templates.create_standard(body)
    series = meetings.series.create(
        body_id=body,
        title="Ordentlich",
        rule=write_rule(Rule(), date(2027, 1, 14)),
        starts_at=BEGIN,
        template_id=template,
    )
    first = meetings.series.carry_out(series, date(2027, 1, 15))[0]
    meetings.templates.discard(template)
    assert meetings.prepare(first).item_ids == ()
