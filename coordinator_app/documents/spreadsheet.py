"""The Excel renderer for lists: real dates, numbers and euros, frozen header, filter, ready to print.

Text is always written as text, so that nothing a person has typed („=…“, „+49 …“) becomes a formula or a link.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, TypeAlias, cast

from coordinator_app.common.clock import local
from coordinator_app.documents.content import Document, GroupRow, Row, Run, Table, TableColumn, Text, plain, walk
from coordinator_app.documents.formats import TINTS, value_text
from coordinator_app.documents.lists import ListContent
from coordinator_app.documents.text import clean
from coordinator_app.domain.fields import Kind

HEADER_ROW = 3  # counted from 0: title, state, empty, header
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST = 32_767  # characters Excel keeps in a cell
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_FORMATS = {
    Kind.MONEY: '#,##0.00\\ "€"',
    Kind.DATE: "dd.mm.yyyy",
    Kind.DATE_TIME: "dd.mm.yyyy\\ hh:mm",
    Kind.DECIMAL: "#,##0.##",
    Kind.INTEGER: "0",
}
_WIDTHS = {Kind.MONEY: 15, Kind.DATE: 11, Kind.DATE_TIME: 17}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd.mm.yyyy",
}

Sheet: TypeAlias = Any  # XlsxWriter has no type information
Write: TypeAlias = Callable[[int, int, Any], None]


def render_spreadsheet(content: ListContent, *, author: str = "", created: datetime | None = None) -> bytes:
    """The list as .xlsx bytes; the same bytes for the same content and `created`."""
    return _book((("Liste", content),), title=content.title, author=author, created=created)


def render_tables(document: Document) -> bytes:
    """Every table of a document as a sheet of its own, named after its caption; group rows become text rows."""
    sheets: list[tuple[str, ListContent]] = []
    for block in walk(document.blocks):
        if isinstance(block, Table):
            caption = plain(block.caption) or document.title
            rows = tuple(_flat(row, len(block.columns)) for row in block.rows)
            content = ListContent(title=caption, columns=block.columns, rows=rows, state=document.title)
            sheets.append((_sheet_name(caption, [name for name, _ in sheets]), content))
    if not sheets:
        sheets = [("Leer", ListContent(title=document.title, columns=(), rows=()))]
    return _book(sheets, title=document.title, author=document.author, created=document.created)


def _flat(row: Row, width: int) -> tuple[Any, ...]:
    if isinstance(row, GroupRow):
        return (row.text, *(None for _ in range(width - 1)))
    return tuple(plain(cast("Text", value)) if _is_look_only(value) else value for value in row)


def _is_look_only(value: Any) -> bool:
    """Text whose look a sheet leaves away; the ground of a cell it keeps."""
    return isinstance(value, tuple) or (isinstance(value, Run) and not value.tint)


def _sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name Excel takes: at most 31 characters, no brackets, colons or slashes, no two alike."""
    base = " ".join(re.sub(r"[\[\]:*?/\\']", " ", clean(wanted)).split())[:27].strip() or "Tabelle"
    number, name = 1, base
    while name.lower() in {other.lower() for other in taken}:
        number += 1
        name = f"{base} {number}"
    return name


def _book(sheets: Sequence[tuple[str, ListContent]], *, title: str, author: str, created: datetime | None) -> bytes:
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs] - it has none

    target = BytesIO()
    with cast("Any", xlsxwriter).Workbook(target, _OPTIONS) as book:
        made = (created or _EPOCH).astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": clean(title)[:255], "author": clean(author)[:255], "created": made})
        for name, content in sheets:
            _fill(book, book.add_worksheet(name), content)
    return target.getvalue()


def _fill(book: Sheet, sheet: Sheet, content: ListContent) -> None:
    _head(book, sheet, content)
    writers = [_writer(book, sheet, column) for column in content.columns]
    for number, row in enumerate(content.rows, HEADER_ROW + 1):
        for index, (write, value) in enumerate(zip(writers, row, strict=True)):
            if value is not None:
                write(number, index, value)
    _foot(book, sheet, content)
    _print_setup(sheet, content)


def _head(book: Sheet, sheet: Sheet, content: ListContent) -> None:
    """Title, state, header row, widths."""
    sheet.write_string(0, 0, clean(content.title), book.add_format({"bold": True, "font_size": 14}))
    if content.state:
        sheet.write_string(1, 0, clean(content.state), book.add_format({"font_size": 9}))
    look = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "pattern": 1, "bg_color": "silver"}
    left, right = book.add_format(look), book.add_format(look | {"align": "right"})
    for index, column in enumerate(content.columns):
        sheet.write_string(HEADER_ROW, index, clean(column.label), right if column.kind in _FORMATS else left)
        sheet.set_column(index, index, _width(content, index))


def _width(content: ListContent, index: int) -> float:
    """Column width in characters: what its words need, at most 60."""
    column = content.columns[index]
    if column.kind in _WIDTHS:
        return max(_WIDTHS[column.kind], len(column.label) + 3)
    texts = (plain(value_text(row[index], column.kind)) for row in content.rows[:300])
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    return float(min(60, max(longest + 2, len(column.label) + 4, 8)))


def _writer(book: Sheet, sheet: Sheet, column: TableColumn) -> Write:
    """How a value of this column is written."""
    words = book.add_format({"text_wrap": True, "valign": "top"})
    tinted = [book.add_format({"text_wrap": True, "valign": "top", "bg_color": f"#{tint}"}) for tint in TINTS]
    look = book.add_format({"num_format": _FORMATS.get(column.kind, "General"), "valign": "top"})
    string, number, moment = sheet.write_string, sheet.write_number, sheet.write_datetime

    def text(row: int, index: int, value: Any) -> None:
        ground = tinted[value.tint - 1] if isinstance(value, Run) and value.tint else words
        string(row, index, clean(plain(value_text(value, column.kind)))[:_LONGEST], ground)

    def money(row: int, index: int, value: Any) -> None:
        number(row, index, value / 100, look) if isinstance(value, int) else text(row, index, value)

    def measure(row: int, index: int, value: Any) -> None:
        number(row, index, value, look) if isinstance(value, int | float) else text(row, index, value)

    def day(row: int, index: int, value: Any) -> None:
        if isinstance(value, datetime):
            value = local(value).replace(tzinfo=None) if value.tzinfo else value
            value = value.date() if column.kind is Kind.DATE else value
        if isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY:
            moment(row, index, value, look)
        else:
            text(row, index, value)

    special: dict[Kind, Write] = {
        Kind.MONEY: money,
        Kind.DECIMAL: measure,
        Kind.INTEGER: measure,
        Kind.DATE: day,
        Kind.DATE_TIME: day,
    }
    return special.get(column.kind, text)


def _foot(book: Sheet, sheet: Sheet, content: ListContent) -> None:
    """Filter, frozen header and sums that follow the filter."""
    last = HEADER_ROW + max(1, len(content.rows))
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    if content.columns:
        sheet.autofilter(HEADER_ROW, 0, last, len(content.columns) - 1)
    if content.totals is None:
        return
    for index, (column, total) in enumerate(zip(content.columns, content.totals, strict=True)):
        look = book.add_format({"bold": True, "top": 1, "num_format": _FORMATS.get(column.kind, "General")})
        if total is None:
            sheet.write_string(last + 1, index, "Summe" if index == 0 else "", look)
            continue
        shown = total / 100 if column.kind is Kind.MONEY else total
        cells = _cells(HEADER_ROW + 1, last, index)
        sheet.write_formula(last + 1, index, f"=SUBTOTAL(109,{cells})", look, shown)


def _cells(first: int, last: int, column: int) -> str:
    from xlsxwriter.utility import xl_range  # pyright: ignore[reportMissingTypeStubs] - it has none

    return cast("Callable[[int, int, int, int], str]", xl_range)(first, column, last, column)


def _print_setup(sheet: Sheet, content: ListContent) -> None:
    sheet.set_paper(9)  # A4
    if sum(_width(content, index) for index in range(len(content.columns))) > 90:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer("&L&8&F&R&8Seite &P von &N")
