"""Documents of bodies and meetings: gathers the data, calls the builders, declares the kinds."""

from coordinator_app.common.clock import local, today
from coordinator_app.documents.content import Document
from coordinator_app.documents.meeting_documents import (
    AgendaEntry,
    ListedPerson,
    MeetingHead,
    PersonGroup,
    agenda,
    attendance_list,
    invitation,
)
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.attachments import Document as StoredDocument
from coordinator_app.domain.attachments import DocumentLink, LinkRole
from coordinator_app.domain.bodies import CHAIRS, Body, genitive
from coordinator_app.domain.dispatches import Way
from coordinator_app.domain.meetings import AttendanceStatus, Meeting
from coordinator_app.services.attendance import AttendanceView
from coordinator_app.services.bodies import SeatView, by_name
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    body_word,
    letterhead_of,
)

_PLAIN_KINDS = (ItemType.CONSULTATION, ItemType.MISCELLANEOUS, ItemType.MINUTES_APPROVAL)


# --- data ----------------------------------------------------------------------------------------------------------


def all_meetings(workspace: Workspace) -> list[Meeting]:
    """The meetings of the file in their order."""
    with workspace.store.read() as unit:
        found: list[Meeting] = unit.find(Meeting, order="starts_at")
        return found


def meeting_head(workspace: Workspace, meeting_id: int) -> MeetingHead:
    """What stands at the top of the papers of a meeting."""
    view = workspace.meetings.view(meeting_id)
    meeting: Meeting = view.meeting
    body: Body = workspace.bodies.get(meeting.body_id)
    return MeetingHead(
        title=meeting.title,
        body=body.name,
        genitive=genitive(body),
        town=workspace.municipality.name(),
        begin=meeting.starts_at,
        end=meeting.ends_at,
        place=meeting.place,
        online_link=meeting.online_link,
        chair=view.chair,
    )


def agenda_entries(workspace: Workspace, meeting_id: int) -> tuple[AgendaEntry, ...]:
    """The agenda as papers show it."""
    lines = workspace.meetings.agenda.view(meeting_id).lines
    enclosures = _enclosures(workspace, [line.id for line in lines])
    return tuple(
        AgendaEntry(
            label=line.label if line.number else "",
            title=line.item.title,
            start=line.starts_at,
            minutes=line.item.minutes if line.number else 0,
            reporter=line.item.reporter,
            kind="" if line.item.item_type in _PLAIN_KINDS else _kind_word(line.item.item_type, line.item.title),
            public=line.item.public,
            depth=line.depth,
            enclosures=enclosures.get(line.id, ()),
        )
        for line in lines
        if line.number or line.item.is_heading
    )


def _enclosures(workspace: Workspace, items: list[int]) -> dict[int, tuple[str, ...]]:
    """„Anlage 1: Konzept“ for what goes along with items, by item; confidential documents are not named."""
    links: list[DocumentLink] = []
    with workspace.store.read() as unit:
        for start in range(0, len(items), 400):
            chunk = tuple(items[start : start + 400])
            links += unit.find(DocumentLink, target_kind="agenda_item", target_id=chunk, order="number")
        documents: dict[int, StoredDocument] = unit.many(StoredDocument, [link.document_id for link in links])
    found: dict[int, tuple[str, ...]] = {}
    for link in links:
        document = documents[link.document_id]
        if link.role is not LinkRole.HAND_EDITED and not document.confidential and document.deleted_at is None:
            found[link.target_id] = (*found.get(link.target_id, ()), f"Anlage {link.number}: {document.title}")
    return found


def _kind_word(item_type: ItemType, title: str) -> str:
    """The kind of an item, unless its title says it already."""
    return "" if item_type.label.lower() == title.lower() else item_type.label


# --- building ------------------------------------------------------------------------------------------------------


def _invitation(workspace: Workspace, id: int, options: Options) -> Document:
    head = meeting_head(workspace, id)
    meeting: Meeting = workspace.meetings.get(id)
    day = local(meeting.starts_at).date() if meeting.starts_at else None
    names = [found.name for found in workspace.meetings.invitations.plan(id) if found.way is not Way.NONE]
    return invitation(
        head,
        agenda_entries(workspace, id),
        text=meeting.invitation_text,
        recipients=tuple(names) if options["recipients"] else (),
        deputies_allowed=workspace.bodies.rules(meeting.body_id, day).deputies_allowed,
        times=bool(options["times"]),
        letterhead=letterhead_of(workspace),
    )


def _agenda(workspace: Workspace, id: int, options: Options) -> Document:
    head, entries = meeting_head(workspace, id), agenda_entries(workspace, id)
    return agenda(head, entries, times=bool(options["times"]), letterhead=letterhead_of(workspace))


def _attendance(workspace: Workspace, id: int, _options: Options) -> Document:
    """The list as it stands; before it exists, from the seats of the day."""
    head = meeting_head(workspace, id)
    lines = workspace.meetings.attendance.view(id).lines
    groups = _listed(lines) if lines else _expected(workspace.meetings.invitations.recipients(id))
    return attendance_list(head, groups, letterhead=letterhead_of(workspace))


def _listed(lines: tuple[AttendanceView, ...]) -> tuple[PersonGroup, ...]:
    voting = [line for line in lines if line.attendance.has_vote or line.attendance.represents_id]
    guests = [line for line in lines if line.attendance.status is AttendanceStatus.GUEST]
    rest = [line for line in lines if line not in voting and line not in guests]
    return _grouped(*([_listed_person(line) for line in part] for part in (voting, rest, guests)))


def _listed_person(line: AttendanceView) -> ListedPerson:
    row = line.attendance
    words = [row.function, row.organisation] if row.function or row.organisation else [row.role.label]
    away = row.status in (AttendanceStatus.EXCUSED, AttendanceStatus.UNEXCUSED, AttendanceStatus.REPRESENTED)
    mark = row.status.label if away and not line.spans else ""
    return ListedPerson(name=row.name, function=", ".join(filter(None, words)), mark=mark)


def _expected(seats: list[SeatView]) -> tuple[PersonGroup, ...]:
    return _grouped(
        [_seat_person(view) for view in sorted(seats, key=by_name) if view.seat.has_vote],
        [_seat_person(view) for view in sorted(seats, key=by_name) if not view.seat.has_vote],
        [],
    )


def _seat_person(view: SeatView) -> ListedPerson:
    words = [view.seat.role.label] if view.seat.role in CHAIRS else []
    words += [word for word in (view.function or view.seat.seat, view.organisation) if word and word != view.name]
    return ListedPerson(name=view.name, function=", ".join(dict.fromkeys(words)))


def _grouped(
    voting: list[ListedPerson], advising: list[ListedPerson], guests: list[ListedPerson]
) -> tuple[PersonGroup, ...]:
    return (
        PersonGroup("Stimmberechtigte Mitglieder", tuple(voting)),
        PersonGroup("Beratende Mitglieder", tuple(advising)),
        PersonGroup("Gäste", tuple(guests)),
    )


# --- kinds ---------------------------------------------------------------------------------------------------------


def meeting_stem(workspace: Workspace, meeting_id: int, word: str) -> str:
    """The name of a meeting's file: „2026-11-26 KPR Niederschrift 4. Sitzung“."""
    meeting: Meeting = workspace.meetings.get(meeting_id)
    body: Body = workspace.bodies.get(meeting.body_id)
    day = local(meeting.starts_at).date() if meeting.starts_at else today(workspace.clock)
    number = f" {meeting.number}. Sitzung" if meeting.number else ""
    return f"{day:%Y-%m-%d} {body_word(body)} {word}{number}"


def _invitation_stem(workspace: Workspace, id: int) -> str:
    return meeting_stem(workspace, id, "Einladung")


def _agenda_stem(workspace: Workspace, id: int) -> str:
    return meeting_stem(workspace, id, "Tagesordnung")


def _attendance_stem(workspace: Workspace, id: int) -> str:
    return meeting_stem(workspace, id, "Anwesenheitsliste")


def _dated(workspace: Workspace) -> list[int]:
    return [meeting.id for meeting in all_meetings(workspace) if meeting.starts_at]


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="invitation",
        label="Einladung",
        subject="meeting",
        build=_invitation,
        subjects=_dated,
        file_stem=_invitation_stem,
        options=(
            DocumentOption("recipients", "Verteiler mitdrucken", default=True),
            DocumentOption("times", "Anfangszeiten der TOP mitdrucken", default=False),
        ),
    ),
    DocumentKind(
        key="agenda",
        label="Tagesordnung",
        subject="meeting",
        build=_agenda,
        subjects=_dated,
        file_stem=_agenda_stem,
        options=(DocumentOption("times", "Anfangszeiten und Dauer mitdrucken", default=True),),
    ),
    DocumentKind(
        key="attendance_list",
        label="Anwesenheitsliste",
        subject="meeting",
        build=_attendance,
        subjects=_dated,
        file_stem=_attendance_stem,
    ),
)
