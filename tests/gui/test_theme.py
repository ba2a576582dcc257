"""Roles, contrast, palette, style sheet, fonts and live switching."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.common.paths import RESOURCES
from coordinator_app.gui import icons, theme
from coordinator_app.gui.theme import Theme
from coordinator_app.gui.widgets.buttons import PrimaryButton

pytestmark = pytest.mark.styled

GROUNDS = ("window", "surface", "raised", "sunken", "table_stripe", "hover", "accent_soft")
SOFT = ("ok_soft", "attention_soft", "error_soft", "info_soft")
TEXT_PAIRS = [
    *[("text", ground) for ground in (*GROUNDS, *SOFT)],
    *[("text_muted", ground) for ground in GROUNDS],
    *[("text_on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")],
    ("selection_text", "selection"),
    ("tooltip_text", "tooltip"),
    *[("accent", ground) for ground in ("window", "surface", "raised", "sunken", "accent_soft", "hover")],
    *[("link", ground) for ground in ("surface", "raised", "table_stripe", "hover", *SOFT)],
    *[("thread", ground) for ground in ("surface", "raised")],
    *[
        (role, ground)
        for role in ("ok", "attention", "error", "info")
        for ground in (f"{role}_soft", "surface", "raised", "table_stripe")
    ],
    ("error", "window"),
]
LINE_PAIRS = [
    *[("line_strong", ground) for ground in (*GROUNDS, *SOFT)],
    *[("focus", ground) for ground in (*GROUNDS, "ok_soft", "attention_soft", "error_soft")],
]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    found = Theme(qapp)
    yield found
    found.start("hell")
    qapp.setStyleSheet("")


@pytest.mark.parametrize("key", theme.KEYS)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_words_reach_the_contrast_for_text(key: str, ink: str, ground: str) -> None:
    colors = theme.load(key).colors
    least = 7.0 if key == "kontrast" else 4.5
    assert theme.contrast(QColor(colors[ink]), QColor(colors[ground])) >= least


@pytest.mark.parametrize("key", theme.KEYS)
@pytest.mark.parametrize(("line", "ground"), LINE_PAIRS)
def test_borders_and_focus_reach_the_contrast_for_controls(key: str, line: str, ground: str) -> None:
    colors = theme.load(key).colors
    assert theme.contrast(QColor(colors[line]), QColor(colors[ground])) >= 3.0


def test_contrast_of_black_on_white_is_21() -> None:
    assert theme.contrast(QColor("black"), QColor("white")) == pytest.approx(21)


@pytest.mark.parametrize("key", theme.KEYS)
def test_every_ramp_step_carries_readable_numbers(look: Theme, key: str) -> None:
    look.choose(key)
    for ramp in ("menge", "belastung", "dissens"):
        for step in range(1, 6):
            ground = theme.ramp_color(ramp, step)
            assert theme.contrast(theme.text_on(ground), ground) >= 4.5, (ramp, step)


@pytest.mark.parametrize("key", theme.KEYS)
def test_first_five_series_are_visible_as_lines(key: str) -> None:
    roles = theme.load(key)
    for value in roles.series[:5]:
        assert theme.contrast(QColor(value), QColor(roles.colors["raised"])) >= 3.0


def test_all_themes_have_the_same_roles() -> None:
    assert len({frozenset(theme.load(key).colors) for key in theme.KEYS}) == 1


@pytest.mark.parametrize("key", theme.KEYS)
def test_style_sheet_has_no_open_placeholder_and_stays_short(look: Theme, key: str) -> None:
    look.choose(key)
    sheet = theme.style_sheet()
    assert "@" not in sheet
    assert len(sheet.splitlines()) <= 250
    assert not re.search(r"#[0-9A-Fa-f]{6}", (RESOURCES / "themes/application.qss").read_text(encoding="utf-8"))


def test_palette_takes_the_roles_and_greys_disabled_words(look: Theme, qapp: QApplication) -> None:
    look.choose("dunkel")
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Window) == theme.color("surface")
    assert palette.color(QPalette.ColorRole.Highlight) == theme.color("selection")
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert disabled == theme.color("text_disabled")


def test_switching_recolours_bound_icons_and_tells_listeners(look: Theme) -> None:
    button = PrimaryButton("Neu", "plus")
    before = button.icon().pixmap(16).toImage()
    told: list[str] = []
    look.changed.connect(lambda: told.append(look.key))
    look.choose("kontrast")
    assert told == ["kontrast"]
    assert button.icon().pixmap(16).toImage() != before


def test_text_size_is_kept_within_bounds_and_scales_fonts(look: Theme) -> None:
    look.set_text_size(40)
    assert look.text_size == theme.LARGEST_TEXT
    assert theme.font("title").pointSizeF() == pytest.approx(21)
    look.set_text_size(10)
    assert theme.height(32) == 32


def test_unknown_mode_follows_the_system(look: Theme) -> None:
    look.start("rosa")
    assert look.mode == "system"
    assert look.key in theme.KEYS


def test_mark_is_taken_up_by_a_polished_widget(look: Theme) -> None:
    widget = QWidget()
    widget.ensurePolished()
    theme.mark(widget, flaeche="raised")
    assert widget.property("flaeche") == "raised"


def test_every_icon_is_an_outline_on_the_grid_without_its_own_colour() -> None:
    for name in icons.names():
        text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text, name
        assert 'stroke-width="1.7"' in text, name
        assert 'stroke-linecap="round"' in text, name
        assert "#" not in text, name


def test_icons_draw_something_in_their_role(look: Theme) -> None:
    for name in sorted(icons.names()):
        image = icons.pixmap(name, 20, "accent").toImage()
        inked = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert theme.color("accent") in inked or not inked, name


def test_unknown_icon_is_a_defect(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("gibt-es-nicht")


@pytest.mark.parametrize(
    ("contrast", "scheme", "wanted"),
    [
        (Qt.ContrastPreference.HighContrast, Qt.ColorScheme.Light, "kontrast"),
        (Qt.ContrastPreference.HighContrast, Qt.ColorScheme.Dark, "kontrast"),
        (Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Dark, "dunkel"),
        (Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Unknown, "hell"),
    ],
)
def test_system_settings_are_followed(
    monkeypatch: pytest.MonkeyPatch, contrast: Qt.ContrastPreference, scheme: Qt.ColorScheme, wanted: str
) -> None:
    wishes = SimpleNamespace(contrastPreference=lambda: contrast)
    hints = SimpleNamespace(accessibility=lambda: wishes, colorScheme=lambda: scheme)
    monkeypatch.setattr(theme.QGuiApplication, "styleHints", lambda: hints)
    assert theme.system_key() == wanted
