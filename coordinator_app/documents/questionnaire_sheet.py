"""The questionnaire as a printed sheet for pen and scanner: PDF and the place of every box in millimetres.

Set by Typst from resources/templates/questionnaire.typ; tagged (PDF/UA-1, PDF/A-2a). Same form, same bytes.
Measures and places: `documents.sheet_geometry`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from coordinator_app.common.paths import RESOURCES
from coordinator_app.documents.sheet_geometry import LARGE, MEASURES, Geometry, Measures, geometry_from
from coordinator_app.documents.sheet_words import SheetWords, sheet_words
from coordinator_app.documents.text import breakable, printable
from coordinator_app.documents.typeset_compile import STANDARDS, bundled_fonts
from coordinator_app.domain.form_codes import PageCode, clear_text, form_code, payload
from coordinator_app.domain.form_languages import form_language
from coordinator_app.domain.questionnaire_rules import block_letter, blocks, content_hash, numbers
from coordinator_app.domain.questionnaires import END_OF_FORM, Answer, Form, FormQuestion, QuestionType

TEMPLATE = RESOURCES / "templates" / "questionnaire.typ"
DRAFT_CODE = "0" * 8
MOST_PAGES = 99  # the page number in the code has two digits
_LARGEST_CREST = 400_000  # bytes; a larger picture would slow down every setting of the form
_CREATED = 946_684_800  # 1 January 2000: the same form gives the same bytes
_FIELDS_TOGETHER = 150.0  # mm; higher tables of fields may break across pages
_MOST_BELOW = 24  # answers below each other that fit on a page with their question
_TALL_LEADING = 0.45  # Arabic letters fill more of the line, so less is left between the lines
_LETTER_WIDTH = 0.185  # of a letter of the sheet's type, mm per point of its size
_Node = dict[str, Any]


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

    shown = crest if len(crest) <= _LARGEST_CREST else b""
    try:
        return _compiled(form, code, shown, draft=draft)
    except typst.TypstError:
        if not shown:
            raise
        return _compiled(form, code, b"", draft=draft)  # a damaged picture must not cost the questionnaire


def _compiled(form: Form, code: str, crest: bytes, *, draft: bool, pages: int = 0) -> tuple[bytes, Geometry]:
    """Set the form once, and again where it has more pages than there were codes.

    Content and template are files, not inputs: Typst then sets only what changed since the last time.
    """
    import typst

    pages = pages or form.most_pages + 4
    content = _content(form, code, draft=draft, pages=pages) | {"crest": list(crest) or None}
    with TemporaryDirectory(prefix="kpr-") as folder:
        main = Path(folder, "main.typ")
        main.write_text(_template(), encoding="utf-8")
        Path(folder, "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        compiler = typst.Compiler(str(main), root=folder, font_paths=bundled_fonts())
        pdf = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=_CREATED)
        found = json.loads(compiler.query("<kpr-geometry>", field="value", one=True))
    if int(found["pages"]) > pages:
        return _compiled(form, code, crest, draft=draft, pages=int(found["pages"]))
    return cast("bytes", pdf), geometry_from(found)  # one PDF, never a list of pages


@cache
def _template() -> str:
    return TEMPLATE.read_text(encoding="utf-8")


def _measures(form: Form) -> Measures:
    return LARGE if form.large_print else MEASURES


# --- Content for the template ----------------------------------------------------------------------------------


def _content(form: Form, code: str, *, draft: bool, pages: int) -> _Node:
    number = numbers(form.questions)
    measures = _measures(form)
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
        "correction": form.drawn_correction,
        "measure": asdict(measures),
        "codes": [_code(code, min(page, MOST_PAGES)) for page in range(1, pages + 1)],
        "blocks": [
            {
                "title": f"{block_letter(index)}   {_line(title)}",
                "questions": [_question(question, number, words, measures) for question in questions],
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


def _question(question: FormQuestion, number: dict[str, int], words: SheetWords, measures: Measures) -> _Node:
    skips = {code: _target(rule.target, number, words) for rule in question.filters for code in rule.codes}
    labels = {answer.code: answer.label for answer in question.answers}
    by_target: dict[str, list[str]] = {}
    for code, target in skips.items():
        by_target.setdefault(target, []).append(labels.get(code, str(code)))
    return {
        "key": question.key,
        "type": _set_as(question, measures).value,
        "number": number.get(question.key),
        "wording": _line(question.wording),
        "instruction": _line(question.instruction),
        "answers": [_answer(question, answer, skips) for answer in question.answers],
        "scales": _scales(question, words),
        "rows": [{"name": row.name, "label": _line(row.label), "text": row.text} for row in question.rows],
        "columns": _columns(question, measures),
        "column_width": _column_width(question),
        "head": _head_size(question, measures),
        "rank": question.type is QuestionType.RANKING,
        "whole": _kept_whole(question, measures),
        "skips": [
            {"label": _line(words.or_answer.join(texts)), "target": target} for target, texts in by_target.items()
        ],
        "lines": question.layout.lines,
        "digits": question.layout.digits,
        "unit": _line(question.layout.unit),
    }


def _kept_whole(question: FormQuestion, measures: Measures) -> bool:
    """Whether the question stays on one page: not with many rows, nor with fields that fill most of a page."""
    if question.type is QuestionType.TEXT_TABLE:
        return len(question.rows) * question.layout.lines * measures.writing <= _FIELDS_TOGETHER
    own_words = sum(row.text for row in question.rows)
    return len(question.rows) + own_words <= measures.together


def _set_as(question: FormQuestion, measures: Measures) -> QuestionType:
    """The type a question is set as: in large print a scale with words at every step is a list, to read them well."""
    listed = measures.stacked and question.type is QuestionType.SCALE and not question.layout.poles_only
    return QuestionType.SINGLE if listed else question.type


def _scales(question: FormQuestion, words: SheetWords) -> list[_Node]:
    """The scale of a question, and a second one with its heading and who answers it."""
    first = [_answer(question, answer, {}) for answer in question.answers]
    found: list[_Node] = [{"answers": first, "heading": _line(question.first_heading), "only": None}]
    if question.second:
        opening = [_line(answer.label) for answer in question.answers if answer.code in question.row_filter]
        only = words.only_at.format(answer=words.or_answer.join(opening)) if opening else None
        # labelled poles are a matter of the first scale
        other = replace(question, answers=question.second, layout=replace(question.layout, poles_only=False))
        second = [_answer(other, answer, {}) for answer in question.second]
        found.append({"answers": second, "heading": _line(question.second_heading), "only": only})
    return found


def _answer(question: FormQuestion, answer: Answer, skips: Mapping[int, str]) -> _Node:
    """One answer; where only the poles have words, the numbers between them stay and words are left out."""
    poles = [shown for shown in question.answers if not shown.missing]
    inner = question.layout.poles_only and not answer.missing and answer not in (poles[0], poles[-1])
    label = _line(answer.label)
    return {
        "code": answer.code,
        "label": "" if inner and not label.isdecimal() else label,
        "name": "" if inner and not label.isdecimal() else label,
        "missing": answer.missing,
        "text": answer.text,
        "skip": skips.get(answer.code),
    }


def _target(target: str, number: dict[str, int], words: SheetWords) -> str:
    if target == END_OF_FORM:
        return words.to_end
    return words.next_question.format(number=number.get(target, "?"))


def _columns(question: FormQuestion, measures: Measures) -> int:
    """Columns of answers that fit their longest label; filters need the line for their arrow."""
    larger = measures.text / MEASURES.text
    least = -(-len(question.answers) // int(_MOST_BELOW / larger)) or 1
    if question.layout.columns:
        return max(min(question.layout.columns, 2) if larger > 1 else question.layout.columns, least)
    if not question.answers:
        return 1
    longest = max(len(answer.label) + (12 if answer.text else 0) for answer in question.answers) * larger
    if question.filters:
        return max(2 if len(question.answers) > 3 and longest <= 14 else 1, least)
    fitting = next((columns for columns, width in ((4, 14), (3, 22), (2, 37)) if longest <= width), 1)
    return min(max(fitting, least), len(question.answers))


def _column_width(question: FormQuestion) -> float:
    """Width of one answer column of a matrix in mm: 62 mm for the rows, 38 where a long word wants it."""
    count = max(len(question.answers) + len(question.second), 1)
    wanted = _longest_word(question) * MEASURES.head * _LETTER_WIDTH + 2
    room = _box_room(question, MEASURES)
    easy = min((room - 62) / count, 22.0)
    return round(min(max(wanted, easy), (room - 38) / count), 2)


def _head_size(question: FormQuestion, measures: Measures) -> float:
    """Type size over the boxes: that of the sheet, in large print smaller where a long word needs it."""
    count = len(question.answers) + len(question.second)
    if not measures.stacked or not count:
        return measures.head
    wide = (_box_room(question, measures) - 1) / count
    fitting = (wide - 1) / max(_longest_word(question) * _LETTER_WIDTH, 0.1)
    return round(max(min(measures.head, fitting), MEASURES.head), 1)


def _longest_word(question: FormQuestion) -> int:
    shown = [*question.answers, *question.second]
    return max((len(word) for answer in shown for word in answer.label.split()), default=0)


def _box_room(question: FormQuestion, measures: Measures) -> float:
    """Width for labels and boxes of a matrix in mm, without the gaps between groups of answers."""
    gaps = measures.apart + (2 * measures.apart + 2 if question.second else 0)
    return 210 - 2 * measures.left - 8 - gaps
