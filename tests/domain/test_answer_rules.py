"""Which missing answers count in a base."""

import pytest

from coordinator_app.domain.answer_rules import NOT_ASKED, NOT_TYPED, MissingRule, counted_codes, rule_in_words


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        (MissingRule.VALID, (1, 2)),
        (MissingRule.WITH_UNSURE, (1, 2, -8)),
        (MissingRule.ASKED, (1, 2, -6, -7, -8, -9)),
    ],
)
def test_rule_says_which_codes_are_columns(rule: MissingRule, codes: tuple[int, ...]) -> None:
    assert counted_codes((1, 2, -8), rule) == codes
    assert NOT_ASKED not in codes
    assert NOT_TYPED not in codes


def test_missing_codes_nobody_gave_have_no_column() -> None:
    assert counted_codes((1, 2), MissingRule.ASKED, frozenset({1, -9})) == (1, 2, -9)


@pytest.mark.parametrize("rule", MissingRule)
def test_rule_is_named_below_the_table(rule: MissingRule) -> None:
    assert rule.label in rule_in_words(rule)
