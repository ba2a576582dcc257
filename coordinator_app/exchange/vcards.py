"""vCards: business cards of people as files other programs read and write (RFC 2426, 6350, the older 2.1 in).

Written is version 3.0 in UTF-8, which Outlook, telephones and Thunderbird take; notes never leave the house. Read are
2.1, 3.0 and 4.0, several cards in one file, folded lines, quoted-printable, any of the usual encodings.
"""

import quopri
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator_app.common.errors import UserError

LARGEST = 20_000_000
_FOLD = 75  # octets of a line, RFC 2426 section 2.6
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address."""

    street: str = ""
    postcode: str = ""
    town: str = ""

    @property
    def text(self) -> str:
        """On one line, as contact points keep it."""
        town = " ".join(filter(None, (self.postcode, self.town)))
        return ", ".join(filter(None, (self.street, town)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One person; `phones` are (kind, number) with the kinds "phone", "mobile" and "fax". `uid` is "" if it has none.

    `salutation` is the prefix that is no title („Frau“, „Herr“, ""), `title` the academic one, `function` the job.
    """

    uid: str = ""
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    salutation: str = ""
    organisation: str = ""
    department: str = ""
    function: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    website: str = ""
    changed: datetime | None = None

    @property
    def name(self) -> str:
        """The name as it is shown; a card without one has that of the organisation."""
        return " ".join(filter(None, (self.title, self.first_name, self.last_name))) or self.organisation


# --- writing


def vcard_bytes(cards: Iterable[Card]) -> bytes:
    """The cards as the bytes of one .vcf file."""
    lines = [line for card in cards for line in _lines(card)]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _lines(card: Card) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    if card.last_name or card.first_name:
        prefix = " ".join(filter(None, (card.salutation, card.title)))
        yield f"N:{_fields(card.last_name, card.first_name, '', prefix, '')}"
    else:
        yield f"N:{_fields(card.organisation, '', '', '', '')}"
    yield f"FN:{_text(card.name)}"
    if card.organisation:
        yield f"ORG:{_fields(*filter(None, (card.organisation, card.department)))}"
    if card.function:
        yield f"TITLE:{_text(card.function)}"
    for kind, number in card.phones:
        yield f"TEL;TYPE={_PHONE_TYPES[kind]}:{_text(number)}"
    for number, email in enumerate(card.emails):
        yield f"EMAIL;TYPE=INTERNET{',PREF' if number == 0 else ''}:{_text(email)}"
    for address in card.addresses:
        yield f"ADR;TYPE=WORK:{_fields('', '', address.street, address.town, '', address.postcode, '')}"
    if card.website:
        yield f"URL:{_text(card.website)}"
    if card.uid:
        yield f"UID:{_text(card.uid)}"
    if card.changed is not None:
        yield f"REV:{card.changed:%Y-%m-%dT%H:%M:%SZ}"
    yield "END:VCARD"


_PHONE_TYPES = {"phone": "WORK,VOICE", "mobile": "CELL,VOICE", "fax": "WORK,FAX"}


def _fields(*parts: str) -> str:
    return ";".join(_text(part) for part in parts)


def _text(value: str) -> str:
    plain = _UNSAFE.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in ("\\", ";", ","):
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Lines of at most 75 octets; no letter is cut in two."""
    parts: list[bytes] = []
    current = b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(current) + len(octets) > _FOLD - bool(parts):
            parts.append(current)
            current = b""
        current += octets
    return b"\r\n ".join((*parts, current))


# --- reading


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    types: frozenset[str]
    value: str


def read_vcards(data: bytes) -> list[Card]:
    """The cards of a file in their order, damaged and empty ones left out; `UserError` when there is none at all."""
    if len(data) > LARGEST:
        raise UserError("Die Datei ist für Visitenkarten zu groß. Bitte wählen Sie eine vCard-Datei (.vcf).")
    found: list[Card] = []
    current: list[_Line] | None = None
    for line in _unfolded(_decoded(data)):
        parsed = _parsed(line)
        if parsed is None:
            continue
        if parsed.name == "BEGIN" and parsed.value.upper() == "VCARD":
            current = []
        elif parsed.name == "END" and current is not None:
            found.append(_card(current))
            current = None
        elif current is not None:
            current.append(parsed)
    cards = [card for card in found if card.name]
    if not cards:
        raise UserError("In dieser Datei steht keine Visitenkarte. Bitte wählen Sie eine vCard-Datei (.vcf).")
    return cards


def _decoded(data: bytes) -> str:
    for code in ("utf-8-sig", "utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _unfolded(text: str) -> list[str]:
    lines: list[str] = []
    soft = False  # a quoted-printable line that goes on in the next one
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if lines and soft:
            lines[-1] = lines[-1][:-1] + line
        elif lines and line[:1] in {" ", "\t"}:
            lines[-1] += line[1:]
        else:
            lines.append(line)
        soft = lines[-1].endswith("=") and "QUOTED-PRINTABLE" in lines[-1].upper()
    return lines


def _parsed(line: str) -> _Line | None:
    head, colon, value = _split_head(line)
    if not colon:
        return None
    name, *params = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", head)
    options = {key.upper().removeprefix("TYPE="): key for key in params}
    types = {word.strip('" ') for key in options for word in key.split(",")}
    if "ENCODING=QUOTED-PRINTABLE" in options or "QUOTED-PRINTABLE" in types:
        charset = next((key.partition("=")[2] for key in options if key.startswith("CHARSET=")), "utf-8")
        value = _quoted(value, charset)
    return _Line(name.rpartition(".")[2].strip().upper(), frozenset(types), value.strip())


def _split_head(line: str) -> tuple[str, str, str]:
    """Name with parameters, the colon, and the value; a colon inside quotes belongs to a parameter."""
    found = re.match(r"((?:[^\":]|\"[^\"]*\")*)(:)(.*)", line, re.DOTALL)
    return (found[1], found[2], found[3]) if found else (line, "", "")


def _quoted(value: str, charset: str) -> str:
    raw = quopri.decodestring(value.encode("utf-8"))
    try:
        return raw.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return raw.decode("cp1252", "replace")


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in re.findall(r"((?:\\.|[^;\\]|\\$)*)(?:;|$)", value)]


def _plain(value: str) -> str:
    text = re.sub(r"\\([nN,;:\\])", lambda hit: "\n" if hit[1] in "nN" else hit[1], value)
    return " ".join(_UNSAFE.sub(" ", text).split())


def _card(lines: Sequence[_Line]) -> Card:
    values: dict[str, str] = {}
    for line in lines:
        values.setdefault(line.name, line.value)
    last, first, middle, prefix, _ = [*_parts(values.get("N", "")), "", "", "", "", ""][:5]
    if not (last or first):
        first, _, last = _plain(values.get("FN", "")).rpartition(" ")
    organisation = _parts(values.get("ORG", ""))
    if last == organisation[0] and not first:
        last = ""  # the card of an organisation
    salutation = next((word for word in prefix.split() if word in {"Frau", "Herr"}), "")
    return Card(
        uid=_plain(values.get("UID", "")).removeprefix("urn:uuid:"),
        first_name=" ".join(filter(None, (first, middle))),
        last_name=last,
        title=" ".join(word for word in prefix.split() if word not in {"Frau", "Herr", "Herrn"}),
        salutation=salutation,
        organisation=organisation[0],
        department=", ".join(filter(None, organisation[1:])),
        function=_plain(values.get("TITLE", "") or values.get("ROLE", "")),
        phones=tuple(_phones(lines)),
        emails=tuple(dict.fromkeys(_plain(line.value) for line in lines if line.name == "EMAIL" and line.value)),
        addresses=tuple(_addresses(lines)),
        website=_plain(values.get("URL", "")),
    )


def _phones(lines: Sequence[_Line]) -> Iterator[tuple[str, str]]:
    for line in lines:
        number = _plain(line.value).removeprefix("tel:")
        if line.name == "TEL" and number:
            yield "fax" if "FAX" in line.types else "mobile" if "CELL" in line.types else "phone", number


def _addresses(lines: Sequence[_Line]) -> Iterator[Address]:
    for line in lines:
        if line.name == "ADR":
            parts = [*_parts(line.value), *[""] * 7]
            address = Address(street=parts[2], town=parts[3], postcode=parts[5])
            if address.text:
                yield address
