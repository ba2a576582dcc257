"""The card that says where minutes stand: the five steps, what comes next, and the buttons that lead there."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.bodies import Approval
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.minutes import SEALED, MinutesState, MinutesType
from coordinator_app.domain.minutes_approval import MinutesStep
from coordinator_app.domain.minutes_check import errors_of
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.pages.meetings.minutes_looks import STATE_CHIPS
from coordinator_app.gui.widgets.buttons import PrimaryButton
from coordinator_app.gui.widgets.cards import Card, IconLabel
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.minutes import Standing

_ICONS = {"done": ("tick-circle", "ok"), "now": ("enter", "accent"), "later": ("circle", "text_muted")}
_SPOKEN = {"done": "erledigt", "now": "jetzt", "later": "noch offen"}


class StepTrail(QWidget):
    """The steps of minutes in a row: done, now, later; it tells and does not lead anywhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._parts: list[tuple[IconLabel, Label]] = []
        for step in MinutesStep:
            icon, label = IconLabel("circle", 20, "text_muted"), Label(step.label)
            line.addWidget(icon)
            line.addWidget(label)
            line.addSpacing(14)
            self._parts.append((icon, label))
        line.addStretch(1)

    def show_step(self, current: int) -> None:
        """Mark the step that is now (0-based; past the last = all done)."""
        for place, (step, (icon, label)) in enumerate(zip(MinutesStep, self._parts, strict=True)):
            state = "done" if place < current else "now" if place == current else "later"
            icon.set_icon(*_ICONS[state])
            theme.mark(label, rolle="stark" if state == "now" else "gedaempft")
            label.setAccessibleName(f"{step.label}: {_SPOKEN[state]}")


class MinutesCard(Card):
    """`show_standing(meeting, standing)`; the buttons are signals, their rank follows from the next step."""

    kind_changed = Signal()
    confirmation_changed = Signal()
    finish_wanted = Signal()
    submit_wanted = Signal()
    take_back_wanted = Signal()
    send_wanted = Signal()
    correct_wanted = Signal()
    drop_wanted = Signal()
    compare_wanted = Signal()
    approve_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Niederschrift", parent=parent)
        self._context = context
        self.chip = Chip()
        self.add_to_head(self.chip)
        self.trail = StepTrail()
        self.next = Label("", "stark", wrap=True)
        self.kind = ChoiceEditor.of(MinutesType, optional=False)
        self.confirmed = DateEditor(partial(today, context.clock), direction="past")
        self._confirmed_row = FieldRow("Von der Leitung bestätigt am", self.confirmed)
        self.sent = Label("", "gedaempft", wrap=True)
        self.buttons = {
            "finish": PrimaryButton("Niederschrift abschließen", "lock"),
            "submit": PrimaryButton("In Abstimmung geben …", "mail"),
            "send": PrimaryButton("An Mitglieder versenden …", "mail"),
            "approve": PrimaryButton("Als genehmigt eintragen …", "tick-circle"),
            "correct": PrimaryButton("Berichtigen …", "pencil"),
            "compare": PrimaryButton("Änderungen ansehen", "columns"),
            "take_back": PrimaryButton("Zurück zum Entwurf", "undo"),
            "drop": PrimaryButton("Berichtigung verwerfen", "undo"),
            "reopen": PrimaryButton("Sitzung fortsetzen", "play"),
        }
        self._build()

    def _build(self) -> None:
        self.add(self.trail)
        self.add(self.next)
        row = QHBoxLayout()
        self.add(row)
        row.setSpacing(8)
        for name, button in self.buttons.items():
            row.addWidget(button)
            button.clicked.connect(getattr(self, f"{name}_wanted"))
        row.addStretch(1)
        fields = QHBoxLayout()
        self.add(fields)
        fields.setSpacing(16)
        fields.addWidget(FieldRow("Art der Niederschrift", self.kind), 1)
        fields.addWidget(self._confirmed_row, 1)
        self.add(self.sent)
        self.kind.committed.connect(self.kind_changed)
        self.confirmed.committed.connect(self.confirmation_changed)

    def show_standing(self, meeting: Meeting, standing: Standing) -> None:
        """Show where the minutes stand."""
        minutes = standing.minutes
        sealed, writable = minutes.state in SEALED, not self._context.read_only
        self.chip.set_style(minutes.state.label, STATE_CHIPS[minutes.state])
        self.trail.show_step(standing.step.current)
        self.next.setText(standing.step.sentence)
        theme.mark(self.next, rolle="fehler" if standing.step.is_late else "stark")
        self.kind.set_value(minutes.minutes_type)
        self.kind.set_read_only(read_only=sealed or not writable)
        if not self.confirmed.is_dirty():
            self.confirmed.set_value(minutes.confirmed_on)
        self.confirmed.set_read_only(read_only=sealed or not writable)
        self._show_sent(standing)
        self._show_buttons(meeting, standing, writable=writable)

    def _show_sent(self, standing: Standing) -> None:
        words: list[str] = []
        if standing.minutes.sent_on is not None:
            words.append(f"An die Mitglieder versendet am {format_weekday_date(standing.minutes.sent_on)}.")
            words.append(standing.period.sentence(today(self._context.clock)))
        if standing.minutes.state in SEALED:
            words.append(f"Genehmigung {standing.approval.label}.")
        self.sent.setText(" ".join(words))
        self.sent.setVisible(bool(words))

    def _show_buttons(self, meeting: Meeting, standing: Standing, *, writable: bool) -> None:
        state, versions = standing.minutes.state, standing.minutes.current_version
        final, correcting = state is MinutesState.FINAL, state is MinutesState.CORRECTING
        by_hand = final and standing.approval is not Approval.NEXT_MEETING
        self.buttons["finish"].setText("Berichtigte Fassung abschließen" if correcting else "Niederschrift abschließen")
        self.buttons["send"].setText("Erneut versenden …" if standing.minutes.sent_on else "An Mitglieder versenden …")
        shown = {
            "finish": state not in SEALED,
            "submit": state is MinutesState.DRAFT,
            "take_back": state is MinutesState.IN_REVIEW,
            "send": state in SEALED,
            "correct": final,
            "drop": correcting,
            "compare": correcting,
            "approve": by_hand,
            "reopen": versions == 0 and meeting.state is MeetingState.HELD,
        }
        first = _first(standing)
        for name, button in self.buttons.items():
            theme.reveal(button, shown=shown[name] and (writable or name == "compare"))
            button.set_demoted(name != first)


def _first(standing: Standing) -> str:
    """The button that is the thing to do next."""
    state = standing.minutes.state
    if state is MinutesState.FINAL:
        if standing.step.current == 3:
            return "correct" if "übernommen" in standing.step.sentence else "send"
        return "approve"
    if state is MinutesState.DRAFT and standing.minutes.confirmed_on is None and not errors_of(standing.findings):
        return "submit"
    return "finish"
