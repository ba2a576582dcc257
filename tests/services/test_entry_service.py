"""Typing sheets in a session: stored field by field, contradictions asked, numbers counted on, undo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import NOT_TYPED, SheetState
from coordinator_app.domain.entry_fields import FieldKind
from coordinator_app.domain.entry_keys import ENTER
from coordinator_app.domain.question_words import FormWords, form_in_language, german_words
from coordinator_app.services.entry import EntrySession
from coordinator_app.storage.answer_file import AnswerFile
from coordinator_app.storage.answer_notes import unfinished
from tests.domain.entry_form import EVERYTHING

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[AnswerFile]:
    made = AnswerFile.create(tmp_path / "a.kpra", survey_uuid="u", title="t", clock=FixedClock(NOW), user="Erika")
    made.add_form(EVERYTHING, "ALLES123")
    yield made
    made.close()


def type_all(session: EntrySession, keys: str) -> None:
    for key in keys:
        assert session.key(key) == "", key


def fill(session: EntrySession) -> None:
    """Type a whole sheet that starts with „ja“ and fits."""
    type_all(session, "1" + "13" + ENTER)
    session.write("Mülleimer")
    type_all(session, "5" + "12" + "2")
    session.write("")
    type_all(session, "042" + "1978" + "08056" + "05032026")
    session.write("Mehr Licht")
    for text in ("Bahnhof", "", "", ""):
        session.write(text)
    type_all(session, "123" + "1" + "a" + "07" + ENTER)


def test_sheet_is_typed_key_by_key_and_stored(file: AnswerFile) -> None:
    session = EntrySession(file, user="EM", received_on=date(2026, 4, 30))
    fill(session)
    assert session.place is None
    stored = file.sheet(session.sheet.id)
    assert stored.info.state is SheetState.DONE
    assert (stored.info.number, stored.info.entered_by, stored.info.received_on) == (1, "EM", date(2026, 4, 30))
    values = dict(zip(file.form("ALLES123").variables, stored.values, strict=True))
    expected = {"A": 1, "B_1": 1, "B_2": 0, "B_3": 1, "B_3_text": 1, "C": 5, "D_a": 1, "D_a_2": 2, "D_b": 2}
    expected |= {"D_b_2": -5, "E": 42, "F": 1978, "L_1": 1, "L_3": 3, "M": 1, "M_3_text": -5, "N": 10, "O": 7}
    assert {name: values[name] for name in expected} == expected
    assert NOT_TYPED not in values.values()
    assert stored.texts == {
        "B_3_text": "Mülleimer",
        "G": "08056",
        "H": "2026-03-05",
        "J": "Mehr Licht",
        "K_a_1": "Bahnhof",
    }


def test_every_field_is_safe_as_soon_as_it_is_complete(file: AnswerFile, tmp_path: Path) -> None:
    session = EntrySession(file)
    type_all(session, "1" + "12")
    import shutil

    copy = tmp_path / "abgebrochen.kpra"
    shutil.copyfile(file.path, copy)  # what a kill leaves behind
    found = AnswerFile.open(copy, read_only=True)
    begun = unfinished(found)
    assert len(begun) == 1
    found.close()
    again = EntrySession(file)
    again.open_sheet(begun[0].id)
    assert again.field is not None
    assert (again.sheet.values["A"], again.field.variable) == (1, "B_1")


def test_numbers_count_on_over_those_taken(file: AnswerFile) -> None:
    session = EntrySession(file)
    assert session.sheet.number == 1
    assert not session.next_sheet()
    session.set_number(41)
    fill(session)
    assert session.next_sheet()
    assert session.sheet.number == 42
    session.set_number(41)
    assert session.number_taken()
    session.set_number(40)
    fill(session)
    assert session.next_sheet()
    assert session.sheet.number == 42
    assert EntrySession(file).sheet.number == 42
    with pytest.raises(UserError, match="ab 1"):
        session.set_number(0)


def test_package_counts_from_its_first_number(file: AnswerFile) -> None:
    file.set_info(first_number="5001")
    assert EntrySession(file).sheet.number == 5001


def test_filter_fills_what_is_not_asked(file: AnswerFile) -> None:
    session = EntrySession(file)
    session.key("2")
    assert session.field is not None
    assert session.field.variable == "D_a"
    assert session.sheet.values["C"] == -5


def test_contradiction_is_asked_and_can_be_kept_or_corrected(file: AnswerFile) -> None:
    session = EntrySession(file)
    type_all(session, "1" + "123" + ENTER)
    assert session.asking is not None
    assert "höchstens 2" in session.asking.text
    type_all(session, "3")
    assert session.typing.crosses == {1, 2}
    type_all(session, ENTER)
    assert session.asking is None
    assert session.field is not None
    assert session.field.variable == "C"
    session.back()
    type_all(session, "3" + ENTER)
    assert session.asking is not None
    type_all(session, ENTER)
    assert session.field.kind is FieldKind.TEXT
    assert session.notes()[0].text.startswith("Frage 2: 3 Kreuze")


def test_answer_to_a_skipped_question_is_asked_about(file: AnswerFile) -> None:
    session = EntrySession(file)
    type_all(session, "2")
    assert session.go_to_question(3)
    type_all(session, "4")
    assert session.asking is not None
    assert "entfällt eigentlich" in session.asking.text
    assert session.sheet.values["C"] == 4


def test_undo_takes_back_field_after_field(file: AnswerFile) -> None:
    session = EntrySession(file)
    type_all(session, "2" + "1")
    assert session.undo()
    assert (session.field and session.field.variable) == "D_a"
    assert session.undo()
    assert (session.place, session.sheet.values["C"]) == (0, NOT_TYPED)
    assert not session.undo()
    assert file.sheet(session.sheet.id).values[0] == NOT_TYPED


def test_cursor_goes_back_forward_and_to_questions(file: AnswerFile) -> None:
    session = EntrySession(file)
    fill(session)
    session.back()
    assert session.field is not None
    assert session.field.variable == "O"
    session.rub_out()
    assert session.field.variable == "N"
    session.forward()
    session.forward()
    assert session.place is None
    session.go_to(2)
    session.go_to(-1)
    assert session.place == 2
    assert not session.go_to_question(99)
    assert session.write("gehört nicht hierher") == ""
    assert session.go_to_question(5)
    session.key("4")
    session.rub_out()
    assert session.typing.digits == ""


def test_blank_and_refused_sheets_are_counted_without_answers(file: AnswerFile) -> None:
    session = EntrySession(file)
    session.come_back_as(SheetState.BLANK)
    assert session.next_sheet()
    session.key("1")
    with pytest.raises(UserError, match="schon Antworten"):
        session.come_back_as(SheetState.REFUSED)
    assert file.count(state="blank") == 1


def test_sheet_put_aside_gives_its_number_back(file: AnswerFile) -> None:
    session = EntrySession(file)
    session.key("1")
    session.put_aside()
    assert (session.sheet.id, session.sheet.number, file.count()) == (0, 1, 0)
    session.put_aside()


def test_form_is_chosen_before_the_first_field(file: AnswerFile) -> None:
    file.add_form(EVERYTHING.__class__(title="kurz", municipality="", questions=EVERYTHING.questions[:1]), "KURZ1234")
    session = EntrySession(file, "ALLES123")
    session.set_form("KURZ1234")
    assert len(session.plan.fields) == 1
    session.key("1")
    with pytest.raises(UserError, match="schon begonnen"):
        session.set_form("ALLES123")


def test_sheet_in_another_language_is_typed_in_german_words(file: AnswerFile) -> None:
    words = {asked.key: replace(german_words(asked), wording="هل؟") for asked in EVERYTHING.questions}
    file.add_form(form_in_language(EVERYTHING, "ar", FormWords(), words), "ARABISCH")
    file.add_form(replace(EVERYTHING, questions=EVERYTHING.questions[:1], language="en"), "SHORT123", "en")
    assert EntrySession(file).form.code == "ALLES123"
    session = EntrySession(file, "ARABISCH")
    assert session.form.code == "ARABISCH"
    assert session.plan.form.questions[0].wording == EVERYTHING.questions[0].wording
    fill(session)
    assert session.file.sheet(1).info.language == "ar"
    assert len(EntrySession(file, "SHORT123").plan.fields) == 1


def test_second_entry_goes_through_the_sheets_drawn(file: AnswerFile) -> None:
    first = EntrySession(file)
    for _ in range(2):
        fill(first)
        first.next_sheet()
    second = EntrySession(file, queue=[info for info in file.infos() if info.state is SheetState.DONE])
    assert (second.sheet.number, second.left, second.second) == (1, 1, True)
    second.key("2")
    again = EntrySession(file, queue=file.infos()[:1])
    assert again.sheet.values["A"] == 2
    fill_from = again
    fill_from.undo()
    assert file.count() == 2
    assert file.count(pair_uuid=file.infos()[0].uuid) == 1


def test_file_without_forms_says_what_to_do(tmp_path: Path) -> None:
    empty = AnswerFile.create(tmp_path / "b.kpra", survey_uuid="u", title="t")
    with pytest.raises(UserError, match="Druckfassung"):
        EntrySession(empty)
    empty.close()
