"""Pages put onto sheets: two beside each other, or a booklet; the result is what is shown and printed."""

import ctypes
from io import BytesIO
from typing import Any

from coordinator_app.common import pdfium
from coordinator_app.domain.print_plan import Arrangement, page_order

A4, A3 = (595.276, 841.89), (841.89, 1190.55)  # points, upright


def arranged(data: bytes, arrangement: Arrangement) -> bytes:
    """The sides of the sheets as a PDF of its own; the text stays text."""
    if arrangement is Arrangement.SINGLE:
        return data
    with pdfium.alone:
        return _arranged(data, arrangement)


def _arranged(data: bytes, arrangement: Arrangement) -> bytes:
    import pypdfium2

    source, ordered = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    try:
        upright = _put_in_order(source, ordered, arrangement)
        short, long = A3 if arrangement is Arrangement.BOOKLET_A4 else A4
        return _joined(ordered, (long, short) if upright else (short, long), beside=upright)
    finally:
        ordered.close()
        source.close()


def _put_in_order(source: Any, ordered: Any, arrangement: Arrangement) -> bool:
    """Copy the pages with empty ones between; whether they stand upright."""
    width, height = source.get_page_size(0)
    order = page_order(arrangement, len(source))
    ordered.import_pages(source, pages=[page for page in order if page is not None])
    for place, page in enumerate(order):
        if page is None:
            ordered.new_page(width, height, index=place)
    return bool(height >= width)


def _joined(ordered: Any, size: tuple[float, float], *, beside: bool) -> bytes:
    """Two pages on each side of the given size in points, beside or above each other."""
    import pypdfium2
    from pypdfium2 import raw

    across, down = (2, 1) if beside else (1, 2)
    joined = raw.FPDF_ImportNPagesToOne(ordered.raw, *size, across, down)
    made: Any = pypdfium2.PdfDocument(ctypes.cast(joined, raw.FPDF_DOCUMENT))
    target = BytesIO()
    made.save(target)
    made.close()
    return target.getvalue()
