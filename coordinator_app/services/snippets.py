"""Text blocks: a set that comes with the program, the town's own, and their fields filled for a meeting."""

from datetime import datetime
from typing import Any

from coordinator_app.common.clock import local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, format_weekday_date, search_form
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.snippets import SHIPPED, Filled, Snippet, SnippetUse, check_code, fill, unknown_fields
from coordinator_app.services.agenda import agenda_view
from coordinator_app.services.attendance import presence_view
from coordinator_app.services.meeting_reads import meeting_day, next_meeting_day
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


class Snippets:
    """Use cases around text blocks; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Snippet]:
        """All text blocks in German order of their titles."""
        with self._store.read() as unit:
            return unit.find(Snippet)

    def get(self, id: int) -> Snippet:
        """One text block."""
        with self._store.read() as unit:
            return unit.get(Snippet, id)

    def search(self, words: str, use: SnippetUse | None = None) -> list[Snippet]:
        """Blocks whose code begins with the words, then those that hold them; what is made for `use` comes first."""
        wanted = search_form(words).strip()
        found = [each for each in self.all() if wanted in search_form(f"{each.code} {each.title} {each.text}")]
        return sorted(
            found,
            key=lambda each: (
                not (wanted and search_form(each.code).startswith(wanted)),
                use is not None and each.use not in (use, SnippetUse.ANYWHERE),
            ),
        )

    def find(self, code: str) -> Snippet | None:
        """The block of a code, however it is written."""
        wanted = search_form(code.strip())
        return next((each for each in self.all() if search_form(each.code) == wanted), None) if wanted else None

    def create(self, *, code: str, title: str, text: str, use: SnippetUse = SnippetUse.ANYWHERE) -> int:
        """A new text block; `UserError` for a code that is taken or a field nobody knows."""
        with self._store.write("Textbaustein angelegt") as unit:
            plain = check_code(code)
            _refuse_double(unit, plain, 0)
            _refuse_unknown(text)
            return unit.add(Snippet(code=plain, title=title.strip(), text=text.strip(), use=use))

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change a text block."""
        with self._store.write("Textbaustein geändert", merge=f"snippet:{id}") as unit:
            if "code" in values:
                values["code"] = check_code(values["code"])
                _refuse_double(unit, values["code"], id)
            _refuse_unknown(values.get("text", ""))
            unit.change(Snippet, id, version, **values)

    def discard(self, id: int) -> None:
        """To the Papierkorb."""
        with self._store.write("Textbaustein gelöscht") as unit:
            unit.discard(Snippet, id)

    def missing_shipped(self) -> int:
        """How many of the blocks that come with the program are not in the file (their code is free)."""
        taken = {search_form(each.code) for each in self.all()}
        return sum(search_form(code) not in taken for code, *_ in SHIPPED)

    def add_shipped(self) -> int:
        """Add the blocks that come with the program, except where a code is taken; how many came."""
        with self._store.write("Mitgelieferte Textbausteine ergänzt") as unit:
            return add_shipped(unit)

    def add_seeds(self) -> None:
        """Give a new file the blocks that come with the program."""
        with self._store.write("Textbausteine angelegt", undoable=False) as unit:
            add_shipped(unit)

    def filled(self, snippet: Snippet, meeting_id: int, item_id: int = 0) -> Filled:
        """The block with its fields filled for an agenda item of a meeting, now."""
        with self._store.read() as unit:
            return fill(snippet.text, _values(unit, unit.get(Meeting, meeting_id), item_id))


def add_shipped(unit: WriteUnit) -> int:
    """Add shipped blocks whose code is free; how many."""
    taken = {search_form(each.code) for each in unit.find(Snippet)}
    wanted = [each for each in SHIPPED if search_form(each[0]) not in taken]
    for code, title, text, use in wanted:
        unit.add(Snippet(code=code, title=title, text=text, use=use))
    return len(wanted)


def _refuse_double(unit: ReadUnit, code: str, own_id: int) -> None:
    for other in unit.find(Snippet):
        if other.id != own_id and search_form(other.code) == search_form(code):
            raise UserError(
                f"Das Kürzel „{code}“ gehört schon zu „{other.title}“. Bitte wählen Sie ein anderes.",
                help_topic="textbausteine",
            )


def _refuse_unknown(text: str) -> None:
    unknown = unknown_fields(text)
    if unknown:
        raise UserError(
            f"Das Feld {unknown[0]} gibt es nicht. Welche Felder gefüllt werden, steht unter dem Text.",
            help_topic="textbausteine",
        )


def _values(unit: ReadUnit, meeting: Meeting, item_id: int) -> dict[str, str]:
    now = unit.clock.now()
    day = meeting_day(meeting) or local(now).date()
    people = unit.titles("person", [meeting.chair_id, meeting.minute_taker_id])
    following = meeting.next_meeting_on or next_meeting_day(unit, meeting.body_id, day)
    room = presence_view(unit, meeting, _moment(meeting, now), item_id or None)
    found = {
        "datum": format_date(day),
        "uhrzeit": f"{local(_moment(meeting, now)):%H:%M}",
        "gremium": unit.get(Body, meeting.body_id).name,
        "sitzung": meeting.title,
        "ort": meeting.place,
        "leitung": people.get(meeting.chair_id or 0, ""),
        "schriftführung": people.get(meeting.minute_taker_id or 0, ""),
        "anwesend": str(room.votes),
        "mitglieder": str(room.members),
        "beschlussfähig": "beschlussfähig" if room.quorum.met else "nicht beschlussfähig",
        "nächste sitzung": format_weekday_date(following) if following else "",
    }
    if item_id:
        item = unit.get(AgendaItem, item_id)
        line = agenda_view(unit, meeting).line(item_id)
        found |= {"top": line.label if line else "", "titel": item.title, "vorschlag": item.proposal}
    return found


def _moment(meeting: Meeting, now: datetime) -> datetime:
    return meeting.actual_end or now
