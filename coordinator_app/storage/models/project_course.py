"""Tables of the course of a project: quality answers, milestones, events, evaluations, confirmations."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Table, UniqueConstraint

from coordinator_app.domain.project_course import (
    Confirmation,
    ConfirmationReply,
    Evaluation,
    EvaluationDesign,
    EvaluationKind,
    EvaluationSubject,
    Event,
    EventState,
    Milestone,
    MilestoneState,
)
from coordinator_app.domain.quality import Fulfilment, QualityAnswer
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column


class QualityAnswerRow(RecordRow):
    """Antwort zur Projektqualität."""

    __tablename__ = "quality_answer"
    __record__ = QualityAnswer
    __table_args__ = (UniqueConstraint("project_id", "question_key"),)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    set_version: Mapped[str]
    question_key: Mapped[str]
    step: Mapped[int]
    answer: Mapped[str]
    fulfilment: Mapped[Fulfilment]
    reason: Mapped[str]
    edited_on: Mapped[date | None]


class MilestoneRow(RecordRow):
    """Meilenstein."""

    __tablename__ = "milestone"
    __record__ = Milestone
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    title: Mapped[str]
    planned_on: Mapped[date | None]
    reached_on: Mapped[date | None]
    state: Mapped[MilestoneState]


class EventRow(RecordRow):
    """Veranstaltung."""

    __tablename__ = "event"
    __record__ = Event
    __links__: ClassVar[dict[str, Table]] = {
        "projects": link_table("event_project", "event", "project"),
        "organisers": link_table("event_organiser", "event", "organisation"),
        "target_groups": link_table("event_target_group", "event", "catalog_entry"),
    }
    title: Mapped[str]
    event_kind_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    state: Mapped[EventState]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    place: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    field_of_action_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    planned_participants: Mapped[int | None]
    participants: Mapped[int | None]
    costs: Mapped[int | None]
    press: Mapped[str]
    outcome: Mapped[str]


class EvaluationRow(RecordRow):
    """Evaluation."""

    __tablename__ = "evaluation"
    __record__ = Evaluation
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    evaluation_kind: Mapped[EvaluationKind]
    subject: Mapped[EvaluationSubject]
    design: Mapped[EvaluationDesign]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    method: Mapped[str]
    result: Mapped[str]
    conclusion: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))


class ConfirmationRow(RecordRow):
    """Bestätigung."""

    __tablename__ = "confirmation"
    __record__ = Confirmation
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    asked_on: Mapped[date | None]
    reply: Mapped[ConfirmationReply]
    replied_on: Mapped[date | None]
    answered_by: Mapped[str]
    changes: Mapped[str]
