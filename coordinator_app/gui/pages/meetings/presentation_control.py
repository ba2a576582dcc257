"""Opens and closes the window for the projector, chooses its screen and what it may show."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.presentation import PresentationWindow


class PresentationControl(QObject):
    """`toggle()`, `refresh(meeting_id)`; `menu` holds what the window may show and on which screen.

    Minutes and non-public items are off again in every other meeting: what was switched on once must not surprise.
    """

    shown_changed = Signal()

    def __init__(self, context: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._meeting_id = 0
        self._screen: str | None = None
        self.window: PresentationWindow | None = None
        self.menu = QMenu("Beamer zeigt", owner)
        self.menu.setAccessibleName("Beamer zeigt")
        self.minutes_action = self._option("Auch die Mitschrift")
        self.private_action = self._option("Auch nicht öffentliche Punkte")
        self.menu.addSeparator()
        self._screens = QActionGroup(self)
        self.close_action = QAction("Beamer-Ansicht schließen\tEsc", self)
        self.close_action.triggered.connect(self.close)
        self.menu.aboutToShow.connect(self._fill)

    def _option(self, text: str) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.toggled.connect(self._on_option)
        self.menu.addAction(action)
        return action

    def is_shown(self) -> bool:
        """Whether the window is open."""
        return self.window is not None

    def refresh(self, meeting_id: int) -> None:
        """Follow the meeting; costs nothing while the window is closed."""
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            for option in (self.minutes_action, self.private_action):
                option.setChecked(False)
        if self.window is not None and meeting_id:
            view = self._context.workspace.meetings.presentations.view(
                meeting_id,
                with_minutes=self.minutes_action.isChecked(),
                with_private=self.private_action.isChecked(),
            )
            self.window.show_view(view)

    @Slot()
    def toggle(self) -> None:
        """Strg+F5: open or close the window."""
        if self.window is None:
            self._open()
        else:
            self.close()

    @Slot()
    def close(self) -> None:
        """Close the window."""
        if self.window is not None:
            self.window.close()

    def _open(self) -> None:
        window = PresentationWindow(self._context.clock, self.menu, self._owner)
        window.closed.connect(self._on_closed)
        self.window = window
        self.refresh(self._meeting_id)
        self._place(window)
        self.shown_changed.emit()

    def _place(self, window: PresentationWindow) -> None:
        """Fill the other screen; with one screen a window that can be moved and enlarged (F11)."""
        screens = {screen.name(): screen.geometry() for screen in QGuiApplication.screens()}
        own = self._owner.screen().name()
        wanted = choose_screen(list(screens), own, self._screen)
        if wanted == own and self._screen is None:
            window.resize(_fitting(screens[own]))
            window.move(screens[own].center() - QPoint(window.width() // 2, window.height() // 2))
            window.show()
            return
        window.setGeometry(screens[wanted])
        window.showFullScreen()

    @Slot()
    def _fill(self) -> None:
        for action in self._screens.actions():
            self._screens.removeAction(action)
            self.menu.removeAction(action)
            action.deleteLater()
        self.menu.removeAction(self.close_action)
        screens = QGuiApplication.screens()
        for number, screen in enumerate(screens, 1):
            size = screen.size()
            action = QAction(f"Ganzer Bildschirm {number} ({size.width()} × {size.height()})", self)
            action.setData(screen.name())
            action.triggered.connect(self._on_screen)
            self._screens.addAction(action)
            self.menu.addAction(action)
        self.menu.addAction(self.close_action)
        self.close_action.setEnabled(self.window is not None)

    @Slot()
    def _on_screen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._screen = str(action.data())
            if self.window is None:
                self._open()
            else:
                self._place(self.window)

    @Slot()
    def _on_option(self) -> None:
        self.refresh(self._meeting_id)

    @Slot()
    def _on_closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
            self.shown_changed.emit()


def choose_screen(names: Sequence[str], own: str, wanted: str | None) -> str:
    """The screen asked for if it is there, else the first that is not the program's own, else its own."""
    if wanted is not None and wanted in names:
        return wanted
    return next((name for name in names if name != own), own)


def _fitting(screen: QRect) -> QSize:
    return screen.size() * 0.6
