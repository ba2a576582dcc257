"""The questionnaire as a printed sheet for pen and scanner: PDF and the place of every box in millimetres.

Set by Typst from resources/templates/questionnaire.typ; tagged (PDF/UA-1, PDF/A-2a). Same form, same bytes.

Measures (all mm). Boxes 5 × 5, lines 0.25, rows 8 apart, gaps ≥ 3: smaller ones cost errors in reading
systems. Registration marks are squares of 5 mm at four corners and two half heights, 18 mm from both edges:
turned by 5° about its middle a sheet moves a mark 18 mm from the edge to 7 mm from it, one at 10 mm would
leave the sheet. The mark at the top right has a white hole, so that a page upside down is known without its
code. The code (QR version 1, level Q) has modules of 0.65 mm, 5 pixels at 200 dpi, and stands twice.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Any

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.sheet_words import SheetWords, sheet_words
from coordinator_app.documents.text import breakable, printable
from coordinator_app.documents.typeset import STANDARDS, bundled_fonts
from coordinator_app.domain.form_codes import PageCode, clear_text, form_code, payload
from coordinator_app.domain.form_languages import form_language
from coordinator_app.domain.questionnaire_rules import block_letter, blocks, content_hash, numbers
from coordinator_app.domain.questionnaires import END_OF_FORM, Answer, Form, FormQuestion, QuestionType

TEMPLATE = RESOURCES / "templates" / "questionnaire.typ"
DRAFT_CODE = "0" * 8
MOST_PAGES = 24
_LARGEST_CREST = 400_000  # bytes; a larger picture would slow down every setting of the form
_CREATED = 946_684_800  # 1 January 2000: the same form gives the same bytes
_MODULES = 21  # of a QR code of version 1
_TALL_LEADING = 1.7  # Arabic letters reach further above and below the line than Latin ones
_LETTER_WIDTH = 0.185  # of a letter of the sheet's type, mm per point of its size
_Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measures:
    """Geometry of the sheet in millimetres, type sizes in points; the template reads it by these names."""

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
    code: float = _MODULES * 0.65
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


MEASURES = Measures()


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing printed at a known place (mm from the top left corner of the page, outer size).

    `kind` is „box“, „digits“, „text“ or „line“ for what is filled in, „question“ for the frame of a whole
    question, „fiducial“ and „code“ for the scanner. `row` is the matrix row, `code` that of the answer.
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
            {name: value for name, value in asdict(mark).items() if value not in ("", None)} for mark in self.marks
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A typeset form: PDF bytes, geometry and the form code printed on it (`DRAFT_CODE` for a draft)."""

    pdf: bytes
    geometry: Geometry
    code: str


def draft_sheet(form: Form, crest: bytes = b"") -> Sheet:
    """The form as it stands, marked „Entwurf“; its code cannot be taken for that of a real form.

    `crest`: the town's arms as PNG, JPEG or SVG, printed beside the title.
    """
    pdf, geometry = _typeset(form, DRAFT_CODE, crest)
    return Sheet(pdf, geometry, DRAFT_CODE)


def final_sheet(form: Form, crest: bytes = b"") -> Sheet:
    """The form for printing: its code follows from content and geometry, so it is set twice."""
    _, geometry = _typeset(form, DRAFT_CODE, draft=False)
    code = form_code(content_hash(form), geometry.hash)
    pdf, geometry = _typeset(form, code, crest, draft=False)
    return Sheet(pdf, geometry, code)


def _typeset(form: Form, code: str, crest: bytes = b"", *, draft: bool = True) -> tuple[bytes, Geometry]:
    import typst

    data = _content(form, code, draft=draft) | {"crest": list(crest) if 0 < len(crest) <= _LARGEST_CREST else None}
    content = json.dumps(data, ensure_ascii=False)
    compiler = typst.Compiler(str(TEMPLATE), font_paths=bundled_fonts(), sys_inputs={"content": content})
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=_CREATED)
    except typst.TypstError:
        if not crest:
            raise
        return _typeset(form, code, draft=draft)  # a damaged picture must not cost the questionnaire
    found = json.loads(compiler.query("<kpr-geometry>", field="value", one=True))
    return bytes(pdf), _geometry(found)  # pyright: ignore[reportArgumentType] -- one PDF, never a list of pages


# --- Content for the template ----------------------------------------------------------------------------------


def _content(form: Form, code: str, *, draft: bool) -> _Node:
    number = numbers(form.questions)
    pages = range(1, min(form.page_limit * 2, MOST_PAGES) + 1)
    words = sheet_words(form.language)
    language = form_language(form.language)
    return {
        "title": _line(form.title),
        "subtitle": _line(form.subtitle),
        "municipality": _line(form.municipality),
        "running": _line(form.title),
        "description": words.description.format(code=code),
        "introduction": _paragraphs(form.introduction),
        "closing": _paragraphs(form.closing),
        "language": form.language.partition("-")[0],
        "rtl": language.right_to_left,
        "leading": _TALL_LEADING if language.right_to_left else 1,
        "words": asdict(words),
        "draft": draft,
        "fonts": ["Liberation Sans", "Noto Sans Arabic", "DejaVu Sans"],
        "measure": asdict(MEASURES),
        "codes": [_code(code, page) for page in pages],
        "blocks": [
            {
                "title": f"{block_letter(index)}   {_line(title)}",
                "questions": [_question(question, number, words) for question in questions],
            }
            for index, (title, questions) in enumerate(blocks(form.questions))
        ],
    }


def _line(text: str) -> str:
    return breakable(" ".join(printable(text).split()))


def _paragraphs(text: str) -> list[str]:
    return [_line(part) for part in text.splitlines() if part.strip()]


@lru_cache(maxsize=256)
def _code(code: str, page: int) -> Mapping[str, str]:
    """QR code of a page as SVG of filled runs (no lines, so that edges are sharp), and its clear text."""
    import segno

    page_code = PageCode(code, page)
    matrix = segno.make(payload(page_code), version=1, error="q", mode="alphanumeric", boost_error=False).matrix
    runs = "".join(
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(matrix) for start, length in _runs(bytes(row))
    )
    size = len(matrix)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{runs}"/></svg>'
    return {"svg": svg, "text": clear_text(page_code)}


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Start and length of every run of dark modules in a row."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((x, 1))
    return found


def _question(question: FormQuestion, number: dict[str, int], words: SheetWords) -> _Node:
    skips = {code: _target(rule.target, number, words) for rule in question.filters for code in rule.codes}
    labels = {answer.code: answer.label for answer in question.answers}
    by_target: dict[str, list[str]] = {}
    for code, target in skips.items():
        by_target.setdefault(target, []).append(labels.get(code, str(code)))
    return {
        "key": question.key,
        "type": question.type.value,
        "number": number.get(question.key),
        "wording": _line(question.wording),
        "instruction": _line(question.instruction),
        "answers": [_answer(question, answer, skips) for answer in question.answers],
        "rows": [{"name": row.name, "label": _line(row.label)} for row in question.rows],
        "columns": _columns(question),
        "column_width": _column_width(question),
        "rank": question.type is QuestionType.RANKING,
        "skips": [
            {"label": _line(words.or_answer.join(texts)), "target": target} for target, texts in by_target.items()
        ],
        "lines": question.layout.lines,
        "digits": question.layout.digits,
        "unit": _line(question.layout.unit),
    }


def _answer(question: FormQuestion, answer: Answer, skips: Mapping[int, str]) -> _Node:
    poles = [shown for shown in question.answers if not shown.missing]
    inner = question.layout.poles_only and not answer.missing and answer not in (poles[0], poles[-1])
    return {
        "code": answer.code,
        "label": "" if inner else _line(answer.label),
        "missing": answer.missing,
        "text": answer.text,
        "skip": skips.get(answer.code),
    }


def _target(target: str, number: dict[str, int], words: SheetWords) -> str:
    if target == END_OF_FORM:
        return words.to_end
    return words.next_question.format(number=number.get(target, "?"))


def _columns(question: FormQuestion) -> int:
    """Columns of answers that fit their longest label; filters need the line for their arrow."""
    if question.layout.columns:
        return question.layout.columns
    if not question.answers:
        return 1
    longest = max(len(answer.label) + (12 if answer.text else 0) for answer in question.answers)
    if question.filters:
        return 2 if len(question.answers) > 3 and longest <= 14 else 1
    fitting = next((columns for columns, width in ((4, 14), (3, 22), (2, 37)) if longest <= width), 1)
    return min(fitting, len(question.answers))


def _column_width(question: FormQuestion) -> float:
    """Width of one answer column of a matrix in mm: 62 mm for the rows, 38 where a long word wants it."""
    count = max(len(question.answers), 1)
    words = [word for answer in question.answers for word in answer.label.split()]
    wanted = max(map(len, words), default=0) * MEASURES.head * _LETTER_WIDTH + 2
    room = 210 - 2 * MEASURES.left - 8 - MEASURES.apart
    easy = min((room - 62) / count, 22.0)
    return round(min(max(wanted, easy), (room - 38) / count), 2)


# --- Geometry ----------------------------------------------------------------------------------------------------


def _geometry(found: _Node) -> Geometry:
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
