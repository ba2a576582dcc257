"""Two versions of minutes side by side: every field that differs, words taken out struck, words put in underlined."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.minutes_comparison import version_words
from coordinator_app.gui import theme
from coordinator_app.gui.comparison_text import comparison_html
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label


class ComparisonDialog(Dialog):
    """`ComparisonDialog.show_for(parent, context, meeting_id, old, new)`; 0 is the state being worked on."""

    def __init__(self, context: AppContext, meeting_id: int, old: int, new: int, parent: QWidget | None = None) -> None:
        super().__init__("Fassungen vergleichen", primary="", cancel="Schließen", parent=parent, width=920)
        self._context, self._meeting_id = context, meeting_id
        versions = context.workspace.minutes.versions(meeting_id)
        options = [(version.number, version_words(version.number, version.made_at)) for version in versions]
        self.old, self.new = (
            ChoiceEditor(options, optional=False),
            ChoiceEditor([*options, (0, version_words(0))], optional=False),
        )
        self.old.set_value(old)
        self.new.set_value(new)
        self.count = Label("", "stark")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Unterschiede der Fassungen")
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

    @classmethod
    def show_for(cls, parent: QWidget | None, context: AppContext, meeting_id: int, old: int, new: int) -> None:
        """Show the differences and wait."""
        cls(context, meeting_id, old, new, parent).run()

    @Slot()
    def refresh(self) -> None:
        """Compare the chosen versions."""
        changes = self._context.workspace.minutes.comparison(self._meeting_id, self.old.value(), self.new.value())
        self.count.setText(plural(len(changes), "Unterschied", "Unterschiede") if changes else "Kein Unterschied")
        self.text.setHtml(comparison_html(changes, "Die beiden Fassungen stimmen in allen Angaben überein."))

    @Slot()
    def _on_print(self) -> None:
        self.accept()
        options = {"old": str(self.old.value()), "new": str(self.new.value())}
        self._context.preview("minutes_comparison", self._meeting_id, options)
