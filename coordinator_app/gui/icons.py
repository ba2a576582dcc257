"""Icons by name, drawn in the colour of a role and recoloured when the theme changes.

`icon("plus")` gives a `QIcon` for the theme in force. Things that live on (buttons, actions) take it through
`bind(target, "plus")`: `rebind` – called once per theme switch – renews them all.
"""

from typing import Protocol
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from coordinator_app.gui import svg, theme

_SIZES = (16, 20)
# A style sheet puts 4 px between icon and word; the design asks for 8. Icons of buttons carry the rest.
BUTTON_GAP = 4


class HasIcon(Protocol):
    """A button, action or anything else that shows an icon."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Show this icon."""
        ...


_bound: "WeakKeyDictionary[HasIcon, tuple[str, str, str, int]]" = WeakKeyDictionary()
_made: dict[tuple[str, str, str, str, float, int], QIcon] = {}


def names() -> frozenset[str]:
    """Every icon there is."""
    return svg.names()


def for_row(name: str, role: str = "text") -> QIcon:
    """The icon of a row in a list: in the chosen row it takes the colour of the words there."""
    found = QIcon(icon(name, role))
    for size in _SIZES:
        chosen = svg.pixmap(name, size, theme.color("selection_text").name(), _ratio())
        found.addPixmap(chosen, QIcon.Mode.Selected, QIcon.State.Off)
    return found


def icon(name: str, role: str = "text", checked_role: str = "", gap: int = 0) -> QIcon:
    """The icon in a role's colour, greyed when disabled; `checked_role` colours it in a pressed-in control.

    `gap` adds empty pixels at its right (for buttons with words).
    """
    ratio = _ratio()
    key = (name, role, checked_role, theme.roles().key, ratio, gap)
    found = _made.get(key)
    if found is None:
        found = QIcon()
        modes = [
            (role, QIcon.Mode.Normal, QIcon.State.Off),
            ("text_disabled", QIcon.Mode.Disabled, QIcon.State.Off),
        ]
        if checked_role:
            modes.append((checked_role, QIcon.Mode.Normal, QIcon.State.On))
        for wanted, mode, state in modes:
            for size in _SIZES:
                found.addPixmap(svg.pixmap(name, size, theme.color(wanted).name(), ratio, gap), mode, state)
        _made[key] = found
    return found


def pixmap(name: str, size: int, role: str = "text") -> QPixmap:
    """The icon as a picture of `size` logical pixels, sharp on the screen in use."""
    return svg.pixmap(name, size, theme.color(role).name(), _ratio())


def paint(painter: QPainter, name: str, rect: QRectF, role: str = "text") -> None:
    """Draw the icon into the rectangle in a role's colour."""
    svg.paint(painter, name, rect, theme.color(role))


def paint_in(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw the icon in the colour of the words beside it (on coloured grounds)."""
    svg.paint(painter, name, rect, color)


def bind(target: HasIcon, name: str, role: str = "text", checked_role: str = "", gap: int = 0) -> None:
    """Give the target this icon now and after every theme switch; an empty name takes it away."""
    if not name:
        _bound.pop(target, None)
        target.setIcon(QIcon())
        return
    _bound[target] = (name, role, checked_role, gap)
    target.setIcon(icon(name, role, checked_role, gap))


def rebind() -> None:
    """Renew all bound icons (after a theme switch)."""
    for target, (name, role, checked_role, gap) in list(_bound.items()):
        if shiboken6.isValid(target):
            target.setIcon(icon(name, role, checked_role, gap))


def size(pixels: int) -> QSize:
    """A square icon size."""
    return QSize(pixels, pixels)


def _ratio() -> float:
    screens = QGuiApplication.screens()
    return max((screen.devicePixelRatio() for screen in screens), default=1.0)


theme.on_change(rebind)
