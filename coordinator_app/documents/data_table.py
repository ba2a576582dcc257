"""A plain table for other programs: names of the columns in the first row, every value as text.

Made for the mail merge of Word, which takes the first row as field names and turns real dates into American ones.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, cast

from coordinator_app.documents.text import clean


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


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    import csv
    from io import StringIO

    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_harmless(clean(value)) for value in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    """A value Excel would compute when it opens the file gets an apostrophe before it."""
    is_number = value[:1] in ("+", "-") and value[1:2].isdigit()
    return f"'{value}" if value[:1] in ("=", "+", "-", "@") and not is_number else value
