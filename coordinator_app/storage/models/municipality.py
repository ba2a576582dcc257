"""Tables of the municipality, its areas and places."""

from datetime import date

from sqlalchemy import ForeignKey

from coordinator_app.domain.municipality import Area, AreaKind, GenderForm, Municipality, MunicipalityKind, Place
from coordinator_app.storage.models.base import Mapped, RecordRow, mapped_column


class MunicipalityRow(RecordRow):
    """A municipality."""

    __tablename__ = "municipality"
    __record__ = Municipality

    name: Mapped[str]
    municipality_kind: Mapped[MunicipalityKind]
    official_key: Mapped[str]
    district: Mapped[str]
    police_directorate: Mapped[str]
    police_station: Mapped[str]
    inhabitants: Mapped[int | None]
    inhabitants_on: Mapped[date | None]
    street: Mapped[str]
    postcode: Mapped[str]
    town: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    website: Mapped[str]
    office: Mapped[str]
    cooperation_since: Mapped[date | None]
    funding_sentence: Mapped[str]
    gender_form: Mapped[GenderForm]
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    house_template_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    is_own: Mapped[bool]


class AreaRow(RecordRow):
    """A part of the municipality."""

    __tablename__ = "area"
    __record__ = Area

    name: Mapped[str]
    area_kind: Mapped[AreaKind]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id", ondelete="SET NULL"))
    code: Mapped[str]
    inhabitants: Mapped[int | None]
    hectares: Mapped[float | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]


class PlaceRow(RecordRow):
    """A place where something happens."""

    __tablename__ = "place"
    __record__ = Place

    name: Mapped[str]
    address: Mapped[str]
    room: Mapped[str]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
