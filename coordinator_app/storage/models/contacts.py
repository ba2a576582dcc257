"""Tables of organisations, persons, how to reach them, what they do and why their data is kept."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Table

from coordinator_app.domain.contacts import (
    Affiliation,
    Channel,
    ContactPoint,
    Ground,
    Organisation,
    OrganisationStatus,
    Person,
    PersonStatus,
    PrivacyBasis,
    Purpose,
    Salutation,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column


class OrganisationRow(RecordRow):
    """A partner of the network."""

    __tablename__ = "organisation"
    __record__ = Organisation
    __links__: ClassVar[dict[str, Table]] = {
        "fields_of_action": link_table("organisation_field_of_action", "organisation", "catalog_entry"),
        "areas": link_table("organisation_area", "organisation", "area"),
    }
    name: Mapped[str]
    short_name: Mapped[str]
    organisation_kind_id: Mapped[int | None] = mapped_column(ForeignKey("catalog_entry.id", ondelete="SET NULL"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    street: Mapped[str]
    postcode: Mapped[str]
    town: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    website: Mapped[str]
    partner_since: Mapped[date | None]
    partner_until: Mapped[date | None]
    status: Mapped[OrganisationStatus]


class PersonRow(RecordRow):
    """A contact person."""

    __tablename__ = "person"
    __record__ = Person
    display_name: Mapped[str]
    salutation: Mapped[Salutation]
    academic_title: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    letter_salutation: Mapped[str]
    language: Mapped[str]
    status: Mapped[PersonStatus]
    blocked_on: Mapped[date | None]
    blocked_reason: Mapped[str]


class ContactPointRow(RecordRow):
    """One way to reach a person."""

    __tablename__ = "contact_point"
    __record__ = ContactPoint
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    channel: Mapped[Channel]
    value: Mapped[str]
    is_business: Mapped[bool]
    is_preferred: Mapped[bool]


class AffiliationRow(RecordRow):
    """What a person does for an organisation."""

    __tablename__ = "affiliation"
    __record__ = Affiliation
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    function: Mapped[str]
    department: Mapped[str]
    start: Mapped[date | None]
    end: Mapped[date | None]
    is_main_contact: Mapped[bool]


class PrivacyBasisRow(RecordRow):
    """Why and how long a person's data may be kept."""

    __tablename__ = "privacy_basis"
    __record__ = PrivacyBasis
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose]
    ground: Mapped[Ground]
    source: Mapped[str]
    dated: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    withdrawn_on: Mapped[date | None]
    informed_on: Mapped[date | None]
    review_on: Mapped[date | None]
    delete_after: Mapped[date | None]
