"""What an import must know about the file: titles to recognise doubles, words to recognise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.storage.models.catalogues import CatalogEntryRow
from coordinator_app.storage.models.contacts import OrganisationRow
from coordinator_app.storage.models.municipality import AreaRow
from coordinator_app.storage.models.projects import ProjectRow

Words = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A stored project as far as doubles are recognised by it."""

    id: int
    number: str
    title: str
    start: date | None
    areas: tuple[str, ...]


def import_candidates(connection: Connection) -> list[Known]:
    """All projects outside the Papierkorb."""
    project, area = ProjectRow.__table__, AreaRow.__table__
    link = ProjectRow.__links__["areas"]
    areas: dict[int, list[str]] = {}
    joined = select(link.c.project_id, area.c.name).join(area, area.c.id == link.c.area_id)
    for project_id, name in connection.execute(joined):
        areas.setdefault(project_id, []).append(name)
    query = select(project.c.id, project.c.number, project.c.title, project.c.start).where(
        project.c.deleted_at.is_(None)
    )
    rows = connection.execute(query.order_by(project.c.id))
    return [Known(id, number, title, start, tuple(areas.get(id, ()))) for id, number, title, start in rows]


def known_words(connection: Connection) -> Mapping[str, list[Words]]:
    """(id, label, short form) by kind: every catalogue by its key, „area“, „organisation“ and „project“."""
    found: dict[str, list[Words]] = {str(catalogue.value): [] for catalogue in Catalogue}
    entry, area, organisation = CatalogEntryRow.__table__, AreaRow.__table__, OrganisationRow.__table__
    query = select(entry.c.catalogue, entry.c.id, entry.c.label, entry.c.short).where(entry.c.deleted_at.is_(None))
    for catalogue, id, label, short in connection.execute(query.order_by(entry.c.position)):
        found.setdefault(str(catalogue), []).append((id, label, short))
    areas = select(area.c.id, area.c.name).where(area.c.deleted_at.is_(None)).order_by(area.c.id)
    found["area"] = [(id, name, "") for id, name in connection.execute(areas)]
    names = select(organisation.c.id, organisation.c.name, organisation.c.short_name)
    rows = connection.execute(names.where(organisation.c.deleted_at.is_(None)).order_by(organisation.c.id))
    found["organisation"] = [(id, name, short) for id, name, short in rows]
    project = ProjectRow.__table__
    titles = select(project.c.id, project.c.title, project.c.number).where(project.c.deleted_at.is_(None))
    found["project"] = [(id, title, number) for id, title, number in connection.execute(titles.order_by(project.c.id))]
    return found
