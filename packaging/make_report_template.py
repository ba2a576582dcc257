"""Write resources/templates/report.docx, the example of a town's Word template for reports, minutes and lists.

Its text shows every style under its name; the program leaves the text out and takes styles, headers and footers. Run
after a change; a test compares the file with this script.
"""

from pathlib import Path

from make_letter_template import line, write_parts
from make_template import XML, R, W, parts

TARGET = Path(__file__).resolve().parents[1] / "resources" / "templates" / "report.docx"
TEXT = (
    ("Title", "Vorlage für Berichte und Niederschriften"),
    ("Subtitle", "Ändern Sie Schriften, Farben, Kopf- und Fußzeile in Word, dann nehmen Sie die Datei auf"),
    ("Heading1", "Überschrift 1"),
    ("Lead", "Einleitung: der erste Absatz eines Berichts."),
    ("Normal", "Standard: der laufende Text. Dieser Mustertext wird nicht übernommen, nur sein Aussehen."),
    ("Normal", "Ihr Logo gehört in die Kopfzeile der ersten Seite (Doppelklick auf den oberen Rand)."),
    ("Heading2", "Überschrift 2"),
    ("ListBullet", "Aufzählungszeichen"),
    ("ListBullet2", "Aufzählungszeichen 2"),
    ("ListNumber", "Listennummer"),
    ("ResolutionTitle", "Beschluss Titel"),
    ("Resolution", "Beschluss: der Wortlaut"),
    ("NoticeTitle", "Hinweis Titel"),
    ("Notice", "Hinweis: was ins Auge fallen soll"),
    ("Heading3", "Überschrift 3"),
    ("Caption", "Beschriftung: über Tabellen, unter Diagrammen"),
    ("Source", "Quelle: woher die Zahlen kommen"),
    ("Small", "Kleingedruckt"),
)


def field(name: str) -> str:
    """A number Word counts."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def run(text: str, look: str = "") -> str:
    """Words; a tab in them becomes one on paper."""
    inside = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{inside}</w:t></w:r>'


def frames() -> dict[str, str]:
    """What stands in the header of the first page, in the others and in the footer."""
    bold = "<w:b/><w:bCs/>"
    first = run("{{ kommune }}", bold + '<w:sz w:val="26"/><w:szCs w:val="26"/>')
    number = run("\tSeite ") + field("PAGE") + run(" von ") + field("NUMPAGES")
    return {
        "header_first": first,
        "header": run("{{ kommune }}\t{{ titel }}"),
        "footer": run("Kommunaler Präventionsrat · {{ datum }}") + number,
    }


def document() -> str:
    """word/document.xml with one section."""
    ids = {"header_first": 6, "header": 7, "footer": 9}  # as in make_template: four parts and the theme come first
    wanted = (
        ("header", "header", "default"),
        ("footer", "footer", "default"),
        ("header_first", "header", "first"),
        ("footer", "footer", "first"),
    )
    headers = "".join(f'<w:{tag}Reference w:type="{kind}" r:id="rId{ids[stem]}"/>' for stem, tag, kind in wanted)
    margins = 'w:top="1701" w:right="1134" w:bottom="1247" w:left="1417" w:header="680" w:footer="567" w:gutter="0"'
    page = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/><w:titlePg/>'
    body = "".join(line(style, text) for style, text in TEXT)
    section = f"<w:sectPr>{headers}{page}</w:sectPr>"
    return f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{section}</w:body></w:document>'


def report_parts() -> dict[str, str]:
    """All parts of the file by name: those of the standard template with headers, footers and a text."""
    found = parts()
    found["word/document.xml"] = document()
    found["docProps/core.xml"] = found["docProps/core.xml"].replace("Standardvorlage", "Beispiel einer Word-Vorlage")
    for stem, inside in frames().items():
        name = f"word/{stem}.xml"
        found[name] = found[name].replace("</w:p>", f"{inside}</w:p>", 1)
    return found


def write(target: Path) -> None:
    """Write the template; the same bytes every time."""
    write_parts(target, report_parts())


if __name__ == "__main__":
    write(TARGET)
