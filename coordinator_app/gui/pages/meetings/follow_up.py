"""The step „Nachbereiten“: where the minutes stand, what is missing, objections, versions, results and papers."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, plural
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.minutes import SEALED, MinutesState
from coordinator_app.domain.minutes_approval import tacit_day
from coordinator_app.domain.minutes_check import Finding, Place, Severity, errors_of
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.pages.meetings.folder_notice import FolderNotice, folder_row
from coordinator_app.gui.pages.meetings.meeting_head import MeetingHeadDialog
from coordinator_app.gui.pages.meetings.minutes_card import MinutesCard
from coordinator_app.gui.pages.meetings.minutes_comparison import MinutesComparisonDialog
from coordinator_app.gui.pages.meetings.minutes_looks import OUTCOME_CHIPS, RESOLUTION_CHIPS
from coordinator_app.gui.pages.meetings.minutes_objections import ObjectionsCard
from coordinator_app.gui.pages.meetings.minutes_send import send_minutes
from coordinator_app.gui.pages.meetings.minutes_versions import VersionsPart
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.written_files import WrittenFilesCard
from coordinator_app.services.minutes import Standing
from coordinator_app.services.tasks import TaskView

_PAPERS = (
    ("minutes", "Niederschrift"),
    ("minutes_public", "Öffentlicher Auszug"),
    ("attendance_list", "Anwesenheitsliste"),
)


class FollowUpPane(QWidget):
    """`show_meeting(id)` once, `reload()` after changes; all writing goes through `workspace.minutes`.

    `room_wanted` asks for the attendance list, `item_wanted(id)` for an agenda item of this meeting.
    """

    room_wanted = Signal()
    item_wanted = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting_id = 0
        self._standing: Standing | None = None
        self.notice = NoticeBar("")
        self.nothing = EmptyState(
            "document",
            "Noch nichts nachzubereiten",
            "Die Niederschrift entsteht aus dem, was in der Sitzung eingegeben wird. "
            "Nach dem Ende prüfen Sie hier, was fehlt, und schließen sie ab.",
            help_text="Wie entsteht die Niederschrift?",
        )
        self.minutes = MinutesCard(context)
        self.findings = ListCard("Vor dem Abschließen")
        self.objections = ObjectionsCard(context)
        self.versions = VersionsPart(context)
        self.approvals = ListCard("Genehmigung")
        self.results = ListCard("Beschlüsse und Aufgaben")
        self.papers = ListCard("Ansehen und ausgeben")
        self.files = WrittenFilesCard(context)
        self.folder = FolderNotice(context)
        self._build()
        self._connect()

    def _build(self) -> None:
        inner = QWidget()
        content = QVBoxLayout(inner)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(16)
        for widget in (self.notice, self.folder, self.minutes):
            content.addWidget(widget)
        columns = QHBoxLayout()
        content.addLayout(columns)
        columns.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        _fill(left, self.findings, self.objections, self.versions, self.results)
        _fill(right, self.papers, self.approvals, self.files)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(ScrollColumn(inner, width=1120))
        self._stack.addWidget(self.nothing)

    def _connect(self) -> None:
        card = self.minutes
        card.kind_changed.connect(self._on_kind_changed)
        card.confirmation_changed.connect(self._on_confirmation_changed)
        card.finish_wanted.connect(self._on_finish)
        card.submit_wanted.connect(self._on_submit)
        card.take_back_wanted.connect(self._on_take_back)
        card.send_wanted.connect(self._on_send)
        card.correct_wanted.connect(self._on_correct)
        card.drop_wanted.connect(self._on_drop)
        card.compare_wanted.connect(self._on_compare_live)
        card.approve_wanted.connect(self._on_approve)
        card.reopen_wanted.connect(self._on_reopen)
        self.objections.correct_wanted.connect(self._on_correct)
        self.versions.compare_wanted.connect(self._on_compare)
        self.nothing.help_wanted.connect(self._on_help_wanted)

    # --- showing

    def show_meeting(self, meeting_id: int) -> None:
        """Show the minutes of a meeting."""
        if meeting_id != self._meeting_id:  # else the row just used would be gone, and the focus with it
            self._meeting_id = meeting_id
            rows = [self._paper_row(key, label) for key, label in _PAPERS]
            self.papers.set_rows([*rows, folder_row(self._context, meeting_id)])
        self.reload()

    def reload(self) -> None:
        """Read everything again."""
        if not self._meeting_id:
            return
        workspace = self._context.workspace
        meeting = workspace.meetings.get(self._meeting_id)
        standing = self._standing = workspace.minutes.standing(self._meeting_id)
        self._stack.setCurrentIndex(1 if standing is None else 0)
        if standing is None:
            return
        self._show_notice(standing)
        self.minutes.show_standing(meeting, standing)
        self._show_findings(standing)
        self.objections.show_standing(meeting, standing)
        correcting = standing.minutes.state is MinutesState.CORRECTING
        self.versions.show_meeting(self._meeting_id, correcting=correcting)
        self._show_approvals(standing)
        self._show_results()
        self.files.show_record("meeting", self._meeting_id)
        self.folder.show_meeting(meeting)

    def _show_notice(self, standing: Standing) -> None:
        minutes = standing.minutes
        if minutes.state is MinutesState.CORRECTING:
            text = minutes.correction_reason
            if minutes.approved_item_id is not None:
                text += " Die berichtigte Fassung ist mit dem Abschluss genehmigt."
            self.notice.set(text, "attention", strong="Wird berichtigt:")
        elif minutes.state is MinutesState.APPROVED:
            self.notice.set(f"Genehmigt am {format_date(minutes.approved_on)}.", "ok")
        else:
            self.notice.set("")

    def _show_findings(self, standing: Standing) -> None:
        if standing.minutes.state in SEALED:
            self.findings.hide()
            return
        self.findings.show()
        errors = len(errors_of(standing.findings))
        self.findings.set_hint(plural(errors, "Punkt fehlt", "Punkte fehlen") if errors else "")
        rows: list[QWidget] = [self._finding_row(finding) for finding in standing.findings]
        if not errors:
            done = "Alle Punkte behandelt, alle Abstimmungen mit Ergebnis, alle Aufgaben mit Verantwortlichen."
            rows.insert(0, ListRow(done, icon="tick-circle", icon_role="ok", clickable=False))
        self.findings.set_rows(rows)

    def _finding_row(self, finding: Finding) -> ListRow:
        error = finding.severity is Severity.ERROR
        icon, role = ("octagon", "error") if error else ("triangle", "attention")
        row = ListRow(finding.text, icon=icon, icon_role=role)
        row.activated.connect(partial(self.mend, finding))
        return row

    def _show_approvals(self, standing: Standing) -> None:
        """The items of later meetings that approve these minutes, each a way there."""
        rows: list[QWidget] = []
        for found in standing.approvals:
            row = ListRow(found.meeting.title, addition=found.item.title, icon="link")
            if found.outcome is not None:
                style = OUTCOME_CHIPS[found.outcome]
                row.add(Chip(found.outcome.label, style.kind, style.icon))
            row.setToolTip(found.sentence)
            row.activated.connect(partial(self._context.navigate, "agenda_item", found.item.id))
            rows.append(row)
        self.approvals.set_rows(rows)
        theme.reveal(self.approvals, shown=bool(rows))

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
        if resolution.number and resolution.agenda_item_id:
            extract = LinkButton("Auszug")
            extract.setAccessibleName(f"Protokollauszug zum {text}")
            extract.clicked.connect(partial(_preview, self._context, "minutes_extract", resolution.agenda_item_id))
            row.add(extract)
        style = RESOLUTION_CHIPS[resolution.state]
        row.add(Chip(resolution.state.label, style.kind, style.icon))
        row.activated.connect(partial(self._context.navigate, "resolution", resolution.id))
        return row

    def _task_row(self, view: TaskView, label: str) -> ListRow:
        words = ", ".join(filter(None, (view.responsible, format_date(view.task.due_on))))
        row = ListRow(view.task.title, addition=label, value=words, icon="checklist")
        row.activated.connect(partial(self._context.navigate, "task", view.id))
        return row

    def _paper_row(self, key: str, label: str) -> ListRow:
        row = ListRow(label, icon="document")
        row.activated.connect(partial(self._context.preview, key, self._meeting_id, None))
        printed = LinkButton("Drucken")
        printed.setAccessibleName(f"{label} drucken")
        printed.clicked.connect(partial(_print, self._context, key, self._meeting_id))
        row.add(printed)
        for name, ending in (("Word", "docx"), ("PDF", "pdf")):
            button = LinkButton(name)
            button.setAccessibleName(f"{label} als {name} speichern")
            button.clicked.connect(partial(_export, self._context, self._meeting_id, (key, ending)))
            row.add(button)
        return row

    # --- doing

    def mend(self, finding: Finding) -> None:
        """Go to where a gap is closed."""
        if finding.place is Place.HEAD:
            MeetingHeadDialog.show_for(self, self._context, self._context.workspace.meetings.get(self._meeting_id))
        elif finding.place is Place.ROOM:
            self.room_wanted.emit()
        elif finding.target is not None and finding.place is Place.ITEM:
            self.item_wanted.emit(finding.target[1])
        elif finding.target is not None:
            self._context.navigate(*finding.target)

    @Slot()
    def _on_help_wanted(self) -> None:
        self._context.show_help("niederschrift")

    @Slot()
    def _on_kind_changed(self) -> None:
        self._context.workspace.minutes.set_type(self._meeting_id, self.minutes.kind.value())

    @Slot()
    def _on_confirmation_changed(self) -> None:
        with alerts.shown(self):
            self._context.workspace.minutes.confirm(self._meeting_id, self.minutes.confirmed.value())

    @Slot()
    def _on_finish(self) -> None:
        minutes = self._context.workspace.minutes
        day = self.minutes.confirmed.value()
        errors = errors_of(minutes.check(self._meeting_id))
        if not errors and day is not None and not self._confirmed_by_user():
            return
        number = minutes.finalise(self._meeting_id, confirmed_on=day)
        self._context.notify(f"Fassung {number} der Niederschrift ist abgeschlossen.")

    def _confirmed_by_user(self) -> bool:
        """Ask; a correction tells how many places it changes."""
        minutes = self._context.workspace.minutes
        detail = (
            "Die Fassung wird unveränderlich gespeichert und die Sitzung geschlossen. "
            "Spätere Änderungen sind nur als begründete Berichtigung möglich."
        )
        if self._standing is not None and self._standing.minutes.state is MinutesState.CORRECTING:
            number = self._standing.minutes.current_version
            places = plural(len(minutes.comparison(self._meeting_id, number)), "Stelle", "Stellen")
            detail = f"Gegenüber Fassung {number} ändert sich der Text an {places}. {detail}"
        return alerts.confirm(self, "Niederschrift abschließen?", "Niederschrift abschließen", detail=detail)

    @Slot()
    def _on_submit(self) -> None:
        send_minutes(self, self._context, self._meeting_id, Occasion.MINUTES_REVIEW)

    @Slot()
    def _on_send(self) -> None:
        send_minutes(self, self._context, self._meeting_id, Occasion.MINUTES)

    @Slot()
    def _on_take_back(self) -> None:
        self._context.workspace.minutes.take_back(self._meeting_id)

    @Slot()
    def _on_correct(self) -> None:
        minutes = self._context.workspace.minutes
        found = minutes.of_meeting(self._meeting_id)
        if found is None or found.state is not MinutesState.FINAL:
            return  # an objection accepted while the correction is under way already
        text = "Die bisherige Fassung bleibt erhalten. Was ist zu berichtigen?"
        reason = TextDialog.ask(
            self,
            "Niederschrift berichtigen",
            text,
            "Berichtigung beginnen",
            required="Bitte geben Sie eine Begründung ein.",
            initial=minutes.correction_reason(self._meeting_id),
        )
        if reason:
            minutes.correct(self._meeting_id, reason)

    @Slot()
    def _on_drop(self) -> None:
        self._context.workspace.minutes.drop_correction(self._meeting_id)

    @Slot()
    def _on_compare_live(self) -> None:
        if self._standing is not None:
            self._on_compare(self._standing.minutes.current_version, 0)

    @Slot(int, int)
    def _on_compare(self, old: int, new: int) -> None:
        MinutesComparisonDialog.show_for(self, self._context, self._meeting_id, old, new)

    @Slot()
    def _on_approve(self) -> None:
        if self._standing is None:
            return
        tacit = tacit_day(self._standing.period) if self._standing.step.is_late else None
        day = tacit or today(self._context.clock)
        text = f"Die Niederschrift als am {format_date(day)} genehmigt eintragen?"
        detail = "Danach ändert sie sich nicht mehr, auch nicht durch eine Berichtigung."
        if alerts.confirm(self, text, "Als genehmigt eintragen", detail=detail):
            self._context.workspace.minutes.approve(self._meeting_id, day)

    @Slot()
    def _on_reopen(self) -> None:
        self._context.workspace.meetings.live.resume(self._meeting_id)


def _fill(column: QVBoxLayout, *widgets: QWidget) -> None:
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)


def _first(entry: tuple[int, QWidget]) -> int:
    return entry[0]


def _preview(context: AppContext, key: str, id: int, *_checked: bool) -> None:
    context.preview(key, id, None)


def _print(context: AppContext, key: str, meeting_id: int, *_checked: bool) -> None:
    context.preview(key, meeting_id, {"print_now": True})


def _export(context: AppContext, meeting_id: int, paper: tuple[str, str], *_checked: bool) -> None:
    key, ending = paper
    context.export(key, meeting_id, ending, None)
