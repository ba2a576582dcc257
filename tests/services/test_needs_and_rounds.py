"""Needs with evidence and a decided round, on a real file."""

from datetime import date

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import StaleRecord, UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.criterion_templates import CriterionDraft
from coordinator_app.domain.needs import Need, NeedStatus
from coordinator_app.domain.priorities import Decision, RoundStatus
from coordinator_app.domain.projects import Project
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.workspace import Workspace


def evidence_kinds(workspace: Workspace) -> list[int]:
    return [entry.id for entry in workspace.catalogues.entries("evidence_kind")]


def need(workspace: Workspace, title: str) -> int:
    return workspace.needs.create(title=title)


def resolution(workspace: Workspace) -> int:
    with workspace.store.write("Gremium angelegt") as unit:
        from coordinator_app.domain.bodies import Body

        body = unit.add(Body(name="Lenkungsgruppe"))
        return unit.add(Resolution(body_id=body, title="Prioritäten 2027", wording="Die Prioritäten gelten."))


def scored_round(workspace: Workspace, *needs: int) -> int:
    """A round with one criterion, two raters and falling scores 5, 4, 3 … for the needs."""
    criteria = [CriterionDraft("Ausmaß", 2, "wenig", "viel"), CriterionDraft("Schwere", 1, "leicht", "schwer")]
    round_id = workspace.priorities.create_round(
        title="Runde 2027", needs=needs, raters=["Polizeirevier", "Ordnungsamt"], criteria=criteria, max_priorities=1
    )
    card = workspace.priorities.card(round_id)
    for rater in card.raters:
        for place, need_id in enumerate(needs):
            for criterion in card.criteria:
                workspace.priorities.score(
                    rater_id=rater.id, need_id=need_id, criterion_id=criterion.id, points=5 - place
                )
    return round_id


def test_create_numbers_needs_and_dates_them_today(workspace: Workspace) -> None:
    first, second = need(workspace, " Graffiti am Bahnhof "), need(workspace, "Vermüllung Stadtpark")
    found = workspace.needs.get(first)
    assert (found.number, found.title, found.first_reported) == ("B-001", "Graffiti am Bahnhof", date(2026, 11, 9))
    assert workspace.needs.get(second).number == "B-002"


def test_create_without_title_is_refused_with_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="Titel"):
        need(workspace, "  ")
    assert workspace.needs.all() == []


def test_evidence_counts_independent_kinds(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti am Bahnhof")
    police, office, *_ = evidence_kinds(workspace)
    workspace.needs.add_evidence(need_id=graffiti, evidence_kind_id=police, statement="14 Fälle im 3. Quartal")
    workspace.needs.add_evidence(need_id=graffiti, evidence_kind_id=police, statement="9 Fälle im 2. Quartal")
    workspace.needs.add_evidence(need_id=graffiti, evidence_kind_id=office, statement="6 Reinigungsaufträge")
    card = workspace.needs.card(graffiti)
    assert (len(card.evidence), card.score) == (3, 2)
    workspace.needs.discard_evidence(card.evidence[0].evidence.id)
    assert len(workspace.needs.card(graffiti).evidence) == 2


def test_move_follows_the_states(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti am Bahnhof")
    workspace.needs.move(graffiti, NeedStatus.CHECKED)
    with pytest.raises(UserError, match="geprüft"):
        workspace.needs.move(graffiti, NeedStatus.DONE)
    with pytest.raises(UserError, match="begründen"):
        workspace.needs.move(graffiti, NeedStatus.REJECTED)
    workspace.needs.move(graffiti, NeedStatus.SCORED)
    with pytest.raises(UserError, match="Bewertungsrunde"):
        workspace.needs.move(graffiti, NeedStatus.PRIORITISED)
    workspace.needs.move(graffiti, NeedStatus.REJECTED, reason="Zuständig ist die Bahn.")
    found = workspace.needs.get(graffiti)
    assert found.status is NeedStatus.REJECTED
    assert found.status_reason == "Zuständig ist die Bahn."


def test_stale_edit_is_refused_and_undo_brings_the_old_title_back(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti")
    version = workspace.needs.get(graffiti).version
    workspace.needs.update(graffiti, version, title="Graffiti am Bahnhof")
    with pytest.raises(StaleRecord):
        workspace.needs.update(graffiti, version, title="Anders")
    assert workspace.store.undo() == "Bedarf geändert"
    assert workspace.needs.get(graffiti).title == "Graffiti"


def test_projects_are_tied_from_both_sides(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti am Bahnhof")
    with workspace.store.write("Projekt angelegt") as unit:
        project = unit.add(Project(title="Graffiti-Werkstatt"))
    workspace.needs.link_project(graffiti, project)
    workspace.needs.link_project(graffiti, project)
    assert workspace.needs.card(graffiti).projects == ((project, "Graffiti-Werkstatt"),)
    with workspace.store.read() as unit:
        assert unit.get(Project, project).needs == (graffiti,)
    workspace.needs.unlink_project(graffiti, project)
    assert workspace.needs.card(graffiti).projects == ()


def test_list_filters_by_words_and_state(workspace: Workspace) -> None:
    graffiti, park = need(workspace, "Graffiti am Bahnhof"), need(workspace, "Vermüllung Stadtpark")
    workspace.needs.move(park, NeedStatus.CHECKED)
    source = workspace.needs.list()
    assert source.ids(ListFilter(text="vermuell")) == [park]
    assert source.ids(ListFilter(equals={"status": NeedStatus.REPORTED})) == [graffiti]


def test_discarded_need_leaves_the_list_and_comes_back_by_undo(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti am Bahnhof")
    workspace.needs.discard(graffiti)
    assert workspace.needs.all() == []
    workspace.store.undo()
    assert [found.id for found in workspace.needs.all()] == [graffiti]


def test_scoring_starts_the_round_and_ranks_the_needs(workspace: Workspace) -> None:
    graffiti, park = need(workspace, "Graffiti am Bahnhof"), need(workspace, "Vermüllung Stadtpark")
    round_id = scored_round(workspace, graffiti, park)
    card = workspace.priorities.card(round_id)
    assert card.round.status is RoundStatus.SCORING
    assert [(item.need.id, item.standing.rank, item.standing.value) for item in card.ranking] == [
        (graffiti, 1, 5),
        (park, 2, 4),
    ]
    assert card.complete == {rater.id for rater in card.raters}


def test_score_replaces_clears_and_refuses_values_off_the_scale(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti am Bahnhof")
    round_id = scored_round(workspace, graffiti)
    card = workspace.priorities.card(round_id)
    place = {"rater_id": card.raters[0].id, "need_id": graffiti, "criterion_id": card.criteria[0].id}
    workspace.priorities.score(**place, points=None)
    assert workspace.priorities.card(round_id).scores[place["rater_id"]][graffiti][place["criterion_id"]] is None
    workspace.priorities.clear_score(**place)
    card = workspace.priorities.card(round_id)
    assert place["criterion_id"] not in card.scores[place["rater_id"]][graffiti]
    assert place["rater_id"] not in card.complete
    with pytest.raises(UserError, match="1 bis 5"):
        workspace.priorities.score(**place, points=6)


def test_round_is_not_evaluated_before_half_of_the_raters_scored(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti am Bahnhof")
    round_id = workspace.priorities.create_round(title="Leer", needs=[graffiti], raters=["A", "B", "C"])
    workspace.priorities.move_round(round_id, RoundStatus.SCORING)
    with pytest.raises(UserError, match="Erst 0 von 3"):
        workspace.priorities.move_round(round_id, RoundStatus.EVALUATING)


def test_move_round_refuses_a_step_out_of_order(workspace: Workspace) -> None:
    round_id = workspace.priorities.create_round(title="Leer", needs=[], raters=["A"])
    with pytest.raises(UserError, match="nicht möglich"):
        workspace.priorities.move_round(round_id, RoundStatus.DISCUSSED)


def test_freeze_needs_reasons_for_what_is_not_chosen(workspace: Workspace) -> None:
    graffiti, park = need(workspace, "Graffiti am Bahnhof"), need(workspace, "Vermüllung Stadtpark")
    round_id, decided = scored_round(workspace, graffiti, park), resolution(workspace)
    with pytest.raises(UserError, match="Vermüllung Stadtpark"):
        workspace.priorities.freeze(round_id, resolution_id=decided)
    assert workspace.priorities.card(round_id).round.status is RoundStatus.SCORING, "nothing is half frozen"


def test_freeze_keeps_the_result_and_moves_the_needs(workspace: Workspace) -> None:
    graffiti, park = need(workspace, "Graffiti am Bahnhof"), need(workspace, "Vermüllung Stadtpark")
    round_id, decided = scored_round(workspace, graffiti, park), resolution(workspace)
    workspace.priorities.freeze(
        round_id, resolution_id=decided, decisions={park: Decision.WATCH}, reasons={park: "Erst nach der Begehung."}
    )
    card = workspace.priorities.card(round_id)
    assert (card.round.status, card.round.frozen_on) == (RoundStatus.RESOLVED, date(2026, 11, 9))
    frozen = {item.need.id: item.priority for item in card.ranking}
    first, second = frozen[graffiti], frozen[park]
    assert first is not None
    assert second is not None
    assert (first.rank, first.value, first.decision) == (1, 5.0, Decision.PRIORITY)
    assert (second.decision, second.reason) == (Decision.WATCH, "Erst nach der Begehung.")
    assert workspace.needs.get(graffiti).status is NeedStatus.PRIORITISED
    assert workspace.needs.get(park).status is NeedStatus.WATCHED
    assert workspace.needs.card(graffiti).priority == first


def test_frozen_round_changes_no_more(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti am Bahnhof")
    round_id = scored_round(workspace, graffiti)
    workspace.priorities.freeze(round_id, resolution_id=resolution(workspace))
    card = workspace.priorities.card(round_id)
    criterion, rater = card.criteria[0], card.raters[0]
    for attempt in (
        lambda: workspace.priorities.score(rater_id=rater.id, need_id=graffiti, criterion_id=criterion.id, points=1),
        lambda: workspace.priorities.update_criterion(criterion.id, None, weight=9),
        lambda: workspace.priorities.update_round(round_id, None, title="Anders"),
        lambda: workspace.priorities.discard_round(round_id),
        lambda: workspace.priorities.remove_rater(rater.id),
    ):
        with pytest.raises(UserError, match="festgeschrieben"):
            attempt()


def test_freeze_refuses_more_priorities_than_the_round_allows(workspace: Workspace) -> None:
    graffiti, park = need(workspace, "Graffiti am Bahnhof"), need(workspace, "Vermüllung Stadtpark")
    round_id, decided = scored_round(workspace, graffiti, park), resolution(workspace)
    with pytest.raises(UserError, match="höchstens 1"):
        workspace.priorities.freeze(round_id, resolution_id=decided, decisions={park: Decision.PRIORITY})


def test_criteria_can_be_added_weighted_and_removed_but_one_stays(workspace: Workspace) -> None:
    round_id = workspace.priorities.create_round(
        title="Runde", needs=[], criteria=[CriterionDraft("Ausmaß", 1, "", "")]
    )
    added = workspace.priorities.add_criterion(round_id=round_id, title="Datenlage", weight=3)
    with pytest.raises(UserError, match="ganze Zahl"):
        workspace.priorities.update_criterion(added, None, weight=-1)
    workspace.priorities.update_criterion(added, None, weight=4)
    first, second = workspace.priorities.card(round_id).criteria
    assert (first.title, second.title, second.weight) == ("Ausmaß", "Datenlage", 4)
    workspace.priorities.remove_criterion(first.id)
    with pytest.raises(UserError, match="mindestens ein Kriterium"):
        workspace.priorities.remove_criterion(added)


def test_removing_a_rater_takes_the_scores_along(workspace: Workspace) -> None:
    graffiti = need(workspace, "Graffiti am Bahnhof")
    round_id = scored_round(workspace, graffiti)
    gone = workspace.priorities.card(round_id).raters[0]
    workspace.priorities.remove_rater(gone.id)
    card = workspace.priorities.card(round_id)
    assert [rater.name for rater in card.raters] == ["Ordnungsamt"]
    assert card.ranking[0].standing.raters == 1
    workspace.store.undo()
    assert workspace.priorities.card(round_id).ranking[0].standing.raters == 2


def test_rounds_come_newest_first(workspace: Workspace) -> None:
    old = workspace.priorities.create_round(title="Alt", needs=[], year=2024)
    new = workspace.priorities.create_round(title="Neu", needs=[])
    assert [found.id for found in workspace.priorities.rounds()] == [new, old]
    workspace.priorities.discard_round(old)
    assert [found.id for found in workspace.priorities.rounds()] == [new]


def test_need_survives_closing_and_opening(workspace: Workspace, clock: FixedClock) -> None:
    with workspace.store.read() as unit:
        assert unit.find(Need) == []
    need(workspace, "Graffiti am Bahnhof")
    workspace.store.close()
    again = Workspace.open(workspace.store.path, clock=clock, user="Test")
    assert [found.title for found in again.needs.all()] == ["Graffiti am Bahnhof"]
    again.store.close()
