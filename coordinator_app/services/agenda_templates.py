"""Agenda templates: made from the usual items, from a meeting or by hand; edited like an agenda; put onto one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coordinator_app.common.german import format_date
from coordinator_app.domain.agenda import Line, outline, planned_minutes
from coordinator_app.domain.agenda_templates import (
    STANDARD_TITLE,
    AgendaTemplate,
    AgendaTemplateLine,
    check_template,
    standard_lines,
)
from coordinator_app.domain.carry_over import AUTOMATIC, LastItem, template_lines
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day
from coordinator_app.services.outline_edits import UNPLACED, Outline
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A line of a template with its number ("" = heading) and depth (0 = top)."""

    line: AgendaTemplateLine
    number: str
    depth: int

    @property
    def id(self) -> int:
        """Id of the line."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template with its lines in reading order and the minutes they take."""

    template: AgendaTemplate
    lines: tuple[TemplateLine, ...]
    minutes: int


class AgendaTemplates:
    """Use cases around agenda templates; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def for_body(self, body_id: int) -> list[AgendaTemplate]:
        """The templates of a body, then those for every body, each by name."""
        with self._store.read() as unit:
            return [*unit.find(AgendaTemplate, body_id=body_id), *unit.find(AgendaTemplate, body_id=None)]

    def view(self, id: int) -> TemplateView:
        """One template with its lines."""
        with self._store.read() as unit:
            lines = _ordered(unit, id)
            plain = [_as_line(entry.line) for entry in lines]
            return TemplateView(unit.get(AgendaTemplate, id), tuple(lines), planned_minutes(plain))

    def create(self, *, title: str, body_id: int | None = None) -> int:
        """A new empty template; without a body it is for every body."""
        check_template(title)
        with self._store.write("Vorlage angelegt") as unit:
            return unit.add(AgendaTemplate(body_id=body_id, title=title.strip()))

    def create_standard(self, body_id: int | None = None) -> int:
        """A template with the usual items of a Präventionsrat."""
        with self._store.write("Vorlage mit üblichen Punkten angelegt") as unit:
            id = unit.add(AgendaTemplate(body_id=body_id, title=STANDARD_TITLE))
            edits = _edits(unit, id)
            parents: list[int] = []
            for depth, line in standard_lines():
                parent_id = parents[depth - 1] if depth else None
                new = _add(unit, id, _values(line) | {"parent_id": parent_id})
                edits.insert(new, parent_id)
                parents[depth:] = [new]
            return id

    def save_meeting(self, meeting_id: int, title: str) -> int:
        """„Als Vorlage speichern“: the agenda of a meeting as a template of its body.

        Kinds, times, reporters and order are kept; texts belong to that meeting and are left out.
        """
        check_template(title)
        with self._store.write("Tagesordnung als Vorlage gespeichert") as unit:
            meeting = unit.get(Meeting, meeting_id)
            id = unit.add(AgendaTemplate(body_id=meeting.body_id, title=title.strip()))
            new: dict[int, int] = {}
            for item in unit.find(AgendaItem, meeting_id=meeting_id, order="position"):
                new[item.id] = _add(unit, id, _values(item) | {"position": item.position, "recurring": True})
            for item in unit.find(AgendaItem, meeting_id=meeting_id):
                if item.parent_id in new:
                    unit.change(AgendaTemplateLine, new[item.id], None, parent_id=new[item.parent_id])
            return id

    def suggested_title(self, meeting_id: int) -> str:
        """A name for a template made from a meeting."""
        with self._store.read() as unit:
            meeting = unit.get(Meeting, meeting_id)
            return f"{meeting.meeting_type.label.capitalize()}e Sitzung, Stand {format_date(meeting_day(meeting))}"

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Rename a template or give it to another body."""
        if "title" in values:
            check_template(values["title"])
        with self._store.write("Vorlage geändert") as unit:
            unit.change(AgendaTemplate, id, version, **values)

    def discard(self, id: int) -> None:
        """Move a template to the Papierkorb."""
        with self._store.write("Vorlage gelöscht") as unit:
            unit.discard(AgendaTemplate, id)

    # --- lines

    def add_line(self, template_id: int, *, title: str, after_id: int | None = None, **values: Any) -> int:
        """A new line behind another (on its level), else at the end."""
        with self._store.write("Zeile der Vorlage angelegt") as unit:
            parent_id = unit.get(AgendaTemplateLine, after_id).parent_id if after_id else None
            new = _add(unit, template_id, {"title": title, "parent_id": parent_id, **values})
            _edits(unit, template_id).insert(new, parent_id, after_id)
            return new

    def update_line(self, id: int, version: int | None, **values: Any) -> None:
        """Change fields of a line; order and level have their own methods."""
        with self._store.write("Zeile der Vorlage geändert", merge=f"agenda_template_line:{id}") as unit:
            unit.change(AgendaTemplateLine, id, version, **values)

    def move(self, id: int, offset: int) -> None:
        """Move a line up (-1) or down (+1) among its siblings."""
        with self._store.write("Vorlage umgestellt") as unit:
            self._of(unit, id).move(id, offset)

    def indent(self, id: int) -> None:
        """Make a line a sub-item of the one before it."""
        with self._store.write("Zeile eingerückt") as unit:
            self._of(unit, id).indent(id)

    def outdent(self, id: int) -> None:
        """Put a line on the level of its parent, behind it."""
        with self._store.write("Zeile ausgerückt") as unit:
            self._of(unit, id).outdent(id)

    def discard_line(self, id: int) -> None:
        """Take a line out; those under it move up to its level."""
        with self._store.write("Zeile der Vorlage gelöscht") as unit:
            self._of(unit, id).take_out(id)
            unit.discard(AgendaTemplateLine, id)

    def _of(self, unit: WriteUnit, line_id: int) -> Outline:
        return _edits(unit, unit.get(AgendaTemplateLine, line_id).template_id)

    # --- putting onto an agenda

    def apply(self, template_id: int, meeting_id: int) -> list[int]:
        """Put the lines of a template onto an agenda that may be filled; twice changes nothing.

        Lines already taken from this template stay away, also when they were thrown away since, and so do kinds the
        program makes itself (approval, follow-up) when the agenda has one. Returns the new items.
        """
        from coordinator_app.services.preparation import insert_lines

        with self._store.write("Vorlage auf die Tagesordnung gesetzt") as unit:
            meeting = editable_meeting(unit, meeting_id)
            own = unit.find(AgendaItem, deleted=None, meeting_id=meeting_id)
            taken = {item.origin_key for item in own}
            kinds = {item.item_type for item in own if item.deleted_at is None} & AUTOMATIC
            title, items = template_items(unit, template_id)
            lines = [
                line for line in template_lines(items, title) if line.key not in taken and line.item_type not in kinds
            ]
            return insert_lines(unit, meeting, lines)


def template_items(unit: ReadUnit, template_id: int) -> tuple[str, tuple[LastItem, ...]]:
    """Title and lines of a template as the rules of preparing see them; nothing for one thrown away."""
    template = unit.get(AgendaTemplate, template_id)
    if template.deleted_at is not None:
        return "", ()
    return template.title, tuple(
        LastItem(
            id=entry.id,
            parent_id=entry.line.parent_id,
            facts=entry.line.facts,
            proposal=entry.line.proposal,
            **_values(entry.line),
        )
        for entry in _ordered(unit, template_id)
    )


def _ordered(unit: ReadUnit, template_id: int) -> list[TemplateLine]:
    lines = {line.id: line for line in unit.find(AgendaTemplateLine, template_id=template_id)}
    entries = outline([_as_line(line) for line in lines.values()])
    return [TemplateLine(lines[entry.id], entry.number, entry.depth) for entry in entries]


def _as_line(line: AgendaTemplateLine) -> Line:
    return Line(
        id=line.id, position=line.position, parent_id=line.parent_id, is_heading=line.is_heading, minutes=line.minutes
    )


def _values(line: AgendaTemplateLine | AgendaItem) -> dict[str, Any]:
    """What a template keeps of an item."""
    names: Iterable[str] = ("title", "item_type", "public", "minutes", "is_heading", "reporter", "recurring")
    return {name: getattr(line, name) for name in names}


def _add(unit: WriteUnit, template_id: int, values: dict[str, Any]) -> int:
    fields: dict[str, Any] = {"position": UNPLACED, **values}
    return unit.add(AgendaTemplateLine(template_id=template_id, **fields))


def _edits(unit: WriteUnit, template_id: int) -> Outline:
    return Outline(unit, AgendaTemplateLine, "template_id", template_id)
