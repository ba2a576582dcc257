"""Putting bytes in place: what disks, network drives and office programs answer is told in German."""

import errno
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.services import safe_writing
from coordinator_app.services.safe_writing import content_hash, put_in_place, read_whole


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def test_bytes_are_put_in_place_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    put_in_place(target, b"eins", expected=None)
    put_in_place(target, b"zwei", expected=digest(b"eins"))
    assert target.read_bytes() == b"zwei"
    assert list(tmp_path.iterdir()) == [target]


def test_longest_name_a_system_takes_is_written(tmp_path: Path) -> None:
    target = tmp_path / ("a" * 250 + ".docx")
    put_in_place(target, b"x", expected=None)
    assert target.read_bytes() == b"x"


def test_file_changed_at_the_last_moment_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"von Hand")
    with pytest.raises(UserError, match="gerade eben geändert"):
        put_in_place(target, b"neu", expected=digest(b"alt"))
    with pytest.raises(UserError, match="gerade eben geändert"):
        put_in_place(target, b"neu", expected=None)
    assert target.read_bytes() == b"von Hand"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("lock", "program"),
    [
        ("~$Brief vom Amt.docx", "Word oder Excel"),
        ("~$ief vom Amt.docx", "Word oder Excel"),
        (".~lock.Brief vom Amt.docx#", "LibreOffice"),
    ],
)
def test_file_open_in_an_office_program_is_left_alone(tmp_path: Path, lock: str, program: str) -> None:
    target = tmp_path / "Brief vom Amt.docx"
    target.write_bytes(b"eins")
    (tmp_path / lock).touch()
    with pytest.raises(UserError, match=f"noch in {program} geöffnet"):
        put_in_place(target, b"zwei", expected=digest(b"eins"))
    assert target.read_bytes() == b"eins"


def test_lock_file_without_its_document_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "~$a.docx").touch()
    put_in_place(tmp_path / "a.docx", b"x", expected=None)


def test_folder_under_the_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(UserError, match="gibt es einen Ordner"):
        content_hash(tmp_path / "a.pdf")
    with pytest.raises(UserError, match="gibt es einen Ordner"):
        read_whole(tmp_path / "a.pdf")


def test_folder_that_is_gone_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Netzlaufwerk ist nicht verbunden"):
        put_in_place(tmp_path / "weg" / "a.pdf", b"x", expected=None)
    assert not (tmp_path / "weg").exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "kein Platz mehr"),
        (errno.EDQUOT, "kein Platz mehr"),
        (errno.EACCES, "fehlt das Recht"),
        (errno.EROFS, "fehlt das Recht"),
        (errno.ENETUNREACH, "Netzlaufwerk"),
        (errno.EINVAL, "Zeichen, die das Laufwerk nicht erlaubt"),
        (errno.ENAMETOOLONG, "zu lang"),
    ],
)
def test_answers_of_the_system_are_sentences_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"eins")

    def refuse(*_: Any) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(safe_writing.os, "fsync", refuse)
    with pytest.raises(UserError, match=words):
        put_in_place(target, b"zwei", expected=digest(b"eins"))
    assert target.read_bytes() == b"eins"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(("code", "words"), [(53, "Netzlaufwerk"), (206, "zu lang"), (123, "Zeichen"), (32, "Word")])
def test_answers_of_windows_are_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    class Answer(OSError):
        winerror = code

    def refuse(*_: Any) -> None:
        raise Answer

    monkeypatch.setattr(safe_writing.os, "fsync", refuse)
    with pytest.raises(UserError, match=words):
        put_in_place(tmp_path / "a.docx", b"x", expected=None)


def test_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="zu lang"):
        put_in_place(tmp_path / ("a" * 300), b"x", expected=None)
    with pytest.raises(UserError, match="zu lang"):
        content_hash(tmp_path / ("a" * 300))
    with pytest.raises(UserError, match="zu lang"):
        put_in_place(tmp_path / ("b" * 200) / ("a" * 100), b"x", expected=None)


def test_hash_of_nothing_is_none(tmp_path: Path) -> None:
    assert content_hash(tmp_path / "nichts") is None
