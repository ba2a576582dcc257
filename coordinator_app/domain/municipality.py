"""The municipality of a file with its areas and places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.common.german import sort_key
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class MunicipalityKind(Vocabulary):
    """Form of the municipality."""

    TOWN = "town", "Stadt"
    COMMUNE = "commune", "Gemeinde"
    ASSOCIATION = "association", "Verwaltungsverband"
    DISTRICT = "district", "Landkreis"


class GenderForm(Vocabulary):
    """How documents address people of all genders."""

    PAIR = "pair", "Bürgerinnen und Bürger"
    COLON = "colon", "Bürger:innen"
    STAR = "star", "Bürger*innen"
    NEUTRAL = "neutral", "Einwohnerschaft (neutral)"


class AreaKind(Vocabulary):
    """Kind of a piece of the municipality."""

    MUNICIPALITY = "municipality", "Gesamtgebiet"
    DISTRICT = "district", "Ortsteil"
    SOCIAL_SPACE = "social_space", "Sozialraum"
    QUARTER = "quarter", "Quartier"
    SPOT = "spot", "Ort"
    ROUTE = "route", "Strecke"


@dataclass(frozen=True, kw_only=True, slots=True)
class Municipality(Record):
    """A municipality; exactly one per file is the file's own (`is_own`)."""

    kind: ClassVar[str] = "municipality"
    label: ClassVar[str] = "Kommune"
    plural: ClassVar[str] = "Kommunen"
    title_field: ClassVar[str] = "name"

    name: str = attribute("Name", required=True, searchable=True, max_length=120)
    municipality_kind: MunicipalityKind = attribute(
        "Art", Kind.CHOICE, choices=MunicipalityKind, default=MunicipalityKind.TOWN
    )
    official_key: str = attribute(
        "Amtlicher Gemeindeschlüssel",
        max_length=8,
        help="Acht Ziffern; Sachsen beginnt mit 14. Sie finden ihn beim Statistischen Landesamt.",
    )
    district: str = attribute("Landkreis", max_length=120)
    police_directorate: str = attribute("Polizeidirektion", max_length=120)
    police_station: str = attribute("Polizeirevier", max_length=120)
    inhabitants: int | None = attribute("Einwohnerzahl", Kind.INTEGER)
    inhabitants_on: date | None = attribute("Stand der Einwohnerzahl", Kind.DATE, direction="past")
    street: str = attribute("Straße und Hausnummer", max_length=200)
    postcode: str = attribute("Postleitzahl", max_length=10)
    town: str = attribute("Ort", max_length=120)
    phone: str = attribute("Telefon", max_length=60)
    email: str = attribute("E-Mail", max_length=200)
    website: str = attribute("Internetseite", max_length=200)
    office: str = attribute("Dienststelle", max_length=200, help="So steht sie im Briefkopf, etwa „Ordnungsamt“.")
    cooperation_since: date | None = attribute("Kooperationsvereinbarung vom", Kind.DATE, direction="past")
    funding_sentence: str = attribute(
        "Förderhinweis", Kind.LONG_TEXT, help="Steht am Ende geförderter Dokumente, wie es der Bescheid verlangt."
    )
    gender_form: GenderForm = attribute(
        "Anrede aller Geschlechter", Kind.CHOICE, choices=GenderForm, default=GenderForm.PAIR
    )
    logo_id: int | None = attribute("Wappen oder Logo", Kind.REFERENCE, target="document")
    house_template_id: int | None = attribute("Word-Vorlage des Hauses", Kind.REFERENCE, target="document")
    is_own: bool = attribute("Eigene Kommune", Kind.YES_NO, printable=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Area(Record):
    """A part of the municipality; areas that no longer exist are closed by `valid_until`, not deleted."""

    kind: ClassVar[str] = "area"
    label: ClassVar[str] = "Gebiet"
    plural: ClassVar[str] = "Gebiete"
    title_field: ClassVar[str] = "name"

    name: str = attribute("Name", required=True, searchable=True, max_length=120)
    area_kind: AreaKind = attribute("Art", Kind.CHOICE, choices=AreaKind, default=AreaKind.DISTRICT)
    parent_id: int | None = attribute("Gehört zu", Kind.REFERENCE, target="area")
    municipality_id: int | None = attribute(
        "Kommune",
        Kind.REFERENCE,
        target="municipality",
        help="Nur bei mehreren Kommunen in einer Datei; leer: die eigene.",
    )
    code: str = attribute("Kennziffer", max_length=20)
    inhabitants: int | None = attribute("Einwohnerzahl", Kind.INTEGER)
    hectares: float | None = attribute("Fläche", Kind.DECIMAL, unit="ha")
    valid_from: date | None = attribute("Gültig ab", Kind.DATE)
    valid_until: date | None = attribute("Gültig bis", Kind.DATE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place(Record):
    """A place where meetings, site walks or events happen."""

    kind: ClassVar[str] = "place"
    label: ClassVar[str] = "Ort"
    plural: ClassVar[str] = "Orte"
    title_field: ClassVar[str] = "name"

    name: str = attribute("Name", required=True, searchable=True, max_length=120)
    address: str = attribute("Anschrift", searchable=True, max_length=200)
    room: str = attribute("Raum", searchable=True, max_length=120)
    area_id: int | None = attribute("Gebiet", Kind.REFERENCE, target="area")
    latitude: float | None = attribute("Breite", Kind.DECIMAL, unit="°")
    longitude: float | None = attribute("Länge", Kind.DECIMAL, unit="°")


def official_key_problem(key: str) -> str:
    """What is wrong with an official municipality key, as a sentence; "" when it is right or empty.

    Eight digits: two of the state (01–16), one of the government district, two of the district, three of the
    municipality (key of the federal statistical office).
    """
    if not key:
        return ""
    if len(key) != 8 or not key.isascii() or not key.isdigit():
        return "Der Amtliche Gemeindeschlüssel hat genau acht Ziffern."
    if not 1 <= int(key[:2]) <= 16:
        return "Der Amtliche Gemeindeschlüssel beginnt mit der Ziffer des Landes (01 bis 16), Sachsen mit 14."
    return ""


@dataclass(frozen=True, slots=True)
class Branch:
    """An area in the tree; `depth` 0 = it lies in no other, `path` names what it lies in („Nordstadt › Altes Gut“)."""

    area: Area
    depth: int
    path: str


def area_tree(areas: Sequence[Area], own_id: int | None = None) -> list[Branch]:
    """The areas as a tree read line by line: parts below what they belong to, in German order.

    Areas of the own municipality come first, then those of others. One whose parent is gone, or that lies in itself
    by a damaged file, stands at the top.
    """
    known = {area.id for area in areas}
    children: dict[int | None, list[Area]] = {}
    for area in areas:
        parent = area.parent_id if area.parent_id in known and area.parent_id != area.id else None
        children.setdefault(parent, []).append(area)
    found: list[Branch] = []
    seen: set[int] = set()

    def follow(area: Area, depth: int, path: str) -> None:
        if area.id in seen:
            return
        seen.add(area.id)
        found.append(Branch(area, depth, path))
        for part in sorted(children.get(area.id, ()), key=_area_order):
            follow(part, depth + 1, f"{path} › {area.name}" if path else area.name)

    def top_order(area: Area) -> tuple[bool, int, str]:
        foreign = area.municipality_id not in (None, own_id)
        return (foreign, (area.municipality_id or 0) if foreign else 0, _area_order(area))

    for area in sorted(children.get(None, ()), key=top_order):
        follow(area, 0, "")
    for area in sorted(areas, key=_area_order):
        follow(area, 0, "")
    return found


def with_parts(area_id: int, areas: Sequence[Area]) -> set[int]:
    """An area with everything that lies in it, directly or not."""
    found = {area_id}
    before = 0
    while len(found) != before:
        before = len(found)
        found |= {area.id for area in areas if area.parent_id in found}
    return found


def _area_order(area: Area) -> str:
    return sort_key(area.name)
