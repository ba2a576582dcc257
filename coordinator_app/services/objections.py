"""Objections against minutes: entering them, deciding on them, and the meetings that deal with them."""

from dataclasses import dataclass
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.minutes import Minutes, MinutesState
from coordinator_app.domain.objections import Objection, ObjectionDecision, check_decision
from coordinator_app.services.agenda import agenda_view
from coordinator_app.services.minutes_approval import (
    approved_minutes,
    objections_at,
    period_of_version,
    review_approval,
)
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection with words a page shows: `item` („TOP 3 …“), `late` (a sentence, "" = in time), `decided_in`."""

    objection: Objection
    item: str
    late: str
    decided_in: str

    @property
    def id(self) -> int:
        """Id of the objection."""
        return self.objection.id


class Objections:
    """Use cases around objections; every method is one undo step. Minutes are addressed by their meeting."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_meeting(self, meeting_id: int) -> list[ObjectionView]:
        """The objections against the minutes of a meeting, in the order they came in."""
        with self._store.read() as unit:
            minutes = next(iter(unit.find(Minutes, meeting_id=meeting_id)), None)
            if minutes is None:
                return []
            return _views(unit, minutes, unit.find(Objection, minutes_id=minutes.id, order="raised_on"))

    def of_item(self, item_id: int) -> list[ObjectionView]:
        """The objections an item „Genehmigung der Niederschrift“ deals with; [] for any other item."""
        with self._store.read() as unit:
            item = unit.get(AgendaItem, item_id)
            minutes = approved_minutes(unit, item)
            return _views(unit, minutes, objections_at(unit, item, minutes)) if minutes else []

    def get(self, id: int) -> Objection:
        """One objection."""
        with self._store.read() as unit:
            return unit.get(Objection, id)

    def add(
        self,
        meeting_id: int,
        *,
        text: str,
        name: str = "",
        person_id: int | None = None,
        raised_on: date | None = None,
        agenda_item_id: int | None = None,
    ) -> int:
        """An objection against the current version; from a person of the contacts or a name typed."""
        with self._store.write("Einwendung eingetragen") as unit:
            minutes = _open_minutes(unit, meeting_id)
            words = name.strip() or unit.title("person", person_id)
            if not words or not text.strip():
                raise UserError(
                    "Bitte geben Sie an, von wem die Einwendung kommt und worum es geht.", help_topic="niederschrift"
                )
            day = raised_on or today(unit.clock)
            if day > today(unit.clock):
                raise UserError(
                    f"Die Einwendung kann nicht erst am {format_date(day)} eingehen. Bitte prüfen Sie das Datum.",
                    help_topic="niederschrift",
                )
            return unit.add(
                Objection(
                    minutes_id=minutes.id,
                    version_number=minutes.current_version,
                    person_id=person_id,
                    name=words,
                    raised_on=day,
                    agenda_item_id=agenda_item_id,
                    text=text.strip(),
                )
            )

    def decide(
        self,
        id: int,
        decision: ObjectionDecision,
        text: str = "",
        *,
        meeting_id: int | None = None,
        on: date | None = None,
    ) -> None:
        """What becomes of an objection, with the reason; `meeting_id` is the meeting that decided it.

        An accepted one leads to a correction (its reason is made from it); „offen“ takes the decision back.
        """
        check_decision(decision, text)
        with self._store.write("Entscheidung über die Einwendung eingetragen") as unit:
            objection = unit.get(Objection, id)
            minutes = unit.get(Minutes, objection.minutes_id)
            if minutes.state is MinutesState.APPROVED and decision is not ObjectionDecision.REJECTED:
                raise UserError(_frozen(minutes), help_topic="niederschrift")
            is_open = decision is ObjectionDecision.OPEN
            unit.change(
                Objection,
                id,
                None,
                decision=decision,
                decision_text=text.strip(),
                decided_on=None if is_open else on or today(unit.clock),
                decided_in_id=None if is_open else meeting_id,
            )
            if meeting_id is not None:
                for item in unit.find(AgendaItem, meeting_id=meeting_id):
                    review_approval(unit, item.id)

    def discard(self, id: int) -> None:
        """Move an objection entered by mistake to the Papierkorb; a decided one stays."""
        with self._store.write("Einwendung gelöscht") as unit:
            if unit.get(Objection, id).decision is not ObjectionDecision.OPEN:
                raise UserError(
                    "Über diese Einwendung ist entschieden; sie gehört zur Niederschrift und kann nicht gelöscht "
                    "werden. Nehmen Sie bei Bedarf zuerst die Entscheidung zurück.",
                    help_topic="niederschrift",
                )
            unit.discard(Objection, id)


def _open_minutes(unit: WriteUnit, meeting_id: int) -> Minutes:
    """Minutes an objection can be raised against."""
    minutes = next(iter(unit.find(Minutes, meeting_id=meeting_id)), None)
    if minutes is None or minutes.current_version == 0:
        raise UserError(
            "Einwendungen richten sich gegen eine fertige Niederschrift. Im Entwurf ändern Sie einfach den Text.",
            help_topic="niederschrift",
        )
    if minutes.state is MinutesState.APPROVED:
        raise UserError(_frozen(minutes), help_topic="niederschrift")
    return minutes


def _frozen(minutes: Minutes) -> str:
    return (
        f"Die Niederschrift ist seit {format_date(minutes.approved_on)} genehmigt und ändert sich nicht mehr. Was noch "
        "richtigzustellen ist, gehört als Erklärung in die Niederschrift der nächsten Sitzung."
    )


def _views(unit: ReadUnit, minutes: Minutes, objections: list[Objection]) -> list[ObjectionView]:
    if not objections:
        return []
    labels = {
        line.id: f"{line.label} {line.item.title}"
        for line in agenda_view(unit, unit.get(Meeting, minutes.meeting_id)).lines
    }
    meetings = unit.titles("meeting", [entry.decided_in_id for entry in objections])
    return [
        ObjectionView(
            entry,
            labels.get(entry.agenda_item_id or 0, ""),
            period_of_version(unit, minutes, entry.version_number).late_sentence(entry.raised_on),
            meetings.get(entry.decided_in_id or 0, ""),
        )
        for entry in objections
    ]
