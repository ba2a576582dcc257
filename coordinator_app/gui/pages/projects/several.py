"""What stands beside the list while several projects are selected: sums, and what can be done to all of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_money, plural
from coordinator_app.domain.fields import Kind, fields_of
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, Editor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, SecondaryButton
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.project_list import ProjectTotals
from coordinator_app.services.several_projects import LISTS, SINGLE, Outcome, SeveralProjects, Way

_WAYS = ((Way.ADD, "hinzufügen"), (Way.REMOVE, "wegnehmen"), (Way.REPLACE, "ersetzen (die alten entfallen)"))


class SeveralPane(ScrollColumn):
    """„3 Projekte ausgewählt“ with the verbs for several; `delete_wanted(ids)` is the page's to do."""

    delete_wanted = Signal(list)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margins=(24, 24, 24, 24), spacing=8)
        self._context, self._lookups = context, lookups
        self._ids: list[int] = []
        self.title = Label("", "titel")
        self.sums = KeyValueGrid(label_width=120)
        self.status_button = ChoiceMenuButton("Status ändern", ProjectStatus, self._on_status, "flag")
        self.field_button = SecondaryButton("Angabe ändern …", "pencil")
        self.confirm_button = SecondaryButton("Heute bestätigen", "tick")
        self.copy_button = SecondaryButton("Für das nächste Jahr kopieren", "copy")
        self.delete_button = SecondaryButton("In den Papierkorb", "trash")
        for button, slot in (
            (self.field_button, self.change_field),
            (self.confirm_button, self.confirm),
            (self.copy_button, self.duplicate),
            (self.delete_button, self._on_delete),
        ):
            button.clicked.connect(slot)
        self.column.addWidget(self.title)
        self.column.addWidget(self.sums)
        hint = "Was Sie hier tun, gilt für alle ausgewählten Projekte und ist ein einziger Schritt."
        self.column.addWidget(Label(hint, "gedaempft", wrap=True))
        self.column.addSpacing(8)
        for button in (
            self.status_button,
            self.field_button,
            self.confirm_button,
            self.copy_button,
            self.delete_button,
        ):
            button.setEnabled(not context.read_only)
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    @property
    def _several(self) -> SeveralProjects:
        return self._context.workspace.projects.several

    def show_projects(self, ids: Sequence[int], totals: ProjectTotals) -> None:
        """Stand for these projects."""
        self._ids = list(ids)
        self.title.setText(f"{len(ids)} Projekte ausgewählt")
        self.sums.set_rows(
            [
                ("Laufend", str(totals.running)),
                ("Summe Kosten", format_money(totals.costs)),
                ("Summe Förderung", format_money(totals.funding)),
            ]
        )

    @Slot()
    def change_field(self) -> None:
        """Ask which field gets what, and do it to all."""
        dialog = FieldChangeDialog(self._lookups, len(self._ids), self)
        if dialog.run():
            name, value = dialog.name(), dialog.value()
            with alerts.shown(self):
                if name in LISTS:
                    outcome = self._several.change_list(self._ids, name, dialog.way(), value)
                else:
                    outcome = self._several.change_value(self._ids, name, value)
                self._tell(outcome, "geändert")

    @Slot()
    def confirm(self) -> None:
        """Note that all entries are right."""
        self._tell(self._several.confirm(self._ids, self._context.workspace.store.user), "bestätigt")

    @Slot()
    def duplicate(self) -> None:
        """Copy all for the next year."""
        new = self._several.duplicate(self._ids)
        self._context.undo_bar(f"{plural(len(new), 'Kopie', 'Kopien')} für das nächste Jahr angelegt.")

    @Slot()
    def _on_delete(self) -> None:
        self.delete_wanted.emit(list(self._ids))

    @Slot()
    def _on_status(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        target = ProjectStatus(action.data())
        text = (
            f"Grund für „{target.label}“. Er steht bei allen ausgewählten Projekten; manche Schritte brauchen keinen."
        )
        reason = TextDialog.ask(self, f"Status „{target.label}“", text, "Status ändern")
        if reason is not None:
            with alerts.shown(self):
                self._tell(self._several.set_status(self._ids, target, reason=reason), "geändert")

    def _tell(self, outcome: Outcome, done: str) -> None:
        words = f"{plural(outcome.changed, 'Projekt', 'Projekte')} {done}."
        if outcome.refused:
            lines = [f"{title}: {sentence}" for title, sentence in outcome.refused[:8]]
            more = f"\nund {len(outcome.refused) - 8} weitere" if len(outcome.refused) > 8 else ""
            head = f"{words} {plural(len(outcome.refused), 'Projekt bleibt', 'Projekte bleiben')}, wie es ist:"
            head = head.replace("bleiben, wie es ist", "bleiben, wie sie sind")
            alerts.inform(self, head, detail="\n".join(lines) + more)
        elif outcome.changed:
            self._context.undo_bar(words)
        else:
            self._context.notify("Es war nichts zu ändern.", "info")


class FieldChangeDialog(Dialog):
    """Which field of several projects gets which value."""

    help_topic = "projekte"

    def __init__(self, lookups: Lookups, count: int, parent: QWidget | None = None) -> None:
        title = f"Angabe von {count} Projekten ändern"
        super().__init__(title, primary="Bei allen ändern", heading=title, parent=parent)
        self._infos = fields_of(Project)
        self._lookups = lookups
        self._editors: dict[str, Editor] = {}
        names = (*LISTS, *SINGLE)
        self.field = ChoiceEditor([(name, self._infos[name].label) for name in names], optional=False)
        self.field.set_value(names[0])
        self.field.committed.connect(self._show_editor)
        self.way_editor = ChoiceEditor(_WAYS, optional=False)
        self.way_editor.set_value(Way.ADD)
        self._way_row = FieldRow("Was soll mit den Einträgen geschehen?", self.way_editor)
        self._values = QStackedWidget()
        self.add(FieldRow("Angabe", self.field))
        self.add(self._way_row)
        self.add(self._values)
        self._show_editor()

    def name(self) -> str:
        """The field chosen."""
        return str(self.field.value())

    def way(self) -> Way:
        """What happens to entries of a list."""
        found = self.way_editor.value()
        return found if isinstance(found, Way) else Way.ADD

    def value(self) -> Any:
        """The value for all."""
        return self._editors[self.name()].value()

    def editor(self) -> Editor:
        """The editor of the field chosen."""
        return self._editors[self.name()]

    def check(self) -> bool:
        """Refuse nothing at all where something must be chosen."""
        value = self.value()
        if self._infos[self.name()].kind is Kind.CHOICE and value is None and self.name() == "project_type":
            raise UserError("Bitte wählen Sie die Art.")
        if self.name() in LISTS and not value and self.way() is not Way.REPLACE:
            raise UserError("Bitte wählen Sie wenigstens einen Eintrag.")
        return True

    @Slot()
    def _show_editor(self) -> None:
        name = self.name()
        if name not in self._editors:
            info = self._infos[name]
            editor = editor_for(info, self._lookups)
            self._editors[name] = editor
            row = FieldRow(info.label, editor, help_text=info.help)
            self._values.addWidget(row)
        for place in range(self._values.count()):
            row = self._values.widget(place)
            if isinstance(row, FieldRow) and row.editor is self._editors[name]:
                self._values.setCurrentIndex(place)
        self._way_row.setVisible(name in LISTS)
