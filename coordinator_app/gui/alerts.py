"""The only place that opens message boxes and file dialogs; tests replace `backend` and never block.

Buttons are verbs. A `UserError` that leaves a slot uncaught is shown by the crash module as `warn`, so
code that has nothing to add simply lets it pass.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from coordinator_app.common.errors import Cancelled, UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget


class Backend(Protocol):
    """What an alert service must answer; the window uses `Boxes`, tests their own."""

    def show(self, parent: "QWidget | None", text: str, *, detail: str, warning: bool, help_topic: str) -> None:
        """Show a message with one button and wait until it is closed."""
        ...

    def choose(self, parent: "QWidget | None", text: str, options: Sequence[str], *, detail: str, danger: bool) -> int:
        """Offer verbs as buttons; returns the index chosen, -1 for „Abbrechen“."""
        ...

    def open_path(self, parent: "QWidget | None", title: str, filters: str, folder: str) -> str:
        """Ask for an existing file; "" when cancelled."""
        ...

    def save_path(self, parent: "QWidget | None", title: str, filters: str, proposal: str) -> str:
        """Ask for a file to write (asks itself before replacing one); "" when cancelled."""
        ...

    def document_path(self, parent: "QWidget | None", title: str, filters: str, proposal: str) -> str:
        """Ask for a file to write without asking before one is replaced; "" when cancelled."""
        ...

    def folder_path(self, parent: "QWidget | None", title: str, folder: str) -> str:
        """Ask for a folder; "" when cancelled."""
        ...


class Boxes:
    """The real dialogs."""

    def show(self, parent: "QWidget | None", text: str, *, detail: str, warning: bool, help_topic: str) -> None:
        """See `Backend`."""
        from PySide6.QtWidgets import QMessageBox

        box = _box(parent, text, detail, ("triangle", "attention") if warning else ("info", "info"))
        box.addButton("Schließen", QMessageBox.ButtonRole.AcceptRole)
        if help_topic and help_opener is not None:
            box.addButton("Hilfe dazu", QMessageBox.ButtonRole.HelpRole)
        box.exec()
        wants_help = box.buttonRole(box.clickedButton()) == QMessageBox.ButtonRole.HelpRole
        box.deleteLater()
        if wants_help and help_opener is not None:
            help_opener(help_topic)

    def choose(self, parent: "QWidget | None", text: str, options: Sequence[str], *, detail: str, danger: bool) -> int:
        """See `Backend`."""
        from PySide6.QtWidgets import QMessageBox

        box = _box(parent, text, detail, ("triangle", "attention") if danger else ("help", "info"))
        buttons = [box.addButton(option, QMessageBox.ButtonRole.AcceptRole) for option in options]
        cancel = box.addButton("Abbrechen", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel if danger else buttons[0])
        if not danger and len(buttons) == 1:
            _mark_primary(buttons[0])
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        found = next((index for index, button in enumerate(buttons) if button is clicked), -1)
        box.deleteLater()
        return found

    def open_path(self, parent: "QWidget | None", title: str, filters: str, folder: str) -> str:
        """See `Backend`."""
        from PySide6.QtWidgets import QFileDialog

        return _remembered(QFileDialog.getOpenFileName(parent, title, folder or _usual_folder(), filters)[0])

    def save_path(self, parent: "QWidget | None", title: str, filters: str, proposal: str) -> str:
        """See `Backend`."""
        from PySide6.QtWidgets import QFileDialog

        return _remembered(QFileDialog.getSaveFileName(parent, title, _placed(proposal), filters)[0])

    def document_path(self, parent: "QWidget | None", title: str, filters: str, proposal: str) -> str:
        """See `Backend`."""
        from PySide6.QtWidgets import QFileDialog

        option = QFileDialog.Option.DontConfirmOverwrite
        return _remembered(QFileDialog.getSaveFileName(parent, title, _placed(proposal), filters, options=option)[0])

    def folder_path(self, parent: "QWidget | None", title: str, folder: str) -> str:
        """See `Backend`."""
        from PySide6.QtWidgets import QFileDialog

        return QFileDialog.getExistingDirectory(parent, title, folder or _usual_folder())


class _LastFolder:
    """Where a file was chosen last in this session; module state as there is one program per process."""

    path = ""


def _remembered(chosen: str) -> str:
    if chosen:
        _LastFolder.path = str(Path(chosen).parent)
    return chosen


def _usual_folder() -> str:
    """The folder used last, at first the user's documents: never the one the program was started in."""
    from coordinator_app.gui.local_state import files_folder

    return _LastFolder.path or str(files_folder())


def _placed(proposal: str) -> str:
    return proposal if Path(proposal).is_absolute() else str(Path(_usual_folder()) / proposal)


def _box(parent: "QWidget | None", text: str, detail: str, icon: tuple[str, str]) -> "QMessageBox":
    """A message box in our look: our icon, strong first sentence, room around."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    from coordinator_app.gui import icons

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # titles of records may hold anything
    box.setIconPixmap(icons.pixmap(icon[0], 36, icon[1]))
    box.setWindowTitle(TITLE)
    box.setText(text)
    box.setInformativeText(detail)
    layout = box.layout()
    if layout is not None:
        layout.setContentsMargins(24, 24, 24, 16)
    return box


def _mark_primary(button: "QPushButton") -> None:
    from coordinator_app.gui import theme

    theme.mark(button, rolle="primaer")


class HelpOpener(Protocol):
    """Opens a help topic; set by the main window."""

    def __call__(self, topic: str) -> None:
        """Show the topic."""
        ...


TITLE = "KPR-Arbeitsplatz"
backend: Backend = Boxes()
help_opener: HelpOpener | None = None


def inform(parent: "QWidget | None", text: str, *, detail: str = "") -> None:
    """Tell something that needs no decision; prefer a notice bar on the page."""
    backend.show(parent, text, detail=detail, warning=False, help_topic="")


def warn(parent: "QWidget | None", text: str, *, detail: str = "", help_topic: str = "") -> None:
    """Tell that something did not work, in a sentence saying what to do."""
    backend.show(parent, text, detail=detail, warning=True, help_topic=help_topic)


def show_error(parent: "QWidget | None", error: UserError) -> None:
    """Show an expected failure with its help topic."""
    warn(parent, error.text, help_topic=error.help_topic)


def confirm(parent: "QWidget | None", text: str, action: str, *, detail: str = "", danger: bool = False) -> bool:
    """Ask before something that cannot be undone or leaves the house; `action` is the verb on the button."""
    return backend.choose(parent, text, [action], detail=detail, danger=danger) == 0


def choose(parent: "QWidget | None", text: str, options: Sequence[str], *, detail: str = "") -> int:
    """Let the user pick one of several verbs; -1 = „Abbrechen“."""
    return backend.choose(parent, text, options, detail=detail, danger=False)


def open_file(parent: "QWidget | None", title: str, filters: str, folder: str = "") -> Path | None:
    """Ask for an existing file, e.g. filters "Excel-Liste (*.xlsx *.xlsm)"; None when cancelled."""
    chosen = backend.open_path(parent, title, filters, folder)
    return Path(chosen) if chosen else None


def save_file(parent: "QWidget | None", title: str, filters: str, proposal: str = "") -> Path | None:
    """Ask where to write; `proposal` is a path or file name; None when cancelled."""
    chosen = backend.save_path(parent, title, filters, proposal)
    return Path(chosen) if chosen else None


def save_document(parent: "QWidget | None", title: str, filters: str, proposal: str = "") -> Path | None:
    """Ask where to write a document; whoever writes it asks before something is replaced; None when cancelled."""
    chosen = backend.document_path(parent, title, filters, proposal)
    return Path(chosen) if chosen else None


def choose_folder(parent: "QWidget | None", title: str, folder: str = "") -> Path | None:
    """Ask for a folder; None when cancelled."""
    chosen = backend.folder_path(parent, title, folder)
    return Path(chosen) if chosen else None


class Silent:
    """Nobody is there to answer: messages go unseen, every question is answered „Abbrechen“."""

    def show(self, parent: "QWidget | None", text: str, *, detail: str, warning: bool, help_topic: str) -> None:
        """See `Backend`."""

    def choose(self, parent: "QWidget | None", text: str, options: Sequence[str], *, detail: str, danger: bool) -> int:
        """See `Backend`."""
        return -1

    def open_path(self, parent: "QWidget | None", title: str, filters: str, folder: str) -> str:
        """See `Backend`."""
        return ""

    def save_path(self, parent: "QWidget | None", title: str, filters: str, proposal: str) -> str:
        """See `Backend`."""
        return ""

    def document_path(self, parent: "QWidget | None", title: str, filters: str, proposal: str) -> str:
        """See `Backend`."""
        return ""

    def folder_path(self, parent: "QWidget | None", title: str, folder: str) -> str:
        """See `Backend`."""
        return ""


@contextmanager
def silenced() -> Iterator[None]:
    """Ask and tell nothing inside the block: the session of the system is ending."""
    global backend
    before, backend = backend, Silent()
    try:
        yield
    finally:
        backend = before


@contextmanager
def shown(parent: "QWidget | None") -> Iterator[None]:
    """Show a `UserError` raised inside and go on after the block; `Cancelled` passes silently."""
    try:
        yield
    except UserError as error:
        show_error(parent, error)
    except Cancelled:
        return
