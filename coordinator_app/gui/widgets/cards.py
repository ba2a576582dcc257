"""Cards and the rows of list cards (Heute, details)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from coordinator_app.gui import icons, theme
from coordinator_app.gui.widgets.buttons import ElidedLink
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.gui.widgets.labels import Divider, ElidedLabel, Label


class Card(QFrame):
    """A raised panel. With a title it has a head (44 high, line below) for title, hint and links.

    Put content in with `add`; `padding=0` lets rows reach the edges. Cards do not sit in cards.
    """

    def __init__(self, title: str = "", hint: str = "", parent: QWidget | None = None, *, padding: int = 16) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="karte")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.title = ElidedLabel(title, "kartentitel", natural=True)
        self.hint = ElidedLabel(hint, "gedaempft", natural=True)
        self._head = QWidget()
        self._head.setMinimumHeight(theme.height(44, "card", 20))
        self._head_line = QHBoxLayout(self._head)
        self._head_line.setContentsMargins(16, 4, 16, 4)
        self._head_line.setSpacing(8)
        self._head_line.addWidget(self.title)
        self._head_line.addWidget(self.hint)
        self._head_line.addStretch(1)
        self._line = Divider()
        outer.addWidget(self._head)
        outer.addWidget(self._line)
        self._head.setVisible(bool(title))
        self._line.setVisible(bool(title))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(12 if padding else 0)
        outer.addLayout(self.body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint gives way before the title."""
        super().resizeEvent(event)
        self._keep_title()

    def _keep_title(self) -> None:
        line = self._head_line
        items = [item.widget() for item in map(line.itemAt, range(line.count())) if item is not None]
        beside = [each for each in items if each and each not in (self.title, self.hint) and not each.isHidden()]
        taken = sum(each.minimumSizeHint().width() + line.spacing() for each in beside)
        room = self.width() - 2 * line.contentsMargins().left() - taken - 2 * line.spacing() - 24
        self.title.setMinimumWidth(max(0, min(self.title.sizeHint().width(), room)))

    def set_title(self, text: str) -> None:
        """Show another title; "" takes the head away."""
        self.title.setText(text)
        self._keep_title()
        self._head.setVisible(bool(text))
        self._line.setVisible(bool(text))

    def set_hint(self, text: str) -> None:
        """Show other muted words beside the title, such as a count."""
        self.hint.setText(text)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a link, chip or small button at the right end of the head."""
        self._head_line.addWidget(widget)

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Append content to the body."""
        if isinstance(content, QLayout):
            self.body.addLayout(content, stretch)
        else:
            self.body.addWidget(content, stretch)


class ListRow(QWidget):
    """One line of a list card: chip or icon, text (a link when `clickable`), muted addition, value at the right.

    `activated` fires on click, Enter and Space; the text takes the focus.
    """

    activated = Signal()

    def __init__(
        self,
        text: str,
        *,
        addition: str = "",
        value: str = "",
        icon: str = "",
        icon_role: str = "text_muted",
        chip: tuple[str, ChipStyle] | None = None,
        chip_width: int = 0,
        clickable: bool = True,
        strong_value: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.height(40, padding=12))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 16, 4)
        line.setSpacing(8)
        if chip is not None:
            line.addWidget(self._chip_cell(chip, chip_width))
        if icon:
            picture = IconLabel(icon, 20, icon_role)
            line.addWidget(picture)
        self.link: ElidedLink | None = None
        self._line = QHBoxLayout()
        self._line.setSpacing(4)
        line.addLayout(self._line, 1)
        self._add_words(text, addition, value, chip[0] if chip is not None else "", clickable=clickable)
        self.value = Label(value, "stark" if strong_value else "gedaempft")
        theme.reveal(self.value, shown=bool(value))
        line.addWidget(self.value, 0, Qt.AlignmentFlag.AlignRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The addition gives way first."""
        super().resizeEvent(event)
        words = self.link or self.label
        room = self._line.geometry().width() - words.sizeHint().width() - self._line.spacing()
        self.addition.setMaximumWidth(max(room, 0))

    def _add_words(self, text: str, addition: str, value: str, chip: str, *, clickable: bool) -> None:
        if clickable:
            self.link = ElidedLink(text)
            self.link.setAccessibleDescription(", ".join(part for part in (chip, addition, value) if part))
            self.link.clicked.connect(self.activated)
            self._line.addWidget(self.link)
        else:
            self.label = ElidedLabel(text, natural=True)
            self._line.addWidget(self.label)
        self.addition = ElidedLabel(f"· {addition}" if addition else "", "gedaempft", natural=True)
        self._line.addWidget(self.addition)
        self._line.addStretch(1)

    def _chip_cell(self, chip: tuple[str, ChipStyle], width: int) -> QWidget:
        cell = QWidget()
        inner = QHBoxLayout(cell)
        inner.setContentsMargins(0, 0, 0, 0)
        word, style = chip
        inner.addWidget(Chip(word, style.kind, style.icon))
        inner.addStretch(1)
        cell.setMinimumWidth(round(width * theme.scale()))
        return cell

    def add(self, widget: QWidget) -> None:
        """Put something more at the right end."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)


class IconLabel(Label):
    """An icon standing beside words (it has no meaning alone); follows the theme."""

    def __init__(self, name: str, size: int = 20, role: str = "text", parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._name, self._size, self._role = name, size, role
        self.setFixedSize(size, size)  # a picture, not text
        self._show()

    def set_icon(self, name: str, role: str = "") -> None:
        """Show another icon, in another role if given."""
        self._name, self._role = name, role or self._role
        self._show()

    def changeEvent(self, event) -> None:  # noqa: ANN001  (Qt's own signature)
        """Recolour after a theme switch."""
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._show()

    def _show(self) -> None:
        self.setPixmap(icons.pixmap(self._name, self._size, self._role))


class ListCard(Card):
    """A card made of `ListRow`s with a line between them; `set_rows` replaces them all."""

    def __init__(self, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, hint, parent, padding=0)
        self._rows: list[QWidget] = []

    def set_rows(self, rows: list[QWidget]) -> None:
        """Show these rows; the old ones are freed."""
        while self.body.count():
            item = self.body.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._rows = list(rows)
        for position, row in enumerate(rows):
            if position:
                self.body.addWidget(Divider())
            self.body.addWidget(row)
            row.show()  # at once: Qt would do so a moment later, and everything below would jump

    def rows(self) -> list[QWidget]:
        """The rows shown."""
        return list(self._rows)
