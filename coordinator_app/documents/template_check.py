"""Vorlagen-Prüfung: what is wrong or doubtful in a town's template, in German, quoting the paragraph."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import enumerate_words
from coordinator_app.documents.letter_template import TemplateParagraph, paragraphs, quoted, unlocked, wrong
from coordinator_app.documents.template_language import (
    LOOSE_BRACE,
    TAG,
    TemplateRefused,
    environment,
    forms,
    is_broken,
    parsed,
)
from coordinator_app.domain.letter_templates import TemplatePurpose, nearest_placeholder, placeholders

_PREFIX = re.compile(r"(\{[{%#])(-?)\s*(p|tr|tc|r)\s+(?=\S)")
_BLOCK = re.compile(r"\{%-?\s*(?:(p|tr|tc|r)\s+)?(if|for|elif|else|endif|endfor)\b")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'"})
_WORDS = re.compile(r"(?<![.\w])[^\W\d]\w*")  # not the parts of a list's entry
_NEEDED = {
    TemplatePurpose.LETTER: (
        (("text",), "Der Platzhalter {{ text }} fehlt: Der Brief hätte keinen Text."),
        (("anschrift", "name"), "Der Platzhalter {{ anschrift }} fehlt: Der Brief hätte kein Anschriftfeld."),
    ),
    TemplatePurpose.CERTIFICATE: (
        (("name",), "Der Platzhalter {{ name }} fehlt: Auf der Urkunde stünde nicht, wer berufen wird."),
        (("text", "amt"), "Der Platzhalter {{ text }} fehlt: Auf der Urkunde stünde nicht, wozu jemand berufen wird."),
    ),
}


@dataclass(frozen=True, slots=True)
class _Open:
    """A condition or loop that has begun."""

    word: str
    prefix: str
    at: TemplateParagraph


def lists_of(purpose: TemplatePurpose) -> frozenset[str]:
    """The placeholders loops may go over."""
    return frozenset(entry.name for entry in placeholders(purpose) if entry.parts)


def check_template(data: bytes, name: str, purpose: TemplatePurpose = TemplatePurpose.LETTER) -> tuple[str, ...]:
    """What a person should know about a template, as sentences; `UserError` when nothing can be made with it."""
    found = paragraphs(unlocked(data, name), name)
    for entry in found:
        _check_tags(entry, name)
    _check_blocks(found, name)
    used = _used(found, name, purpose)
    offered = {form for entry in placeholders(purpose) for form in forms(entry.name)}
    notes = [_unknown_note(word, found, purpose) for word in sorted(used - offered)]
    lower = {word.lower() for word in used}
    notes += [words for needed, words in _NEEDED[purpose] if not lower & set(needed)]
    return tuple(dict.fromkeys((*notes, *_place_notes(found, purpose), *_leftover_notes(found))))


def plain_tags(text: str) -> str:
    """A paragraph as the template language reads it: straight quotes, without the marks for whole paragraphs."""
    flat = TAG.sub(lambda tag: tag[0].translate(_QUOTES), text.replace("\n", " "))
    return _PREFIX.sub(r"\1\2 ", flat)


def _check_tags(entry: TemplateParagraph, name: str) -> None:
    """Every placeholder of a paragraph is whole and can be read; whole rows are asked for in tables only."""
    if is_broken(entry.text):
        raise wrong(name, entry.text, LOOSE_BRACE)
    for tag in TAG.findall(entry.text):
        prefix = _PREFIX.match(tag)
        if prefix and prefix[3] in ("tr", "tc") and not entry.row:
            raise wrong(name, entry.text, f"„{prefix[3]}“ gilt Tabellenzeilen und -zellen; hier steht keine Tabelle")
    language = environment()
    for tag in TAG.findall(plain_tags(entry.text)):
        if tag.startswith("{{"):
            try:
                parsed(language, tag, frozenset())
            except TemplateRefused as refused:
                raise wrong(name, entry.text, f"{quoted(tag)} geht nicht: {refused.why}") from refused


def _check_blocks(found: Sequence[TemplateParagraph], name: str) -> None:
    """Conditions and loops end where they began: in the same part, the same table cell or table."""
    opened: list[_Open] = []
    for entry in found:
        if opened and opened[-1].at.part != entry.part:
            break
        for tag in _BLOCK.finditer(entry.text):
            _follow(opened, tag[1] or "", tag[2], entry, name)
    if opened:
        raise wrong(name, opened[-1].at.text, f"die Anweisung {{% {opened[-1].word} … %}} hat kein Ende")


def _follow(opened: list[_Open], prefix: str, word: str, entry: TemplateParagraph, name: str) -> None:
    if word in ("if", "for"):
        opened.append(_Open(word, prefix, entry))
        return
    if not opened:
        raise wrong(name, entry.text, f"zu {{% {word} %}} fehlt der Anfang")
    begun = opened[-1]
    if word.startswith("end") and word != f"end{begun.word}":
        raise wrong(name, entry.text, f"{{% {word} %}} passt nicht zu {{% {begun.word} … %}}")
    whole = begun.prefix in ("tr", "tc")
    same = (entry.row and begun.at.row) if whole else entry.place == begun.at.place
    if begun.prefix != prefix or not same:
        what = (
            f"{{% {word} %}} steht an anderer Stelle als {{% {begun.word} … %}} („{quoted(begun.at.text)}“); beide "
            "gehören in dieselbe Tabellenzelle, für ganze Zeilen schreiben Sie beide mit „tr“"
        )
        raise wrong(name, entry.text, what)
    if word.startswith("end"):
        opened.pop()


def _used(found: Sequence[TemplateParagraph], name: str, purpose: TemplatePurpose) -> set[str]:
    """The names a template asks for; each part of the file is read by itself, as it is filled."""
    from jinja2 import meta

    used: set[str] = set()
    for part in dict.fromkeys(entry.part for entry in found):
        own = [entry for entry in found if entry.part == part]
        try:
            tree = parsed(environment(), "\n".join(plain_tags(entry.text) for entry in own), lists_of(purpose))
        except TemplateRefused as refused:
            raise wrong(name, own[min(max(refused.line, 1), len(own)) - 1].text, refused.why) from refused
        used |= set(meta.find_undeclared_variables(tree))
    return used


def _unknown_note(word: str, found: Iterable[TemplateParagraph], purpose: TemplatePurpose) -> str:
    where = next((entry.text for entry in found if word in _tag_words(entry.text)), "")
    near = nearest_placeholder(word, purpose)
    meant = f" Meinten Sie {{{{ {near} }}}}?" if near else ""
    return f"Unbekannter Platzhalter {{{{ {word} }}}} im Absatz „{quoted(where)}“.{meant}"


def _tag_words(text: str) -> set[str]:
    return {word for tag in TAG.findall(text) for word in _WORDS.findall(tag)}


def _place_notes(found: Iterable[TemplateParagraph], purpose: TemplatePurpose) -> Iterator[str]:
    """Placeholders where they cannot work as meant."""
    personal = {entry.name for entry in placeholders(purpose) if entry.personal}
    many = "Briefen" if purpose is TemplatePurpose.LETTER else "Urkunden"
    for entry in found:
        tags = TAG.findall(entry.text)
        if tags and entry.in_note:
            yield (
                f"Im Absatz „{quoted(entry.text)}“ steht ein Platzhalter in einer Fußnote. Dort setzt das Programm "
                "nichts ein; bitte setzen Sie ihn in den Text."
            )
        elif entry.in_frame:
            for word in sorted({word.lower() for word in _tag_words(entry.text)} & personal):
                yield (
                    f"{{{{ {word} }}}} steht in der Kopf- oder Fußzeile („{quoted(entry.text)}“). Dort steht in allen "
                    f"{many} dasselbe; bitte setzen Sie den Platzhalter in den Text."
                )
        elif tags and entry.in_control:
            yield (
                f"Im Absatz „{quoted(entry.text)}“ steht ein Platzhalter in einem Inhaltssteuerelement. Er wird "
                "ausgefüllt, das Steuerelement selbst bleibt nicht erhalten."
            )


def _leftover_notes(found: Iterable[TemplateParagraph]) -> Iterator[str]:
    """What would stay in every letter as it is."""
    for entry in found:
        if entry.merge_fields:
            names = enumerate_words([f"«{field}»" for field in dict.fromkeys(entry.merge_fields)])
            yield (
                f"Seriendruckfeld {names} im Absatz „{quoted(entry.text)}“: Solche Felder füllt das Programm nicht. "
                "Bitte ersetzen Sie sie durch Platzhalter."
            )
        elif entry.is_hint and not TAG.search(entry.text):
            yield f"Das Inhaltssteuerelement „{quoted(entry.text)}“ ist leer; sein Hinweis bliebe so stehen."
