"""A plain table for other programs: names of the columns in the first row, every value as text.

Made for the mail merge of Word, which takes the first row as field names and turns real dates into American ones.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, cast

from coordinator_app.common.german import NBSP
from coordinator_app.documents.content import Document, GroupRow, Row, Table, plain, walk
from coordinator_app.documents.formats import value_text
from coordinator_app.documents.lists import ListContent
from coordinator_app.documents.text import clean
from coordinator_app.domain.fields import Kind

_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d ]*([.,]\d+)?")
_COMPUTED = ("=", "+", "-", "@")  # what a spreadsheet program takes for a formula when it opens a CSV file


def data_table(columns: Sequence[str], rows: Sequence[Sequence[str]], file_format: str) -> bytes:
    """The table as "xlsx" or "csv" (UTF-8 with mark, semicolons, as Excel opens it in German)."""
    if file_format == "csv":
        return _csv(columns, rows)
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs] - it has none

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with cast("Any", xlsxwriter).Workbook(target, options) as book:
        sheet = book.add_worksheet("Seriendruck")
        bold = book.add_format({"bold": True})
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name, bold)
            sheet.set_column(place, place, max(12, min(40, len(name) + 4)))
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                sheet.write_string(number, place, clean(value))
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def list_csv(content: ListContent) -> bytes:
    """A list as CSV for Excel in German: headings, „;“, decimal comma, TT.MM.JJJJ, CRLF, UTF-8 with mark, no formulas.

    Amounts are bare numbers („12500,00“), so that a program can go on computing with them.
    """
    kinds = [column.kind for column in content.columns]
    rows = ([_written(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in content.rows)
    return _csv([column.label for column in content.columns], rows)


def tables_csv(document: Document) -> bytes:
    """The tables of a document as CSV like `list_csv`; several stand below each other with their names."""
    tables = [block for block in walk(document.blocks) if isinstance(block, Table)]
    lines: list[Sequence[str]] = []
    for table in tables:
        if len(tables) > 1:
            lines += (
                [[], [plain(table.caption) or document.title]] if lines else [[plain(table.caption) or document.title]]
            )
        lines.append([column.label for column in table.columns])
        lines += [_table_row(row, table) for row in table.rows]
    return _csv(lines[0] if lines else [document.title], lines[1:])


def _table_row(row: Row, table: Table) -> list[str]:
    if isinstance(row, GroupRow):
        return [row.text]
    return [_written(value, column.kind) for value, column in zip(row, table.columns, strict=True)]


def _written(value: Any, kind: Kind) -> str:
    """One typed value as a German program reads it."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        if isinstance(value, date) and not isinstance(value, datetime):
            return f"{value:%d.%m.%Y}"
        return plain(value_text(value, kind)).replace(NBSP, " ")
    if kind is Kind.MONEY and isinstance(value, int):
        euros, cents = divmod(abs(value), 100)
        return f"{'-' if value < 0 else ''}{euros},{cents:02d}"
    return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    import csv
    from io import StringIO

    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(clean(name)) for name in columns])
    writer.writerows([[harmless(clean(value)) for value in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def harmless(value: str) -> str:
    """A text Excel would compute when it opens a CSV file gets an apostrophe before it; plain numbers stay."""
    start = value.lstrip()[:1]
    is_risk = start in _COMPUTED and not _PLAIN_NUMBER.fullmatch(value)
    return f"'{value}" if is_risk else value
