"""The status bar: what is saved, which file, who uses it, what is running, who works here."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStatusBar, QWidget

from coordinator_app.common.clock import local
from coordinator_app.gui import icons, theme


class StatusLine(QStatusBar):
    """Named places in one line; an empty text hides its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._saved = _Place("tick", "ok")
        self._file = _Place()
        self._read_only = _Place("lock", "attention")
        self._network = _Place("info", "info")
        self._hint = _Place("info", "text_muted")
        self._user = _Place(separated=False)
        for place in (self._saved, self._file, self._read_only, self._network, self._hint):
            self.addWidget(place)
        self.addPermanentWidget(self._user)
        self.clear_file()

    def show_saved(self, moment: datetime | None, now: datetime) -> None:
        """„Gespeichert 10:42“, with the day when that was not today; nothing when it is not known."""
        if moment is None:
            self._saved.set_text("")
            return
        form = "%H:%M" if local(moment).date() == local(now).date() else "%d.%m.%Y, %H:%M"
        self._saved.set_text(f"Gespeichert {local(moment):{form}}")

    def show_file(self, name: str, tip: str) -> None:
        """The file's name; the tooltip tells its folder."""
        self._file.set_text(name)
        self._file.setToolTip(tip)

    def show_read_only(self, text: str) -> None:
        """Why the file cannot be changed („Nur lesen – in Benutzung durch …“); "" when it can."""
        self._read_only.set_text(text)

    def show_network(self, text: str, tip: str = "") -> None:
        """A hint that the file lies on a network drive."""
        self._network.set_text(text)
        self._network.setToolTip(tip)

    def show_hint(self, text: str) -> None:
        """Keyboard hints of the page."""
        self._hint.set_text(text)

    def show_user(self, text: str) -> None:
        """Who works here."""
        self._user.set_text(text)

    def clear_file(self) -> None:
        """No file is open."""
        for place in (self._saved, self._file, self._read_only, self._network, self._hint):
            place.set_text("")

    def texts(self) -> list[str]:
        """Everything shown now, from left to right."""
        places = (self._saved, self._file, self._read_only, self._network, self._hint, self._user)
        return [place.text() for place in places if place.text()]


class _Place(QWidget):
    """Icon, text and a thin line behind."""

    def __init__(self, icon: str = "", role: str = "", *, separated: bool = True) -> None:
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
        self._line.setVisible(separated)
        if not separated:
            layout.setContentsMargins(8, 0, 8, 0)

    def set_text(self, text: str) -> None:
        """Show the text; "" hides the place."""
        self._label.setText(text)
        if self._icon_name:
            self._icon.setPixmap(icons.pixmap(self._icon_name, 16, self._role))
        self.setVisible(bool(text))

    def text(self) -> str:
        """The text shown."""
        return self._label.text()
