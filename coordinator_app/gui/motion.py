"""Movement on screen: as little as people or the way to their screen want.

The program moves nothing of its own. What moves comes from Qt and the system: menus and tool tips that fade or roll,
a bar that runs to and fro while work goes on, a cursor that blinks. Over a remote session each of these frames is a
picture to be sent, so there it is off too.
"""

import os
import sys
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

KEY = "look/less-motion"
"""In the settings of this computer: the user wants less movement."""

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
_REMOTE_SESSION, _CLIENT_ANIMATION = 0x1000, 0x1042  # SM_REMOTESESSION, SPI_GETCLIENTAREAANIMATION


class _Now:
    """What is in force; module state because there is one application per process."""

    reduced = False
    usual_flash = -1  # ms of the system's blinking cursor, kept to go back to it


def reduced() -> bool:
    """Whether nothing shall move: no bar runs to and fro, its words say what goes on."""
    return _Now.reduced


def apply(*, wanted: bool) -> None:
    """Take over what the user wants; the system's own setting and a remote session count too.

    The cursor blinks on over a remote session: those few pixels cost nothing, and it is found more easily.
    """
    if _Now.usual_flash < 0:
        _Now.usual_flash = QApplication.cursorFlashTime()
    still = wanted or system_wants_less()
    _Now.reduced = still or is_remote()
    for effect in _EFFECTS:
        QApplication.setEffectEnabled(effect, not _Now.reduced)
    QApplication.setCursorFlashTime(0 if still else _Now.usual_flash)


def is_remote(environment: "dict[str, str] | None" = None) -> bool:
    """Whether the screen is somewhere else (terminal server, remote desktop, X over the network)."""
    windows = _windows()
    if windows is not None:
        return bool(windows.user32.GetSystemMetrics(_REMOTE_SESSION))
    found = os.environ if environment is None else environment
    display = found.get("DISPLAY", "")
    return any(name in found for name in ("XRDP_SESSION", "SSH_CONNECTION")) or (
        bool(display) and not display.startswith((":", "/"))
    )


def system_wants_less() -> bool:
    """Whether the system was told to show no animations (Windows; elsewhere Qt does not tell)."""
    windows = _windows()
    if windows is None:
        return False
    import ctypes

    shown = ctypes.c_int(1)
    windows.user32.SystemParametersInfoW(_CLIENT_ANIMATION, 0, ctypes.byref(shown), 0)
    return not shown.value


def _windows() -> Any:
    if sys.platform != "win32":
        return None
    import ctypes

    return ctypes.windll
