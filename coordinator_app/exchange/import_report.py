"""The report of an import as an Excel file: what became of every row and every oddity."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One sheet: headings with widths in characters, rows of text and whole numbers."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | int]]


def write_report(sheets: Sequence[ReportSheet], title: str) -> bytes:
    """An .xlsx file with frozen, filterable headings; texts are never taken for formulas or links."""
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs] - it has none

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with cast("Any", xlsxwriter).Workbook(out, options) as book:
        book.set_properties({"title": title, "language": "de-DE"})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for place, (heading, width) in enumerate(sheet.columns):
                page.set_column(place, place, width, body)
                page.write_string(0, place, heading, head)
            for line, row in enumerate(sheet.rows, start=1):
                for place, value in enumerate(row):
                    if isinstance(value, int):
                        page.write_number(line, place, value, body)
                    else:
                        page.write_string(line, place, value[:32_000], body)
            page.freeze_panes(1, 0)
            if sheet.rows:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
    return out.getvalue()
