"""Meetings of a body, answers to an invitation and sendings as documents and Excel lists."""

from coordinator_app.common.clock import local, today
from coordinator_app.documents.content import Document
from coordinator_app.documents.overviews import (
    DispatchEntry,
    MeetingEntry,
    OverviewHead,
    ReplyEntry,
    dispatch_overview,
    meetings_overview,
    replies_overview,
)
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.dispatches import Dispatch
from coordinator_app.domain.meetings import Invitation, Meeting, MeetingState, Reply
from coordinator_app.domain.minutes import Minutes
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import Task
from coordinator_app.services.body_documents import body_stem
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    dated_stem,
    letterhead_of,
)
from coordinator_app.services.meeting_documents import meeting_stem
from coordinator_app.storage.unit_of_work import ReadUnit

_HELD = frozenset({MeetingState.HELD, MeetingState.CLOSED})


def _head(workspace: Workspace, subtitle: str) -> OverviewHead:
    day, town = today(workspace.clock), workspace.municipality.name()
    return OverviewHead(subtitle=subtitle, as_of=day, town=town, letterhead=letterhead_of(workspace))


# --- meetings of a body


def _meetings(workspace: Workspace, id: int, options: Options) -> Document:
    body: Body = workspace.bodies.get(id)
    with workspace.store.read() as unit:
        found = unit.find(Meeting, body_id=id, order="starts_at")
        year = today(unit.clock).year if options["period"] == "year" else 0
        chosen = [meeting for meeting in found if not year or _year(meeting) == year]
        entries = [_meeting(workspace, unit, meeting) for meeting in chosen]
    return meetings_overview(_head(workspace, body.name), entries)


def _year(meeting: Meeting) -> int:
    return local(meeting.starts_at).year if meeting.starts_at else 0


def _meeting(workspace: Workspace, unit: ReadUnit, meeting: Meeting) -> MeetingEntry:
    minutes = next(iter(unit.find(Minutes, meeting_id=meeting.id)), None)
    words = ""
    if minutes is not None:
        number = f", Fassung {minutes.current_version}" if minutes.current_version > 1 else ""
        words = f"{minutes.state.label}{number}"
    present, entitled = _presence(workspace, meeting)
    return MeetingEntry(
        number=meeting.number,
        day=local(meeting.starts_at).date() if meeting.starts_at else None,
        title=meeting.title,
        place=meeting.place,
        chair=unit.title("person", meeting.chair_id),
        state=meeting.state.label,
        invited_on=meeting.invited_on,
        present=present,
        entitled=entitled,
        resolutions=unit.count(Resolution, meeting_id=meeting.id),
        tasks=unit.count(Task, meeting_id=meeting.id),
        minutes=words,
    )


def _presence(workspace: Workspace, meeting: Meeting) -> tuple[int | None, int | None]:
    """People with a vote who were there at any time, and how many there are; None before the meeting was held."""
    if meeting.state not in _HELD:
        return None, None
    view = workspace.meetings.attendance.view(meeting.id)
    there = [line for line in view.lines if line.spans and (line.attendance.has_vote or line.attendance.represents_id)]
    return len(there), view.members


# --- answers to an invitation


def _replies(workspace: Workspace, id: int, options: Options) -> Document:
    rows: list[Invitation] = workspace.meetings.invitations.of_meeting(id)
    chosen = [row for row in rows if options["scope"] == "all" or row.reply is Reply.OPEN]
    with workspace.store.read() as unit:
        deputies = unit.titles("person", [row.deputy_id for row in chosen])
        organisations = unit.titles("organisation", [row.organisation_id for row in chosen])
        title: str = unit.title("meeting", id)
    entries = [
        ReplyEntry(
            name=row.name,
            organisation=row.organisation or organisations.get(row.organisation_id or 0, ""),
            role="zur Kenntnis" if row.for_information else row.role.label,
            has_vote=row.has_vote,
            way=row.way.label,
            sent_on=row.sent_on,
            reply=row.reply.label,
            replied_on=row.replied_on,
            deputy=deputies.get(row.deputy_id or 0, "") or row.deputy_name,
            reminded_on=row.reminded_on,
        )
        for row in chosen
    ]
    return replies_overview(_head(workspace, title), entries)


# --- sendings


def _dispatches(workspace: Workspace, _id: int, options: Options) -> Document:
    with workspace.store.read() as unit:
        found = unit.find(Dispatch, order="-sent_on,-id")
        titles = {
            kind: unit.titles(kind, [entry.target_id for entry in found if entry.target_kind == kind])
            for kind in dict.fromkeys(entry.target_kind for entry in found if entry.target_kind)
        }
    entries = [
        DispatchEntry(
            day=entry.sent_on,
            occasion=entry.occasion.label,
            about=titles.get(entry.target_kind, {}).get(entry.target_id, ""),
            way=entry.way,
            count=len(entry.recipients.splitlines()),
            names=entry.recipients,
            contents=entry.contents,
        )
        for entry in found
    ]
    return dispatch_overview(_head(workspace, ""), entries, names=bool(options["names"]))


# --- kinds


def _meetings_stem(workspace: Workspace, id: int) -> str:
    return body_stem(workspace, id, "Sitzungen")


def _replies_stem(workspace: Workspace, id: int) -> str:
    return meeting_stem(workspace, id, "Rückmeldungen")


def _dispatches_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Versandliste")


def _bodies_with_meetings(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [body.id for body in unit.find(Body) if unit.count(Meeting, body_id=body.id)]


def _invited(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        meetings = unit.find(Meeting, order="starts_at")
        return [meeting.id for meeting in meetings if meeting.invited_on is not None]


def _any_dispatch(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [0] if unit.count(Dispatch) else []


_FORMATS = ("xlsx", "docx", "pdf")

KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="meetings_list",
        label="Sitzungsliste",
        subject="body",
        build=_meetings,
        subjects=_bodies_with_meetings,
        file_stem=_meetings_stem,
        formats=_FORMATS,
        options=(
            DocumentOption(
                "period", "Zeitraum", default="all", choices=(("all", "alle Sitzungen"), ("year", "laufendes Jahr"))
            ),
        ),
    ),
    DocumentKind(
        key="reply_list",
        label="Rückmeldungen zur Einladung",
        subject="meeting",
        build=_replies,
        subjects=_invited,
        file_stem=_replies_stem,
        formats=_FORMATS,
        options=(
            DocumentOption("scope", "Umfang", default="all", choices=(("all", "alle"), ("open", "ohne Antwort"))),
        ),
    ),
    DocumentKind(
        key="dispatch_list",
        label="Versandliste",
        subject="",
        build=_dispatches,
        subjects=_any_dispatch,
        file_stem=_dispatches_stem,
        formats=_FORMATS,
        options=(DocumentOption("names", "Namen und Adressen der Empfänger", default=False),),
    ),
)
