"""Write resources/templates/standard.docx, the styles every Word document of the program starts from.

Built from nothing, so that every rule holds (German, heading levels, no leftovers) and the file is the same
on every machine. Measures are those of standard.typ. Run after a change; a test compares the file with this script.
"""

import tomllib
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "templates" / "standard.docx"
CHART_COLORS = Path(__file__).resolve().parents[1] / "resources" / "themes" / "hell.toml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
GREY, LIGHT, PALE = "737373", "E6E6E6", "F2F2F2"  # table lines, table head, group rows
DEFAULT_FONT = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
TABLE_NORMAL = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    "<w:tblCellMar>{}</w:tblCellMar></w:tblPr></w:style>"
)
NO_LIST = (
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)
PORTRAIT_LINE, LANDSCAPE_LINE = 9354, 14286  # width of the text area in twentieths of a point


def style(
    kind: str, key: str, name: str, *, based: str = "", after: str = "", body: str = "", custom: bool = True
) -> str:
    """One style; `after` = style of the paragraph that follows."""
    parts = [f'<w:name w:val="{name}"/>']
    parts += [f'<w:basedOn w:val="{based}"/>'] if based else []
    parts += [f'<w:next w:val="{after}"/>'] if after else []
    mark = ' w:customStyle="1"' if custom else ""
    return f'<w:style w:type="{kind}"{mark} w:styleId="{key}">{"".join(parts)}<w:qFormat/>{body}</w:style>'


def paragraph(
    before: float = 0, after: float = 0, line: int = 0, extra: str = "", lead: str = "", tail: str = ""
) -> str:
    """Paragraph properties: space in points, `line` in 240ths; `lead`, `extra`, `tail` in schema order around it."""
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    space = f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{height}/>'
    return f"<w:pPr>{lead}{extra}{space}{tail}</w:pPr>"


def run(size: float = 0, *, bold: bool = False, italic: bool = False) -> str:
    """Run properties; size in points."""
    parts = ["<w:b/><w:bCs/>"] if bold else []
    parts += ["<w:i/><w:iCs/>"] if italic else []
    parts += [f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'] if size else []
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


def headings() -> list[str]:
    """Title, subtitle and four heading levels."""
    keep = "<w:keepNext/><w:keepLines/>"
    found = [
        style(
            "paragraph",
            "Title",
            "Title",
            based="Normal",
            after="Subtitle",
            custom=False,
            body=paragraph(0, 2, line=242, lead=keep + "<w:suppressAutoHyphens/>") + run(18, bold=True),
        ),
        style(
            "paragraph",
            "Subtitle",
            "Subtitle",
            based="Normal",
            after="Normal",
            custom=False,
            body=paragraph(0, 16) + run(11.5),
        ),
    ]
    looks = ((11.7, 1.2, 12, False), (9.1, 0.2, 11, False), (7.8, 0, 10.5, False), (7.8, 0, 10.5, True))
    for level, (before, after, size, italic) in enumerate(looks, 1):
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        body = paragraph(before, after, lead=keep + "<w:suppressAutoHyphens/>", tail=outline)
        body += run(size, bold=True, italic=italic)
        found.append(
            style(
                "paragraph",
                f"Heading{level}",
                f"heading {level}",
                based="Normal",
                after="Normal",
                custom=False,
                body=body,
            )
        )
    return found


def named(key: str, name: str, body: str, based: str = "Normal", *, custom: bool = True) -> str:
    """A paragraph style."""
    return style("paragraph", key, name, based=based, body=body, custom=custom)


def listed(key: str, name: str, number: int, level: int) -> str:
    """A style of list items."""
    lead = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return named(key, name, paragraph(0, 0.3, lead=lead), custom=False)


def texts() -> list[str]:
    """Paragraph styles of running text, lists, signatures, headers and footers."""
    right = f'<w:tabs><w:tab w:val="right" w:pos="{PORTRAIT_LINE}"/></w:tabs>'
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{GREY}"/></w:pBdr>'
    return [
        named("Lead", "Einleitung", paragraph(0, 3.6) + run(11.5)),
        named("Small", "Kleingedruckt", paragraph(0, 4.1) + run(9)),
        named("Letterhead", "Briefkopf", paragraph(0, 1) + run(9)),
        named("LetterheadName", "Briefkopf Name", paragraph(0, 1.5) + run(11, bold=True), "Letterhead"),
        named("Facts", "Eckdaten", paragraph(0, 2.9)),
        named("Labelled", "Tagesordnungspunkt", paragraph(0, 2)),
        *boxes(),
        *contents(),
        named("FootnoteText", "footnote text", paragraph(0, 2, line=240) + run(8.5), custom=False),
        named("Source", "Quelle", paragraph(3, 5) + run(8.5)),
        named("Picture", "Bild", paragraph(8, 2, line=240)),
        named("Signature", "Unterschrift", paragraph(0, 0, lead="<w:keepLines/>")),
        named("Gap", "Zwischenraum", paragraph(0, 0) + run(4)),
        *letter_parts(),
        listed("ListBullet", "List Bullet", 1, 0),
        listed("ListBullet2", "List Bullet 2", 1, 1),
        listed("ListNumber", "List Number", 2, 0),
        listed("ListNumber2", "List Number 2", 2, 1),
        named("Caption", "caption", paragraph(7.7, 4) + run(9), custom=False),
        named("Header", "header", paragraph(0, 0, extra=right) + run(8.5), custom=False),
        named("Footer", "footer", paragraph(0, 0, extra=rule + right) + run(8.5), custom=False),
        *table_texts("", "", 9.5, 1.7),
        *table_texts("Small", " klein", 8, 1.25),
    ]


def boxes() -> list[str]:
    """Paragraph styles set off from the text: the bar of a Beschluss, the frame of a remark."""
    bar = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="9" w:color="auto"/></w:pBdr>'
    side = f'w:val="single" w:sz="4" w:space="7" w:color="{GREY}"'
    frame = f"<w:pBdr><w:top {side}/><w:left {side}/><w:bottom {side}/><w:right {side}/></w:pBdr>"
    inset, inner = '<w:ind w:left="227"/>', '<w:ind w:left="170" w:right="170"/>'
    keep, lines = "<w:keepNext/>", "<w:keepLines/>"
    title = paragraph(9.2, 0.3, lead=keep + lines, extra=bar, tail=inset) + run(bold=True)
    head = paragraph(0, 0, lead=keep + lines, extra=frame, tail=inner) + run(bold=True)
    return [
        named("Resolution", "Beschluss", paragraph(0, 1.4, lead=lines, extra=bar, tail=inset)),
        named("ResolutionTitle", "Beschluss Titel", title, "Resolution"),
        named("Notice", "Hinweis", paragraph(0, 0, lead=lines, extra=frame, tail=inner)),
        named("NoticeTitle", "Hinweis Titel", head, "Notice"),
    ]


def contents() -> list[str]:
    """Paragraph styles of the lists of headings, figures and tables; three levels of headings."""
    stop = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{PORTRAIT_LINE}"/></w:tabs>'

    def line(key: str, name: str, before: float, left: int) -> str:
        look = paragraph(before, 3, extra=stop, tail=f'<w:ind w:left="{left}"/>')
        return style("paragraph", key, name, based="Normal", after="Normal", custom=False, body=look)

    title = paragraph(16, 6, lead="<w:keepNext/><w:keepLines/>") + run(12, bold=True)
    return [
        style("paragraph", "TOCHeading", "TOC Heading", based="Normal", after="Normal", custom=False, body=title),
        *(line(f"TOC{level}", f"toc {level}", 6 if level == 1 else 0, 284 * (level - 1)) for level in (1, 2, 3)),
        line("TableofFigures", "table of figures", 0, 0),
    ]


def table_texts(key: str, name: str, size: float, space: float) -> list[str]:
    """Paragraph styles of table cells in one size."""
    body, keep, right = f"TableText{key}", "<w:keepNext/>", '<w:jc w:val="right"/>'
    looks = (
        (body, f"Tabellentext{name}", "Normal", paragraph(space, space, line=259) + run(size)),
        (f"TableNumber{key}", f"Tabellenzahl{name}", body, paragraph(space, space, line=259, tail=right)),
        (f"TableHead{key}", f"Tabellenkopf{name}", body, paragraph(space, space, line=259, lead=keep) + run(bold=True)),
    )
    return [style("paragraph", own, label, based=based, body=look) for own, label, based, look in looks]


def letter_parts() -> list[str]:
    """Lines of a letter outside its text; heights are exact, they stand in the window of an envelope."""

    def exact(points: float, after: float = 0) -> str:
        height = f'w:before="0" w:after="{round(after * 20)}" w:line="{round(points * 20)}" w:lineRule="exact"'
        return f"<w:pPr><w:suppressAutoHyphens/><w:spacing {height}/></w:pPr>"

    subject = paragraph(0, 12, lead="<w:keepNext/><w:keepLines/>", tail='<w:outlineLvl w:val="0"/>')
    return [
        named("LetterName", "Brief Absendername", exact(16) + run(11, bold=True)),
        named("LetterLine", "Brief Absenderzeile", exact(12) + run(9)),
        named("LetterReturn", "Brief Rücksendeangabe", exact(11.9) + run(7.5)),
        named("LetterAddress", "Brief Anschrift", exact(12.75) + run(10.5)),
        named("LetterFacts", "Brief Informationsblock", exact(13) + run(9)),
        named("LetterSubject", "Brief Betreff", subject + run(11, bold=True)),
    ]


def characters() -> list[str]:
    """Character styles."""
    return [
        DEFAULT_FONT,
        style(
            "character",
            "FootnoteReference",
            "footnote reference",
            custom=False,
            body='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
        ),
        style("character", "Hyperlink", "Hyperlink", custom=False, body='<w:rPr><w:u w:val="single"/></w:rPr>'),
        style(
            "character",
            "Missing",
            "Angabe fehlt",
            body='<w:rPr><w:b/><w:bCs/><w:shd w:val="clear" w:color="auto" w:fill="DEDEDE"/></w:rPr>',
        ),
        style("character", "Label", "Bezeichnung", body="<w:rPr><w:b/><w:bCs/></w:rPr>"),
        style("character", "Detail", "Einzelheit", body='<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'),
    ]


def tables() -> list[str]:
    """The plain table and the table of our documents: lines, grey head, group rows."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{GREY}"'
    borders = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 113), ("bottom", 0), ("right", 113))
    )
    plain_margins = margins.replace("113", "108")
    return [
        TABLE_NORMAL.format(plain_margins),
        NO_LIST,
        style(
            "table",
            "ReportTable",
            "Berichtstabelle",
            based="TableNormal",
            body=(
                f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
                '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
                f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{LIGHT}"/></w:tcPr></w:tblStylePr>'
                '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
                f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr></w:tblStylePr>'
            ),
        ),
    ]


def styles() -> str:
    """word/styles.xml."""
    fonts = '<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    language = '<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/><w:szCs w:val="21"/>{language}</w:rPr>'
        "</w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{paragraph(0, 3.5, line=273)}</w:style>"
    )
    found = [normal, *headings(), *texts(), *characters(), *tables()]
    return f'{XML}<w:styles xmlns:w="{W}">{defaults}{"".join(found)}</w:styles>'


def numbering() -> str:
    """word/numbering.xml: list 1 bullets, list 2 numbers; each of two levels."""

    def level(number: int, kind: str, text: str, left: int) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="284"/></w:pPr></w:lvl>'
        )

    bullets = level(0, "bullet", "•", 284) + level(1, "bullet", "–", 568)
    numbers = level(0, "decimal", "%1.", 284) + level(1, "lowerLetter", "%2)", 568)
    many = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return (
        f'{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{many}{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{many}{numbers}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )


def settings() -> str:
    """word/settings.xml: German hyphenation, current Word behaviour."""
    compat = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>'
    )
    return (
        f'{XML}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:autoHyphenation/><w:hyphenationZone w:val="425"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{compat}<w:themeFontLang w:val="de-DE"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


# Header and footer parts (file stem, element); the renderer fills them. „wide“ = for landscape pages.
FRAMES = (("header_first", "hdr"), ("header", "hdr"), ("header_wide", "hdr"), ("footer", "ftr"), ("footer_wide", "ftr"))


def frame(element: str) -> str:
    """An empty header or footer."""
    name = "Header" if element == "hdr" else "Footer"
    inside = f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr></w:p>'
    return f'{XML}<w:{element} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{element}>'


def fonts() -> str:
    """word/fontTable.xml."""
    inside = (
        '<w:font w:name="Arial"><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )
    return f'{XML}<w:fonts xmlns:w="{W}">{inside}</w:fonts>'


def theme() -> str:
    """word/theme/theme1.xml: Arial, and as accents the first colours of charts, which charts in Word name."""
    series = tomllib.loads(CHART_COLORS.read_text(encoding="utf-8"))["diagramm"]["reihen"]
    colors = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "404040", "lt2": LIGHT, "hlink": "000000", "folHlink": "000000"}
    colors |= {f"accent{number}": series[number - 1].lstrip("#") for number in range(1, 7)}
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    scheme = "".join(f'<a:{key}><a:srgbClr val="{colors[key]}"/></a:{key}>' for key in order)
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{XML}<a:theme xmlns:a="{DRAWING}" name="Standard"><a:themeElements><a:clrScheme name="Standard">{scheme}'
        f'</a:clrScheme><a:fontScheme name="Arial"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Schlicht"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}'
        f"</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def document() -> str:
    """word/document.xml: no text, one A4 section (the renderer writes both)."""
    margins = 'w:top="1134" w:right="1134" w:bottom="1247" w:left="1417" w:header="624" w:footer="567" w:gutter="0"'
    section = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/></w:sectPr>'
    return f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{section}</w:body></w:document>'


def core() -> str:
    """docProps/core.xml with a fixed date."""
    stamp = "2000-01-01T00:00:00Z"
    dublin = "http://purl.org/dc"
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="{dublin}/elements/1.1/" '
        f'xmlns:dcterms="{dublin}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>Standardvorlage</dc:title><dc:language>de-DE</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def relationships(*targets: tuple[str, str]) -> str:
    """A relationships part of (type, target); ids count from rId1."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{found}</Relationships>'


def content_types() -> str:
    """[Content_Types].xml."""
    types = {"document": "document.main", "fontTable": "fontTable"}
    types |= {stem: stem for stem in ("styles", "numbering", "settings")}
    types |= {stem: "header" if element == "hdr" else "footer" for stem, element in FRAMES}
    kinds = {f"/word/{stem}.xml": f"{OFFICE}.{kind}+xml" for stem, kind in types.items()}
    kinds["/word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def parts() -> dict[str, str]:
    """All parts of the file by name."""
    inner = [(f"{R}/{stem}", f"{stem}.xml") for stem in ("styles", "numbering", "settings", "fontTable")]
    inner.append((f"{R}/theme", "theme/theme1.xml"))
    inner += [(f"{R}/{'header' if element == 'hdr' else 'footer'}", f"{stem}.xml") for stem, element in FRAMES]
    properties = f"{PACKAGE}/relationships/metadata/core-properties"
    outer = ((f"{R}/officeDocument", "word/document.xml"), (properties, "docProps/core.xml"))
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(*outer),
        "docProps/core.xml": core(),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": relationships(*inner),
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": fonts(),
        "word/theme/theme1.xml": theme(),
        **{f"word/{stem}.xml": frame(element) for stem, element in FRAMES},
    }


def write(target: Path) -> None:
    """Write the template; the same bytes every time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts().items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    write(TARGET)
