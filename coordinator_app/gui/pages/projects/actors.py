"""Tab „Beteiligte“: who takes part in which role."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.domain.projects import ProjectActor
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.projects.dialogs import ActorDialog
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_card import ActorCard, ProjectCard


class ActorsPane(ScrollColumn):
    """Carrier, responsible person and everybody else, each a link to the network."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._lookups = lookups
        self._project_id = 0
        self.list = ListCard("Beteiligte")
        add = LinkButton("Hinzufügen", "plus")
        theme.reveal(add, shown=not context.read_only)
        add.clicked.connect(self.add_actor)
        self.list.add_to_head(add)
        self.column.addWidget(self.list)
        self.column.addStretch(1)

    def show_card(self, card: ProjectCard) -> None:
        """Show who takes part in a project."""
        project = card.project
        self._project_id = project.id
        rows: list[QWidget] = []
        if project.carrier_id is not None and card.carrier:
            rows.append(self._row("organisation", project.carrier_id, card.carrier, "Träger", "building"))
        if project.responsible_id is not None and card.responsible:
            rows.append(self._row("person", project.responsible_id, card.responsible, "verantwortlich", "person"))
        rows.extend(self._actor(actor) for actor in card.actors)
        self.list.set_hint(str(len(rows)) if rows else "")
        self.list.set_rows(
            rows or [hint_row("Noch niemand eingetragen: Wer trägt, fördert oder unterstützt das Projekt?")]
        )

    def _row(self, kind: str, id: int, name: str, role: str, icon: str, addition: str = "") -> ListRow:
        row = ListRow(name, addition=addition, value=role, icon=icon)
        row.activated.connect(partial(self._context.navigate, kind, id))
        return row

    def _actor(self, item: ActorCard) -> ListRow:
        icon = "person" if item.kind == "person" else "building"
        row = self._row(item.kind, item.id, item.name, item.actor.role.label, icon, item.actor.contribution)
        if not self._context.read_only:
            remove = IconButton("x", f"{item.name} entfernen", flat=True)
            remove.clicked.connect(partial(_remove, self._context, item.actor.id))
            row.add(remove)
        return row

    @Slot()
    def add_actor(self) -> None:
        """Ask who takes part."""
        dialog = ActorDialog(self._lookups, self)
        if dialog.run():
            self._context.workspace.projects.add_actor(
                self._project_id,
                organisation_id=dialog.organisation.value(),
                person_id=dialog.person.value(),
                role=dialog.role.value(),
                contribution=dialog.contribution.value(),
            )


def _remove(context: AppContext, actor_id: int, *_: object) -> None:
    context.workspace.projects.remove_part(ProjectActor, actor_id)
    context.undo_bar("Beteiligung entfernt.")
