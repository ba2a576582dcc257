"""The card of the next meeting: date leaf, steps, and the one thing to do now."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_time_span, plural
from coordinator_app.domain.meeting_states import MeetingState
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, IconLabel
from coordinator_app.gui.widgets.labels import Divider, Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.steps import DateLeaf, StepBar

if TYPE_CHECKING:
    from coordinator_app.services.overview import NextMeeting

STEPS = ("Vorbereiten", "Einladen", "Durchführen", "Nachbereiten")
_STEP = {
    MeetingState.DRAFT: 0,
    MeetingState.PLANNED: 1,
    MeetingState.INVITED: 2,
    MeetingState.RUNNING: 2,
    MeetingState.HELD: 3,
}
_BUTTON = {
    MeetingState.DRAFT: ("Tagesordnung vorbereiten", "pencil"),
    MeetingState.PLANNED: ("Einladung erstellen", "mail"),
    MeetingState.INVITED: ("Sitzung öffnen", "chevron-right"),
    MeetingState.RUNNING: ("Weiter protokollieren", "play"),
}


class MeetingCard(Card):
    """Next meeting; without one it says so and offers to make one."""

    opened = Signal()
    agenda_wanted = Signal()
    planning_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._leaf: DateLeaf | None = None
        words = QVBoxLayout()
        words.setSpacing(4)
        self._caption = Label("Nächste Sitzung", "gedaempft")
        self.title_label = Label("", "kartentitel", wrap=True)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(8)
        column.addLayout(self._head)
        self._head.addLayout(words, 1)
        words.addWidget(self._caption)
        words.addWidget(self.title_label)
        words.addLayout(self._facts)
        words.addStretch(1)
        column.addWidget(Divider())
        self.steps = StepBar(STEPS)
        self.steps.activated.connect(self._on_step_activated)
        column.addWidget(self.steps)
        self._build_notice(column)
        self.add(self._content)
        self._none = self._build_none()
        self.add(self._none)

    def _build_notice(self, column: QVBoxLayout) -> None:
        self.notice = NoticeBar("", "info")
        self.agenda_button = SecondaryButton("Tagesordnung")
        self.agenda_button.clicked.connect(self.agenda_wanted)
        self.primary = PrimaryButton("Einladung erstellen", "mail")
        self.primary.clicked.connect(self.opened)
        self.notice.add_button(self.agenda_button)
        self.notice.add_button(self.primary)
        column.addWidget(self.notice)

    def _build_none(self) -> QWidget:
        pane = QWidget()
        line = QHBoxLayout(pane)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(IconLabel("calendar-check", 20, "text_muted"))
        line.addWidget(Label("Es ist keine Sitzung geplant.", "gedaempft"), 1)
        plan = PrimaryButton("Sitzung planen", "plus")
        plan.clicked.connect(self.planning_wanted)
        line.addWidget(plan)
        return pane

    def show_meeting(self, found: "NextMeeting | None") -> None:
        """Show the meeting, or that there is none."""
        self._content.setVisible(found is not None)
        self._none.setVisible(found is None)
        if found is None:
            return
        self._show_day(local(found.starts_at).date())
        running = found.state is MeetingState.RUNNING
        self._caption.setText("Sitzung läuft" if running else "Nächste Sitzung")
        self.title_label.setText(found.title)
        self.title_label.setToolTip(found.body)
        while self._facts.count():
            item = self._facts.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        self._fact("clock", format_time_span(found.starts_at, found.ends_at))
        self._fact("pin", found.place or "Ort noch offen")
        self._fact("people", plural(found.members, "Mitglied", "Mitglieder"))
        self._facts.addStretch(1)
        step = _STEP.get(found.state, 0)
        self.steps.set_current(step)
        self._show_notice(found)

    def _show_notice(self, found: "NextMeeting") -> None:
        state = found.state
        text, icon = _BUTTON.get(state, ("Sitzung öffnen", "chevron-right"))
        self.primary.setText(text)
        self.primary.set_icon(icon)
        notice = found.notice
        if notice is not None:
            late = not notice.in_time
            near = notice.days_left is not None and notice.days_left <= 7
            kind = "error" if late else "attention" if near else "info"
            when, dash, rest = notice.sentence.partition(" – ")
            self.notice.set(f"– {rest}" if dash else "", kind, strong=when, icon="clock")
        elif state is MeetingState.RUNNING:
            self.notice.set("Die Sitzung läuft. Jede Eingabe ist sofort gespeichert.", "ok", icon="play")
        else:
            self.notice.set("Die Einladung ist versendet.", "ok", icon="mail")

    def _show_day(self, day: date) -> None:
        if self._leaf is None:
            self._leaf = DateLeaf(day)
            self._head.insertWidget(0, self._leaf)
        else:
            self._leaf.set_day(day)

    def _fact(self, icon: str, text: str) -> None:
        self._facts.addWidget(IconLabel(icon, 16, "text_muted"))
        self._facts.addWidget(Label(text, "gedaempft"))
        self._facts.addSpacing(8)

    @Slot(int)
    def _on_step_activated(self, _step: int) -> None:
        self.opened.emit()
