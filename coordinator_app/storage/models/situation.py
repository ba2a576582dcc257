"""Tables of the town's process, its figures and site walks, and of remembered imports."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint

from coordinator_app.domain.data_series import DataPoint, DataSeries, DataSource, Measure, PeriodKind
from coordinator_app.domain.import_profiles import ImportProfile
from coordinator_app.domain.process import ProcessStep, StepState
from coordinator_app.domain.site_walks import SiteWalk, SiteWalkFinding, WalkState
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class ProcessStepRow(RecordRow):
    """Prozessschritt."""

    __tablename__ = "process_step"
    __record__ = ProcessStep
    position: Mapped[int]
    title: Mapped[str]
    state: Mapped[StepState]
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id", ondelete="SET NULL"))
    text: Mapped[str]
    is_seed: Mapped[bool]


class DataSourceRow(RecordRow):
    """Datenquelle."""

    __tablename__ = "data_source"
    __record__ = DataSource
    title: Mapped[str]
    publisher: Mapped[str]
    licence: Mapped[str]
    location: Mapped[str]
    dated: Mapped[date | None]
    remarks: Mapped[str]


class DataSeriesRow(RecordRow):
    """Kennzahlreihe."""

    __tablename__ = "data_series"
    __record__ = DataSeries
    source_id: Mapped[int | None] = mapped_column(ForeignKey("data_source.id", ondelete="SET NULL"))
    title: Mapped[str]
    key: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    unit: Mapped[str]
    measure: Mapped[Measure]
    population_id: Mapped[int | None] = mapped_column(ForeignKey("data_series.id", ondelete="SET NULL"))
    rate_base: Mapped[int]
    caveats: Mapped[str]
    period_kind: Mapped[PeriodKind]
    breaks: Mapped[str]
    public: Mapped[bool]


class DataPointRow(RecordRow):
    """Wert."""

    __tablename__ = "data_point"
    __record__ = DataPoint
    __table_args__ = (UniqueConstraint("series_id", "period"),)
    series_id: Mapped[int] = mapped_column(ForeignKey("data_series.id", ondelete="CASCADE"))
    period: Mapped[str]
    value: Mapped[float | None]
    comment: Mapped[str]


class SiteWalkRow(RecordRow):
    """Begehung."""

    __tablename__ = "site_walk"
    __record__ = SiteWalk
    title: Mapped[str]
    walked_on: Mapped[date | None]
    time_of_day: Mapped[str]
    weather: Mapped[str]
    place: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    participants: Mapped[str]
    occasion: Mapped[str]
    state: Mapped[WalkState]
    summary: Mapped[str]


class SiteWalkFindingRow(RecordRow):
    """Befund der Begehung."""

    __tablename__ = "site_walk_finding"
    __record__ = SiteWalkFinding
    walk_id: Mapped[int] = mapped_column(ForeignKey("site_walk.id", ondelete="CASCADE"))
    position: Mapped[int]
    spot: Mapped[str]
    feature_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    rating: Mapped[int | None]
    text: Mapped[str]
    measure: Mapped[str]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id", ondelete="SET NULL"))


class ImportProfileRow(RecordRow):
    """Importvorlage."""

    __tablename__ = "import_profile"
    __record__ = ImportProfile
    title: Mapped[str]
    subject: Mapped[str]
    headings: Mapped[str]
    mapping: Mapped[str]
