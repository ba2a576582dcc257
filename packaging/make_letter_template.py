"""Write resources/templates/letter.docx, the example of a town's letter template with all placeholders.

Addresses stand where the window of an envelope is (DIN 5008, form B). Run after a change; a test compares the file
with this script.
"""

import zipfile
from pathlib import Path

from make_template import XML, R, W, parts

TARGET = Path(__file__).resolve().parents[1] / "resources" / "templates" / "letter.docx"
MILLIMETRE = 56.693  # twentieths of a point


def line(style: str, text: str, properties: str = "") -> str:
    """A paragraph; a tab in the text becomes one on paper."""
    inside = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{inside}</w:t></w:r></w:p>'
    )


def frame(left: float, top: float, width: float, height: float) -> str:
    """A frame at a fixed place of the page, in millimetres."""
    places = {"w": width, "h": height, "x": left, "y": top}
    found = " ".join(f'w:{name}="{round(value * MILLIMETRE)}"' for name, value in places.items())
    return f'<w:framePr {found} w:hRule="exact" w:wrap="around" w:vAnchor="page" w:hAnchor="page"/>'


def body() -> str:
    """The letter."""
    facts = frame(125, 50, 75, 40) + f'<w:tabs><w:tab w:val="left" w:pos="{round(23 * MILLIMETRE)}"/></w:tabs>'
    rows = (
        ("Unser Zeichen", "zeichen"),
        ("Telefon", "telefon"),
        ("E-Mail", "email"),
        ("Datum", "datum"),
    )
    room = '<w:spacing w:after="{}"/>'
    found = [
        line("LetterReturn", "{{ absender }}", frame(25, 58.5, 80, 4.2)),
        line("LetterAddress", "{{ anschrift }}", frame(25, 62.7, 80, 27.3)),
        *(line("LetterFacts", f"{label}\t{{{{ {name} }}}}", facts) for label, name in rows),
        line("LetterName", "{{ kommune }}"),
        line("LetterLine", "Kommunaler Präventionsrat"),
        line("LetterLine", "{{ dienststelle }}", room.format(round(64.4 * MILLIMETRE))),
        line("LetterSubject", "{{ betreff }}"),
        line("Normal", "{{ anrede }}"),
        line("Normal", "{{ text }}"),
        line("Normal", "{{ gruss }}", '<w:keepNext/><w:spacing w:before="240" w:after="900"/>'),
        line("Normal", "{{ unterschrift }}", '<w:keepNext/><w:spacing w:after="0"/>'),
        line("Normal", "{{ funktion }}", room.format(240)),
        line("Small", "{{ anlagen }}"),
    ]
    return "".join(found)


def document(headers: str) -> str:
    """word/document.xml with one section."""
    margins = 'w:top="1134" w:right="1134" w:bottom="1247" w:left="1417" w:header="624" w:footer="567" w:gutter="0"'
    page = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/><w:titlePg/>'
    section = f"<w:sectPr>{headers}{page}</w:sectPr>"
    return f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body()}{section}</w:body></w:document>'


def letter_parts() -> dict[str, str]:
    """All parts of the file by name: those of the standard template with another text."""
    found = parts()
    ids = {"header_first": 6, "header": 7, "footer": 9}  # as in make_template: four parts and the theme come first
    headers = "".join(
        f'<w:{element}Reference w:type="{kind}" r:id="rId{ids[stem]}"/>'
        for stem, element, kind in (
            ("header", "header", "default"),
            ("footer", "footer", "default"),
            ("header_first", "header", "first"),
            ("footer", "footer", "first"),
        )
    )
    found["word/document.xml"] = document(headers)
    found["docProps/core.xml"] = found["docProps/core.xml"].replace("Standardvorlage", "Beispiel einer Briefvorlage")
    number = '<w:r><w:t xml:space="preserve">\tSeite </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>'
    for stem, text in (("footer", "{{ kommune }}"), ("header", "{{ kommune }}")):
        name = f"word/{stem}.xml"
        tail = f"{number}</w:fldSimple>" if stem == "footer" else ""
        words = f"<w:r><w:t>{text}</w:t></w:r>{tail}</w:p>"
        tabbed = words.replace("\tSeite", '</w:t><w:tab/><w:t xml:space="preserve">Seite')
        found[name] = found[name].replace("</w:p>", tabbed, 1)
    return found


def write_parts(target: Path, found: dict[str, str]) -> None:
    """Write the parts of a file; the same bytes every time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in found.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def write(target: Path) -> None:
    """Write the template."""
    write_parts(target, letter_parts())


if __name__ == "__main__":
    write(TARGET)
