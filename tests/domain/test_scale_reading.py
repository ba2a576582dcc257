"""How scales are read: the good end, the top answers in words."""

import pytest

from coordinator_app.domain.questionnaires import Answer, FormQuestion, QuestionType
from coordinator_app.domain.scale_reading import Reading, good_end, read_scale, together


def _scale(*labels: str, kind: QuestionType = QuestionType.SCALE, first: int = 1) -> FormQuestion:
    answers = (*(Answer(code, label) for code, label in enumerate(labels, start=first)), Answer(-8, "weiß nicht"))
    return FormQuestion(key="1", block="A", type=kind, wording="?", answers=answers)


SAFE = ("sehr sicher", "eher sicher", "eher unsicher", "sehr unsicher")
AGREE = ("stimme voll zu", "stimme eher zu", "teils, teils", "stimme eher nicht zu", "stimme gar nicht zu")
PROBLEM = ("kein Problem", "kleines Problem", "mittleres Problem", "großes Problem")
LIKELY = ("sehr wahrscheinlich", "eher wahrscheinlich", "eher unwahrscheinlich", "sehr unwahrscheinlich")
IMPORTANT = ("sehr wichtig", "eher wichtig", "weniger wichtig", "gar nicht wichtig")
BURDEN = ("gar nicht belastet", "wenig belastet", "ziemlich belastet", "sehr belastet")


@pytest.mark.parametrize(
    ("labels", "polarity", "first", "summary", "codes"),
    [
        (SAFE, "positiv", 1, "sicher", (1, 2)),
        (SAFE, "", 1, "sicher", (1, 2)),
        (AGREE, "positiv", 1, "stimme zu", (1, 2)),
        (AGREE, "negativ", 5, "stimme zu", (1, 2)),
        (PROBLEM, "negativ", 1, "mittleres oder großes Problem", (3, 4)),
        (PROBLEM, "", 1, "mittleres oder großes Problem", (3, 4)),
        (tuple(reversed(PROBLEM)), "", 4, "großes oder mittleres Problem", (1, 2)),
        (LIKELY, "negativ", 4, "wahrscheinlich", (1, 2)),
        (LIKELY, "positiv", 1, "wahrscheinlich", (1, 2)),
        (IMPORTANT, "positiv", 1, "sehr oder eher wichtig", (1, 2)),
        (IMPORTANT, "", 1, "sehr oder eher wichtig", (1, 2)),
        (BURDEN, "negativ", 1, "ziemlich oder sehr belastet", (3, 4)),
        (("nie", "selten", "manchmal", "oft", "immer"), "negativ", 1, "oft oder immer", (4, 5)),
        (("sehr unsicher", "unsicher", "zufrieden"), "", 3, "zufrieden", (3,)),
        (("auf jeden Fall", "eher ja", "eher nein"), "positiv", 1, "auf jeden Fall", (1,)),
    ],
)
def test_scale_is_read_from_its_good_end(
    labels: tuple[str, ...], polarity: str, first: int, summary: str, codes: tuple[int, ...]
) -> None:
    reading = read_scale(_scale(*labels), polarity)

    assert (reading.answers[0].code, reading.summary, reading.summary_codes) == (first, summary, codes)
    assert reading.good == len(labels) // 2
    assert reading.turned is (first != 1)


def test_answers_without_good_end_stand_as_printed() -> None:
    amount = ("viel zu wenig", "etwas zu wenig", "gerade richtig", "etwas zu viel")
    assert read_scale(_scale(*amount), "ohne") == Reading(_scale(*amount).answers[:4])
    assert not read_scale(_scale("rot", "grün"), "").good
    assert not read_scale(_scale(*SAFE, kind=QuestionType.SINGLE), "positiv").good


def test_yes_in_several_shades_is_added_up_to_yes() -> None:
    reading = read_scale(_scale("nein", "ja, einmal", "ja, mehrmals", kind=QuestionType.MATRIX), "negativ")
    assert (reading.good, reading.summary, reading.summary_codes) == (0, "ja", (2, 3))


def test_long_scale_is_told_by_its_mean() -> None:
    reading = read_scale(_scale(*map(str, range(11)), first=0), "positiv")
    assert (reading.mean, reading.good, reading.summary) == (True, 0, "")


def test_scale_without_answers_has_no_end() -> None:
    assert not good_end([], "positiv")
    assert read_scale(_scale(), "positiv") == Reading(())


@pytest.mark.parametrize(
    ("labels", "others", "words"),
    [
        (["nie"], [], "nie"),
        (["täglich", "mindestens einmal"], [], "täglich oder mindestens einmal"),
        (["sehr sicher", "sicher"], [], "sehr sicher oder sicher"),
        (["sehr gut", "eher gut", "etwas gut"], ["schlecht"], "gut"),
    ],
)
def test_answers_together_in_words(labels: list[str], others: list[str], words: str) -> None:
    assert together(labels, others) == words
