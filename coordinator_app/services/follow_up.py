"""Beschlusskontrolle: what became of adopted resolutions, as a history of reports; and the check of the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Term
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.register import NumberCheck, Numbered, check_numbers
from coordinator_app.domain.resolutions import (
    Implementation,
    ImplementationReport,
    Resolution,
    check_implementation,
    check_successor,
)
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as it is shown: when, what step („offen → in Arbeit“, "" for none), the words, in which meeting."""

    day: date | None
    step: str
    text: str
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """What a resolution replaced and what replaced it, as (id, „2026/04 Titel“), nearest first."""

    before: tuple[tuple[int, str], ...] = ()
    after: tuple[tuple[int, str], ...] = ()


class FollowUp:
    """Use cases of the Beschlusskontrolle; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def report(
        self,
        id: int,
        text: str = "",
        *,
        state: Implementation | None = None,
        replaced_by_id: int | None = None,
        meeting_id: int | None = None,
    ) -> None:
        """Note how far an adopted resolution is carried out; None as `state` leaves it as it is.

        „umgesetzt“ needs a report (now or before), „abgelöst“ the successor, no new state at all some words.
        """
        with self._store.write("Umsetzung eingetragen") as unit:
            note(unit, id, text, state=state, replaced_by_id=replaced_by_id, meeting_id=meeting_id)

    def reports(self, id: int) -> list[ReportView]:
        """The reports on a resolution, the newest first; one written before there was a history has no day."""
        with self._store.read() as unit:
            found = unit.find(ImplementationReport, resolution_id=id, order="-reported_on,-id")
            meetings = unit.titles("meeting", [each.meeting_id for each in found])
            shown = [
                ReportView(each.reported_on, _step(each), each.text, meetings.get(each.meeting_id or 0, ""))
                for each in found
            ]
            old = unit.get(Resolution, id).report
            if old.strip() and old not in {each.text for each in found}:
                shown.append(ReportView(None, "", old))
        return shown

    def chain(self, id: int) -> Chain:
        """What it replaced and what replaced it, followed to the ends."""
        with self._store.read() as unit:
            after: list[int] = []
            current = unit.get(Resolution, id).replaced_by_id
            while current is not None and current not in (id, *after):
                after.append(current)
                current = unit.get(Resolution, current).replaced_by_id
            before: list[int] = []
            wanted = [id]
            while wanted:
                found = unit.find(Resolution, replaced_by_id=tuple(wanted), order="-decided_on")
                wanted = [each.id for each in found if each.id not in (id, *before)]
                before += wanted
            return Chain(_named(unit, before), _named(unit, after))

    def numbers(self, body_id: int) -> list[NumberCheck]:
        """How the numbers of each term of a body stand, the newest term first."""
        with self._store.read() as unit:
            return register_checks(unit, body_id)


def note(
    unit: WriteUnit,
    id: int,
    text: str,
    *,
    state: Implementation | None,
    replaced_by_id: int | None = None,
    meeting_id: int | None = None,
) -> None:
    """Store a report and the state it brings; refuses what `check_implementation` refuses."""
    resolution = unit.get(Resolution, id)
    target = state or resolution.implementation
    words = text.strip()
    successor = replaced_by_id or resolution.replaced_by_id
    check_implementation(resolution, target, words or resolution.report, successor)
    if target is resolution.implementation and not words and successor == resolution.replaced_by_id:
        raise UserError("Bitte schreiben Sie, wie es um die Umsetzung steht.", help_topic="beschluesse")
    if target is Implementation.REPLACED and successor is not None:
        check_successor(id, unit.get(Resolution, successor), _successors(unit, resolution.body_id))
    meeting = unit.get(Meeting, meeting_id) if meeting_id else None
    day = (meeting_day(meeting) if meeting else None) or today(unit.clock)
    finished = resolution.implemented_on if target is resolution.implementation else day
    unit.change(
        Resolution,
        id,
        None,
        implementation=target,
        report=words or resolution.report,
        replaced_by_id=successor if target is Implementation.REPLACED else None,
        implemented_on=finished if target is Implementation.DONE else None,
    )
    unit.add(
        ImplementationReport(
            resolution_id=id,
            reported_on=day,
            meeting_id=meeting_id,
            old_state=resolution.implementation,
            new_state=target,
            text=words,
        )
    )


def register_checks(unit: ReadUnit, body_id: int) -> list[NumberCheck]:
    """The numbers of each term of a body, the newest term first; terms without numbers are left out."""
    by_term: dict[int, list[Numbered]] = {}
    for each in unit.find(Resolution, deleted=None, body_id=body_id, order="sequence"):
        if each.sequence is not None and each.term_id is not None and each.number:
            held = Numbered(
                sequence=each.sequence, number=each.number, state=each.state, thrown=each.deleted_at is not None
            )
            by_term.setdefault(each.term_id, []).append(held)
    terms = unit.find(Term, body_id=body_id, order="-starts_on")
    return [
        check_numbers(term.title, by_term[term.id], term.next_resolution_number - 1)
        for term in terms
        if term.id in by_term
    ]


def _successors(unit: ReadUnit, body_id: int) -> dict[int, int]:
    found = unit.find(Resolution, body_id=body_id, implementation=Implementation.REPLACED)
    return {each.id: each.replaced_by_id for each in found if each.replaced_by_id is not None}


def _named(unit: ReadUnit, ids: Iterable[int]) -> tuple[tuple[int, str], ...]:
    found = unit.many(Resolution, ids)
    return tuple((each.id, f"{each.number} {each.title}".strip()) for each in found.values())


def _step(report: ImplementationReport) -> str:
    old, new = report.old_state, report.new_state
    if new is None or old is new:
        return ""
    return f"{old.label} → {new.label}" if old else new.label
