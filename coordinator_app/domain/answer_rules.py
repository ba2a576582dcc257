"""Which missing answers count in the base of a share: rules with names, printed below every table."""

from coordinator_app.domain.questionnaires import DOES_NOT_KNOW, MISSING_CODES, NO_ANSWER
from coordinator_app.domain.vocabulary import Vocabulary

NOT_TYPED = -99
"""A field nobody has typed yet; it never counts."""

NOT_ASKED = -5
DOES_NOT_APPLY = -7


class MissingRule(Vocabulary):
    """What the 100 % of a share are. Sheets the filter led past the question never count."""

    VALID = "valid", "gültige Antworten"
    WITH_UNSURE = "with_unsure", "gültige Antworten und „weiß nicht“"
    ASKED = "asked", "alle, denen die Frage gestellt wurde"


_COUNTED: dict[MissingRule, tuple[int, ...]] = {
    MissingRule.VALID: (),
    MissingRule.WITH_UNSURE: (DOES_NOT_KNOW,),
    MissingRule.ASKED: tuple(sorted((code for code in MISSING_CODES if code != NOT_ASKED), reverse=True)),
}


def missing_counted(rule: MissingRule) -> tuple[int, ...]:
    """The missing codes that stand as an answer of their own under a rule, −6 first."""
    return _COUNTED[rule]


def counted_codes(
    answers: tuple[int, ...], rule: MissingRule, present: frozenset[int] | None = None
) -> tuple[int, ...]:
    """The columns of a question: its valid answers, then the missing codes the rule counts.

    With `present` (the codes that occur) missing codes nobody has given get no column.
    """
    valid = tuple(code for code in answers if code >= 0)
    return valid + tuple(code for code in missing_counted(rule) if present is None or code in present)


def rule_in_words(rule: MissingRule) -> str:
    """The note on the base: „Basis: gültige Antworten (ohne „weiß nicht“ und „keine Angabe“)“."""
    left_out = {
        MissingRule.VALID: f" (ohne „{MISSING_CODES[DOES_NOT_KNOW]}“ und „{MISSING_CODES[NO_ANSWER]}“)",
        MissingRule.WITH_UNSURE: f" (ohne „{MISSING_CODES[NO_ANSWER]}“)",
        MissingRule.ASKED: "",
    }[rule]
    return f"Basis: {rule.label}{left_out}"
