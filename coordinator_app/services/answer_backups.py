"""Copies of the answer files in the folders of the backups: the newest of each, checked like the backups themselves."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from coordinator_app.common.errors import UserError
from coordinator_app.domain.surveys import Survey
from coordinator_app.storage import backup
from coordinator_app.storage.answer_opening import HELP
from coordinator_app.storage.faults import DamagedFile
from coordinator_app.storage.queries.file_settings import read_setting
from coordinator_app.storage.store import Store

SECOND_FOLDER = "second_backup_folder"


def folders(store: Store) -> list[Path]:
    """The folder of the backups, and the second one where one is chosen."""
    with store.read() as unit:
        second = read_setting(unit, SECOND_FOLDER)
    return [backup.folder_of(store.path), *([Path(second)] if second else [])]


def copy_changed(store: Store, targets: Iterable[Path] | None = None) -> list[Path]:
    """Copy every answer file that changed since its last copy; returns the copies made.

    `UserError` when a copy does not succeed; the one made before stays then.
    """
    made: list[Path] = []
    chosen = list(targets) if targets is not None else folders(store)
    with store.read() as unit:
        stored = [survey.answer_file for survey in unit.find(Survey) if survey.answer_file]
    for path in (store.path.parent / name for name in stored):
        for folder in chosen:
            target = folder / path.name
            if path.exists() and _older(target, path):
                _copy(path, target)
                made.append(target)
    return made


def newest_copy(store: Store, path: Path) -> Path | None:
    """The newest copy of an answer file; None when there is none."""
    found = [folder / path.name for folder in folders(store) if (folder / path.name).exists()]
    return max(found, key=lambda copy: copy.stat().st_mtime, default=None)


def restore(store: Store, path: Path) -> None:
    """Put the newest copy where the answer file belongs; what lies there is kept beside it as „… (alt)“."""
    copy = newest_copy(store, path)
    if copy is None:
        raise UserError(f"Von „{path.name}“ gibt es keine Sicherung.", help_topic=HELP)
    if path.exists():
        number, old = 1, path.with_name(f"{path.stem} (alt){path.suffix}")
        while old.exists():
            number, old = number + 1, path.with_name(f"{path.stem} (alt {number + 1}){path.suffix}")
        try:
            path.rename(old)
        except OSError as error:
            raise UserError(
                f"„{path.name}“ wird gerade benutzt und lässt sich nicht ersetzen. Bitte schließen Sie andere "
                "Programme, die die Datei geöffnet haben.",
                help_topic=HELP,
            ) from error
    backup.write_copy(copy, path)


def delete_copies(store: Store, path: Path) -> list[str]:
    """Delete all copies of an answer file; returns where they lay. `UserError` when one cannot be deleted."""
    gone: list[str] = []
    for folder in folders(store):
        copy = folder / path.name
        if not copy.exists():
            continue
        try:
            copy.unlink()
        except OSError as error:
            raise UserError(
                f"Die Sicherung „{copy}“ lässt sich nicht löschen. Bitte löschen Sie sie von Hand.", help_topic=HELP
            ) from error
        gone.append(str(copy))
    return gone


def _copy(path: Path, target: Path) -> None:
    try:
        backup.write_copy(path, target)
    except DamagedFile as error:
        raise UserError(
            f"Die Antwortdatei „{path.name}“ ist beschädigt und wurde nicht gesichert; ihre letzte gute Sicherung "
            f"liegt in „{target.parent}“. Öffnen Sie die Erhebung, Schritt „Rücklauf“, um sie zurückzuholen.",
            help_topic=HELP,
        ) from error


def _older(target: Path, path: Path) -> bool:
    with suppress(OSError):
        return target.stat().st_mtime < path.stat().st_mtime
    return True
