"""Templates of agendas: what a body's meetings usually treat, in order."""

from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.common.errors import UserError
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


STANDARD_TITLE = "Übliche Tagesordnung"


def standard_lines() -> tuple[tuple[int, AgendaTemplateLine], ...]:
    """(depth, line) of the usual agenda of a Präventionsrat in reading order, for a first template.

    From the published agendas of Saxon towns: opening, minutes, follow-up, reports, projects, resolutions, the end.
    Its kinds for minutes, resolutions and tasks only hold the place; they come when there is something to treat.
    """
    kinds = ItemType
    return tuple(
        (depth, AgendaTemplateLine(title=title, item_type=kind, minutes=minutes, is_heading=heading, reporter=reporter))
        for depth, title, kind, minutes, heading, reporter in (
            (0, "Begrüßung und Feststellung der Beschlussfähigkeit", kinds.INFORMATION, 5, False, "Vorsitz"),
            (0, "Bestätigung der Tagesordnung", kinds.CONSULTATION, 5, False, "Vorsitz"),
            (0, "Genehmigung der Niederschrift der letzten Sitzung", kinds.MINUTES_APPROVAL, 5, False, "Vorsitz"),
            (0, "Beschlusskontrolle", kinds.RESOLUTION_CONTROL, 10, False, "Koordinationsstelle"),
            (0, "Offene Aufgaben", kinds.OPEN_TASKS, 10, False, "Koordinationsstelle"),
            (0, "Berichte", kinds.INFORMATION, 0, False, ""),
            (1, "Lagebericht der Polizei", kinds.INFORMATION, 15, False, "Polizeirevier"),
            (1, "Lagebericht des Ordnungsamtes", kinds.INFORMATION, 10, False, "Ordnungsamt"),
            (1, "Berichte der Arbeitsgruppen", kinds.INFORMATION, 15, False, ""),
            (0, "Projekte und Fördermittel", kinds.CONSULTATION, 20, False, "Koordinationsstelle"),
            (0, "Verschiedenes und nächster Termin", kinds.MISCELLANEOUS, 10, False, ""),
        )
    )


def check_template(title: str) -> None:
    """Refuse a template without a name."""
    if not title.strip():
        raise UserError(
            "Bitte geben Sie der Vorlage eine Bezeichnung, zum Beispiel „Ordentliche Sitzung“.",
            help_topic="tagesordnung",
        )
