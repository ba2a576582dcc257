"""Global search over everything in the file, and the Papierkorb."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from coordinator_app.common.clock import today
from coordinator_app.domain.attendance import distinct_names
from coordinator_app.domain.contacts import Affiliation, ContactPoint, Person, PersonStatus, is_current
from coordinator_app.domain.evaluation import ReportChapterText
from coordinator_app.domain.reports import Report
from coordinator_app.domain.surveys import Survey
from coordinator_app.storage.erasing import lost_with
from coordinator_app.storage.queries import papierkorb, search
from coordinator_app.storage.queries.papierkorb import Discarded
from coordinator_app.storage.queries.record_lists import suggestions
from coordinator_app.storage.search_index import Hit
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

__all__ = ["Discarded", "Group", "Hit", "Search"]


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one record kind with its German heading („Projekte“)."""

    kind: str
    heading: str
    hits: tuple[Hit, ...]


class Search:
    """Finding records by words and by having been discarded."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, text: str, limit: int = 6, *, kinds: Sequence[str] = ()) -> list[Group]:
        """The best hits of typed words grouped by kind, at most `limit` of each; for every key stroke."""
        with self._store.read() as unit:
            found = with_owners(unit, without_blocked(unit, search.find_hits(unit, text, kinds, limit)))
        return [Group(kind, search.record_type_of(kind).plural, tuple(hits)) for kind, hits in found.items()]

    def suggest(self, kind: str, text: str, limit: int = 12) -> list[tuple[int, str]]:
        """Ids and titles of records of one kind for a picker: words beginning with the typed ones ("" = the first).

        People of one name are told apart by where they work.
        """
        with self._store.read() as unit:
            found = suggestions(unit, search.record_type_of(kind), text, limit)
            if kind != Person.kind:
                return found
            blocked = {person.id for person in unit.find(Person, status=PersonStatus.BLOCKED)}
            return people_told_apart(unit, [hit for hit in found if hit[0] not in blocked])

    def titles(self, kind: str, ids: Iterable[int]) -> dict[int, str]:
        """Display titles of records by id."""
        with self._store.read() as unit:
            return unit.titles(kind, ids)

    def rebuild(self) -> None:
        """Write the search index anew."""
        with self._store.write("Suchverzeichnis erneuert", undoable=False) as unit:
            search.rebuild(unit)

    def discarded(self) -> list[Discarded]:
        """Everything in the Papierkorb, the latest first."""
        with self._store.read() as unit:
            return papierkorb.discarded(unit)

    def restore(self, kind: str, id: int) -> None:
        """Take a record back from the Papierkorb."""
        record_type = search.record_type_of(kind)
        with self._store.write(f"{record_type.label} wiederhergestellt") as unit:
            unit.restore(record_type, id)

    def consequences(self, kind: str, id: int) -> list[tuple[str, int]]:
        """What would disappear with a record if it were erased, itself left out: („Sitzungen“, 3), most first."""
        record_type = search.record_type_of(kind)
        lost = self._store.rehearse(partial(lost_with, record_type=record_type, id=id))
        counted = sorted(lost.items(), key=lambda item: (-item[1], item[0]))
        return [(search.record_type_of(found).plural, number) for found, number in counted]

    def erase(self, kind: str, id: int) -> None:
        """Remove a record from the file for good; the undo list ends there. A person goes with all traces."""
        if kind == Person.kind:
            from coordinator_app.services.person_erasing import PersonErasing

            PersonErasing(self._store).erase(id)
            return
        record_type = search.record_type_of(kind)
        with self._store.write(f"{record_type.label} endgültig gelöscht") as unit:
            unit.erase(record_type, id)


def without_blocked(unit: ReadUnit, found: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """The hits without blocked people, their addresses and functions."""
    blocked = {person.id for person in unit.find(Person, status=PersonStatus.BLOCKED)}
    if not blocked:
        return found
    hidden = {Person.kind: blocked}
    for part in (ContactPoint, Affiliation):
        hidden[part.kind] = {row.id for row in unit.find(part, person_id=tuple(blocked))}
    left = {kind: [hit for hit in hits if hit.id not in hidden.get(kind, ())] for kind, hits in found.items()}
    return {kind: hits for kind, hits in left.items() if hits}


def with_owners(unit: ReadUnit, found: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """Hits in own texts of chapters as hits of the report or survey they stand in, each once."""
    hits = {hit.id: hit for hit in found.get(ReportChapterText.kind, ())}
    if not hits:
        return found
    left = {kind: list(others) for kind, others in found.items() if kind != ReportChapterText.kind}
    for text in unit.many(ReportChapterText, hits).values():
        owned = (Report, text.report_id) if text.report_id else (Survey, text.survey_id or 0)
        owner: Report | Survey = unit.get(*owned)
        if owner.deleted_at is None and owner.id not in {hit.id for hit in left.get(owner.kind, ())}:
            hit = replace(hits[text.id], kind=owner.kind, id=owner.id, title=owner.title)
            left.setdefault(owner.kind, []).append(hit)
    return left


def people_told_apart(unit: ReadUnit, people: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """People (id, name) of whom those of one name are told with the organisation or function of their work today."""
    names = [name for _, name in people]
    doubled = [id for id, name in people if names.count(name) > 1]
    if not doubled:
        return list(people)
    day = today(unit.clock)
    rows = unit.find(Affiliation, person_id=tuple(doubled))
    current = [row for row in sorted(rows, key=lambda row: row.is_main_contact) if is_current(row.start, row.end, day)]
    organisations = unit.titles("organisation", [row.organisation_id for row in current])
    words = {row.person_id: organisations.get(row.organisation_id or 0, "") or row.function for row in current}
    told = distinct_names([(id, name, words.get(id, "")) for id, name in people])
    return [(id, told[id]) for id, _ in people]
