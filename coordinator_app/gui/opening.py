"""Opening files and folders with the programs of the system."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from coordinator_app.common.errors import UserError


def open_path(path: Path) -> None:
    """Open a file or folder with the program the system has for it."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise UserError(f"Für „{path.name}“ ist auf diesem Rechner kein Programm eingerichtet.")
