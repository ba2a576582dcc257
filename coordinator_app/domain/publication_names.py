"""Publication check: names of persons, e-mail addresses, telephone numbers and addresses."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.domain.name_traces import Mention, Traces, excerpt, mentions
from coordinator_app.domain.outcomes import quoted
from coordinator_app.domain.publication_findings import Finding, Passage, Risk, around, places_of


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody the file knows: how texts name them, what they do (functions and seats in words), "" = nothing."""

    name: str
    traces: Traces
    functions: str = ""
    surname: str = ""


_OFFICES = re.compile(
    r"bürgermeister|landr[aä]t|dezernent|beigeordnet|leit(?:er|ung)|präsident|vorsitz|vorst[aä]nd|minister|staatssekretär"
    r"|staatsanw[aä]lt|richter|koordinator|koordinatorin|beauftragt|sprecher|geschäftsführ|direktor|rektor|pfarrer"
    r"|abgeordnet|stadtr[aä]t|gemeinder[aä]t|kreisr[aä]t|bürgerpolizist",
    re.IGNORECASE,
)
_FORMS = r"(?:Herrn?|Frau|Hr\.|Fr\.|Familie|Fam\.|Eheleute|Ehepaar)"
_TITLES = r"(?:(?:Dr|Prof|Dipl)\.?(?:-Ing\.)?\s+)*"
_WORD = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?"
_OFFICIAL = r"(?:Ober)?[Bb]ürgermeister|Landr[aä]t|Minister|Präsident|Dezernent|Beigeordnet|Stadtr[aä]t|Abgeordnet"
_ADDRESSED = re.compile(rf"\b{_FORMS}\s+{_TITLES}(?!{_OFFICIAL}|Holle\b|und\b|oder\b)({_WORD})")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,/–-])(?<!\d[ \u00a0])(?:\+\d|00\d|0\d)[\d \u00a0/().-]{4,}\d")
_NO_PHONE = re.compile(
    r"\d{1,2}\.[ \u00a0]?\d{1,2}\.(?:\d{4}|\d{2}\b)?|\b\d{1,2}/\d{4}\b|\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b"
    r"|(?:Az\.?|Aktenzeichen|Zeichen|Beschluss(?:nummer)?|Nr\.|Nummer|Konto|IBAN|ISBN|ISSN)[: \u00a0]*[\w/. -]*\d"
    r"|[+±−-]?\d{1,3}(?:[.\u00a0]\d{3})+(?!\d)(?:,\d+)?|[+±−-]?\d[\d.,]*[ \u00a0]?(?:€|%|Euro\b|EUR\b|Punkte\b)"
    r"|\bDE\d\d(?:[ \u00a0]?\d{4}){4}[ \u00a0]?\d\d\b"
)
_STREET = re.compile(
    r"\b(?:[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|platz|allee|ring|siedlung|damm|ufer|markt)"
    r"|(?:[A-ZÄÖÜ][\wäöüß-]*\s)?(?:Straße|Weg|Gasse|Platz|Allee|Ring|Siedlung|Damm|Ufer|Markt))"
    r"\s+\d{1,3}\s?[a-z]?\b(?!\s*(?:Uhr|Jahr|Meter|m\b|km|mal|x\b|%|Personen|\.\s*(?:\d|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)))"
)
_NAME_REMEDY = "Namen weglassen oder durch die Funktion ersetzen; sonst braucht es eine Einwilligung."
_CONTACT_REMEDY = "Weglassen oder durch die Kontaktdaten der Dienststelle ersetzen."


def is_office(function: str) -> bool:
    """Whether somebody with this function speaks for an office: leads, chairs, represents or is commissioned."""
    return _OFFICES.search(function) is not None


def named_persons(passages: Sequence[Passage], persons: Iterable[KnownPerson]) -> Iterator[Finding]:
    """Persons of the file named in the text.

    Who holds an office (leads, chairs, represents, is commissioned) may be named in it: the office stands in the same
    passage as the name. A surname alone, where it may be something else, counts only behind a form of address.
    """
    words = [(passage, _words(passage.text)) for passage in passages]
    every = frozenset(word for _passage, found in words for word in found)
    for person in persons:
        surnames = person.traces.surnames or person.traces.sure
        if not any(_words(name) <= every for name in surnames):
            continue
        places: list[str] = []
        shown = ""
        for passage, _found in words:
            mention = next(_private(passage.text, person), None)
            if mention is not None:
                places.append(passage.where)
                shown = shown or excerpt(passage.text, mention)
        if places:
            yield Finding(Risk.NAME, f"{person.name}: {quoted(shown)}", places_of(places), _NAME_REMEDY)


def _private(text: str, person: KnownPerson) -> Iterator[Mention]:
    """The mentions in a passage that does not say the office of the person."""
    offices = {found.lower() for found in _OFFICES.findall(person.functions)}
    if any(office in text.lower() for office in offices):
        return
    for mention in mentions(text, person.traces):
        if mention.sure or re.search(rf"{_FORMS}\s+{_TITLES}$", text[: mention.start]):
            yield mention


def strangers(passages: Iterable[Passage], persons: Collection[str]) -> Iterator[Finding]:
    """Names behind a form of address that the file does not know („Herr Schulze“); `persons` are the known surnames.

    Forms of address before an office („Frau Bürgermeisterin“) and in salutations without a name pass.
    """
    for passage in passages:
        for found in _ADDRESSED.finditer(passage.text):
            if found[1] not in persons and not is_office(passage.text[max(0, found.start() - 40) : found.start()]):
                yield Finding(Risk.NAME, quoted(around(passage.text, found)), passage.where, _NAME_REMEDY)


def contact_data(passages: Iterable[Passage], own: Collection[str]) -> Iterator[Finding]:
    """E-mail addresses, telephone numbers and addresses.

    Those of the town, of organisations and known places pass (`own`, as `folded`); dates, periods, file numbers and
    amounts are no telephone numbers.
    """
    for passage in passages:
        text = passage.text
        blanked = _NO_PHONE.sub(_blank, text)
        hits = [("E-Mail-Adresse", found) for found in _MAIL.finditer(text)]
        hits += [("Telefonnummer", found) for found in _PHONE.finditer(blanked)]
        hits += [("Anschrift", found) for found in _STREET.finditer(text)]
        for what, found in hits:
            words = text[found.start() : found.end()]
            if folded(words) not in own:
                yield Finding(Risk.CONTACT, f"{what} {quoted(words)}", passage.where, _CONTACT_REMEDY)


def folded(contact: str) -> str:
    """Contact data in the form in which two spellings are compared: digits of a number, else letters and digits."""
    text = contact.strip().lower().replace("strasse", "straße").replace("str.", "straße")
    if not re.search(r"[a-zäöü@]", text):
        digits = re.sub(r"\D", "", text)
        return re.sub(r"^(?:00)?49(?=\d{6})", "0", digits) if text.startswith(("+", "00")) else digits
    return re.sub(r"\s+", "", text)


def _blank(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) | frozenset(
        word.removesuffix("s") for word in re.findall(r"\w+", text.casefold())
    )
