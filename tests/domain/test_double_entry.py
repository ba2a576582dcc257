"""The double entry: which sheets, what differs, how the error rate reads."""

from coordinator_app.domain.answers import NOT_TYPED
from coordinator_app.domain.double_entry import EntryError, compared, drawn, shown
from coordinator_app.domain.entry_fields import EntryField, entry_plan
from coordinator_app.domain.questionnaire_rules import variables
from tests.domain.entry_form import EVERYTHING

PLAN = entry_plan(EVERYTHING)
BLANK = {variable.name: NOT_TYPED for variable in variables(EVERYTHING)}


def field(variable: str) -> EntryField:
    found = PLAN.field_of(variable)
    assert found is not None
    return found


def test_draw_is_the_same_in_any_order_and_grows_with_the_sheets() -> None:
    uuids = [f"u{number}" for number in range(100)]
    chosen = drawn(uuids, 10, 4711)
    assert len(chosen) == 10
    assert drawn(reversed(uuids), 10, 4711) == chosen
    assert drawn(uuids, 10, 4712) != chosen
    assert chosen <= drawn(uuids, 30, 4711)
    assert drawn(uuids[:3], 10, 1) != set()
    assert drawn([], 10, 1) == set()


def test_fields_are_compared_one_by_one_and_words_by_being_there() -> None:
    crosses = {"B_1": 1, "B_2": 0, "B_3": 0, "B_4": 0}
    first = {**BLANK, **crosses, "A": 1, "C": -5, "G": 1, "H": 1, "J": 1, "E": 42}
    second = {**BLANK, **crosses, "B_2": 1, "A": 2, "C": -5, "G": 1, "H": 1, "J": 1, "E": 42}
    texts = {"G": "08056", "H": "2026-03-05", "J": "mehr Licht"}
    other = {"G": "08065", "H": "2026-03-05", "J": "Mehr Licht!"}
    fields, found = compared(PLAN, first, second, texts, other)
    assert fields == 6
    assert [(one.label, one.first, one.second) for one in found] == [
        ("Frage 1", "1 ja", "2 nein"),
        ("Frage 2", "Licht", "Licht, Bänke"),
        ("Frage 7", "08056", "08065"),
    ]


def test_typed_values_are_shown_in_words() -> None:
    values = {**BLANK, "A": -8, "E": 42, "H": 1, "J": 1}
    texts = {"H": "2026-03-05", "J": "Licht"}
    assert shown(field("A"), values, texts) == "weiß nicht"
    assert shown(field("C"), values, texts) == "noch nicht erfasst"
    assert shown(field("E"), values, texts) == "42"
    assert shown(field("H"), values, texts) == "05.03.2026"
    assert shown(field("H"), values, {"H": "unlesbar"}) == "unlesbar"
    assert shown(field("J"), values, texts) == "Licht"


def test_rate_is_told_with_interval_and_what_is_open() -> None:
    assert EntryError(0, 0).words == "Es wurde noch kein Bogen zweimal erfasst."
    assert EntryError(0, 0).per_thousand == 0
    found = EntryError(2000, 1, 2, 0.00031, 0.00438)
    assert found.words == (
        "Erfassungsfehler je 1.000 Angaben: 1,5 (95-%-Bereich 0,3 bis 4,4; 2.000 Angaben zweimal erfasst, 3 Fehler in "
        "der ersten Eingabe). 2 Unterschiede sind noch nicht entschieden."
    )
    assert "entschieden" not in EntryError(2000, 3, 0, 0.0, 0.1).words
