"""Project quality after the seven Beccaria steps: the answers to the guiding questions (own wording)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class Fulfilment(Vocabulary):
    """How far a question is answered."""

    OPEN = "open", "offen"
    PARTIAL = "partial", "teilweise"
    MET = "met", "erfüllt"
    NOT_APPLICABLE = "not_applicable", "trifft nicht zu"


@dataclass(frozen=True, kw_only=True, slots=True)
class QualityAnswer(Record):
    """The answer of a project to one guiding question; `question_key` names it in the question set `set_version`."""

    kind: ClassVar[str] = "quality_answer"
    label: ClassVar[str] = "Antwort zur Projektqualität"
    plural: ClassVar[str] = "Antworten zur Projektqualität"
    title_field: ClassVar[str] = "question_key"

    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project", required=True)
    set_version: str = attribute("Fragensatz", max_length=20, printable=False)
    question_key: str = attribute("Frage", required=True, max_length=60, printable=False)
    step: int = attribute("Schritt", Kind.INTEGER, default=1)
    answer: str = attribute("Antwort", Kind.LONG_TEXT, searchable=True, max_length=20_000)
    fulfilment: Fulfilment = attribute("Erfüllung", Kind.CHOICE, choices=Fulfilment, default=Fulfilment.OPEN)
    reason: str = attribute("Begründung", max_length=1000, help="Warum die Frage nicht zutrifft.")
    edited_on: date | None = attribute("Bearbeitet am", Kind.DATE, direction="past")
