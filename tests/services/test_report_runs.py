"""Remembered states of reports: written files, steps, what changed, and names that have to go."""

from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import plain, walk
from coordinator_app.domain.reports import ReportKind, ReportState, ReportVariant
from coordinator_app.services.report_runs import KEPT, run_words
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def report(workspace: Workspace) -> int:
    id = workspace.report_builder.create(report_kind=ReportKind.STRATEGY, title="Strategie")
    workspace.report_builder.chapters.set_text(id, "occasion", "Der Rat hat 3 Treffen gewollt. [nö] Streit.")
    return id


def test_written_file_is_remembered_and_compared(workspace: Workspace, report: int, tmp_path: Path) -> None:
    runs = workspace.report_runs
    assert runs.standing(report).run is None
    steps = workspace.store.undo_name
    workspace.documents.save("report", report, tmp_path / "a.docx", {"variant": "internal"})
    assert workspace.store.undo_name == steps, "remembering is no step of the user"
    standing = runs.standing(report)
    assert standing.run is not None
    assert not standing.changed
    assert run_words(standing.run).startswith("Word-Datei (interne Fassung) vom 09.11.2026")
    workspace.report_builder.chapters.set_text(report, "occasion", "Der Rat hat 4 Treffen gewollt.")
    assert runs.standing(report).changed
    (change,) = runs.changes(report, standing.run.id)
    assert (change.section, change.after) == ("Anlass", "Der Rat hat 4 Treffen gewollt.")
    text = "\n".join(
        plain(node) for node in walk(workspace.documents.document("report_comparison", report)) if isinstance(node, str)
    )
    assert "1 Stelle" in text
    assert "jetziger Stand" in text


def test_same_state_written_again_is_one_state_and_old_ones_go(
    workspace: Workspace, report: int, clock: FixedClock
) -> None:
    runs = workspace.report_runs
    for _ in range(2):
        runs.note_file(report, ReportVariant.PUBLIC, "pdf")
    assert len(runs.of(report)) == 1
    assert "fehlt" in runs.of(report)[0].remarks
    runs.set_state(report, ReportState.CHECKED)
    for number in range(KEPT + 3):
        workspace.report_builder.chapters.set_text(report, "mission", f"Fassung {number}")
        runs.note_file(report, ReportVariant.PUBLIC, "pdf")
    assert len(runs.of(report)) == KEPT + 1
    old, new = runs.of(report)[1].id, runs.of(report)[0].id
    assert [change.section for change in runs.changes(report, old, new)] == ["Leitbild"]


def test_steps_are_remembered_and_lock_the_report(workspace: Workspace, report: int) -> None:
    runs, builder = workspace.report_runs, workspace.report_builder
    review = runs.review(report)
    assert review.facts.findings == len(review.findings) > 0
    assert not review.facts.public_written
    assert review.standing.run is None
    runs.set_state(report, ReportState.CHECKED)
    assert not runs.review(report).facts.changed
    builder.chapters.set_text(report, "mission", "Gemeinsam sicher.")
    assert runs.review(report).facts.changed
    runs.set_state(report, ReportState.RELEASED)
    for write in (
        lambda: builder.chapters.set_text(report, "mission", "Anders"),
        lambda: builder.update(report, None, title="Anders"),
        lambda: builder.set_plan(report, contents=False),
    ):
        with pytest.raises(UserError, match="zurück in den Entwurf"):
            write()
    assert [run_words(run).partition(" vom ")[0] for run in runs.of(report)] == [
        "Stand „freigegeben“",
        "Stand „geprüft“",
    ]
    runs.set_state(report, ReportState.DRAFT)
    builder.chapters.set_text(report, "mission", "Anders")
    assert builder.get(builder.duplicate(report)).state is ReportState.DRAFT
    workspace.store.undo()
    builder.discard(report)
    with pytest.raises(UserError, match="Papierkorb"):
        runs.set_state(report, ReportState.CHECKED)


def test_erased_person_is_gone_from_remembered_states(workspace: Workspace, report: int) -> None:
    person = workspace.contacts.create_person(first_name="Edda", last_name="Quirin")
    workspace.report_builder.chapters.set_text(report, "occasion", "Dank an Edda Quirin für den Anstoß.")
    workspace.report_runs.note_file(report, ReportVariant.INTERNAL, "docx")
    workspace.person_erasing.erase(person)
    (run,) = workspace.report_runs.of(report)
    assert "Quirin" not in run.content
    assert "für den Anstoß" in run.content
    assert not workspace.report_runs.standing(report).changed, "the text was cleaned in the same words"


def test_nothing_is_remembered_in_a_file_that_is_only_read(workspace: Workspace, report: int) -> None:
    workspace.store.close()
    found = Workspace.open(workspace.store.path, clock=workspace.clock, read_only=True)
    found.report_runs.note_file(report, ReportVariant.PUBLIC, "pdf")
    assert found.report_runs.of(report) == []
    found.close()
