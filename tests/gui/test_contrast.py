"""Contrast of the pairs of colours really used: read from the style sheet and from the code, not listed by hand."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtGui import QColor

from coordinator_app.common.paths import RESOURCES
from coordinator_app.gui import theme
from tests.gui.test_theme import LINE_PAIRS, TEXT_PAIRS

CODE = RESOURCES.parent / "coordinator_app" / "gui"
GROUNDS = ("window", "surface", "raised")  # where a rule names no ground of its own
STATES = ("hover", "selected", "pressed", "checked")
EXEMPT = {"text_disabled"}  # what cannot be used (WCAG 1.4.3), never the only carrier of a message
DECORATION = {"line"}  # cards and dividers; what is used has `line_strong`
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


@cache
def rules() -> tuple[tuple[str, dict[str, str]], ...]:
    """Every rule of the style sheet: its selector, and the roles by property."""
    sheet = (RESOURCES / "themes" / "application.qss").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    found: list[tuple[str, dict[str, str]]] = []
    for selector, body in RULE.findall(text):
        roles: dict[str, str] = {}
        for line in body.split(";"):
            name, _, value = line.partition(":")
            role = re.search(r"@([a-z_]+)\b", value)
            if role and not role.group(1).startswith(("pt_", "h_", "icon_")):
                roles[name.strip()] = role.group(1)
        found.append((" ".join(selector.split()), roles))
    return tuple(found)


def words_of_the_sheet() -> Iterator[tuple[str, str]]:
    """(ink, ground) of every rule that colours words."""
    for selector, roles in rules():
        for ink, ground in (("color", "background"), ("selection-color", "selection-background-color")):
            if ink not in roles or roles[ink] in EXEMPT:
                continue
            own = roles.get(ground)
            grounds = (own,) if own else ("hover", *GROUNDS) if "hover" in selector else GROUNDS
            yield from (
                (roles[ink], each) for each in grounds if roles[ink] not in {"text_on_accent", "selection_text"} or own
            )


def borders_of_controls() -> Iterator[tuple[str, str]]:
    """(line, ground) of every rule that draws the border of something that is used."""
    for selector, roles in rules():
        line = roles.get("border") or roles.get("border-color")
        if line and line not in DECORATION | EXEMPT and "disabled" not in selector and "QToolTip" not in selector:
            grounds = (roles.get("background", "selection"),) if "selected" in selector else GROUNDS
            yield from ((line, ground) for ground in grounds if line != roles.get("background"))


@pytest.mark.parametrize("key", theme.KEYS)
def test_words_of_the_style_sheet_can_be_read(key: str) -> None:
    least, colors = 7.0 if key == "kontrast" else 4.5, theme.load(key).colors
    pairs = set(words_of_the_sheet())
    assert len(pairs) > 20
    weak = {
        pair: round(theme.contrast(QColor(colors[pair[0]]), QColor(colors[pair[1]])), 2)
        for pair in pairs
        if theme.contrast(QColor(colors[pair[0]]), QColor(colors[pair[1]])) < least
    }
    assert weak == {}


@pytest.mark.parametrize("key", theme.KEYS)
def test_borders_of_what_is_used_can_be_seen(key: str) -> None:
    colors = theme.load(key).colors
    pairs = set(borders_of_controls())
    assert ("line_strong", "raised") in pairs
    assert ("focus", "surface") in pairs
    weak = [pair for pair in pairs if theme.contrast(QColor(colors[pair[0]]), QColor(colors[pair[1]])) < 3.0]
    assert weak == []


@pytest.mark.parametrize("key", theme.KEYS)
@pytest.mark.parametrize("role", ["ok", "attention", "error", "info", "text_muted"])
def test_signs_of_the_status_bar_can_be_seen(key: str, role: str) -> None:
    colors = theme.load(key).colors
    assert theme.contrast(QColor(colors[role]), QColor(colors["window"])) >= 3.0


def test_every_role_the_code_paints_with_is_checked() -> None:
    """A colour that comes into use has to come into the pairs of `test_theme.py`."""
    known = {role for pair in (*TEXT_PAIRS, *LINE_PAIRS) for role in pair} | EXEMPT | DECORATION
    used = {
        role
        for path in CODE.rglob("*.py")
        for role in re.findall(r'theme\.color\("([a-z_]+)"\)', path.read_text(encoding="utf-8"))
    }
    assert used - known == set()


def test_nothing_is_told_by_colour_alone() -> None:
    """Chips have a sign each and no two kinds the same; so do notices."""
    from coordinator_app.gui.widgets.chips import ChipStyle
    from coordinator_app.gui.widgets.notices import NOTICE_ICONS

    kinds = ("ok", "attention", "error", "info", "neutral")
    assert len({ChipStyle(kind).icon_name for kind in kinds}) == len(kinds)
    assert len({NOTICE_ICONS[kind] for kind in ("ok", "attention", "error", "info")}) == 4
