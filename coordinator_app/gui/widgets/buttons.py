"""Buttons by rank: one primary per window, secondary, icon-only with a name, link, and those opening a menu."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.gui import icons, theme


class PressableButton(QPushButton):
    """Enter presses it as the space bar does, on pages too; no dialog takes the key for its default button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if held == Qt.KeyboardModifier.NoModifier:
                self.click()
                return
        super().keyPressEvent(event)


class WordButton(PressableButton):
    """A button with words and perhaps an icon; base of all but those with an icon alone."""

    _rolle = ""
    _icon_role = "text"
    _compact = False

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(self._shown(text), parent)
        self._words, self._tip, self._roomy = text, "", QSize()
        self._icon_name = ""
        self.setAutoDefault(False)
        self.setAccessibleName(self._spoken(text))
        if self._rolle:
            theme.mark(self, rolle=self._rolle)
        self.setIconSize(QSize(16 + icons.BUTTON_GAP, 16))
        self.set_icon(icon)

    def set_icon(self, name: str) -> None:
        """Show another icon; "" shows none."""
        self._icon_name = name
        icons.bind(self, name, self._icon_role, gap=0 if self._compact else icons.BUTTON_GAP)

    def text(self) -> str:
        """The words, in sight or not."""
        return self._words

    def setText(self, text: str) -> None:
        """Show another word; it is the accessible name too."""
        self.set_compact(compact=False)
        self._words = text
        super().setText(self._shown(text))
        self.setAccessibleName(self._spoken(text))

    def _shown(self, text: str) -> str:
        """The words as Qt takes them: „&“ marks the letter to press with Alt."""
        return text

    def _spoken(self, text: str) -> str:
        return text.replace("&", "")

    def roomy_width(self) -> int:
        """The width with the words."""
        return self._roomy.width() if self._compact else self.sizeHint().width()

    def set_compact(self, *, compact: bool) -> None:
        """Show the icon alone, the words as tooltip; nothing happens without an icon."""
        if compact == self._compact or not self._icon_name:
            return
        if compact:
            self._roomy, self._tip = self.sizeHint(), self.toolTip()
        self._compact = compact
        super().setText("" if compact else self._shown(self._words))
        self.setToolTip(self._tip or self._words.replace("&", "") if compact else self._tip)
        self.setIconSize(QSize(16 if compact else 16 + icons.BUTTON_GAP, 16))
        self.set_icon(self._icon_name)


class PrimaryButton(WordButton):
    """The one thing to do next; a window shows at most one."""

    _rolle = "primaer"
    _icon_role = "text_on_accent"

    def set_demoted(self, demoted: bool) -> None:
        """Look like any other button while another one on the page is the thing to do next."""
        self._icon_role = "text" if demoted else "text_on_accent"
        theme.mark(self, rolle="sekundaer" if demoted else self._rolle)
        self.set_icon(self._icon_name)


class SecondaryButton(WordButton):
    """Any other action of a page or dialog."""


class LinkButton(WordButton):
    """An underlined word that leads somewhere or does something small."""

    _rolle = "verweis"
    _icon_role = "link"

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _shown(self, text: str) -> str:
        """Links are often called like a record („Jugend & Schule“): their „&“ is a word."""
        return text.replace("&", "&&")

    def _spoken(self, text: str) -> str:
        return text


class ElidedLink(LinkButton):
    """A link that ends in „…“ where the room ends; the tooltip then shows all of it."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        self._full = text
        super().__init__(text, icon, parent)

    def text(self) -> str:
        """The whole text."""
        return self._full

    def setText(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        self.ensurePolished()
        words = self.fontMetrics().horizontalAdvance(self._full)
        return QSize(words + self._beside() + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(self.sizeHint().width(), 64), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._elide()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure with the font that is really used."""
        super().showEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another text size."""
        super().changeEvent(event)
        if theme.is_look_change(event):
            self.updateGeometry()
            self._elide()

    def _beside(self) -> int:
        return 0 if self.icon().isNull() else self.iconSize().width() + 4

    def _elide(self) -> None:
        room = max(self.width() - self._beside(), 1)
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        QPushButton.setText(self, self._shown(shown))
        self.setToolTip(self._full if shown != self._full else "")


class IconButton(PressableButton):
    """A square button with an icon only; `name` is its tooltip and accessible name.

    `flat` leaves the border away (in rows and beside fields).
    """

    def __init__(self, icon: str, name: str, parent: QWidget | None = None, *, flat: bool = False) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setIconSize(QSize(16, 16))
        self.setToolTip(name)
        self.setAccessibleName(name)
        theme.mark(self, rolle="symbol-flach" if flat else "symbol")
        icons.bind(self, icon)

    def set_icon(self, name: str, role: str = "text") -> None:
        """Show another icon."""
        icons.bind(self, name, role)


class MenuButton(WordButton):
    """A button that opens a menu; fill `menu`."""

    _rolle = "mitmenue"

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, icon, parent)
        self.menu_ = QMenu(self)
        self.setMenu(self.menu_)


class ChoiceMenuButton(MenuButton):
    """A menu over a vocabulary: `offer(members)` shows these, `slot` is called and finds the code in the action's data.

    The commands are made once and only shown or hidden: one of them may be running a dialog while the page reloads,
    and a command deleted while it runs takes the program down.
    """

    def __init__(
        self,
        text: str,
        choices: type[Vocabulary],
        slot: Callable[[], object],
        icon: str = "",
        *,
        words: Callable[[Any], str] | None = None,
    ) -> None:
        super().__init__(text, icon)
        self._commands: dict[Vocabulary, QAction] = {}
        for member in choices:
            action = QAction(words(member) if words else member.label, self.menu_)
            action.setData(member.value)
            action.triggered.connect(slot)
            self.menu_.addAction(action)
            self._commands[member] = action

    def offer(self, members: Collection[Vocabulary]) -> None:
        """Show these members and no others."""
        for member, action in self._commands.items():
            action.setVisible(member in members)

    def offered(self) -> list[QAction]:
        """The commands that can be chosen now."""
        return [action for action in self._commands.values() if action.isVisible()]


class MoreButton(IconButton):
    """The „…“ button with further actions; fill `menu_`."""

    def __init__(self, name: str = "Weitere Aktionen", parent: QWidget | None = None, *, flat: bool = False) -> None:
        super().__init__("more", name, parent, flat=flat)
        self.menu_ = QMenu(self)
        self.setMenu(self.menu_)
