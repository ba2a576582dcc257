"""The record a paper is about, with the projects, needs and resolutions that belong to it, read once per paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from coordinator_app.domain.evaluation import SurveyFinding
from coordinator_app.domain.fields import Record
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound
from coordinator_app.domain.project_course import Event
from coordinator_app.domain.projects import Project
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.services.report_content import ChapterContext
from coordinator_app.services.report_subjects import SUBJECTS
from coordinator_app.storage.unit_of_work import ReadUnit

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a paper is about; `record` None = nothing, or it is gone. Projects and needs in the order linked."""

    record: Record | None = None
    items: tuple[AgendaItem, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    projects: tuple[Project, ...] = ()
    needs: tuple[Need, ...] = ()

    @property
    def title(self) -> str:
        """Its name; "" without a record."""
        return str(getattr(self.record, self.record.title_field)) if self.record is not None else ""


def subject_of(context: ChapterContext) -> Subject:
    """The subject of a paper; in the public variant without projects that are not public."""
    if "subject" not in context.shared:
        with context.workspace.store.read() as unit:
            context.shared["subject"] = _read(unit, context)
    return cast("Subject", context.shared["subject"])


def has_own_text(context: ChapterContext, chapter: str) -> bool:
    """Whether the coordinator wrote a chapter herself, so that nothing needs to be proposed for it."""
    stored = context.workspace.report_builder.chapters.texts(context.report.id).get(chapter)
    return stored is not None and bool(stored.text.strip())


def projects_of(context: ChapterContext) -> Sequence[int]:
    """The projects a paper tells of, which may call for a notice of who pays."""
    return [project.id for project in subject_of(context).projects]


def survey_statements(context: ChapterContext, survey_id: int) -> list[str]:
    """The findings kept of a survey as sentences."""
    with context.workspace.store.read() as unit:
        found = unit.find(SurveyFinding, survey_id=survey_id, order="id")
    return [item.statement or item.title for item in found]


def _read(unit: ReadUnit, context: ChapterContext) -> Subject:
    record_type = SUBJECTS.get(context.report.subject_kind)
    if record_type is None:
        return Subject()
    record = unit.many(record_type, [context.report.subject_id]).get(context.report.subject_id)
    if record is None or record.deleted_at is not None:
        return Subject()
    project_ids, need_ids = _linked(unit, record)
    projects = [item for item in _living(unit, Project, project_ids) if item.is_public or not context.is_public]
    need_ids += [id for project in projects for id in project.needs]
    items = _items(unit, record, project_ids)
    return Subject(
        record=record,
        items=tuple(items),
        resolutions=tuple(_resolutions(unit, record, items, projects)),
        projects=tuple(projects),
        needs=tuple(_living(unit, Need, need_ids)),
    )


def _linked(unit: ReadUnit, record: Record) -> tuple[list[int], list[int]]:
    """The projects and needs a record names itself."""
    match record:
        case Project():
            return [record.id], list(record.needs)
        case Need():
            return list(record.projects), [record.id]
        case AgendaItem() | Resolution():
            return list(record.projects), list(record.needs)
        case Event():
            return list(record.projects), []
        case PriorityRound():
            rows = unit.find(Priority, priority_round_id=record.id, order="rank,id")
            chosen = [row.need_id for row in rows if row.decision is Decision.PRIORITY and row.need_id]
            return [], chosen or list(record.needs)
        case Meeting():
            items = unit.find(AgendaItem, meeting_id=record.id, order="position,id")
            return [id for item in items for id in item.projects], []
        case _:
            return [], []


def _items(unit: ReadUnit, record: Record, projects: list[int]) -> list[AgendaItem]:
    """The agenda items of the same matter: same topic, same project, or the meeting's own."""
    match record:
        case Meeting():
            return unit.find(AgendaItem, meeting_id=record.id, order="position,id")
        case AgendaItem():
            same = unit.find(AgendaItem, topic_id=record.topic_id, order="id") if record.topic_id else []
            return _unique([*same, record])
        case Resolution():
            found = unit.many(AgendaItem, [record.agenda_item_id] if record.agenda_item_id else [])
            return list(found.values())
        case Project():
            return [item for item in unit.find(AgendaItem, order="id") if set(projects) & set(item.projects)]
        case Need():
            return [item for item in unit.find(AgendaItem, order="id") if record.id in item.needs]
        case _:
            return []


def _resolutions(
    unit: ReadUnit, record: Record, items: Sequence[AgendaItem], projects: Sequence[Project]
) -> list[Resolution]:
    """The resolutions in the matter; those of its items, projects, round or meeting."""
    found: list[Resolution] = []
    if isinstance(record, Resolution):
        found.append(record)
    if isinstance(record, Meeting):
        return unit.find(Resolution, meeting_id=record.id, order="sequence,id")
    ids = tuple(item.id for item in items)
    found += unit.find(Resolution, agenda_item_id=ids, order="decided_on,id") if ids else []
    linked = [id for project in projects for id in project.resolutions]
    linked += [record.resolution_id] if isinstance(record, PriorityRound) and record.resolution_id else []
    found += _living(unit, Resolution, linked)
    return _unique(found)


def taken(subject: Subject, *, public: bool) -> list[Resolution]:
    """The resolutions taken in the matter that may be named."""
    return [
        item for item in subject.resolutions if item.state is ResolutionState.ADOPTED and (item.public or not public)
    ]


def _living(unit: ReadUnit, record_type: type[R], ids: Sequence[int]) -> list[R]:
    """These records in their order, each once, without those in the Papierkorb."""
    found = unit.many(record_type, list(dict.fromkeys(ids)))
    return [found[id] for id in dict.fromkeys(ids) if id in found and found[id].deleted_at is None]


def _unique(records: Sequence[R]) -> list[R]:
    return list({record.id: record for record in records}.values())
