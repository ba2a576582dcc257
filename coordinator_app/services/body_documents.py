"""Documents of bodies: list of members, rules in words, certificates of appointment."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from coordinator_app.common.clock import local, today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words, format_date
from coordinator_app.documents.body_documents import (
    CertificateEntry,
    MemberEntry,
    MemberGroup,
    RulesVersion,
    certificates,
    member_list,
    rules_sheet,
)
from coordinator_app.documents.content import Document
from coordinator_app.domain.bodies import Body, BodyRules, Membership, Role, Term, genitive, term_on
from coordinator_app.domain.contacts import Channel, ContactPoint, Person, Salutation
from coordinator_app.domain.letters import best_point
from coordinator_app.domain.meetings import BEFORE, Meeting, MeetingState
from coordinator_app.domain.rules_in_words import compare, in_words
from coordinator_app.services.bodies import rules_of
from coordinator_app.services.documents import (
    DocumentAction,
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
_CHAIRS = (Role.CHAIR, Role.CO_CHAIR)
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


# --- certificates --------------------------------------------------------------------------------------------------


def _all_certificates(workspace: Workspace, id: int, options: Options) -> Document:
    body: Body = workspace.bodies.get(id)
    views = people_to_appoint(workspace, id, everybody=options["who"] == "all")
    return _certificates(workspace, body, views, options)


def _one_certificate(workspace: Workspace, id: int, options: Options) -> Document:
    seat: Membership = workspace.bodies.seat(id)
    views = [view for view in workspace.bodies.history(id) if view.id == id]
    if seat.person_id is None:
        raise UserError(
            f"Für den Sitz „{seat.seat}“ ist keine Person eingetragen. Bitte tragen Sie zuerst die Person ein.",
            help_topic="gremien",
        )
    return _certificates(workspace, workspace.bodies.get(seat.body_id), views, options)


def people_to_appoint(workspace: Workspace, body_id: int, *, everybody: bool) -> list[SeatView]:
    """The people in seats today; without `everybody` only those not appointed yet."""
    views: list[SeatView] = workspace.bodies.seats(body_id)
    return [view for view in views if view.seat.person_id is not None and (everybody or view.seat.appointed_on is None)]


def _certificates(workspace: Workspace, body: Body, views: Sequence[SeatView], options: Options) -> Document:
    own = workspace.municipality.own()
    head = letterhead_of(workspace)
    with workspace.store.read() as unit:
        people = unit.many(Person, [view.seat.person_id for view in views if view.seat.person_id is not None])
        terms = unit.find(Term, body_id=body.id)
        seats = {seat.id: seat for seat in unit.find(Membership, body_id=body.id)}
        signers = _signers(unit, body.id) if options["signature"] == "chair" else (("", "Vorsitz"),)
    entries = [_certificate(body, view, people, terms, seats) for view in views]
    day = today(workspace.clock) if options["day"] == "today" else None
    return certificates(
        body.name,
        entries,
        heading="Ernennungsurkunde" if options["heading"] == "ernennung" else "Berufungsurkunde",
        issuer=head.lines[:2] if head is not None else (body.name,),
        place=(own.town or own.name) if own is not None else "",
        day=day,
        signatures=signers,
        letterhead=head,
    )


def _certificate(
    body: Body, view: SeatView, people: dict[int, Person], terms: Sequence[Term], seats: dict[int, Membership]
) -> CertificateEntry:
    seat, person = view.seat, people.get(view.seat.person_id or 0)
    salutation = SALUTATIONS.get(person.salutation, "") if person is not None else ""
    term = term_on(terms, seat.starts_on) if seat.starts_on is not None else None
    long = term is not None and term.starts_on and term.ends_on and (term.ends_on - term.starts_on).days > 400
    principal = seats.get(seat.deputy_for_id or 0)
    detail = [view.function or ("" if principal else seat.seat), view.organisation]
    return CertificateEntry(
        name=f"{salutation} {view.name}".strip(),
        detail=", ".join(dict.fromkeys(part for part in detail if part and part != view.name)),
        role=seat.role,
        genitive=genitive(body),
        begin=seat.starts_on,
        term=term.title if term is not None and long else "",
        seat=principal.seat if principal is not None else seat.seat,
        is_deputy=seat.deputy_for_id is not None,
        has_vote=seat.has_vote,
    )


def _signers(unit: ReadUnit, body_id: int) -> tuple[tuple[str, str], ...]:
    """Both chairs sign when there are two."""
    views = [view for view in seat_views(unit, body_id, today(unit.clock)) if view.seat.deputy_for_id is None]
    chairs = [view for view in views if view.seat.role in _CHAIRS and view.seat.person_id is not None]
    found = tuple((view.name, ", ".join(filter(None, (view.seat.seat, "Vorsitz")))) for view in chairs[:2])
    return found or (("", "Vorsitz"),)


def _can_appoint(workspace: Workspace, body_id: int) -> bool:
    return bool(people_to_appoint(workspace, body_id, everybody=False))


def _appoint(workspace: Workspace, body_id: int) -> str:
    views = people_to_appoint(workspace, body_id, everybody=False)
    day = today(workspace.clock)
    workspace.bodies.appoint([view.id for view in views], day)
    return f"Berufung am {format_date(day)} eingetragen: {enumerate_words([view.shown for view in views[:3]])}" + (
        f" und {len(views) - 3} weitere." if len(views) > 3 else "."
    )


def _can_appoint_one(workspace: Workspace, id: int) -> bool:
    seat: Membership = workspace.bodies.seat(id)
    return seat.person_id is not None and seat.appointed_on is None


def _appoint_one(workspace: Workspace, id: int) -> str:
    day = today(workspace.clock)
    workspace.bodies.appoint([id], day)
    return f"Die Berufung am {format_date(day)} ist eingetragen."


# --- kinds ---------------------------------------------------------------------------------------------------------


def body_stem(workspace: Workspace, id: int, words: str) -> str:
    """A file name with day and short name of the body."""
    body: Body = workspace.bodies.get(id)
    return f"{today(workspace.clock):%Y-%m-%d} {body_word(body)} {words}"


def _members_stem(workspace: Workspace, id: int) -> str:
    return body_stem(workspace, id, "Mitgliederliste")


def _rules_stem(workspace: Workspace, id: int) -> str:
    return body_stem(workspace, id, "Regeln")


def _all_stem(workspace: Workspace, id: int) -> str:
    return body_stem(workspace, id, "Urkunden")


def _one_stem(workspace: Workspace, id: int) -> str:
    view = next(view for view in workspace.bodies.history(id) if view.id == id)
    return body_stem(workspace, view.seat.body_id, f"Urkunde {view.name}")


def _bodies(workspace: Workspace) -> list[int]:
    return [body.id for body, _ in workspace.bodies.tree()]


def _bodies_with_people(workspace: Workspace) -> list[int]:
    return [id for id in _bodies(workspace) if people_to_appoint(workspace, id, everybody=True)]


def _seats_with_people(workspace: Workspace) -> list[int]:
    """One seat per body stands for all: the pages are those of the certificates of the body."""
    return [people_to_appoint(workspace, id, everybody=True)[0].id for id in _bodies_with_people(workspace)]


WHO = DocumentOption(
    "who", "Für", default="all", choices=(("all", "alle Personen"), ("new", "nur noch nicht Berufene"))
)
_CERTIFICATE_OPTIONS = (
    DocumentOption(
        "heading",
        "Überschrift",
        default="berufung",
        choices=(("berufung", "Berufungsurkunde"), ("ernennung", "Ernennungsurkunde")),
    ),
    DocumentOption(
        "day",
        "Datum",
        default="line",
        choices=(("line", "Zeile zum Eintragen"), ("today", "heutiger Tag")),
    ),
    DocumentOption(
        "signature",
        "Unterschrift",
        default="chair",
        choices=(("chair", "Vorsitz des Gremiums mit Namen"), ("line", "Zeile ohne Namen")),
    ),
)
_ASKED = "„Berufen am“ wird bei den Sitzen auf heute gesetzt und im Verlauf des Gremiums festgehalten."

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
    DocumentKind(
        key="certificates",
        label="Berufungsurkunden",
        subject="body",
        build=_all_certificates,
        subjects=_bodies_with_people,
        file_stem=_all_stem,
        options=(
            WHO,
            *_CERTIFICATE_OPTIONS,
        ),
        actions=(
            DocumentAction(
                label="Berufung eintragen",
                icon="calendar-check",
                offered=_can_appoint,
                run=_appoint,
                question="Sind die Urkunden überreicht?",
                detail=_ASKED,
            ),
        ),
    ),
    DocumentKind(
        key="certificate",
        label="Berufungsurkunde",
        subject="membership",
        build=_one_certificate,
        subjects=_seats_with_people,
        file_stem=_one_stem,
        options=_CERTIFICATE_OPTIONS,
        actions=(
            DocumentAction(
                label="Berufung eintragen",
                icon="calendar-check",
                offered=_can_appoint_one,
                run=_appoint_one,
                question="Ist die Urkunde überreicht?",
                detail=_ASKED,
            ),
        ),
    ),
)
