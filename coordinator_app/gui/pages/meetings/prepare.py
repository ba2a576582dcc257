"""Step „Vorbereiten“: facts of the meeting, its agenda, and what waits in the Themenspeicher."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.meetings import EDITABLE, AgendaItem, Meeting
from coordinator_app.domain.sentences import clock_time
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.meetings.item_form import ItemForm
from coordinator_app.gui.pages.meetings.looks import ITEM_ICONS
from coordinator_app.gui.pages.meetings.offers import OffersPane
from coordinator_app.gui.pages.meetings.row_list import Row, RowList
from coordinator_app.gui.widgets.buttons import IconButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.split_view import Splitter
from coordinator_app.services.agenda import AgendaLine

FIELDS: tuple[str | tuple[str, ...], ...] = (
    ("starts_at", "ends_at"),
    ("place", "online_link"),
    ("chair_id", "minute_taker_id"),
    ("meeting_type", "next_meeting_on"),
    "title",
    "invitation_text",
    "hint",
    "hint_pinned",
)
FACTS, OFFERS = "facts", "offers"


class PreparePane(QWidget):
    """Left the agenda between „Termin und Ort“ and „Themenspeicher“, right what is chosen there."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meetings = context.workspace.meetings
        self._meeting: Meeting | None = None
        self.rows = RowList("Tagesordnung", height=40, numbers=True)
        self.rows.chosen.connect(self._on_chosen)
        self.rows.opened.connect(self._on_opened)
        self.rows.wish.connect(self._on_wish)
        self.footer = Label("", "hinweis", wrap=True)
        self.notice = NoticeBar("", "attention", icon="clock")
        self.form = RecordForm(Meeting, save=self._save, names=FIELDS, lookups=lookups)
        self.item_form = ItemForm(context, lookups)
        self.offers = OffersPane(context)
        self.offers.taken.connect(self.select_item)
        self._stack = QStackedLayout()
        self._tools: list[QWidget] = []
        self._build()

    def _build(self) -> None:
        left = QWidget()
        theme.mark(left, flaeche="raised")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tool_row())
        column.addWidget(self.rows, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.notice)
        foot.addWidget(self.footer)
        column.addLayout(foot)
        right = QWidget()
        right.setLayout(self._stack)
        for pane in (ScrollColumn(self.form, width=720), self.item_form, ScrollColumn(self.offers, width=720)):
            self._stack.addWidget(pane)
        splitter = Splitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([440, 10_000])
        self._context.settings.restore_splitter("prepare", splitter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _tool_row(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        self.add_button = SecondaryButton("TOP hinzufügen", "plus")
        self.add_button.clicked.connect(self.add_item)
        up = IconButton("arrow-up", "Nach oben (Alt+Auf)")
        up.clicked.connect(self._on_up)
        down = IconButton("arrow-down", "Nach unten (Alt+Ab)")
        down.clicked.connect(self._on_down)
        more = MoreButton("Weitere Aktionen zur Tagesordnung")
        for text, slot in (
            ("Zwischentitel hinzufügen", self.add_heading),
            ("TOP duplizieren", self._on_duplicate),
            ("Einrücken (Alt+Rechts)", self._on_indent),
            ("Ausrücken (Alt+Links)", self._on_outdent),
            ("Offene Punkte der letzten Sitzung übernehmen", self.carry_over),
            ("TOP in den Papierkorb", self._on_delete),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            more.menu_.addAction(action)
        line.addWidget(self.add_button)
        line.addStretch(1)
        for tool in (up, down, more):
            line.addWidget(tool)
        self._tools = [self.add_button, up, down, more]
        return line

    def show_meeting(self, meeting_id: int) -> None:
        """Show a meeting (again)."""
        meeting = self._meetings.get(meeting_id)
        another = self._meeting is None or self._meeting.id != meeting_id
        self._meeting = meeting
        view = self._meetings.agenda.view(meeting_id)
        plan = self._meetings.preview_carry_over(meeting_id)
        rows = [Row(FACTS, "Termin, Ort, Leitung", icon="calendar", strong=True)]
        rows += [_row(line) for line in view.lines]
        rows.append(
            Row(OFFERS, "Themenspeicher", icon="inbox", value=str(len(plan.offers)) if plan.offers else "", strong=True)
        )
        self.rows.set_rows(rows)
        if another or not self.rows.current_key():
            self.rows.select(FACTS)
        editable = meeting.state in EDITABLE and not self._context.read_only
        self.form.load(meeting)
        self.form.set_read_only(read_only=not editable)
        self.offers.show_meeting(meeting_id, plan.offers, editable=editable)
        for tool in self._tools:
            tool.setEnabled(editable)
        count = sum(1 for line in view.lines if line.number)
        end = f", Ende gegen {clock_time(view.ends_at)} Uhr" if view.ends_at and count else ""
        self.footer.setText(f"{plural(count, 'Punkt', 'Punkte')}, {view.planned} Minuten{end}")
        over = f"Die Tagesordnung dauert {view.overrun} Minuten länger als geplant." if view.overrun else ""
        self.notice.set(over, "attention", icon="clock")
        self._show_chosen()

    def flush(self) -> None:
        """Save what is still in a field."""
        self.form.flush()
        self.item_form.flush()

    @Slot(int)
    def select_item(self, item_id: int) -> None:
        """Show one agenda item."""
        if self._meeting is not None:
            self.show_meeting(self._meeting.id)
        self.rows.select(str(item_id))
        self._show_chosen()

    def current_item(self) -> int:
        """The agenda item chosen, 0 for none."""
        key = self.rows.current_key()
        return int(key) if key.isdigit() else 0

    def _show_chosen(self) -> None:
        key = self.rows.current_key()
        if key == OFFERS:
            self._stack.setCurrentIndex(2)
        elif key.isdigit() and self._meeting is not None:
            editable = self._meeting.state in EDITABLE and not self._context.read_only
            line = self._meetings.agenda.view(self._meeting.id).line(int(key))
            if line is not None:
                self.item_form.show_line(line, editable=editable)
                self._stack.setCurrentIndex(1)
        else:
            self._stack.setCurrentIndex(0)

    def _save(self, name: str, value: Any) -> None:
        if self._meeting is not None:
            self._meetings.update(self._meeting.id, None, **{name: value})

    # --- changing the agenda

    @Slot()
    def add_item(self) -> None:
        """A new item behind the current one; its title waits to be typed."""
        self._add("Neuer Tagesordnungspunkt")

    @Slot()
    def add_heading(self) -> None:
        """A heading between items."""
        self._add("Zwischentitel", is_heading=True, minutes=0, item_type=ItemType.INFORMATION)

    def _add(self, title: str, **values: Any) -> None:
        if self._meeting is None or self._context.read_only:
            return
        self.flush()
        after = self.current_item() or None
        self.select_item(self._meetings.agenda.add(self._meeting.id, title=title, after_id=after, **values))
        self.item_form.focus_title()

    @Slot()
    def carry_over(self) -> None:
        """Take over what the last meeting hands on."""
        if self._meeting is None:
            return
        with alerts.shown(self):
            count = len(self._meetings.carry_over(self._meeting.id).item_ids)
            words = plural(count, "Punkt", "Punkte") + " übernommen." if count else "Es gibt nichts zu übernehmen."
            self._context.notify(words, "ok" if count else "info")

    def _move(self, offset: int) -> None:
        if self.current_item() and self._editable():
            self._meetings.agenda.move(self.current_item(), offset)

    def _editable(self) -> bool:
        return self._meeting is not None and self._meeting.state in EDITABLE and not self._context.read_only

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    @Slot()
    def _on_indent(self) -> None:
        if self.current_item() and self._editable():
            with alerts.shown(self):
                self._meetings.agenda.indent(self.current_item())

    @Slot()
    def _on_outdent(self) -> None:
        if self.current_item() and self._editable():
            with alerts.shown(self):
                self._meetings.agenda.outdent(self.current_item())

    @Slot()
    def _on_duplicate(self) -> None:
        if self.current_item() and self._editable():
            self.flush()
            self.select_item(self._meetings.moves.duplicate(self.current_item()))

    @Slot()
    def _on_delete(self) -> None:
        if self.current_item() and self._editable():
            with alerts.shown(self):
                self._meetings.agenda.discard(self.current_item())
                self._context.undo_bar("Der Tagesordnungspunkt ist gelöscht.")

    @Slot(str)
    def _on_wish(self, wish: str) -> None:
        slots = {
            "up": self._on_up,
            "down": self._on_down,
            "indent": self._on_indent,
            "outdent": self._on_outdent,
            "duplicate": self._on_duplicate,
            "delete": self._on_delete,
        }
        slots[wish]()

    @Slot(str)
    def _on_chosen(self, _key: str) -> None:
        self.flush()
        self._show_chosen()

    @Slot(str)
    def _on_opened(self, _key: str) -> None:
        if self.current_item():
            self.item_form.focus_title()


def _row(line: AgendaLine) -> Row:
    item: AgendaItem = line.item
    icon, role = ITEM_ICONS[item.state]
    start = f"{clock_time(line.starts_at)} · " if line.starts_at else ""
    if item.is_heading:
        return Row(str(item.id), item.title, strong=True, depth=line.depth, muted=True)
    if item.skipped:
        return Row(str(item.id), item.title, icon="eye-off", value="diesmal nicht", depth=line.depth, muted=True)
    kind = item.item_type.label if item.item_type.label not in item.title else ""
    parts = [kind, item.reporter]
    return Row(
        str(item.id),
        item.title,
        icon=icon,
        icon_role=role,
        number=line.number,
        second=" · ".join(part for part in parts if part),
        value=f"{start}{item.minutes} min",
        depth=line.depth,
        tip=item.reason,
    )
