"""Laws of the printed sheet for forms of any shape: every answer has its place, nothing overlaps or is cut off."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.documents.questionnaire_sheet import draft_sheet
from coordinator_app.documents.sheet_geometry import LARGE, MEASURES, Mark
from coordinator_app.domain.questionnaire_findings import MOST_COLUMNS, MOST_COLUMNS_OF_TWO
from coordinator_app.domain.questionnaires import (
    WITH_ANSWERS,
    WITH_ROWS,
    Answer,
    Form,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
)

WORDS = ("ja", "sehr zufrieden", "eher unzufrieden", "Sachbeschädigung", "weiß ich nicht genau", "7")
FIELDS = frozenset({"box", "digits", "text", "line"})
words = st.sampled_from(WORDS)


@st.composite
def answers(draw: st.DrawFn, most: int, *, text: bool) -> tuple[Answer, ...]:
    count = draw(st.integers(2, most))
    given_answers = [Answer(code, draw(words), text=text and draw(st.booleans())) for code in range(1, count)]
    missing = draw(st.booleans())
    return (*given_answers, Answer(-8 if missing and count > 2 else count, draw(words)))


@st.composite
def questions(draw: st.DrawFn, key: str) -> FormQuestion:
    kind = draw(st.sampled_from(list(QuestionType)))
    two = kind is QuestionType.MATRIX and draw(st.booleans())
    half = MOST_COLUMNS_OF_TWO // 2
    most = {QuestionType.TEXT_TABLE: 4, QuestionType.SCALE: MOST_COLUMNS}.get(kind, half if two else 9)
    rows = draw(st.integers(1, 20)) if kind in WITH_ROWS else 0
    asked = FormQuestion(
        key=key,
        block="Block",
        type=kind,
        wording="Wie beurteilen Sie das Folgende in Ihrem Ortsteil?",
        rows=tuple(MatrixRow(f"r{n}", draw(words), draw(st.booleans())) for n in range(rows)),
        answers=draw(answers(most, text=kind in (QuestionType.SINGLE, QuestionType.MULTIPLE)))
        if kind in WITH_ANSWERS
        else (),
        layout=Layout(
            columns=draw(st.integers(0, 2)), lines=draw(st.integers(1, 3)), poles_only=draw(st.booleans()), digits=5
        ),
    )
    if two:
        second = draw(answers(half, text=False))
        asked = replace(asked, second=second, first_heading="Kenne ich", second_heading="Ist wichtig", row_filter=(1,))
    return asked


@st.composite
def forms(draw: st.DrawFn) -> Form:
    asked = tuple(draw(questions(f"q{n}")) for n in range(draw(st.integers(1, 6))))
    look = {"large_print": draw(st.booleans()), "language": draw(st.sampled_from(("de", "ar")))}
    return replace(Form(title="Befragung", municipality="Mühlwerda", questions=asked), **look)


def apart(first: Mark, second: Mark) -> float:
    """The gap between two marks in mm; negative where they overlap."""
    across = max(first.x - second.x - second.w, second.x - first.x - first.w)
    down = max(first.y - second.y - second.h, second.y - first.y - first.h)
    return max(across, down)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(forms())
def test_every_answer_has_a_place_of_its_own_inside_its_question(form: Form) -> None:
    geometry = draft_sheet(form).geometry
    measures = LARGE if form.large_print else MEASURES
    marks = [mark for mark in geometry.marks if mark.kind in FIELDS]
    boxes = {(mark.question, mark.row, mark.code, mark.second) for mark in marks if mark.kind == "box"}
    for question in form.questions:
        if question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.SCALE, QuestionType.MATRIX):
            rows = [row.name for row in question.rows] or [""]
            scales = ((question.answers, False), (question.second, True))
            wanted = {
                (question.key, row, answer.code, second) for row in rows for scale, second in scales for answer in scale
            }
            assert wanted <= boxes
    for page in range(1, geometry.pages + 1):
        here = [mark for mark in marks if mark.page == page]
        frames = [mark for mark in geometry.marks if mark.kind == "question" and mark.page == page]
        for index, mark in enumerate(here):
            assert mark.x >= 18 + 5
            assert mark.x + mark.w <= 210 - 18 - 5
            assert mark.y >= measures.top - 0.1
            assert mark.y + mark.h <= 297 - measures.bottom + 0.3
            assert any(
                frame.question == mark.question and frame.y <= mark.y and mark.y + mark.h <= frame.y + frame.h + 0.3
                for frame in frames
            )
            for other in here[index + 1 :]:
                gap = apart(mark, other)
                assert gap >= (2.98 if mark.kind == other.kind == "box" else -0.3), (mark, other)
