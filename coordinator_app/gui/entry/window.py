"""The window for typing sheets: head with Belegnummer and progress, the mask, the whole sheet beside it."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_integer, plural
from coordinator_app.domain.answers import SheetState
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.entry.mask import EntryMask
from coordinator_app.gui.entry.overview import Overview
from coordinator_app.gui.widgets.labels import ElidedLabel, Label, ProgressLine
from coordinator_app.services.entry import EntrySession

KEYS = (
    "Enter weiter · ↑ oder Rücktaste zurück · ↓ vor · Strg+Z rückgängig · Strg+G zu Frage · F2 Belegnummer · "
    "F7 leer zurück · F8 verweigert · F9 Bogen verwerfen"
)
_PAUSE = 60_000  # ms without a key that do not count as typing


class EntryWindow(QWidget):
    """Stays open beside the main window; `sheet_stored` when a sheet is complete, `closed` at the end.

    `done` is called when it closes: whoever opened the answer file for this window closes it there.
    """

    sheet_stored = Signal()
    closed = Signal()
    help_wanted = Signal(str)

    def __init__(
        self,
        session: EntrySession,
        title: str,
        parent: QWidget | None = None,
        *,
        done: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.session = session
        self._done = done
        self._worked = 0
        self._since_key = QElapsedTimer()
        self.setWindowTitle(f"{'Zweiterfassung' if session.second else 'Erfassung'} – {title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = ElidedLabel(title, "kartentitel")
        self.number = QLineEdit()
        self.question = QLineEdit()
        self.form = Label("", "gedaempft")
        self.progress = ProgressLine("Angaben auf diesem Bogen")
        self.count = Label("", "gedaempft")
        self.entry = EntryMask(session)
        self.overview = Overview(session)
        self._build()
        self._connect()
        self.show_state()
        self.resize(1120, 700)
        self.entry.setFocus()
        self.entry.show_state()

    def _build(self) -> None:
        head = QWidget()
        theme.mark(head, flaeche="leiste")
        line = QHBoxLayout(head)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(12)
        line.addWidget(self.title, 1)
        for label, field, name in (
            ("Beleg", self.number, "Belegnummer"),
            ("zu Frage", self.question, "Zu Frage springen"),
        ):
            field.setAccessibleName(name)
            field.setFixedWidth(84 if field is self.number else 56)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            field.installEventFilter(self)
            line.addWidget(Label(label, "gedaempft"))
            line.addWidget(field)
        line.addWidget(self.form)
        line.addWidget(self.count)
        body = QHBoxLayout()
        body.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(self.progress)
        outer.addLayout(body, 1)
        body.addWidget(self.entry, 1)
        body.addWidget(self.overview)
        self.overview.setMinimumWidth(300)
        self.overview.setMaximumWidth(340)
        foot = Label(KEYS, "hinweis", wrap=True)
        foot.setContentsMargins(24, 6, 24, 6)
        outer.addWidget(foot)

    def _connect(self) -> None:
        self.entry.changed.connect(self._on_changed)
        self.entry.sheet_finished.connect(self.sheet_stored)
        self.entry.all_done.connect(self._on_all_done)
        self.overview.chosen.connect(self.go_to)
        self.number.returnPressed.connect(self._on_number)
        self.question.returnPressed.connect(self._on_question)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What concerns the sheet as a whole."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_F1:
                self.help_wanted.emit("ruecklauf")
            case Qt.Key.Key_F2:
                self._edit(self.number)
            case Qt.Key.Key_G if control:
                self._edit(self.question)
            case Qt.Key.Key_F7:
                self._come_back_as(SheetState.BLANK)
            case Qt.Key.Key_F8:
                self._come_back_as(SheetState.REFUSED)
            case Qt.Key.Key_F9:
                self._put_aside()
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the head leads back to the sheet."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.show_state()
            self._back_to_mask()
            return True
        return super().eventFilter(watched, event)

    def _edit(self, field: QLineEdit) -> None:
        field.setFocus()
        field.selectAll()

    def _come_back_as(self, state: SheetState) -> None:
        with alerts.shown(self):
            self.session.come_back_as(state)
            self.sheet_stored.emit()
        self._refresh()

    def _put_aside(self) -> None:
        if not self.session.sheet.id or alerts.confirm(
            self,
            f"Beleg {self.session.sheet.number} verwerfen?",
            "Bogen verwerfen",
            detail="In der Liste der Bögen lässt er sich unter „gelöscht“ zurückholen.",
        ):
            self.session.put_aside()
            self.sheet_stored.emit()
        self._refresh()

    @Slot()
    def _on_number(self) -> None:
        with alerts.shown(self):
            text = self.number.text().strip()
            if not text.isdecimal():
                raise UserError("Bitte geben Sie als Belegnummer eine Zahl ab 1 ein.", help_topic="ruecklauf")
            self.session.set_number(int(text))
        self._refresh()

    @Slot()
    def _on_question(self) -> None:
        text = self.question.text().strip()
        found = text.isdecimal() and self.session.go_to_question(int(text))
        self.question.clear()
        self._refresh("" if found else f"Eine Frage {text} gibt es auf diesem Bogen nicht.")

    @Slot(int)
    def go_to(self, place: int) -> None:
        """Put the cursor on a field by its place in the plan."""
        self.session.go_to(place)
        self._refresh()

    @Slot()
    def _on_all_done(self) -> None:
        self.sheet_stored.emit()
        if self.session.second and not self.session.left:
            self.close()

    # --- what is shown

    @Slot()
    def _on_changed(self) -> None:
        if self._since_key.isValid():
            passed = self._since_key.elapsed()
            self._worked += passed if passed < _PAUSE else 0
        self._since_key.start()
        self.show_state()

    def _refresh(self, message: str = "") -> None:
        self._back_to_mask()
        self.entry.show_state(message)
        self.show_state()

    def _back_to_mask(self) -> None:
        (self.entry.words if self.entry.words.isVisibleTo(self.entry) else self.entry).setFocus()

    def show_state(self) -> None:
        """Head, progress and the column beside the mask."""
        session = self.session
        self.number.setText(str(session.sheet.number))
        self.number.setReadOnly(session.second)
        self.form.setText(f"Formular {session.sheet.form_code}")
        self.progress.set_progress(session.typed(), len(session.plan.fields))
        self.count.setText(self._pace())
        self.overview.refresh()

    def _pace(self) -> str:
        """Sheets of this sitting, and fields per hour once there are enough to tell."""
        session = self.session
        left = f" · noch {session.left}" if session.second else ""
        words = f"{plural(session.sheets, 'Bogen', 'Bögen')}{left}"
        if session.fields >= 50 and self._worked > 0:
            words += f" · {format_integer(round(session.fields * 3_600_000 / self._worked))} Angaben je Stunde"
        return words

    def closeEvent(self, event: QCloseEvent) -> None:
        """Words being written are stored, then whoever opened the window is told."""
        with alerts.shown(self):
            self.entry.leave()
        if self._done is not None:
            self._done()
            self._done = None
        self.closed.emit()
        super().closeEvent(event)
