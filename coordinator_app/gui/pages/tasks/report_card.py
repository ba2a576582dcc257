"""The card „Umsetzung“ of a resolution: a line to type a report from the keyboard, and all reports so far."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.resolutions import Implementation, Resolution
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.cards import ListCard
from coordinator_app.gui.widgets.labels import Divider, Label
from coordinator_app.gui.widgets.linked_rows import entry_row
from coordinator_app.services.follow_up import ReportView


class ReportLine(QWidget):
    """State and words of a report; Enter stores and asks for the next resolution, Strg+Auf/Ab changes the state."""

    stored = Signal()
    left = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._resolution: Resolution | None = None
        self.state = ChoiceEditor([(each, each.label) for each in Implementation], optional=False)
        self.state.box.setAccessibleName("Stand der Umsetzung")
        self.words = QLineEdit()
        self.words.setPlaceholderText("Wie steht es? Eingabe speichert.")
        self.words.setAccessibleName("Bericht zur Umsetzung")
        self.words.setMaxLength(10_000)
        self.words.installEventFilter(self)
        self.error = Label("", "fehler", wrap=True)
        self.error.hide()
        self.hint = Label("Strg+Auf und Strg+Ab ändern den Stand, Esc geht zur Liste.", "hinweis", wrap=True)
        self.button = SecondaryButton("Eintragen")
        self.button.clicked.connect(self.store)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.state, 0, 0)
        grid.addWidget(self.words, 0, 1)
        grid.addWidget(self.button, 0, 2)
        grid.addWidget(self.error, 1, 0, 1, 3)
        grid.addWidget(self.hint, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def show_resolution(self, found: Resolution) -> None:
        """Stand for a resolution; what is typed stays as long as it is the same one."""
        same = self._resolution is not None and self._resolution.id == found.id
        changed = not same or (self._resolution is not None and self._resolution.implementation != found.implementation)
        self._resolution = found
        if changed:
            self.state.set_value(found.implementation)
        if not same:
            self.words.clear()
            self._show_error("")

    def begin(self) -> None:
        """Put the cursor where the report is typed."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def store(self) -> None:
        """Store the report; what is missing stands below."""
        if self._resolution is None or self._context.read_only:
            return
        state: Implementation = self.state.value()
        successor = None
        if state is Implementation.REPLACED and self._resolution.implementation is not state:
            title, verb = "Beschluss ablösen", "Als abgelöst eintragen"
            successor = LinkDialog.ask(self, title, "Abgelöst durch", verb, "resolution", self._lookups)
            if not successor:
                return
        try:
            self._context.workspace.follow_up.report(
                self._resolution.id, self.words.text(), state=state, replaced_by_id=successor
            )
        except UserError as error:
            self._show_error(error.text)
            self.words.setFocus()
            return
        self._show_error("")
        self.words.clear()
        self.stored.emit()

    def _show_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter stores, Esc leaves, Strg+Auf/Ab steps through the states."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.store()
                return True
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                step = 1 if key == Qt.Key.Key_Down else -1
                last = self.state.box.count() - 1
                self.state.box.setCurrentIndex(min(max(self.state.box.currentIndex() + step, 0), last))
                return True
        return super().eventFilter(watched, event)


class ReportCard(ListCard):
    """Reports, the newest first, below the line to type one."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Umsetzung", parent=parent)
        self._context = context
        self.line = ReportLine(context, lookups)
        self._divider = Divider()
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            place = outer.count() - 1  # between the head and the rows
            outer.insertWidget(place, self.line)
            outer.insertWidget(place + 1, self._divider)

    def show_reports(self, found: Resolution, reports: list[ReportView]) -> None:
        """Show the reports on a resolution (again)."""
        self.line.show_resolution(found)
        self.line.setVisible(not self._context.read_only)
        self._divider.setVisible(not self._context.read_only and bool(reports))
        self.set_rows([_row(each) for each in reports])
        self.set_hint(_standing(found))


def _row(report: ReportView) -> QWidget:
    when = format_date(report.day) if report.day else "früher"
    where = f"\n{report.meeting}" if report.meeting else ""
    return entry_row(report.text + where, when, report.step)


def _standing(found: Resolution) -> str:
    if found.implementation is Implementation.DONE and found.implemented_on:
        return f"umgesetzt am {format_date(found.implemented_on)}"
    return found.implementation.label
