"""A finished PDF in memory: page sizes, pictures and text."""

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from coordinator_app.common import pdfium
from coordinator_app.common.errors import UserError

_POINTS = 72.0


class PdfPages:
    """Pages of one file, for one thread. `grey` pictures have no colour."""

    def __init__(self, data: bytes, *, grey: bool = False) -> None:
        import pypdfium2

        self.data = data
        self.grey = grey
        try:
            with pdfium.alone:
                self._document = pypdfium2.PdfDocument(data)
                self.count = len(self._document)
                self._sizes = [self._document.get_page_size(page) for page in range(self.count)]
        except pypdfium2.PdfiumError as error:
            raise UserError(
                "Das Dokument lässt sich nicht anzeigen. Bitte speichern Sie es als Word-Datei.",
                help_topic="druckansicht",
            ) from error

    def size(self, page: int, dots_per_inch: float) -> QSize:
        """Size of a page in pixels at a resolution."""
        width, height = self._sizes[page]
        return QSize(round(width / _POINTS * dots_per_inch), round(height / _POINTS * dots_per_inch))

    def upright(self, page: int) -> bool:
        """Whether a page stands rather than lies."""
        width, height = self._sizes[page]
        return bool(height >= width)

    def picture(self, page: int, size: QSize) -> QImage:
        """The page on white paper, at most this size in pixels."""
        scale = size.width() / self._sizes[page][0]
        with pdfium.alone:
            opened: Any = self._document[page]  # its declared scale is a whole number, the real one is not
            bitmap: Any = opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            view = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
            # The buffer belongs to the bitmap, which is freed below. The renderer rounds up: a line of pixels too many
            # would be dropped out of the middle of the text when the picture is drawn into its frame.
            picture = view.copy(0, 0, min(bitmap.width, size.width()), min(bitmap.height, size.height()))
            bitmap.close()
            opened.close()
        return picture.convertToFormat(QImage.Format.Format_Grayscale8) if self.grey else picture

    def text(self, page: int) -> str:
        """The page's text, for tests and screen readers."""
        with pdfium.alone:
            opened = self._document[page]
            reader = opened.get_textpage()
            text = str(reader.get_text_bounded())
            reader.close()
            opened.close()
        return text

    def close(self) -> None:
        """Free the document."""
        with pdfium.alone:
            self._document.close()
