"""What a template is tried with: a person of the file for letters, a seat for certificates, else made-up words."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_MADE_UP = [(0, "erfundene Angaben")]


def person_chooser(workspace: "Workspace") -> Editor:
    """Picks the person a test letter goes to."""
    lookups = workspace_lookups(workspace)
    chooser = ReferenceEditor(partial(lookups.suggest, "person"), partial(lookups.titles, "person"))
    chooser.line.setPlaceholderText("Person aus der Datei (leer: erfundene Angaben)")
    return chooser


def letter_samples(workspace: "Workspace", person_id: int | None) -> Mapping[str, str]:
    """How the placeholders of a letter read."""
    return workspace.letters.samples(person_id)


def sample_letter(workspace: "Workspace", template_id: int, person_id: int | None) -> bytes:
    """A test letter on a template, to a person of the file or to somebody made up."""
    found, words, sender = workspace.letters.sample(person_id)
    day = today(workspace.clock)
    return workspace.letter_templates.sample_letter(template_id, found, words, sender, day)


def seat_chooser(_workspace: "Workspace") -> Editor:
    """Picks the seat a certificate is of; the seats are offered with `seats_to_choose`."""
    chooser = ChoiceEditor(_MADE_UP, optional=False)
    chooser.set_value(_MADE_UP[0][0])
    return chooser


def seats_to_choose(workspace: "Workspace") -> list[tuple[int, str]]:
    """Made-up words, then the seats with people today, by body."""
    bodies = workspace.bodies
    return [
        *_MADE_UP,
        *(
            (view.id, f"{view.name}, {body.name}")
            for body, _ in bodies.tree()
            for view in bodies.seats(body.id)
            if view.seat.person_id is not None
        ),
    ]


def seat_samples(workspace: "Workspace", seat_id: int | None) -> Mapping[str, str]:
    """How the placeholders of a certificate read."""
    from coordinator_app.services.certificate_documents import certificate_samples

    return certificate_samples(workspace, seat_id or None)


def certificate_of_seat(workspace: "Workspace", template_id: int, seat_id: int | None) -> bytes:
    """A certificate on a template, of a seat of the file or of somebody made up."""
    from coordinator_app.services.certificate_documents import sample_certificate

    return sample_certificate(workspace, template_id, seat_id or None)
