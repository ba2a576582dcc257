"""One meeting at a glance beside the tree: when, where, which step, the agenda."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import local, today
from coordinator_app.common.german import plural
from coordinator_app.domain.meetings import BEFORE, MeetingState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.looks import ITEM_ICONS, MEETING_CHIPS, STEPS, step_of, when
from coordinator_app.gui.papers_card import PRESS, PapersCard
from coordinator_app.gui.widgets.buttons import PrimaryButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.steps import DateLeaf, StepBar

MOST = 40  # agenda items shown here; meetings of councils have up to 400

_VERB = {
    MeetingState.DRAFT: ("Weiter vorbereiten", "pencil"),
    MeetingState.PLANNED: ("Sitzung öffnen", "chevron-right"),
    MeetingState.INVITED: ("Sitzung öffnen", "chevron-right"),
    MeetingState.RUNNING: ("Weiter protokollieren", "play"),
    MeetingState.HELD: ("Nachbereiten", "pencil"),
    MeetingState.CLOSED: ("Niederschrift ansehen", "document"),
    MeetingState.CANCELLED: ("Sitzung ansehen", "chevron-right"),
}


class MeetingSummary(QWidget):
    """`show_meeting(id)`; `step_wanted(step)` opens the workspace there, -1 at the step it is in."""

    step_wanted = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting_id = 0
        self.leaf = DateLeaf(today(context.clock))
        self.title = Label("", "titel", wrap=True)
        self.chip = Chip()
        self.time = Label("", "gedaempft", wrap=True)
        self.open_button = PrimaryButton("Sitzung öffnen", "chevron-right")
        self.open_button.clicked.connect(self._on_open)
        self.steps = StepBar(STEPS)
        self.steps.activated.connect(self.step_wanted)
        self.notice = NoticeBar("", "attention")
        self.facts = KeyValueGrid()
        self.agenda = ListCard("Tagesordnung")
        self.papers = PapersCard(context, PRESS)
        self._build()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        inner = QWidget()
        content = QVBoxLayout(inner)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(16)
        content.addLayout(head)
        head.addWidget(self.leaf, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        words.addWidget(self.title)
        words.addLayout(line)
        line.addWidget(self.chip)
        line.addWidget(self.time, 1)
        words.addStretch(1)
        head.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        content.addWidget(self.steps)
        content.addWidget(self.notice)
        content.addWidget(self.facts)
        content.addWidget(self.agenda)
        content.addWidget(self.papers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ScrollColumn(inner))

    def show_meeting(self, meeting_id: int) -> None:
        """Show a meeting (again)."""
        meetings = self._context.workspace.meetings
        view = meetings.view(meeting_id)
        meeting = view.meeting
        self._meeting_id = meeting_id
        if meeting.starts_at is not None:
            self.leaf.set_day(local(meeting.starts_at).date())
        self.leaf.setVisible(meeting.starts_at is not None)
        self.title.setText(meeting.title)
        self.chip.set_style(meeting.state.label, MEETING_CHIPS[meeting.state])
        self.time.setText(when(meeting))
        self.open_button.setText(_VERB[meeting.state][0])
        self.open_button.set_icon(_VERB[meeting.state][1])
        closed = meeting.state is MeetingState.CLOSED
        items = meetings.agenda.view(meeting_id).lines
        self.steps.set_current(step_of(meeting, has_items=bool(items)), range(4) if closed else None)
        self._show_notice(meeting_id)
        pairs = [("Gremium", view.body), ("Ort", meeting.place), ("Leitung", view.chair)]
        pairs.append(("Schriftführung", view.minute_taker))
        if meeting.cancel_reason:
            pairs.append(("Grund der Absage", meeting.cancel_reason))
        self.facts.set_rows(pairs)
        self._show_agenda(meeting_id)
        self.papers.show_record("meeting", meeting_id, meeting.title)

    def _show_notice(self, meeting_id: int) -> None:
        meetings = self._context.workspace.meetings
        meeting = meetings.get(meeting_id)
        self.notice.set("")
        if meeting.state in BEFORE and meeting.starts_at is not None and meeting.invited_on is None:
            check = meetings.invitations.check(meeting_id)
            near = check.days_left is not None and check.days_left <= 7  # a week of warning is enough to act
            self.notice.set(check.sentence, "attention" if near or not check.in_time else "info", icon="clock")

    def _show_agenda(self, meeting_id: int) -> None:
        agenda = self._context.workspace.meetings.agenda.view(meeting_id)
        counted = [line for line in agenda.lines if line.number]
        self.agenda.set_hint(f"{plural(len(counted), 'Punkt', 'Punkte')}, {agenda.planned} Minuten" if counted else "")
        rows: list[QWidget] = []
        for line in agenda.lines[:MOST]:
            icon, role = ITEM_ICONS[line.item.state]
            text = f"{line.number}  {line.item.title}" if line.number else line.item.title
            value = f"{line.item.minutes} min" if line.number else ""
            rows.append(ListRow(text, value=value, icon=icon, icon_role=role, clickable=False))
        if len(agenda.lines) > MOST:
            rows.append(
                hint_row(f"… und {len(agenda.lines) - MOST} weitere. Öffnen Sie die Sitzung, um alle zu sehen.")
            )
        self.agenda.set_rows(rows or [hint_row("Noch keine Tagesordnungspunkte.")])

    @Slot()
    def _on_open(self) -> None:
        self.step_wanted.emit(-1)
