"""Outline SVGs from `resources/icons`, recoloured and rendered; knows colours as values only, no roles."""

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from coordinator_app.common.paths import RESOURCES

_FOLDER = RESOURCES / "icons"


@cache
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(path.stem for path in _FOLDER.glob("*.svg"))


@cache
def _source(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


def paint(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw the icon into the rectangle; `FileNotFoundError` for a name that does not exist."""
    _renderer(name, color.name()).render(painter, rect)


@cache
def pixmap(name: str, size: int, color: str, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon as a transparent square of `size` logical pixels in the colour `#rrggbb`, with a `gap` at the right."""
    renderer = _renderer(name, color)  # before the painter: an error while one is active crashes Qt
    found = QPixmap(round((size + gap) * ratio), round(size * ratio))
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    renderer.render(painter, QRectF(0, 0, round(size * ratio), round(size * ratio)))
    painter.end()
    found.setDevicePixelRatio(ratio)
    return found


def picture(file: str, size: int) -> QPixmap:
    """A coloured drawing of `resources` as a transparent square of `size` pixels."""
    renderer = QSvgRenderer(str(RESOURCES / file))
    found = QPixmap(size, size)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return found


@cache
def _sheet_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="kpr-symbole-", ignore_cleanup_errors=True)


@cache
def sheet_file(name: str, color: str) -> str:
    """Path of the recoloured icon for a style sheet's `url()`; the file lives as long as the process."""
    path = Path(_sheet_folder().name) / f"{name}-{color.lstrip('#').lower()}.svg"
    path.write_text(_source(name).replace("currentColor", color), encoding="utf-8")
    return path.as_posix()
