"""The dialog that puts a body somewhere else in the tree."""

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.bodies import Body
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.bodies import Bodies


class MoveBodyDialog(Dialog):
    """Under which body it stands; those below it are not offered."""

    help_topic = "gremien"

    def __init__(self, bodies: Bodies, body: Body, parent: QWidget | None = None) -> None:
        title = f"„{body.name}“ verschieben"
        super().__init__(title, primary="Verschieben", heading=title, parent=parent)
        self._bodies, self._body = bodies, body
        self.target = ChoiceEditor([(None, "oberste Ebene"), *_targets(bodies, body)], optional=False)
        self.target.set_value(body.parent_id)
        self.add(FieldRow("Gehört zu", self.target))
        self.add(Label("Mit der Tastatur im Baum: Alt+Pfeil rechts und Alt+Pfeil links.", "hinweis", wrap=True))

    def check(self) -> bool:
        """Move the body."""
        self._bodies.move(self._body.id, self.target.value())
        return True


def _targets(bodies: Bodies, body: Body) -> list[tuple[int, str]]:
    """The other bodies in the order of the tree, indented; not those below the body itself."""
    found: list[tuple[int, str]] = []
    below: int | None = None
    for other, depth in bodies.tree(inactive=True):
        if below is not None and depth > below:
            continue
        below = depth if other.id == body.id else None
        if other.id != body.id and (other.active or other.id == body.parent_id):
            found.append((other.id, "\N{EM SPACE}" * depth + other.name))
    return found
