"""Papers of written and secret votes: letters with reply forms, the sheet of the result, ballot papers."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.ballot_papers import BallotPaper, ballot_papers, papers_needed
from coordinator_app.documents.circulations import (
    AnswerLine,
    CirculationSheet,
    letter_blocks,
    reply_form,
    result_sheet,
)
from coordinator_app.documents.content import Run, Table, plain, walk, warnings_of
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.services.documents import render_document
from coordinator_app.services.letters import TOWN
from tests.documents.golden import word_lines
from tests.documents.rules import pdf_findings, word_findings
from tests.meeting_scenario import Steering

SHEET = CirculationSheet(
    body="Lenkungsgruppe",
    genitive="der Lenkungsgruppe",
    title="Lichtwochen",
    wording="Die Lenkungsgruppe stimmt zu.",
    grounds="Die Frist endet bald.",
    mover="AG Licht",
    sent_on=date(2026, 11, 9),
    reply_until=date(2026, 11, 23),
    majority="Mehrheit der Mitglieder",
    members=9,
    return_to="Markt 1",
    chair="Cornelia Marschner",
)
COUNTED = replace(
    SHEET,
    number="2026/10",
    closed_on=date(2026, 11, 24),
    sentence="Der Beschlussvorschlag wird angenommen.",
    reason="6 Ja-Stimmen, nötig sind mindestens 5.",
    answers=(
        AnswerLine(name="Rico Böhme", answer="Ja", cast_on=date(2026, 11, 12), way="E-Mail", weight=2),
        AnswerLine(name="Jens Hempel", answer="keine Antwort"),
    ),
)


def words(*blocks: object) -> str:
    """All words of some blocks."""
    found = [node for node in walk(blocks) if isinstance(node, str | Run)]
    return " ".join(plain(node) for node in found)


def test_letter_says_what_until_when_and_by_which_rule() -> None:
    text = words(*letter_blocks(SHEET))
    for part in ("Umlaufverfahren", "stimmt zu", "Antrag von AG Licht", "Mo, 23.11.2026", "Mehrheit der Mitglieder"):
        assert part in text
    assert "Widerspruch" not in text
    assert "nicht antwortet, nimmt an der Abstimmung nicht teil" in text
    own = words(*letter_blocks(replace(SHEET, letter="Liebe Mitglieder", grounds="", majority="", may_object=True)))
    assert "Liebe Mitglieder" in own
    assert "soll schriftlich" not in own
    assert "Ein Widerspruch" in own


def test_reply_form_names_the_member_and_the_choices() -> None:
    text = words(*reply_form(SHEET, "Rico Böhme"))
    for part in ("Rico Böhme", "Ich stimme zu (Ja).", "Ich enthalte mich.", "bis 23.11.2026", "an: Markt 1"):
        assert part in text
    assert "widerspreche" not in text
    assert "widerspreche" in words(*reply_form(replace(SHEET, may_object=True), "Rico Böhme"))
    bare = words(*reply_form(replace(SHEET, return_to="", reply_until=None, wording="", mover=""), ""))
    assert "[Name fehlt]" in bare
    assert "[Wortlaut des Beschlusses fehlt]" in bare


def test_result_tells_every_answer() -> None:
    text = words(result_sheet(COUNTED))
    for part in ("2026/10", "Der Beschlussvorschlag wird angenommen.", "nötig sind mindestens 5", "keine Antwort"):
        assert part in text
    assert "Rico Böhme (2 Stimmen)" in text
    assert "abweichend" not in text
    other = words(result_sheet(replace(COUNTED, override_reason="Formfehler", grounds="")))
    assert "abweichend festgestellt: Formfehler" in other


def test_result_before_the_end_says_so() -> None:
    running = result_sheet(replace(SHEET, sent_on=None, reply_until=None, wording=""), marking="Zwischenstand")
    assert running.marking == "Zwischenstand"
    assert "noch nicht ausgezählt" in words(running)
    assert len(warnings_of(running)) == 3
    stopped = words(result_sheet(replace(SHEET, stop_reason="Antrag zurückgezogen", closed_on=date(2026, 11, 12))))
    assert "Abgebrochen am" in stopped
    assert "Antrag zurückgezogen" in stopped


@pytest.mark.parametrize(("per_page", "number", "rows"), [(8, 8, 4), (8, 9, 5), (4, 1, 1), (4, 0, 1)])
def test_papers_stand_two_side_by_side_and_are_equal(per_page: int, number: int, rows: int) -> None:
    paper = BallotPaper(body="LG", day=date(2026, 11, 26), title="Lichtwochen", wording="Wird unterstützt. " * 60)
    (table,) = ballot_papers(paper, number, per_page=per_page).blocks
    assert isinstance(table, Table)
    assert len(table.rows) == rows
    assert len({words(row) for row in table.rows}) == 1
    left, _, right = table.rows[0] if isinstance(table.rows[0], tuple) else ((), (), ())
    assert left == right
    assert "☐  Ja      ☐  Nein      ☐  Enthaltung" in words(left)
    assert len(words(left)) < 700  # a long wording is cut, so that the papers keep their size


def test_papers_of_an_election_have_the_names() -> None:
    several = BallotPaper(body="LG", day=None, title="Wahl", candidates=("Anna", "Rico"))
    text = words(ballot_papers(several, 4))
    assert "☐  Anna" in text
    assert "höchstens ein Kreuz" in text
    assert "☐  Ja" not in text
    single = words(ballot_papers(BallotPaper(body="LG", day=None, title="Wahl", candidates=("Anna",)), 4))
    assert "Vorgeschlagen: Anna" in single
    assert "☐  Ja" in single


def test_everybody_entitled_gets_a_paper_and_some_stay() -> None:
    assert papers_needed((1, 2, 3), 8) == 5
    assert papers_needed((), 8) == 10


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_papers_keep_the_rules_of_documents(file_format: str) -> None:
    paper = BallotPaper(body="LG", day=date(2026, 11, 26), title="Lichtwochen", wording="Wird unterstützt.")
    check = word_findings if file_format == "docx" else pdf_findings
    for document in (result_sheet(COUNTED), ballot_papers(paper, 8)):
        assert check(render_document(document, file_format)) == []


def test_letters_go_to_everybody_or_to_those_who_have_not_answered(steering: Steering) -> None:
    workspace = steering.workspace
    id = workspace.circulations.create(body_id=steering.body, title="Lichtwochen", wording="Zustimmung.")
    draft = words(workspace.documents.document("circulation_letter", id))
    assert draft.count("Antwortbogen zum Umlaufbeschluss") == 8
    workspace.circulations.start(id)
    for ballot in workspace.circulations.view(id).ballots[:5]:
        workspace.circulations.answer(ballot.id, BallotChoice.YES)
    late = workspace.documents.document("circulation_letter", id, {"recipients": "open"})
    assert words(late).count("Antwortbogen zum Umlaufbeschluss") == 3
    assert workspace.documents.document("circulation_result", id).marking == "Zwischenstand"
    workspace.circulations.close(id)
    assert workspace.documents.document("circulation_result", id).marking == ""
    assert "Umlauf Niederschrift 2026-10 Lichtwochen" in workspace.documents.file_stem("circulation_result", id)
    for file_format, check in (("docx", word_findings), ("pdf", pdf_findings)):
        assert check(workspace.documents.render("circulation_letter", id, file_format)) == []


def test_form_stands_in_the_letter_on_the_towns_template(steering: Steering) -> None:
    workspace = steering.workspace
    workspace.letter_templates.add(RESOURCES / "templates" / "letter.docx")
    id = workspace.circulations.create(body_id=steering.body, title="Lichtwochen", wording="Zustimmung.")
    made = workspace.documents.render("circulation_letter", id, "docx", {"layout": TOWN})
    assert word_findings(made) == []
    text = "\n".join(word_lines(made))
    assert text.count("Ich stimme zu (Ja).") == 8
    assert text.count("Unterschrift") >= 8


def test_ballot_papers_come_from_the_resolution(steering: Steering) -> None:
    workspace = steering.workspace
    item = workspace.meetings.agenda.add(steering.second, title="Wahl der Sprecherin", item_type=ItemType.ELECTION)
    id = workspace.resolutions.draft(item)
    workspace.resolutions.write(id, "candidates", "Anna Weber\nRico Böhme")
    document = workspace.documents.document("ballot_papers", id, {"per_page": "4"})
    assert document.footer.startswith("10 Stimmzettel")
    assert "Anna Weber" in words(document)
    assert id in workspace.documents.kind("ballot_papers").subjects(workspace)
    assert workspace.documents.file_stem("ballot_papers", id).endswith("Stimmzettel Wahl der Sprecherin")
