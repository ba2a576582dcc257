"""What a Word document is written on: the package it starts from, its page, its headers and footers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Literal, TypeAlias
from zipfile import ZipFile

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.content import Orientation

TEMPLATE = RESOURCES / "templates" / "standard.docx"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TWIPS_PER_MM = 56.693

Element: TypeAlias = Literal["header", "footer"]
Pages: TypeAlias = Literal["default", "first", "even"]
Content: TypeAlias = Literal["", "running", "first", "footer"]


@dataclass(frozen=True, slots=True)
class Page:
    """The upright page in twips; `extra` = further section properties of a template behind the margins."""

    width: int = 11906
    height: int = 16838
    top: int = 1134
    right: int = 1134
    bottom: int = 1247
    left: int = 1417
    header: int = 624
    footer: int = 567
    gutter: int = 0
    extra: str = ""

    def line(self, orientation: Orientation) -> int:
        """Width of the text area in twips."""
        whole = self.width if orientation is Orientation.PORTRAIT else self.height
        return whole - self.left - self.right - self.gutter

    def line_width(self, orientation: Orientation) -> float:
        """Width of the text area in millimetres, not a hair too wide."""
        return int(self.line(orientation) / TWIPS_PER_MM * 10) / 10

    def xml(self, orientation: Orientation) -> str:
        """Size and margins of a section."""
        size = f'<w:pgSz w:w="{self.width}" w:h="{self.height}"/>'
        if orientation is Orientation.LANDSCAPE:
            size = f'<w:pgSz w:w="{self.height}" w:h="{self.width}" w:orient="landscape"/>'
        sides = ("top", "right", "bottom", "left", "header", "footer", "gutter")
        margins = " ".join(f'w:{side}="{getattr(self, side)}"' for side in sides)
        return f"{size}<w:pgMar {margins}/>{self.extra}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A header or footer: relationship id, what the program writes into it ("" = the town's own, left as it is).

    `numbered`: the program adds the page number.
    """

    relation: str
    content: Content = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTemplate:
    """A package without text whose styles have our ids.

    `frames` by (lies across, header or footer, which pages). `different_first`: the first page has frames of its
    own. `front` = XML of what stands before the text (`root` = attributes it needs at the top). `list_pattern` = the
    definition numbered lists use. `running` = style of running text. `text_width` and `cell_width` say how much wider
    words run than ours, in the text and in tables. The rest says what the template prints itself.
    """

    data: bytes
    frames: Mapping[tuple[bool, Element, Pages], Frame]
    page: Page = Page()
    different_first: bool = True
    front: str = ""
    root: str = ""
    list_pattern: int = 1
    text_width: float = 1.0
    cell_width: float = 1.0
    running: str = "Normal"
    is_house: bool = False
    has_letterhead: bool = False
    prints_title: bool = False
    prints_marking: bool = False


@cache
def standard_template() -> WordTemplate:
    """The look of the program itself."""
    data = TEMPLATE.read_bytes()
    with ZipFile(BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    ids = {stem: key for key, stem in re.findall(r'Id="(\w+)"[^>]*Target="((?:header|footer)\w*)\.xml"', relations)}
    frames: dict[tuple[bool, Element, Pages], Frame] = {}
    for wide, ending in ((False, ""), (True, "_wide")):
        footer = Frame(ids["footer" + ending], "footer", numbered=True)
        frames[wide, "header", "default"] = Frame(ids["header" + ending], "running")
        frames[wide, "header", "first"] = Frame(ids["header_first"], "first")
        frames[wide, "footer", "default"] = frames[wide, "footer", "first"] = footer
    return WordTemplate(data=data, frames=frames)
