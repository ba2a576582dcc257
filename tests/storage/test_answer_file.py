"""The answer file: what is stored comes back, all or nothing, and every bad file has its sentence."""

import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.domain.answers import NOT_TYPED, AnswerMode, NewSheet, SheetState, StoredSheet
from coordinator_app.domain.questionnaires import Answer, Form, FormQuestion, QuestionType
from coordinator_app.storage.answer_file import AnswerFile
from coordinator_app.storage.answer_opening import backup_path

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
CLOCK = FixedClock(NOW)
FORM = Form(
    title="Befragung",
    municipality="Stadt Mühlwerda",
    questions=(
        FormQuestion(
            key="a",
            block="Wohnen",
            type=QuestionType.SINGLE,
            wording="Wie wohnen Sie?",
            variable="V01",
            answers=(Answer(1, "gut"), Answer(2, "schlecht"), Answer(-8, "weiß nicht")),
        ),
        FormQuestion(key="b", block="Wohnen", type=QuestionType.SHORT_TEXT, wording="Was fehlt?", variable="V02"),
    ),
)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[AnswerFile]:
    """An open answer file with one form."""
    made = AnswerFile.create(
        tmp_path / "Antworten.kpra", survey_uuid="u1", title="Befragung", clock=CLOCK, user="Erika"
    )
    made.add_form(FORM, "ABCD1234")
    yield made
    made.close()


def sheet(name: str, code: int = 1, text: str = "", **more: Any) -> NewSheet:
    """A sheet with one code and perhaps a text."""
    values = array("i", [code, 1 if text else -9])
    texts = {"V02": text} if text else {}
    return NewSheet(uuid=name, form_code="ABCD1234", values=values, texts=texts, entered_at=NOW, **more)


def test_sheets_and_texts_come_back_as_they_were_stored(file: AnswerFile) -> None:
    assert file.append([sheet("s1", 2, "Bänke", number=7), sheet("s2", -8, mode=AnswerMode.ONLINE)]) == 2
    ids, modes, table = file.matrix("ABCD1234")
    assert ids.tolist() == [1, 2]
    assert modes.tolist() == [0, 1]
    assert table.tolist() == [[2, 1], [-8, -9]]
    assert table.dtype == np.int32
    stored = file.sheet(1)
    assert (stored.info.number, stored.info.entered_at, stored.values, stored.texts) == (
        7,
        NOW,
        (2, 1),
        {"V02": "Bänke"},
    )


def test_appending_twice_stores_once(file: AnswerFile) -> None:
    file.append([sheet("s1", text="eins")])
    assert file.append([sheet("s1", text="zwei"), sheet("s2")]) == 1
    assert [found.text for found in file.texts("V02")] == ["eins"]


def test_append_with_a_wrong_sheet_stores_none(file: AnswerFile) -> None:
    wrong = NewSheet(uuid="s9", form_code="ABCD1234", values=array("i", [1]), entered_at=NOW)
    with pytest.raises(UserError, match="1 statt 2 Angaben"):
        file.append([sheet("s1"), wrong])
    with pytest.raises(UserError, match="kennt das Formular FREMD nicht"):
        file.append([sheet("s1"), NewSheet(uuid="s9", form_code="FREMD", values=b"", entered_at=NOW)])
    assert file.infos() == []


def test_only_finished_first_entries_count_in_the_matrix(file: AnswerFile) -> None:
    states = [SheetState.OPEN, SheetState.BLANK, SheetState.REFUSED]
    file.append([sheet(f"x{place}", state=state) for place, state in enumerate(states)])
    file.append([sheet("first"), sheet("second", 2, pair_uuid="first"), sheet("gone")])
    file.set_deleted([file.id_of("gone")], deleted=True)
    assert len(file.matrix("ABCD1234")[0]) == 1
    assert file.matrix("ABCD1234", seconds=True)[2].tolist() == [[2, -9]]
    file.set_deleted([file.id_of("gone")], deleted=False)
    assert len(file.matrix("ABCD1234")[0]) == 2
    assert file.count() == 5
    assert file.count(state="blank") == 1


def test_save_sheet_keeps_categories_of_unchanged_texts(file: AnswerFile) -> None:
    id = file.add(sheet("s1", text="Bänke"))
    file.set_categories("V02", {id: [3, 1]})
    stored = file.sheet(id)
    file.save_sheet(StoredSheet(stored.info, (NOT_TYPED, 1), stored.texts), cursor="V01")
    assert file.texts("V02")[0].categories == (3, 1)
    assert file.cursor(id) == "V01"
    file.save_sheet(StoredSheet(stored.info, (1, 1), {"V02": "Licht"}))
    assert file.texts("V02")[0].categories == ()
    file.save_sheet(StoredSheet(stored.info, (1, -9), {}))
    assert file.texts("V02") == []
    file.delete_sheet(id)
    with pytest.raises(UserError, match="nicht mehr"):
        file.sheet(id)


def test_numbers_name_the_first_sheet_of_a_number(file: AnswerFile) -> None:
    file.append([sheet("a", number=5), sheet("b", number=5), sheet("c"), sheet("d", number=5, pair_uuid="a")])
    assert file.numbers() == {5: 1}


def test_form_under_a_taken_code_is_refused(file: AnswerFile) -> None:
    assert file.add_form(FORM, "ABCD1234").variables == ("V01", "V02")
    with pytest.raises(UserError, match="anderes Formular"):
        file.add_form(Form(title="anders", municipality=""), "ABCD1234")


def test_second_opening_reads_only(file: AnswerFile) -> None:
    other = AnswerFile.open(file.path, clock=CLOCK)
    assert "In Benutzung durch Erika" in other.note
    with pytest.raises(ReadOnly):
        other.append([sheet("s1")])
    other.close()


def test_file_comes_back_with_the_copy_of_the_last_session(file: AnswerFile) -> None:
    file.append([sheet("s1")])
    file.close()
    again = AnswerFile.open(file.path, clock=CLOCK)
    again.append([sheet("s2")])
    again.close()
    kept = AnswerFile.open(backup_path(file.path), read_only=True, clock=CLOCK)
    assert [info.uuid for info in kept.infos()] == ["s1"]
    assert (kept.info("survey_uuid"), kept.info("unknown")) == ("u1", "")
    kept.close()


def test_destroy_leaves_nothing(file: AnswerFile) -> None:
    file.append([sheet("s1")])
    assert file.destroy() == ["Antworten.kpra", "Antworten.kpra.bak"]
    assert list(file.path.parent.iterdir()) == []


def test_foreign_and_broken_files_are_refused_and_stay(file: AnswerFile, tmp_path: Path) -> None:
    file.append([sheet(f"s{place}") for place in range(400)])
    file.close()
    whole = file.path.read_bytes()
    bad = {
        "leer": b"",
        "text": b"Hallo" * 100,
        "sqlite": _plain_database(tmp_path / "x.db"),
        "neuer": whole[:60] + (99).to_bytes(4, "big") + whole[64:],
        "halb": whole[: len(whole) // 2],
        "zerstört": whole[:5000] + b"\x17" * 9000 + whole[14000:],
    }
    for name, data in bad.items():
        path = tmp_path / f"{name}.kpra"
        path.write_bytes(data)
        with pytest.raises(UserError):
            AnswerFile.open(path, clock=CLOCK)
        assert path.read_bytes() == data
        assert not path.with_name(f"{path.name}.lock").exists()
    with pytest.raises(UserError, match="ist nicht da"):
        AnswerFile.open(tmp_path / "fehlt.kpra")
    with pytest.raises(UserError, match="gibt es in diesem Ordner schon"):
        AnswerFile.create(file.path, survey_uuid="", title="")
    with pytest.raises(UserError, match="lässt sich in"):
        AnswerFile.create(tmp_path / "gibt es nicht" / "a.kpra", survey_uuid="", title="")


def _plain_database(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE a (b)")
    return path.read_bytes()
