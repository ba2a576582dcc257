"""Tables of goals, their indicators and measured values."""

from datetime import date

from sqlalchemy import ForeignKey

from coordinator_app.domain.goals import (
    Direction,
    Goal,
    GoalLevel,
    GoalStatus,
    Indicator,
    IndicatorType,
    Measurement,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class GoalRow(RecordRow):
    """What shall be different."""

    __tablename__ = "goal"
    __record__ = Goal
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id", ondelete="SET NULL"))
    level: Mapped[GoalLevel]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"))
    text: Mapped[str]
    is_specific: Mapped[bool]
    is_measurable: Mapped[bool]
    is_accepted: Mapped[bool]
    is_realistic: Mapped[bool]
    is_timed: Mapped[bool]
    due: Mapped[date | None]
    status: Mapped[GoalStatus]
    assessment: Mapped[str]


class IndicatorRow(RecordRow):
    """How a goal is measured."""

    __tablename__ = "indicator"
    __record__ = Indicator
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"))
    name: Mapped[str]
    unit: Mapped[str]
    direction: Mapped[Direction]
    indicator_type: Mapped[IndicatorType]
    baseline: Mapped[float | None]
    baseline_on: Mapped[date | None]
    target: Mapped[float | None]
    target_on: Mapped[date | None]
    source: Mapped[str]
    method: Mapped[str]
    interval: Mapped[str]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("data_series.id", ondelete="SET NULL"))


class MeasurementRow(RecordRow):
    """One measured value."""

    __tablename__ = "measurement"
    __record__ = Measurement
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    measured_on: Mapped[date]
    value: Mapped[float]
    spread: Mapped[str]
    source: Mapped[str]
    comment: Mapped[str]
