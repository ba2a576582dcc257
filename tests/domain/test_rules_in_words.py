"""Rules of bodies in plain German, the difference of two versions, impossible rules."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.attendance import QuorumKind
from coordinator_app.domain.bodies import PRESETS, Approval, BodyRules, RulesPreset, default_rules
from coordinator_app.domain.deadlines import DayCount
from coordinator_app.domain.rules_in_words import check_rules, compare, in_short, in_words, version_span
from coordinator_app.domain.votes import Majority, TieRule

DAY = date(2026, 1, 1)
USUAL = default_rules(3, DAY)


def words(rules: BodyRules) -> dict[str, str]:
    return {found.subject: found.text for found in in_words(rules)}


def test_usual_rules_read_as_one_line() -> None:
    assert in_short(USUAL) == (
        "Ladungsfrist 14 Tage; beschlussfähig, wenn mehr als die Hälfte der Stimmberechtigten anwesend ist; "
        "einfache Mehrheit, bei Stimmengleichheit abgelehnt."
    )


@pytest.mark.parametrize("preset", RulesPreset)
def test_every_preset_speaks_in_whole_sentences(preset: RulesPreset) -> None:
    rules = BodyRules(body_id=1, valid_from=DAY, **PRESETS[preset])  # type: ignore[arg-type]  # fields by name
    for text in [in_short(rules), *words(rules).values()]:
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text


@pytest.mark.parametrize(
    ("change", "subject", "sentence"),
    [
        ({"notice_days": 0}, "Einladung", "Eine Ladungsfrist gibt es nicht."),
        ({"notice_days": 1}, "Einladung", "Die Einladung geht spätestens 1 Tag vor der Sitzung hinaus."),
        (
            {"notice_days": 10, "notice_count": DayCount.WORKING},
            "Einladung",
            (
                "Die Einladung geht spätestens 10 Werktage vor der Sitzung hinaus. "
                "Gezählt wird von Montag bis Freitag ohne Feiertage."
            ),
        ),
        (
            {"quorum_kind": QuorumKind.AT_LEAST_HALF},
            "Beschlussfähigkeit",
            "Das Gremium ist beschlussfähig, wenn mindestens die Hälfte der Stimmberechtigten anwesend ist.",
        ),
        (
            {"quorum_kind": QuorumKind.SHARE, "quorum_value": 40},
            "Beschlussfähigkeit",
            "Das Gremium ist beschlussfähig, wenn mindestens 40\xa0% der Stimmberechtigten anwesend sind.",
        ),
        (
            {"quorum_kind": QuorumKind.NUMBER, "quorum_value": 1},
            "Beschlussfähigkeit",
            "Das Gremium ist beschlussfähig, wenn mindestens 1 Stimmberechtigter anwesend ist.",
        ),
        (
            {"quorum_kind": QuorumKind.NUMBER, "quorum_value": 5},
            "Beschlussfähigkeit",
            "Das Gremium ist beschlussfähig, wenn mindestens 5 Stimmberechtigte anwesend sind.",
        ),
        (
            {"quorum_kind": QuorumKind.NONE},
            "Beschlussfähigkeit",
            "Eine Mindestzahl ist nicht verlangt; ohne anwesende Stimmberechtigte wird nichts beschlossen.",
        ),
        (
            {"default_majority": Majority.TWO_THIRDS_CAST, "abstentions_count": True},
            "Abstimmung",
            (
                "Beschlossen wird üblich mit zwei Dritteln der abgegebenen Stimmen. Enthaltungen zählen mit. "
                "Bei Stimmengleichheit ist der Antrag abgelehnt."
            ),
        ),
        (
            {"default_consensus": True, "tie_rule": TieRule.CHAIR_DECIDES},
            "Abstimmung",
            (
                "Beschlossen wird üblich im Konsens; wird abgestimmt, dann mit einfacher Mehrheit. "
                "Enthaltungen zählen nicht mit. Bei Stimmengleichheit entscheidet der Vorsitz."
            ),
        ),
        (
            {"deputies_allowed": False, "transfer_allowed": True},
            "Vertretung",
            "Eine Vertretung ist nicht vorgesehen. Stimmen können auf andere Mitglieder übertragen werden.",
        ),
        ({"circulation_allowed": False}, "Umlaufbeschluss", "Beschlüsse im Umlauf sind nicht vorgesehen."),
        (
            {"circulation_days": 1, "circulation_objection": True},
            "Umlaufbeschluss",
            (
                "Zwischen den Sitzungen kann im Umlauf beschlossen werden, mit der Mehrheit der Mitglieder; "
                "Antwort binnen 1 Tag. Widerspricht ein Mitglied dem Verfahren, endet es."
            ),
        ),
        (
            {"approval": Approval.TACIT, "sign_minute_taker": False},
            "Niederschrift",
            (
                "Die Niederschrift liegt binnen 30 Tagen vor. Einwendungen sind 14 Tage lang möglich. "
                "Ohne Einwendung gilt sie nach dieser Frist als genehmigt. Es unterschreibt der Vorsitz."
            ),
        ),
        (
            {"objection_days": 0, "approval": Approval.CHAIR, "sign_chair": False, "sign_minute_taker": False},
            "Niederschrift",
            (
                "Die Niederschrift liegt binnen 30 Tagen vor. Genehmigt wird sie durch den Vorsitz. "
                "Unterschriften sind nicht vorgesehen."
            ),
        ),
    ],
)
def test_a_rule_reads_as_a_sentence(change: dict[str, object], subject: str, sentence: str) -> None:
    assert words(replace(USUAL, **change))[subject] == sentence


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"notice_days": 0}, "Keine Ladungsfrist; "),
        ({"notice_days": 5, "notice_count": DayCount.WORKING}, "Ladungsfrist 5 Werktage; "),
        ({"quorum_kind": QuorumKind.NONE, "default_consensus": True}, "anwesend sein muss; Konsens."),
        ({"tie_rule": TieRule.CHAIR_DECIDES}, "bei Stimmengleichheit entscheidet der Vorsitz."),
    ],
)
def test_the_short_line_follows_the_rules(change: dict[str, object], line: str) -> None:
    assert line in in_short(replace(USUAL, **change))


def test_two_versions_are_compared_in_words() -> None:
    new = replace(
        USUAL,
        id=7,
        title="Geschäftsordnung",
        valid_from=date(2027, 1, 1),
        notice_days=7,
        notice_count=DayCount.WORKING,
        abstentions_count=True,
    )
    assert [(change.label, change.before, change.after) for change in compare(USUAL, new)] == [
        ("Bezeichnung", "Übliche Regeln", "Geschäftsordnung"),
        ("Gültig ab", "01.01.2026", "01.01.2027"),
        ("Ladungsfrist", "14 Tage", "7 Tage"),
        ("Die Frist zählt", "Kalendertage", "Werktage (Mo–Fr ohne Feiertage)"),
        ("Enthaltungen zählen mit", "nein", "ja"),
    ]
    assert compare(USUAL, replace(USUAL, id=9, version=4)) == ()
    empty = compare(USUAL, replace(USUAL, valid_from=None, title=""))
    assert [change.after for change in empty] == ["–", "–"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"valid_from": None}, "braucht den Tag"),
        ({"id": 8}, r"Ab 01.01.2026 gilt schon"),
        ({"notice_days": -1}, "„Ladungsfrist“ ist eine Zahl von 0"),
        ({"minutes_days": 400}, "„Niederschrift binnen“"),
        ({"objection_days": None}, "„Einwendungen binnen“"),
        ({"quorum_kind": QuorumKind.SHARE, "quorum_value": 101}, "zwischen 1 und 100"),
        ({"quorum_kind": QuorumKind.SHARE, "quorum_value": None}, "zwischen 1 und 100"),
        ({"quorum_kind": QuorumKind.NUMBER, "quorum_value": 0}, "mindestens 1"),
    ],
)
def test_impossible_rules_are_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_rules(replace(USUAL, **change), [USUAL])


def test_possible_rules_are_accepted() -> None:
    check_rules(replace(USUAL, quorum_kind=QuorumKind.SHARE, quorum_value=100), [USUAL])
    check_rules(replace(USUAL, quorum_kind=QuorumKind.NUMBER, quorum_value=1, notice_days=0), [USUAL])


def test_versions_hold_until_the_day_before_the_next() -> None:
    first, second = replace(USUAL, id=1), replace(USUAL, id=2, valid_from=date(2027, 3, 1))
    assert version_span(first, [first, second]) == (None, date(2027, 2, 28))
    assert version_span(second, [first, second]) == (date(2027, 3, 1), None)
    assert version_span(replace(USUAL, valid_from=None), [first]) == (None, None)
