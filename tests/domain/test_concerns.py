"""Concerns: ways, reasons, when the contact goes, and what they say as evidence."""

from datetime import date

import pytest

from coordinator_app.domain.concerns import (
    COUNTED,
    OPEN_CONCERNS,
    Concern,
    ConcernState,
    concern_steps,
    erase_after,
    evidence_words,
    holds_contact,
    is_due_for_erasing,
    reason_question,
)


def test_every_state_leads_on_and_closed_ones_only_back() -> None:
    for state in ConcernState:
        steps = concern_steps(state)
        assert steps
        assert state not in steps
        assert ConcernState.MERGED not in steps, "merging is an act of its own"
        if state in OPEN_CONCERNS:
            assert ConcernState.SETTLED in steps
    assert concern_steps(ConcernState.SETTLED) == {ConcernState.IN_PROGRESS}
    assert concern_steps(ConcernState.MERGED) == {ConcernState.NEW}


def test_setting_aside_asks_for_a_reason() -> None:
    assert {state for state in ConcernState if reason_question(state)} == {
        ConcernState.NOT_OURS,
        ConcernState.DISMISSED,
    }


def test_doubles_and_dismissed_ones_are_no_evidence() -> None:
    assert ConcernState.NOT_OURS in COUNTED
    assert not COUNTED & {ConcernState.MERGED, ConcernState.DISMISSED}


def test_contact_goes_half_a_year_after_closing() -> None:
    day = erase_after(date(2026, 5, 10))
    assert day == date(2026, 11, 9)
    concern = Concern(title="Müll", reply_to="Frau Beispiel", delete_after=day)
    assert is_due_for_erasing(concern, day)
    assert not is_due_for_erasing(concern, date(2026, 11, 8))
    assert not is_due_for_erasing(Concern(title="Müll", delete_after=day), day)
    assert not is_due_for_erasing(Concern(title="Müll", reply_to="Frau Beispiel"), day)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bitte an muster@beispiel.de antworten", True),
        ("Rückruf unter 0371 4880-0", True),
        ("Tel. +49 371 123456", True),
        ("Am 12.05.2026 lagen 14 Flaschen im Park, Hausnummer 12", False),
        ("", False),
    ],
)
def test_contact_in_an_anonymous_text_is_noticed(text: str, found: bool) -> None:
    assert holds_contact(text) is found


def test_concerns_become_one_sentence_of_evidence() -> None:
    first = Concern(title="a", received_on=date(2026, 5, 2))
    last = Concern(title="b", received_on=date(2026, 6, 14))
    assert evidence_words([]) == ""
    assert evidence_words([Concern(title="c")]) == "1\u00a0Anliegen aus der Bürgerschaft"
    assert evidence_words([first]) == "1\u00a0Anliegen aus der Bürgerschaft, 02.05.2026"
    assert evidence_words([last, first]) == "2\u00a0Anliegen aus der Bürgerschaft, 02.05.2026 bis 14.06.2026"
