"""The arms of the municipality in Word: beside the letterhead, above the text of a certificate."""

from coordinator_app.documents.certificate_page import ARMS_HEIGHT
from coordinator_app.documents.content import Letterhead
from coordinator_app.documents.word_package import WordPackage
from coordinator_app.documents.word_xml import floating_drawing, inline_drawing, picture_graphic

_HEAD_HEIGHT = 14.0  # millimetres


def head_arms(package: WordPackage, head: Letterhead | None) -> str:
    """A run with the arms at the right margin; "" where there are none."""
    return _arms(package, head, _HEAD_HEIGHT, floating=True)


def certificate_arms(package: WordPackage, head: Letterhead | None) -> str:
    """A run with the arms in the line; "" where there are none."""
    return _arms(package, head, ARMS_HEIGHT, floating=False)


def _arms(package: WordPackage, head: Letterhead | None, height: float, *, floating: bool) -> str:
    if head is None or not head.logo:
        return ""
    key, shape = package.picture(head.logo)
    number, width = package.drawing_id(), height / shape
    drawing = floating_drawing if floating else inline_drawing
    return drawing(picture_graphic(key, number, width, height), number, width, height, head.logo_alt)
