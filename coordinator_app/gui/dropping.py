"""Files dropped on the window: opened, typed into, read as a list, or kept with the record shown.

Places that take files themselves (cards with documents, photos, dialogs) come first; this is what the rest does.
"""

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.gui import alerts

if TYPE_CHECKING:
    from coordinator_app.gui.main_window import MainWindow

RECORDS_WITH_FILES = frozenset({"project", "grant"})  # their detail has a card or tab „Dokumente“
AS_LIST, AS_DOCUMENT = "Als Liste einlesen", "Als Dokument ablegen"


class Dropped(Enum):
    """What somebody dropped."""

    MUNICIPALITY = auto()
    PACKAGE = auto()
    LIST = auto()
    EXCHANGE = auto()
    FILES = auto()


_BY_SUFFIX = {
    ".kpr": Dropped.MUNICIPALITY,
    ".kpra": Dropped.PACKAGE,
    ".json": Dropped.EXCHANGE,
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"), Dropped.LIST),
}
_ALONE = frozenset({Dropped.MUNICIPALITY, Dropped.PACKAGE})
_HINTS = {
    Dropped.MUNICIPALITY: "Loslassen, um „{name}“ zu öffnen",
    Dropped.PACKAGE: "Loslassen, um Fragebögen in „{name}“ einzugeben",
    Dropped.LIST: "Loslassen, um „{name}“ einzulesen",
    Dropped.EXCHANGE: "Loslassen, um ein Projekt aus „{name}“ zu übernehmen",
    Dropped.FILES: "Loslassen, um abzulegen: {name}",
}


def judge(paths: Sequence[Path]) -> Dropped:
    """What is to be done with files; `UserError` for a mixture nobody can mean."""
    kinds = [_BY_SUFFIX.get(path.suffix.lower(), Dropped.FILES) for path in paths]
    if len(kinds) == 1:
        return kinds[0]
    if _ALONE & set(kinds):
        raise UserError(
            "Bitte ziehen Sie eine Kommunen-Datei oder ein Erfassungspaket einzeln in das Fenster: "
            "Es kann immer nur eine Datei geöffnet werden."
        )
    return Dropped.FILES


def local_files(data: QMimeData) -> list[Path]:
    """The files of this computer (or its network drives) in what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class Dropping(QObject):
    """Takes what is dropped on the main window; installed as its event filter."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say while dragging what letting go will do, then do it."""
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self._window.status.show_hint("")
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            paths = local_files(event.mimeData())
            event.acceptProposedAction()
            self._window.status.show_hint("")
            with alerts.shown(self._window):
                self.take(paths)
            return True
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        paths = local_files(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        name = paths[0].name if len(paths) == 1 else plural(len(paths), "Datei", "Dateien")
        try:
            hint = _HINTS[judge(paths)].format(name=name)
        except UserError as error:
            hint = error.text
        self._window.status.show_hint(hint)
        return True

    def take(self, paths: Sequence[Path]) -> None:
        """Do what fits; `UserError` says why nothing does."""
        folders = [path for path in paths if path.is_dir()]
        if folders:
            raise UserError(f"„{folders[0].name}“ ist ein Ordner. Bitte ziehen Sie die Dateien selbst in das Fenster.")
        kind = judge(paths)
        if kind is Dropped.MUNICIPALITY:
            self._window.open_file(paths[0])
        elif kind is Dropped.PACKAGE:
            from coordinator_app.gui.entry.package import open_entry

            open_entry(self._window, paths[0])
        else:
            self._take_in(kind, paths)

    def _take_in(self, kind: Dropped, paths: Sequence[Path]) -> None:
        """What goes into the open file."""
        context = self._window.context
        if context is None:
            raise UserError("Bitte öffnen Sie zuerst die Datei Ihrer Kommune und ziehen Sie dann noch einmal.")
        if context.read_only:
            raise UserError("Die Datei ist nur zum Lesen geöffnet: Es lässt sich nichts einlesen oder ablegen.")
        self._window.stack.leave()
        place = self._record()
        if kind is Dropped.LIST and place is not None:
            question = f"Was soll mit „{paths[0].name}“ geschehen?"
            chosen = alerts.choose(self._window, question, [AS_LIST, AS_DOCUMENT], detail=f"Ablegen bei: {place[2]}")
            if chosen < 0:
                return
            kind = Dropped.FILES if chosen else kind
        if kind is Dropped.LIST:
            self._window.commands.import_projects(paths[0])
        elif kind is Dropped.EXCHANGE and place is None:
            from coordinator_app.gui.dialogs.project_take_over import take_over_project

            take_over_project(self._window, context, paths[0])
        else:
            self._keep(paths, place)

    def _record(self) -> tuple[str, int, str] | None:
        """The record shown that can hold files, with its title."""
        page, context = self._window.stack.current_page, self._window.context
        shown = page.current_record() if page is not None else None
        if shown is None or context is None or shown[0] not in RECORDS_WITH_FILES or not shown[1]:
            return None
        with context.workspace.store.read() as unit:
            return (*shown, unit.titles(shown[0], [shown[1]]).get(shown[1], "dieser Eintrag"))

    def _keep(self, paths: Sequence[Path], place: tuple[str, int, str] | None) -> None:
        context = self._window.context
        if context is None or place is None:
            raise UserError(
                "Hier lässt sich keine Datei ablegen. Öffnen Sie das Projekt oder die Förderung, wozu sie gehört, und "
                "ziehen Sie die Datei dorthin. Für Listen eignen sich Excel-, OpenDocument- und CSV-Dateien.",
                help_topic="dateien",
            )
        context.workspace.attachments.add_files(paths, kind=place[0], id=place[1])
        count = plural(len(paths), "Datei liegt", "Dateien liegen")
        context.undo_bar(f"{count} jetzt bei „{place[2]}“ unter „Dokumente“.")
