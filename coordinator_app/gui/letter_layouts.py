"""The paper letters are written on: PDF or Word after DIN 5008, or a template of the town; the choice is kept."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor

_REMEMBERED = "output/letter_layout"


def chosen_layout(context: AppContext, usual: str = "pdf") -> str:
    """The choice last made, as `LetterService.file` takes it; `usual` when there is none or it is gone."""
    offered = [value for value, _ in context.workspace.letters.layouts()]
    remembered = context.settings.text(_REMEMBERED)
    return remembered if remembered in offered else usual


class LayoutEditor(ChoiceEditor):
    """Offers the papers there are and remembers the one chosen."""

    def __init__(self, context: AppContext, parent: QWidget | None = None, *, usual: str = "pdf") -> None:
        super().__init__(context.workspace.letters.layouts(), parent, optional=False)
        self._context = context
        self.setAccessibleName("Papier der Briefe")
        self.set_value(chosen_layout(context, usual))
        self.committed.connect(self._remember)

    @Slot()
    def _remember(self) -> None:
        self._context.settings.set(_REMEMBERED, str(self.value()))
