"""What an approval item decided, and the next step of minutes in words."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.domain.bodies import Approval
from coordinator_app.domain.minutes import MinutesState
from coordinator_app.domain.minutes_approval import (
    ApprovalFacts,
    ApprovalOutcome,
    StepFacts,
    approval_outcome,
    approval_sentence,
    due_words,
    next_step,
    tacit_day,
)
from coordinator_app.domain.objections import ObjectionPeriod

DAY = date(2026, 9, 10)
NOT_SENT = ObjectionPeriod(None, 14)
PERIOD = ObjectionPeriod(date(2026, 12, 1), 14)


@pytest.mark.parametrize(
    ("facts", "outcome", "sentence"),
    [
        (
            ApprovalFacts(adopted=True),
            ApprovalOutcome.APPROVED,
            "Die Niederschrift der Sitzung vom 10.09.2026 ist genehmigt.",
        ),
        (
            ApprovalFacts(adopted=True, undecided_objections=1),
            ApprovalOutcome.APPROVED,
            "Die Niederschrift der Sitzung vom 10.09.2026 ist genehmigt.",
        ),
        (
            ApprovalFacts(adopted=True, accepted_objections=2),
            ApprovalOutcome.WITH_CHANGES,
            "Die Niederschrift der Sitzung vom 10.09.2026 ist mit den übernommenen Einwendungen genehmigt.",
        ),
        (
            ApprovalFacts(rejected=True),
            ApprovalOutcome.REFUSED,
            "Die Niederschrift der Sitzung vom 10.09.2026 wird nicht genehmigt.",
        ),
        (
            ApprovalFacts(rejected=True, adopted=True),
            ApprovalOutcome.APPROVED,
            "Die Niederschrift der Sitzung vom 10.09.2026 ist genehmigt.",
        ),
        (
            ApprovalFacts(),
            ApprovalOutcome.APPROVED,
            (
                "Gegen die Niederschrift der Sitzung vom 10.09.2026 werden keine weiteren Einwendungen erhoben. "
                "Sie ist genehmigt."
            ),
        ),
        (
            ApprovalFacts(undecided_objections=1),
            ApprovalOutcome.UNDECIDED,
            (
                "Über die Einwendungen gegen die Niederschrift der Sitzung vom 10.09.2026 ist noch nicht entschieden; "
                "sie ist nicht genehmigt."
            ),
        ),
    ],
)
def test_outcome_of_an_approval_item(facts: ApprovalFacts, outcome: ApprovalOutcome, sentence: str) -> None:
    assert approval_outcome(facts) is outcome
    assert approval_sentence(outcome, facts, DAY) == sentence


def test_meeting_without_a_day_is_the_previous_one() -> None:
    facts = ApprovalFacts(rejected=True)
    sentence = approval_sentence(ApprovalOutcome.REFUSED, facts, None)
    assert sentence == "Die Niederschrift der vorigen Sitzung wird nicht genehmigt."


FACTS = StepFacts(
    state=MinutesState.DRAFT,
    errors=0,
    confirmed_on=None,
    sent_on=None,
    approval=Approval.NEXT_MEETING,
    period=NOT_SENT,
    open_objections=0,
    accepted_objections=0,
    today=date(2026, 12, 2),
)
FINAL = replace(FACTS, state=MinutesState.FINAL, confirmed_on=DAY)
SENT = replace(FINAL, sent_on=PERIOD.begins, period=PERIOD)


@pytest.mark.parametrize(
    ("facts", "current", "words"),
    [
        (replace(FACTS, errors=2), 0, "2 Punkte fehlen noch"),
        (replace(FACTS, errors=1), 0, "1 Punkt fehlt noch"),
        (FACTS, 0, "Geben Sie den Entwurf an die Leitung"),
        (replace(FACTS, state=MinutesState.IN_REVIEW), 1, "wann die Leitung den Text bestätigt hat"),
        (replace(FACTS, confirmed_on=DAY), 1, "Die Leitung hat bestätigt"),
        (replace(FACTS, state=MinutesState.CORRECTING), 2, "schließen Sie dann die berichtigte Fassung ab"),
        (replace(FACTS, state=MinutesState.CORRECTING, errors=1), 2, "1 Punkt fehlt noch"),
        (FINAL, 3, "Versenden Sie die Niederschrift"),
        (replace(SENT, accepted_objections=1), 3, "1 Einwendung ist übernommen"),
        (replace(SENT, accepted_objections=2), 3, "2 Einwendungen sind übernommen"),
        (SENT, 4, "Einwendungen bis 15.12.2026 – noch 13 Tage. Die nächste Sitzung genehmigt sie."),
        (replace(SENT, open_objections=1), 4, "Die nächste Sitzung genehmigt sie."),
        (replace(SENT, next_meeting=date(2027, 2, 4)), 4, "Die nächste Sitzung am 04.02.2027 genehmigt sie."),
        (replace(SENT, approval=Approval.CHAIR), 4, "Der Vorsitz genehmigt"),
        (replace(SENT, approval=Approval.CHAIR, open_objections=1), 4, "Über 1 Einwendung ist noch zu entscheiden."),
        (replace(SENT, approval=Approval.TACIT), 4, "Danach gilt sie als genehmigt."),
        (
            replace(SENT, approval=Approval.TACIT, today=date(2026, 12, 16)),
            4,
            "Ohne Einwendungen gilt sie seit 16.12.2026 als genehmigt",
        ),
        (replace(SENT, state=MinutesState.APPROVED, approved_on=DAY), 5, "Genehmigt am 10.09.2026."),
    ],
)
def test_next_step_in_words(facts: StepFacts, current: int, words: str) -> None:
    step = next_step(facts)
    assert step.current == current
    assert words in step.sentence


def test_late_minutes_are_told() -> None:
    due = replace(FACTS, due_on=date(2026, 12, 1))
    assert next_step(due).is_late
    assert "seit 1 Tag überfällig" in next_step(due).sentence
    assert not next_step(replace(due, due_on=date(2026, 12, 2))).is_late
    assert not next_step(replace(due, state=MinutesState.CORRECTING)).is_late
    assert due_words(date(2026, 12, 26), date(2026, 12, 2)) == "Fertig bis 26.12.2026."


def test_tacit_approval_begins_on_the_day_after() -> None:
    assert tacit_day(PERIOD) == date(2026, 12, 16)
    assert tacit_day(NOT_SENT) is None
