"""The navigation at the left: icon and word, 200 pixels wide, or icons only."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from coordinator_app.gui import icons, theme
from coordinator_app.gui.navigation import PageInfo

WIDE, NARROW = 200, 56


class SideNavigation(QFrame):
    """Shows the pages; `chosen` carries the page id, `collapse_wanted` the wish of the user."""

    chosen = Signal(str)
    collapse_wanted = Signal(bool)

    def __init__(self, pages: Iterable[PageInfo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, flaeche="navigation")
        self._collapsed = False
        self._infos: dict[str, PageInfo] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._town = QLabel()
        self._council = QLabel("Kommunaler Präventionsrat")
        self._toggle = _button("Einklappen", "collapse", checkable=False)
        self._layout = QVBoxLayout(self)
        self._build(list(pages))
        self.set_collapsed(False)

    def _build(self, pages: list[PageInfo]) -> None:
        self._layout.setContentsMargins(8, 10, 8, 8)
        self._layout.setSpacing(2)
        theme.mark(self._town, rolle="kartentitel")
        theme.mark(self._council, rolle="hinweis")
        for label in (self._town, self._council):
            label.setContentsMargins(8, 0, 8, 0)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self._layout.addWidget(label)
        self._council.setContentsMargins(8, 0, 8, 12)
        for info in [page for page in pages if not page.bottom and not page.hidden]:
            self._add(info)
        self._layout.addStretch(1)
        for info in [page for page in pages if page.bottom]:
            self._add(info)
        theme.mark(self._toggle, rolle="navigation")
        self._toggle.clicked.connect(self._on_toggle_clicked)
        self._layout.addWidget(self._toggle)
        self._group.idClicked.connect(self._on_group_clicked)

    def _add(self, info: PageInfo) -> None:
        button = _button(info.button_text, info.icon, checkable=True)
        button.setAccessibleName(info.title)
        self._group.addButton(button, len(self._buttons))
        self._infos[info.id] = info
        self._buttons[info.id] = button
        self._layout.addWidget(button)

    @property
    def collapsed(self) -> bool:
        """Whether only icons are shown."""
        return self._collapsed

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons only, or icons and words."""
        self._collapsed = collapsed
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if collapsed else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for page_id, button in self._buttons.items():
            button.setToolButtonStyle(style)
            button.setToolTip(self._infos[page_id].title if collapsed else "")
        self._toggle.setToolButtonStyle(style)
        self._toggle.setText("Einklappen")
        label = "Navigation ausklappen" if collapsed else "Navigation einklappen"
        self._toggle.setToolTip(label)
        self._toggle.setAccessibleName(label)
        icons.bind(self._toggle, "expand" if collapsed else "collapse", "text_muted")
        self._town.setVisible(not collapsed)
        self._council.setVisible(not collapsed)
        self._fit()

    def set_current(self, page_id: str) -> None:
        """Mark the page being shown; unknown ids mark none."""
        self._group.setExclusive(False)
        for known, button in self._buttons.items():
            button.setChecked(known == page_id)
        self._group.setExclusive(True)

    def set_town(self, name: str) -> None:
        """Show the name of the municipality."""
        self._town.setText(name)
        self._town.setToolTip(name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_layout"):
            self._fit()

    def _fit(self) -> None:
        """200 pixels, or more where a larger font needs it; 56 collapsed."""
        if self._collapsed:
            self.setFixedWidth(NARROW)
            return
        strong = theme.font("strong")
        needed = max((_text_width(button, strong.pointSizeF()) for button in self._buttons.values()), default=0)
        self.setFixedWidth(max(WIDE, needed))

    @Slot()
    def _on_toggle_clicked(self) -> None:
        self.collapse_wanted.emit(not self._collapsed)

    @Slot(int)
    def _on_group_clicked(self, number: int) -> None:
        self.chosen.emit(list(self._buttons)[number])


def _button(text: str, icon: str, *, checkable: bool) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setCheckable(checkable)
    button.setIconSize(QSize(20, 20))
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    theme.mark(button, rolle="navigation")
    icons.bind(button, icon, "text", "text_on_accent")
    return button


def _text_width(button: QToolButton, points: float) -> int:
    font = button.font()
    font.setPointSizeF(points)
    font.setBold(True)
    from PySide6.QtGui import QFontMetrics

    return QFontMetrics(font).horizontalAdvance(button.text().replace("&&", "&")) + 20 + 8 + 40
