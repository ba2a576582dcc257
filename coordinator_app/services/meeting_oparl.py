"""What OParl tells of a meeting, gathered from its minutes (sealed ones where there are) and records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from coordinator_app.common.german import enumerate_words
from coordinator_app.documents.minutes_public import public_content
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.bodies import Body, Term
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.minutes import SEALED, Minutes
from coordinator_app.domain.minutes_content import ItemContent, MinutesContent, ResolutionContent
from coordinator_app.domain.municipality import Municipality
from coordinator_app.domain.resolutions import DECIDED
from coordinator_app.exchange.oparl import FolderFile, Item, MeetingExport, Member, derived_uuid
from coordinator_app.services.documents import Workspace

_INVITED = frozenset({MeetingState.INVITED, MeetingState.RUNNING, MeetingState.HELD, MeetingState.CLOSED})
_ENDED = {
    ItemState.DONE: "behandelt",
    ItemState.POSTPONED: "vertagt",
    ItemState.DROPPED: "abgesetzt",
}


@dataclass(slots=True)
class OparlPapers:
    """The files OParl points to: by document key, by agenda item, and those of the meeting."""

    roles: dict[str, FolderFile] = field(default_factory=dict[str, FolderFile])
    items: dict[int, list[FolderFile]] = field(default_factory=dict[int, list[FolderFile]])
    others: list[FolderFile] = field(default_factory=list[FolderFile])


def meeting_export(workspace: Workspace, meeting_id: int, papers: OparlPapers, *, public: bool) -> MeetingExport:
    """The meeting for OParl; for the public without non-public items, with names taken out of the texts."""
    content: MinutesContent = workspace.minutes.content(meeting_id)
    if public:
        content = public_content(content)
    with workspace.store.read() as unit:
        meeting: Meeting = unit.get(Meeting, meeting_id)
        body: Body = unit.get(Body, meeting.body_id)
        kind: str = unit.title("catalog_entry", body.body_kind_id)
        term: Term | None = unit.get(Term, meeting.term_id) if meeting.term_id else None
        own: Municipality | None = next(iter(unit.find(Municipality, is_own=True)), None)
        minutes: Minutes | None = next(iter(unit.find(Minutes, meeting_id=meeting_id)), None)
    return MeetingExport(
        municipality_uuid=own.uuid if own else derived_uuid(body.uuid, "Kommune"),
        municipality=own.name if own else content.town or body.name,
        municipality_kind=own.municipality_kind.label if own else "",
        official_key=own.official_key if own else "",
        website=own.website if own and own.website.startswith(("http://", "https://")) else "",
        body_uuid=body.uuid,
        body=body.name,
        body_short=body.short_name,
        body_classification=kind,
        meeting_uuid=meeting.uuid,
        title=content.title,
        state=_state(meeting, minutes),
        cancelled=meeting.state is MeetingState.CANCELLED,
        begin=content.begin,
        end=content.end or meeting.ends_at,
        place=content.place,
        term_uuid=term.uuid if term else "",
        term=term.title if term else "",
        term_begin=term.starts_on if term else None,
        term_end=term.ends_on if term else None,
        items=tuple(_items(meeting, content, papers)),
        members=() if public else tuple(_members(meeting, content)),
        invitation=papers.roles.get("invitation"),
        minutes=papers.roles.get("minutes"),
        files=tuple(papers.others),
        modified=_modified(meeting, minutes),
    )


def _state(meeting: Meeting, minutes: Minutes | None) -> str:
    """The words OParl recommends: „durchgeführt“ once the minutes are released."""
    if minutes is not None and minutes.state in SEALED:
        return "durchgeführt"
    return "eingeladen" if meeting.state in _INVITED else "terminiert"


def _modified(meeting: Meeting, minutes: Minutes | None) -> datetime | None:
    moments = [record.updated_at for record in (meeting, minutes) if record is not None and record.updated_at]
    return max(moments, default=None)


def _items(meeting: Meeting, content: MinutesContent, papers: OparlPapers) -> Iterable[Item]:
    for place, item in enumerate(content.items, start=1):
        if item.is_heading:
            continue
        yield Item(
            uuid=derived_uuid(meeting.uuid, f"TOP {item.id or place}"),
            number=item.number,
            title=item.title,
            public=item.public,
            result=_result(item),
            resolution="\n\n".join(entry.wording for entry in item.resolutions if entry.wording),
            begin=item.begin,
            end=item.end,
            files=tuple(papers.items.get(item.id, ())) if item.id else (),
        )


def _result(item: ItemContent) -> str:
    """„Beschluss 2026/07: angenommen (Ja 5, Nein 1, Enthaltung 1)“, or how the item ended."""
    if item.resolutions:
        return "; ".join(_vote(entry) for entry in item.resolutions)
    return _ENDED.get(item.state, "")


def _vote(entry: ResolutionContent) -> str:
    counts = (("Ja", entry.yes), ("Nein", entry.no), ("Enthaltung", entry.abstain), ("ungültig", entry.invalid))
    words = [f"{word} {count}" for word, count in counts if count or word in ("Ja", "Nein", "Enthaltung")]
    voted = entry.state in DECIDED and any(count for _, count in counts)
    start = f"Beschluss {entry.number}" if entry.number else "Beschlussvorschlag"
    return f"{start}: {entry.state.label}" + (f" ({', '.join(words)})" if voted else "")


def _members(meeting: Meeting, content: MinutesContent) -> Iterable[Member]:
    """Who was there: name, seat and vote."""
    for place, person in enumerate(content.people_present()):
        if person.is_person:
            role = enumerate_words([word for word in (person.role.label, person.function) if word])
            uuid = derived_uuid(meeting.uuid, f"{place} {person.name}")
            yield Member(uuid=uuid, name=person.name, role=role, has_vote=person.has_vote)
