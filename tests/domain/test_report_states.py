"""From draft to published: which step follows, what speaks against it."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.report_states import ReleaseFacts, check_open, check_step, concerns, next_state, verb
from coordinator_app.domain.reports import Report, ReportState

D, C, R, P = ReportState


def test_steps_follow_each_other() -> None:
    assert [next_state(state) for state in ReportState] == [C, R, P, None]
    assert [verb(state) for state in ReportState] == [
        "Zurück in den Entwurf",
        "Als geprüft kennzeichnen",
        "Freigeben",
        "Als veröffentlicht kennzeichnen",
    ]


@pytest.mark.parametrize(("state", "target"), [(D, C), (C, R), (R, P), (P, D), (D, D)])
def test_one_step_on_or_back_to_the_draft(state: ReportState, target: ReportState) -> None:
    check_step(state, target)


@pytest.mark.parametrize(("state", "target"), [(D, R), (D, P), (P, R), (C, C)])
def test_no_step_is_left_out(state: ReportState, target: ReportState) -> None:
    with pytest.raises(UserError, match="Schritt für Schritt"):
        check_step(state, target)


@pytest.mark.parametrize("state", list(ReportState))
def test_released_reports_stay_as_they_are(state: ReportState) -> None:
    report = Report(title="Bericht", state=state)
    if state in {R, P}:
        with pytest.raises(UserError, match="zurück in den Entwurf"):
            check_open(report)
    else:
        check_open(report)


@pytest.mark.parametrize(
    ("target", "facts", "expected"),
    [
        (D, ReleaseFacts(findings=2, changed=True, public_written=False), ()),
        (C, ReleaseFacts(), ()),
        (
            C,
            ReleaseFacts(findings=2, changed=True, public_written=False),
            ("2 Hinweise der Prüfung vor dem Weitergeben.",),
        ),
        (R, ReleaseFacts(changed=True), ("Zahlen oder Texte haben sich seit der Prüfung verändert.",)),
        (
            P,
            ReleaseFacts(changed=True, public_written=False),
            (
                "Zahlen oder Texte haben sich seit der Freigabe verändert.",
                "Die öffentliche Fassung wurde noch nicht als Datei ausgegeben.",
            ),
        ),
    ],
)
def test_concerns_are_sentences(target: ReportState, facts: ReleaseFacts, expected: tuple[str, ...]) -> None:
    assert concerns(target, facts) == expected
