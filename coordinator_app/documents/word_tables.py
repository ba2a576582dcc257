"""Tables as WordprocessingML text: one pass over the rows, ten thousand of them in well under a second."""

from collections.abc import Callable, Sequence
from typing import Any

from coordinator_app.documents.content import Alignment, GroupRow, Run, Table, Text, bold
from coordinator_app.documents.formats import TINTS, alignment_of, value_text
from coordinator_app.documents.table_widths import table_widths
from coordinator_app.documents.word_xml import run_xml, twips

_JC = {Alignment.LEFT: "", Alignment.CENTER: '<w:jc w:val="center"/>', Alignment.RIGHT: '<w:jc w:val="right"/>'}
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


def table_xml(table: Table, line: float, words: Callable[[Text], str], wide: float = 1.0) -> str:
    """The table for a line of `line` millimetres; `words` writes text that is more than a plain string.

    Letters run `wide` times as wide as ours.
    """
    return _TableText(table, line, words, wide).whole()


class _TableText:
    def __init__(self, table: Table, line: float, words: Callable[[Text], str], wide: float) -> None:
        self.table, self.words = table, words
        found = table_widths(table, line / wide)
        self.widths = [twips(width * wide) for width in found.columns]
        self.kinds = [column.kind for column in table.columns]
        self.sides = [alignment_of(column) for column in table.columns]
        self.small = "Small" if found.is_small else ""
        middle = '<w:vAlign w:val="center"/>' if table.row_height else ""
        self.openings = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr><w:p><w:pPr>{self._style(side)}</w:pPr>'
            for width, side in zip(self.widths, self.sides, strict=True)
        ]
        height = f'<w:trHeight w:val="{twips(table.row_height)}" w:hRule="atLeast"/>' if table.row_height else ""
        self.row_start = f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"

    def whole(self) -> str:
        table = self.table
        last = int(table.totals is not None)
        look = (
            f'<w:tblLook w:val="06{"60" if last else "20"}" w:firstRow="1" w:lastRow="{last}" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        opening = (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        parts = [opening, self._head()]
        parts += [self._group(row) if isinstance(row, GroupRow) else self._row(row) for row in table.rows]
        if table.totals is not None:
            parts.append(self._totals(table.totals))
        return "".join([*parts, "</w:tbl>"])

    def _head(self) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            f'<w:pStyle w:val="TableHead{self.small}"/>{_JC[side]}</w:pPr>{run_xml(column.label)}</w:p></w:tc>'
            for column, width, side in zip(self.table.columns, self.widths, self.sides, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _row(self, row: Sequence[Any]) -> str:
        parts = [self.row_start]
        for opening, value, kind in zip(self.openings, row, self.kinds, strict=True):
            text = value_text(value, kind)
            begin = _tinted(opening, value.tint) if value.__class__ is Run and value.tint else opening
            parts += (begin, run_xml(text) if isinstance(text, str) else self.words(text), "</w:p></w:tc>")
        parts.append("</w:tr>")
        return "".join(parts)

    def _group(self, row: GroupRow) -> str:
        spanned = (
            f'<w:tcPr><w:tcW w:w="{sum(self.widths)}" w:type="dxa"/><w:gridSpan w:val="{len(self.widths)}"/>'
            f"{_SHADE}</w:tcPr>"
        )
        inside = f'<w:p><w:pPr><w:pStyle w:val="TableHead{self.small}"/></w:pPr>{run_xml(row.text)}</w:p>'
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{spanned}{inside}</w:tc></w:tr>"

    def _totals(self, totals: Sequence[Any]) -> str:
        texts = (value_text(value, kind) for value, kind in zip(totals, self.kinds, strict=True))
        parts = [
            f"{opening}{self.words(bold(text) if isinstance(text, str) else text)}</w:p></w:tc>"
            for opening, text in zip(self.openings, texts, strict=True)
        ]
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(parts)}</w:tr>"

    def _style(self, side: Alignment) -> str:
        if side is Alignment.RIGHT:
            return f'<w:pStyle w:val="TableNumber{self.small}"/>'
        return f'<w:pStyle w:val="TableText{self.small}"/>{_JC[side]}'


def _tinted(opening: str, tint: int) -> str:
    """The opening of a cell with a coloured ground; it stands behind the width (order of the schema)."""
    width = 'w:type="dxa"/>'
    return opening.replace(width, f'{width}<w:shd w:val="clear" w:color="auto" w:fill="{TINTS[tint - 1]}"/>', 1)
