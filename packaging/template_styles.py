"""The styles of the templates: headings, running text, lists, letters, tables. Measures are those of standard.typ."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
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
