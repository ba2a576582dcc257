"""The typeset form of 16 pages after an edit: setting it, and the whole way from the stored edit to the screen.

python tests/benchmarks/questionnaire_form.py        # seconds of each, on a fresh file with the long form
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.theme import Theme
from tests.benchmarks import project_page

if TYPE_CHECKING:
    from coordinator_app.gui.pages.surveys.designer import DesignerPane
    from coordinator_app.services.surveys import Surveys

_PAGES = 16
_PATIENCE_MS = 20_000


@dataclass
class Taken:
    """Seconds of processor time of every repetition (the machine may be busy with other things).

    `first` sets the whole form as after the start, `setting` again after an edit of one wording, `shorter` after a
    question in the middle is taken out (all numbers behind it change); `edit` is from a stored edit until the sheet
    in the window shows it, the processor time of all threads and the pause the designer makes for further keys.
    """

    first: list[float] = field(default_factory=list[float])
    setting: list[float] = field(default_factory=list[float])
    shorter: list[float] = field(default_factory=list[float])
    edit: list[float] = field(default_factory=list[float])


def measure(runs: int) -> Taken:
    """Edit the long form `runs` times."""
    from coordinator_app.documents.questionnaire_sheet import draft_sheet

    taken = Taken()
    with _opened() as context:
        surveys = context.workspace.surveys
        survey = surveys.create(title="Messung", year=2026, template="lang16")
        questionnaire = surveys.questionnaires(survey)[0].id
        _fill(surveys, questionnaire)
        form = surveys.form(questionnaire)
        taken.first.append(_seconds(partial(draft_sheet, form)))
        for turn in range(max(3, runs)):
            middle = len(form.questions) // 2 + turn
            asked = form.questions[middle]
            edited = replace(asked, wording=f"{asked.wording} Lauf {turn}")
            others = form.questions[:middle], form.questions[middle + 1 :]
            changed = replace(form, questions=(*others[0], edited, *others[1]))
            taken.setting.append(_seconds(partial(draft_sheet, changed)))
            shorter = replace(form, questions=(*others[0], *others[1]))
            taken.shorter.append(_seconds(partial(draft_sheet, shorter)))
        taken.edit += _edits(context, questionnaire, runs)
    return taken


def _fill(surveys: "Surveys", questionnaire: int) -> None:
    """Take items of the bank until the form has sixteen pages."""
    used = {question.item for question in surveys.designer(questionnaire).questions}
    for item in surveys.bank.items:
        if item.id not in used and item.question.type is QuestionType.MATRIX:
            if surveys.sheet(questionnaire).geometry.pages >= _PAGES:
                return
            surveys.questions.add_item(questionnaire, item.id)


def _edits(context: AppContext, questionnaire: int, runs: int) -> list[float]:
    """Seconds from a stored edit to the sheet shown in the designer."""
    from coordinator_app.gui.pages.surveys.designer import PAUSE_MS, DesignerPane

    pane = DesignerPane(context)
    pane.resize(1310, 690)
    pane.show()
    found: list[float] = []
    shown: list[float] = []
    pane.sheet_shown.connect(lambda: shown.append(time.process_time()))
    _wait(shown, partial(pane.show_questionnaire, questionnaire))
    for turn in range(max(3, runs)):
        begin = time.process_time()
        _wait(shown, partial(_edit, pane, questionnaire, turn))
        found.append(shown[-1] - begin + PAUSE_MS / 1000)
    pane.sheet.release()
    pane.close()
    return found


def _edit(pane: "DesignerPane", questionnaire: int, turn: int) -> None:
    """Change one wording as the field of the properties does, and read it again as the page does."""
    if pane.designer is None:
        message = "the designer shows nothing"
        raise RuntimeError(message)
    free = [question for question in pane.designer.questions if not question.comparison]
    question = free[len(free) // 2]
    pane.choose(question.id)
    pane._surveys.questions.update(question.id, None, wording=f"{question.wording} Lauf {turn}")  # noqa: SLF001
    pane.show_questionnaire(questionnaire)


def _wait(shown: list[float], act: Callable[[], object]) -> None:
    before = len(shown)
    act()
    begin = time.perf_counter()
    while len(shown) == before:
        QTest.qWait(2)
        if time.perf_counter() - begin > _PATIENCE_MS / 1000:
            message = "the sheet was not set in time"
            raise RuntimeError(message)


@contextmanager
def _opened() -> Iterator[AppContext]:
    from coordinator_app.services.workspace import Workspace

    application = QApplication.instance() or QApplication([])
    Theme(application).start("hell")  # type: ignore[arg-type]  # it is the one made here
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "messung.kpr", user="Messung")
        workspace.municipality.create(name="Mühlwerda")
        for name in ("Altmühl", "Kernstadt", "Neudorf"):
            workspace.municipality.add_area(name=name)
        yield project_page.context_of(workspace, Path(folder))
        workspace.store.close()


def _seconds(act: Callable[[], object]) -> float:
    begin = time.process_time()
    act()
    return time.process_time() - begin


if __name__ == "__main__":
    found = measure(7)
    for name, values in vars(found).items():
        sys.stdout.write(f"{name:10}{statistics.median(values) * 1000:9.1f} ms\n")
