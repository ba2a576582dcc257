"""Concerns of citizens: taking them in, following them up, tying them to needs, erasing who asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.columns import Column
from coordinator_app.domain.concerns import (
    OPEN_CONCERNS,
    SETTLED_STATES,
    Concern,
    ConcernState,
    concern_steps,
    erase_after,
    is_due_for_erasing,
    reason_question,
)
from coordinator_app.domain.fields import Kind
from coordinator_app.services.lists import ListRow, RecordList, columns
from coordinator_app.services.needs import Needs
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

HELP = "anliegen"
_CONTACT_FIELDS = frozenset({"reply_to", "anonymous"})


@dataclass(frozen=True, slots=True)
class ConcernCard:
    """What the detail of a concern shows; `doubles` are the concerns merged into it."""

    concern: Concern
    need: str
    merged_into: str
    doubles: tuple[tuple[int, str], ...]
    next_states: tuple[ConcernState, ...]
    contact_due: bool


class Concerns:
    """Use cases around concerns; every writing verb is one undoable step, but for the erasing of contacts."""

    def __init__(self, store: Store, needs: Needs) -> None:
        self._store = store
        self._needs = needs

    # --- writing

    def create(self, *, title: str, **values: Any) -> int:
        """Take a concern in, received today unless told otherwise, anonymous unless a contact is given."""
        with self._store.write("Anliegen aufgenommen") as unit:
            values.setdefault("received_on", today(unit.clock))
            values["anonymous"] = not str(values.get("reply_to", "")).strip()
            return unit.add(Concern(title=title.strip(), **values))

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields (not the state, see `move`) and return the new version.

        A contact makes a concern no longer anonymous; it is taken away by `erase_contact` only.
        """
        with self._store.write("Anliegen geändert", merge=f"concern:{id}:{','.join(values)}") as unit:
            current = unit.get(Concern, id)
            if _CONTACT_FIELDS & values.keys():
                values |= _with_contact(current, values, today(unit.clock))
            return unit.change(Concern, id, version, **values)

    def move(self, id: int, state: ConcernState, *, reason: str = "", answer: str = "") -> None:
        """Pass to another state; setting aside wants a reason, forwarding somebody in charge.

        Closing sets the day and from when the contact is erased.
        """
        with self._store.write(f"Anliegen {state.label}") as unit:
            concern = unit.get(Concern, id)
            if state not in concern_steps(concern.state):
                raise UserError(
                    f"„{concern.title}“ ist {concern.state.label} und kann nicht direkt „{state.label}“ werden.",
                    help_topic=HELP,
                )
            if reason_question(state) and not reason.strip():
                raise UserError(f"Bitte begründen Sie, warum das Anliegen „{state.label}“ wird.", help_topic=HELP)
            if state is ConcernState.FORWARDED and concern.responsible_id is None:
                raise UserError("Bitte tragen Sie zuerst bei „Zuständig“ ein, wohin es geht.", help_topic=HELP)
            values: dict[str, Any] = {"state": state, "state_reason": reason.strip(), "merged_into_id": None}
            if answer.strip():
                values["answer"] = answer
            unit.change(Concern, id, concern.version, **values, **_closing(concern, state, today(unit.clock)))

    def merge(self, ids: Sequence[int], into: int) -> None:
        """Put concerns that were taken in twice together: they stay, but only `into` counts."""
        with self._store.write("Anliegen zusammengeführt") as unit:
            kept = unit.get(Concern, into)
            if kept.state is ConcernState.MERGED:
                raise UserError("Dieses Anliegen ist selbst schon mit einem anderen zusammengeführt.", help_topic=HELP)
            for id in ids:
                if id != into:
                    _merge(unit, unit.get(Concern, id), kept)

    def tie(self, ids: Sequence[int], need_id: int | None) -> None:
        """Count concerns as evidence of a need; None takes the tie away."""
        with self._store.write("Anliegen mit Bedarf verknüpft" if need_id else "Verknüpfung gelöst") as unit:
            for id in ids:
                unit.change(Concern, id, None, need_id=need_id)

    def make_need(self, ids: Sequence[int], **values: Any) -> int:
        """Make a need of these concerns and tie them to it; returns the id of the need."""
        with self._store.write("Bedarf aus Anliegen angelegt") as unit:
            days = [each.received_on for each in unit.many(Concern, ids).values() if each.received_on is not None]
            values.setdefault("first_reported", min(days, default=today(unit.clock)))
            need_id = self._needs.create(**values)
            self.tie(ids, need_id)
        return need_id

    def proposed_need(self, ids: Sequence[int]) -> dict[str, Any]:
        """What a need made of these concerns would begin with: title, description, area, place."""
        with self._store.read() as unit:
            found = list(unit.many(Concern, ids).values())
        areas = dict.fromkeys(each.area_id for each in found if each.area_id is not None)
        texts = [each.text.strip() for each in found if each.text.strip()]
        return {
            "title": found[0].title if found else "",
            "description": "\n\n".join(dict.fromkeys(texts)),
            "areas": tuple(areas),
            "place": next((each.place for each in found if each.place), ""),
        }

    def discard(self, id: int) -> None:
        """Move a concern to the Papierkorb."""
        with self._store.write("Anliegen in den Papierkorb gelegt") as unit:
            unit.discard(Concern, id)

    # --- erasing who asked

    def erase_contact(self, id: int) -> None:
        """Erase the contact of a concern for good; the list of steps to undo ends here."""
        with self._store.write("Kontaktangabe gelöscht", undoable=False) as unit:
            _erase(unit, unit.get(Concern, id))
        self._store.compact()

    def erase_due(self) -> int:
        """Erase all contacts whose day has come, also in the Papierkorb; returns how many there were."""
        due = self.due()
        if due:
            with self._store.write("Fällige Kontaktangaben gelöscht", undoable=False) as unit:
                for concern in due:
                    _erase(unit, concern)
            self._store.compact()
        return len(due)

    def due(self) -> list[Concern]:
        """Concerns whose contact has to be erased now, also in the Papierkorb."""
        with self._store.read() as unit:
            day = today(unit.clock)
            found = unit.find(Concern, deleted=None, anonymous=False, order="delete_after,id")
        return [concern for concern in found if is_due_for_erasing(concern, day)]

    # --- reading

    def get(self, id: int) -> Concern:
        """The concern of this id, also from the Papierkorb."""
        with self._store.read() as unit:
            return unit.get(Concern, id)

    def card(self, id: int) -> ConcernCard:
        """What the detail of a concern shows."""
        with self._store.read() as unit:
            concern = unit.get(Concern, id)
            doubles = unit.find(Concern, merged_into_id=id, order="received_on,id")
            steps = concern_steps(concern.state)
            return ConcernCard(
                concern=concern,
                need=unit.title("need", concern.need_id),
                merged_into=unit.title("concern", concern.merged_into_id),
                doubles=tuple((double.id, double.title) for double in doubles),
                next_states=tuple(state for state in ConcernState if state in steps),
                contact_due=is_due_for_erasing(concern, today(unit.clock)),
            )

    def any(self) -> bool:
        """Whether there is a concern at all, open or settled."""
        with self._store.read() as unit:
            return bool(unit.count(Concern))

    def open_count(self) -> int:
        """Concerns nobody has settled yet."""
        with self._store.read() as unit:
            return _open_count(unit)

    def list(self) -> RecordList[Concern]:
        """The inbox as ids and pages; contacts are no column of it."""
        received, *rest = columns(Concern, "received_on", "title", "state")
        shown = (replace(received, width=10), *rest)
        return RecordList(self._store, Concern, tuple(map(_state_column, shown)))


def erase_contacts(job: JobContext, concerns: Concerns, id: int) -> int:
    """Job: erase the contact of one concern, of all that are due with the id 0; returns how many.

    The file is written anew so that no byte stays, which takes a while in a large one.
    """
    job.progress(0, 0, "")
    if not id:
        return concerns.erase_due()
    concerns.erase_contact(id)
    return 1


def _state_column(column: Column[ListRow[Concern]]) -> Column[ListRow[Concern]]:
    """The state as its member, so that its chip is drawn."""
    return replace(column, value=_state, kind=Kind.CHOICE, width=15) if column.key == "state" else column


def _state(row: ListRow[Concern]) -> ConcernState:
    return row.record.state


def _open_count(unit: ReadUnit) -> int:
    return unit.count(Concern, state=tuple(OPEN_CONCERNS))


def _with_contact(concern: Concern, values: dict[str, Any], day: date) -> dict[str, Any]:
    """What a given or taken contact changes besides; taking one away in a form is refused: its bytes must go."""
    contact = str(values.get("reply_to", concern.reply_to)).strip()
    if concern.reply_to and (not contact or values.get("anonymous")):
        raise UserError(
            "Eine Kontaktangabe wird mit „Kontaktangabe löschen“ entfernt; dann bleibt auch in der Datei nichts davon.",
            help_topic=HELP,
        )
    closed = concern.state in SETTLED_STATES and concern.delete_after is None
    found: dict[str, Any] = {"anonymous": not contact}
    if contact and closed:
        found["delete_after"] = erase_after(concern.settled_on or day)
    return found


def _closing(concern: Concern, state: ConcernState, day: date) -> dict[str, Any]:
    """The dates a state brings: closing sets them, opening again takes them away."""
    if state not in SETTLED_STATES:
        return {"settled_on": None, "delete_after": None}
    after = concern.delete_after or (erase_after(day) if concern.reply_to else None)
    return {"settled_on": concern.settled_on or day, "delete_after": after}


def _merge(unit: WriteUnit, concern: Concern, kept: Concern) -> None:
    for double in unit.find(Concern, merged_into_id=concern.id):
        unit.change(Concern, double.id, None, merged_into_id=kept.id)
    closing = _closing(concern, ConcernState.MERGED, today(unit.clock))
    reason = f"doppelt erfasst, weiter bei „{kept.title}“"
    unit.change(
        Concern,
        concern.id,
        concern.version,
        state=ConcernState.MERGED,
        state_reason=reason[:2000],
        merged_into_id=kept.id,
        need_id=kept.need_id if kept.need_id is not None else concern.need_id,
        **closing,
    )
    if kept.need_id is None and concern.need_id is not None:
        unit.change(Concern, kept.id, None, need_id=concern.need_id)


def _erase(unit: WriteUnit, concern: Concern) -> None:
    """Empty the contact; as an erasing step the words also leave the list of steps to undo and the search index."""
    if concern.reply_to:
        unit.change(
            Concern,
            concern.id,
            None,
            reply_to="",
            anonymous=True,
            delete_after=None,
            contact_erased_on=today(unit.clock),
        )
    unit.undoable = False
    unit.erased = True
