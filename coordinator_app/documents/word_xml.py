"""Pieces of WordprocessingML as text: runs, pictures, charts, table cells' measures."""

from xml.sax.saxutils import escape, quoteattr

from coordinator_app.documents.text import bound, clean

_EMU = 36_000  # per millimetre
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
LABEL, DETAIL, MISSING, LINK = (f'<w:rStyle w:val="{key}"/>' for key in ("Label", "Detail", "Missing", "Hyperlink"))
RIGHT_LINE = ' w:leader="underscore"'


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 56.693)


def run_xml(text: str, properties: str = "") -> str:
    """One run; line breaks and tabs become elements. "" for empty text."""
    text = bound(clean(text))
    if not text:
        return ""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if "\n" not in text and "\t" not in text:
        return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    inside = escape(text).replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
    inside = f"<w:t>{inside}</w:t>".replace("<w:t></w:t>", "").replace("<w:t>", '<w:t xml:space="preserve">')
    return f"<w:r>{look}{inside}</w:r>"


def one_line(text: str) -> str:
    """Text of a heading, property or header."""
    return " ".join(clean(text).split())


def tab_stops(*stops: tuple[int, str, str]) -> str:
    """Tab stops of (place in twips, side, leader attribute)."""
    found = "".join(f'<w:tab w:val="{side}"{leader} w:pos="{place}"/>' for place, side, leader in stops)
    return f"<w:tabs>{found}</w:tabs>"


def picture_graphic(relation: str, number: int, width: float, height: float) -> str:
    """The graphic of a picture, size in millimetres."""
    return (
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Bild {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {_size(width, height)}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )


def chart_graphic(relation: str) -> str:
    """The graphic of a chart part."""
    inside = f'<c:chart xmlns:c="{_CHART}" r:id="{relation}"/>'
    return f'<a:graphic><a:graphicData uri="{_CHART}">{inside}</a:graphicData></a:graphic>'


def inline_drawing(graphic: str, number: int, width: float, height: float, alt: str) -> str:
    """A run with a drawing in the line, size in millimetres."""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {_size(width, height)}/>'
        f"{_described(number, alt)}<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing></w:r>"
    )


def floating_drawing(graphic: str, number: int, width: float, height: float, alt: str) -> str:
    """A run with a drawing at the right margin, text to its left."""
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent {_size(width, height)}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapSquare wrapText="left"/>{_described(number, alt)}<wp:cNvGraphicFramePr/>{graphic}'
        "</wp:anchor></w:drawing></w:r>"
    )


def _size(width: float, height: float) -> str:
    return f'cx="{max(1, round(width * _EMU))}" cy="{max(1, round(height * _EMU))}"'


def _described(number: int, alt: str) -> str:
    return f'<wp:docPr id="{number}" name="Bild {number}" descr={quoteattr(one_line(alt))}/>'


def margin_xml(text: str, left: float, width: float) -> str:
    """A paragraph in the margin beside the next one, `left` millimetres from the edge of the page."""
    frame = (
        f'<w:framePr w:w="{twips(width)}" w:hSpace="57" w:wrap="around" w:vAnchor="text" w:hAnchor="page"'
        f' w:x="{twips(left)}" w:y="29"/>'
    )
    words = run_xml(one_line(text), '<w:i/><w:iCs/><w:sz w:val="15"/><w:szCs w:val="15"/>')
    look = f'<w:pStyle w:val="Small"/><w:keepNext/>{frame}<w:spacing w:before="0" w:after="0"/>'
    return f"<w:p><w:pPr>{look}</w:pPr>{words}</w:p>"
