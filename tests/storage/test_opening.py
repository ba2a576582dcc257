"""Every state a file can be in: its German sentence, and the file untouched afterwards."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.domain.municipality import Area
from coordinator_app.storage import lock, opening, place, schema
from coordinator_app.storage.faults import FileBusy
from coordinator_app.storage.store import Store


@pytest.fixture
def path(tmp_path: Path, fresh_file: Path) -> Path:
    """A sound file in a folder of its own."""
    folder = tmp_path / "ordner"
    folder.mkdir()
    return Path(shutil.copyfile(fresh_file, folder / "Mühlwerda.kpr"))


def patched(offset: int, content: bytes) -> Callable[[Path], None]:
    """Overwrites bytes of a file."""

    def change(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(content)

    return change


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text_file(path: Path) -> None:
    path.write_text("Name;Ort\nVerein;Mühlwerda\n" * 20, encoding="utf-8")


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def other_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE customer (id INTEGER)")


def our_mark_only(path: Path) -> None:
    other_database(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={schema.HEAD}")


def wrecked_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'catalog_entry'").fetchone()
    patched((page - 1) * 4096, b"\xff" * 4096)(path)


def wrecked_schema(path: Path) -> None:
    patched(100, b"\x07" * 3000)(path)


REFUSED = [
    (empty, r"ist leer \(0 Byte\)"),
    (text_file, "ist keine Datei dieses Programms"),
    (short, "ist keine Datei dieses Programms"),
    (other_database, "ist keine Datei dieses Programms"),
    (patched(60, (schema.HEAD + 1).to_bytes(4, "big")), "mit einer neueren Version des Programms"),
    (patched(60, bytes(4)), "ist keine Datei dieses Programms"),
    (truncated, "ist beschädigt und wurde nicht verändert"),
    (our_mark_only, "ist beschädigt und wurde nicht verändert"),
    (wrecked_page, "ist beschädigt und wurde nicht verändert"),
    (wrecked_schema, "ist beschädigt und wurde nicht verändert"),
]


@pytest.mark.parametrize(("spoil", "sentence"), REFUSED)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_cannot_be_opened_is_told_and_left_untouched(
    path: Path, spoil: Callable[[Path], None], sentence: str, read_only: bool
) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(UserError, match=sentence) as told:
        Store.open(path, read_only=read_only)
    assert "„Mühlwerda.kpr“" in told.value.text
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_missing_file_and_a_folder_are_sentences(path: Path) -> None:
    with pytest.raises(UserError, match="ist nicht mehr da"):
        Store.open(path.with_name("weg.kpr"))
    with pytest.raises(UserError, match="ist ein Ordner"):
        Store.open(path.parent)


def test_a_file_that_may_not_be_read_is_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match="lässt sich nicht lesen"):
        opening.examine(path)


def test_damage_in_a_large_file_is_told_when_it_is_met(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "QUICK_CHECK_UP_TO", 0)
    wrecked_page(path)
    store = Store.open(path)
    with pytest.raises(UserError, match="ist beschädigt"), store.read() as look:
        look.connection.exec_driver_sql("SELECT * FROM catalog_entry").all()
    store.close()


def test_after_a_crash_even_a_large_file_is_checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "QUICK_CHECK_UP_TO", 0)
    wrecked_page(path)
    lock.lock_path(path).write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="ist beschädigt"):
        Store.open(path)


def test_a_newer_file_names_the_version_it_needs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE file_setting SET value = '2.4.0' WHERE key = ?", (schema.NEEDED,))
        connection.execute(f"PRAGMA user_version={schema.HEAD + 1}")
        connection.commit()
    with pytest.raises(UserError, match=r"Sie braucht mindestens Version 2\.4\.0, hier läuft Version \d"):
        Store.open(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE file_setting")
    with pytest.raises(UserError, match="Sie braucht eine neuere Version"):
        Store.open(path)


def test_a_crash_before_is_told_at_the_next_opening_once(path: Path) -> None:
    lock.lock_path(path).write_text("{}", encoding="utf-8")
    store = Store.open(path)
    assert "nicht ordentlich geschlossen" in store.told
    assert "Alles Gespeicherte ist da." in store.told
    store.close()
    again = Store.open(path)
    assert again.told == ""
    again.close()


def test_an_old_file_in_use_or_protected_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Path(__file__).parents[1] / "data" / "old_databases" / "v0001.kpr"
    path = Path(shutil.copyfile(kept, tmp_path / "alt.kpr"))
    before = path.read_bytes()
    holder = lock.Holder("Kora Beispiel", "PC-7", 1, "")
    with monkeypatch.context() as patch:
        patch.setattr(lock, "acquire", lambda *_, **__: holder)
        with pytest.raises(UserError, match=r"durch Kora Beispiel an PC-7\..* wenn sie dort geschlossen ist\."):
            Store.open(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        with pytest.raises(UserError, match=r"schreibgeschützt .* in einen Ordner, in dem Sie schreiben dürfen"):
            Store.open(path)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["alt.kpr"]


def test_a_second_opening_is_for_reading_only_and_says_who_works_since_when(path: Path, clock: FixedClock) -> None:
    first = Store.open(path, clock=clock, user="Kora Beispiel")
    second = Store.open(path, clock=clock, user="Andere")
    assert second.read_only
    assert "In Benutzung durch Kora Beispiel an " in second.lock_note
    assert "seit Mo, 09.11.2026, 10:00\u00a0Uhr" in second.lock_note
    with pytest.raises(ReadOnly, match=r"Die Datei ist nur zum Lesen geöffnet\. In Benutzung durch"), second.write("x"):
        pass
    with pytest.raises(ReadOnly):
        second.replace_content(path)
    second.close()
    assert lock.lock_path(path).exists()
    first.close()
    assert not lock.lock_path(path).exists()
    third = Store.open(path, clock=clock)
    assert not third.read_only
    third.close()


def test_a_file_another_process_has_open_is_for_reading_only(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from coordinator_app.storage.store import Store\n"
        f"store = Store.open(Path({str(path)!r}), user='Nebenan'); print('offen', flush=True); sys.stdin.read()"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "offen\n"
        store = Store.open(path)
        assert store.lock_note.startswith("In Benutzung durch Nebenan")
        store.close()
        other.kill()
    after = Store.open(path)
    assert not after.read_only
    after.close()


def test_a_write_protected_file_is_opened_for_reading_with_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.chmod(stat.S_IREAD)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    before = path.read_bytes()
    store = Store.open(path)
    assert store.lock_note == "Die Datei ist schreibgeschützt und nur zum Lesen geöffnet."
    with store.read() as look:
        assert look.find(Area) == []
    store.close()
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_write_protected_folder_means_reading_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(lock, "acquire", refuse)
    store = Store.open(path)
    assert store.lock_note == "Der Ordner der Datei ist schreibgeschützt; sie ist nur zum Lesen geöffnet."
    store.close()


def test_a_file_on_media_nobody_can_write_is_read_even_with_a_write_ahead_log(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("UPDATE area SET note = note")
    monkeypatch.setattr(os, "access", lambda *_: False)
    store = Store.open(path)
    with store.read() as look:
        assert look.count(Area) == 0
    store.close()
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_file_another_program_locks_is_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator_app.storage.engine.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FileBusy, match="wird gerade von einem anderen Programm benutzt"):
            Store.open(path)
    assert not lock.lock_path(path).exists()
    store = Store.open(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileBusy), store.write("x") as unit:
            unit.add(Area(name="A"))
    with store.write("x") as unit:
        unit.add(Area(name="B"))
    with store.read() as look:
        assert [area.name for area in look.find(Area)] == ["B"]
    store.close()


def test_a_journal_left_by_a_crash_is_played_back(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")  # spills changed pages into the file before the commit
        connection.execute("PRAGMA cache_spill=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE catalog_entry SET note = hex(randomblob(3000))")
        crashed = tmp_path / "abgestürzt.kpr"
        shutil.copyfile(path, crashed)
        shutil.copyfile(f"{path}-journal", f"{crashed}-journal")
        connection.execute("ROLLBACK")
    assert crashed.read_bytes() != before
    store = Store.open(crashed)
    store.close()
    with closing(sqlite3.connect(crashed)) as connection:
        assert connection.execute("SELECT count(*) FROM catalog_entry WHERE note != ''").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_network_drive_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "where", lambda _: place.Where.NETWORK)
    store = Store.open(path)
    assert "Netzlaufwerk" in store.network_note
    assert not store.read_only
    store.close()


def test_create_refuses_to_replace_a_file_and_folders_it_cannot_write(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError, match="gibt es in diesem Ordner schon"):
        Store.create(path)
    assert path.read_bytes() == before
    with pytest.raises(UserError, match=r"lässt sich in .* nicht anlegen"):
        Store.create(path.parent / "fehlt" / "neu.kpr")


def test_create_that_finds_no_room_leaves_nothing_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(target: Path) -> None:
        target.write_bytes(b"half")
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(opening, "create_schema", full)
    with pytest.raises(UserError, match="kein Platz mehr"):
        Store.create(path.with_name("neu.kpr"))
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_closing_twice_and_from_an_error_is_harmless(path: Path) -> None:
    store = Store.open(path)
    store.close()
    store.close()
