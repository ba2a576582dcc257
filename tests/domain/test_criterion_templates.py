"""The prepared criteria: complete words, and which of them a round lacks."""

from coordinator_app.domain.criterion_templates import (
    DEFAULT_CRITERIA,
    FURTHER_CRITERIA,
    draft_of,
    influence_criterion,
    missing_drafts,
)
from coordinator_app.domain.priorities import Criterion


def test_every_prepared_criterion_has_five_anchors_and_the_default_weights_add_up_to_100() -> None:
    for draft in (*DEFAULT_CRITERIA, *FURTHER_CRITERIA):
        words = [draft.lowest_words, draft.second_words, draft.middle_words, draft.fourth_words, draft.highest_words]
        assert len(set(words)) == 5
        assert all(words)
    assert sum(draft.weight for draft in DEFAULT_CRITERIA) == 100


def test_criterion_of_an_earlier_round_is_taken_over_with_its_words() -> None:
    criterion = Criterion(id=3, title="Ausmaß", weight=25, lowest_words="selten", fourth_words="oft")
    draft = draft_of(criterion)
    assert (draft.title, draft.weight, draft.lowest_words, draft.fourth_words) == ("Ausmaß", 25, "selten", "oft")
    assert criterion.anchors == ("selten", "", "", "oft", "hoch")


def test_missing_drafts_leaves_out_what_is_there() -> None:
    titles = [draft.title for draft in missing_drafts(["ausmaß", "Datenlage"])]
    assert "Ausmaß" not in titles
    assert "Datenlage" not in titles
    assert titles[0] == "Schwere der Folgen"


def test_influence_stands_across_the_matrix_else_the_last_criterion() -> None:
    extent, influence = Criterion(id=1, title="Ausmaß"), Criterion(id=2, title="Beeinflussbarkeit vor Ort")
    trend = Criterion(id=3, title="Entwicklung")
    assert influence_criterion([extent, influence, trend]) == 2
    assert influence_criterion([extent, trend]) == 3
    assert influence_criterion([]) == 0
