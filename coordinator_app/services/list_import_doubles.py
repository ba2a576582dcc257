"""Recognising rows of a list that repeat a record of the file or a row above."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange.matching import LikeTitles
from coordinator_app.exchange.parsed_rows import ParsedRow
from coordinator_app.services.list_import_plan import RowChoice, RowPlan


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a row or a stored record is recognised by.

    `key` is its name without spelling habits; two of different `groups` (areas, organisations) or `year`s are
    different things; one of equal `marks` (an e-mail address) is the same whatever its name.
    """

    title: str
    key: str
    groups: frozenset[str] = frozenset()
    year: int | None = None
    marks: frozenset[str] = frozenset()
    id: int = 0
    number: str = ""
    line: int = 0

    @property
    def where(self) -> str:
        """„P-014“ or „Zeile 12“."""
        return f"({self.number})" if self.number else f"(Zeile {self.line})" if self.line else "in der Datei"


class Doubles:
    """Finds for every row the record of the file or the row above that it repeats.

    With `hints` the same name in another group is pointed out too.
    """

    def __init__(
        self,
        rows: Sequence[ParsedRow],
        stored: Sequence[Candidate],
        candidate: Callable[[ParsedRow], Candidate],
        *,
        hints: bool = False,
    ) -> None:
        self._rows = rows
        self._hints = hints
        self._own = [candidate(row) for row in rows]
        self._all = [*stored, *self._own]
        self._first = len(stored)
        self._index: dict[str, list[Candidate]] = {}
        self._marks: dict[str, Candidate] = {}
        for item in stored:
            self._add(item)

    def plan(self, chosen: Mapping[int, RowChoice], job: JobContext) -> list[RowPlan]:
        """A plan for every row; `chosen` are the decisions of the user by line."""
        job.progress(0, len(self._rows), "Dubletten werden gesucht …")
        like = LikeTitles([item.key if item.title else "" for item in self._all])
        found: list[RowPlan] = []
        for place, row in enumerate(self._rows):
            if place % 50 == 0:
                job.progress(place, len(self._rows), "Dubletten werden gesucht …")
            plan = self._plan_row(row, place, like)
            choice = chosen.get(row.line, plan.choice)
            if not row.title:
                choice = RowChoice.SKIP
            elif choice is RowChoice.MERGE and not plan.is_double:
                choice = RowChoice.CREATE
            found.append(replace(plan, choice=choice))
        return found

    def _plan_row(self, row: ParsedRow, place: int, like: LikeTitles) -> RowPlan:
        if not row.title:
            return RowPlan(row, RowChoice.SKIP, message="Der Name fehlt: Die Zeile wird nicht übernommen.")
        own = self._own[place]
        same, certain = self._same(own, self._first + place, like)
        self._add(own)
        if same is None:
            return RowPlan(row, RowChoice.CREATE)
        if certain:
            message = f"„{same.title}“ gibt es schon {same.where}."
        else:
            message = f"Ähnlich wie „{same.title}“ {same.where}. Bitte prüfen, ob es dasselbe ist."
        choice = RowChoice.MERGE if certain else RowChoice.CREATE
        return RowPlan(row, choice, same.id, same.line, message, certain, f"{same.title} {same.where}")

    def _add(self, item: Candidate) -> None:
        self._index.setdefault(item.key, []).append(item)
        for mark in item.marks:
            self._marks.setdefault(mark, item)

    def _same(self, own: Candidate, place: int, like: LikeTitles) -> tuple[Candidate | None, bool]:
        alike = self._index.get(own.key, [])
        exact = [item for item in alike if not _contradict(own, item)]
        if exact:
            # The stored one first, and of several the one written exactly so.
            return min(exact, key=lambda item: (item.title != own.title, not item.id)), True
        marked = next((self._marks[mark] for mark in own.marks if mark in self._marks), None)
        if marked is not None:
            return marked, marked.key == own.key
        for other in like.before(place):
            if not _contradict(own, self._all[other]) and self._all[other].title:
                return self._all[other], False
        return (alike[0] if self._hints and alike else None), False


def _contradict(one: Candidate, other: Candidate) -> bool:
    """Whether two entries of (nearly) the same title are different things: other areas or other years."""
    if one.groups and other.groups and one.groups.isdisjoint(other.groups):
        return True
    return one.year is not None and other.year is not None and one.year != other.year
