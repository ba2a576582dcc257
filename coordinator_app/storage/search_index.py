"""Global search with FTS5 over normalised texts of all searchable records, kept in the same transaction.

Both sides are normalised in Python (`common.german`), because FTS5 folds ä to a but knows neither ß = ss nor
ä = ae: „strassenfest“ finds „Straßenfest“, „praevention“ and „pravention“ find „Prävention“.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import search_form, search_text, search_words
from coordinator_app.domain.fields import Record
from coordinator_app.storage.records import display_title, search_parts

SCHEMA = (
    "CREATE VIRTUAL TABLE search_fts USING fts5("
    "title_norm, body_norm, content='search_doc', content_rowid='id', prefix='1 2 3', "
    'tokenize="unicode61 remove_diacritics 2")'
)

_CANDIDATES = 400
_SNIPPET = 110


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: its title and a piece of text around the first found word ("" when only the title fits)."""

    kind: str
    id: int
    title: str
    snippet: str


def refresh(connection: sqlite3.Connection, kind: str, gone: Iterable[int], present: Sequence[Record]) -> None:
    """Replace the search documents of one kind: those of `gone` ids disappear, those of `present` are written."""
    _remove(connection, kind, [*gone, *(record.id for record in present)])
    for record in present:
        title = display_title(record)
        body = "\n".join(search_parts(record))
        texts = (title, body, search_text([title]), search_text([body]))
        new = connection.execute(
            "INSERT INTO search_doc (kind, record_id, title, body, title_norm, body_norm) VALUES (?, ?, ?, ?, ?, ?)",
            (kind, record.id, *texts),
        ).lastrowid
        connection.execute("INSERT INTO search_fts (rowid, title_norm, body_norm) VALUES (?, ?, ?)", (new, *texts[2:]))


def _remove(connection: sqlite3.Connection, kind: str, ids: Iterable[int]) -> None:
    for record_id in ids:
        row = connection.execute(
            "DELETE FROM search_doc WHERE kind = ? AND record_id = ? RETURNING id, title_norm, body_norm",
            (kind, record_id),
        ).fetchone()
        if row is not None:
            connection.execute(
                "INSERT INTO search_fts (search_fts, rowid, title_norm, body_norm) VALUES ('delete', ?, ?, ?)", row
            )


def forget_traces(connection: sqlite3.Connection) -> None:
    """Merge the whole index, so that words of erased records no longer stand in old segments of it."""
    connection.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")


def search(
    connection: sqlite3.Connection, query: str, *, kinds: Sequence[str] = (), per_kind: int = 6
) -> dict[str, list[Hit]]:
    """The best hits of a query by kind, those with hits in the title first; every word is found from its beginning.

    Titles that begin with the query come first; at most `per_kind` hits of a kind, kinds in order of their best hit.
    """
    words = search_words(query)
    if not words:
        return {}
    match = " AND ".join(f'"{word}"*' for word in words)
    rows = _rows(connection, f"title_norm : ({match})", kinds)
    if len(rows) < _CANDIDATES:
        known = {row[0] for row in rows}
        rows += [row for row in _rows(connection, match, kinds) if row[0] not in known]
    start = search_form(query.strip())
    ranked = sorted(rows, key=lambda row: (not row[4].startswith(start), not _in_title(row[4], words), row[4]))
    found: dict[str, list[Hit]] = {}
    for _, kind, record_id, title, _, body in ranked:
        hits = found.setdefault(kind, [])
        if len(hits) < per_kind:
            hits.append(Hit(kind, record_id, title, snippet(body, words)))
    return found


def _rows(
    connection: sqlite3.Connection, match: str, kinds: Sequence[str]
) -> list[tuple[int, str, int, str, str, str]]:
    marks = ",".join("?" * len(kinds))
    only = f"AND d.kind IN ({marks})" if kinds else ""
    sql = (
        "SELECT d.id, d.kind, d.record_id, d.title, d.title_norm, d.body"
        " FROM search_fts AS f JOIN search_doc AS d ON d.id = f.rowid"
        f" WHERE f.search_fts MATCH ? {only} LIMIT {_CANDIDATES}"
    )
    return connection.execute(sql, (match, *kinds)).fetchall()


def _in_title(title_norm: str, words: Sequence[str]) -> bool:
    return all(re.search(rf"(?:^|[^\w]){re.escape(word)}", title_norm) for word in words)


def snippet(body: str, words: Sequence[str]) -> str:
    """About a line of `body` around the first word that begins with one of the searched words; "" without one."""
    for found in re.finditer(r"[^\W_]+", body):
        forms = search_text([found.group()]).split()
        if any(form.startswith(word) for form in forms for word in words):
            return _cut(body, found.start())
    return ""


def _cut(body: str, at: int) -> str:
    begin = max(0, at - _SNIPPET // 3)
    if begin:
        begin = body.find(" ", begin, at) + 1 or at
    end = min(len(body), begin + _SNIPPET)
    if end < len(body):
        end = max(body.rfind(" ", at, end), at + 1) if body.rfind(" ", at, end) > at else end
    text = " ".join(body[begin:end].split())
    return f"{'… ' if begin else ''}{text}{' …' if end < len(body) else ''}"
