"""Reading a typeset questionnaire back: its lines, its text, how far marks are from the lines really drawn."""

from collections.abc import Iterable, Iterator

from coordinator_app.documents.questionnaire_sheet import Sheet
from coordinator_app.documents.sheet_geometry import MEASURES, Mark

_MM = 25.4 / 72
_PATH = 2  # kind of an object of pdfium


def rectangles(sheet: Sheet) -> list[tuple[int, float, float, float, float]]:
    """Vector shapes in the PDF: page, x, y, width, height in mm from the top left corner."""
    import pypdfium2

    document = pypdfium2.PdfDocument(sheet.pdf)
    found: list[tuple[int, float, float, float, float]] = []
    for number in range(len(document)):
        for shape in document[number].get_objects(max_depth=8):
            if shape.type == _PATH:
                left, bottom, right, top = (value * _MM for value in shape.get_bounds())
                found.append((number + 1, left, 297 - top, right - left, top - bottom))
    document.close()
    return found


def text_of(sheet: Sheet) -> str:
    """All words of the PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(sheet.pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def of_kind(sheet: Sheet, *kinds: str) -> list[Mark]:
    """The marks of these kinds."""
    return [mark for mark in sheet.geometry.marks if mark.kind in kinds]


def misplaced(sheet: Sheet, kinds: Iterable[str] = ("box", "digits", "fiducial")) -> Iterator[Mark]:
    """Marks without a shape within 0.1 mm of their place and size."""
    shapes = rectangles(sheet)
    for mark in of_kind(sheet, *kinds):
        grow = 0 if mark.kind == "fiducial" else MEASURES.line  # the bounds of a line include its thickness
        distance = min(
            max(abs(x + grow - mark.x), abs(y + grow - mark.y), abs(w - 2 * grow - mark.w), abs(h - 2 * grow - mark.h))
            for page, x, y, w, h in shapes
            if page == mark.page
        )
        if distance > 0.1:
            yield mark
