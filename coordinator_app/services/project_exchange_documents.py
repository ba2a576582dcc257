"""The exchange file of a project among the documents: looked at as a page, saved as JSON."""

from typing import Any

from coordinator_app.common.german import format_money
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.documents.exchange_sheet import ExchangeContent, exchange_sheet
from coordinator_app.domain.fields import FieldInfo, Kind, fields_of
from coordinator_app.domain.projects import ActorRole, Project
from coordinator_app.exchange.project_file import ProjectFile, read_project, written
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    dated_stem,
    letterhead_of,
)
from coordinator_app.services.project_exchange import ProjectExchange, shown_value

KEY = "project_exchange"


def _bytes(workspace: Workspace, id: int, options: Options, _context: JobContext) -> bytes:
    data: bytes = ProjectExchange(workspace).export(id, people=bool(options["people"]))
    return data


def _sheet(workspace: Workspace, id: int, options: Options) -> Document:
    """Read back from the very file, so that the page shows what really leaves the house."""
    file = read_project(written(ProjectExchange(workspace).content(id, people=bool(options["people"]))), "Datei")
    declared = fields_of(Project)
    rows = [(declared[name].label, _shown(declared[name], value)) for name, value in file.values.items()]
    rows += [("Träger", file.carrier)] if file.carrier else []
    rows += [("Partner", ", ".join(actor.name for actor in file.partners))] if file.partners else []
    rows += [("Meilensteine", ", ".join(str(item["title"]) for item in file.milestones))] if file.milestones else []
    rows += [("Antworten zur Qualität", str(len(file.answers)))] if file.answers else []
    content = ExchangeContent(
        title=file.title,
        town=file.town,
        rows=rows,
        goals=[_goal(goal.values, [item.values for item in goal.indicators]) for goal in file.goals],
        people=_people(file),
        letterhead=letterhead_of(workspace),
    )
    return exchange_sheet(content)


def _shown(info: FieldInfo, value: Any) -> str:
    return format_money(value) if info.kind is Kind.MONEY else shown_value(value)


def _goal(values: Any, indicators: list[Any]) -> str:
    names = ", ".join(str(item["name"]) for item in indicators)
    return f"{values['text']} (Indikatoren: {names})" if names else str(values["text"])


def _people(file: ProjectFile) -> list[str]:
    found = [f"{file.responsible} (verantwortlich)"] if file.responsible else []
    return found + [f"{actor.name} ({actor.values.get('role', ActorRole.PARTNER).label})" for actor in file.people]


def _projects(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [project.id for project in unit.find(Project, order="number")]


def _stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Austauschdatei", workspace.projects.get(id).title)


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key=KEY,
        label="Austauschdatei für andere Kommunen",
        subject="project",
        build=_sheet,
        subjects=_projects,
        file_stem=_stem,
        formats=("json",),
        own={"json": _bytes},
        options=(DocumentOption("people", "Namen von Personen mitgeben", default=False),),
    ),
)
