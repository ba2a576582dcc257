"""The wizard „Neue Kommune anlegen“. Nothing is written before the last button."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator_app.common.clock import Clock
from coordinator_app.common.german import plural
from coordinator_app.gui import alerts
from coordinator_app.gui.dialogs.new_municipality.panes import (
    AreasPane,
    BodiesPane,
    FieldsPane,
    ListPane,
    Pane,
    TownPane,
)
from coordinator_app.gui.file_session import FILE_FILTER
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.steps import StepBar

if TYPE_CHECKING:
    from coordinator_app.services.founding import FoundingPlan
    from coordinator_app.services.workspace import Workspace

STEPS = ("Kommune", "Gebiete", "Gremien", "Handlungsfelder", "Projektliste")
NEXT, FINISH = "Weiter", "Kommune anlegen"


@dataclass(frozen=True, slots=True)
class NewMunicipality:
    """What the wizard made: the open file, and the list to read in afterwards."""

    workspace: "Workspace"
    import_list: Path | None


class NewMunicipalityDialog(Dialog):
    """Five panes; „Zurück“ and the step bar keep what was entered."""

    help_topic = "datei-anlegen"

    def __init__(self, parent: QWidget | None, clock: Clock, user: str) -> None:
        super().__init__("Neue Kommune anlegen", primary=NEXT, parent=parent, width=720)
        from coordinator_app.services.founding import SUGGESTED_BODIES, suggested_fields_of_action

        self._clock = clock
        self._user = user
        self.workspace: Workspace | None = None
        self.steps = StepBar(STEPS)
        self.steps.activated.connect(self._on_step_activated)
        self.town, self.areas, self.bodies = TownPane(), AreasPane(), BodiesPane()
        self.fields, self.list = FieldsPane(), ListPane()
        suggestions = [(plan.name, plan.preset, plan.short_name, plan.kind_code) for plan in SUGGESTED_BODIES]
        self.bodies.fill(suggestions, chosen=2)
        self.fields.fill(suggested_fields_of_action())
        self._stack = QStackedWidget()
        self.add(self.steps)
        self.add(self._stack, 1)
        self._panes: list[Pane] = [self.town, self.areas, self.bodies, self.fields, self.list]
        for pane in self._panes:
            self._stack.addWidget(pane)
        self.back_button = SecondaryButton("Zurück", "chevron-left")
        self.back_button.clicked.connect(self._on_back)
        self.add_left_button(self.back_button)
        self.show_step(0)

    @classmethod
    def ask(cls, parent: QWidget | None, clock: Clock, user: str) -> NewMunicipality | None:
        """Ask for everything and make the file; None when cancelled, and nothing is left behind."""
        dialog = cls(parent, clock, user)
        accepted = dialog.run()
        if not accepted or dialog.workspace is None:
            return None
        return NewMunicipality(dialog.workspace, dialog.list.path)

    def show_step(self, step: int) -> None:
        """Show a pane."""
        self.set_message("")
        self._stack.setCurrentIndex(step)
        self.steps.set_current(step)
        self.back_button.setVisible(step > 0)
        last = step == len(STEPS) - 1
        self.primary_button.setText(FINISH if last else NEXT)
        if last:
            self.list.summary.setText(self.summary())
        self._panes[step].first_field().setFocus()

    def plan(self) -> "FoundingPlan":
        """What was entered."""
        from coordinator_app.services.founding import BodyPlan, FoundingPlan

        return FoundingPlan(
            name=self.town.name.editor.value(),
            official_key=self.town.key.editor.value(),
            district=self.town.district.editor.value(),
            areas=tuple(self.areas.areas()),
            bodies=tuple(BodyPlan(*body) for body in self.bodies.bodies()),
            fields_of_action=tuple(self.fields.fields()),
        )

    def summary(self) -> str:
        """What is going to be made, in words."""
        plan = self.plan()
        lines = [f"Kommune {plan.name}" + (f", {plan.district}" if plan.district else "")]
        lines.append(plural(len(plan.areas), "Gebiet", "Gebiete") if plan.areas else "keine Gebiete")
        names = ", ".join(body.name for body in plan.bodies)
        lines.append(f"{plural(len(plan.bodies), 'Gremium', 'Gremien')}: {names}" if names else "keine Gremien")
        lines.append(plural(len(plan.fields_of_action), "Handlungsfeld", "Handlungsfelder"))
        return "\n".join(f"– {line}" for line in lines)

    def check(self) -> bool:
        """Go on to the next pane; on the last one ask for the file and make it."""
        step = self.steps.current()
        problem = self._panes[step].problem()
        if problem:
            self.set_message("" if step == 0 else problem)
            return False
        if step < len(STEPS) - 1:
            self.show_step(step + 1)
            return False
        return self._make()

    def _make(self) -> bool:
        from coordinator_app.services.founding import FILE_ENDING, found_municipality, suggested_file

        plan = self.plan()
        path = alerts.save_file(self, "Wo soll die Datei liegen?", FILE_FILTER, suggested_file(plan.name))
        if path is None:
            return False
        if path.suffix.lower() != FILE_ENDING:
            path = path.with_name(path.name + FILE_ENDING)
        self.workspace = found_municipality(path, plan, clock=self._clock, user=self._user)
        return True

    @Slot()
    def _on_back(self) -> None:
        self.show_step(self.steps.current() - 1)

    @Slot(int)
    def _on_step_activated(self, step: int) -> None:
        """Steps back are free; forward every pane between must be right."""
        for between in range(self.steps.current(), step):
            if self._panes[between].problem():
                self.show_step(between)
                self.set_message(self._panes[between].problem())
                return
        self.show_step(step)
