"""The Vorlagen-Prüfung of a town's Word template: what was added, what is left out, what should be mended in Word."""

from collections.abc import Iterator
from dataclasses import dataclass

from coordinator_app.common.german import format_size
from coordinator_app.documents.house_frames import is_empty, placeholders, words_of
from coordinator_app.documents.word_edit import VALUE, Element, W
from coordinator_app.documents.word_template import Page
from coordinator_app.domain.house_template import CONTENT, NAMES, TemplateFinding
from coordinator_app.domain.letter_templates import PLACEHOLDERS as OF_LETTERS

LARGE = 5_000_000
_A4 = (11906, 16838)
_TWIPS_PER_CM = 567
# Styles people know by these names in Word; the others are our own („Beschluss“, „Hinweis“ …).
_KNOWN = {
    "Title": "Titel",
    "Subtitle": "Untertitel",
    **{f"heading {level}": f"Überschrift {level}" for level in range(1, 10)},
    "List Bullet": "Aufzählungszeichen",
    "List Number": "Listennummer",
    "caption": "Beschriftung",
    "header": "Kopfzeile",
    "footer": "Fußzeile",
    "footnote text": "Fußnotentext",
    "toc 1": "Verzeichnis 1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was found in a template.

    `frames` = its headers and footers, `front` what stands above the content, `dropped` the rest of its text,
    `added` names of styles, `languages` of its styles, `weight` bytes every file starts with, `links` pictures that
    lie elsewhere.
    """

    added: tuple[str, ...]
    frames: tuple[Element, ...]
    front: tuple[Element, ...]
    dropped: tuple[Element, ...]
    page: Page
    languages: frozenset[str]
    weight: int
    links: int
    has_mark: bool
    has_header: bool
    has_number: bool
    numbered_headings: bool


def findings_of(facts: Facts) -> tuple[TemplateFinding, ...]:
    """The lines of the check, what asks for a change first."""
    found = [*_wrong_words(facts), *_look(facts), *_left_out(facts), *_done(facts)]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: not finding.is_wrong))


def _wrong(text: str) -> TemplateFinding:
    return TemplateFinding(text, is_wrong=True)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _paragraphs(nodes: tuple[Element, ...]) -> Iterator[str]:
    for node in nodes:
        for paragraph in node.iter(f"{W}p"):
            if (text := words_of(paragraph)).strip():
                yield text


def _wrong_words(facts: Facts) -> Iterator[TemplateFinding]:
    """Placeholders nobody fills, loose braces, what Word would still ask for."""
    kept = (*facts.frames, *facts.front)
    letters = {entry.name for entry in OF_LETTERS}
    for node in kept:
        for word, text in placeholders(node):
            if word.lower() == CONTENT and node in facts.frames:
                yield _wrong("{{ inhalt }} steht in der Kopf- oder Fußzeile; der Platzhalter gehört in den Text.")
            elif word.lower() not in NAMES:
                hint = " Er gehört in eine Briefvorlage." if word.lower() in letters else ""
                yield _wrong(f"Unbekannter Platzhalter {{{{ {word} }}}} im Absatz „{_quoted(text)}“.{hint}")
    for text in _paragraphs(kept):
        if "{%" in text:
            yield _wrong(f"Anweisungen {{% … %}} gibt es hier nicht: „{_quoted(text)}“.")
        elif text.count("{{") != text.count("}}"):
            yield _wrong(f"Im Absatz „{_quoted(text)}“ fehlt eine geschweifte Klammer.")
    yield from _controls(kept)
    if any(next(node.iter(f"{W}ins", f"{W}del"), None) is not None for node in kept):
        yield _wrong(
            "Die Vorlage enthält nachverfolgte Änderungen. Bitte nehmen Sie sie in Word an oder lehnen Sie ab."
        )


def _controls(kept: tuple[Element, ...]) -> Iterator[TemplateFinding]:
    for node in kept:
        for control in node.iter(f"{W}sdt"):
            words = "".join(part.text or "" for part in control.iter(f"{W}t")).strip()
            if words and control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
                yield _wrong(f"Ein Inhaltssteuerelement ist nicht ausgefüllt und würde gedruckt: „{_quoted(words)}“.")
            elif words:
                yield TemplateFinding(f"Text in einem Inhaltssteuerelement bleibt, wie er ist: „{_quoted(words)}“.")


def _look(facts: Facts) -> Iterator[TemplateFinding]:
    page = facts.page
    if abs(page.width - _A4[0]) > 60 or abs(page.height - _A4[1]) > 60:
        size = " × ".join(f"{side / _TWIPS_PER_CM:.1f}".replace(".", ",") for side in (page.width, page.height))
        yield _wrong(f"Die Seiten der Vorlage sind nicht DIN A4 ({size} cm).")
    if facts.links:
        yield _wrong(
            "Ein Bild der Vorlage ist nur verknüpft und fehlt auf anderen Rechnern. Bitte betten Sie es in Word ein "
            "(Datei ▸ Informationen ▸ Verknüpfungen bearbeiten)."
        )
    if facts.weight > LARGE:
        size = format_size(facts.weight)
        yield _wrong(f"Jede Word-Datei wird mindestens {size} groß. Bitte verkleinern Sie die Bilder der Vorlage.")


def _left_out(facts: Facts) -> Iterator[TemplateFinding]:
    shown = [node for node in facts.dropped if not is_empty(node)]
    if not shown:
        return
    text = next(_paragraphs(tuple(shown)), "")
    quoted = f" („{_quoted(text)}“)" if text else ""
    if facts.has_mark:
        yield TemplateFinding(f"Was unter {{{{ inhalt }}}} steht, wird nicht übernommen{quoted}.")
        return
    pictures = (f"{W}drawing", f"{W}pict", f"{W}object")
    what = "Text und Bilder" if any(next(n.iter(*pictures), None) is not None for n in shown) else "Der Text"
    verb = "werden" if what != "Der Text" else "wird"
    yield TemplateFinding(
        f"{what} der Vorlage{quoted} {verb} nicht übernommen. Soll etwas davon über dem Inhalt stehen, setzen Sie in "
        "Word darunter einen Absatz mit {{ inhalt }}."
    )


def _done(facts: Facts) -> Iterator[TemplateFinding]:
    """What the program adds by itself."""
    if not facts.has_header:
        yield TemplateFinding(
            "Die Vorlage hat keine Kopfzeile: Name und Wappen setzt das Programm auf die erste Seite."
        )
    if not facts.has_number:
        yield TemplateFinding("Die Vorlage hat keine Seitenzahl: „Seite 1 von 4“ kommt in die Fußzeile.")
    known = [_KNOWN[name] for name in facts.added if name in _KNOWN]
    if known:
        words = "Diese Formatvorlagen fehlten und sind ergänzt" if len(known) > 1 else "Eine Formatvorlage fehlte"
        yield TemplateFinding(f"{words}: {', '.join(f'„{name}“' for name in known)}.")
    others = len(facts.added) - len(known)
    if others:
        yield TemplateFinding(
            f"Für Beschlüsse, Hinweise, Tabellen und Ähnliches sind {others} Formatvorlagen ergänzt. Sie richten sich "
            "nach der Schrift der Vorlage."
        )
    if facts.numbered_headings:
        yield TemplateFinding(
            "Die Überschriften der Vorlage sind nummeriert. Die Nummern stehen nur in Dokumenten mit nummerierten "
            "Kapiteln."
        )
    foreign = sorted(language for language in facts.languages if not language.startswith("de"))
    if foreign:
        yield TemplateFinding(f"Die Sprache der Vorlage ({', '.join(foreign)}) ist auf Deutsch gestellt.")


def count_links(parts: tuple[Element, ...]) -> int:
    """Pictures that are only linked."""
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link"
    return sum(1 for part in parts for node in part.iter() if node.get(key))


def styles_speak(styles: Element) -> frozenset[str]:
    """The languages the styles name."""
    return frozenset(node.get(VALUE) for node in styles.iter(f"{W}lang") if node.get(VALUE))
