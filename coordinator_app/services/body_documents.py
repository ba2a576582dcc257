"""Documents of bodies: list of members and rules in words."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from coordinator_app.common.clock import local, today
from coordinator_app.documents.body_documents import (
    MemberEntry,
    MemberGroup,
    RulesVersion,
    member_list,
    rules_sheet,
)
from coordinator_app.documents.content import Document
from coordinator_app.domain.bodies import Body, BodyRules, Role
from coordinator_app.domain.contacts import Channel, ContactPoint, Salutation
from coordinator_app.domain.letters import best_point
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.domain.rules_in_words import compare, in_words
from coordinator_app.services.bodies import rules_of
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    body_word,
    letterhead_of,
)
from coordinator_app.services.seats import SeatView, seat_views
from coordinator_app.storage.unit_of_work import ReadUnit

_GUESTS = (Role.ADVISORY, Role.STANDING_GUEST)
SALUTATIONS = {Salutation.MRS: "Frau", Salutation.MR: "Herr"}


# --- list of members -----------------------------------------------------------------------------------------------


def _members(workspace: Workspace, id: int, options: Options) -> Document:
    body: Body = workspace.bodies.get(id)
    with workspace.store.read() as unit:
        day = _day(unit, id, str(options["day"]))
        views = seat_views(unit, id, day, vacant=True)
        contacts = _contacts(unit, views) if options["contacts"] else {}
    return member_list(
        body.name,
        _groups(views, contacts),
        as_of=day,
        contacts=bool(options["contacts"]),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _day(unit: ReadUnit, body_id: int, wanted: str) -> date:
    """The day of the list: today, that of the next or last meeting, or a day written as ISO text."""
    now = today(unit.clock)
    if wanted in ("", "today"):
        return now
    if wanted not in ("next", "last"):
        return date.fromisoformat(wanted)
    dated = [meeting for meeting in unit.find(Meeting, body_id=body_id, order="starts_at") if meeting.starts_at]
    if wanted == "next":
        days = [local(found.starts_at).date() for found in dated if found.state in BEFORE and found.starts_at]
        return days[0] if days else now
    held = (MeetingState.HELD, MeetingState.CLOSED)
    days = [local(found.starts_at).date() for found in dated if found.state in held and found.starts_at]
    return days[-1] if days else now


def _groups(views: Sequence[SeatView], contacts: dict[int, str]) -> tuple[MemberGroup, ...]:
    principals = [view for view in views if view.seat.deputy_for_id is None]
    deputies: dict[int, list[str]] = {}
    for view in views:
        if view.seat.deputy_for_id is not None:
            deputies.setdefault(view.seat.deputy_for_id, []).append(view.shown)
    voting = [view for view in principals if view.seat.has_vote]
    guests = [view for view in principals if not view.seat.has_vote and view.seat.role is Role.STANDING_GUEST]
    rest = [view for view in principals if view not in voting and view not in guests]
    return tuple(
        MemberGroup(title, tuple(_entry(view, deputies.get(view.id, ()), contacts) for view in part))
        for title, part in (
            ("Stimmberechtigte Mitglieder", voting),
            ("Beratende Mitglieder und Geschäftsführung", rest),
            ("Ständige Gäste", guests),
        )
    )


def _entry(view: SeatView, deputies: Sequence[str], contacts: dict[int, str]) -> MemberEntry:
    seat = view.seat
    return MemberEntry(
        name=view.name,
        seat=view.function or seat.seat if not seat.vacant else seat.seat,
        organisation=view.organisation,
        role="" if seat.role is Role.MEMBER else seat.role.label,
        votes=seat.weight if seat.has_vote else 0,
        since=None if seat.vacant else seat.starts_on,
        until=seat.ends_on,
        vacant=seat.vacant,
        contact=contacts.get(seat.person_id or 0, ""),
        deputies=tuple(deputies),
    )


def _contacts(unit: ReadUnit, views: Sequence[SeatView]) -> dict[int, str]:
    """Telephone and mail at work of each person, the preferred ones."""
    return {
        person: "\n".join(
            part for part in (best_point(points, Channel.PHONE), best_point(points, Channel.EMAIL)) if part
        )
        for person, points in points_of(unit, views).items()
    }


def points_of(unit: ReadUnit, views: Sequence[SeatView]) -> dict[int, list[ContactPoint]]:
    """The ways to reach the people in seats, by person."""
    people = sorted({view.seat.person_id for view in views if view.seat.person_id is not None})
    found: dict[int, list[ContactPoint]] = {}
    for start in range(0, len(people), 200):
        for point in unit.find(ContactPoint, person_id=tuple(people[start : start + 200])):
            if point.person_id is not None:
                found.setdefault(point.person_id, []).append(point)
    return found


# --- rules ---------------------------------------------------------------------------------------------------------


def _rules(workspace: Workspace, id: int, options: Options) -> Document:
    body: Body = workspace.bodies.get(id)
    versions: list[BodyRules] = workspace.bodies.all_rules(id)
    with workspace.store.read() as unit:
        rules = rules_of(unit, id, today(unit.clock))
    history = [
        RulesVersion(title=new.title, valid_from=new.valid_from, changes=compare(old, new))
        for new, old in pairwise(versions)
    ]
    return rules_sheet(
        body.name,
        rules.title,
        rules.valid_from,
        in_words(rules),
        history if options["changes"] else (),
        usual=rules.id == 0,
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


# --- kinds ---------------------------------------------------------------------------------------------------------


def body_stem(workspace: Workspace, id: int, words: str) -> str:
    """A file name with day and short name of the body."""
    body: Body = workspace.bodies.get(id)
    return f"{today(workspace.clock):%Y-%m-%d} {body_word(body)} {words}"


def _members_stem(workspace: Workspace, id: int) -> str:
    return body_stem(workspace, id, "Mitgliederliste")


def _rules_stem(workspace: Workspace, id: int) -> str:
    return body_stem(workspace, id, "Regeln")


def _bodies(workspace: Workspace) -> list[int]:
    return [body.id for body, _ in workspace.bodies.tree()]


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="member_list",
        label="Mitgliederliste",
        subject="body",
        build=_members,
        subjects=_bodies,
        file_stem=_members_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(
            DocumentOption(
                "day",
                "Stand",
                default="",
                choices=(("", "heute"), ("next", "nächste Sitzung"), ("last", "letzte Sitzung")),
            ),
            DocumentOption("contacts", "Telefon und E-Mail", default=False),
        ),
    ),
    DocumentKind(
        key="body_rules",
        label="Regeln eines Gremiums",
        subject="body",
        build=_rules,
        subjects=_bodies,
        file_stem=_rules_stem,
        options=(DocumentOption("changes", "Änderungen der Fassungen", default=True),),
    ),
)
