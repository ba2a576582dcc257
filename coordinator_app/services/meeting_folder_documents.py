"""The Sitzungsmappe among the documents: looked at as its table of contents, saved as a ZIP."""

from coordinator_app.common.clock import local, today
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, Workspace, body_word
from coordinator_app.services.meeting_folder import KEY, MeetingFolder


def _folder(workspace: Workspace, id: int, options: Options) -> MeetingFolder:
    return MeetingFolder(workspace, id, public=options["variant"] == "public")


def _contents(workspace: Workspace, id: int, options: Options) -> Document:
    """The table of contents of what would be packed now."""
    folder = _folder(workspace, id, options)
    return folder.contents(folder.plan())


def _pack(workspace: Workspace, id: int, options: Options, job: JobContext) -> bytes:
    return _folder(workspace, id, options).pack(job)


def _closed(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [meeting.id for meeting in unit.find(Meeting, state=MeetingState.CLOSED, order="starts_at")]


def _stem(workspace: Workspace, id: int) -> str:
    meeting: Meeting = workspace.meetings.get(id)
    body: Body = workspace.bodies.get(meeting.body_id)
    day = local(meeting.starts_at).date() if meeting.starts_at else today(workspace.clock)
    number = f" {meeting.number}. Sitzung" if meeting.number else ""
    return f"{day:%Y-%m-%d} {body_word(body)} Sitzungsmappe{number}"


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key=KEY,
        label="Sitzungsmappe",
        subject="meeting",
        build=_contents,
        subjects=_closed,
        file_stem=_stem,
        formats=("zip",),
        packed=_pack,
        options=(
            DocumentOption(
                "variant",
                "Inhalt",
                default="full",
                choices=(("full", "alles, nicht öffentlich"), ("public", "nur für die Öffentlichkeit")),
            ),
        ),
    ),
)
