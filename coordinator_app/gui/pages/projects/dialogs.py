"""Dialogs of the projects page: a step with its guard sentences, who takes part."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.project_states import Finding
from coordinator_app.domain.projects import ActorRole, ProjectActor, ProjectStatus
from coordinator_app.gui.forms.editors import ChoiceEditor, LongTextEditor, TextEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import FieldDialog
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar


class StepDialog(FieldDialog):
    """A change of state: what stands against it in sentences, and a reason where one is needed.

    `blocked`: no reason helps, the step stays closed until the record is completed.
    """

    help_topic = "projekte"

    def __init__(
        self,
        target: ProjectStatus,
        findings: Sequence[Finding],
        *,
        reason_needed: bool,
        blocked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Status ändern", primary=f"Auf „{target.label}“ setzen", parent=parent)
        self.add(Label(f"Status auf „{target.label}“ setzen", "titel", wrap=True))
        for finding in findings:
            self.add(NoticeBar(finding.text, "error" if finding.blocks else "attention"))
        self.reason = LongTextEditor()
        help_text = "Steht im Verlauf und im Steckbrief." if reason_needed else "Nur nötig, wenn etwas abweicht."
        self.add(FieldRow("Grund", self.reason, required=reason_needed, help_text=help_text))
        self._reason_needed = reason_needed
        self.first = self.reason
        self.primary_button.setEnabled(not blocked)

    def check(self) -> bool:
        """Ask for the reason where it is needed."""
        if self._reason_needed and not self.reason.value():
            raise UserError("Bitte einen Grund angeben.")
        return True

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        target: ProjectStatus,
        findings: Sequence[Finding],
        *,
        reason_needed: bool,
        blocked: bool = False,
    ) -> str | None:
        """The reason ("" = none given); None when cancelled."""
        dialog = cls(target, findings, reason_needed=reason_needed, blocked=blocked, parent=parent)
        return str(dialog.reason.value()) if dialog.run() else None


class ActorDialog(FieldDialog):
    """Who takes part in which role; either an organisation or a person."""

    help_topic = "projekte"

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Beteiligung", primary="Beteiligung hinzufügen", heading="Neue Beteiligung", parent=parent)
        infos = fields_of(ProjectActor)
        self.organisation = editor_for(infos["organisation_id"], lookups)
        self.person = editor_for(infos["person_id"], lookups)
        self.role = ChoiceEditor.of(ActorRole, optional=False)
        self.role.set_value(ActorRole.PARTNER)
        self.contribution = TextEditor()
        self.first = self.organisation
        self.add(FieldRow("Organisation", self.organisation, help_text="Oder unten eine Person wählen."))
        self.add(FieldRow("Person", self.person))
        self.add(FieldRow("Rolle", self.role))
        self.add(FieldRow("Beitrag", self.contribution, help_text=infos["contribution"].help))

    def check(self) -> bool:
        """Ask for one of the two."""
        if self.organisation.value() is None and self.person.value() is None:
            raise UserError("Bitte eine Organisation oder eine Person wählen.")
        return True
