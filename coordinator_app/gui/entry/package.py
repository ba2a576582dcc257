"""„Erfassungspaket öffnen“ on the start screen: typing sheets without a municipality file."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.common.german import plural
from coordinator_app.gui import alerts
from coordinator_app.gui.entry.start_dialog import EntryStartDialog
from coordinator_app.gui.entry.window import EntryWindow
from coordinator_app.services.answer_packages import FILTER, open_package

if TYPE_CHECKING:
    from coordinator_app.gui.main_window import MainWindow
    from coordinator_app.services.entry import EntrySession


def ask_for_package(window: "MainWindow") -> EntryWindow | None:
    """Ask for a package and who types, then show the window for typing; None when it was cancelled."""
    path = alerts.open_file(window, "Erfassungspaket öffnen", FILTER)
    return open_entry(window, path) if path is not None else None


def open_entry(window: "MainWindow", path: Path) -> EntryWindow | None:
    """Show the window for typing the sheets of a package; sheets left open come first."""
    session = open_package(path, clock=window.clock)
    begun = session.left_open()
    if not EntryStartDialog(session, today(window.clock), "", window).run():
        session.file.close()
        return None
    if begun:
        session.open_sheet(begun[0].id)
    shown = EntryWindow(session, session.file.info("title"), window, done=partial(_finished, window, session))
    shown.help_wanted.connect(window.commands.show_help)
    shown.show()
    return shown


def _finished(window: "MainWindow", session: "EntrySession") -> None:
    """Close the package and say where it goes."""
    count, name = session.file.count(), session.file.path.name
    session.file.close()
    alerts.inform(
        window,
        f"„{name}“ enthält jetzt {plural(count, 'Bogen', 'Bögen')}.",
        detail="Geben Sie die Datei zurück; dort wird sie im Schritt „Rücklauf“ mit „Daten ▸ Erfassungspaket "
        "einlesen“ übernommen.",
    )
