"""Tables of reports and their runs."""

from datetime import date, datetime

from sqlalchemy import ForeignKey

from coordinator_app.domain.reports import Report, ReportKind, ReportRun, ReportState, ReportVariant
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class ReportRow(RecordRow):
    """A Bericht."""

    __tablename__ = "report"
    __record__ = Report
    report_kind: Mapped[ReportKind]
    title: Mapped[str]
    state: Mapped[ReportState]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    addressee: Mapped[str]
    reference: Mapped[str]
    asked_on: Mapped[date | None]
    settings: Mapped[str]


class ReportRunRow(RecordRow):
    """A Stand of a Bericht."""

    __tablename__ = "report_run"
    __record__ = ReportRun
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    made_at: Mapped[datetime | None]
    variant: Mapped[ReportVariant]
    file_format: Mapped[str]
    data_hash: Mapped[str]
    content: Mapped[str]
    remarks: Mapped[str]
