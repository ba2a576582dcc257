"""What every page is: a widget that reloads itself after changes and answers the general commands."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTabBar, QWidget

from coordinator_app.common.changes import Change
from coordinator_app.gui import theme
from coordinator_app.gui.actions import ActionInfo, make_action
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pane_duties import PaneDuties


class Page(QWidget, PaneDuties):
    """Base of all pages.

    Life: made at the first visit (build widgets only, read nothing in the constructor) → `reload` before the
    first showing and after every change that concerns `topics` (coalesced; a hidden page reloads when it
    is shown again) → `leave` before another page is shown, the file closes or a document is printed.
    `reload` must keep selection, scroll position and the focused field.
    """

    page_id: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    help_topic: ClassVar[str] = ""
    record_kinds: ClassVar[frozenset[str]] = frozenset()
    topics: ClassVar[frozenset[str]] = frozenset()
    page_actions: ClassVar[tuple[ActionInfo, ...]] = ()
    page_menu: ClassVar[str] = ""  # name of the submenu for many commands of the page; "" = they stand in „Bearbeiten“

    place_changed = Signal()  # another record or tab is shown: the window remembers it for „Zurück“
    full_screen_changed = Signal(bool)  # full-screen work began or ended: the navigation collapses
    actions_changed = Signal()  # `visible_actions` or `can` would answer differently now

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True
        self._own_actions: dict[str, QAction] = {}
        self._reload_soon = QTimer(self)
        self._reload_soon.setSingleShot(True)
        self._reload_soon.setInterval(0)
        self._reload_soon.timeout.connect(self.refresh)
        self.setAccessibleName(self.title)
        theme.mark(self, flaeche="surface")

    # To be overridden ---------------------------------------------------------------------------

    # `reload`, `show_record` (called after it; may raise `UserError` when the record is gone), `current_record` (for
    # „Zurück“, printing and „Berichte“), `can`, `new_record` and the other commands stand in `PaneDuties`; `leave` is
    # called before anything that needs the stored state.

    def can(self, command: str) -> bool:
        """Whether a general command works here and now: "new", "print", "export", "delete", "duplicate", "filter"."""
        return False

    def print_current(self) -> None:
        """Strg+P: usually `self.context.preview(…)` or `export_list(…)`."""

    def export_current(self) -> None:
        """Strg+E: the same thing as a file."""

    def take_focus(self) -> None:
        """Put the cursor where work begins: into the first list in sight, else before the first control.

        The focus stays where it is in a list or field of this page; a button would greet with its ring.
        """
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now) and not isinstance(now, QAbstractButton | QTabBar):
            return
        for view in self.findChildren(QAbstractItemView):
            if view.isVisible() and view.isEnabled() and view.focusPolicy() & Qt.FocusPolicy.TabFocus:
                view.setFocus()
                return
        self.setFocus()

    def release(self) -> None:
        """Free what must not wait for the garbage collector; called before the page is thrown away."""

    def current_topic(self) -> str:
        """The help topic of what is shown now."""
        return self.help_topic

    # For pages to use ---------------------------------------------------------------------------

    def own_action(self, action_id: str, slot: Callable[..., object] | None = None) -> QAction:
        """The QAction of a declaration in `page_actions`, made once and bound to `slot`."""
        if action_id not in self._own_actions:
            info = next(info for info in self.page_actions if info.id == action_id)
            action = make_action(info, self)
            self.addAction(action)
            self._own_actions[action_id] = action
        action = self._own_actions[action_id]
        if slot is not None:
            action.triggered.connect(slot)
        return action

    def visible_actions(self) -> list[QAction]:
        """The page's own commands that make sense now, shown in the menu „Bearbeiten“."""
        return [action for action in self._own_actions.values() if action.isVisible()]

    # For the window -----------------------------------------------------------------------------

    def receive(self, change: Change) -> None:
        """Note a change; reloads soon when visible, otherwise at the next showing."""
        if change.concerns(self.topics | self.record_kinds):
            self._stale = True
            if self.isVisible():
                self._reload_soon.start()

    @Slot()
    def refresh(self) -> None:
        """Reload when something changed since the last time."""
        if self._stale:
            self._reload_soon.stop()
            self._stale = False
            self.reload()

    def mark_stale(self) -> None:
        """Make the next `refresh` reload in any case."""
        self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Reload before showing when something changed."""
        self.refresh()
        super().showEvent(event)
