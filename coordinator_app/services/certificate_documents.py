"""Certificates of appointment: as the program sets them, or in Word on the town's own template."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words, format_date
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.body_documents import CertificateEntry, certificates
from coordinator_app.documents.certificate_page import CertificatePage
from coordinator_app.documents.content import Document
from coordinator_app.domain.bodies import Body, Membership, Role, Term, genitive, term_on
from coordinator_app.domain.contacts import Person
from coordinator_app.domain.letter_templates import CERTIFICATE_PLACEHOLDERS, TemplatePurpose
from coordinator_app.services.body_documents import SALUTATIONS, body_stem
from coordinator_app.services.documents import (
    DocumentAction,
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    letterhead_of,
    render_document,
)
from coordinator_app.services.letters import TOWN, more_templates, on_town_template
from coordinator_app.services.seats import SeatView, seat_views
from coordinator_app.storage.unit_of_work import ReadUnit

_CHAIRS = (Role.CHAIR, Role.CO_CHAIR)


LAYOUT = DocumentOption(
    "layout",
    "Vorlage",
    default="",
    choices=(("", "Urkunde des Programms"), (TOWN, "Urkundenvorlage der Kommune (Word; Vorschau und PDF wie oben)")),
)


@dataclass(frozen=True, slots=True)
class _Appointments:
    """The certificates of some seats of one body, ready to be made."""

    body: Body
    document: Document
    entries: tuple[CertificateEntry, ...]

    @property
    def pages(self) -> tuple[tuple[CertificateEntry, CertificatePage], ...]:
        """Each appointment with its page; empty when nobody is to be appointed."""
        pages = [block for block in self.document.blocks if isinstance(block, CertificatePage)]
        return tuple(zip(self.entries, pages, strict=True)) if pages else ()


def _all(workspace: Workspace, id: int, options: Options) -> _Appointments:
    views = people_to_appoint(workspace, id, everybody=options["who"] == "all")
    return _appointments(workspace, workspace.bodies.get(id), views, options)


def _one(workspace: Workspace, id: int, options: Options) -> _Appointments:
    seat: Membership = workspace.bodies.seat(id)
    views = [view for view in workspace.bodies.history(id) if view.id == id]
    if seat.person_id is None:
        raise UserError(
            f"Für den Sitz „{seat.seat}“ ist keine Person eingetragen. Bitte tragen Sie zuerst die Person ein.",
            help_topic="gremien",
        )
    return _appointments(workspace, workspace.bodies.get(seat.body_id), views, options)


def people_to_appoint(workspace: Workspace, body_id: int, *, everybody: bool) -> list[SeatView]:
    """The people in seats today; without `everybody` only those not appointed yet."""
    views: list[SeatView] = workspace.bodies.seats(body_id)
    return [view for view in views if view.seat.person_id is not None and (everybody or view.seat.appointed_on is None)]


def _appointments(workspace: Workspace, body: Body, views: Sequence[SeatView], options: Options) -> _Appointments:
    own = workspace.municipality.own()
    head = letterhead_of(workspace)
    with workspace.store.read() as unit:
        people = unit.many(Person, [view.seat.person_id for view in views if view.seat.person_id is not None])
        terms = unit.find(Term, body_id=body.id)
        seats = {seat.id: seat for seat in unit.find(Membership, body_id=body.id)}
        signers = _signers(unit, body.id) if options["signature"] == "chair" else (("", "Vorsitz"),)
    entries = tuple(_certificate(body, view, people, terms, seats) for view in views)
    document = certificates(
        body.name,
        entries,
        heading="Ernennungsurkunde" if options["heading"] == "ernennung" else "Berufungsurkunde",
        issuer=head.lines[:2] if head is not None else (body.name,),
        place=(own.town or own.name) if own is not None else "",
        day=today(workspace.clock) if options["day"] == "today" else None,
        signatures=signers,
        letterhead=head,
    )
    return _Appointments(body, document, entries)


_Made = Callable[[Workspace, int, Options], _Appointments]


def _built(made: _Made) -> Callable[[Workspace, int, Options], Document]:
    def build(workspace: Workspace, id: int, options: Options) -> Document:
        return made(workspace, id, options).document

    return build


def _written(made: _Made) -> Callable[[Workspace, int, Options, JobContext], bytes]:
    """In Word: as the program sets it, or filled into the town's template."""

    def word(workspace: Workspace, id: int, options: Options, context: JobContext) -> bytes:
        found = made(workspace, id, options)
        layout = str(options.get(LAYOUT.key, ""))
        if on_town_template(layout):
            return _on_template(workspace, found, layout, context)
        return render_document(replace(found.document, created=workspace.clock.now()), "docx")

    return word


def _on_template(workspace: Workspace, found: _Appointments, layout: str, context: JobContext) -> bytes:
    from coordinator_app.documents.certificate_filling import fill_certificates

    template, data = workspace.letter_templates.chosen(
        layout, body_id=found.body.id, purpose=TemplatePurpose.CERTIFICATE
    )
    return fill_certificates(
        data,
        found.pages,
        workspace.letters.sender(),
        body=found.body.name,
        title=f"{found.document.title}: {found.body.name}",
        template=template.title,
        context=context,
    )


def sample_pages(
    workspace: Workspace, seat_id: int | None
) -> tuple[str, tuple[tuple[CertificateEntry, CertificatePage], ...]]:
    """The body and the certificate of a seat to try a template with; no seat gives nothing."""
    if seat_id is None:
        return "", ()
    found = _one(workspace, seat_id, {"heading": "berufung", "day": "today", "signature": "chair"})
    return found.body.name, found.pages


def certificate_samples(workspace: Workspace, seat_id: int | None = None) -> dict[str, str]:
    """How each placeholder of a certificate reads for a seat of the open file, else made up."""
    from coordinator_app.documents.certificate_filling import values_of

    samples = {entry.name: entry.sample for entry in CERTIFICATE_PLACEHOLDERS}
    body, pages = sample_pages(workspace, seat_id)
    for entry, page in pages:
        values = values_of(entry, page, workspace.letters.sender(), body)
        return {name: shown for name, shown in values.items() if isinstance(shown, str)}
    return samples


def sample_certificate(workspace: Workspace, template_id: int, seat_id: int | None = None) -> bytes:
    """A certificate to try a template with: of a seat of the open file, else made up."""
    from coordinator_app.documents.certificate_filling import fill_certificates, fill_sample

    template, data = workspace.letter_templates.content(template_id)
    body, pages = sample_pages(workspace, seat_id)
    if not pages:
        return fill_sample(data, template=template.title)
    sender = workspace.letters.sender()
    return fill_certificates(data, pages, sender, body=body, title="Probeurkunde", template=template.title)


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


def _all_stem(workspace: Workspace, id: int) -> str:
    return body_stem(workspace, id, "Urkunden")


def _one_stem(workspace: Workspace, id: int) -> str:
    view = next(view for view in workspace.bodies.history(id) if view.id == id)
    return body_stem(workspace, view.seat.body_id, f"Urkunde {view.name}")


def _bodies_with_people(workspace: Workspace) -> list[int]:
    return [body.id for body, _ in workspace.bodies.tree() if people_to_appoint(workspace, body.id, everybody=True)]


def _seats_with_people(workspace: Workspace) -> list[int]:
    """One seat per body stands for all: the pages are those of the certificates of the body."""
    return [people_to_appoint(workspace, id, everybody=True)[0].id for id in _bodies_with_people(workspace)]


WHO = DocumentOption(
    "who", "Für", default="all", choices=(("all", "alle Personen"), ("new", "nur noch nicht Berufene"))
)
_CERTIFICATE_OPTIONS = (
    LAYOUT,
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
        key="certificates",
        label="Berufungsurkunden",
        subject="body",
        build=_built(_all),
        own={"docx": _written(_all)},
        choices={LAYOUT.key: more_templates(TemplatePurpose.CERTIFICATE)},
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
        build=_built(_one),
        own={"docx": _written(_one)},
        choices={LAYOUT.key: more_templates(TemplatePurpose.CERTIFICATE)},
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
