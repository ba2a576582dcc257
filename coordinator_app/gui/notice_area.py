"""The strip at the bottom of the page for short notices and „Rückgängig“."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.gui import speaking
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.notices import NoticeBar, UndoBar


class NoticeArea(QWidget):
    """Shows one notice at a time; some offer something to do and stay until that is used or closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = UndoBar()
        self.offers = _OfferBar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.offers)

    def show_text(self, text: str, kind: str) -> None:
        """Show a sentence for ten seconds."""
        self.offers.hide()
        self.bar.offer(text, None, kind)

    def show_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Show a sentence with „Rückgängig“."""
        self.offers.hide()
        self.bar.offer(text, undo)

    def show_file(self, text: str, open_file: Callable[[], object], open_folder: Callable[[], object]) -> None:
        """Say that a file was written."""
        self.show_offer(text, [("Öffnen", open_file), ("Ordner zeigen", open_folder)])

    def show_offer(self, text: str, offers: Sequence[tuple[str, Callable[[], object]]], kind: str = "ok") -> None:
        """Show a sentence with buttons; stays until one is used or something else is shown."""
        self.bar.dismiss()
        self.offers.offer(text, offers, kind)

    def clear(self) -> None:
        """Show nothing."""
        self.bar.dismiss()
        self.offers.hide()

    def text(self) -> str:
        """The sentence shown, "" when there is none."""
        if self.bar.isVisibleTo(self):
            return self.bar.text()
        return self.offers.text() if self.offers.isVisibleTo(self) else ""


class _OfferBar(NoticeBar):
    """A sentence with buttons made for it, and „Schließen“."""

    def __init__(self) -> None:
        super().__init__("", "ok")
        self.buttons: list[SecondaryButton] = []

    def offer(self, text: str, offers: Sequence[tuple[str, Callable[[], object]]], kind: str) -> None:
        """Show the sentence with its buttons."""
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = []
        for label, action in (*offers, ("Schließen", _nothing)):
            button = SecondaryButton(label)
            button.clicked.connect(partial(self._use, action))
            self.add_button(button)
            self.buttons.append(button)
        self.set(text, kind)
        speaking.say(self, text, urgent=kind == "error")

    def _use(self, action: Callable[[], object], *_: object) -> None:
        self.hide()
        action()


def _nothing() -> None:
    return None
