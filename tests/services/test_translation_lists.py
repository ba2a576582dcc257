"""Lists for translators: out as Excel, back with translations, what does not fit is named with its line."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.question_words import TranslationState
from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.services.translation_lists import ListPlan, TranslationLists
from coordinator_app.services.translations import Translations
from coordinator_app.services.workspace import Workspace


@pytest.fixture(scope="module")
def town(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    """A file with a short form in Sorbian (nothing translated yet) and one question of its own."""
    path = Path(shutil.copyfile(fresh_file, tmp_path_factory.mktemp("town") / "a.kpr"))
    workspace = Workspace.open(path, clock=FixedClock(datetime(2026, 3, 12, tzinfo=UTC)))
    workspace.municipality.create(name="Mühlwerda")
    surveys = workspace.surveys
    form = surveys.questionnaires(surveys.create(title="Bürgerbefragung", year=2026, template="leer"))[0].id
    surveys.questions.add_item(form, "A01")
    own = surveys.questions.add_own(form, QuestionType.SINGLE)
    surveys.questions.update(own, None, wording="Sind 14 % viel?\n=1+1")
    surveys.translations.add(form, "hsb")
    workspace.close()
    return path, form, own


@pytest.fixture
def workspace(town: tuple[Path, int, int], tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(Path(shutil.copyfile(town[0], tmp_path / "a.kpr")))
    yield made
    made.close()


@pytest.fixture
def languages(workspace: Workspace) -> Translations:
    return workspace.surveys.translations


@pytest.fixture
def lists(languages: Translations) -> TranslationLists:
    return languages.lists


@pytest.fixture
def translated(workspace: Workspace, town: tuple[Path, int, int], tmp_path: Path) -> Callable[..., Path]:
    """The list as Excel file, every translation filled in with „h:“ and the German; `change` may alter a row."""

    def make(change: Callable[[list[object]], None] | None = None) -> Path:
        path = tmp_path / "liste.xlsx"
        path.write_bytes(workspace.documents.render("translation_list", town[1], "xlsx", {"language": "hsb"}))
        book = load_workbook(path)
        sheet = book.worksheets[0]
        heading = next(row for row in sheet.iter_rows() if row[0].value == "Schlüssel")
        for row in sheet.iter_rows(min_row=heading[0].row + 1):
            values: list[object] = [cell.value for cell in row]
            if values[0]:
                values[3] = f"h:{values[2]}"
                if change is not None:
                    change(values)
                for cell, value in zip(row, values, strict=True):
                    cell.value = value  # type: ignore[assignment]  # openpyxl: merged cells
                    cell.data_type = "s" if value else cell.data_type
        book.save(path)
        return path

    return make


def open_texts(languages: Translations, form: int) -> int:
    return languages.sheet(form, "hsb").open


def read(lists: TranslationLists, form: int, path: Path) -> ListPlan:
    return lists.read(form, "hsb", path)


def test_list_goes_out_and_comes_back_in_one_step(
    workspace: Workspace,
    languages: Translations,
    lists: TranslationLists,
    town: tuple[Path, int, int],
    translated: Callable[..., Path],
) -> None:
    _, form, own = town
    before = open_texts(languages, form)
    plan = read(lists, form, translated())
    assert (plan.remarks, plan.empty, plan.detail) == ((), 0, "")
    assert plan.summary == f"{len(plan.texts)} neue Übersetzungen, 0 unverändert, 0 ohne Übersetzung"
    assert open_texts(languages, form) == before
    assert lists.take(form, "hsb", plan) == len(plan.texts)
    assert open_texts(languages, form) == 0
    entry = languages.sheet(form, "hsb").entry(str(own))
    assert entry is not None
    assert entry.words.wording.split() == "h:Sind 14 % viel? =1+1".split()
    assert workspace.store.undo() == "Übersetzungen eingelesen"
    assert open_texts(languages, form) == before
    workspace.store.redo()
    again = read(lists, form, translated())
    assert (len(again.texts), again.unchanged) == (0, len(plan.texts))


def test_lines_that_do_not_fit_are_named_and_the_others_taken(
    workspace: Workspace,
    languages: Translations,
    lists: TranslationLists,
    town: tuple[Path, int, int],
    translated: Callable[..., Path],
) -> None:
    _, form, own = town

    def change(values: list[object]) -> None:
        match values[1]:
            case "Titel auf dem Bogen":
                values[0] = "nichts|da"
            case "Einleitung":
                values[3] = "kaputt \ufffd"
            case "Schluss":
                values[3] = ""
            case "Frage 1: Antwort 2":
                values[0] = str(values[0]).replace("answers.2", "answers.1")

    path = translated(change)
    workspace.surveys.questions.update(own, None, wording="Ganz anders?")
    plan = read(lists, form, path)
    assert [remark.partition(": ")[2][:38] for remark in plan.remarks] == [
        "Der Schlüssel „nichts|da“ gehört zu ke",
        "Die Übersetzung enthält unlesbare Zeic",
        f"Der Schlüssel „F{own - 1}.answers.1“ kommt meh",
        "Der deutsche Text ist inzwischen ein a",
    ]
    assert all(remark.startswith("Zeile ") for remark in plan.remarks)
    assert plan.empty == 1
    assert plan.detail.startswith("Nicht übernommen:\n– Zeile ")
    lists.take(form, "hsb", plan)
    entry = languages.sheet(form, "hsb").entry(str(own))
    assert entry is not None
    assert entry.state is TranslationState.INCOMPLETE
    assert entry.words.answers[1] == "h:ja"


def test_list_read_against_todays_german_makes_the_words_current(
    workspace: Workspace,
    languages: Translations,
    lists: TranslationLists,
    town: tuple[Path, int, int],
    translated: Callable[..., Path],
) -> None:
    _, form, own = town
    lists.take(form, "hsb", read(lists, form, translated()))
    workspace.surveys.questions.update(own, None, wording="Sind 15 % viel?")
    workspace.surveys.update_questionnaire(form, None, title="Befragung der Stadt")
    assert open_texts(languages, form) == 4  # title, introduction, closing and the question
    plan = read(lists, form, translated())
    assert sorted(place for _, place in plan.texts) == ["title", "wording"]
    lists.take(form, "hsb", plan)
    assert open_texts(languages, form) == 0


@pytest.mark.parametrize("content", ["Name;Ort\nA;B\n", "Schlüssel;Deutsch\n1;2\n"])
def test_other_tables_are_refused(
    lists: TranslationLists, town: tuple[Path, int, int], tmp_path: Path, content: str
) -> None:
    path = tmp_path / "andere.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match="keine Liste zum Übersetzen"):
        read(lists, town[1], path)


def test_many_remarks_are_cut_off() -> None:
    plan = ListPlan({("1", "wording"): "x"}, frozenset(), 0, 0, tuple(f"Zeile {n}: x" for n in range(20)))
    assert plan.summary.startswith("1 neue Übersetzung,")
    assert plan.detail.endswith("– und 8 weitere")
