"""Backups of the open file: on close, daily, before anything risky; listing, looking into, restoring."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_integer
from coordinator_app.services import answer_backups, seeds
from coordinator_app.services.answer_backups import SECOND_FOLDER
from coordinator_app.storage import backup
from coordinator_app.storage.backup import Backup
from coordinator_app.storage.models.base import row_of_kind
from coordinator_app.storage.queries.file_settings import read_setting, write_setting
from coordinator_app.storage.store import Store

_SHOWN = ("meeting", "resolution", "task", "project", "need", "organisation", "person", "document")
_DAILY = timedelta(hours=20)  # a working day later, even when she starts a little earlier than yesterday


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup holds compared with the open file: (plural of the record kind, in the backup, now)."""

    backup: Backup
    lines: tuple[tuple[str, int, int], ...]

    def sentences(self) -> list[str]:
        """One line per kind, for the dialog."""
        return [f"{name}: {format_integer(then)} (jetzt {format_integer(now)})" for name, then, now in self.lines]


class Backups:
    """Backups beside the file and, if wished, in a second folder."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def folder(self) -> Path:
        """Where the backups lie."""
        return backup.folder_of(self._store.path)

    def make(self, reason: str = "von Hand") -> Backup:
        """Make a backup now; `UserError` when it, or its copy in the second folder, does not succeed."""
        self._store.changed = False  # before copying: what is stored meanwhile may not be in the copy
        try:
            made = self._store.backup(self.folder, reason)
        except BaseException:
            self._store.changed = True
            raise
        backup.thin_out(self.folder, self._store.clock.now())
        second = self.second_folder()
        if second is not None:
            backup.copy_to(made, second)
            backup.thin_out(second, self._store.clock.now())
        answer_backups.copy_changed(self._store)
        return made

    def make_on_close(self) -> Backup | None:
        """Make the closing backup when anything was changed since the last one."""
        if self._store.read_only or not self._store.changed:
            return None
        return self.make("beim Schließen")

    def make_if_due(self) -> Backup | None:
        """Make the daily backup when the last one is from yesterday or older."""
        if self._store.read_only:
            return None
        found = self.list()
        if found and self._store.clock.now() - found[0].made_at < _DAILY:
            return None
        return self.make("täglich")

    def before(self, action: str) -> Backup:
        """Make a restore point before something risky: `before("Import")`."""
        return self.make(f"vor {action}")

    def save_copy(self, path: Path) -> None:
        """Write a checked copy of the open file to a place the user chose; never over the open file itself."""
        if path.absolute() == self._store.path:
            raise UserError("Das ist die geöffnete Datei selbst. Bitte wählen Sie einen anderen Namen oder Ordner.")
        backup.write_copy(self._store.path, path)

    def list(self) -> list[Backup]:
        """All backups, newest first."""
        return backup.listed(self.folder)

    def preview(self, chosen: Backup) -> Preview:
        """What a backup holds beside what the file holds now."""
        then = backup.counts(chosen.path, _SHOWN)
        now = backup.counts(self._store.path, _SHOWN)
        names = {kind: row_of_kind(kind).__record__.plural for kind in then}
        return Preview(chosen, tuple((names[kind], then[kind], now.get(kind, 0)) for kind in then))

    def restore(self, chosen: Backup) -> None:
        """Put the content of a backup into the open file; the present state is backed up before.

        Who was erased since the backup was made is erased again.
        """
        from coordinator_app.services.person_erasing import PersonErasing

        erasing = PersonErasing(self._store)
        notes = erasing.notes()
        self.before("Wiederherstellung")
        self._store.replace_content(chosen.path)
        seeds.bring_up(self._store)
        erasing.erase_again(notes)

    def second_folder(self) -> Path | None:
        """Where each backup is copied to as well; None = nowhere."""
        with self._store.read() as unit:
            text = read_setting(unit, SECOND_FOLDER)
        return Path(text) if text else None

    def set_second_folder(self, folder: Path | None) -> None:
        """Choose or switch off the second folder."""
        if folder is not None and not folder.is_dir():
            raise UserError(f"Den Ordner „{folder}“ gibt es nicht. Bitte wählen Sie einen vorhandenen Ordner.")
        with self._store.write("Einstellung geändert") as unit:
            write_setting(unit, SECOND_FOLDER, "" if folder is None else str(folder.absolute()))
