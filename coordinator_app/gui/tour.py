"""The first-steps tour (Hilfe ▸ Rundgang): a calm panel beside the page, one station after the other.

Nothing is locked or covered: all of the program stays in use while the panel is there. Who wanders off is led back by
„Zur Stelle“; where somebody stopped is remembered on this computer.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.gui import alerts, speaking, theme
from coordinator_app.gui.tour_stations import Station, stations
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label

if TYPE_CHECKING:
    from coordinator_app.gui.main_window import MainWindow
    from coordinator_app.gui.pages.base import Page

KEY = "tour/station"  # in the settings of this computer: where somebody stopped
EXAMPLE = "Mühlwerda"
WIDTH = 300
BoxWay = QBoxLayout.Direction
_ANY = 16_777_215  # Qt's largest size
BESIDE_FROM = 1320  # pixels of the window; below that the panel lies under the page


class TourPanel(QFrame):
    """Title, what to look at, what to try, and the buttons; lies at the right or, in narrow windows, below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="window")
        self.setObjectName("beistand")  # F6 comes here too
        self.setAccessibleName("Rundgang")
        self.count = Label("", "hinweis")
        self.title = Label("", "titel", wrap=True)
        self.look = Label("", wrap=True)
        self.attempt = Label("", "stark", wrap=True)
        self.hint = Label("Zum Ausprobieren", "beschriftung")
        self.more_link = LinkButton("Mehr dazu", "help")
        self.place_link = LinkButton("Zur Stelle", "pin")
        self.close_button = LinkButton("Beenden", "x")
        self.close_button.setAccessibleName("Rundgang beenden")
        self.back_button = SecondaryButton("&Zurück", "chevron-left")
        self.next_button = SecondaryButton("&Weiter", "chevron-right")
        self._title, self._number, self._beside = "", "", True
        self._outer = QBoxLayout(BoxWay.TopToBottom, self)
        self._build()

    def _build(self) -> None:
        self._outer.setContentsMargins(20, 16, 16, 16)
        self._outer.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(8)
        self._outer.addLayout(words, 1)
        for label in (self.count, self.title, self.look, self.hint, self.attempt):
            words.addWidget(label)
        words.addStretch(1)
        ways = QVBoxLayout()
        ways.setSpacing(12)
        self._outer.addLayout(ways)
        links = QHBoxLayout()
        ways.addLayout(links)
        for link in (self.more_link, self.place_link, self.close_button):
            links.addWidget(link)
        links.addStretch(1)
        buttons = QHBoxLayout()
        ways.addLayout(buttons)
        buttons.setSpacing(8)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button, 1)
        ways.addStretch(1)

    def show_station(self, station: Station, place: int, number: int) -> None:
        """Show the words of a station; the button that leads on reads them out."""
        self.count.setText(f"Rundgang · {place + 1} von {number}")
        self._title = station.title
        self.look.setText(station.look)
        self.attempt.setText(station.attempt)
        self.back_button.setEnabled(place > 0)
        self.next_button.setText("&Weiter" if place + 1 < number else "Rundgang &beenden")
        self.next_button.set_icon("chevron-right" if place + 1 < number else "tick")
        self.next_button.setAccessibleDescription(self.spoken())
        self._number = f"{place + 1} von {number}"
        self._head()

    def spoken(self) -> str:
        """All words in one line, for assistive technology."""
        return f"{self.count.text()}. {self._title} {self.look.text()} Ausprobieren: {self.attempt.text()}"

    def lie(self, *, beside: bool) -> None:
        """Stand at the right of the page, or lie below it, flat."""
        if beside:
            self.setFixedWidth(theme.height(WIDTH))
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_ANY)
        self._beside = beside
        self._outer.setDirection(BoxWay.TopToBottom if beside else BoxWay.LeftToRight)
        self._outer.setContentsMargins(20, 16 if beside else 8, 16, 16 if beside else 8)
        self.hint.setVisible(beside)
        self._head()

    def _head(self) -> None:
        """The number of the station above its title, or in the same line where there is little height."""
        self.count.setVisible(self._beside)
        self.title.setText(self._title if self._beside else f"{self._number} · {self._title}")


class Tour(QObject):
    """Leads through the stations in one window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._place = 0
        self.panel: TourPanel | None = None

    @property
    def station(self) -> Station:
        """Where we are."""
        return stations()[self._place]

    @Slot()
    def start(self) -> None:
        """Begin, or go on where somebody stopped; without the example file, offer it first."""
        context = self._window.context
        if context is None:
            self._window.file_opened.connect(self._on_example_opened, Qt.ConnectionType.SingleShotConnection)
            self._window.commands.open_demo()
            return
        if context.workspace.overview.municipality() != EXAMPLE and self.panel is None:
            words = "Der Rundgang erklärt das Programm an der Beispieldatei."
            detail = "Ihre Datei wird dafür geschlossen; alles ist gespeichert. In Ihrer Datei sehen Sie Ihre Einträge."
            answer = alerts.choose(
                self._window, words, ["Beispieldatei öffnen", "In meiner Datei bleiben"], detail=detail
            )
            if answer == 0:
                self._window.file_opened.connect(self._on_example_opened, Qt.ConnectionType.SingleShotConnection)
                self._window.commands.open_demo()
            if answer != 1:
                return
        self._begin()

    @Slot()
    def _on_example_opened(self) -> None:
        """A file was opened; another than the example means that she has changed her mind."""
        context = self._window.context
        if context is not None and context.workspace.overview.municipality() == EXAMPLE:
            self._begin()

    def _begin(self) -> None:
        if self.panel is None:
            self._make()
        stored = self._window.settings.number(KEY)
        self._show(stored if 0 <= stored < len(stations()) else 0)
        if self.panel is not None:
            self.panel.next_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self) -> None:
        panel = self.panel = TourPanel(self._window.work)
        panel.next_button.clicked.connect(self._on_next)
        panel.back_button.clicked.connect(self._on_back)
        panel.close_button.clicked.connect(self.end)
        panel.place_link.clicked.connect(self._on_place)
        panel.more_link.clicked.connect(self._on_more)
        self._window.stack.page_shown.connect(self._on_page_shown)
        self._window.work.installEventFilter(self)
        self._lay()

    def _lay(self) -> None:
        """Beside the page where there is room, else below it."""
        panel, work = self.panel, self._window.work
        layout = work.layout()
        if panel is None or not isinstance(layout, QHBoxLayout):
            return
        beside = work.width() >= BESIDE_FROM
        panel.lie(beside=beside)
        if beside:
            layout.addWidget(panel)
        else:
            self._window.work_column.insertWidget(1, panel)
        panel.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width of the window; nothing is swallowed."""
        if event.type() == QEvent.Type.Resize and self.panel is not None:
            beside = self._window.work.width() >= BESIDE_FROM
            layout = self._window.work.layout()
            if layout is not None and beside != (layout.indexOf(self.panel) >= 0):
                self._lay()
        return False

    def _show(self, place: int) -> None:
        """Show a station: its place in the program, then its words."""
        self._place = place
        self._window.settings.set(KEY, place)
        self._go()
        if self.panel is not None:
            self.panel.show_station(self.station, place, len(stations()))
            speaking.say(self.panel, self.panel.spoken())

    def _go(self) -> None:
        """To the page of the station, at its record if the file holds it."""
        context, station = self._window.context, self.station
        if context is None:
            return
        found = 0
        if station.record:
            hits = context.workspace.search.suggest(station.kind, station.record)
            found = next((id_ for id_, title in hits if station.record in title), 0)
        if found:
            self._window.navigate(station.kind, found)
        else:
            self._window.open_page(station.page)

    @Slot()
    def _on_next(self) -> None:
        if self._place + 1 < len(stations()):
            self._step(1)
            return
        self._window.settings.set(KEY, 0)
        self._leave()

    @Slot()
    def _on_back(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        self._show(self._place + by)
        if self.panel is not None:  # the page shown has taken the focus; the tour goes on with one key
            button = self.panel.next_button if by > 0 or not self._place else self.panel.back_button
            button.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def end(self) -> None:
        """Stop here; the next start goes on at this station."""
        self._leave()
        self._window.notify("Der Rundgang geht unter „Hilfe ▸ Rundgang“ hier weiter.", "info")

    def _leave(self) -> None:
        panel, self.panel = self.panel, None
        if panel is None:
            return
        self._window.stack.page_shown.disconnect(self._on_page_shown)
        self._window.work.removeEventFilter(self)
        panel.hide()
        panel.deleteLater()
        page = self._window.stack.current_page
        if page is not None:
            page.take_focus()

    @Slot()
    def _on_place(self) -> None:
        self._go()

    @Slot()
    def _on_more(self) -> None:
        self._window.show_help(self.station.topic)

    @Slot(object)
    def _on_page_shown(self, page: "Page | None") -> None:
        if page is None:  # the file was closed
            self._leave()
        elif self.panel is not None:
            self.panel.place_link.setVisible(page.page_id != self.station.page)
