"""„Über KPR-Arbeitsplatz“: version, licence, how to see whether there is a newer one, facts for the support."""

import platform
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from coordinator_app import __version__
from coordinator_app.common.paths import portable_folder
from coordinator_app.gui import theme
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label, SectionTitle
from coordinator_app.services import release_notes

if TYPE_CHECKING:
    from coordinator_app.gui.main_window import MainWindow

NEWER = (
    "Das Programm sieht nie von selbst im Internet nach. Vergleichen Sie diese Versionsnummer mit der, die Ihre "
    "IT-Stelle bereithält oder die beim Herausgeber steht. Eine neue Version wird einfach über die alte installiert; "
    "Ihre Dateien bleiben, wie sie sind, und werden beim ersten Öffnen auf den neuen Stand gebracht. Die alte Fassung "
    "jeder Datei wird dabei aufgehoben."
)


def facts(scale: float, screens: Sequence[str], *, file: str = "") -> list[tuple[str, str]]:
    """What somebody who helps needs to know; nothing in it tells who asks or what stands in the file."""
    found = [
        ("Version", release_notes.full_version()),
        ("Art", _kind()),
        ("System", f"{platform.system()} {platform.release()} ({platform.machine()})"),
        ("Bausteine", f"Python {platform.python_version()}, Qt {qVersion()}"),
        ("Bildschirme", ", ".join(screens)),
        ("Darstellung", f"{theme.roles().name}, Schrift {round(scale * 100)} %"),
    ]
    return [*found, ("Datei", file)] if file else found


def _kind() -> str:
    if portable_folder() is not None:
        return "portabel"
    return "installiert" if getattr(sys, "frozen", False) else "aus dem Quelltext"


def _screens() -> list[str]:
    """Size in pixels and scaling of each screen."""
    return [
        f"{round(screen.size().width() * ratio)}×{round(screen.size().height() * ratio)} bei {round(ratio * 100)} %"
        for screen in QGuiApplication.screens()
        if (ratio := screen.devicePixelRatio())
    ]


class AboutDialog(Dialog):
    """Version and facts; `show_for` opens it for the main window."""

    help_topic: ClassVar[str] = "was-ist-neu"

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("Über KPR-Arbeitsplatz", primary="Schließen", cancel="", parent=parent, width=600)
        self._rows = list(rows)
        self.wants_news = False
        self.add(Label("KPR-Arbeitsplatz", "titel"))
        self.add(Label(f"Version {release_notes.full_version()}", "stark"))
        self.add(
            Label(
                "Arbeitsplatz für die Koordination kommunaler Prävention. Freie Software unter der EUPL 1.2. "
                "Das Programm arbeitet ohne Internet und versendet keine Daten.",
                wrap=True,
            )
        )
        self.news = LinkButton("Was ist neu in dieser Version?")
        self.news.clicked.connect(self._on_news_clicked)
        self.add(self.news)
        self.add(SectionTitle("Gibt es eine neuere Version?"))
        self.add(Label(NEWER, wrap=True))
        self.add(SectionTitle("Angaben für den Support"))
        self.add(KeyValueGrid(self._rows[1:]))
        self.copy = SecondaryButton("Angaben kopieren", "copy")
        self.copy.setToolTip("Ohne Namen, Ordner und Inhalte der Datei")
        self.copy.clicked.connect(self._on_copy_clicked)
        self.add_left_button(self.copy)

    @classmethod
    def show_for(cls, window: "MainWindow") -> None:
        """Show version and facts; „Was ist neu“ opens when that was wanted."""
        store = window.context.workspace.store if window.context is not None else None
        file = release_notes.file_facts(store.path, network=bool(store.network_note)) if store is not None else ""
        dialog = cls(facts(theme.scale(), _screens(), file=file), window)
        dialog.run()
        if dialog.wants_news:
            window.show_help("was-ist-neu")

    def support_text(self) -> str:
        """The facts as they are copied."""
        return "\n".join([f"KPR-Arbeitsplatz {__version__}", *(f"{name}: {value}" for name, value in self._rows)])

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.support_text())
        self.set_message("Die Angaben stehen in der Zwischenablage.", "ok")

    @Slot()
    def _on_news_clicked(self) -> None:
        self.wants_news = True
        self.accept()
