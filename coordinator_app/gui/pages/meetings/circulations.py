"""The tab „Umlauf“ of a body: its Umlaufverfahren as a list, one of them in detail."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.domain.circulations import CirculationState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.pages.meetings.circulation_detail import STATE_CHIPS, CirculationDetail
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.labels import SectionTitle
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.circulations import CirculationLine


class CirculationsPane(QWidget):
    """`show_body(id)` shows the list (or goes on with the detail of the same body); `open(id)` one of them."""

    counted = Signal(int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._circulations = context.workspace.circulations
        self._body_id = 0
        self.title = SectionTitle("Umlaufverfahren")
        self.add_button = SecondaryButton("Umlauf vorbereiten", "plus")
        self.rows = RowList("Umlaufverfahren", height=48)
        text = "Hier stehen Beschlüsse, über die die Mitglieder schriftlich entscheiden, ohne Sitzung."
        self.empty = EmptyState(
            "mail",
            "Noch kein Umlaufbeschluss",
            text,
            "Umlauf vorbereiten",
            "Wie geht ein Umlaufbeschluss?",
            compact=True,
        )
        self.detail = CirculationDetail(context, lookups)
        self._list = QWidget()
        self._scroll = ScrollColumn(self.detail, width=820)
        self._stack = QStackedLayout(self)
        self._build()

    def _build(self) -> None:
        self.title.add(self.add_button)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        for widget, stretch in ((self.title, 0), (self.rows, 1), (self.empty, 1)):
            column.addWidget(widget, stretch)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._scroll)
        self.add_button.clicked.connect(self.add_circulation)
        self.empty.action.connect(self.add_circulation)
        self.empty.help_wanted.connect(self._on_help)
        self.rows.opened.connect(self._on_opened)
        self.rows.itemClicked.connect(self._on_clicked)
        self.detail.back.connect(self.show_list)
        self.detail.discarded.connect(self.show_list)

    def show_body(self, body_id: int) -> None:
        """Show the circulations of a body; the one that is open stays open."""
        another = body_id != self._body_id
        if another:
            self.detail.flush()
        self._body_id = body_id
        lines = self._circulations.of_body(body_id)
        self.rows.set_rows([_row(line) for line in lines])
        self.rows.setVisible(bool(lines))
        self.title.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        for button in (self.add_button, self.empty.button):
            button.setEnabled(not self._context.read_only)
        known = {line.circulation.id for line in lines}
        if not another and self.in_detail() and self.detail.current_id() in known:
            self.detail.show_circulation(self.detail.current_id())
        else:
            self._stack.setCurrentIndex(0)
        self.counted.emit(sum(line.circulation.state is CirculationState.RUNNING for line in lines))

    def in_detail(self) -> bool:
        """Whether one circulation is shown."""
        return self._stack.currentIndex() == 1

    def open(self, id: int) -> None:
        """Show one circulation of the body."""
        self.rows.select(str(id))
        self.detail.show_circulation(id)
        self._stack.setCurrentIndex(1)
        self.detail.focus_first()
        self._scroll.verticalScrollBar().setValue(0)

    def flush(self) -> None:
        """Save what is still in a field."""
        self.detail.flush()

    @Slot()
    def show_list(self) -> None:
        """Back to all circulations."""
        self.detail.flush()
        self._stack.setCurrentIndex(0)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def add_circulation(self) -> None:
        """Ask what is to be decided and prepare it."""
        title = NameDialog.ask(self, "Umlaufbeschluss vorbereiten", "Worüber wird entschieden?", "Vorbereiten")
        if title:
            with alerts.shown(self):
                new_id = self._circulations.create(body_id=self._body_id, title=title)
                self.show_body(self._body_id)
                self.open(new_id)

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        if key:
            self.open(int(key))

    @Slot()
    def _on_clicked(self) -> None:
        self._on_opened(self.rows.current_key())

    @Slot()
    def _on_help(self) -> None:
        self._context.show_help("umlaufbeschluss")


def _row(line: CirculationLine) -> Row:
    entry = line.circulation
    running = entry.state is CirculationState.RUNNING
    result = line.outcome.label if entry.state is CirculationState.CLOSED else ""
    second = f"{line.answered} von {line.asked} haben geantwortet" if running else result
    return Row(
        str(entry.id),
        f"{line.number} {entry.title}".strip(),
        icon="mail",
        second=second,
        chip=(line.standing, STATE_CHIPS[entry.state]),
        muted=entry.state is CirculationState.STOPPED,
    )
