"""Templates of agendas: what a body's meetings usually treat, in order."""

from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaTemplate(Record):
    """A template of agendas; `body_id` None = for every body."""

    kind: ClassVar[str] = "agenda_template"
    label: ClassVar[str] = "Vorlage der Tagesordnung"
    plural: ClassVar[str] = "Vorlagen der Tagesordnung"
    title_field: ClassVar[str] = "title"

    body_id: int | None = attribute("Gremium", Kind.REFERENCE, target="body")
    title: str = attribute("Bezeichnung", required=True, max_length=200)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaTemplateLine(Record):
    """A line of a template; it becomes an agenda item of the same form."""

    kind: ClassVar[str] = "agenda_template_line"
    label: ClassVar[str] = "Zeile der Vorlage"
    plural: ClassVar[str] = "Zeilen der Vorlage"
    title_field: ClassVar[str] = "title"

    template_id: int = attribute("Vorlage", Kind.REFERENCE, target="agenda_template", required=True, default=0)
    parent_id: int | None = attribute("Unterpunkt von", Kind.REFERENCE, target="agenda_template_line")
    position: int = attribute("Position", Kind.INTEGER, default=0, printable=False)
    is_heading: bool = attribute("Zwischentitel", Kind.YES_NO)
    title: str = attribute("Titel", required=True, max_length=500)
    item_type: ItemType = attribute("Art", Kind.CHOICE, choices=ItemType, default=ItemType.CONSULTATION)
    public: bool = attribute("Öffentlich", Kind.YES_NO)
    minutes: int = attribute("Dauer", Kind.INTEGER, default=10, unit="Minuten")
    reporter: str = attribute("Berichterstattung", max_length=300)
    facts: str = attribute("Sachverhalt", Kind.LONG_TEXT, max_length=50_000)
    proposal: str = attribute("Beschlussvorschlag", Kind.LONG_TEXT, max_length=50_000)
    recurring: bool = attribute("Wiederkehrend", Kind.YES_NO, default=True)
