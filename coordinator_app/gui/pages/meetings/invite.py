"""Step „Einladen“: Ladungsfrist, words, recipients, sending, answers, what must still be told, what was sent."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.meetings import EDITABLE, Meeting, MeetingState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.local_state import files_folder
from coordinator_app.gui.pages.meetings.invite_dialogs import SendDialog
from coordinator_app.gui.pages.meetings.invite_recipients import RecipientsCard
from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.sending import SendOptions, Sent

_DOCUMENTS = (
    ("Einladung", "invitation", "mail"),
    ("Tagesordnung", "agenda", "list"),
    ("Briefe an alle", "meeting_letters", "documents"),
    ("Anwesenheitsliste", "attendance_list", "checklist"),
    ("Rückmeldungen", "reply_list", "list"),
)
_ICS = "Kalendereintrag (*.ics)"
_FOLDER = "output/folder"


class InvitePane(QWidget):
    """`send()` marks the meeting as invited; `prepare(occasion)` opens the dialog that writes drafts and letters."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._meetings = context.workspace.meetings
        self._meeting: Meeting | None = None
        self._folder: Path | None = None
        self.notice = NoticeBar("", "info", icon="clock")
        self.untold = NoticeBar("")
        self.newcomers = NoticeBar("", action="Nachträglich einladen …")
        self.written = NoticeBar("")
        self.text = TypingEditor(lines=4)
        self.text.committed.connect(self._on_text)
        self.sent_on = DateEditor(lookups.today)
        self.prepare_button = SecondaryButton("E-Mails und Briefe erstellen …", "mail")
        self.documents = ListCard("Unterlagen")
        self.recipients = RecipientsCard(context, lookups)
        self.remind_link = self.recipients.remind_link
        self.history = ListCard("Versand")
        self._build()
        self._connect()

    def _connect(self) -> None:
        self.prepare_button.clicked.connect(self._on_prepare)
        self.remind_link.clicked.connect(self._on_remind)
        self.untold.triggered.connect(self._on_tell)
        self.newcomers.triggered.connect(self._on_newcomers)
        self.written.triggered.connect(self._on_folder)

    def _build(self) -> None:
        letter = Card("Einladung")
        help_text = "Steht über der Tagesordnung; die Anrede setzt das Programm."
        letter.add(FieldRow("Text der Einladung", self.text, help_text=help_text))
        line = QHBoxLayout()
        letter.add(line)
        line.setSpacing(16)
        line.addWidget(FieldRow("Versandt am", self.sent_on))
        line.addStretch(1)
        letter.add(self.prepare_button)
        rows: list[QWidget] = []
        for text, key, icon in _DOCUMENTS:
            row = ListRow(text, addition="ansehen, als Word oder PDF", icon=icon)
            row.setProperty("document", key)
            row.activated.connect(self._on_document)
            rows.append(row)
        calendar = ListRow("Termin für den Kalender", addition="als .ics speichern", icon="calendar-plus")
        calendar.activated.connect(self.save_calendar)
        self.documents.set_rows([*rows, calendar])
        bars = (self.untold, self.newcomers, self.written)
        left = ScrollColumn(*bars, letter, self.documents, self.history, margins=(24, 0, 8, 24))
        right = QVBoxLayout()
        right.setContentsMargins(8, 0, 24, 16)
        body = QHBoxLayout()
        body.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        top.addWidget(self.notice)
        outer.addLayout(body, 1)
        body.addWidget(left, 4)
        body.addLayout(right, 5)
        right.addWidget(self.recipients, 1)

    # --- showing

    def show_meeting(self, meeting_id: int) -> None:
        """Show a meeting (again)."""
        meeting = self._meetings.get(meeting_id)
        if self._meeting is None or self._meeting.id != meeting_id:
            self.written.set("")
            self.sent_on.set_value(self._lookups.today())
        self._meeting = meeting
        invited = meeting.invited_on is not None
        editable = meeting.state in EDITABLE and not self._context.read_only
        self._show_notice(meeting)
        self.text.show_stored(meeting.invitation_text)
        self.text.set_read_only(read_only=not editable)
        if invited:
            self.sent_on.set_value(meeting.invited_on)
        self.sent_on.set_read_only(read_only=invited or not editable)
        self.recipients.show_recipients(meeting_id, invited=invited, editable=editable)
        self.prepare_button.setVisible(editable and not invited)
        asking = editable and meeting.state is MeetingState.INVITED
        self.remind_link.setVisible(asking and bool(self.recipients.waiting()))
        self._show_untold(meeting, editable=editable)
        self._show_history(meeting_id)

    def _show_notice(self, meeting: Meeting) -> None:
        check = self._meetings.invitations.check(meeting.id)
        near = check.days_left is not None and check.days_left <= 7
        kind = "attention" if not check.in_time or near else "ok" if meeting.invited_on else "info"
        if meeting.state is MeetingState.CANCELLED:
            kind = "neutral"
        self.notice.set(check.sentence, kind, icon="tick-circle" if kind == "ok" else "clock")

    def _show_untold(self, meeting: Meeting, *, editable: bool) -> None:
        cancelled = meeting.state is MeetingState.CANCELLED and not self._context.read_only
        ahead = meeting.state is MeetingState.INVITED and editable
        changes = self._meetings.invitations.changes(meeting.id) if ahead or cancelled else []
        words = "Das wissen die Eingeladenen noch nicht:" if changes else ""
        action = "Absage mitteilen …" if cancelled else "Änderung mitteilen …"
        self.untold.set(" ".join(changes), "attention", strong=words, action=action)
        self.untold.setVisible(bool(changes))
        left = self.recipients.newcomers() if ahead else 0
        sentence = plural(left, "Person ist noch nicht eingeladen.", "Personen sind noch nicht eingeladen.")
        self.newcomers.set(sentence if left else "", "info", icon="person-plus", action="Nachträglich einladen …")

    def _show_history(self, meeting_id: int) -> None:
        found = self._context.workspace.dispatches.of("meeting", meeting_id)
        rows: list[QWidget] = [self._history_row(entry) for entry in found]
        self.history.set_rows(rows or [hint_row("Hier steht, was wann an wen versendet wurde.")])
        self.history.set_hint(plural(len(found), "Sendung", "Sendungen") if found else "")

    def _history_row(self, entry: Dispatch) -> QWidget:
        people = entry.recipients.splitlines()
        addition = f"{format_date(entry.sent_on)}, {plural(len(people), 'Person', 'Personen')}, {entry.way}"
        row = ListRow(entry.occasion.label, addition=addition, icon="mail")
        row.setToolTip(entry.recipients)
        row.setProperty("dispatch", entry.id)
        row.activated.connect(self._on_dispatch)
        return row

    @Slot()
    def _on_dispatch(self) -> None:
        row = self.sender()
        if row is None:
            return
        entry = self._context.workspace.dispatches.get(int(row.property("dispatch")))
        text = f"{entry.occasion.label}, versendet am {format_date(entry.sent_on)} ({entry.way})"
        detail = entry.recipients + (f"\n\n{entry.contents}" if entry.contents else "")
        alerts.inform(self, text, detail=detail)

    def flush(self) -> None:
        """Save what is still in a field."""
        if self._meeting is not None:
            self.text.save()

    # --- sending

    def send(self) -> None:
        """Mark as invited; `UserError` when something is missing."""
        if self._meeting is None:
            return
        check = self._meetings.invitations.invite(self._meeting.id, sent_on=self.sent_on.value())
        self._context.notify(check.sentence, "ok" if check.in_time else "attention")

    def prepare(self, occasion: Occasion) -> None:
        """Ask what to write, and where to; note the sending when the files are there."""
        meeting = self._meeting
        if meeting is None:
            return
        self.flush()
        workspace = self._context.workspace
        late = partial(self._meetings.invitations.check_for, meeting.id)
        dialog = SendDialog(
            workspace.sending,
            meeting.id,
            occasion,
            self._lookups,
            context=self._context,
            late=late if occasion is Occasion.INVITATION else None,
            parent=self,
        )
        if not dialog.run():
            return
        folder = alerts.choose_folder(self, "Ordner für Entwürfe und Briefe", self._context.settings.text(_FOLDER))
        if folder is None:
            return
        self._context.settings.set(_FOLDER, str(folder))
        self._folder = folder
        options, day = dialog.options(), dialog.sent_on()
        reached = frozenset(found.key for found in dialog.plan.everybody)
        self._context.jobs.run(
            workspace.sending.write,
            meeting.id,
            options,
            folder,
            title="Entwürfe und Briefe werden erstellt",
            done=partial(self._on_written, meeting.id, replace(options, keys=reached), day),
            owner=self,
        )

    def _on_written(self, meeting_id: int, options: SendOptions, day: date | None, sent: Sent) -> None:
        words = plural(len(sent.files), "Datei liegt", "Dateien liegen")
        text = f"{words} in „{sent.files[0].parent.name}“. Bitte öffnen und versenden Sie die Entwürfe."
        self.written.set(" ".join([text, *sent.notes]), "ok", action="Ordner öffnen")
        if day is None:
            return
        contents = ", ".join(file.name for file in sent.files)
        with alerts.shown(self):
            self._note(meeting_id, options, day, contents[:9000])

    def _note(self, meeting_id: int, options: SendOptions, day: date, contents: str) -> None:
        """Who could not be written to stays „noch nicht eingeladen“."""
        invitations, occasion = self._meetings.invitations, options.occasion
        if occasion is Occasion.INVITATION:
            check = invitations.invite(meeting_id, sent_on=day, keys=options.keys, contents=contents)
            self._context.notify(check.sentence, "ok" if check.in_time else "attention")
            return
        count = invitations.tell(meeting_id, occasion, sent_on=day, keys=options.keys, contents=contents)
        self._context.notify(f"{occasion.label} an {plural(count, 'Person', 'Personen')} vermerkt.")

    @Slot()
    def save_calendar(self) -> None:
        """Write the calendar file alone."""
        if self._meeting is None:
            return
        self.flush()
        documents = self._context.workspace.documents
        stem = documents.file_stem("invitation", self._meeting.id).replace("Einladung", "Termin")
        folder = Path(self._context.settings.text(_FOLDER) or str(files_folder()))
        path = alerts.save_file(self, "Termin speichern", _ICS, str(folder / f"{stem}.ics"))
        if path is None:
            return
        if path.suffix.lower() != ".ics":
            path = path.with_name(f"{path.name}.ics")
        with alerts.shown(self):
            written = self._context.workspace.sending.save_calendar(self._meeting.id, path)
            self._folder = written.parent
            self.written.set(f"„{written.name}“ ist gespeichert.", "ok", action="Ordner öffnen")

    @Slot()
    def _on_prepare(self) -> None:
        self.prepare(Occasion.INVITATION)

    @Slot()
    def _on_newcomers(self) -> None:
        self.prepare(Occasion.INVITATION)

    @Slot()
    def _on_remind(self) -> None:
        self.prepare(Occasion.REMINDER)

    @Slot()
    def _on_tell(self) -> None:
        cancelled = self._meeting is not None and self._meeting.state is MeetingState.CANCELLED
        self.prepare(Occasion.CANCELLATION if cancelled else Occasion.CHANGE)

    @Slot()
    def _on_folder(self) -> None:
        from coordinator_app.gui.opening import open_path

        if self._folder is None:
            raise UserError("Der Ordner ist nicht mehr bekannt.")
        open_path(self._folder)

    @Slot()
    def _on_text(self) -> None:
        if self._meeting is not None and self._meeting.state in EDITABLE:
            self._meetings.update(self._meeting.id, None, invitation_text=self.text.value())

    @Slot()
    def _on_document(self) -> None:
        row = self.sender()
        if row is not None and self._meeting is not None:
            self.flush()
            self._context.preview(str(row.property("document")), self._meeting.id)
