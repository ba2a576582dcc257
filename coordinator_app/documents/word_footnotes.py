"""Footnotes of a Word file: marks in the text, their words in a part of their own."""

from collections.abc import Callable
from typing import Any

from coordinator_app.documents.word_xml import one_line, run_xml

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_SPACE}}}"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_MARK = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
_LINES = (("separator", -1), ("continuationSeparator", 0))
_AFTER_NOTES = frozenset(
    f"{_W}{name}"
    for name in (
        "endnotePr compat docVars rsids attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
        "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType shapeDefaults "
        "doNotEmbedSmartTags decimalSymbol listSeparator"
    ).split()
)


class Footnotes:
    """The footnotes of one file in the making."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def mark(self, text: str) -> str:
        """A new footnote; the run with its number."""
        number = len(self._found) + 1
        self._found.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{_MARK}<w:footnoteRef/></w:r>{run_xml(' ' + one_line(text))}</w:p></w:footnote>"
        )
        return f'<w:r>{_MARK}<w:footnoteReference w:id="{number}"/></w:r>'

    def attach(self, part: Any, settings: Any, parse: Callable[[str], Any]) -> None:
        """Write them into the package of the main `part`; a file without footnotes gets nothing."""
        if not self._found:
            return
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
            f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, number in _LINES
        )
        text = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:footnotes xmlns:w="{_SPACE}">{lines}{"".join(self._found)}</w:footnotes>'
        )
        for key, relation in list(part.rels.items()):
            if relation.reltype == RELATION:  # those of a template belong to text that is gone
                del part.rels[key]
        part.relate_to(Part(PackURI("/word/footnotes.xml"), _TYPE, text.encode(), part.package), RELATION)
        if settings.find(f"{_W}footnotePr") is None:
            at = next((at for at, child in enumerate(settings) if child.tag in _AFTER_NOTES), len(settings))
            named = "".join(f'<w:footnote w:id="{number}"/>' for _, number in _LINES)
            settings.insert(at, parse(f'<w:footnotePr xmlns:w="{_SPACE}">{named}</w:footnotePr>'))
