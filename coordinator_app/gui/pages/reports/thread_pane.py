"""The tab „Roter Faden“: needs on the left, on the right the whole thread of one, station by station."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.thread_sheet import ThreadSection
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pane_duties import PaneDuties
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import DetailHeader
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.split_view import SplitView

REACHED, MISSING = ChipStyle("ok", "tick"), ChipStyle("attention", "circle")
OPTIONAL = ChipStyle("neutral", "circle")
_MAY_MISS = frozenset({"Förderung", "Aufgabe"})


class ThreadPane(QWidget, PaneDuties):
    """Choose a need, see its thread; every line leads to its record. `changed` when another need is shown."""

    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.filter_row = FilterRow("Bedarfe filtern", top=16)
        empty = EmptyState(
            "thread",
            "Noch kein Bedarf erfasst",
            "Der rote Faden beginnt mit einem Bedarf und seinen Belegen.",
            "Zu den Bedarfen",
            "Was ist der rote Faden?",
        )
        empty.action.connect(self._on_needs)
        empty.help_wanted.connect(self._on_help)
        self.table = RecordTable(
            context.workspace.needs.list(),
            name="report_needs",
            label="Bedarfe",
            state=context.settings,
            empty=empty,
            multi=False,
        )
        self.table.attach(self.filter_row)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self._on_opened)
        self.header = DetailHeader()
        self.bar = ThreadBar(context)
        self.summary = Label("", "gedaempft", wrap=True)
        self.gaps = NoticeBar("", "attention", icon="thread")
        self.stations = ListCard("Station für Station")
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.filter_row)
        inner.addWidget(self.table, 1)
        open_link = LinkButton("Bedarf öffnen")
        open_link.clicked.connect(self._on_open)
        self.header.add_button(open_link)
        right = ScrollColumn(
            self.bar, self.header, self.summary, self.gaps, self.stations, margins=(24, 12, 24, 24), spacing=12
        )
        self.split = SplitView(left, right, name="report_threads", state=self._context.settings)
        column.addWidget(self.split, 1)

    def reload(self) -> None:
        """Read list and thread again."""
        self.table.reload()
        if self.table.current_id():
            self._show(self.table.current_id())
        elif not self.table.select_first():  # which shows it
            self._show(0)

    def current_id(self) -> int:
        """The need shown, 0 for none."""
        return self.table.current_id()

    def can(self, command: str) -> bool:
        """Printing the thread shown; filtering the needs."""
        return command == "filter" or (command in {"print", "export"} and bool(self.current_id()))

    def print_list(self) -> None:
        """The sheet of the need shown."""
        self._context.preview("red_thread", self.current_id())

    def focus_filter(self) -> None:
        """Into the filter row of the needs."""
        self.filter_row.focus_search()

    def _show(self, need_id: int) -> None:
        self.split.set_detail_empty(not need_id)
        if need_id:
            try:
                sheet = self._context.workspace.reports.thread(need_id)
            except UserError:  # erased meanwhile; the list is about to reload
                return
            self.bar.show_record("need", need_id)
            self.header.set(sheet.title, sheet.number)
            self.header.chip.set_style(sheet.outcome, ChipStyle("info", "thread"))
            self.summary.setText(sheet.summary)
            gaps = [name for name in sheet.gaps if name not in _MAY_MISS]
            self.gaps.set(", ".join(gaps), "attention", strong="Hier reißt der Faden ab:", icon="thread")
            self.gaps.setVisible(bool(gaps))
            self.stations.set_rows([row for section in sheet.sections for row in self._rows(section)])
        self.changed.emit()

    def _rows(self, section: ThreadSection) -> list[QWidget]:
        if not section.entries:
            style = OPTIONAL if section.caption in _MAY_MISS else MISSING
            return [ListRow(section.missing, chip=(section.caption, style), chip_width=118, clickable=False)]
        rows: list[QWidget] = []
        for entry in section.entries:
            row = ListRow(entry.text, chip=(section.caption, REACHED), chip_width=118, clickable=bool(entry.id))
            if entry.id:
                row.activated.connect(partial(self._context.navigate, entry.kind, entry.id))
            rows.append(row)
        return rows

    @Slot(int)
    def _on_current_changed(self, need_id: int) -> None:
        self._show(need_id)

    @Slot(int)
    def _on_opened(self, _need_id: int) -> None:
        self.split.show_detail()

    @Slot()
    def _on_open(self) -> None:
        if self.current_id():
            self._context.navigate("need", self.current_id())

    @Slot()
    def _on_help(self) -> None:
        self._context.show_help("berichte")

    @Slot()
    def _on_needs(self) -> None:
        self._context.open_page("needs")
