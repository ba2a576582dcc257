"""Tables of surveys, questionnaires, their questions, frozen form versions and the legal checklist."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint

from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.domain.surveys import (
    CheckAnswer,
    FormVersion,
    Question,
    Questionnaire,
    Survey,
    SurveyCheck,
    SurveyMode,
    SurveyState,
    TargetAge,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class SurveyRow(RecordRow):
    """An Erhebung."""

    __tablename__ = "survey"
    __record__ = Survey
    title: Mapped[str]
    year: Mapped[int | None]
    target_age: Mapped[TargetAge]
    mode: Mapped[SurveyMode]
    state: Mapped[SurveyState]
    purpose: Mapped[str]
    population: Mapped[str]
    letters: Mapped[int | None]
    field_start: Mapped[date | None]
    field_end: Mapped[date | None]
    contact: Mapped[str]
    wanted_answers: Mapped[int | None]
    expected_return: Mapped[int | None]
    expected_undeliverable: Mapped[int | None]
    undeliverable: Mapped[int | None]
    announced_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    legal_basis: Mapped[str]
    evaluated_by: Mapped[str]
    data_recipients: Mapped[str]
    protection_officer: Mapped[str]
    addresses_until: Mapped[date | None]
    sheets_until: Mapped[date | None]
    results_where: Mapped[str]
    online_address: Mapped[str]
    prizes: Mapped[str]
    signatory: Mapped[str]
    signatory_role: Mapped[str]
    answer_file: Mapped[str]
    destroyed_on: Mapped[date | None]
    destroyed_by: Mapped[str]
    answers_deleted_on: Mapped[date | None]
    answers_deleted_by: Mapped[str]
    final_counts: Mapped[str]
    entry_fields: Mapped[int | None]
    entry_errors: Mapped[int | None]
    weighted: Mapped[bool]
    smallest_count: Mapped[int]
    bracket_below: Mapped[int]
    hide_below: Mapped[int]


class SurveyCheckRow(RecordRow):
    """The answer to one legal question; one row for each point at most."""

    __tablename__ = "survey_check"
    __record__ = SurveyCheck
    __table_args__ = (UniqueConstraint("survey_id", "point"),)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    point: Mapped[str]
    answer: Mapped[CheckAnswer]
    answered_on: Mapped[date | None]
    remark: Mapped[str]


class QuestionnaireRow(RecordRow):
    """A Fragebogen."""

    __tablename__ = "questionnaire"
    __record__ = Questionnaire
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    title: Mapped[str]
    subtitle: Mapped[str]
    introduction: Mapped[str]
    closing: Mapped[str]
    page_limit: Mapped[int]
    large_print: Mapped[bool]
    drawn_correction: Mapped[bool]


class QuestionRow(RecordRow):
    """A Frage; answers, rows and filters are JSON."""

    __tablename__ = "question"
    __record__ = Question
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id", ondelete="CASCADE"))
    position: Mapped[int]
    block: Mapped[str]
    title: Mapped[str]
    type: Mapped[QuestionType]
    wording: Mapped[str]
    instruction: Mapped[str]
    variable: Mapped[str]
    answers: Mapped[str]
    matrix_rows: Mapped[str]
    filters: Mapped[str]
    second_answers: Mapped[str]
    first_heading: Mapped[str]
    second_heading: Mapped[str]
    row_filter: Mapped[str]
    most_marks: Mapped[int]
    answer_columns: Mapped[int]
    lines: Mapped[int]
    digits: Mapped[int]
    unit: Mapped[str]
    poles_only: Mapped[bool]
    seconds: Mapped[int]
    module: Mapped[str]
    construct: Mapped[str]
    item: Mapped[str]
    item_version: Mapped[int]
    item_hash: Mapped[str]
    comparison: Mapped[bool]


class FormVersionRow(RecordRow):
    """A Druckfassung; its number is unique within the questionnaire."""

    __tablename__ = "form_version"
    __record__ = FormVersion
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id", ondelete="CASCADE"))
    number: Mapped[int]
    language: Mapped[str]
    large_print: Mapped[bool]
    code: Mapped[str]
    content_hash: Mapped[str]
    content: Mapped[str]
    geometry: Mapped[str]
    pages: Mapped[int]
    frozen_at: Mapped[datetime | None]
