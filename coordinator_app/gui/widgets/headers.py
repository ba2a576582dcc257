"""Heads of pages and of detail panes: title, muted words, chip, buttons at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.widgets.buttons import IconButton, PrimaryButton, WordButton
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import ElidedLabel, Label


class PageHeader(QWidget):
    """Title and subtitle left, buttons right (the primary one last), 64 high.

    Where the title would be cut off, buttons with an icon give up their words, the first ones first. `chip` beside
    the title is hidden until set; `show_back` puts „Zurück“ before the title (signal `back`).
    """

    back = Signal()

    def __init__(
        self, title: str, subtitle: str = "", buttons: Sequence[QPushButton] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.height(64, "title", 24))
        theme.mark(self, flaeche="surface")
        self.title = ElidedLabel(title, "seitentitel", natural=True)
        self.subtitle = ElidedLabel(subtitle, "gedaempft")
        self.chip = Chip()
        self.chip.hide()
        self._back = IconButton("chevron-left", "Zurück", flat=True)
        self._back.hide()
        self._back.clicked.connect(self.back)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(8)
        line.addWidget(self._back)
        line.addWidget(self.title)
        line.addWidget(self.chip)
        line.addSpacing(8)
        line.addWidget(self.subtitle, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        line.addLayout(self._buttons)
        for button in buttons:
            self.add_button(button)

    def set_title(self, text: str) -> None:
        """Show another title."""
        self.title.setText(text)

    def set_subtitle(self, text: str) -> None:
        """Show other words beside the title, such as „38 Einträge, 26 laufend“."""
        self.subtitle.setText(text)

    def add_button(self, button: QWidget) -> None:
        """Put one more button at the right end."""
        self._buttons.addWidget(button)

    def show_back(self, *, shown: bool = True) -> None:
        """Show „Zurück“ before the title."""
        self._back.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out again which buttons have room for their words."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Follow a title or button that changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        margins = self.contentsMargins().left() + 2 * 24 + 16
        before = [each.sizeHint().width() + 8 for each in (self._back, self.title, self.chip) if not each.isHidden()]
        buttons = [item.widget() for item in map(self._buttons.itemAt, range(self._buttons.count())) if item]
        shown = [each for each in buttons if each is not None and not each.isHidden()]
        widths = [each.roomy_width() if isinstance(each, WordButton) else each.sizeHint().width() for each in shown]
        excess = margins + sum(before) + sum(widths) + 8 * len(shown) - self.width()
        for button, width in zip(shown, widths, strict=True):
            if isinstance(button, WordButton) and not isinstance(button, PrimaryButton):
                button.set_compact(compact=excess > 0)
                excess -= width - button.sizeHint().width() if excess > 0 else 0


class _WrappingTitle(Label):
    """As wide as its words in one line where there is room; wraps where there is less."""

    def sizeHint(self) -> QSize:
        """One line."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 4, metrics.lineSpacing())

    def heightForWidth(self, width: int) -> int:
        """One line where the words have room; broken scales round to a line more."""
        hint = self.sizeHint()
        return hint.height() if width >= hint.width() else super().heightForWidth(width)

    def full_text(self) -> str:
        """All words."""
        return self.text()

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(min(self.sizeHint().width(), 120), self.sizeHint().height())


class DetailHeader(QWidget):
    """Head of a detail pane: title (13.5 pt), muted code, chip, buttons right.

    Code, chip and further ones (`add_chip`) stand beside the title where there is room, else below it; a title too
    long for a line wraps.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = _WrappingTitle(title, "titel", wrap=True)
        self.code = Label("", "gedaempft")
        self.code.hide()
        self.chip = Chip()
        self.chip.hide()
        self.chip.installEventFilter(self)
        self._facts: list[QWidget] = [self.code, self.chip]
        self._beside = QHBoxLayout()
        self._below = QHBoxLayout()
        self._below.setContentsMargins(0, 0, 0, 0)
        self._buttons = QHBoxLayout()
        self._is_below = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(12)
        column.addLayout(line)
        line.addWidget(self.title)
        line.addLayout(self._beside)
        line.addStretch(1)
        line.addLayout(self._buttons)
        column.addLayout(self._below)
        for row in (self._beside, self._below):
            row.setSpacing(12)
        self._buttons.setSpacing(8)
        self._arrange()

    def set(self, title: str, code: str = "") -> None:
        """Show another record's title and code."""
        self.title.setText(title)
        self.code.setText(code)
        self.code.setVisible(bool(code))
        self._arrange()

    def add_button(self, button: QWidget) -> None:
        """Put one more button at the right end."""
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        button.installEventFilter(self)

    def add_chip(self, chip: Chip) -> None:
        """Put one more chip behind the first."""
        chip.installEventFilter(self)
        self._facts.append(chip)
        (self._below if self._is_below else self._beside).addWidget(chip)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out again what has room beside the title."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a chip or button that appears, goes or says something else."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest}:
            self._arrange()
        return False

    def _arrange(self) -> None:
        """Beside the title or below it, whichever the words allow."""
        title = self.title.sizeHint().width()
        extras = [each for each in self._facts if not each.isHidden()]
        room = self.width() - self._buttons.sizeHint().width() - 24
        needed = title + sum(each.sizeHint().width() + 12 for each in extras)
        below = bool(extras) and needed > room and self.width() > 0
        if below == self._is_below and self._beside.count() + self._below.count():
            return
        self._is_below = below
        self._place()

    def _place(self) -> None:
        for row in (self._beside, self._below):
            while row.count():
                row.takeAt(0)
        target = self._below if self._is_below else self._beside
        for fact in self._facts:
            target.addWidget(fact, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._is_below:
            target.addStretch(1)
