"""Many tables as one Excel workbook: contents with links, then one sheet per chapter, tables below each other."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, TypeAlias, cast

from coordinator_app.documents.content import GroupRow, Table, plain
from coordinator_app.documents.text import clean

Sheet: TypeAlias = Any  # XlsxWriter has no type information
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FIRST_WIDTH, _WIDTH = 46, 13


def tables_book(
    title: str,
    chapters: Sequence[tuple[str, Sequence[Table]]],
    *,
    notes: Sequence[str] = (),
    author: str = "",
    created: datetime | None = None,
) -> bytes:
    """The workbook as bytes; `notes` stand below the contents. The same content gives the same bytes."""
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs] - it has none

    target = BytesIO()
    with cast("Any", xlsxwriter).Workbook(target, _OPTIONS) as book:
        made = (created or _EPOCH).astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": clean(title)[:255], "author": clean(author)[:255], "created": made})
        looks = _Looks(book)
        contents = book.add_worksheet("Inhalt")
        names = _sheet_names([name for name, _ in chapters])
        places: list[tuple[str, str, int, str]] = []
        for sheet_name, (name, tables) in zip(names, chapters, strict=True):
            starts = _fill(book.add_worksheet(sheet_name), name, tables, looks)
            places += [(name, sheet_name, row, plain(table.caption)) for row, table in zip(starts, tables, strict=True)]
        _contents(contents, title, places, notes, looks)
    return target.getvalue()


class _Looks:
    """The formats of the workbook."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.caption = book.add_format({"bold": True, "font_size": 11})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": "right", "valign": "top"})
        self.first_head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self.right = book.add_format({"align": "right", "valign": "top"})
        self.number = book.add_format({"num_format": "#,##0.0", "valign": "top"})
        self.whole = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.link = book.add_format({"underline": 1})


def _fill(sheet: Sheet, name: str, tables: Sequence[Table], looks: _Looks) -> list[int]:
    """All tables of a chapter; gives the row each begins in."""
    sheet.set_column(0, 0, _FIRST_WIDTH)
    sheet.set_column(1, max((len(table.columns) for table in tables), default=1), _WIDTH)
    sheet.write_string(0, 0, clean(name), looks.title)
    row = 2
    starts: list[int] = []
    for table in tables:
        starts.append(row)
        sheet.write_string(row, 0, clean(plain(table.caption)), looks.caption)
        for place, column in enumerate(table.columns):
            sheet.write_string(row + 1, place, clean(column.label), looks.head if place else looks.first_head)
        row += 2
        for cells in table.rows:
            for place, value in enumerate((cells.text,) if isinstance(cells, GroupRow) else cells):
                _write(sheet, row, place, value, looks)
            row += 1
        row += 1
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return starts


def _write(sheet: Sheet, row: int, place: int, value: Any, looks: _Looks) -> None:
    if isinstance(value, int):
        sheet.write_number(row, place, value, looks.whole)
    elif isinstance(value, float):
        sheet.write_number(row, place, value, looks.number)
    elif value is not None and (words := clean(plain(value))):
        sheet.write_string(row, place, words, looks.right if place else looks.words)


def _contents(
    sheet: Sheet, title: str, places: Sequence[tuple[str, str, int, str]], notes: Sequence[str], looks: _Looks
) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, clean(title), looks.title)
    row = 2
    for note in notes:
        sheet.write_string(row, 0, clean(note))
        row += 1
    row += 1
    before = ""
    for chapter, sheet_name, start, caption in places:
        if chapter != before:
            sheet.write_string(row, 0, clean(chapter), looks.caption)
            before = chapter
        sheet.write_url(row, 1, f"internal:'{sheet_name}'!A{start + 1}", looks.link, clean(caption)[:255])
        row += 1
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _sheet_names(titles: Sequence[str]) -> list[str]:
    """Names Excel takes: at most 31 characters, no brackets, colons or slashes, no two alike."""
    found: list[str] = []
    for title in titles:
        base = " ".join(re.sub(r"[\[\]:*?/\\']", " ", clean(title)).split())[:27].strip() or "Tabellen"
        number, name = 1, base
        while name.lower() in {"inhalt", *(other.lower() for other in found)}:
            number += 1
            name = f"{base} {number}"
        found.append(name)
    return found
