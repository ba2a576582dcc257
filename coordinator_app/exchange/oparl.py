"""A meeting as OParl 1.1 objects (https://schema.oparl.org/1.1/): JSON files for the town's council system.

Made for a folder, not for a server: objects are named by `urn:uuid:…`, lists and files by their relative path.
OParl knows no votes; the result of a vote stands in words and numbers in `result`. The public variant holds
public agenda items only and no person at all; texts handed in for it must already be free of names.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from coordinator_app.common.clock import local

NAMESPACE = "https://schema.oparl.org/1.1/"
OParlObject: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file of the folder: `path` from the folder's top, `name` for people, `role` as `fileRole` words."""

    path: str
    name: str
    mime_type: str
    content: bytes
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who took part: name and seat, no address and no number."""

    uuid: str
    name: str
    role: str = ""
    has_vote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An agenda item; `result` holds the vote in words, `resolution` the wording of what was decided."""

    uuid: str
    number: str
    title: str
    public: bool
    result: str = ""
    resolution: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    files: tuple[FolderFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingExport:
    """Everything OParl can say about a meeting. `state`: terminiert, eingeladen or durchgeführt."""

    municipality_uuid: str
    municipality: str
    municipality_kind: str = ""
    official_key: str = ""
    website: str = ""
    body_uuid: str
    body: str
    body_short: str = ""
    body_classification: str = ""
    meeting_uuid: str
    title: str
    state: str
    cancelled: bool = False
    begin: datetime | None = None
    end: datetime | None = None
    place: str = ""
    term_uuid: str = ""
    term: str = ""
    term_begin: date | None = None
    term_end: date | None = None
    items: tuple[Item, ...] = ()
    members: tuple[Member, ...] = ()
    invitation: FolderFile | None = None
    minutes: FolderFile | None = None
    files: tuple[FolderFile, ...] = ()
    modified: datetime | None = field(default=None)


def oparl_files(meeting: MeetingExport, *, public: bool, up: str = "../../") -> dict[str, bytes]:
    """The JSON files by name; `up` leads from their folder to the top of the meeting folder."""
    maker = _Maker(meeting, public=public, up=up)
    lists = {
        "organization.json": [maker.organization()],
        "meeting.json": [maker.meeting()],
        "person.json": maker.people(),
        "paper.json": [],
    }
    files = {name: _json(_object_list(entries)) for name, entries in lists.items()}
    return {"body.json": _json(maker.body()), **files}


class _Maker:
    """Builds the objects of one meeting in one variant."""

    def __init__(self, meeting: MeetingExport, *, public: bool, up: str) -> None:
        self._meeting = meeting
        self._public = public
        self._up = up

    def body(self) -> OParlObject:
        """The municipality."""
        meeting = self._meeting
        return _filled(
            self._object("Body", meeting.municipality_uuid),
            name=meeting.municipality,
            classification=meeting.municipality_kind,
            ags=meeting.official_key,
            website=meeting.website,
            organization="organization.json",
            person="person.json",
            meeting="meeting.json",
            paper="paper.json",
            legislativeTerm=self._terms(),
        )

    def _terms(self) -> list[OParlObject]:
        meeting = self._meeting
        if not meeting.term_uuid:
            return []
        term = _filled(
            self._object("LegislativeTerm", meeting.term_uuid),
            body=_urn(meeting.municipality_uuid),
            name=meeting.term,
            startDate=_day(meeting.term_begin),
            endDate=_day(meeting.term_end),
        )
        return [term]

    def organization(self) -> OParlObject:
        """The body that met."""
        meeting = self._meeting
        return _filled(
            self._object("Organization", meeting.body_uuid),
            body=_urn(meeting.municipality_uuid),
            name=meeting.body,
            shortName=meeting.body_short,
            organizationType="Gremium",
            classification=meeting.body_classification,
            meeting="meeting.json",
            membership=[_urn(_seat_uuid(meeting, member)) for member in self._members()],
        )

    def meeting(self) -> OParlObject:
        """The meeting with its agenda."""
        meeting = self._meeting
        items = [item for item in meeting.items if item.public or not self._public]
        return _filled(
            self._object("Meeting", meeting.meeting_uuid),
            name=meeting.title,
            meetingState=meeting.state,
            cancelled=meeting.cancelled,
            start=_moment(meeting.begin),
            end=_moment(meeting.end),
            location=self._location(),
            organization=[_urn(meeting.body_uuid)],
            participant=[_urn(member.uuid) for member in self._members()],
            invitation=self._file(meeting.invitation),
            resultsProtocol=self._file(meeting.minutes),
            auxiliaryFile=self._files(meeting.files),
            agendaItem=[self._item(item, order) for order, item in enumerate(items, start=1)],
        )

    def _item(self, item: Item, order: int) -> OParlObject:
        return _filled(
            self._object("AgendaItem", item.uuid),
            number=item.number,
            order=order,
            name=item.title,
            public=item.public,
            result=item.result,
            resolutionText=item.resolution,
            start=_moment(item.begin),
            end=_moment(item.end),
            auxiliaryFile=self._files(item.files),
        )

    def people(self) -> list[OParlObject]:
        """Who took part, with the seat; nobody in the public variant."""
        return [
            _filled(
                self._object("Person", member.uuid),
                body=_urn(self._meeting.municipality_uuid),
                name=member.name,
                membership=[
                    _filled(
                        self._object("Membership", _seat_uuid(self._meeting, member)),
                        organization=_urn(self._meeting.body_uuid),
                        role=member.role,
                        votingRight=member.has_vote,
                    )
                ],
            )
            for member in self._members()
        ]

    def _members(self) -> Sequence[Member]:
        return () if self._public else self._meeting.members

    def _location(self) -> OParlObject | None:
        place = self._meeting.place
        if not place:
            return None
        return _filled(self._object("Location", derived_uuid(self._meeting.meeting_uuid, "ort")), description=place)

    def _files(self, files: Iterable[FolderFile]) -> list[OParlObject]:
        return [made for file in files if (made := self._file(file)) is not None]

    def _file(self, file: FolderFile | None) -> OParlObject | None:
        if file is None:
            return None
        url = self._up + "/".join(_quoted(part) for part in file.path.split("/"))
        return _filled(
            self._object("File", derived_uuid(self._meeting.meeting_uuid, file.path)),
            name=file.name,
            fileName=file.path.rpartition("/")[2],
            mimeType=file.mime_type,
            date=_day(file.day),
            size=len(file.content),
            sha512Checksum=hashlib.sha512(file.content).hexdigest(),
            accessUrl=url,
            downloadUrl=url,
        )

    def _object(self, kind: str, uuid: str) -> OParlObject:
        made: OParlObject = {"id": _urn(uuid), "type": f"{NAMESPACE}{kind}"}
        moment = _moment(self._meeting.modified)
        return {**made, "modified": moment} if moment else made


def derived_uuid(uuid: str, word: str) -> str:
    """A UUID (version 8) that always comes out the same for a word about an object."""
    digest = hashlib.sha256(f"{uuid}\n{word}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def _seat_uuid(meeting: MeetingExport, member: Member) -> str:
    return derived_uuid(meeting.body_uuid, member.uuid)


def _filled(made: OParlObject, /, **values: Any) -> OParlObject:
    """The object with its values; what is missing is left out, as OParl wants it (lists and False stay)."""
    return {**made, **{name: value for name, value in values.items() if value is not None and value != ""}}


def _urn(uuid: str) -> str:
    return f"urn:uuid:{uuid}"


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else local(moment).isoformat(timespec="seconds")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _quoted(part: str) -> str:
    from urllib.parse import quote  # not needed at start

    return quote(part)


def _object_list(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """An OParl object list of one page."""
    pages = {"totalElements": len(entries), "elementsPerPage": max(1, len(entries)), "currentPage": 1, "totalPages": 1}
    return {"data": list(entries), "pagination": pages, "links": {}}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
