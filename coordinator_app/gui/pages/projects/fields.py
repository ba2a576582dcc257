"""Tab „Angaben“: all fields of a project, each saving itself."""

from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.domain.projects import Project
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_card import ProjectCard

FIELDS = (
    "title",
    "short_description",
    ("project_type", "is_permanent"),
    ("start", "end"),
    "# Einordnung",
    ("fields_of_action", "target_groups"),
    ("age_groups", "settings"),
    ("areas", "location"),
    "prevention_types",
    ("evidence_level", "green_list_name"),
    ("planned_reach", "is_pit"),
    "# Zuständigkeit und Geld",
    ("carrier_id", "responsible_id"),
    ("costs", "funding"),
    "funding_source",
    "# Umsetzung und Ergebnis",
    "activities",
    "factors",
    ("needs", "resolutions"),
    "lessons_learned",
    ("confirmed_on", "confirmed_by"),
    ("successor_id", "is_public"),
    "note",
)


class FieldsPane(ScrollColumn):
    """All fields of the project; each saves itself."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._projects = context.workspace.projects
        self._read_only = context.read_only
        self.form = RecordForm(Project, save=self._save, names=FIELDS, lookups=lookups)
        self.column.addWidget(self.form)

    def show_card(self, card: ProjectCard) -> None:
        """Show the fields of a project."""
        self.form.load(card.project)
        self.form.set_read_only(read_only=self._read_only)

    def flush(self) -> None:
        """Save what is still in a field."""
        self.form.flush()

    def _save(self, name: str, value: Any) -> None:
        self._projects.update(self.form.record.id, None, **{name: value})
