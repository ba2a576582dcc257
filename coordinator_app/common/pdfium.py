"""One at a time with PDFium: the PDF library is not made for several threads, not even with different documents."""

from threading import RLock

alone = RLock()
"""Hold it around every call of `pypdfium2`: the preview paints while background jobs read attachments."""
