"""Double entry and packages through the services, on real files."""

from array import array
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import NOT_TYPED, NewSheet, SheetState, StoredSheet
from coordinator_app.domain.double_entry import Taken
from coordinator_app.domain.questionnaire_rules import variables
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.answer_file import AnswerFile
from coordinator_app.storage.answer_notes import merges
from tests.domain.entry_form import EVERYTHING

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
NAMES = [variable.name for variable in variables(EVERYTHING)]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def survey(workspace: Workspace) -> int:
    """A survey whose answer file knows a form with every type of question."""
    id = workspace.surveys.create(title="Bürgerbefragung", year=2026)
    workspace.answers.ensure(id).add_form(EVERYTHING, "ALLES123")
    return id


def sheet(name: str, number: int = 0, **values: int) -> NewSheet:
    """A complete sheet: „ja“ everywhere, except where told."""
    row = dict.fromkeys(NAMES, 1) | values
    found = array("i", [row[name] for name in NAMES])
    return NewSheet(uuid=name, form_code="ALLES123", values=found, number=number, entered_at=NOW)


def second(name: str, **values: int) -> NewSheet:
    return replace(sheet(f"{name}-2", **values), pair_uuid=name)


def test_double_entry_from_draw_to_rate(workspace: Workspace, survey: int) -> None:
    double, file = workspace.double_entry, workspace.answers.ensure(survey)
    assert double.progress(survey).words.startswith("Noch keine Bögen")
    file.append([sheet(f"s{number}", number) for number in range(1, 31)])
    double.plan(survey, share=10, seed=7)
    queue = double.queue(survey)
    assert len(queue) == 3
    assert [info.number for info in queue] == sorted(info.number for info in queue)
    one, two, three = (info.uuid for info in queue)
    file.append([second(one), second(two, A=2, C=-9, E=3), second(three, A=2)])
    assert double.queue(survey) == []
    found = double.differences(survey)
    assert [(entry.first.uuid, entry.difference.label) for entry in found] == [
        (two, "Frage 1"),
        (two, "Frage 3"),
        (two, "Frage 5"),
        (three, "Frage 1"),
    ]
    double.decide(survey, found[0], Taken.FIRST)
    double.decide(survey, found[1], Taken.SECOND)
    double.decide(survey, found[2], Taken.NEITHER)
    progress = double.progress(survey)
    assert (progress.done, progress.drawn, progress.open) == (3, 3, 1)
    assert progress.words == "3 von 3 gezogenen Bögen zweimal erfasst (10 %, Startzahl 7)."
    assert (progress.error.errors, progress.error.open) == (2, 1)
    values = dict(zip(NAMES, file.sheet(file.id_of(two)).values, strict=True))
    assert (values["A"], values["C"]) == (1, -9)
    fields = progress.error.fields
    assert fields > 60
    assert 0 < progress.error.low < 3 / fields < progress.error.high < 0.2
    kept = workspace.surveys.get(survey)
    assert (kept.entry_fields, kept.entry_errors) == (fields, 3)


def test_exact_interval_is_that_of_the_binomial(workspace: Workspace, survey: int) -> None:
    """R: binom.test(3, 2000)."""
    workspace.surveys.update(survey, None, entry_fields=2000, entry_errors=3, answers_deleted_on=NOW.date())
    error = workspace.double_entry.entry_error(survey)
    assert (error.low, error.high) == (pytest.approx(0.0003094429, rel=1e-6), pytest.approx(0.00437732, rel=1e-6))


def test_texts_come_along_when_the_second_entry_is_right(workspace: Workspace, survey: int) -> None:
    double, file = workspace.double_entry, workspace.answers.ensure(survey)
    file.append([replace(sheet("s1", 1), texts={"G": "08056"}), replace(second("s1"), texts={"G": "08065"})])
    double.plan(survey, share=100, seed=1)
    found = double.differences(survey)
    double.decide(survey, found[0], Taken.SECOND)
    assert file.sheet(file.id_of("s1")).texts["G"] == "08065"


@pytest.mark.parametrize(("share", "seed"), [(0, 1), (101, 1), (10, 0)])
def test_impossible_plans_are_refused(workspace: Workspace, survey: int, share: int, seed: int) -> None:
    with pytest.raises(UserError, match="Bitte geben Sie"):
        workspace.double_entry.plan(survey, share=share, seed=seed)


def test_package_is_typed_elsewhere_and_merged_once(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    packages, file = workspace.answer_packages, workspace.answers.ensure(survey)
    file.append([sheet("here", 10_001)])
    name, first = packages.proposal(survey)
    assert (name, first) == ("Erfassungspaket 1 – Bürgerbefragung.kpra", 10_001)
    path = packages.make(survey, tmp_path / "paket", first_number=first)
    assert path.name == "paket.kpra"
    assert packages.proposal(survey)[1] == 20_001
    package = AnswerFile.open(path)
    assert package.infos() == []
    begun = replace(sheet("p2", 10_002, O=NOT_TYPED), state=SheetState.OPEN, texts={"J": "Licht"})
    package.append([sheet("p1", 10_001), begun])
    package.close()
    merged = packages.merge(survey, path)
    assert merged.words == (
        "2 Bögen übernommen. 1 Bogen ist im Paket noch nicht fertig erfasst. "
        "Doppelte Belegnummern: 10001. Bitte prüfen."
    )
    package = AnswerFile.open(path)
    stored = package.sheet(package.id_of("p2"))
    info = replace(stored.info, state=SheetState.DONE)
    package.save_sheet(StoredSheet(info, tuple(1 for _ in NAMES), {"J": "Licht", "G": "1"}))
    package.close()
    assert packages.merge(survey, path).words == "0 Bögen übernommen, 1 inzwischen weiter erfasst, 1 schon vorhanden."
    assert packages.merge(survey, path).known == 2
    assert (file.count(), len(merges(file))) == (3, 3)
    assert file.sheet(file.id_of("p2")).texts == {"J": "Licht", "G": "1"}
    assert file.infos()[1].source == "Paket paket"


def test_package_of_another_survey_changes_nothing(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    other = AnswerFile.create(tmp_path / "fremd.kpra", survey_uuid="x", title="Andere")
    other.add_form(EVERYTHING, "ALLES123")
    other.append([sheet("f1")])
    other.close()
    with pytest.raises(UserError, match="gehört zu einer anderen Erhebung"):
        workspace.answer_packages.merge(survey, other.path)
    file = workspace.answers.ensure(survey)
    assert file.infos() == []
    with pytest.raises(UserError, match="kein Erfassungspaket"):
        workspace.answer_packages.merge(survey, file.path)


def test_package_needs_forms_and_a_number(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="ab 1"):
        workspace.answer_packages.make(survey, tmp_path / "p", first_number=0)
    empty = workspace.surveys.create(title="Leer", year=2026)
    with pytest.raises(UserError, match="Druckfassung"):
        workspace.answer_packages.make(empty, tmp_path / "p", first_number=1)
