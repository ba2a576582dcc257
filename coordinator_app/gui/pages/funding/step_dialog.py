"""The dialog of a step of a grant: what stands against it, the days and amounts it asks for, a reason."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.grant_states import needs_reason, step_fields
from coordinator_app.domain.grants import Grant, GrantState
from coordinator_app.domain.project_states import Finding
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import LongTextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import FieldColumn
from coordinator_app.gui.pages.funding.editors import grant_editors
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar


class GrantStep(Dialog):
    """`GrantStep.ask(parent, context, lookups, grant, target)` makes the step; a refusal is shown in the dialog."""

    help_topic = "foerderung"

    def __init__(
        self,
        context: AppContext,
        lookups: Lookups,
        grant: Grant,
        target: GrantState,
        findings: Sequence[Finding],
        parent: QWidget | None = None,
    ) -> None:
        title = f"Stand auf „{target.label}“ setzen"
        super().__init__(title, primary=f"Auf „{target.label}“ setzen", heading=title, parent=parent)
        self._grants = context.workspace.grants
        self._grant, self._target = grant, target
        for finding in findings:
            self.add(NoticeBar(finding.text, "error" if finding.blocks else "attention"))
        names = step_fields(grant.state, target)
        editors = {name: editor for name, editor in grant_editors().items() if name in _flat(names)}
        self.fields = FieldColumn(Grant, names, lookups, editors=editors)
        for name, row in self.fields.rows.items():
            row.editor.set_value(getattr(grant, name))
        if names:
            self.add(Label("Was jetzt feststeht", "stark"))
            self.add(self.fields)
        self._reason_needed = needs_reason(grant.state, target)
        self.reason = LongTextEditor()
        help_text = "Steht im Verlauf der Förderung." if self._reason_needed else "Nur nötig, wenn etwas abweicht."
        self.add(FieldRow("Grund", self.reason, required=self._reason_needed, help_text=help_text))

    def check(self) -> bool:
        """Make the step; `UserError` stays in the dialog."""
        values: dict[str, Any] = {}
        for name, row in self.fields.rows.items():
            try:
                values[name] = row.editor.value()
            except UserError as error:
                row.set_error(error.text)
                return False
            row.set_error("")
        self._grants.transition(self._grant.id, self._target, reason=str(self.reason.value()), **values)
        return True

    @classmethod
    def ask(
        cls, parent: QWidget | None, context: AppContext, lookups: Lookups, grant: Grant, target: GrantState
    ) -> bool:
        """Ask for what the step needs and make it; False when cancelled."""
        findings = context.workspace.grants.step_findings(grant.id, target)
        names = _flat(step_fields(grant.state, target))
        shown = [found for found in findings if not (found.blocks and (names or found.text.startswith("Bitte einen")))]
        if not findings and not names and not needs_reason(grant.state, target):
            context.workspace.grants.transition(grant.id, target)
            return True
        return cls(context, lookups, grant, target, shown, parent).run()


def _flat(names: Sequence[str | tuple[str, ...]]) -> list[str]:
    return [name for entry in names for name in ((entry,) if isinstance(entry, str) else entry)]
