"""Grants: applying, plan, receipts, drawdowns, conditions, passing on, proof of use; shares of the projects."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.attachments import DocumentLink
from coordinator_app.domain.columns import Column
from coordinator_app.domain.fields import Kind, Record, fields_of
from coordinator_app.domain.finance_plan import counted
from coordinator_app.domain.funding import FundingProgramme
from coordinator_app.domain.grant_dates import appeal_until, interim_days, keep_until, proof_due
from coordinator_app.domain.grant_parts import (
    completed_drawdown,
    completed_item,
    completed_proof,
    drawdown_refusal,
    item_sentence,
    passed_on_refusal,
    receipt_sentence,
)
from coordinator_app.domain.grant_states import grant_sentence, step_findings
from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    Expense,
    FinanceItem,
    Grant,
    GrantShare,
    GrantState,
    PassThrough,
    ProofKind,
    ProofOfUse,
)
from coordinator_app.domain.project_states import Finding, next_year_title
from coordinator_app.domain.projects import Project
from coordinator_app.domain.publicity_duty import publicity_duty
from coordinator_app.domain.shares import with_added, with_share, without
from coordinator_app.services.funding import rules_of
from coordinator_app.services.grant_card import (
    GrantCard,
    grant_card,
    grant_facts,
    items_of,
    programme_of,
    receipts_of,
    share_cards,
    shares_of,
)
from coordinator_app.services.lists import ListRow, RecordList, column
from coordinator_app.storage.queries.projects import LogLine, record_log
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

R = TypeVar("R", bound=Record)
HELP = "foerderung"
_Row = ListRow[Grant]


def _state(row: _Row) -> Any:
    return row.record.state


def _column(name: str, **changes: Any) -> Column[_Row]:
    return replace(column(Grant, name), **changes)


COLUMNS: tuple[Column[_Row], ...] = (
    _column("title", width=26, stretch=True),
    _column("state", width=14, value=_state, kind=Kind.CHOICE),
    _column("programme_id", width=22, shown=False),
    _column("funding_year", width=7, label="Jahr", shown=False),
    _column("reference", width=14, shown=False),
    _column("applicant_id", width=20, shown=False),
    _column("requested", width=13, shown=False, total=True),
    _column("approved", width=13, total=True),
    _column("applied_on", width=10, shown=False),
    _column("period_start", width=10, label="Zeitraum von", shown=False),
    _column("period_end", width=10, label="Zeitraum bis", shown=False),
    _column("resolution_id", width=20, shown=False),
    _column("publicity_on", width=10, label="Förderhinweis", shown=False),
    _column("keep_until", width=10, shown=False),
)


class Grants:
    """Verbs on grants; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ---------------------------------------------------------------- reading

    def list_source(self) -> RecordList[Grant]:
        """The list with its columns and sums."""
        return RecordList(self._store, Grant, COLUMNS)

    def get(self, id: int) -> Grant:
        """One grant; `UserError` when it is gone."""
        with self._store.read() as unit:
            return unit.get(Grant, id)

    def card(self, id: int) -> GrantCard:
        """Everything the detail and the documents show about one grant."""
        with self._store.read() as unit:
            return grant_card(unit, id, self._today())

    def all(self) -> list[Grant]:
        """All grants in German order."""
        with self._store.read() as unit:
            return unit.find(Grant)

    def part(self, part_type: type[R], id: int) -> R:
        """One part of a grant (receipt, proof …)."""
        with self._store.read() as unit:
            return unit.get(part_type, id)

    def all_parts(self, part_type: type[R]) -> list[R]:
        """All parts of a kind, of every grant, in the order they came."""
        with self._store.read() as unit:
            return unit.find(part_type, order="id")

    def grant_of(self, kind: str, id: int) -> int:
        """The grant a part of this kind belongs to; `UserError` when it is gone."""
        part_type = next(each for each in _PARTS if each.kind == kind)
        return int(getattr(self.part(part_type, id), "grant_id", 0) or 0)

    def years(self) -> list[int]:
        """The funding years there are grants for, the latest first."""
        return sorted({grant.funding_year for grant in self.all() if grant.funding_year}, reverse=True)

    def of_project(self, project_id: int) -> list[tuple[GrantShare, GrantCard]]:
        """The grants of a project with its share, the latest first."""
        with self._store.read() as unit:
            shares = unit.find(GrantShare, project_id=project_id, order="-id")
            grants = unit.many(Grant, [share.grant_id for share in shares if share.grant_id])
            return [
                (share, grant_card(unit, share.grant_id or 0, self._today()))
                for share in shares
                if share.grant_id in grants and grants[share.grant_id].deleted_at is None
            ]

    def of_resolution(self, resolution_id: int) -> list[Grant]:
        """The grants a resolution is about."""
        with self._store.read() as unit:
            return unit.find(Grant, resolution_id=resolution_id)

    def notices(self, project_ids: list[int]) -> list[tuple[str, int | None]]:
        """The publicity sentences that belong into papers about these projects, with the signet's document id."""
        found: dict[str, int | None] = {}
        with self._store.read() as unit:
            for grant in _grants_of(unit, project_ids):
                programme = programme_of(unit, grant)
                sentence = publicity_duty(grant, programme, self._today()).sentence
                if programme is not None and sentence:
                    found.setdefault(sentence, programme.logo_id)
        return list(found.items())

    def history(self, id: int) -> list[LogLine]:
        """The steps that touched a grant or its parts, newest first."""
        with self._store.read() as unit:
            parts = [(part.kind, entry.id) for part in _PARTS for entry in unit.find(part, grant_id=id, order="id")]
            return record_log(unit.connection, [("grant", id), *parts])

    def step_findings(self, id: int, target: GrantState, *, reason: str = "", **values: Any) -> tuple[Finding, ...]:
        """What stands against the step to `target`, with the values that are about to be stored along."""
        with self._store.read() as unit:
            grant = replace(unit.get(Grant, id), **values)
            return step_findings(grant, target, grant_facts(unit, grant, self._today()), reason=reason)

    def _today(self) -> date:
        return today(self._store.clock)

    # ---------------------------------------------------------------- the grant

    def create(self, *, title: str, projects: tuple[int, ...] = (), **values: Any) -> int:
        """A new grant for projects, which share it equally; what the programme sets is taken over."""
        with self._store.write("Förderung angelegt") as unit:
            grant = Grant(title=title.strip(), **values)
            programme = programme_of(unit, grant)
            if programme is not None:
                values.setdefault("funding_type", programme.funding_type)
                values.setdefault("share", programme.largest_share)
                grant = replace(grant, **values)
            _refuse(grant_sentence(grant))
            grant_id = unit.add(grant)
            for project_id in dict.fromkeys(projects):
                self._set_shares(unit, grant_id, with_added(_shares(unit, grant_id), project_id))
            return grant_id

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields and return the new version; states go through `transition`."""
        if "state" in values:
            message = "the state of a grant is not changed by update"
            raise ValueError(message)
        with self._store.write("Förderung geändert", merge=f"grant:{id}:{','.join(values)}") as unit:
            _refuse(grant_sentence(replace(unit.get(Grant, id), **values)))
            return unit.change(Grant, id, version, **values)

    def transition(self, id: int, target: GrantState, *, reason: str = "", **values: Any) -> None:
        """Move a grant to another state, storing `values` along; blocking findings are a `UserError`.

        Days that follow are filled where they are empty: applied today, appeal, proof of use, retention.
        """
        with self._store.write(f"Förderung: Stand „{target.label}“") as unit:
            grant = replace(unit.get(Grant, id), **values)
            _refuse(grant_sentence(grant))
            facts = grant_facts(unit, grant, self._today())
            for finding in step_findings(grant, target, facts, reason=reason):
                if finding.blocks:
                    raise UserError(finding.text, help_topic=HELP)
            values |= self._effects(unit, grant, target)
            unit.change(Grant, id, None, **values, state=target, state_reason=reason.strip())

    def _effects(self, unit: WriteUnit, grant: Grant, target: GrantState) -> dict[str, Any]:
        programme, found = programme_of(unit, grant), dict[str, Any]()
        proofs = unit.find(ProofOfUse, grant_id=grant.id, order="id")
        if target is GrantState.APPLIED and grant.applied_on is None:
            found["applied_on"] = self._today()
        elif target is GrantState.APPROVED:
            if grant.appeal_until is None and grant.notified_on is not None:
                found["appeal_until"] = appeal_until(grant.notified_on)
            if not proofs:
                _plan_proofs(unit, grant, programme)
        elif target is GrantState.SETTLED and grant.keep_until is None:
            sent = [proof.submitted_on for proof in proofs if proof.submitted_on is not None]
            found["keep_until"] = keep_until(max(sent), programme) if sent else None
        return found

    def discard(self, id: int) -> None:
        """To the Papierkorb, with all that hangs on it."""
        with self._store.write("Förderung in den Papierkorb gelegt") as unit:
            unit.discard(Grant, id)

    def duplicate(self, id: int) -> int:
        """The next year's application: same programme, projects and plan; days, amounts and results open."""
        with self._store.write("Förderung für das nächste Jahr kopiert") as unit:
            old = unit.get(Grant, id)
            year = old.funding_year + 1 if old.funding_year else None
            kept = {name: getattr(old, name) for name in ("programme_id", "applicant_id", "funding_type", "share")}
            new = unit.add(Grant(title=next_year_title(old.title), funding_year=year, **kept))
            for share in shares_of(unit, id):
                unit.add(replace(share, uuid="", grant_id=new))
            for item in items_of(unit, id):
                later = item.year + 1 if item.year else None
                unit.add(replace(item, uuid="", grant_id=new, received=None, year=later))
            return new

    # ---------------------------------------------------------------- shares of the projects

    def add_project(self, id: int, project_id: int) -> None:
        """One more project, with an equal part; the others give way. All shares add up to everything."""
        with self._store.write("Projekt zur Förderung genommen") as unit:
            unit.get(Project, project_id)
            self._set_shares(unit, id, with_added(_shares(unit, id), project_id))

    def set_share(self, id: int, project_id: int, share: int) -> None:
        """Give a project this share (tenths of a per cent); the others are scaled to the rest."""
        with self._store.write("Anteil an der Förderung geändert") as unit:
            self._set_shares(unit, id, with_share(_shares(unit, id), project_id, share))

    def remove_project(self, id: int, project_id: int) -> None:
        """Take a project out; the others grow."""
        with self._store.write("Projekt aus der Förderung genommen") as unit:
            self._set_shares(unit, id, without(_shares(unit, id), project_id))

    def _set_shares(self, unit: WriteUnit, id: int, wanted: dict[int, int]) -> None:
        unit.get(Grant, id)
        present = {share.project_id: share for share in shares_of(unit, id)}
        for project_id, share in present.items():
            if project_id not in wanted:
                unit.remove(GrantShare, share.id)
        for project_id, tenths in wanted.items():
            if project_id in present:
                unit.change(GrantShare, present[project_id].id, None, share=tenths)
            else:
                unit.add(GrantShare(grant_id=id, project_id=project_id, share=tenths))

    # ---------------------------------------------------------------- plan, receipts, drawdowns, proofs …

    def add_part(self, part: Record) -> int:
        """Add a position, receipt, drawdown, proof, condition or passing on; returns its id."""
        with self._store.write(f"{part.label} hinzugefügt") as unit:
            completed = self._completed(unit, part)
            _refuse(self._part_sentence(unit, completed))
            return unit.add(completed)

    def update_part(self, part_type: type[R], id: int, version: int | None, **values: Any) -> int:
        """Change a part; returns the new version."""
        merge = f"{part_type.kind}:{id}:{','.join(values)}"
        with self._store.write(f"{part_type.label} geändert", merge=merge) as unit:
            before = unit.get(part_type, id)
            after = self._completed(unit, replace(before, **values))
            _refuse(self._part_sentence(unit, after))
            names = [name for name in fields_of(part_type) if getattr(after, name) != getattr(before, name)]
            return unit.change(part_type, id, version, **{name: getattr(after, name) for name in names})

    def remove_part(self, part_type: type[Record], id: int) -> None:
        """Remove a part, with the links to its files; undoable."""
        with self._store.write(f"{part_type.label} entfernt") as unit:
            for link in unit.find(DocumentLink, target_kind=part_type.kind, target_id=id, order="id"):
                unit.remove(DocumentLink, link.id)
            unit.remove(part_type, id)

    def _completed(self, unit: WriteUnit, part: Any) -> Any:
        """A part with what follows by rule: numbers, positions, states and days that were left empty."""
        if isinstance(part, FinanceItem):
            return completed_item(part, unit.find(FinanceItem, grant_id=part.grant_id))
        if isinstance(part, Drawdown):
            programme = programme_of(unit, unit.get(Grant, part.grant_id or 0))
            others = unit.find(Drawdown, grant_id=part.grant_id)
            return completed_drawdown(part, programme, others, is_new=not part.id)
        return completed_proof(part) if isinstance(part, ProofOfUse) else part

    def _part_sentence(self, unit: ReadUnit, part: Record) -> str:
        if isinstance(part, FinanceItem):
            return item_sentence(part)
        if isinstance(part, Expense):
            return receipt_sentence(part)
        if isinstance(part, Drawdown):
            grant = unit.get(Grant, part.grant_id or 0)
            others = unit.find(Drawdown, grant_id=grant.id)
            spent = sum(map(counted, receipts_of(unit, grant.id)))
            return drawdown_refusal(part, grant, programme_of(unit, grant), others, spent)
        if isinstance(part, PassThrough):
            grant = unit.get(Grant, part.grant_id or 0)
            return passed_on_refusal(part, grant, unit.find(PassThrough, grant_id=grant.id))
        return ""

    def share_amounts(self, id: int) -> list[tuple[int, int]]:
        """What each project gets: (project id, cents), adding up to the whole."""
        with self._store.read() as unit:
            return [(card.project_id, card.amount) for card in share_cards(unit, unit.get(Grant, id))]


_PARTS: tuple[type[Record], ...] = (FinanceItem, Expense, Drawdown, ProofOfUse, Condition, PassThrough, GrantShare)


def _plan_proofs(unit: WriteUnit, grant: Grant, programme: FundingProgramme | None) -> None:
    """The proofs a new Bescheid calls for: Zwischennachweise of its period and the Verwendungsnachweis."""
    if grant.period_start is None or grant.period_end is None:
        return
    rules = rules_of(unit, grant.programme_id)
    for day in interim_days(grant.period_start, grant.period_end, rules):
        unit.add(ProofOfUse(grant_id=grant.id, proof_kind=ProofKind.INTERIM, due_on=day))
    due = proof_due(grant.period_end, programme, rules)
    if due is not None:
        unit.add(ProofOfUse(grant_id=grant.id, proof_kind=ProofKind.FULL, due_on=due))


def _shares(unit: ReadUnit, grant_id: int) -> dict[int, int]:
    return {share.project_id or 0: share.share for share in shares_of(unit, grant_id)}


def _grants_of(unit: ReadUnit, project_ids: Sequence[int]) -> list[Grant]:
    """The grants of projects, in the order they came, without those in the Papierkorb."""
    shares = [share for id in project_ids for share in unit.find(GrantShare, project_id=id, order="id")]
    found = unit.many(Grant, dict.fromkeys(share.grant_id for share in shares if share.grant_id))
    return [grant for grant in found.values() if grant.deleted_at is None]


def _refuse(sentence: str) -> None:
    if sentence:
        raise UserError(sentence, help_topic=HELP)
