"""Step „Einladen“: Ladungsfrist, documents, recipients and their replies."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.meetings import EDITABLE, Invitation, Meeting, Reply
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.editors import ChoiceEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.labels import ProgressLine
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

_DOCUMENTS = (
    ("Einladung", "invitation", "mail"),
    ("Tagesordnung", "agenda", "list"),
    ("Anwesenheitsliste", "attendance_list", "checklist"),
)


class InvitePane(QWidget):
    """`send()` marks the meeting as invited with the day and way entered here."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._meetings = context.workspace.meetings
        self._meeting: Meeting | None = None
        self.notice = NoticeBar("", "info", icon="clock")
        self.text = TypingEditor(lines=4)
        self.text.committed.connect(self._on_text)
        self.sent_on = DateEditor(lookups.today, direction="past")
        self.way = TextEditor(max_length=60)
        self.documents = ListCard("Unterlagen")
        self.recipients = ListCard("Empfänger")
        self.progress = ProgressLine("Antworten")
        self.remind_link = LinkButton("Offene erinnern", "bell")
        self.remind_link.clicked.connect(self._on_remind)
        self._build()

    def _build(self) -> None:
        letter = Card("Einladung")
        letter.add(FieldRow("Text der Einladung", self.text, help_text="Steht über der Tagesordnung."))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(FieldRow("Versandt am", self.sent_on))
        line.addWidget(FieldRow("Versandweg", self.way))
        letter.add(line)
        rows: list[QWidget] = []
        for text, key, icon in _DOCUMENTS:
            row = ListRow(text, addition="in der Druckansicht, als Word oder PDF", icon=icon)
            row.setProperty("document", key)
            row.activated.connect(self._on_document)
            rows.append(row)
        self.documents.set_rows(rows)
        self.recipients.add_to_head(self.remind_link)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(letter)
        left.addWidget(self.documents)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.recipients)
        right.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.notice)
        column.addLayout(grid)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inner))

    def show_meeting(self, meeting_id: int) -> None:
        """Show a meeting (again)."""
        meeting = self._meetings.get(meeting_id)
        another = self._meeting is None or self._meeting.id != meeting_id
        self._meeting = meeting
        check = self._meetings.invitations.check(meeting_id)
        near = check.days_left is not None and check.days_left <= 7
        kind = "attention" if not check.in_time or near else "ok" if meeting.invited_on else "info"
        self.notice.set(check.sentence, kind, icon="tick-circle" if kind == "ok" else "clock")
        invited = meeting.invited_on is not None
        editable = meeting.state in EDITABLE and not self._context.read_only
        self.text.show_stored(meeting.invitation_text)
        self.text.set_read_only(read_only=not editable)
        if another or invited:
            self.sent_on.set_value(meeting.invited_on or self._lookups.today())
            self.way.set_value(meeting.invited_by or "E-Mail")
        for editor in (self.sent_on, self.way):
            editor.set_read_only(read_only=invited or not editable)
        self._show_recipients(meeting, editable=editable)

    def flush(self) -> None:
        """Save what is still in a field."""
        if self._meeting is not None:
            self.text.save()

    def send(self) -> None:
        """Mark as invited; `UserError` when something is missing."""
        if self._meeting is None:
            return
        day, way = self.sent_on.value(), str(self.way.value())
        check = self._meetings.invitations.invite(self._meeting.id, sent_on=day, way=way or "E-Mail")
        self._context.notify(check.sentence, "ok" if check.in_time else "attention")

    def _show_recipients(self, meeting: Meeting, *, editable: bool) -> None:
        invitations = self._meetings.invitations.of_meeting(meeting.id)
        rows: list[QWidget] = []
        if invitations:
            answered = sum(1 for found in invitations if found.reply is not Reply.OPEN)
            self.recipients.set_hint(f"{answered} von {len(invitations)} haben geantwortet")
            rows = [self._reply_row(found, editable=editable) for found in invitations]
        else:
            seats = self._meetings.invitations.recipients(meeting.id)
            self.recipients.set_hint(plural(len(seats), "Sitz", "Sitze") if seats else "")
            for view in seats:
                word = view.seat.role.label if not view.seat.has_vote or view.seat.role.value != "member" else ""
                other = view.seat.seat if view.seat.seat != view.name else view.organisation
                addition = other if other != view.name else ""
                rows.append(ListRow(view.name, addition=addition, value=word, icon="person", clickable=False))
        self.remind_link.setVisible(any(found.reply is Reply.OPEN for found in invitations) and editable)
        text = "Das Gremium hat am Sitzungstag keine Sitze. Tragen Sie sie beim Gremium im Reiter „Sitze“ ein."
        self.recipients.set_rows(rows or [hint_row(text)])

    def _reply_row(self, invitation: Invitation, *, editable: bool) -> QWidget:
        notes = []
        if invitation.deputy_id:
            names = self._lookups.titles("person", [invitation.deputy_id])
            notes.append(f"durch {names.get(invitation.deputy_id, '')}")
        if invitation.reply is Reply.OPEN and invitation.reminded_on:
            notes.append(f"erinnert am {format_date(invitation.reminded_on)}")
        row = ListRow(invitation.name, addition=", ".join(notes), icon="person", clickable=False)
        box = ChoiceEditor([(reply, reply.label) for reply in Reply], optional=False)
        box.set_value(invitation.reply)
        box.box.setAccessibleName(f"Antwort von {invitation.name}")
        box.setProperty("invitation", invitation.id)
        box.set_read_only(read_only=not editable)
        box.committed.connect(self._on_reply)
        row.add(box)
        return row

    @Slot()
    def _on_reply(self) -> None:
        box = self.sender()
        if not isinstance(box, ChoiceEditor):
            return
        invitation_id, reply = int(box.property("invitation")), box.value()
        deputy: int | None = None
        if reply is Reply.DEPUTY:
            title, verb = "Vertretung", "Vertretung eintragen"
            deputy = LinkDialog.ask(self, title, "Wer kommt?", verb, "person", self._lookups)
            if deputy is None:
                self._reset()
                return
        with alerts.shown(self):
            self._meetings.invitations.reply(invitation_id, reply, deputy_id=deputy)

    def _reset(self) -> None:
        if self._meeting is not None:
            self.show_meeting(self._meeting.id)

    @Slot()
    def _on_text(self) -> None:
        if self._meeting is not None and self._meeting.state in EDITABLE:
            self._meetings.update(self._meeting.id, None, invitation_text=self.text.value())

    @Slot()
    def _on_remind(self) -> None:
        if self._meeting is not None:
            with alerts.shown(self):
                count = self._meetings.invitations.remind(self._meeting.id)
                self._context.notify(f"Erinnerung an {plural(count, 'Person', 'Personen')} vermerkt.")

    @Slot()
    def _on_document(self) -> None:
        row = self.sender()
        if row is not None and self._meeting is not None:
            self.flush()
            self._context.preview(str(row.property("document")), self._meeting.id)
