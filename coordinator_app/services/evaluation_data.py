"""The answers of a survey ready to be evaluated: subjects, columns, weights; read once until something changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from coordinator_app.domain.evaluation_plan import Subject, without_rare
from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.domain.results import WeightingReport
from coordinator_app.domain.sampling import SurveyStratum
from coordinator_app.domain.surveys import Survey
from coordinator_app.survey.data_set import DataSet, Design, Places, encode

if TYPE_CHECKING:
    from coordinator_app.domain.evaluation import CodeCategory, SurveyIndex


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """One written answer: the sheet, what stands there, the codes of its categories."""

    sheet_id: int
    text: str
    categories: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Prepared:
    """One survey with its answers. `weighted` and `plain` are the designs with and without weights.

    `texts` holds the written answers by variable, `categories` those of the open questions.
    """

    survey: Survey
    subjects: tuple[Subject, ...]
    data: DataSet
    weighted: Design
    plain: Design
    weighting: WeightingReport
    texts: Mapping[str, Sequence[WrittenAnswer]] = field(default_factory=dict[str, Sequence[WrittenAnswer]])
    categories: Sequence["CodeCategory"] = ()
    indices: Sequence["SurveyIndex"] = ()

    def subject(self, key: str) -> Subject | None:
        """The subject of this key; None when the questionnaire no longer has it."""
        return next((subject for subject in self.subjects if subject.key == key), None)

    def of_variable(self, variable: str) -> Subject | None:
        """The subject a variable belongs to."""
        return next((each for each in self.subjects if any(part.variable == variable for part in each.parts)), None)

    def design(self, *, weighted: bool) -> Design:
        """The design to compute with."""
        return self.weighted if weighted and self.weighting.applied else self.plain


@dataclass(frozen=True, eq=False)
class Grouping:
    """Groups answers are compared by: the place of every row's group (−1 = none), their codes and names.

    `dropped` names groups too small to be shown; they are computed with the others and stand last.
    """

    title: str
    variable: str
    places: Places
    codes: tuple[int, ...]
    labels: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def grouping(prepared: Prepared, key: str) -> Grouping | None:
    """The groups of a subject that has some; None for "" and for what cannot group."""
    subject = prepared.subject(key)
    if subject is None or not subject.groups or subject.variable not in prepared.data:
        return None
    codes = (*subject.codes, *(answer.code for answer in subject.rare))
    places = encode(prepared.data[subject.variable], codes)
    labels = (*subject.labels, *subject.dropped)
    return Grouping(subject.title, subject.variable, places, codes, labels, subject.dropped)


STANDARD_GROUPS = ("Q03", "Q01", "Q02")
"""Items of the bank every question is compared by in the report: Ortsteil, age, sex."""


def standard_groups(prepared: Prepared) -> list[str]:
    """Keys of the subjects every question is compared by, in their order."""
    found = {subject.item: subject.key for subject in prepared.subjects if subject.groups}
    return [found[item] for item in STANDARD_GROUPS if item in found]


def district(subjects: Sequence[Subject], strata: Sequence[SurveyStratum]) -> Subject | None:
    """The question the codes of the strata belong to: one with all of them, that of the bank or with their names."""
    wanted = {stratum.code for stratum in strata if stratum.code is not None}
    if not wanted:
        return None
    titles = {stratum.title for stratum in strata}
    single = [each for each in subjects if each.type is QuestionType.SINGLE and wanted <= set(each.codes)]
    named = [each for each in single if titles <= set(each.labels)]
    of_bank = [each for each in single if each.item == STANDARD_GROUPS[0]]
    return next(iter([*named, *of_bank]), None)


def no_answers() -> DataSet:
    """The data set of a survey nobody has answered yet."""
    return DataSet({}, np.zeros(0, dtype=np.int8), 0)


def shown_codes(subjects: Sequence[Subject]) -> dict[str, tuple[int, ...]]:
    """The codes shown of every variable some answers of which are not."""
    return {subject.variable: subject.codes for subject in subjects if subject.dropped}


def shown_subject(subject: Subject, data: DataSet, least: int) -> Subject:
    """The subject without answers too few people gave."""
    if not data.size or subject.type is not QuestionType.SINGLE:
        return subject
    codes, counts = np.unique(data[subject.variable], return_counts=True)
    return without_rare(subject, dict(zip(codes.tolist(), counts.tolist(), strict=True)), least)


def has_all(subject: Subject, data: DataSet) -> bool:
    """Whether the answers have every column of a subject; without any answers every subject counts."""
    return not data.columns or all(part.variable in data for part in subject.parts)
