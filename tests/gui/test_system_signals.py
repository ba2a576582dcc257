"""Signals of the system reach an idle window."""

import os
import signal
import sys

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.gui.system_signals import SystemSignals


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends sessions through Qt")
def test_signals_arrive_as_wishes_and_are_given_back(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGHUP)
    signals = SystemSignals()
    signals.install()
    try:
        with qtbot.waitSignal(signals.front_wanted):
            os.kill(os.getpid(), signal.SIGUSR1)
        with qtbot.waitSignal(signals.end_wanted):
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signals.uninstall()
    assert signal.getsignal(signal.SIGHUP) == before
    signals.uninstall()  # twice is harmless
