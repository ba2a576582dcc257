"""Reads every deadline of the house as lines of one register."""

from dataclasses import replace
from datetime import date, timedelta
from sqlite3 import Connection
from typing import Any

from coordinator_app.common.clock import local, today
from coordinator_app.domain.deadline_register import (
    LEAD,
    USUAL_LEAD,
    Deadline,
    DeadlineSource,
    DueLine,
    parse_lead,
)
from coordinator_app.domain.deadlines import DayCount, latest_dispatch
from coordinator_app.domain.funding import FundingProgramme, ProgrammeDeadline
from coordinator_app.domain.grant_dates import GrantDate, GrantParts, grant_dates, programme_dates
from coordinator_app.domain.grants import Condition, Drawdown, Grant, PassThrough, ProofOfUse
from coordinator_app.domain.notice import NoticePeriod
from coordinator_app.services.measurement_lines import measurement_lines
from coordinator_app.services.overview import USUAL_PERIOD
from coordinator_app.services.public_holidays import holidays_for
from coordinator_app.storage.engine import driver
from coordinator_app.storage.queries import deadlines as queries
from coordinator_app.storage.queries import overview
from coordinator_app.storage.unit_of_work import ReadUnit

TICK = "tick:"
# The names of the parts in `GrantParts`, and which parts the keys of `grant_dates` speak of.
_PARTS: dict[type[Any], str] = {
    Drawdown: "drawdowns",
    ProofOfUse: "proofs",
    Condition: "conditions",
    PassThrough: "passed_on",
}
_PART_KINDS = {"spend": "drawdown", "proof": "proof_of_use", "condition": "condition", "pass_on": "pass_through"}
_SOURCES = {key: DeadlineSource(kind) for key, kind in _PART_KINDS.items()}
_BY_RULE = {"grant", *_PART_KINDS.values()}  # read from the records here; „Heute“ reads them by SQL


def deadline_lines(unit: ReadUnit) -> list[DueLine]:
    """Every deadline as it stands now, in no order; a chance that passed is no line any more."""
    connection, day = driver(unit.connection), today(unit.clock)
    ticks = {each.rule_key.removeprefix(TICK): each for each in unit.find(Deadline) if each.rule_key.startswith(TICK)}
    lines = _own(unit)
    for source in queries.STATEMENTS.keys() - _BY_RULE:
        rows = queries.due_rows(connection, source)
        lines += [_line(row) for row in rows if not queries.over(row, day)]
    lines += _notices(connection)
    lines += _late_minutes(connection)
    lines += _funding(unit, day)
    lines += measurement_lines(unit)
    return [replace(line, done_on=ticks[line.key].done_on) if line.key in ticks else line for line in lines]


def _own(unit: ReadUnit) -> list[DueLine]:
    found = [each for each in unit.find(Deadline) if not each.rule_key.startswith(TICK) and each.due_on]
    people = unit.titles("person", [each.responsible_id for each in found])
    kinds: dict[str, list[int | None]] = {}
    for each in found:
        if each.target_kind:
            kinds.setdefault(each.target_kind, []).append(each.target_id)
    about = {kind: unit.titles(kind, ids) for kind, ids in kinds.items()}
    return [
        DueLine(
            key=f"deadline:{each.id}",
            source=DeadlineSource.OWN,
            id=each.id,
            title=each.title,
            about=about.get(each.target_kind, {}).get(each.target_id or 0, ""),
            about_kind=Deadline.kind,
            about_id=each.id,
            due_on=each.due_on,
            lead=parse_lead(each.lead_days),
            critical=each.critical,
            done_on=each.done_on,
            responsible=people.get(each.responsible_id or 0, ""),
            uuid=each.uuid,
            sequence=each.version - 1,
        )
        for each in found
        if each.due_on
    ]


def _line(row: queries.DueRow) -> DueLine:
    source = DeadlineSource(row.source)
    return DueLine(
        key=queries.line_key(row),
        source=source,
        id=row.id,
        title=row.title,
        about=row.about,
        about_kind=row.about_kind,
        about_id=row.about_id,
        due_on=row.due_on,
        lead=LEAD.get(source, USUAL_LEAD),
        critical=row.critical,
        responsible=row.responsible,
        uuid=row.uuid,
        sequence=row.version - 1,
    )


def _notices(connection: Connection) -> list[DueLine]:
    lines: list[DueLine] = []
    for id, title, starts_at, body_id, uuid, version in connection.execute(queries.MEETINGS_TO_INVITE):
        day = local(queries.moment(starts_at)).date()
        rules = overview.notice_period(connection, body_id, day)
        period = NoticePeriod(rules[0], DayCount(rules[1])) if rules is not None else USUAL_PERIOD
        lines.append(
            DueLine(
                key=f"meeting:{id}",
                source=DeadlineSource.NOTICE,
                id=id,
                title=f"Einladung versenden: {title}",
                about_kind="meeting",
                about_id=id,
                due_on=latest_dispatch(day, period.days, period.count, holidays_for(period, day)),
                lead=LEAD[DeadlineSource.NOTICE],
                critical=True,
                uuid=uuid,
                sequence=version - 1,
            )
        )
    return lines


def _late_minutes(connection: Connection) -> list[DueLine]:
    """Minutes not final, where the rules of the body give them days."""
    return [
        DueLine(
            key=f"minutes:{id}",
            source=DeadlineSource.MINUTES,
            id=id,
            title=f"Niederschrift abschließen: {title}",
            about_kind="meeting",
            about_id=id,
            due_on=local(queries.moment(starts_at)).date() + timedelta(days=days),
            lead=LEAD[DeadlineSource.MINUTES],
            uuid=uuid,
            sequence=version - 1,
        )
        for id, title, starts_at, days, uuid, version in connection.execute(queries.MINUTES_DUE)
        if days
    ]


def _funding(unit: ReadUnit, day: date) -> list[DueLine]:
    """The days of programmes and grants by their own rules (`domain.grant_dates`)."""
    programmes = {each.id: each for each in unit.find(FundingProgramme)}
    rules: dict[int | None, list[ProgrammeDeadline]] = {}
    for rule in unit.find(ProgrammeDeadline):
        rules.setdefault(rule.programme_id, []).append(rule)
    lines: list[DueLine] = []
    for programme in programmes.values():
        dates = programme_dates(programme, rules.get(programme.id, ()), day)
        lines += [
            _funding_line(each, programme, f"{each.key}:{each.due.year}", programme.version)
            for each in dates
            if each.key != "check" or programme.checked_on  # what was never checked stands at the programme itself
        ]
    parts = {part: _by_grant(unit, part) for part in _PARTS}
    for grant in unit.find(Grant):
        own = GrantParts(**{name: parts[part].get(grant.id, ()) for part, name in _PARTS.items()})
        programme = programmes.get(grant.programme_id or 0)
        versions = {(part.kind, each.id): each.version for part in _PARTS for each in parts[part].get(grant.id, ())}
        for found in grant_dates(grant, programme, rules.get(grant.programme_id, ()), own, day):
            name, _, id = found.key.partition(":")
            version = versions.get((_PART_KINDS.get(name, ""), int(id or 0)), grant.version)
            lines.append(_funding_line(found, grant, found.key, version))
    return lines


def _by_grant(unit: ReadUnit, part: type[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for each in unit.find(part):
        found.setdefault(each.grant_id, []).append(each)
    return found


def _funding_line(found: GrantDate, record: Grant | FundingProgramme, key: str, version: int) -> DueLine:
    source = _SOURCES.get(found.key.partition(":")[0], DeadlineSource(record.kind))
    about = record.title
    return DueLine(
        key=f"{record.kind}:{record.id}:{key}",
        source=source,
        id=record.id,
        title=found.title.removesuffix(f": {about}"),
        about=about,
        about_kind=record.kind,
        about_id=record.id,
        due_on=found.due,
        lead=LEAD.get(source, USUAL_LEAD),
        critical=found.critical,
        done_on=found.done_on,
        uuid=record.uuid,
        sequence=version - 1,
    )
