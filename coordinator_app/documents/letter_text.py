"""The text of a letter as Word paragraphs in the look of the paragraph it replaces, without styles of ours.

A town's template has its own styles: paragraphs copy the properties of the placeholder's paragraph and run, what
goes beyond (lists, tables, headings) is formatted directly.
"""

from collections.abc import Sequence
from copy import deepcopy
from importlib import import_module
from typing import Any

from coordinator_app.documents.content import (
    Alignment,
    Block,
    Boxed,
    BulletList,
    Heading,
    KeyValues,
    LabelledList,
    ListItem,
    Notice,
    NumberedList,
    Paragraph,
    Run,
    Table,
    Text,
    plain,
    runs,
)
from coordinator_app.documents.formats import value_text
from coordinator_app.documents.layout import label_width, labels_of
from coordinator_app.documents.text import bound, clean
from coordinator_app.documents.word_tables import table_xml
from coordinator_app.documents.word_xml import run_xml

_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="737373"'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = f"<w:tblBorders>{''.join(f'<w:{side} {_LINE}/>' for side in _SIDES)}</w:tblBorders>"
_MARGINS = (
    '<w:tblCellMar><w:left w:w="113" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar>'
    '<w:tblLook w:val="0620"'
)
_CELL_SIZE = '<w:sz w:val="18"/><w:szCs w:val="18"/>'  # tables are laid out for 9 points
_ROOM = 1.2  # a town's type may run wider than ours
_CELL = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

Element = Any  # lxml elements of python-docx are untyped


def serialized(element: Element) -> bytes:
    """An element as XML with its declaration."""
    library: Any = import_module("docx.opc.oxml")  # its types are incomplete
    made: bytes = library.serialize_part_xml(element)
    return made


class LetterText:
    """Writes blocks as paragraphs like `model` (an lxml paragraph); `line` = width of the text area in millimetres."""

    def __init__(self, model: Element, line: float) -> None:
        self._properties: Element = model.pPr
        first = next(iter(model.r_lst), None)
        self._look: Element = first.rPr if first is not None else None
        self._line = line

    def xml(self, blocks: Sequence[Block]) -> str:
        """All blocks; what belongs to no letter (page breaks, charts) is left out."""
        found: list[str] = []
        for block in blocks:
            found += self._block(block)
        return "".join(found) or self._paragraph("")

    def _block(self, block: Block) -> list[str]:
        if isinstance(block, Paragraph):
            return [self._paragraph(block.text, side=block.alignment)]
        if isinstance(block, Heading):
            words = f"{block.label} {block.text}" if block.label else block.text
            return [self._paragraph(Run(words, bold=True), keep=True)]
        if isinstance(block, BulletList):
            return self._items(block.items, ["–"] * len(block.items))
        if isinstance(block, NumberedList):
            return self._items(block.items, [f"{number}." for number in range(block.start, 10_000)])
        if isinstance(block, KeyValues | LabelledList):
            return self._labelled(block)
        if isinstance(block, Boxed):
            title = [self._paragraph(Run(block.title, bold=True), keep=True)] if block.title else []
            return title + [xml for inner in block.blocks for xml in self._block(inner)]
        if isinstance(block, Notice):
            title = [self._paragraph(Run(block.title, bold=True), keep=True)] if block.title else []
            return [*title, self._paragraph(block.text)]
        return self._table(block) if isinstance(block, Table) else []

    def _items(self, items: Sequence[Text | ListItem], marks: Sequence[str]) -> list[str]:
        found: list[str] = []
        for item, mark in zip(items, marks, strict=False):
            text = item.text if isinstance(item, ListItem) else item
            found.append(self._hanging(mark, text, 6.0))
            if isinstance(item, ListItem):
                found += [self._hanging("–", inner, 6.0, left=6.0) for inner in item.items]
        return found

    def _labelled(self, block: KeyValues | LabelledList) -> list[str]:
        width = label_width(labels_of(block)) * _ROOM
        if isinstance(block, KeyValues):
            return [self._hanging(label, value, width, bold=True) for label, value in block.pairs]
        found: list[str] = []
        for item in block.items:
            detail = f"\n{plain(item.detail)}" if plain(item.detail) else ""
            found.append(self._hanging(item.label, (*runs(item.text), detail), width, bold=True))
        return found

    def _hanging(self, label: str, text: Text, width: float, *, bold: bool = False, left: float = 0) -> str:
        return self._paragraph((Run(f"{label}\t", bold=bold), *runs(text)), hanging=width, left=left)

    def _paragraph(
        self,
        text: Text,
        *,
        hanging: float = 0,
        left: float = 0,
        keep: bool = False,
        side: Alignment = Alignment.LEFT,
    ) -> str:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import parse_xml
        from docx.shared import Mm
        from docx.text.paragraph import Paragraph as WordParagraph

        node: Element = parse_xml(f"<w:p {_W}/>")
        if self._properties is not None:
            node.insert(0, deepcopy(self._properties))
        shown: Any = WordParagraph(node, None)  # pyright: ignore[reportArgumentType]  (no parent: only formatted here)
        form = shown.paragraph_format
        if hanging:
            form.left_indent, form.first_line_indent = Mm(left + hanging), Mm(-hanging)
            form.tab_stops.add_tab_stop(Mm(left + hanging))
        if keep:
            form.keep_with_next = True
        if side is not Alignment.LEFT:
            form.alignment = getattr(WD_ALIGN_PARAGRAPH, side.name)
        for run in runs(text):
            self._run(shown, run)
        return serialized(node).decode("utf-8").partition("?>")[2].strip()

    def _run(self, shown: Any, run: Run) -> None:
        made: Any = shown.add_run()
        if self._look is not None:
            made._r.insert(0, deepcopy(self._look))  # noqa: SLF001  (the element behind the run)
        made.text = bound(clean(run.text))
        if run.bold or run.is_missing:
            made.bold = True
        if run.italic:
            made.italic = True

    def _table(self, block: Table) -> list[str]:
        if not block.rows:
            return [self._paragraph(block.empty_text)]
        xml = table_xml(block, self._line, _cell_words).replace('<w:tblStyle w:val="ReportTable"/>', "")
        xml = xml.replace('<w:tblLayout w:type="fixed"/>', f'{_BORDERS}<w:tblLayout w:type="fixed"/>')
        head, split, rows = xml.partition("</w:tr>")
        head = head.replace('<w:tblLook w:val="0620"', _MARGINS).replace('<w:tblLook w:val="0660"', _MARGINS)
        head = head.replace("<w:r><w:t", f"<w:r><w:rPr><w:b/>{_CELL_SIZE}</w:rPr><w:t")
        xml = head + split + rows.replace("<w:r><w:t", f"<w:r><w:rPr>{_CELL_SIZE}</w:rPr><w:t")
        for style in ("TableHead", "TableText", "TableNumber"):
            for small in ("Small", ""):
                right = '<w:jc w:val="right"/>' if style == "TableNumber" else ""
                xml = xml.replace(f'<w:pStyle w:val="{style}{small}"/>', _CELL + right)
        caption = [self._paragraph(Run(plain(block.caption), bold=True), keep=True)] if block.caption else []
        opened = xml.replace("<w:tbl>", f"<w:tbl {_W}>", 1)
        return [*caption, opened, self._paragraph("")]


def _cell_words(text: Text) -> str:
    return "".join(
        run_xml(run.text, ("<w:b/>" if run.bold or run.is_missing else "") + _CELL_SIZE) for run in runs(text)
    )


def plain_text(blocks: Sequence[Block]) -> str:
    """The blocks as plain text, for placeholders inside a line and for e-mails."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph | Notice):
            found.append(plain(block.text))
        elif isinstance(block, Heading):
            found.append(f"{block.label} {block.text}".strip())
        elif isinstance(block, BulletList | NumberedList):
            items = (item.text if isinstance(item, ListItem) else item for item in block.items)
            found.append("\n".join(f"- {plain(item)}" for item in items))
        elif isinstance(block, KeyValues):
            found.append("\n".join(f"{label}: {plain(value)}" for label, value in block.pairs))
        elif isinstance(block, LabelledList):
            lines = (f"{i.label}  {plain(i.text)}" + _detail(i.detail) for i in block.items)
            found.append("\n".join(lines))
        elif isinstance(block, Boxed):
            found.append(plain_text(block.blocks))
        elif isinstance(block, Table):
            found.append(_plain_table(block))
    return "\n\n".join(filter(None, (clean(part).strip() for part in found)))


def _detail(detail: Text) -> str:
    return f" ({plain(detail)})" if plain(detail) else ""


def _plain_table(block: Table) -> str:
    kinds = [column.kind for column in block.columns]
    lines: list[str] = []
    for row in block.rows:
        if isinstance(row, tuple):
            texts = [plain(value_text(value, kind)) for value, kind in zip(row, kinds, strict=True)]
            lines.append("- " + "; ".join(text for text in texts if text))
        else:
            lines.append(row.text)
    return "\n".join(lines) or block.empty_text
