"""Who gets a letter „Ihre offenen Aufgaben“: everybody with open tasks, ticked or not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, plural
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.letter_layouts import LayoutEditor
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.task_letters import Debtor

PREVIEW = "preview"
WRITE = "write"
_COLUMNS = ("Name", "Offen", "Überfällig", "Weg", "Zuletzt")


class LettersDialog(Dialog):
    """Ticked people get a mail draft, or a letter where no address is known; „Briefe ansehen“ shows all letters."""

    help_topic = "aufgaben"

    def __init__(
        self, found: Sequence[Debtor], scope: str, parent: QWidget | None = None, context: AppContext | None = None
    ) -> None:
        title = "Ihre offenen Aufgaben"
        super().__init__(title, primary="In einen Ordner legen …", heading=title, parent=parent, width=680)
        self._found = list(found)
        self.wish = WRITE
        text = f"{scope}: Wer eine E-Mail-Adresse hat, bekommt einen Entwurf für Ihr Mailprogramm, die anderen einen "
        text += "Brief. Das Programm verschickt nichts selbst."
        self.add(Label(text, "gedaempft", wrap=True))
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Personen und Organisationen mit offenen Aufgaben")
        self.tree.setRootIsDecorated(False)
        theme.mark(self.tree, rolle="tabelle")
        self.tree.setHeaderLabels(_COLUMNS)
        self.tree.setMinimumHeight(theme.height(32) * min(len(found) + 1, 9))
        for one in found:
            self.tree.addTopLevelItem(_item(one))
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme.height(92))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.tree.itemChanged.connect(self._show_count)
        self.add(self.tree, 1)
        self.count = Label("", "hinweis")
        self.add(self.count)
        if context is not None and not all(one.addressee.email for one in found):
            self.add(FieldRow("Briefe", LayoutEditor(context, self, usual="docx")))
        self.preview_button = SecondaryButton("Alle Briefe ansehen", "document")
        self.preview_button.clicked.connect(self._on_preview)
        self.add_left_button(self.preview_button)
        self._show_count()

    def keys(self) -> list[int]:
        """The people (organisations by their negative id) ticked."""
        ticked = Qt.CheckState.Checked
        items = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        pairs = zip(self._found, items, strict=True)
        return [one.key for one, item in pairs if item is not None and item.checkState(0) == ticked]

    def check(self) -> bool:
        """Somebody must be ticked."""
        if self.wish == WRITE and not self.keys():
            raise UserError("Bitte haken Sie wenigstens eine Person oder Organisation an.")
        return True

    @Slot()
    def _show_count(self) -> None:
        words = plural(len(self.keys()), "Empfänger angehakt", "Empfänger angehakt")
        self.count.setText(f"{words}.")

    @Slot()
    def _on_preview(self) -> None:
        self.wish = PREVIEW
        self.accept()

    @classmethod
    def ask(
        cls, parent: QWidget | None, found: Sequence[Debtor], scope: str, context: AppContext | None = None
    ) -> tuple[str, list[int]] | None:
        """`PREVIEW` or `WRITE` with the keys ticked; None when cancelled."""
        dialog = cls(found, scope, parent, context)
        return (dialog.wish, dialog.keys()) if dialog.run() else None


def _item(one: Debtor) -> QTreeWidgetItem:
    way = "E-Mail" if one.addressee.email else "Brief" if one.addressee.address else "Brief, Anschrift fehlt"
    last = format_date(one.last) if one.last else "noch nie"
    late = str(one.overdue) if one.overdue else "–"
    item = QTreeWidgetItem([one.name, str(len(one.tasks) + len(one.contributing)), late, way, last])
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Checked)
    return item
