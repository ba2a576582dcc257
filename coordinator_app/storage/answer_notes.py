"""What an answer file says beside single sheets: counts, decisions of the double entry, packages merged."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from coordinator_app.domain.answers import PACKAGE, AnswerMode, SheetInfo, SheetState
from coordinator_app.domain.double_entry import Difference, Taken
from coordinator_app.domain.response import SheetCount
from coordinator_app.storage.answer_file import AnswerFile


@dataclass(frozen=True, slots=True)
class Merge:
    """One package that was merged: new sheets, and those that were there already."""

    package: str
    name: str
    merged_at: datetime
    sheets: int
    known: int


def grouped(file: AnswerFile) -> list[SheetCount]:
    """Sheets that are not deleted, counted by mode, state, entry and the day they came back (else of their entry)."""
    sql = (
        "SELECT mode, state, pair_uuid <> '', coalesce(received_on, substr(entered_at, 1, 10)) AS day, count(*) "
        "FROM sheet WHERE deleted_at IS NULL GROUP BY 1, 2, 3, 4 ORDER BY day"
    )
    with file.reading() as connection:
        rows = connection.execute(sql).fetchall()
    return [
        SheetCount(AnswerMode(mode), SheetState(state), bool(second), date.fromisoformat(day), count)
        for mode, state, second, day, count in rows
    ]


def typed_by_hand(file: AnswerFile) -> list[SheetInfo]:
    """Paper sheets typed here or in a package, complete first entries."""
    return file.select(
        "mode = 'paper' AND state = 'done' AND deleted_at IS NULL AND pair_uuid = '' "
        "AND (source = '' OR source LIKE ?)",
        f"{PACKAGE}%",
    )


def second_entries(file: AnswerFile) -> list[SheetInfo]:
    """Complete second entries."""
    return file.select("pair_uuid <> '' AND state = 'done' AND deleted_at IS NULL")


def unfinished(file: AnswerFile) -> list[SheetInfo]:
    """First entries somebody began and did not finish."""
    return file.select("state = 'open' AND deleted_at IS NULL AND pair_uuid = ''")


def second_entry_of(file: AnswerFile, uuid: str) -> SheetInfo | None:
    """The second entry of a sheet, complete or begun."""
    found = file.select("pair_uuid = ? AND deleted_at IS NULL", uuid)
    return found[0] if found else None


def decisions(file: AnswerFile) -> dict[tuple[str, str], Taken]:
    """The decisions by uuid of the first entry and variable."""
    with file.reading() as connection:
        rows = connection.execute("SELECT uuid, variable, taken FROM decision").fetchall()
    return {(uuid, variable): Taken(taken) for uuid, variable, taken in rows}


def decide(file: AnswerFile, uuid: str, difference: Difference, taken: Taken, user: str) -> None:
    """Note which entry is right, with what both said."""
    row = (uuid, difference.variable, difference.first, difference.second, taken.value, _now(file), user)
    with file.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def copy_decisions(source: AnswerFile, target: AnswerFile) -> None:
    """Take over decisions made elsewhere; one that is there already stays."""
    with source.reading() as connection:
        rows = connection.execute("SELECT * FROM decision").fetchall()
    with target.writing() as connection:
        connection.executemany("INSERT OR IGNORE INTO decision VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def merges(file: AnswerFile) -> list[Merge]:
    """The packages merged, in order."""
    with file.reading() as connection:
        rows = connection.execute("SELECT * FROM merged ORDER BY rowid").fetchall()
    return [Merge(package, name, datetime.fromisoformat(at), new, known) for package, name, at, new, known in rows]


def note_merge(file: AnswerFile, package: str, name: str, new: int, known: int) -> None:
    """Remember a merge."""
    with file.writing() as connection:
        connection.execute("INSERT INTO merged VALUES (?, ?, ?, ?, ?)", (package, name, _now(file), new, known))


def _now(file: AnswerFile) -> str:
    return file.clock.now().astimezone(UTC).isoformat(timespec="seconds")
