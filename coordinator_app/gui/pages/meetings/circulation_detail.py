"""One Umlaufverfahren: its wording, the next step, the answers and the result."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, format_weekday_date, plural
from coordinator_app.domain.circulations import CirculationState
from coordinator_app.domain.votes import Outcome
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import Editor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import ask_reason
from coordinator_app.gui.pages.meetings.circulation_answers import CirculationAnswers
from coordinator_app.gui.pages.meetings.circulation_dialogs import DecisionDialog, StartDialog
from coordinator_app.gui.pages.meetings.dialogs import DayDialog
from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.widgets.buttons import IconButton, MenuButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.services.circulation_reads import CirculationView

STATE_CHIPS = {
    CirculationState.DRAFT: ChipStyle("neutral", "pencil"),
    CirculationState.RUNNING: ChipStyle("info", "clock"),
    CirculationState.CLOSED: ChipStyle("ok", "tick"),
    CirculationState.STOPPED: ChipStyle("neutral", "x"),
}
_TEXTS = (("wording", "Wortlaut"), ("grounds", "Begründung"), ("letter", "Anschreiben (leer: üblicher Text)"))
_DOCUMENTS = (("Anschreiben mit Antwortbogen", "circulation_letter"), ("Niederschrift", "circulation_result"))
_KIND = {Outcome.ADOPTED: "ok", Outcome.REJECTED: "attention", Outcome.UNDECIDED: "info"}


class CirculationDetail(QWidget):
    """`show_circulation(id)`; `back` leads to the list, `discarded` after it went to the Papierkorb."""

    back = Signal()
    discarded = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._circulations = context.workspace.circulations
        self._view: CirculationView | None = None
        self.back_button = IconButton("chevron-left", "Alle Umlaufverfahren")
        self.title = Label("", "kartentitel", wrap=True)
        self.chip = Chip()
        self.step_button = SecondaryButton("", "play")
        self.print_button = MenuButton("Drucken", "printer")
        self.more = MoreButton("Weitere Aktionen zum Umlaufverfahren")
        self.notice = NoticeBar("", "info")
        self.facts = Label("", "gedaempft", wrap=True)
        self.motion = Label("", wrap=True)
        self.grounds = Label("", "gedaempft", wrap=True)
        self.name = TextEditor(max_length=500)
        self.mover = TextEditor(max_length=200)
        self.texts = {field: TypingEditor(lines=2) for field, _ in _TEXTS}
        self.answers = CirculationAnswers(self._circulations, lookups.today)
        self._rows: dict[str, FieldRow] = {}
        self._actions: dict[str, QAction] = {}
        self._build()

    # --- building

    def _build(self) -> None:
        self._fill_menus()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setSpacing(8)
        head.addWidget(self.back_button)
        head.addStretch(1)
        for button in (self.step_button, self.print_button, self.more):
            head.addWidget(button)
        line = QHBoxLayout()
        column.addLayout(line)
        line.setSpacing(12)
        line.addWidget(self.title, 1)
        line.addWidget(self.chip)
        column.addWidget(self.facts)
        for widget in (self.notice, self.motion, self.grounds):
            column.addWidget(widget)
        self._field(column, "title", "Titel", self.name)
        for field, label in _TEXTS[:2]:
            self._field(column, field, label, self.texts[field])
        self._field(column, "mover", "Antrag von", self.mover)
        self._field(column, "letter", _TEXTS[2][1], self.texts["letter"])
        column.addWidget(self.answers)
        self.back_button.clicked.connect(self.back)
        self.step_button.clicked.connect(self.next_step)
        self.answers.objected.connect(self._on_objected)

    def _field(self, column: QVBoxLayout, field: str, label: str, editor: Editor) -> None:
        editor.setProperty("field", field)
        editor.committed.connect(self._on_text)
        self._rows[field] = FieldRow(label, editor)
        column.addWidget(self._rows[field])

    def _fill_menus(self) -> None:
        for text, key in _DOCUMENTS:
            action = QAction(text, self)
            action.setData(key)
            action.triggered.connect(self._on_document)
            self.print_button.menu_.addAction(action)
        for key, text, slot in (
            ("extend", "Frist ändern …", self._on_extend),
            ("stop", "Verfahren abbrechen …", self._on_stop),
            ("reopen", "Wieder öffnen", self._on_reopen),
            ("show", "Beschluss im Register", self._on_show),
            ("discard", "In den Papierkorb", self._on_discard),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.more.menu_.addAction(action)
            self._actions[key] = action

    # --- showing

    def show_circulation(self, id: int) -> None:
        """Show a circulation (again); what is being typed stays."""
        another = self._view is None or self._view.circulation.id != id
        if another:
            self.flush()
        view = self._circulations.view(id)
        self._view = view
        entry, resolution = view.circulation, view.resolution
        draft = entry.state is CirculationState.DRAFT
        self.title.setText(resolution.title)
        self.chip.set_style(view.standing, STATE_CHIPS[entry.state])
        self.facts.setText(_facts(view))
        mover = f"Antrag von {resolution.mover}" if resolution.mover else ""
        self.motion.setText(resolution.wording)
        self.grounds.setText("\n".join(part for part in (mover, resolution.grounds) if part))
        for words in (self.title, self.chip, self.facts, self.motion, self.grounds):
            words.setVisible(not draft and bool(words.text()))
        self.name.set_value(resolution.title) if another or not self.name.is_dirty() else None
        self.mover.set_value(resolution.mover) if another or not self.mover.is_dirty() else None
        for field, editor in self.texts.items():
            text = entry.letter if field == "letter" else getattr(resolution, field)
            (editor.set_value if another else editor.show_stored)(text)
        self._show_fields(draft=draft)
        self._show_notice(view)
        self._show_commands(view)
        self.answers.setVisible(bool(view.ballots))
        self.answers.show_view(view, read_only=self._context.read_only)

    def _show_fields(self, *, draft: bool) -> None:
        for row in self._rows.values():
            row.setVisible(draft)
        for editor in (self.name, self.mover, *self.texts.values()):
            editor.set_read_only(read_only=self._context.read_only)

    def _show_notice(self, view: CirculationView) -> None:
        entry = view.circulation
        if entry.state is CirculationState.DRAFT:
            words = f"{view.terms.members} Stimmen, {view.terms.majority.label}."
            self.notice.set(words, "neutral", strong="Noch nicht gestartet.")
        elif entry.state is CirculationState.STOPPED:
            self.notice.set(entry.stop_reason, "neutral", strong="Abgebrochen.")
        elif entry.state is CirculationState.CLOSED:
            number = f"Beschluss {view.resolution.number}: "
            self.notice.set(view.sentence, _KIND[view.result.outcome], strong=number)
        elif view.may_close:
            self.notice.set(f"{view.headline} {view.result.reason}", "attention", strong="Kann ausgezählt werden.")
        else:
            waiting = plural(view.waiting, "Stimme fehlt noch", "Stimmen fehlen noch")
            self.notice.set(f"{waiting}. Stünde es so fest: {view.headline}", "info", strong="Läuft.")

    def _show_commands(self, view: CirculationView) -> None:
        state, writable = view.circulation.state, not self._context.read_only
        draft, running = state is CirculationState.DRAFT, state is CirculationState.RUNNING
        self.step_button.setText("Verfahren starten …" if draft else "Auszählen")
        self.step_button.set_icon("play" if draft else "gavel")
        self.step_button.setVisible(writable and (draft or running))
        self.step_button.setEnabled(draft or view.may_close)
        self._actions["extend"].setVisible(running and writable)
        self._actions["stop"].setVisible(running and writable)
        self._actions["reopen"].setVisible(state is CirculationState.CLOSED and writable)
        self._actions["show"].setVisible(bool(view.resolution.number))
        self._actions["discard"].setVisible(writable and not running and not view.resolution.number)

    def current_id(self) -> int:
        """The circulation shown, 0 for none."""
        return self._view.circulation.id if self._view else 0

    def flush(self) -> None:
        """Save what is still in a field."""
        if self._view is None or self._view.circulation.state is not CirculationState.DRAFT or self._context.read_only:
            return
        for editor in self.texts.values():
            editor.save()
        for line in (self.name, self.mover):
            if line.is_dirty():
                self._write(str(line.property("field")), str(line.value()))

    def focus_first(self) -> None:
        """Into the wording of a new one, else into the answers."""
        if self._view is not None and self._view.circulation.state is CirculationState.DRAFT:
            self.texts["wording"].area.setFocus()
        else:
            self.answers.rows.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)

    # --- acting

    def _write(self, field: str, text: str) -> None:
        if self._view is not None:
            self._circulations.write(self.current_id(), field, text)

    @Slot()
    def _on_text(self) -> None:
        editor = self.sender()
        draft = self._view is not None and self._view.circulation.state is CirculationState.DRAFT
        if isinstance(editor, Editor) and draft and not self._context.read_only:
            self._write(str(editor.property("field")), str(editor.value()))

    @Slot()
    def next_step(self) -> None:
        """Start what is prepared, count what is answered."""
        view = self._view
        if view is None:
            return
        self.flush()
        if view.circulation.state is CirculationState.DRAFT:
            self._start(view)
        else:
            self._count(view)

    def _start(self, view: CirculationView) -> None:
        id = view.circulation.id
        usual = partial(self._circulations.usual_deadline, id)
        dialog = StartDialog(self._lookups.today, usual, view.terms.members, self)
        if dialog.run():
            with alerts.shown(self):
                days = {"sent_on": dialog.sent.value(), "reply_until": dialog.until.value()}
                self._circulations.start(id, **days, way=str(dialog.way.value()))

    def _count(self, view: CirculationView) -> None:
        id = view.circulation.id
        with alerts.shown(self):
            if view.may_close and view.result.outcome is Outcome.UNDECIDED:
                dialog = DecisionDialog(view, self)
                if dialog.run():
                    self._circulations.close(id, **dialog.values())
                return
            self._circulations.close(id)

    @Slot()
    def _on_document(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._view is not None:
            self.flush()
            self._context.preview(str(action.data()), self.current_id())

    @Slot()
    def _on_extend(self) -> None:
        dialog = DayDialog("Frist ändern", "", "Antwort bis", "Frist ändern", self._lookups, self)
        if self._view is not None and self._view.circulation.reply_until is not None:
            dialog.day.set_value(self._view.circulation.reply_until)
        if dialog.run():
            with alerts.shown(self):
                self._circulations.extend(self.current_id(), dialog.day.value())

    @Slot()
    def _on_stop(self) -> None:
        text = "Der Beschluss gilt dann als zurückgezogen; die Antworten bleiben stehen."
        reason = ask_reason(self, "Umlaufverfahren abbrechen", text, "Verfahren abbrechen")
        if reason:
            with alerts.shown(self):
                self._circulations.stop(self.current_id(), reason)

    @Slot()
    def _on_reopen(self) -> None:
        with alerts.shown(self):
            self._circulations.reopen(self.current_id())

    @Slot()
    def _on_show(self) -> None:
        if self._view is not None:
            self._context.navigate("resolution", self._view.resolution.id)

    @Slot()
    def _on_discard(self) -> None:
        with alerts.shown(self):
            self._circulations.discard(self.current_id())
            self._context.undo_bar("Das Umlaufverfahren liegt im Papierkorb.")
            self._view = None
            self.discarded.emit()

    @Slot(int)
    def _on_objected(self, ballot_id: int) -> None:
        with alerts.shown(self):
            self._circulations.object(ballot_id)


def _facts(view: CirculationView) -> str:
    entry = view.circulation
    parts = [
        f"versendet {format_date(entry.sent_on)}" if entry.sent_on else "",
        f"Antwort bis {format_weekday_date(entry.reply_until)}" if entry.reply_until else "",
        f"ausgezählt {format_date(entry.closed_on)}" if entry.state is CirculationState.CLOSED else "",
        plural(view.terms.members, "Stimme", "Stimmen"),
        view.terms.majority.label,
    ]
    return " · ".join(part for part in parts if part)
