"""Rounds with dots, numbered sheets, order of equal needs, comparison, and a frozen result that stays as it was."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import Decision, PriorityRound, RoundStatus
from coordinator_app.domain.ranking import Change, TieBreak
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.priorities import sensitivity_job
from coordinator_app.services.priority_decisions import Verdict
from coordinator_app.services.workspace import Workspace


def needs(workspace: Workspace, *titles: str) -> list[int]:
    return [workspace.needs.create(title=title) for title in titles]


def resolution(workspace: Workspace) -> int:
    with workspace.store.write("Beschluss angelegt") as unit:
        body = unit.add(Body(name="Lenkungsgruppe"))
        return unit.add(Resolution(body_id=body, title="Prioritäten 2027"))


def dot_round(workspace: Workspace, found: list[int], **values: object) -> int:
    wanted = {"uses_scores": False, "uses_dots": True, "dots_per_rater": 3, **values}
    return workspace.priorities.create_round(title="Punkte", needs=found, raters=["A", "B"], **wanted)


def test_dots_are_limited_by_the_budget_and_taken_back_by_zero(workspace: Workspace) -> None:
    found = needs(workspace, "Lärm", "Müll")
    round_id = dot_round(workspace, found)
    rater = workspace.priorities.card(round_id).raters[0].id
    workspace.priorities.set_dots(rater_id=rater, need_id=found[0], dots=2)
    with pytest.raises(UserError, match="noch 1 frei"):
        workspace.priorities.set_dots(rater_id=rater, need_id=found[1], dots=2)
    workspace.priorities.set_dots(rater_id=rater, need_id=found[0], dots=3)
    card = workspace.priorities.card(round_id)
    assert (card.round.status, card.dots[rater], card.complete) == (RoundStatus.SCORING, {found[0]: 3}, {rater})
    workspace.priorities.set_dots(rater_id=rater, need_id=found[0], dots=0)
    workspace.priorities.set_dots(rater_id=rater, need_id=found[1], dots=0)
    assert workspace.priorities.card(round_id).dots_given == 0
    assert workspace.store.undo() == "Klebepunkte eingetragen"


def test_a_poster_stands_for_many_and_ranks_by_dots(workspace: Workspace) -> None:
    found = needs(workspace, "Lärm", "Müll", "Licht")
    round_id = dot_round(workspace, found)
    poster = workspace.priorities.add_rater(round_id=round_id, name="Plakat", heads=14)
    workspace.priorities.set_dots(rater_id=poster, need_id=found[2], dots=30)
    workspace.priorities.set_dots(rater_id=poster, need_id=found[0], dots=12)
    with pytest.raises(UserError, match="42 Klebepunkte"):
        workspace.priorities.set_dots(rater_id=poster, need_id=found[1], dots=1)
    ranking = workspace.priorities.card(round_id).ranking
    assert [(item.need.title, item.standing.rank, item.standing.dots) for item in ranking] == [
        ("Licht", 1, 30),
        ("Lärm", 2, 12),
        ("Müll", 3, 0),
    ]
    workspace.priorities.update_rater(poster, None, heads=15)
    with pytest.raises(UserError, match="mindestens 1"):
        workspace.priorities.update_rater(poster, None, heads=0)


@pytest.mark.parametrize(
    ("values", "words"),
    [({"uses_scores": False, "uses_dots": False}, "oder beides"), ({"dots_per_rater": 99}, "1 bis 50")],
)
def test_a_round_needs_a_method(workspace: Workspace, values: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        dot_round(workspace, needs(workspace, "Lärm"), **values)


def test_numbered_sheets_go_on_after_those_there_are(workspace: Workspace) -> None:
    round_id = workspace.priorities.create_round(title="R", needs=needs(workspace, "Lärm"), raters=["Bogen 2", "Amt"])
    workspace.priorities.add_sheets(round_id=round_id, count=3)
    names = [rater.name for rater in workspace.priorities.card(round_id).raters]
    assert names == ["Bogen 2", "Amt", "Bogen 1", "Bogen 3", "Bogen 4"]
    with pytest.raises(UserError, match="1 bis 200"):
        workspace.priorities.add_sheets(round_id=round_id, count=0)


def scored(workspace: Workspace, found: list[int], points: list[int], **values: object) -> int:
    round_id = workspace.priorities.create_round(title="Runde", needs=found, raters=["A", "B"], **values)
    card = workspace.priorities.card(round_id)
    for rater in card.raters:
        for need, value in zip(found, points, strict=True):
            for criterion in card.criteria:
                workspace.priorities.score(rater_id=rater.id, need_id=need, criterion_id=criterion.id, points=value)
    return round_id


def test_scores_are_locked_after_closing_and_open_again(workspace: Workspace) -> None:
    found = needs(workspace, "Lärm")
    round_id = scored(workspace, found, [4])
    priorities = workspace.priorities
    priorities.move_round(round_id, RoundStatus.EVALUATING)
    card = priorities.card(round_id)
    place = {"rater_id": card.raters[0].id, "need_id": found[0], "criterion_id": card.criteria[0].id}
    with pytest.raises(UserError, match="abgeschlossen"):
        priorities.score(**place, points=1)
    priorities.update_criterion(card.criteria[0].id, None, weight=50)
    priorities.move_round(round_id, RoundStatus.SCORING)
    priorities.score(**place, points=1)
    assert priorities.open_rounds()[0].id == round_id


def test_criteria_change_places_and_are_taken_over(workspace: Workspace) -> None:
    round_id = workspace.priorities.create_round(title="R", needs=[])
    first, second, *_ = workspace.priorities.card(round_id).criteria
    workspace.priorities.move_criterion(second.id, -1)
    workspace.priorities.move_criterion(second.id, -1)
    workspace.priorities.update_criterion(first.id, None, title="Umfang", middle_words="mittel")
    drafts = workspace.priorities.criteria_drafts(round_id)
    assert [draft.title for draft in drafts][:2] == [second.title, "Umfang"]
    other = workspace.priorities.create_round(title="R2", needs=[], criteria=drafts)
    assert workspace.priorities.card(other).criteria[1].anchors[2] == "mittel"


def test_body_orders_equal_needs_and_says_until_when(workspace: Workspace) -> None:
    found = needs(workspace, "Lärm", "Müll", "Licht")
    round_id = scored(workspace, found, [4, 4, 2], max_priorities=1)
    card = workspace.priorities.card(round_id)
    assert [item.standing.tie_break for item in card.ranking] == [TieBreak.BODY, TieBreak.BODY, TieBreak.NONE]
    verdicts = {
        found[1]: Verdict(Decision.PRIORITY, runs_until=date(2028, 12, 31)),
        found[0]: Verdict(Decision.WATCH, "Danach."),
        found[2]: Verdict(Decision.DEFERRED, "Wenig."),
    }
    workspace.priorities.freeze(
        round_id, resolution_id=resolution(workspace), verdicts=verdicts, order=[found[1], found[0]]
    )
    ranking = workspace.priorities.card(round_id).ranking
    assert [(item.need.id, item.standing.rank, item.standing.tied) for item in ranking] == [
        (found[1], 1, False),
        (found[0], 2, False),
        (found[2], 3, False),
    ]
    first = ranking[0].priority
    assert first is not None
    assert (first.runs_until, first.stability) == (date(2028, 12, 31), 100.0)


def test_frozen_ranking_stays_when_a_need_is_erased_or_gets_evidence(workspace: Workspace) -> None:
    found = needs(workspace, "Lärm", "Müll")
    round_id = scored(workspace, found, [4, 2], max_priorities=2)
    workspace.priorities.freeze(round_id, resolution_id=resolution(workspace))
    with workspace.store.write("Gelöscht", undoable=False) as unit:
        unit.erase(Need, found[0])
    ranking = workspace.priorities.card(round_id).ranking
    assert [(item.need.title, item.standing.rank, float(item.standing.value or 0)) for item in ranking] == [
        ("Lärm", 1, 4.0),
        ("Müll", 2, 2.0),
    ]
    assert ranking[0].need.id < 0


def test_comparison_with_the_round_before(workspace: Workspace) -> None:
    old_one, kept, new_one = needs(workspace, "Alt", "Bleibt", "Neu")
    before = scored(workspace, [old_one, kept], [5, 3])
    after = scored(workspace, [kept, new_one], [4, 5], previous_id=before)
    moves = workspace.priorities.card(after).moves
    assert [(move.title, move.change) for move in moves] == [
        ("Neu", Change.NEW),
        ("Bleibt", Change.SAME),
        ("Alt", Change.GONE),
    ]
    with workspace.store.write("weg") as unit:
        unit.change(PriorityRound, after, None, previous_id=None)
    assert workspace.priorities.card(after).moves == ()


def test_need_is_taken_into_an_open_round_once(workspace: Workspace) -> None:
    first, second = needs(workspace, "Lärm", "Müll")
    round_id = workspace.priorities.create_round(title="R", needs=[first])
    workspace.priorities.add_need(round_id, second)
    workspace.priorities.add_need(round_id, second)
    assert [need.id for need in workspace.priorities.card(round_id).needs] == [first, second]


def test_sensitivity_is_computed_from_the_card_alone(workspace: Workspace) -> None:
    round_id = scored(workspace, needs(workspace, "Lärm", "Müll", "Licht", "Weg"), [5, 4, 3, 2])
    told: list[int] = []

    def report(done: int, _total: int, _text: str) -> None:
        told.append(done)

    found = sensitivity_job(JobContext(report), workspace.priorities.card(round_id))
    assert (found.leaders_stay, len(told)) == (1.0, 10)
