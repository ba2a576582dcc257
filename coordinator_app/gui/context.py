"""What a page gets from the window: services, the change bus, jobs and the ways to other places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from coordinator_app.common.clock import Clock

if TYPE_CHECKING:
    from coordinator_app.domain.columns import Column, ListFilter, ListSource
    from coordinator_app.gui.actions import Actions
    from coordinator_app.gui.change_bus import ChangeBus
    from coordinator_app.gui.jobs import Jobs
    from coordinator_app.gui.local_state import LocalState
    from coordinator_app.gui.theme import Theme
    from coordinator_app.services.workspace import Workspace


class Shell(Protocol):
    """What the main window does for pages; tests give a recording stand-in (`tests.gui` fixture `shell`)."""

    def navigate(self, kind: str, record_id: int) -> None:
        """Open the page owning that record kind and select the record."""
        ...

    def open_page(self, page_id: str) -> None:
        """Switch to a page by its id."""
        ...

    def go_back(self) -> None:
        """Return to the place before this one."""
        ...

    def preview(self, document_key: str, subject: int, options: Mapping[str, Any] | None) -> None:
        """Show the print preview of a document; its back button returns to the page it came from."""
        ...

    def export(self, document_key: str, subject: int, file_format: str, options: Mapping[str, Any] | None) -> None:
        """Ask for a path and write the document as "docx", "pdf" or "xlsx"; offers to open it."""
        ...

    def export_list(
        self, source: "ListSource[Any]", wanted: "ListFilter", columns: "Sequence[Column[Any]]", title: str
    ) -> None:
        """Show the list as it is filtered and sorted in the print preview, with Word and Excel."""
        ...

    def undo_bar(self, text: str) -> None:
        """Show „text“ with „Rückgängig“ at the bottom of the page for ten seconds."""
        ...

    def notify(self, text: str, role: str) -> None:
        """Show a sentence at the bottom of the page for some seconds; role ok, info, attention or error."""
        ...

    def show_help(self, topic: str) -> None:
        """Open a help topic."""
        ...

    def status_hint(self, text: str) -> None:
        """Show keyboard hints of a full-screen page in the status bar; "" removes them."""
        ...


@dataclass(slots=True)
class AppContext:
    """Everything a page may use, for one open file; closing the file throws it and its pages away.

    Pages take services from `workspace` (`context.workspace.projects`) and nothing from the application
    object. `settings` keeps window state only, never data.
    """

    workspace: "Workspace"
    bus: "ChangeBus"
    jobs: "Jobs"
    actions: "Actions"
    settings: "LocalState"
    theme: "Theme"
    shell: Shell
    clock: Clock

    @property
    def read_only(self) -> bool:
        """Whether the file may not be changed: hide or disable what would write."""
        return self.workspace.store.read_only

    def navigate(self, kind: str, record_id: int) -> None:
        """Open the page owning that record kind and select the record."""
        self.shell.navigate(kind, record_id)

    def open_page(self, page_id: str) -> None:
        """Switch to a page by its id."""
        self.shell.open_page(page_id)

    def preview(self, document_key: str, subject: int = 0, options: Mapping[str, Any] | None = None) -> None:
        """Show the print preview of a document of one record (0 = of the whole file)."""
        self.shell.preview(document_key, subject, options)

    def export(
        self, document_key: str, subject: int, file_format: str, options: Mapping[str, Any] | None = None
    ) -> None:
        """Ask for a path and write the document as "docx", "pdf" or "xlsx"."""
        self.shell.export(document_key, subject, file_format, options)

    def export_list(
        self, source: "ListSource[Any]", wanted: "ListFilter", columns: "Sequence[Column[Any]]", title: str
    ) -> None:
        """Show a list as it is on screen in the print preview, with Word and Excel."""
        self.shell.export_list(source, wanted, columns, title)

    def undo_bar(self, text: str) -> None:
        """Offer „Rückgängig“ for ten seconds after something was deleted or replaced."""
        self.shell.undo_bar(text)

    def notify(self, text: str, role: str = "ok") -> None:
        """Show a sentence at the bottom of the page for some seconds."""
        self.shell.notify(text, role)

    def show_help(self, topic: str) -> None:
        """Open a help topic (`resources/help/<topic>.md`)."""
        self.shell.show_help(topic)
