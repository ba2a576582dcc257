"""Documents of projects: Projektliste and Projektsteckbrief."""

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, plural
from coordinator_app.documents import project_sheet
from coordinator_app.documents.content import Document
from coordinator_app.documents.lists import list_content, list_document
from coordinator_app.documents.project_course import SheetCourse, SheetPhoto
from coordinator_app.domain.attachments import LinkRole
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.projects import Project
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, dated_stem, letterhead_of
from coordinator_app.services.photos import PrintedPhoto
from coordinator_app.services.project_card import ProjectCard
from coordinator_app.services.project_list import COLUMNS
from coordinator_app.services.workspace import Workspace

_LIST_COLUMNS = ("number", "title", "status", "fields_of_action", "carrier_id", "areas", "start", "end", "funding")
_PUBLIC_COLUMNS = ("title", "fields_of_action", "target_groups", "areas", "carrier_id", "end")
PHOTOS = 4
"""Pictures in a Steckbrief at most."""
_GROUPS = (("", "alle"), ("open", "offene und laufende"), ("living", "laufende"), ("finished", "abgeschlossene"))


def sheet_of(workspace: Workspace, id: int, options: Options) -> Document:
    """The Steckbrief of a project."""
    card = workspace.projects.card(id)
    own = workspace.municipality.own()
    goals = tuple(
        project_sheet.SheetGoal(
            goal.goal,
            tuple(project_sheet.SheetIndicator(item.indicator, item.latest, item.light) for item in goal.indicators),
        )
        for goal in card.goals
    )
    return project_sheet.build(
        project_sheet.ProjectSheet(
            project=card.project,
            carrier=card.carrier,
            responsible=card.responsible,
            names=card.names,
            actors=tuple((item.actor, item.name) for item in card.actors),
            goals=goals,
            thread=tuple((node.caption, node.label) for node in card.thread if not node.current),
            tasks=tuple((title, is_open) for _, title, is_open in card.tasks),
            documents=tuple(
                document.title
                for link, document in workspace.attachments.linked(Project.kind, id)
                if link.role not in {LinkRole.HAND_EDITED, LinkRole.IMAGE}
            ),
            course=_course(workspace, card, photos=bool(options["photos"])),
            funding_sentence=own.funding_sentence if own else "",
            letterhead=letterhead_of(workspace),
            footer=workspace.municipality.name(),
            public=options["variant"] == "public",
        )
    )


def _course(workspace: Workspace, card: ProjectCard, *, photos: bool) -> SheetCourse:
    found: tuple[PrintedPhoto, ...] = (
        workspace.photos.printed(Project.kind, [card.project.id], PHOTOS) if photos else ()
    )
    return SheetCourse(
        day=today(workspace.clock),
        milestones=card.course.milestones,
        events=card.course.events,
        line=card.course.line,
        photos=tuple(SheetPhoto(photo.image, photo.alt, photo.caption) for photo in found),
    )


def _sheets(workspace: Workspace) -> list[int]:
    return workspace.projects.list_source().ids(ListFilter(sort="number"))


def _sheet_stem(workspace: Workspace, id: int) -> str:
    project = workspace.projects.get(id)
    return dated_stem(workspace, "Projektsteckbrief", project.number, project.title[:60])


def _listed(workspace: Workspace, options: Options) -> list[int]:
    equals = {"state_group": options["group"], "is_public": True if options["variant"] == "public" else None}
    return list(workspace.projects.list_source().ids(ListFilter(equals=equals, sort="title")))


def _funded(workspace: Workspace, _id: int, options: Options) -> list[int]:
    """The public list says who pays."""
    return _listed(workspace, options) if options["variant"] == "public" else []


def _list(workspace: Workspace, _id: int, options: Options) -> Document:
    public = options["variant"] == "public"
    source = workspace.projects.list_source()
    ids = _listed(workspace, options)
    rows = [row for start in range(0, len(ids), 500) for row in source.rows(ids[start : start + 500]).values()]
    by_key = {column.key: column for column in COLUMNS}
    columns = [by_key[key] for key in (_PUBLIC_COLUMNS if public else _LIST_COLUMNS)]
    state = f"{plural(len(rows), 'Eintrag', 'Einträge')} · Stand {format_date(today(workspace.clock))}"
    title = "Projekte und Angebote der Prävention" if public else "Projektliste"
    name = workspace.municipality.name()
    content = list_content(title, columns, rows, state=state)
    return list_document(content, letterhead=letterhead_of(workspace), footer=name, author=name)


def _list_subjects(workspace: Workspace) -> list[int]:
    return [0] if _sheets(workspace) else []


def _list_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Projektliste")


_VARIANT = DocumentOption("variant", "Fassung", "internal", (("internal", "intern"), ("public", "öffentlich")))

KINDS = (
    DocumentKind(
        key="project_list",
        label="Projektliste",
        subject="",
        build=_list,
        subjects=_list_subjects,
        file_stem=_list_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(DocumentOption("group", "Auswahl", "", _GROUPS), _VARIANT),
        projects=_funded,
    ),
    DocumentKind(
        key="project_sheet",
        label="Projektsteckbrief",
        subject=Project.kind,
        build=sheet_of,
        subjects=_sheets,
        file_stem=_sheet_stem,
        options=(_VARIANT, DocumentOption("photos", "Bilder mit Einwilligung", default=True)),
    ),
)
