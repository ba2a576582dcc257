"""A questionnaire with every kind of question and answers made by chance from a fixed seed, for tests of results."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coordinator_app.domain.answers import AnswerMode, NewSheet
from coordinator_app.domain.questionnaire_rules import variables
from coordinator_app.domain.questionnaires import Answer, Form, FormQuestion, Layout, MatrixRow, QuestionType
from coordinator_app.domain.results import Result
from coordinator_app.services.evaluation_tables import View
from coordinator_app.services.workspace import Workspace

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SIZE = 240
Table = NDArray[np.int32]


def _answers(*labels: str, more: tuple[Answer, ...] = ()) -> tuple[Answer, ...]:
    return (*(Answer(code, label) for code, label in enumerate(labels, start=1)), *more)


SAFE = _answers("sehr sicher", "eher sicher", "eher unsicher", "sehr unsicher", more=(Answer(-8, "weiß nicht"),))
DISTRICTS = _answers("Altstadt", "Neustadt", "Aue")
ROWS = tuple(MatrixRow(name, label) for name, label in (("a", "Licht"), ("b", "Streifen"), ("c", "Sauberkeit")))


def _question(key: str, variable: str, kind: QuestionType, **more: Any) -> FormQuestion:
    given = {"block": "Sicherheit", "wording": f"Frage {key}?", "title": f"Titel {variable}", **more}
    return FormQuestion(key=key, type=kind, variable=variable, **given)


FORM = Form(
    title="Befragung",
    municipality="Mühlwerda",
    questions=(
        _question("1", "S", QuestionType.SCALE, answers=SAFE, item="E04"),
        _question("2", "M", QuestionType.MATRIX, answers=SAFE, rows=ROWS, item="E03"),
        _question("3", "H", QuestionType.MULTIPLE, answers=_answers("Licht", "Streifen", "anderes")),
        _question("4", "N", QuestionType.NUMBER, layout=Layout(unit="Jahre")),
        _question("5", "R", QuestionType.RANKING, answers=_answers("Sport", "Kultur", "Jugend")),
        _question(
            "6",
            "W",
            QuestionType.MATRIX,
            rows=ROWS,
            answers=_answers("sehr wichtig", "eher wichtig", "weniger wichtig", "gar nicht wichtig"),
            second=_answers("sehr zufrieden", "eher zufrieden", "eher unzufrieden", "sehr unzufrieden"),
            first_heading="Wie wichtig?",
            second_heading="Wie zufrieden?",
        ),
        _question("7", "T", QuestionType.LONG_TEXT),
        _question(
            "8",
            "Z",
            QuestionType.SCALE,
            answers=tuple(Answer(code, str(code)) for code in range(11)),
            item="E08",
        ),
        _question("9", "Q03", QuestionType.SINGLE, answers=DISTRICTS, item="Q03", block="Person", title="Ortsteil"),
        _question(
            "10", "Q01", QuestionType.SINGLE, answers=_answers("jung", "alt"), item="Q01", block="Person", title="Alter"
        ),
    ),
)
NAMES = [variable.name for variable in variables(FORM)]


def answer_table(seed: int = 7, size: int = SIZE) -> Table:
    """Answers by chance, a copy of their own."""
    return _drawn(seed, size).copy()


@cache
def _drawn(seed: int, size: int) -> Table:
    """Answers by chance; people of the Neustadt feel less safe, eight people live in the Aue."""
    random = np.random.default_rng(seed)
    columns: dict[str, NDArray[Any]] = {}
    district = random.choice([1, 2], size=size)
    district[:8] = 3
    columns["Q03"] = district
    columns["Q01"] = random.choice([1, 2], size=size)
    shares = np.where((district == 2)[:, None], [0.1, 0.25, 0.35, 0.3], [0.35, 0.4, 0.15, 0.1])
    for name in ("S", "M_a", "M_b", "M_c"):
        columns[name] = (random.random(size)[:, None] > shares.cumsum(axis=1)).sum(axis=1).clip(0, 3) + 1
        columns[name][random.random(size) < 0.05] = -8
    for name in ("W_a", "W_b", "W_c", "W_a_2", "W_b_2", "W_c_2"):
        columns[name] = random.choice([1, 2, 3, 4], size=size, p=[0.3, 0.3, 0.2, 0.2])
    for place in (1, 2, 3):
        columns[f"H_{place}"] = (random.random(size) < 0.2 * place).astype(int)
    ranks = np.array([random.permutation(3) + 1 for _ in range(size)])
    columns.update({f"R_{place + 1}": ranks[:, place] for place in range(3)})
    columns["N"] = random.integers(0, 60, size=size)
    columns["Z"] = random.integers(0, 11, size=size)
    columns["T"] = np.full(size, -9)
    return np.stack([columns[name] for name in NAMES], axis=1).astype("<i4")


def fill(
    workspace: Workspace, survey: int, table: Table, form: Form = FORM, texts: dict[int, str] | None = None
) -> None:
    """Answers of a survey; with `texts` by row the last sheet comes from an open link."""
    file = workspace.answers.ensure(survey)
    code = file.add_form(form, f"F{survey:03d}").code
    file.append(
        NewSheet(
            uuid=f"{survey}-{row}",
            form_code=code,
            values=table[row].tobytes(),
            entered_at=NOW,
            mode=AnswerMode.SELF_SELECTED if texts and row == len(table) - 1 else AnswerMode.PAPER,
            texts={"T": texts[row]} if texts and row in texts else {},
        )
        for row in range(len(table))
    )


def answered(workspace: Workspace) -> int:
    """A survey with answers and nothing known about its sample."""
    id = workspace.surveys.create(title="Befragung 2026", year=2026, template="leer", letters=700, undeliverable=20)
    fill(workspace, id, answer_table())
    return id


def shown(workspace: Workspace, survey: int, key: str, **view: Any) -> Result:
    """A result as it may be shown."""
    return workspace.evaluation.result(survey, key, View(**view))
