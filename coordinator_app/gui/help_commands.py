"""The commands of the menu „Hilfe“: topics, the list of shortcuts, the printed Handbuch."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.common.jobs import JobContext

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from coordinator_app.gui.help_window import HelpWindow
    from coordinator_app.gui.main_window import MainWindow
    from coordinator_app.gui.tour import Tour


class HelpCommands(QObject):
    """Keeps the help window of the main window; above a modal dialog the help gets a window of its own."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._help: HelpWindow | None = None
        self._tour: Tour | None = None
        bind = window.actions_table.bind
        bind("help.topic", self._on_topic)
        bind("help.index", self._on_index)
        bind("help.shortcuts", self._on_shortcuts)
        bind("help.handbook", self.show_handbook)
        bind("help.news", self._on_news)
        bind("help.tour", self.start_tour)
        bind("help.licences", self._on_licences)

    def show(self, topic: str) -> None:
        """Open the help window at a topic."""
        above = QApplication.activeModalWidget()
        if above is None:
            self._own().show_topic(topic)
        else:
            _window_of(above).show_topic(topic)

    def _own(self) -> "HelpWindow":
        if self._help is None:
            from coordinator_app.gui.help_window import HelpWindow

            self._help = HelpWindow(self._window)
            self._help.handbook_wanted.connect(self.show_handbook)
        return self._help

    @Slot()
    def _on_topic(self) -> None:
        page = self._window.stack.current_page if self._window.context is not None else None
        self.show(page.current_topic() if page is not None else "erste-schritte")

    @Slot()
    def _on_index(self) -> None:
        self.show("inhalt")

    @Slot()
    def _on_shortcuts(self) -> None:
        self.show("tastenkuerzel")

    @Slot()
    def _on_news(self) -> None:
        self.show("was-ist-neu")

    @Slot()
    def _on_licences(self) -> None:
        self.show("lizenzen")

    @Slot()
    def start_tour(self) -> None:
        """„Rundgang“: begin, or go on where it was left."""
        if self._tour is None:
            from coordinator_app.gui.tour import Tour

            self._tour = Tour(self._window)
        self._tour.start()

    @Slot()
    def show_handbook(self) -> None:
        """Show the printed Handbuch in the print preview; without an open file save it as PDF."""
        if self._help is not None:
            self._help.hide()  # it stands above the window that shows the pages
        if self._window.context is None:
            self._save_handbook()
            return
        from coordinator_app.gui.preview.printable import Printable

        self._window.output.show(Printable("Handbuch", STEM, render_handbook, formats=("pdf", "docx")))
        self._window.activateWindow()

    def _save_handbook(self) -> None:
        from pathlib import Path

        from coordinator_app.gui import alerts
        from coordinator_app.gui.preview.printable import FORMAT_FILTERS

        folder = Path(self._window.settings.text("output/folder") or str(Path.home()))
        path = alerts.save_file(
            self._window, "Handbuch als PDF speichern", FORMAT_FILTERS["pdf"], str(folder / f"{STEM}.pdf")
        )
        if path is not None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._window.jobs.run(
                write_handbook, target, title=f"„{target.name}“ wird geschrieben", done=self._on_written, owner=self
            )

    def _on_written(self, path: "Path") -> None:
        from coordinator_app.gui.opening import open_path

        self._window.notices.show_file(
            f"„{path.name}“ ist gespeichert.", partial(open_path, path), partial(open_path, path.parent)
        )


STEM = "Handbuch KPR-Arbeitsplatz"


def _window_of(above: QWidget) -> "HelpWindow":
    """The help window of a modal dialog: only its own windows can be used while it is open, and they go with it."""
    from coordinator_app.gui.help_window import HelpWindow

    return above.findChild(HelpWindow) or HelpWindow(above, can_print=False)


def render_handbook(file_format: str, _options: "Mapping[str, Any]", job: JobContext) -> bytes:
    """Job: the whole Handbuch as a file."""
    from coordinator_app import __version__
    from coordinator_app.gui.help_topics import printed
    from coordinator_app.services.documents import render_document
    from coordinator_app.services.handbook import handbook

    job.progress(0, 0, "Die Kapitel werden gesammelt")
    return render_document(handbook(printed(), version=__version__), file_format, job)


def write_handbook(job: JobContext, path: "Path") -> "Path":
    """Job: the whole Handbuch as PDF; what lay at `path` is replaced."""
    from coordinator_app.services.safe_writing import content_hash, put_in_place

    put_in_place(path, render_handbook("pdf", {}, job), expected=content_hash(path))
    return path
