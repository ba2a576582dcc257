"""The right side of the live view: clock, quorum, attendance list, guests."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_weekday_date, search_form
from coordinator_app.domain.attendance import distinct_names
from coordinator_app.domain.meetings import EDITABLE, AttendanceStatus, Meeting
from coordinator_app.domain.sentences import clock_time
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.meetings.attendance_rows import attendance_row, listed_name, may_be_represented
from coordinator_app.gui.pages.meetings.live_dialogs import DeputyDialog, GuestDialog, SpansDialog
from coordinator_app.gui.pages.meetings.row_list import RowList
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.filter_row import SearchField
from coordinator_app.gui.widgets.labels import Divider, ElidedLabel, Label
from coordinator_app.services.attendance import AttendanceView, PresenceView

_ROOM_FOR_GUESTS = 440  # pixels


class LiveAttendance(QWidget):
    """`show_meeting(meeting, item_id)`; `changed` after somebody came or went.

    Strg+P puts the cursor into the line above the list: type a name, Enter lets that person come or go.
    """

    changed = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="raised")
        self._context, self._lookups = context, lookups
        self._attendance = context.workspace.meetings.attendance
        self._meeting: Meeting | None = None
        self._view: PresenceView | None = None
        self._names: dict[int, str] = {}
        self._came_from: QWidget | None = None
        self.clock, self.day = Label("", "uhr"), Label("", "hinweis")
        self.quorum = Chip()
        self.votes = Label("", "hinweis")
        self.note_link = LinkButton("Feststellen", "tick")
        self.note_link.setToolTip("Beschlussfähigkeit feststellen")
        self.note_link.setAccessibleName("Beschlussfähigkeit feststellen")
        self.note_link.clicked.connect(self.note_quorum)
        self.noted = Label("", "hinweis")
        self.come_link = LinkButton("Kommt/geht", "enter")
        self.come_link.clicked.connect(self.come_or_go)
        self.more = MoreButton("Weitere Aktionen zur Anwesenheit", flat=True)
        self.finder = SearchField("Name tippen, Eingabe: kommt/geht")
        self.finder.textChanged.connect(self._show_rows)
        self.finder.installEventFilter(self)
        self.finder_row = QWidget(self)
        self.finder_row.hide()
        self.rows = RowList("Anwesenheit", height=40)
        self.rows.opened.connect(self._on_opened)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(self._on_menu)
        self.guests = Label("", wrap=True)
        self._foot = QWidget(self)
        self._current_actions: list[QAction] = []
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.show_clock)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, note, finder, foot = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self.finder_row), QVBoxLayout(self._foot)
        column.addLayout(top)
        column.addLayout(note)
        column.addWidget(Divider())
        column.addWidget(self._bar())
        column.addWidget(self.finder_row)
        column.addWidget(self.rows, 1)
        column.addWidget(self._foot)
        self._fill_top(top)
        note.setContentsMargins(16, 0, 16, 8)
        note.setSpacing(8)
        note.addWidget(self.note_link)
        note.addWidget(self.noted)
        note.addStretch(1)
        finder.setContentsMargins(8, 6, 8, 6)
        finder.addWidget(self.finder)
        foot.setContentsMargins(0, 0, 0, 12)
        foot.setSpacing(8)
        foot.addWidget(Divider())
        words = QVBoxLayout()
        foot.addLayout(words)
        words.setContentsMargins(16, 0, 16, 0)
        words.setSpacing(2)
        self._guest_title = Label("Gäste", "hinweis")
        words.addWidget(self._guest_title)
        words.addWidget(self.guests)

    def _fill_top(self, top: QHBoxLayout) -> None:
        top.setContentsMargins(16, 12, 16, 8)
        left, right = QVBoxLayout(), QVBoxLayout()
        top.addLayout(left)
        top.addStretch(1)
        top.addLayout(right)
        left.setSpacing(0)
        right.setSpacing(4)
        left.addWidget(self.clock)
        left.addWidget(self.day)
        right.addWidget(self.quorum, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self.votes, 0, Qt.AlignmentFlag.AlignRight)

    def _bar(self) -> QWidget:
        bar = QWidget()
        theme.mark(bar, flaeche="sunken")
        head = QHBoxLayout(bar)
        head.setContentsMargins(16, 3, 8, 3)
        head.addWidget(ElidedLabel("Anwesenheit", "stark"), 1)
        head.addWidget(self.come_link)
        head.addWidget(Label("Strg+P", "hinweis"))
        head.addWidget(self.more)
        self._fill_menu(self.more.menu_)
        return bar

    def _fill_menu(self, menu: QMenu) -> None:
        entries: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Alle Erwarteten sind da", self.all_present),
            ("Gast hinzufügen …\tStrg+Umschalt+G", self.add_guest),
            ("Vertretung eintragen …\tStrg+Umschalt+P", self.add_deputy),
        )
        for text, slot in entries:
            action = QAction(text, self)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.addSeparator()
        menu.addActions(self._row_actions())

    def _row_actions(self) -> list[QAction]:
        entries: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Kommt/geht jetzt", self._on_toggle_current),
            ("Online dabei", self._on_online),
            ("Entschuldigt", self._on_excused),
            ("Unentschuldigt", self._on_unexcused),
            ("Zeiten berichtigen …", self._on_spans),
            ("Aus der Liste nehmen", self._on_discard),
        )
        actions: list[QAction] = []
        for text, slot in entries:
            action = QAction(text, self)
            action.triggered.connect(slot)
            actions.append(action)
        self._current_actions = actions
        return actions

    # --- showing

    def show_room(self, meeting: Meeting, room: PresenceView) -> None:
        """Show the room, for the item being treated."""
        self._meeting, self._view = meeting, room
        self._names = distinct_names(
            [(line.id, listed_name(line), line.attendance.organisation) for line in room.lines]
        )
        editable = meeting.state in EDITABLE and not self._context.read_only
        self.come_link.setEnabled(editable)
        self.more.setEnabled(editable)
        met = room.quorum.met
        anybody = any(line.present for line in room.lines)
        self.quorum.set(
            ("beschlussfähig" if met else "nicht beschlussfähig") if anybody else "", "ok" if met else "attention"
        )
        self.quorum.setToolTip(room.quorum.sentence)
        self.votes.setText(f"{room.votes} von {room.members} stimmberechtigt")
        stale = meeting.quorum_at is None or (met and not meeting.quorum_met)
        self.note_link.setVisible(stale and editable and anybody and meeting.actual_end is None)
        noted = f"festgestellt um {clock_time(meeting.quorum_at)} Uhr" if meeting.quorum_at else ""
        self.noted.setText(noted if meeting.quorum_met or not noted else f"{noted}: nicht beschlussfähig")
        self.noted.setVisible(bool(noted))
        self._show_rows()
        guests = [line.attendance for line in self._view.lines if line.attendance.status is AttendanceStatus.GUEST]
        words = [" · ".join(part for part in (guest.name, guest.organisation) if part) for guest in guests]
        self.guests.setText("\n".join(words))
        self._show_guests()
        self.show_clock()
        self._tick.start()

    def _show_guests(self) -> None:
        """Who is no member stands below again, where there is room for it."""
        self._foot.setVisible(bool(self.guests.text()) and self.height() >= _ROOM_FOR_GUESTS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list goes before the line of guests."""
        super().resizeEvent(event)
        self._show_guests()

    @Slot()
    def _show_rows(self) -> None:
        if self._view is None:
            return
        words = search_form(self.finder.text()).split() if not self.finder_row.isHidden() else []
        rows = [
            attendance_row(line, self._names[line.id])
            for line in self._view.lines
            if all(word in search_form(f"{line.attendance.name} {line.attendance.organisation}") for word in words)
        ]
        self.rows.set_rows(rows)
        if words and rows:
            self.rows.select(rows[0].key)

    @Slot()
    def show_clock(self) -> None:
        """Show the time of day."""
        now = local(self._context.clock.now())
        words = f"{now:%H:%M}"
        if self.clock.text() != words:
            self.clock.setText(words)
            self.day.setText(format_weekday_date(now.date()))

    def current(self) -> AttendanceView | None:
        """The line chosen."""
        key = self.rows.current_key()
        lines = self._view.lines if self._view else ()
        return next((line for line in lines if str(line.id) == key), None)

    # --- coming and going

    @Slot()
    def come_or_go(self) -> None:
        """Strg+P: type a name, Enter lets that person come or go."""
        if self._meeting is None or not self.come_link.isEnabled():
            return
        focus = QApplication.focusWidget()
        if focus is not self.finder:
            self._came_from = focus
        self.finder.clear()
        self.finder_row.show()
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle(self, attendance_id: int) -> None:
        """Let a person come or go now."""
        line = next((line for line in self._view.lines if line.id == attendance_id), None) if self._view else None
        if self._meeting is not None and self._meeting.actual_end is not None:
            self._on_spans()  # „now“ has no meaning any more
            return
        with alerts.shown(self):
            there = self._attendance.toggle(attendance_id)
            name = self._names.get(attendance_id, "") if line else ""
            self._context.notify(f"{name} {'ist da' if there else 'ist gegangen'}.", "info")
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the line for names: Enter lets come or go, arrows choose, Esc leaves."""
        if watched is self.finder and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._finish_finding(toggle=True)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._finish_finding(toggle=False)
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.rows.setCurrentRow(min(max(self.rows.currentRow() + step, 0), self.rows.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _finish_finding(self, *, toggle: bool) -> None:
        chosen = self.current() if self.rows.count() else None
        if toggle and chosen is None:
            return
        self.finder_row.hide()
        self.finder.clear()
        self._show_rows()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._came_from = None
        if toggle and chosen is not None:
            self.toggle(chosen.id)

    @Slot()
    def all_present(self) -> None:
        """Everybody still expected is there."""
        lines = self._view.lines if self._view else ()
        waiting = [line.id for line in lines if line.attendance.status is AttendanceStatus.EXPECTED]
        if waiting:
            self._attendance.arrive(waiting)
            self.changed.emit()

    @Slot()
    def add_guest(self) -> None:
        """Strg+Umschalt+G: ask for a guest, who is there from now on."""
        if self._meeting is None or not self.come_link.isEnabled():
            return
        dialog = GuestDialog(self)
        if dialog.run():
            now = self._context.clock.now().replace(second=0, microsecond=0)
            name, house = str(dialog.name.value()), str(dialog.organisation.value())
            at = self._meeting.actual_start if self._meeting.actual_end else now
            with alerts.shown(self):
                self._attendance.add_guest(self._meeting.id, name=name, organisation=house, at=at)
                self.changed.emit()

    @Slot()
    def add_deputy(self) -> None:
        """Strg+Umschalt+P: somebody comes for an absent member; the line chosen is proposed."""
        if self._view is None or not self.come_link.isEnabled():
            return
        absent = [line for line in self._view.lines if may_be_represented(line)]
        if not absent:
            alerts.inform(self, "Alle Mitglieder sind da; niemand muss vertreten werden.")
            return
        chosen = self.current()
        dialog = DeputyDialog(
            [(line.id, self._names[line.id]) for line in absent],
            self._lookups,
            chosen.id if chosen in absent else 0,
            self,
        )
        if dialog.run():
            with alerts.shown(self):
                name, person = str(dialog.name.value()), dialog.person.value()
                self._attendance.represent(dialog.principal.value(), name=name, person_id=person)
                self.changed.emit()

    @Slot()
    def note_quorum(self) -> None:
        """Strg+Umschalt+Q: record whether the body can decide."""
        if self._meeting is not None and self.come_link.isEnabled():
            with alerts.shown(self):
                found = self._context.workspace.meetings.live.note_quorum(self._meeting.id)
                self._context.notify(found.sentence, "ok" if found.met else "attention")
                self.changed.emit()

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        if self.come_link.isEnabled() and key:
            self.toggle(int(key))

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        if self.come_link.isEnabled() and self.current() is not None:
            menu = QMenu(self)
            menu.addActions(self._current_actions)
            menu.exec(self.rows.mapToGlobal(place))
            menu.deleteLater()

    @Slot()
    def _on_toggle_current(self) -> None:
        if (line := self.current()) is not None:
            self.toggle(line.id)

    @Slot()
    def _on_online(self) -> None:
        line = self.current()
        if line is not None:
            self._attendance.arrive([line.id], online=True)
            self.changed.emit()

    @Slot()
    def _on_excused(self) -> None:
        self._mark_absent()

    @Slot()
    def _on_unexcused(self) -> None:
        self._mark_absent(excused=False)

    def _mark_absent(self, *, excused: bool = True) -> None:
        line = self.current()
        if line is not None:
            self._attendance.mark_absent(line.id, excused=excused)
            self._corrected()

    def _corrected(self) -> None:
        """Times were changed afterwards: tell votes that no longer fit them."""
        self.changed.emit()
        if self._meeting is not None:
            findings = self._attendance.vote_findings(self._meeting.id)
            if findings:
                alerts.inform(self, "\n\n".join(sentence for _, sentence in findings))

    @Slot()
    def _on_spans(self) -> None:
        line = self.current()
        if line is None or self._meeting is None:
            return
        begin = self._meeting.actual_start or self._meeting.starts_at or self._context.clock.now()
        dialog = SpansDialog(self._names[line.id], line.spans, local(begin).date(), self)
        if dialog.run():
            with alerts.shown(self):
                self._attendance.set_spans(line.id, dialog.spans())
                self._corrected()

    @Slot()
    def _on_discard(self) -> None:
        if (line := self.current()) is not None:
            self._attendance.discard(line.id)
            self.changed.emit()
