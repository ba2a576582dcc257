"""The letter that goes with a certificate of appointment, on plain paper or on the town's own template."""

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_long_date
from coordinator_app.documents.content import Paragraph
from coordinator_app.documents.letters import LetterBody
from coordinator_app.domain.bodies import Body, Role, genitive, term_on
from coordinator_app.domain.letters import Addressee
from coordinator_app.services.body_documents import body_stem
from coordinator_app.services.certificate_documents import WHO, people_to_appoint
from coordinator_app.services.documents import DocumentKind, Options, Workspace
from coordinator_app.services.letters import Letters, letter_kind
from coordinator_app.services.seats import SeatView

_MEMBERS = frozenset({Role.MEMBER, Role.CHAIR, Role.CO_CHAIR, Role.DEPUTY_CHAIR, Role.MANAGER, Role.MINUTE_TAKER})


def _letters(workspace: Workspace, id: int, options: Options) -> Letters:
    body: Body = workspace.bodies.get(id)
    views = people_to_appoint(workspace, id, everybody=options["who"] == "all")
    by_person: dict[int, list[SeatView]] = {}
    for view in views:
        by_person.setdefault(view.seat.person_id or 0, []).append(view)
    pairs = [(person, seats[0].seat.organisation_id) for person, seats in by_person.items()]
    terms = workspace.bodies.terms(id)
    chairs = [view for view in workspace.bodies.seats(id) if view.seat.role is Role.CHAIR]
    term = term_on(terms, today(workspace.clock))
    long = term is not None and term.starts_on and term.ends_on and (term.ends_on - term.starts_on).days > 400

    def words(to: Addressee) -> LetterBody:
        seats = by_person.get(to.person_id or 0, [])
        return LetterBody(
            subject=f"Ihre Berufung: {body.name}",
            blocks=(
                Paragraph(_opening(body, seats, term.title if term is not None and long else "")),
                Paragraph("Ihre Berufungsurkunde liegt diesem Schreiben bei."),
                Paragraph("Für Ihre Bereitschaft zur Mitarbeit danke ich Ihnen herzlich."),
            ),
            signatory=chairs[0].name if chairs and chairs[0].seat.person_id else "",
            role="Vorsitz",
            enclosures=("Berufungsurkunde",),
        )

    people = workspace.letters.addressees(pairs)
    return Letters(recipients=people, body=words, title=f"Berufung: {body.name}", body_id=id)


def _opening(body: Body, seats: list[SeatView], term: str) -> str:
    """One sentence for all seats a person has: as a member, or as a deputy of whom."""
    name = genitive(body)
    of_body = f"des Gremiums „{body.name}“" if name.startswith("– ") else name
    begin = min((view.seat.starts_on for view in seats if view.seat.starts_on), default=None)
    since = f" ab dem {format_long_date(begin)}" if begin else ""
    period = f" für die Periode {term}" if term else ""
    own = [view for view in seats if view.seat.deputy_for_id is None]
    if not own:
        what = "als Vertretung"
    elif any(view.seat.role in _MEMBERS for view in own):
        what = "als Mitglied"
    else:
        what = "beratend"
    return f"ich freue mich, dass Sie{since}{period} {what} in der Arbeit {of_body} mitwirken."


def _stem(workspace: Workspace, id: int) -> str:
    return body_stem(workspace, id, "Berufungsschreiben")


def _bodies(workspace: Workspace) -> list[int]:
    bodies = [body.id for body, _ in workspace.bodies.tree()]
    return [id for id in bodies if people_to_appoint(workspace, id, everybody=True)]


KINDS: tuple[DocumentKind, ...] = (
    letter_kind(
        key="appointment_letters",
        label="Berufungsschreiben",
        subject="body",
        letters=_letters,
        subjects=_bodies,
        file_stem=_stem,
        options=(WHO,),
    ),
)
