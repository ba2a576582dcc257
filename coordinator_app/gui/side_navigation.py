"""The navigation at the left: icon and word, 200 pixels wide, or icons only."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from coordinator_app.gui import icons, theme
from coordinator_app.gui.navigation import PageInfo
from coordinator_app.gui.widgets.labels import ElidedLabel, Label

WIDE, NARROW = 200, 56
_ICON, _BEFORE_ICON, _BEFORE_WORD, _ITEM = 20, 9, 36, 36


class NavigationButton(QAbstractButton):
    """One line of the navigation; without words when collapsed, then the tooltip names it."""

    def __init__(self, text: str, icon: str, *, role: str = "text", checkable: bool = True) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon, self._role = icon, role
        self._words = True

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def show_words(self, *, shown: bool) -> None:
        """Icon and word, or the icon alone."""
        self._words = shown
        self.setToolTip("" if shown else self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """36 high or what the font needs; wide enough for the word in bold."""
        words = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text()) + 4 if self._words else 3
        return QSize(_BEFORE_WORD + words, theme.height(_ITEM, padding=14))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`, so that no word is cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover ground."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the hover ground away."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The current page on accent with a ring inside when focused."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self.isChecked()
        ground = "accent" if current else "hover" if self.underMouse() and self.isEnabled() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(self.rect(), 4, 4)
        role = "text_on_accent" if current else self._role if self.isEnabled() else "text_disabled"
        left = _BEFORE_ICON if self._words else (self.width() - _ICON) / 2
        icons.paint(painter, self._icon, QRectF(left, (self.height() - _ICON) / 2, _ICON, _ICON), role)
        if self._words:
            painter.setFont(theme.font("strong" if current else "body"))
            painter.setPen(theme.color(role))
            words = QRectF(self.rect().adjusted(_BEFORE_WORD, 0, -4, 0))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if current and self.hasFocus():
            painter.setPen(QPen(theme.color("text_on_accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 3, 3)


class SideNavigation(QFrame):
    """Shows the pages; `chosen` carries the page id, `collapse_wanted` the wish of the user."""

    chosen = Signal(str)
    collapse_wanted = Signal(bool)

    def __init__(self, pages: Iterable[PageInfo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="navigation")
        self.setAccessibleName("Seiten")
        self._collapsed = False
        self.buttons: dict[str, NavigationButton] = {}
        self._group = QButtonGroup(self)
        self._head = QWidget()
        self._town = ElidedLabel("", "kartentitel")
        self._council = Label("Kommunaler Präventionsrat", "hinweis")
        self.toggle = NavigationButton("Einklappen", "collapse", role="text_muted", checkable=False)
        self._layout = QVBoxLayout(self)
        self._build(list(pages))
        self.set_collapsed(False)

    def _build(self, pages: list[PageInfo]) -> None:
        self._layout.setContentsMargins(8, 12, 8, 6)
        self._layout.setSpacing(2)
        names = QVBoxLayout(self._head)
        names.setContentsMargins(8, 0, 4, 12)
        names.setSpacing(2)
        names.addWidget(self._town)
        names.addWidget(self._council)
        self._layout.addWidget(self._head)
        for info in [page for page in pages if not page.bottom and not page.hidden]:
            self._add(info)
        self._layout.addStretch(1)
        for info in [page for page in pages if page.bottom]:
            self._add(info)
        self.toggle.clicked.connect(self._on_toggle_clicked)
        self._layout.addWidget(self.toggle)
        self._group.idClicked.connect(self._on_group_clicked)

    def _add(self, info: PageInfo) -> None:
        button = NavigationButton(info.title, info.icon)
        button.setAutoExclusive(True)  # one of several, not a box to tick
        self._group.addButton(button, len(self.buttons))
        self.buttons[info.id] = button
        self._layout.addWidget(button)

    @property
    def collapsed(self) -> bool:
        """Whether only icons are shown."""
        return self._collapsed

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons only, or icons and words."""
        self._collapsed = collapsed
        for button in (*self.buttons.values(), self.toggle):
            button.show_words(shown=not collapsed)
        label = "Navigation ausklappen" if collapsed else "Navigation einklappen"
        self.toggle.setToolTip(label)
        self.toggle.setAccessibleName(label)
        self.toggle.set_icon("expand" if collapsed else "collapse")
        self._head.setVisible(not collapsed)
        self._fit()

    def set_current(self, page_id: str) -> None:
        """Mark the page being shown; unknown ids mark none."""
        self._group.setExclusive(False)
        for known, button in self.buttons.items():
            button.setChecked(known == page_id)
        self._group.setExclusive(True)

    def set_town(self, name: str) -> None:
        """Show the name of the municipality."""
        self._town.setText(name)

    def town(self) -> str:
        """The name shown."""
        return self._town.full_text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if theme.is_look_change(event) and hasattr(self, "_layout"):
            self._fit()

    def _fit(self) -> None:
        """200 pixels, or more where a larger font needs it; 56 collapsed."""
        needed = max((button.sizeHint().width() for button in self.buttons.values()), default=0) + 17
        self.setFixedWidth(NARROW if self._collapsed else max(WIDE, needed))

    @Slot()
    def _on_toggle_clicked(self) -> None:
        self.collapse_wanted.emit(not self._collapsed)

    @Slot(int)
    def _on_group_clicked(self, number: int) -> None:
        self.chosen.emit(list(self.buttons)[number])
