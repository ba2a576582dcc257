"""Objections against final minutes: the list, entering one, deciding on it."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.domain.fields import FieldInfo, Kind
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.minutes import MinutesState
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, LongTextEditor, TextEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.meetings.minutes_looks import DECISION_CHIPS
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.minutes import Standing
from coordinator_app.services.objections import ObjectionView


class ObjectionsCard(ListCard):
    """`show_standing(meeting, standing)`; hidden before the minutes are final."""

    correct_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Einwendungen", parent=parent)
        self._context = context
        self._meeting: Meeting | None = None
        self.add_button = LinkButton("Einwendung eintragen …", "plus")
        self.add_button.clicked.connect(self._on_add)
        self.add_to_head(self.add_button)

    def show_standing(self, meeting: Meeting, standing: Standing) -> None:
        """Show the objections with their period."""
        self._meeting = meeting
        minutes = standing.minutes
        theme.reveal(self, shown=minutes.current_version > 0)
        self.set_hint(standing.period.sentence(today(self._context.clock)) if minutes.sent_on else "")
        frozen = minutes.state is MinutesState.APPROVED or self._context.read_only
        self.add_button.setVisible(not frozen)
        views = self._context.workspace.objections.of_meeting(meeting.id)
        rows: list[QWidget] = [self._row(view, frozen=frozen) for view in views]
        self.set_rows(rows or [hint_row("Es liegt keine Einwendung vor.")])

    def _row(self, view: ObjectionView, *, frozen: bool) -> ListRow:
        objection = view.objection
        about = ", ".join(filter(None, (view.item, f"eingegangen am {format_date(objection.raised_on)}")))
        row = ListRow(f"{objection.name}: {objection.text}", addition=about, icon="comment")
        tag(row, "objection", view.id)
        row.activated.connect(self._on_open)
        if view.late:
            late = Chip("verspätet", "attention", "clock")
            late.setToolTip(view.late)
            row.add(late)
        style = DECISION_CHIPS[objection.decision]
        row.add(Chip(objection.decision.label, style.kind, style.icon))
        if not frozen and objection.decision is ObjectionDecision.OPEN:
            row.add(self._more(view))
        return row

    def _more(self, view: ObjectionView) -> MoreButton:
        button = MoreButton(f"Weitere Aktionen zur Einwendung von {view.objection.name}", flat=True)
        action = QAction("In den Papierkorb", button.menu_)
        tag(action, "objection", view.id)
        action.triggered.connect(self._on_discard)
        button.menu_.addAction(action)
        return button

    @Slot()
    def _on_add(self) -> None:
        if self._meeting is not None:
            ObjectionDialog.ask(self, self._context, self._meeting.id)

    @Slot()
    def _on_open(self) -> None:
        id = tagged(self.sender())[1]
        if self._meeting is None:
            return
        view = next((v for v in self._context.workspace.objections.of_meeting(self._meeting.id) if v.id == id), None)
        if view is None:
            return
        if DecisionDialog.ask(self, self._context, self._meeting, view) is ObjectionDecision.ACCEPTED:
            self.correct_wanted.emit()

    @Slot()
    def _on_discard(self) -> None:
        id = tagged(self.sender())[1]
        name = self._context.workspace.objections.get(id).name
        self._context.workspace.objections.discard(id)
        self._context.undo_bar(f"Die Einwendung von {name} liegt im Papierkorb.")


class ObjectionDialog(Dialog):
    """Enters an objection: who, when, to which item, what."""

    help_topic = "niederschrift"

    def __init__(self, context: AppContext, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__("Einwendung", primary="Eintragen", heading="Einwendung gegen die Niederschrift", parent=parent)
        self._context, self._meeting_id = context, meeting_id
        workspace = context.workspace
        info = FieldInfo(name="person", label="Person", kind=Kind.REFERENCE, target="person")
        self.person = editor_for(info, workspace_lookups(workspace))
        self.name = TextEditor(max_length=200)
        self.day = DateEditor(partial(today, context.clock), direction="past")
        self.day.set_value(today(context.clock))
        lines = workspace.meetings.agenda.view(meeting_id).lines
        self.item = ChoiceEditor([(line.id, f"{line.label} {line.item.title}") for line in lines if line.number])
        self.text = LongTextEditor(lines=4)
        self.late = NoticeBar("", "attention", icon="clock")
        self.add(FieldRow("Von", self.person, help_text="Aus dem Netzwerk; sonst tragen Sie unten den Namen ein."))
        self.add(FieldRow("Name, wenn nicht im Netzwerk", self.name))
        self.add(FieldRow("Eingegangen am", self.day, required=True))
        self.add(FieldRow("Zu Tagesordnungspunkt", self.item))
        self.add(FieldRow("Einwendung", self.text, required=True))
        self.add(self.late)
        self.day.committed.connect(self._show_late)
        self._show_late()

    @Slot()
    def _show_late(self) -> None:
        standing = self._context.workspace.minutes.standing(self._meeting_id)
        self.late.set(standing.period.late_sentence(self.day.value()) if standing else "", "attention", icon="clock")

    def check(self) -> bool:
        """Store it; what is missing is told."""
        self._context.workspace.objections.add(
            self._meeting_id,
            text=self.text.value(),
            name=self.name.value() or "",
            person_id=self.person.value(),
            raised_on=self.day.value(),
            agenda_item_id=self.item.value(),
        )
        return True

    @classmethod
    def ask(cls, parent: QWidget | None, context: AppContext, meeting_id: int) -> bool:
        """Whether an objection was entered."""
        return cls(context, meeting_id, parent).run()


class DecisionDialog(Dialog):
    """Shows an objection and takes the decision on it: what, why, in which meeting."""

    help_topic = "niederschrift"

    def __init__(
        self,
        context: AppContext,
        meeting: Meeting,
        view: ObjectionView,
        parent: QWidget | None = None,
        *,
        decided_in: int | None = None,
    ) -> None:
        objection = view.objection
        super().__init__(
            "Einwendung", primary="Entscheidung speichern", heading=f"Einwendung von {objection.name}", parent=parent
        )
        self._context, self._view = context, view
        where = f"Zu {view.item}, gegen" if view.item else "Gegen"
        came = f"{where} Fassung {objection.version_number}, eingegangen am {format_date(objection.raised_on)}"
        self.add(Label(came, "gedaempft", wrap=True))
        self.add(Label(objection.text, wrap=True))
        if view.late:
            self.add(NoticeBar(view.late, "attention", icon="clock"))
        self.decision = ChoiceEditor.of(ObjectionDecision, optional=False)
        self.decision.set_value(objection.decision)
        self.reason = LongTextEditor(lines=3)
        self.reason.set_value(objection.decision_text)
        self.meeting = ChoiceEditor(_deciding_meetings(context, meeting))
        self.meeting.set_value(objection.decided_in_id or decided_in)
        self.add(FieldRow("Entscheidung", self.decision))
        self.add(
            FieldRow("Begründung", self.reason, help_text="Steht in der Niederschrift der Sitzung, die entscheidet.")
        )
        self.add(FieldRow("Entschieden in", self.meeting))
        if context.read_only:
            self.primary_button.hide()

    def check(self) -> bool:
        """Store the decision."""
        self._context.workspace.objections.decide(
            self._view.id, self.decision.value(), self.reason.value(), meeting_id=self.meeting.value()
        )
        return True

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        context: AppContext,
        meeting: Meeting,
        view: ObjectionView,
        decided_in: int | None = None,
    ) -> ObjectionDecision | None:
        """The new decision, None when cancelled or unchanged; `meeting` is that of the minutes."""
        dialog = cls(context, meeting, view, parent, decided_in=decided_in)
        before = view.objection.decision
        return dialog.decision.value() if dialog.run() and dialog.decision.value() is not before else None


def _deciding_meetings(context: AppContext, meeting: Meeting) -> list[tuple[int, str]]:
    """Later meetings of the body: one of them decides."""
    return [
        (entry.id, f"{entry.title}")
        for entry in context.workspace.meetings.of_body(meeting.body_id)
        if entry.id != meeting.id
        and entry.state is not MeetingState.CANCELLED
        and entry.starts_at is not None
        and (meeting.starts_at is None or entry.starts_at > meeting.starts_at)
    ]
