"""The middle of the live view: the agenda item being treated, with texts, resolutions and Festlegungen."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from coordinator_app.common.changes import Change
from coordinator_app.domain.agenda import OPEN_STATES, ItemState, ItemType
from coordinator_app.domain.attendance import distinct_names
from coordinator_app.domain.meetings import BEFORE, EDITABLE, AgendaItem, Meeting, MeetingState
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.snippets import SnippetUse
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.control_card import ControlCard
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.pages.meetings.approval_card import ApprovalCard
from coordinator_app.gui.pages.meetings.attendance_rows import listed_name
from coordinator_app.gui.pages.meetings.live_dialogs import PersonDialog, ask_later_meeting
from coordinator_app.gui.pages.meetings.live_tasks import TaskCard
from coordinator_app.gui.pages.meetings.live_vote import VoteBox
from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import ElidedLabel, Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.agenda import AgendaLine
from coordinator_app.services.attendance import PresenceView

_TEXTS = (("facts", "Sachverhalt", 2), ("discussion", "Diskussion", 4), ("outcome", "Ergebnis", 2))


class LiveItem(QWidget):
    """`show_line(meeting, line)`; `call_wanted(item id)`, `changed` after votes."""

    call_wanted = Signal(int)
    changed = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._agenda = context.workspace.meetings.agenda
        self._meeting: Meeting | None = None
        self._line: AgendaLine | None = None
        self.title = ElidedLabel("", "titel", natural=True)
        self.public_chip, self.state_chip = Chip(), Chip()
        self.call_button = SecondaryButton("Aufrufen", "play")
        self.call_button.clicked.connect(self._on_call)
        self.more = MoreButton("Weitere Aktionen zum TOP")
        self.recused = NoticeBar("", "attention", icon="person").tell_changes()
        self.texts = {name: TypingEditor(lines=lines, marks=True) for name, _, lines in _TEXTS}
        self.boxes: dict[int, VoteBox] = {}
        self._resolutions_shown: dict[int, Resolution] = {}
        self.vote_link = LinkButton("Beschluss hinzufügen", "gavel")
        self.vote_link.clicked.connect(self.vote)
        self.tasks = TaskCard(context, lookups)
        self.tasks.add_wanted.connect(self.new_task)
        self._vote_column = QVBoxLayout()
        self._actions: dict[str, QAction] = {}
        self._labels: dict[str, Label] = {}
        self.control = ControlCard(context, lookups)
        self.approval = ApprovalCard(context)
        self._build()

    def _fill_head(self, head: QHBoxLayout) -> None:
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.public_chip)
        head.addWidget(self.state_chip)
        head.addStretch(1)
        head.addWidget(self.call_button)
        head.addWidget(self.more)

    def _build(self) -> None:
        self._fill_menu()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        column.addLayout(head)
        self._fill_head(head)
        column.addSpacing(4)
        column.addWidget(self.recused)
        for name, label, _ in _TEXTS:
            editor = self.texts[name]
            editor.area.setAccessibleName(label)
            editor.setProperty("field", name)
            editor.committed.connect(self._on_text)
            self._labels[name] = words = Label(label, "beschriftung")
            words.setBuddy(editor.area)
            column.addWidget(words)
            column.addWidget(editor)
            column.addSpacing(4)
        self._vote_column.setSpacing(12)
        column.addSpacing(4)
        column.addLayout(self._vote_column)
        line = QHBoxLayout()
        column.addLayout(line)
        line.addWidget(self.vote_link)
        self._vote_keys = Label("Strg+B", "hinweis")
        line.addWidget(self._vote_keys)
        line.addStretch(1)
        cards = QVBoxLayout()
        column.addLayout(cards)
        cards.setContentsMargins(0, 8, 0, 0)
        cards.setSpacing(12)
        for card in (self.control, self.approval, self.tasks):
            cards.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollColumn(inner, margins=(24, 12, 24, 16), width=820)
        outer.addWidget(self._area)

    def _fill_menu(self) -> None:
        entries: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("postpone", "Vertagen\tStrg+Umschalt+V", self.postpone),
            ("postpone_to", "Vertagen auf …", self._on_postpone_to),
            ("drop", "Absetzen\tStrg+Umschalt+A", self.drop),
            ("reopen", "Wieder öffnen", self._on_reopen),
            ("recuse", "Befangenheit eintragen …\tStrg+Umschalt+B", self.recuse),
            ("public", "Öffentlich", self._on_public),
        )
        for key, text, slot in entries:
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.more.menu_.addAction(action)
            self._actions[key] = action
        self._actions["public"].setCheckable(True)

    # --- showing

    def show_line(self, meeting: Meeting, line: AgendaLine, room: PresenceView) -> None:
        """Show an item (again); words being typed stay. `room` leaves out who is recused from the item."""
        another = self._line is None or self._line.id != line.id
        if another:
            self.flush()
        self._meeting, self._line = meeting, line
        item = line.item
        self.title.setText(f"{line.label} · {item.title}" if line.number else item.title)
        words, icon = ("öffentlich", "comment") if item.public else ("nicht öffentlich", "lock")
        self.public_chip.set(words, "neutral", icon)
        settled = item.state in (ItemState.POSTPONED, ItemState.DROPPED)
        self.state_chip.set(item.state.label if settled else "", "attention", "pause")
        editable = meeting.state in EDITABLE and not self._context.read_only
        running = meeting.state is MeetingState.RUNNING
        self.call_button.setVisible(running and editable and item.state is not ItemState.IN_PROGRESS)
        self.call_button.setText("Aufrufen" if item.state in OPEN_STATES else "Noch einmal aufrufen")
        self.more.setVisible(editable)
        self._actions["reopen"].setVisible(item.state not in OPEN_STATES)
        for key in ("postpone", "postpone_to", "drop"):
            self._actions[key].setVisible(item.state in OPEN_STATES)
        self._actions["public"].setChecked(item.public)
        for name, editor in self.texts.items():
            (editor.set_value if another else editor.show_stored)(getattr(item, name))
            editor.set_read_only(read_only=not editable)
        by_vote = item.item_type in (ItemType.RESOLUTION, ItemType.ELECTION, ItemType.MINUTES_APPROVAL)
        for widget in (self.texts["outcome"], self._labels["outcome"]):
            widget.setVisible(not by_vote or bool(item.outcome))  # where a vote decides, its result is the outcome
        self._show_recused(room)
        self._show_boxes(editable=editable, another=another)
        self.control.show_item(item, editable=editable)
        self.approval.show_item(item, editable=editable)
        self.tasks.show_item(item.id, editable=editable)

    def item_id(self) -> int:
        """The item shown, 0 for none."""
        return self._line.id if self._line else 0

    def flush(self) -> None:
        """Save what is still in a field."""
        if self._line is None:
            return
        for editor in self.texts.values():
            editor.save()
        for box in self.boxes.values():
            box.flush()

    def text_area(self) -> QPlainTextEdit | None:
        """The text of this item the cursor is in."""
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, QPlainTextEdit) and self.isAncestorOf(focus) else None

    def snippet_use(self, area: QPlainTextEdit) -> SnippetUse:
        """Which text blocks come first there."""
        minutes = any(editor.area is area for editor in self.texts.values())
        return SnippetUse.MINUTES if minutes else SnippetUse.RESOLUTION

    def refresh_votes(self) -> None:
        """Compute the votes again, because somebody came or went."""
        for box in self.boxes.values():
            box.refresh()
        if self._meeting is not None and self._line is not None:
            self._show_recused(
                self._context.workspace.meetings.attendance.view(self._meeting.id, item_id=self._line.id)
            )

    def take_texts(self, change: Change) -> bool:
        """Take up a change that touched nothing but texts of this item (typing does so twice a second), if it is one.

        True: nothing else has to be read again.
        """
        if self._line is None or change.everything or len(change.ids) != 1:
            return False
        kind, ids = next(iter(change.ids.items()))
        if kind == "agenda_item" and ids == {self._line.id}:
            return self._take_item(self._agenda.get(self._line.id))
        if kind == "resolution" and len(ids) == 1 and ids <= self._resolutions_shown.keys():
            return self._take_resolution(self._context.workspace.resolutions.get(min(ids)))
        return False

    def _take_resolution(self, found: Resolution) -> bool:
        was = self._resolutions_shown[found.id]
        texts = {"wording": found.wording, "title": found.title, "grounds": found.grounds}
        if (
            found.deleted_at is not None
            or replace(was, **texts, version=found.version, updated_at=found.updated_at) != found
        ):
            return False
        self._resolutions_shown[found.id] = found
        self.boxes[found.id].wording.show_stored(found.wording)
        return True

    def _take_item(self, item: AgendaItem) -> bool:
        if self._line is None or item.deleted_at is not None:
            return False
        was = self._line.item
        texts = {name: getattr(item, name) for name in self.texts}
        if replace(was, **texts, version=item.version, updated_at=item.updated_at) != item:
            return False
        self._line = replace(self._line, item=item)
        for name, editor in self.texts.items():
            editor.show_stored(texts[name])
        return True

    def _show_recused(self, room: PresenceView) -> None:
        known = distinct_names([(line.id, listed_name(line), line.attendance.organisation) for line in room.lines])
        names = [known[line.id] for line in room.lines if line.recused]
        self.recused.set(", ".join(names), "attention", strong="Befangen, nicht mitgezählt:" if names else "")

    def _show_boxes(self, *, editable: bool, another: bool) -> None:
        found = self._resolutions()
        self._resolutions_shown = {resolution.id: resolution for resolution in found}
        wanted = {resolution.id for resolution in found}
        for resolution_id in [key for key in self.boxes if another or key not in wanted]:
            box = self.boxes.pop(resolution_id)
            self._vote_column.removeWidget(box)
            box.hide()
            box.deleteLater()
        for resolution in found:
            box = self.boxes.get(resolution.id)
            if box is None:
                box = VoteBox(self._context, resolution.id)
                box.voted.connect(self.changed)
                box.removed.connect(self.changed)
                self.boxes[resolution.id] = box
                self._vote_column.addWidget(box)
            box.show_resolution(resolution)
            box.setEnabled(editable)
        wanting = editable and not any(box.is_open() for box in self.boxes.values())
        self.vote_link.setVisible(wanting)
        self._vote_keys.setVisible(wanting)
        self.vote_link.setText("Weiterer Beschluss" if found else "Beschluss hinzufügen")

    def _resolutions(self) -> list[Resolution]:
        return self._context.workspace.resolutions.of_item(self.item_id()) if self._line else []

    # --- acting

    @Slot()
    def vote(self) -> None:
        """Strg+B: into the open resolution, or a new one when there is none."""
        if self._line is None or self._meeting is None or not self._may_write():
            return
        self.flush()
        box = next((box for box in self.boxes.values() if box.is_open()), None)
        if box is None:
            with alerts.shown(self):
                new_id = self._context.workspace.resolutions.draft(self._line.id)
                self._show_boxes(editable=True, another=False)
                box = self.boxes.get(new_id)
        if box is not None:
            box.focus_first()
            QTimer.singleShot(0, self._reveal_focus)

    @Slot()
    def new_task(self) -> None:
        """Strg+T: into the line for a new task."""
        if self._line is None or self._meeting is None or not self._may_write():
            return
        self.flush()
        self.tasks.line.begin_in(self._line.id, self._meeting.id)
        self.tasks.show_item(self._line.id, editable=True)
        QTimer.singleShot(0, self._reveal_focus)

    def store_complete_vote(self) -> None:
        """Store votes whose numbers are entered and fit; a half-filled one is left to the guard of the service."""
        for box in list(self.boxes.values()):
            if box.is_complete():
                box.store()

    def focus_start(self) -> None:
        """Where typing begins in this item: the discussion."""
        self._area.verticalScrollBar().setValue(0)
        self.texts["discussion"].area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _may_write(self) -> bool:
        return self._meeting is not None and self._meeting.state in EDITABLE and not self._context.read_only

    @Slot()
    def _reveal_focus(self) -> None:
        focus = self.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return
        inner = self._area.widget()
        layout = inner.layout() if inner is not None else None
        if inner is not None and layout is not None:
            layout.activate()  # a line shown just now has no place yet
            inner.adjustSize()
        self._area.ensureWidgetVisible(focus, 0, 140)

    @Slot()
    def _on_text(self) -> None:
        editor = self.sender()
        if self._line is None or not isinstance(editor, TypingEditor) or not self._may_write():
            return
        self._agenda.write(self._line.id, str(editor.property("field")), editor.value())

    @Slot()
    def _on_call(self) -> None:
        self.call_wanted.emit(self.item_id())

    @Slot()
    def postpone(self) -> None:
        """Strg+Umschalt+V: put the item off to the next meeting."""
        self._settle(self._context.workspace.meetings.live.postpone, "vertagt")

    @Slot()
    def _on_postpone_to(self) -> None:
        if self._meeting is None:
            return
        meetings = self._context.workspace.meetings
        begin = self._meeting.starts_at
        planned = [each for each in meetings.of_body(self._meeting.body_id) if each.state in BEFORE and each.starts_at]
        later = [each for each in planned if begin is None or (each.starts_at and each.starts_at > begin)]
        target = ask_later_meeting(self, later[::-1])
        if target is not None:
            self._settle(partial(meetings.live.postpone, to_meeting_id=target), "vertagt")

    @Slot()
    def drop(self) -> None:
        """Strg+Umschalt+A: take the item off the agenda."""
        self._settle(self._context.workspace.meetings.live.drop, "abgesetzt")

    def _settle(self, act: Callable[[int], None], word: str) -> None:
        if self._line is None or not self._may_write():
            return
        self.flush()
        with alerts.shown(self):
            act(self._line.id)
            self._context.notify(f"{self._line.label} ist {word}. F8 ruft den nächsten Punkt auf.", "info")

    @Slot()
    def _on_reopen(self) -> None:
        with alerts.shown(self):
            self._context.workspace.meetings.live.reopen_item(self.item_id())

    @Slot()
    def _on_public(self) -> None:
        self._agenda.update(self.item_id(), None, public=self._actions["public"].isChecked())

    @Slot()
    def recuse(self) -> None:
        """Strg+Umschalt+B: somebody takes no part in this item; chosen again, the recusal is taken back."""
        if self._meeting is None or self._line is None or not self._may_write():
            return
        attendance = self._context.workspace.meetings.attendance
        room = attendance.view(self._meeting.id, item_id=self._line.id).lines
        lines = [line for line in room if line.present or line.recused]
        if not lines:
            alerts.inform(self, "Noch ist niemand als anwesend eingetragen.")
            return
        known = distinct_names([(line.id, listed_name(line), line.attendance.organisation) for line in room])
        people = [(line.id, f"{known[line.id]} (befangen)" if line.recused else known[line.id]) for line in lines]
        text = "Wer befangen ist, stimmt bei diesem Punkt nicht mit ab. Noch einmal gewählt, wird sie aufgehoben."
        dialog = PersonDialog("Befangenheit", text, people, "Eintragen", self)
        if not dialog.run():
            return
        chosen = next(line for line in lines if line.id == dialog.choice.value())
        with alerts.shown(self):
            if chosen.recused:
                attendance.unrecuse(self._line.id, chosen.id)
            else:
                attendance.recuse(self._line.id, chosen.id, reason=str(dialog.reason.value()))
            self.refresh_votes()
