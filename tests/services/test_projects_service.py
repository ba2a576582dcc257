"""Verbs on projects on a real file: numbers, states, actors, goals, the list with its filters and sums."""

from datetime import UTC, date, datetime

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import StaleRecord, UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.goals import Direction, Goal, Indicator, Light
from coordinator_app.domain.needs import Need
from coordinator_app.domain.projects import ActorRole, Project, ProjectActor, ProjectStatus, ProjectType
from coordinator_app.services.project_list import COLUMNS
from coordinator_app.services.workspace import Workspace

S = ProjectStatus


@pytest.fixture
def clock() -> FixedClock:
    """26 November 2026."""
    return FixedClock(datetime(2026, 11, 26, 9, 0, tzinfo=UTC))


def entry(workspace: Workspace, catalogue: str, place: int = 0) -> int:
    """Id of a seed entry."""
    return workspace.catalogues.entries(catalogue)[place].id


def test_numbers_are_drawn_without_gaps(workspace: Workspace) -> None:
    ids = [workspace.projects.create(title=f"Projekt {place}") for place in range(3)]
    assert [workspace.projects.get(id).number for id in ids] == ["P-001", "P-002", "P-003"]
    workspace.store.undo()
    assert workspace.projects.get(workspace.projects.create(title="Neu")).number == "P-003"
    workspace.projects.discard(ids[1])
    assert workspace.projects.get(workspace.projects.create(title="Neuer")).number == "P-004"


def test_new_offers_run_and_projects_are_ideas(workspace: Workspace) -> None:
    offer = workspace.projects.create(title="Treff", project_type=ProjectType.OFFER)
    project = workspace.projects.create(title="Fest")
    assert workspace.projects.get(offer).status is S.RUNNING
    assert workspace.projects.get(project).status is S.IDEA


def test_update_checks_contradictions_versions_and_can_be_undone(workspace: Workspace) -> None:
    id = workspace.projects.create(title="Treff", start=date(2027, 1, 1))
    version = workspace.projects.update(id, 1, title="Offener Treff")
    with pytest.raises(UserError, match="Ende"):
        workspace.projects.update(id, version, end=date(2026, 1, 1))
    with pytest.raises(UserError, match="negativ"):
        workspace.projects.update(id, version, costs=-1)
    with pytest.raises(StaleRecord):
        workspace.projects.update(id, 1, title="Anders")
    with pytest.raises(UserError, match="Titel"):
        workspace.projects.update(id, version, title=" ")
    with pytest.raises(ValueError, match="status"):
        workspace.projects.update(id, version, status=S.RUNNING)
    assert workspace.store.undo_name == "Projekt geändert"
    workspace.store.undo()
    assert workspace.projects.get(id).title == "Treff"


def test_creating_refuses_an_end_before_the_start(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="vor dem Beginn"):
        workspace.projects.create(title="Treff", start=date(2027, 1, 1), end=date(2026, 1, 1))


def test_transition_follows_the_state_machine(workspace: Workspace) -> None:
    id = workspace.projects.create(title="Treff")
    workspace.projects.transition(id, None, S.PLANNING)
    with pytest.raises(UserError, match="Grund"):
        workspace.projects.transition(id, None, S.DORMANT)
    workspace.projects.transition(id, None, S.DORMANT, reason="Personal fehlt")
    project = workspace.projects.get(id)
    assert (project.status, project.status_reason) == (S.DORMANT, "Personal fehlt")
    assert workspace.projects.step_findings(id, S.RUNNING)
    with pytest.raises(UserError, match="kein Schritt"):
        workspace.projects.transition(id, None, S.EVALUATED)


def test_goals_indicators_and_measurements_make_a_traffic_light(workspace: Workspace) -> None:
    id = workspace.projects.create(title="Treff")
    goal = workspace.projects.add_goal(id, "Weniger Beschwerden")
    indicator = workspace.projects.add_indicator(
        goal,
        "Beschwerden je Jahr",
        direction=Direction.FALLING,
        baseline=47.0,
        baseline_on=date(2026, 1, 1),
        target=25.0,
        target_on=date(2027, 1, 1),
    )
    with pytest.raises(UserError, match="Zukunft"):
        workspace.projects.measure(indicator, measured_on=date(2027, 1, 1), value=1.0)
    value = workspace.projects.measure(indicator, measured_on=date(2026, 11, 1), value=27.0)
    card = workspace.projects.card(id)
    assert card.goals[0].goal.is_measurable
    found = card.goals[0].indicators[0]
    assert found.light is Light.GREEN
    assert found.latest is not None
    assert found.latest.id == value
    assert workspace.projects.facts(id).measured_indicators == 1
    workspace.projects.update_part(Indicator, indicator, None, target=27.0)
    assert next(iter(workspace.projects.card(id).indicators)).light is Light.REACHED
    workspace.projects.remove_part(Goal, goal)
    assert workspace.projects.card(id).goals == ()
    workspace.store.undo()
    assert len(list(workspace.projects.card(id).indicators)) == 1


def test_actors_take_part_once_per_role(workspace: Workspace) -> None:
    id = workspace.projects.create(title="Treff")
    club = workspace.contacts.create_organisation(name="Jugendhaus Alte Weberei")
    person = workspace.contacts.create_person(first_name="Mirko", last_name="Wagner")
    actor = workspace.projects.add_actor(id, organisation_id=club, contribution="Räume")
    workspace.projects.add_actor(id, person_id=person, role=ActorRole.ADVISING)
    with pytest.raises(UserError, match="schon"):
        workspace.projects.add_actor(id, organisation_id=club)
    with pytest.raises(UserError, match="wählen"):
        workspace.projects.add_actor(id)
    with pytest.raises(UserError, match="vor dem Beginn"):
        workspace.projects.update_part(ProjectActor, actor, None, start=date(2026, 5, 1), end=date(2026, 1, 1))
    names = [(item.name, item.actor.role.label) for item in workspace.projects.card(id).actors]
    assert names == [("Jugendhaus Alte Weberei", "Partner"), ("Mirko Wagner", "beratend")]
    assert workspace.contacts.organisation_card(club).projects[0].text == "Partner · Idee"
    assert workspace.contacts.person_card(person).projects[0].title == "Treff"


def test_duplicate_plans_the_next_year_with_goals_and_actors(workspace: Workspace) -> None:
    club = workspace.contacts.create_organisation(name="Jugendhaus")
    id = workspace.projects.create(
        title="Ferienprogramm 2027", start=date(2027, 7, 1), end=date(2027, 8, 31), costs=500_000, carrier_id=club
    )
    workspace.projects.add_actor(id, organisation_id=club)
    goal = workspace.projects.add_goal(id, "Plätze", due=date(2027, 8, 31))
    workspace.projects.add_indicator(goal, "Teilnehmende", target=60.0, target_on=date(2027, 8, 31))
    workspace.projects.add_goal(id, "Teilziel", parent_id=goal)
    new = workspace.projects.duplicate(id)
    card = workspace.projects.card(new)
    assert (card.project.title, card.project.number, card.project.status) == (
        "Ferienprogramm 2028",
        "P-002",
        S.PLANNING,
    )
    assert [item.goal.due for item in card.goals] == [date(2028, 8, 31), None]
    assert card.goals[1].goal.parent_id == card.goals[0].goal.id
    assert card.goals[0].indicators[0].indicator.target_on == date(2028, 8, 31)
    assert len(card.actors) == 1
    assert workspace.projects.card(id).successor == "Ferienprogramm 2028"
    workspace.projects.duplicate(id)
    assert workspace.projects.get(id).successor_id == new


def test_confirm_notes_day_and_person(workspace: Workspace) -> None:
    id = workspace.projects.create(title="Treff", project_type=ProjectType.OFFER)
    assert workspace.projects.card(id).to_confirm
    workspace.projects.confirm(id, "Mirko Wagner")
    project = workspace.projects.get(id)
    assert (project.confirmed_on, project.confirmed_by) == (date(2026, 11, 26), "Mirko Wagner")
    assert not workspace.projects.card(id).to_confirm


def test_findings_tell_contradictions_that_do_not_block(workspace: Workspace) -> None:
    id = workspace.projects.create(title="Treff", costs=100, funding=200)
    assert "höher" in workspace.projects.findings(id)[0].text


def test_thread_shows_what_is_linked_and_what_is_missing(workspace: Workspace) -> None:
    id = workspace.projects.create(title="Treff")
    captions = [(node.caption, bool(node.label)) for node in workspace.projects.card(id).thread]
    assert captions == [
        ("Befund", False),
        ("Bedarf", False),
        ("Priorität", False),
        ("Projekt", True),
        ("Beschluss", False),
        ("Aufgabe", False),
        ("Messwert", False),
    ]


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """Four projects with different properties."""
    addiction, youth = entry(workspace, "field_of_action", 1), entry(workspace, "field_of_action", 2)
    station = workspace.municipality.add_area(name="Bahnhofsviertel")
    club = workspace.contacts.create_organisation(name="Jugendhaus Alte Weberei")
    make = workspace.projects.create
    make(title="Öffentlicher Treff", fields_of_action=(youth,), areas=(station,), carrier_id=club, costs=2_480_000)
    make(title="Zivilcourage", fields_of_action=(addiction, youth), end=date(2027, 12, 31), funding=100)
    make(title="Oase", project_type=ProjectType.OFFER, is_permanent=True, costs=5)
    make(title="Alt", end=date(2020, 12, 31), start=date(2020, 1, 1))
    return workspace


def titles(workspace: Workspace, wanted: ListFilter) -> list[str]:
    source = workspace.projects.list_source()
    rows = source.rows(source.ids(wanted))
    return [row.record.title for row in rows.values()]


def test_list_sorts_in_german_order_and_backwards(filled: Workspace) -> None:
    assert titles(filled, ListFilter()) == ["Alt", "Oase", "Öffentlicher Treff", "Zivilcourage"]
    assert titles(filled, ListFilter(sort="title", descending=True))[0] == "Zivilcourage"


@pytest.mark.parametrize("sort", sorted({column.sort for column in COLUMNS}))
def test_every_sort_name_of_the_columns_works(filled: Workspace, sort: str) -> None:
    assert len(titles(filled, ListFilter(sort=sort))) == 4
    assert len(titles(filled, ListFilter(sort=sort, descending=True))) == 4


def test_permanent_offers_sort_behind_every_end(filled: Workspace) -> None:
    assert titles(filled, ListFilter(sort="end"))[:3] == ["Alt", "Zivilcourage", "Oase"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oeffent", ["Öffentlicher Treff"]),
        ("weberei treff", ["Öffentlicher Treff"]),
        ("bahnhofs", ["Öffentlicher Treff"]),
        ("P-003", ["Oase"]),
        ("sucht", ["Zivilcourage"]),
        ("nichts davon", []),
    ],
)
def test_typed_words_also_find_carrier_area_and_field(filled: Workspace, text: str, expected: list[str]) -> None:
    assert titles(filled, ListFilter(text=text)) == expected


def test_filters_by_properties(filled: Workspace) -> None:
    youth = entry(filled, "field_of_action", 2)
    assert titles(filled, ListFilter(equals={"field_of_action": youth})) == ["Öffentlicher Treff", "Zivilcourage"]
    assert titles(filled, ListFilter(equals={"status": S.RUNNING})) == ["Oase"]
    assert titles(filled, ListFilter(equals={"status": ""})) == titles(filled, ListFilter())
    assert titles(filled, ListFilter(equals={"state_group": "living"})) == ["Oase"]
    assert titles(filled, ListFilter(equals={"unconfirmed_before": date(2026, 1, 1)})) == ["Oase"]
    assert titles(filled, ListFilter(equals={"year": 2020})) == ["Alt", "Oase", "Öffentlicher Treff", "Zivilcourage"]
    assert "Alt" not in titles(filled, ListFilter(equals={"year": 2021}))
    club = filled.contacts.organisations()[0].id
    assert titles(filled, ListFilter(equals={"actor_organisation": club})) == ["Öffentlicher Treff"]


def test_totals_follow_the_filter(filled: Workspace) -> None:
    source = filled.projects.list_source()
    everything = source.summary(ListFilter())
    assert (everything.count, everything.running, everything.costs, everything.funding) == (4, 1, 2_480_005, 100)
    assert source.totals(ListFilter(text="oase")) == {"funding": 0}


def test_columns_show_typed_values(filled: Workspace) -> None:
    source = filled.projects.list_source()
    row = next(iter(source.rows(source.ids(ListFilter(text="oase"))).values()))
    values = {column.key: column.value(row) for column in source.columns}
    assert values["end"] == "dauerhaft"
    assert values["status"] is S.RUNNING
    assert values["project_type"] == "Angebot"


def test_links_to_needs_are_seen_from_both_sides(workspace: Workspace) -> None:
    with workspace.store.write("Bedarf angelegt") as unit:
        need = unit.add(Need(title="Treffpunkt für Jugendliche"))
    id = workspace.projects.create(title="Treff", needs=(need,))
    with workspace.store.read() as unit:
        assert unit.get(Need, need).projects == (id,)
        assert unit.get(Project, id).needs == (need,)
    assert workspace.projects.card(id).thread[1].label == "Treffpunkt für Jugendliche"
