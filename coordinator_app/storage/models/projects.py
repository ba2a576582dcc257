"""Tables of projects and of those who take part in them; links to needs and resolutions are used from both sides."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Table

from coordinator_app.domain.projects import (
    ActorRole,
    EvidenceLevel,
    Project,
    ProjectActor,
    ProjectStatus,
    ProjectType,
)
from coordinator_app.storage.models.base import Mapped, RecordRow, link_table, mapped_column

project_need = link_table("project_need", "project", "need")
project_resolution = link_table("project_resolution", "project", "resolution")


class ProjectRow(RecordRow):
    """A project or offer; amounts in euro cents."""

    __tablename__ = "project"
    __record__ = Project
    __links__: ClassVar[dict[str, Table]] = {
        "fields_of_action": link_table("project_field_of_action", "project", "catalog_entry"),
        "target_groups": link_table("project_target_group", "project", "catalog_entry"),
        "age_groups": link_table("project_age_group", "project", "catalog_entry"),
        "settings": link_table("project_setting", "project", "catalog_entry"),
        "prevention_types": link_table("project_prevention_type", "project", "catalog_entry"),
        "areas": link_table("project_area", "project", "area"),
        "needs": project_need,
        "resolutions": project_resolution,
    }
    number: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    project_type: Mapped[ProjectType]
    status: Mapped[ProjectStatus] = mapped_column(index=True)
    start: Mapped[date | None]
    end: Mapped[date | None]
    is_permanent: Mapped[bool]
    carrier_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    costs: Mapped[int | None]
    funding: Mapped[int | None]
    funding_source: Mapped[str]
    evidence_level: Mapped[EvidenceLevel | None]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str]
    location: Mapped[str]
    planned_reach: Mapped[int | None]
    green_list_name: Mapped[str]
    is_pit: Mapped[bool]
    is_public: Mapped[bool]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="SET NULL"))
    status_reason: Mapped[str]
    short_description: Mapped[str]
    activities: Mapped[str]
    factors: Mapped[str]
    logic_model: Mapped[str]
    lessons_learned: Mapped[str]


class ProjectActorRow(RecordRow):
    """An organisation or person in a project."""

    __tablename__ = "project_actor"
    __record__ = ProjectActor
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[ActorRole]
    start: Mapped[date | None]
    end: Mapped[date | None]
    contribution: Mapped[str]
