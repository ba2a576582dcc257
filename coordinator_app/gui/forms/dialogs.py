"""The frame of every dialog, and the dialog that makes a new record."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import shiboken6
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Record
from coordinator_app.gui import speaking, theme
from coordinator_app.gui.forms.dialog_help import DialogHelp
from coordinator_app.gui.forms.editors import Editor
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import FieldColumn, Names
from coordinator_app.gui.tab_order import move_focus, reading_order
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.steps import StepBar
from coordinator_app.gui.widgets.tabs import lay_out_now


class Dialog(QDialog):
    """Heading, content that scrolls if need be, message, and a row with „Abbrechen“ and one verb.

    Subclasses fill `content` (or call `add`) and override `check`, which may refuse by `set_message` and False or
    by raising `UserError`. Freed when closed; use it through a classmethod `ask` around `run`. F1 opens `help_topic`,
    without one the topic of the page.
    """

    help_topic: ClassVar[str] = ""

    def __init__(
        self,
        title: str,
        *,
        primary: str = "Speichern",
        primary_icon: str = "",
        cancel: str = "Abbrechen",
        heading: str = "",
        parent: QWidget | None = None,
        width: int = 560,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(min(width, 960))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = _ContentArea()
        inner = QWidget()
        theme.mark(inner, flaeche="surface")
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(24, 24, 24, 24)
        self.content.setSpacing(12)
        if heading:
            self.content.addWidget(Label(heading, "titel", wrap=True))
        self._scroll.setWidget(inner)
        outer.addWidget(self._scroll, 1)
        self.message = NoticeBar("", "error")
        self._message_row = QWidget()
        holder = QVBoxLayout(self._message_row)
        holder.setContentsMargins(24, 0, 24, 12)
        holder.addWidget(self.message)
        self._message_row.hide()
        outer.addWidget(self._message_row)
        self._build_buttons(outer, primary, primary_icon, cancel)

    def _build_buttons(self, outer: QVBoxLayout, primary: str, primary_icon: str, cancel: str) -> None:
        row = QFrame()
        theme.mark(row, flaeche="knopfzeile")
        row.setMinimumHeight(theme.height(56, padding=24))
        self._buttons = QHBoxLayout(row)
        self._buttons.setContentsMargins(24, 11, 24, 12)
        self._buttons.setSpacing(8)
        self._help = DialogHelp(self)
        self._buttons.addWidget(self._help.button)
        self._buttons.addStretch(1)
        self.cancel_button = SecondaryButton(cancel)
        self.cancel_button.clicked.connect(self.reject)
        theme.reveal(self.cancel_button, shown=bool(cancel))
        self.primary_button = PrimaryButton(primary, primary_icon)
        self.primary_button.clicked.connect(self._on_primary_clicked)
        theme.reveal(self.primary_button, shown=bool(primary))
        self.primary_button.setDefault(bool(primary))
        self._buttons.addWidget(self.cancel_button)
        self._buttons.addWidget(self.primary_button)
        outer.addWidget(row)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Append content."""
        if isinstance(content, QLayout):
            self.content.addLayout(content, stretch)
        else:
            self.content.addWidget(content, stretch)

    def add_left_button(self, button: QPushButton) -> None:
        """Put a button (such as „Zurück“) at the left end of the button row."""
        self._buttons.insertWidget(0, button)

    def set_message(self, text: str, kind: str = "error") -> None:
        """Show a sentence above the buttons; "" hides it."""
        self.message.set(text, kind)
        self._message_row.setVisible(bool(text))
        if self.isVisible():
            speaking.say(self.message, text, urgent=kind == "error")
        if self.isVisible():
            self._fit()

    def check(self) -> bool:
        """Called by the primary button; True closes the dialog."""
        return True

    def run(self) -> bool:
        """Show the dialog, wait, free it; whether it was accepted."""
        try:
            return self.exec() == QDialog.DialogCode.Accepted
        finally:
            if shiboken6.isValid(self):  # gone already when the window below was closed meanwhile
                self.deleteLater()

    @Slot()
    def _on_primary_clicked(self) -> None:
        try:
            fine = self.check()
        except UserError as error:
            self.set_message(error.text)
            return
        if fine:
            self.accept()
        elif self.isVisible():
            lay_out_now()  # sentences at the fields want room
            self._fit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # Qt names it `next`
        """Tab goes on in reading order."""
        return move_focus(self, forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the content, within the screen, and begin in its first field."""
        super().showEvent(event)
        self._fit()
        inner = self._scroll.widget()
        found = reading_order(inner) if inner is not None else []
        stops = [stop for stop in found if not isinstance(stop.parentWidget(), StepBar)] or found
        if stops:
            stops[0].setFocus()

    def _fit(self) -> None:
        """As large as the content wants to be, never larger than the screen (`adjustSize` stops at two thirds)."""
        screen = self.screen().availableGeometry()
        self._scroll.updateGeometry()
        for _ in range(2):  # the height follows from the width
            layout = self.layout()
            if layout is not None:
                layout.activate()
            wanted = self.sizeHint().expandedTo(self.minimumSizeHint())
            width = min(max(wanted.width(), self.minimumWidth()), round(screen.width() * 0.95))
            self.resize(width, min(wanted.height(), round(screen.height() * 0.9)))


class _ContentArea(QScrollArea):
    """Scrolls only when the screen is too small for the content."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar lies in the margin: the content ends where the buttons end."""
        super().resizeEvent(event)
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is not None:
            margins = layout.contentsMargins()
            margins.setRight(max(0, margins.left() - (self.width() - self.viewport().width())))
            layout.setContentsMargins(margins)

    def sizeHint(self) -> Any:
        """As large as the content, at most three quarters of the screen's height."""
        inner = self.widget()
        if inner is None:
            return super().sizeHint()
        wanted = inner.sizeHint()
        if inner.hasHeightForWidth():
            wanted.setHeight(inner.heightForWidth(max(wanted.width(), self.width())))
        wanted.setHeight(min(wanted.height(), round(self.screen().availableGeometry().height() * 0.75)))
        return wanted


class RecordDialog(Dialog):
    """Fields of a new record; errors stand beside the fields."""

    def __init__(
        self,
        record_type: type[Record],
        *,
        names: Names,
        title: str,
        primary: str,
        save: Callable[[dict[str, Any]], int],
        lookups: Lookups | None = None,
        initial: Mapping[str, Any] | None = None,
        labels: dict[str, str] | None = None,
        editors: dict[str, Editor] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, primary=primary, heading=title, parent=parent)
        self._save = save
        self.new_id = 0
        self.fields = FieldColumn(record_type, names, lookups, labels=labels, editors=editors)
        self.add(self.fields)
        defaults: Any = record_type()
        for name, row in self.fields.rows.items():
            row.editor.set_value((initial or {}).get(name, getattr(defaults, name)))

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        record_type: type[Record],
        *,
        names: Names,
        title: str,
        primary: str,
        save: Callable[[dict[str, Any]], int],
        lookups: Lookups | None = None,
        initial: Mapping[str, Any] | None = None,
        labels: dict[str, str] | None = None,
        editors: dict[str, Editor] | None = None,
    ) -> int | None:
        """Ask for the fields and let `save(values)` store them; its id, or None when cancelled.

        A `UserError` from `save` is shown in the dialog, which stays open.
        """
        dialog = cls(
            record_type,
            names=names,
            title=title,
            primary=primary,
            save=save,
            lookups=lookups,
            initial=initial,
            labels=labels,
            editors=editors,
            parent=parent,
        )
        return dialog.new_id if dialog.run() else None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field."""
        super().showEvent(event)
        for row in self.fields.rows.values():
            row.editor.setFocus()
            return

    def values(self) -> dict[str, Any] | None:
        """What was entered; None when a field shows an error (the first such field takes the focus)."""
        found: dict[str, Any] = {}
        wrong: FieldColumn | Editor | None = None
        for name, row in self.fields.rows.items():
            sentence = ""
            try:
                found[name] = row.editor.value()
                info = self.fields.info(name)
                if info.required and (found[name] is None or (isinstance(found[name], str) and not found[name])):
                    sentence = f"Bitte „{info.label}“ angeben."
            except UserError as error:
                sentence = error.text
            row.set_error(sentence)
            if sentence and wrong is None:
                wrong = row.editor
        if wrong is not None:
            wrong.setFocus()
            return None
        return found

    def check(self) -> bool:
        """Store the record if all fields are right."""
        values = self.values()
        if values is None:
            return False
        self.new_id = self._save(values)
        return True
