"""Styles of two Word files made one: the town's win, under the ids our writers use; missing ones are added.

Ids mean nothing to Word (names do), so the town's styles are renamed to our ids once per template and no writer has
to know on which template it writes.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from coordinator_app.documents.word_edit import VALUE, Element, W, child, insert, place_of

STYLE_ID, TYPE = f"{W}styleId", f"{W}type"
NORMAL, RUNNING = "Normal", "BodyText"
TEXT_SIZE = 21  # half points of the text our sizes were chosen for
# What the built-in styles are called elsewhere: German Word, LibreOffice, old versions.
ALIASES: dict[str, tuple[str, ...]] = {
    "normal": ("Standard", "Default Paragraph Style", "Default Style", "Absatz-Standard"),
    "title": ("Titel", "Dokumenttitel"),
    "subtitle": ("Untertitel",),
    "list bullet": ("Aufzählungszeichen", "Aufzählung"),
    "list bullet 2": ("Aufzählungszeichen 2", "Aufzählung 2"),
    "list number": ("Listennummer", "Nummerierung"),
    "list number 2": ("Listennummer 2", "Nummerierung 2"),
    "caption": ("Beschriftung",),
    "header": ("Kopfzeile",),
    "footer": ("Fußzeile",),
    "hyperlink": ("Internetlink", "Internet Link", "Internetverknüpfung"),
    "footnote text": ("Fußnotentext", "Footnote", "Fußnote"),
    "footnote reference": ("Fußnotenzeichen", "Footnote Anchor", "Footnote Symbol", "Fußnotenanker"),
    "toc heading": ("Inhaltsverzeichnisüberschrift", "Contents Heading"),
    "table of figures": ("Abbildungsverzeichnis", "Tabellenverzeichnis"),
    "body text": ("Textkörper", "Text Body", "Fließtext"),
    **{f"heading {level}": (f"Überschrift {level}", f"Ueberschrift {level}") for level in range(1, 10)},
    **{f"toc {level}": (f"Verzeichnis {level}", f"Contents {level}") for level in range(1, 10)},
}
_LETTERS_ONLY = re.compile(r"Letter(Name|Line|Return|Address|Facts|Subject)")
_TEXT_LIKE = frozenset({"Lead", "Small", "Resolution", "Notice", "FootnoteText", RUNNING})
_GAP = 120  # twentieths of a point between paragraphs where the template has none
_REFERENCES = frozenset(
    f"{W}{name}"
    for name in (
        *("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink"),
        *("defaultTableStyle", "clickAndTypeStyle"),
    )
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the styles: ids renamed, names of those added, the style of running text."""

    renamed: dict[str, str]
    added: tuple[str, ...]
    running: str


def merge_styles(theirs: Element, ours: Element, numbers: dict[int, int]) -> Merged:
    """Make the style part `theirs` complete: every style of `ours` is there under our id.

    `numbers` gives the numbers of our lists in the merged file. References outside the part are left to
    `rename_references`.
    """
    _drop_doubles(theirs)
    matched = _matches(theirs, ours)
    renamed = _renames(theirs, matched, {style.get(STYLE_ID) for style in _styles(ours)})
    for style in _styles(theirs):
        style.set(STYLE_ID, renamed.get(style.get(STYLE_ID), style.get(STYLE_ID)))
    rename_references(theirs, renamed)
    missing = [style for style in _styles(ours) if style.get(STYLE_ID) not in matched and not _only_letters(style)]
    size = base_size(theirs)
    names = {_plain(name) for style in _styles(theirs) for name in _names(style)}
    for style in missing:
        theirs.append(_added(style, theirs, size, names, numbers))
    found = {style.get(STYLE_ID): style for style in _styles(theirs)}
    for style in _styles(ours):
        if style.get(STYLE_ID) in matched:
            _mend(found[style.get(STYLE_ID)], style, found, numbers)
    running = _running_style(theirs, found)
    return Merged(renamed, tuple(_name(style) for style in missing), running)


def rename_references(root: Element, renamed: dict[str, str]) -> None:
    """Let a part name styles by their new ids."""
    if not renamed:
        return
    for node in root.iter(*_REFERENCES):
        if node.get(VALUE) in renamed:
            node.set(VALUE, renamed[node.get(VALUE)])


def merge_numbering(theirs: Element, ours: Element) -> dict[int, int]:
    """Put our lists behind those of the template; gives the new number of each of ours."""
    patterns = [int(node.get(f"{W}abstractNumId")) for node in theirs.findall(f"{W}abstractNum")]
    lists = [int(node.get(f"{W}numId")) for node in theirs.findall(f"{W}num")]
    first_pattern, first_list = max(patterns, default=-1) + 1, max(lists, default=0) + 1
    place = len(theirs.findall(f"{W}numPicBullet")) + len(patterns)
    moved: dict[str, str] = {}
    for count, node in enumerate(ours.findall(f"{W}abstractNum")):
        copy = deepcopy(node)
        moved[node.get(f"{W}abstractNumId")] = str(first_pattern + count)
        copy.set(f"{W}abstractNumId", str(first_pattern + count))
        theirs.insert(place + count, copy)
    place = len(theirs) - len(theirs.findall(f"{W}numIdMacAtCleanup"))
    numbers: dict[int, int] = {}
    for count, node in enumerate(ours.findall(f"{W}num")):
        copy = deepcopy(node)
        numbers[int(node.get(f"{W}numId"))] = first_list + count
        copy.set(f"{W}numId", str(first_list + count))
        pattern = copy.find(f"{W}abstractNumId")
        pattern.set(VALUE, moved[pattern.get(VALUE)])
        theirs.insert(place + count, copy)
    return numbers


def unnumber_headings(styles: Element) -> None:
    """Take the template's own numbering off its headings, for documents whose headings bear no numbers."""
    for style in _styles(styles):
        if re.fullmatch(r"Heading\d", style.get(STYLE_ID)):
            for numbered in style.findall(f"{W}pPr/{W}numPr"):
                numbered.getparent().remove(numbered)


def headings_are_numbered(styles: Element) -> bool:
    """Whether the first three headings bring a numbering of their own."""
    found = {style.get(STYLE_ID): style for style in _styles(styles)}
    wanted = [found.get(f"Heading{level}") for level in (1, 2, 3)]
    return all(style is not None and style.find(f"{W}pPr/{W}numPr") is not None for style in wanted)


def speak(styles: Element, language: str) -> None:
    """Set the language of all text of a template: its defaults, and styles that say another one."""
    tongue = language.partition("-")[0]
    for node in styles.iter(f"{W}lang"):
        if not (node.get(VALUE) or "").startswith(tongue) or node.getparent().getparent().tag == f"{W}rPrDefault":
            node.set(VALUE, language)
    if styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") is None:
        insert(child(child(child(styles, "docDefaults", 0), "rPrDefault", 0), "rPr", 0), "lang", {"val": language})


def base_size(styles: Element) -> int:
    """Half points of the running text."""
    for path in (f"{W}style[@{STYLE_ID}='{NORMAL}']/{W}rPr/{W}sz", f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz"):
        found = styles.find(path)
        if found is not None:
            return int(float(found.get(VALUE)))
    return 20  # what Word takes when nothing is said


def tab_stops_of(styles: Element, style_id: str) -> dict[int, str]:
    """The tab stops of a paragraph style with those it inherits: place in twips to side."""
    found = {style.get(STYLE_ID): style for style in _styles(styles)}
    stops: dict[int, str] = {}
    for style in reversed(list(_ancestry(found.get(style_id), found))):
        for tab in style.findall(f"{W}pPr/{W}tabs/{W}tab"):
            stops[int(float(tab.get(f"{W}pos")))] = tab.get(VALUE)
    return {place: side for place, side in stops.items() if side != "clear"}


# --- Finding ----------------------------------------------------------------------------------------------


def _styles(part: Element) -> list[Element]:
    return [style for style in part.findall(f"{W}style") if style.get(STYLE_ID)]


def _drop_doubles(part: Element) -> None:
    """Of styles with the same id the first counts; so says Word."""
    seen: set[str] = set()
    for style in part.findall(f"{W}style"):
        key = style.get(STYLE_ID)
        if not key or key in seen:
            part.remove(style)
        else:
            seen.add(key)


def _name(style: Element) -> str:
    found = style.find(f"{W}name")
    return str(found.get(VALUE)) if found is not None else ""


def _names(style: Element) -> list[str]:
    aliases = style.find(f"{W}aliases")
    return [_name(style), *(aliases.get(VALUE).split(",") if aliases is not None else ())]


def _plain(name: str) -> str:
    """A name without capitals, spaces and hyphens."""
    return re.sub(r"[\s\-_]+", "", name.casefold())


def _forms(name: str) -> list[str]:
    """All a style of ours may be called; ids of German Word lack umlauts („berschrift1“, „Textkrper“)."""
    words = [name, *ALIASES.get(name.lower(), ())]
    stripped = [word.encode("ascii", "ignore").decode() for word in words]
    return [_plain(word) for word in (*words, *stripped)]


def _matches(theirs: Element, ours: Element) -> dict[str, Element]:
    """Our id to the style of the template that is meant by it."""
    matched: dict[str, Element] = {}
    taken: set[str] = set()
    for style in _styles(ours):
        found = next((other for other in _candidates(style, theirs) if other.get(STYLE_ID) not in taken), None)
        if found is not None:
            matched[style.get(STYLE_ID)] = found
            taken.add(found.get(STYLE_ID))
    return matched


def _candidates(style: Element, theirs: Element) -> Iterator[Element]:
    """Styles of the template a style of ours may stand for, the likeliest first."""
    same = [other for other in _styles(theirs) if other.get(TYPE) == style.get(TYPE)]
    if style.get(f"{W}default") in {"1", "true", "on"}:
        yield from (other for other in same if other.get(f"{W}default") in {"1", "true", "on"})
    for form in _forms(_name(style)):
        yield from (other for other in same if form in {_plain(name) for name in _names(other)})
    for form in _forms(_name(style)):
        yield from (other for other in same if form == _plain(other.get(STYLE_ID)))
    level = re.fullmatch(r"heading (\d)", _name(style))
    if level:
        yield from (other for other in same if _is_outline(other, int(level[1]) - 1))


def _is_outline(style: Element, level: int) -> bool:
    found = style.find(f"{W}pPr/{W}outlineLvl")
    return found is not None and found.get(VALUE) == str(level) and _plain(_name(style)) not in {"title", "titel"}


def _renames(theirs: Element, matched: dict[str, Element], ids: set[str]) -> dict[str, str]:
    """Old id to new id; a style that bears one of our `ids` without being meant gets another one."""
    renamed = {style.get(STYLE_ID): key for key, style in matched.items() if style.get(STYLE_ID) != key}
    used = {style.get(STYLE_ID) for style in _styles(theirs)} | ids
    meant = {style.get(STYLE_ID) for style in matched.values()}
    for style in _styles(theirs):
        key = style.get(STYLE_ID)
        if key in ids and key not in meant:
            renamed[key] = _free(f"{key}Vorlage", used)
            used.add(renamed[key])
    return renamed


def _free(wanted: str, used: set[str]) -> str:
    return next(name for count in range(len(used) + 1) if (name := f"{wanted}{count or ''}") not in used)


def _ancestry(style: Element | None, found: dict[str, Element]) -> Iterator[Element]:
    """A style and those it is based on."""
    seen: set[str] = set()
    while style is not None and style.get(STYLE_ID) not in seen:
        seen.add(style.get(STYLE_ID))
        yield style
        base = style.find(f"{W}basedOn")
        style = found.get(base.get(VALUE)) if base is not None else None


# --- Adding and mending -----------------------------------------------------------------------------------


def _only_letters(style: Element) -> bool:
    return _LETTERS_ONLY.fullmatch(style.get(STYLE_ID)) is not None


def _added(style: Element, theirs: Element, size: int, names: set[str], numbers: dict[int, int]) -> Element:
    """A copy of our style that fits the template: a free name, sizes in proportion, its own lists."""
    copy = deepcopy(style)
    label = copy.find(f"{W}name")
    if _plain(label.get(VALUE)) in names:  # another type of style has that name
        label.set(VALUE, f"{label.get(VALUE)} (KPR)")
    for node in copy.iter(f"{W}sz", f"{W}szCs"):
        if int(node.get(VALUE)) > TEXT_SIZE:
            node.set(VALUE, str(round(int(node.get(VALUE)) * size / TEXT_SIZE)))
    for node in copy.iter(f"{W}numId"):
        node.set(VALUE, str(numbers.get(int(node.get(VALUE)), 0)))
    if any(other.get(f"{W}default") and other.get(TYPE) == copy.get(TYPE) for other in _styles(theirs)):
        copy.attrib.pop(f"{W}default", None)
    if copy.get(TYPE) == "paragraph" and copy.get(STYLE_ID) not in _TEXT_LIKE:
        _stand_free(copy, theirs)
    return copy


def _stand_free(copy: Element, theirs: Element) -> None:
    """Indents and justification of the template's text are not for heads, tables and signatures."""
    normal = theirs.find(f"{W}style[@{STYLE_ID}='{NORMAL}']/{W}pPr")
    based = copy.find(f"{W}basedOn")
    if normal is None or based is None or based.get(VALUE) != NORMAL:
        return
    own = child(copy, "pPr", place_of(copy, "pPr"))
    if normal.find(f"{W}ind") is not None and own.find(f"{W}ind") is None:
        insert(own, "ind", {"left": "0", "right": "0", "firstLine": "0"})
    if normal.find(f"{W}jc") is not None and own.find(f"{W}jc") is None:
        insert(own, "jc", {"val": "left"})


def _mend(style: Element, pattern: Element, found: dict[str, Element], numbers: dict[int, int]) -> None:
    """What Word and readers of the screen need in a style of the template: built-in name, level, list."""
    if pattern.get(f"{W}customStyle") is None and _plain(_name(style)) in _forms(_name(pattern)):
        label = style.find(f"{W}name")
        label.set(VALUE, _name(pattern))
        style.attrib.pop(f"{W}customStyle", None)
    level = pattern.find(f"{W}pPr/{W}outlineLvl")
    if level is not None and style.find(f"{W}pPr/{W}outlineLvl") is None:
        insert(child(style, "pPr", place_of(style, "pPr")), "outlineLvl", {"val": level.get(VALUE)})
    if pattern.get(STYLE_ID) == "TOCHeading":  # Word bases it on a heading; it is none and bears no number
        _take_out_of_outline(child(style, "pPr", place_of(style, "pPr")))
    listed = pattern.find(f"{W}pPr/{W}numPr")
    if listed is not None and not _has_list(style, found):
        copy = deepcopy(listed)
        for node in copy.iter(f"{W}numId"):
            node.set(VALUE, str(numbers.get(int(node.get(VALUE)), 0)))
        own = child(style, "pPr", place_of(style, "pPr"))
        own.insert(place_of(own, "numPr"), copy)


def _take_out_of_outline(own: Element) -> None:
    if own.find(f"{W}outlineLvl") is None:
        insert(own, "outlineLvl", {"val": "9"})
    if own.find(f"{W}numPr") is None:
        numbered = own.makeelement(f"{W}numPr")
        insert(numbered, "numId", {"val": "0"})
        own.insert(place_of(own, "numPr"), numbered)


def _has_list(style: Element, found: dict[str, Element]) -> bool:
    return any(each.find(f"{W}pPr/{W}numPr") is not None for each in _ancestry(style, found))


def _running_style(theirs: Element, found: dict[str, Element]) -> str:
    """The style of running text: what follows a heading in the template, else the default one.

    Where that leaves no room between paragraphs (people press Enter twice), one with room is added.
    """
    heading = found["Heading1"].find(f"{W}next")
    follows = found.get(heading.get(VALUE)) if heading is not None else None
    if follows is not None and follows.get(TYPE) == "paragraph" and not _is_special(follows):
        return str(follows.get(STYLE_ID))
    if _has_room(found[NORMAL], theirs):
        return NORMAL
    body = next((style for style in _styles(theirs) if _plain(_name(style)) in _forms("Body Text")), None)
    if body is not None and _has_room(body, theirs):
        return str(body.get(STYLE_ID))
    key = _free(RUNNING, set(found))
    name = "Body Text" if body is None else "Fließtext (KPR)"
    theirs.append(_new_style(theirs, key, name))
    return key


def _is_special(style: Element) -> bool:
    key = style.get(STYLE_ID)
    return key in {NORMAL, "Title", "Subtitle"} or key.startswith("Heading")


def _has_room(style: Element, theirs: Element) -> bool:
    spaces = [style.find(f"{W}pPr/{W}spacing"), theirs.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing")]
    for side in ("after", "before"):
        told = next((s.get(f"{W}{side}") for s in spaces if s is not None and s.get(f"{W}{side}") is not None), "0")
        if float(told) > 0:
            return True
    return False


def _new_style(theirs: Element, key: str, name: str) -> Element:
    style = theirs.makeelement(f"{W}style", {TYPE: "paragraph", STYLE_ID: key})
    for tag, value in (("name", name), ("basedOn", NORMAL)):
        style.append(style.makeelement(f"{W}{tag}", {VALUE: value}))
    style.append(style.makeelement(f"{W}qFormat"))
    insert(child(style, "pPr", len(style)), "spacing", {"after": str(_GAP)})
    return style
