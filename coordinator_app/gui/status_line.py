"""The status bar: what is saved, which file, who uses it, what is running, who works here."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStatusBar, QWidget

from coordinator_app.common.clock import local
from coordinator_app.gui import icons, speaking, theme


class StatusLine(QStatusBar):
    """Named places in one line; an empty text hides its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._last_saved: datetime | None = None
        self._saved = _Place("tick", "ok")
        self._file = _Place()
        self._read_only = _Place("lock", "attention")
        self._network = _Place("info", "info")
        self._hint = _Place("info", "text_muted")
        self._user = _Place()
        self._places = (self._saved, self._file, self._read_only, self._network, self._hint)
        for place in self._places:
            self.addWidget(place)
        self.addPermanentWidget(self._user)
        self.clear_file()

    def _show(self, place: "_Place", text: str) -> None:
        """Put words into a place; a thin line stands between two that are shown."""
        place.set_text(text)
        last = next((each for each in reversed(self._places) if each.text()), None)
        for each in self._places:
            each.set_separated(each is not last)

    def show_saved(self, moment: datetime | None, now: datetime) -> None:
        """„Gespeichert 10:42“, with the day when that was not today; nothing when it is not known."""
        if moment is None:
            self._show(self._saved, "")
            return
        form = "%H:%M" if local(moment).date() == local(now).date() else "%d.%m.%Y, %H:%M"
        self._show(self._saved, f"Gespeichert {local(moment):{form}}")
        if self._last_saved is not None and moment > self._last_saved:
            speaking.say_saved(self, "Gespeichert")
        self._last_saved = moment

    def show_file(self, name: str, tip: str) -> None:
        """The file's name; the tooltip tells its folder."""
        self._show(self._file, name)
        self._file.setToolTip(tip)

    def show_read_only(self, text: str) -> None:
        """Why the file cannot be changed („Nur lesen – in Benutzung durch …“); "" when it can."""
        self._show(self._read_only, text)

    def show_network(self, text: str, tip: str = "") -> None:
        """A hint that the file lies on a network drive."""
        self._show(self._network, text)
        self._network.setToolTip(tip)

    def show_hint(self, text: str) -> None:
        """Keyboard hints of the page."""
        self._show(self._hint, text)

    def show_user(self, text: str) -> None:
        """Who works here."""
        self._user.set_text(text)

    def clear_file(self) -> None:
        """No file is open."""
        self._last_saved = None
        for place in self._places:
            self._show(place, "")

    def texts(self) -> list[str]:
        """Everything shown now, from left to right."""
        return [place.text() for place in (*self._places, self._user) if place.text()]


class _Place(QWidget):
    """Icon, text and, between two places, a thin line behind."""

    def __init__(self, icon: str = "", role: str = "") -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(4)
        self._icon = QLabel()
        self._icon_name, self._role = icon, role
        self._label = QLabel()
        self._line = QFrame()
        theme.mark(self._line, rolle="trennlinie-senkrecht")
        layout.addWidget(self._icon)
        layout.addWidget(self._label)
        layout.addSpacing(8)
        layout.addWidget(self._line)
        self._icon.setVisible(bool(icon))
        self._line.hide()

    def set_text(self, text: str) -> None:
        """Show the text; "" hides the place."""
        self._label.setText(text)
        if self._icon_name:
            self._icon.setPixmap(icons.pixmap(self._icon_name, 16, self._role))
        self.setVisible(bool(text))

    def set_separated(self, separated: bool) -> None:
        """Whether another place follows."""
        self._line.setVisible(separated)

    def text(self) -> str:
        """The text shown."""
        return self._label.text()
