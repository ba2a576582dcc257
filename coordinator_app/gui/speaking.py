"""What assistive technology is told beside what has the focus: announcements, and descriptions that change.

Screen readers read what gets the focus. What happens elsewhere – a notice, an error at the field just left, the
number of hits – has to be said; without a screen reader nothing happens here.
"""

import sys
import time

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

SAVED_EVERY = 5.0  # seconds: whoever types must not hear „Gespeichert“ after each field


class _Spoken:
    """When „Gespeichert“ was said last; module state as there is one program per process."""

    saved = 0.0


def listening() -> bool:
    """Whether a screen reader or the like is there: what costs time is made for it alone."""
    return QAccessible.isActive()


def hears_everything() -> bool:
    """Whether a screen reader listens that is told of parts out of sight as well (all on Linux)."""
    return listening() and sys.platform != "win32"


def say(source: QWidget, text: str, *, urgent: bool = False) -> None:
    """Announce a sentence; `urgent` interrupts what is being read (errors), else it waits until that is done."""
    if text and listening():
        event = QAccessibleAnnouncementEvent(source, text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)


def say_saved(source: QWidget, text: str) -> None:
    """Announce that something was saved, at most every five seconds."""
    now = time.monotonic()
    if now - _Spoken.saved >= SAVED_EVERY:
        _Spoken.saved = now
        say(source, text)


def describe(widget: QWidget, words: str) -> None:
    """Give a drawn widget new words for what is chosen in it; they are read when it has the focus.

    Linux tells screen readers of a changed description by itself, Windows does not.
    """
    if widget.accessibleDescription() == words:
        return
    widget.setAccessibleDescription(words)
    if widget.hasFocus() and sys.platform == "win32":
        say(widget, words)
