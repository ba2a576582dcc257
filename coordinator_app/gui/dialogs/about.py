"""„Über KPR-Arbeitsplatz“: version, licence, parts used."""

import platform

from PySide6.QtCore import qVersion

from coordinator_app import __version__


def about_text() -> str:
    """What stands in the message."""
    return (
        f"Version {__version__}\n\n"
        "Arbeitsplatz für die Koordination kommunaler Prävention. Freie Software unter der EUPL-1.2.\n"
        "Das Programm arbeitet ohne Internet und versendet keine Daten.\n\n"
        f"Python {platform.python_version()}, Qt {qVersion()}"
    )
