"""Write resources/templates/standard.docx, the styles every Word document of the program starts from.

Built from nothing, so that every rule holds (German, heading levels, no leftovers) and the file is the same
on every machine. Measures are those of standard.typ. Run after a change; a test compares the file with this script.
"""

import tomllib
import zipfile
from pathlib import Path

from template_styles import LIGHT, XML, W, styles

TARGET = Path(__file__).resolve().parents[1] / "resources" / "templates" / "standard.docx"
CHART_COLORS = Path(__file__).resolve().parents[1] / "resources" / "themes" / "hell.toml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


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
