"""Tables of sample, translations and evaluation of surveys."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint

from coordinator_app.domain.evaluation import (
    CodeCategory,
    FindingState,
    RecordedLink,
    ReportChapterText,
    SurveyFinding,
    SurveyIndex,
)
from coordinator_app.domain.question_translations import QuestionnaireTranslation, QuestionTranslation
from coordinator_app.domain.sampling import RegisterMargin, SampleDraw, SurveyStratum
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class SurveyStratumRow(RecordRow):
    """Schicht."""

    __tablename__ = "survey_stratum"
    __record__ = SurveyStratum
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    title: Mapped[str]
    position: Mapped[int]
    code: Mapped[int | None]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    inhabitants: Mapped[int | None]
    letters: Mapped[int | None]
    undeliverable: Mapped[int | None]


class SampleDrawRow(RecordRow):
    """Ziehung."""

    __tablename__ = "sample_draw"
    __record__ = SampleDraw
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    title: Mapped[str]
    drawn_at: Mapped[datetime | None]
    seed: Mapped[int]
    file_hash: Mapped[str]
    frame: Mapped[int]
    drawn: Mapped[int]
    one_per_household: Mapped[bool]
    counts: Mapped[str]
    deleted_on: Mapped[date | None]
    deleted_by: Mapped[str]


class RegisterMarginRow(RecordRow):
    """Registerzahl."""

    __tablename__ = "register_margin"
    __record__ = RegisterMargin
    __table_args__ = (UniqueConstraint("survey_id", "variable", "codes"),)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    variable: Mapped[str]
    codes: Mapped[str]
    label_text: Mapped[str]
    position: Mapped[int]
    persons: Mapped[int]


class QuestionnaireTranslationRow(RecordRow):
    """Sprachfassung."""

    __tablename__ = "questionnaire_translation"
    __record__ = QuestionnaireTranslation
    __table_args__ = (UniqueConstraint("questionnaire_id", "language"),)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id", ondelete="CASCADE"))
    language: Mapped[str]
    title: Mapped[str]
    subtitle: Mapped[str]
    introduction: Mapped[str]
    closing: Mapped[str]
    blocks: Mapped[str]
    checked_by: Mapped[str]
    checked_on: Mapped[date | None]
    source_hash: Mapped[str]


class QuestionTranslationRow(RecordRow):
    """Übersetzung."""

    __tablename__ = "question_translation"
    __record__ = QuestionTranslation
    __table_args__ = (UniqueConstraint("question_id", "language"),)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    language: Mapped[str]
    wording: Mapped[str]
    instruction: Mapped[str]
    answers: Mapped[str]
    second_answers: Mapped[str]
    matrix_rows: Mapped[str]
    headings: Mapped[str]
    unit: Mapped[str]
    source_hash: Mapped[str]


class SurveyFindingRow(RecordRow):
    """Befund der Befragung."""

    __tablename__ = "survey_finding"
    __record__ = SurveyFinding
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    title: Mapped[str]
    statement: Mapped[str]
    variable: Mapped[str]
    group_label: Mapped[str]
    value: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    answers: Mapped[int | None]
    taken_on: Mapped[date | None]
    state: Mapped[FindingState]
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="SET NULL"))
    result: Mapped[str]


class SurveyIndexRow(RecordRow):
    """Index."""

    __tablename__ = "survey_index"
    __record__ = SurveyIndex
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    title: Mapped[str]
    variables: Mapped[str]
    least_valid: Mapped[int]
    rescaled: Mapped[bool]
    meaning: Mapped[str]


class CodeCategoryRow(RecordRow):
    """Kategorie."""

    __tablename__ = "code_category"
    __record__ = CodeCategory
    __table_args__ = (UniqueConstraint("survey_id", "variable", "code"),)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    variable: Mapped[str]
    code: Mapped[int]
    title: Mapped[str]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id", ondelete="SET NULL"))


class RecordedLinkRow(RecordRow):
    """Zuordnung zur Statistik."""

    __tablename__ = "recorded_link"
    __record__ = RecordedLink
    __table_args__ = (UniqueConstraint("survey_id", "variable"),)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    variable: Mapped[str]
    data_series_id: Mapped[int] = mapped_column(ForeignKey("data_series.id", ondelete="CASCADE"))


class ReportChapterTextRow(RecordRow):
    """Text zum Kapitel."""

    __tablename__ = "report_chapter_text"
    __record__ = ReportChapterText
    __table_args__ = (UniqueConstraint("survey_id", "chapter"), UniqueConstraint("report_id", "chapter"))
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    chapter: Mapped[str]
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    left_out: Mapped[bool]
