"""Reports across the pillars: red thread of a need, what became of the findings, Bilanz in Zahlen."""

from collections.abc import Iterator, Mapping
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date, format_decimal, format_money, plural
from coordinator_app.documents.results_report import ResultRow
from coordinator_app.domain.balance import Figure, balance
from coordinator_app.domain.goals import Indicator, light
from coordinator_app.domain.needs import Direction, Evidence, Need
from coordinator_app.domain.outcomes import Outcome, course_words, outcome_of, outcome_sentence
from coordinator_app.domain.report_period import Period
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.domain.thread_chain import Chain, rank_words, value_words
from coordinator_app.domain.thread_sheet import ThreadEntry, ThreadSection, ThreadSheet, shortened
from coordinator_app.services.red_thread import chain_of
from coordinator_app.storage.queries.balance import first_year, period_figures
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

_FINDINGS = 3


class Reports:
    """Reads for the page „Berichte“ and its documents; stores nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- Bilanz

    def years(self) -> list[int]:
        """The years there is something to tell of, the newest first; at least this one."""
        current = today(self._store.clock).year
        with self._store.read() as unit:
            first = first_year(unit.connection) or current
        return list(range(current, min(first, current) - 1, -1))

    def figures(self, year: int) -> tuple[Figure, ...]:
        """The figures of a year with those of the year before."""
        return self.period_figures(Period(date(year, 1, 1), date(year, 12, 31)))

    def period_figures(self, period: Period) -> tuple[Figure, ...]:
        """The figures of a period with those of the one before of the same length."""
        before = period.before
        with self._store.read() as unit:
            return balance(
                period_figures(unit.connection, period.start, period.end),
                period_figures(unit.connection, before.start, before.end),
            )

    def is_running(self, year: int) -> bool:
        """Whether the year is not over yet."""
        return year >= today(self._store.clock).year

    # --- red thread

    def thread(self, need_id: int) -> ThreadSheet:
        """The whole thread of a need in sections."""
        with self._store.read() as unit:
            need = unit.get(Need, need_id)
            chain = chain_of(unit, "need", need_id)
            sections = tuple(_sections(unit, need, chain))
        return ThreadSheet(
            number=need.number,
            title=need.title,
            status=need.status.label,
            outcome=outcome_of(chain).label,
            summary=outcome_sentence(chain),
            sections=sections,
        )

    def needs(self) -> list[Need]:
        """All needs in German order."""
        with self._store.read() as unit:
            return unit.find(Need)

    # --- what became of it

    def results(self, evidence_kind_id: int | None = None) -> list[ResultRow]:
        """Needs with findings (of one kind of evidence), those that got furthest first."""
        rows: list[tuple[int, ResultRow]] = []
        order = list(Outcome)
        with self._store.read() as unit:
            for need in unit.find(Need):
                found = _findings(unit.find(Evidence, need_id=need.id, order="-observed,id"), evidence_kind_id)
                if found:
                    chain = chain_of(unit, "need", need.id)
                    outcome = outcome_of(chain)
                    row = ResultRow(need.number, need.title, found, outcome, outcome_sentence(chain), need.id)
                    rows.append((-order.index(outcome), row))
        return [row for _, row in sorted(rows, key=_place)]


def _place(entry: tuple[int, ResultRow]) -> int:
    return entry[0]


def _findings(evidence: list[Evidence], kind_id: int | None) -> tuple[str, ...]:
    wanted = [item for item in evidence if kind_id is None or item.evidence_kind_id == kind_id]
    supporting = [item for item in wanted if item.direction is Direction.SUPPORTS]
    return tuple(shortened(item.statement, 160) for item in supporting[:_FINDINGS])


# --- sections ---------------------------------------------------------------------------------------------


def _sections(unit: ReadUnit, need: Need, chain: Chain) -> Iterator[ThreadSection]:
    yield ThreadSection("Befund", (*_evidence(unit, chain), *_concerns(chain)), "Noch kein Beleg.")
    yield ThreadSection("Bedarf", (_need(need),))
    yield ThreadSection("Priorität", tuple(_ranks(chain)), "Noch nicht bewertet.")
    yield ThreadSection("Projekt", tuple(_projects(unit, chain)), "Noch kein Projekt oder Angebot.")
    yield ThreadSection("Ziel", tuple(_goals(chain)), "Noch kein Ziel mit Indikator.")
    yield ThreadSection("Beschluss", tuple(_resolutions(chain)), "Noch kein Beschluss.")
    yield ThreadSection("Förderung", tuple(_grants(chain)), "Keine Förderung." if not chain.grants else "")
    yield ThreadSection("Aufgabe", tuple(_tasks(unit, chain)), "Keine Aufgabe.")
    yield ThreadSection("Messwert", tuple(_measurements(unit, chain)), "Noch nichts gemessen.")


def _evidence(unit: ReadUnit, chain: Chain) -> Iterator[ThreadEntry]:
    kinds = unit.titles("catalog_entry", [item.evidence_kind_id for item in chain.evidence])
    for item in chain.evidence:
        kind = kinds.get(item.evidence_kind_id or 0, "")
        origin = ", ".join(filter(None, (item.source, format_date(item.observed) if item.observed else "")))
        against = " – spricht dagegen" if item.direction is Direction.CONTRADICTS else ""
        head = f"{kind}: " if kind else ""
        text = f"{head}{item.statement}{against}" + (f" ({origin})" if origin else "")
        yield ThreadEntry(text, "evidence", item.id)


def _concerns(chain: Chain) -> Iterator[ThreadEntry]:
    """The concerns of citizens together: their words stay inside."""
    if chain.concerns:
        one = "Anliegen von Bürgerinnen und Bürgern"
        yield ThreadEntry(plural(len(chain.concerns), one, one), "concern", chain.concerns[0].id)


def _need(need: Need) -> ThreadEntry:
    words = ". ".join(part.strip().rstrip(".") for part in (need.title, need.description) if part.strip())
    return ThreadEntry(f"{words}. Status: {need.status.label}.", "need", need.id)


def _ranks(chain: Chain) -> Iterator[ThreadEntry]:
    for rank in chain.ranks:
        round_ = chain.rounds[rank.priority_round_id]
        value = f", Wert {format_decimal(rank.value, 2, fixed=True)}" if rank.value is not None else ""
        until = f", gilt bis {format_date(rank.runs_until)}" if rank.runs_until else ""
        reason = f". {rank.reason.strip()}" if rank.reason.strip() else ""
        yield ThreadEntry(f"{rank_words(rank)} in „{round_.title}“{value}{until}{reason}", "priority_round", round_.id)
    for round_ in chain.scored_in:
        yield ThreadEntry(f"Wird bewertet in „{round_.title}“ ({round_.status.label})", "priority_round", round_.id)


def _projects(unit: ReadUnit, chain: Chain) -> Iterator[ThreadEntry]:
    carriers = unit.titles("organisation", [item.carrier_id for item in chain.projects])
    for item in chain.projects:
        end = "dauerhaft" if item.is_permanent else f"bis {format_date(item.end)}" if item.end else ""
        about = ", ".join(filter(None, (item.status.label, carriers.get(item.carrier_id or 0, ""), end)))
        yield ThreadEntry(f"{item.title} ({about})", "project", item.id)


def _goals(chain: Chain) -> Iterator[ThreadEntry]:
    for goal in chain.goals:
        own = [item for item in chain.indicators if item.goal_id == goal.id]
        words = "; ".join(_indicator_words(item) for item in own)
        yield ThreadEntry(f"{goal.text}" + (f" Indikator: {words}" if words else ""), "goal", goal.id)


def _indicator_words(item: Indicator) -> str:
    target = f" (Ziel {value_words(item, item.target)})" if item.target is not None else ""
    return f"{item.name}{target}"


def _resolutions(chain: Chain) -> Iterator[ThreadEntry]:
    for item in chain.resolutions:
        when = f" am {format_date(item.decided_on)}" if item.decided_on else ""
        head = f"{item.number} " if item.number else ""
        text = f"{head}{item.title} ({item.state.label}{when}; Umsetzung {item.implementation.label})"
        yield ThreadEntry(text, "resolution", item.id)


def _grants(chain: Chain) -> Iterator[ThreadEntry]:
    for item in chain.grants:
        money = f", bewilligt {format_money(item.approved)}" if item.approved else ""
        yield ThreadEntry(f"{item.title} ({item.state.label}{money})", "grant", item.id)


def _tasks(unit: ReadUnit, chain: Chain) -> Iterator[ThreadEntry]:
    offices = unit.titles("organisation", [item.organisation_id for item in chain.tasks])
    for item in sorted(chain.tasks, key=_open_first):
        about = ", ".join(filter(None, (offices.get(item.organisation_id or 0, ""), _when(item))))
        yield ThreadEntry(f"{item.title} ({about})", "task", item.id)


def _open_first(task: Task) -> tuple[bool, str]:
    return (task.state not in OPEN_TASKS, str(task.due_on or "9999"))


def _when(task: Task) -> str:
    if task.state in OPEN_TASKS:
        return f"offen, Frist {format_date(task.due_on)}" if task.due_on else "offen"
    return f"{task.state.label} am {format_date(task.done_on)}" if task.done_on else task.state.label


def _measurements(unit: ReadUnit, chain: Chain) -> Iterator[ThreadEntry]:
    indicators: Mapping[int, Indicator] = {item.id: item for item in chain.indicators}
    day = today(unit.clock)
    for value in chain.measurements:
        indicator = indicators.get(value.indicator_id or 0)
        if indicator is not None:
            state = light(indicator, [value], day).label
            when = f", {format_date(value.measured_on)}" if value.measured_on else ""
            yield ThreadEntry(f"{course_words(indicator, value)}: {state}{when}", "indicator", indicator.id)
