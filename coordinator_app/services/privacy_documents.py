"""The town's record of processing activities (Art. 30 GDPR), for what stands in the open file."""

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Document
from coordinator_app.documents.processing_record import ACTIVITIES, processing_record
from coordinator_app.domain.concerns import Concern
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.documents import (
    DocumentKind,
    Options,
    Workspace,
    dated_stem,
    letterhead_lines,
    letterhead_of,
)

_ONLY_WITH = {"concerns": Concern, "surveys": Survey}
"""Activities that are named only when the file holds a record of theirs."""


def _record(workspace: Workspace, _id: int, _options: Options) -> Document:
    own = workspace.municipality.own()
    with workspace.store.read() as unit:
        idle = {key for key, record in _ONLY_WITH.items() if not unit.count(record)}
    lines = letterhead_lines(own, office="") if own is not None else ()
    return processing_record(
        [activity for activity in ACTIVITIES if activity.key not in idle],
        controller=", ".join(lines),
        contact=", ".join(part for part in (own.phone, own.email) if part) if own is not None else "",
        as_of=today(workspace.clock),
        letterhead=letterhead_of(workspace),
    )


def _subjects(_workspace: Workspace) -> list[int]:
    return [0]


def _stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Verzeichnis von Verarbeitungstätigkeiten")


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="processing_record",
        label="Verzeichnis von Verarbeitungstätigkeiten",
        subject="",
        build=_record,
        subjects=_subjects,
        file_stem=_stem,
    ),
)
