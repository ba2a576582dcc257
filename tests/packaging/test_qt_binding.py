"""The Qt binding in use does not wear out Python's own objects (PySide6 6.12.0 did on Python 3.11)."""

import sys

from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    """Something with a signal."""

    sent = Signal(int)


def test_signals_leave_the_reference_count_of_true_alone() -> None:
    sender = Sender()
    before = sys.getrefcount(True)
    for number in range(100):
        sender.sent.emit(number)
    assert sys.getrefcount(True) > before - 50
