"""Write resources/templates/certificate.docx, the example of a town's template for certificates of appointment.

It looks like the program's own certificate and has every placeholder a town will want to move. Run after a change; a
test compares the file with this script.
"""

from pathlib import Path

from make_letter_template import MILLIMETRE, line, write_parts
from make_template import XML, R, W, parts

TARGET = Path(__file__).resolve().parents[1] / "resources" / "templates" / "certificate.docx"
WIDTH = 9071  # of a line in twentieths of a point: A4 with margins of 25 mm
GAP = 794
SIDES = ("top", "left", "bottom", "right")


def centred(text: str, points: float, *, bold: bool = False, before: int = 0, after: int = 0, style: str = "") -> str:
    """A paragraph in the middle, with distances in twentieths of a point."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    weight = "<w:b/><w:bCs/>" if bold else ""
    size = f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'
    return (
        f'<w:p><w:pPr>{named}<w:keepNext/><w:spacing w:before="{before}" w:after="{after}"/><w:jc w:val="center"/>'
        f"<w:rPr>{weight}{size}</w:rPr></w:pPr>"
        f'<w:r><w:rPr>{weight}{size}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def stops(*found: tuple[int, str, bool]) -> str:
    """Tab stops: place, side, whether a line leads to them."""
    made = (
        f'<w:tab w:val="{side}"{" w:leader=" + chr(34) + "underscore" + chr(34) if ruled else ""} w:pos="{place}"/>'
        for place, side, ruled in found
    )
    return f"<w:tabs>{''.join(made)}</w:tabs>"


def signatures() -> str:
    """A line to sign on, and a second one beside it where two sign."""
    end, second = (WIDTH - GAP) // 2, (WIDTH + GAP) // 2
    ruled = stops((end, "right", True), (second, "left", False), (WIDTH, "right", True))
    beside = stops((second, "left", False))
    two = "{% if funktion2 %}"
    return "".join(
        (
            line("Signature", f"\t{two}\t\t{{% endif %}}", f'<w:keepNext/>{ruled}<w:spacing w:before="1100"/>'),
            line(
                "Signature",
                f"{{{{ unterschrift }}}}{two}\t{{{{ unterschrift2 }}}}{{% endif %}}",
                f"<w:keepNext/>{beside}",
            ),
            line("Signature", f"{{{{ funktion }}}}{two}\t{{{{ funktion2 }}}}{{% endif %}}", beside),
        )
    )


def body() -> str:
    """The certificate."""
    return "".join(
        (
            centred("{{ kommune }}", 16, bold=True, before=900, after=40),
            centred("Kommunaler Präventionsrat", 11, after=40),
            centred("{{ dienststelle }}", 11),
            centred("{{ ueberschrift }}", 30, bold=True, before=1000, after=700, style="Heading1"),
            centred("{{ einleitung }}", 13, after=240),
            centred("{{ name }}", 22, bold=True, after=100),
            centred("{{ angaben }}", 12, after=260),
            centred("{{ text }}", 13, before=100, after=160),
            centred("{{ dank }}", 13, before=200, after=160),
            line("Signature", "{{ ort_datum }}", '<w:keepNext/><w:spacing w:before="1700"/>'),
            signatures(),
        )
    )


def document() -> str:
    """word/document.xml: one framed page without header and footer."""
    borders = "".join(f'<w:{side} w:val="double" w:sz="6" w:space="31" w:color="auto"/>' for side in SIDES)
    margin = round(25 * MILLIMETRE)
    margins = " ".join(f'w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    section = (
        f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:header="624" w:footer="567" w:gutter="0"/>'
        f'<w:pgBorders w:offsetFrom="page">{borders}</w:pgBorders></w:sectPr>'
    )
    return f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body()}{section}</w:body></w:document>'


def certificate_parts() -> dict[str, str]:
    """All parts of the file by name: those of the standard template with another text."""
    found = parts()
    found["word/document.xml"] = document()
    found["docProps/core.xml"] = found["docProps/core.xml"].replace("Standardvorlage", "Beispiel einer Urkundenvorlage")
    return found


def write(target: Path) -> None:
    """Write the template; the same bytes every time."""
    write_parts(target, certificate_parts())


if __name__ == "__main__":
    write(TARGET)
