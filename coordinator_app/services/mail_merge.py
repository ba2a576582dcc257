"""The people of a body as data for Word's own mail merge."""

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.documents.data_table import data_table
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.contacts import Channel, Person
from coordinator_app.domain.letters import best_point
from coordinator_app.services.body_documents import SALUTATIONS, body_stem, points_of
from coordinator_app.services.documents import Workspace
from coordinator_app.services.letters import addressees_of
from coordinator_app.services.seats import seat_views

MERGE_COLUMNS = (
    *("Anrede", "Titel", "Vorname", "Nachname", "Name", "Briefanrede", "Funktion", "Institution"),
    *("Adresszeile1", "Adresszeile2", "Adresszeile3", "Adresszeile4", "E-Mail", "Telefon"),
    *("Gremium", "Sitz", "Rolle", "Stimmberechtigt", "Von", "Bis", "Berufen am"),
)


def merge_data(workspace: Workspace, body_id: int, file_format: str) -> bytes:
    """The people of a body (principals and deputies) as a table for Word's mail merge, "xlsx" or "csv"."""
    body: Body = workspace.bodies.get(body_id)
    with workspace.store.read() as unit:
        views = [view for view in seat_views(unit, body_id, today(unit.clock)) if not view.seat.vacant]
        pairs = [(view.seat.person_id, view.seat.organisation_id) for view in views]
        addressees = addressees_of(unit, pairs)
        people = unit.many(Person, [view.seat.person_id for view in views if view.seat.person_id is not None])
        points = points_of(unit, views)
    rows: list[tuple[str, ...]] = []
    for view, to in zip(views, addressees, strict=True):
        if to.refused:  # blocked, or the consent is withdrawn
            continue
        seat, person = view.seat, people.get(view.seat.person_id or 0)
        lines = [*to.address, "", "", "", ""][:4]
        rows.append(
            (
                SALUTATIONS.get(person.salutation, "") if person else "",
                person.academic_title if person else "",
                person.first_name if person else "",
                person.last_name if person else "",
                view.name,
                to.salutation,
                view.function,
                view.organisation,
                *lines,
                to.email,
                best_point(points.get(seat.person_id or 0, []), Channel.PHONE),
                body.name,
                seat.seat,
                "Vertretung" if seat.deputy_for_id is not None else seat.role.label,
                "ja" if seat.has_vote and seat.deputy_for_id is None else "nein",
                format_date(seat.starts_on),
                format_date(seat.ends_on),
                format_date(seat.appointed_on),
            )
        )
    return data_table(MERGE_COLUMNS, rows, file_format)


def merge_stem(workspace: Workspace, id: int) -> str:
    """The file name proposed for the data of a mail merge."""
    return body_stem(workspace, id, "Seriendruckdaten")
