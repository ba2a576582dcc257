"""What is mended in an opened letter template, so that every file on it is valid and tells nothing of its author."""

from typing import Any

from coordinator_app.documents.house_cleaning import (
    GERMAN,
    clean_package,
    clean_settings,
    mend_fonts,
    mend_numbering,
    unrelate,
)
from coordinator_app.documents.word_edit import Element, W, put_in_order
from coordinator_app.documents.word_styles import speak


def clean_opened(document: Any) -> None:
    """Parts beside the text: settings without links and mail merge, fonts and lists as the schema has them.

    LibreOffice relates the properties by another name; python-docx would write a second part of the same name.
    """
    main: Any = document.part
    clean_settings(main._settings_part)  # noqa: SLF001  (python-docx has no other way to the part)
    styles = document.styles.element  # makes the part where a template has none
    mend(styles)
    speak(styles, GERMAN)
    for key, relation in list(main.rels.items()):
        name = relation.reltype.rpartition("/")[2]
        if name == "stylesWithEffects":  # a copy for Word 2010 that would no longer agree
            unrelate(main, key)
        elif name == "fontTable":
            mend_fonts(relation.target_part)
        elif name == "numbering":
            mend_numbering(relation.target_part.element)
    clean_package(main.package)
    document.core_properties._element[:] = []  # noqa: SLF001  (who wrote the template is nobody's business)


def mend(root: Element) -> None:
    """Paragraph properties in the order of the schema, as LibreOffice does not always write them."""
    for properties in root.iter(f"{W}pPr"):
        put_in_order(properties)
