"""Beschlusskontrolle: what became of adopted resolutions, as a history of reports; and the check of the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Body, Term
from coordinator_app.domain.grants import Grant
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.priorities import PriorityRound
from coordinator_app.domain.register import NumberCheck, Numbered, check_numbers
from coordinator_app.domain.resolutions import (
    UNFINISHED,
    Implementation,
    ImplementationReport,
    Resolution,
    check_implementation,
    check_successor,
)
from coordinator_app.domain.sentences import due_phrase
from coordinator_app.domain.tasks import TaskState
from coordinator_app.services.control import controlled_resolutions, controlled_tasks
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.storage.queries.resolutions import held_numbers
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
class Link:
    """Something a resolution is linked with; `word` says how („löst ab“, „Projekt“)."""

    kind: str
    id: int
    title: str
    word: str


@dataclass(frozen=True, slots=True)
class Controlled:
    """A line under „Beschlusskontrolle“ or „Offene Aufgaben“ in a meeting; `due` in words, "" once it is settled."""

    kind: str
    id: int
    title: str
    state: Implementation | TaskState
    responsible: str
    due: str
    report: str


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

    def controlled(self, item_id: int) -> list[Controlled]:
        """What stands under a control item, with the record behind each line; [] for any other item."""
        with self._store.read() as unit:
            item = unit.get(AgendaItem, item_id)
            meeting = unit.get(Meeting, item.meeting_id)
            if item.item_type is ItemType.OPEN_TASKS:
                return [
                    Controlled(
                        "task", view.id, view.task.title, view.task.state, view.responsible, view.due, view.task.result
                    )
                    for view in controlled_tasks(unit, meeting)
                ]
            if item.item_type is not ItemType.RESOLUTION_CONTROL:
                return []
            day = today(unit.clock)
            found = controlled_resolutions(unit, meeting)
            people = unit.titles("person", [each.responsible_id for each in found])
            houses = unit.titles("organisation", [each.responsible_organisation_id for each in found])
            return [
                Controlled(
                    "resolution",
                    each.id,
                    f"{each.number} {each.title}".strip(),
                    each.implementation,
                    people.get(each.responsible_id or 0, "") or houses.get(each.responsible_organisation_id or 0, ""),
                    due_phrase(each.due_on, day) if each.implementation in UNFINISHED else "",
                    each.report,
                )
                for each in found
            ]

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

    def links(self, id: int) -> list[Link]:
        """What it is linked with: resolutions it replaces or is replaced by, projects, needs, rounds of priorities."""
        chain = self.chain(id)
        found = [Link("resolution", other, title, "löst diesen Beschluss ab") for other, title in chain.after]
        found += [Link("resolution", other, title, "wird von diesem abgelöst") for other, title in chain.before]
        with self._store.read() as unit:
            resolution = unit.get(Resolution, id)
            for kind, ids, word in (
                ("project", resolution.projects, "Projekt"),
                ("need", resolution.needs, "Bedarf"),
            ):
                titles = unit.titles(kind, ids)
                found += [Link(kind, other, titles[other], word) for other in ids if other in titles]
            found += [Link("grant", each.id, each.title, "Förderung") for each in unit.find(Grant, resolution_id=id)]
            rounds = unit.find(PriorityRound, resolution_id=id)
            found += [Link("priority_round", each.id, each.title, "Priorisierung") for each in rounds]
        return found

    def numbers(self, body_id: int) -> list[NumberCheck]:
        """How the numbers of each term of a body stand, the newest term first."""
        with self._store.read() as unit:
            return [check for _, check in register_checks(unit, body_id)]

    def unsound(self) -> list[tuple[str, NumberCheck]]:
        """Name of the body and check of every term whose numbers have gaps, doubles or lie in the Papierkorb."""
        with self._store.read() as unit:
            bodies = {body.id: body.short_name or body.name for body in unit.find(Body)}
            found = [(bodies.get(body_id, ""), check) for body_id, check in register_checks(unit)]
            return [(body, check) for body, check in found if body and not check.sound]

    def terms(self) -> list[tuple[int, str]]:
        """Terms in which numbers were drawn, for filters: „2026 · Lenkungsgruppe“, the newest first."""
        with self._store.read() as unit:
            bodies = {body.id: body.short_name or body.name for body in unit.find(Body)}
            terms = unit.find(Term, order="-starts_on")
            return [
                (term.id, f"{term.title} · {bodies[term.body_id]}")
                for term in terms
                if term.next_resolution_number > 1 and term.body_id in bodies
            ]


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


def register_checks(unit: ReadUnit, body_id: int | None = None) -> list[tuple[int, NumberCheck]]:
    """The numbers of each term with its body, the newest term first; terms without numbers are left out."""
    by_term: dict[int, list[Numbered]] = {}
    for held in held_numbers(unit):
        by_term.setdefault(held.term_id, []).append(held.numbered)
    return [
        (term.body_id, check_numbers(term.title, by_term[term.id], term.next_resolution_number - 1))
        for term in unit.find(Term, order="-starts_on")
        if term.id in by_term and body_id in (None, term.body_id)
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
