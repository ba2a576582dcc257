"""The look: colour roles from `resources/themes/*.toml`, palette, fonts, one style sheet, live switching.

Code names roles only: `theme.color("accent")`. `Theme` (one per process, made by the start of the program)
applies them to the application and follows the system until the user chooses. The style sheet
`resources/themes/application.qss` works on the dynamic properties `rolle` (what a control or label is),
`flaeche` (the ground a panel stands on) and `zustand` (a state); set them with `mark`.
Drawing widgets read the roles while painting, so a switch needs no more than a repaint.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from coordinator_app.common.paths import RESOURCES
from coordinator_app.gui import svg
from coordinator_app.gui.focus_ring import FocusWatcher

KEYS = ("hell", "dunkel", "kontrast")
MODES = {"system": "Wie das System", "hell": "Hell", "dunkel": "Dunkel", "kontrast": "Hoher Kontrast"}
SMALLEST_TEXT, LARGEST_TEXT, USUAL_TEXT = 9, 14, 10

_SIZES = {  # share of the body size
    "title": 1.5,
    "clock": 2.0,
    "detail": 1.35,
    "card": 1.15,
    "body": 1.0,
    "strong": 1.0,
    "hint": 0.9,
    "label": 0.9,
    "chip": 0.9,
    "caption": 0.85,
}
_STRONG = frozenset({"title", "clock", "detail", "card", "strong", "chip"})


@dataclass(frozen=True, slots=True)
class Roles:
    """One theme as read from its file; colours as text `#RRGGBB`."""

    key: str
    name: str
    dark: bool
    colors: dict[str, str]
    series: tuple[str, ...]
    outline: str
    grid: str
    neutral: str
    ramps: dict[str, tuple[str, ...]]


@cache
def load(key: str) -> Roles:
    """The theme with this key ("hell", "dunkel", "kontrast")."""
    data = tomllib.loads((RESOURCES / "themes" / f"{key}.toml").read_text(encoding="utf-8"))
    chart = data["diagramm"]
    return Roles(
        key=data["schluessel"],
        name=data["name"],
        dark=data["dunkel"],
        colors=dict(data["rollen"]),
        series=tuple(chart["reihen"]),
        outline=chart["umriss"],
        grid=chart["gitter"],
        neutral=chart["neutral"],
        ramps={name: tuple(steps) for name, steps in data["rampen"].items()},
    )


@dataclass(slots=True)
class _Now:
    """What is in force; module state because there is one application per process."""

    key: str = "hell"
    text_size: float = USUAL_TEXT
    family: str = ""


_now = _Now()


def roles() -> Roles:
    """The theme in force."""
    return load(_now.key)


def color(role: str) -> QColor:
    """The colour of a role in the theme in force; `KeyError` for a role that does not exist."""
    return QColor(roles().colors[role])


def ramp_color(ramp: str, step: int) -> QColor:
    """Colour of a step (1 little … 5 much) of the ramp "menge", "belastung" or "dissens"."""
    return QColor(roles().ramps[ramp][max(1, min(5, step)) - 1])


def text_on(ground: QColor) -> QColor:
    """Whichever of the theme's text colour and its opposite gives more contrast on this ground."""
    text = color("text")
    other = QColor(Qt.GlobalColor.black if roles().dark else Qt.GlobalColor.white)
    return text if contrast(text, ground) >= contrast(other, ground) else other


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours, 1 … 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _focus_color() -> QColor:
    return color("focus")


def _luminance(value: QColor) -> float:
    channels = (value.redF(), value.greenF(), value.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def font(kind: str = "body", *, tabular: bool = False) -> QFont:
    """A font of the type scale: title, detail, card, body, strong, hint, label, chip, caption, clock.

    `tabular` gives figures of equal width for columns of numbers.
    """
    found = QFont(_now.family) if _now.family else QFont()
    found.setPointSizeF(round(_now.text_size * _SIZES[kind], 1))
    if kind in _STRONG:
        found.setWeight(QFont.Weight.DemiBold)
    if tabular:
        found.setFeature(QFont.Tag("tnum"), 1)
    return found


def height(measure: int, kind: str = "body", padding: int = 8) -> int:
    """A row height: the measure of the design, or more where the font needs it."""
    return max(measure, QFontMetrics(font(kind)).lineSpacing() + padding)


def scale() -> float:
    """How much larger text is than usual; for widths that hold words."""
    return _now.text_size / USUAL_TEXT


def reveal(widget: QWidget, *, shown: bool) -> None:
    """Show or hide a part; one that has no place yet is left to its parent, else it would flash up as a window."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        widget.setVisible(shown)


def mark(widget: QWidget, *, rolle: str = "", flaeche: str = "", zustand: str | None = None) -> None:
    """Set the dynamic properties the style sheet works on and let the widget take them up at once."""
    wanted = {"rolle": rolle or None, "flaeche": flaeche or None, "zustand": zustand}
    changed = False
    for name, value in wanted.items():
        if value is not None and widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if flaeche:
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


class Theme(QObject):
    """Applies roles, fonts and style sheet to the application; `changed` fires after every switch."""

    changed = Signal()

    def __init__(self, application: QApplication, *, fusion: bool = False) -> None:
        """`fusion`: the application was started in that style (making it here costs 15 ms of Python wrappers)."""
        super().__init__()
        self._application = application
        self._mode = "system"
        QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
        if not fusion:
            application.setStyle(QStyleFactory.create("Fusion"))
        _now.family = _family(application)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self._focus = FocusWatcher(application, _focus_color)

    @property
    def mode(self) -> str:
        """What the user chose: "system" or a theme key."""
        return self._mode

    @property
    def key(self) -> str:
        """The theme in force."""
        return _now.key

    @property
    def text_size(self) -> float:
        """Size of body text in points."""
        return _now.text_size

    def start(self, mode: str = "system", text_size: float = USUAL_TEXT) -> None:
        """Apply the remembered choice; unknown values fall back to the usual ones."""
        self._mode = mode if mode in MODES else "system"
        _now.text_size = max(SMALLEST_TEXT, min(LARGEST_TEXT, text_size))
        self._apply()

    def choose(self, mode: str) -> None:
        """Switch to a theme ("hell", "dunkel", "kontrast") or follow the system ("system")."""
        self.start(mode, _now.text_size)

    def set_text_size(self, points: float) -> None:
        """Set the size of body text, 9 to 14 points; everything follows."""
        self.start(self._mode, points)

    @Slot()
    def _on_system_changed(self) -> None:
        if self._mode == "system":
            self._apply()

    def _apply(self) -> None:
        _now.key = system_key() if self._mode == "system" else self._mode
        self._application.setFont(font())
        self._application.setPalette(_palette(roles()))
        self._application.setStyleSheet(style_sheet())
        for listener in _listeners:
            listener()
        self.changed.emit()


_listeners: list[Callable[[], None]] = []


def on_change(listener: Callable[[], None]) -> None:
    """Call a function of a module (never a widget's method: it would live for ever) after every switch."""
    _listeners.append(listener)


def system_key() -> str:
    """The theme that fits what the system reports: high contrast first, then light or dark."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "kontrast"
    return "dunkel" if hints.colorScheme() == Qt.ColorScheme.Dark else "hell"


def is_look_change(event: QEvent) -> bool:
    """Whether a `changeEvent` announces another theme or text size (for widgets that keep measures or icons)."""
    return event.type() in {QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange}


def _family(application: QApplication) -> str:
    """The system's family; a font of our own only where the system has just its last resort or none."""
    usual = QFontInfo(application.font()).family()
    if usual and usual != "DejaVu Sans":  # fontconfig's last resort, far too wide for forms
        return usual
    added = ""
    for path in sorted((RESOURCES / "fonts").rglob("*.[ot]tf")):
        if _SCREEN_FONT.search(path.stem):
            number = QFontDatabase.addApplicationFont(str(path))
            added = added or next(iter(QFontDatabase.applicationFontFamilies(number)), "")
    return added or usual


_SCREEN_FONT = re.compile(r"LiberationSans-(Regular|Bold)")

_PALETTE = {
    "Window": "surface",
    "WindowText": "text",
    "Text": "text",
    "ButtonText": "text",
    "Base": "raised",
    "Button": "raised",
    "AlternateBase": "table_stripe",
    "PlaceholderText": "text_muted",
    "Highlight": "selection",
    "HighlightedText": "selection_text",
    "Accent": "accent",
    "Link": "link",
    "LinkVisited": "link",
    "ToolTipBase": "tooltip",
    "ToolTipText": "tooltip_text",
    "Light": "raised",
    "Midlight": "hover",
    "Mid": "line",
    "Dark": "line_strong",
    "Shadow": "line_strong",
    "BrightText": "error",
}


def _palette(found: Roles) -> QPalette:
    palette = QPalette()
    for name, role in _PALETTE.items():
        palette.setColor(QPalette.ColorRole[name], QColor(found.colors[role]))
    for name in ("WindowText", "Text", "ButtonText"):
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[name], QColor(found.colors["text_disabled"]))
    return palette


@cache
def _template() -> str:
    text = (RESOURCES / "themes" / "application.qss").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def style_sheet() -> str:
    """The application's style sheet with the roles and sizes in force put in.

    Placeholders: `@role`, `@pt_<font kind>` (points), `@h_<measure>` (content height that still fits the font),
    `@icon_<name>_<role>` (a recoloured icon as a file Qt can read).
    """

    def value(match: re.Match[str]) -> str:
        word = match.group(1)
        if word.startswith("pt_"):
            return f"{_now.text_size * _SIZES[word[3:]]:.1f}pt"
        if word.startswith("h_"):
            return f"{height(int(word[2:]), padding=6)}px"
        if word.startswith("icon_"):
            _, name, role = word.split("_", 2)
            return svg.sheet_file(name, roles().colors[role])
        return roles().colors[word]

    return re.sub(r"@([a-z_0-9\-]+)", value, _template())
