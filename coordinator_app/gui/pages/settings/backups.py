"""The tab „Datensicherung“: the backups, making one, restoring one, the second folder."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from coordinator_app.common.german import format_size
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.columns import Column
from coordinator_app.domain.fields import Kind
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.models.memory_source import MemorySource
from coordinator_app.gui.pages.settings.pane import FillingArea, Pane, hint
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from coordinator_app.services.backups import Backup
    from coordinator_app.services.workspace import Workspace


def _moment(row: "Backup") -> str:
    return f"{row.made_at:%d.%m.%Y, %H:%M} Uhr"


def _reason(row: "Backup") -> str:
    return row.reason


def _size(row: "Backup") -> str:
    return format_size(row.size)


COLUMNS = (
    Column("made_at", "Gesichert am", Kind.TEXT, _moment, width=22),
    Column("reason", "Anlass", Kind.TEXT, _reason, width=30, stretch=True),
    Column("size", "Größe", Kind.TEXT, _size, width=12),
)


class BackupsPane(Pane):
    """Newest first; restoring asks and makes a backup of the present state before."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.source: MemorySource[Backup] = MemorySource(context.workspace.backups.list, COLUMNS)
        empty = EmptyState(
            "shield-check", "Noch keine Sicherung", "Beim Schließen der Datei entsteht von selbst eine.", compact=True
        )
        self.table = RecordTable(
            self.source, name="backups", label="Sicherungen", state=context.settings, empty=empty, multi=False
        )
        self.table.current_changed.connect(self._on_current_changed)
        self.make_button = SecondaryButton("Jetzt sichern", "shield")
        self.make_button.clicked.connect(self._on_make)
        self.restore_button = SecondaryButton("Zurückholen", "restore")
        self.restore_button.clicked.connect(self._on_restore)
        self._second = Label("", wrap=True)
        self.choose_folder = LinkButton("Ordner wählen")
        self.choose_folder.clicked.connect(self._on_choose_folder)
        self.no_folder = LinkButton("Nicht mehr dorthin sichern")
        self.no_folder.clicked.connect(self._on_no_folder)
        self._build()
        self.make_button.setDisabled(context.read_only)
        self.choose_folder.setDisabled(context.read_only)
        self.no_folder.setDisabled(context.read_only)

    def _build(self) -> None:
        folder = self.context.workspace.backups.folder
        text = (
            "Gesichert wird von selbst beim Schließen und einmal am Tag, "
            f"in den Ordner „{folder}“. Jede Sicherung wird geprüft."
        )
        area = FillingArea(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(area, 1)
        column = area.column
        column.addWidget(hint(text))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        column.addLayout(buttons)
        buttons.addWidget(self.make_button)
        buttons.addWidget(self.restore_button)
        buttons.addStretch(1)
        self.table.setMinimumHeight(theme.height(200))
        column.addWidget(self.table, 1)
        column.addWidget(Label("Zweiter Ordner", "kartentitel"))
        column.addWidget(self._second)
        line = QHBoxLayout()
        line.setSpacing(16)
        column.addLayout(line)
        line.addWidget(self.choose_folder)
        line.addWidget(self.no_folder)
        line.addStretch(1)

    def reload(self) -> None:
        """Read the folder of the backups."""
        self.table.reload()
        second = self.context.workspace.backups.second_folder()
        self._second.setText(str(second) if second else "Zum Beispiel auf einem USB-Stick oder Netzlaufwerk.")
        self.no_folder.setVisible(second is not None)
        self._on_current_changed(self.table.current_id())

    @Slot(int)
    def _on_current_changed(self, number: int) -> None:
        self.restore_button.setEnabled(bool(number) and not self.context.read_only)

    @Slot()
    def _on_make(self) -> None:
        self.context.jobs.run(
            make_backup,
            self.context.workspace,
            title="Die Datei wird gesichert",
            done=self._on_made,
            lane=Lane.WRITER,
            owner=self,
        )

    def _on_made(self, _: object) -> None:
        self.reload()
        self.context.notify("Die Sicherung ist geschrieben und geprüft.")

    @Slot()
    def _on_restore(self) -> None:
        chosen = self.source.row(self.table.current_id())
        if chosen is None:
            return
        preview = self.context.workspace.backups.preview(chosen)
        question = f"Möchten Sie den Stand vom {_moment(chosen)} zurückholen?"
        detail = "\n".join(
            ["In der Sicherung stehen:", *preview.sentences(), "", "Der jetzige Stand wird vorher selbst gesichert."]
        )
        if alerts.confirm(self, question, "Stand zurückholen", detail=detail, danger=True):
            self.context.jobs.run(
                restore_backup,
                self.context.workspace,
                chosen,
                title="Die Sicherung wird zurückgeholt",
                done=self._on_restored,
                lane=Lane.WRITER,
                owner=self,
            )

    def _on_restored(self, _: object) -> None:
        self.reload()
        self.context.notify("Der Stand aus der Sicherung ist zurückgeholt.")

    @Slot()
    def _on_choose_folder(self) -> None:
        folder = alerts.choose_folder(self, "Zweiten Ordner für Sicherungen wählen")
        if folder is not None:
            self.context.workspace.backups.set_second_folder(folder)
            self.reload()

    @Slot()
    def _on_no_folder(self) -> None:
        self.context.workspace.backups.set_second_folder(None)
        self.reload()


def make_backup(job: JobContext, workspace: "Workspace") -> None:
    """Job: write and check a backup."""
    job.progress(0, 0, "")
    workspace.backups.make()


def restore_backup(job: JobContext, workspace: "Workspace", chosen: "Backup") -> None:
    """Job: back up the present state, then put the backup's content into the file."""
    job.progress(0, 0, "Der jetzige Stand wird gesichert")
    workspace.backups.restore(chosen)
