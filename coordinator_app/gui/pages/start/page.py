"""The start screen, shown while no file is open."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.recent_files import RecentFile
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label

WIDTH = 760


class StartPage(QWidget):
    """Its signals say what the user wants; `file_wanted` and `forget_wanted` carry a path."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    package_wanted = Signal()
    help_wanted = Signal()
    tour_wanted = Signal()
    file_wanted = Signal(object)
    forget_wanted = Signal(object)
    pin_wanted = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="surface")
        self.setAccessibleName("Startseite")
        self.new_button = PrimaryButton("Neue Kommune anlegen", "plus")
        self.open_button = SecondaryButton("Datei öffnen", "folder-open")
        self.demo_button = SecondaryButton("Beispieldatei öffnen", "book")
        self.new_button.clicked.connect(self.new_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.demo_button.clicked.connect(self.demo_wanted)
        self._help = LinkButton("Erste Schritte", "help")
        self._help.clicked.connect(self.help_wanted)
        self.tour_link = LinkButton("Rundgang durch die Beispieldatei", "flag")
        self.tour_link.clicked.connect(self.tour_wanted)
        self.package_link = LinkButton("Erfassungspaket öffnen (Fragebögen eingeben)", "keyboard")
        self.package_link.clicked.connect(self.package_wanted)
        self.files = ListCard("Zuletzt geöffnet")
        self._rows: dict[Path, QWidget] = {}
        self._nothing = Label(
            "Noch keine Datei geöffnet. Legen Sie Ihre Kommune an oder sehen Sie sich zuerst die Beispieldatei an: "
            "eine erfundene sächsische Stadt mit zwei Jahren Präventionsarbeit.",
            "gedaempft",
            wrap=True,
        )
        self.column = QVBoxLayout(self)
        self._build()

    def _build(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(8)
        column.addSpacing(48)
        column.addWidget(Label("KPR-Arbeitsplatz", "seitentitel"))
        column.addWidget(
            Label(
                "Für die Koordination kommunaler Prävention. Alles bleibt auf diesem Rechner.", "gedaempft", wrap=True
            )
        )
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        column.addLayout(buttons)
        for button in (self.new_button, self.open_button, self.demo_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addSpacing(24)
        column.addWidget(self.files)
        column.addWidget(self._nothing)
        column.addSpacing(8)
        for link in (self.tour_link, self._help, self.package_link):
            column.addWidget(link)
        column.addStretch(1)
        self._frame(inner)

    def _frame(self, inner: QWidget) -> None:
        """In the middle, rolling where the window is low."""
        ground = QWidget()
        ground.setProperty("rolle", "rollinhalt")
        line = QHBoxLayout(ground)
        line.setContentsMargins(24, 0, 24, 24)
        line.addStretch(1)
        line.addWidget(inner, 8)
        line.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(ground)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(area, 1)

    def show_files(self, files: Sequence[RecentFile]) -> None:
        """Show the files opened last; missing ones cannot be chosen and say so."""
        focus = self._focused()
        self.files.setVisible(bool(files))
        self._nothing.setVisible(not files)
        self._rows = {file.path: self._row(file) for file in files}
        self.files.set_rows(list(self._rows.values()))
        self._give_back(focus)

    def _focused(self) -> tuple[Path, int] | None:
        """Which part of which row has the focus: the list is made anew when something becomes known."""
        now = QApplication.focusWidget()
        for path, row in self._rows.items():
            if isinstance(now, QAbstractButton) and row.isAncestorOf(now):
                return path, row.findChildren(QAbstractButton).index(now)
        return None

    def _give_back(self, focus: tuple[Path, int] | None) -> None:
        if focus is None:
            return
        row = self._rows.get(focus[0])
        buttons = row.findChildren(QAbstractButton) if row is not None else []
        (buttons[focus[1]] if focus[1] < len(buttons) else self.open_button).setFocus()

    def _row(self, file: RecentFile) -> QWidget:
        path = file.path
        folder = str(path.parent)
        value = f"geändert {file.changed:%d.%m.%Y, %H:%M}" if file.changed else ""
        value = "nicht gefunden" if file.there is False else value
        row = ListRow(path.stem, addition=folder, value=value, icon="town-hall", clickable=file.there is not False)
        if file.there is not False:
            row.activated.connect(partial(_send, self.file_wanted, path))
        else:
            row.setToolTip("Die Datei wurde verschoben oder gelöscht, oder das Laufwerk ist nicht verbunden.")
            row.label.setEnabled(False)
            row.addition.setEnabled(False)
        words = "nicht mehr oben anheften" if file.pinned else "oben anheften"
        pin = IconButton("star-filled" if file.pinned else "star", f"„{path.stem}“ {words}", flat=True)
        pin.setCheckable(True)
        pin.setChecked(file.pinned)
        pin.clicked.connect(partial(_send_pin, self.pin_wanted, path, not file.pinned))
        row.add(pin)
        remove = IconButton("x", f"„{path.stem}“ aus dieser Liste nehmen", flat=True)
        remove.clicked.connect(partial(_send, self.forget_wanted, path))
        row.add(remove)
        return row


def _send(signal: SignalInstance, path: Path, *_: object) -> None:
    signal.emit(path)


def _send_pin(signal: SignalInstance, path: Path, pinned: bool, *_: object) -> None:
    signal.emit(path, pinned)
