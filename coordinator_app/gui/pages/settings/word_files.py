"""What the tabs of Word templates have in common: asking for a template, writing and showing a Word file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.local_state import files_folder
from coordinator_app.gui.opening import open_path
from coordinator_app.gui.pages.settings.pane import Pane
from coordinator_app.gui.widgets.notices import NoticeBar

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

_TEMPLATE = "Word-Vorlage (*.docx *.dotx)"
_DOCUMENT = "Word-Dokument (*.docx)"
_FOLDER = "output/folder"


class WordFilesPane(Pane):
    """A tab that says in `notice` what came of taking a template in or writing a file."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.notice = NoticeBar("")

    def ask_template(self, title: str) -> Path | None:
        """The Word file to take in; None when cancelled."""
        return alerts.open_file(self, title, _TEMPLATE, self.context.settings.text(_FOLDER))

    def write_word(self, name: str, make: Callable[[], bytes], *, saved: str = "") -> None:
        """Ask where to (proposing `name`), make the bytes in a job and write them, never over a file edited by hand.

        Afterwards the file is opened; with `saved` that is said behind its name instead.
        """
        folder = Path(self.context.settings.text(_FOLDER) or str(files_folder()))
        path = alerts.save_document(self, "Als Word speichern", _DOCUMENT, str(folder / name))
        if path is None:
            return
        self.context.settings.set(_FOLDER, str(path.parent))
        if path.suffix.lower() not in {".docx", ".dotx"}:
            path = path.with_name(f"{path.name}.docx")
        self.context.jobs.run(
            partial(_written, self.context.workspace, make, path),
            title=f"„{path.name}“ wird geschrieben",
            done=partial(self._on_written, saved),
            failed=self.show_error,
            lane=Lane.WRITER,
            owner=self,
        )

    def show_error(self, error: UserError) -> None:
        """What went wrong, where the tab says things."""
        self.notice.set(error.text, "error")

    def _on_written(self, saved: str, path: Path) -> None:
        said = f"„{path.name}“ ist gespeichert."
        self.notice.set(f"{said} {saved}".strip(), "ok")
        if not saved:
            try:
                open_path(path)
            except UserError as error:
                self.notice.set(f"{said} {error.text}", "info")


def _written(workspace: "Workspace", make: Callable[[], bytes], path: Path, job: JobContext) -> Path:
    from coordinator_app.services.document_files import WhenEdited

    job.progress(0, 0, path.name)
    return workspace.documents.files.write(path, make(), WhenEdited.BESIDE)
