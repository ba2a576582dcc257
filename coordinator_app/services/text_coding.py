"""Open answers: categories, and which answer belongs to which; texts never enter the municipality file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.domain.evaluation import CodeCategory
from coordinator_app.domain.evaluation_plan import Part
from coordinator_app.domain.redaction import redacted
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.services.answers import Answers
    from coordinator_app.services.evaluation import Evaluation

HELP = "auswertung"


@dataclass(frozen=True, slots=True)
class CodedText:
    """One written answer with its categories; `shown` is the text without what may point at somebody."""

    sheet_id: int
    variable: str
    text: str
    shown: str
    categories: tuple[int, ...]


class TextCoding:
    """Verbs on categories and their assignment."""

    def __init__(self, store: Store, evaluation: "Evaluation", answers: "Answers") -> None:
        self._store = store
        self._evaluation = evaluation
        self._answers = answers

    def parts(self, survey_id: int, key: str) -> tuple[Part, ...]:
        """The variables with texts of a question."""
        subject = self._evaluation.prepared(survey_id).subject(key)
        return subject.texts if subject is not None else ()

    def texts(self, survey_id: int, variable: str) -> list[CodedText]:
        """The written answers of the drawn sample, those without a category first, then in order of entry."""
        found = self._evaluation.prepared(survey_id).texts.get(variable, ())
        texts = [CodedText(each.sheet_id, variable, each.text, redacted(each.text), each.categories) for each in found]
        return sorted(texts, key=_coded)

    def categories(self, survey_id: int, variable: str) -> list[CodeCategory]:
        """The categories of a variable by code."""
        with self._store.read() as unit:
            return unit.find(CodeCategory, survey_id=survey_id, variable=variable, order="code,id")

    def add(self, survey_id: int, variable: str, title: str) -> int:
        """A new category with the next code; returns the code. The same name twice is one."""
        title = title.strip()
        if not title:
            raise UserError("Bitte geben Sie der Kategorie einen Namen.", help_topic=HELP)
        with self._store.write("Kategorie angelegt") as unit:
            known = unit.find(CodeCategory, survey_id=survey_id, variable=variable, deleted=None)
            for category in known:
                if category.title.casefold() == title.casefold() and category.deleted_at is None:
                    return category.code
            code = max((category.code for category in known), default=0) + 1
            unit.add(CodeCategory(survey_id=survey_id, variable=variable, code=code, title=title))
            return code

    def rename(self, id: int, title: str) -> None:
        """Another name for a category."""
        with self._store.write("Kategorie umbenannt") as unit:
            unit.change(CodeCategory, id, None, title=title.strip())

    def discard(self, id: int) -> None:
        """Move a category to the Papierkorb; answers keep its code and show it again when it comes back."""
        with self._store.write("Kategorie gelöscht") as unit:
            unit.discard(CodeCategory, id)

    def assign(self, survey_id: int, variable: str, codes: Mapping[int, Sequence[int]]) -> None:
        """Set the categories of answers by sheet id."""
        file = self._answers.file(survey_id)
        if file is None:
            raise UserError("Die Antwortdatei dieser Erhebung fehlt.", help_topic=HELP)
        file.set_categories(variable, {sheet: tuple(sorted(set(found))) for sheet, found in codes.items()})


def _coded(text: CodedText) -> bool:
    return bool(text.categories)
