"""One document on a town's Word template: its words in the headers, footers and above the text."""

from collections.abc import Callable
from typing import Any

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_date
from coordinator_app.documents.content import Document
from coordinator_app.documents.house_frames import fill
from coordinator_app.documents.word_edit import Element, xml_of
from coordinator_app.documents.word_template import WordTemplate
from coordinator_app.documents.word_xml import one_line, run_xml
from coordinator_app.domain.house_template import CONTENT

_RIGHT = '<w:jc w:val="right"/>'
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def values_of(document: Document) -> dict[str, str]:
    """What is printed for the placeholders of a template."""
    return {
        CONTENT: "",
        "titel": one_line(document.title),
        "untertitel": one_line(document.subtitle),
        "kommune": one_line(document.author),
        "datum": format_date(local(document.created).date()) if document.created is not None else "",
        "kennzeichnung": one_line(document.marking),
    }


def fill_frame(
    root: Element, document: Document, pages: str, parse: Callable[[str], list[Element]], *, is_marked: bool
) -> None:
    """Fill a header or footer of the town; `pages` = runs with the page number to add above, "" for none.

    The marking („nicht öffentlich“) must stand on every page: it is added below where the template has no place.
    """
    fill(root, values_of(document))
    if pages:
        root[:0] = parse(f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{_RIGHT}</w:pPr>{pages}</w:p>')
    if is_marked and document.marking:
        words = run_xml(one_line(document.marking), "<w:b/><w:bCs/>")
        root.extend(parse(f'<w:p><w:pPr><w:pStyle w:val="Header"/>{_RIGHT}</w:pPr>{words}</w:p>'))


def filled_front(template: WordTemplate, document: Document, parse: Callable[[str], Any]) -> str:
    """The XML of what the template has above the text, filled in."""
    root = parse(f'<w:body xmlns:w="{_SPACE}">{template.front}</w:body>')
    fill(root, values_of(document))
    return "".join(xml_of(node) for node in root)
