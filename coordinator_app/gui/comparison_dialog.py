"""Two versions of something side by side, each chosen from a list; the Gegenüberstellung can be printed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.text_comparison import Change
from coordinator_app.gui import theme
from coordinator_app.gui.comparison_text import comparison_html
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label

Options = Sequence[tuple[int, str]]


class ComparisonDialog(Dialog):
    """Subclasses give the changes between two versions in `changes(old, new)` and the document in `document`.

    `nothing` is said when both versions say the same; words taken out are struck, words put in underlined.
    """

    document = ""
    nothing = "Die beiden Fassungen stimmen in allen Angaben überein."

    def __init__(
        self,
        context: AppContext,
        record_id: int,
        title: str,
        *,
        versions: tuple[Options, Options],
        chosen: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, primary="", cancel="Schließen", parent=parent, width=920)
        self._context, self._record_id = context, record_id
        self.old, self.new = (ChoiceEditor(offered, optional=False) for offered in versions)
        self.old.set_value(chosen[0])
        self.new.set_value(chosen[1])
        self.count = Label("", "stark")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Unterschiede")
        self.text.setMinimumHeight(theme.height(380))
        self.text.setOpenLinks(False)
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        line.addWidget(FieldRow("Bisher", self.old), 1)
        line.addWidget(FieldRow("Neu", self.new), 1)
        self.add(self.count)
        self.add(self.text, 1)
        self.print_button = SecondaryButton("Als Gegenüberstellung drucken", "printer")
        self.print_button.clicked.connect(self._on_print)
        self.add_left_button(self.print_button)
        self.old.committed.connect(self.refresh)
        self.new.committed.connect(self.refresh)
        self.refresh()

    def changes(self, _old: Any, _new: Any) -> Sequence[Change]:
        """What differs between two versions."""
        return ()

    @Slot()
    def refresh(self) -> None:
        """Compare the chosen versions."""
        self.show_changes(self.changes(self.old.value(), self.new.value()))

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show differences."""
        self.count.setText(plural(len(changes), "Unterschied", "Unterschiede") if changes else "Kein Unterschied")
        self.text.setHtml(comparison_html(changes, self.nothing))

    @Slot()
    def _on_print(self) -> None:
        self.accept()
        options = {"old": str(self.old.value()), "new": str(self.new.value())}
        self._context.preview(self.document, self._record_id, options)
