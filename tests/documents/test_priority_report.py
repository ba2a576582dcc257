"""The priority report: what it says of a decided and of an open round, and the rules every document keeps."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from coordinator_app.documents.content import Document, Table, plain, walk, warnings_of
from coordinator_app.documents.priority_report import PriorityReport, RankedNeed, build
from coordinator_app.documents.priority_report_parts import MatrixNeed
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.priorities import Criterion, Decision, RoundStatus
from coordinator_app.domain.ranking import Move, Place, Sensitivity, Spread, Standing, TieBreak
from tests.documents import rules


def standing(need: int, rank: int, value: int | None, *, dissent: int | None = None, tied: bool = False) -> Standing:
    spread = Spread(1, 2, 3, 4, 5) if value is not None else None
    fraction = None if value is None else Fraction(value)
    return Standing(need=need, rank=rank, tied=tied, value=fraction, spread=spread, raters=8, dissent_criterion=dissent)


def ranked(title: str, place: Standing, decision: Decision | None, reason: str = "") -> RankedNeed:
    return RankedNeed(
        title=title,
        number="B-001",
        standing=place,
        decision=decision,
        reason=reason,
        evidence=("Daten des Ordnungsamts: 14 Fälle. Quelle: Bericht.",),
        dissent_criterion="Schwere" if place.dissent else "",
        projects=("Graffiti-Werkstatt",),
    )


@pytest.fixture
def report() -> PriorityReport:
    return PriorityReport(
        title="Prioritäten 2027",
        body="Lenkungsgruppe",
        status=RoundStatus.RESOLVED,
        year=2026,
        frozen_on=date(2026, 11, 9),
        resolution="2026/07 Prioritäten",
        criteria=(
            Criterion(id=1, title="Ausmaß", weight=3, lowest_words="wenig", highest_words="viel"),
            Criterion(id=2, title="Schwere", weight=1, lowest_words="leicht", highest_words="schwer"),
        ),
        raters=8,
        max_priorities=1,
        needs=(
            ranked("Graffiti am Bahnhof", standing(1, 1, 5), Decision.PRIORITY),
            ranked("Vermüllung", standing(2, 2, 3, dissent=2), Decision.WATCH, "Erst nach der Begehung."),
            ranked("Lärm", standing(3, 0, None), Decision.DEFERRED, ""),
        ),
        sensitivity=Sensitivity(1, 0.94, {1: 1.0, 2: 0.5}),
        letterhead=None,
    )


def words(document: Document) -> str:
    found = [plain(node) for node in walk(document) if isinstance(node, str)]
    return "\n".join(found)


def test_report_says_ranking_firmness_and_weights(report: PriorityReport) -> None:
    text = words(build(report))
    assert "94\u00a0% von 1.000 Rechenläufen" in text
    assert "75\u00a0%" in text, "weights are shown as shares"
    assert "uneinig bei „Schwere“" in text
    assert "nicht bewertet" in text


def test_reasons_stand_beside_what_was_not_chosen_and_a_missing_one_is_marked(report: PriorityReport) -> None:
    document = build(report)
    assert "Erst nach der Begehung." in words(document)
    assert warnings_of(document) == ("Begründung fehlt",)


def test_open_round_is_marked_as_draft(report: PriorityReport) -> None:
    needs = tuple(replace(need, decision=None) for need in report.needs)
    document = build(replace(report, status=RoundStatus.SCORING, frozen_on=None, needs=needs))
    assert "Entwurf" in words(document)
    assert "Nicht als Priorität gewählt" not in words(document)


def test_tie_is_told(report: PriorityReport) -> None:
    needs = tuple(replace(need, standing=standing(1, 1, 4, tied=True)) for need in report.needs)
    assert "Bei gleichem Rang entscheidet das Gremium" in words(build(replace(report, needs=needs)))


def test_round_without_scores_says_so(report: PriorityReport) -> None:
    needs = tuple(replace(need, standing=standing(1, 0, None), decision=None, evidence=()) for need in report.needs)
    text = words(build(replace(report, needs=needs, year=None, frozen_on=None)))
    assert "Es liegen noch keine Bewertungen vor." in text
    assert "kein Beleg erfasst" in text


def test_round_of_dots_is_told_as_such(report: PriorityReport) -> None:
    places = [replace(standing(n, n, None), dots=9 - n, tie_break=TieBreak.EVIDENCE) for n in (1, 2)]
    needs = tuple(replace(need, standing=place) for need, place in zip(report.needs, places, strict=False))
    text = words(build(replace(report, uses_scores=False, uses_dots=True, dots_per_person=3, persons=14, needs=needs)))
    assert "Rangfolge der Bedarfe nach Klebepunkten" in text
    assert "14 Personen konnten je 3 Punkte" in text
    assert "entschieden die Arten von Belegen" in text
    assert "Mediane" not in text


def test_comparison_and_matrix_stand_in_the_report(report: PriorityReport) -> None:
    moves = (Move(Place(1, "Graffiti", 3, None, None), Place(1, "Graffiti", 1, None, None)),)
    matrix = (MatrixNeed(1, "Graffiti", 4.5, 4.0),)
    found = replace(report, moves=moves, previous="Runde 2024", matrix=matrix, matrix_criterion="Schwere")
    text = words(build(found))
    assert "Veränderung gegenüber „Runde 2024“" in text
    assert "Vier-Felder-Matrix" in text


def test_every_table_has_a_caption(report: PriorityReport) -> None:
    assert all(node.caption for node in walk(build(report)) if isinstance(node, Table))


def test_report_keeps_the_rules_of_word_and_pdf(report: PriorityReport) -> None:
    document = build(report)
    assert rules.word_findings(render_word(document)) == []
    assert rules.pdf_findings(render_pdf(document)) == []
