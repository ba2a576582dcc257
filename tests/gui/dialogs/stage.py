"""Where every dialog is opened: the example file, a window that has the focus, and short ways to what dialogs take."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coordinator_app.common.clock import FixedClock, today
from coordinator_app.domain.fields import Record
from coordinator_app.gui.actions import Actions
from coordinator_app.gui.change_bus import ChangeBus
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups, workspace_lookups
from coordinator_app.gui.jobs import Jobs
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.theme import Theme
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import RecordingShell

if TYPE_CHECKING:
    from coordinator_app.storage.unit_of_work import ReadUnit

MOMENT = datetime(2026, 11, 9, 9, 42, tzinfo=UTC)
R = TypeVar("R", bound=Record)


@dataclass
class Stage:
    """The example file open, `window` before which dialogs stand, `field` in it that has the focus, a folder."""

    context: AppContext
    folder: Path
    window: QWidget = field(init=False)
    field: QLineEdit = field(init=False)

    def __post_init__(self) -> None:
        self.window = QWidget()
        self.window.resize(1000, 700)
        column = QVBoxLayout(self.window)
        self.field = QLineEdit()
        column.addWidget(self.field)
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()

    @property
    def workspace(self) -> Workspace:
        """The services of the file."""
        return self.context.workspace

    @cached_property
    def lookups(self) -> Lookups:
        """Where editors find catalogues and records."""
        return workspace_lookups(self.workspace)

    @property
    def today(self) -> date:
        """The day of the example."""
        return today(self.context.clock)

    def all(self, record_type: type[R], **equals: Any) -> list[R]:
        """Records of a type; `UserError` never, an empty list when there are none."""
        with self.workspace.store.read() as unit:
            return _find(unit, record_type, equals)

    def first(self, record_type: type[R], **equals: Any) -> R:
        """The first record of a type."""
        return self.all(record_type, **equals)[0]

    def file(self, name: str, data: bytes | str) -> Path:
        """A file with this content in the folder of the stage."""
        path = self.folder / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return path


def _find(unit: "ReadUnit", record_type: type[R], equals: dict[str, Any]) -> list[R]:
    return list(unit.find(record_type, **equals))


@contextmanager
def set_stage(demo_file: Path, folder: Path, appearance: Theme) -> Iterator[Stage]:
    """Open a copy of the example file and a window; both are closed at the end."""
    path = folder / "Mühlwerda.kpr"
    for file in (demo_file, *demo_file.parent.glob("*.kpra")):
        shutil.copyfile(file, path if file == demo_file else folder / file.name)
    workspace = Workspace.open(path, clock=FixedClock(MOMENT), user="Test")
    jobs, bus = Jobs(), ChangeBus()
    bus.attach(workspace.store)
    context = AppContext(
        workspace=workspace,
        bus=bus,
        jobs=jobs,
        actions=Actions(jobs),
        settings=LocalState(folder / "fenster.ini"),
        theme=appearance,
        shell=RecordingShell(),
        clock=FixedClock(MOMENT),
    )
    stage = Stage(context, folder)
    try:
        yield stage
    finally:
        stage.window.close()
        stage.window.deleteLater()
        jobs.shutdown()
        workspace.answers.close()
        workspace.store.close()
