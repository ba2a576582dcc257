"""Status chips: icon and word on a soft ground; drawn by one function for widgets and table cells."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coordinator_app.common.german import due_words
from coordinator_app.gui import icons, theme

_ICON, _LEFT, _RIGHT, _GAP, _HEIGHT = 14, 6, 8, 4, 22
_USUAL_ICON = {"ok": "tick-circle", "attention": "triangle", "error": "octagon", "info": "clock", "neutral": "circle"}


@dataclass(frozen=True, slots=True)
class ChipStyle:
    """How a state looks: kind "ok", "attention", "error", "info" or "neutral"; icon "" = the kind's usual one.

    One icon per meaning: tick-circle läuft/gut, clock Termin/geplant, triangle Achtung, octagon Fehler,
    pause ruht, tick fertig, lock gesperrt, pencil Entwurf, mail beantragt/versandt, circle offen.
    """

    kind: str = "neutral"
    icon: str = ""

    @property
    def icon_name(self) -> str:
        """The icon shown."""
        return self.icon or _USUAL_ICON[self.kind]


def chip_size(text: str) -> QSize:
    """Size of a chip with this word in the text size in force."""
    metrics = QFontMetrics(theme.font("chip"))
    return QSize(_LEFT + _ICON + _GAP + metrics.horizontalAdvance(text) + _RIGHT, theme.height(_HEIGHT, "chip", 4))


def paint_chip(painter: QPainter, left: float, middle: float, text: str, style: ChipStyle) -> QRectF:
    """Draw a chip with its left edge and vertical middle at this point; returns its rectangle."""
    size = chip_size(text)
    area = QRectF(round(left), round(middle - size.height() / 2), size.width(), size.height())
    neutral = style.kind == "neutral"
    ink = "text_muted" if neutral else style.kind
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if theme.roles().key == "kontrast":
        painter.setPen(QPen(theme.color("text" if neutral else ink), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken" if neutral else f"{style.kind}_soft"))
        painter.drawRoundedRect(area, 4, 4)
    icon_area = QRectF(area.left() + _LEFT, area.center().y() - _ICON / 2, _ICON, _ICON)
    icons.paint(painter, style.icon_name, icon_area, ink)
    painter.setFont(theme.font("chip"))
    painter.setPen(theme.color(ink))
    words = QRectF(QPointF(icon_area.right() + _GAP, area.top()), area.bottomRight())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return area


class Chip(QLabel):
    """A chip standing in a header or row; not clickable. Kinds: ok, attention, error, info, neutral.

    A label, so that screen readers take it for the word it is.
    """

    def __init__(self, text: str = "", kind: str = "neutral", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._style = ChipStyle(kind, icon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set(self, text: str, kind: str = "neutral", icon: str = "") -> None:
        """Show another state; an empty text hides the chip."""
        self._text, self._style = text, ChipStyle(kind, icon)
        self.setAccessibleName(text)
        theme.reveal(self, shown=bool(text))
        self.updateGeometry()
        self.update()

    def set_style(self, text: str, style: ChipStyle) -> None:
        """Show another state by its declared style."""
        self.set(text, style.kind, style.icon)

    def text(self) -> str:
        """The word shown."""
        return self._text

    def kind(self) -> str:
        """The kind shown."""
        return self._style.kind

    def sizeHint(self) -> QSize:
        """Room for icon and word; chips are never shortened."""
        return chip_size(self._text)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        paint_chip(painter, 0, self.height() / 2, self._text, self._style)


_DUE_SOON = 3


def due_chip(days: int) -> tuple[str, ChipStyle]:
    """Words and look of a due date that many days ahead (negative = overdue): „in 12 Tagen“."""
    words = due_words(days)
    return words, due_look(words) or ChipStyle()


def due_look(words: object) -> ChipStyle | None:
    """The look of „überfällig seit 3 Tagen“, „heute fällig“, „in 12 Tagen“, „erledigt am …“; None for no words."""
    text = str(words or "")
    if not text:
        return None
    if text.startswith("überfällig"):
        return ChipStyle("error", "triangle")
    if text.startswith("erledigt"):
        return ChipStyle("ok", "tick")
    days = text.removeprefix("in ").removesuffix(" Tagen")
    soon = not days.isdigit() or int(days) <= _DUE_SOON
    return ChipStyle("attention" if soon else "neutral", "clock")
