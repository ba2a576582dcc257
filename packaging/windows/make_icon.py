"""Write the icon of the Windows program from our drawing: `.venv/bin/python packaging/windows/make_icon.py`.

The result is kept in the repository; run this after changing resources/program.svg.
"""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
DRAWING = HERE.parent.parent / "resources" / "program.svg"
ICON = HERE / "kpr-arbeitsplatz.ico"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def picture(renderer: QSvgRenderer, size: int) -> bytes:
    """The drawing as a PNG of so many pixels a side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def icon(pictures: dict[int, bytes]) -> bytes:
    """An .ico of PNGs (Windows Vista and later): a table of sizes and places, then the pictures."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    table, data = b"", b""
    for size, png in pictures.items():
        table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), place + len(data))
        data += png
    return head + table + data


if __name__ == "__main__":
    drawing = QSvgRenderer(str(DRAWING))
    ICON.write_bytes(icon({size: picture(drawing, size) for size in SIZES}))
