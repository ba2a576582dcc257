"""Recognising rows of a list that repeat a project of the file or a row above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange.matching import closest_title, title_key, word_key
from coordinator_app.exchange.project_columns import Target
from coordinator_app.exchange.project_rows import ParsedRow
from coordinator_app.services.project_import_plan import RowChoice, RowPlan
from coordinator_app.storage.queries.project_import import Known

FUZZY_LIMIT = 20_000_000  # comparisons; beyond, only titles equal but for spelling habits count as the same


@dataclass(frozen=True, slots=True)
class _Candidate:
    key: str
    title: str
    areas: frozenset[str]
    year: int | None
    id: int = 0
    number: str = ""
    line: int = 0


class Doubles:
    """Finds for every row the project of the file or the row above that it repeats."""

    def __init__(self, rows: Sequence[ParsedRow], known: Sequence[Known]) -> None:
        self._rows = rows
        self._stored = [
            _Candidate(
                title_key(item.title),
                item.title,
                frozenset(word_key(area) for area in item.areas),
                item.start.year if item.start else None,
                id=item.id,
                number=item.number,
            )
            for item in known
        ]
        self._above: list[_Candidate] = []
        self._fuzzy = len(rows) * (len(known) + len(rows) // 2) <= FUZZY_LIMIT
        self._index: dict[str, list[_Candidate]] = {}
        for candidate in self._stored:
            self._index.setdefault(candidate.key, []).append(candidate)

    def plan(self, chosen: Mapping[int, RowChoice], job: JobContext) -> list[RowPlan]:
        """A plan for every row; `chosen` are the decisions of the user by line."""
        found: list[RowPlan] = []
        for place, row in enumerate(self._rows):
            if place % 50 == 0:
                job.progress(place, len(self._rows), "Dubletten werden gesucht …")
            plan = self._plan_row(row)
            choice = chosen.get(row.line, plan.choice)
            if not row.title:
                choice = RowChoice.SKIP
            elif choice is RowChoice.MERGE and not plan.is_double:
                choice = RowChoice.CREATE
            found.append(RowPlan(row, choice, plan.same_id, plan.same_line, plan.message, plan.certain))
        return found

    def _plan_row(self, row: ParsedRow) -> RowPlan:
        if not row.title:
            return RowPlan(row, RowChoice.SKIP, message="Der Titel fehlt: Die Zeile wird nicht übernommen.")
        areas = frozenset(word_key(word) for word in row.words.get(Target.AREAS, ()))
        start = row.values.get("start")
        own = _Candidate(title_key(row.title), row.title, areas, start.year if start else None, line=row.line)
        same, certain = self._same(own)
        self._above.append(own)
        self._index.setdefault(own.key, []).append(own)
        if same is None:
            return RowPlan(row, RowChoice.CREATE)
        where = f"({same.number})" if same.id else f"(Zeile {same.line})"
        if certain:
            message = f"„{same.title}“ gibt es schon {where}."
        else:
            message = f"Ähnlich wie „{same.title}“ {where}. Bitte prüfen, ob es dasselbe ist."
        choice = RowChoice.MERGE if certain else RowChoice.CREATE
        return RowPlan(row, choice, same.id, same.line, message, certain)

    def _same(self, own: _Candidate) -> tuple[_Candidate | None, bool]:
        exact = [item for item in self._index.get(own.key, ()) if not _contradict(own, item)]
        if exact:
            # The stored one first, and of several the one written exactly so.
            return min(exact, key=lambda item: (item.title != own.title, not item.id)), True
        if not self._fuzzy:
            return None, False
        pool = [*self._stored, *self._above]
        for place in closest_title(own.key, [item.key for item in pool]):
            if not _contradict(own, pool[place]):
                return pool[place], False
        return None, False


def _contradict(one: _Candidate, other: _Candidate) -> bool:
    """Whether two entries of (nearly) the same title are different things: other areas or other years."""
    if one.areas and other.areas and one.areas.isdisjoint(other.areas):
        return True
    return one.year is not None and other.year is not None and one.year != other.year
