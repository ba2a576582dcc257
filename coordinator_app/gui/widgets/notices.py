"""Notice bars, the undo bar and empty states."""

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.gui import speaking, theme
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, PrimaryButton
from coordinator_app.gui.widgets.cards import IconLabel
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.labels import Label

TEXT_WIDTH = 520
LEAST_AIR = 16  # above and below an empty state
NOTICE_ICONS = {"ok": "tick-circle", "attention": "triangle", "error": "octagon", "info": "info", "neutral": "info"}


class NoticeBar(QFrame):
    """A sentence on a soft ground with at most one action; kinds ok, attention, error, info, neutral.

    `strong` stands before the text in bold. The action is a link (signal `triggered`); for buttons use `add_button`.
    """

    triggered = Signal()

    def __init__(
        self,
        text: str = "",
        kind: str = "info",
        *,
        strong: str = "",
        icon: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._told, self._said = False, ""
        self._icon = IconLabel(NOTICE_ICONS[kind], 20, _ink(kind))
        self._label = Label("", wrap=True, rich=True)
        self._link = LinkButton("")
        self._link.clicked.connect(self.triggered)
        words = QVBoxLayout()
        words.setSpacing(2)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        words.addWidget(self._label)
        words.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        line.addLayout(self._buttons)
        self.set(text, kind, strong=strong, icon=icon, action=action)

    def set(self, text: str, kind: str = "info", *, strong: str = "", icon: str = "", action: str = "") -> None:
        """Show another sentence; an empty one hides the bar."""
        theme.mark(self, flaeche=kind)
        self._icon.set_icon(icon or NOTICE_ICONS[kind], _ink(kind))
        bold = f"<b>{_escape(strong)}</b> " if strong else ""
        self._label.setText(bold + _escape(text))
        self._label.setAccessibleName(f"{strong} {text}".strip())
        self._link.setText(action)
        self._link.setVisible(bool(action))
        theme.reveal(self, shown=bool(text or strong))
        words = self.text()
        if self._told and words != self._said and self.isVisible():
            speaking.say(self, words, urgent=kind == "error")
        self._said = words

    def tell_changes(self) -> Self:
        """Let screen readers know whenever the sentence changes (results, what is no longer possible)."""
        self._told = True
        return self

    def text(self) -> str:
        """The words shown."""
        return self._label.accessibleName()

    def add_button(self, button: QPushButton) -> None:
        """Put a button at the right end."""
        self._buttons.addWidget(button)


def _ink(kind: str) -> str:
    return "text_muted" if kind == "neutral" else kind


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


class UndoBar(QFrame):
    """„… gelöscht. Rückgängig“ at the bottom of a page for ten seconds; stays while the mouse or focus is on it.

    `offer(text, undo)` shows it; also good for plain notices (`undo=None`).
    """

    undone = Signal()
    SECONDS = 10

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], object] | None = None
        self._icon = IconLabel("info", 20, "info")
        self._label = Label("", wrap=True)
        self._link = LinkButton("Rückgängig", "undo")
        self._link.clicked.connect(self._on_undo_clicked)
        self._close = IconButton("x", "Hinweis schließen", flat=True)
        self._close.clicked.connect(self.dismiss)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(12)
        line.addWidget(self._icon)
        line.addWidget(self._label, 1)
        line.addWidget(self._link)
        line.addWidget(self._close)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(self.SECONDS * 1000)
        self.timer.timeout.connect(self._on_time_over)
        self.hide()

    def offer(self, text: str, undo: Callable[[], object] | None, kind: str = "info") -> None:
        """Show the sentence; „Rückgängig“ calls `undo`."""
        theme.mark(self, flaeche=kind)
        self._undo = undo
        self._label.setText(text)
        self._icon.set_icon(NOTICE_ICONS[kind], _ink(kind))
        self._link.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()
        self.timer.start()
        speaking.say(self, f"{text} Strg+Z macht es rückgängig." if undo is not None else text)

    def text(self) -> str:
        """The sentence shown."""
        return self._label.text()

    @Slot()
    def dismiss(self) -> None:
        """Hide the bar and forget the step."""
        self.timer.stop()
        self._undo = None
        self.hide()

    @Slot()
    def _on_undo_clicked(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()
        self.undone.emit()

    @Slot()
    def _on_time_over(self) -> None:
        if self.underMouse() or self._link.hasFocus() or self._close.hasFocus():
            self.timer.start()
            return
        self.dismiss()

    def leaveEvent(self, event: QEvent) -> None:
        """Count the ten seconds anew when the mouse leaves."""
        if self.isVisible():
            self.timer.start()
        super().leaveEvent(event)


class EmptyState(QWidget):
    """What belongs here, one button, one link to help. Signals `action`, `help_wanted`.

    Empty `button` or `help_text` leaves that part away. `compact` is for panes and cards (less air).
    """

    action = Signal()
    help_wanted = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        button: str = "",
        help_text: str = "",
        *,
        button_icon: str = "plus",
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        square = QFrame()
        theme.mark(square, flaeche="akzent")
        square.setFixedSize(72, 72)  # holds a picture only
        inner = QVBoxLayout(square)
        inner.setContentsMargins(18, 18, 18, 18)
        inner.addWidget(IconLabel(icon, 36, "accent"))
        self._title = Label(title, "titel", wrap=True)
        self._text = Label(text, "gedaempft", wrap=True)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._balance()
        self.button = PrimaryButton(button, button_icon)
        self.button.clicked.connect(self.action)
        theme.reveal(self.button, shown=bool(button))
        self.help_link = LinkButton(help_text, "help")
        self.help_link.clicked.connect(self.help_wanted)
        theme.reveal(self.help_link, shown=bool(help_text))
        self._arrange(square, 24 if compact else 96)

    def _arrange(self, square: QFrame, top: int) -> None:
        self._top = top
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, LEAST_AIR, 24, LEAST_AIR)
        column.setSpacing(8)
        center = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(square, 0, center)
        column.addSpacing(16)
        for label in (self._title, self._text):
            line = QHBoxLayout()  # a wrapping label aligned by a flag would take its narrowest form
            column.addLayout(line)
            line.addStretch(1)
            line.addWidget(label, 100)
            line.addStretch(1)
        column.addSpacing(12)
        column.addWidget(self.button, 0, center)
        column.addSpacing(8)
        column.addWidget(self.help_link, 0, center)
        column.addStretch(1)

    def set_words(self, title: str, text: str) -> None:
        """Show other words, for example when a filter finds nothing."""
        self._title.setText(title)
        self._text.setText(text)
        self._balance()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air above where it is low."""
        super().resizeEvent(event)
        margins = self._column.contentsMargins()
        content = self._column.sizeHint().height() - margins.top() - margins.bottom()
        margins.setTop(max(LEAST_AIR, min(self._top, self.height() - content - LEAST_AIR)))
        self._column.setContentsMargins(margins)

    def minimumSizeHint(self) -> QSize:
        """Its content with the least air."""
        margins, hint = self._column.contentsMargins(), super().minimumSizeHint()
        return QSize(hint.width(), hint.height() - margins.top() + LEAST_AIR)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another text size."""
        super().changeEvent(event)
        if theme.is_look_change(event) and hasattr(self, "_text"):
            self._balance()

    def _balance(self) -> None:
        """Lines of about equal length, at most 520 wide: no single word on the last line."""
        for label, kind in ((self._title, "detail"), (self._text, "body")):
            width = QFontMetrics(theme.font(kind)).horizontalAdvance(label.text()) + 8
            lines = -(-width // TEXT_WIDTH)
            label.setMaximumWidth(TEXT_WIDTH if lines < 2 else min(TEXT_WIDTH, width // lines + 48))

    def showEvent(self, event: QShowEvent) -> None:
        """Its button is the one thing to do next: that of the page's head steps back."""
        super().showEvent(event)
        if not self.button.isHidden():
            self._demote_head(demoted=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """The head's button is the primary one again."""
        super().hideEvent(event)
        if not self.button.isHidden():
            self._demote_head(demoted=False)

    def _demote_head(self, *, demoted: bool) -> None:
        around = self.parentWidget()
        while around is not None:
            for head in around.findChildren(PageHeader, options=Qt.FindChildOption.FindDirectChildrenOnly):
                for button in head.findChildren(PrimaryButton):
                    button.set_demoted(demoted)
                return
            around = around.parentWidget()
