"""Measures of the printed questionnaire and the place of everything on it in millimetres.

Boxes of 5 × 5, lines of 0.25, rows 8 apart, gaps ≥ 3: smaller ones cost errors in reading systems. Registration
marks are squares of 5 mm at four corners and two half heights, 18 mm from both edges: turned by 5° about its
middle a sheet moves a mark 18 mm from the edge to 7 mm from it, one at 10 mm would leave the sheet. The mark at
the top right has a white hole, so that a page upside down is known without its code. The code (QR version 1,
level Q) has modules of 0.65 mm, 5 pixels at 200 dpi, and stands twice.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

MODULES = 21  # of a QR code of version 1
_Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measures:
    """Geometry of the sheet in millimetres, type sizes in points; the template reads it by these names.

    `drop` and `cell_drop` sink boxes and fields to the middle of the line, a matrix with more rows than
    `together` may break across pages, `stacked` puts the label of a row above its boxes.
    """

    box: float = 5.0
    line: float = 0.25
    row: float = 8.0
    apart: float = 4.0
    fiducial: float = 5.0
    hole: float = 2.0
    mark: float = 18.0
    left: float = 27.0
    top: float = 29.5
    bottom: float = 29.0
    code: float = MODULES * 0.65
    code_top: float = 13.0
    writing: float = 8.5
    cell: float = 6.5
    cell_high: float = 8.0
    between: float = 3.6
    crest: float = 10.5
    text: float = 11.0
    small: float = 9.5
    head: float = 8.5
    label: float = 10.0
    title: float = 17.0
    subtitle: float = 11.5
    running: float = 8.5
    clear: float = 7.5
    drop: float = 1.05
    cell_drop: float = 2.4
    together: int = 14
    stacked: bool = False


MEASURES = Measures()
LARGE = Measures(
    box=7.0,
    row=10.5,
    apart=5.0,
    writing=11.5,
    cell=8.5,
    cell_high=10.5,
    between=6.0,
    text=16.0,
    small=14.0,
    head=12.5,
    label=15.0,
    title=22.0,
    subtitle=16.0,
    running=10.0,
    clear=9.0,
    drop=1.5,
    cell_drop=3.2,
    together=3,
    stacked=True,
)
"""Large print: type of 16 points, boxes of 7 mm, the label of a matrix row above its boxes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing printed at a known place (mm from the top left corner of the page, outer size).

    `kind` is „box“, „digits“, „text“ or „line“ for what is filled in, „question“ for the frame of a whole
    question, „fiducial“ and „code“ for the scanner. `row` is the matrix row, `code` that of the answer
    (in a text table that of the column), `second` marks boxes of the second scale of a matrix.
    """

    kind: str
    page: int
    x: float
    y: float
    w: float
    h: float
    question: str = ""
    row: str = ""
    code: int | None = None
    cells: int = 0
    second: bool = False


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where everything stands; `hash` identifies the layout: another layout cannot be read with this one."""

    pages: int
    marks: tuple[Mark, ...]

    @property
    def hash(self) -> str:
        """Hash over all places, rounded to a hundredth of a millimetre."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """As stored with a form version."""
        marks = [
            {name: value for name, value in asdict(mark).items() if value not in ("", None) and value is not False}
            for mark in self.marks
        ]
        return json.dumps({"pages": self.pages, "marks": marks}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Geometry":
        """From what is stored."""
        data = json.loads(text)
        return cls(int(data["pages"]), tuple(Mark(**mark) for mark in data["marks"]))

    def at(self, page: int, x: float, y: float) -> str:
        """Key of the question at a place on a page, "" where there is none."""
        for mark in self.marks:
            inside = mark.x <= x <= mark.x + mark.w and mark.y <= y <= mark.y + mark.h
            if mark.kind == "question" and mark.page == page and inside:
                return mark.question
        return ""

    def frame(self, question: str) -> Mark | None:
        """The frame of a question; None when the form does not print it."""
        frames = (mark for mark in self.marks if mark.kind == "question" and mark.question == question)
        return next(frames, None)


# --- From the template ------------------------------------------------------------------------------------------


def geometry_from(found: _Node) -> Geometry:
    """The geometry from what the template reports: kind, page and place of every mark."""
    marks = [*_fixed(int(found["pages"]))]
    starts: dict[str, _Node] = {}
    for part in found["marks"]:
        if part["kind"] == "start":
            starts[part["q"]] = part
        elif part["kind"] == "end":
            marks += _frames(starts[part["q"]], part)
        elif "q" in part:
            marks.append(_mark(part))
    return Geometry(int(found["pages"]), tuple(marks))


def _mark(part: _Node) -> Mark:
    return Mark(
        kind=part["kind"],
        page=int(part["page"]),
        x=round(part["x"], 2),
        y=round(part["y"] - (part["h"] if part.get("up") else 0), 2),
        w=round(part["w"], 2),
        h=round(part["h"], 2),
        question=part["q"],
        row=part.get("row", ""),
        code=part.get("code"),
        cells=part.get("cells", 0),
        second=part.get("second", False),
    )


def _frames(start: _Node, end: _Node) -> list[Mark]:
    """The frame of a question; a matrix longer than a page has one on each of its pages."""
    found: list[Mark] = []
    for page in range(int(start["page"]), int(end["page"]) + 1):
        top = start["y"] if page == start["page"] else MEASURES.top
        bottom = end["y"] if page == end["page"] else 297 - MEASURES.bottom
        width = 210 - 2 * MEASURES.left
        found.append(
            Mark("question", page, MEASURES.left, round(top, 2), width, round(bottom - top, 2), question=start["q"])
        )
    return found


@cache
def _fixed(pages: int) -> tuple[Mark, ...]:
    """Registration marks (the one with the hole has code 1) and codes of every page."""
    size, near = MEASURES.fiducial, MEASURES.mark
    right, bottom = 210 - near - size, 297 - near - size
    places = [(near, near), (right, near), (near, 148.5 - size / 2)]
    places += [(right, 148.5 - size / 2), (near, bottom), (right, bottom)]
    side = round(MEASURES.code, 2)
    codes = [
        (round(210 - MEASURES.left - side, 2), MEASURES.code_top),
        (MEASURES.left, round(297 - MEASURES.code_top - side, 2)),
    ]
    found: list[Mark] = []
    for page in range(1, pages + 1):
        found += [Mark("fiducial", page, x, y, size, size, code=int(index == 1)) for index, (x, y) in enumerate(places)]
        found += [Mark("code", page, x, y, side, side) for x, y in codes]
    return tuple(found)
