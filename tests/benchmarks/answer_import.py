"""100,000 answers of 60 questions as CSV: read, checked, stored and shown with the report.

python tests/benchmarks/answer_import.py         # seconds of processor time of each step
"""

import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

ROWS, QUESTIONS = 100_000, 60
LIMIT = 3.0
"""Seconds from the file to stored answers and their report."""


@dataclass
class Taken:
    """Seconds of processor time of each step."""

    reading: float
    checking: float
    storing: float
    showing: float
    report: float

    @property
    def whole(self) -> float:
        """From the file to stored and shown with report."""
        return self.reading + self.checking + self.storing + self.showing + self.report


def measure(folder: Path, rows: int = ROWS) -> Taken:
    """Make a survey and a file, and take it in once."""
    from coordinator_app.domain.questionnaires import Answer, QuestionType, answers_text
    from coordinator_app.domain.surveys import Question
    from coordinator_app.services.workspace import Workspace

    workspace = Workspace.create(folder / "gross.kpr", user="Test")
    survey = workspace.surveys.create(title="Gross", year=2026, template="leer")
    paper = workspace.surveys.questionnaires(survey)[0].id
    answers = answers_text(tuple(Answer(code, f"Antwort {code}") for code in range(1, 6)))
    with workspace.store.write("Fragen") as unit:
        for place in range(QUESTIONS):
            unit.add(
                Question(
                    questionnaire_id=paper,
                    position=place,
                    block="Block",
                    type=QuestionType.SINGLE,
                    title=f"V{place}",
                    wording=f"Frage {place}?",
                    variable=f"V{place:02d}",
                    answers=answers,
                )
            )
    workspace.surveys.update_questionnaire(paper, None, page_limit=16)
    workspace.surveys.freeze(paper)
    path = folder / "gross.csv"
    write_csv(path, rows)
    taken = _take(workspace, survey, path, rows)
    workspace.close()
    return taken


def write_csv(path: Path, rows: int) -> None:
    """Answers 1 to 5 and now and then none, with numbers of the rows."""
    import numpy as np

    codes = np.random.default_rng(20_260_504).integers(0, 6, (rows, QUESTIONS))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("id;" + ";".join(f"V{place:02d}" for place in range(QUESTIONS)) + "\r\n")
        for number, row in enumerate(codes.tolist(), 1):
            file.write(f"{number};" + ";".join(str(code) if code else "" for code in row) + "\r\n")


def _take(workspace: "object", survey: int, path: Path, rows: int) -> Taken:
    from coordinator_app.services.workspace import Workspace

    assert isinstance(workspace, Workspace)
    service = workspace.answer_import
    moments = [time.process_time()]
    opened = service.open(survey, path)
    moments.append(time.process_time())
    plan = service.plan(opened, service.proposed(opened))
    moments.append(time.process_time())
    result = service.run(plan)
    moments.append(time.process_time())
    assert result.new == rows
    joined = workspace.answers.joined(survey)
    assert joined.size == rows
    moments.append(time.process_time())
    assert service.report(plan, result)
    moments.append(time.process_time())
    return Taken(*(end - begin for begin, end in pairwise(moments)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        found = measure(Path(place))
    for name, seconds in vars(found).items():
        sys.stdout.write(f"{name:10}{seconds:8.3f} s\n")
    sys.stdout.write(f"whole     {found.whole:8.3f} s (goal {LIMIT:.0f} s)\n")
