"""The dialog that makes a grant, from the page „Förderung“ or from a project."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import today
from coordinator_app.domain.fields import FieldInfo, Kind
from coordinator_app.domain.funding import FundingProgramme
from coordinator_app.domain.grants import Grant
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.editors import IntegerEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups, Pairs
from coordinator_app.gui.forms.pickers import CatalogueEditor

NEW_FIELDS = ("title", ("programme_id", "funding_year"), ("applicant_id", "requested"))


def programme_editor(context: AppContext, lookups: Lookups) -> CatalogueEditor:
    """A list of the programmes offered; one that is not offered any more stays shown."""
    funding = context.workspace.funding

    def entries() -> Pairs:
        return [(each.id, each.short_name or each.title) for each in funding.all() if each.active]

    def titles(ids: Iterable[int]) -> Mapping[int, str]:
        return lookups.titles(FundingProgramme.kind, ids)

    return CatalogueEditor(entries, titles)


def _by_id(grant: Grant) -> int:
    return grant.id


class NewGrant(RecordDialog):
    """The fields of a new grant, and the project it is for."""

    help_topic = "foerderung"

    def __init__(
        self, context: AppContext, lookups: Lookups, project_id: int = 0, parent: QWidget | None = None
    ) -> None:
        self._context = context
        super().__init__(
            Grant,
            names=NEW_FIELDS,
            title="Neue Förderung",
            primary="Förderung anlegen",
            save=self._create,
            lookups=lookups,
            initial=self._proposal(project_id),
            editors={"funding_year": IntegerEditor(plain=True), "programme_id": programme_editor(context, lookups)},
            parent=parent,
        )
        info = FieldInfo(name="project", label="Projekt", kind=Kind.REFERENCE, target="project")
        self.project = editor_for(info, lookups)
        self.project.set_value(project_id or None)
        self.add(FieldRow("Projekt", self.project, help_text="Weitere Projekte lassen sich später hinzufügen."))

    def _proposal(self, project_id: int) -> dict[str, Any]:
        found: dict[str, Any] = {"funding_year": today(self._context.clock).year + 1}
        if project_id:
            project = self._context.workspace.projects.get(project_id)
            found |= {"title": project.title, "requested": project.funding}
        earlier = sorted(self._context.workspace.grants.all(), key=_by_id)
        if earlier:
            found["applicant_id"] = earlier[-1].applicant_id  # nearly always the town itself
        return found

    def _create(self, values: dict[str, Any]) -> int:
        project_id = self.project.value()
        projects = (project_id,) if project_id else ()
        return self._context.workspace.grants.create(projects=projects, **values)

    @classmethod
    def make(cls, parent: QWidget | None, context: AppContext, lookups: Lookups, project_id: int = 0) -> None:
        """Ask for a new grant and show it."""
        dialog = cls(context, lookups, project_id, parent)
        if dialog.run():
            context.navigate("grant", dialog.new_id)
