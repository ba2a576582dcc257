"""Tables of tasks and their history."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Table

from coordinator_app.domain.tasks import Task, TaskEvent, TaskState
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column


class TaskRow(RecordRow):
    """An Aufgabe."""

    __tablename__ = "task"
    __record__ = Task
    # What comes of a record, and what is due: asked for on every page, answered without looking at the rows.
    __table_args__ = (
        Index(None, "source_kind", "source_id", "deleted_at"),
        Index(None, "state", "deleted_at", "due_on", "priority"),
    )
    __links__: ClassVar[dict[str, Table]] = {
        "contributors": link_table("task_contributor", "task", "person"),
    }
    title: Mapped[str]
    description: Mapped[str]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id", ondelete="SET NULL"))
    source_kind: Mapped[str]
    source_id: Mapped[int | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    due_on: Mapped[date | None]
    priority: Mapped[int]
    state: Mapped[TaskState]
    done_on: Mapped[date | None]
    result: Mapped[str]
    reported_in_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    public: Mapped[bool]
    recurrence: Mapped[str]
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"))
    remind_days: Mapped[int]


class TaskEventRow(RecordRow):
    """An entry of a task's history."""

    __tablename__ = "task_event"
    __record__ = TaskEvent
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"))
    happened_at: Mapped[datetime | None]
    text: Mapped[str]
    old_state: Mapped[TaskState | None]
    new_state: Mapped[TaskState | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
