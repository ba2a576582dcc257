"""Words by rank, dividing lines, section titles and the thin progress line."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from coordinator_app.gui import theme


class Label(QLabel):
    """Plain text by rank; never interprets markup unless `rich`.

    Ranks: "" body, "seitentitel", "titel", "kartentitel", "stark", "gedaempft", "hinweis", "beschriftung",
    "klein", "uhr", "zahl", "fehler".
    """

    def __init__(
        self, text: str = "", rolle: str = "", parent: QWidget | None = None, *, wrap: bool = False, rich: bool = False
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if rolle:
            theme.mark(self, rolle=rolle)


class ElidedLabel(Label):
    """One line that ends in „…“ where the room ends; the tooltip then shows all of it.

    `natural` takes as much room as the words need and no more; else all the room there is.
    """

    def __init__(
        self, text: str = "", rolle: str = "", parent: QWidget | None = None, *, natural: bool = False
    ) -> None:
        self._full = text
        super().__init__(text, rolle, parent)
        policy = QSizePolicy.Policy.Maximum if natural else QSizePolicy.Policy.Ignored
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(self.sizeHint().width(), 48), super().sizeHint().height())

    def setText(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def full_text(self) -> str:
        """The whole text."""
        return self._full

    def text(self) -> str:
        """The whole text, however much of it is in sight."""
        return self._full

    def resizeEvent(self, event) -> None:  # noqa: ANN001  (Qt's own signature)
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._elide()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure with the font that is really used."""
        super().showEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        QLabel.setText(self, shown)
        self.setToolTip(self._full if shown != self._full else "")


class Divider(QFrame):
    """A one-pixel line, horizontal or vertical."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        theme.mark(self, rolle="trennlinie-senkrecht" if vertical else "trennlinie")


class SectionTitle(QWidget):
    """A section's heading with a muted hint beside it and links at the right."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, "kartentitel")
        self.hint = Label(hint, "gedaempft")
        theme.reveal(self.hint, shown=bool(hint))
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addWidget(self.title)
        self._line.addWidget(self.hint)
        self._line.addStretch(1)

    def set_title(self, text: str) -> None:
        """Show another heading."""
        self.title.setText(text)

    def set_hint(self, text: str) -> None:
        """Show another hint; "" hides it."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def add(self, widget: QWidget) -> None:
        """Put a link or small button at the right end."""
        self._line.addWidget(widget)


class ProgressLine(QProgressBar):
    """A progress line without words; `name` says what it measures, for assistive technology and as tooltip."""

    def __init__(self, name: str, done: int = 0, total: int = 100, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.set_progress(done, total)

    def set_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`; a total of 0 shows an empty line."""
        self.setRange(0, max(total, 1))
        self.setUpdatesEnabled(False)  # else it is painted at once, with everything around it, before the next key
        self.setValue(min(done, total))
        self.setUpdatesEnabled(True)
        self.setToolTip(f"{done} von {total}")
