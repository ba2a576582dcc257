"""The step „Nachbereiten“: completeness, confirmation, the final version of the minutes, its versions and papers."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, format_date_time, plural
from coordinator_app.domain.bodies import Approval
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.minutes import (
    SEALED,
    Minutes,
    MinutesState,
    MinutesType,
    MinutesVersion,
)
from coordinator_app.domain.minutes_check import Finding, Severity
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.questions import ask_reason
from coordinator_app.gui.pages.meetings.folder_notice import FolderNotice, folder_row
from coordinator_app.gui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.written_files import WrittenFilesCard
from coordinator_app.services.tasks import TaskView

STATE_CHIPS = {
    MinutesState.DRAFT: ChipStyle("info", "pencil"),
    MinutesState.IN_REVIEW: ChipStyle("info", "mail"),
    MinutesState.FINAL: ChipStyle("ok", "lock"),
    MinutesState.CORRECTING: ChipStyle("attention", "pencil"),
    MinutesState.APPROVED: ChipStyle("ok", "tick-circle"),
}
RESOLUTION_CHIPS = {
    ResolutionState.DRAFT: ChipStyle("neutral", "pencil"),
    ResolutionState.TO_VOTE: ChipStyle("info", "circle"),
    ResolutionState.ADOPTED: ChipStyle("ok", "tick"),
    ResolutionState.REJECTED: ChipStyle("neutral", "x"),
    ResolutionState.POSTPONED: ChipStyle("attention", "pause"),
    ResolutionState.REFERRED: ChipStyle("info", "chevron-right"),
    ResolutionState.WITHDRAWN: ChipStyle("neutral", "x"),
}
_PAPERS = (
    ("minutes", "Niederschrift", {}),
    ("minutes", "Auszug für die Öffentlichkeit", {"variant": "public"}),
    ("attendance_list", "Anwesenheitsliste", {}),
)


class FollowUpPane(QWidget):
    """`show_meeting(id)` once, `reload()` after changes; all writing goes through `workspace.minutes`."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting_id = 0
        self.notice = NoticeBar("")
        self.nothing = EmptyState(
            "document",
            "Noch nichts nachzubereiten",
            "Die Niederschrift entsteht aus dem, was in der Sitzung eingegeben wird. "
            "Nach dem Ende prüfen Sie hier, was fehlt, und schließen sie ab.",
            help_text="Wie entsteht die Niederschrift?",
        )
        self.findings = ListCard("Vor dem Abschließen")
        self.results = ListCard("Beschlüsse und Aufgaben")
        self.versions = ListCard("Fassungen")
        self.papers = ListCard("Ansehen und ausgeben")
        self.files = WrittenFilesCard(context)
        self.folder = FolderNotice(context)
        self.chip = Chip()
        self.kind = ChoiceEditor.of(MinutesType, optional=False)
        self.confirmed = DateEditor(partial(today, context.clock), direction="past")
        self.finish = PrimaryButton("Niederschrift abschließen", "lock")
        self.submit = SecondaryButton("In Abstimmung geben", "mail")
        self.take_back = SecondaryButton("Zurück zum Entwurf", "undo")
        self.correct = SecondaryButton("Berichtigen …", "pencil")
        self.approve = SecondaryButton("Als genehmigt eintragen", "tick-circle")
        self.reopen = SecondaryButton("Sitzung fortsetzen", "play")
        self._build()
        self._connect()

    def _build(self) -> None:
        inner = QWidget()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(_column(self.findings, self.versions, self.results), 3)
        columns.addLayout(_column(self._minutes_card(), self.papers, self.files), 2)
        content = QVBoxLayout(inner)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(16)
        content.addWidget(self.notice)
        content.addWidget(self.folder)
        content.addLayout(columns)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(ScrollColumn(inner, width=1120))
        self._stack.addWidget(self.nothing)

    def _minutes_card(self) -> Card:
        card = Card("Niederschrift")
        card.add_to_head(self.chip)
        card.add(FieldRow("Art der Niederschrift", self.kind))
        help_text = "Ohne Bestätigung bleibt die Niederschrift ein Entwurf."
        self._confirmed_row = FieldRow("Von der Leitung bestätigt am", self.confirmed, help_text=help_text)
        card.add(self._confirmed_row)
        for button in (self.finish, self.submit, self.take_back, self.correct, self.approve, self.reopen):
            card.add(button)
        return card

    def _connect(self) -> None:
        self.kind.committed.connect(self._on_kind_committed)
        self.confirmed.committed.connect(self._on_confirmed_committed)
        self.finish.clicked.connect(self._on_finish)
        self.submit.clicked.connect(self._on_submit)
        self.take_back.clicked.connect(self._on_take_back)
        self.correct.clicked.connect(self._on_correct)
        self.approve.clicked.connect(self._on_approve)
        self.reopen.clicked.connect(self._on_reopen)
        self.nothing.help_wanted.connect(self._on_help_wanted)

    # --- showing

    def show_meeting(self, meeting_id: int) -> None:
        """Show the minutes of a meeting."""
        self._meeting_id = meeting_id
        self.reload()

    def reload(self) -> None:
        """Read everything again."""
        if not self._meeting_id:
            return
        workspace = self._context.workspace
        meeting = workspace.meetings.get(self._meeting_id)
        minutes = workspace.minutes.of_meeting(self._meeting_id)
        self._stack.setCurrentIndex(1 if minutes is None else 0)
        if minutes is None:
            return
        self._show_notice(meeting, minutes)
        self._show_minutes(meeting, minutes)
        self._show_findings(minutes)
        self._show_versions()
        self._show_results()
        self.files.show_record("meeting", self._meeting_id)
        self.folder.show_meeting(meeting)
        rows = [self._paper_row(key, label, options) for key, label, options in _PAPERS]
        self.papers.set_rows([*rows, folder_row(self._context, self._meeting_id)])

    def _show_notice(self, meeting: Meeting, minutes: Minutes) -> None:
        if minutes.state is MinutesState.CORRECTING:
            self.notice.set(minutes.correction_reason, "attention", strong="Wird berichtigt:")
        elif minutes.state is MinutesState.FINAL and self._waits_for_next_meeting(meeting):
            self.notice.set("Die nächste Sitzung bekommt dafür einen Tagesordnungspunkt.", strong="Noch zu genehmigen.")
        elif minutes.state is MinutesState.APPROVED:
            self.notice.set(f"Genehmigt am {format_date(minutes.approved_on)}.", "ok")
        else:
            self.notice.set("")

    def _waits_for_next_meeting(self, meeting: Meeting) -> bool:
        return self._context.workspace.bodies.rules(meeting.body_id).approval is Approval.NEXT_MEETING

    def _show_minutes(self, meeting: Meeting, minutes: Minutes) -> None:
        state = minutes.state
        sealed = state in SEALED
        writable = not self._context.read_only
        self.chip.set_style(state.label, STATE_CHIPS[state])
        self.kind.set_value(minutes.minutes_type)
        self.kind.set_read_only(read_only=sealed or not writable)
        if not self.confirmed.is_dirty():
            self.confirmed.set_value(minutes.confirmed_on)
        self.confirmed.set_read_only(read_only=sealed or not writable)
        self._confirmed_row.help.setVisible(not sealed)
        correcting = state is MinutesState.CORRECTING
        self.finish.setText("Berichtigte Fassung abschließen" if correcting else "Niederschrift abschließen")
        self.finish.setVisible(writable and not sealed)
        self.submit.setVisible(writable and state is MinutesState.DRAFT)
        self.take_back.setVisible(writable and state is MinutesState.IN_REVIEW)
        self.correct.setVisible(writable and state is MinutesState.FINAL)
        self.approve.setVisible(writable and state is MinutesState.FINAL and not self._waits_for_next_meeting(meeting))
        never_sealed = minutes.current_version == 0
        self.reopen.setVisible(writable and never_sealed and meeting.state is MeetingState.HELD)

    def _show_findings(self, minutes: Minutes) -> None:
        if minutes.state in SEALED:
            self.findings.hide()
            return
        self.findings.show()
        found = self._context.workspace.minutes.check(self._meeting_id)
        errors = sum(finding.severity is Severity.ERROR for finding in found)
        self.findings.set_hint(plural(errors, "Punkt fehlt", "Punkte fehlen") if errors else "")
        rows: list[QWidget] = [self._finding_row(finding) for finding in found]
        if not errors:
            done = "Alle Punkte behandelt, alle Abstimmungen mit Ergebnis, alle Aufgaben mit Verantwortlichen."
            rows.insert(0, ListRow(done, icon="tick-circle", icon_role="ok", clickable=False))
        self.findings.set_rows(rows)

    def _finding_row(self, finding: Finding) -> ListRow:
        error = finding.severity is Severity.ERROR
        icon, role = ("octagon", "error") if error else ("triangle", "attention")
        row = ListRow(finding.text, icon=icon, icon_role=role, clickable=finding.target is not None)
        if finding.target is not None:
            row.activated.connect(partial(self._context.navigate, *finding.target))
        return row

    def _show_versions(self) -> None:
        minutes = self._context.workspace.minutes
        versions = minutes.versions(self._meeting_id)
        broken = minutes.broken(self._meeting_id)
        self.versions.setVisible(bool(versions))
        self.versions.set_rows([_version_row(version, broken) for version in reversed(versions)])

    def _show_results(self) -> None:
        """What the meeting decided and set, item by item."""
        workspace = self._context.workspace
        lines = workspace.meetings.agenda.view(self._meeting_id).lines
        place = {line.id: number for number, line in enumerate(lines)}
        labels = {line.id: line.label for line in lines}
        rows: list[tuple[int, QWidget]] = [
            (place.get(resolution.agenda_item_id or 0, 0), self._resolution_row(resolution))
            for resolution in workspace.resolutions.of_meeting(self._meeting_id)
        ]
        for view in workspace.tasks.of_meeting(self._meeting_id):
            item = view.task.source_id or 0
            rows.append((place.get(item, len(lines)), self._task_row(view, labels.get(item, ""))))
        shown = [row for _, row in sorted(rows, key=_first)]
        self.results.set_rows(shown or [hint_row("In dieser Sitzung wurde nichts beschlossen oder festgelegt.")])

    def _resolution_row(self, resolution: Resolution) -> ListRow:
        text = f"Beschluss {resolution.number}" if resolution.number else "Beschlussvorschlag"
        row = ListRow(text, addition=resolution.title, icon="gavel")
        style = RESOLUTION_CHIPS[resolution.state]
        row.add(Chip(resolution.state.label, style.kind, style.icon))
        row.activated.connect(partial(self._context.navigate, "resolution", resolution.id))
        return row

    def _task_row(self, view: TaskView, label: str) -> ListRow:
        words = ", ".join(filter(None, (view.responsible, format_date(view.task.due_on))))
        row = ListRow(view.task.title, addition=label, value=words, icon="checklist")
        row.activated.connect(partial(self._context.navigate, "task", view.id))
        return row

    def _paper_row(self, key: str, label: str, options: dict[str, str]) -> ListRow:
        row = ListRow(label, icon="document")
        row.activated.connect(partial(self._context.preview, key, self._meeting_id, options))
        for name, ending in (("Word", "docx"), ("PDF", "pdf")):
            button = LinkButton(name)
            button.setAccessibleName(f"{label} als {name} speichern")
            button.clicked.connect(partial(_export, self._context, self._meeting_id, (key, ending, options)))
            row.add(button)
        return row

    # --- doing

    @Slot()
    def _on_help_wanted(self) -> None:
        self._context.show_help("niederschrift")

    @Slot()
    def _on_kind_committed(self) -> None:
        self._context.workspace.minutes.set_type(self._meeting_id, self.kind.value())

    @Slot()
    def _on_confirmed_committed(self) -> None:
        with alerts.shown(self):
            self._context.workspace.minutes.confirm(self._meeting_id, self.confirmed.value())

    @Slot()
    def _on_finish(self) -> None:
        minutes = self._context.workspace.minutes
        day: date | None = self.confirmed.value()
        errors = [finding for finding in minutes.check(self._meeting_id) if finding.severity is Severity.ERROR]
        if not errors and day is not None and not self._confirmed_by_user():
            return
        number = minutes.finalise(self._meeting_id, confirmed_on=day)
        self._context.notify(f"Fassung {number} der Niederschrift ist abgeschlossen.")

    def _confirmed_by_user(self) -> bool:
        return alerts.confirm(
            self,
            "Niederschrift abschließen?",
            "Niederschrift abschließen",
            detail="Die Fassung wird unveränderlich gespeichert und die Sitzung geschlossen. "
            "Spätere Änderungen sind nur als begründete Berichtigung möglich.",
        )

    @Slot()
    def _on_submit(self) -> None:
        self._context.workspace.minutes.submit(self._meeting_id)
        self._context.preview("minutes", self._meeting_id)

    @Slot()
    def _on_take_back(self) -> None:
        self._context.workspace.minutes.take_back(self._meeting_id)

    @Slot()
    def _on_correct(self) -> None:
        text = "Die bisherige Fassung bleibt erhalten. Was ist zu berichtigen?"
        reason = ask_reason(self, "Niederschrift berichtigen", text, "Berichtigung beginnen")
        if reason:
            self._context.workspace.minutes.correct(self._meeting_id, reason)

    @Slot()
    def _on_approve(self) -> None:
        self._context.workspace.minutes.approve(self._meeting_id)

    @Slot()
    def _on_reopen(self) -> None:
        self._context.workspace.meetings.live.resume(self._meeting_id)


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column


def _first(entry: tuple[int, QWidget]) -> int:
    return entry[0]


def _version_row(version: MinutesVersion, broken: tuple[int, ...]) -> ListRow:
    words = f"Fassung {version.number} vom {format_date_time(version.made_at)}"
    details = ", ".join(filter(None, (version.made_by, version.reason)))
    row = ListRow(words, addition=details, icon="lock", clickable=False)
    if version.number in broken:
        row.add(Chip("verändert", "error", "octagon"))
    else:
        row.add(Chip("unverändert", "ok", "tick"))
    return row


def _export(context: AppContext, meeting_id: int, paper: tuple[str, str, dict[str, str]], *_checked: bool) -> None:
    key, ending, options = paper
    context.export(key, meeting_id, ending, options)
