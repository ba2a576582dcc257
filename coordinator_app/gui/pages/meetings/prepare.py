"""Step „Vorbereiten“: facts of the meeting, its agenda, and what waits in the Themenspeicher."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from coordinator_app.domain.meetings import EDITABLE, Meeting
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.meetings.agenda_panel import OFFERS, AgendaPanel
from coordinator_app.gui.pages.meetings.item_form import ItemForm
from coordinator_app.gui.pages.meetings.offers import OffersPane
from coordinator_app.gui.pages.meetings.origins import OriginsCard
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.split_view import Splitter
from coordinator_app.services.agenda import AgendaView

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
_FACTS_PANE, _ITEM_PANE, _OFFERS_PANE = range(3)


class PreparePane(QWidget):
    """Left the agenda between „Termin und Ort“ and „Themenspeicher“, right what is chosen there."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meetings = context.workspace.meetings
        self._meeting: Meeting | None = None
        self._view: AgendaView | None = None
        self.panel = AgendaPanel(context)
        self.panel.chosen.connect(self._on_chosen)
        self.panel.title_wanted.connect(self._on_title_wanted)
        self.panel.about_to_change.connect(self.flush)
        self.rows, self.footer, self.notice = self.panel.rows, self.panel.footer, self.panel.notice
        self.add_button = self.panel.add_button
        self.form = RecordForm(Meeting, save=self._save, names=FIELDS, lookups=lookups)
        self.origins = OriginsCard(context)
        self.origins.item_wanted.connect(self.select_item)
        self.item_form = ItemForm(context, lookups)
        self.offers = OffersPane(context)
        self.offers.taken.connect(self.select_item)
        right = QWidget()
        self._stack = QStackedLayout(right)
        facts = ScrollColumn(self.origins, self.form, width=720)
        for pane in (facts, self.item_form, ScrollColumn(self.offers, width=720)):
            self._stack.addWidget(pane)
        splitter = Splitter()
        splitter.addWidget(self.panel)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([440, 10_000])
        context.settings.restore_splitter("prepare", splitter)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def show_meeting(self, meeting_id: int) -> None:
        """Show a meeting (again)."""
        meeting = self._meetings.get(meeting_id)
        self._meeting = meeting
        self._view = self._meetings.agenda.view(meeting_id)
        editable = self._editable()
        offers = self._meetings.backlog.offers(meeting_id)
        self.panel.show_agenda(meeting, self._view, sum(1 for entry in offers if entry.due))
        self.form.load(meeting)
        self.form.set_read_only(read_only=not editable)
        self.origins.show_agenda(meeting_id, self._view)
        self.offers.show_meeting(meeting_id, offers, editable=editable)
        self._show_chosen()

    @Slot()
    def flush(self) -> None:
        """Save what is still in a field."""
        self.form.flush()
        self.item_form.flush()

    @Slot(int)
    def select_item(self, item_id: int) -> None:
        """Show one agenda item."""
        self.panel.want(item_id)
        if self._meeting is not None:
            self.show_meeting(self._meeting.id)

    def current_item(self) -> int:
        """The agenda item chosen, 0 for none."""
        return self.panel.current_item()

    @Slot()
    def add_item(self) -> None:
        """A new item behind the current one; its title waits to be typed."""
        self.panel.add_item()

    @Slot()
    def add_heading(self) -> None:
        """A heading between items."""
        self.panel.add_heading()

    @Slot()
    def carry_over(self) -> None:
        """Take over what the last meeting hands on."""
        self.panel.carry_over()

    def _editable(self) -> bool:
        return self._meeting is not None and self._meeting.state in EDITABLE and not self._context.read_only

    def _show_chosen(self) -> None:
        line = self._view.line(self.panel.current_item()) if self._view is not None else None
        if self.panel.current_key() == OFFERS:
            self._stack.setCurrentIndex(_OFFERS_PANE)
        elif line is not None:
            self.item_form.show_line(line, editable=self._editable())
            self._stack.setCurrentIndex(_ITEM_PANE)
        else:
            self._stack.setCurrentIndex(_FACTS_PANE)

    def _save(self, name: str, value: Any) -> None:
        if self._meeting is not None:
            self._meetings.update(self._meeting.id, None, **{name: value})

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.flush()
        if key.isdigit() and self._view is not None and self._view.line(int(key)) is None:
            self.select_item(int(key))  # just made: the agenda shown does not know it yet
        else:
            self._show_chosen()

    @Slot()
    def _on_title_wanted(self) -> None:
        self.item_form.focus_title()
